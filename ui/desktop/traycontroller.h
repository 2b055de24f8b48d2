// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTimer>

#include <memory>

class QAction;
class QDBusServiceWatcher;
class QMenu;
class QSystemTrayIcon;

namespace coffret {

/// The icon in the system tray and its menu. Qt decides once whether it talks to a StatusNotifierWatcher or to an
/// XEmbed tray, so at autostart the icon waits for the desktop's watcher. Owned by the composition root, main thread.
class TrayController : public QObject
{
    Q_OBJECT
public:
    explicit TrayController(QObject *parent = nullptr);
    ~TrayController() override;

    /// waitForDesktop: give a watcher that is not there yet up to ten seconds.
    void start(bool waitForDesktop);
    [[nodiscard]] bool isShown() const { return m_icon != nullptr; }

    void setLocked(bool locked);
    void setAttention(bool attention);
    /// What is checked out, without naming it; empty: nothing.
    void setLent(const QString &summary);
    void remind(const QString &text); ///< as the desktop shows notifications

Q_SIGNALS:
    void shown();       ///< an icon is in a tray: the window may be closed to it
    void unavailable(); ///< there is no tray
    void quickLookupRequested();
    void openRequested();
    void lockRequested();
    void unlockRequested();
    void syncRequested();
    void returnAllRequested();
    void lentRequested(); ///< to see what is checked out
    void quitRequested();

private:
    void showIcon();
    void buildMenu();
    void updateIcon();

    std::unique_ptr<QMenu> m_menu;
    std::unique_ptr<QSystemTrayIcon> m_icon;
    std::unique_ptr<QDBusServiceWatcher> m_watcher;
    QTimer m_patience;
    QAction *m_lockAction = nullptr;
    QAction *m_lentAction = nullptr;
    QAction *m_returnAction = nullptr;
    QString m_lent;
    bool m_settled = false;
    bool m_locked = false;
    bool m_attention = false;
};

} // namespace coffret
