// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/viewmodels/sessionlist.h"

#include <QObject>
#include <QPointer>
#include <QtQml/qqmlregistration.h>

namespace coffret {

class Settings;

/// A server that shows another OpenPGP key or certificate than the one that was accepted. There is no going on anyway:
/// the new one is accepted when its fingerprint came another way and agrees. Owned by AppViewModel, main thread.
class ServerIdentityViewModel : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the program")
    Q_PROPERTY(bool different READ isDifferent NOTIFY changed) ///< the account in view has stopped at it
    Q_PROPERTY(bool asking READ isAsking NOTIFY changed)
    Q_PROPERTY(bool certificate READ isCertificate NOTIFY changed) ///< else the OpenPGP key
    Q_PROPERTY(QString accountName READ accountName NOTIFY changed)
    Q_PROPERTY(QString acceptedFingerprint READ acceptedFingerprint NOTIFY changed)
    Q_PROPERTY(QString shownFingerprint READ shownFingerprint NOTIFY changed)
    Q_PROPERTY(QString errorText READ errorText NOTIFY changed)
    Q_PROPERTY(QString errorHint READ errorHint NOTIFY changed)
public:
    ServerIdentityViewModel(SessionList &sessions, Settings &settings, QObject *parent = nullptr);
    ~ServerIdentityViewModel() override;

    void watch(Session *session); ///< null: none. It may go at any time.

    [[nodiscard]] bool isDifferent() const;
    [[nodiscard]] bool isAsking() const { return m_asking && isDifferent(); }
    [[nodiscard]] bool isCertificate() const;
    [[nodiscard]] QString accountName() const;
    [[nodiscard]] QString acceptedFingerprint() const;
    [[nodiscard]] QString shownFingerprint() const;
    [[nodiscard]] QString errorText() const { return m_errorText; }
    [[nodiscard]] QString errorHint() const { return m_errorHint; }

    Q_INVOKABLE void ask();
    Q_INVOKABLE void cancel();
    /// fingerprint: as somebody else told it, with or without blanks and colons.
    Q_INVOKABLE void accept(const QString &fingerprint);

Q_SIGNALS:
    void changed();
    void accepted();

private:
    [[nodiscard]] QString shownDigits() const; ///< upper case; empty when nothing is different
    void look();
    void fail(const QString &text, const QString &hint);
    void save(const QString &digits);

    SessionList &m_sessions;
    Settings &m_settings;
    QPointer<Session> m_session;
    bool m_asking = false;
    QString m_errorText;
    QString m_errorHint;
};

} // namespace coffret
