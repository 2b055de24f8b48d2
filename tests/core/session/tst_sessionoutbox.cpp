// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/session/outboxbench.h"

#include <QDirIterator>

#include <functional>

using namespace coffret;
using namespace coffret::fakes;
using test::CacheAccount;
using test::OutboxBench;
using State = WaitingChange::State;

Q_DECLARE_METATYPE(std::function<void(SecretDraft &)>)

/// Changes that were made while the server could not be asked.
class TestSessionOutbox : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aChangeGoesWhenTheServerIsBack()
    {
        OutboxBench bench;
        QVERIFY(bench.open());
        QVERIFY(bench.reveal(Ada));
        bench.settle();
        bench.server->away = ErrorKind::Unreachable;
        const auto draft = bench.changeOfAda("newer");
        QVERIFY(draft);
        const ErrorKind kind = bench.saveError(draft);
        QVERIFY(bench.session->canPostpone(Error{kind, {}, 0}));
        QVERIFY(bench.postpone(draft));
        QVERIFY(bench.hasState(State::Waiting));
        QCOMPARE(bench.session->waiting().front().secretId, Ada);
        QCOMPARE(bench.session->waiting().front().attempts.first, bench.clock.now());

        bench.server->away.reset();
        QVERIFY(bench.sync());
        QTRY_VERIFY(bench.session->waiting().empty());
        QCOMPARE(textOf(bench.reveal(Ada)), QByteArray("newer"));
        QCOMPARE(bench.written(QStringLiteral("update ") + Ada), 2); // and the one that did not get there
    }

    void refusalsCannotWait()
    {
        OutboxBench bench;
        QVERIFY(bench.open());
        for (const ErrorKind kind : {ErrorKind::Forbidden, ErrorKind::Conflict, ErrorKind::InvalidInput})
            QVERIFY(!bench.session->canPostpone(Error{kind, {}, 403}));
        for (const ErrorKind kind : {ErrorKind::Unreachable, ErrorKind::TimedOut, ErrorKind::ServerFault})
            QVERIFY(bench.session->canPostpone(Error{kind, {}, 0}));
    }

    void survivesLockAndRestartSealed()
    {
        OutboxBench bench;
        QVERIFY(bench.open());
        QVERIFY(bench.postpone(OutboxBench::newLogin(QStringLiteral("A name of the outbox"))));
        bench.server->away = ErrorKind::Unreachable;
        bench.close();
        QVERIFY(bench.session->waiting().empty()); // locked
        QDirIterator files(bench.root.filePath(QStringLiteral("outbox")), QDir::Files);
        QVERIFY(files.hasNext());
        while (files.hasNext()) {
            QFile file(files.next());
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QByteArray content = file.readAll();
            QVERIFY(!content.contains("canary") && !content.contains("A name"));
            QVERIFY(!(file.permissions() & (QFile::ReadGroup | QFile::ReadOther)));
        }
        bench.restart();
        QVERIFY(!bench.open());
        QVERIFY(bench.hasState(State::Waiting));
        QCOMPARE(bench.session->waiting().front().name, QStringLiteral("A name of the outbox"));
        const auto draft = QCoro::waitFor(bench.session->waitingDraft(bench.session->waiting().front().id));
        QVERIFY(draft);
        QVERIFY(draft->field(Password)->value.equals(SecretBuffer::copyOf("a canary of the outbox")));
        bench.server->away.reset();
        QVERIFY(bench.sync());
        QTRY_VERIFY(bench.session->waiting().empty());
        QCOMPARE(bench.written(QStringLiteral("create A name of the outbox")), 1);
        QVERIFY(QDir(bench.root.filePath(QStringLiteral("outbox"))).entryList(QDir::Files).isEmpty());
    }

    void theValuesNeedTheUsersKeyAndTheUsersHand()
    {
        OutboxBench bench;
        QVERIFY(bench.open());
        bench.server->away = ErrorKind::Unreachable;
        QVERIFY(bench.postpone(OutboxBench::newLogin(QStringLiteral("mine"))));
        QCOMPARE(bench.openPgp.inner.sealedFor.back(), QStringList{AdasKey});
        const QString id = bench.session->waiting().front().id;
        bench.openPgp.inner.state = SignatureState::Foreign;
        const auto draft = QCoro::waitFor(bench.session->waitingDraft(id));
        QVERIFY(!draft);
        QCOMPARE(draft.error().kind, ErrorKind::BadSignature);
        bench.server->away.reset();
        QVERIFY(bench.sync());
        QTRY_VERIFY(bench.hasState(State::Refused));
        QCOMPARE(bench.session->waiting().front().refusal, ErrorKind::BadSignature);
        QCOMPARE(bench.written(QStringLiteral("create mine")), 0);
    }

    void inTheOrderTheyWereWrittenAndNoneWithoutAnAnswer()
    {
        OutboxBench bench;
        QVERIFY(bench.open());
        bench.server->away = ErrorKind::Unreachable;
        for (const char *name : {"one", "two", "three"})
            QVERIFY(bench.postpone(OutboxBench::newLogin(QLatin1String(name))));
        bench.server->away.reset();
        bench.server->passNext(Call::Write);
        bench.server->failNext(Call::Write, ErrorKind::TimedOut);
        QVERIFY(bench.sync());
        QTRY_COMPARE(bench.session->waiting().size(), std::size_t(2));
        QTRY_VERIFY(bench.session->sendingId().isEmpty());
        QCOMPARE(bench.session->waiting()[0].name, QStringLiteral("two"));
        QCOMPARE(bench.writing().log, (QStringList{QStringLiteral("create one"), QStringLiteral("create two")}));
        QVERIFY(bench.sync());
        QTRY_VERIFY(bench.session->waiting().empty());
        QCOMPARE(bench.written(QStringLiteral("create two")), 2); // nothing of that name had appeared
    }

    void aSaveWithoutAnAnswerIsNotMadeTwice()
    {
        OutboxBench bench;
        QVERIFY(bench.open());
        bench.writing().losesAnswers = true;
        QVERIFY(bench.saveOrPostpone(OutboxBench::newLogin(QStringLiteral("lost"))));
        bench.writing().losesAnswers = false;
        QTRY_VERIFY(bench.hasState(State::Refused)); // a person is to look
        QCOMPARE(bench.session->waiting().front().refusal, ErrorKind::Conflict);
        QCOMPARE(bench.named(QStringLiteral("lost")), 1);
    }

    void anUpdateWithoutAnAnswerIsDone()
    {
        OutboxBench bench;
        bench.writing().signer = AdasKey;
        QVERIFY(bench.open());
        const auto draft = bench.changeOfAda("newer");
        bench.writing().losesAnswers = true;
        QVERIFY(bench.saveOrPostpone(draft));
        bench.writing().losesAnswers = false;
        QTRY_VERIFY(bench.session->waiting().empty());
        QCOMPARE(textOf(bench.reveal(Ada)), QByteArray("newer"));
    }

    void whatArrivesInTheEndIsNotMadeTwice()
    {
        OutboxBench bench;
        QVERIFY(bench.open());
        bench.server->away = ErrorKind::Unreachable;
        QVERIFY(bench.postpone(OutboxBench::newLogin(QStringLiteral("twin"))));
        bench.server->away.reset();
        bench.server->failNext(Call::Write, ErrorKind::TimedOut);
        QVERIFY(bench.sync());
        QTRY_COMPARE(bench.written(QStringLiteral("create twin")), 1);
        QTRY_VERIFY(bench.hasState(State::Waiting));
        bench.writing().store(*OutboxBench::newLogin(QStringLiteral("twin")), QStringLiteral("arrived"));
        bench.restart(); // and this is remembered
        QVERIFY(bench.open());
        QTRY_VERIFY(bench.hasState(State::Refused));
        QCOMPARE(bench.session->waiting().front().refusal, ErrorKind::Conflict);
        QCOMPARE(bench.named(QStringLiteral("twin")), 1);
        QVERIFY(bench.send(bench.firstId())); // the user insists
        QCOMPARE(bench.named(QStringLiteral("twin")), 2);
        QVERIFY(bench.session->waiting().empty());
    }

    void aListThatIsOlderThanTheAttemptDoesNotTell()
    {
        OutboxBench bench;
        bench.server->pageSize = 1'000;
        QVERIFY(bench.open());
        bench.server->gate(Call::FetchIndex).close();
        bench.session->wake(SyncSchedule::Reason::Hand); // reads the list before the attempt
        QTRY_COMPARE(bench.server->gate(Call::FetchIndex).waiting(), 1);
        const std::vector<SecretSummary> before = bench.server->secrets;
        bench.writing().losesAnswers = true;
        const auto draft = OutboxBench::newLogin(QStringLiteral("late"));
        QVERIFY(!QCoro::waitFor(bench.session->save(draft, {})));
        bench.writing().losesAnswers = false;
        const std::vector<SecretSummary> after = std::exchange(bench.server->secrets, before);
        QVERIFY(bench.postpone(draft));
        bench.server->gate(Call::FetchIndex).open();
        bench.server->gate(Call::FetchIndex).close();
        QTRY_COMPARE(bench.server->calls(Call::FetchIndex), 3); // the second one told what had been
        QCOMPARE(bench.written(QStringLiteral("create late")), 1);
        bench.server->secrets = after;
        bench.server->gate(Call::FetchIndex).open();
        QTRY_VERIFY(bench.hasState(State::Refused));
        QCOMPARE(bench.named(QStringLiteral("late")), 1);
        QCOMPARE(bench.written(QStringLiteral("create late")), 1);
    }

    void sendingByHandLooksFirst()
    {
        OutboxBench bench;
        QVERIFY(bench.open());
        bench.server->away = ErrorKind::TimedOut;
        QVERIFY(bench.postpone(OutboxBench::newLogin(QStringLiteral("twin"))));
        QVERIFY(!bench.send(bench.firstId()));                                // nobody can look
        const auto elsewhere = OutboxBench::newLogin(QStringLiteral("twin")); // the place was chosen anew since
        elsewhere->collectionId = bench.server->collections.front().id;
        bench.writing().store(*elsewhere, QStringLiteral("arrived"));
        bench.server->away.reset();
        const Expected<void> sent = bench.send(bench.firstId());
        QVERIFY(!sent);
        QCOMPARE(sent.error().kind, ErrorKind::Conflict);
        QVERIFY(bench.hasState(State::Refused));
        QCOMPARE(bench.named(QStringLiteral("twin")), 1);
    }

    void anOlderOneOfTheSameNameIsNoTwin()
    {
        OutboxBench bench;
        QVERIFY(bench.open());
        bench.clock.advance(1h);
        bench.writing().store(*OutboxBench::newLogin(QStringLiteral("router")), QStringLiteral("older"));
        bench.onServer(QStringLiteral("older")).created = bench.clock.now().addSecs(-1'000);
        bench.server->away = ErrorKind::Unreachable;
        QVERIFY(bench.postpone(OutboxBench::newLogin(QStringLiteral("router"))));
        bench.server->away.reset();
        QVERIFY(bench.sync());
        QTRY_VERIFY(bench.session->waiting().empty());
        QCOMPARE(bench.named(QStringLiteral("router")), 2);
    }

    void whatItWasCalledBeforeIsLookedForToo()
    {
        OutboxBench bench;
        QVERIFY(bench.open());
        bench.server->away = ErrorKind::TimedOut;
        QVERIFY(bench.postpone(OutboxBench::newLogin(QStringLiteral("first name"))));
        QVERIFY(bench.postpone(OutboxBench::newLogin(QStringLiteral("second name")), bench.firstId()));
        bench.writing().store(*OutboxBench::newLogin(QStringLiteral("first name")), QStringLiteral("arrived"));
        bench.server->away.reset();
        QVERIFY(bench.sync());
        QTRY_VERIFY(bench.hasState(State::Refused));
        QCOMPARE(bench.named(QStringLiteral("second name")), 0);
    }

    void savedByTheFormItWaitsNoMore()
    {
        OutboxBench bench;
        QVERIFY(bench.open());
        bench.server->away = ErrorKind::Unreachable;
        QVERIFY(bench.postpone(OutboxBench::newLogin(QStringLiteral("waiting"))));
        const QString id = bench.firstId();
        bench.session->holdWaiting(id);
        const auto better = OutboxBench::newLogin(QStringLiteral("better"));
        QVERIFY(!QCoro::waitFor(bench.session->saveWaiting(id, better, {})));
        QVERIFY(bench.hasState(State::Waiting));
        bench.server->away.reset();
        QCOMPARE(bench.send(id).error().kind, ErrorKind::Conflict); // it is being edited
        QVERIFY(QCoro::waitFor(bench.session->saveWaiting(id, better, {})));
        QVERIFY(bench.session->waiting().empty());
        QCOMPARE(bench.named(QStringLiteral("better")), 1);
        QCOMPARE(bench.named(QStringLiteral("waiting")), 0);
    }

    void aFormThatIsLeftAfterItsSaveWasLostMakesNoTwin()
    {
        OutboxBench bench;
        QVERIFY(bench.open());
        bench.server->away = ErrorKind::Unreachable;
        QVERIFY(bench.postpone(OutboxBench::newLogin(QStringLiteral("waiting"))));
        const QString id = bench.firstId();
        bench.session->holdWaiting(id);
        bench.server->away.reset();
        bench.writing().losesAnswers = true;
        QVERIFY(!QCoro::waitFor(bench.session->saveWaiting(id, OutboxBench::newLogin(QStringLiteral("better")), {})));
        bench.writing().losesAnswers = false;
        bench.session->holdWaiting({});
        QVERIFY(bench.sync());
        QTRY_VERIFY(bench.hasState(State::Refused));
        QCOMPARE(bench.named(QStringLiteral("better")), 1);
        QCOMPARE(bench.named(QStringLiteral("waiting")), 0);
    }

    void whatIsThereBesidesIsSomebodyElses_data()
    {
        QTest::addColumn<std::function<void(SecretDraft &)>>("change");
        QTest::newRow("a field taken out") << std::function<void(SecretDraft &)>([](SecretDraft &draft) {
            std::erase_if(draft.fields, [](const SecretField &field) { return field.key == QLatin1String("note"); });
        });
        QTest::newRow("another icon") << std::function<void(SecretDraft &)>([](SecretDraft &draft) {
            draft.icon = SecretIcon{3, 0xff0000};
        });
        QTest::newRow("another value") << std::function<void(SecretDraft &)>(
            [](SecretDraft &draft) { draft.fields.front().value = SecretBuffer::copyOf("another"); });
    }
    void whatIsThereBesidesIsSomebodyElses()
    {
        QFETCH(const std::function<void(SecretDraft &)>, change);
        OutboxBench bench;
        bench.writing().signer = AdasKey;
        QVERIFY(bench.open());
        const auto draft = bench.changeOfAda("alpha");
        QVERIFY(draft->field(QStringLiteral("note")));
        change(*draft);
        bench.server->away = ErrorKind::Unreachable;
        QVERIFY(bench.postpone(draft));
        bench.server->away.reset();
        bench.onServer(Ada).modified = bench.onServer(Ada).modified.addDays(1); // by a colleague
        QVERIFY(bench.sync());
        QTRY_VERIFY(bench.hasState(State::Refused));
        QCOMPARE(bench.session->waiting().front().refusal, ErrorKind::Conflict);
    }

    void oneThatTheServerChokesOnHoldsUpNoOther()
    {
        OutboxBench bench;
        QVERIFY(bench.open());
        bench.server->away = ErrorKind::Unreachable;
        for (const char *name : {"bad", "good"})
            QVERIFY(bench.postpone(OutboxBench::newLogin(QLatin1String(name))));
        bench.server->away.reset();
        bench.server->failNext(Call::Write, ErrorKind::ServerFault);
        QVERIFY(bench.sync());
        QTRY_COMPARE(bench.named(QStringLiteral("good")), 1);
        QTRY_VERIFY(bench.hasState(State::Waiting));
        QVERIFY(bench.session->whyWaiting(bench.firstId()) == ErrorKind::ServerFault);
        for (int i = 0; i < 2; ++i) {
            bench.server->failNext(Call::Write, ErrorKind::ServerFault);
            QVERIFY(bench.sync());
            QTRY_VERIFY(bench.session->sendingId().isEmpty() && bench.written(QStringLiteral("create bad")) == i + 2);
        }
        QTRY_VERIFY(bench.hasState(State::Refused)); // a person is to look
        QCOMPARE(bench.session->waiting().front().refusal, ErrorKind::ServerFault);
    }

    void lockingWhileOneIsSealedLosesNoOther()
    {
        OutboxBench bench;
        QVERIFY(bench.open());
        bench.server->away = ErrorKind::Unreachable;
        QVERIFY(bench.postpone(OutboxBench::newLogin(QStringLiteral("first"))));
        bench.openPgp.sealing.close();
        const auto second = OutboxBench::newLogin(QStringLiteral("second"));
        const Task<Expected<void>> adding = bench.session->postpone(second, {bench.clock.now(), {second->name}});
        QCOMPARE(bench.openPgp.sealing.waiting(), 1);
        bench.close();
        bench.openPgp.sealing.open();
        QTRY_VERIFY(adding.isReady());
        bench.start();
        QVERIFY(!bench.open());
        QCOMPARE(bench.session->waiting().size(), std::size_t(1));
        QCOMPARE(bench.session->waiting().front().name, QStringLiteral("first"));
    }

    void sealingIsStoppedByItsUser()
    {
        OutboxBench bench;
        QVERIFY(bench.open());
        bench.openPgp.sealing.close();
        std::stop_source stop;
        const auto draft = OutboxBench::newLogin(QStringLiteral("stopped"));
        const Task<Expected<void>> adding =
            bench.session->postpone(draft, {bench.clock.now(), {draft->name}}, {}, stop.get_token());
        stop.request_stop();
        QTRY_VERIFY(adding.isReady());
        QVERIFY(bench.session->waiting().empty());
    }

    void whatCouldNotBeReadAgainIsNotKept()
    {
        OutboxBench bench;
        QVERIFY(bench.open());
        bench.server->away = ErrorKind::Unreachable;
        QVERIFY(bench.postpone(OutboxBench::newLogin(QStringLiteral("small"))));
        const auto large = OutboxBench::newLogin(QStringLiteral("large"));
        large->fields.front().value = SecretBuffer::copyOf(std::string(5 * 1024 * 1024, 'x'));
        const Expected<void> kept = bench.postpone(large);
        QVERIFY(!kept);
        QCOMPARE(kept.error().kind, ErrorKind::TooLarge);
        QVERIFY(bench.hasState(State::Waiting));
        bench.restart();
        QVERIFY(!bench.open());
        QVERIFY(bench.hasState(State::Waiting));
    }

    void whatWasToBeSealedDoesNotLeaveOtherwise()
    {
        OutboxBench bench;
        const auto draft = OutboxBench::newLogin(QStringLiteral("sealed"));
        {
            Outbox outbox(bench.records, bench.openPgp, bench.account, bench.clock);
            QVERIFY(QCoro::waitFor(outbox.open()));
            WaitingChange change = WaitingChange::of(*draft, {bench.clock.now(), {draft->name}});
            change.isToSeal = true;
            QVERIFY(QCoro::waitFor(outbox.add(draft, change, {}, {})));
        }
        QVERIFY(bench.open()); // and the account does not seal
        QTRY_VERIFY(bench.hasState(State::Refused));
        QCOMPARE(bench.session->waiting().front().refusal, ErrorKind::InvalidInput);
        QCOMPARE(bench.written(QStringLiteral("create sealed")), 0);
    }

    void theAccountsKeyMayChange()
    {
        OutboxBench bench;
        Outbox outbox(bench.records, bench.openPgp, bench.account, bench.clock);
        QVERIFY(QCoro::waitFor(outbox.open()));
        const auto draft = OutboxBench::newLogin(QStringLiteral("of the first key"));
        const auto id = QCoro::waitFor(outbox.add(draft, WaitingChange::of(*draft, {}), {}, {}));
        QVERIFY(id);
        outbox.onKeyAsked([] { return QStringLiteral("B0B"); });
        const auto foreign = QCoro::waitFor(outbox.draft(*id, false, {}));
        QVERIFY(!foreign);
        QCOMPARE(foreign.error().kind, ErrorKind::BadSignature); // it is nobody's that the user has
        KeyInfo old;
        old.fingerprint = AdasKey;
        bench.openPgp.inner.keys.push_back(old);
        QVERIFY(QCoro::waitFor(outbox.draft(*id, false, {})));
    }

    void whatSomebodyElseChangedWaitsForAPerson()
    {
        OutboxBench bench;
        QVERIFY(bench.open());
        const auto draft = bench.changeOfAda("mine");
        bench.server->away = ErrorKind::Unreachable;
        QVERIFY(bench.postpone(draft));
        bench.server->away.reset();
        bench.onServer(Ada).modified = bench.onServer(Ada).modified.addDays(1);
        QVERIFY(bench.sync());
        QTRY_VERIFY(bench.hasState(State::Refused));
        QCOMPARE(bench.session->waiting().front().refusal, ErrorKind::Conflict);
        QCOMPARE(textOf(bench.reveal(Ada)), QByteArray("alpha"));
        const qsizetype calls = bench.writing().log.size();
        QVERIFY(bench.sync());
        bench.settle();
        QCOMPARE(bench.writing().log.size(), calls); // and is not tried again by itself
        QVERIFY(QCoro::waitFor(bench.session->dropWaiting(bench.session->waiting().front().id)));
        QVERIFY(bench.session->waiting().empty());
    }

    void strangersAmongTheReadersAreNotConfirmedByItself()
    {
        OutboxBench bench;
        ReaderKey stranger;
        stranger.state = ReaderKey::State::FirstSeen;
        stranger.fingerprint = QStringLiteral("F00");
        bench.writing().otherReaders = {stranger};
        QVERIFY(bench.open());
        bench.server->away = ErrorKind::Unreachable;
        QVERIFY(bench.postpone(OutboxBench::newLogin(QStringLiteral("shared"))));
        bench.server->away.reset();
        QVERIFY(bench.sync());
        QTRY_VERIFY(bench.hasState(State::Refused));
        QCOMPARE(bench.session->waiting().front().refusal, ErrorKind::ReadersUnconfirmed);
        QCOMPARE(bench.writing().lastConfirmed, QStringList());
    }

    void oneTakesThePlaceOfAnother()
    {
        OutboxBench bench;
        QVERIFY(bench.open());
        bench.server->away = ErrorKind::Unreachable;
        QVERIFY(bench.postpone(OutboxBench::newLogin(QStringLiteral("first"))));
        QVERIFY(bench.postpone(OutboxBench::newLogin(QStringLiteral("second"))));
        QVERIFY(bench.postpone(OutboxBench::newLogin(QStringLiteral("better")), bench.session->waiting().front().id));
        const auto waiting = bench.session->waiting();
        QCOMPARE(waiting.size(), std::size_t(2));
        QCOMPARE(waiting[0].name, QStringLiteral("better"));
        QCOMPARE(waiting[1].name, QStringLiteral("second"));
    }

    void whatIsBeingEditedIsNotSent()
    {
        OutboxBench bench;
        QVERIFY(bench.open());
        bench.server->away = ErrorKind::Unreachable;
        QVERIFY(bench.postpone(OutboxBench::newLogin(QStringLiteral("held"))));
        bench.session->holdWaiting(bench.session->waiting().front().id);
        bench.server->away.reset();
        QVERIFY(bench.sync());
        bench.settle();
        QVERIFY(bench.hasState(State::Waiting));
        bench.session->holdWaiting({});
        QVERIFY(bench.sync());
        QTRY_VERIFY(bench.session->waiting().empty());
    }

    void aDiskThatIsFullLosesNothing()
    {
        OutboxBench bench;
        QVERIFY(bench.open());
        QVERIFY(test::putContents(bench.root.filePath(QStringLiteral("outbox")), "in the way"));
        const auto draft = OutboxBench::newLogin(QStringLiteral("kept by the form"));
        const Expected<void> kept = bench.postpone(draft);
        QVERIFY(!kept);
        QCOMPARE(kept.error().kind, ErrorKind::StorageFault);
        QVERIFY(bench.session->waiting().empty());
        QVERIFY(QFile::remove(bench.root.filePath(QStringLiteral("outbox"))));
        bench.server->away = ErrorKind::Unreachable;
        QVERIFY(bench.postpone(draft));
        QVERIFY(bench.hasState(State::Waiting));
    }

    void whatCannotBeReadIsNotWrittenOver()
    {
        OutboxBench bench;
        QVERIFY(bench.open());
        bench.server->away = ErrorKind::Unreachable;
        QVERIFY(bench.postpone(OutboxBench::newLogin(QStringLiteral("old"))));
        bench.settle();
        bench.close();
        const QString name = SealedRecords::credentialOf(CacheAccount, SealedRecords::Purpose::Outbox);
        QVERIFY(QCoro::waitFor(bench.credentials.remove(name)));
        bench.start();
        QVERIFY(!bench.open());
        QVERIFY(bench.session->waitingTrouble());
        QCOMPARE(bench.session->waitingTrouble()->kind, ErrorKind::NoCredential);
        QVERIFY(!bench.postpone(OutboxBench::newLogin(QStringLiteral("new"))));
        QVERIFY(QCoro::waitFor(bench.session->dropAllWaiting())); // the user gives it up
        QVERIFY(!bench.session->waitingTrouble());
        QVERIFY(bench.postpone(OutboxBench::newLogin(QStringLiteral("new"))));
        QVERIFY(bench.hasState(State::Waiting));
    }

    void closingInTheMiddleLosesNothing()
    {
        OutboxBench bench;
        QVERIFY(bench.open());
        bench.server->away = ErrorKind::Unreachable;
        QVERIFY(bench.postpone(OutboxBench::newLogin(QStringLiteral("interrupted"))));
        bench.server->away.reset();
        bench.server->gate(Call::Write).close();
        QVERIFY(bench.sync());
        QTRY_COMPARE(bench.server->gate(Call::Write).waiting(), 1);
        QVERIFY(!bench.session->sendingId().isEmpty());
        QVERIFY(!QCoro::waitFor(bench.session->dropWaiting(bench.session->sendingId())));
        bench.close();
        bench.server->gate(Call::Write).open();
        bench.start();
        QVERIFY(bench.open());
        QTRY_VERIFY(bench.session->waiting().empty());
        QCOMPARE(bench.named(QStringLiteral("interrupted")), 1);
    }
};

QTEST_GUILESS_MAIN(TestSessionOutbox)
#include "tst_sessionoutbox.moc"
