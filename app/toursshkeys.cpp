// SPDX-License-Identifier: GPL-3.0-or-later
// The part of a Tour that is about SSH keys. It lends one to an agent of its own.
#include "app/application.h"
#include "app/tour.h"
#include "ui/models/sidebarnodes.h"

#include <QCoreApplication>
#include <QProcess>
#include <QTemporaryDir>

#include <memory>

namespace coffret {

namespace {

/// An ssh-agent that nobody else uses, until its parent goes. False where there is none.
bool startAgent(QObject *parent, const QTemporaryDir &folder)
{
    auto *const agent = new QProcess(parent);
    QObject::connect(qApp, &QCoreApplication::aboutToQuit, agent, [agent] {
        agent->terminate();
        agent->waitForFinished();
    });
    const QString socket = folder.filePath(QStringLiteral("agent"));
    agent->start(QStringLiteral("ssh-agent"), {QStringLiteral("-D"), QStringLiteral("-a"), socket});
    return agent->waitForReadyRead();
}

void chooseKey(BrowseViewModel &browse)
{
    browse.selectAccount(QStringLiteral("demo-acme-passbolt"));
    browse.setTab(QStringLiteral("details"));
    browse.selectNode(AllNode);
    browse.setSearchText(QStringLiteral("deploy@web1"));
    browse.moveSelection(1);
}

} // namespace

void Tour::addSshKeys(const QString &scheme)
{
    const auto sheet = [](BrowseViewModel &browse) { return browse.sshKey()->isAsking(); };
    add(QStringLiteral("ssh-key-") + scheme, chooseKey,
        [](BrowseViewModel &browse) { return browse.sshKey()->isShown(); });
    add(
        QStringLiteral("ssh-agent-sheet-") + scheme, [](BrowseViewModel &browse) { browse.sshKey()->askToAdd(); },
        sheet);
    const auto folder = std::make_shared<QTemporaryDir>(); // as long as the step is known
    if (startAgent(this, *folder)) {
        add(
            QStringLiteral("ssh-agent-added-") + scheme,
            [folder](BrowseViewModel &browse) {
                qputenv("SSH_AUTH_SOCK", folder->filePath(QStringLiteral("agent")).toUtf8());
                browse.sshKey()->setSpan(SshKeyCard::OneHour);
                browse.sshKey()->setConfirm(true);
                browse.sshKey()->add();
            },
            [](BrowseViewModel &browse) { return browse.sshKey()->isLent(); });
    }
    add(
        {},
        [](BrowseViewModel &browse) {
            browse.sshKey()->cancelAdding();
            browse.sshKey()->takeOut();
            browse.sshKey()->setSpan(SshKeyCard::UntilLocked);
            browse.sshKey()->setConfirm(false);
        },
        [](BrowseViewModel &browse) { return !browse.sshKey()->isLent(); });
    addSshKeyEditor(scheme);
}

void Tour::addSshKeyEditor(const QString &scheme)
{
    add(
        QStringLiteral("ssh-key-new-") + scheme,
        [](BrowseViewModel &browse) {
            browse.setSearchText({});
            browse.newSecret();
            browse.editor()->chooseType(QStringLiteral("sshkey"));
            browse.editor()->setName(QStringLiteral("deploy@web3"));
        },
        [](BrowseViewModel &browse) { return browse.editor()->stage() == EditorViewModel::Writing; });
    add(
        QStringLiteral("ssh-key-generate-") + scheme,
        [](BrowseViewModel &browse) { browse.editor()->sshKey()->askToGenerate(QStringLiteral("deploy@web3")); },
        [](BrowseViewModel &browse) { return browse.editor()->sshKey()->generator()->isAsking(); });
    add(
        QStringLiteral("ssh-key-generated-") + scheme,
        [](BrowseViewModel &browse) {
            browse.editor()->sshKey()->generator()->passphrase()->insert("for the tour");
            browse.editor()->sshKey()->generator()->generate();
        },
        [](BrowseViewModel &browse) { return browse.editor()->sshKey()->state() == SshKeyEditor::Known; });
    add(
        QStringLiteral("ssh-key-wrong-passphrase-") + scheme,
        [](BrowseViewModel &browse) {
            browse.editor()->fields()->field(fieldKey(FieldKind::Passphrase))->document->insert("!");
        },
        [](BrowseViewModel &browse) { return browse.editor()->sshKey()->state() == SshKeyEditor::Locked; });
    add(
        QStringLiteral("ssh-key-public-half-") + scheme,
        [](BrowseViewModel &browse) {
            browse.editor()->fields()->field(fieldKey(FieldKind::PrivateKey))->document->replaceAll("ssh-ed25519 AAAA");
        },
        [](BrowseViewModel &browse) { return browse.editor()->sshKey()->state() == SshKeyEditor::Unusable; });
    add(
        {}, [](BrowseViewModel &browse) { browse.editor()->discard(); },
        [](BrowseViewModel &browse) { return !browse.editor()->isActive(); });
}

} // namespace coffret
