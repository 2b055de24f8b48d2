// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/session/sessionbench.h"

#include <QTest>

using namespace coffret;
using namespace coffret::fakes;

class TestSessionReveal : public QObject
{
    Q_OBJECT
private Q_SLOTS:
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

    void administratorsAllowShowingAndCopyingApart()
    {
        Bench bench;
        QVERIFY(bench.open());
        const auto ask = [&bench](Session::Use use) {
            const Revealed revealed = QCoro::waitFor(bench.session->reveal(Ada, Password, {}, use));
            const Revealed earlier =
                QCoro::waitFor(bench.session->revealRevision(Ada, QStringLiteral("r1"), Password, {}, use));
            const bool same = (!revealed && revealed.error().kind == ErrorKind::AgainstRules) ==
                              (!earlier && earlier.error().kind == ErrorKind::AgainstRules);
            return !same ? ErrorKind::Internal : revealed ? ErrorKind::Cancelled : revealed.error().kind;
        };
        bench.server->capabilities.setFlag(Capability::Reveal, false);
        QVERIFY(!bench.session->allows(Session::Use::Show));
        QCOMPARE(ask(Session::Use::Show), ErrorKind::AgainstRules);
        QCOMPARE(bench.requests(), 0); // nothing was even fetched
        QCOMPARE(ask(Session::Use::Copy), ErrorKind::Cancelled);
        bench.session->forgetPayloads();
        bench.server->capabilities.setFlag(Capability::Reveal, true);
        bench.server->capabilities.setFlag(Capability::Copy, false);
        const int before = bench.requests();
        QCOMPARE(ask(Session::Use::Copy), ErrorKind::AgainstRules);
        QCOMPARE(bench.requests(), before);
        QCOMPARE(ask(Session::Use::Show), ErrorKind::Cancelled);
        bench.server->capabilities.setFlag(Capability::Reveal, false);
        QCOMPARE(ask(Session::Use::Write), ErrorKind::Cancelled); // nobody sees that
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

    void opensWhatItTurnsOutToBe()
    {
        Bench bench;
        bench.server->setMessage(Ada,
                                 FakeOpenPgp::sealed("type=sshkey\nrenamed=password>passphrase\npassphrase=of the key\n"
                                                     "private-key=PEM",
                                                     AdasKey),
                                 {AdasKey});
        QVERIFY(bench.open());
        const auto listedType = [&] {
            return coffret::toString(bench.session->catalog()->type(bench.session->catalog()->rowOf(Ada)));
        };
        QVERIFY(listedType() != QLatin1String("sshkey"));
        const Revealed asked = bench.reveal(Ada); // by the name the list has for it
        QCOMPARE(textOf(asked), QByteArray("of the key"));
        QCOMPARE(asked->field.key, QStringLiteral("passphrase"));
        QCOMPARE(asked->field.kind, FieldKind::Passphrase);
        const Revealed primary = bench.reveal(Ada, QString());
        QCOMPARE(textOf(primary), QByteArray("PEM"));
        QCOMPARE(primary->field.key, QStringLiteral("private-key"));
        QCOMPARE(bench.revealError(Ada, QStringLiteral("note")), ErrorKind::NotFound);
        const auto details = QCoro::waitFor(bench.session->openDetails(Ada));
        QVERIFY(details);
        QCOMPARE(coffret::toString(details->type), QStringLiteral("sshkey"));
        QCOMPARE(details->fields.size(), std::size_t(2));
        QTRY_COMPARE(listedType(), QStringLiteral("sshkey"));
        QCOMPARE(bench.requests(), 1);
    }

    /// Whoever waits hears of it, and the next one tries anew.
    void whatCannotBeTakenApartEndsTheWait()
    {
        Bench bench;
        bench.server->setMessage(Ada, FakeOpenPgp::sealed("throw", AdasKey), {AdasKey});
        QVERIFY(bench.open());
        for (int round = 1; round <= 2; ++round) {
            bench.server->gate(Call::FetchPayload).close();
            auto first = bench.session->reveal(Ada, Password);
            auto second = bench.session->reveal(Ada, Password);
            bench.server->gate(Call::FetchPayload).open();
            QTRY_VERIFY(first.isReady() && second.isReady());
            QCOMPARE(bench.requests(), round);
            QCOMPARE(QCoro::waitFor(std::move(first)).error().kind, ErrorKind::Internal);
            QCOMPARE(QCoro::waitFor(std::move(second)).error().kind, ErrorKind::Internal);
        }
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

    void doesNotSignInWhenSomebodyJustDid()
    {
        Bench bench;
        QVERIFY(bench.open());
        bench.server->gate(Call::FetchPayload).close();
        auto ada = bench.session->reveal(Ada, Password);
        bench.server->expireSession();
        QVERIFY(QCoro::waitFor(bench.session->refresh()));
        QCOMPARE(bench.server->calls(Call::SignIn), 2);
        bench.server->failNext(Call::FetchPayload, ErrorKind::NotAuthenticated); // the answer to the old session
        bench.server->gate(Call::FetchPayload).open();
        QCOMPARE(textOf(QCoro::waitFor(ada)), QByteArray("alpha"));
        QCOMPARE(bench.server->calls(Call::SignIn), 2);
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
};

QTEST_GUILESS_MAIN(TestSessionReveal)
#include "tst_sessionreveal.moc"
