// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/desktop/x11clipboardgate.h"

#include "ui/desktop/secrecymarks.h"

#include <QFile>
#include <QGuiApplication>

#include <xcb/res.h>
#include <xcb/xcb.h>

#include <cstdlib>
#include <cstring>

namespace coffret {

namespace {

constexpr quint8 SentByAProgram = 0x80; // the bit of an event that some program made up
constexpr int Generations = 32;         // from a terminal to the program that reads the clipboard

template <typename Reply>
std::unique_ptr<Reply, void (*)(void *)> owned(Reply *reply)
{
    return {reply, std::free};
}

/// The fourth word of /proc/PID/stat; the second is a name in parentheses. 0: there is none.
qint64 parentOf(qint64 process)
{
    QFile stat(QStringLiteral("/proc/%1/stat").arg(process));
    if (!stat.open(QIODevice::ReadOnly))
        return 0;
    const QByteArray line = stat.readAll();
    return line.mid(line.lastIndexOf(')') + 2).split(' ').value(1).toLongLong();
}

bool isOf(qint64 process, qint64 ancestor)
{
    for (int i = 0; i < Generations && process > 1; ++i) {
        if (process == ancestor)
            return true;
        process = parentOf(process);
    }
    return false;
}

} // namespace

std::unique_ptr<X11ClipboardGate> X11ClipboardGate::make(const Clock &clock)
{
    const auto *const x11 = qGuiApp->nativeInterface<QNativeInterface::QX11Application>();
    xcb_connection_t *const display = x11 ? x11->connection() : nullptr;
    return std::unique_ptr<X11ClipboardGate>(display ? new X11ClipboardGate(display, clock) : nullptr);
}

X11ClipboardGate::X11ClipboardGate(xcb_connection_t *display, const Clock &clock)
    : m_display(display)
    , m_clock(clock)
    , m_clipboard(atom("CLIPBOARD"))
    , m_public({atom("TARGETS"), atom("TIMESTAMP"), atom("SAVE_TARGETS")})
    , m_isInWayland(qEnvironmentVariableIsSet("WAYLAND_DISPLAY"))
{
    for (const SecrecyMark &mark : secrecyMarks(ClipboardSystem::FreeDesktop))
        m_public.insert(atom(qPrintable(mark.format)));
    qGuiApp->installNativeEventFilter(this);
}

X11ClipboardGate::~X11ClipboardGate()
{
    qGuiApp->removeNativeEventFilter(this);
}

quint32 X11ClipboardGate::atom(const char *name) const
{
    const xcb_intern_atom_cookie_t asked =
        xcb_intern_atom(m_display, false, static_cast<quint16>(std::strlen(name)), name);
    const auto reply = owned(xcb_intern_atom_reply(m_display, asked, nullptr));
    return reply ? reply->atom : quint32(XCB_ATOM_NONE);
}

void X11ClipboardGate::close()
{
    m_closed = true;
    m_closedAt = m_clock.monotonic();
    m_watchers.clear();
}

void X11ClipboardGate::open()
{
    m_closed = false;
    m_watchers.clear();
}

bool X11ClipboardGate::nativeEventFilter(const QByteArray &eventType, void *message, qintptr *)
{
    if (!m_closed || eventType != "xcb_generic_event_t")
        return false;
    const auto *const event = static_cast<const xcb_generic_event_t *>(message);
    const int type = event->response_type & ~SentByAProgram;
    if (type == XCB_DESTROY_NOTIFY) // its number may be given to another window
        m_watchers.remove(reinterpret_cast<const xcb_destroy_notify_event_t *>(event)->window);
    if (type != XCB_SELECTION_REQUEST)
        return false;
    const auto &request = *reinterpret_cast<const xcb_selection_request_event_t *>(event);
    if (request.selection != m_clipboard || !isSecret(request.target))
        return false;
    // The display alone says truly who asks.
    if (!(event->response_type & SentByAProgram) && mayRead(request.requestor))
        return false;
    refuse(request);
    return true;
}

bool X11ClipboardGate::isSecret(quint32 target) const
{
    return !m_public.contains(target); // MULTIPLE may ask for anything
}

bool X11ClipboardGate::mayRead(quint32 requestor)
{
    if (hasKeyboard(requestor))
        return true;
    if (m_watchers.contains(requestor))
        return false;
    if (m_clock.monotonic() - m_closedAt >= TooSoon)
        return true;
    if (m_isInWayland)
        return false;
    m_watchers.insert(requestor);
    const quint32 mask = XCB_EVENT_MASK_STRUCTURE_NOTIFY; // its end
    xcb_change_window_attributes(m_display, requestor, XCB_CW_EVENT_MASK, &mask);
    return false;
}

bool X11ClipboardGate::hasKeyboard(quint32 requestor) const
{
    const auto focus = owned(xcb_get_input_focus_reply(m_display, xcb_get_input_focus(m_display), nullptr));
    if (!focus || focus->focus <= XCB_INPUT_FOCUS_POINTER_ROOT)
        return false;
    const quint32 ofClient = ~xcb_get_setup(m_display)->resource_id_mask; // all numbers of one client begin alike
    if ((focus->focus & ofClient) == (requestor & ofClient))
        return true;
    const qint64 typedInto = processOf(focus->focus);
    return typedInto > 1 && typedInto != QCoreApplication::applicationPid() && isOf(processOf(requestor), typedInto);
}

qint64 X11ClipboardGate::processOf(quint32 window) const
{
    const xcb_query_extension_reply_t *const known = xcb_get_extension_data(m_display, &xcb_res_id);
    if (!known || !known->present)
        return 0;
    const xcb_res_client_id_spec_t spec{window, XCB_RES_CLIENT_ID_MASK_LOCAL_CLIENT_PID};
    const auto reply =
        owned(xcb_res_query_client_ids_reply(m_display, xcb_res_query_client_ids(m_display, 1, &spec), nullptr));
    if (!reply || reply->num_ids == 0)
        return 0;
    const xcb_res_client_id_value_iterator_t ids = xcb_res_query_client_ids_ids_iterator(reply.get());
    return xcb_res_client_id_value_value_length(ids.data) > 0 ? *xcb_res_client_id_value_value(ids.data) : 0;
}

void X11ClipboardGate::refuse(const xcb_selection_request_event_t &request)
{
    xcb_selection_notify_event_t answer{};
    answer.response_type = XCB_SELECTION_NOTIFY;
    answer.time = request.time;
    answer.requestor = request.requestor;
    answer.selection = request.selection;
    answer.target = request.target;
    answer.property = XCB_ATOM_NONE; // not in this format
    xcb_send_event(m_display, false, request.requestor, XCB_EVENT_MASK_NO_EVENT, reinterpret_cast<char *>(&answer));
    xcb_flush(m_display);
}

} // namespace coffret
