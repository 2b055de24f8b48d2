// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/session/offlinebench.h"

using namespace coffret;
using namespace coffret::fakes;
using test::CacheAccount;
using test::OfflineBench;
using test::PacketOpenPgp;

class TestSessionOffline : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void opensAndRevealsWithoutTheServer()
    {
        OfflineBench bench;
        bench.useAndLoseServer();
        const QDateTime then = bench.clock.now();
        bench.clock.advance(24h);
        const int opens = bench.openPgp.inner.opens;
        const Expected<void> opened = bench.open();
        QVERIFY(!opened);
        QCOMPARE(opened.error().kind, ErrorKind::Unreachable);
        QCOMPARE(bench.openPgp.inner.opens, opens + 1);
        QCOMPARE(bench.session->state(), Session::State::Open);
        QVERIFY(bench.session->isFromCache());
        QCOMPARE(bench.session->lastSync(), then);
        QCOMPARE(bench.session->lastError()->kind, ErrorKind::Unreachable);
        QCOMPARE(bench.session->catalog()->size(), 250u);
        QCOMPARE(bench.session->catalog()->collections().size(), bench.server->collections.size());

        const Revealed ada = bench.reveal(Ada);
        QCOMPARE(textOf(ada), QByteArray("alpha"));
        QCOMPARE(ada->asOf, then);
        QCOMPARE(ada->verdict.state, SignatureState::Expected);
        QCOMPARE(QCoro::waitFor(bench.session->openDetails(Ada))->asOf, then);
        QCOMPARE(bench.revealError(Bob), ErrorKind::Unreachable); // nobody has opened that one
    }

    void showsWhatWasKeptUntilTheServerAnswers()
    {
        OfflineBench bench;
        bench.useAndLoseServer();
        const QString before = bench.onServer(Ada).name;
        bench.onServer(Ada).name = QStringLiteral("renamed");
        bench.server->away.reset();
        bench.server->gate(Call::SignIn).close();
        const auto opening = bench.session->open();
        QTRY_COMPARE(bench.session->state(), Session::State::Open);
        QVERIFY(bench.session->isFromCache());
        QCOMPARE(bench.shownName(Ada), before);
        QTRY_COMPARE(bench.server->gate(Call::SignIn).waiting(), 1);
        bench.server->gate(Call::SignIn).open();
        QVERIFY(QCoro::waitFor(opening));
        QVERIFY(!bench.session->isFromCache());
        QCOMPARE(bench.session->lastSync(), bench.clock.now());
        QCOMPARE(bench.shownName(Ada), QStringLiteral("renamed"));
    }

    void whatWasKeptIsNotHeldOnceTheServerIsBack()
    {
        OfflineBench bench;
        bench.useAndLoseServer();
        QVERIFY(!bench.open());
        QVERIFY(bench.reveal(Ada)->asOf.isValid());
        bench.server->away.reset();
        QVERIFY(QCoro::waitFor(bench.session->refresh()));
        QVERIFY(bench.reveal(Ada)->asOf.isNull()); // within the time that it is held otherwise
    }

    void asksTheServerWhileItIsThere()
    {
        OfflineBench bench;
        bench.useAndLoseServer();
        bench.server->away.reset();
        QVERIFY(bench.open());
        bench.server->setMessage(Ada, PacketOpenPgp::sealed("password=newer", AdasKey), {AdasKey});
        const Revealed ada = bench.reveal(Ada);
        QCOMPARE(textOf(ada), QByteArray("newer"));
        QVERIFY(ada->asOf.isNull());
    }

    void aChangedSecretHasNoMessageAnyMore()
    {
        OfflineBench bench;
        bench.useAndLoseServer({Ada, Bob});
        bench.server->away.reset();
        bench.onServer(Ada).modified = bench.clock.now();
        QVERIFY(bench.open());
        bench.settle();
        bench.close();
        bench.inFile([&bench](AccountCache &file) {
            QVERIFY(!file.payload(Ada)->has_value());
            CachedPayload old; // as one that came too late would be
            old.secretId = Ada;
            old.ciphertext = PacketOpenPgp::sealed("password=alpha", AdasKey);
            old.modified = bench.clock.now().addDays(-1);
            old.fetched = bench.clock.now();
            CacheChange late;
            late.payloads.push_back(old);
            QVERIFY(file.apply(late));
        });
        bench.server->away = ErrorKind::TimedOut;
        bench.start();
        QVERIFY(!bench.open());
        QCOMPARE(bench.revealError(Ada), ErrorKind::TimedOut);
        QCOMPARE(textOf(bench.reveal(Bob)), QByteArray("gamma"));
    }

    void serversThatFailAreAway_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<bool>("reveals");
        const auto row = [](const char *name, ErrorKind kind, bool reveals) {
            QTest::newRow(name) << static_cast<int>(kind) << reveals;
        };
        row("unreachable", ErrorKind::Unreachable, true);
        row("silent", ErrorKind::TimedOut, true);
        row("failing", ErrorKind::ServerFault, true);
        row("somebody else", ErrorKind::TlsPinMismatch, false);
        row("unwilling", ErrorKind::Forbidden, false);
    }
    void serversThatFailAreAway()
    {
        QFETCH(int, kind);
        QFETCH(bool, reveals);
        OfflineBench bench;
        bench.useAndLoseServer();
        bench.server->away = static_cast<ErrorKind>(kind);
        QVERIFY(!bench.open());
        QCOMPARE(static_cast<int>(bench.revealError(Ada)), reveals ? static_cast<int>(ErrorKind::Internal) : kind);
    }

    void nobodyWaitsLongForAServerThatIsSilent()
    {
        OfflineBench bench;
        bench.useAndLoseServer();
        QVERIFY(!bench.open());
        bench.server->away.reset();
        bench.server->gate(Call::SignIn).close(); // and says nothing at all
        const Revealed ada = bench.reveal(Ada);
        QCOMPARE(textOf(ada), QByteArray("alpha"));
        QVERIFY(ada->asOf.isValid());
        bool isAnswered = false; // where nothing is kept there is only the server to wait for
        QCoro::connect(bench.session->reveal(Bob, Password), bench.session.get(),
                       [&isAnswered](const Revealed &) { isAnswered = true; });
        QTRY_COMPARE(bench.server->gate(Call::SignIn).waiting(), 1);
        QVERIFY(!isAnswered);
        bench.server->gate(Call::SignIn).open();
        QTRY_VERIFY(isAnswered);
    }

    void theAdministratorsRulesHold()
    {
        OfflineBench bench;
        bench.useAndLoseServer();
        bench.server->away.reset();
        bench.server->capabilities.setFlag(Capability::Reveal, false);
        QVERIFY(bench.open());
        bench.settle();
        bench.close();
        bench.server->away = ErrorKind::Unreachable;
        bench.server->capabilities.setFlag(Capability::Reveal); // which nobody has heard
        bench.start();
        QVERIFY(!bench.open());
        QCOMPARE(bench.revealError(Ada), ErrorKind::AgainstRules);
    }

    void aBadSignatureIsOneHereToo()
    {
        OfflineBench bench;
        bench.useAndLoseServer();
        QVERIFY(!bench.open());
        bench.openPgp.inner.state = SignatureState::Bad;
        QCOMPARE(bench.revealError(Ada), ErrorKind::BadSignature);
        bench.openPgp.inner.state.reset();
        bench.server->outOfOrder = true;
        const Revealed ada = bench.reveal(Ada);
        QVERIFY(ada);
        QVERIFY(ada->verdict.outOfOrder);
    }

    void whatTheServerRefusesGoesAtOnce_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("status");
        QTest::newRow("not allowed any more") << static_cast<int>(ErrorKind::Forbidden) << 403;
        QTest::newRow("gone") << static_cast<int>(ErrorKind::NotFound) << 404;
    }
    void whatTheServerRefusesGoesAtOnce()
    {
        QFETCH(int, kind);
        QFETCH(int, status);
        OfflineBench bench;
        bench.useAndLoseServer();
        bench.server->away.reset();
        QVERIFY(bench.open());
        bench.server->errorStatus = status;
        bench.server->failNext(Call::FetchPayload, static_cast<ErrorKind>(kind));
        QCOMPARE(static_cast<int>(bench.revealError(Ada)), kind);
        QTRY_VERIFY(!bench.isShown(Ada));
        bench.settle();
        bench.close();
        bench.server->away = ErrorKind::Unreachable;
        bench.start();
        QVERIFY(!bench.open());
        QVERIFY(bench.session->isFromCache());
        QVERIFY(!bench.isShown(Ada));
        QVERIFY(bench.isShown(Bob));
        bench.close(); // and nothing is left in the file
        bench.inFile([](AccountCache &file) { QVERIFY(!file.payload(Ada)->has_value()); });
    }

    void otherRefusalsRemoveNothing()
    {
        OfflineBench bench;
        QVERIFY(bench.open());
        bench.server->failNext(Call::FetchPayload, ErrorKind::Forbidden); // said by no answer of the server
        QCOMPARE(bench.revealError(Ada), ErrorKind::Forbidden);
        bench.settle();
        QVERIFY(bench.isShown(Ada));
    }

    void whatOpeningTaughtIsKept()
    {
        OfflineBench bench;
        bench.server->setMessage(Ada, PacketOpenPgp::sealed("password=alpha", QStringLiteral("F00")), {AdasKey});
        bench.useAndLoseServer();
        QVERIFY(!bench.open());
        const Catalog::Row row = bench.session->catalog()->rowOf(Ada);
        QVERIFY(bench.session->catalog()->markers(row).testFlag(Marker::SecretUnverified));
    }

    void withoutTheKeyNothingIsShownAndNothingLost()
    {
        OfflineBench bench;
        bench.useAndLoseServer();
        bench.openPgp.inner.openErrors = {ErrorKind::NoSecretKey};
        bench.openPgp.inner.keys.push_back({});
        bench.openPgp.inner.keys.back().fingerprint = AdasKey;
        QVERIFY(!bench.open());
        QCOMPARE(bench.session->state(), Session::State::Failed);
        QCOMPARE(bench.session->catalog()->size(), 0u);
        QVERIFY(!bench.open());
        QCOMPARE(bench.session->catalog()->size(), 250u);
    }

    void aUserWhoRefusesIsNotAskedAgain()
    {
        OfflineBench bench;
        bench.useAndLoseServer();
        bench.server->away.reset();
        bench.openPgp.inner.openErrors = {ErrorKind::Cancelled};
        const int signIns = bench.server->calls(Call::SignIn);
        const Expected<void> opened = bench.open();
        QVERIFY(!opened);
        QCOMPARE(opened.error().kind, ErrorKind::Cancelled);
        QCOMPARE(bench.session->state(), Session::State::Failed);
        QCOMPARE(bench.server->calls(Call::SignIn), signIns);
    }

    void lockingClosesTheFileAndForgetsTheKey()
    {
        OfflineBench bench;
        QVERIFY(bench.open());
        bench.settle();
        QVERIFY(!CacheLock::take(CachePlace(bench.folder(), CacheAccount)));
        bench.close();
        QVERIFY(CacheLock::take(CachePlace(bench.folder(), CacheAccount)));
        QVERIFY(!bench.session->isFromCache());
        const int opens = bench.openPgp.inner.opens;
        QVERIFY(bench.open());
        QCOMPARE(bench.openPgp.inner.opens, opens + 1);
    }

    void aRemovedAccountLeavesNothing()
    {
        OfflineBench bench;
        bench.useAndLoseServer();
        QVERIFY(!bench.files().isEmpty());
        bench.session.reset();
        QVERIFY(QCoro::waitFor(bench.copies.remove(CacheAccount)));
        QCOMPARE(bench.files(), QStringList());
        bench.start();
        QVERIFY(!bench.open());
        QCOMPARE(bench.session->state(), Session::State::Failed);
    }

    void oneProcessHasItAndTheOtherGoesOnWithout()
    {
        OfflineBench bench;
        QVERIFY(bench.open());
        bench.settle();
        OfflineCopies others(bench.openPgp, bench.credentials, bench.folder(), bench.clock);
        Session other(bench.account, std::make_unique<FakeVault>(bench.server), bench.openPgp, bench.workers,
                      bench.clock, 20s);
        other.keepOffline(std::make_unique<OfflineCopy>(others, bench.account, [&bench] { return bench.choice; }));
        std::vector<ErrorKind> told;
        QObject::connect(&other, &Session::keepingFailed, &other,
                         [&told](const Error &error) { told.push_back(error.kind); });
        QVERIFY(QCoro::waitFor(other.open()));
        QVERIFY(QCoro::waitFor(other.refresh()));
        QCOMPARE(other.catalog()->size(), 250u);
        QCOMPARE(textOf(QCoro::waitFor(other.reveal(Ada, Password))), QByteArray("alpha"));
        QCOMPARE(told, std::vector{ErrorKind::HeldByAnother});
        bench.close(); // and the first one's is whole
        bench.loseServer();
        QVERIFY(!bench.open());
        QCOMPARE(bench.session->catalog()->size(), 250u);
    }

    void whatCannotBeKeptIsSaidOnce()
    {
        OfflineBench bench;
        QVERIFY(test::putContents(bench.folder(), "in the way"));
        std::vector<ErrorKind> told;
        QObject::connect(bench.session.get(), &Session::keepingFailed, bench.session.get(),
                         [&told](const Error &error) { told.push_back(error.kind); });
        QVERIFY(bench.open());
        QVERIFY(QCoro::waitFor(bench.session->refresh()));
        bench.settle();
        QCOMPARE(bench.session->catalog()->size(), 250u);
        QCOMPARE(told, std::vector{ErrorKind::StorageFault});
        QVERIFY(QFile::remove(bench.folder())); // and is tried again
        QVERIFY(QCoro::waitFor(bench.session->refresh()));
        bench.settle();
        bench.close();
        bench.loseServer();
        QVERIFY(!bench.open());
        QCOMPARE(bench.session->catalog()->size(), 250u);
    }

    void aDamagedFileIsSetAsideAndMadeAnew()
    {
        OfflineBench bench;
        bench.useAndLoseServer();
        bench.server->away.reset();
        QVERIFY(test::putContents(CachePlace(bench.folder(), CacheAccount).database(), QByteArray(8192, 'x')));
        std::vector<ErrorKind> told;
        QObject::connect(bench.session.get(), &Session::keepingFailed, bench.session.get(),
                         [&told](const Error &error) { told.push_back(error.kind); });
        QVERIFY(bench.open());
        QCOMPARE(told, std::vector{ErrorKind::Malformed});
        bench.settle();
        bench.close();
        bench.loseServer();
        QVERIFY(!bench.open());
        QCOMPARE(bench.session->catalog()->size(), 250u);
    }

    void nothingIsKeptForLongerThanChosen()
    {
        OfflineBench bench;
        bench.useAndLoseServer();
        bench.clock.advance(24h * 31);
        QVERIFY(!bench.open());
        QCOMPARE(bench.session->state(), Session::State::Failed);
        bench.close();
        QCOMPARE(QCoro::waitFor(bench.copies.sweep(30)).value_or(-1), 1);
    }

    void nothingIsKeptWhereNobodyWantsIt()
    {
        OfflineBench bench;
        bench.choice.days = 0;
        QVERIFY(bench.open());
        bench.settle();
        QCOMPARE(bench.files(), QStringList());
        bench.choice.days = 7;
        QVERIFY(QCoro::waitFor(bench.session->refresh()));
        bench.settle();
        QVERIFY(QFile::exists(CachePlace(bench.folder(), CacheAccount).database()));
        bench.choice.days = 0;
        bench.session->followOfflineChoice();
        bench.settle();
        QVERIFY(!QFile::exists(CachePlace(bench.folder(), CacheAccount).database()));
    }

    void whatIsListedAlreadyIsKeptOnceItIsWanted()
    {
        OfflineBench bench;
        bench.choice.days = 0; // the account is only being set up
        QVERIFY(bench.open());
        const int pages = bench.server->calls(Call::FetchIndex);
        bench.choice.days = 30;
        bench.session->followOfflineChoice();
        bench.settle();
        QCOMPARE(bench.server->calls(Call::FetchIndex), pages);
        bench.close();
        bench.server->away = ErrorKind::Unreachable;
        bench.start();
        QVERIFY(!bench.open());
        QVERIFY(bench.session->isFromCache());
        QVERIFY(bench.session->catalog()->rowOf(Ada) != Catalog::NoRow);
    }

    void messagesGoWithTheChoice()
    {
        OfflineBench bench;
        bench.choice.messages = KeepsOffline::Nothing;
        bench.useAndLoseServer();
        QVERIFY(!bench.open());
        bench.choice.messages = KeepsOffline::Used;
        QCOMPARE(bench.revealError(Ada), ErrorKind::Unreachable);
        bench.server->away.reset();
        QVERIFY(QCoro::waitFor(bench.session->refresh()));
        QVERIFY(bench.reveal(Ada));
        bench.settle();
        bench.choice.messages = KeepsOffline::Nothing;
        bench.session->followOfflineChoice();
        bench.settle();
        bench.choice.messages = KeepsOffline::Used;
        bench.clock.advance(1h);
        bench.session->forgetPayloads();
        bench.server->away = ErrorKind::Unreachable;
        QCOMPARE(bench.revealError(Ada), ErrorKind::Unreachable);
    }

    void favouritesAreThereBeforeAnybodyOpensThem()
    {
        OfflineBench bench;
        bench.choice.messages = KeepsOffline::Favourites;
        for (SecretSummary &secret : bench.server->secrets)
            secret.markers.setFlag(Marker::Favourite, secret.id == Bob);
        QVERIFY(bench.open());
        bench.settle();
        bench.session->followOfflineChoice();
        QTRY_COMPARE(bench.server->calls(Call::FetchPayload), 1);
        bench.settle();
        bench.close();
        bench.loseServer();
        bench.start();
        QVERIFY(!bench.open());
        QCOMPARE(textOf(bench.reveal(Bob)), QByteArray("gamma"));
        QCOMPARE(bench.revealError(Ada), ErrorKind::Unreachable);
    }

    void aJobThatReadsEverythingLeavesNothing()
    {
        OfflineBench bench;
        QVERIFY(bench.open());
        bench.settle();
        QVERIFY(QCoro::waitFor(bench.session->inspect(Ada, [](const OpenedPayload &) {})));
        bench.useAndLoseServer({});
        QVERIFY(!bench.open());
        QCOMPARE(bench.revealError(Ada), ErrorKind::Unreachable);
    }

    void aClockThatWentBackRevealsNothing()
    {
        OfflineBench bench;
        bench.useAndLoseServer();
        bench.clock.advance(-2h);
        QVERIFY(!bench.open());
        QCOMPARE(bench.session->catalog()->size(), 250u);
        QCOMPARE(bench.revealError(Ada), ErrorKind::Unreachable);
        bench.server->away.reset();
        QVERIFY(QCoro::waitFor(bench.session->refresh()));
        bench.settle();
        QVERIFY(bench.reveal(Ada));
        bench.settle();
        bench.session->forgetPayloads();
        bench.server->away = ErrorKind::Unreachable;
        QCOMPARE(textOf(bench.reveal(Ada)), QByteArray("alpha"));
    }

    void surroundingsThatMakeNoSenseAreNotShown()
    {
        OfflineBench bench;
        bench.useAndLoseServer();
        bench.inFile([](AccountCache &file) {
            CacheChange change;
            change.memory = SecretBuffer::copyOf("another program's");
            QVERIFY(file.apply(change));
        });
        QVERIFY(!bench.open());
        QCOMPARE(bench.session->state(), Session::State::Failed);
        QCOMPARE(bench.session->catalog()->size(), 0u);
        QCOMPARE(bench.revealError(Ada), ErrorKind::NotFound);
    }
};

QTEST_GUILESS_MAIN(TestSessionOffline)
#include "tst_sessionoffline.moc"
