// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/desktop/x11traywatch.h"

#include <QGuiApplication>

#include <xcb/xcb.h>

#include <cstdlib>
#include <cstring>
#include <utility>

namespace coffret {

namespace {

template <typename T>
std::unique_ptr<T, void (*)(void *)> owned(T *answer)
{
    return {answer, std::free};
}

} // namespace

std::unique_ptr<X11TrayWatch> X11TrayWatch::make()
{
    const auto *const x11 = qGuiApp->nativeInterface<QNativeInterface::QX11Application>();
    xcb_connection_t *const display = x11 ? x11->connection() : nullptr;
    if (!display)
        return nullptr;
    const xcb_window_t root = xcb_setup_roots_iterator(xcb_get_setup(display)).data->root;
    return std::unique_ptr<X11TrayWatch>(new X11TrayWatch(display, root));
}

// https://specifications.freedesktop.org/systemtray-spec/latest/
X11TrayWatch::X11TrayWatch(xcb_connection_t *display, quint32 root)
    : m_display(display), m_root(root), m_selection(atom("_NET_SYSTEM_TRAY_S0")), m_manager(atom("MANAGER"))
{
    qGuiApp->installNativeEventFilter(this); // before looking, so that nothing happens in between
    look();
}

X11TrayWatch::~X11TrayWatch()
{
    qGuiApp->removeNativeEventFilter(this);
}

quint32 X11TrayWatch::atom(const char *name) const
{
    const auto length = static_cast<quint16>(std::strlen(name));
    const auto reply = owned(xcb_intern_atom_reply(m_display, xcb_intern_atom(m_display, 0, length, name), nullptr));
    return reply ? reply->atom : static_cast<quint32>(XCB_ATOM_NONE);
}

void X11TrayWatch::look()
{
    const auto reply =
        owned(xcb_get_selection_owner_reply(m_display, xcb_get_selection_owner(m_display, m_selection), nullptr));
    const quint32 owner = reply ? reply->owner : static_cast<quint32>(XCB_WINDOW_NONE);
    if (owner != XCB_WINDOW_NONE) { // as Qt does, which shares this connection: to hear of its end
        const quint32 mask = XCB_EVENT_MASK_STRUCTURE_NOTIFY;
        const auto error = owned(xcb_request_check(
            m_display, xcb_change_window_attributes_checked(m_display, owner, XCB_CW_EVENT_MASK, &mask)));
        if (error)
            return look(); // it is gone already
    }
    if (std::exchange(m_owner, owner) != owner)
        Q_EMIT changed();
}

bool X11TrayWatch::nativeEventFilter(const QByteArray &eventType, void *message, qintptr *)
{
    if (eventType != "xcb_generic_event_t")
        return false;
    const auto *const event = static_cast<const xcb_generic_event_t *>(message);
    const int type = event->response_type & 0x7f; // those that a program sends have one bit more
    if (type == XCB_CLIENT_MESSAGE) {
        const auto &news = *reinterpret_cast<const xcb_client_message_event_t *>(event);
        if (news.window == m_root && news.type == m_manager && news.data.data32[1] == m_selection)
            look();
    } else if (type == XCB_DESTROY_NOTIFY && m_owner != 0 &&
               reinterpret_cast<const xcb_destroy_notify_event_t *>(event)->window == m_owner) {
        look();
    }
    return false;
}

} // namespace coffret
