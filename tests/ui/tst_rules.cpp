// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/teambench.h"
#include "ui/items/secretdocument.h"

#include <QTest>

using namespace coffret;
using namespace coffret::fakes;
using coffret::test::Bench;
using coffret::test::TeamBench;
using Call = FakeServer::Call;

namespace {

const QString Password = QStringLiteral("password");

struct RulesBench : TeamBench
{
    void forbid(Capability capability)
    {
        server().capabilities.setFlag(capability, false);
        QCoro::waitFor(session().refresh());
    }
};

} // namespace

/// What an administrator keeps from the user, and what a server lacks: said before it is tried.
class TestRules : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void valuesThatMustNotBeShown();
    void valuesThatMustNotBeCopied();
    void earlierValuesStayMasked();
    void earlierValuesAreWrittenUnseen();
    void theLookupSaysWhyItDoesNotCopy();
    void theEditorKeepsWhatWasThereMasked();
    void conflictsStayMasked();
    void foldersThatMustNotBeShared();
    void theAdministratorSetsTheExpiry();
    void whatCannotBeDoneSaysWhy();
    void anAccountTellsWhatItLacks();
};

void TestRules::valuesThatMustNotBeShown()
{
    RulesBench bench;
    DetailViewModel &detail = *bench.browse.detail();
    QCOMPARE(detail.revealHint(), QString());
    bench.forbid(Capability::Reveal);
    QVERIFY(detail.revealHint().contains(QStringLiteral("showing")));
    QCOMPARE(detail.copyHint(), QString());
    detail.togglePrimary(); // by a key
    QCOMPARE(bench.toast.text(), detail.revealHint());
    QCOMPARE(detail.errorText(), QString());
    detail.toggle(Password);
    QCOMPARE(bench.server().calls(Call::FetchPayload), 0);
    detail.copy(Password); // that is allowed
    QTRY_COMPARE(Bench::clipboardText().toUtf8(), Bench::Password);
    QVERIFY(!detail.fields()->isRevealed(Password));
    bench.clipboard.clearNow();
}

void TestRules::valuesThatMustNotBeCopied()
{
    RulesBench bench;
    DetailViewModel &detail = *bench.browse.detail();
    bench.forbid(Capability::Copy);
    QVERIFY(detail.copyHint().contains(QStringLiteral("copying")));
    bench.browse.copyPrimary();
    QCOMPARE(bench.server().calls(Call::FetchPayload), 0);
    QCOMPARE(bench.toast.text(), detail.copyHint());
    QVERIFY(Bench::clipboardText().toUtf8() != Bench::Password);
    detail.reveal(Password);
    QTRY_VERIFY(detail.fields()->isRevealed(Password));
    bench.browse.copyUsername(); // lies in the open
    QTRY_COMPARE(Bench::clipboardText(), detail.summary().username);
}

void TestRules::earlierValuesStayMasked()
{
    RulesBench bench;
    bench.forbid(Capability::Reveal);
    bench.browse.setTab(QStringLiteral("history"));
    HistoryViewModel &history = *bench.browse.history();
    QTRY_VERIFY(history.isShown());
    history.open(QStringLiteral("r1"));
    QTRY_VERIFY(history.fields()->rowCount() > 0);
    QVERIFY(!history.revealHint().isEmpty());
    history.toggle(Password);
    QVERIFY(!history.fields()->isBusy(Password));
    QVERIFY(!history.fields()->isRevealed(Password));
}

void TestRules::earlierValuesAreWrittenUnseen()
{
    RulesBench bench;
    bench.forbid(Capability::Reveal);
    bench.browse.setTab(QStringLiteral("history"));
    HistoryViewModel &history = *bench.browse.history();
    QTRY_VERIFY(history.isShown());
    history.open(QStringLiteral("r1"));
    QTRY_VERIFY(history.canRestore());
    history.restore();
    EditorViewModel &editor = *bench.browse.editor();
    QTRY_COMPARE(editor.stage(), EditorViewModel::Writing);
    QVERIFY(editor.isChanged());
    QVERIFY(!editor.canReveal());
    editor.close();
}

void TestRules::theLookupSaysWhyItDoesNotCopy()
{
    RulesBench bench;
    bench.lookup.show();
    bench.lookup.setQuery(bench.browse.detail()->name());
    QVERIFY(bench.lookup.results()->rowCount() > 0);
    QCOMPARE(bench.lookup.copyHint(), QString());
    bench.forbid(Capability::Copy);
    QVERIFY(!bench.lookup.copyHint().isEmpty());
    bench.lookup.activate();
    QVERIFY(!bench.lookup.isBusy());
    QCOMPARE(bench.lookup.statusText(), bench.lookup.copyHint());
    QCOMPARE(bench.server().calls(Call::FetchPayload), 0);
}

void TestRules::theEditorKeepsWhatWasThereMasked()
{
    RulesBench bench;
    bench.forbid(Capability::Reveal);
    bench.forbid(Capability::Copy);
    EditorViewModel &editor = *bench.browse.editor();
    bench.browse.editSecret();
    QTRY_COMPARE(editor.stage(), EditorViewModel::Writing);
    QVERIFY(!editor.canReveal());
    const QString before = Bench::clipboardText();
    SecretDocument &document = *editor.fields()->field(Password)->document;
    document.selectAll();
    Q_EMIT document.copyRequested();
    QCOMPARE(Bench::clipboardText(), before);
    QVERIFY(bench.toast.text().contains(QStringLiteral("copying")));
    editor.close();
    bench.browse.newSecret(); // what the user writes is theirs
    editor.chooseType(QStringLiteral("login"));
    QVERIFY(editor.canReveal());
    editor.close();
}

void TestRules::conflictsStayMasked()
{
    for (const bool allowed : {true, false}) {
        RulesBench bench;
        if (!allowed)
            bench.forbid(Capability::Reveal);
        EditorViewModel &editor = *bench.browse.editor();
        bench.browse.editSecret();
        QTRY_COMPARE(editor.stage(), EditorViewModel::Writing);
        editor.fields()->field(Password)->document->replaceAll("mine");
        for (SecretSummary &secret : bench.server().secrets) {
            if (secret.id == Bench::Signed)
                secret.modified = secret.modified.addSecs(60);
        }
        editor.save();
        QTRY_COMPARE(editor.stage(), EditorViewModel::Conflicted);
        ConflictListModel &conflict = *editor.conflict();
        QCOMPARE(conflict.isRevealable(), allowed);
        bool anyShown = false;
        for (int row = 0; row < conflict.rowCount(); ++row) {
            conflict.toggle(row);
            anyShown = anyShown || conflict.index(row).data(ConflictListModel::RevealedRole).toBool();
        }
        QCOMPARE(anyShown, allowed);
        editor.close();
    }
}

void TestRules::foldersThatMustNotBeShared()
{
    RulesBench bench;
    const QString folder = bench.server().collections.front().id;
    bench.browse.folders()->setTarget(&bench.session(), folder);
    QVERIFY(bench.browse.folders()->canShare());
    bench.forbid(Capability::FolderSharing);
    QVERIFY(!bench.browse.folders()->canShare());
    QVERIFY(bench.browse.folders()->shareHint().contains(QStringLiteral("administrator")));
    bench.browse.shareFolder();
    QCOMPARE(bench.browse.folderSharing()->stage(), SharingViewModel::Closed);
}

void TestRules::theAdministratorSetsTheExpiry()
{
    RulesBench bench;
    ActionsViewModel &actions = *bench.browse.actions();
    QVERIFY(actions.canChooseExpiry());
    bench.forbid(Capability::ExpiryChoice);
    QCOMPARE(actions.expiryChoiceHint(), QStringLiteral("Your administrator sets this"));
    actions.setExpiresIn(90);
    actions.setExpiresIn(-1);
    QCOMPARE(bench.facets().writing.log.filter(QStringLiteral("expiry")).size(), 0);
    QVERIFY(actions.canExpire()); // that it has to be replaced now can always be said
    actions.setExpiresIn(0);
    QTRY_COMPARE(bench.facets().writing.log.filter(QStringLiteral("expiry")).size(), 1);
    bench.browse.editSecret();
    QTRY_COMPARE(bench.browse.editor()->stage(), EditorViewModel::Writing);
    QCOMPARE(bench.browse.editor()->expiryHint(), QStringLiteral("Your administrator sets this"));
}

void TestRules::whatCannotBeDoneSaysWhy()
{
    RulesBench bench;
    ActionsViewModel &actions = *bench.browse.actions();
    QVERIFY(actions.canTag() && actions.canMove() && actions.canDelete() && actions.canExpire());
    for (const Capability missing : {Capability::Tags, Capability::CollectionTree, Capability::Expiry})
        bench.forbid(missing);
    QVERIFY(!actions.canTag() && !actions.tagHint().isEmpty());
    QVERIFY(!actions.canMove() && actions.moveHint().contains(QStringLiteral("folders")));
    QVERIFY(!actions.canExpire() && !actions.expireHint().isEmpty());
    QVERIFY(actions.canDelete());
    bench.facets().writing.removes = false;
    QVERIFY(!actions.canDelete() && actions.deleteHint().contains(QStringLiteral("server")));
    actions.askToDelete();
    QVERIFY(!actions.isDeleting());
    bench.facets().writing.removes = true;
    for (SecretSummary &secret : bench.server().secrets)
        secret.right = AccessRight::Read;
    bench.forbid(Capability::Groups);
    QVERIFY(!actions.canDelete() && actions.changeHint().contains(QStringLiteral("not change")));
    QVERIFY(!bench.browse.groupsHint().isEmpty());
}

void TestRules::anAccountTellsWhatItLacks()
{
    RulesBench bench;
    bench.browse.showAbout();
    AboutViewModel &about = *bench.browse.about();
    QVERIFY(about.isOpen());
    QCOMPARE(about.name(), QStringLiteral("Acme"));
    QCOMPARE(about.sentences(), QStringList());
    for (const Capability missing : {Capability::Tags, Capability::Activity, Capability::Copy})
        bench.forbid(missing);
    const QString all = about.sentences().join(QLatin1Char(' '));
    QVERIFY2(all.contains(QStringLiteral("tags, activity log.")), qPrintable(all));
    QVERIFY(all.contains(QStringLiteral("copying")));
    QVERIFY(!all.contains(QStringLiteral("showing")));
    bench.app.lockAll();
    QTRY_VERIFY(!about.isOpen());
}

QTEST_MAIN(TestRules)
#include "tst_rules.moc"
