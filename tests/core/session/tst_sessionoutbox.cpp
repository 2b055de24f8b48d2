// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/session/offlinebench.h"
#include "tests/support/fakefacets.h"

#include <QDirIterator>

using namespace coffret;
using namespace coffret::fakes;
using test::CacheAccount;
using test::OfflineBench;
using test::PacketOpenPgp;
using State = WaitingChange::State;

namespace {

/// An account that can be written to, with an outbox.
struct OutboxBench : OfflineBench
{
    OutboxBench()
    {
        server->addFacets();
        start();
    }
    ~OutboxBench() { session.reset(); } // before the records below
    void start()
    {
        OfflineBench::start();
        session->keepOutbox(std::make_unique<Outbox>(records, openPgp, account, clock));
    }
    void restart()
    {
        settle();
        close();
        start();
    }
    [[nodiscard]] FakeWriting &writing() const { return server->facets->writing; }
    /// What an editor would save for Ada.
    [[nodiscard]] std::shared_ptr<SecretDraft> changeOfAda(const QByteArray &password)
    {
        Expected<Session::Edit> edit = QCoro::waitFor(session->edit(Ada));
        if (!edit)
            return nullptr;
        auto draft = std::make_shared<SecretDraft>(std::move(edit->draft));
        for (SecretField &field : draft->fields) {
            if (field.key == Password)
                field.value = SecretBuffer::copyOf({password.constData(), static_cast<std::size_t>(password.size())});
        }
        return draft;
    }
    [[nodiscard]] static std::shared_ptr<SecretDraft> newLogin(const QString &name)
    {
        auto draft = std::make_shared<SecretDraft>();
        draft->name = name;
        draft->fields.push_back(
            {FieldKind::Password, Password, {}, true, SecretBuffer::copyOf("a canary of the outbox")});
        return draft;
    }
    [[nodiscard]] ErrorKind saveError(const std::shared_ptr<SecretDraft> &draft)
    {
        const Expected<QString> saved = QCoro::waitFor(session->save(draft, {}));
        return saved ? ErrorKind::Internal : saved.error().kind;
    }
    Expected<void> postpone(const std::shared_ptr<SecretDraft> &draft, const QString &replaces = {})
    {
        return QCoro::waitFor(session->postpone(draft, replaces));
    }
    Expected<void> sync() { return QCoro::waitFor(session->refresh()); }
    [[nodiscard]] bool hasState(State state) const
    {
        const auto waiting = session->waiting();
        return waiting.size() == 1 && waiting.front().state == state && session->sendingId().isEmpty();
    }
    [[nodiscard]] int written(const QString &call) const { return static_cast<int>(writing().log.count(call)); }

    SealedRecords records{credentials, workers, root.filePath(QStringLiteral("outbox")),
                          SealedRecords::Purpose::Outbox};
};

} // namespace

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
        QCOMPARE(bench.session->waiting().front().written, bench.clock.now());

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
        QVERIFY(bench.session->waiting()[0].state == State::Sent); // it may have arrived
        QVERIFY(bench.session->waiting()[1].state == State::Waiting);
        QCOMPARE(bench.writing().log, (QStringList{QStringLiteral("create one"), QStringLiteral("create two")}));
        QVERIFY(bench.sync());
        QTRY_VERIFY(bench.session->waiting().empty());
        QCOMPARE(bench.written(QStringLiteral("create two")), 2); // nothing of that name had appeared
    }

    void whatMayHaveArrivedIsNotMadeTwice()
    {
        OutboxBench bench;
        QVERIFY(bench.open());
        bench.server->away = ErrorKind::Unreachable;
        QVERIFY(bench.postpone(OutboxBench::newLogin(QStringLiteral("twin"))));
        bench.server->away.reset();
        bench.server->failNext(Call::Write, ErrorKind::TimedOut);
        QVERIFY(bench.sync());
        QTRY_VERIFY(bench.hasState(State::Sent));
        bench.writing().store(*OutboxBench::newLogin(QStringLiteral("twin")), QStringLiteral("arrived"));
        bench.restart(); // and this is remembered
        QVERIFY(bench.open());
        QTRY_VERIFY(bench.hasState(State::Refused));
        QCOMPARE(bench.session->waiting().front().refusal, ErrorKind::Conflict);
        QCOMPARE(bench.written(QStringLiteral("create twin")), 1);
        QVERIFY(QCoro::waitFor(bench.session->sendWaiting(bench.session->waiting().front().id))); // the user insists
        QCOMPARE(bench.written(QStringLiteral("create twin")), 2);
        QVERIFY(bench.session->waiting().empty());
    }

    void anUpdateThatHadArrivedIsDone()
    {
        OutboxBench bench;
        QVERIFY(bench.open());
        const auto draft = bench.changeOfAda("newer");
        bench.server->away = ErrorKind::TimedOut;
        QVERIFY(bench.postpone(draft));
        bench.server->away.reset();
        bench.server->failNext(Call::Write, ErrorKind::TimedOut);
        QVERIFY(bench.sync());
        QTRY_VERIFY(bench.hasState(State::Sent));
        bench.writing().signer = AdasKey;
        bench.writing().store(*draft, Ada);
        QVERIFY(bench.sync());
        QTRY_VERIFY(bench.session->waiting().empty());
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
        QVERIFY(std::any_of(bench.server->secrets.begin(), bench.server->secrets.end(),
                            [](const SecretSummary &secret) { return secret.name == QLatin1String("interrupted"); }));
    }
};

QTEST_GUILESS_MAIN(TestSessionOutbox)
#include "tst_sessionoutbox.moc"
