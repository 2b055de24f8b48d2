// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/desktop/x11windows.h"

#include "core/base/displaytext.h"

#include <QGuiApplication>
#include <QSocketNotifier>
#include <QWindow>

#include <xcb/xcb.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>

namespace coffret {

namespace {

constexpr quint32 TitleWords = 256; // of four bytes: more than is shown
constexpr quint32 FromPager = 2;    // an activation that the user asked for
constexpr int DeepestWindow = 32;   // a part of a part of …

template <typename T>
using Reply = std::unique_ptr<T, void (*)(void *)>;

quint32 atom(xcb_connection_t *display, const char *name)
{
    const auto cookie = xcb_intern_atom(display, 0, static_cast<quint16>(std::strlen(name)), name);
    const Reply<xcb_intern_atom_reply_t> reply(xcb_intern_atom_reply(display, cookie, nullptr), std::free);
    return reply ? reply->atom : 0;
}

} // namespace

X11Windows::X11Windows(xcb_connection_t *display, quint32 root, QObject *parent)
    : QObject(parent)
    , m_display(display)
    , m_root(root)
    , m_activeName(atom(display, "_NET_ACTIVE_WINDOW"))
    , m_titleName(atom(display, "_NET_WM_NAME"))
    , m_protocolsName(atom(display, "WM_PROTOCOLS"))
    , m_pingName(atom(display, "_NET_WM_PING"))
    , m_notifier(std::make_unique<QSocketNotifier>(xcb_get_file_descriptor(display), QSocketNotifier::Read))
{
    const quint32 mask = XCB_EVENT_MASK_PROPERTY_CHANGE;
    xcb_change_window_attributes(m_display, m_root, XCB_CW_EVENT_MASK, &mask);
    xcb_flush(m_display);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, &X11Windows::readEvents);
    look();
}

X11Windows::~X11Windows() = default;

/// Until there is no more: whatever asks the display something may come back with events that nothing tells of.
void X11Windows::readEvents()
{
    while (const Reply<xcb_generic_event_t> event{xcb_poll_for_event(m_display), std::free}) {
        const int type = event->response_type & 0x7f;
        if (type == XCB_PROPERTY_NOTIFY &&
            reinterpret_cast<const xcb_property_notify_event_t *>(event.get())->atom == m_activeName)
            look();
        else if (type == XCB_CLIENT_MESSAGE)
            take(*reinterpret_cast<const xcb_client_message_event_t *>(event.get()));
    }
    if (xcb_connection_has_error(m_display))
        m_notifier->setEnabled(false);
}

void X11Windows::take(const xcb_client_message_event_t &message)
{
    const bool isPong = message.type == m_protocolsName && message.format == 32 && message.window == m_root &&
                        message.data.data32[0] == m_pingName && message.data.data32[1] == m_pings;
    if (isPong)
        Q_EMIT answered();
}

bool X11Windows::ping(quint32 window)
{
    const QByteArray known = property(window, m_protocolsName, TitleWords);
    const QByteArray wanted(reinterpret_cast<const char *>(&m_pingName), sizeof m_pingName);
    if (known.indexOf(wanted) % qsizetype(sizeof m_pingName) != 0)
        return false;
    const quint32 mask = XCB_EVENT_MASK_PROPERTY_CHANGE | XCB_EVENT_MASK_SUBSTRUCTURE_NOTIFY; // where answers are sent
    xcb_change_window_attributes(m_display, m_root, XCB_CW_EVENT_MASK, &mask);
    xcb_client_message_event_t question{};
    question.response_type = XCB_CLIENT_MESSAGE;
    question.format = 32;
    question.window = window;
    question.type = m_protocolsName;
    question.data.data32[0] = m_pingName;
    question.data.data32[1] = ++m_pings;
    question.data.data32[2] = window;
    xcb_send_event(m_display, 0, window, XCB_EVENT_MASK_NO_EVENT, reinterpret_cast<const char *>(&question));
    xcb_flush(m_display);
    return true;
}

void X11Windows::look()
{
    if (const quint32 window = active(); window != 0 && !isOurs(window))
        m_lastForeign = window;
}

quint32 X11Windows::active() const
{
    const QByteArray value = property(m_root, m_activeName, 1);
    quint32 window = 0;
    if (value.size() == sizeof window)
        std::memcpy(&window, value.constData(), sizeof window);
    return window;
}

bool X11Windows::isOurs(quint32 window) const
{
    const QWindowList ours = QGuiApplication::allWindows();
    return std::any_of(ours.begin(), ours.end(),
                       [window](const QWindow *one) { return one->handle() && one->winId() == window; });
}

QByteArray X11Windows::property(quint32 window, quint32 name, quint32 words) const
{
    const auto cookie = xcb_get_property(m_display, 0, window, name, XCB_GET_PROPERTY_TYPE_ANY, 0, words);
    const Reply<xcb_get_property_reply_t> reply(xcb_get_property_reply(m_display, cookie, nullptr), std::free);
    if (!reply)
        return {};
    return {static_cast<const char *>(xcb_get_property_value(reply.get())), xcb_get_property_value_length(reply.get())};
}

quint32 X11Windows::lastForeign()
{
    readEvents();
    if (m_lastForeign == 0)
        return 0;
    const auto cookie = xcb_get_window_attributes(m_display, m_lastForeign);
    const Reply<xcb_get_window_attributes_reply_t> reply(xcb_get_window_attributes_reply(m_display, cookie, nullptr),
                                                         std::free);
    return reply ? m_lastForeign : 0;
}

QString X11Windows::titleOf(quint32 window) const
{
    QByteArray title = property(window, m_titleName, TitleWords);
    if (title.isEmpty()) // of the old kind, in Latin-1 or nearly so
        title = QString::fromLatin1(property(window, XCB_ATOM_WM_NAME, TitleWords)).toUtf8();
    return displayText({title.constData(), static_cast<std::size_t>(title.size())});
}

/// Two strings with a zero byte behind each: which window, which program.
QString X11Windows::programOf(quint32 window) const
{
    const QByteArray name =
        QString::fromLatin1(property(window, XCB_ATOM_WM_CLASS, TitleWords).split('\0').value(1)).toUtf8();
    return displayText({name.constData(), static_cast<std::size_t>(name.size())});
}

void X11Windows::activate(quint32 window) const
{
    xcb_client_message_event_t wish{};
    wish.response_type = XCB_CLIENT_MESSAGE;
    wish.format = 32;
    wish.window = window;
    wish.type = m_activeName;
    wish.data.data32[0] = FromPager;
    xcb_send_event(m_display, 0, m_root, XCB_EVENT_MASK_SUBSTRUCTURE_NOTIFY | XCB_EVENT_MASK_SUBSTRUCTURE_REDIRECT,
                   reinterpret_cast<const char *>(&wish));
    xcb_flush(m_display);
}

bool X11Windows::hasKeyboard(quint32 window) const
{
    const Reply<xcb_get_input_focus_reply_t> focus(
        xcb_get_input_focus_reply(m_display, xcb_get_input_focus(m_display), nullptr), std::free);
    quint32 at = focus ? focus->focus : XCB_NONE;
    for (int i = 0; i < DeepestWindow && at > XCB_INPUT_FOCUS_POINTER_ROOT && at != m_root; ++i) {
        if (isOurs(at))
            return false;
        if (at == window)
            return true;
        const Reply<xcb_query_tree_reply_t> tree(
            xcb_query_tree_reply(m_display, xcb_query_tree(m_display, at), nullptr), std::free);
        at = tree ? tree->parent : XCB_NONE;
    }
    return false;
}

} // namespace coffret
