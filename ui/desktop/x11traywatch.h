// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractNativeEventFilter>
#include <QObject>

#include <memory>

struct xcb_connection_t;

namespace coffret {

/// Whether a program holds the X display's selection for XEmbed trays. Owned by TrayPresence, main thread.
class X11TrayWatch : public QObject, private QAbstractNativeEventFilter
{
    Q_OBJECT
public:
    [[nodiscard]] static std::unique_ptr<X11TrayWatch> make(); ///< null without an X display
    ~X11TrayWatch() override;

    [[nodiscard]] bool isThere() const { return m_owner != 0; }

Q_SIGNALS:
    void changed();

private:
    X11TrayWatch(xcb_connection_t *display, quint32 root);
    [[nodiscard]] quint32 atom(const char *name) const;
    void look();
    [[nodiscard]] bool nativeEventFilter(const QByteArray &eventType, void *message, qintptr *result) override;

    xcb_connection_t *m_display;
    quint32 m_root;
    quint32 m_selection;
    quint32 m_manager;
    quint32 m_owner = 0; ///< its window, or 0
};

} // namespace coffret
