// SPDX-License-Identifier: GPL-3.0-or-later
// The part of a CommandTable that is about the shown secret.
#include "ui/viewmodels/appviewmodel.h"
#include "ui/viewmodels/commandtable.h"

namespace coffret {

void CommandTable::addCopying()
{
    BrowseViewModel *browse = m_app.browse();
    //: Group of commands: about the secret that is shown.
    m_group = tr("Secret");
    m_asleep = [this] { return writingHint(); };
    const Reason copying = [browse] { return browse->detail()->copyHint(); };
    //: A command.
    add(
        "copyPrimary", tr("Copy password, key or token"), "copy", [browse] { browse->copyPrimary(); }, copying)
        .keys = {QStringLiteral("Ctrl+C")};
    //: A command.
    add("copyUsername", tr("Copy user name"), "user", [browse] { browse->copyUsername(); }).keys = {
        QStringLiteral("Ctrl+B")};
    //: A command.
    add("copyAddress", tr("Copy the first address"), "link", [browse] { browse->copyAddress(); }).keys = {
        QStringLiteral("Ctrl+U")};
    //: A command: in the browser.
    add(
        "openAddress", tr("Open the first web address"), "external",
        [browse] { browse->detail()->openUri(browse->detail()->webAddress()); }, ofSecret([browse] {
            //: Why no browser can be opened for a secret.
            return browse->detail()->webAddress().isEmpty() ? tr("It has no web address") : QString();
        }))
        .keys = {QStringLiteral("Ctrl+Shift+U")};
    //: A command.
    add(
        "copyCode", tr("Copy one-time code"), "code", [browse] { browse->copyCode(); }, copying)
        .keys = {QStringLiteral("Ctrl+T")};
    //: A command: password and one-time code as one text, for services that take both in one field.
    add(
        "copyWithCode", tr("Copy password and one-time code in one"), "copy",
        [browse] { browse->copyPrimaryWithCode(); }, copying)
        .keys = {QStringLiteral("Ctrl+Y")};
    //: A command.
    add(
        "togglePrimary", tr("Show or hide the value"), "eye", [browse] { browse->detail()->togglePrimary(); },
        ofSecret([browse] { return browse->detail()->revealHint(); }))
        .keys = {QStringLiteral("Ctrl+Shift+C")};
    //: A command: types the value into another program's window, as a keyboard would.
    add(
        "typePrimary", tr("Type password, key or token into another window…"), "keyboard",
        [browse] { browse->typePrimary(); }, ofSecret([browse] { return browse->typeHint(); }))
        .keys = {QStringLiteral("Ctrl+Shift+V")};
    //: A command: types both into another program's window, with the Tab key between.
    add(
        "typeLogin", tr("Type user name, Tab, password into another window…"), "keyboard",
        [browse] { browse->typeLogin(); }, ofSecret([browse] { return browse->typeLoginHint(); }));
    const Reason showing = ofSecret([browse] { return browse->detail()->revealHint(); });
    //: What holding two keys does.
    addKeys("peek", tr("Show the value while held"), {QStringLiteral("Ctrl+Alt")});
    //: A command.
    add(
        "largeType", tr("Show the value in large type"), "large",
        [browse] { browse->showcase()->showPrimary(ShowcaseViewModel::LargeType); }, showing)
        .keys = {QStringLiteral("Ctrl+Shift+L")};
    //: A command.
    add(
        "qrCode", tr("Show the value as a QR code"), "qr",
        [browse] { browse->showcase()->showPrimary(ShowcaseViewModel::QrCode); }, showing)
        .keys = {QStringLiteral("Ctrl+Shift+Q")};
}

void CommandTable::addChanging()
{
    BrowseViewModel *browse = m_app.browse();
    ActionsViewModel *actions = browse->actions();
    m_asleep = [this] { return lockedHint(); };
    //: A command.
    add(
        "newSecret", tr("New secret"), "plus", [browse] { browse->newSecret(); },
        [browse] { return browse->createHint(); })
        .keys = {QStringLiteral("Ctrl+N")};
    m_asleep = [this] { return writingHint(); };
    //: A command: changes the secret that is shown.
    add(
        "edit", tr("Edit"), "edit", [browse] { browse->editSecret(); },
        ofSecret([browse] { return browse->detail()->editHint(); }))
        .keys = {QStringLiteral("Ctrl+E")};
    //: A command: begins a new secret that holds what the shown one does.
    add(
        "duplicate", tr("Duplicate secret…"), "copy", [browse] { browse->duplicateSecret(); },
        ofSecret([browse] { return browse->duplicateHint(); }))
        .keys = {QStringLiteral("Ctrl+D")};
    //: What a key does in the form of a secret.
    addKeys("save", tr("Save what is written"), {QStringLiteral("Ctrl+S"), QStringLiteral("Ctrl+Enter")}).asleep =
        [this] { return lockedHint(); };
    //: What a key does in the form of a secret.
    addKeys("generate", tr("Generate a password while writing one"), {QStringLiteral("Ctrl+G")}).asleep = [this] {
        return lockedHint();
    };
    //: A command: marks the secret with a star, or takes it away.
    add(
        "favourite", tr("Add to or remove from favourites"), "star", [actions] { actions->toggleFavourite(); },
        ofSecret([actions] {
            //: Why a secret cannot be marked with a star.
            return actions->canFavourite() ? QString() : tr("This account has no favourites");
        }));
    //: A command: to another folder.
    add(
        "move", tr("Move secret…"), "move", [browse] { browse->moveSecret(); },
        ofSecret([actions] { return actions->moveHint(); }));
    //: A command: a word to file the secret under is typed next.
    add(
        "addTag", tr("Add tag to secret…"), "tag", [actions] { actions->askForTag(); },
        ofSecret([actions] { return actions->tagHint(); }));
    //: A command.
    add(
        "expireLater", tr("Secret expires in 90 days"), "calendar", [actions] { actions->setExpiresIn(90); },
        ofSecret([actions] { return actions->expiryChoiceHint(); }));
    //: A command: its value should be replaced at once.
    add(
        "expireNow", tr("Mark secret as expired"), "expired", [actions] { actions->setExpiresIn(0); },
        ofSecret([actions] { return actions->expireHint(); }));
    //: A command.
    add(
        "expireNever", tr("Secret never expires"), "minus", [actions] { actions->setExpiresIn(-1); },
        ofSecret([actions] {
            const QString hint = actions->expiryChoiceHint();
            //: Why a secret cannot be made to never expire.
            return hint.isEmpty() && actions->expiresText().isEmpty() ? tr("No day is set") : hint;
        }));
    //: A command; the key works in the list.
    add(
        "delete", tr("Delete secret…"), "trash", [actions] { actions->askToDelete(); },
        ofSecret([actions] { return actions->deleteHint(); }))
        .localKeys = {QStringLiteral("Del")};
}

/// Where what it does is seen.
CommandTable::Run CommandTable::inTab(const QString &tab, Run further)
{
    return [this, tab, further = std::move(further)] {
        m_app.browse()->setTab(tab);
        Q_EMIT placeWanted(DetailPlace);
        if (further)
            further();
    };
}

void CommandTable::addTab(const char *id, const QString &name, const char *symbol, const QString &tab)
{
    BrowseViewModel *browse = m_app.browse();
    add(id, name, symbol, inTab(tab, {}), ofSecret([browse, tab] {
            //: Why a tab of a secret cannot be shown.
            return browse->tabs()->contains(tab) ? QString() : tr("This account does not have that");
        }));
}

void CommandTable::addOrganising()
{
    BrowseViewModel *browse = m_app.browse();
    CheckOutViewModel *checkOut = browse->checkOut();
    m_asleep = [this] { return writingHint(); };
    //: A command: who may see the secret.
    addTab("sharing", tr("Share secret…"), "share", QStringLiteral("sharing"));
    //: A command.
    addTab("comments", tr("Comments on the secret"), "comment", QStringLiteral("comments"));
    //: A command.
    addTab("history", tr("History of the secret"), "history", QStringLiteral("history"));
    //: A command.
    addTab("activity", tr("Activity around the secret"), "activity", QStringLiteral("activity"));
    const auto when = [](bool can) {
        //: Why a secret can be neither checked out nor given back.
        return can ? QString() : tr("There is nothing to check out or give back here");
    };
    //: A command: of an account that lends its values.
    add(
        "checkOut", tr("Check secret out"), "checkout", [checkOut] { checkOut->checkOut(); },
        ofSecret([checkOut, when] { return when(checkOut->canCheckOut()); }));
    //: A command: of an account that lends its values.
    add(
        "checkIn", tr("Give secret back"), "checkin", [checkOut] { checkOut->checkIn(); },
        ofSecret([checkOut, when] { return when(checkOut->canCheckIn()); }));
    //: A command: of an account that lends its values.
    add(
        "requestAccess", tr("Request access to secret…"), "user-plus", [checkOut] { checkOut->askForAccess(); },
        ofSecret([checkOut, when] { return when(checkOut->canRequest()); }));
    //: A command: its name and addresses, in the clear on the server until now, are encrypted.
    add(
        "upgradeOne", tr("Encrypt details of the secret…"), "shield-check", [browse] { browse->upgradeSecret(); },
        ofSecret([browse] {
            //: Why the name of a secret cannot be encrypted.
            return browse->actions()->canUpgrade() ? QString() : tr("Its details are encrypted, or cannot be");
        }));
}

void CommandTable::addSshKey()
{
    SshKeyCard *key = m_app.browse()->sshKey();
    const QString details = QStringLiteral("details");
    const auto offered = [this, key](Reason further) {
        return ofSecret([key, further = std::move(further)] {
            //: Why a command is not available: it is for SSH keys.
            return key->isShown() ? further() : tr("This secret is not an SSH key");
        });
    };
    //: A command: the public half of an SSH key.
    add("copyPublicKey", tr("Copy public key"), "copy", inTab(details, [key] { key->copyPublicKey(); }),
        offered([key] { return key->isProved() ? QString() : key->useHint(); }));
    //: A command: asks for how long an SSH key goes into the SSH agent, whose name is ssh-agent.
    add("addToAgent", tr("Add to ssh-agent…"), "agent", inTab(details, [key] { key->askToAdd(); }), offered([key] {
            //: Why a key cannot be put into the SSH agent.
            return key->isLent() ? tr("It is in ssh-agent already") : key->useHint();
        }));
    //: A command: takes a key out of the SSH agent.
    add("takeOutOfAgent", tr("Remove from ssh-agent"), "close", inTab(details, [key] { key->takeOut(); }),
        offered([key] {
            //: Why a key cannot be taken out of the SSH agent.
            return key->isLent() ? QString() : tr("It is not in ssh-agent");
        }));
}

void CommandTable::addEnvironments()
{
    EnvironmentsViewModel *environments = m_app.browse()->environments();
    DetailViewModel *detail = m_app.browse()->detail();
    const auto offered = [environments](Reason further) {
        return [environments, further = std::move(further)] {
            if (!environments->isOffered())
                //: Why values in several environments cannot be looked at.
                return tr("This secret has one value only");
            return further ? further() : QString();
        };
    };
    //: A command: of a secret that has a value in each environment.
    add(
        "compare", tr("Compare secret in its environments…"), "compare",
        [environments] { environments->compareSecret(); }, ofSecret(offered({})));
    //: A command: of a secret that has a value in each environment.
    add(
        "setValue", tr("Set value in environments…"), "edit", [environments] { environments->setValue(); },
        ofSecret(offered([environments] { return environments->writeHint(); })));
    using Format = EnvironmentsViewModel::Format;
    //: A command: copies a secret as a line of a .env file; KEY=value stays as it is.
    add(
        "copyKeyValue", tr("Copy secret as KEY=value"), "copy",
        [environments] { environments->copyAs(Format::KeyValue); },
        ofSecret(offered([environments] { return environments->copyHint(); })));
    const auto copyAs = [environments, detail](Format format, DetailViewModel::Form form) {
        return [environments, detail, format, form] {
            environments->isOffered() ? environments->copyAs(format) : detail->copyPrimaryInForm(form);
        };
    };
    const Reason copying = ofSecret([environments, detail] {
        if (environments->isOffered())
            return environments->copyHint();
        //: Why a secret cannot be copied as a line for a shell or as JSON.
        return detail->type() == QLatin1String("apikey") ? detail->copyHint() : tr("Only API keys can be copied so");
    });
    //: A command: copies a secret as a line for a shell; "export" is the shell's own word.
    add("copyExportLine", tr("Copy secret as export line"), "terminal",
        copyAs(Format::ExportLine, DetailViewModel::ExportLine), copying);
    //: A command: copies a secret as a JSON object.
    add("copyJson", tr("Copy secret as JSON"), "apikey", copyAs(Format::Json, DetailViewModel::Json), copying);
}

} // namespace coffret
