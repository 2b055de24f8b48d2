// SPDX-License-Identifier: GPL-3.0-or-later
// Sharing at a server that says odd things. What happens at one that behaves: tests/integration/passbolt.
#include "core/vault/passbolt/passboltauth.h"
#include "core/vault/passbolt/passboltmetadataseal.h"
#include "core/vault/passbolt/passboltreaders.h"
#include "core/vault/passbolt/passboltsharingrows.h"
#include "core/vault/passbolt/passboltvault.h"
#include "tests/core/vault/passbolt/fakepassbolt.h"

#include <QCoroTask>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSslSocket>
#include <QTemporaryDir>
#include <QTest>

using namespace coffret;
using namespace coffret::test;
using fakes::FakeOpenPgp;

namespace {

using Target = SharePlan::Target;
using State = ReaderKey::State;

const QString Me = QStringLiteral("ce075f99-d728-46bd-a35b-25b7c171c41d"); // FakePassbolt::UserId
const QString Ada = QStringLiteral("08593647-c13f-4070-b70b-1f340d13b0ad");
const QString Bob = QStringLiteral("2c1f3f0a-34a8-4b6b-9a53-4b8b3d6f3a11");
const QString Team = QStringLiteral("7f6f3c7e-1df2-46f4-93f8-0a0f7a4d6f22");
const QString Secret = QStringLiteral("5cb07b88-850f-4da5-bb69-27674b4c23ea");
const QString Folder = QStringLiteral("9b1f6f7e-6a59-4c6b-8e3e-3f4f1b2c3d44");
const QString V5Default = QStringLiteral("dd1f723d-0d1e-513f-8218-4055dc0530d0");
const QByteArray AdasKey = "---- the key of ada, invented";
const QByteArray BobsKey = "==== the key of bob, invented";

QByteArray jsonOf(const QJsonValue &value)
{
    return value.isArray() ? QJsonDocument(value.toArray()).toJson() : QJsonDocument(value.toObject()).toJson();
}

QJsonObject userRow(const QString &id, const QString &name, const QByteArray &armored)
{
    const QJsonObject key{{QStringLiteral("fingerprint"), FakeOpenPgp::fingerprintOf(armored)},
                          {QStringLiteral("armored_key"), QString::fromLatin1(armored)}};
    return {{QStringLiteral("id"), id},
            {QStringLiteral("username"), name.toLower() + QStringLiteral("@example.org")},
            {QStringLiteral("active"), true},
            {QStringLiteral("profile"), QJsonObject{{QStringLiteral("first_name"), name}}},
            {QStringLiteral("gpgkey"), armored.isEmpty() ? QJsonValue() : QJsonValue(key)}};
}

QJsonObject permissionRow(const QString &aroId, int type, const char *aro = "User")
{
    return {{QStringLiteral("id"), QString(aroId).replace(0, 4, QStringLiteral("aaaa"))},
            {QStringLiteral("aro"), QLatin1String(aro)},
            {QStringLiteral("aro_foreign_key"), aroId},
            {QStringLiteral("type"), type}};
}

QJsonObject itemRow(const QString &id, const QJsonArray &permissions)
{
    return {{QStringLiteral("id"), id},
            {QStringLiteral("permission"), QJsonObject{{QStringLiteral("type"), 15}}},
            {QStringLiteral("permissions"), permissions}};
}

AccessChange give(const QString &id, Grantee::Kind kind = Grantee::Kind::Person)
{
    AccessChange change;
    change.grantee.kind = kind;
    change.grantee.id = id;
    change.after = AccessRight::Read;
    return change;
}

template <typename T>
ErrorKind kindOf(const Expected<T> &result)
{
    return result ? ErrorKind::Internal : result.error().kind;
}

template <typename T>
QString problemOf(const Expected<T> &result)
{
    return result
               ? QString()
               : QStringLiteral("error %1: %2").arg(static_cast<int>(result.error().kind)).arg(result.error().detail);
}

#define VERIFY_OK(result) QVERIFY2((result).has_value(), qPrintable(problemOf(result)))

/// The user's vault at a server with Ada and Bob, and one secret that is the user's alone.
struct Stage
{
    Stage()
    {
        static_cast<void>(pins.load());
        static_cast<void>(ledger.load());
        vault = std::make_unique<PassboltVault>(server.account(), *engine, workers, pins, ledger, clock);
        people = {userRow(Ada, QStringLiteral("Ada"), AdasKey), userRow(Bob, QStringLiteral("Bob"), BobsKey)};
        tellPeople();
        tell("/resources/" + Secret.toLatin1() + ".json", itemRow(Secret, {permissionRow(Me, 15)}));
        tell("/secrets/resource/" + Secret.toLatin1() + ".json",
             QJsonObject{{QStringLiteral("resource_id"), Secret},
                         {QStringLiteral("data"),
                          QString::fromLatin1(FakeOpenPgp::sealed("the value", FakePassbolt::UserFingerprint))}});
        tell("/share/resource/" + Secret.toLatin1() + ".json", QJsonObject());
        simulate({Ada, Bob});
    }
    void tell(const QByteArray &path, const QJsonValue &body, int status = 200)
    {
        server.answer(path, status, jsonOf(body));
    }
    void setPlugins(const QStringList &names)
    {
        const QJsonObject on{{QStringLiteral("enabled"), true}};
        QJsonObject plugins{{QStringLiteral("jwtAuthentication"), on}};
        for (const QString &name : names)
            plugins.insert(name, on);
        const QJsonObject app{{QStringLiteral("url"), server.account().server.toString()}};
        const QJsonObject passbolt{{QStringLiteral("plugins"), plugins}};
        tell("/settings.json", QJsonObject{{QStringLiteral("app"), app}, {QStringLiteral("passbolt"), passbolt}});
    }
    void tellPeople()
    {
        QJsonArray all;
        for (const QJsonObject &person : std::as_const(people)) {
            all.append(person);
            tell("/users/" + person[QLatin1String("id")].toString().toLatin1() + ".json", person);
        }
        tell("/users.json", all);
    }
    void simulate(const QStringList &added)
    {
        QJsonArray rows;
        for (const QString &id : added)
            rows.append(QJsonObject{{QStringLiteral("User"), QJsonObject{{QStringLiteral("id"), id}}}});
        tell("/share/simulate/resource/" + Secret.toLatin1() + ".json",
             QJsonObject{{QStringLiteral("changes"),
                          QJsonObject{{QStringLiteral("added"), rows}, {QStringLiteral("removed"), QJsonArray()}}}});
    }
    void signIn() const
    {
        QVERIFY(QCoro::waitFor(vault->signIn({})));
        QVERIFY(QCoro::waitFor(vault->fetchIndex({}, {})));
    }
    [[nodiscard]] Expected<SharePlan> plan(const std::vector<AccessChange> &changes) const
    {
        return QCoro::waitFor(vault->sharing()->planAccess(Target::Secret, Secret, changes, {}));
    }
    [[nodiscard]] Expected<JobReport> carryOut(const SharePlan &made) const
    {
        QStringList confirmed;
        for (const ReaderKey &reader : made.newReaders)
            confirmed.append(reader.fingerprint);
        return QCoro::waitFor(vault->sharing()->carryOut(made, confirmed, {}, {}));
    }
    /// What the last share request gave, by user id.
    [[nodiscard]] QHash<QString, QByteArray> given() const
    {
        QHash<QString, QByteArray> messages;
        for (const SeenRequest &request : server.requests()) {
            if (!request.target.startsWith("/share/resource/"))
                continue;
            messages.clear();
            const QJsonObject body = QJsonDocument::fromJson(request.body).object();
            for (const QJsonValue row : body[QLatin1String("secrets")].toArray())
                messages.insert(row[QLatin1String("user_id")].toString(),
                                row[QLatin1String("data")].toString().toLatin1());
        }
        return messages;
    }

    QTemporaryDir folder;
    FakePassbolt server;
    std::unique_ptr<FakeOpenPgp> engine = server.openPgp();
    WorkerPool workers{2};
    PinStore pins{folder.filePath(QStringLiteral("pins.json"))};
    TrustLedger ledger{folder.filePath(QStringLiteral("ledger.sqlite"))};
    SystemClock clock;
    QList<QJsonObject> people;
    std::unique_ptr<PassboltVault> vault;
};

/// The parts below the vault, signed in.
struct Parts
{
    explicit Parts(Stage &stage)
        : account(stage.server.account())
        , api(account.server, policyOf(account), stage.clock)
        , directory(account, *stage.engine, stage.pins)
        , readers(account, api, *stage.engine, stage.pins, directory)
    {
        PassboltAuth auth(account, api, *stage.engine, stage.clock);
        if (const auto done = QCoro::waitFor(auth.signIn({})); !done)
            qFatal("no sign-in: %s", qPrintable(done.error().detail));
        directory.setOwnId(Me);
    }
    static TlsPolicy policyOf(const Account &account)
    {
        TlsPolicy policy;
        policy.privateAuthorities = QSslCertificate::fromData(account.certificateAuthorities);
        return policy;
    }
    Account account;
    PassboltApi api;
    PassboltDirectory directory;
    PassboltReaders readers;
};

} // namespace

class TestPassboltSharing : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void sealsForExactlyTheNewReaders();
    void trap15_oneOddKeyStopsNobodyElse_data();
    void trap15_oneOddKeyStopsNobodyElse();
    void t03_aKeyUnderAnothersFingerprint();
    void t03_aChangedKeyIsNotEvenImported();
    void t03_aKeyThatChangesAfterThePlan();
    void t03_pinsThatCannotBeKeptBlock();
    void t36_looksLikeAnotherPerson();
    void t36_looksLikeTheUser();
    void t36_groupsLookAlikeToo();
    void readersLeaveOutWhoCannotReceive();
    void readersOfAFolderIncludeGroups();
    void manyReadersAreAskedForAtOnce();
    void confirmationIsForOneFingerprint();
    void sealsForNobodyUnconfirmed();
    void trap11_aMemberNobodyKnewOf();
    void trap11_aMemberThePlanDidNotKnow();
    void aSessionThatEndsIsNotAPartialSuccess();
    void aSessionThatEndsHalfWayNamesTheRest();
    void stoppingWaitsForWhatIsUnderWay();
    void whatGotNoAnswerMayBeDone();
    void oddAnswersAreErrors_data();
    void oddAnswersAreErrors();
    void trap21_namesDoNotMatter();
    void changesFitOrAreLeftAlone();
    void movesTakeOverAndGiveBack_data();
    void movesTakeOverAndGiveBack();
    void metadataGoesToTheNewestKey_data();
    void metadataGoesToTheNewestKey();
    void rulesOfTheAdministratorHide_data();
    void rulesOfTheAdministratorHide();
    void outlivesItsVault();
};

void TestPassboltSharing::sealsForExactlyTheNewReaders()
{
    Stage stage;
    stage.signIn();
    const auto plan = stage.plan({give(Ada), give(Bob)});
    VERIFY_OK(plan);
    QCOMPARE(plan->newReaders.size(), std::size_t(2));
    stage.engine->sealedFor.clear();
    const auto report = stage.carryOut(*plan);
    QVERIFY(report && report->failures.empty());
    const auto given = stage.given();
    QCOMPARE(given.size(), 2);
    QCOMPARE(unsealed(given.value(Ada)), QByteArray("the value"));
    for (const QStringList &recipients : std::as_const(stage.engine->sealedFor))
        QCOMPARE(recipients.size(), 1); // one reader, one message
    QVERIFY(stage.engine->sealedFor.contains(QStringList{FakeOpenPgp::fingerprintOf(AdasKey)}));
    QVERIFY(!stage.engine->sealedFor.contains(QStringList{FakePassbolt::UserFingerprint}));
}

void TestPassboltSharing::trap15_oneOddKeyStopsNobodyElse_data()
{
    QTest::addColumn<QString>("odd");
    for (const char *odd : {"none", "broken", "expired", "revoked", "cannot encrypt", "another's"})
        QTest::newRow(odd) << QString::fromLatin1(odd);
}

void TestPassboltSharing::trap15_oneOddKeyStopsNobodyElse()
{
    QFETCH(QString, odd);
    Stage stage;
    KeyInfo key;
    key.fingerprint = FakeOpenPgp::fingerprintOf(BobsKey);
    key.canEncrypt = odd != QLatin1String("cannot encrypt");
    key.expired = odd == QLatin1String("expired");
    key.revoked = odd == QLatin1String("revoked");
    if (odd == QLatin1String("another's"))
        key.fingerprint = FakeOpenPgp::fingerprintOf(AdasKey);
    stage.engine->changedKeys.insert(BobsKey, key);
    if (odd == QLatin1String("broken"))
        stage.engine->brokenKeys = {BobsKey};
    if (odd == QLatin1String("none"))
        stage.people[1] = userRow(Bob, QStringLiteral("Bob"), QByteArray());
    stage.tellPeople();
    stage.signIn();
    const auto plan = stage.plan({give(Ada), give(Bob)});
    VERIFY_OK(plan);
    for (const ReaderKey &reader : plan->newReaders)
        QCOMPARE(reader.state, reader.person.id == Bob ? State::Unusable : State::FirstSeen);
    stage.simulate({Ada}); // what is asked for without Bob
    const auto report = stage.carryOut(*plan);
    VERIFY_OK(report);
    QCOMPARE(report->done, 1);
    QCOMPARE(report->failures.size(), std::size_t(1));
    QCOMPARE(report->failures.front().id, Bob);
    QCOMPARE(report->failures.front().error.kind, ErrorKind::ReadersUnconfirmed);
    QCOMPARE(stage.given().keys(), QStringList{Ada});
    for (const SeenRequest &request : stage.server.requests()) {
        if (request.target.startsWith("/share/resource/"))
            QVERIFY(!request.body.contains(Bob.toLatin1())); // no right without the value
    }
}

void TestPassboltSharing::t03_aKeyUnderAnothersFingerprint()
{
    Stage stage;
    // The server calls its own key by the fingerprint of Bob's, which the user confirmed.
    QVERIFY(stage.pins.accept(stage.server.account().id, Bob, FakeOpenPgp::fingerprintOf(BobsKey)));
    QJsonObject key = stage.people[1][QLatin1String("gpgkey")].toObject();
    key.insert(QStringLiteral("armored_key"), QStringLiteral("#### the key of mallory"));
    stage.people[1].insert(QStringLiteral("gpgkey"), key);
    stage.tellPeople();
    stage.signIn();
    stage.simulate({Bob});
    const auto plan = stage.plan({give(Bob)});
    VERIFY_OK(plan);
    QCOMPARE(plan->newReaders.front().state, State::Unusable);
    static_cast<void>(stage.carryOut(*plan));
    QVERIFY(stage.given().isEmpty());
}

void TestPassboltSharing::t03_aChangedKeyIsNotEvenImported()
{
    Stage stage;
    QVERIFY(stage.pins.accept(stage.server.account().id, Bob, QString(40, QLatin1Char('B'))));
    stage.simulate({Bob});
    stage.signIn();
    const auto plan = stage.plan({give(Bob)});
    VERIFY_OK(plan);
    QCOMPARE(plan->newReaders.front().state, State::Changed);
    QCOMPARE(plan->newReaders.front().pinnedFingerprint, QString(40, QLatin1Char('B')));
    QVERIFY(!stage.engine->imported.contains(BobsKey));
    static_cast<void>(stage.carryOut(*plan));
    QVERIFY(stage.given().isEmpty());
    QVERIFY(!stage.engine->imported.contains(BobsKey));
    QVERIFY(stage.vault->sharing()->acceptKey(Bob, FakeOpenPgp::fingerprintOf(BobsKey)));
    const auto accepted = stage.plan({give(Bob)});
    VERIFY_OK(accepted);
    QCOMPARE(accepted->newReaders.front().state, State::Known);
}

void TestPassboltSharing::t03_aKeyThatChangesAfterThePlan()
{
    Stage stage;
    stage.simulate({Bob});
    stage.signIn();
    const auto plan = stage.plan({give(Bob)});
    VERIFY_OK(plan);
    QCOMPARE(plan->newReaders.front().state, State::FirstSeen);
    const QByteArray other = "%%%% another key for bob, invented";
    stage.people[1] = userRow(Bob, QStringLiteral("Bob"), other);
    stage.tellPeople();
    const auto report = stage.carryOut(*plan);
    QVERIFY(!report || !report->failures.empty());
    QVERIFY(stage.given().isEmpty());
    QVERIFY(!stage.engine->sealedFor.contains(QStringList{FakeOpenPgp::fingerprintOf(other)}));
}

void TestPassboltSharing::t03_pinsThatCannotBeKeptBlock()
{
    Stage stage;
    stage.signIn();
    stage.pins = PinStore(QString(stage.folder.filePath(QStringLiteral("elsewhere.json")))); // never loaded
    stage.simulate({Bob});
    const auto plan = stage.plan({give(Bob)});
    VERIFY_OK(plan);
    QVERIFY(isBlocked(plan->newReaders));
}

void TestPassboltSharing::t36_looksLikeAnotherPerson()
{
    Stage stage;
    stage.people[1] = userRow(Bob, QString::fromUtf8("\u0410da"), BobsKey); // begins with a Cyrillic letter
    stage.tellPeople();
    stage.simulate({Bob});
    stage.signIn();
    const auto plan = stage.plan({give(Bob)});
    VERIFY_OK(plan);
    QVERIFY(plan->newReaders.front().lookAlike);
    Stage plain;
    plain.simulate({Bob});
    plain.signIn();
    const auto other = plain.plan({give(Bob)});
    VERIFY_OK(other);
    QVERIFY(!other->newReaders.front().lookAlike);
}

void TestPassboltSharing::t36_looksLikeTheUser()
{
    Stage stage;
    stage.people.append(userRow(Me, QStringLiteral("Lina"), "the user's key"));
    stage.people[1] = userRow(Bob, QString::fromUtf8("L\u0131na"), BobsKey);
    stage.tellPeople();
    stage.simulate({Bob});
    stage.signIn();
    const auto plan = stage.plan({give(Bob)});
    VERIFY_OK(plan);
    QVERIFY(plan->newReaders.front().lookAlike);
}

void TestPassboltSharing::t36_groupsLookAlikeToo()
{
    Stage stage;
    stage.signIn();
    const auto find = [&stage](const QJsonArray &rows) {
        stage.server.answer("/share/search-aros.json", [&stage, rows](const SeenRequest &, QSslSocket &socket) {
            stage.server.tell(socket, QJsonDocument(rows).toJson());
        });
        return QCoro::waitFor(stage.vault->sharing()->findGrantees(QStringLiteral("a"), {}));
    };
    const auto group = [](const char *id, const QString &name) {
        return QJsonObject{{QStringLiteral("id"), QLatin1String(id)},
                           {QStringLiteral("name"), name},
                           {QStringLiteral("user_count"), 2}};
    };
    const QJsonObject admins = group("11f5d0b8-0a2e-4e2d-9f10-d0ab0d6a7b11", QStringLiteral("Admins"));
    const QJsonObject other = group("11f5d0b8-0a2e-4e2d-9f10-d0ab0d6a7b12", QStringLiteral("Sales"));
    const QJsonObject twin =
        group("11f5d0b8-0a2e-4e2d-9f10-d0ab0d6a7b13", QString::fromUtf8("\u0405\u0430les")); // Cyrillic at first
    const auto first = find({admins, other});
    VERIFY_OK(first);
    QCOMPARE(first->size(), std::size_t(2));
    QVERIFY(!first->front().lookAlike && !first->back().lookAlike);
    const auto second = find({twin}); // found by other letters, so not beside the one it looks like
    VERIFY_OK(second);
    QVERIFY(second->front().lookAlike);
    const auto person = find({group("11f5d0b8-0a2e-4e2d-9f10-d0ab0d6a7b14", QStringLiteral("adm\u0131ns"))});
    VERIFY_OK(person);
    QVERIFY(person->front().lookAlike);
}

void TestPassboltSharing::readersLeaveOutWhoCannotReceive()
{
    Stage stage;
    QJsonObject invited =
        userRow(QStringLiteral("11f5d0b8-0a2e-4e2d-9f10-d0ab0d6a7b01"), QStringLiteral("Invited"), {});
    invited.insert(QStringLiteral("active"), false); // administrators are told about these
    QJsonObject gone = userRow(QStringLiteral("11f5d0b8-0a2e-4e2d-9f10-d0ab0d6a7b02"), QStringLiteral("Gone"), AdasKey);
    gone.insert(QStringLiteral("deleted"), true);
    QJsonObject disabled = userRow(Bob, QStringLiteral("Bob"), BobsKey);
    disabled.insert(QStringLiteral("disabled"), QStringLiteral("2026-01-01T00:00:00+00:00")); // counts all the same
    Parts parts(stage);
    QByteArray asked;
    stage.server.answer("/users.json", [&](const SeenRequest &request, QSslSocket &socket) {
        asked = request.target;
        const QJsonArray rows{userRow(Me, QStringLiteral("Lina"), "the user's key"), invited, gone, disabled,
                              userRow(Ada, QStringLiteral("Ada"), AdasKey),          disabled};
        FakePassbolt::say(socket, jsonOf(rows));
    });
    const auto readers = QCoro::waitFor(parts.readers.readersOfResource(Secret, {}));
    VERIFY_OK(readers);
    QVERIFY(QByteArray::fromPercentEncoding(asked).contains("filter[has-access][]=" + Secret.toLatin1()));
    QStringList ids;
    for (const PassboltReader &reader : *readers)
        ids.append(reader.key.person.id);
    QCOMPARE(ids, (QStringList{Bob, Ada}));
    QCOMPARE(kindOf(QCoro::waitFor(parts.readers.readersOfResource(QStringLiteral("../x"), {}))),
             ErrorKind::InvalidInput);
}

void TestPassboltSharing::readersOfAFolderIncludeGroups()
{
    Stage stage;
    Parts parts(stage);
    stage.tell("/folders/" + Folder.toLatin1() + ".json",
               itemRow(Folder, {permissionRow(Me, 15), permissionRow(Ada, 1), permissionRow(Team, 7, "Group")}));
    stage.server.answer("/users.json", [&](const SeenRequest &request, QSslSocket &socket) {
        const bool ofTeam =
            QByteArray::fromPercentEncoding(request.target).contains("has-groups][]=" + Team.toLatin1());
        FakePassbolt::say(socket, jsonOf(ofTeam ? QJsonArray{stage.people[0], stage.people[1]} : QJsonArray()));
    });
    const auto readers = QCoro::waitFor(parts.readers.readersOfFolder(Folder, {}));
    VERIFY_OK(readers);
    QCOMPARE(readers->size(), std::size_t(2)); // Ada by both ways, once
}

void TestPassboltSharing::manyReadersAreAskedForAtOnce()
{
    Stage stage;
    Parts parts(stage);
    QStringList ids;
    QJsonArray rows;
    for (int i = 0; i < 12; ++i) {
        ids.append(QStringLiteral("11f5d0b8-0a2e-4e2d-9f10-d0ab0d6a7b%1").arg(i + 10));
        if (i > 0)
            rows.append(userRow(ids.last(), QStringLiteral("P%1").arg(i), "key " + QByteArray::number(i)));
    }
    stage.tell("/users.json", rows);
    stage.server.forget();
    const auto readers = QCoro::waitFor(parts.readers.readersNamed(ids, {}));
    VERIFY_OK(readers);
    QCOMPARE(readers->size(), std::size_t(12));
    QCOMPARE(readers->back().key.person.id, ids.first()); // gone meanwhile
    QCOMPARE(readers->back().key.state, State::Unusable);
    QCOMPARE(stage.server.requests().size(), 1);
}

void TestPassboltSharing::confirmationIsForOneFingerprint()
{
    Stage stage;
    Parts parts(stage);
    const auto readers = QCoro::waitFor(parts.readers.readersNamed({Ada, Bob}, {}));
    VERIFY_OK(readers);
    const QString adas = FakeOpenPgp::fingerprintOf(AdasKey);
    const QString bobs = FakeOpenPgp::fingerprintOf(BobsKey);
    const auto refused = parts.readers.requireConfirmed(*readers, {adas});
    QCOMPARE(kindOf(refused), ErrorKind::ReadersUnconfirmed);
    QVERIFY(refused.error().detail.contains(QLatin1String("bob@example.org")));
    QVERIFY(!refused.error().detail.contains(QLatin1String("ada@example.org")));
    QVERIFY(!stage.pins.isConfirmed(parts.account.id, Ada, adas)); // all or none
    QVERIFY(parts.readers.requireConfirmed(*readers, {adas, bobs.toLower()}));
    QVERIFY(stage.pins.isConfirmed(parts.account.id, Bob, bobs));
    const auto again = QCoro::waitFor(parts.readers.readersNamed({Ada}, {}));
    VERIFY_OK(again);
    QCOMPARE(again->front().key.state, State::Known);
    QVERIFY(parts.readers.requireConfirmed(*again, {}));
}

void TestPassboltSharing::sealsForNobodyUnconfirmed()
{
    Stage stage;
    Parts parts(stage);
    const auto readers = QCoro::waitFor(parts.readers.readersNamed({Ada, Bob}, {}));
    VERIFY_OK(readers);
    const SecretBuffer value = SecretBuffer::copyOf("the value");
    stage.engine->sealedFor.clear();
    QCOMPARE(kindOf(QCoro::waitFor(parts.readers.sealFor(value.clone(), *readers, {}))), ErrorKind::ReadersUnconfirmed);
    QVERIFY(stage.engine->sealedFor.isEmpty());
    QVERIFY(parts.readers.requireConfirmed(*readers,
                                           {FakeOpenPgp::fingerprintOf(AdasKey), FakeOpenPgp::fingerprintOf(BobsKey)}));
    const auto messages = QCoro::waitFor(parts.readers.sealFor(value.clone(), *readers, {}));
    VERIFY_OK(messages);
    QStringList ids;
    for (const QJsonValue message : *messages)
        ids.append(message[QLatin1String("user_id")].toString());
    QCOMPARE(ids, (QStringList{Me, Ada, Bob}));
    const auto others =
        QCoro::waitFor(parts.readers.sealForOthers(value.clone(), *readers, PassboltReaders::Vouched::No, {}));
    VERIFY_OK(others);
    QCOMPARE(others->size(), 2);
    QVERIFY(QByteArray::fromBase64((*others)[0][QLatin1String("data")].toString().toLatin1().split('\n').value(2))
                .startsWith(':')); // without a signer
}

void TestPassboltSharing::trap11_aMemberNobodyKnewOf()
{
    Stage stage;
    stage.simulate({Ada});
    stage.signIn();
    const auto plan = stage.plan({give(Team, Grantee::Kind::Group)});
    VERIFY_OK(plan);
    stage.simulate({Ada, Bob}); // the group took Bob in
    QVERIFY(stage.pins.accept(stage.server.account().id, Bob, FakeOpenPgp::fingerprintOf(BobsKey)));
    const auto report = stage.carryOut(*plan);
    QVERIFY(report && report->failures.empty());
    QCOMPARE(stage.given().size(), 2);
}

void TestPassboltSharing::trap11_aMemberThePlanDidNotKnow()
{
    Stage stage;
    stage.simulate({Ada});
    stage.signIn();
    const auto plan = stage.plan({give(Team, Grantee::Kind::Group)});
    VERIFY_OK(plan);
    stage.simulate({Ada, Bob}); // whom nobody ever looked at
    stage.tell("/share/resource/" + Secret.toLatin1() + ".json", QJsonObject(), 400);
    const QJsonArray members{QJsonObject{{QStringLiteral("user_id"), Bob}}};
    stage.tell("/groups.json",
               QJsonArray{QJsonObject{{QStringLiteral("id"), Team}, {QStringLiteral("groups_users"), members}}});
    const auto report = stage.carryOut(*plan);
    VERIFY_OK(report);
    QCOMPARE(report->done, 0);
    QCOMPARE(report->failures.size(), std::size_t(1));
    QCOMPARE(report->failures.front().error.kind, ErrorKind::ReadersUnconfirmed);
    QVERIFY(report->failures.front().error.detail.contains(QLatin1String("Bob")));
    QCOMPARE(stage.given().keys(), QStringList{Ada});
}

void TestPassboltSharing::aSessionThatEndsIsNotAPartialSuccess()
{
    Stage stage;
    stage.signIn();
    const auto plan = stage.plan({give(Ada), give(Bob)});
    VERIFY_OK(plan);
    stage.tell("/share/resource/" + Secret.toLatin1() + ".json", QJsonObject(), 401);
    stage.server.answer("/auth/jwt/refresh.json", 400, "\"\"");
    QCOMPARE(kindOf(stage.carryOut(*plan)), ErrorKind::NotAuthenticated); // the caller may sign in and try again
}

void TestPassboltSharing::aSessionThatEndsHalfWayNamesTheRest()
{
    Stage stage;
    stage.signIn();
    stage.tell("/folders/" + Folder.toLatin1() + ".json", itemRow(Folder, {permissionRow(Me, 15)}));
    QJsonObject inside = itemRow(Secret, {permissionRow(Me, 15)});
    inside.insert(QStringLiteral("folder_parent_id"), Folder);
    stage.tell("/resources.json", QJsonArray{inside});
    stage.tell("/share/folder/" + Folder.toLatin1() + ".json", QJsonObject());
    const std::vector<AccessChange> changes{give(Ada), give(Bob)};
    const auto plan = QCoro::waitFor(stage.vault->sharing()->planAccess(Target::Collection, Folder, changes, {}));
    VERIFY_OK(plan);
    QCOMPARE(plan->secrets, 1);
    stage.tell("/share/simulate/resource/" + Secret.toLatin1() + ".json", QJsonObject(), 401);
    stage.server.answer("/auth/jwt/refresh.json", 400, "\"\"");
    const auto report = stage.carryOut(*plan);
    VERIFY_OK(report);
    QCOMPARE(report->done, 1);
    QCOMPARE(report->failures.size(), std::size_t(1));
    QCOMPARE(report->failures.front().id, Secret);
    QCOMPARE(report->failures.front().error.kind, ErrorKind::NotAuthenticated);
}

void TestPassboltSharing::stoppingWaitsForWhatIsUnderWay()
{
    Stage stage;
    stage.signIn();
    stage.simulate({Ada});
    const auto plan = stage.plan({give(Ada)});
    VERIFY_OK(plan);
    std::stop_source stop;
    int asked = 0;
    stage.server.answer("/share/resource/" + Secret.toLatin1() + ".json", [&](const SeenRequest &, QSslSocket &socket) {
        ++asked;
        stop.request_stop(); // too late for this one
        FakePassbolt::say(socket, "{}");
    });
    const QStringList confirmed{plan->newReaders.front().fingerprint};
    const auto report = QCoro::waitFor(stage.vault->sharing()->carryOut(*plan, confirmed, {}, stop.get_token()));
    VERIFY_OK(report);
    QCOMPARE(report->done, 1);
    QVERIFY(report->failures.empty());
    const auto again = QCoro::waitFor(stage.vault->sharing()->carryOut(*plan, confirmed, {}, stop.get_token()));
    QVERIFY(!again || (again->cancelled && again->done == 0));
    QCOMPARE(asked, 1);
}

void TestPassboltSharing::whatGotNoAnswerMayBeDone()
{
    Stage stage;
    stage.signIn();
    stage.simulate({Ada});
    const auto plan = stage.plan({give(Ada)});
    VERIFY_OK(plan);
    stage.server.answer("/share/resource/" + Secret.toLatin1() + ".json",
                        [](const SeenRequest &, QSslSocket &socket) { socket.abort(); });
    const auto report = stage.carryOut(*plan);
    VERIFY_OK(report);
    QCOMPARE(report->done, 0);
    QCOMPARE(report->failures.size(), std::size_t(1));
    QCOMPARE(report->failures.front().id, Secret);
    QCOMPARE(report->failures.front().error.kind, ErrorKind::Unreachable);
    QVERIFY(report->failures.front().mayBeDone);

    stage.tell("/share/simulate/resource/" + Secret.toLatin1() + ".json", QJsonObject(), 401);
    stage.server.answer("/auth/jwt/refresh.json", 400, "\"\"");
    QCOMPARE(kindOf(stage.carryOut(*plan)), ErrorKind::NotAuthenticated); // nothing went out
}

void TestPassboltSharing::oddAnswersAreErrors_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QJsonObject>("body");
    const QByteArray id = Secret.toLatin1();
    QTest::newRow("another row") << QByteArray("/resources/" + id + ".json") << itemRow(Ada, {permissionRow(Me, 15)});
    QTest::newRow("no id") << QByteArray("/resources/" + id + ".json") << QJsonObject();
    QTest::newRow("a permission of nobody")
        << QByteArray("/resources/" + id + ".json")
        << itemRow(Secret, {permissionRow(Me, 15), QJsonObject{{QStringLiteral("id"), Ada}}});
    QTest::newRow("nothing simulated") << QByteArray("/share/simulate/resource/" + id + ".json") << QJsonObject();
    QTest::newRow("another's secret") << QByteArray("/secrets/resource/" + id + ".json")
                                      << QJsonObject{{QStringLiteral("resource_id"), Ada},
                                                     {QStringLiteral("data"), QStringLiteral("x")}};
    QTest::newRow("no secret") << QByteArray("/secrets/resource/" + id + ".json") << QJsonObject();
    QTest::newRow("another user") << QByteArray("/users/" + Ada.toLatin1() + ".json")
                                  << userRow(Bob, QStringLiteral("Bob"), BobsKey);
}

void TestPassboltSharing::oddAnswersAreErrors()
{
    QFETCH(QByteArray, path);
    QFETCH(QJsonObject, body);
    Stage stage;
    stage.signIn();
    stage.tell(path, body);
    QCOMPARE(kindOf(stage.plan({give(Ada)})), ErrorKind::Malformed);
    QVERIFY(stage.given().isEmpty());
}

void TestPassboltSharing::trap21_namesDoNotMatter()
{
    Stage stage;
    stage.signIn();
    QJsonObject nameless = itemRow(Secret, {permissionRow(Me, 15)});
    nameless.insert(QStringLiteral("name"), QJsonValue::Null);
    stage.tell("/resources/" + Secret.toLatin1() + ".json", nameless);
    stage.simulate({Ada});
    const auto plan = stage.plan({give(Ada)});
    VERIFY_OK(plan);
    stage.tell("/share/resource/" + Secret.toLatin1() + ".json", QJsonObject(), 500);
    const auto report = stage.carryOut(*plan);
    VERIFY_OK(report);
    QCOMPARE(report->failures.front().id, Secret);
}

void TestPassboltSharing::changesFitOrAreLeftAlone()
{
    PassboltShared item;
    item.id = Secret;
    item.right = AccessRight::Own;
    const auto line = [](const QString &id, AccessRight right) {
        PassboltPermission permission;
        permission.id = QStringLiteral("p-") + id;
        permission.grantee.id = id;
        permission.right = right;
        return permission;
    };
    item.permissions = {line(Me, AccessRight::Own), line(Ada, AccessRight::Update)};
    const auto to = [&](const QString &id, AccessRight before, AccessRight after) {
        AccessChange change = give(id);
        change.before = before;
        change.after = after;
        return permissionRows(item, changed(item.permissions, {change}));
    };
    QVERIFY(to(Ada, AccessRight::None, AccessRight::Read).isEmpty()); // she has more
    QVERIFY(to(Ada, AccessRight::Read, AccessRight::None).isEmpty()); // not what was to be taken
    QVERIFY(to(Ada, AccessRight::Read, AccessRight::Own).isEmpty());
    QVERIFY(to(Ada, AccessRight::Update, AccessRight::Update).isEmpty());
    QCOMPARE(
        to(Ada, AccessRight::Update, AccessRight::Own),
        (QJsonArray{QJsonObject{{QStringLiteral("id"), QStringLiteral("p-") + Ada}, {QStringLiteral("type"), 15}}}));
    QCOMPARE(to(Ada, AccessRight::Update, AccessRight::None),
             (QJsonArray{
                 QJsonObject{{QStringLiteral("id"), QStringLiteral("p-") + Ada}, {QStringLiteral("delete"), true}}}));
    const QJsonArray added = to(Bob, AccessRight::None, AccessRight::Read);
    QCOMPARE(added.size(), 1);
    QCOMPARE(added[0][QLatin1String("aro_foreign_key")].toString(), Bob);
    QCOMPARE(added[0][QLatin1String("type")].toInt(), 1);
    QVERIFY(!added[0].toObject().contains(QLatin1String("id")));
}

void TestPassboltSharing::movesTakeOverAndGiveBack_data()
{
    QTest::addColumn<QString>("item");
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("to");
    QTest::addColumn<bool>("toRoot");
    QTest::addColumn<QString>("expected");
    // m: the user, a: Ada, b: Bob; o: own, u: update, r: read
    QTest::newRow("from the root into a shared folder") << "mo"
                                                        << ""
                                                        << "mo ar" << false << "a-r";
    QTest::newRow("back to the root") << "mo ar"
                                      << "mo ar"
                                      << "" << true << "ar-";
    QTest::newRow("from one to another") << "mo ar"
                                         << "mo ar"
                                         << "mo bu" << false << "ar- b-u";
    QTest::newRow("own sharing stays") << "mo au br"
                                       << "mo br"
                                       << "" << true << "br-";
    QTest::newRow("a greater right than the folder's stays") << "mo au"
                                                             << "mo ar"
                                                             << "mo ar" << false << "";
    QTest::newRow("the greater of two") << "mo ar"
                                        << ""
                                        << "mo au" << false << "aru";
    QTest::newRow("among personal places") << "mo ar"
                                           << "mo"
                                           << "mo" << false << "";
    QTest::newRow("to the root keeps the owner") << "mo ar"
                                                 << "mo ar"
                                                 << "" << true << "ar-";
    QTest::newRow("into another's folder") << "mo"
                                           << "mo"
                                           << "ao mu" << false << "mou a-o";
    QTest::newRow("out of another's folder") << "ao mo"
                                             << "ao mo"
                                             << "" << true << "ao-";
}

void TestPassboltSharing::movesTakeOverAndGiveBack()
{
    QFETCH(QString, item);
    QFETCH(QString, from);
    QFETCH(QString, to);
    QFETCH(bool, toRoot);
    QFETCH(QString, expected);
    const QString rights = QStringLiteral("-ruo");
    const auto listOf = [&rights](const QString &text) {
        PassboltPermissions list;
        for (const QString &word : text.split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
            PassboltPermission permission;
            permission.grantee.id = word.left(1);
            permission.right = static_cast<AccessRight>(rights.indexOf(word[1]));
            list.push_back(permission);
        }
        return list;
    };
    Grantee user;
    user.id = QStringLiteral("m");
    QStringList found;
    for (const AccessChange &change : changesOfMove(listOf(item), listOf(from), listOf(to), toRoot, user))
        found.append(change.grantee.id + rights[static_cast<int>(change.before)] +
                     rights[static_cast<int>(change.after)]);
    QCOMPARE(found.join(QLatin1Char(' ')), expected);
}

void TestPassboltSharing::metadataGoesToTheNewestKey_data()
{
    QTest::addColumn<QString>("odd");
    QTest::addColumn<bool>("written");
    QTest::newRow("fine") << QString() << true;
    QTest::newRow("not trusted") << QStringLiteral("untrusted") << false;
    QTest::newRow("another key under its id") << QStringLiteral("swapped") << false;
    QTest::newRow("another key under its fingerprint") << QStringLiteral("renamed") << false;
    QTest::newRow("none left") << QStringLiteral("none") << false;
}

void TestPassboltSharing::metadataGoesToTheNewestKey()
{
    QFETCH(QString, odd);
    QFETCH(bool, written);
    Stage stage;
    const QString oldId = QStringLiteral("1ba2b056-c1f8-462a-aef8-5eb26dcf5b0f");
    const QString newId = QStringLiteral("2ba2b056-c1f8-462a-aef8-5eb26dcf5b0f");
    const QString gone = QStringLiteral("3ba2b056-c1f8-462a-aef8-5eb26dcf5b0f");
    const auto armorOf = [](const QString &id) { return QByteArray("metadata key " + id.toLatin1()).toHex(); };
    const auto keyRow = [&](const QString &id, const char *created) {
        const QJsonObject inside{{QStringLiteral("object_type"), QStringLiteral("PASSBOLT_METADATA_PRIVATE_KEY")},
                                 {QStringLiteral("fingerprint"), FakeOpenPgp::fingerprintOf(armorOf(id))},
                                 {QStringLiteral("armored_key"), QStringLiteral("secret")},
                                 {QStringLiteral("passphrase"), QString()}};
        const QString signer = odd == QLatin1String("untrusted") ? QString() : FakePassbolt::UserFingerprint;
        const QJsonObject copy{
            {QStringLiteral("user_id"), Me},
            {QStringLiteral("data"), QString::fromLatin1(FakeOpenPgp::sealed(QJsonDocument(inside).toJson(), signer))}};
        return QJsonObject{{QStringLiteral("id"), id},
                           {QStringLiteral("fingerprint"), FakeOpenPgp::fingerprintOf(armorOf(id))},
                           {QStringLiteral("armored_key"), QString::fromLatin1(armorOf(id))},
                           {QStringLiteral("created"), QLatin1String(created)},
                           {QStringLiteral("expired"), QJsonValue::Null},
                           {QStringLiteral("deleted"), QJsonValue::Null},
                           {QStringLiteral("metadata_private_keys"), QJsonArray{copy}}};
    };
    QJsonObject newest = keyRow(newId, "2026-02-01T00:00:00+00:00");
    QJsonObject over = keyRow(gone, "2026-03-01T00:00:00+00:00");
    over.insert(QStringLiteral("expired"), QStringLiteral("2026-03-02T00:00:00+00:00"));
    QJsonArray keys{keyRow(oldId, "2026-01-01T00:00:00+00:00"), newest, over};
    stage.setPlugins({QStringLiteral("metadata")});
    stage.tell("/metadata/keys.json", keys);
    stage.signIn();

    const QJsonObject words{{QStringLiteral("object_type"), QStringLiteral("PASSBOLT_RESOURCE_METADATA")},
                            {QStringLiteral("resource_type_id"), V5Default},
                            {QStringLiteral("name"), QStringLiteral("of the test")}};
    QJsonObject personal = itemRow(Secret, {permissionRow(Me, 15)});
    personal.insert(QStringLiteral("resource_type_id"), V5Default);
    personal.insert(QStringLiteral("metadata"), QString::fromLatin1(FakeOpenPgp::sealed(
                                                    QJsonDocument(words).toJson(), FakePassbolt::UserFingerprint)));
    personal.insert(QStringLiteral("metadata_key_type"), QStringLiteral("user_key"));
    stage.tell("/resources/" + Secret.toLatin1() + ".json", personal);
    stage.simulate({Ada});
    const auto plan = stage.plan({give(Ada)});
    VERIFY_OK(plan);
    if (odd == QLatin1String("swapped")) { // after the user was given the right one
        newest.insert(QStringLiteral("armored_key"), QStringLiteral("another key"));
        newest.insert(QStringLiteral("fingerprint"), FakeOpenPgp::fingerprintOf("another key"));
    } else if (odd == QLatin1String("renamed")) {
        newest.insert(QStringLiteral("armored_key"), QStringLiteral("another key"));
    }
    keys[1] = newest;
    stage.tell("/metadata/keys.json", odd == QLatin1String("none") ? QJsonArray{over} : keys);
    stage.server.forget();
    stage.engine->sealedFor.clear();
    const auto report = stage.carryOut(*plan);
    VERIFY_OK(report);
    QCOMPARE(report->done, written ? 1 : 0);
    QCOMPARE(stage.server.count("PUT", "/resources/" + Secret.toLatin1() + ".json"), written ? 1 : 0);
    if (!written) {
        QVERIFY(stage.engine->sealedFor.isEmpty());
        QVERIFY(stage.given().isEmpty());
        return;
    }
    for (const SeenRequest &request : stage.server.requests()) {
        if (request.method != "PUT" || !request.target.startsWith("/resources/"))
            continue;
        const QJsonObject body = QJsonDocument::fromJson(request.body).object();
        QCOMPARE(body[QLatin1String("metadata_key_id")].toString(), newId);
        QCOMPARE(body[QLatin1String("metadata_key_type")].toString(), QStringLiteral("shared_key"));
        QCOMPARE(body[QLatin1String("resource_type_id")].toString(), V5Default);
        QVERIFY(!body.contains(QLatin1String("secrets")));
    }
    QCOMPARE(stage.engine->sealedFor.first(), QStringList{FakeOpenPgp::fingerprintOf(armorOf(newId))});
}

void TestPassboltSharing::rulesOfTheAdministratorHide_data()
{
    QTest::addColumn<QString>("denied");
    QTest::addColumn<QString>("left");
    // a: access, p: persons, g: groups to share with, f: sharing folders, l: the list of groups
    QTest::newRow("nothing") << QString() << QStringLiteral("apgfl");
    QTest::newRow("who has access") << QStringLiteral("Share.viewList") << QStringLiteral("pgfl");
    QTest::newRow("persons") << QStringLiteral("Share.viewUsersInAutocomplete") << QStringLiteral("agfl");
    QTest::newRow("groups") << QStringLiteral("Share.viewGroupsInAutocomplete") << QStringLiteral("apfl");
    QTest::newRow("folders") << QStringLiteral("Folders.share") << QStringLiteral("apgl");
    QTest::newRow("list of groups") << QStringLiteral("Users.viewGroups") << QStringLiteral("apgf");
}

void TestPassboltSharing::rulesOfTheAdministratorHide()
{
    QFETCH(QString, denied);
    QFETCH(QString, left);
    Stage stage;
    stage.setPlugins({QStringLiteral("rbacs"), QStringLiteral("folders")});
    QJsonArray rules;
    for (const char *name : {"Share.viewList", "Share.viewUsersInAutocomplete", "Share.viewGroupsInAutocomplete",
                             "Folders.share", "Folders.use", "Users.viewGroups"})
        rules.append(
            QJsonObject{{QStringLiteral("ui_action"), QJsonObject{{QStringLiteral("name"), QLatin1String(name)}}},
                        {QStringLiteral("control_function"),
                         denied == QLatin1String(name) ? QStringLiteral("Deny") : QStringLiteral("Allow")}});
    stage.tell("/rbacs/me.json", rules);
    stage.tell("/users/me.json", userRow(Me, QStringLiteral("Lina"), "the user's key"));
    const QJsonObject team{{QStringLiteral("id"), Team}, {QStringLiteral("name"), QStringLiteral("Team")}};
    stage.tell("/groups.json", QJsonArray{team});
    stage.tell("/share/search-aros.json", QJsonArray{stage.people[0], team});
    stage.tell("/folders/" + Folder.toLatin1() + ".json", itemRow(Folder, {permissionRow(Me, 15)}));
    stage.signIn();
    VaultSharing &sharing = *stage.vault->sharing();
    QString found;
    if (QCoro::waitFor(sharing.accessToSecret(Secret, {})))
        found += QLatin1Char('a');
    const auto grantees = QCoro::waitFor(sharing.findGrantees(QStringLiteral("a"), {}));
    VERIFY_OK(grantees);
    for (const Grantee &grantee : *grantees)
        found += grantee.kind == Grantee::Kind::Person ? QLatin1Char('p') : QLatin1Char('g');
    const std::vector<AccessChange> none;
    if (QCoro::waitFor(sharing.planAccess(Target::Collection, Folder, none, {})))
        found += QLatin1Char('f');
    const auto groups = QCoro::waitFor(sharing.groups({}));
    VERIFY_OK(groups);
    if (!groups->empty())
        found += QLatin1Char('l');
    QCOMPARE(found, left);
}

void TestPassboltSharing::outlivesItsVault()
{
    Stage stage;
    stage.signIn();
    stage.simulate({Ada});
    const std::vector<AccessChange> changes{give(Ada)};
    auto task = stage.vault->sharing()->planAccess(Target::Secret, Secret, changes, {});
    stage.vault.reset();
    const auto plan = QCoro::waitFor(std::move(task));
    VERIFY_OK(plan);
}

QTEST_GUILESS_MAIN(TestPassboltSharing)
#include "tst_passboltsharing.moc"
