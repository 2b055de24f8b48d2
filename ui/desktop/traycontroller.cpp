// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/desktop/traycontroller.h"

#include <QAction>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusServiceWatcher>
#include <QIcon>
#include <QMenu>
#include <QSystemTrayIcon>

#include <chrono>

namespace coffret {

namespace {

constexpr QLatin1String WatcherService("org.kde.StatusNotifierWatcher");
constexpr std::chrono::seconds Patience{10};

QIcon iconNamed(const char *name)
{
    return QIcon(QStringLiteral(":/icons/program/%1.svg").arg(QLatin1String(name)));
}

} // namespace

TrayController::TrayController(QObject *parent) : QObject(parent)
{
    m_patience.setSingleShot(true);
    m_patience.setInterval(Patience);
    connect(&m_patience, &QTimer::timeout, this, &TrayController::showIcon);
}

TrayController::~TrayController() = default;

void TrayController::start(bool waitForDesktop)
{
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return showIcon();
    if (waitForDesktop) {
        m_watcher =
            std::make_unique<QDBusServiceWatcher>(WatcherService, bus, QDBusServiceWatcher::WatchForRegistration);
        connect(m_watcher.get(), &QDBusServiceWatcher::serviceRegistered, this, &TrayController::showIcon);
        m_patience.start();
    }
    // Asked of the bus and not of QSystemTrayIcon, whose first answer would bind Qt to the wrong kind of tray.
    QDBusMessage question =
        QDBusMessage::createMethodCall(QStringLiteral("org.freedesktop.DBus"), QStringLiteral("/org/freedesktop/DBus"),
                                       QStringLiteral("org.freedesktop.DBus"), QStringLiteral("NameHasOwner"));
    question << QString(WatcherService);
    auto *call = new QDBusPendingCallWatcher(bus.asyncCall(question), this);
    connect(call, &QDBusPendingCallWatcher::finished, this, [this, call, waitForDesktop] {
        call->deleteLater();
        const QDBusPendingReply<bool> reply = *call;
        if (!waitForDesktop || (reply.isValid() && reply.value()))
            showIcon();
    });
}

void TrayController::showIcon()
{
    if (m_settled)
        return;
    m_settled = true;
    m_patience.stop();
    m_watcher.reset();
    if (!QSystemTrayIcon::isSystemTrayAvailable()) {
        Q_EMIT unavailable();
        return;
    }
    buildMenu();
    m_icon = std::make_unique<QSystemTrayIcon>();
    m_icon->setContextMenu(m_menu.get());
    connect(m_icon.get(), &QSystemTrayIcon::activated, this, [this](QSystemTrayIcon::ActivationReason reason) {
        if (reason == QSystemTrayIcon::Trigger)
            Q_EMIT quickLookupRequested();
    });
    connect(m_icon.get(), &QSystemTrayIcon::messageClicked, this, &TrayController::lentRequested);
    updateIcon();
    m_icon->show();
    Q_EMIT shown();
}

void TrayController::buildMenu()
{
    m_menu = std::make_unique<QMenu>();
    //: Tray menu.
    connect(m_menu->addAction(tr("Quick lookup")), &QAction::triggered, this, &TrayController::quickLookupRequested);
    //: Tray menu: shows the main window.
    connect(m_menu->addAction(tr("Open Coffret")), &QAction::triggered, this, &TrayController::openRequested);
    m_menu->addSeparator();
    m_lentAction = m_menu->addAction(QString());
    connect(m_lentAction, &QAction::triggered, this, &TrayController::lentRequested);
    //: Tray menu: gives back every secret that is checked out.
    m_returnAction = m_menu->addAction(tr("Give everything back"));
    connect(m_returnAction, &QAction::triggered, this, &TrayController::returnAllRequested);
    m_menu->addSeparator();
    m_lockAction = m_menu->addAction(QString());
    connect(m_lockAction, &QAction::triggered, this, [this] {
        if (m_locked)
            Q_EMIT unlockRequested();
        else
            Q_EMIT lockRequested();
    });
    //: Tray menu.
    connect(m_menu->addAction(tr("Sync now")), &QAction::triggered, this, &TrayController::syncRequested);
    m_menu->addSeparator();
    //: Tray menu.
    connect(m_menu->addAction(tr("Quit")), &QAction::triggered, this, &TrayController::quitRequested);
}

void TrayController::setLocked(bool locked)
{
    m_locked = locked;
    updateIcon();
}

void TrayController::setAttention(bool attention)
{
    m_attention = attention;
    updateIcon();
}

void TrayController::setLent(const QString &summary)
{
    m_lent = summary;
    updateIcon();
}

void TrayController::remind(const QString &text)
{
    if (m_icon)
        //: Title of a notification.
        m_icon->showMessage(tr("Coffret"), text, iconNamed("tray-attention"));
}

void TrayController::updateIcon()
{
    if (!m_icon)
        return;
    //: Tray menu.
    m_lockAction->setText(m_locked ? tr("Unlock") : tr("Lock"));
    m_icon->setIcon(iconNamed(m_locked ? "tray-locked" : m_attention ? "tray-attention" : "tray"));
    // Anybody can read a tooltip over the session bus, so it names neither secrets nor accounts.
    //: Tooltip of the tray icon.
    const QString state = m_locked ? tr("Coffret: locked") : tr("Coffret");
    //: Tooltip of the tray icon. %1 says how many secrets are checked out and until when.
    m_icon->setToolTip(m_locked || m_lent.isEmpty() ? state : tr("Coffret: %1").arg(m_lent));
    m_lentAction->setText(m_lent);
    m_lentAction->setVisible(!m_lent.isEmpty());
    m_returnAction->setVisible(!m_lent.isEmpty());
}

} // namespace coffret
