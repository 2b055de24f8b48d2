// SPDX-License-Identifier: GPL-3.0-or-later
// The part of a CommandTable that is about several secrets at once.
#include "ui/viewmodels/appviewmodel.h"
#include "ui/viewmodels/commandtable.h"

namespace coffret {

CommandTable::Reason CommandTable::ofSeveral(Reason further) const
{
    return [this, further = std::move(further)] {
        if (!m_app.browse()->bulk()->isActive())
            //: Why a command is not available: it is for two secrets or more.
            return tr("Fewer than two secrets are chosen");
        return further();
    };
}

void CommandTable::addSeveral()
{
    BrowseViewModel *browse = m_app.browse();
    BulkViewModel *bulk = browse->bulk();
    m_asleep = [this] { return writingHint(); };
    //: What some keys do in the list of secrets.
    addKeys("chooseSeveral", tr("Choose several"), {QStringLiteral("Shift+↑ ↓")});
    //: A command; the key works in the list.
    add(
        "chooseAll", tr("Choose all secrets of the list"), "all", [browse] { browse->selectAll(); },
        [browse] {
            //: Why nothing can be chosen.
            return browse->secrets()->rowCount() > 0 ? QString() : tr("The list is empty");
        })
        .localKeys = {QStringLiteral("Ctrl+A")};
    //: A command: gives people access to several secrets.
    add(
        "shareSeveral", tr("Share the chosen secrets…"), "share", [bulk] { bulk->askToShare(); },
        ofSeveral([bulk] { return bulk->shareHint(); }));
    //: A command.
    add(
        "moveSeveral", tr("Move the chosen secrets…"), "move", [browse] { browse->moveChosen(); }, ofSeveral([bulk] {
            const QString hint = bulk->writeHint();
            //: Why secrets cannot be moved.
            return hint.isEmpty() && !bulk->canMove() ? tr("This account has no folders to move them to") : hint;
        }));
    const Reason marking = ofSeveral([bulk] {
        //: Why secrets cannot be marked with a star.
        return bulk->canFavourite() ? QString() : tr("This account has no favourites");
    });
    //: A command: gives several secrets a star.
    add(
        "starSeveral", tr("Add the chosen secrets to favourites"), "star-filled", [bulk] { bulk->setFavourite(true); },
        marking);
    //: A command: takes the star of several secrets away.
    add(
        "unstarSeveral", tr("Remove the chosen secrets from favourites"), "star", [bulk] { bulk->setFavourite(false); },
        marking);
    //: A command: into a file.
    add(
        "exportSeveral", tr("Export the chosen secrets…"), "file", [browse] { browse->exportChosen(); },
        ofSeveral([browse] { return browse->exportHint(); }));
    //: A command: after a question.
    add(
        "deleteSeveral", tr("Delete the chosen secrets…"), "trash", [bulk] { bulk->askToDelete(); },
        ofSeveral([bulk] { return bulk->deleteHint(); }));
}

} // namespace coffret
