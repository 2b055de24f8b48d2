// SPDX-License-Identifier: GPL-3.0-or-later
// The part of a CommandTable that is about finding things, folders, accounts and the program.
#include "ui/viewmodels/appviewmodel.h"
#include "ui/viewmodels/commandtable.h"

#include <QCoreApplication>

namespace coffret {

void CommandTable::addFinding()
{
    //: Group of commands: search, and moving around in the window.
    m_group = tr("Find");
    m_asleep = [this] { return lockedHint(); };
    //: A command: goes to the search field.
    add("search", tr("Search"), "search", goTo(SearchPlace)).keys = {QStringLiteral("Ctrl+F"), QStringLiteral("F3"),
                                                                     QStringLiteral("/")}; // unless it is typed
    //: A command: the list of everything that can be done.
    Command::Spec &palette = add("palette", tr("Command palette"), "commands", [this] { m_app.palette()->show(); });
    palette.keys = {QStringLiteral("Ctrl+K")};
    palette.offered = false;
    //: A command: copies a secret from whatever program is in front.
    add("lookup", tr("Quick lookup"), "bolt", [this] { m_app.lookUp({}); });
    //: A command: moves the keyboard there.
    add("tree", tr("Go to the tree"), "folder", goTo(TreePlace)).keys = {QStringLiteral("F1")};
    //: A command: moves the keyboard there.
    add("list", tr("Go to the list"), "all", goTo(ListPlace)).keys = {QStringLiteral("F2")};
    //: A command: moves the keyboard there.
    add("nextPane", tr("Next pane"), "arrow-right", goTo(NextPlace)).keys = {QStringLiteral("F6")};
    addOrders();
    //: What a key does.
    addKeys("open", tr("Open"), {QStringLiteral("Enter")});
    //: What a key does.
    addKeys("back", tr("Clear, then back"), {QStringLiteral("Esc")});
    //: What some keys do: of the secret or folder that is current, with all that can be done with it.
    addKeys("contextMenu", tr("Open its menu"), {QStringLiteral("Shift+F10")});
    //: What some keys do.
    addKeys("accounts", tr("Switch account"), {QStringLiteral("Ctrl+1 … 9")});
    addTreeKeys();
    addLookupKeys();
}

void CommandTable::addTreeKeys()
{
    //: What some keys do in the tree of lists and folders: what lies below a folder is shown, or not any more.
    addKeys("treeBranch", tr("In the tree: open or close a folder"), {QStringLiteral("→"), QStringLiteral("←")});
    //: What a key does in the tree of lists and folders.
    addKeys("treeAll", tr("In the tree: open every folder"), {QStringLiteral("*")});
    //: What some keys do in the tree of lists and folders.
    addKeys("treeEnds", tr("In the tree: to the first, to the last"), {QStringLiteral("Home"), QStringLiteral("End")});
    //: What some keys do in the tree of lists and folders: the first letters of a name lead to it.
    addKeys("treeName", tr("In the tree: to what begins so"), {QStringLiteral("A … Z")});
}

void CommandTable::addLookupKeys()
{
    //: What a key does in the window of the quick lookup.
    addKeys("lookupCopy", tr("In the quick lookup: copy that result"), {QStringLiteral("Alt+1 … 8")});
    //: What a key does in the window of the quick lookup.
    addKeys("lookupOpen", tr("In the quick lookup: open it here"), {QStringLiteral("Ctrl+Enter")});
}

void CommandTable::addOrders()
{
    BrowseViewModel *browse = m_app.browse();
    for (const Choice &order : browse->orders()->choices()) {
        const Run choose = [browse, key = order.key] { browse->setOrder(key); };
        const QByteArray id = QByteArrayLiteral("order_") + order.key.toLatin1();
        //: A command: what comes first in the list. %1 is an order, such as "Last changed".
        add(id.constData(), tr("Sort the list: %1").arg(order.label), "sort", choose,
            [browse, key = order.key] { return browse->order() == key ? tr("This is how it is now") : QString(); });
    }
}

CommandTable::Reason CommandTable::ofFolder(Reason further) const
{
    return [this, further = std::move(further)] {
        if (m_app.browse()->folders()->targetId().isEmpty())
            //: Why a command is not available: it is for the folder whose secrets are listed.
            return tr("No folder is chosen");
        return further();
    };
}

void CommandTable::addFolder()
{
    BrowseViewModel *browse = m_app.browse();
    FoldersViewModel *folders = browse->folders();
    EnvironmentsViewModel *environments = browse->environments();
    //: Group of commands: about the folder whose secrets are listed.
    m_group = tr("Folder");
    m_asleep = [this] { return writingHint(); };
    const Reason changing = [folders] { return folders->changeHint(); };
    //: A command.
    add(
        "newFolder", tr("New folder…"), "folder-plus", [folders] { folders->askForNew(); }, changing);
    //: A command.
    add(
        "shareFolder", tr("Share folder…"), "share", [browse] { browse->shareFolder(); },
        ofFolder([folders] { return folders->shareHint(); }));
    //: A command.
    add(
        "renameFolder", tr("Rename folder…"), "edit", [folders] { folders->askForOtherName(); }, ofFolder(changing));
    //: A command: into another folder.
    add(
        "moveFolder", tr("Move folder…"), "move", [browse] { browse->moveFolder(); },
        ofFolder([folders] { return folders->moveHint(); }));
    //: A command.
    add(
        "deleteFolder", tr("Delete folder…"), "trash", [folders] { folders->askToDelete(); }, ofFolder(changing));
    //: A command: into a file.
    add(
        "exportFolder", tr("Export folder…"), "file", [browse] { browse->exportFolder(); },
        ofFolder([browse] { return browse->exportHint(); }));
    const auto offered = [this, environments](Reason further) {
        return ofFolder([environments, further = std::move(further)] {
            //: Why environments cannot be compared, nor files read into them.
            return environments->isOfferedInFolder() ? further() : tr("This folder has no environments");
        });
    };
    //: A command.
    add(
        "compareFolder", tr("Compare environments…"), "compare", [environments] { environments->compareFolder(); },
        offered([] { return QString(); }));
    //: A command.
    add(
        "newInEnvironments", tr("New secret in several environments…"), "plus",
        [environments] { environments->newInFolder(); }, offered([environments] { return environments->writeHint(); }));
    //: A command.
    add(
        "import", tr("Import a .env file…"), "file", [environments] { environments->importFile(); },
        offered([environments] { return environments->importHint(); }));
    //: A command.
    add(
        "export", tr("Export to an encrypted file…"), "lock", [environments] { environments->exportFile(); },
        offered([environments] { return environments->exportHint(); }));
}

void CommandTable::addAccount()
{
    BrowseViewModel *browse = m_app.browse();
    //: Group of commands: about the account in view, or all of them.
    m_group = tr("Account");
    m_asleep = [this] { return lockedHint(); };
    //: A command: fetches the lists of all accounts again.
    add("sync", tr("Sync"), "sync", [this] { m_app.syncAll(); }).keys = {QStringLiteral("Ctrl+R"),
                                                                         QStringLiteral("F5")};
    m_asleep = [this] { return writingHint(); };
    //: A command: sets up one more account.
    add("addAccount", tr("Add account…"), "plus", [this] { m_app.addAccount(); });
    //: A command: what is known of the account, and what it cannot do.
    add("about", tr("About this account…"), "info", [browse] { browse->showAbout(); });
    //: A command: name, apps and other settings of the account.
    add("options", tr("Account options…"), "settings", [this] { m_app.showOptions(); });
    //: A command: looks for weak, reused, expired and unsigned secrets.
    add("health", tr("Health…"), "health", [this] { m_app.health()->show(); });
    //: A command: takes the account off this computer.
    add("removeAccount", tr("Remove account…"), "trash",
        [this, browse] { m_app.askToRemove(browse->currentAccountId()); });
    //: A command: who is in which group.
    add(
        "groups", tr("Groups…"), "users", [browse] { browse->showGroups(); },
        [browse] { return browse->groupsHint(); });
    //: A command: names and addresses that lie in the clear on the server are encrypted.
    add(
        "upgrade", tr("Encrypt all details…"), "shield-check", [browse] { browse->upgradeAll(); },
        [browse] { return browse->upgradeHint(); });
    //: A command: values of an account that does not encrypt them itself are encrypted with OpenPGP.
    add(
        "sealing", tr("Seal values…"), "lock", [browse] { browse->showSealing(); },
        [browse] { return browse->sealingHint(); });
    //: A command: secrets from a file of another program.
    add(
        "importFile", tr("Import secrets…"), "file", [browse] { browse->importFile(); },
        [browse] { return browse->importHint(); });
    //: A command: writes secrets of the account into a file.
    add(
        "exportSecrets", tr("Export secrets…"), "file", [browse] { browse->exportSecrets(); },
        [browse] { return browse->exportHint(); });
    //: A command: of accounts that lend their values.
    add(
        "returnAll", tr("Give back everything checked out"), "checkin", [browse] { browse->lent()->returnAll(); },
        [browse] {
            //: Why nothing can be given back.
            return browse->lent()->count() > 0 ? QString() : tr("You have nothing checked out");
        });
    addGivingBack();
}

void CommandTable::addGivingBack()
{
    Command::Spec &spec = add(
        "givesBack", {}, "checkout", [this] { m_app.setGivesBack(!m_app.givesBack()); },
        [this] {
            //: Why a preference about checked-out secrets cannot be chosen.
            return m_app.lends() ? QString() : tr("This account checks nothing out");
        });
    spec.nameNow = [this] {
        //: A command: what is checked out is given back by itself, or stays.
        return m_app.givesBack() ? tr("Keep what is checked out when Coffret locks or quits")
                                 : tr("Give back when Coffret locks or quits");
    };
}

void CommandTable::addPresenting()
{
    Command::Spec &spec = add("presenting", {}, "eye-off", [this] {
        SettingsViewModel *settings = m_app.settings();
        settings->setPresenting(!settings->isPresenting());
        //: For a moment, after presentation mode was turned on or off.
        m_app.toast()->showMessage(settings->isPresenting() ? tr("Values are not shown now")
                                                            : tr("Values can be shown again"));
    });
    spec.nameNow = [this] {
        //: A command: values are never shown on the screen, or they are again.
        return m_app.settings()->isPresenting() ? tr("Turn presentation mode off") : tr("Turn presentation mode on");
    };
}

void CommandTable::addScheme(const char *id, const QString &name, const char *symbol, const QString &scheme)
{
    add(
        id, name, symbol, [this, scheme] { m_app.setColourScheme(scheme); },
        [this, scheme] {
            //: Why colours cannot be chosen.
            return m_app.colourScheme() == scheme ? tr("This is how it is now") : QString();
        });
}

void CommandTable::addProgram()
{
    //: Group of commands: about the program as a whole.
    m_group = tr("Program");
    m_asleep = [this] { return lockedHint(); };
    //: A command: locks every account.
    add("lock", tr("Lock"), "lock", [this] { m_app.lockAll(); }).keys = {QStringLiteral("Ctrl+L")};
    //: A command.
    add(
        "settings", tr("Settings…"), "settings", [this] { m_app.settings()->show(); }, [this] { return writingHint(); })
        .keys = {QStringLiteral("Ctrl+,")};
    addPresenting();
    m_asleep = {};
    //: A command.
    add("keys", tr("Keyboard shortcuts"), "keyboard", [this] { Q_EMIT keysWanted(); }).keys = {
        QStringLiteral("Ctrl+/")};
    //: A command: colours follow the desktop.
    addScheme("schemeSystem", tr("Colours of the desktop"), "display", QStringLiteral("system"));
    //: A command.
    addScheme("schemeLight", tr("Light colours"), "sun", QStringLiteral("light"));
    //: A command.
    addScheme("schemeDark", tr("Dark colours"), "moon", QStringLiteral("dark"));
    //: A command.
    addScheme("schemeContrast", tr("Colours of high contrast"), "contrast", QStringLiteral("contrast"));
    //: A command: ends the program.
    add("quit", tr("Quit"), "quit", [] { QCoreApplication::quit(); }).keys = {QStringLiteral("Ctrl+Q")};
}

} // namespace coffret
