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
#include <QTest>

using namespace coffret;
using namespace coffret::test;

namespace {

const QString me = QStringLiteral("11111111-1111-4111-8111-111111111111");
const QString other = QStringLiteral("22222222-2222-4222-8222-222222222222");
const QString resourceId = QStringLiteral("44444444-4444-4444-8444-444444444444");
const QString commentId = QStringLiteral("66666666-6666-4666-8666-666666666666");

QHash<QString, QString> words()
{
    const QString armored = QStringLiteral("-----BEGIN PGP %1-----\n\naW52ZW50ZWQ=\n=0000\n-----END PGP %1-----\n");
    return {{QStringLiteral("$MESSAGE"), armored.arg(QStringLiteral("MESSAGE"))},
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

using Reader = QString (*)(const Answer &);

/// Whose answers hold more than a status. Those that a task reads as it goes along are in theVaultReadsThem.
const QHash<QString, Reader> readers{{QStringLiteral("auth-verify"), readKey},
                                     {QStringLiteral("settings-guest"), readPlugins},
                                     {QStringLiteral("settings"), readPlugins},
                                     {QStringLiteral("gpgauth-stage2"), readId},
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
        int readers = 0;
        for (const Recording &recording : all) {
            const QString problem = problemWith(recording, server);
            if (!problem.isEmpty())
                missed.append(recording.name + QStringLiteral(": ") + problem);
            readers += ::readers.contains(recording.name) ? 1 : 0;
        }
        QVERIFY2(missed.isEmpty(), qPrintable(missed.join(QLatin1Char('\n'))));
        QCOMPARE(readers, server == QLatin1String("v4") ? 32 : 31); // no name of a recording was misspelt
    }

    void theVaultReadsThem()
    {
        QFETCH_GLOBAL(QString, server);
        PassboltStage stage;
        const QList<Recording> all = recordings(server);
        for (const Recording &recording : all) {
            if (recording.method == QLatin1String("GET") && recording.by == QLatin1String("user"))
                tell(stage, recording);
        }
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
        const Reader reader = readers.value(recording.name);
        return reader ? reader({response.body, envelope->body, server}) : QString();
    }
    /// The fake server says what was recorded, to its own user.
    static void tell(PassboltStage &stage, const Recording &recording)
    {
        QByteArray answer = recording.answer(words());
        answer.replace(me.toLatin1(), FakePassbolt::UserId);
        answer.replace("https://vault.example", stage.account.server.toString().toLatin1());
        QByteArray path = recording.path.section(QLatin1Char('?'), 0, 0).toLatin1();
        path.replace("$RESOURCE", resourceId.toLatin1());
        if (recording.status == 200)
            stage.server.answer(path, [answer](const SeenRequest &, QSslSocket &socket) {
                TlsTestServer::reply(socket, 200, answer, {"Content-Type: application/json"});
            });
    }
};

QTEST_GUILESS_MAIN(TestPassboltRecorded)
#include "tst_passboltrecorded.moc"
