// SPDX-License-Identifier: GPL-3.0-or-later
// What writing asks of a server and sends to it, and that it stops when anything is odd. What a server makes of it:
// tests/integration/passbolt. Numbers in names: tests/numbers.md.
#include "core/openpgp/encryptedmessage.h"
#include "core/vault/passbolt/passboltcompose.h"
#include "core/vault/passbolt/passbolttypes.h"
#include "tests/core/vault/passbolt/passboltstage.h"
#include "tests/support/routes.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSslSocket>
#include <QTest>

using namespace coffret;
using namespace coffret::test;
using coffret::fakes::FakeOpenPgp;

namespace {

const QString Me = QStringLiteral("ce075f99-d728-46bd-a35b-25b7c171c41d"); // FakePassbolt::UserId
const QString Ada = QStringLiteral("08593647-c13f-4070-b70b-1f340d13b0ad");
const QString Bob = QStringLiteral("2c1f3f0a-34a8-4b6b-9a53-4b8b3d6f3a11");
const QString Team = QStringLiteral("7f6f3c7e-1df2-46f4-93f8-0a0f7a4d6f22");
const QString Id = QStringLiteral("5cb07b88-850f-4da5-bb69-27674b4c23ea");
const QString Created = QStringLiteral("13c2455c-3e81-47f6-8e49-3b79303ca5fd");
const QString Folder = QStringLiteral("9b1f6f7e-6a59-4c6b-8e3e-3f4f1b2c3d44");
const QString FavouriteId = QStringLiteral("6b9c8c8e-21b1-4f0e-9f62-6f0f1c2d3e55");
const QByteArray AdasKey = "---- the key of ada, invented";
const QByteArray BobsKey = "==== the key of bob, invented";
const QDateTime Modified = QDateTime::fromString(QStringLiteral("2026-11-22T00:21:29Z"), Qt::ISODate);

QByteArray jsonOf(const QJsonValue &value)
{
    const QByteArray text = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    return text.mid(1, text.size() - 2);
}

QJsonObject object(const char *text)
{
    return QJsonDocument::fromJson(json(text)).object();
}

QString typeId(const char *slug)
{
    return QLatin1String(passboltType(QLatin1String(slug))->id);
}

QJsonObject person(const QString &id, const char *name, const QByteArray &armored)
{
    const QJsonObject key{{QStringLiteral("fingerprint"), FakeOpenPgp::fingerprintOf(armored)},
                          {QStringLiteral("armored_key"), QString::fromLatin1(armored)}};
    return {{QStringLiteral("id"), id},
            {QStringLiteral("username"), QLatin1String(name)},
            {QStringLiteral("active"), true},
            {QStringLiteral("profile"), QJsonObject{{QStringLiteral("first_name"), QLatin1String(name)}}},
            {QStringLiteral("gpgkey"), key}};
}

QJsonObject permission(const QString &aro, int type, const char *kind = "User")
{
    return {{QStringLiteral("id"), QString(aro).replace(0, 4, QStringLiteral("aaaa"))},
            {QStringLiteral("aro"), QLatin1String(kind)},
            {QStringLiteral("aro_foreign_key"), aro},
            {QStringLiteral("type"), type}};
}

SecretField field(FieldKind kind, const QByteArray &value)
{
    return {kind, fieldKey(kind), {}, true, SecretBuffer::copyOf({value.constData(), std::size_t(value.size())})};
}

SecretDraft loginDraft(const QByteArray &password = "new")
{
    SecretDraft draft;
    draft.name = QStringLiteral("Mail");
    draft.username = QStringLiteral("ada");
    draft.uris = {QStringLiteral("https://mail.example.org")};
    draft.fields.push_back(field(FieldKind::Password, password));
    return draft;
}

template <typename T>
QString problemOf(const Expected<T> &result)
{
    return result
               ? QString()
               : QStringLiteral("error %1: %2").arg(static_cast<int>(result.error().kind)).arg(result.error().detail);
}

#define VERIFY_OK(result)                                                                                              \
    do {                                                                                                               \
        const QString problem = problemOf(result);                                                                     \
        QVERIFY2(problem.isEmpty(), qPrintable(problem));                                                              \
    } while (false)

/// A server with one resource, a shared folder, Ada and Bob; by default v4, the resource the user's alone.
struct Stage : PassboltStage
{
    Stage()
    {
        setPlugins(json("'folders':{'enabled':true},'metadata':{'enabled':true}"));
        allow("v4");
        row = object("{'name':'Git','username':'ada','uri':'https://git','description':null,'personal':true,"
                     "'permission':{'type':15},'modified':'2026-11-22T00:21:29+00:00','favorite':null,'expired':null}");
        row[QLatin1String("id")] = Id;
        row[QLatin1String("resource_type_id")] = typeId("password-and-description");
        row[QLatin1String("created_by")] = Me;
        row[QLatin1String("modified_by")] = Me;
        row[QLatin1String("permissions")] = QJsonArray{permission(Me, 15)};
        serve(Id);
        server.answer("/resources.json", [this](const SeenRequest &request, QSslSocket &socket) {
            if (request.method == "GET")
                return FakePassbolt::say(socket, jsonOf(QJsonArray{row}));
            if (refuse > 0) {
                --refuse;
                return FakePassbolt::say(socket, "{}", {}, refusal);
            }
            FakePassbolt::say(socket, jsonOf(QJsonObject{{QStringLiteral("id"), Created}}));
        });
        tell(at("/resources/", Created), [this] {
            QJsonObject created = row;
            created[QLatin1String("id")] = Created;
            created[QLatin1String("permissions")] = QJsonArray{permission(Me, 15)};
            return created;
        }());
        setSecret(R"({"password":"old","description":"note","strange":[1]})");
        tell("/users.json", QJsonArray{person(Me, "me", "my own key, never looked at")});
        tell(at("/users/", Ada), person(Ada, "ada", AdasKey));
        tell(at("/users/", Bob), person(Bob, "bob", BobsKey));
        tell(at("/folders/", Folder),
             QJsonObject{{QStringLiteral("id"), Folder},
                         {QStringLiteral("permission"), object("{'type':15}")},
                         {QStringLiteral("permissions"), QJsonArray{permission(Me, 15), permission(Ada, 1)}}});
        simulate({Ada});
        tell(at("/share/resource/", Created), QJsonValue());
        tell("/resource-types.json", QJsonValue(QJsonArray()));
    }

    /// The resource, under this id.
    void serve(const QString &id)
    {
        server.answer(at("/resources/", id), [this, id](const SeenRequest &request, QSslSocket &socket) {
            if (request.method == "GET")
                return FakePassbolt::say(socket, jsonOf(rowOf(id)));
            if (refuse > 0) {
                --refuse;
                return FakePassbolt::say(socket, "{}", {}, refusal);
            }
            FakePassbolt::say(socket, "null");
        });
    }
    [[nodiscard]] QJsonObject rowOf(const QString &id) const
    {
        QJsonObject other = row;
        other[QLatin1String("id")] = id;
        return other;
    }
    /// A list of resources that differ in nothing but their ids.
    void serveMany(int count)
    {
        QJsonArray rows;
        for (int i = 0; i < count; ++i) {
            const QString id = QString(Id).replace(0, 4, QStringLiteral("%1").arg(i, 4, 16, QLatin1Char('0')));
            serve(id);
            rows.append(rowOf(id));
        }
        tell("/resources.json", rows);
    }
    [[nodiscard]] int allPuts() const
    {
        const auto &all = server.requests();
        return static_cast<int>(std::count_if(all.cbegin(), all.cend(), [](const SeenRequest &request) {
            return request.method == "PUT" && request.target.startsWith("/resources/");
        }));
    }

    static QByteArray at(const char *folder, const QString &id) { return folder + id.toLatin1() + ".json"; }
    void tell(const QByteArray &path, const QJsonValue &body, int status = 200)
    {
        server.answer(path, status, jsonOf(body));
    }
    /// What kind of resources may be created.
    void allow(const char *generation, bool upgrades = false)
    {
        const bool v5 = qstrcmp(generation, "v5") == 0;
        tell("/metadata/types/settings.json",
             QJsonObject{{QStringLiteral("default_resource_types"), QLatin1String(generation)},
                         {QStringLiteral("allow_creation_of_v4_resources"), !v5},
                         {QStringLiteral("allow_creation_of_v5_resources"), v5},
                         {QStringLiteral("default_folder_type"), QLatin1String(generation)},
                         {QStringLiteral("allow_creation_of_v5_folders"), v5},
                         {QStringLiteral("allow_v4_v5_upgrade"), upgrades}});
    }
    void setSecret(const QByteArray &plaintext, const QString &signer = FakePassbolt::UserFingerprint)
    {
        tell(at("/secrets/resource/", Id),
             QJsonObject{{QStringLiteral("resource_id"), Id},
                         {QStringLiteral("modified_by"), Me},
                         {QStringLiteral("data"), QString::fromLatin1(FakeOpenPgp::sealed(plaintext, signer))}});
    }
    /// The resource with metadata for the user alone.
    void setMetadata(const char *slug, const QByteArray &members, const QString &signer = FakePassbolt::UserFingerprint)
    {
        row[QLatin1String("resource_type_id")] = typeId(slug);
        for (const char *clear : {"name", "username", "uri", "description"})
            row.remove(QLatin1String(clear));
        row[QLatin1String("metadata")] = QString::fromLatin1(
            FakeOpenPgp::sealed(R"({"object_type":"PASSBOLT_RESOURCE_METADATA","resource_type_id":")" +
                                    typeId(slug).toLatin1() + "\"," + members + "}",
                                signer));
        row[QLatin1String("metadata_key_type")] = QStringLiteral("user_key");
        row[QLatin1String("metadata_key_id")] = QJsonValue();
    }
    void simulate(const QStringList &added)
    {
        QJsonArray rows;
        for (const QString &id : added)
            rows.append(QJsonObject{{QStringLiteral("User"), QJsonObject{{QStringLiteral("id"), id}}}});
        tell(at("/share/simulate/resource/", Created),
             QJsonObject{{QStringLiteral("changes"),
                          QJsonObject{{QStringLiteral("added"), rows}, {QStringLiteral("removed"), QJsonArray()}}}});
    }
    /// Ada and Bob, confirmed, can read the resource besides the user.
    void share()
    {
        row[QLatin1String("permissions")] =
            QJsonArray{permission(Me, 15), permission(Team, 7, "Group"), permission(Bob, 1)};
        row[QLatin1String("personal")] = false;
        tell("/users.json", QJsonArray{person(Bob, "bob", BobsKey), person(Me, "me", "my own key"),
                                       person(Ada, "ada", AdasKey), person(Ada, "ada", AdasKey)});
    }
    [[nodiscard]] QStringList bothKeys() const
    {
        return {FakeOpenPgp::fingerprintOf(AdasKey), FakeOpenPgp::fingerprintOf(BobsKey)};
    }
    void start()
    {
        VERIFY_OK(signIn());
        VERIFY_OK(index());
        server.forget();
        engine->sealedFor.clear();
    }

    Expected<QString> create(SecretDraft draft, const QStringList &confirmed = {}) const
    {
        return QCoro::waitFor(vault->writing()->create(std::move(draft), confirmed, {}));
    }
    Expected<void> update(SecretDraft draft, const QStringList &confirmed = {}) const
    {
        if (draft.id.isEmpty())
            draft.id = Id;
        if (!draft.baseModified.isValid())
            draft.baseModified = Modified;
        return QCoro::waitFor(vault->writing()->update(std::move(draft), confirmed, {}));
    }
    /// Bodies of what was sent with this method to this path, in order.
    [[nodiscard]] QList<QJsonObject> sent(const QByteArray &method, const QByteArray &path) const
    {
        QList<QJsonObject> bodies;
        for (const SeenRequest &request : server.requests()) {
            if (request.method == method && request.target.split('?').first() == path)
                bodies.append(QJsonDocument::fromJson(request.body).object());
        }
        return bodies;
    }
    [[nodiscard]] QList<QJsonObject> puts() const { return sent("PUT", at("/resources/", Id)); }
    [[nodiscard]] int writes() const
    {
        const auto &all = server.requests();
        return static_cast<int>(std::count_if(all.cbegin(), all.cend(), [](const SeenRequest &request) {
            return request.method != "GET" && !request.target.contains("/simulate/");
        }));
    }
    /// The plaintext of each message in a body's secrets, by user id.
    [[nodiscard]] static QHash<QString, QByteArray> opened(const QJsonObject &body)
    {
        QHash<QString, QByteArray> plaintexts;
        for (const QJsonValue secret : body[QLatin1String("secrets")].toArray())
            plaintexts.insert(secret[QLatin1String("user_id")].toString(),
                              unsealed(secret[QLatin1String("data")].toString().toLatin1()));
        return plaintexts;
    }
    [[nodiscard]] static QJsonObject metadataIn(const QJsonObject &body)
    {
        return QJsonDocument::fromJson(unsealed(body[QLatin1String("metadata")].toString().toLatin1())).object();
    }

    QJsonObject row;
    int refuse = 0; ///< so many of the next writes of resources
    int refusal = 400;
};

} // namespace

class TestPassboltWriting : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    // New secrets
    void creates();
    void createsEncryptedMetadata();
    void withoutAnIndexTheRulesAreAskedForFirst();
    void newMetadataIsForTheSharedKeyWhereOwnKeysAreOff();
    void trap06_settingsThatWentStaleAreAskedForOnce();
    void trap06_aRefusalForAnotherReasonIsNotRepeated();
    void offersWhatTheServerTakes();
    void typesSwitchedOffAreNotOffered();
    void createsInASharedFolder();
    void trap18_newFoldersTakeOverTheAccessOfTheirParent();
    void trap23_foldersAreNeverEncrypted();
    void whatCannotBeSharedIsTakenBack_data();
    void whatCannotBeSharedIsTakenBack();
    void readOnlyFoldersTakeNothing();
    void strangersInTheFolderAreConfirmedFirst();
    void t28_anOddIdOfSomethingNewIsNotUsed_data();
    void t28_anOddIdOfSomethingNewIsNotUsed();
    // Changes
    void updates();
    void trap09_wordsAloneKeepTheSecret();
    void trap10_oneMessageForEachReader();
    void trap11_onePersonWithTwoKeysGetsOneMessage();
    void trap12_aNumericPasswordStaysText();
    void trap13_theTypeIsAlwaysSent();
    void trap14_encryptedTypesWithoutMetadata();
    void trap15_anOddKeyNamesItsOwner();
    void trap21_onlyTheOneThatWasMeant_data();
    void trap21_onlyTheOneThatWasMeant();
    void trap22_listsNeverAskForSecrets();
    void conflictsWriteNothing();
    void whatMayOnlyBeReadIsNotWritten();
    void unknownTypesAreNotWritten();
    void strangersAreConfirmedFirst();
    void readersWhoCameMeanwhileGetTheirs();
    void convertsByAddingACode();
    void clearDescriptionsMoveIntoTheNote();
    void brokenValuesCanBeReplaced();
    void t01_nothingUnvouchedIsSignedUnseen_data();
    void t01_nothingUnvouchedIsSignedUnseen();
    void t01_whatIsOutOfOrderIsNotSignedUnseen();
    void customFieldsMayAllBeGone();
    void issuesAreRefusedBeforeAnythingIsSent();
    void metadataNobodyCanReadIsNotReplaced();
    void newPasswordsGetADate_data();
    void newPasswordsGetADate();
    void whatCountsAsANewPassword_data();
    void whatCountsAsANewPassword();
    // The rest
    void setsDates();
    void wordsNobodyVouchesForStayAsTheyWere();
    void favourites();
    void tags();
    void removes();
    void folders();
    void upgrades();
    void t01_anUpgradeSignsWhatIsListed_data();
    void t01_anUpgradeSignsWhatIsListed();
    void upgradesCountEverySecretOnce();
    void upgradesStopWhenTold();
    void upgradesCountWhatIsUnderWay();
    void trap05_aSecondFactorIsAskedForInTheMiddle();
    void cancels();
};

void TestPassboltWriting::creates()
{
    Stage stage;
    stage.start();
    SecretDraft draft = loginDraft();
    draft.fields.push_back(field(FieldKind::NoteText, "n"));
    const auto id = stage.create(std::move(draft));
    VERIFY_OK(id);
    QCOMPARE(*id, Created);
    const auto bodies = stage.sent("POST", "/resources.json");
    QCOMPARE(bodies.size(), 1);
    QCOMPARE(stage.writes(), 1);
    const QJsonObject &body = bodies.first();
    QCOMPARE(body[QLatin1String("resource_type_id")].toString(), typeId("password-and-description"));
    QCOMPARE(body[QLatin1String("name")].toString(), QStringLiteral("Mail"));
    QCOMPARE(body[QLatin1String("uri")].toString(), QStringLiteral("https://mail.example.org"));
    QVERIFY(body[QLatin1String("description")].isNull()); // its note is a secret
    QVERIFY(body[QLatin1String("folder_parent_id")].isNull());
    QVERIFY(!body.contains(QLatin1String("metadata")));
    QCOMPARE(body[QLatin1String("secrets")].toArray().size(), 1);
    QCOMPARE(Stage::opened(body).value(Me), QByteArray(R"({"password":"new","description":"n"})"));
    QCOMPARE(stage.engine->sealedFor, (QList<QStringList>{{FakePassbolt::UserFingerprint}}));
}

void TestPassboltWriting::createsEncryptedMetadata()
{
    Stage stage;
    stage.allow("v5");
    stage.start();
    VERIFY_OK(stage.create(loginDraft()));
    const QJsonObject body = stage.sent("POST", "/resources.json").first();
    for (const char *clear : {"name", "username", "uri", "description"})
        QVERIFY(!body.contains(QLatin1String(clear)));
    QCOMPARE(body[QLatin1String("resource_type_id")].toString(), typeId("v5-default"));
    QCOMPARE(body[QLatin1String("metadata_key_type")].toString(), QStringLiteral("user_key"));
    QVERIFY(body.contains(QLatin1String("metadata_key_id")) && body[QLatin1String("metadata_key_id")].isNull());
    const QJsonObject metadata = Stage::metadataIn(body);
    QCOMPARE(metadata[QLatin1String("resource_type_id")].toString(), typeId("v5-default"));
    QCOMPARE(metadata[QLatin1String("name")].toString(), QStringLiteral("Mail"));
    QVERIFY(Stage::opened(body).value(Me).startsWith(R"({"object_type":"PASSBOLT_SECRET_DATA")"));
}

/// What was kept of an earlier session shows the list, and somebody writes before it is read again.
void TestPassboltWriting::withoutAnIndexTheRulesAreAskedForFirst()
{
    Stage stage;
    stage.tell("/metadata/types/settings.json", QJsonValue(), 500);
    VERIFY_OK(stage.signIn());
    const int writes = stage.writes();
    const Expected<QString> unruled = stage.create(loginDraft());
    QVERIFY(!unruled);
    QCOMPARE(unruled.error().kind, ErrorKind::ServerFault);
    QCOMPARE(stage.writes(), writes); // not in the clear, because nobody said that it must not be
    stage.tell("/metadata/types/settings.json",
               QJsonObject{{QStringLiteral("default_resource_types"), QStringLiteral("v5")},
                           {QStringLiteral("allow_creation_of_v4_resources"), true},
                           {QStringLiteral("allow_creation_of_v5_resources"), true}});
    VERIFY_OK(stage.create(loginDraft()));
    const QJsonObject body = stage.sent("POST", "/resources.json").first();
    QVERIFY(!body.contains(QLatin1String("name")));
    QCOMPARE(Stage::metadataIn(body)[QLatin1String("name")].toString(), QStringLiteral("Mail"));
}

void TestPassboltWriting::newMetadataIsForTheSharedKeyWhereOwnKeysAreOff()
{
    const QByteArray sharedKey = "++++ the shared metadata key, invented";
    const QString fingerprint = FakeOpenPgp::fingerprintOf(sharedKey);
    const QString keyId = QStringLiteral("1ba2b056-c1f8-462a-aef8-5eb26dcf5b0f");
    QJsonObject copy = object("{'object_type':'PASSBOLT_METADATA_PRIVATE_KEY','domain':'https://x',"
                              "'armored_key':'private','passphrase':''}");
    copy[QLatin1String("fingerprint")] = fingerprint;
    const QByteArray message = FakeOpenPgp::sealed(jsonOf(copy), FakePassbolt::UserFingerprint);
    QJsonObject own{{QStringLiteral("id"), Folder},
                    {QStringLiteral("user_id"), Me},
                    {QStringLiteral("data"), QString::fromLatin1(message)}};
    Stage stage;
    stage.allow("v5");
    stage.tell("/metadata/keys.json",
               QJsonArray{QJsonObject{{QStringLiteral("id"), keyId},
                                      {QStringLiteral("fingerprint"), fingerprint},
                                      {QStringLiteral("armored_key"), QString::fromLatin1(sharedKey)},
                                      {QStringLiteral("metadata_private_keys"), QJsonArray{own}}}});
    for (const bool allowed : {true, false}) {
        stage.tell("/metadata/keys/settings.json",
                   QJsonObject{{QStringLiteral("allow_usage_of_personal_keys"), allowed}});
        stage.start();
        VERIFY_OK(stage.create(loginDraft()));
        const QJsonObject body = stage.sent("POST", "/resources.json").first();
        QCOMPARE(body[QLatin1String("metadata_key_type")].toString(),
                 allowed ? QStringLiteral("user_key") : QStringLiteral("shared_key"));
        QCOMPARE(body[QLatin1String("metadata_key_id")].toString(), allowed ? QString() : keyId);
        QCOMPARE(stage.engine->sealedFor.contains(QStringList{fingerprint}), !allowed);
        QCOMPARE(Stage::opened(body).keys(), QStringList{Me}); // the secret is the user's alone all the same
    }
}

void TestPassboltWriting::trap06_settingsThatWentStaleAreAskedForOnce()
{
    Stage stage;
    stage.start();
    stage.allow("v5"); // the administrator has just decided
    stage.refuse = 1;
    VERIFY_OK(stage.create(loginDraft()));
    const auto bodies = stage.sent("POST", "/resources.json");
    QCOMPARE(bodies.size(), 2);
    QVERIFY(bodies[0].contains(QLatin1String("name")));
    QVERIFY(bodies[1].contains(QLatin1String("metadata")));
    QCOMPARE(stage.server.count("GET", "/metadata/types/settings.json"), 1);
    // From now on it is known.
    VERIFY_OK(stage.create(loginDraft()));
    QCOMPARE(stage.sent("POST", "/resources.json").size(), 3);
    QVERIFY(stage.sent("POST", "/resources.json").last().contains(QLatin1String("metadata")));
}

void TestPassboltWriting::trap06_aRefusalForAnotherReasonIsNotRepeated()
{
    for (const int status : {400, 403, 404, 500, 503, 429}) {
        Stage stage;
        stage.start();
        stage.refuse = 5;
        stage.refusal = status;
        QVERIFY(!stage.create(loginDraft()));
        QCOMPARE(stage.sent("POST", "/resources.json").size(), 1);
        QVERIFY(!stage.update(loginDraft()));
        QCOMPARE(stage.puts().size(), 1);
    }
}

void TestPassboltWriting::offersWhatTheServerTakes()
{
    Stage stage;
    stage.start();
    using T = SecretType;
    const std::vector<T> all{T::Login, T::SshKey, T::Note, T::ApiKey, T::Certificate};
    QCOMPARE(stage.vault->writing()->creatableTypes(), all);
    QVERIFY(stage.vault->capabilities().testFlag(Capability::Write));
    stage.allow("v5");
    VERIFY_OK(stage.index());
    QCOMPARE(stage.vault->writing()->creatableTypes(), all);
    stage.tell("/metadata/types/settings.json", object("{'allow_creation_of_v4_resources':false}"));
    VERIFY_OK(stage.index());
    QVERIFY(stage.vault->writing()->creatableTypes().empty());
    // A server that fails to tell changes nothing, one that has never heard of it knows the old ones only.
    stage.tell("/metadata/types/settings.json", QJsonValue(), 500);
    VERIFY_OK(stage.index());
    QVERIFY(stage.vault->writing()->creatableTypes().empty());
    stage.tell("/metadata/types/settings.json", QJsonValue(), 404);
    VERIFY_OK(stage.index());
    QCOMPARE(stage.vault->writing()->creatableTypes(), all);
    QCOMPARE(stage.vault->writing()->check(loginDraft()), std::vector<DraftIssue>());
}

void TestPassboltWriting::typesSwitchedOffAreNotOffered()
{
    Stage stage;
    stage.allow("v5");
    const auto type = [](const char *slug, bool off) {
        return QJsonObject{
            {QStringLiteral("id"), typeId(slug)},
            {QStringLiteral("slug"), QLatin1String(slug)},
            {QStringLiteral("deleted"), off ? QJsonValue(QStringLiteral("2026-01-01T00:00:00+00:00")) : QJsonValue()}};
    };
    const auto key = [] {
        SecretDraft draft;
        draft.type = SecretType::SshKey;
        draft.name = QStringLiteral("k");
        draft.fields.push_back(field(FieldKind::PrivateKey, "x"));
        return draft;
    };
    stage.tell("/resource-types.json",
               QJsonArray{type("v5-default", false), type("v5-note", true), type("v5-custom-fields", true)});
    stage.start();
    VERIFY_OK(stage.create(key())); // laid out in its note
    QCOMPARE(stage.sent("POST", "/resources.json").first()[QLatin1String("resource_type_id")].toString(),
             typeId("v5-default"));
    stage.tell("/resource-types.json", QJsonArray{type("v5-note", false), type("v5-custom-fields", true)});
    VERIFY_OK(stage.index());
    QCOMPARE(stage.vault->writing()->creatableTypes(), std::vector{SecretType::Note});
    QVERIFY(!stage.vault->writing()->check(key()).empty());
    stage.server.forget();
    QCOMPARE(errorOf(stage.create(key())), ErrorKind::InvalidInput);
    QCOMPARE(stage.writes(), 0);
}

void TestPassboltWriting::createsInASharedFolder()
{
    Stage stage;
    stage.start();
    SecretDraft draft = loginDraft();
    draft.collectionId = Folder;
    VERIFY_OK(stage.create(std::move(draft), stage.bothKeys()));
    const QJsonObject body = stage.sent("POST", "/resources.json").first();
    QCOMPARE(body[QLatin1String("folder_parent_id")].toString(), Folder);
    QCOMPARE(Stage::opened(body).keys(), QStringList{Me}); // one message, the creator's
    const QJsonObject share = stage.sent("PUT", Stage::at("/share/resource/", Created)).first();
    QCOMPARE(Stage::opened(share).keys(), QStringList{Ada});
    QCOMPARE(Stage::opened(share).value(Ada), QByteArray(R"({"password":"new","description":""})"));
    const QJsonArray permissions = share[QLatin1String("permissions")].toArray();
    QCOMPARE(permissions.size(), 1);
    QCOMPARE(permissions[0][QLatin1String("aro_foreign_key")].toString(), Ada);
    QCOMPARE(permissions[0][QLatin1String("type")].toInt(), 1);
    QCOMPARE(stage.server.count("GET", Stage::at("/secrets/resource/", Created)), 0);
}

void TestPassboltWriting::trap18_newFoldersTakeOverTheAccessOfTheirParent()
{
    Stage stage;
    stage.server.answer("/folders.json", [](const SeenRequest &request, QSslSocket &socket) {
        FakePassbolt::say(socket, request.method == "GET" ? QByteArray("[]")
                                                          : jsonOf(QJsonObject{{QStringLiteral("id"), Created}}));
    });
    stage.tell(Stage::at("/folders/", Created),
               QJsonObject{{QStringLiteral("id"), Created},
                           {QStringLiteral("permission"), object("{'type':15}")},
                           {QStringLiteral("permissions"), QJsonArray{permission(Me, 15)}}});
    stage.tell(Stage::at("/share/folder/", Created), QJsonObject());
    stage.start();
    const auto id = QCoro::waitFor(stage.vault->writing()->createCollection(QStringLiteral("New"), Folder, {}));
    VERIFY_OK(id);
    QCOMPARE(*id, Created);
    QCOMPARE(stage.sent("POST", "/folders.json").first(), (QJsonObject{{QStringLiteral("name"), QStringLiteral("New")},
                                                                       {QStringLiteral("folder_parent_id"), Folder}}));
    const QJsonObject share = stage.sent("PUT", Stage::at("/share/folder/", Created)).first();
    QCOMPARE(share[QLatin1String("permissions")][0][QLatin1String("aro_foreign_key")].toString(), Ada);
    QVERIFY(!share.contains(QLatin1String("secrets")));
}

void TestPassboltWriting::trap23_foldersAreNeverEncrypted()
{
    Stage stage;
    stage.allow("v5"); // for folders, too
    stage.server.answer("/folders.json", [](const SeenRequest &request, QSslSocket &socket) {
        FakePassbolt::say(socket, request.method == "GET" ? QByteArray("[]")
                                                          : jsonOf(QJsonObject{{QStringLiteral("id"), Created}}));
    });
    stage.start();
    VERIFY_OK(QCoro::waitFor(stage.vault->writing()->createCollection(QStringLiteral("New"), {}, {})));
    QCOMPARE(stage.sent("POST", "/folders.json").first(),
             (QJsonObject{{QStringLiteral("name"), QStringLiteral("New")},
                          {QStringLiteral("folder_parent_id"), QJsonValue()}}));
    QCOMPARE(stage.writes(), 1);
    for (const QString &bad : {QString(), QStringLiteral("  "), QString(257, QLatin1Char('x'))})
        QCOMPARE(errorOf(QCoro::waitFor(stage.vault->writing()->createCollection(bad, {}, {}))),
                 ErrorKind::InvalidInput);
    QCOMPARE(stage.writes(), 1);
}

void TestPassboltWriting::whatCannotBeSharedIsTakenBack_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<int>("deleteStatus");
    QTest::addColumn<int>("kind");
    const auto row = [](int status, int deleteStatus, ErrorKind kind) {
        QTest::addRow("%d, then %d", status, deleteStatus) << status << deleteStatus << static_cast<int>(kind);
    };
    row(400, 200, ErrorKind::InvalidInput);
    row(500, 200, ErrorKind::ServerFault);
    row(500, 500, ErrorKind::ServerFault);
    row(401, 401, ErrorKind::ServerFault); // NotAuthenticated would say that nothing was written
}

void TestPassboltWriting::whatCannotBeSharedIsTakenBack()
{
    QFETCH(int, status);
    QFETCH(int, deleteStatus);
    Stage stage;
    stage.start();
    stage.tell(Stage::at("/share/resource/", Created), QJsonValue(), status);
    const QByteArray createdPath = Stage::at("/resources/", Created);
    stage.server.answer(createdPath, [&](const SeenRequest &request, QSslSocket &socket) {
        QJsonObject created = stage.row;
        created[QLatin1String("id")] = Created;
        FakePassbolt::say(socket, jsonOf(created), {}, request.method == "DELETE" ? deleteStatus : 200);
    });
    SecretDraft draft = loginDraft();
    draft.collectionId = Folder;
    const auto id = stage.create(std::move(draft), stage.bothKeys());
    QVERIFY(!id);
    QTEST(static_cast<int>(id.error().kind), "kind");
    QVERIFY2(id.error().detail.contains(QLatin1String("not shared")), qPrintable(id.error().detail));
    QCOMPARE(id.error().detail.contains(QLatin1String("removed again")), deleteStatus == 200);
    if (status != 401) // then the session is over
        QCOMPARE(stage.server.count("DELETE", createdPath), 1);
    QCOMPARE(stage.sent("POST", "/resources.json").size(), 1);
}

void TestPassboltWriting::readOnlyFoldersTakeNothing()
{
    Stage stage;
    stage.start();
    stage.tell(Stage::at("/folders/", Folder), QJsonObject{{QStringLiteral("id"), Folder},
                                                           {QStringLiteral("permission"), object("{'type':1}")},
                                                           {QStringLiteral("permissions"), QJsonArray()}});
    SecretDraft draft = loginDraft();
    draft.collectionId = Folder;
    QCOMPARE(errorOf(stage.create(std::move(draft))), ErrorKind::Forbidden);
    QCOMPARE(errorOf(QCoro::waitFor(stage.vault->writing()->createCollection(QStringLiteral("x"), Folder, {}))),
             ErrorKind::Forbidden);
    QCOMPARE(stage.writes(), 0);
}

void TestPassboltWriting::strangersInTheFolderAreConfirmedFirst()
{
    Stage stage;
    stage.start();
    const auto readers = QCoro::waitFor(stage.vault->writing()->readers({}, Folder, {}));
    VERIFY_OK(readers);
    QCOMPARE(readers->size(), 1u);
    QCOMPARE(readers->front().person.id, Ada);
    QCOMPARE(readers->front().state, ReaderKey::State::FirstSeen);
    QVERIFY(QCoro::waitFor(stage.vault->writing()->readers({}, {}, {}))->empty());
    SecretDraft draft = loginDraft();
    draft.collectionId = Folder;
    const auto id = stage.create(draft.clone());
    QVERIFY(!id);
    QCOMPARE(id.error(), (Error{ErrorKind::ReadersUnconfirmed, QStringLiteral("ada"), 0}));
    QCOMPARE(stage.writes(), 0);
    VERIFY_OK(stage.create(draft.clone(), {readers->front().fingerprint}));
    VERIFY_OK(stage.create(std::move(draft))); // once is enough
}

void TestPassboltWriting::t28_anOddIdOfSomethingNewIsNotUsed_data()
{
    QTest::addColumn<QJsonValue>("id");
    QTest::newRow("path") << QJsonValue(QStringLiteral("../x"));
    QTest::newRow("query") << QJsonValue(QString(Created + QStringLiteral("?x=1")));
    QTest::newRow("nothing") << QJsonValue(QString());
    QTest::newRow("number") << QJsonValue(7);
}

void TestPassboltWriting::t28_anOddIdOfSomethingNewIsNotUsed()
{
    QFETCH(QJsonValue, id);
    Stage stage;
    stage.start();
    const QJsonObject created{{QStringLiteral("id"), id}};
    const auto answer = [&](const SeenRequest &, QSslSocket &socket) { FakePassbolt::say(socket, jsonOf(created)); };
    stage.server.answer("/resources.json", answer);
    SecretDraft draft = loginDraft();
    draft.collectionId = Folder; // where it would have to be shared next
    QCOMPARE(errorOf(stage.create(std::move(draft), stage.bothKeys())), ErrorKind::Malformed);
    QCOMPARE(stage.writes(), 1);
    QCOMPARE(stage.server.requests().last().target.split('?').first(), QByteArray("/resources.json"));

    stage.server.forget();
    stage.server.answer("/folders.json", answer);
    QCOMPARE(errorOf(QCoro::waitFor(stage.vault->writing()->createCollection(QStringLiteral("x"), Folder, {}))),
             ErrorKind::Malformed);
    QCOMPARE(stage.writes(), 1);
    QCOMPARE(stage.server.requests().last().target.split('?').first(), QByteArray("/folders.json"));
}

void TestPassboltWriting::updates()
{
    Stage stage;
    stage.start();
    SecretDraft draft = loginDraft();
    draft.fields.push_back(field(FieldKind::NoteText, "other"));
    VERIFY_OK(stage.update(std::move(draft)));
    QCOMPARE(stage.puts().size(), 1);
    QCOMPARE(stage.writes(), 1);
    const QJsonObject body = stage.puts().first();
    QCOMPARE(body[QLatin1String("resource_type_id")].toString(), typeId("password-and-description"));
    QCOMPARE(body[QLatin1String("name")].toString(), QStringLiteral("Mail"));
    QCOMPARE(Stage::opened(body).value(Me),
             QByteArray(R"({"password":"new","description":"other","strange":[1]})")); // what was there, too
    QVERIFY(!body.contains(QLatin1String("expired")));                                 // this server has no dates
}

void TestPassboltWriting::trap09_wordsAloneKeepTheSecret()
{
    for (const bool encrypted : {false, true}) {
        Stage stage;
        stage.share();
        if (encrypted)
            stage.setMetadata("v5-default", json("'name':'old','icon':{'value':7}"));
        stage.row[QLatin1String("permissions")] = QJsonArray{permission(Me, 15)};
        stage.start();
        SecretDraft draft = loginDraft();
        draft.fields.clear();
        draft.valuesChanged = false;
        VERIFY_OK(stage.update(std::move(draft)));
        const QJsonObject body = stage.puts().first();
        QVERIFY(!body.contains(QLatin1String("secrets")));
        QCOMPARE(stage.server.count("GET", Stage::at("/secrets/resource/", Id)), 0); // which the server would log
        QCOMPARE(stage.server.count("GET", "/users.json"), 0);
        if (!encrypted)
            continue;
        QCOMPARE(Stage::metadataIn(body)[QLatin1String("name")].toString(), QStringLiteral("Mail"));
        QCOMPARE(Stage::metadataIn(body)[QLatin1String("icon")], QJsonValue(object("{'value':7}")));
    }
}

void TestPassboltWriting::trap10_oneMessageForEachReader()
{
    Stage stage;
    stage.share();
    stage.start();
    VERIFY_OK(stage.update(loginDraft(), stage.bothKeys()));
    const QJsonObject body = stage.puts().first();
    QCOMPARE(body[QLatin1String("secrets")].toArray().size(), 3); // the server named Ada twice, and the user
    const auto opened = Stage::opened(body);
    QCOMPARE(QSet<QString>(opened.keyBegin(), opened.keyEnd()), (QSet<QString>{Me, Ada, Bob}));
    for (const QByteArray &plaintext : opened)
        QCOMPARE(plaintext, opened.value(Me));
    for (const QStringList &recipients : stage.engine->sealedFor)
        QCOMPARE(recipients.size(), 1);
    const auto &requests = stage.server.requests();
    QVERIFY(std::any_of(requests.cbegin(), requests.cend(), [](const SeenRequest &request) {
        return request.target.startsWith("/users.json?filter[has-access]") && request.target.contains(Id.toLatin1());
    }));
}

/// Ada twice in one list, with different keys: nothing is ever sealed for the one nobody confirmed.
void TestPassboltWriting::trap11_onePersonWithTwoKeysGetsOneMessage()
{
    const QByteArray another = "#### another key, not hers";
    for (const bool hersFirst : {true, false}) {
        Stage stage;
        stage.share();
        stage.start();
        VERIFY_OK(stage.update(loginDraft(), stage.bothKeys())); // from now on hers is pinned
        const QJsonObject hers = person(Ada, "ada", AdasKey);
        const QJsonObject other = person(Ada, "ada", another);
        stage.tell("/users.json",
                   QJsonArray{person(Bob, "bob", BobsKey), hersFirst ? hers : other, hersFirst ? other : hers});
        stage.server.forget();
        stage.engine->sealedFor.clear();
        const auto done = stage.update(loginDraft("newer"), stage.bothKeys() << FakeOpenPgp::fingerprintOf(another));
        for (const QStringList &recipients : stage.engine->sealedFor)
            QVERIFY(!recipients.contains(FakeOpenPgp::fingerprintOf(another)));
        if (hersFirst) {
            VERIFY_OK(done);
            QCOMPARE(stage.puts().first()[QLatin1String("secrets")].toArray().size(), 3);
            QCOMPARE(stage.engine->sealedFor.count(QStringList{FakeOpenPgp::fingerprintOf(AdasKey)}), 1);
        } else {
            QCOMPARE(errorOf(done), ErrorKind::ReadersUnconfirmed);
            QCOMPARE(stage.writes(), 0);
        }
    }
}

void TestPassboltWriting::trap12_aNumericPasswordStaysText()
{
    Stage stage;
    stage.row[QLatin1String("resource_type_id")] = typeId("password-string");
    stage.setSecret("123456");
    stage.start();
    VERIFY_OK(stage.update(loginDraft("654321")));
    QCOMPARE(Stage::opened(stage.puts().first()).value(Me), QByteArray("654321"));
    QCOMPARE(stage.puts().first()[QLatin1String("resource_type_id")].toString(), typeId("password-string"));
}

void TestPassboltWriting::trap13_theTypeIsAlwaysSent()
{
    // Left out, it would become password-string; servers before 3.0 do not name the only one they know.
    Stage old;
    old.row.remove(QLatin1String("resource_type_id"));
    old.setSecret("bare");
    old.start();
    SecretDraft words = loginDraft();
    words.fields.clear();
    words.valuesChanged = false;
    words.description = QStringLiteral("readable");
    VERIFY_OK(old.update(std::move(words)));
    QCOMPARE(old.puts().first()[QLatin1String("resource_type_id")].toString(), typeId("password-string"));
    QCOMPARE(old.puts().first()[QLatin1String("description")].toString(), QStringLiteral("readable"));
    // By the id that this server gives it.
    Stage odd;
    const QString own = QStringLiteral("11111111-1111-4111-8111-111111111111");
    odd.tell("/resource-types.json",
             QJsonArray{QJsonObject{{QStringLiteral("id"), own},
                                    {QStringLiteral("slug"), QStringLiteral("password-and-description")},
                                    {QStringLiteral("definition"), QStringLiteral("[]")}}});
    odd.row[QLatin1String("resource_type_id")] = own;
    odd.start();
    VERIFY_OK(odd.update(loginDraft()));
    QCOMPARE(odd.puts().first()[QLatin1String("resource_type_id")].toString(), own);
}

void TestPassboltWriting::trap14_encryptedTypesWithoutMetadata()
{
    Stage stage;
    stage.row[QLatin1String("resource_type_id")] = typeId("v5-default");
    stage.row[QLatin1String("metadata")] = QJsonValue();
    stage.start();
    VERIFY_OK(stage.update(loginDraft()));
    const QJsonObject body = stage.puts().first();
    QCOMPARE(Stage::metadataIn(body)[QLatin1String("name")].toString(), QStringLiteral("Mail"));
    QVERIFY(!body.contains(QLatin1String("name"))); // both would be refused
}

void TestPassboltWriting::trap15_anOddKeyNamesItsOwner()
{
    Stage stage;
    stage.share();
    stage.engine->brokenKeys.append(BobsKey);
    stage.start();
    const auto done = stage.update(loginDraft(), stage.bothKeys());
    QVERIFY(!done);
    QCOMPARE(done.error(), (Error{ErrorKind::ReadersUnconfirmed, QStringLiteral("bob"), 0}));
    QCOMPARE(stage.writes(), 0);
    const auto readers = QCoro::waitFor(stage.vault->writing()->readers(Id, {}, {}));
    VERIFY_OK(readers);
    for (const ReaderKey &reader : *readers)
        QCOMPARE(reader.state == ReaderKey::State::Unusable, reader.person.id == Bob);
}

void TestPassboltWriting::trap21_onlyTheOneThatWasMeant_data()
{
    QTest::addColumn<bool>("encrypted");
    QTest::newRow("both in clear") << false;
    QTest::newRow("the other without a name") << true;
}

/// Two rows of one name, of which the second is meant and the first never touched.
void TestPassboltWriting::trap21_onlyTheOneThatWasMeant()
{
    QFETCH(bool, encrypted);
    Stage stage;
    QJsonObject other = stage.row;
    other[QLatin1String("id")] = Created;
    if (encrypted) {
        stage.setMetadata("v5-default", R"("name":"Git")");
        other = std::exchange(stage.row, other);
        stage.row[QLatin1String("id")] = Id;
        other[QLatin1String("id")] = Created;
        for (const char *clear : {"name", "username", "uri", "description"})
            other[QLatin1String(clear)] = QJsonValue();
    }
    stage.server.answer("/resources.json", 200, jsonOf(QJsonArray{other, stage.row}));
    stage.server.answer(Stage::at("/resources/", Created), 200, jsonOf(other));
    VERIFY_OK(stage.signIn());
    const auto page = stage.index();
    VERIFY_OK(page);
    QCOMPARE(page->secrets.size(), std::size_t(2));
    QCOMPARE(page->secrets[0].name, page->secrets[1].name);
    stage.server.forget();
    SecretDraft renamed = loginDraft("old");
    renamed.name = QStringLiteral("Another name");
    VERIFY_OK(stage.update(std::move(renamed)));
    VERIFY_OK(QCoro::waitFor(stage.vault->writing()->remove(Id, {})));
    QCOMPARE(stage.writes(), 2);
    QCOMPARE(stage.puts().size(), 1);
    for (const SeenRequest &request : stage.server.requests()) {
        QVERIFY2(!request.target.contains(Created.toLatin1()), request.target.constData());
        QVERIFY2(!request.body.contains(Created.toLatin1()), request.body.constData());
        QVERIFY2(request.method == "GET" || request.target.contains(Id.toLatin1()), request.target.constData());
    }
}

void TestPassboltWriting::trap22_listsNeverAskForSecrets()
{
    Stage stage;
    stage.share();
    stage.start();
    VERIFY_OK(stage.update(loginDraft(), stage.bothKeys()));
    VERIFY_OK(QCoro::waitFor(stage.vault->writing()->setFavourite(Id, false, {})));
    for (const SeenRequest &request : stage.server.requests())
        QVERIFY2(!request.target.contains("contain[secret]") && !request.target.contains("secrets="),
                 request.target.constData()); // even "=0" would bring them
}

void TestPassboltWriting::conflictsWriteNothing()
{
    Stage stage;
    stage.start();
    for (const QDateTime &base : {Modified.addSecs(-1), Modified.addSecs(1)}) {
        SecretDraft draft = loginDraft();
        draft.baseModified = base;
        QCOMPARE(errorOf(stage.update(std::move(draft))), ErrorKind::Conflict);
    }
    QCOMPARE(stage.writes(), 0);
    QCOMPARE(stage.server.count("GET", Stage::at("/secrets/resource/", Id)), 0);
    SecretDraft elsewhere = loginDraft();
    elsewhere.baseModified = Modified.toOffsetFromUtc(3600); // the same moment
    VERIFY_OK(stage.update(std::move(elsewhere)));
}

void TestPassboltWriting::whatMayOnlyBeReadIsNotWritten()
{
    Stage stage;
    stage.row[QLatin1String("permission")] = object("{'type':1}");
    stage.start();
    QCOMPARE(errorOf(stage.update(loginDraft())), ErrorKind::Forbidden);
    QCOMPARE(stage.writes(), 0);
}

void TestPassboltWriting::unknownTypesAreNotWritten()
{
    Stage stage;
    stage.row[QLatin1String("resource_type_id")] = Team;
    stage.start();
    QCOMPARE(errorOf(stage.update(loginDraft())), ErrorKind::Unsupported);
    QCOMPARE(stage.writes(), 0);
}

void TestPassboltWriting::strangersAreConfirmedFirst()
{
    Stage stage;
    stage.share();
    stage.start();
    QCOMPARE(errorOf(stage.update(loginDraft())), ErrorKind::ReadersUnconfirmed);
    QCOMPARE(errorOf(stage.update(loginDraft(), stage.bothKeys().mid(1))), ErrorKind::ReadersUnconfirmed);
    QCOMPARE(stage.writes(), 0);
    VERIFY_OK(stage.update(loginDraft(), stage.bothKeys()));
    // A key that is another one all at once is not sealed for, confirmed or not.
    stage.tell("/users.json", QJsonArray{person(Ada, "ada", BobsKey)});
    QCOMPARE(errorOf(stage.update(loginDraft(), stage.bothKeys())), ErrorKind::ReadersUnconfirmed);
    QCOMPARE(stage.puts().size(), 1);
}

void TestPassboltWriting::readersWhoCameMeanwhileGetTheirs()
{
    Stage stage;
    stage.start();
    stage.server.answer(Stage::at("/resources/", Id), [&](const SeenRequest &request, QSslSocket &socket) {
        if (request.method == "GET")
            return FakePassbolt::say(socket, jsonOf(stage.row));
        const auto secrets = QJsonDocument::fromJson(request.body)[QLatin1String("secrets")].toArray();
        stage.tell("/users.json", QJsonArray{person(Ada, "ada", AdasKey)}); // let in while this was under way
        FakePassbolt::say(socket, "{}", {}, secrets.size() == 2 ? 200 : 400);
    });
    VERIFY_OK(stage.update(loginDraft(), stage.bothKeys()));
    QCOMPARE(stage.puts().size(), 2);
    QCOMPARE(Stage::opened(stage.puts().last()).size(), 2);
    // Whom nobody has compared, the second try does not reach either.
    stage.tell("/users.json", QJsonArray());
    stage.server.answer(Stage::at("/resources/", Id), [&](const SeenRequest &request, QSslSocket &socket) {
        stage.tell("/users.json", QJsonArray{person(Bob, "bob", BobsKey)});
        FakePassbolt::say(socket, jsonOf(stage.row), {}, request.method == "GET" ? 200 : 400);
    });
    stage.server.forget();
    stage.tell("/users.json", QJsonArray());
    QCOMPARE(errorOf(stage.update(loginDraft())), ErrorKind::ReadersUnconfirmed);
}

void TestPassboltWriting::convertsByAddingACode()
{
    Stage stage;
    stage.start();
    SecretDraft draft = loginDraft();
    draft.vendorType = QStringLiteral("password-and-description");
    draft.fields.push_back(field(FieldKind::Totp, "otpauth://totp/x?secret=JBSWY3DPEHPK3PXP"));
    QCOMPARE(stage.vault->writing()->check(draft), std::vector<DraftIssue>());
    VERIFY_OK(stage.update(std::move(draft)));
    const QJsonObject body = stage.puts().first();
    QCOMPARE(body[QLatin1String("resource_type_id")].toString(), typeId("password-description-totp"));
    QVERIFY(Stage::opened(body).value(Me).contains(R"("secret_key":"JBSWY3DPEHPK3PXP")"));
}

void TestPassboltWriting::clearDescriptionsMoveIntoTheNote()
{
    Stage stage;
    stage.row[QLatin1String("resource_type_id")] = typeId("password-string");
    stage.row[QLatin1String("description")] = QStringLiteral("readable");
    stage.setSecret("old");
    stage.start();
    SecretDraft draft = loginDraft();
    draft.description = QStringLiteral("readable");
    draft.vendorType = QStringLiteral("password-and-description");
    VERIFY_OK(stage.update(std::move(draft)));
    const QJsonObject body = stage.puts().first();
    QCOMPARE(body[QLatin1String("resource_type_id")].toString(), typeId("password-and-description"));
    QVERIFY(body[QLatin1String("description")].isNull());
    QCOMPARE(Stage::opened(body).value(Me), QByteArray(R"({"password":"new","description":"readable"})"));
}

void TestPassboltWriting::brokenValuesCanBeReplaced()
{
    Stage stage;
    stage.start();
    for (const ErrorKind kind : {ErrorKind::CorruptMessage, ErrorKind::BadSignature, ErrorKind::NoSecretKey}) {
        stage.engine->openErrors = {kind};
        VERIFY_OK(stage.update(loginDraft()));
        QCOMPARE(Stage::opened(stage.puts().last()).value(Me), QByteArray(R"({"password":"new","description":""})"));
    }
    stage.setSecret("not the JSON it should be");
    VERIFY_OK(stage.update(loginDraft()));
    stage.server.forget();
    for (const ErrorKind kind : {ErrorKind::WrongPassphrase, ErrorKind::NoPinentry, ErrorKind::Cancelled}) {
        stage.engine->openErrors = {kind};
        QCOMPARE(errorOf(stage.update(loginDraft())), kind);
    }
    QCOMPARE(stage.writes(), 0);
}

void TestPassboltWriting::t01_nothingUnvouchedIsSignedUnseen_data()
{
    QTest::addColumn<bool>("words");
    QTest::addColumn<QString>("signer");
    for (const bool words : {true, false}) {
        const char *const part = words ? "words" : "values";
        QTest::addRow("%s, unsigned", part) << words << QString();
        QTest::addRow("%s, by a stranger", part) << words << QString(40, QLatin1Char('7'));
    }
}

/// A server could put in members that no editor shows, and have the user sign them with the next change.
void TestPassboltWriting::t01_nothingUnvouchedIsSignedUnseen()
{
    QFETCH(bool, words);
    QFETCH(QString, signer);
    Stage stage;
    stage.allow("v5");
    stage.setMetadata("v5-default", json("'name':'n','strange':1"), words ? signer : FakePassbolt::UserFingerprint);
    stage.setSecret(R"({"object_type":"PASSBOLT_SECRET_DATA","password":"old","strange":[1]})",
                    words ? FakePassbolt::UserFingerprint : signer);
    stage.start();
    SecretDraft draft = loginDraft();
    QCOMPARE(errorOf(stage.update(draft.clone())), ErrorKind::Conflict);
    QCOMPARE(stage.writes(), 0);
    SecretDraft renamed = loginDraft();
    renamed.fields.clear();
    renamed.valuesChanged = false;
    const auto kept = stage.update(std::move(renamed)); // the values stay as they are
    QCOMPARE(errorOf(kept), words ? ErrorKind::Conflict : ErrorKind::Internal);
    QCOMPARE(stage.writes(), words ? 0 : 1);

    draft.vouchesForOthers = true;
    VERIFY_OK(stage.update(std::move(draft)));
    const QJsonObject body = stage.puts().last();
    QVERIFY(Stage::opened(body).value(Me).contains("strange")); // and nothing is lost
    QCOMPARE(Stage::metadataIn(body)[QLatin1String("strange")].toInt(), 1);
}

void TestPassboltWriting::t01_whatIsOutOfOrderIsNotSignedUnseen()
{
    Stage stage;
    const QByteArray plaintext = R"({"password":"old","description":"","strange":[1]})";
    stage.setSecret(plaintext);
    stage.start();
    Sighting elsewhere; // it was another secret's before
    elsewhere.secretId = Created;
    elsewhere.message = messageDigest(FakeOpenPgp::sealed(plaintext, FakePassbolt::UserFingerprint));
    elsewhere.verified = true;
    elsewhere.signer = FakePassbolt::UserFingerprint;
    elsewhere.modified = Modified;
    QVERIFY(stage.ledger.note(stage.account.id, {elsewhere}));
    SecretDraft draft = loginDraft();
    QCOMPARE(errorOf(stage.update(draft.clone())), ErrorKind::Conflict);
    QCOMPARE(stage.writes(), 0);
    draft.vouchesForOthers = true;
    VERIFY_OK(stage.update(std::move(draft)));
    QVERIFY(Stage::opened(stage.puts().last()).value(Me).contains("strange")); // and nothing is lost
}

/// That there are no values is no reason to lose what Coffret does not know.
void TestPassboltWriting::customFieldsMayAllBeGone()
{
    Stage stage;
    stage.allow("v5");
    stage.setMetadata("v5-custom-fields", json("'name':'n','custom_fields':[]"));
    stage.setSecret(R"({"object_type":"PASSBOLT_SECRET_DATA","custom_fields":[],"strange":[1]})");
    stage.start();
    SecretDraft draft = loginDraft();
    draft.username.clear();
    draft.vendorType = QStringLiteral("v5-custom-fields");
    draft.fields.clear();
    SecretField &added = draft.fields.emplace_back(field(FieldKind::Custom, "v"));
    added.key = QStringLiteral("custom:x");
    added.label = QStringLiteral("x");
    VERIFY_OK(stage.update(std::move(draft)));
    QVERIFY(Stage::opened(stage.puts().last()).value(Me).contains("strange"));
}

void TestPassboltWriting::issuesAreRefusedBeforeAnythingIsSent()
{
    Stage stage;
    stage.start();
    SecretDraft draft = loginDraft();
    draft.name.clear();
    draft.fields.push_back(field(FieldKind::Pin, "0815"));
    const auto issues = stage.vault->writing()->check(draft);
    QCOMPARE(issues.size(), 2u);
    const auto refused = stage.create(draft.clone());
    QVERIFY(!refused);
    QCOMPARE(refused.error(), (Error{ErrorKind::InvalidInput, QStringLiteral("not possible: pin, name"), 0}));
    QCOMPARE(errorOf(stage.update(std::move(draft))), ErrorKind::InvalidInput);
    QCOMPARE(stage.writes(), 0);
    for (const char *id : {"", "x", "../users"}) {
        const QString bad = QLatin1String(id);
        VaultWriting &writing = *stage.vault->writing();
        QCOMPARE(errorOf(QCoro::waitFor(writing.remove(bad, {}))), ErrorKind::InvalidInput);
        QCOMPARE(errorOf(QCoro::waitFor(writing.setFavourite(bad, true, {}))), ErrorKind::InvalidInput);
        QCOMPARE(errorOf(QCoro::waitFor(writing.setTags(bad, {}, {}))), ErrorKind::InvalidInput);
        QCOMPARE(errorOf(QCoro::waitFor(writing.removeCollection(bad, true, {}))), ErrorKind::InvalidInput);
        QCOMPARE(errorOf(QCoro::waitFor(writing.renameCollection(bad, QStringLiteral("n"), {}))),
                 ErrorKind::InvalidInput);
    }
    QCOMPARE(stage.server.requests().size(), 2); // row and values for the update
}

void TestPassboltWriting::metadataNobodyCanReadIsNotReplaced()
{
    Stage stage;
    stage.setMetadata("v5-default", json("'name':'old'"));
    stage.start();
    stage.engine->openErrors = {ErrorKind::CorruptMessage};
    QCOMPARE(errorOf(stage.update(loginDraft())), ErrorKind::CorruptMessage);
    // Nor what is for a shared key that nobody gave us.
    stage.row[QLatin1String("metadata_key_type")] = QStringLiteral("shared_key");
    stage.row[QLatin1String("metadata_key_id")] = Team;
    QCOMPARE(errorOf(stage.update(loginDraft())), ErrorKind::SharedKeyMissing);
    QCOMPARE(stage.writes(), 0);
}

void TestPassboltWriting::newPasswordsGetADate_data()
{
    QTest::addColumn<QByteArray>("policy");
    QTest::addColumn<QByteArray>("password");
    QTest::addColumn<QByteArray>("wished");   // "-": as it is
    QTest::addColumn<QByteArray>("expected"); // "days": by the policy
    const auto row = [](const char *name, const char *policy, const char *password, const char *wished,
                        const char *expected) {
        QTest::newRow(name) << json(policy) << QByteArray(password) << QByteArray(wished) << QByteArray(expected);
    };
    const char *off = "{'automatic_expiry':false,'automatic_update':false}";
    const char *cleared = "{'automatic_update':true,'default_expiry_period':null}";
    const char *days = "{'automatic_update':true,'default_expiry_period':90}";
    const char *before = "2026-12-01T00:00:00Z";
    const char *other = "2027-03-01T00:00:00Z";
    row("off", off, "new", "-", before);
    row("off, and chosen", off, "new", other, other);
    row("cleared", cleared, "new", "-", "");
    row("cleared, same password", cleared, "old", "-", before);
    row("ninety days", days, "new", "-", "days");
    row("ninety days, same password", days, "old", "-", before);
    row("ninety days, but chosen", days, "new", other, other);
    row("ninety days, but none chosen", days, "new", "", "");
}

void TestPassboltWriting::newPasswordsGetADate()
{
    QFETCH(QByteArray, policy);
    QFETCH(QByteArray, password);
    QFETCH(QByteArray, wished);
    QFETCH(QByteArray, expected);
    Stage stage;
    stage.setPlugins(json("'folders':{'enabled':true},'passwordExpiry':{'enabled':true}"));
    stage.server.answer("/password-expiry/settings.json", 200, policy);
    const QDateTime before = QDateTime::fromString(QStringLiteral("2026-12-01T00:00:00Z"), Qt::ISODate);
    stage.row[QLatin1String("expired")] = QStringLiteral("2026-12-01T00:00:00+00:00");
    stage.start();
    SecretDraft draft = loginDraft(password);
    draft.expires = wished == "-" ? before : QDateTime::fromString(QString::fromLatin1(wished), Qt::ISODate);
    VERIFY_OK(stage.update(std::move(draft)));
    const QJsonValue sent = stage.puts().first()[QLatin1String("expired")];
    if (expected.isEmpty()) {
        QVERIFY(sent.isNull());
    } else if (expected == "days") {
        const auto when = QDateTime::fromString(sent.toString(), Qt::ISODate);
        const auto about = QDateTime::currentDateTimeUtc().addDays(90).secsTo(when);
        QVERIFY2(qAbs(about) < 60, qPrintable(sent.toString()));
    } else {
        QCOMPARE(sent.toString(), QString::fromLatin1(expected));
    }
    if (wished != "-" || password == "old")
        return;
    // The same goes for a new one.
    VERIFY_OK(stage.create(loginDraft()));
    const QJsonValue created = stage.sent("POST", "/resources.json").first()[QLatin1String("expired")];
    QCOMPARE(created.isNull(), expected != "days");
}

void TestPassboltWriting::whatCountsAsANewPassword_data()
{
    QTest::addColumn<QString>("vendorType");
    QTest::addColumn<SecretType>("type");
    QTest::addColumn<QByteArray>("password");
    QTest::addColumn<QByteArray>("other");
    QTest::addColumn<bool>("isNew");
    const QString laidOut = QStringLiteral("password-and-description");
    const QString fields = QStringLiteral("v5-custom-fields");
    using T = SecretType;
    QTest::newRow("key, nothing") << laidOut << T::SshKey << QByteArray("p") << QByteArray("k") << false;
    QTest::newRow("key, passphrase") << laidOut << T::SshKey << QByteArray("new") << QByteArray("k") << true;
    QTest::newRow("key, key") << laidOut << T::SshKey << QByteArray("p") << QByteArray("new") << true;
    QTest::newRow("API key, nothing") << laidOut << T::ApiKey << QByteArray("p") << QByteArray("k") << false;
    QTest::newRow("API key, token") << laidOut << T::ApiKey << QByteArray("new") << QByteArray("k") << true;
    QTest::newRow("API key, domain") << laidOut << T::ApiKey << QByteArray("p") << QByteArray("new") << false;
    QTest::newRow("fields, nothing") << fields << T::SshKey << QByteArray("p") << QByteArray("k") << false;
    QTest::newRow("fields, passphrase") << fields << T::SshKey << QByteArray("new") << QByteArray("k") << true;
    QTest::newRow("fields, key") << fields << T::SshKey << QByteArray("p") << QByteArray("new") << true;
    QTest::newRow("fields, token") << fields << T::ApiKey << QByteArray("new") << QByteArray("k") << true;
    QTest::newRow("fields, domain") << fields << T::ApiKey << QByteArray("p") << QByteArray("new") << false;
}

void TestPassboltWriting::whatCountsAsANewPassword()
{
    QFETCH(QString, vendorType);
    QFETCH(SecretType, type);
    QFETCH(QByteArray, password);
    QFETCH(QByteArray, other);
    QFETCH(bool, isNew);
    Stage stage;
    const bool isV5 = vendorType.startsWith(QLatin1String("v5"));
    stage.allow(isV5 ? "v5" : "v4");
    stage.setPlugins(json("'metadata':{'enabled':true},'passwordExpiry':{'enabled':true}"));
    stage.server.answer("/password-expiry/settings.json", 200,
                        json("{'automatic_update':true,'default_expiry_period':null}"));
    const QString before = QStringLiteral("2026-12-01T00:00:00Z");
    stage.row[QLatin1String("expired")] = before;
    stage.start();
    const bool isApiKey = type == SecretType::ApiKey;
    const auto draftWith = [&](const QByteArray &first, const QByteArray &second) {
        SecretDraft draft = loginDraft();
        draft.type = type;
        draft.vendorType = vendorType;
        draft.expires = QDateTime::fromString(before, Qt::ISODate);
        draft.fields.clear();
        draft.fields.push_back(field(isApiKey ? FieldKind::Token : FieldKind::Passphrase, first));
        draft.fields.push_back(field(isApiKey ? FieldKind::Domain : FieldKind::PrivateKey, second));
        return draft;
    };
    // What the server has is what was made of a draft.
    PassboltCurrent none;
    const PassboltType &kept = *passboltType(vendorType);
    const auto composed = composePassbolt(draftWith("p", "k"), kept, QLatin1String(kept.id), none);
    VERIFY_OK(composed);
    const auto bytes = [](const SecretBuffer &buffer) {
        return QByteArray(buffer.view().data(), static_cast<qsizetype>(buffer.size()));
    };
    if (isV5) {
        stage.setMetadata(kept.slug, "\"name\":\"n\"");
        stage.row[QLatin1String("metadata")] =
            QString::fromLatin1(FakeOpenPgp::sealed(bytes(composed->metadata), FakePassbolt::UserFingerprint));
    }
    stage.setSecret(bytes(composed->secret));
    VERIFY_OK(stage.update(draftWith(password, other)));
    QCOMPARE(stage.puts().last()[QLatin1String("expired")].isNull(), isNew);
}

void TestPassboltWriting::setsDates()
{
    const QDateTime date = QDateTime::fromString(QStringLiteral("2027-03-01T10:00:00Z"), Qt::ISODate);
    Stage without;
    without.start();
    QCOMPARE(errorOf(QCoro::waitFor(without.vault->writing()->setExpiry(Id, date, {}))), ErrorKind::Unsupported);
    QCOMPARE(without.server.requests().size(), 0);

    Stage stage;
    stage.setPlugins(json("'passwordExpiry':{'enabled':true},'metadata':{'enabled':true}"));
    stage.start();
    VERIFY_OK(QCoro::waitFor(stage.vault->writing()->setExpiry(Id, date, {})));
    QCOMPARE(stage.puts().first(),
             (QJsonObject{{QStringLiteral("resource_type_id"), typeId("password-and-description")},
                          {QStringLiteral("name"), QStringLiteral("Git")},
                          {QStringLiteral("username"), QStringLiteral("ada")},
                          {QStringLiteral("uri"), QStringLiteral("https://git")},
                          {QStringLiteral("description"), QJsonValue()},
                          {QStringLiteral("expired"), QStringLiteral("2027-03-01T10:00:00Z")}}));
    stage.setMetadata("v5-default", json("'name':'kept','icon':{'value':7}"));
    stage.server.forget();
    VERIFY_OK(QCoro::waitFor(stage.vault->writing()->setExpiry(Id, QDateTime(), {})));
    const QJsonObject body = stage.puts().first();
    QVERIFY(body[QLatin1String("expired")].isNull());
    QCOMPARE(body[QLatin1String("resource_type_id")].toString(), typeId("v5-default"));
    QCOMPARE(Stage::metadataIn(body)[QLatin1String("icon")], QJsonValue(object("{'value':7}")));
    QVERIFY(!body.contains(QLatin1String("secrets")));
}

void TestPassboltWriting::wordsNobodyVouchesForStayAsTheyWere()
{
    Stage stage;
    stage.setPlugins(json("'passwordExpiry':{'enabled':true},'metadata':{'enabled':true}"));
    stage.setMetadata("v5-default", json("'name':'who says that?'"), QString());
    stage.start();
    VERIFY_OK(QCoro::waitFor(stage.vault->writing()->setExpiry(Id, QDateTime(), {})));
    // Signed by the user it would look as if they had said it.
    QCOMPARE(stage.puts().first()[QLatin1String("metadata")], stage.row[QLatin1String("metadata")]);
    QCOMPARE(stage.puts().first()[QLatin1String("metadata_key_type")].toString(), QStringLiteral("user_key"));
}

void TestPassboltWriting::favourites()
{
    Stage stage;
    const QByteArray add = Stage::at("/favorites/resource/", Id); // as the server spells it
    const QByteArray removal = Stage::at("/favorites/", FavouriteId);
    stage.tell(add, QJsonObject{{QStringLiteral("id"), FavouriteId}});
    stage.tell(removal, QJsonValue());
    stage.start();
    VaultWriting &writing = *stage.vault->writing();
    VERIFY_OK(QCoro::waitFor(writing.setFavourite(Id, false, {}))); // is none
    QCOMPARE(stage.writes(), 0);
    VERIFY_OK(QCoro::waitFor(writing.setFavourite(Id, true, {})));
    QCOMPARE(stage.server.count("POST", add), 1);
    stage.row[QLatin1String("favorite")] = QJsonObject{{QStringLiteral("id"), FavouriteId}};
    VERIFY_OK(QCoro::waitFor(writing.setFavourite(Id, true, {}))); // is one
    QCOMPARE(stage.writes(), 1);
    VERIFY_OK(QCoro::waitFor(writing.setFavourite(Id, false, {})));
    QCOMPARE(stage.server.count("DELETE", removal), 1); // by the favourite's own id
    stage.row[QLatin1String("favorite")] = object("{'id':'../resources/all'}");
    QCOMPARE(errorOf(QCoro::waitFor(writing.setFavourite(Id, false, {}))), ErrorKind::Malformed);
    QCOMPARE(stage.writes(), 2);
}

void TestPassboltWriting::tags()
{
    const QByteArray path = Stage::at("/tags/", Id);
    const QStringList wanted{QStringLiteral("#shared"), QStringLiteral(" mine "), QStringLiteral("  ")};
    Stage without;
    without.start();
    QCOMPARE(errorOf(QCoro::waitFor(without.vault->writing()->setTags(Id, wanted, {}))), ErrorKind::Unsupported);
    QCOMPARE(without.server.requests().size(), 0);

    Stage stage;
    stage.setPlugins(json("'tags':{'enabled':true}"));
    stage.start();
    stage.row[QLatin1String("tags")] =
        QJsonArray{object("{'id':'1','slug':'old'}"), object("{'id':'2','slug':null,'metadata':'x'}")};
    VaultWriting &writing = *stage.vault->writing();
    QCOMPARE(errorOf(QCoro::waitFor(writing.setTags(Id, wanted, {}))), ErrorKind::Unsupported); // 404 after all
    stage.tell(path, QJsonArray());
    stage.server.forget();
    VERIFY_OK(QCoro::waitFor(writing.setTags(Id, wanted, {})));
    QCOMPARE(stage.sent("POST", path).first()[QLatin1String("tags")].toArray(),
             (QJsonArray{QStringLiteral("#shared"), QStringLiteral("mine"), object("{'id':'2'}")}));
    QCOMPARE(errorOf(QCoro::waitFor(writing.setTags(Id, {QString(129, QLatin1Char('x'))}, {}))),
             ErrorKind::InvalidInput);
    stage.tell(Stage::at("/resources/", Id), QJsonValue(), 404);
    QCOMPARE(errorOf(QCoro::waitFor(writing.setTags(Id, wanted, {}))), ErrorKind::NotFound);
}

void TestPassboltWriting::removes()
{
    Stage stage;
    stage.start();
    VERIFY_OK(QCoro::waitFor(stage.vault->writing()->remove(Id, {})));
    QCOMPARE(stage.server.count("DELETE", Stage::at("/resources/", Id)), 1);
    stage.refuse = 1;
    stage.refusal = 404;
    QCOMPARE(errorOf(QCoro::waitFor(stage.vault->writing()->remove(Id, {}))), ErrorKind::NotFound);
}

void TestPassboltWriting::folders()
{
    Stage stage;
    stage.start();
    VaultWriting &writing = *stage.vault->writing();
    VERIFY_OK(QCoro::waitFor(writing.renameCollection(Folder, QStringLiteral("Other"), {})));
    QCOMPARE(stage.sent("PUT", Stage::at("/folders/", Folder)).first(),
             (QJsonObject{{QStringLiteral("name"), QStringLiteral("Other")}})); // a parent would not move it anyway
    VERIFY_OK(QCoro::waitFor(writing.removeCollection(Folder, false, {})));
    VERIFY_OK(QCoro::waitFor(writing.removeCollection(Folder, true, {})));
    QByteArrayList deletions;
    for (const SeenRequest &request : stage.server.requests()) {
        if (request.method == "DELETE")
            deletions.append(request.target);
    }
    const QByteArray path = Stage::at("/folders/", Folder);
    QCOMPARE(deletions, (QByteArrayList{path, path + "?cascade=1"}));
    QJsonObject folder = object("{'permission':{'type':15},'metadata':'x'}");
    folder[QLatin1String("id")] = Folder;
    stage.tell(path, folder);
    QCOMPARE(errorOf(QCoro::waitFor(writing.renameCollection(Folder, QStringLiteral("x"), {}))),
             ErrorKind::Unsupported);
}

void TestPassboltWriting::upgrades()
{
    Stage stage;
    stage.start();
    VaultWriting &writing = *stage.vault->writing();
    QVERIFY(!writing.canUpgrade());
    QCOMPARE(errorOf(QCoro::waitFor(writing.upgrade({}, {}))), ErrorKind::Unsupported);
    QCOMPARE(errorOf(QCoro::waitFor(writing.planUpgrade({}, {}))), ErrorKind::Unsupported);
    QCOMPARE(stage.writes(), 0);

    stage.allow("v5", true);
    const QString second = QString(Id).replace(0, 4, QStringLiteral("bbbb"));
    QJsonObject broken = stage.row;
    broken[QLatin1String("id")] = second;
    broken[QLatin1String("name")] = QStringLiteral("Other");
    QJsonObject readOnly = broken;
    readOnly[QLatin1String("permission")] = object("{'type':1}");
    QJsonObject already = broken;
    already[QLatin1String("resource_type_id")] = typeId("v5-default");
    stage.tell("/resources.json", QJsonArray{stage.row, broken, readOnly, already});
    VERIFY_OK(stage.index());
    QVERIFY(writing.canUpgrade());
    auto plan = QCoro::waitFor(writing.planUpgrade({}, {}));
    VERIFY_OK(plan);
    QCOMPARE(plan->secrets, 2);
    QVERIFY(plan->serverHasKey && plan->personalKeys); // what holds for a server that does not say
    stage.tell("/metadata/keys/settings.json",
               object("{'zero_knowledge_key_share':true,'allow_usage_of_personal_keys':false}"));
    plan = QCoro::waitFor(writing.planUpgrade(Id, {}));
    VERIFY_OK(plan);
    QCOMPARE(plan->secrets, 1);
    QVERIFY(!plan->serverHasKey && !plan->personalKeys);
    stage.tell("/metadata/keys/settings.json", QJsonValue(), 404);
    SecretSummary summary;
    summary.vendorType = QStringLiteral("password-string");
    summary.right = AccessRight::Update;
    QVERIFY(writing.canUpgradeOne(summary));
    summary.right = AccessRight::Read;
    QVERIFY(!writing.canUpgradeOne(summary));
    summary = {};
    summary.vendorType = QStringLiteral("v5-default");
    summary.right = AccessRight::Own;
    QVERIFY(!writing.canUpgradeOne(summary));
    QCOMPARE(stage.writes(), 0);
    stage.server.forget();
    QList<QPair<int, int>> steps;
    const auto report = QCoro::waitFor(writing.upgrade([&](int done, int total) { steps.append({done, total}); }, {}));
    VERIFY_OK(report);
    QCOMPARE(report->done, 1);
    QCOMPARE(report->failures.size(), 1u); // the server does not know it any more
    QCOMPARE(report->failures.front().id, second);
    QCOMPARE(report->failures.front().name, QStringLiteral("Other"));
    QCOMPARE(report->failures.front().error.kind, ErrorKind::NotFound);
    QCOMPARE(steps, (QList<QPair<int, int>>{{1, 2}, {2, 2}}));
    const QJsonObject body = stage.puts().first();
    QCOMPARE(body[QLatin1String("resource_type_id")].toString(), typeId("v5-default"));
    QVERIFY(!body.contains(QLatin1String("secrets")));
    QVERIFY(!body.contains(QLatin1String("name")));
    const QJsonObject metadata = Stage::metadataIn(body);
    QCOMPARE(metadata[QLatin1String("name")].toString(), QStringLiteral("Git"));
    QCOMPARE(metadata[QLatin1String("uris")].toArray(), QJsonArray{QStringLiteral("https://git")});
    QCOMPARE(stage.server.count("GET", Stage::at("/secrets/resource/", Id)), 0);
}

void TestPassboltWriting::t01_anUpgradeSignsWhatIsListed_data()
{
    QTest::addColumn<QString>("member");
    QTest::addColumn<bool>("refused");
    for (const char *member : {"name", "username", "uri", "resource_type_id"})
        QTest::newRow(member) << QString::fromLatin1(member) << true;
    QTest::newRow("nothing") << QStringLiteral("expired") << false;
}

/// A server could change the words between the list and the upgrade, and have the user sign them.
void TestPassboltWriting::t01_anUpgradeSignsWhatIsListed()
{
    QFETCH(QString, member);
    QFETCH(bool, refused);
    Stage stage;
    stage.allow("v5", true);
    stage.tell("/resources.json", QJsonArray{stage.row});
    stage.start();
    VaultWriting &writing = *stage.vault->writing();
    stage.row[member] =
        member == QLatin1String("resource_type_id") ? typeId("password-string") : QStringLiteral("https://evil");
    QCOMPARE(errorOf(QCoro::waitFor(writing.upgradeOne(Id, {}))), refused ? ErrorKind::Conflict : ErrorKind::Internal);
    const auto report = QCoro::waitFor(writing.upgrade({}, {}));
    VERIFY_OK(report);
    QCOMPARE(report->failures.size(), refused ? 1u : 0u);
    QCOMPARE(stage.writes(), refused ? 0 : 2);
    if (!refused)
        return;
    QCOMPARE(report->failures.front().error.kind, ErrorKind::Conflict);
    stage.tell("/resources.json", QJsonArray{stage.row});
    VERIFY_OK(stage.index()); // now the list shows it
    VERIFY_OK(QCoro::waitFor(writing.upgradeOne(Id, {})));
    // What the list never showed is not signed either.
    stage.serve(Folder);
    QCOMPARE(errorOf(QCoro::waitFor(writing.upgradeOne(Folder, {}))), ErrorKind::Conflict);
}

/// Some servers do not know pages, and rows move about while others write.
void TestPassboltWriting::upgradesCountEverySecretOnce()
{
    Stage stage;
    stage.allow("v5", true);
    stage.serveMany(500);
    stage.start();
    const auto plan = QCoro::waitFor(stage.vault->writing()->planUpgrade({}, {}));
    VERIFY_OK(plan);
    QCOMPARE(plan->secrets, 500);
    QCOMPARE(stage.server.count("GET", "/resources.json"), 2);
}

void TestPassboltWriting::upgradesStopWhenTold()
{
    Stage stage;
    stage.allow("v5", true);
    stage.serveMany(5);
    stage.start();
    std::stop_source stop;
    const Progress afterTwo = [&stop](int done, int) {
        if (done == 2)
            stop.request_stop();
    };
    const auto report = QCoro::waitFor(stage.vault->writing()->upgrade(afterTwo, stop.get_token()));
    VERIFY_OK(report);
    QVERIFY(report->cancelled);
    QCOMPARE(report->done, 2);
    QCOMPARE(stage.allPuts(), 2);
    // What every other one would meet too ends it.
    stage.refuse = 99;
    stage.refusal = 429;
    QCOMPARE(errorOf(QCoro::waitFor(stage.vault->writing()->upgrade({}, {}))), ErrorKind::RateLimited);
    QCOMPARE(stage.allPuts(), 3);
}

void TestPassboltWriting::upgradesCountWhatIsUnderWay()
{
    Stage stage;
    stage.allow("v5", true);
    stage.serveMany(3);
    stage.tell("/resources.json", QJsonArray{stage.row, stage.rowOf(Created), stage.rowOf(Folder)});
    stage.start();
    std::stop_source stop;
    stage.server.answer(Stage::at("/resources/", Id), [&](const SeenRequest &request, QSslSocket &socket) {
        if (request.method == "GET")
            return FakePassbolt::say(socket, jsonOf(stage.row));
        stop.request_stop(); // too late for this one
        FakePassbolt::say(socket, "null");
    });
    const auto report = QCoro::waitFor(stage.vault->writing()->upgrade({}, stop.get_token()));
    VERIFY_OK(report);
    QVERIFY(report->cancelled);
    QCOMPARE(report->done, 1);
    QCOMPARE(stage.puts().size(), 1);
    stage.server.forget();
    QCOMPARE(errorOf(QCoro::waitFor(stage.vault->writing()->upgradeOne(Id, stop.get_token()))), ErrorKind::Cancelled);
    QCOMPARE(stage.writes(), 0);
    VERIFY_OK(QCoro::waitFor(stage.vault->writing()->upgradeOne(Id, {})));
    QCOMPARE(stage.puts().size(), 1);
}

void TestPassboltWriting::trap05_aSecondFactorIsAskedForInTheMiddle()
{
    Stage stage;
    stage.start();
    stage.server.answer("/resources.json", 403, json("{'mfa_providers':['totp']}"));
    QCOMPARE(errorOf(stage.create(loginDraft())), ErrorKind::SecondFactorNeeded);
    QCOMPARE(stage.sent("POST", "/resources.json").size(), 1);
}

void TestPassboltWriting::cancels()
{
    Stage stage;
    stage.start();
    std::stop_source stop;
    stop.request_stop();
    VaultWriting &writing = *stage.vault->writing();
    SecretDraft draft = loginDraft();
    draft.id = Id;
    draft.baseModified = Modified;
    QCOMPARE(errorOf(QCoro::waitFor(writing.create(draft.clone(), {}, stop.get_token()))), ErrorKind::Cancelled);
    QCOMPARE(errorOf(QCoro::waitFor(writing.update(std::move(draft), {}, stop.get_token()))), ErrorKind::Cancelled);
    QCOMPARE(errorOf(QCoro::waitFor(writing.remove(Id, stop.get_token()))), ErrorKind::Cancelled);
    QCOMPARE(stage.writes(), 0);
    // A vault that goes away leaves its tasks to end by themselves.
    std::optional<ErrorKind> outcome;
    stage.vault->writing()->setFavourite(Id, true, {}).then([&](const Expected<void> &done) {
        outcome = errorOf(done);
    });
    stage.vault.reset();
    QTRY_VERIFY(outcome.has_value());
}

QTEST_GUILESS_MAIN(TestPassboltWriting)
#include "tst_passboltwriting.moc"
