// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/vault/sealing/sealingstage.h"

#include "core/openpgp/encryptedmessage.h"

using namespace coffret;
using namespace coffret::test;

namespace {

const QString S1 = QStringLiteral("s1");
const QString S2 = QStringLiteral("s2");
const QString BettysAddress = QStringLiteral("betty@example.org");

QByteArray textOf(const Expected<Session::Revealed> &revealed)
{
    return revealed ? QByteArray(revealed->value.view().data(), static_cast<qsizetype>(revealed->value.size()))
                    : reason(revealed);
}

bool has(const std::vector<DraftIssue> &issues, DraftIssue::Kind kind)
{
    return std::any_of(issues.begin(), issues.end(), [kind](const DraftIssue &issue) { return issue.kind == kind; });
}

} // namespace

/// Values sealed over a vault that does not encrypt, with real gpg.
class TestSealingVault : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { m_people = std::make_unique<People>(); }
    void init()
    {
        m_stage = std::make_unique<SealingStage>(*m_people);
        m_stage->server->add(S1, SecretType::Login, {{QStringLiteral("password"), "in the clear"}});
    }
    void cleanup() { m_stage.reset(); }

    void newValuesLeaveSealedAndSigned();
    void changedValuesLeaveSealedOnce();
    void everyProtectedFieldIsAMessage();
    void whatLooksSealedIsSealedAllTheSame_data();
    void whatLooksSealedIsSealedAllTheSame();
    void whatIsOffIsLeftAlone();

    void nothingIsWrittenForKeysNeverCompared();
    void anotherKeyThanTheComparedOneBlocks();
    void aKeyThatWasRevokedBlocks();
    void weakExpiredAndRevokedKeysAreNotAdded();
    void peopleComeAndGo();
    void aSettingNeedsAKey();

    void limitsHoldForTheMessage();
    void sizesAreNeverUnderestimated_data();
    void sizesAreNeverUnderestimated();

    void signersAreExpectedOrNot();
    void aMessageInTheWrongPlaceIsNoticed();
    void anOlderMessageIsNoticed();
    void aSealThatWasTakenOffIsNoticed();
    void t02_anOrderThatIsNotKnownIsSaid();
    void nobodySignsUnaskedWhatNobodyVouchesFor();
    void sealedValuesDoNotLeaveInTheClear();
    void whatWasJustSealedIsKnown();

private:
    std::unique_ptr<People> m_people;
    std::unique_ptr<SealingStage> m_stage;
};

void TestSealingVault::newValuesLeaveSealedAndSigned()
{
    m_stage->open();
    const auto id = m_stage->save(SealingStage::login("correct horse"));
    QVERIFY2(id, reason(id));
    const QByteArray stored = m_stage->server->value(*id);
    QVERIFY(stored.startsWith("-----BEGIN PGP MESSAGE-----"));
    QVERIFY(!stored.contains("horse"));
    QCOMPARE(m_people->others.open(stored), QByteArray("correct horse")); // Betty
    QCOMPARE(m_people->user.open(stored), QByteArray("correct horse"));
    QCOMPARE(m_stage->server->secrets.at(*id).username, QStringLiteral("ada"));
    QCOMPARE(textOf(m_stage->reveal(*id)), QByteArray("correct horse"));
    QCOMPARE(m_stage->verdict(*id).state, SignatureState::Expected);
    QCOMPARE(m_stage->verdict(*id).signerFingerprint, m_people->ada);
}

void TestSealingVault::changedValuesLeaveSealedOnce()
{
    m_stage->open();
    for (int i = 0; i < 2; ++i) { // the second time from a value that is sealed
        auto edit = m_stage->edit(S1);
        QVERIFY2(edit, reason(edit));
        const auto saved = m_stage->save(std::move(edit->draft));
        QVERIFY2(saved, reason(saved));
        QCOMPARE(m_people->others.open(m_stage->server->value(S1)), QByteArray("in the clear"));
    }
}

void TestSealingVault::everyProtectedFieldIsAMessage()
{
    m_stage->server->add(S2, SecretType::SshKey,
                         {{QStringLiteral("private-key"), "key"}, {QStringLiteral("passphrase"), "phrase"}});
    m_stage->open();
    auto edit = m_stage->edit(S2);
    QVERIFY2(edit, reason(edit));
    const auto saved = m_stage->save(std::move(edit->draft));
    QVERIFY2(saved, reason(saved));
    QCOMPARE(m_people->others.open(m_stage->server->value(S2, "private-key")), QByteArray("key"));
    QCOMPARE(m_people->others.open(m_stage->server->value(S2, "passphrase")), QByteArray("phrase"));
}

void TestSealingVault::whatLooksSealedIsSealedAllTheSame_data()
{
    QTest::addColumn<QByteArray>("typed");
    const QByteArray byHand = m_people->others.seal("by hand", {m_people->ada, m_people->betty}, {m_people->betty});
    QTest::newRow("a marker and a password") << QByteArray("-----BEGIN PGP MESSAGE-----\nhunter2");
    QTest::newRow("an indented marker") << QByteArray(" \n-----BEGIN PGP MESSAGE-----\nhunter2");
    QTest::newRow("a message and a note below") << byHand + "\nthe old one was hunter2";
    QTest::newRow("a message for others, unsigned") << m_people->others.seal("hunter2", {m_people->carol}, {});
    QTest::newRow("a good message") << byHand;
}

void TestSealingVault::whatLooksSealedIsSealedAllTheSame()
{
    QFETCH(QByteArray, typed);
    m_stage->open();
    const auto id = m_stage->save(SealingStage::login(typed));
    QVERIFY2(id, reason(id));
    QVERIFY(!m_stage->server->value(*id).contains("hunter2"));
    QCOMPARE(m_people->others.open(m_stage->server->value(*id)), typed);
    QCOMPARE(textOf(m_stage->reveal(*id)), typed);

    auto edit = m_stage->edit(*id);
    QVERIFY2(edit, reason(edit));
    const auto again = m_stage->save(std::move(edit->draft));
    QVERIFY2(again, reason(again));
    QCOMPARE(m_people->others.open(m_stage->server->value(*id)), typed);
}

void TestSealingVault::whatIsOffIsLeftAlone()
{
    m_stage->account.seals = false;
    m_stage->open();
    const auto id = m_stage->save(SealingStage::login("as it is"));
    QVERIFY2(id, reason(id));
    QCOMPARE(m_stage->server->value(*id), QByteArray("as it is"));
    const auto readers = QCoro::waitFor(m_stage->session->readers(S1, {}));
    QVERIFY(readers && readers->empty());
}

void TestSealingVault::nothingIsWrittenForKeysNeverCompared()
{
    m_stage->account.sealedFor.append({QStringLiteral("Carol Shaw <carol@example.org>"), m_people->carol});
    m_stage->open();
    const auto refused = m_stage->save(SealingStage::login("secret"));
    QCOMPARE(kindOf(refused), ErrorKind::ReadersUnconfirmed);
    QVERIFY(refused.error().detail.contains(QStringLiteral("carol@example.org")));
    QVERIFY(!m_stage->server->log.contains(QStringLiteral("create")));

    const auto readers = QCoro::waitFor(m_stage->session->readers({}, {}));
    QVERIFY2(readers, reason(readers));
    QCOMPARE(readers->size(), std::size_t(2));
    QCOMPARE(readers->at(0).state, ReaderKey::State::Known);
    QCOMPARE(readers->at(1).state, ReaderKey::State::FirstSeen);
    QCOMPARE(readers->at(1).person.name, QStringLiteral("Carol Shaw"));

    const auto id = m_stage->save(SealingStage::login("secret"), {m_people->carol});
    QVERIFY2(id, reason(id));
    QCOMPARE(recipientKeyIds(m_stage->server->value(*id))->size(), 3);
    const auto again = m_stage->save(SealingStage::login("secret")); // compared once is enough
    QVERIFY2(again, reason(again));
}

void TestSealingVault::anotherKeyThanTheComparedOneBlocks()
{
    m_stage->account.sealedFor = {{QStringLiteral("Betty Holberton <betty@example.org>"), m_people->carol}};
    m_stage->open();
    QCOMPARE(kindOf(m_stage->save(SealingStage::login("secret"), {m_people->carol})), ErrorKind::ReadersUnconfirmed);
    const auto readers = QCoro::waitFor(m_stage->session->readers({}, {}));
    QVERIFY2(readers, reason(readers));
    QCOMPARE(readers->front().state, ReaderKey::State::Changed);
    QCOMPARE(readers->front().pinnedFingerprint, m_people->betty);
    QVERIFY(m_stage->sealing().acceptKey(BettysAddress, m_people->carol));
    const auto id = m_stage->save(SealingStage::login("secret"));
    QVERIFY2(id, reason(id));
}

void TestSealingVault::aKeyThatWasRevokedBlocks()
{
    KeyRequest request;
    request.userId = QStringLiteral("Grace Hopper <grace@example.org>");
    const QString grace = m_people->others.createKey(request);
    m_stage->open();
    const auto added = QCoro::waitFor(m_stage->sealing().addPerson(m_people->others.publicKey(grace), {}));
    QVERIFY2(added, reason(added));
    QVERIFY(m_stage->save(SealingStage::login("secret"), {grace}));
    m_people->others.revokeKey(grace);
    QVERIFY(QCoro::waitFor(m_stage->openPgp().importPublicKey(m_people->others.publicKey(grace))));
    const auto readers = QCoro::waitFor(m_stage->session->readers({}, {}));
    QVERIFY2(readers, reason(readers));
    QCOMPARE(readers->back().state, ReaderKey::State::Unusable);
    QCOMPARE(kindOf(m_stage->save(SealingStage::login("secret"), {grace})), ErrorKind::ReadersUnconfirmed);
    QCOMPARE(m_stage->server->log.count(QStringLiteral("create")), 1);
}

void TestSealingVault::weakExpiredAndRevokedKeysAreNotAdded()
{
    KeyRequest request;
    request.userId = QStringLiteral("Wim Weak <wim@example.org>");
    request.kind = KeyKind::Rsa1024;
    const QString weak = m_people->others.createKey(request);
    m_stage->open();
    for (const QString &fingerprint : {weak, m_people->erin, m_people->rita}) {
        const auto added = QCoro::waitFor(m_stage->sealing().addPerson(m_people->others.publicKey(fingerprint), {}));
        QCOMPARE(kindOf(added), ErrorKind::KeyUnusable);
    }
    QCOMPARE(kindOf(QCoro::waitFor(m_stage->sealing().addPerson("no key", {}))), ErrorKind::InvalidInput);
    QVERIFY(!m_stage->kept);
}

void TestSealingVault::peopleComeAndGo()
{
    m_stage->open();
    QVERIFY(QCoro::waitFor(m_stage->sealing().addPerson(m_people->others.publicKey(m_people->dora), {})));
    QVERIFY(m_stage->kept);
    QCOMPARE(m_stage->kept->people.size(), 2);
    QCOMPARE(m_stage->kept->people.back().fingerprint, m_people->dora);
    QVERIFY(QCoro::waitFor(m_stage->sealing().addPerson(m_people->others.publicKey(m_people->dora), {})));
    QCOMPARE(m_stage->kept->people.size(), 2);
    QVERIFY(m_stage->sealing().removePerson(BettysAddress));
    QCOMPARE(m_stage->kept->people.size(), 1);
    const auto id = m_stage->save(SealingStage::login("secret"), {m_people->dora});
    QVERIFY2(id, reason(id));
    QCOMPARE(recipientKeyIds(m_stage->server->value(*id))->size(), 2);
}

void TestSealingVault::aSettingNeedsAKey()
{
    m_stage->open();
    QCOMPARE(kindOf(m_stage->sealing().change(Sealing{true, {}, {}})), ErrorKind::InvalidInput);
    QVERIFY(m_stage->sealing().setting().on);
}

void TestSealingVault::limitsHoldForTheMessage()
{
    m_stage->server->longest = 1500;
    m_stage->open();
    const VaultWriting &writing = *m_stage->session->writing();
    const auto issues = writing.check(SealingStage::login(QByteArray(1400, 'x'))); // would fit in the clear
    QVERIFY(has(issues, DraftIssue::Kind::TooLong));
    const int limit = issues.front().limit;
    QVERIFY(limit > 300 && limit < 1000);
    QVERIFY(has(writing.check(SealingStage::login(QByteArray(limit + 1, 'x'))), DraftIssue::Kind::TooLong));
    QVERIFY(writing.check(SealingStage::login(QByteArray(limit, 'x'))).empty());
    const auto fits = m_stage->save(SealingStage::login(QByteArray(limit, 'x')));
    QVERIFY2(fits, reason(fits));
    QVERIFY(m_stage->server->value(*fits).size() <= 1500);
    m_stage->server->log.clear();
    QCOMPARE(kindOf(m_stage->save(SealingStage::login(QByteArray(1400, 'x')))), ErrorKind::TooLong);
    QVERIFY(!m_stage->server->log.contains(QStringLiteral("create")));
}

void TestSealingVault::sizesAreNeverUnderestimated_data()
{
    QTest::addColumn<KeyKind>("kind");
    QTest::newRow("curve") << KeyKind::Curve25519;
    QTest::newRow("rsa2048") << KeyKind::Rsa2048;
    QTest::newRow("rsa4096") << KeyKind::Rsa4096;
    QTest::newRow("nist") << KeyKind::NistP256;
}

void TestSealingVault::sizesAreNeverUnderestimated()
{
    QFETCH(KeyKind, kind);
    KeyRequest request;
    request.userId = QStringLiteral("Sizer <sizer@example.org>");
    request.kind = kind;
    const QString own = m_people->user.createKey(request);
    const auto keys = QCoro::waitFor(m_stage->openPgp().secretKeys()); // and so the engine knows it
    QVERIFY2(keys, reason(keys));
    const auto key = QCoro::waitFor(m_stage->openPgp().findKey(own));
    QVERIFY2(key, reason(key));
    const SealingSize size({*key, *key}, *key);
    const auto betty = QCoro::waitFor(m_stage->openPgp().findKey(m_people->betty));
    QVERIFY2(betty, reason(betty));
    const SealingSize withBetty({*key, *betty}, *key);
    for (const int length : {1, 50, 191, 192, 1000, 9000, 70000}) {
        const std::string text(static_cast<std::size_t>(length), 'q');
        const auto message =
            QCoro::waitFor(m_stage->openPgp().seal(SecretBuffer::copyOf(text), {own, m_people->betty}, own));
        QVERIFY2(message, reason(message));
        QVERIFY2(withBetty.armored(length) >= message->size(), QByteArray::number(message->size()));
        QVERIFY2(withBetty.armored(length) < message->size() + 500, QByteArray::number(message->size()));
        QVERIFY(size.plaintextWithin(size.armored(length)) >= length);
    }
}

void TestSealingVault::signersAreExpectedOrNot()
{
    auto &values = m_stage->server->values[S1];
    m_stage->open();
    values[QStringLiteral("password")] = m_stage->message("hers", {m_people->betty});
    QCOMPARE(m_stage->verdict(S1).state, SignatureState::Expected);
    values[QStringLiteral("password")] = m_stage->message("a stranger's", {m_people->carol});
    QCOMPARE(m_stage->verdict(S1).state, SignatureState::Foreign);
    values[QStringLiteral("password")] = m_stage->message("nobody's", {});
    QCOMPARE(m_stage->verdict(S1).state, SignatureState::Unsigned);
    values[QStringLiteral("password")] = m_stage->message("unknown", {m_people->mallory});
    QCOMPARE(m_stage->verdict(S1).state, SignatureState::UnknownKey);
    const auto markers = [this] {
        const auto catalog = m_stage->session->catalog();
        return catalog->markers(catalog->rowOf(S1));
    };
    QTRY_VERIFY(markers().testFlag(Marker::SecretUnverified));
}

void TestSealingVault::aMessageInTheWrongPlaceIsNoticed()
{
    m_stage->server->add(S2, SecretType::Login, {{QStringLiteral("password"), {}}});
    m_stage->open();
    const QByteArray message = m_stage->message("hers", {m_people->betty});
    m_stage->server->values[S1][QStringLiteral("password")] = message;
    QVERIFY(!m_stage->verdict(S1).outOfOrder);
    m_stage->server->values[S2][QStringLiteral("password")] = message;
    QVERIFY(m_stage->verdict(S2).outOfOrder);
    QVERIFY(!m_stage->verdict(S1).outOfOrder);
}

void TestSealingVault::anOlderMessageIsNoticed()
{
    m_stage->open();
    const QByteArray first = m_stage->message("first", {m_people->betty});
    const QByteArray second = m_stage->message("second", {m_people->betty});
    auto &values = m_stage->server->values[S1];
    for (const QByteArray &message : {first, second}) {
        values[QStringLiteral("password")] = message;
        QVERIFY(!m_stage->verdict(S1).outOfOrder);
    }
    values[QStringLiteral("password")] = first;
    QVERIFY(m_stage->verdict(S1).outOfOrder);
    const auto edit = m_stage->edit(S1);
    QVERIFY2(edit, reason(edit));
    QVERIFY(edit->verdict.outOfOrder);
}

void TestSealingVault::aSealThatWasTakenOffIsNoticed()
{
    m_stage->open();
    QCOMPARE(m_stage->verdict(S1).state, SignatureState::NotApplicable);
    auto &values = m_stage->server->values[S1];
    values[QStringLiteral("password")] = m_stage->message("sealed", {m_people->betty});
    QCOMPARE(m_stage->verdict(S1).state, SignatureState::Expected);
    values[QStringLiteral("password")] = "put in by the server";
    QCOMPARE(m_stage->verdict(S1).state, SignatureState::Unsigned);
}

void TestSealingVault::t02_anOrderThatIsNotKnownIsSaid()
{
    m_stage->open();
    auto &value = m_stage->server->values[S1][QStringLiteral("password")];
    value = m_stage->message("sealed", {m_people->betty});
    QVERIFY(!m_stage->verdict(S1).orderUnknown);
    QVERIFY(QFile::remove(m_stage->folder.filePath(QStringLiteral("ledger.sqlite"))));
    QVERIFY(QDir(m_stage->folder.path()).mkdir(QStringLiteral("ledger.sqlite")));
    QVERIFY(!m_stage->ledger.load());
    QCOMPARE(m_stage->verdict(S1).state, SignatureState::Expected);
    QVERIFY(m_stage->verdict(S1).orderUnknown);
    value = "put in by the server"; // nothing tells whether it was sealed before
    QVERIFY(m_stage->verdict(S1).orderUnknown);
}

void TestSealingVault::nobodySignsUnaskedWhatNobodyVouchesFor()
{
    m_stage->server->values[S1][QStringLiteral("password")] = m_stage->message("whose?", {});
    m_stage->open();
    auto edit = m_stage->edit(S1);
    QVERIFY2(edit, reason(edit));
    QCOMPARE(edit->verdict.state, SignatureState::Unsigned); // the form warns
    SecretDraft draft = edit->draft.clone();
    QCOMPARE(kindOf(m_stage->save(std::move(draft))), ErrorKind::Conflict);
    QVERIFY(!m_stage->server->log.contains(QStringLiteral("update s1")));
    edit->draft.vouchesForOthers = true;
    const auto saved = m_stage->save(std::move(edit->draft));
    QVERIFY2(saved, reason(saved));
    QCOMPARE(m_stage->verdict(S1).state, SignatureState::Expected);
}

void TestSealingVault::sealedValuesDoNotLeaveInTheClear()
{
    m_stage->account.seals = false;
    m_stage->server->values[S1][QStringLiteral("password")] = m_stage->message("sealed", {m_people->betty});
    m_stage->open();
    auto edit = m_stage->edit(S1);
    QVERIFY2(edit, reason(edit));
    QVERIFY(has(m_stage->session->writing()->check(edit->draft), DraftIssue::Kind::Sealed));
    SecretDraft draft = edit->draft.clone();
    QCOMPARE(kindOf(m_stage->save(std::move(draft))), ErrorKind::InvalidInput);
    QVERIFY(!m_stage->server->log.contains(QStringLiteral("update s1")));

    SecretDraft disguised = edit->draft.clone();
    disguised.fields.front().value = SecretBuffer::copyOf("-----BEGIN PGP MESSAGE-----\nhunter2");
    QVERIFY(has(m_stage->session->writing()->check(disguised), DraftIssue::Kind::Sealed));
    QCOMPARE(kindOf(m_stage->save(std::move(disguised))), ErrorKind::InvalidInput);

    SecretDraft copy = edit->draft.clone();
    copy.copiedFrom = std::exchange(copy.id, {});
    QVERIFY(has(m_stage->session->writing()->check(copy), DraftIssue::Kind::Sealed));
    QCOMPARE(kindOf(m_stage->save(std::move(copy))), ErrorKind::InvalidInput);
    QVERIFY(!m_stage->server->log.join(QLatin1Char(' ')).contains(QStringLiteral("create")));

    edit->draft.unseals = true;
    QVERIFY(m_stage->session->writing()->check(edit->draft).empty());
    const auto saved = m_stage->save(std::move(edit->draft));
    QVERIFY2(saved, reason(saved));
    QCOMPARE(m_stage->server->value(S1), QByteArray("sealed"));
    QCOMPARE(m_stage->verdict(S1).state, SignatureState::NotApplicable); // that was the user's own wish
}

void TestSealingVault::whatWasJustSealedIsKnown()
{
    m_stage->open();
    QList<QByteArray> messages;
    for (int i = 0; i < 2; ++i) {
        auto edit = m_stage->edit(S1);
        QVERIFY2(edit, reason(edit));
        const auto saved = m_stage->save(std::move(edit->draft));
        QVERIFY2(saved, reason(saved));
        messages.append(m_stage->server->value(S1));
    }
    const auto id = m_stage->save(SealingStage::login("new"));
    QVERIFY2(id, reason(id));
    auto &values = m_stage->server->values;
    values[S1][QStringLiteral("password")] = messages.front(); // the second was never opened
    QVERIFY(m_stage->verdict(S1).outOfOrder);
    values[S1][QStringLiteral("password")] = messages.back();
    QVERIFY(!m_stage->verdict(S1).outOfOrder);
    values[*id][QStringLiteral("password")] = "put in by the server"; // nor was this one
    QCOMPARE(m_stage->verdict(*id).state, SignatureState::Unsigned);
}

QTEST_GUILESS_MAIN(TestSealingVault)
#include "tst_sealingvault.moc"
