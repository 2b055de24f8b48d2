// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>
#include <QTest>

#include <xcb/xcb.h>

#include <cstdlib>
#include <memory>
#include <optional>

/// Other programs at the clipboard of a real X display.
namespace coffret::x11 {

inline constexpr int Patience = 20000; // ms

template <typename Reply>
std::unique_ptr<Reply, void (*)(void *)> owned(Reply *reply)
{
    return {reply, std::free};
}

/// Another program on the display, which asks for the clipboard from a window that nobody sees.
class Reader
{
public:
    Reader() : m_display(xcb_connect(nullptr, nullptr)), m_window(xcb_generate_id(m_display))
    {
        const quint32 mask = XCB_EVENT_MASK_PROPERTY_CHANGE | XCB_EVENT_MASK_EXPOSURE;
        xcb_create_window(m_display, XCB_COPY_FROM_PARENT, m_window,
                          xcb_setup_roots_iterator(xcb_get_setup(m_display)).data->root, 0, 0, 50, 50, 0,
                          XCB_WINDOW_CLASS_INPUT_OUTPUT, XCB_COPY_FROM_PARENT, XCB_CW_EVENT_MASK, &mask);
        xcb_flush(m_display);
    }
    ~Reader() { xcb_disconnect(m_display); }
    Reader(const Reader &) = delete;
    Reader &operator=(const Reader &) = delete;

    [[nodiscard]] quint32 window() const { return m_window; }

    [[nodiscard]] xcb_atom_t atom(const QByteArray &name) const
    {
        const auto asked = xcb_intern_atom(m_display, false, static_cast<quint16>(name.size()), name.constData());
        return owned(xcb_intern_atom_reply(m_display, asked, nullptr))->atom;
    }

    [[nodiscard]] quint32 ownerOf(const QByteArray &selection) const
    {
        const auto asked = xcb_get_selection_owner(m_display, atom(selection));
        return owned(xcb_get_selection_owner_reply(m_display, asked, nullptr))->owner;
    }

    /// The property that the next answer names.
    [[nodiscard]] xcb_atom_t answer()
    {
        xcb_atom_t property = XCB_ATOM_NONE;
        const bool came = QTest::qWaitFor(
            [&] {
                while (const auto event = owned(xcb_poll_for_event(m_display))) {
                    if ((event->response_type & 0x7f) != XCB_SELECTION_NOTIFY)
                        continue;
                    property = reinterpret_cast<xcb_selection_notify_event_t *>(event.get())->property;
                    return true;
                }
                return false;
            },
            Patience);
        return came ? property : atom("no answer");
    }

    /// What is answered, or nothing for "not in this format".
    std::optional<QByteArray> read(const QByteArray &target)
    {
        const xcb_atom_t property = atom("READER");
        xcb_convert_selection(m_display, m_window, atom("CLIPBOARD"), atom(target), property, XCB_CURRENT_TIME);
        xcb_flush(m_display);
        if (answer() == XCB_ATOM_NONE)
            return std::nullopt;
        const auto asked = xcb_get_property(m_display, true, m_window, property, XCB_ATOM_ANY, 0, 1 << 20);
        const auto got = owned(xcb_get_property_reply(m_display, asked, nullptr));
        return QByteArray(static_cast<const char *>(xcb_get_property_value(got.get())),
                          xcb_get_property_value_length(got.get()));
    }

    std::optional<QByteArray> readText() { return read("UTF8_STRING"); }

    /// Sends the owner of the clipboard what the display would if another window asked.
    void forge(quint32 requestor)
    {
        xcb_selection_request_event_t request{};
        request.response_type = XCB_SELECTION_REQUEST;
        request.owner = ownerOf("CLIPBOARD");
        request.requestor = requestor;
        request.selection = atom("CLIPBOARD");
        request.target = atom("UTF8_STRING");
        request.property = atom("FORGED");
        xcb_send_event(m_display, false, request.owner, XCB_EVENT_MASK_NO_EVENT, reinterpret_cast<char *>(&request));
        owned(xcb_get_input_focus_reply(m_display, xcb_get_input_focus(m_display), nullptr)); // it has arrived
    }

    [[nodiscard]] QByteArray valueOf(const QByteArray &property) const
    {
        const auto asked = xcb_get_property(m_display, false, m_window, atom(property), XCB_ATOM_ANY, 0, 1 << 20);
        const auto got = owned(xcb_get_property_reply(m_display, asked, nullptr));
        return QByteArray(static_cast<const char *>(xcb_get_property_value(got.get())),
                          xcb_get_property_value_length(got.get()));
    }

    /// As after a click into its window.
    void takeKeyboard()
    {
        xcb_map_window(m_display, m_window);
        xcb_flush(m_display);
        QVERIFY(QTest::qWaitFor(
            [&] {
                xcb_set_input_focus(m_display, XCB_INPUT_FOCUS_PARENT, m_window, XCB_CURRENT_TIME);
                const auto focus = owned(xcb_get_input_focus_reply(m_display, xcb_get_input_focus(m_display), nullptr));
                return focus->focus == m_window;
            },
            Patience));
    }

private:
    xcb_connection_t *m_display;
    xcb_window_t m_window;
};

/// A program that has put a text on the clipboard.
class Owner
{
public:
    explicit Owner(const QByteArray &text)
    {
        m_process.start(QStringLiteral("xclip"), {QStringLiteral("-selection"), QStringLiteral("clipboard"),
                                                  QStringLiteral("-quiet"), QStringLiteral("-i")});
        m_process.write(text);
        m_process.closeWriteChannel();
        Reader reader;
        QVERIFY(QTest::qWaitFor([&] { return reader.readText() == text; }, Patience));
    }
    ~Owner()
    {
        m_process.terminate();
        m_process.waitForFinished();
    }
    Owner(const Owner &) = delete;
    Owner &operator=(const Owner &) = delete;

private:
    QProcess m_process;
};

} // namespace coffret::x11
