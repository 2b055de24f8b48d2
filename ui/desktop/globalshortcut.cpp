// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/desktop/globalshortcut.h"

#include "core/base/displaytext.h"
#include "ui/desktop/portalbus.h"
#include "ui/desktop/portalshortcut.h"
#include "ui/desktop/x11keygrab.h"

#include <QGuiApplication>
#include <QTimer>

#include <chrono>

namespace coffret {

namespace {

using namespace std::chrono_literals;

constexpr std::chrono::seconds Pause = 2s; ///< before a new helper is started in place of one that ended

} // namespace

GlobalShortcut::GlobalShortcut(QObject *parent, bool asksPortal)
    : QObject(parent), m_grab(X11KeyGrab::make()), m_asksPortal(asksPortal)
{
    if (m_grab) {
        // Queued: a window that is shown while the key is still being delivered would not get the keyboard.
        connect(m_grab.get(), &X11KeyGrab::pressed, this, &GlobalShortcut::pressed, Qt::QueuedConnection);
        connect(m_grab.get(), &X11KeyGrab::keyboardChanged, this, &GlobalShortcut::retry);
    }
}

GlobalShortcut::~GlobalShortcut() = default;

bool GlobalShortcut::isWayland()
{
    return QGuiApplication::platformName().startsWith(QLatin1String("wayland"));
}

QString GlobalShortcut::trigger() const
{
    return m_portal ? displayText(m_portal->trigger().toStdString()) : QString();
}

bool GlobalShortcut::isSuitable(const QKeySequence &keys)
{
    if (keys.count() != 1)
        return false;
    const Qt::Key key = keys[0].key();
    const Qt::KeyboardModifiers held = keys[0].keyboardModifiers();
    const bool function = key >= Qt::Key_F1 && key <= Qt::Key_F35;
    const bool printed = key >= Qt::Key_Space && key <= Qt::Key_ydiaeresis;
    return function || (printed && (held & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier)).toInt() != 0);
}

void GlobalShortcut::setKeys(const QKeySequence &keys)
{
    if (m_keys == keys && m_state != State::Taken) // who had them may be gone
        return;
    m_keys = keys;
    retry();
}

void GlobalShortcut::retry()
{
    if (m_grab)
        m_grab->release();
    if (m_portal)
        m_portal->release();
    if (m_keys.isEmpty())
        return setState(State::Off);
    if (!m_grab && !m_asksPortal)
        return setState(State::Unavailable);
    if (!isSuitable(m_keys))
        return setState(State::Unsuitable);
    if (!m_grab)
        return askPortal();
    switch (m_grab->take(m_keys[0])) {
    case X11KeyGrab::Outcome::Held:
        return setState(State::Held);
    case X11KeyGrab::Outcome::Taken:
        return setState(State::Taken);
    case X11KeyGrab::Outcome::NoSuchKey:
        return setState(State::Unsuitable);
    }
}

void GlobalShortcut::askPortal()
{
    if (!m_portal || !m_portal->isConnected()) {
        m_portal.reset();
        const QDBusConnection bus = portalBus();
        if (!bus.isConnected())
            return setState(State::Unavailable);
        makePortal(bus);
    }
    setState(State::Asked);
    m_portal->take(m_keys[0]);
}

void GlobalShortcut::makePortal(const QDBusConnection &bus)
{
    m_portal = std::make_unique<PortalShortcut>(bus);
    connect(m_portal.get(), &PortalShortcut::pressed, this, &GlobalShortcut::pressed);
    connect(m_portal.get(), &PortalShortcut::settled, this, [this](PortalShortcut::Outcome outcome) {
        m_state = State::Asked; // what the desktop chose may be new although this is not
        setState(outcome == PortalShortcut::Outcome::Held      ? State::Held
                 : outcome == PortalShortcut::Outcome::Refused ? State::Refused
                                                               : State::Unavailable);
    });
    connect(m_portal.get(), &PortalShortcut::disconnected, this, [this] {
        QTimer::singleShot(Pause, this, [this] {
            if (m_portal && !m_portal->isConnected()) // nobody asked meanwhile
                retry();
        });
    });
}

void GlobalShortcut::setState(State state)
{
    if (m_state == state)
        return;
    m_state = state;
    Q_EMIT stateChanged();
}

} // namespace coffret
