// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/desktop/traymenu.h"
#include "ui/desktop/traypresence.h"

#include <QObject>
#include <QTimer>

#include <memory>

class QSystemTrayIcon;

namespace coffret {

/// The icon in the system tray. Qt decides once whether it talks to a StatusNotifierWatcher or to an XEmbed tray, so it
/// is not asked before there is one of them. Says when there is a tray and when there is none, each time that changes:
/// panels start late, crash and come back. Owned by the composition root, main thread.
class TrayController : public QObject
{
    Q_OBJECT
public:
    /// What the icon says at a glance.
    enum class State { Ready, Syncing, Attention, Locked };

    explicit TrayController(QObject *parent = nullptr);
    ~TrayController() override;

    /// waitForDesktop: give a tray that is not there yet up to ten seconds.
    void start(bool waitForDesktop);
    [[nodiscard]] bool isShown() const { return m_place == Place::Tray; }
    [[nodiscard]] bool isAwaited() const { return m_place == Place::NotKnown; } ///< shown() or unavailable() follows
    [[nodiscard]] TrayMenu &menu() { return m_menu; }

    void setState(State state);
    /// What is checked out, without naming it; empty: nothing.
    void setLent(const QString &summary);
    /// Whether names may be in a menu that every program of the session can read. In a window of ours they always are.
    void setNamesOnBus(bool allowed);
    void notify(const QString &title, const QString &text); ///< where the desktop shows no notifications

Q_SIGNALS:
    void shown();       ///< an icon is in a tray: the window may be closed to it
    void unavailable(); ///< there is no tray, or none any more
    void quickLookupRequested();
    void notificationChosen();

private:
    enum class Place { NotKnown, Tray, Nowhere };

    void follow();
    void giveUp();
    [[nodiscard]] bool makeIcon();
    void updateIcon();
    void updateNames();

    TrayPresence m_presence;
    TrayMenu m_menu;
    std::unique_ptr<QSystemTrayIcon> m_icon;
    QTimer m_patience;
    TrayPresence::Kind m_kind = TrayPresence::Kind::None; ///< of the icon
    Place m_place = Place::NotKnown;
    State m_state = State::Ready;
    QString m_lent;
    bool m_waits = false;
    bool m_namesOnBus = false;
};

} // namespace coffret
