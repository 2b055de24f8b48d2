// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/session.h"
#include "tests/support/fakes.h"

#include <QCoroTask>
#include <QSignalSpy>
#include <QTest>

using namespace coffret;
using namespace coffret::fakes;
using namespace std::chrono_literals;
using Call = FakeServer::Call;
using Revealed = Expected<Session::Revealed>;

namespace {

const QString Ada = QStringLiteral("s000001");
const QString Bob = QStringLiteral("s000002");
const QString Password = QStringLiteral("password");
const QString AdasKey = QStringLiteral("ADA0ADA0ADA0ADA0ADA0ADA0ADA0ADA0ADA0ADA0");

/// A session with a server of 250 secrets; two of them have a message.
struct Bench
{
    explicit Bench(std::chrono::seconds holdTime = 20s)
    {
        SampleIndex index = sampleIndex(250);
        server->collections = std::move(index.collections);
        server->secrets = std::move(index.secrets);
        server->setMessage(Ada, FakeOpenPgp::sealed("password=alpha\nnote=beta", AdasKey), {AdasKey});
        server->setMessage(Bob, FakeOpenPgp::sealed("password=gamma", AdasKey), {AdasKey});
        session = std::make_unique<Session>(Account(), std::make_unique<FakeVault>(server), openPgp, workers, clock,
                                            holdTime);
    }
    Expected<void> open() { return QCoro::waitFor(session->open()); }
    Revealed reveal(const QString &id, const QString &key = Password)
    {
        return QCoro::waitFor(session->reveal(id, key));
    }
    [[nodiscard]] ErrorKind revealError(const QString &id, const QString &key = Password)
    {
        const Revealed revealed = reveal(id, key);
        return revealed ? ErrorKind::Internal : revealed.error().kind;
    }
    [[nodiscard]] int requests() const { return server->calls(Call::FetchPayload); }

    std::shared_ptr<FakeServer> server = std::make_shared<FakeServer>();
    FakeOpenPgp openPgp;
    WorkerPool workers{1};
    ManualClock clock;
    std::unique_ptr<Session> session;
};

QByteArray textOf(const Revealed &revealed)
{
    return revealed ? QByteArray(revealed->value.view().data(), static_cast<qsizetype>(revealed->value.size()))
                    : QByteArray("error");
}

std::vector<Session::State> &recordStates(Session &session, std::vector<Session::State> &states)
{
    QObject::connect(&session, &Session::stateChanged, &session,
                     [&session, &states] { states.push_back(session.state()); });
    return states;
}

} // namespace

class TestSession : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    // Opening, refreshing, closing

    void signsInAndLoads()
    {
        Bench bench;
        QSignalSpy catalogs(bench.session.get(), &Session::catalogChanged);
        QSignalSpy progress(bench.session.get(), &Session::progressChanged);
        std::vector<Session::State> states;
        recordStates(*bench.session, states);
        QVERIFY(bench.session->catalog());
        QCOMPARE(bench.session->catalog()->size(), 0u);
        QVERIFY(bench.open());
        QCOMPARE(states, (std::vector{Session::State::SigningIn, Session::State::Loading, Session::State::Open}));
        QCOMPARE(bench.session->catalog()->size(), 250u);
        QCOMPARE(catalogs.size(), 1);
        QCOMPARE(progress.size(), 3);
        QCOMPARE(progress.last().at(0).toInt(), 250);
        QCOMPARE(bench.session->lastSync(), bench.clock.now());
        QVERIFY(!bench.session->lastError());
    }

    void opensOnlyOnce()
    {
        Bench bench;
        bench.server->gate(Call::SignIn).close();
        const auto first = bench.session->open();
        QVERIFY(QCoro::waitFor(bench.session->open()));
        QVERIFY(QCoro::waitFor(bench.session->refresh()));
        QCOMPARE(bench.session->state(), Session::State::SigningIn);
        bench.server->gate(Call::SignIn).open();
        QTRY_COMPARE(bench.session->state(), Session::State::Open);
        QVERIFY(bench.open());
        QCOMPARE(bench.server->calls(Call::SignIn), 1);
        QCOMPARE(bench.server->calls(Call::FetchIndex), 3);
    }

    void tellsWhySignInFailed()
    {
        Bench bench;
        bench.server->failNext(Call::SignIn, ErrorKind::WrongPassphrase);
        const Expected<void> opened = bench.open();
        QVERIFY(!opened);
        QCOMPARE(opened.error().kind, ErrorKind::WrongPassphrase);
        QCOMPARE(bench.session->state(), Session::State::Failed);
        QCOMPARE(bench.session->lastError()->kind, ErrorKind::WrongPassphrase);
        QVERIFY(QCoro::waitFor(bench.session->refresh())); // tries from the beginning
        QCOMPARE(bench.session->state(), Session::State::Open);
        QVERIFY(!bench.session->lastError());
    }

    void failsWithoutAnIndex()
    {
        Bench bench;
        bench.server->failNext(Call::FetchIndex, ErrorKind::ServerFault);
        QVERIFY(!bench.open());
        QCOMPARE(bench.session->state(), Session::State::Failed);
        QCOMPARE(bench.session->catalog()->size(), 0u);
    }

    void keepsTheLastCatalogWhenRefreshFails()
    {
        Bench bench;
        QVERIFY(bench.open());
        const auto before = bench.session->catalog();
        bench.server->failNext(Call::FetchIndex, ErrorKind::Unreachable);
        const Expected<void> refreshed = QCoro::waitFor(bench.session->refresh());
        QVERIFY(!refreshed);
        QCOMPARE(refreshed.error().kind, ErrorKind::Unreachable);
        QCOMPARE(bench.session->state(), Session::State::Open);
        QCOMPARE(bench.session->lastError()->kind, ErrorKind::Unreachable);
        QCOMPARE(bench.session->catalog(), before);
        QVERIFY(QCoro::waitFor(bench.session->refresh()));
        QVERIFY(bench.session->catalog() != before);
        QVERIFY(!bench.session->lastError());
    }

    void signsInAgainOnceWhenTheSessionRanOut()
    {
        Bench bench;
        QVERIFY(bench.open());
        bench.server->expireSession();
        QVERIFY(QCoro::waitFor(bench.session->refresh()));
        QCOMPARE(bench.server->calls(Call::SignIn), 2);

        bench.server->failNext(Call::FetchIndex, ErrorKind::NotAuthenticated);
        bench.server->failNext(Call::FetchIndex, ErrorKind::NotAuthenticated);
        const Expected<void> refused = QCoro::waitFor(bench.session->refresh());
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::NotAuthenticated);
        QCOMPARE(bench.server->calls(Call::SignIn), 3);
    }

    void closingLeavesNothing()
    {
        Bench bench;
        QVERIFY(bench.open());
        QVERIFY(bench.reveal(Ada));
        bench.server->gate(Call::SignOut).close();
        QSignalSpy catalogs(bench.session.get(), &Session::catalogChanged);
        const auto closing = bench.session->close();
        // All of this before the server has answered.
        QCOMPARE(bench.session->state(), Session::State::Closed);
        QCOMPARE(bench.session->catalog()->size(), 0u);
        QCOMPARE(catalogs.size(), 1);
        QVERIFY(!bench.session->lastSync().isValid());
        QVERIFY(!bench.server->signedIn);
        QCOMPARE(bench.revealError(Ada), ErrorKind::NotFound);
        QCOMPARE(bench.requests(), 1);

        // Opening again waits until the old session is really over.
        const auto opening = bench.session->open();
        QCOMPARE(bench.session->state(), Session::State::SigningIn);
        QCOMPARE(bench.server->calls(Call::SignIn), 1);
        bench.server->gate(Call::SignOut).open();
        QTRY_COMPARE(bench.session->state(), Session::State::Open);
        QVERIFY(bench.reveal(Ada));
        QCOMPARE(bench.requests(), 2);
    }

    void closingStopsWhatIsUnderWay_data()
    {
        QTest::addColumn<int>("call");
        QTest::newRow("sign-in") << static_cast<int>(Call::SignIn);
        QTest::newRow("index") << static_cast<int>(Call::FetchIndex);
    }
    void closingStopsWhatIsUnderWay()
    {
        QFETCH(int, call);
        Bench bench;
        bench.server->gate(static_cast<Call>(call)).close();
        auto opening = bench.session->open();
        QCOMPARE(bench.server->gate(static_cast<Call>(call)).waiting(), 1);
        QCoro::waitFor(bench.session->close());
        const Expected<void> opened = QCoro::waitFor(opening);
        QVERIFY(!opened);
        QCOMPARE(opened.error().kind, ErrorKind::Cancelled);
        QCOMPARE(bench.session->state(), Session::State::Closed);
        QCOMPARE(bench.session->catalog()->size(), 0u);
        QTRY_COMPARE(bench.server->gate(static_cast<Call>(call)).waiting(), 0);
        QVERIFY(!bench.server->signedIn);
    }

    // Revealing

    void revealsAndHolds()
    {
        Bench bench;
        QVERIFY(bench.open());
        const Revealed password = bench.reveal(Ada);
        QCOMPARE(textOf(password), QByteArray("alpha"));
        QCOMPARE(password->verdict.state, SignatureState::Expected);
        QCOMPARE(password->verdict.signerFingerprint, AdasKey);
        QCOMPARE(textOf(bench.reveal(Ada, QStringLiteral("note"))), QByteArray("beta"));
        QCOMPARE(textOf(bench.reveal(Ada)), QByteArray("alpha"));
        QCOMPARE(bench.requests(), 1);
        QCOMPARE(bench.openPgp.opens, 1);

        QCOMPARE(textOf(bench.reveal(Bob)), QByteArray("gamma")); // takes the place of the other one
        QVERIFY(bench.reveal(Ada));
        QCOMPARE(bench.requests(), 3);
    }

    void knowsWhatItDoesNotHave()
    {
        Bench bench;
        QVERIFY(bench.open());
        QCOMPARE(bench.revealError(QStringLiteral("nobody")), ErrorKind::NotFound);
        QCOMPARE(bench.requests(), 0);
        QCOMPARE(bench.revealError(Ada, QStringLiteral("nothing")), ErrorKind::NotFound);
        QVERIFY(bench.session->outline(QStringLiteral("nobody")).empty());
        QVERIFY(!bench.session->outline(Ada).empty());
    }

    void holdsNoLongerThanItSays()
    {
        Bench bench;
        QVERIFY(bench.open());
        QVERIFY(bench.reveal(Ada));
        bench.clock.advance(19'999ms);
        QVERIFY(bench.reveal(Ada)); // does not prolong it
        QCOMPARE(bench.requests(), 1);
        bench.clock.advance(1ms);
        QVERIFY(bench.reveal(Ada));
        QCOMPARE(bench.requests(), 2);
    }

    void wipesByItsOwnTimer()
    {
        Bench bench(1s);
        QVERIFY(bench.open());
        QVERIFY(bench.reveal(Ada));
        QVERIFY(bench.reveal(Ada));
        QCOMPARE(bench.requests(), 1);
        // The clock stands still: only the timer can end it.
        QTRY_VERIFY_WITH_TIMEOUT(bench.reveal(Ada) && bench.requests() == 2, 3000);
    }

    void forgetsOnRequest()
    {
        Bench bench;
        QVERIFY(bench.open());
        QVERIFY(bench.reveal(Ada));
        bench.session->forgetPayloads();
        QVERIFY(bench.reveal(Ada));
        QCOMPARE(bench.requests(), 2);
    }

    void forgetsWhatChangedOnTheServer()
    {
        Bench bench;
        QVERIFY(bench.open());
        QVERIFY(bench.reveal(Ada));
        QVERIFY(QCoro::waitFor(bench.session->refresh()));
        QVERIFY(bench.reveal(Ada));
        QCOMPARE(bench.requests(), 1);
        bench.server->secrets[1].modified = bench.server->secrets[1].modified.addSecs(1);
        QVERIFY(QCoro::waitFor(bench.session->refresh()));
        QVERIFY(bench.reveal(Ada));
        QCOMPARE(bench.requests(), 2);
    }

    void sharesOneRequest()
    {
        Bench bench;
        QVERIFY(bench.open());
        bench.server->gate(Call::FetchPayload).close();
        auto first = bench.session->reveal(Ada, Password);
        auto second = bench.session->reveal(Ada, QStringLiteral("note"));
        auto details = bench.session->openDetails(Ada);
        bench.openPgp.gate.close();
        bench.server->gate(Call::FetchPayload).open();
        QTRY_COMPARE(bench.openPgp.gate.waiting(), 1);
        auto third = bench.session->reveal(Ada, Password);
        bench.openPgp.gate.open();
        QCOMPARE(textOf(QCoro::waitFor(first)), QByteArray("alpha"));
        QCOMPARE(textOf(QCoro::waitFor(second)), QByteArray("beta"));
        QCOMPARE(textOf(QCoro::waitFor(third)), QByteArray("alpha"));
        QVERIFY(QCoro::waitFor(details));
        QCOMPARE(bench.requests(), 1);
        QCOMPARE(bench.openPgp.opens, 1);
    }

    void twoSecretsAtOnceBothArrive()
    {
        Bench bench;
        QVERIFY(bench.open());
        bench.server->gate(Call::FetchPayload).close();
        auto ada = bench.session->reveal(Ada, Password);
        auto bob = bench.session->reveal(Bob, Password);
        bench.server->gate(Call::FetchPayload).open();
        QCOMPARE(textOf(QCoro::waitFor(ada)), QByteArray("alpha"));
        QCOMPARE(textOf(QCoro::waitFor(bob)), QByteArray("gamma"));
    }

    void onePersonGivingUpDoesNotStopTheOther()
    {
        Bench bench;
        QVERIFY(bench.open());
        bench.openPgp.gate.close();
        std::stop_source stop;
        auto given = bench.session->reveal(Ada, Password, stop.get_token());
        auto kept = bench.session->reveal(Ada, Password);
        stop.request_stop();
        const Revealed cancelled = QCoro::waitFor(given);
        QVERIFY(!cancelled);
        QCOMPARE(cancelled.error().kind, ErrorKind::Cancelled);
        QCOMPARE(bench.openPgp.gate.waiting(), 1);
        bench.openPgp.gate.open();
        QCOMPARE(textOf(QCoro::waitFor(kept)), QByteArray("alpha"));
        QCOMPARE(bench.openPgp.opens, 1);
    }

    void theLastOneGivingUpStopsTheRequest()
    {
        Bench bench;
        QVERIFY(bench.open());
        bench.openPgp.gate.close();
        std::stop_source stop;
        auto given = bench.session->reveal(Ada, Password, stop.get_token());
        QTRY_COMPARE(bench.openPgp.gate.waiting(), 1);
        stop.request_stop();
        QVERIFY(!QCoro::waitFor(given));
        QTRY_COMPARE(bench.openPgp.gate.waiting(), 0);
        bench.openPgp.gate.open();
        QCOMPARE(textOf(bench.reveal(Ada)), QByteArray("alpha")); // a new request, not the stopped one
        QCOMPARE(bench.requests(), 2);
        const Revealed late = QCoro::waitFor(bench.session->reveal(Ada, Password, stop.get_token()));
        QVERIFY(!late);
        QCOMPARE(late.error().kind, ErrorKind::Cancelled);
    }

    void signsInAgainForAPayload()
    {
        Bench bench;
        QVERIFY(bench.open());
        bench.server->expireSession();
        bench.server->gate(Call::FetchPayload).close();
        auto ada = bench.session->reveal(Ada, Password);
        auto bob = bench.session->reveal(Bob, Password);
        bench.server->gate(Call::FetchPayload).open();
        QCOMPARE(textOf(QCoro::waitFor(ada)), QByteArray("alpha"));
        QCOMPARE(textOf(QCoro::waitFor(bob)), QByteArray("gamma"));
        QCOMPARE(bench.server->calls(Call::SignIn), 2); // once for both

        bench.session->forgetPayloads();
        bench.server->expireSession();
        bench.server->failNext(Call::SignIn, ErrorKind::Unreachable);
        QCOMPARE(bench.revealError(Ada), ErrorKind::Unreachable);
        QCOMPARE(bench.server->calls(Call::SignIn), 3);
    }

    void closingDuringARevealYieldsNothing()
    {
        Bench bench;
        QVERIFY(bench.open());
        bench.openPgp.gate.close();
        auto revealing = bench.session->reveal(Ada, Password);
        QTRY_COMPARE(bench.openPgp.gate.waiting(), 1);
        QCoro::waitFor(bench.session->close());
        const Revealed revealed = QCoro::waitFor(revealing);
        QVERIFY(!revealed);
        QCOMPARE(revealed.error().kind, ErrorKind::Cancelled);
        QTRY_COMPARE(bench.openPgp.gate.waiting(), 0);
    }

    void noProtectedValueEntersTheCatalog()
    {
        const QByteArray canary("canary-0f3b");
        Bench bench;
        for (const SecretSummary &secret : bench.server->secrets) {
            if (secret.id == Ada)
                bench.server->setMessage(Ada, FakeOpenPgp::sealed("password=" + canary, AdasKey), {AdasKey});
            else if (secret.id != Bob)
                bench.server->setValues(secret.id, {{.text = canary}});
        }
        QVERIFY(bench.open());
        QCOMPARE(textOf(bench.reveal(Ada)), canary);
        QVERIFY(QCoro::waitFor(bench.session->openDetails(QStringLiteral("s000003"))));
        QVERIFY(QCoro::waitFor(bench.session->refresh()));
        const auto catalog = bench.session->catalog();
        QVERIFY(catalog->searchArena().find(canary.constData()) == std::string_view::npos);
        for (Catalog::Row row = 0; row < catalog->size(); ++row) {
            const SecretSummary s = catalog->summary(row);
            const QStringList columns{s.id,          s.collectionId, s.name,      s.username,
                                      s.description, s.vendorType,   s.modifiedBy};
            QVERIFY(!(columns + s.uris).join(QLatin1Char('\n')).contains(QString::fromUtf8(canary)));
        }
    }

    // Verdicts

    void aBadSignatureYieldsNothing()
    {
        Bench bench;
        QVERIFY(bench.open());
        bench.openPgp.state = SignatureState::Bad;
        QCOMPARE(bench.revealError(Ada), ErrorKind::BadSignature);
        QVERIFY(!QCoro::waitFor(bench.session->openDetails(Ada)));
        bench.server->setValues(QStringLiteral("s000003"), {{.text = FakeOpenPgp::sealed("delta", AdasKey)}});
        QCOMPARE(bench.revealError(QStringLiteral("s000003")), ErrorKind::BadSignature);
    }

    void verdictsTravelWithTheValue_data()
    {
        QTest::addColumn<QString>("signer");
        QTest::addColumn<int>("state");
        QTest::newRow("unsigned") << QString() << static_cast<int>(SignatureState::Unsigned);
        QTest::newRow("foreign") << QStringLiteral("B0B") << static_cast<int>(SignatureState::Foreign);
        QTest::newRow("unknown") << QStringLiteral("E7E") << static_cast<int>(SignatureState::UnknownKey);
    }
    void verdictsTravelWithTheValue()
    {
        QFETCH(QString, signer);
        QFETCH(int, state);
        Bench bench;
        bench.openPgp.knownSigners = QStringList{QStringLiteral("B0B")};
        bench.server->setMessage(Ada, FakeOpenPgp::sealed("password=alpha", signer), {AdasKey});
        QVERIFY(bench.open());
        const Revealed revealed = bench.reveal(Ada);
        QVERIFY(revealed);
        QCOMPARE(static_cast<int>(revealed->verdict.state), state);
        const auto details = QCoro::waitFor(bench.session->openDetails(Ada));
        QCOMPARE(static_cast<int>(details->verdict.state), state);
    }

    void opensSealedValuesOfAnyVault()
    {
        const QString id = QStringLiteral("s000003");
        Bench bench;
        QVERIFY(bench.open());
        bench.server->setValues(
            id, {{FieldKind::Username, QStringLiteral("username"), "carol", false},
                 {FieldKind::Password, Password, " \n" + FakeOpenPgp::sealed("delta", AdasKey), true},
                 {FieldKind::Token, QStringLiteral("token"), FakeOpenPgp::sealed("epsilon"), true},
                 {FieldKind::Custom, QStringLiteral("custom:1"), "-----BEGIN PGP PUBLIC KEY BLOCK-----", true}});
        bench.openPgp.knownSigners = QStringList{AdasKey};
        const Revealed password = bench.reveal(id);
        QCOMPARE(textOf(password), QByteArray("delta"));
        QCOMPARE(password->verdict.state, SignatureState::Foreign);
        const Revealed token = bench.reveal(id, QStringLiteral("token"));
        QCOMPARE(textOf(token), QByteArray("epsilon"));
        QCOMPARE(token->verdict.state, SignatureState::Unsigned);
        const Revealed custom = bench.reveal(id, QStringLiteral("custom:1"));
        QCOMPARE(textOf(custom), QByteArray("-----BEGIN PGP PUBLIC KEY BLOCK-----"));
        QCOMPARE(custom->verdict.state, SignatureState::NotApplicable);
        QCOMPARE(bench.openPgp.opens, 2);

        const auto details = QCoro::waitFor(bench.session->openDetails(id));
        QVERIFY(details);
        QCOMPARE(details->verdict.state, SignatureState::Unsigned); // the least favourable
        QCOMPARE(details->fields.size(), std::size_t(4));
        QCOMPARE(details->fields[0].plainValue, QStringLiteral("carol"));
        for (std::size_t i = 1; i < details->fields.size(); ++i)
            QCOMPARE(details->fields[i].plainValue, QString());
    }

    void oneSealedValueForSomebodyElseDoesNotHideTheRest()
    {
        const QString id = QStringLiteral("s000003");
        Bench bench;
        QVERIFY(bench.open());
        bench.server->setValues(
            id, {{.text = FakeOpenPgp::sealed("delta")}, {FieldKind::Token, QStringLiteral("token"), "epsilon", true}});
        bench.openPgp.openErrors = {ErrorKind::NoSecretKey};
        QCOMPARE(textOf(bench.reveal(id, QStringLiteral("token"))), QByteArray("epsilon"));
        QCOMPARE(bench.revealError(id), ErrorKind::NoSecretKey);
    }

    void refusesWhatMakesNoSense()
    {
        Bench bench;
        QVERIFY(bench.open());
        bench.server->setValues(Ada, {{.text = "alpha"}});
        QCOMPARE(bench.revealError(Ada), ErrorKind::Malformed); // a message and values
        bench.server->setMessage(Bob, FakeOpenPgp::sealed("no key here"), {});
        QCOMPARE(bench.revealError(Bob), ErrorKind::Malformed);
        bench.server->setMessage(Bob, "gamma", {});
        QCOMPARE(bench.revealError(Bob), ErrorKind::NotEncrypted);
        QCOMPARE(bench.session->state(), Session::State::Open);
    }

    // Going away

    void survivesBeingDestroyed_data()
    {
        QTest::addColumn<int>("where");
        QTest::newRow("sign-in") << 0;
        QTest::newRow("index") << 1;
        QTest::newRow("payload") << 2;
        QTest::newRow("decryption") << 3;
        QTest::newRow("sign-out") << 4;
        QTest::newRow("second sign-in") << 5;
    }
    void survivesBeingDestroyed()
    {
        QFETCH(int, where);
        Bench bench;
        const std::array gates{&bench.server->gate(Call::SignIn),       &bench.server->gate(Call::FetchIndex),
                               &bench.server->gate(Call::FetchPayload), &bench.openPgp.gate,
                               &bench.server->gate(Call::SignOut),      &bench.server->gate(Call::SignIn)};
        Gate &gate = *gates[static_cast<std::size_t>(where)];
        if (where >= 2)
            QVERIFY(bench.open());
        gate.close();
        std::optional<ErrorKind> outcome;
        const auto keep = [&outcome](const auto &result) {
            outcome = result ? ErrorKind::Internal : result.error().kind;
        };
        if (where == 5)
            bench.server->expireSession();
        if (where < 2)
            bench.session->open().then(keep);
        else if (where == 4)
            bench.session->close();
        else
            bench.session->reveal(Ada, Password).then(keep);
        QTRY_COMPARE(gate.waiting(), 1);
        bench.session.reset();
        if (where == 4)
            gate.open(); // a sign-out is not stopped
        else
            QTRY_COMPARE(outcome, ErrorKind::Cancelled);
        QTRY_COMPARE(gate.waiting(), 0);
        QTRY_COMPARE(bench.server.use_count(), 1); // nothing left behind
    }
};

QTEST_GUILESS_MAIN(TestSession)
#include "tst_session.moc"
