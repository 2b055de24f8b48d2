// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/desktop/heldkeys.h"

#include <QGuiApplication>
#include <QKeyEvent>

namespace coffret {

namespace {

constexpr std::chrono::milliseconds Patience{350}; // a shortcut with both keys is quicker

/// Whether a key press completes the two, and nothing else is down.
bool completesBoth(const QKeyEvent &event)
{
    const Qt::KeyboardModifiers down = event.modifiers() & ~Qt::KeyboardModifiers(Qt::KeypadModifier);
    if (event.key() == Qt::Key_Alt)
        return down == Qt::ControlModifier || down == (Qt::ControlModifier | Qt::AltModifier);
    if (event.key() == Qt::Key_Control)
        return down == Qt::AltModifier || down == (Qt::ControlModifier | Qt::AltModifier);
    return false;
}

} // namespace

HeldKeys::HeldKeys(QObject *parent) : QObject(parent)
{
    m_patience.setSingleShot(true);
    m_patience.setInterval(Patience);
    connect(&m_patience, &QTimer::timeout, this, [this] { setHeld(true); });
    connect(qGuiApp, &QGuiApplication::applicationStateChanged, this, [this] { setHeld(false); });
}

void HeldKeys::setEnabled(bool enabled)
{
    if (m_enabled == enabled)
        return;
    m_enabled = enabled;
    if (enabled)
        qGuiApp->installEventFilter(this);
    else
        qGuiApp->removeEventFilter(this);
    setHeld(false);
    Q_EMIT enabledChanged();
}

bool HeldKeys::eventFilter(QObject *, QEvent *event)
{
    if (event->type() == QEvent::KeyRelease || event->type() == QEvent::WindowDeactivate) {
        setHeld(false);
    } else if (event->type() == QEvent::KeyPress || event->type() == QEvent::ShortcutOverride) {
        const auto &press = static_cast<const QKeyEvent &>(*event);
        if (!completesBoth(press))
            setHeld(false);
        else if (!press.isAutoRepeat() && !m_held && event->type() == QEvent::KeyPress && !m_patience.isActive())
            m_patience.start();
    }
    return false;
}

void HeldKeys::setHeld(bool held)
{
    m_patience.stop();
    if (m_held == held)
        return;
    m_held = held;
    Q_EMIT heldChanged();
}

} // namespace coffret
