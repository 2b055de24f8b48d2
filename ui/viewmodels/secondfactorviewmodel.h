// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/session.h"

#include <QObject>
#include <QPointer>
#include <QStringList>
#include <QUrl>
#include <QtQml/qqmlregistration.h>

#include <functional>

namespace coffret {

/// The question for a second factor, as a person answers it: for the prompt of the main window and for setup. Watches
/// one session at a time and holds no code. Main thread.
class SecondFactorViewModel : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the program")
    Q_PROPERTY(bool asked READ isAsked NOTIFY changed) ///< a prompt belongs on the screen
    Q_PROPERTY(QString accountName READ accountName NOTIFY changed)
    /// "code", "yubikey" and "browser", the one used last first; empty when none of the server's can be answered here.
    Q_PROPERTY(QStringList methods READ methods NOTIFY changed)
    Q_PROPERTY(QString method READ method WRITE setMethod NOTIFY changed)
    Q_PROPERTY(bool canRemember READ canRemember NOTIFY changed)
    Q_PROPERTY(bool remember READ remember WRITE setRemember NOTIFY changed)
    Q_PROPERTY(bool busy READ isBusy NOTIFY changed)
    Q_PROPERTY(QString browserHost READ browserHost NOTIFY changed) ///< where the browser was sent; empty before
    Q_PROPERTY(QString errorText READ errorText NOTIFY changed)
    Q_PROPERTY(QString errorHint READ errorHint NOTIFY changed)
public:
    using OpenUrl = std::function<bool(const QUrl &)>;

    /// openUrl: shows an address in the user's browser; empty: the desktop's way.
    explicit SecondFactorViewModel(OpenUrl openUrl = {}, QObject *parent = nullptr);
    ~SecondFactorViewModel() override;

    /// null: none. The session may go at any time.
    void watch(Session *session);
    [[nodiscard]] Session *session() const { return m_session; }

    [[nodiscard]] bool isAsked() const { return !m_session.isNull() && m_asked; }
    [[nodiscard]] QString accountName() const;
    [[nodiscard]] QStringList methods() const { return m_methods; }
    [[nodiscard]] QString method() const { return m_method; }
    void setMethod(const QString &method);
    [[nodiscard]] bool canRemember() const;
    [[nodiscard]] bool remember() const { return m_remember; }
    void setRemember(bool remember);
    [[nodiscard]] bool isBusy() const { return m_busy; }
    [[nodiscard]] QString browserHost() const { return m_browserHost; }
    [[nodiscard]] QString errorText() const { return m_errorText; }
    [[nodiscard]] QString errorHint() const { return m_errorHint; }

    /// The caller clears its field right after.
    Q_INVOKABLE void submit(const QString &code);
    Q_INVOKABLE void openBrowser();
    /// The address the browser ended at, as the user copied it.
    Q_INVOKABLE void finishBrowser(const QString &address);
    /// Gives the sign-in up: the account is locked.
    Q_INVOKABLE void cancel();

Q_SIGNALS:
    void changed();
    void answered();

private:
    void look();
    void begin();
    void take(const Expected<void> &outcome);
    void fail(const Error &error);

    OpenUrl m_openUrl;
    QPointer<Session> m_session;
    QStringList m_methods;
    QString m_method;
    QString m_browserHost;
    QString m_errorText;
    QString m_errorHint;
    bool m_asked = false;
    bool m_remember = false;
    bool m_busy = false;
    quint64 m_generation = 0; ///< answers to an earlier question are dropped
};

} // namespace coffret
