// SPDX-License-Identifier: GPL-3.0-or-later
// Which shared metadata keys count. The keys themselves are text here: nothing is encrypted for them.
#include "core/vault/passbolt/passboltauth.h"
#include "core/vault/passbolt/passboltmetadatakeyring.h"
#include "core/vault/support/tlspolicy.h"
#include "tests/core/vault/passbolt/fakepassbolt.h"
#include "tests/support/routes.h"

#include <QCoroTask>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSslSocket>
#include <QTemporaryDir>
#include <QTest>

using namespace coffret;
using namespace coffret::test;
using coffret::fakes::FakeOpenPgp;

namespace {

const QByteArray Ada = "08593647-c13f-4070-b70b-1f340d13b0ad";
const QByteArray AdasKey = "---- the key of ada, invented";
const QString First = QStringLiteral("1ba2b056-c1f8-462a-aef8-5eb26dcf5b0f");
const QString Second = QStringLiteral("2ba2b056-c1f8-462a-aef8-5eb26dcf5b0f");

/// FakeOpenPgp makes a key's fingerprint from its "armor".
QString fingerprintOf(const QByteArray &armor)
{
    return QString::fromLatin1(armor.toHex().left(40).toUpper());
}

/// A shared key as the server lists it.
struct SharedKey
{
    QString id;
    QByteArray armor;
    QString signer;         ///< of the user's copy; empty: nobody
    QByteArray givenBy;     ///< user id, as the server says
    QByteArray more = {};   ///< members of the row
    QByteArray copyId = {}; ///< empty: one made from the key's

    [[nodiscard]] QString fingerprint() const { return fingerprintOf(armor); }
    [[nodiscard]] QByteArray copy() const
    {
        return FakeOpenPgp::sealed(json("{'object_type':'PASSBOLT_METADATA_PRIVATE_KEY','domain':'https://x',"
                                        "'armored_key':'private','passphrase':'','fingerprint':'") +
                                       fingerprint().toLatin1() + json("'}"),
                                   signer);
    }
    [[nodiscard]] QByteArray row() const
    {
        return json("{'id':'") + id.toLatin1() + json("','fingerprint':'") + fingerprint().toLatin1() +
               json("','armored_key':'") + armor + '"' + more + json(",'metadata_private_keys':[{'id':'") +
               (copyId.isEmpty() ? '9' + id.toLatin1().mid(1) : copyId) + json("','user_id':'") + FakePassbolt::UserId +
               json("','modified_by':") + (givenBy.isEmpty() ? "null" : '"' + givenBy + '"') + json(",'data':'") +
               copy().replace('\n', "\\n") + json("'}]}");
    }
};

/// Somebody signed in, with a keyring of their own.
struct Stage
{
    Stage()
    {
        static_cast<void>(pins.load());
        engine->knownSigners.append(fingerprintOf(AdasKey));
        static_cast<void>(QCoro::waitFor(PassboltAuth(account, api, *engine, clock).signIn({})));
        directory.setOwnId(QString::fromLatin1(FakePassbolt::UserId));
        std::vector<PassboltUser> users;
        PassboltUser ada;
        ada.id = QString::fromLatin1(Ada);
        ada.fingerprint = fingerprintOf(AdasKey);
        ada.armoredKey = AdasKey;
        ada.name = QStringLiteral("Ada");
        users.push_back(ada);
        directory.setUsers(std::move(users));
    }
    void serve(const std::vector<SharedKey> &keys)
    {
        QByteArrayList rows;
        for (const SharedKey &key : keys)
            rows.append(key.row());
        server.answer("/metadata/keys.json", 200, '[' + rows.join(',') + ']');
    }
    [[nodiscard]] bool load() { return QCoro::waitFor(keyring.load({})).has_value(); }
    [[nodiscard]] bool isTrusted(const SharedKey &key) const { return keyring.trusted(key.id) == key.fingerprint(); }

    QTemporaryDir folder;
    FakePassbolt server;
    Account account = server.account();
    std::unique_ptr<FakeOpenPgp> engine = server.openPgp();
    SystemClock clock;
    PassboltApi api{account.server, tlsPolicyFor(account).value_or(TlsPolicy()), clock};
    PinStore pins{folder.filePath(QStringLiteral("pins.json"))};
    PassboltDirectory directory{account, *engine, pins};
    PassboltMetadataKeyring keyring{account, api, *engine, directory, pins};
};

SharedKey byServer(const QString &id, const QByteArray &armor)
{
    return {id, armor, FakePassbolt::serverFingerprint(), {}};
}

} // namespace

class TestPassboltKeyring : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void firstSight_data();
    void firstSight();
    void saysWhyAKeyDoesNotCount();
    void aChangedKeyDoesNotCount_data();
    void aChangedKeyDoesNotCount();
    void acceptingAChangedKey();
    void anExpiredKeyGoesOnCounting();
    void theNewestActiveKeyIsTheOneToWriteWith();
    void trap07_theOwnCopyIsSignedOnce();
    void trap07_signedBeforeIsSigned();
    void whatDoesNotCountIsNotSigned();
    void aCopyThatCannotBeSignedDoesNoHarm();
    void t28_aCopyUnderAnOddNameIsNotSigned_data();
    void t28_aCopyUnderAnOddNameIsNotSigned();
};

void TestPassboltKeyring::firstSight_data()
{
    QTest::addColumn<QString>("signer");
    QTest::addColumn<QByteArray>("givenBy");
    QTest::addColumn<bool>("trusted");
    const QString server = FakePassbolt::serverFingerprint();
    QTest::newRow("from the server") << server << QByteArray() << true;
    QTest::newRow("from an administrator") << fingerprintOf(AdasKey) << Ada << true;
    QTest::newRow("from the user") << FakePassbolt::UserFingerprint << FakePassbolt::UserId << true;
    QTest::newRow("from somebody else") << fingerprintOf(AdasKey) << FakePassbolt::UserId << false;
    QTest::newRow("from a stranger") << QString(40, QLatin1Char('7')) << Ada << false;
    QTest::newRow("not signed") << QString() << Ada << false;
}

void TestPassboltKeyring::firstSight()
{
    QFETCH(QString, signer);
    QFETCH(QByteArray, givenBy);
    QFETCH(bool, trusted);
    Stage stage;
    const SharedKey key{First, "the first shared key", signer, givenBy};
    stage.serve({key});
    QVERIFY(stage.load());
    QCOMPARE(stage.isTrusted(key), trusted);
    QCOMPARE(stage.keyring.unaccepted().has_value(), !trusted);
    if (!trusted) {
        QVERIFY(stage.keyring.unaccepted()->state == ReaderKey::State::FirstSeen);
        QCOMPARE(stage.keyring.unaccepted()->fingerprint, key.fingerprint());
        QCOMPARE(stage.keyring.change()->giver, SharedKeyChange::Giver::Nobody);
    }
}

void TestPassboltKeyring::saysWhyAKeyDoesNotCount()
{
    Stage stage;
    QCOMPARE(stage.keyring.refusal(First), ErrorKind::SharedKeyMissing);
    stage.serve({SharedKey{First, "the first shared key", QString(), Ada}}); // signed by nobody
    QVERIFY(stage.load());
    QCOMPARE(stage.keyring.refusal(First), ErrorKind::SharedKeyChanged);
    QCOMPARE(stage.keyring.refusal(Second), ErrorKind::SharedKeyMissing);
    stage.engine->openErrors = {ErrorKind::CorruptMessage};
    QVERIFY(stage.load());
    QCOMPARE(stage.keyring.refusal(First), ErrorKind::KeyUnusable);
    stage.keyring.clear();
    QCOMPARE(stage.keyring.refusal(First), ErrorKind::SharedKeyMissing);
}

void TestPassboltKeyring::aChangedKeyDoesNotCount_data()
{
    QTest::addColumn<QString>("signer");
    QTest::addColumn<bool>("trusted");
    QTest::newRow("from the server") << FakePassbolt::serverFingerprint() << false;
    QTest::newRow("from an administrator") << fingerprintOf(AdasKey) << false;
    QTest::newRow("signed by the user elsewhere") << FakePassbolt::UserFingerprint << true;
}

void TestPassboltKeyring::aChangedKeyDoesNotCount()
{
    QFETCH(QString, signer);
    QFETCH(bool, trusted);
    Stage stage;
    const SharedKey key = byServer(First, "the first shared key");
    stage.serve({key});
    QVERIFY(stage.load());
    for (const QString &id : {First, Second}) { // in its place, or as a new one
        const SharedKey changed{id, "another shared key!!", signer, Ada};
        stage.serve({changed});
        QVERIFY(stage.load());
        QCOMPARE(stage.isTrusted(changed), trusted);
        QCOMPARE(stage.keyring.unaccepted().has_value(), !trusted);
        if (!trusted) {
            QVERIFY(stage.keyring.unaccepted()->state == ReaderKey::State::Changed);
            QCOMPARE(stage.keyring.unaccepted()->pinnedFingerprint, key.fingerprint());
            QCOMPARE(stage.keyring.unaccepted()->fingerprint, changed.fingerprint());
            const auto giver = signer == FakePassbolt::serverFingerprint() ? SharedKeyChange::Giver::Server
                                                                           : SharedKeyChange::Giver::Person;
            QCOMPARE(stage.keyring.change()->giver, giver);
            QCOMPARE(stage.keyring.change()->giverName,
                     giver == SharedKeyChange::Giver::Person ? QStringLiteral("Ada") : QString());
            QCOMPARE(stage.keyring.refusal(id), ErrorKind::SharedKeyChanged);
        }
    }
    stage.serve({key});
    QVERIFY(stage.load());
    QVERIFY(stage.isTrusted(key));
}

void TestPassboltKeyring::acceptingAChangedKey()
{
    Stage stage;
    SharedKey first = byServer(First, "the first shared key");
    stage.serve({first});
    QVERIFY(stage.load());
    const SharedKey changed = byServer(Second, "another shared key!!");
    const SharedKey another = byServer(First, "yet another, not asked about");
    stage.serve({changed});
    QVERIFY(stage.load());
    const std::optional<ReaderKey> asked = stage.keyring.unaccepted();
    QVERIFY(asked && !stage.isTrusted(changed));
    QVERIFY(stage.pins.accept(stage.account.id, asked->person.id, asked->fingerprint)); // what acceptKey() does
    QVERIFY(stage.isTrusted(changed));
    QVERIFY(!stage.keyring.unaccepted());
    first.more = json(",'expired':'2026-01-01T00:00:00+00:00'");
    stage.serve({first, changed});
    QVERIFY(stage.load());
    QVERIFY(stage.isTrusted(changed));
    QVERIFY(stage.isTrusted(first)); // rows it encrypted are still there
    stage.serve({another});
    QVERIFY(stage.load());
    QVERIFY(!stage.isTrusted(another));
}

void TestPassboltKeyring::anExpiredKeyGoesOnCounting()
{
    Stage stage;
    SharedKey first = byServer(First, "the first shared key");
    stage.serve({first});
    QVERIFY(stage.load());
    first.more = json(",'expired':'2026-11-01T00:00:00+00:00','created':'2026-01-01T00:00:00+00:00'");
    SharedKey second{Second, "another shared key!!", FakePassbolt::UserFingerprint, {}};
    second.more = json(",'created':'2026-11-01T00:00:00+00:00','expired':null");
    stage.serve({first, second});
    QVERIFY(stage.load());
    QVERIFY(stage.isTrusted(first)); // rows it encrypted are still there
    QVERIFY(stage.isTrusted(second));
    SharedKey smuggled = byServer(QStringLiteral("3ba2b056-c1f8-462a-aef8-5eb26dcf5b0f"), "an old key nobody had");
    smuggled.more = json(",'expired':'2026-11-01T00:00:00+00:00'");
    stage.serve({first, second, smuggled});
    QVERIFY(stage.load());
    QVERIFY(!stage.isTrusted(smuggled));
    QVERIFY(!stage.keyring.unaccepted()); // but nobody is asked about a key nothing is written with
}

void TestPassboltKeyring::theNewestActiveKeyIsTheOneToWriteWith()
{
    Stage stage;
    SharedKey first = byServer(First, "the first shared key");
    stage.serve({first});
    QVERIFY(stage.load());
    first.more = json(",'created':'2026-01-01T00:00:00+00:00'");
    SharedKey changed = byServer(Second, "another shared key!!");
    const auto isAskedAbout = [&](const char *members) {
        changed.more = json(members);
        stage.serve({changed, first});
        return stage.load() && stage.keyring.unaccepted().has_value();
    };
    QVERIFY(isAskedAbout(",'created':'2026-02-01T00:00:00+00:00'"));
    QVERIFY(isAskedAbout(",'created':'2026-02-01T00:00:00+00:00','expired':'2999-02-01T00:00:00+00:00'"));
    QVERIFY(!isAskedAbout(",'created':'2025-02-01T00:00:00+00:00'"));
    QVERIFY(!isAskedAbout(",'created':'2026-02-01T00:00:00+00:00','expired':'2026-02-02T00:00:00+00:00'"));
    QVERIFY(!isAskedAbout(",'created':'2026-02-01T00:00:00+00:00','expired':'sometime'"));
    QVERIFY(!isAskedAbout(",'created':'2026-02-01T00:00:00+00:00','deleted':'2026-02-02T00:00:00+00:00'"));
}

void TestPassboltKeyring::trap07_theOwnCopyIsSignedOnce()
{
    Stage stage;
    const SharedKey key = byServer(First, "the first shared key");
    const QByteArray path = "/metadata/keys/private/9ba2b056-c1f8-462a-aef8-5eb26dcf5b0f.json";
    stage.server.answer(path, 200, "null");
    stage.serve({key});
    QVERIFY(stage.load());
    QCOMPARE(stage.server.count("PUT", path), 1);
    const auto &requests = stage.server.requests();
    const auto put =
        std::find_if(requests.cbegin(), requests.cend(), [](const SeenRequest &r) { return r.method == "PUT"; });
    const QByteArray data =
        QJsonDocument::fromJson(put->body).object().value(QLatin1String("data")).toString().toLatin1();
    QCOMPARE(unsealed(data), unsealed(key.copy())); // word for word
    QCOMPARE(data, FakeOpenPgp::sealed(unsealed(key.copy()), FakePassbolt::UserFingerprint));
    QVERIFY(stage.load());
    QCOMPARE(stage.server.count("PUT", path), 1);
}

/// The server takes the user's signature once and refuses it any other time.
void TestPassboltKeyring::trap07_signedBeforeIsSigned()
{
    Stage stage;
    const QByteArray path = "/metadata/keys/private/9ba2b056-c1f8-462a-aef8-5eb26dcf5b0f.json";
    stage.server.answer(path, 400, "\"\"");
    stage.serve({byServer(First, "the first shared key")});
    QVERIFY(stage.load());
    QVERIFY(stage.load());
    QCOMPARE(stage.server.count("PUT", path), 1);
    stage.serve({SharedKey{First, "the first shared key", FakePassbolt::UserFingerprint, FakePassbolt::UserId}});
    stage.keyring.clear();
    QVERIFY(stage.load());
    QCOMPARE(stage.server.count("PUT", path), 1);
}

void TestPassboltKeyring::whatDoesNotCountIsNotSigned()
{
    Stage stage;
    SharedKey expired = byServer(Second, "another shared key!!");
    expired.more = json(",'expired':'2026-01-01T00:00:00+00:00'");
    stage.serve({SharedKey{First, "the first shared key", QString(), Ada}, expired});
    QVERIFY(stage.load());
    for (const SeenRequest &request : stage.server.requests())
        QVERIFY(request.method != "PUT");
}

void TestPassboltKeyring::aCopyThatCannotBeSignedDoesNoHarm()
{
    Stage stage;
    const SharedKey key = byServer(First, "the first shared key");
    const QByteArray path = "/metadata/keys/private/9ba2b056-c1f8-462a-aef8-5eb26dcf5b0f.json";
    stage.server.answer(path, 500, "\"\"");
    stage.serve({key});
    QVERIFY(stage.load());
    QVERIFY(stage.isTrusted(key));
    QVERIFY(stage.load());
    QCOMPARE(stage.server.count("PUT", path), 2); // tried again at the next sync
}

void TestPassboltKeyring::t28_aCopyUnderAnOddNameIsNotSigned_data()
{
    QTest::addColumn<QByteArray>("copyId");
    for (const char *id : {"../x", " ", "9ba2b056-c1f8-462a-aef8-5eb26dcf5b0f/..", "%2e%2e"})
        QTest::addRow("%s", id) << QByteArray(id);
}

void TestPassboltKeyring::t28_aCopyUnderAnOddNameIsNotSigned()
{
    QFETCH(QByteArray, copyId);
    Stage stage;
    SharedKey key = byServer(First, "the first shared key");
    key.copyId = copyId;
    stage.serve({key});
    QVERIFY(stage.load());
    QVERIFY(stage.isTrusted(key)); // it is read all the same
    for (const SeenRequest &request : stage.server.requests())
        QVERIFY2(request.method != "PUT", request.target.constData());
}

QTEST_GUILESS_MAIN(TestPassboltKeyring)
#include "tst_passboltkeyring.moc"
