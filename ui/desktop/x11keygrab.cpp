// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/desktop/x11keygrab.h"

#include <QGuiApplication>

#include <xcb/xcb.h>
#include <xcb/xcb_keysyms.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <utility>

namespace coffret {

namespace {

constexpr xcb_keysym_t FirstFunctionKey = 0xffbe; // XK_F1; the others follow
constexpr quint16 CountingModifiers = XCB_MOD_MASK_CONTROL | XCB_MOD_MASK_SHIFT | XCB_MOD_MASK_1 | XCB_MOD_MASK_4;
/// Caps Lock and Num Lock, each of which makes another combination of the same keys.
constexpr std::array<quint16, 4> Locks{0, XCB_MOD_MASK_LOCK, XCB_MOD_MASK_2, XCB_MOD_MASK_LOCK | XCB_MOD_MASK_2};

/// Letters, digits and signs have the numbers of Latin-1 in both worlds, letters the small ones in X11's.
xcb_keysym_t symbolOf(Qt::Key key)
{
    if (key >= Qt::Key_F1 && key <= Qt::Key_F35)
        return FirstFunctionKey + static_cast<xcb_keysym_t>(key - Qt::Key_F1);
    if (key >= Qt::Key_Space && key <= Qt::Key_ydiaeresis)
        return QChar(static_cast<char16_t>(key)).toLower().unicode();
    return XCB_NO_SYMBOL;
}

quint16 maskOf(Qt::KeyboardModifiers modifiers)
{
    int mask = 0;
    mask |= modifiers.testFlag(Qt::ControlModifier) ? XCB_MOD_MASK_CONTROL : 0;
    mask |= modifiers.testFlag(Qt::ShiftModifier) ? XCB_MOD_MASK_SHIFT : 0;
    mask |= modifiers.testFlag(Qt::AltModifier) ? XCB_MOD_MASK_1 : 0;
    mask |= modifiers.testFlag(Qt::MetaModifier) ? XCB_MOD_MASK_4 : 0;
    return static_cast<quint16>(mask);
}

quint16 withLock(quint16 mask, quint16 lock)
{
    return static_cast<quint16>(mask | lock);
}

} // namespace

std::unique_ptr<X11KeyGrab> X11KeyGrab::make()
{
    const auto *const x11 = qGuiApp->nativeInterface<QNativeInterface::QX11Application>();
    xcb_connection_t *const display = x11 ? x11->connection() : nullptr;
    if (!display)
        return nullptr;
    const xcb_screen_iterator_t screens = xcb_setup_roots_iterator(xcb_get_setup(display));
    return std::unique_ptr<X11KeyGrab>(new X11KeyGrab(display, screens.data->root));
}

X11KeyGrab::X11KeyGrab(xcb_connection_t *display, quint32 root)
    : m_display(display), m_root(root), m_symbols(xcb_key_symbols_alloc(display), xcb_key_symbols_free)
{
    qGuiApp->installNativeEventFilter(this);
}

X11KeyGrab::~X11KeyGrab()
{
    release();
    qGuiApp->removeNativeEventFilter(this);
}

std::vector<quint8> X11KeyGrab::codesOf(Qt::Key key) const
{
    std::vector<quint8> codes;
    const std::unique_ptr<xcb_keycode_t, void (*)(void *)> found(
        xcb_key_symbols_get_keycode(m_symbols.get(), symbolOf(key)), std::free);
    for (const xcb_keycode_t *code = found.get(); code && *code != XCB_NO_SYMBOL; ++code)
        codes.push_back(*code);
    return codes;
}

X11KeyGrab::Outcome X11KeyGrab::take(QKeyCombination keys)
{
    release();
    m_symbols.reset(xcb_key_symbols_alloc(m_display)); // the keyboard may be another one by now
    m_codes = codesOf(keys.key());
    m_held = maskOf(keys.keyboardModifiers());
    if (m_codes.empty())
        return Outcome::NoSuchKey;
    std::vector<xcb_void_cookie_t> asked;
    for (const quint8 code : m_codes) {
        for (const quint16 lock : Locks)
            asked.push_back(xcb_grab_key_checked(m_display, 0, m_root, withLock(m_held, lock), code,
                                                 XCB_GRAB_MODE_ASYNC, XCB_GRAB_MODE_ASYNC));
    }
    bool refused = false;
    for (const xcb_void_cookie_t &one : asked) {
        const std::unique_ptr<xcb_generic_error_t, void (*)(void *)> error(xcb_request_check(m_display, one),
                                                                           std::free);
        refused |= error != nullptr;
    }
    if (!refused)
        return Outcome::Held;
    release();
    return Outcome::Taken;
}

void X11KeyGrab::release()
{
    for (const quint8 code : std::exchange(m_codes, {})) {
        for (const quint16 lock : Locks)
            xcb_ungrab_key(m_display, code, m_root, withLock(m_held, lock));
    }
    xcb_flush(m_display);
}

bool X11KeyGrab::nativeEventFilter(const QByteArray &eventType, void *message, qintptr *)
{
    if (eventType != "xcb_generic_event_t")
        return false;
    const auto *const event = static_cast<const xcb_generic_event_t *>(message);
    const int type = event->response_type; // what another program made up has one bit more
    if (type == XCB_MAPPING_NOTIFY) {
        if (reinterpret_cast<const xcb_mapping_notify_event_t *>(event)->request == XCB_MAPPING_KEYBOARD)
            Q_EMIT keyboardChanged();
        return false;
    }
    if (type == XCB_FOCUS_IN || type == XCB_FOCUS_OUT) {
        // While the keys are down the display takes the keyboard from whoever has it, for that long: from us, too.
        const auto mode = reinterpret_cast<const xcb_focus_in_event_t *>(event)->mode;
        return !m_codes.empty() && (mode == XCB_NOTIFY_MODE_GRAB || mode == XCB_NOTIFY_MODE_UNGRAB);
    }
    if (type != XCB_KEY_PRESS && type != XCB_KEY_RELEASE)
        return false;
    const auto &key = *reinterpret_cast<const xcb_key_press_event_t *>(event); // a release has the same shape
    if (key.event != m_root || std::find(m_codes.begin(), m_codes.end(), key.detail) == m_codes.end())
        return false;
    if (type == XCB_KEY_RELEASE)
        m_releasedAt = key.time;
    else if ((key.state & CountingModifiers) == m_held && key.time != m_releasedAt)
        Q_EMIT pressed();
    return false;
}

} // namespace coffret
