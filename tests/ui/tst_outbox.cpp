// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/bench.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace coffret;
using namespace coffret::fakes;
using coffret::test::Bench;
using Call = FakeServer::Call;
using Stage = EditorViewModel::Stage;

namespace {

const QString Acme = QStringLiteral("acme");
const QString PasswordKey = QStringLiteral("password");

/// An account that can be written to and has an outbox, open.
struct OutboxBench : Bench
{
    explicit OutboxBench(const QString &key = {})
    {
        addAccount(Acme, QStringLiteral("Acme"), key);
        server().addFacets().writing.signer = AdasKey;
        session().keepOutbox(std::make_unique<Outbox>(waiting, openPgp, session().account(), clock));
        isReady = openAll() && edit();
    }
    [[nodiscard]] FakeServer &server() { return *servers[Acme]; }
    [[nodiscard]] EditorViewModel &editor() { return *browse.editor(); }
    [[nodiscard]] OutboxViewModel &outbox() { return *browse.outbox(); }
    [[nodiscard]] bool isAt(Stage stage)
    {
        return QTest::qWaitFor([this, stage] { return editor().stage() == stage && !editor().isSaving(); });
    }
    bool edit()
    {
        browse.selectSecret(Signed);
        browse.editSecret();
        return isAt(EditorViewModel::Writing);
    }
    /// Writes another name without the server, and lets it wait.
    [[nodiscard]] bool postpone(const QString &name)
    {
        server().away = ErrorKind::Unreachable;
        editor().setName(name);
        editor().save();
        if (!isAt(EditorViewModel::Writing) || !editor().canPostpone())
            return false;
        editor().postpone();
        return isAt(EditorViewModel::Closed) && outbox().count() == 1;
    }
    [[nodiscard]] QVariant told(int role) { return outbox().data(outbox().index(0), role); }
    [[nodiscard]] QString changeId() { return told(OutboxViewModel::ChangeIdRole).toString(); }
    /// A new login in the form.
    [[nodiscard]] bool begin(const QString &name)
    {
        editor().discard();
        browse.newSecret();
        editor().chooseType(QStringLiteral("login"));
        editor().setName(name);
        editor().fields()->field(PasswordKey)->document->replaceAll("a value");
        return isAt(EditorViewModel::Writing);
    }
    [[nodiscard]] bool saves()
    {
        editor().save();
        return isAt(EditorViewModel::Writing); // and says why not
    }
    void loseAnswers(bool lost) { server().facets->writing.losesAnswers = lost; }
    [[nodiscard]] auto named(const QString &name)
    {
        return std::count_if(server().secrets.begin(), server().secrets.end(),
                             [&name](const SecretSummary &secret) { return secret.name == name; });
    }
    [[nodiscard]] QString nameOnServer()
    {
        return std::find_if(server().secrets.begin(), server().secrets.end(),
                            [](const SecretSummary &secret) { return secret.id == Signed; })
            ->name;
    }

    bool isReady = false;
};

} // namespace

/// What the user sees and does of changes that wait for their server.
class TestOutbox : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void isOfferedWhereTheServerIsAwayAlone()
    {
        OutboxBench bench;
        QVERIFY(bench.isReady);
        QVERIFY(!bench.editor().canPostpone());
        bench.editor().setName(QStringLiteral("renamed"));
        bench.server().failNext(Call::Write, ErrorKind::Forbidden);
        bench.editor().save();
        QVERIFY(bench.isAt(EditorViewModel::Writing));
        QVERIFY(!bench.editor().errorText().isEmpty());
        QVERIFY(!bench.editor().canPostpone());
        bench.editor().postpone();
        QCOMPARE(bench.outbox().count(), 0);
        QVERIFY(bench.postpone(QStringLiteral("renamed without")));
    }

    void waitsAndGoesByItself()
    {
        OutboxBench bench;
        QAbstractItemModelTester tester(&bench.outbox());
        QVERIFY(bench.isReady && bench.postpone(QStringLiteral("renamed")));
        QVERIFY(bench.toast.text().contains(QStringLiteral("renamed")));
        QCOMPARE(bench.told(OutboxViewModel::NameRole).toString(), QStringLiteral("renamed"));
        QVERIFY(bench.told(OutboxViewModel::PlaceRole).toString().contains(QStringLiteral("Acme")));
        QVERIFY(!bench.told(OutboxViewModel::RefusedRole).toBool());
        QVERIFY(!bench.outbox().summary().isEmpty());
        QVERIFY(!bench.outbox().needsPerson());
        QVERIFY(bench.outbox().holds(Acme, Bench::Signed));
        QVERIFY(!bench.outbox().holds(Acme, Bench::Unsigned));
        bench.outbox().show();
        QVERIFY(bench.outbox().isOpen());
        bench.server().away.reset();
        bench.app.syncAll();
        QTRY_COMPARE(bench.outbox().count(), 0);
        QCOMPARE(bench.nameOnServer(), QStringLiteral("renamed"));
        QVERIFY(!bench.outbox().isOpen()); // there is nothing to be seen any more
        QVERIFY(bench.outbox().summary().isEmpty());
    }

    void nothingOfItIsShownWhenLocked()
    {
        OutboxBench bench;
        QVERIFY(bench.isReady && bench.postpone(QStringLiteral("renamed")));
        bench.app.lockAll();
        QCOMPARE(bench.outbox().count(), 0);
        QVERIFY(bench.outbox().summary().isEmpty());
    }

    void isSentByHand()
    {
        OutboxBench bench;
        QVERIFY(bench.isReady && bench.postpone(QStringLiteral("renamed")));
        bench.outbox().send(bench.changeId());
        QTRY_VERIFY(!bench.outbox().errorText().isEmpty()); // the server is still away
        QCOMPARE(bench.outbox().count(), 1);
        bench.server().away.reset();
        bench.outbox().send(bench.changeId());
        QTRY_COMPARE(bench.outbox().count(), 0);
        QVERIFY(bench.outbox().errorText().isEmpty());
        QCOMPARE(bench.nameOnServer(), QStringLiteral("renamed"));
    }

    void isGivenUpAfterAQuestion()
    {
        OutboxBench bench;
        QVERIFY(bench.isReady && bench.postpone(QStringLiteral("renamed")));
        bench.outbox().askToDrop(bench.changeId());
        QCOMPARE(bench.outbox().asked(), bench.changeId());
        bench.outbox().keep();
        QVERIFY(bench.outbox().asked().isEmpty());
        bench.outbox().drop(); // nothing was asked
        bench.outbox().askToDrop(bench.changeId());
        bench.outbox().drop();
        QTRY_COMPARE(bench.outbox().count(), 0);
        bench.server().away.reset();
        bench.app.syncAll();
        QTRY_VERIFY(!bench.browse.isBusy());
        QVERIFY(bench.nameOnServer() != QStringLiteral("renamed"));
    }

    void goesOnInTheForm()
    {
        OutboxBench bench;
        QVERIFY(bench.isReady);
        bench.editor().fields()->field(PasswordKey)->document->replaceAll("a new one");
        QVERIFY(bench.postpone(QStringLiteral("renamed")));
        bench.server().away.reset();
        bench.outbox().edit(bench.changeId());
        QVERIFY(bench.isAt(EditorViewModel::Writing));
        QCOMPARE(bench.editor().name(), QStringLiteral("renamed"));
        QVERIFY(
            bench.editor().fields()->field(PasswordKey)->document->value().equals(SecretBuffer::copyOf("a new one")));
        QVERIFY(!bench.editor().isChanged()); // and nothing is lost by leaving
        QVERIFY(bench.editor().canSave());
        bench.editor().cancel();
        QCOMPARE(bench.outbox().count(), 1);
        bench.outbox().edit(bench.changeId());
        QVERIFY(bench.isAt(EditorViewModel::Writing));
        bench.editor().setName(QStringLiteral("renamed again"));
        bench.editor().save();
        QVERIFY(bench.isAt(EditorViewModel::Closed));
        QTRY_COMPARE(bench.outbox().count(), 0);
        QCOMPARE(bench.nameOnServer(), QStringLiteral("renamed again"));
        const auto draft = bench.server().facets->writing.lastDraft;
        QVERIFY(draft->valuesChanged);
        QVERIFY(draft->field(PasswordKey)->value.equals(SecretBuffer::copyOf("a new one")));
    }

    void waitsAgainInItsPlace()
    {
        OutboxBench bench;
        QVERIFY(bench.isReady && bench.postpone(QStringLiteral("renamed")));
        bench.server().away.reset();
        bench.outbox().edit(bench.changeId());
        QVERIFY(bench.isAt(EditorViewModel::Writing));
        QVERIFY(bench.postpone(QStringLiteral("renamed again")));
        QCOMPARE(bench.told(OutboxViewModel::NameRole).toString(), QStringLiteral("renamed again"));
    }

    void whatSomebodyElseChangedIsCompared()
    {
        OutboxBench bench;
        QVERIFY(bench.isReady && bench.postpone(QStringLiteral("renamed")));
        bench.server().away.reset();
        for (SecretSummary &secret : bench.server().secrets) {
            if (secret.id == Bench::Signed)
                secret.modified = secret.modified.addDays(1);
        }
        bench.app.syncAll();
        QTRY_VERIFY(bench.outbox().needsPerson());
        QVERIFY(bench.told(OutboxViewModel::RefusedRole).toBool());
        QVERIFY(!bench.told(OutboxViewModel::StateTextRole).toString().isEmpty());
        bench.outbox().edit(bench.changeId());
        QVERIFY(bench.isAt(EditorViewModel::Writing));
        bench.editor().save();
        QVERIFY(bench.isAt(EditorViewModel::Conflicted));
        bench.editor().keepMine();
        QVERIFY(bench.isAt(EditorViewModel::Closed));
        QTRY_COMPARE(bench.outbox().count(), 0);
        QCOMPARE(bench.nameOnServer(), QStringLiteral("renamed"));
    }

    void whatCannotBeReadIsSaid()
    {
        OutboxBench bench;
        QVERIFY(bench.isReady && bench.postpone(QStringLiteral("renamed")));
        bench.app.lockAll();
        bench.credentials.silent = SealedRecords::credentialOf(Acme, SealedRecords::Purpose::Outbox);
        bench.server().away.reset();
        QVERIFY(bench.openAll());
        QTRY_VERIFY(!bench.outbox().troubleText().isEmpty());
        QVERIFY(bench.outbox().needsPerson());
        QVERIFY(!bench.outbox().summary().isEmpty());
        bench.outbox().show();
        QVERIFY(bench.outbox().isOpen());
        bench.outbox().readAgain();
        QTest::qWait(0);
        QVERIFY(!bench.outbox().troubleText().isEmpty()); // the keyring is still silent
        bench.outbox().dropUnreadable();                  // nobody was asked
        bench.outbox().askToDropUnreadable();
        QVERIFY(bench.outbox().isGivingUp());
        bench.outbox().keep();
        QVERIFY(!bench.outbox().isGivingUp());
        bench.credentials.silent.clear();
        bench.outbox().readAgain();
        QTRY_VERIFY(bench.outbox().troubleText().isEmpty());
        QCOMPARE(bench.outbox().count(), 1);
    }

    void whatCannotBeReadIsGivenUpAfterAQuestion()
    {
        OutboxBench bench;
        QVERIFY(bench.isReady && bench.postpone(QStringLiteral("renamed")));
        bench.app.lockAll();
        bench.credentials.silent = SealedRecords::credentialOf(Acme, SealedRecords::Purpose::Outbox);
        bench.server().away.reset();
        QVERIFY(bench.openAll());
        QTRY_VERIFY(!bench.outbox().troubleText().isEmpty());
        bench.outbox().show();
        bench.outbox().askToDropUnreadable();
        bench.outbox().dropUnreadable();
        QTRY_VERIFY(bench.outbox().troubleText().isEmpty());
        QVERIFY(!bench.outbox().isOpen());
        QCOMPARE(bench.outbox().count(), 0);
    }

    void aSecondChangeGoesOnWithTheFirst()
    {
        OutboxBench bench;
        QVERIFY(bench.isReady && bench.postpone(QStringLiteral("renamed")));
        bench.server().away.reset();
        QVERIFY(bench.edit());
        QCOMPARE(bench.editor().name(), QStringLiteral("renamed"));
        QVERIFY(bench.told(OutboxViewModel::BusyRole).toBool());
        bench.outbox().send(bench.changeId()); // not while it is in the form
        bench.editor().setName(QStringLiteral("renamed again"));
        bench.editor().save();
        QVERIFY(bench.isAt(EditorViewModel::Closed));
        QCOMPARE(bench.outbox().count(), 0);
        QCOMPARE(bench.nameOnServer(), QStringLiteral("renamed again"));
    }

    void whatIsGoneCanBecomeANewOne()
    {
        OutboxBench bench;
        QVERIFY(bench.isReady);
        bench.editor().fields()->field(PasswordKey)->document->replaceAll("a new one");
        QVERIFY(bench.postpone(QStringLiteral("renamed")));
        bench.server().away.reset();
        std::erase_if(bench.server().secrets, [](const SecretSummary &secret) { return secret.id == Bench::Signed; });
        bench.app.syncAll();
        QTRY_VERIFY(bench.outbox().needsPerson());
        bench.outbox().edit(bench.changeId());
        QVERIFY(bench.isAt(EditorViewModel::Writing));
        QVERIFY(bench.editor().isCreating());
        QVERIFY(!bench.toast.text().isEmpty());
        QCOMPARE(bench.editor().name(), QStringLiteral("renamed"));
        bench.editor().save();
        QVERIFY(bench.isAt(EditorViewModel::Closed));
        QCOMPARE(bench.outbox().count(), 0);
        const auto draft = bench.server().facets->writing.lastDraft;
        QVERIFY(draft->id.isEmpty());
        QVERIFY(draft->field(PasswordKey)->value.equals(SecretBuffer::copyOf("a new one")));
    }

    void whatCouldNotBeOpenedIsTriedAgain()
    {
        OutboxBench bench(Bench::AdasKey);
        QVERIFY(bench.isReady && bench.postpone(QStringLiteral("renamed")));
        bench.openPgp.openErrors = {ErrorKind::WrongPassphrase};
        bench.outbox().edit(bench.changeId());
        QVERIFY(bench.isAt(EditorViewModel::Failed));
        bench.server().away.reset();
        bench.editor().retry();
        QVERIFY(bench.isAt(EditorViewModel::Writing));
        QCOMPARE(bench.editor().name(), QStringLiteral("renamed"));
    }

    void whatWasToldInTheListIsMeantInTheForm()
    {
        OutboxBench bench;
        QVERIFY(bench.isReady && bench.begin(QStringLiteral("twin")));
        bench.loseAnswers(true);
        QVERIFY(bench.saves());
        QVERIFY(bench.editor().canPostpone());
        bench.loseAnswers(false);
        bench.editor().postpone();
        QTRY_VERIFY(bench.outbox().needsPerson());
        bench.outbox().edit(bench.changeId());
        QVERIFY(bench.isAt(EditorViewModel::Writing));
        bench.editor().save();
        QVERIFY(bench.isAt(EditorViewModel::Closed));
        QCOMPARE(bench.named(QStringLiteral("twin")), 2);
    }

    void savingTwiceMakesNoTwin()
    {
        OutboxBench bench;
        QVERIFY(bench.isReady && bench.begin(QStringLiteral("twice")));
        bench.loseAnswers(true);
        QVERIFY(bench.saves());
        bench.loseAnswers(false);
        QVERIFY(bench.saves());
        QCOMPARE(bench.named(QStringLiteral("twice")), 1);
        QVERIFY(!bench.editor().errorText().isEmpty() && !bench.editor().canPostpone());
        bench.editor().save(); // whoever was told means it
        QVERIFY(bench.isAt(EditorViewModel::Closed));
        QCOMPARE(bench.named(QStringLiteral("twice")), 2);
    }

    void savingAChangeTwiceIsNoConflict()
    {
        OutboxBench bench;
        QVERIFY(bench.isReady);
        bench.editor().setName(QStringLiteral("changed"));
        bench.loseAnswers(true);
        QVERIFY(bench.saves());
        bench.loseAnswers(false);
        bench.editor().save();
        QVERIFY(bench.isAt(EditorViewModel::Closed));
        QCOMPARE(bench.nameOnServer(), QStringLiteral("changed"));
    }

    void aNameGivenBeforeItWaitsIsLookedForToo()
    {
        OutboxBench bench;
        QVERIFY(bench.isReady && bench.begin(QStringLiteral("first")));
        bench.server().failNext(Call::Write, ErrorKind::TimedOut);
        QVERIFY(bench.saves());
        bench.editor().setName(QStringLiteral("second"));
        bench.loseAnswers(true);
        bench.editor().postpone();
        QTRY_COMPARE(bench.named(QStringLiteral("second")), 1);
        bench.loseAnswers(false);
        bench.app.syncAll();
        QTRY_VERIFY(bench.outbox().needsPerson());
        QCOMPARE(bench.named(QStringLiteral("second")), 1);
    }

    void whatWasGoneIsNotMadeTwiceEither()
    {
        OutboxBench bench;
        QVERIFY(bench.isReady && bench.postpone(QStringLiteral("renamed")));
        bench.server().away.reset();
        std::erase_if(bench.server().secrets, [](const SecretSummary &secret) { return secret.id == Bench::Signed; });
        bench.app.syncAll();
        QTRY_VERIFY(bench.outbox().needsPerson());
        bench.outbox().edit(bench.changeId());
        QVERIFY(bench.isAt(EditorViewModel::Writing));
        bench.loseAnswers(true);
        QVERIFY(bench.saves());
        bench.loseAnswers(false);
        QVERIFY(bench.saves());
        QCOMPARE(bench.named(QStringLiteral("renamed")), 1);
    }

    void anEarlierRevisionGoesOverTheChangeThatWaits()
    {
        OutboxBench bench;
        QVERIFY(bench.isReady && bench.postpone(QStringLiteral("renamed")));
        bench.server().away.reset();
        EarlierValues earlier;
        earlier.fields.push_back({FieldKind::Password, PasswordKey, {}, true, SecretBuffer::copyOf("an old one")});
        bench.editor().edit(&bench.session(), Bench::Signed, std::move(earlier));
        QVERIFY(bench.isAt(EditorViewModel::Writing));
        QCOMPARE(bench.editor().name(), QStringLiteral("renamed"));
        QVERIFY(
            bench.editor().fields()->field(PasswordKey)->document->value().equals(SecretBuffer::copyOf("an old one")));
    }

    void anEarlierRevisionThatWasNotOpenedGoesNowhereElse()
    {
        OutboxBench bench;
        QVERIFY(bench.isReady && bench.postpone(QStringLiteral("renamed")));
        bench.server().away.reset();
        bench.server().gate(Call::Write).close();
        bench.outbox().send(bench.changeId());
        QTRY_COMPARE(bench.server().gate(Call::Write).waiting(), 1);
        EarlierValues earlier;
        earlier.fields.push_back({FieldKind::Password, PasswordKey, {}, true, SecretBuffer::copyOf("an old one")});
        bench.editor().edit(&bench.session(), Bench::Signed, std::move(earlier));
        QVERIFY(!bench.editor().isActive()); // it is on its way
        bench.server().gate(Call::Write).open();
        QTRY_COMPARE(bench.outbox().count(), 0);
        bench.editor().duplicate(&bench.session(), Bench::Unsigned);
        QVERIFY(bench.isAt(EditorViewModel::Writing));
        QVERIFY(
            !bench.editor().fields()->field(PasswordKey)->document->value().equals(SecretBuffer::copyOf("an old one")));
    }

    void lookingForATwinCanBeStopped()
    {
        OutboxBench bench;
        QVERIFY(bench.isReady && bench.begin(QStringLiteral("slow")));
        bench.server().failNext(Call::Write, ErrorKind::TimedOut);
        QVERIFY(bench.saves());
        bench.server().gate(Call::FetchIndex).close();
        bench.editor().save();
        QTRY_COMPARE(bench.server().gate(Call::FetchIndex).waiting(), 1);
        QVERIFY(bench.editor().isSaving());
        bench.editor().stopSaving();
        QVERIFY(bench.isAt(EditorViewModel::Writing));
        bench.server().gate(Call::FetchIndex).open();
    }

    void removingTheAccountSaysWhatIsLost()
    {
        OutboxBench bench;
        QVERIFY(bench.isReady);
        bench.app.removal()->ask(Acme);
        QVERIFY(bench.app.removal()->waitingText().isEmpty());
        bench.app.removal()->cancel();
        QVERIFY(bench.postpone(QStringLiteral("renamed")));
        bench.app.removal()->ask(Acme);
        const QString counted = bench.app.removal()->waitingText();
        QVERIFY(!counted.isEmpty());
        bench.app.removal()->cancel();
        bench.app.lockAll();
        bench.app.removal()->ask(Acme);
        QVERIFY(!bench.app.removal()->waitingText().isEmpty()); // nobody knows how many
        QVERIFY(bench.app.removal()->waitingText() != counted);
    }
};

QTEST_MAIN(TestOutbox)
#include "tst_outbox.moc"
