// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/session.h"

#include <QObject>
#include <QPointer>
#include <QtQml/qqmlregistration.h>

namespace coffret {

/// What is known of one account: its server, whom that takes the user for, which key, and what is missing there. Owned
/// by BrowseViewModel, main thread.
class AboutViewModel : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the program")
    Q_PROPERTY(bool open READ isOpen NOTIFY changed)
    Q_PROPERTY(QString name READ name NOTIFY changed)
    Q_PROPERTY(QString service READ service NOTIFY changed)
    Q_PROPERTY(QString server READ server NOTIFY changed)
    Q_PROPERTY(QString user READ user NOTIFY changed)
    Q_PROPERTY(QString fingerprint READ fingerprint NOTIFY changed)
    Q_PROPERTY(QStringList sentences READ sentences NOTIFY changed)
public:
    explicit AboutViewModel(QObject *parent = nullptr);

    void show(Session *session);

    [[nodiscard]] bool isOpen() const { return m_session != nullptr; }
    [[nodiscard]] QString name() const;
    [[nodiscard]] QString service() const; ///< with version and edition, where they are told
    [[nodiscard]] QString server() const;
    [[nodiscard]] QString user() const;
    [[nodiscard]] QString fingerprint() const;   ///< in groups of four
    [[nodiscard]] QStringList sentences() const; ///< what the account cannot do

    Q_INVOKABLE void close();

Q_SIGNALS:
    void changed();

private:
    QPointer<Session> m_session;
};

/// What capabilities leave out, one sentence each; before an account was opened nothing is known.
[[nodiscard]] QStringList lackSentences(Capabilities capabilities);

} // namespace coffret
