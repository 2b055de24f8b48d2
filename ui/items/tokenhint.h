// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/items/revealedsecret.h"
#include "ui/items/secretdocument.h"

#include <QObject>
#include <QPointer>
#include <QtQml/qqmlregistration.h>

namespace coffret {

/// Says whose API key a value looks like, while it is written or shown. Reads it where it lies and keeps only the name.
/// Made by QML, main thread.
class TokenHint : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(coffret::SecretDocument *document READ document WRITE setDocument NOTIFY sourceChanged)
    Q_PROPERTY(coffret::RevealedSecret *secret READ secret WRITE setSecret NOTIFY sourceChanged)
    Q_PROPERTY(QString text READ text NOTIFY textChanged)
public:
    explicit TokenHint(QObject *parent = nullptr);

    [[nodiscard]] SecretDocument *document() const { return m_document; }
    void setDocument(SecretDocument *document);
    [[nodiscard]] RevealedSecret *secret() const { return m_secret; }
    void setSecret(RevealedSecret *secret);
    [[nodiscard]] QString text() const { return m_text; } ///< empty: it looks like nobody's

Q_SIGNALS:
    void sourceChanged();
    void textChanged();

private:
    void look();

    QPointer<SecretDocument> m_document;
    QPointer<RevealedSecret> m_secret;
    QString m_text;
};

} // namespace coffret
