// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>

#include <memory>

class QSocketNotifier;
struct xcb_client_message_event_t;
struct xcb_connection_t;

namespace coffret {

/// Which window of an X display has the keyboard, and which had it before one of ours. Needs a window manager that says
/// so (https://specifications.freedesktop.org/wm-spec/latest/). Owned by X11Typist, main thread.
class X11Windows : public QObject
{
    Q_OBJECT
public:
    /// display: stays somebody else's; nobody else reads its events.
    X11Windows(xcb_connection_t *display, quint32 root, QObject *parent = nullptr);
    ~X11Windows() override;

    /// Of another program; 0: there was none, or it is gone.
    [[nodiscard]] quint32 lastForeign();
    [[nodiscard]] QString titleOf(quint32 window) const; ///< as its program wrote it
    [[nodiscard]] QString programOf(quint32 window) const;
    void activate(quint32 window) const; ///< asks the window manager
    /// Whether key presses go to it or to a part of it. One of ours never has it.
    [[nodiscard]] bool hasKeyboard(quint32 window) const;

    /// Asks the window's program to say answered() when it has dealt with everything sent to it before. False: it is
    /// not one that does.
    bool ping(quint32 window);

Q_SIGNALS:
    void answered();

private:
    void readEvents();
    void take(const xcb_client_message_event_t &message);
    void look();
    [[nodiscard]] quint32 active() const;
    [[nodiscard]] bool isOurs(quint32 window) const;
    [[nodiscard]] QByteArray property(quint32 window, quint32 name, quint32 words) const;

    xcb_connection_t *m_display;
    quint32 m_root;
    quint32 m_activeName = 0; ///< atoms
    quint32 m_titleName = 0;
    quint32 m_protocolsName = 0;
    quint32 m_pingName = 0;
    quint32 m_pings = 0; ///< a number for each, in place of a time
    std::unique_ptr<QSocketNotifier> m_notifier;
    quint32 m_lastForeign = 0;
};

} // namespace coffret
