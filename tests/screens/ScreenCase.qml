// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtTest
import Coffret.Controls
import Coffret.Main
import Coffret.Quick
import Coffret.Test
import Coffret.Ui
import "../qml"

/// Shows every screen and sheet that can be reached on fakes, in one language, in a window of the usual and of the
/// smallest size, and looks whether all words can be read.
WindowCase {
    id: root

    required property string language
    property real textScale: 1
    property var schemes: ["light", "dark"]
    readonly property BrowseViewModel browse: stage.app.browse
    readonly property FirstRunViewModel setup: stage.app.firstRun
    /// What may lie over or under something else, each for a reason.
    readonly property var exceptions: ["toast"] // floats, and goes by itself
    property var pictures: ({}) ///< of each that was kept: its name
    property var dress: () => {} ///< before the accounts open
    readonly property Stage world: stage

    /// name: of the screen; open, close: to it and away.
    function screens() {
        return [].concat(browsing(), organising(), editing(), waiting(), helping(), sharing(), accounts(), settingUp(), caring());
    }

    function screen(name, open, close) {
        return {
            "name": name,
            "open": open,
            "close": close || (() => {})
        };
    }

    function unlock() {
        stage.app.unlock();
        tryCompare(root.browse.secrets, "count", 120);
    }

    function menu(button) {
        return screen("menu of " + button, () => {
                const opener = item(button);
                opener.clicked();
                tryVerify(() => opener.menu.opened);
            }, () => item(button).menu.close());
    }

    function page() {
        let up = item("detailPane");
        while (up && up.detailOpen === undefined)
            up = up.parent;
        return up;
    }

    function showDetail() {
        root.browse.selectSecret(stage.signedSecret);
        page().detailOpen = true;
        tryVerify(() => item("detailPane").visible);
    }

    function showTab(tab, pane, ready) {
        return screen("tab " + tab, () => {
                showDetail();
                root.browse.tab = tab;
                shown(pane);
                tryVerify(() => ready());
            }, () => root.browse.tab = "details");
    }

    function browsing() {
        return [screen("list", () => {
                    root.browse.selectSecret("");
                    page().detailOpen = false;
                }), screen("detail", showDetail), screen("revealed", () => {
                    showDetail();
                    root.browse.detail.reveal("password");
                    tryVerify(() => stage.isShown("password"));
                }, () => root.browse.detail.hideAll()), screen("nobody signed", () => {
                    showDetail();
                    root.browse.selectSecret(stage.unsignedSecret);
                    root.browse.copyPrimary();
                    shown("confirmCopyBar");
                }, () => item("cancelCopyButton").clicked()), screen("nothing here", () => {
                    page().detailOpen = false;
                    root.browse.selectNode("favourites");
                    verify(["certificate", "apikey", "sshkey", "note"].some(type => {
                        root.browse.typeFilter = type;
                        return root.browse.secrets.count === 0;
                    }));
                }, () => {
                    root.browse.typeFilter = "";
                    root.browse.selectNode("all");
                }), screen("no match", () => {
                    page().detailOpen = false;
                    root.browse.searchText = "qqqq";
                    tryCompare(root.browse.secrets, "count", 0);
                }, () => root.browse.searchText = ""), screen("order menu", () => {
                    page().detailOpen = false;
                    item("orderButton").clicked();
                    tryVerify(() => item("orderButton").menu.opened);
                }, () => item("orderButton").menu.close()), screen("secret menu", () => {
                    showDetail();
                    item("secretMenuButton").clicked();
                    tryVerify(() => item("secretMenuButton").menu.opened);
                }, () => item("secretMenuButton").menu.close()), menu("mainMenuButton"), screen("accounts", () => {
                    item("accountSwitcher").clicked();
                    shown("accountPopup");
                }, () => find("accountPopup").close()), screen("several", () => {
                    root.browse.selectNode("all");
                    root.browse.selectSecret(root.browse.secrets.idAt(0));
                    root.browse.extendSelection(1);
                    page().detailOpen = true;
                    shown("bulkPane");
                }, () => root.browse.selectSecret("")), screen("share several", () => {
                    root.browse.selectSecret(root.browse.secrets.idAt(0));
                    root.browse.extendSelection(1);
                    root.browse.bulk.askToShare();
                    shown("bulkShareSheet");
                }, () => {
                    root.browse.bulk.cancelSharing();
                    root.browse.selectSecret("");
                }), screen("delete several", () => {
                    root.browse.selectSecret(root.browse.secrets.idAt(0));
                    root.browse.extendSelection(1);
                    root.browse.bulk.askToDelete();
                    shown("jobSheet");
                }, () => {
                    root.browse.job.cancel();
                    root.browse.selectSecret("");
                }), screen("failed sync", () => {
                    stage.failNextSync();
                    stage.app.syncAll();
                    tryVerify(() => root.browse.errorText !== "");
                }, () => root.browse.dismissError()), screen("locked", () => {
                    stage.app.lockAll();
                    shown("lockedPage");
                }, unlock), screen("loading", () => {
                    page().detailOpen = false;
                    stage.app.lockAll();
                    stage.holdLists(true);
                    stage.app.unlock();
                    tryVerify(() => root.browse.busy && root.browse.secrets.count === 0);
                }, () => {
                    stage.holdLists(false);
                    unlock();
                }), screen("keys", () => {
                    stage.app.commands.command("keys").run();
                    shown("keySheet");
                }, () => find("keySheet").close()), screen("lookup", () => {
                    stage.lookup.show();
                    stage.lookup.query = "git";
                    tryVerify(() => palette.visible && stage.lookup.results.rowCount() > 0);
                }, () => stage.lookup.hide()), screen("lookup's actions", () => {
                    stage.lookup.show();
                    stage.lookup.query = "git";
                    tryVerify(() => palette.visible && stage.lookup.results.rowCount() > 0);
                    stage.lookup.listActions();
                }, () => stage.lookup.hide()), screen("lookup without a match", () => {
                    stage.lookup.show();
                    stage.lookup.query = "qqqq";
                    tryVerify(() => palette.visible && stage.lookup.statusText !== "");
                }, () => stage.lookup.hide())];
    }

    function exportScreen(name, format, part) {
        return screen("export, " + name, () => {
                root.browse.exportSecrets();
                shown("exportFileSheet");
                tryCompare(root.browse.exporting, "busy", false);
                root.browse.exporting.format = format;
                if (root.browse.exporting.format === format) // without KeePassXC it cannot be
                    shown(part);
            }, () => root.browse.exporting.close());
    }

    function organising() {
        return [screen("about", () => {
                    root.browse.showAbout();
                    shown("aboutSheet");
                }, () => root.browse.about.close()), screen("move", () => {
                    showDetail();
                    root.browse.moveSecret();
                    shown("placeSheet");
                }, () => root.browse.move.place.cancel()), screen("delete", () => {
                    showDetail();
                    root.browse.actions.askToDelete();
                    shown("deleteSheet");
                }, () => root.browse.actions.cancelDelete()), screen("new folder", () => {
                    root.browse.chooseFolder("all");
                    root.browse.folders.askForNew();
                    shown("folderNameSheet");
                }, () => root.browse.folders.cancel()), screen("delete folder", () => {
                    const tree = root.browse.sidebar;
                    let row = 0;
                    while (!tree.idAt(row).startsWith("collection:"))
                        verify(++row < tree.rowCount());
                    root.browse.chooseFolder(tree.idAt(row));
                    root.browse.folders.askToDelete();
                    shown("folderDeleteSheet");
                }, () => root.browse.folders.cancel()), exportScreen("sealed", ExportViewModel.Sealed, "formatSealed"), exportScreen("database", ExportViewModel.Kdbx, "databasePassword"), exportScreen("table", ExportViewModel.Csv, "csvWarning"), screen("export, done", () => {
                    root.browse.exportSecrets();
                    shown("exportFileSheet");
                    tryCompare(root.browse.exporting, "busy", false);
                    root.browse.exporting.path = stage.filePath("screens.asc");
                    root.browse.exporting.go();
                    tryCompare(root.browse.exporting, "over", true, 30000); // a hundred secrets
                }, () => root.browse.exporting.close()), screen("groups", () => {
                    root.browse.showGroups();
                    shown("groupsSheet");
                    tryVerify(() => find("memberRow_1"));
                }, () => root.browse.groups.close())];
    }

    function editing() {
        const made = ["login", "sshkey", "note", "apikey", "certificate"].map(type => screen("new " + type, () => {
                        root.browse.newSecret();
                        root.browse.editor.chooseType(type);
                        tryCompare(root.browse.editor, "stage", EditorViewModel.Writing);
                        root.browse.editor.save(); // says what is missing
                    }, () => root.browse.editor.discard()));
        return made.concat([screen("types", () => {
                        root.browse.newSecret();
                        tryCompare(root.browse.editor, "stage", EditorViewModel.Choosing);
                        tryVerify(() => find("typeCard_login") && find("typeCard_login").visible);
                    }, () => root.browse.editor.discard()), screen("edit", () => {
                        root.browse.selectSecret(stage.signedSecret);
                        root.browse.editSecret();
                        tryCompare(root.browse.editor, "stage", EditorViewModel.Writing);
                    }, () => root.browse.editor.discard()), screen("symbols", () => {
                        root.browse.selectSecret(stage.signedSecret);
                        root.browse.editSecret();
                        tryCompare(root.browse.editor, "stage", EditorViewModel.Writing);
                        tryVerify(() => find("iconPicker"));
                        item("iconPicker").clicked();
                        tryVerify(() => find("symbolPopup") && find("symbolPopup").opened);
                    }, () => {
                        find("symbolPopup").close();
                        root.browse.editor.discard();
                    }), screen("leave changes", () => {
                        root.browse.selectSecret(stage.signedSecret);
                        root.browse.editSecret();
                        tryCompare(root.browse.editor, "stage", EditorViewModel.Writing);
                        root.browse.editor.name = "Another";
                        root.browse.editor.cancel();
                        tryCompare(root.browse.editor, "asking", true);
                    }, () => root.browse.editor.discard()), screen("conflict", () => {
                        root.browse.selectSecret(stage.signedSecret);
                        root.browse.editSecret();
                        tryCompare(root.browse.editor, "stage", EditorViewModel.Writing);
                        root.browse.editor.username = "another";
                        stage.changeOnServer(stage.signedSecret);
                        root.browse.editor.save();
                        tryVerify(() => find("keepMineButton") && find("keepMineButton").visible);
                    }, () => root.browse.editor.discard())]);
    }

    /// What cannot be sent: kept, shown, and gone again.
    function waiting() {
        const away = () => {
            root.browse.selectSecret(stage.signedSecret);
            root.browse.editSecret();
            tryCompare(root.browse.editor, "stage", EditorViewModel.Writing);
            root.browse.editor.name = "Renamed on the train";
            stage.loseServer(true);
            root.browse.editor.save();
            tryCompare(root.browse.editor, "canPostpone", true);
        };
        const kept = () => {
            away();
            root.browse.editor.postpone();
            tryCompare(root.browse.outbox, "count", 1);
        };
        const sheet = () => {
            kept();
            root.browse.outbox.show();
            shown("outboxSheet");
        };
        const back = () => {
            stage.app.removal.cancel();
            root.browse.editor.discard();
            while (root.browse.outbox.count > 0) {
                root.browse.outbox.askToDrop(root.browse.outbox.data(root.browse.outbox.index(0, 0), Qt.UserRole + 1));
                root.browse.outbox.drop();
                tryCompare(root.browse.outbox, "count", 0);
            }
            stage.loseServer(false);
            stage.app.syncAll();
            tryVerify(() => !root.browse.busy && root.browse.errorText === "");
        };
        return [screen("not sent", away, back), screen("waits", () => {
                    kept();
                    showDetail();
                    shown("waitingBanner");
                }, back), screen("waiting changes", sheet, back), screen("give up a change", () => {
                    sheet();
                    item("askToDrop").clicked();
                    tryVerify(() => item("keepWaiting").visible);
                }, back), screen("remove with changes", () => {
                    kept();
                    stage.app.askToRemove("acme");
                    shown("removalWaiting");
                }, back)];
    }

    function helping() {
        const edited = () => {
            root.browse.selectSecret(stage.signedSecret);
            root.browse.editSecret();
            tryCompare(root.browse.editor, "stage", EditorViewModel.Writing);
        };
        const health = () => {
            stage.app.health.show();
            shown("healthSheet");
        };
        return [screen("settings", () => {
                    stage.app.settings.show();
                    shown("settingsSheet");
                }, () => stage.app.settings.close()), screen("palette", () => {
                    stage.app.palette.show();
                    shown("commandPalette");
                }, () => stage.app.palette.hide()), screen("generator", () => {
                    edited();
                    root.browse.editor.generator.openFor(item("editorInput_password").document, "Password");
                    shown("generatorSheet");
                }, () => {
                    root.browse.editor.generator.close();
                    root.browse.editor.discard();
                }), screen("words", () => {
                    edited();
                    root.browse.editor.generator.openFor(item("editorInput_password").document, "Password");
                    root.browse.editor.generator.usesWords = true;
                    shown("generatorSheet");
                }, () => {
                    root.browse.editor.generator.usesWords = false;
                    root.browse.editor.generator.close();
                    root.browse.editor.discard();
                }), screen("large type", () => {
                    showDetail();
                    item("largeButton_password").clicked();
                    shown("largeType");
                }, () => root.browse.showcase.close()), screen("health", health, () => stage.app.health.close()), screen("health's findings", () => {
                    health();
                    stage.app.health.start();
                    tryCompare(stage.app.health, "stage", HealthViewModel.Finished, 30000);
                    shown("healthList");
                }, () => stage.app.health.close())];
    }

    function sharing() {
        return [showTab("sharing", "accessPane", () => find("accessRow_1")), showTab("comments", "commentsPane", () => find("comment_c1")), showTab("history", "historyPane", () => find("openRevision_r1")), showTab("activity", "activityPane", () => true), screen("review", () => {
                    showDetail();
                    root.browse.tab = "sharing";
                    shown("accessPane");
                    tryVerify(() => find("accessRow_1"));
                    root.browse.sharing.search.text = "bett";
                    tryCompare(root.browse.sharing.search.found, "count", 1);
                    root.browse.sharing.add(0);
                    root.browse.sharing.review();
                    shown("jobSheet");
                }, () => {
                    root.browse.job.cancel();
                    root.browse.sharing.revert();
                    root.browse.tab = "details";
                }), screen("readers", () => {
                    showDetail();
                    root.browse.tab = "sharing";
                    shown("accessPane");
                    tryVerify(() => find("accessRow_1"));
                    root.browse.sharing.search.text = "bett";
                    tryCompare(root.browse.sharing.search.found, "count", 1);
                    root.browse.sharing.add(0);
                    root.browse.sharing.review();
                    tryVerify(() => find("goJob") && find("goJob").enabled);
                    root.browse.job.go();
                    shown("readersSheet");
                }, () => {
                    root.browse.job.readers.cancel();
                    root.browse.job.close();
                    root.browse.sharing.revert();
                    root.browse.tab = "details";
                })];
    }

    function accounts() {
        return [screen("options", () => {
                    stage.app.showOptions();
                    shown("accountOptionsSheet");
                }, () => stage.app.options.cancel()), screen("remove account", () => {
                    stage.app.askToRemove("beta");
                    shown("removeAccountSheet");
                }, () => stage.app.removal.cancel())];
    }

    function settingUp() {
        const to = (service, steps) => () => {
                stage.app.addAccount();
                root.setup.chooseService(service);
                root.setup.setAddress("https://vault.example.com");
                root.setup.accountName = "Work";
                for (let i = 0; i < steps; ++i) {
                    root.setup.next();
                    tryCompare(root.setup, "busy", false);
                }
            };
        const away = () => stage.app.cancelAddAccount();
        return [screen("services", () => stage.app.addAccount(), away), screen("server", to("passbolt", 0), away), screen("trust", to("passbolt", 1), away), screen("own key", to("passbolt", 2), away), screen("token", to("fudo", 2), away), screen("apps", to("commandk", 2), away), screen("kit", () => {
                    stage.app.addAccount();
                    root.setup.chooseKit();
                }, away), screen("link", () => {
                    stage.app.addAccount();
                    root.setup.chooseLink();
                }, away), screen("second factor", () => {
                    stage.askAtNextSetup(["code"]);
                    to("fudo", 2)();
                    root.setup.setToken("token", "t");
                    root.setup.next();
                    root.setup.next();
                    shown("secondFactorSheet");
                }, away), screen("refused address", () => {
                    stage.app.addAccount();
                    root.setup.chooseService("passbolt");
                    root.setup.setAddress("http://vault.example.com");
                    root.setup.next();
                    tryVerify(() => root.setup.errorText !== "");
                }, away)];
    }

    function caring() {
        const newKey = "0123456789ABCDEF0123456789ABCDEF01234567";
        return [screen("another program", () => {
                    stage.programAsks("terraform");
                    shown("programAccessSheet");
                }, () => {
                    stage.app.access.refuse();
                    stage.advance(10); // it would be refused without a question
                }), screen("another server key", () => {
                    stage.app.lockAll();
                    stage.changeServerKey(newKey);
                    stage.app.unlock();
                    tryVerify(() => find("compareServer"));
                    item("compareServer").clicked();
                    shown("serverIdentitySheet");
                }, () => {
                    item("identityField").text = newKey;
                    item("acceptIdentity").clicked();
                    tryCompare(root.browse.secrets, "count", 120);
                }), screen("another shared key", () => {
                    tryVerify(() => !root.browse.busy);
                    stage.changeSharedKey(newKey);
                    stage.app.syncAll();
                    shown("compareSharedKey").clicked();
                    shown("sharedKeySheet");
                }, () => {
                    item("sharedKeyCompared").checked = true;
                    item("sharedKeyCompared").toggled();
                    item("acceptSharedKey").clicked();
                    tryVerify(() => !find("sharedKeySheet") || !find("sharedKeySheet").visible);
                    tryVerify(() => !root.browse.busy);
                })];
    }

    function prefer(motion, percent) {
        stage.app.settings.show();
        stage.app.settings.rows.set("motion", motion);
        stage.app.settings.rows.set("textSize", String(percent));
        stage.app.settings.close();
    }

    function initTestCase() {
        stage.speak(root.language);
        prefer("reduced", 100 * root.textScale);
        compare(Theme.reducedMotion, true);
        compare(Theme.textScale, root.textScale);
        stage.addAccount("acme", "Acme");
        stage.addAccount("beta", "Beta Limited");
        stage.makeWritable("acme");
        stage.allowExports("acme", true);
        stage.keepOutbox();
        stage.setKeys(["plain", "card"]);
        root.dress();
        verify(stage.openAll());
        tryCompare(root.browse.secrets, "count", 120);
    }

    function cleanupTestCase() {
        compare(Theme.textScale, root.textScale); // to the end
        prefer("system", 100);
        stage.speak("");
    }

    function test_every_word_can_be_read_data() {
        const rows = [];
        for (const size of [[Theme.windowWidth, Theme.windowHeight], [Theme.windowMinimumWidth, Theme.windowMinimumHeight]]) {
            for (const one of screens()) {
                rows.push({
                        "tag": one.name + " at " + size[0] + "x" + size[1],
                        "size": size,
                        "screen": one
                    });
            }
        }
        return rows;
    }

    function test_every_word_can_be_read(row) {
        main.width = row.size[0];
        main.height = row.size[1];
        try {
            row.screen.open();
            look(row.tag);
        } finally {
            stage.app.colourScheme = "light";
            row.screen.close();
        }
    }

    function look(tag) {
        waitForRendering(main.contentItem, 200);
        tryVerify(() => settled(main.contentItem.parent), 2000);
        const shownWindow = palette.visible ? palette.contentItem : main.contentItem;
        const faults = lasting(() => stage.layoutFaults(shownWindow, root.exceptions), shownWindow, 20);
        const pale = [];
        const same = [];
        for (const scheme of root.schemes) {
            stage.app.colourScheme = scheme;
            pale.push(...lasting(() => stage.contrastFaults(shownWindow), shownWindow, 60).map(fault => scheme + ": " + fault));
            same.push(...twins(shownWindow, tag + " " + scheme));
        }
        verify(faults.length === 0, faults.join("\n"));
        verify(pale.length === 0, pale.join("\n"));
        verify(same.length === 0, same.join("\n"));
    }

    /// Keeps a picture. Of two screens that look the same one is not what its name says.
    function twins(shownWindow, tag) {
        const digest = stage.keepPicture(shownWindow, root.name + "-" + tag.replace(/ /g, "-"));
        if (digest === "")
            return [];
        const key = digest + " at " + main.width; // a window of its own has one size
        if (root.pictures[key])
            return [tag + " looks like " + root.pictures[key]];
        root.pictures[key] = tag;
        return [];
    }

    /// What look still finds after so many frames: rows that are coming lie on top of each other for a moment, and what
    /// fades in is pale at first.
    function lasting(look, shownWindow, frames) {
        let faults = look();
        for (let frame = 0; faults.length > 0 && frame < frames; ++frame) {
            waitForRendering(shownWindow, 50);
            faults = look();
        }
        return faults;
    }

    function settled(top) {
        if (isPolishScheduled(top))
            return false;
        for (let i = 0; i < top.children.length; ++i) {
            if (!settled(top.children[i]))
                return false;
        }
        return true;
    }

    name: "Screens"
    when: main.visible
    window: main

    Stage {
        id: stage
    }

    Main {
        id: main

        app: stage.app
    }

    QuickLookup {
        id: palette

        lookup: stage.lookup
    }
}
