// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QKeySequence>
#include <QObject>

#include <memory>

namespace coffret {

class X11KeyGrab;

/// Keys that are heard whichever program has the keyboard. Under X11 they are taken from the display; elsewhere no
/// program can do that for itself. Main thread.
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
    };

    explicit GlobalShortcut(QObject *parent = nullptr);
    ~GlobalShortcut() override;

    void setKeys(const QKeySequence &keys); ///< one combination; empty: none
    /// Lets go of the keys and asks for them again: the program that had them may be gone.
    void retry();
    [[nodiscard]] State state() const { return m_state; }
    /// One key with Ctrl, Alt or Meta, or a function key: nothing that anybody types.
    [[nodiscard]] static bool isSuitable(const QKeySequence &keys);

Q_SIGNALS:
    void pressed(); ///< once, however long they are held
    void stateChanged();

private:
    void setState(State state);

    std::unique_ptr<X11KeyGrab> m_grab; ///< null outside X11
    QKeySequence m_keys;
    State m_state = State::Off;
};

} // namespace coffret
