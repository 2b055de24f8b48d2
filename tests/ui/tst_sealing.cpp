// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/sealing/sealingvault.h"
#include "tests/core/vault/sealing/memoryvault.h"
#include "tests/ui/bench.h"

#include <QFile>
#include <QTest>

using namespace coffret;
using namespace coffret::test;

namespace {

const QByteArray BettysKey = QByteArrayLiteral("betty's public key");
const QByteArray OtherKey = QByteArrayLiteral("another public key");

KeyInfo keyOf(const QByteArray &armored, const QString &userId)
{
    KeyInfo key;
    key.fingerprint = fakes::FakeOpenPgp::fingerprintOf(armored);
    key.userId = userId;
    key.canEncrypt = key.canSign = true;
    return key;
}

/// An account "tokens" that can be written to and does not encrypt, in view; keys are Ada's own, and Betty's.
struct SealingBench : Bench
{
    SealingBench()
    {
        const QString betty = QStringLiteral("Betty Holberton <betty@example.org>");
        openPgp.changedKeys.insert(BettysKey, keyOf(BettysKey, betty));
        openPgp.changedKeys.insert(OtherKey, keyOf(OtherKey, betty));
        for (const char *id : {"s1", "s2"})
            server->add(QLatin1String(id), SecretType::Login, {{QStringLiteral("password"), "in the clear"}});
        Account account;
        account.id = QStringLiteral("tokens");
        account.name = QStringLiteral("Tokens");
        account.service = Service::CommandK;
        account.server = QUrl(QStringLiteral("https://tokens.example.com"));
        auto vault = std::make_unique<SealingVault>(account, std::make_unique<MemoryVault>(server), openPgp, workers,
                                                    pins, ledger, [this](const Sealing &sealing) -> Expected<void> {
                                                        kept = sealing;
                                                        return {};
                                                    });
        sessions.adopt(std::make_unique<Session>(account, std::move(vault), openPgp, workers, clock));
        sessions.find(account.id)->keepOutbox(std::make_unique<Outbox>(waiting, openPgp, account, clock));
        opened = openAll();
        browse.selectAccount(account.id);
    }
    [[nodiscard]] SealingViewModel &sealing() { return *browse.sealing(); }
    [[nodiscard]] bool show()
    {
        browse.showSealing();
        return sealing().isOpen() && QTest::qWaitFor([this] { return !sealing().isBusy(); });
    }
    [[nodiscard]] bool settles()
    {
        return QTest::qWaitFor([this] { return !sealing().isBusy(); });
    }
    [[nodiscard]] QString fileWith(const QByteArray &contents)
    {
        QFile file(folder.filePath(QStringLiteral("key.asc")));
        return file.open(QIODevice::WriteOnly) && file.write(contents) >= 0 ? file.fileName() : QString();
    }
    [[nodiscard]] ReaderKey::State stateOf(int row) { return sealing().people()->reader(row)->state; }

    std::shared_ptr<MemoryServer> server = std::make_shared<MemoryServer>();
    std::optional<Sealing> kept;
    bool opened = false;
};

} // namespace

/// Whether values are sealed, with which key, for whom, and the work on those that are there.
class TestSealing : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void offeredWhereItMakesSense();
    void needsAKeyOfTheUser();
    void otherOptionsLeaveItOn();
    void peopleAreAddedFromAFile();
    void peopleAreAddedFromTheKeyring();
    void aChangedKeyBlocksUntilItIsAccepted();
    void peopleAreTakenOff();
    void wrongFilesAreNamed();
    void theWorkIsSaidFirst();
    void keysAreComparedBeforeTheWork();
    void whatFailsIsNamed();
    void unsealingIsForWhenItIsOff();
    void whatWaitsIsSentSealedOrNotAtAll();
};

void TestSealing::offeredWhereItMakesSense()
{
    SealingBench bench;
    QVERIFY(bench.opened);
    QCOMPARE(bench.browse.sealingHint(), QString());
    QVERIFY(bench.show());
    QCOMPARE(bench.sealing().name(), QStringLiteral("Tokens"));
    bench.sealing().close();
    QVERIFY(!bench.sealing().isOpen());

    bench.addAccount(QStringLiteral("acme"), QStringLiteral("Acme")); // encrypts by itself
    QVERIFY(bench.openAll());
    bench.browse.selectAccount(QStringLiteral("acme"));
    QVERIFY(bench.browse.sealingHint().contains(QStringLiteral("encrypts")));
    bench.browse.showSealing();
    QVERIFY(!bench.sealing().isOpen());
}

void TestSealing::needsAKeyOfTheUser()
{
    SealingBench bench;
    QVERIFY(bench.show());
    QVERIFY(!bench.sealing().turnOnHint().isEmpty());
    bench.sealing().setOn(true);
    QVERIFY(!bench.sealing().isOn());
    bench.sealing().chooseKey(Bench::AdasKey);
    QCOMPARE(bench.sealing().ownKey(), Bench::AdasKey);
    bench.sealing().setOn(true);
    QVERIFY(bench.sealing().isOn());
    QVERIFY(bench.kept && bench.kept->on);
    QCOMPARE(bench.kept->ownKey, Bench::AdasKey);
}

/// Nothing is kept of a demonstration, so the setting has to come from the session that ends.
void TestSealing::otherOptionsLeaveItOn()
{
    SealingBench bench;
    QVERIFY(bench.show());
    bench.sealing().chooseKey(Bench::AdasKey);
    bench.sealing().setOn(true);
    bench.sealing().addFromFile(bench.fileWith(BettysKey));
    QVERIFY(bench.settles());
    bench.sealing().close();
    bench.app.showOptions();
    bench.app.options()->setApps(QStringLiteral("shop"));
    bench.app.options()->save();
    const auto account = [&bench] { return bench.session(QStringLiteral("tokens")).account(); };
    QTRY_COMPARE(account().appIds, QStringList(QStringLiteral("shop")));
    QVERIFY(account().seals);
    QCOMPARE(account().keyFingerprint, Bench::AdasKey);
    QCOMPARE(account().sealedFor.size(), 1);
}

void TestSealing::peopleAreAddedFromAFile()
{
    SealingBench bench;
    QVERIFY(bench.show());
    bench.sealing().addFromFile(bench.fileWith(BettysKey));
    QVERIFY(bench.settles());
    QCOMPARE(bench.sealing().people()->rowCount(), 1);
    QCOMPARE(bench.stateOf(0), ReaderKey::State::FirstSeen);
    bench.sealing().confirm(0);
    QVERIFY(bench.settles());
    QCOMPARE(bench.stateOf(0), ReaderKey::State::Known);
    QCOMPARE(bench.kept->people.size(), 1);
}

void TestSealing::peopleAreAddedFromTheKeyring()
{
    SealingBench bench;
    KeyInfo betty = keyOf("x", QStringLiteral("Betty Holberton <betty@example.org>"));
    betty.fingerprint = fakes::FakeOpenPgp::fingerprintOf(BettysKey);
    KeyInfo carol = keyOf("y", QStringLiteral("Carol Shaw <carol@example.org>"));
    bench.ownKeys.others = {betty, carol};
    QVERIFY(bench.show());
    bench.sealing().setSearchText(QStringLiteral("HOLB"));
    QCOMPARE(bench.sealing().found()->rowCount(), 1);
    bench.sealing().addFound(0);
    QVERIFY(bench.settles());
    QCOMPARE(bench.sealing().people()->rowCount(), 1);
    QCOMPARE(bench.sealing().searchText(), QString());
    QCOMPARE(bench.openPgp.imported.back(), "public " + betty.fingerprint.toLatin1());
}

void TestSealing::aChangedKeyBlocksUntilItIsAccepted()
{
    SealingBench bench;
    QVERIFY(bench.show());
    bench.sealing().chooseKey(Bench::AdasKey);
    bench.sealing().setOn(true);
    bench.sealing().addFromFile(bench.fileWith(BettysKey));
    QVERIFY(bench.settles());
    bench.sealing().confirm(0);
    QVERIFY(bench.settles());
    QCOMPARE(bench.sealing().sealHint(), QString());
    bench.sealing().addFromFile(bench.fileWith(OtherKey)); // under the same address
    QVERIFY(bench.settles());
    QCOMPARE(bench.sealing().people()->rowCount(), 1);
    QCOMPARE(bench.stateOf(0), ReaderKey::State::Changed);
    QVERIFY(!bench.sealing().sealHint().isEmpty());
    bench.sealing().confirm(0);
    QVERIFY(bench.settles());
    QCOMPARE(bench.stateOf(0), ReaderKey::State::Known);
    QCOMPARE(bench.sealing().sealHint(), QString());
}

void TestSealing::peopleAreTakenOff()
{
    SealingBench bench;
    QVERIFY(bench.show());
    bench.sealing().addFromFile(bench.fileWith(BettysKey));
    QVERIFY(bench.settles());
    bench.sealing().remove(0);
    QVERIFY(bench.settles());
    QCOMPARE(bench.sealing().people()->rowCount(), 0);
    QVERIFY(bench.kept->people.isEmpty());
}

void TestSealing::wrongFilesAreNamed()
{
    SealingBench bench;
    QVERIFY(bench.show());
    bench.sealing().addFromFile(bench.folder.filePath(QStringLiteral("none.asc")));
    QVERIFY(!bench.sealing().errorText().isEmpty());
    bench.openPgp.brokenKeys.append("no key");
    bench.sealing().addFromFile(bench.fileWith("no key"));
    QVERIFY(bench.settles());
    QVERIFY(bench.sealing().errorText().contains(QStringLiteral("public key")));
    QCOMPARE(bench.sealing().people()->rowCount(), 0);
}

void TestSealing::theWorkIsSaidFirst()
{
    SealingBench bench;
    QVERIFY(bench.show());
    bench.sealing().chooseKey(Bench::AdasKey);
    bench.sealing().setOn(true);
    bench.sealing().sealExisting();
    QVERIFY(!bench.sealing().isOpen());
    JobViewModel &job = *bench.browse.job();
    QTRY_COMPARE(job.stage(), JobViewModel::Review);
    const QString summary = job.summary().join(QLatin1Char(' '));
    QVERIFY2(summary.contains(QStringLiteral("2 secret(s) are encrypted for you alone")), qPrintable(summary));
    QVERIFY(summary.contains(QStringLiteral("can no longer use them")));
    QCOMPARE(bench.server->value(QStringLiteral("s1")), QByteArray("in the clear"));
    job.go();
    QTRY_COMPARE(job.stage(), JobViewModel::Idle);
    QVERIFY(bench.server->value(QStringLiteral("s1")).startsWith("-----BEGIN PGP MESSAGE-----"));
    QCOMPARE(bench.openPgp.sealedFor, (QList<QStringList>{{Bench::AdasKey}, {Bench::AdasKey}}));
}

void TestSealing::keysAreComparedBeforeTheWork()
{
    SealingBench bench;
    QVERIFY(bench.show());
    bench.sealing().chooseKey(Bench::AdasKey);
    bench.sealing().setOn(true);
    bench.sealing().addFromFile(bench.fileWith(BettysKey));
    QVERIFY(bench.settles());
    bench.sealing().sealExisting();
    JobViewModel &job = *bench.browse.job();
    QTRY_COMPARE(job.stage(), JobViewModel::Review);
    job.go();
    QCOMPARE(job.stage(), JobViewModel::Keys);
    QVERIFY(!job.readers()->canProceed());
    job.readers()->confirmAll();
    job.readers()->proceed();
    QTRY_COMPARE(job.stage(), JobViewModel::Idle);
    QCOMPARE(bench.openPgp.sealedFor.size(), 2);
    QCOMPARE(bench.openPgp.sealedFor.front().size(), 2);
}

void TestSealing::whatFailsIsNamed()
{
    SealingBench bench;
    bench.server->checkOuts = {QStringLiteral("s2")};
    QVERIFY(bench.show());
    bench.sealing().chooseKey(Bench::AdasKey);
    bench.sealing().setOn(true);
    bench.sealing().sealExisting();
    JobViewModel &job = *bench.browse.job();
    QTRY_COMPARE(job.stage(), JobViewModel::Review);
    QVERIFY(job.summary().join(QLatin1Char(' ')).contains(QStringLiteral("need approval or a check-out")));
    job.go();
    QTRY_COMPARE(job.stage(), JobViewModel::Report);
    QCOMPARE(job.failures()->rowCount(), 1);
    QCOMPARE(job.failures()->choices().front().label, QStringLiteral("Name of s2"));
    QVERIFY(bench.server->log.filter(QStringLiteral("check out")).isEmpty());
}

void TestSealing::unsealingIsForWhenItIsOff()
{
    SealingBench bench;
    QVERIFY(bench.show());
    bench.sealing().chooseKey(Bench::AdasKey);
    bench.sealing().setOn(true);
    bench.sealing().unseal();
    QVERIFY(bench.sealing().isOpen());
    bench.server->values[QStringLiteral("s1")][QStringLiteral("password")] =
        fakes::FakeOpenPgp::sealed("sealed", Bench::AdasKey);
    bench.sealing().setOn(false);
    bench.sealing().unseal();
    JobViewModel &job = *bench.browse.job();
    QTRY_COMPARE(job.stage(), JobViewModel::Review);
    QVERIFY(job.isDanger());
    QVERIFY(job.summary().join(QLatin1Char(' ')).contains(QStringLiteral("written in the clear")));
    job.go();
    QTRY_COMPARE(job.stage(), JobViewModel::Idle);
    QCOMPARE(bench.server->value(QStringLiteral("s1")), QByteArray("sealed"));
}

void TestSealing::whatWaitsIsSentSealedOrNotAtAll()
{
    SealingBench bench;
    QVERIFY(bench.opened);
    Session &session = *bench.sessions.find(QStringLiteral("tokens"));
    QVERIFY(session.sealing()->change({true, Bench::AdasKey, {}}));
    auto draft = std::make_shared<SecretDraft>();
    draft->name = QStringLiteral("a new one");
    draft->fields.push_back(
        {FieldKind::Password, fieldKey(FieldKind::Password), {}, true, SecretBuffer::copyOf("a value")});
    QVERIFY(QCoro::waitFor(session.postpone(draft, {bench.clock.now(), {draft->name}})));
    QCOMPARE(bench.openPgp.sealedFor.back(), QStringList{Bench::AdasKey}); // with the key it has got since
    QVERIFY(session.waiting().front().isToSeal);
    QVERIFY(session.sealing()->change({false, Bench::AdasKey, {}}));
    QTRY_VERIFY(session.waiting().front().state == WaitingChange::State::Refused);
    QCOMPARE(session.waiting().front().refusal, ErrorKind::InvalidInput);
}

QTEST_MAIN(TestSealing)
#include "tst_sealing.moc"
