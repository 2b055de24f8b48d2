// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/desktop/traycontroller.h"

#include <QIcon>
#include <QSystemTrayIcon>

#include <chrono>

namespace coffret {

namespace {

constexpr std::chrono::seconds PatienceAtStart{10};
constexpr std::chrono::seconds PatienceLater{5}; // a panel that crashed is started again

QIcon iconNamed(const char *name)
{
    return QIcon(QStringLiteral(":/icons/program/%1.svg").arg(QLatin1String(name)));
}

const char *iconOf(TrayController::State state)
{
    switch (state) {
    case TrayController::State::Locked:
        return "tray-locked";
    case TrayController::State::Attention:
        return "tray-attention";
    case TrayController::State::Syncing:
        return "tray-syncing";
    case TrayController::State::Ready:
        break;
    }
    return "tray";
}

} // namespace

TrayController::TrayController(QObject *parent) : QObject(parent)
{
    m_patience.setSingleShot(true);
    connect(&m_patience, &QTimer::timeout, this, &TrayController::giveUp);
    connect(&m_presence, &TrayPresence::changed, this, &TrayController::follow);
    connect(&m_menu, &TrayMenu::quickLookupRequested, this, &TrayController::quickLookupRequested);
}

TrayController::~TrayController() = default;

void TrayController::start(bool waitForDesktop)
{
    m_waits = waitForDesktop;
    m_presence.start();
}

void TrayController::follow()
{
    const bool isThere = m_icon ? m_presence.has(m_kind) : m_presence.best() != TrayPresence::Kind::None && makeIcon();
    if (isThere) {
        m_patience.stop();
        if (m_place != Place::Tray) {
            m_place = Place::Tray;
            Q_EMIT shown();
        }
    } else if (m_place == Place::NotKnown && !m_waits) {
        giveUp();
    } else if (m_place != Place::Nowhere && !m_patience.isActive()) {
        m_patience.start(m_place == Place::NotKnown ? PatienceAtStart : PatienceLater);
    }
}

void TrayController::giveUp()
{
    m_place = Place::Nowhere;
    Q_EMIT unavailable();
}

bool TrayController::makeIcon()
{
    if (!QSystemTrayIcon::isSystemTrayAvailable()) // gone again: this was the one time that Qt decides
        return false;
    m_kind = m_presence.best();
    m_icon = std::make_unique<QSystemTrayIcon>();
    m_icon->setContextMenu(&m_menu.menu());
    connect(m_icon.get(), &QSystemTrayIcon::activated, this, [this](QSystemTrayIcon::ActivationReason reason) {
        if (reason == QSystemTrayIcon::Trigger)
            Q_EMIT quickLookupRequested();
    });
    connect(m_icon.get(), &QSystemTrayIcon::messageClicked, this, &TrayController::notificationChosen);
    updateNames();
    updateIcon();
    m_icon->show();
    return true;
}

void TrayController::setState(State state)
{
    m_state = state;
    m_menu.setLocked(state == State::Locked);
    updateIcon();
}

void TrayController::setLent(const QString &summary)
{
    m_lent = summary;
    m_menu.setLent(summary);
    updateIcon();
}

void TrayController::setNamesOnBus(bool allowed)
{
    m_namesOnBus = allowed;
    updateNames();
}

void TrayController::updateNames()
{
    m_menu.setNamed(m_kind == TrayPresence::Kind::Embedded || m_namesOnBus);
}

void TrayController::notify(const QString &title, const QString &text)
{
    if (m_icon)
        m_icon->showMessage(title, text, iconNamed("tray-attention"));
}

void TrayController::updateIcon()
{
    if (!m_icon)
        return;
    m_icon->setIcon(iconNamed(iconOf(m_state)));
    // Anybody can read a tooltip over the session bus, so it names neither secrets nor accounts.
    QString words;
    if (m_state == State::Locked)
        //: Tooltip of the tray icon.
        words = tr("Coffret: locked");
    else if (m_state == State::Attention)
        //: Tooltip of the tray icon: an account could not be synced or opened.
        words = tr("Coffret: needs your attention");
    else if (!m_lent.isEmpty())
        //: Tooltip of the tray icon. %1 says how many secrets are checked out and until when.
        words = tr("Coffret: %1").arg(m_lent);
    else if (m_state == State::Syncing)
        //: Tooltip of the tray icon.
        words = tr("Coffret: syncing");
    else
        //: Tooltip of the tray icon.
        words = tr("Coffret");
    m_icon->setToolTip(words);
}

} // namespace coffret
