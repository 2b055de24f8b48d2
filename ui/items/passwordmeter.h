// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/items/secretdocument.h"

#include <QObject>
#include <QPointer>
#include <QStringList>
#include <QtQml/qqmlregistration.h>

namespace coffret {

/// Says how strong the password in a SecretDocument is, while it is written. Reads it where it lies, once for all
/// changes of one turn of the event loop, and keeps only the estimate. Made by QML, main thread.
class PasswordMeter : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(coffret::SecretDocument *document READ document WRITE setDocument NOTIFY documentChanged)
    /// What somebody who guesses knows beside it: name, login, addresses.
    Q_PROPERTY(QStringList knownWords READ knownWords WRITE setKnownWords NOTIFY knownWordsChanged)
    Q_PROPERTY(bool measured READ isMeasured NOTIFY measuredChanged)
    Q_PROPERTY(int level READ level NOTIFY measuredChanged)
    Q_PROPERTY(QString word READ word NOTIFY measuredChanged)
    Q_PROPERTY(QString sentence READ sentence NOTIFY measuredChanged)
public:
    explicit PasswordMeter(QObject *parent = nullptr);

    [[nodiscard]] SecretDocument *document() const { return m_document; }
    void setDocument(SecretDocument *document);
    [[nodiscard]] QStringList knownWords() const { return m_knownWords; }
    void setKnownWords(const QStringList &words);
    [[nodiscard]] bool isMeasured() const { return m_level >= 0; } ///< there is something to measure
    [[nodiscard]] int level() const { return m_level; }            ///< 0 to 4; -1: nothing measured
    [[nodiscard]] QString word() const { return m_word; }
    [[nodiscard]] QString sentence() const { return m_sentence; }

Q_SIGNALS:
    void documentChanged();
    void knownWordsChanged();
    void measuredChanged();

private:
    void schedule();
    void measure();

    QPointer<SecretDocument> m_document;
    QStringList m_knownWords;
    int m_level = -1;
    QString m_word;
    QString m_sentence;
    bool m_scheduled = false;
};

} // namespace coffret
