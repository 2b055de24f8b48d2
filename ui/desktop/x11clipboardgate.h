// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"

#include <QAbstractNativeEventFilter>
#include <QSet>

#include <memory>

struct xcb_connection_t;
struct xcb_selection_request_event_t;

namespace coffret {

/// Tells a person's paste from a program that reads whatever is copied, and keeps the value from the latter. The
/// display names the window that asks: a paste comes from the program that has the keyboard, or from one that was
/// started there, such as an editor in a terminal. Anybody else has to ask later than a program that watches the
/// clipboard would. What formats there are, and that it is a secret, is said to everybody. Owned by ClipboardGuard,
/// main thread.
class X11ClipboardGate : public QAbstractNativeEventFilter
{
public:
    /// Clipboard managers ask within milliseconds after a copy, or every half a second.
    static constexpr std::chrono::milliseconds TooSoon{900};

    /// Null where the windows of this program are not on an X11 display.
    [[nodiscard]] static std::unique_ptr<X11ClipboardGate> make(const Clock &clock);
    ~X11ClipboardGate() override;
    X11ClipboardGate(const X11ClipboardGate &) = delete;
    X11ClipboardGate &operator=(const X11ClipboardGate &) = delete;

    void close(); ///< a secret is being copied: from now on not everybody may read it
    void open();  ///< there is no secret on the clipboard any more

    bool nativeEventFilter(const QByteArray &eventType, void *message, qintptr *result) override;

private:
    X11ClipboardGate(xcb_connection_t *display, const Clock &clock);
    [[nodiscard]] quint32 atom(const char *name) const;
    [[nodiscard]] bool isSecret(quint32 target) const;
    [[nodiscard]] bool mayRead(quint32 requestor);
    [[nodiscard]] bool hasKeyboard(quint32 requestor) const;
    [[nodiscard]] qint64 processOf(quint32 window) const; ///< 0: not known
    void refuse(const xcb_selection_request_event_t &request);

    xcb_connection_t *m_display; ///< Qt's
    const Clock &m_clock;
    quint32 m_clipboard;
    QSet<quint32> m_public; ///< targets that are no secret
    bool m_isInWayland;     ///< a compositor asks for all its programs, from one window
    bool m_closed = false;
    std::chrono::milliseconds m_closedAt{0}; ///< on the monotonic clock
    QSet<quint32> m_watchers;                ///< windows that asked too soon to be a person's
};

} // namespace coffret
