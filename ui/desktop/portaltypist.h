// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/desktop/typedtext.h"
#include "ui/desktop/typist.h"

#include <QDBusConnection>
#include <QDBusServiceWatcher>
#include <QDeadlineTimer>
#include <QPointer>
#include <QTimer>

#include <chrono>

class QDBusMessage;

namespace coffret {

class PortalRequest;

/// Types by the remote keyboard of the desktop's portal, which asks the user once a run. It tells nothing of windows,
/// so the keys go to the one in front, never while that is one of ours. Every key symbol passes the session bus.
/// https://flatpak.github.io/xdg-desktop-portal/docs/doc-org.freedesktop.portal.RemoteDesktop.html
/// Main thread.
class PortalTypist : public Typist
{
    Q_OBJECT
public:
    /// For the desktop and its user to agree: no value waits longer for a dialog.
    static constexpr std::chrono::seconds AskingTime{30};

    explicit PortalTypist(const QDBusConnection &bus, QObject *parent = nullptr,
                          std::chrono::milliseconds askingTime = AskingTime);
    ~PortalTypist() override;

    [[nodiscard]] Obstacle obstacle() const override { return m_obstacle; }
    [[nodiscard]] bool knowsWindows() const override { return false; }
    Target aim() override;
    void type(SecretBuffer text) override;
    void stop() override;

private Q_SLOTS:
    void onClosed(const QDBusMessage &message);
    void onGone();

private:
    using Next = void (PortalTypist::*)();
    void askFor(const char *method, QVariantList arguments, QVariantMap options, Next next);
    void join(const QDBusConnection &bus);
    void lookForKeyboard();
    void createSession();
    void selectKeyboard();
    void startSession();
    void await();
    void typeNext();
    void advance();
    void press(quint32 symbol, bool down);
    void end(Result result);
    void endSoon(Result result);

    QDBusConnection m_bus;
    QDBusServiceWatcher m_watcher;            ///< the portal itself may go and come
    Obstacle m_obstacle = Obstacle::NoPortal; ///< until the portal says otherwise
    QString m_session;                        ///< its path; empty: none
    QString m_restoreToken;                   ///< for the next session of this run
    QPointer<PortalRequest> m_request;        ///< under way
    TypedText m_text;
    bool m_started = false;
    QDeadlineTimer m_limit;
    QTimer m_timer;
    QTimer m_asking; ///< runs until the desktop has agreed
};

} // namespace coffret
