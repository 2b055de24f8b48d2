// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractNativeEventFilter>
#include <QKeyCombination>
#include <QObject>

#include <memory>
#include <vector>

struct _XCBKeySymbols;
struct xcb_connection_t;

namespace coffret {

/// One key combination taken from an X11 display, so that no other program hears it. Owned by GlobalShortcut, main
/// thread.
class X11KeyGrab : public QObject, public QAbstractNativeEventFilter
{
    Q_OBJECT
public:
    enum class Outcome { Held, Taken, NoSuchKey };

    /// Null where the windows of this program are not on an X11 display.
    [[nodiscard]] static std::unique_ptr<X11KeyGrab> make();
    ~X11KeyGrab() override;

    /// Whatever Num Lock and Caps Lock say. Nothing is held unless all of it is.
    [[nodiscard]] Outcome take(QKeyCombination keys);
    void release();

    bool nativeEventFilter(const QByteArray &eventType, void *message, qintptr *result) override;

Q_SIGNALS:
    void pressed();         ///< not again while the key repeats itself
    void keyboardChanged(); ///< keys may have other numbers now

private:
    X11KeyGrab(xcb_connection_t *display, quint32 root);
    [[nodiscard]] std::vector<quint8> codesOf(Qt::Key key) const;

    xcb_connection_t *m_display; ///< Qt's
    quint32 m_root;              ///< the window that fills the screen
    std::unique_ptr<_XCBKeySymbols, void (*)(_XCBKeySymbols *)> m_symbols;
    std::vector<quint8> m_codes; ///< of the key that is held
    quint16 m_held = 0;          ///< the modifiers of the keys
    quint32 m_releasedAt = 0;    ///< the display's time, ms: a key that repeats is pressed again in the same
};

} // namespace coffret
