// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QKeySequence>
#include <QObject>

#include <memory>

class QDBusConnection;

namespace coffret {

class PortalShortcut;
class X11KeyGrab;

/// Keys that are heard whichever program has the keyboard. Under X11 they are taken from the display; elsewhere no
/// program can do that for itself, and the desktop is asked for them where it has a portal. Main thread.
class GlobalShortcut : public QObject
{
    Q_OBJECT
public:
    enum class State {
        Off,         ///< no keys are wanted
        Held,        ///< they are heard
        Taken,       ///< another program has them already
        Unsuitable,  ///< not a key of this keyboard, or one that is needed for typing
        Unavailable, ///< this desktop gives keys to no program that asks
        Asked,       ///< the desktop is asked and has not answered
        Refused,     ///< the desktop or its user said no, or took them back
    };

    explicit GlobalShortcut(QObject *parent = nullptr, bool asksPortal = isWayland());
    ~GlobalShortcut() override;

    void setKeys(const QKeySequence &keys); ///< one combination; empty: none
    /// Lets go of the keys and asks for them again: the program that had them may be gone.
    void retry();
    [[nodiscard]] State state() const { return m_state; }
    /// What is to be pressed instead of the keys, where the desktop chose and says so: plain text, as it may be shown.
    [[nodiscard]] QString trigger() const;
    /// One key with Ctrl, Alt or Meta, or a function key: nothing that anybody types.
    [[nodiscard]] static bool isSuitable(const QKeySequence &keys);

Q_SIGNALS:
    void pressed(); ///< once, however long they are held
    void stateChanged();

private:
    [[nodiscard]] static bool isWayland();
    void askPortal();
    void makePortal(const QDBusConnection &bus);
    void setState(State state);

    std::unique_ptr<X11KeyGrab> m_grab;       ///< null outside X11
    std::unique_ptr<PortalShortcut> m_portal; ///< null until it is asked
    QKeySequence m_keys;
    bool m_asksPortal = false;
    State m_state = State::Off;
};

} // namespace coffret
