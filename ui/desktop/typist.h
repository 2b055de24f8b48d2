// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/secret/secretbuffer.h"

#include <QObject>

#include <memory>

namespace coffret {

/// Types a text for the user into another program's window, as a keyboard would. One text at a time. Main thread.
class Typist : public QObject
{
    Q_OBJECT
public:
    enum class Obstacle {
        None,
        NoWay,    ///< this desktop lets no program type
        NoTest,   ///< the X display has no XTEST
        NoPortal, ///< the desktop's portal has no remote keyboard
    };
    enum class Result {
        Typed,
        NoKey,      ///< it has characters that no keyboard types; nothing was typed
        KeyHeld,    ///< somebody kept a key down; what follows was not typed
        NotInFront, ///< the window did not get the keyboard back; nothing was typed
        FocusLeft,  ///< another window took the keyboard, or this one closed: what follows was not typed
        Changed,    ///< the keyboard was given another layout, with the same end
        Refused,    ///< by the desktop or its user; nothing was typed
        Failed,     ///< the desktop broke off
    };
    /// The window that would be typed into.
    struct Target
    {
        bool known = false; ///< false: none, or one that only the desktop knows
        QString title;      ///< plain text that another program chose, as it may be shown
        QString program;    ///< the same
    };

    /// For the display that the windows of this program are on; null where no program types.
    [[nodiscard]] static std::unique_ptr<Typist> make();
    using QObject::QObject;

    [[nodiscard]] virtual Obstacle obstacle() const = 0;
    /// Whether windows of other programs are known here; if not, what is typed goes to whichever is in front.
    [[nodiscard]] virtual bool knowsWindows() const = 0;
    /// Takes hold of the window that had the keyboard before one of ours: type() is about that one alone.
    virtual Target aim() = 0;
    /// text: UTF-8; Tab is the key, a line feed Enter. Our windows are to be out of the way, or on their way. Answers
    /// by finished().
    virtual void type(SecretBuffer text) = 0;
    virtual void stop() = 0; ///< no answer follows

Q_SIGNALS:
    void finished(coffret::Typist::Result result);
};

} // namespace coffret
