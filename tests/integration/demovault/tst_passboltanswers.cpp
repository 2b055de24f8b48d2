// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/demovault/passboltguest.h"
#include "tests/integration/demovault/shapes.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QSet>
#include <QTest>

using namespace coffret::test;

namespace {

// What a 5.12.0 community server answers, key by key. Facts, put together for this test.
const QString headerShape =
    QStringLiteral("id:uuid status:text servertime:number action:uuid message:text url:text code:number");
const QString userRow = QStringLiteral("id:uuid role_id:uuid username:text active:bool deleted:bool disabled:null "
                                       "last_logged_in:time created:time modified:time ");
const QString fullUser = userRow + QStringLiteral("groups_users:array profile:object gpgkey:object role:object");
const QString keyShape =
    QStringLiteral("id:uuid user_id:uuid armored_key:armor bits:number uid:text key_id:text fingerprint:text "
                   "type:text expires:null key_created:time deleted:bool created:time modified:time");
const QString roleShape =
    QStringLiteral("id:uuid name:text description:text deleted:null created_by:null modified_by:null "
                   "deleted_by:null created:time modified:time");
const QString profileShape =
    QStringLiteral("id:uuid user_id:uuid first_name:text last_name:text created:time modified:time "
                   "avatar:object");
const QString permissionShape =
    QStringLiteral("id:uuid aco:text aco_foreign_key:uuid aro:text aro_foreign_key:uuid type:number "
                   "created:time modified:time");
const QString secretShape = QStringLiteral("id:uuid user_id:uuid resource_id:uuid secret_revision_id:uuid deleted:null "
                                           "created_by:uuid modified_by:uuid data:armor created:time modified:time");
const QString resourceRow =
    QStringLiteral("personal:bool id:uuid deleted:bool expired:null|time created:time modified:time "
                   "created_by:uuid modified_by:uuid resource_type_id:uuid folder_parent_id:null|uuid ");
const QString clearFields = QStringLiteral("name:text username:text uri:text description:null|text ");
const QString sealedFields = QStringLiteral("metadata:armor metadata_key_id:uuid metadata_key_type:text ");
const QString folderRow = QStringLiteral("personal:bool id:uuid name:text created:time modified:time created_by:uuid "
                                         "modified_by:uuid folder_parent_id:null|uuid ");

QJsonValue firstOf(const QJsonValue &rows)
{
    return rows.toArray().first();
}

} // namespace

/// The demo vault's Passbolt against what a real server was seen to answer.
class PassboltAnswersTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<DemoVaultProcess> m_vault;
    std::unique_ptr<PassboltGuest> m_v4;
    std::unique_ptr<PassboltGuest> m_v5;

    [[nodiscard]] PassboltGuest &guest() const
    {
        QFETCH_GLOBAL(QString, mode);
        return mode == QLatin1String("v5") ? *m_v5 : *m_v4;
    }
    [[nodiscard]] bool isV5() const
    {
        QFETCH_GLOBAL(QString, mode);
        return mode == QLatin1String("v5");
    }
    [[nodiscard]] QString resourceShape() const { return resourceRow + (isV5() ? sealedFields : clearFields); }
    [[nodiscard]] QJsonArray resources() const
    {
        return PassboltGuest::bodyOf(guest().get(QStringLiteral("/resources.json?contain[permission]=1"))).toArray();
    }

private Q_SLOTS:
    void initTestCase_data()
    {
        QTest::addColumn<QString>("mode");
        QTest::newRow("v4") << QStringLiteral("v4");
        QTest::newRow("v5") << QStringLiteral("v5");
    }

    void initTestCase()
    {
        m_vault = std::make_unique<DemoVaultProcess>();
        QVERIFY2(m_vault->isRunning(), qPrintable(m_vault->problem()));
        m_v4 = std::make_unique<PassboltGuest>(*m_vault, QStringLiteral("v4"));
        m_v5 = std::make_unique<PassboltGuest>(*m_vault, QStringLiteral("v5"));
        m_v4->signIn();
        m_v5->signIn();
    }

    void answersComeInAnEnvelope()
    {
        const auto answer = guest().get(QStringLiteral("/roles.json"));
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.header("Content-Type"), QByteArray("application/json"));
        QCOMPARE(shapeProblem(PassboltGuest::headerOf(answer), headerShape), QString());
        QVERIFY(
            PassboltGuest::headerOf(answer)[QLatin1String("url")].toString().endsWith(QLatin1String("/roles.json")));
        QVERIFY(qAbs(PassboltGuest::headerOf(answer)[QLatin1String("servertime")].toInteger() -
                     QDateTime::currentSecsSinceEpoch()) < 10);
    }

    void strangersAreTurnedAway()
    {
        const auto answer = guest().askAs({}, "GET", QStringLiteral("/users.json"));
        QCOMPARE(answer.status, 401);
        QCOMPARE(PassboltGuest::headerOf(answer)[QLatin1String("status")].toString(), QStringLiteral("error"));
        QCOMPARE(PassboltGuest::bodyOf(answer), QJsonValue(QString()));
        const auto forged = guest().askAs({{"Authorization", "Bearer a.b.c"}}, "GET", QStringLiteral("/users.json"));
        QCOMPARE(forged.status, 401);
    }

    void pathsNeedTheirEnding()
    {
        QCOMPARE(guest().get(QStringLiteral("/users")).status, 404);
        QCOMPARE(guest().get(QStringLiteral("/users.json?api-version=v2")).status, 200);
        QCOMPARE(guest().get(QStringLiteral("/users.json?api-version=v1")).status, 400);
    }

    void absentPluginsAreNotFound_data()
    {
        QTest::addColumn<QString>("path");
        for (const char *path : {"/tags.json", "/actionlog/resource/7a1bb3f6-0d0c-4a6b-9d0a-0c9a5f1f2e11.json",
                                 "/user-passphrase-policies/settings.json"})
            QTest::newRow(path) << QString::fromLatin1(path);
    }
    void absentPluginsAreNotFound()
    {
        QFETCH(QString, path);
        const auto answer = guest().get(path);
        QCOMPARE(answer.status, 404);
        QCOMPARE(PassboltGuest::bodyOf(answer), QJsonValue(QString()));
    }

    void theServerSaysWhatItIs()
    {
        const auto health = guest().askAs({}, "GET", QStringLiteral("/healthcheck/status.json"));
        QCOMPARE(PassboltGuest::bodyOf(health).toString(), QStringLiteral("OK"));
        const QJsonValue asGuest = PassboltGuest::bodyOf(guest().askAs({}, "GET", QStringLiteral("/settings.json")));
        QCOMPARE(shapeProblem(asGuest[QLatin1String("app")], QStringLiteral("url:text locale:text")), QString());
        QCOMPARE(shapeProblem(asGuest[QLatin1String("passbolt")],
                              QStringLiteral("legal:object edition:text plugins:object")),
                 QString());
        QCOMPARE(asGuest[QLatin1String("passbolt")][QLatin1String("plugins")][QLatin1String("jwtAuthentication")],
                 QJsonValue(QJsonObject{{QStringLiteral("enabled"), true}}));
        const QJsonValue known = PassboltGuest::bodyOf(guest().get(QStringLiteral("/settings.json")));
        QCOMPARE(
            shapeProblem(known[QLatin1String("app")], QStringLiteral("url:text locale:text version:object debug:number "
                                                                     "server_timezone:text session_timeout:number "
                                                                     "image_storage:object")),
            QString());
        const QJsonObject plugins = known[QLatin1String("passbolt")][QLatin1String("plugins")].toObject();
        for (const char *name :
             {"folders", "metadata", "resourceTypes", "totpResourceTypes", "passwordExpiry", "rbacs"})
            QVERIFY2(plugins.contains(QLatin1String(name)), name);
        QVERIFY(!plugins.contains(QLatin1String("tags")));
    }

    void theServerShowsItsKeys()
    {
        const QJsonValue verify = PassboltGuest::bodyOf(guest().askAs({}, "GET", QStringLiteral("/auth/verify.json")));
        QCOMPARE(shapeProblem(verify, QStringLiteral("fingerprint:text keydata:armor")), QString());
        QCOMPARE(verify[QLatin1String("fingerprint")].toString(), guest().server().serverFingerprint);
        const QJsonValue rsa = PassboltGuest::bodyOf(guest().askAs({}, "GET", QStringLiteral("/auth/jwt/rsa.json")));
        QVERIFY(rsa[QLatin1String("keydata")].toString().startsWith(QLatin1String("-----BEGIN PUBLIC KEY-----")));
        const QJsonObject bare = guest().askAs({}, "GET", QStringLiteral("/auth/jwt/jwks.json")).json();
        QCOMPARE(shapeProblem(firstOf(bare[QLatin1String("keys")]),
                              QStringLiteral("kty:text alg:text use:text e:text n:text")),
                 QString());
    }

    void settings_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("shape");
        const auto row = [](const char *path, const char *shape) {
            QTest::newRow(path) << QString::fromLatin1(path) << QString::fromLatin1(shape);
        };
        row("/metadata/types/settings.json",
            "default_resource_types:text default_folder_type:text default_tag_type:text default_comment_type:text "
            "allow_creation_of_v5_resources:bool allow_creation_of_v5_folders:bool allow_creation_of_v5_tags:bool "
            "allow_creation_of_v5_comments:bool allow_creation_of_v4_resources:bool allow_creation_of_v4_folders:bool "
            "allow_creation_of_v4_tags:bool allow_creation_of_v4_comments:bool allow_v5_v4_downgrade:bool "
            "allow_v4_v5_upgrade:bool");
        row("/metadata/keys/settings.json", "allow_usage_of_personal_keys:bool zero_knowledge_key_share:bool");
        row("/password-policies/settings.json",
            "default_generator:text password_generator_settings:object "
            "passphrase_generator_settings:object source:text external_dictionary_check:bool");
        row("/password-expiry/settings.json",
            "id:uuid automatic_expiry:bool automatic_update:bool policy_override:bool "
            "default_expiry_period:null created:time created_by:uuid modified:time modified_by:uuid");
        row("/export-policies/settings.json", "allow_csv_format:bool source:text");
        row("/secret-revisions/settings.json", "max_revisions:number allow_sharing_revisions:bool");
    }
    void settings()
    {
        QFETCH(QString, path);
        QFETCH(QString, shape);
        QCOMPARE(shapeProblem(PassboltGuest::bodyOf(guest().get(path)), shape), QString());
    }

    void emptyListsAreArrays()
    {
        QCOMPARE(PassboltGuest::bodyOf(guest().get(QStringLiteral("/account/settings.json"))),
                 QJsonValue(QJsonArray()));
        QCOMPARE(PassboltGuest::bodyOf(guest().get(QStringLiteral("/metadata/session-keys.json"))),
                 QJsonValue(QJsonArray()));
    }

    void aUserHasKeyProfileRoleAndGroups()
    {
        const QJsonValue me = PassboltGuest::bodyOf(guest().get(QStringLiteral("/users/me.json")));
        QCOMPARE(shapeProblem(me, fullUser + QStringLiteral(" is_mfa_enabled:bool")), QString());
        QCOMPARE(me[QLatin1String("id")].toString(), guest().user().id);
        QCOMPARE(shapeProblem(me[QLatin1String("gpgkey")], keyShape), QString());
        QCOMPARE(me[QLatin1String("gpgkey")][QLatin1String("fingerprint")].toString(), guest().user().fingerprint);
        QCOMPARE(shapeProblem(me[QLatin1String("role")], roleShape), QString());
        QCOMPARE(shapeProblem(me[QLatin1String("profile")], profileShape), QString());
        QCOMPARE(shapeProblem(firstOf(me[QLatin1String("groups_users")]),
                              QStringLiteral("id:uuid group_id:uuid user_id:uuid is_admin:bool created:time")),
                 QString());
    }

    void peopleAreListed()
    {
        const auto answer = guest().get(QStringLiteral("/users.json"));
        const QJsonArray users = PassboltGuest::bodyOf(answer).toArray();
        QCOMPARE(users.size(), 3);
        QSet<QString> kinds;
        for (const QJsonValue &user : users) {
            QCOMPARE(shapeProblem(user, fullUser), QString());
            kinds.insert(user[QLatin1String("gpgkey")][QLatin1String("type")].toString());
        }
        QCOMPARE(kinds, (QSet<QString>{QStringLiteral("EdDSA"), QStringLiteral("RSA")}));
        QCOMPARE(PassboltGuest::headerOf(answer)[QLatin1String("pagination")],
                 QJsonValue(QJsonObject{{QStringLiteral("count"), 3},
                                        {QStringLiteral("page"), 1},
                                        {QStringLiteral("limit"), QJsonValue::Null}}));
        const QJsonArray keys = PassboltGuest::bodyOf(guest().get(QStringLiteral("/gpgkeys.json"))).toArray();
        QCOMPARE(keys.size(), 3);
        QCOMPARE(shapeProblem(keys.first(), keyShape), QString());
    }

    void groupsRolesAndRights()
    {
        const QJsonArray groups =
            PassboltGuest::bodyOf(guest().get(QStringLiteral("/groups.json?contain[groups_users]=1"))).toArray();
        QCOMPARE(groups.size(), 2);
        QCOMPARE(
            shapeProblem(groups.first(), QStringLiteral("id:uuid name:text deleted:bool created:time modified:time "
                                                        "created_by:uuid modified_by:uuid groups_users:array")),
            QString());
        const QJsonArray roles = PassboltGuest::bodyOf(guest().get(QStringLiteral("/roles.json"))).toArray();
        QCOMPARE(roles.size(), 3);
        const QJsonArray rights = PassboltGuest::bodyOf(guest().get(QStringLiteral("/rbacs/me.json"))).toArray();
        QCOMPARE(rights.size(), 24);
        for (const QJsonValue &right : rights)
            QCOMPARE(shapeProblem(right, QStringLiteral("id:uuid role_id:uuid control_function:text foreign_model:text "
                                                        "foreign_id:uuid created:time modified:time created_by:null "
                                                        "modified_by:null action:null|object ui_action:null|object")),
                     QString());
    }

    void elevenResourceTypes()
    {
        const QJsonArray types = PassboltGuest::bodyOf(guest().get(QStringLiteral("/resource-types.json"))).toArray();
        QCOMPARE(types.size(), 11);
        QHash<QString, QString> ids;
        for (const QJsonValue &type : types) {
            QCOMPARE(shapeProblem(type, QStringLiteral("id:uuid slug:text name:text description:text definition:object "
                                                       "deleted:null created:time modified:time")),
                     QString());
            QCOMPARE(shapeProblem(type[QLatin1String("definition")], QStringLiteral("resource:object secret:object")),
                     QString());
            ids.insert(type[QLatin1String("slug")].toString(), type[QLatin1String("id")].toString());
        }
        QCOMPARE(ids.value(QStringLiteral("password-string")), QStringLiteral("669f8c64-242a-59fb-92fc-81f660975fd3"));
        QCOMPARE(ids.value(QStringLiteral("v5-default")), QStringLiteral("dd1f723d-0d1e-513f-8218-4055dc0530d0"));
        QCOMPARE(ids.value(QStringLiteral("v5-pin-code")), QStringLiteral("4357bbc7-ed4d-52ff-b59d-9f7f17881bb3"));
    }

    void resourcesAreListed()
    {
        const QJsonArray rows = resources();
        QVERIFY(rows.size() >= 60);
        for (const QJsonValue &row : rows) {
            QCOMPARE(shapeProblem(row, resourceShape() + QStringLiteral("permission:object")), QString());
            QCOMPARE(shapeProblem(row[QLatin1String("permission")], permissionShape), QString());
        }
    }

    void resourcesComeInPages()
    {
        const QString query = QStringLiteral("/resources.json?contain[permission]=1&contain[favorite]=1&limit=25&"
                                             "sort=Resources.modified&direction=desc&page=%1");
        const qsizetype total = resources().size();
        QSet<QString> seen;
        QString last = QStringLiteral("9999");
        for (int page = 1; page <= 3; ++page) {
            const auto answer = guest().get(query.arg(page));
            QCOMPARE(PassboltGuest::headerOf(answer)[QLatin1String("pagination")],
                     QJsonValue(QJsonObject{{QStringLiteral("count"), total},
                                            {QStringLiteral("page"), page},
                                            {QStringLiteral("limit"), 25}}));
            const QJsonArray rows = PassboltGuest::bodyOf(answer).toArray();
            for (const QJsonValue &row : rows) {
                QCOMPARE(shapeProblem(row, resourceShape() + QStringLiteral("permission:object favorite:null|object")),
                         QString());
                const QString modified = row[QLatin1String("modified")].toString();
                QVERIFY(modified <= last);
                last = modified;
                seen.insert(row[QLatin1String("id")].toString());
            }
        }
        QCOMPARE(seen.size(), total);
        const auto pastTheEnd = guest().get(query.arg(99));
        QCOMPARE(pastTheEnd.status, 404);
        QCOMPARE(PassboltGuest::bodyOf(pastTheEnd), QJsonValue(QString()));
        QCOMPARE(guest().get(QStringLiteral("/resources.json?sort=Resources.created")).status, 400);
        // What is no number counts as one.
        const auto odd = PassboltGuest::bodyOf(guest().get(QStringLiteral("/resources.json?limit=none&page=none")));
        QCOMPARE(odd.toArray().size(), 1);
    }

    void filtersThatAreNamedAreOn()
    {
        const auto count = [this](const QString &query) {
            return PassboltGuest::bodyOf(guest().get(QStringLiteral("/resources.json?") + query)).toArray().size();
        };
        const qsizetype owned = count(QStringLiteral("filter[is-owned-by-me]=1"));
        QVERIFY(owned > 0 && owned < resources().size());
        QCOMPARE(count(QStringLiteral("filter[is-owned-by-me]=0")), owned);
        QCOMPARE(count(QStringLiteral("filter[is-shared-with-me]=1")), resources().size() - owned);
        QVERIFY(count(QStringLiteral("filter[is-favorite]=1")) > 0);
        const QString first = resources().first()[QLatin1String("id")].toString();
        QCOMPARE(count(QStringLiteral("filter[has-id][]=") + first), 1);
        QVERIFY(count(QStringLiteral("filter[has-parent]=0")) > 0);
    }

    void oneResourceAndItsSecret()
    {
        const QString id = resources().first()[QLatin1String("id")].toString();
        const QJsonValue one = PassboltGuest::bodyOf(guest().get(
            QStringLiteral("/resources/%1.json?contain[permissions]=1&contain[creator]=1&contain[modifier]=1")
                .arg(id)));
        QCOMPARE(
            shapeProblem(one, resourceShape() + QStringLiteral("permissions:array creator:object modifier:object")),
            QString());
        QCOMPARE(shapeProblem(one[QLatin1String("creator")], userRow), QString());
        const QJsonValue secret =
            PassboltGuest::bodyOf(guest().get(QStringLiteral("/secrets/resource/%1.json").arg(id)));
        QCOMPARE(shapeProblem(secret, secretShape), QString());
        QCOMPARE(secret[QLatin1String("resource_id")].toString(), id);
        const QJsonValue revision = firstOf(PassboltGuest::bodyOf(guest().get(
            QStringLiteral("/secret-revisions/resource/%1.json?contain[secret]=1&contain[creator]=1").arg(id))));
        QCOMPARE(
            shapeProblem(revision,
                         QStringLiteral("id:uuid resource_id:uuid resource_type_id:uuid deleted:null created:time "
                                        "modified:time created_by:uuid modified_by:uuid creator:object secrets:array")),
            QString());
        QCOMPARE(guest().get(QStringLiteral("/secrets/resource/nonsense.json")).status, 400);
        QCOMPARE(guest().get(QStringLiteral("/secrets/resource/7a1bb3f6-0d0c-4a6b-9d0a-0c9a5f1f2e11.json")).status,
                 404);
    }

    void foldersAreATree()
    {
        const auto answer = guest().get(QStringLiteral("/folders.json?contain[permission]=1"));
        const QJsonArray folders = PassboltGuest::bodyOf(answer).toArray();
        QSet<QString> ids;
        for (const QJsonValue &folder : folders) {
            QCOMPARE(shapeProblem(folder, folderRow + QStringLiteral("permission:object")), QString());
            ids.insert(folder[QLatin1String("id")].toString());
        }
        int deep = 0;
        for (const QJsonValue &folder : folders) {
            const QString parent = folder[QLatin1String("folder_parent_id")].toString();
            QVERIFY(parent.isEmpty() || ids.contains(parent));
            deep += parent.isEmpty() ? 0 : 1;
        }
        QVERIFY(deep > 10);
        const QJsonArray rows = resources();
        for (const QJsonValue &row : rows) {
            const QString parent = row[QLatin1String("folder_parent_id")].toString();
            QVERIFY(parent.isEmpty() || ids.contains(parent));
        }
    }

    void eachUserHasATreeOfTheirOwn()
    {
        QFETCH_GLOBAL(QString, mode);
        PassboltGuest betty(*m_vault, mode, true);
        betty.signIn();
        const auto parentOfMarketing = [](const PassboltGuest &who) {
            const QJsonArray folders = PassboltGuest::bodyOf(who.get(QStringLiteral("/folders.json"))).toArray();
            for (const QJsonValue &folder : folders) {
                if (folder[QLatin1String("name")] == QStringLiteral("Marketing"))
                    return folder[QLatin1String("folder_parent_id")];
            }
            return QJsonValue(QJsonValue::Undefined);
        };
        QVERIFY(parentOfMarketing(guest()).isNull());
        QVERIFY(parentOfMarketing(betty).isString());
    }

    void theMetadataKeyIsHandedOver()
    {
        const auto answer = guest().get(QStringLiteral("/metadata/keys.json?contain[metadata_private_keys]=1"));
        if (!isV5()) {
            QCOMPARE(PassboltGuest::bodyOf(answer), QJsonValue(QJsonArray()));
            return;
        }
        const QJsonValue key = firstOf(PassboltGuest::bodyOf(answer));
        QCOMPARE(
            shapeProblem(key, QStringLiteral("id:uuid fingerprint:text armored_key:armor created:time modified:time "
                                             "expired:null deleted:null created_by:uuid modified_by:uuid "
                                             "metadata_private_keys:array")),
            QString());
        const QJsonValue mine = firstOf(key[QLatin1String("metadata_private_keys")]);
        QCOMPARE(shapeProblem(mine, QStringLiteral("id:uuid metadata_key_id:uuid user_id:uuid data:armor created:time "
                                                   "modified:time created_by:null modified_by:null")),
                 QString());
        const auto opened = guest().open(mine[QLatin1String("data")].toString().toLatin1());
        QVERIFY(opened.whole() && opened.signedBy(guest().server().serverFingerprint));
        const QJsonObject plain = QJsonDocument::fromJson(opened.plaintext).object();
        QCOMPARE(shapeProblem(
                     plain,
                     QStringLiteral("object_type:text domain:text fingerprint:text armored_key:armor passphrase:text")),
                 QString());
        QCOMPARE(plain[QLatin1String("object_type")].toString(), QStringLiteral("PASSBOLT_METADATA_PRIVATE_KEY"));
        QCOMPARE(plain[QLatin1String("fingerprint")], key[QLatin1String("fingerprint")]);
    }
};

QTEST_GUILESS_MAIN(PassboltAnswersTest)
#include "tst_passboltanswers.moc"
