// SPDX-License-Identifier: GPL-3.0-or-later
#include "x11clipboard.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdlib>
#include <memory>
#include <poll.h>
#include <string_view>
#include <xcb/xcb.h>
#include <xcb/xfixes.h>

namespace coffret::watch {

namespace {

using std::chrono::steady_clock;

constexpr std::chrono::seconds Patience{10}; // some managers look only now and then, and machines are busy
constexpr int MostOften = 20;                // a manager that always wants the last word gets it then
constexpr int SentByAProgram = 0x80;

template <typename Reply>
std::unique_ptr<Reply, void (*)(void *)> owned(Reply *reply)
{
    return {reply, std::free};
}

/// One connection to the display, with a window that asks for the clipboard and owns it.
class Display
{
public:
    explicit Display(Trace &trace);
    ~Display() { xcb_disconnect(m_display); }
    Display(const Display &) = delete;
    Display &operator=(const Display &) = delete;

    void run();

private:
    [[nodiscard]] xcb_atom_t atom(std::string_view name) const;
    [[nodiscard]] bool isDone() const;
    [[nodiscard]] int timeLeft() const; ///< ms; -1: for ever
    void listen();
    void ask();
    void handle(const xcb_generic_event_t &event);
    void look(const xcb_selection_notify_event_t &answer);
    void take();
    void lose();
    void serve(const xcb_selection_request_event_t &request);

    Trace &m_trace;
    bool m_isOwner = false;
    int m_taken = 0;
    steady_clock::time_point m_end = steady_clock::now() + Patience;
    xcb_connection_t *m_display = xcb_connect(nullptr, nullptr);
    xcb_window_t m_window = XCB_NONE;
    xcb_atom_t m_clipboard = XCB_NONE;
    xcb_atom_t m_targets = XCB_NONE;
    xcb_atom_t m_utf8 = XCB_NONE;
    xcb_atom_t m_property = XCB_NONE;
    std::array<xcb_atom_t, 4> m_texts{};
    int m_ownerChanged = -1; ///< the number of that event
};

Display::Display(Trace &trace) : m_trace(trace)
{
    if (xcb_connection_has_error(m_display))
        return;
    const xcb_screen_t *const screen = xcb_setup_roots_iterator(xcb_get_setup(m_display)).data;
    m_window = xcb_generate_id(m_display);
    xcb_create_window(m_display, XCB_COPY_FROM_PARENT, m_window, screen->root, 0, 0, 1, 1, 0,
                      XCB_WINDOW_CLASS_INPUT_ONLY, XCB_COPY_FROM_PARENT, 0, nullptr);
    m_clipboard = atom("CLIPBOARD");
    m_targets = atom("TARGETS");
    m_utf8 = atom("UTF8_STRING");
    m_property = atom("COFFRET_CLIPBOARD");
    m_texts = {m_utf8, atom("text/plain;charset=utf-8"), atom("text/plain"), XCB_ATOM_STRING};
    listen();
}

xcb_atom_t Display::atom(std::string_view name) const
{
    const xcb_intern_atom_cookie_t asked =
        xcb_intern_atom(m_display, 0, static_cast<std::uint16_t>(name.size()), name.data());
    const auto reply = owned(xcb_intern_atom_reply(m_display, asked, nullptr));
    return reply ? reply->atom : static_cast<xcb_atom_t>(XCB_ATOM_NONE);
}

void Display::listen()
{
    const xcb_query_extension_reply_t *const known = xcb_get_extension_data(m_display, &xcb_xfixes_id);
    if (!known || !known->present)
        return;
    owned(xcb_xfixes_query_version_reply(m_display, xcb_xfixes_query_version(m_display, 1, 0), nullptr));
    m_ownerChanged = known->first_event + XCB_XFIXES_SELECTION_NOTIFY;
    xcb_xfixes_select_selection_input(m_display, m_window, m_clipboard,
                                      XCB_XFIXES_SELECTION_EVENT_MASK_SET_SELECTION_OWNER);
}

bool Display::isDone() const
{
    if (xcb_connection_has_error(m_display))
        return true;
    if (m_isOwner)
        return false;
    return !m_trace.isKnown() || steady_clock::now() >= m_end;
}

int Display::timeLeft() const
{
    if (!m_trace.isKnown())
        return -1;
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(m_end - steady_clock::now());
    return static_cast<int>(std::max<std::chrono::milliseconds::rep>(left.count() + 1, 0));
}

void Display::run()
{
    if (m_window != XCB_NONE)
        ask();
    while (!isDone()) {
        if (const auto event = owned(xcb_poll_for_event(m_display))) {
            handle(*event);
            continue;
        }
        pollfd one{xcb_get_file_descriptor(m_display), POLLIN, 0};
        if (poll(&one, 1, timeLeft()) == 0 && m_isOwner)
            m_trace.forget(); // nobody objected
    }
    m_trace.forget();
}

void Display::ask()
{
    xcb_convert_selection(m_display, m_window, m_clipboard, m_utf8, m_property, XCB_CURRENT_TIME);
    xcb_flush(m_display);
}

void Display::handle(const xcb_generic_event_t &event)
{
    const int type = event.response_type & ~SentByAProgram;
    if (type == m_ownerChanged) {
        if (reinterpret_cast<const xcb_xfixes_selection_notify_event_t &>(event).owner != m_window)
            ask();
    } else if (type == XCB_SELECTION_NOTIFY) {
        look(reinterpret_cast<const xcb_selection_notify_event_t &>(event));
    } else if (type == XCB_SELECTION_REQUEST) {
        serve(reinterpret_cast<const xcb_selection_request_event_t &>(event));
    } else if (type == XCB_SELECTION_CLEAR) {
        lose();
    }
}

/// A text that comes in parts (INCR) is larger than any secret is.
void Display::look(const xcb_selection_notify_event_t &answer)
{
    if (answer.property == XCB_ATOM_NONE)
        return;
    const xcb_get_property_cookie_t asked =
        xcb_get_property(m_display, 1, m_window, m_property, m_utf8, 0, Trace::MaximumValue / 4);
    const auto text = owned(xcb_get_property_reply(m_display, asked, nullptr));
    if (!text || text->type != m_utf8 || text->bytes_after != 0)
        return;
    const std::span<unsigned char> bytes(static_cast<unsigned char *>(xcb_get_property_value(text.get())),
                                         static_cast<std::size_t>(xcb_get_property_value_length(text.get())));
    if (m_trace.matches(bytes) && m_taken < MostOften)
        take();
    sodium_memzero(bytes.data(), bytes.size());
}

void Display::take()
{
    ++m_taken;
    xcb_set_selection_owner(m_display, m_window, m_clipboard, XCB_CURRENT_TIME);
    xcb_flush(m_display);
    m_isOwner = true;
    m_end = steady_clock::now() + Patience;
}

void Display::lose()
{
    m_isOwner = false;
    m_end = steady_clock::now() + Patience;
}

void Display::serve(const xcb_selection_request_event_t &request)
{
    xcb_selection_notify_event_t answer{};
    answer.response_type = XCB_SELECTION_NOTIFY;
    answer.time = request.time;
    answer.requestor = request.requestor;
    answer.selection = request.selection;
    answer.target = request.target;
    answer.property = request.property == XCB_ATOM_NONE ? request.target : request.property;
    if (request.target == m_targets) {
        xcb_change_property(m_display, XCB_PROP_MODE_REPLACE, request.requestor, answer.property, XCB_ATOM_ATOM, 32,
                            static_cast<std::uint32_t>(m_texts.size()), m_texts.data());
    } else if (std::find(m_texts.begin(), m_texts.end(), request.target) != m_texts.end()) {
        xcb_change_property(m_display, XCB_PROP_MODE_REPLACE, request.requestor, answer.property, request.target, 8, 0,
                            nullptr);
    } else {
        answer.property = XCB_ATOM_NONE;
    }
    xcb_send_event(m_display, 0, request.requestor, XCB_EVENT_MASK_NO_EVENT, reinterpret_cast<char *>(&answer));
    xcb_flush(m_display);
}

} // namespace

void emptyX11Clipboard(Trace &trace)
{
    if (trace.isKnown()) // otherwise there is nobody to disturb by asking
        Display(trace).run();
}

} // namespace coffret::watch
