// SPDX-License-Identifier: GPL-3.0-or-later
// What a live Passbolt 5.12.0 server answered, put through the client's readers.
#include "core/vault/passbolt/passboltauth.h"
#include "core/vault/passbolt/passboltdirectory.h"
#include "core/vault/passbolt/passboltdiscussion.h"
#include "core/vault/passbolt/passboltindex.h"
#include "core/vault/passbolt/passboltpolicies.h"
#include "core/vault/passbolt/passboltrules.h"
#include "core/vault/passbolt/passboltsharingrows.h"
#include "tests/core/vault/passbolt/passboltstage.h"
#include "tests/support/recordings/recordings.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>
#include <QSslSocket>
#include <QTest>

#include <algorithm>

using namespace coffret;
using namespace coffret::test;

namespace {

const QString me = QStringLiteral("11111111-1111-4111-8111-111111111111");
const QString other = QStringLiteral("22222222-2222-4222-8222-222222222222");
const QString resourceId = QStringLiteral("44444444-4444-4444-8444-444444444444");
const QString groupId = QStringLiteral("77777777-7777-4777-8777-777777777777");
const QString commentId = QStringLiteral("66666666-6666-4666-8666-666666666666");

QHash<QString, QString> words()
{
    const QString armored = QStringLiteral("-----BEGIN PGP %1-----\n\naW52ZW50ZWQ=\n=0000\n-----END PGP %1-----\n");
    const QByteArray message =
        fakes::FakeOpenPgp::sealed(R"({"password":"x","description":""})", FakePassbolt::UserFingerprint);
    return {{QStringLiteral("$MESSAGE"), QString::fromLatin1(message)},
            {QStringLiteral("$PUBLICKEY"), armored.arg(QStringLiteral("PUBLIC KEY BLOCK"))},
            {QStringLiteral("$PEM"), QStringLiteral("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n")},
            {QStringLiteral("$FINGERPRINT"), FakePassbolt::UserFingerprint},
            {QStringLiteral("$TOKEN"), QStringLiteral("e30.e30.AAAA")}};
}

ErrorKind errorOf(int status)
{
    static const QHash<int, ErrorKind> kinds{{400, ErrorKind::InvalidInput},
                                             {401, ErrorKind::NotAuthenticated},
                                             {403, ErrorKind::Forbidden},
                                             {404, ErrorKind::NotFound}};
    return kinds.value(status, ErrorKind::Internal);
}

/// One answer, in the forms that the readers take.
struct Answer
{
    QByteArray json;
    QJsonValue body;
    QString server;
    [[nodiscard]] bool isV5() const { return server == QLatin1String("v5"); }
};

QJsonValue bodyOf(const QString &server, const QString &name)
{
    const QList<Recording> all = recordings(server);
    for (const Recording &recording : all) {
        if (recording.name == name)
            return replaced(recording.body, words());
    }
    return QJsonValue::Undefined;
}

// Each of them says what it misses; empty: everything was read.

QString readKey(const Answer &answer)
{
    PassboltEnvelope envelope;
    envelope.body = answer.body;
    const auto key = parseServerKey(envelope);
    return key && !key->armored.isEmpty() && key->fingerprint == FakePassbolt::UserFingerprint
               ? QString()
               : QStringLiteral("the server's key");
}

QString readPlugins(const Answer &answer)
{
    const QJsonValue plugins = answer.body[QLatin1String("passbolt")][QLatin1String("plugins")];
    if (!isPassboltPluginOn(plugins, "jwtAuthentication"))
        return QStringLiteral("that tokens are on");
    const bool signedIn = answer.body[QLatin1String("app")].toObject().contains(QLatin1String("version"));
    return isPassboltPluginOn(plugins, "folders") == signedIn ? QString() : QStringLiteral("that folders are on");
}

QString readUsers(const Answer &answer)
{
    const auto users = parseUsers(answer.json);
    if (!users || users->empty())
        return QStringLiteral("users");
    for (const PassboltUser &user : *users) {
        if (!isUuid(user.id) || user.name != QLatin1String("words words") || user.email.isEmpty() ||
            user.fingerprint.isEmpty() || user.armoredKey.isEmpty())
            return QStringLiteral("a part of a user");
    }
    return {};
}

QString readRights(const Answer &answer)
{
    const PassboltRoleRules rules(answer.body, bodyOf(answer.server, QStringLiteral("users-me")));
    const bool right = rules.allows(PassboltAction::CopySecrets) && rules.allows(PassboltAction::UseFolders) &&
                       !rules.allows(PassboltAction::AddGroups);
    return right ? QString() : QStringLiteral("a right");
}

QString readTypes(const Answer &answer)
{
    const auto types = parseResourceTypes(answer.json);
    PassboltRules rules;
    rules.takeTypes(answer.body);
    const bool right = types && types->size() == 11 && *types == builtInPassboltSlugs() && rules.typeIds.size() == 11;
    return right ? QString() : QStringLiteral("a resource type");
}

QString readPasswordPolicy(const Answer &answer)
{
    const PassboltPasswordPolicy policy = parsePasswordPolicy(answer.body);
    const bool right = !policy.passphrases && policy.length == 18 && policy.masks.size() == 9 &&
                       policy.excludeLookAlikes && policy.words == 9 && policy.wordCase == QLatin1String("lowercase") &&
                       policy.checksDictionary && policy.separator == QLatin1String("words");
    return right ? QString() : QStringLiteral("a part of the password policy");
}

QString readExpiryPolicy(const Answer &answer)
{
    const PassboltExpiryPolicy policy = parseExpiryPolicy(answer.body);
    const bool right =
        policy.expiresOnLostAccess && policy.renewsOnChange && !policy.overridable && !policy.defaultDays;
    return right ? QString() : QStringLiteral("a part of the expiry policy");
}

QString readMetadataTypes(const Answer &answer)
{
    PassboltRules rules;
    rules.takeMetadataSettings(answer.body);
    const bool right = rules.createsV4 != answer.isV5() && rules.createsV5 == answer.isV5() &&
                       rules.prefersV5 == answer.isV5() && !rules.upgrades;
    return right ? QString() : QStringLiteral("what may be written");
}

QString readMetadataKeys(const Answer &answer)
{
    const auto keys = parseMetadataKeys(answer.json, me);
    if (!keys || keys->size() != (answer.isV5() ? 1U : 0U))
        return QStringLiteral("metadata keys");
    const bool right = keys->empty() || (isUuid(keys->front().id) && !keys->front().armoredPublicKey.isEmpty() &&
                                         !keys->front().fingerprint.isEmpty());
    return right ? QString() : QStringLiteral("a part of the metadata key");
}

QString whatIsWrongWith(const PassboltResource &resource, bool v5)
{
    if (!isUuid(resource.summary.id) || !resource.summary.created.isValid() || !resource.summary.modified.isValid())
        return QStringLiteral("a part of a resource");
    if (passboltType(resource.summary.vendorType) == nullptr)
        return QStringLiteral("the type of a resource");
    const bool named = resource.summary.name == QLatin1String("words");
    if (named == v5 || resource.metadata.message.isEmpty() == v5)
        return QStringLiteral("the name of a resource");
    return {};
}

QString readResource(const Answer &answer)
{
    const auto resource = parseResource(answer.json, builtInPassboltSlugs());
    return resource ? whatIsWrongWith(*resource, answer.isV5()) : QStringLiteral("a resource");
}

QString readResources(const Answer &answer)
{
    const auto page = parseResources(answer.json, builtInPassboltSlugs());
    if (!page || page->resources.empty() || page->total < 2)
        return QStringLiteral("resources");
    for (const PassboltResource &resource : page->resources) {
        if (resource.summary.right != AccessRight::Own)
            return QStringLiteral("a right");
        if (const QString problem = whatIsWrongWith(resource, answer.isV5()); !problem.isEmpty())
            return problem;
    }
    return {};
}

QString readShared(const Answer &answer, SharePlan::Target kind)
{
    const auto shared = parseShared(answer.body, kind);
    return shared && isUuid(shared->id) ? QString() : QStringLiteral("what is shared");
}

QString readSharedResource(const Answer &answer)
{
    const auto shared = parseShared(answer.body, SharePlan::Target::Secret);
    const bool right = shared && shared->id == resourceId && shared->permissions.size() == 1 &&
                       shared->permissions.front().right == AccessRight::Own &&
                       shared->permissions.front().grantee.id == me && shared->createdBy == me;
    return right ? readResource(answer) : QStringLiteral("who can read a resource");
}

QString readFolders(const Answer &answer)
{
    const auto folders = parseFolders(answer.json);
    if (!folders || folders->empty())
        return QStringLiteral("folders");
    for (const PassboltFolder &folder : *folders) {
        if (!isUuid(folder.collection.id) || folder.collection.name != QLatin1String("words") ||
            folder.collection.right != AccessRight::Own)
            return QStringLiteral("a part of a folder");
    }
    return {};
}

QString readFolder(const Answer &answer)
{
    return readShared(answer, SharePlan::Target::Collection);
}

QString readSecret(const Answer &answer)
{
    const bool right =
        answer.body[QLatin1String("data")].toString().startsWith(QLatin1String("-----BEGIN PGP MESSAGE"));
    return right ? QString() : QStringLiteral("a message");
}

QString readComments(const Answer &answer)
{
    const auto comments = parseComments(answer.body, me);
    const bool right = comments && comments->size() == 2 && comments->front().id == commentId &&
                       comments->back().parentId == commentId && comments->front().mine &&
                       comments->front().author == QLatin1String("words words") &&
                       comments->front().content == QLatin1String("words") && comments->front().created.isValid();
    return right ? QString() : QStringLiteral("a part of the comments");
}

QString readRevisions(const Answer &answer)
{
    const auto revisions = parseRevisions(answer.body);
    const bool right = revisions && revisions->size() == 1 && revisions->front().current &&
                       revisions->front().who == QLatin1String("words words") && revisions->front().created.isValid();
    return right ? QString() : QStringLiteral("a part of the revisions");
}

QString readId(const Answer &answer)
{
    return isUuid(answer.body[QLatin1String("id")].toString()) ? QString() : QStringLiteral("an id");
}

QString readPem(const Answer &answer)
{
    const bool right = answer.body[QLatin1String("keydata")].toString().startsWith(QLatin1String("-----BEGIN PUBLIC"));
    return right ? QString() : QStringLiteral("the key of the tokens");
}

QString readCsrf(const Answer &answer)
{
    return answer.body.toString().isEmpty() ? QStringLiteral("the token") : QString();
}

QString readKeySettings(const Answer &answer)
{
    return answer.body[QLatin1String("allow_usage_of_personal_keys")].isBool() ? QString()
                                                                               : QStringLiteral("who may use own keys");
}

QString readNothing(const Answer &answer)
{
    return answer.body.isNull() ? QString() : QStringLiteral("that there is nothing");
}

using Reader = QString (*)(const Answer &);

/// Whose answers hold more than a status. Those that a task reads as it goes along are in theVaultReadsThem.
const QHash<QString, Reader> readers{{QStringLiteral("auth-verify"), readKey},
                                     {QStringLiteral("settings-guest"), readPlugins},
                                     {QStringLiteral("settings"), readPlugins},
                                     {QStringLiteral("gpgauth-stage2"), readId},
                                     {QStringLiteral("jwt-rsa"), readPem},
                                     {QStringLiteral("csrf-token"), readCsrf},
                                     {QStringLiteral("metadata-keys-settings"), readKeySettings},
                                     {QStringLiteral("gpgauth-stage0"), readNothing}, // the rest is in headers
                                     {QStringLiteral("gpgauth-stage1"), readNothing},
                                     {QStringLiteral("logout"), readNothing},
                                     {QStringLiteral("jwt-logout"), readNothing},
                                     {QStringLiteral("favorite-remove"), readNothing},
                                     {QStringLiteral("share"), readNothing},
                                     {QStringLiteral("move-resource"), readNothing},
                                     {QStringLiteral("group-delete"), readNothing},
                                     {QStringLiteral("delete-resource"), readNothing},
                                     {QStringLiteral("delete-folder-cascade"), readNothing},
                                     {QStringLiteral("users"), readUsers},
                                     {QStringLiteral("users-has-access"), readUsers},
                                     {QStringLiteral("rbacs-me"), readRights},
                                     {QStringLiteral("resource-types"), readTypes},
                                     {QStringLiteral("password-policies"), readPasswordPolicy},
                                     {QStringLiteral("password-expiry"), readExpiryPolicy},
                                     {QStringLiteral("metadata-types"), readMetadataTypes},
                                     {QStringLiteral("metadata-keys"), readMetadataKeys},
                                     {QStringLiteral("resource-create"), readResource},
                                     {QStringLiteral("resource-create-totp"), readResource},
                                     {QStringLiteral("resource-create-password-string"), readResource},
                                     {QStringLiteral("resource-create-v5"), readResource},
                                     {QStringLiteral("resource-create-v5-custom-fields"), readResource},
                                     {QStringLiteral("update"), readResource},
                                     {QStringLiteral("resource-one"), readSharedResource},
                                     {QStringLiteral("resources-list"), readResources},
                                     {QStringLiteral("folder-create"), readFolder},
                                     {QStringLiteral("folder-create-nested"), readFolder},
                                     {QStringLiteral("folder-rename"), readFolder},
                                     {QStringLiteral("folder-share"), readFolder},
                                     {QStringLiteral("folders"), readFolders},
                                     {QStringLiteral("secret"), readSecret},
                                     {QStringLiteral("secret-as-reader"), readSecret},
                                     {QStringLiteral("comment-add"), readId},
                                     {QStringLiteral("comment-reply"), readId},
                                     {QStringLiteral("comments"), readComments},
                                     {QStringLiteral("secret-revisions"), readRevisions},
                                     {QStringLiteral("favorite-add"), readId},
                                     {QStringLiteral("group-create"), readId},
                                     {QStringLiteral("group-update"), readId}};

/// Answers that a task of the vault reads: each of these is asked for in one of the tests below.
const QStringList readByTasks{QStringLiteral("users-me"),        QStringLiteral("groups"),
                              QStringLiteral("export-policies"), QStringLiteral("secret-revisions-settings"),
                              QStringLiteral("search-aros"),     QStringLiteral("share-simulate"),
                              QStringLiteral("group-dry-run")};
const QStringList readAtSignIn{QStringLiteral("jwt-login"), QStringLiteral("jwt-refresh")};

/// Not used by this client, and why.
const QHash<QString, QString> unused{
    {QStringLiteral("healthcheck"), QStringLiteral("a server is known by its key, and that is asked for first")},
    {QStringLiteral("is-authenticated"), QStringLiteral("the next call tells as well")},
    {QStringLiteral("roles"), QStringLiteral("what a role may do is among the rules for the user")},
    {QStringLiteral("gpgkeys"), QStringLiteral("keys come with their owners")},
    {QStringLiteral("account-settings"), QStringLiteral("they are about the web page")},
    {QStringLiteral("permissions"), QStringLiteral("every row brings its own")},
    {QStringLiteral("metadata-session-keys-empty"), QStringLiteral("metadata is opened with its key")},
    {QStringLiteral("session-keys-create"), QStringLiteral("metadata is opened with its key")},
    {QStringLiteral("session-keys"), QStringLiteral("metadata is opened with its key")}};

/// A stage whose server says what was recorded.
struct RecordedStage : PassboltStage
{
    explicit RecordedStage(const QString &name) : all(recordings(name))
    {
        for (const Recording &recording : all) {
            const bool read = recording.method == QLatin1String("GET");
            if (recording.status == 200 &&
                (recording.by == QLatin1String("user") || (recording.by == QLatin1String("other") && !read)))
                tell(recording);
        }
        tellWhatNobodyAskedFor(name);
    }
    static QByteArray pathOf(const Recording &recording)
    {
        QByteArray path = recording.path.section(QLatin1Char('?'), 0, 0).toLatin1();
        return path.replace("$RESOURCE", resourceId.toLatin1()).replace("$GROUP", groupId.toLatin1());
    }
    [[nodiscard]] const Recording &recorded(const QString &name) const
    {
        return *std::find_if(all.cbegin(), all.cend(), [&](const Recording &one) { return one.name == name; });
    }

    QList<Recording> all;

private:
    void tell(const Recording &recording)
    {
        tellText(recording.method.toLatin1(), pathOf(recording), recording.answer(words()));
    }
    /// Put together from what was recorded elsewhere: one user of the list, the group as it was made, managed by the
    /// user, and the resource with the user's own right.
    void tellWhatNobodyAskedFor(const QString &name)
    {
        tellBody("/users/" + other.toLatin1() + ".json", bodyOf(name, QStringLiteral("users"))[0]);
        const QByteArray made = QJsonDocument(bodyOf(name, QStringLiteral("group-create")).toObject()).toJson();
        QJsonObject group = QJsonDocument::fromJson(QByteArray(made).replace(other.toLatin1(), me.toLatin1())).object();
        group.insert(QStringLiteral("my_group_user"), group[QLatin1String("groups_users")].toArray()[0]);
        tellBody("/groups/" + groupId.toLatin1() + ".json", group);
        QJsonObject resource = bodyOf(name, QStringLiteral("resource-one")).toObject();
        resource.insert(QStringLiteral("permission"),
                        bodyOf(name, QStringLiteral("resources-list"))[0][QLatin1String("permission")]);
        tellBody("/resources/" + resourceId.toLatin1() + ".json", resource);
    }
    void tellBody(const QByteArray &path, const QJsonValue &body)
    {
        Recording made;
        made.status = 200;
        made.success = true;
        made.body = body;
        tellText("GET", path, made.answer(words()));
    }
    /// To the fake server's own user.
    void tellText(const QByteArray &method, const QByteArray &path, QByteArray text)
    {
        text.replace(me.toLatin1(), FakePassbolt::UserId);
        text.replace("https://vault.example", account.server.toString().toLatin1());
        m_said[method + ' ' + path] = text;
        server.answer(path, [this, path](const SeenRequest &request, QSslSocket &socket) {
            const QByteArray said = m_said.value(request.method + ' ' + path);
            TlsTestServer::reply(socket, said.isEmpty() ? 404 : 200, said, {"Content-Type: application/json"});
        });
    }
    QHash<QByteArray, QByteArray> m_said; ///< by method and path
};

} // namespace

class TestPassboltRecorded : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data()
    {
        QTest::addColumn<QString>("server");
        QTest::newRow("v4") << QStringLiteral("v4");
        QTest::newRow("v5") << QStringLiteral("v5");
    }

    void everyAnswerIsRead()
    {
        QFETCH_GLOBAL(QString, server);
        const QList<Recording> all = recordings(server);
        QCOMPARE(all.size(), server == QLatin1String("v4") ? 77 : 76);
        QStringList missed;
        for (const Recording &recording : all) {
            const QString problem = problemWith(recording, server);
            if (!problem.isEmpty())
                missed.append(recording.name + QStringLiteral(": ") + problem);
        }
        QVERIFY2(missed.isEmpty(), qPrintable(missed.join(QLatin1Char('\n'))));
        QSet<QString> known;
        for (const QString &either : {QStringLiteral("v4"), QStringLiteral("v5")}) {
            const QList<Recording> ofServer = recordings(either);
            for (const Recording &recording : ofServer)
                known.insert(recording.name);
        }
        for (const QString &name : readers.keys() + unused.keys() + readByTasks + readAtSignIn)
            QVERIFY2(known.contains(name), qPrintable(name)); // no name of a recording was misspelt
    }

    void theVaultReadsThem()
    {
        QFETCH_GLOBAL(QString, server);
        RecordedStage stage(server);
        stage.engine->changedKeys.insert(words().value(QStringLiteral("$PUBLICKEY")).toLatin1(), keyOfAll());
        const auto signedIn = stage.signIn();
        QVERIFY2(signedIn.has_value(), qPrintable(signedIn ? QString() : signedIn.error().detail));

        const auto index = stage.index();
        QVERIFY2(index.has_value(), qPrintable(index ? QString() : index.error().detail));
        QVERIFY(!index->secrets.empty() && !index->collections.empty());

        const auto found = QCoro::waitFor(stage.vault->sharing()->findGrantees(QStringLiteral("words"), {}));
        QVERIFY(found.has_value());
        QCOMPARE(found->size(), std::size_t(1));
        QCOMPARE(found->front().id, other);
        QCOMPARE(found->front().name, QStringLiteral("words words"));
        const auto groups = QCoro::waitFor(stage.vault->sharing()->groups({}));
        QVERIFY(groups && groups->empty()); // there were none when they were asked for
        const auto access = QCoro::waitFor(stage.vault->sharing()->accessToSecret(resourceId, {}));
        QVERIFY2(access.has_value(), qPrintable(access ? QString() : access.error().detail));
        QCOMPARE(access->size(), std::size_t(1));
        const auto comments = QCoro::waitFor(stage.vault->discussion()->comments(resourceId, {}));
        QVERIFY(comments && comments->size() == 2);

        Grantee reader;
        reader.id = other;
        const AccessChange change{reader, AccessRight::None, AccessRight::Read};
        const auto plan =
            QCoro::waitFor(stage.vault->sharing()->planAccess(SharePlan::Target::Secret, resourceId, {change}, {}));
        QVERIFY2(plan.has_value(), qPrintable(plan ? QString() : plan.error().detail));
        QCOMPARE(plan->newReaders.size(), std::size_t(1));
        QCOMPARE(plan->newReaders.front().person.id, other);
        QCOMPARE(plan->newReaders.front().state, ReaderKey::State::FirstSeen);
        QVERIFY(plan->lostReaders.empty() && plan->secrets == 1);
        const auto team = QCoro::waitFor(stage.vault->sharing()->planGroup(groupId, {GroupChange{other, {}}}, {}));
        QVERIFY2(team.has_value(), qPrintable(team ? QString() : team.error().detail));
        QCOMPARE(team->newReaders.size(), std::size_t(1));
        QCOMPARE(team->secrets, 0); // nothing was shared with it
        for (const QString &name : readByTasks) {
            const Recording &recording = stage.recorded(name);
            QVERIFY2(stage.server.count(recording.method.toLatin1(), RecordedStage::pathOf(recording)) > 0,
                     qPrintable(name));
        }
    }

    void aRenewalIsRead()
    {
        QFETCH_GLOBAL(QString, server);
        RecordedStage stage(server);
        const Recording &recording = stage.recorded(QStringLiteral("jwt-refresh"));
        QVERIFY2(stage.signIn(), "no session");
        QByteArrayList sent;
        const QByteArray next = "5b6d4a3c-9f0e-4d2b-8c1a-7e6f5d4c3b2a";
        stage.server.answer("/auth/jwt/refresh.json", [&](const SeenRequest &request, QSslSocket &socket) {
            sent.append(QJsonDocument::fromJson(request.body)[QLatin1String("refresh_token")].toString().toLatin1());
            stage.server.accessToken = FakePassbolt::issuer().token(
                FakePassbolt::UserId, QDateTime::currentSecsSinceEpoch() + 200 + sent.size());
            auto known = words();
            known[QStringLiteral("$TOKEN")] = QString::fromLatin1(stage.server.accessToken);
            TlsTestServer::reply(socket, 200, recording.answer(known), cookiesOf(recording, {{"refresh_token", next}}));
        });
        stage.server.answer("/folders.json", [&](const SeenRequest &request, QSslSocket &socket) {
            const bool good = stage.server.isSignedIn(request);
            stage.server.tell(socket, good ? "[]" : "\"\"", {}, good ? 200 : 401);
        });
        const QByteArray first = stage.server.refreshToken;
        for (int i = 0; i < 2; ++i) {
            stage.server.accessToken = "revoked";
            const auto index = stage.index();
            QVERIFY2(index.has_value(), qPrintable(index ? QString() : index.error().detail));
        }
        QCOMPARE(sent, (QByteArrayList{first, next}));
    }

    void anUnknownKeyIsNotSignedIn()
    {
        QFETCH_GLOBAL(QString, server);
        RecordedStage stage(server);
        const Recording &recording = stage.recorded(QStringLiteral("gpgauth-unknown-key"));
        stage.server.jwt = false;
        stage.server.answer("/settings.json", [&](const SeenRequest &, QSslSocket &socket) {
            stage.server.tell(socket,
                              R"({"app":{"url":")" + stage.server.url("/") + R"("},"passbolt":{"plugins":{}}})");
        });
        stage.server.answer("/auth/login.json", [&](const SeenRequest &, QSslSocket &socket) {
            QByteArrayList headers = cookiesOf(recording, {});
            headers.append("X-GPGAuth-Error: true");
            TlsTestServer::reply(socket, recording.status, recording.answer(words()), headers);
        });
        const auto signedIn = stage.signIn();
        QVERIFY(!signedIn);
        QCOMPARE(signedIn.error().kind, ErrorKind::NotAuthenticated);
        QCOMPARE(stage.server.count("POST", "/auth/login.json"), 1);
        QCOMPARE(stage.engine->opens, 0);
    }

private:
    [[nodiscard]] static QString problemWith(const Recording &recording, const QString &server)
    {
        HttpResponse response;
        response.status = recording.status;
        response.body = recording.answer(words());
        const auto envelope = parseEnvelope(response.body);
        if (!envelope || envelope->serverTime != 1'770'000'000)
            return QStringLiteral("no envelope");
        const auto status = checkStatus(response);
        if (recording.status == 200 && !status)
            return QStringLiteral("taken for an error");
        if (recording.status != 200)
            return !status && status.error().kind == errorOf(recording.status)
                       ? QString()
                       : QStringLiteral("not taken for an error");
        if (unused.contains(recording.name) || readByTasks.contains(recording.name) ||
            readAtSignIn.contains(recording.name))
            return {};
        const Reader reader = readers.value(recording.name);
        return reader ? reader({response.body, envelope->body, server}) : QStringLiteral("nobody reads it");
    }
    /// The recordings have one key for everybody.
    static KeyInfo keyOfAll()
    {
        KeyInfo key;
        key.fingerprint = FakePassbolt::UserFingerprint;
        key.canEncrypt = key.canSign = true;
        return key;
    }
    /// Set-Cookie headers as they were recorded.
    static QByteArrayList cookiesOf(const Recording &recording, const QHash<QByteArray, QByteArray> &values)
    {
        QByteArrayList headers{"Content-Type: application/json"};
        for (const QString &header : recording.headers) {
            const QByteArrayList parts = header.toLatin1().split(' ');
            if (parts.first() != "Set-Cookie")
                continue;
            const QByteArray end = parts.size() == 3 ? "; expires=Thu, 01 Jan 1970 00:00:01 GMT; path=/" : "; path=/";
            headers.append("Set-Cookie: " + parts[1] + '=' + values.value(parts[1], "words") + end);
        }
        return headers;
    }
};

QTEST_GUILESS_MAIN(TestPassboltRecorded)
#include "tst_passboltrecorded.moc"
