// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/typingtexts.h"

#include <QCoreApplication>

namespace coffret {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(TypingWords)
};

} // namespace

QString describe(Typist::Obstacle obstacle)
{
    switch (obstacle) {
    case Typist::Obstacle::None:
        break;
    case Typist::Obstacle::NoWay:
        //: Why a value cannot be typed into another window.
        return Words::tr("This desktop lets no program type into the windows of others. Copy the value instead.");
    case Typist::Obstacle::NoTest:
        //: Why a value cannot be typed into another window. XTEST is a part of an X display.
        return Words::tr("This display lets no program type, because it has no XTEST. Copy the value instead.");
    case Typist::Obstacle::NoPortal:
        //: Why a value cannot be typed into another window. "Portal" is the part of a desktop that programs ask.
        return Words::tr(
            "This desktop lets no program type: its portal has no remote keyboard. Copy the value instead.");
    }
    return {};
}

QString describe(Typist::Result result)
{
    switch (result) {
    case Typist::Result::Typed:
        break;
    case Typist::Result::NoKey:
        //: Why a value was not typed into another window.
        return Words::tr("Nothing was typed: the value has characters that no key types.");
    case Typist::Result::KeyHeld:
        //: Why a value was not typed into another window, or not all of it.
        return Words::tr("Typing was stopped because a key was held down.");
    case Typist::Result::NotInFront:
        //: Why a value was not typed into another window.
        return Words::tr("Nothing was typed: the window did not get the keyboard back.");
    case Typist::Result::FocusLeft:
        //: Why not all of a value was typed into another window.
        return Words::tr(
            "Typing was stopped because another window came to the front. Part of the value may be there.");
    case Typist::Result::Changed:
        //: Why not all of a value was typed into another window.
        return Words::tr("Typing was stopped because the keyboard layout changed. Part of the value may be there.");
    case Typist::Result::Refused:
        //: Why a value was not typed into another window.
        return Words::tr("Nothing was typed: the desktop did not allow it.");
    case Typist::Result::Failed:
        //: Why a value was not typed into another window, or not all of it.
        return Words::tr("Typing was stopped because the desktop broke it off.");
    }
    return {};
}

QString describe(const Typist::Target &target)
{
    if (!target.known)
        //: Asks before a value is typed, where Coffret cannot see other windows.
        return Words::tr("Types into the window in front once Coffret is out of the way");
    if (target.title.isEmpty())
        //: Asks before a value is typed. %1 is the name of a program, as it calls itself.
        return Words::tr("Types into a window of %1").arg(target.program);
    if (target.program.isEmpty())
        //: Asks before a value is typed. %1 is the title of another program's window.
        return Words::tr("Types into: %1").arg(target.title);
    //: Asks before a value is typed. %1 is the title of another program's window, %2 the program, as it calls itself.
    return Words::tr("Types into: %1 (%2)").arg(target.title, target.program);
}

} // namespace coffret
