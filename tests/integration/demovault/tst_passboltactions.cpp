// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/demovault/passboltguest.h"
#include "tests/integration/demovault/shapes.h"

#include <QJsonDocument>
#include <QRegularExpression>
#include <QTest>
#include <QUrlQuery>
#include <QUuid>

using namespace coffret::test;

namespace {

const QString passwordAndDescription = QStringLiteral("a28a04cd-6f53-518a-967c-9963bf9cec51");
const QString passwordString = QStringLiteral("669f8c64-242a-59fb-92fc-81f660975fd3");
const QString v5Default = QStringLiteral("dd1f723d-0d1e-513f-8218-4055dc0530d0");

QByteArray formOf(const QList<QPair<QString, QByteArray>> &fields)
{
    QByteArray form;
    for (const auto &[name, value] : fields)
        form += "data%5Bgpg_auth%5D%5B" + name.toLatin1() + "%5D=" + value.toPercentEncoding() + '&';
    return form;
}

QString newUuid()
{
    return QUuid::createUuid().toString(QUuid::WithoutBraces);
}

QJsonObject grant(const QString &userId, const QString &resourceId, int type)
{
    return {{QStringLiteral("aro"), QStringLiteral("User")},
            {QStringLiteral("aro_foreign_key"), userId},
            {QStringLiteral("aco"), QStringLiteral("Resource")},
            {QStringLiteral("aco_foreign_key"), resourceId},
            {QStringLiteral("type"), type},
            {QStringLiteral("is_new"), true}};
}

} // namespace

/// Signing in to the demo vault's Passbolt, and writing to it, with the refusals a real server was seen to make.
class PassboltActionsTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<DemoVaultProcess> m_vault;
    std::unique_ptr<PassboltGuest> m_ada;
    std::unique_ptr<PassboltGuest> m_betty;
    std::unique_ptr<PassboltGuest> m_v5;

    [[nodiscard]] static QJsonValue body(const PassboltGuest::Answer &answer) { return PassboltGuest::bodyOf(answer); }
    [[nodiscard]] static QString message(const PassboltGuest::Answer &answer)
    {
        return PassboltGuest::headerOf(answer)[QLatin1String("message")].toString();
    }
    [[nodiscard]] static QByteArray sealed(const PassboltGuest &author, const PassboltGuest &reader,
                                           const QByteArray &text)
    {
        return author.seal(text, {reader.user().fingerprint});
    }
    [[nodiscard]] QJsonObject clearResource() const
    {
        const QString secret = QString::fromLatin1(sealed(*m_ada, *m_ada, R"({"password":"new","description":""})"));
        return {{QStringLiteral("name"), QStringLiteral("Made by a test")},
                {QStringLiteral("username"), QStringLiteral("tester")},
                {QStringLiteral("uri"), QStringLiteral("https://made.example")},
                {QStringLiteral("resource_type_id"), passwordAndDescription},
                {QStringLiteral("secrets"), QJsonArray{QJsonObject{{QStringLiteral("data"), secret}}}}};
    }
    [[nodiscard]] QString newResource() const
    {
        return body(m_ada->post(QStringLiteral("/resources.json"), clearResource()))[QLatin1String("id")].toString();
    }
    [[nodiscard]] PassboltGuest::Answer tokenLogin(const QByteArray &challenge, const QString &userId = {}) const
    {
        return m_ada->askAs({}, "POST", QStringLiteral("/auth/jwt/login.json"),
                            {{QStringLiteral("user_id"), userId.isEmpty() ? m_ada->user().id : userId},
                             {QStringLiteral("challenge"), QString::fromLatin1(challenge)}});
    }
    [[nodiscard]] PassboltGuest::Answer postForm(const QString &path, const QByteArray &form) const
    {
        return m_vault->ask("POST", m_ada->url(path), form, {{"Content-Type", "application/x-www-form-urlencoded"}});
    }
    [[nodiscard]] PassboltGuest::Answer refresh(const QString &token, const PassboltGuest::Headers &headers = {}) const
    {
        return m_ada->askAs(headers, "POST", QStringLiteral("/auth/jwt/refresh.json"),
                            {{QStringLiteral("user_id"), m_ada->user().id}, {QStringLiteral("refresh_token"), token}});
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_vault = std::make_unique<DemoVaultProcess>();
        QVERIFY2(m_vault->isRunning(), qPrintable(m_vault->problem()));
        m_ada = std::make_unique<PassboltGuest>(*m_vault, QStringLiteral("v4"));
        m_betty = std::make_unique<PassboltGuest>(*m_vault, QStringLiteral("v4"), true);
        m_v5 = std::make_unique<PassboltGuest>(*m_vault, QStringLiteral("v5"));
        m_ada->signIn();
        m_betty->signIn();
        m_v5->signIn();
    }

    // JSON Web Tokens

    void theReplyToAChallengeHoldsTokens()
    {
        QCOMPARE(shapeProblem(m_ada->tokens(),
                              QStringLiteral("version:text domain:text access_token:text refresh_token:uuid "
                                             "verify_token:uuid")),
                 QString());
        QCOMPARE(m_ada->tokens()[QLatin1String("domain")].toString(),
                 m_ada->server().url.toString() + QLatin1Char('/'));
        const QByteArray claims = m_ada->tokens()[QLatin1String("access_token")].toString().toLatin1().split('.').at(1);
        const QJsonObject object =
            QJsonDocument::fromJson(QByteArray::fromBase64(claims, QByteArray::Base64UrlEncoding)).object();
        QCOMPARE(object[QLatin1String("sub")].toString(), m_ada->user().id);
        QVERIFY(object.contains(QLatin1String("exp")) && object.contains(QLatin1String("iss")));
    }

    void aChallengeHasToFit_data()
    {
        QTest::addColumn<QString>("domain");
        QTest::addColumn<qint64>("seconds");
        QTest::addColumn<int>("status");
        QTest::newRow("fits") << QString() << qint64{120} << 200;
        QTest::newRow("trailing slash") << m_ada->server().url.toString() + QLatin1Char('/') << qint64{120} << 200;
        QTest::newRow("other host") << m_ada->server().url.toString().replace(QLatin1String("127.0.0.1"),
                                                                              QLatin1String("localhost"))
                                    << qint64{120} << 400;
        QTest::newRow("other server") << m_v5->server().url.toString() << qint64{120} << 400;
        QTest::newRow("too late") << QString() << qint64{-5} << 400;
        QTest::newRow("too early") << QString() << qint64{4000} << 400;
    }
    void aChallengeHasToFit()
    {
        QFETCH(QString, domain);
        QFETCH(qint64, seconds);
        QFETCH(int, status);
        const auto answer = tokenLogin(m_ada->challenge(domain, {}, seconds));
        QCOMPARE(answer.status, status);
        if (status != 200)
            QCOMPARE(body(answer), QJsonValue(QString()));
    }

    void aVerifyTokenIsGoodOnce()
    {
        const QString token = newUuid();
        QCOMPARE(tokenLogin(m_ada->challenge({}, token)).status, 200);
        QCOMPARE(tokenLogin(m_ada->challenge({}, token)).status, 400);
    }

    void aChallengeIsSignedByItsUser()
    {
        QCOMPARE(tokenLogin(m_betty->challenge(), m_ada->user().id).status, 400);
        QCOMPARE(tokenLogin(m_ada->challenge(), m_betty->user().id).status, 400);
        const QByteArray unsignedChallenge = m_ada->seal("{}", {m_ada->server().serverFingerprint}, false);
        QCOMPARE(tokenLogin(unsignedChallenge).status, 400);
        QCOMPARE(tokenLogin(m_ada->challenge(), newUuid()).status, 404);
        QCOMPARE(tokenLogin("no message").status, 400);
    }

    void aRefreshTokenIsGoodOnceAndTravelsInACookie()
    {
        PassboltGuest guest(*m_vault, QStringLiteral("v4"));
        guest.signIn();
        const QString first = guest.tokens()[QLatin1String("refresh_token")].toString();
        const auto answer = refresh(first);
        QCOMPARE(answer.status, 200);
        QCOMPARE(shapeProblem(body(answer), QStringLiteral("access_token:text")), QString());
        const QByteArray cookie = cookieNamed(answer, "refresh_token");
        QVERIFY(cookie.contains("; secure") && cookie.contains("; HttpOnly"));
        const QByteArray access = "Bearer " + body(answer)[QLatin1String("access_token")].toString().toLatin1();
        QCOMPARE(m_ada->askAs({{"Authorization", access}}, "GET", QStringLiteral("/users/me.json")).status, 200);
        QCOMPARE(refresh(first).status, 400);

        const QByteArray second = valueOfCookie(cookie);
        // Sent back as a cookie, it makes the server ask for a CSRF token.
        QCOMPARE(refresh(QString::fromLatin1(second), {{"Cookie", "refresh_token=" + second}}).status, 403);
        const auto logout = [&](const QByteArray &token) {
            return m_ada->askAs({{"Authorization", access}}, "POST", QStringLiteral("/auth/jwt/logout.json"),
                                {{QStringLiteral("refresh_token"), QString::fromLatin1(token)}});
        };
        QCOMPARE(logout(first.toLatin1()).status, 400);
        QCOMPARE(logout(second).status, 200);
        QCOMPARE(refresh(QString::fromLatin1(second)).status, 400);
    }

    // GPGAuth

    void gpgAuthGoesThroughItsStages()
    {
        const QByteArray fingerprint = m_ada->user().fingerprint.toLatin1();
        const QByteArray token = "gpgauthv1.3.0|36|" + newUuid().toLatin1() + "|gpgauthv1.3.0";
        const QByteArray sealedToken = m_ada->seal(token, {m_ada->server().serverFingerprint}, false);
        const auto verified = postForm(
            QStringLiteral("/auth/verify.json"),
            formOf({{QStringLiteral("keyid"), fingerprint}, {QStringLiteral("server_verify_token"), sealedToken}}));
        QCOMPARE(verified.status, 200);
        QCOMPARE(PassboltGuest::headerOf(verified)[QLatin1String("status")].toString(), QStringLiteral("error"));
        QCOMPARE(verified.header("X-GPGAuth-Verify-Response"), token);

        const auto stageOne =
            postForm(QStringLiteral("/auth/login.json"), formOf({{QStringLiteral("keyid"), fingerprint}}));
        QCOMPARE(stageOne.status, 200);
        QCOMPARE(stageOne.header("X-GPGAuth-Progress"), QByteArray("stage1"));
        const QByteArray encoded = stageOne.header("X-GPGAuth-User-Auth-Token");
        QVERIFY(encoded.startsWith("-----BEGIN\\+PGP\\+MESSAGE-----%0A"));
        const auto opened = m_ada->open(fromGpgAuthHeader(encoded));
        QVERIFY(opened.whole() && opened.signedBy(m_ada->server().serverFingerprint));

        const QList<QPair<QString, QByteArray>> answer{{QStringLiteral("keyid"), fingerprint},
                                                       {QStringLiteral("user_token_result"), opened.plaintext}};
        const auto stageTwo = postForm(QStringLiteral("/auth/login.json"), formOf(answer));
        QCOMPARE(stageTwo.status, 200);
        QCOMPARE(stageTwo.header("X-GPGAuth-Progress"), QByteArray("complete"));
        QCOMPARE(stageTwo.header("X-GPGAuth-Authenticated"), QByteArray("true"));
        QCOMPARE(body(stageTwo)[QLatin1String("id")].toString(), m_ada->user().id);
        QVERIFY(cookieNamed(stageTwo, "csrfToken").isEmpty());
        useSession(valueOfCookie(cookieNamed(stageTwo, "passbolt_session")));
        QCOMPARE(postForm(QStringLiteral("/auth/login.json"), formOf(answer)).status, 400); // good once
    }

    void gpgAuthKnowsNoStrangers()
    {
        const auto answer =
            postForm(QStringLiteral("/auth/login.json"), formOf({{QStringLiteral("keyid"), QByteArray(40, '0')}}));
        QCOMPARE(answer.status, 400);
        QCOMPARE(answer.header("X-GPGAuth-Error"), QByteArray("true"));
        QVERIFY(!answer.header("X-GPGAuth-Debug").isEmpty());
        QVERIFY(body(answer).isNull());
    }

    // Writing

    void aClearResourceIsMade()
    {
        const auto answer = m_ada->post(QStringLiteral("/resources.json"), clearResource());
        QCOMPARE(answer.status, 200);
        const QJsonValue made = body(answer);
        QCOMPARE(shapeProblem(
                     made, QStringLiteral("personal:bool id:uuid name:text username:text uri:text description:null "
                                          "deleted:bool expired:null created:time modified:time created_by:uuid "
                                          "modified_by:uuid resource_type_id:uuid folder_parent_id:null favorite:null "
                                          "modifier:object creator:object secrets:array permission:object")),
                 QString());
        QCOMPARE(made[QLatin1String("personal")], QJsonValue(true));
        const QString path = QStringLiteral("/secrets/resource/%1.json").arg(made[QLatin1String("id")].toString());
        const auto opened = m_ada->open(body(m_ada->get(path))[QLatin1String("data")].toString().toLatin1());
        QVERIFY(opened.whole() && opened.plaintext.contains("\"new\""));
        QCOMPARE(m_betty->get(path).status, 404);
    }

    void badResourcesAreRefused()
    {
        const QString path = QStringLiteral("/resources.json");
        const auto empty = m_ada->post(path, {});
        QCOMPARE(empty.status, 400);
        QCOMPARE(body(empty)[QLatin1String("name")],
                 QJsonValue(QJsonObject{{QStringLiteral("_required"), QStringLiteral("A name is required.")}}));
        QVERIFY(body(empty)[QLatin1String("secrets")].toObject().contains(QLatin1String("_required")));

        QJsonObject two = clearResource();
        two[QLatin1String("secrets")] = QJsonArray{two[QLatin1String("secrets")][0], two[QLatin1String("secrets")][0]};
        QVERIFY(body(m_ada->post(path, two))[QLatin1String("secrets")].toObject().contains(QLatin1String("hasAtMost")));

        QJsonObject unarmored = clearResource();
        unarmored[QLatin1String("secrets")] =
            QJsonArray{QJsonObject{{QStringLiteral("data"), QStringLiteral("plain")}}};
        // The first row of a list of errors is the whole list.
        QVERIFY(body(m_ada->post(path, unarmored))[QLatin1String("secrets")].isArray());

        QJsonObject longName = clearResource();
        longName[QLatin1String("name")] = QString(256, QLatin1Char('n'));
        QVERIFY(
            body(m_ada->post(path, longName))[QLatin1String("name")].toObject().contains(QLatin1String("maxLength")));

        QJsonObject sealedFields{{QStringLiteral("resource_type_id"), v5Default},
                                 {QStringLiteral("metadata"), QString::fromLatin1(sealed(*m_ada, *m_ada, "{}"))},
                                 {QStringLiteral("metadata_key_id"), QJsonValue::Null},
                                 {QStringLiteral("metadata_key_type"), QStringLiteral("user_key")},
                                 {QStringLiteral("secrets"), clearResource()[QLatin1String("secrets")]}};
        QCOMPARE(m_ada->post(path, sealedFields).status, 400);
        QCOMPARE(message(m_v5->post(path, clearResource())),
                 QStringLiteral("Resource creation with cleartext metadata not allowed."));
    }

    void encryptedMetadataIsChecked()
    {
        const QJsonValue key = body(m_v5->get(QStringLiteral("/metadata/keys.json")))[0];
        m_v5->importKey(key[QLatin1String("armored_key")].toString().toLatin1());
        const QString fingerprint = key[QLatin1String("fingerprint")].toString();
        const QByteArray metadata = m_v5->seal(R"({"object_type":"PASSBOLT_RESOURCE_METADATA"})", {fingerprint});
        const QString secret = QString::fromLatin1(sealed(*m_v5, *m_v5, "{}"));
        QJsonObject wanted{{QStringLiteral("resource_type_id"), v5Default},
                           {QStringLiteral("metadata"), QString::fromLatin1(metadata)},
                           {QStringLiteral("metadata_key_id"), key[QLatin1String("id")]},
                           {QStringLiteral("metadata_key_type"), QStringLiteral("shared_key")},
                           {QStringLiteral("secrets"), QJsonArray{QJsonObject{{QStringLiteral("data"), secret}}}}};
        const QString path = QStringLiteral("/resources.json");
        const QJsonValue made = body(m_v5->post(path, wanted));
        QCOMPARE(made[QLatin1String("metadata")].toString(), QString::fromLatin1(metadata));
        QVERIFY(!made.toObject().contains(QLatin1String("name")));

        QJsonObject mixed = wanted;
        mixed[QLatin1String("name")] = QStringLiteral("also clear");
        QCOMPARE(m_v5->post(path, mixed).status, 400);
        QJsonObject incomplete = wanted;
        incomplete.remove(QStringLiteral("metadata_key_type"));
        QCOMPARE(m_v5->post(path, incomplete).status, 400);
        const auto refusedMetadata = [&](const QByteArray &message) {
            QJsonObject changed = wanted;
            changed[QLatin1String("metadata")] = QString::fromLatin1(message);
            const auto answer = m_v5->post(path, changed);
            return answer.status == 400 && body(answer).toObject().contains(QLatin1String("metadata"));
        };
        QVERIFY(refusedMetadata(sealed(*m_v5, *m_v5, "{}")));                                // for another key
        QVERIFY(refusedMetadata(m_v5->seal("{}", {fingerprint, m_v5->user().fingerprint}))); // for two
        QJsonObject update = wanted;
        update.remove(QStringLiteral("secrets"));
        update.remove(QStringLiteral("resource_type_id"));
        const QString one = QStringLiteral("/resources/%1.json").arg(made[QLatin1String("id")].toString());
        QCOMPARE(m_v5->put(one, update).status, 400); // without its type it would become password-string
        update[QLatin1String("resource_type_id")] = v5Default;
        QCOMPARE(m_v5->put(one, update).status, 200);
    }

    void aResourceIsSharedWithASecretForEveryReader()
    {
        const QString id = newResource();
        const QString share = QStringLiteral("/share/resource/%1.json").arg(id);
        const QString betty = m_betty->user().id;
        const QJsonArray permissions{grant(betty, id, 1)};
        const auto simulated = m_ada->post(QStringLiteral("/share/simulate/resource/%1.json").arg(id),
                                           {{QStringLiteral("permissions"), permissions}});
        QCOMPARE(body(simulated)[QLatin1String("changes")][QLatin1String("added")][0][QLatin1String("User")]
                                [QLatin1String("id")]
                                    .toString(),
                 betty);
        const auto withoutSecret = m_ada->put(
            share, {{QStringLiteral("permissions"), permissions}, {QStringLiteral("secrets"), QJsonArray()}});
        QCOMPARE(withoutSecret.status, 400);
        QVERIFY(body(withoutSecret)[QLatin1String("secrets")].toObject().contains(QLatin1String("secrets_provided")));
        const QString forBetty = QString::fromLatin1(sealed(*m_ada, *m_betty, R"({"password":"for betty"})"));
        const QJsonArray secrets{QJsonObject{{QStringLiteral("user_id"), betty}, {QStringLiteral("data"), forBetty}}};
        const auto shared =
            m_ada->put(share, {{QStringLiteral("permissions"), permissions}, {QStringLiteral("secrets"), secrets}});
        QCOMPARE(shared.status, 200);
        QVERIFY(body(shared).isNull());

        const QString secretPath = QStringLiteral("/secrets/resource/%1.json").arg(id);
        const auto opened = m_betty->open(body(m_betty->get(secretPath))[QLatin1String("data")].toString().toLatin1());
        QVERIFY(opened.plaintext.contains("for betty"));
        const QString one = QStringLiteral("/resources/%1.json").arg(id);
        QCOMPARE(m_betty->put(one, {{QStringLiteral("name"), QStringLiteral("x")}}).status, 403); // a reader only

        QJsonObject update = clearResource();
        update[QLatin1String("secrets")] =
            QJsonArray{QJsonObject{{QStringLiteral("user_id"), betty}, {QStringLiteral("data"), forBetty}}};
        QVERIFY(body(m_ada->put(one, update))[QLatin1String("secrets")].toObject().contains(
            QLatin1String("secrets_provided")));
        update.remove(QStringLiteral("secrets"));
        update[QLatin1String("name")] = QStringLiteral("Renamed");
        const QJsonValue updated = body(m_ada->put(one, update));
        QCOMPARE(updated[QLatin1String("name")].toString(), QStringLiteral("Renamed"));
        QCOMPARE(updated[QLatin1String("personal")], QJsonValue(false));
        QCOMPARE(body(m_ada->get(QStringLiteral("/users.json?filter[has-access][]=") + id)).toArray().size(), 2);
        QCOMPARE(body(m_ada->get(QStringLiteral("/permissions/resource/%1.json").arg(id))).toArray().size(), 2);
        const QJsonArray noOwner{
            QJsonObject{{QStringLiteral("id"), updated[QLatin1String("permission")][QLatin1String("id")]},
                        {QStringLiteral("delete"), true}}};
        QVERIFY(body(m_ada->put(share, {{QStringLiteral("permissions"), noOwner},
                                        {QStringLiteral("secrets"), QJsonArray()}}))[QLatin1String("permissions")]
                    .toObject()
                    .contains(QLatin1String("at_least_one_owner")));
        QCOMPARE(m_betty->remove(one).status, 403);
        QCOMPARE(m_ada->remove(one).status, 200);
        QCOMPARE(m_ada->get(one).status, 404);
    }

    void withoutATypeAnUpdateMakesAPasswordString()
    {
        const QString id = newResource();
        QJsonObject update = clearResource();
        update.remove(QStringLiteral("resource_type_id"));
        update.remove(QStringLiteral("secrets"));
        const QJsonValue updated = body(m_ada->put(QStringLiteral("/resources/%1.json").arg(id), update));
        QCOMPARE(updated[QLatin1String("resource_type_id")].toString(), passwordString);
    }

    void foldersAreMadeMovedAndDeleted()
    {
        const QString folders = QStringLiteral("/folders.json");
        QVERIFY(body(m_ada->post(folders, {}))[QLatin1String("name")].toObject().contains(QLatin1String("_empty")));
        const QString outer =
            body(m_ada->post(folders, {{QStringLiteral("name"), QStringLiteral("Outer")}}))[QLatin1String("id")]
                .toString();
        const QJsonValue inner = body(m_ada->post(
            folders, {{QStringLiteral("name"), QStringLiteral("Inner")}, {QStringLiteral("folder_parent_id"), outer}}));
        QCOMPARE(inner[QLatin1String("folder_parent_id")].toString(), outer);
        const QString innerId = inner[QLatin1String("id")].toString();
        const auto cycle = m_ada->post(QStringLiteral("/move/folder/%1.json").arg(outer),
                                       {{QStringLiteral("folder_parent_id"), innerId}});
        QVERIFY(body(cycle)[QLatin1String("folder_parent_id")].toObject().contains(QLatin1String("cycle")));
        const QString id = newResource();
        const auto moved = m_ada->post(QStringLiteral("/move/resource/%1.json").arg(id),
                                       {{QStringLiteral("folder_parent_id"), innerId}});
        QVERIFY(moved.status == 200 && body(moved).isNull());
        const QString one = QStringLiteral("/resources/%1.json").arg(id);
        QCOMPARE(body(m_ada->get(one))[QLatin1String("folder_parent_id")].toString(), innerId);
        const auto renamed = m_ada->put(QStringLiteral("/folders/%1.json").arg(innerId),
                                        {{QStringLiteral("name"), QStringLiteral("Deeper")}});
        QCOMPARE(body(renamed)[QLatin1String("name")].toString(), QStringLiteral("Deeper"));
        QCOMPARE(m_ada->remove(QStringLiteral("/folders/%1.json").arg(innerId)).status,
                 200); // content moves to the top
        QVERIFY(body(m_ada->get(one))[QLatin1String("folder_parent_id")].isNull());
        QCOMPARE(
            m_ada->post(QStringLiteral("/move/resource/%1.json").arg(id), {{QStringLiteral("folder_parent_id"), outer}})
                .status,
            200);
        QCOMPARE(m_ada->remove(QStringLiteral("/folders/%1.json?cascade=1").arg(outer)).status, 200);
        QCOMPARE(m_ada->get(one).status, 404);
    }

    void favouritesAndComments()
    {
        const QString id = newResource();
        const QString path = QStringLiteral("/favorites/resource/%1.json").arg(id);
        const QJsonValue favourite = body(m_ada->post(path, {}));
        QCOMPARE(
            shapeProblem(
                favourite,
                QStringLiteral("user_id:uuid foreign_key:uuid foreign_model:text created:time modified:time id:uuid")),
            QString());
        QCOMPARE(m_ada->post(path, {}).status, 400);
        QVERIFY(body(m_ada->remove(QStringLiteral("/favorites/%1.json").arg(favourite[QLatin1String("id")].toString())))
                    .isNull());

        const QString comments = QStringLiteral("/comments/resource/%1.json").arg(id);
        QCOMPARE(m_ada->post(comments, {{QStringLiteral("content"), QString(256, QLatin1Char('c'))}}).status, 400);
        const QJsonValue first =
            body(m_ada->post(comments, {{QStringLiteral("content"), QStringLiteral("rotate in May")}}));
        QCOMPARE(m_ada
                     ->post(comments, {{QStringLiteral("content"), QStringLiteral("done")},
                                       {QStringLiteral("parent_id"), first[QLatin1String("id")]}})
                     .status,
                 200);
        const QJsonArray threads = body(m_ada->get(comments + QStringLiteral("?contain[creator]=1"))).toArray();
        QCOMPARE(threads.size(), 1);
        QCOMPARE(threads[0][QLatin1String("children")].toArray().size(), 1);
    }

    void groupsAreManaged()
    {
        const QString ada = m_ada->user().id;
        const QString betty = m_betty->user().id;
        const QJsonObject wanted{
            {QStringLiteral("name"), QStringLiteral("Night shift")},
            {QStringLiteral("groups_users"),
             QJsonArray{QJsonObject{{QStringLiteral("user_id"), betty}, {QStringLiteral("is_admin"), true}}}}};
        QCOMPARE(m_ada->post(QStringLiteral("/groups.json"), wanted).status, 403); // administrators only
        const QString id = body(m_betty->post(QStringLiteral("/groups.json"), wanted))[QLatin1String("id")].toString();
        const QJsonObject change{
            {QStringLiteral("groups_users"),
             QJsonArray{QJsonObject{{QStringLiteral("user_id"), ada}, {QStringLiteral("is_admin"), false}}}}};
        const QJsonValue dry = body(m_betty->put(QStringLiteral("/groups/%1/dry-run.json").arg(id), change));
        QCOMPARE(shapeProblem(dry[QLatin1String("dry-run")], QStringLiteral("SecretsNeeded:array Secrets:array")),
                 QString());
        const QJsonValue updated = body(m_betty->put(QStringLiteral("/groups/%1.json").arg(id), change));
        QCOMPARE(updated[QLatin1String("groups_users")].toArray().size(), 2);
        QCOMPARE(m_betty->remove(QStringLiteral("/groups/%1.json").arg(id)).status, 200);
    }

    void sessionKeysAreGuardedAgainstOverwriting()
    {
        const QString path = QStringLiteral("/metadata/session-keys");
        const auto bundle = [this](const QByteArray &text) { return QString::fromLatin1(sealed(*m_v5, *m_v5, text)); };
        const QJsonValue made =
            body(m_v5->post(path + QStringLiteral(".json"), {{QStringLiteral("data"), bundle("1")}}));
        QCOMPARE(shapeProblem(made, QStringLiteral("user_id:uuid data:armor created:time modified:time id:uuid")),
                 QString());
        const QString one = path + QLatin1Char('/') + made[QLatin1String("id")].toString() + QStringLiteral(".json");
        QCOMPARE(m_v5->put(one, {{QStringLiteral("data"), bundle("2")},
                                 {QStringLiteral("modified"), QStringLiteral("2020-01-01T00:00:00+00:00")}})
                     .status,
                 409);
        QCOMPARE(m_v5->put(one, {{QStringLiteral("data"), bundle("3")},
                                 {QStringLiteral("modified"), made[QLatin1String("modified")]}})
                     .status,
                 200);
        QCOMPARE(m_v5->remove(one).status, 200);
    }

private:
    /// A session reads with its cookie alone and writes with the CSRF token.
    void useSession(const QByteArray &session)
    {
        const QByteArray cookie = "passbolt_session=" + session;
        const auto csrf = m_ada->askAs({{"Cookie", cookie}}, "GET", QStringLiteral("/users/csrf-token.json"));
        const QByteArray token = body(csrf).toString().toLatin1();
        QCOMPARE(token.size(), 128);
        QCOMPARE(valueOfCookie(cookieNamed(csrf, "csrfToken")), token);
        QCOMPARE(m_ada->askAs({{"Cookie", cookie}}, "GET", QStringLiteral("/auth/is-authenticated.json")).status, 200);
        const QJsonObject folder{{QStringLiteral("name"), QStringLiteral("By session")}};
        QCOMPARE(m_ada->askAs({{"Cookie", cookie}}, "POST", QStringLiteral("/folders.json"), folder).status, 403);
        const PassboltGuest::Headers complete{{"Cookie", cookie + "; csrfToken=" + token}, {"X-CSRF-Token", token}};
        QCOMPARE(m_ada->askAs(complete, "POST", QStringLiteral("/folders.json"), folder).status, 200);
        QCOMPARE(m_ada->askAs({{"Cookie", cookie}}, "GET", QStringLiteral("/auth/logout.json")).status, 404);
        QCOMPARE(m_ada->askAs(complete, "POST", QStringLiteral("/auth/logout.json")).status, 200);
        QCOMPARE(m_ada->askAs({{"Cookie", cookie}}, "GET", QStringLiteral("/auth/is-authenticated.json")).status, 401);
    }
};

QTEST_GUILESS_MAIN(PassboltActionsTest)
#include "tst_passboltactions.moc"
