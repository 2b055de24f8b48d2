// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/demovault/shapes.h"
#include "tests/support/demovaultprocess.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace coffret::test;

namespace {

using Answer = DemoVaultProcess::Answer;

QByteArray serialised(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

QStringList namesOf(const QJsonArray &rows, const char *key)
{
    QStringList names;
    for (const QJsonValue &row : rows)
        names.append(row[QLatin1String(key)].toString());
    return names;
}

} // namespace

/// The demo vault's Fudo and CommandK against the vendors' pages.
class TokenVaultAnswersTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<DemoVaultProcess> m_vault;

    [[nodiscard]] Answer fudo(const QByteArray &method, const QString &path, const QJsonObject &body = {},
                              const QByteArray &token = {}) const
    {
        const QByteArray authorization = token.isEmpty() ? m_vault->fudo().adaToken : token;
        const bool hasBody = method == "POST" || method == "PATCH";
        return m_vault->ask(method, QUrl(m_vault->fudo().url.toString() + QStringLiteral("/api/v2") + path),
                            hasBody ? serialised(body) : QByteArray(),
                            {{"Authorization", authorization}, {"Content-Type", "application/json"}});
    }
    [[nodiscard]] QJsonArray fudoList(const QString &path, const char *type = "secret") const
    {
        return fudo("GET", path).json()[QLatin1String(type)].toArray();
    }
    /// The id of the first visible secret with this policy and check-out mode.
    [[nodiscard]] QString fudoSecretWith(const QString &policy, const QString &mode = QStringLiteral("simple")) const
    {
        const QJsonArray rows =
            fudoList(QStringLiteral("/secret?filter=access_policy.in(%1),checkout_mode.in(%2)").arg(policy, mode));
        return rows.first()[QLatin1String("id")].toString();
    }

    [[nodiscard]] Answer commandK(const QByteArray &method, const QString &path, const QByteArray &token,
                                  const QJsonObject &body = {}, const QByteArray &tag = {}) const
    {
        QList<QPair<QByteArray, QByteArray>> headers{{"Authorization", "Bearer " + token},
                                                     {"Content-Type", "application/json"}};
        if (!tag.isEmpty())
            headers.append(qMakePair(QByteArray("If-None-Match"), tag));
        const bool hasBody = method == "POST" || method == "PUT";
        return m_vault->ask(method, QUrl(m_vault->commandK().url.toString() + path),
                            hasBody ? serialised(body) : QByteArray(), headers);
    }
    [[nodiscard]] QString renderedPath(const QString &mode, const QString &rest = {}) const
    {
        return QStringLiteral("/apps/%1/secrets/rendered?environment=%2&mode=%3%4")
            .arg(m_vault->commandK().apps[0].id, m_vault->commandK().environments[0].id, mode, rest);
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_vault = std::make_unique<DemoVaultProcess>();
        QVERIFY2(m_vault->isRunning(), qPrintable(m_vault->problem()));
    }

    // Fudo

    void fudoTakesABareToken()
    {
        QCOMPARE(fudo("GET", QStringLiteral("/secret")).status, 200);
        QCOMPARE(fudo("GET", QStringLiteral("/secret"), {}, "Bearer " + m_vault->fudo().adaToken).status, 401);
        QCOMPARE(fudo("GET", QStringLiteral("/secret"), {}, "wrong").status, 401);
    }

    void fudoDescribesItsTypes_data()
    {
        QTest::addColumn<int>("attributes");
        QTest::newRow("secret") << 22;
        QTest::newRow("secret_history") << 7;
        QTest::newRow("secret_shared") << 16;
        QTest::newRow("secret_uri") << 13;
        QTest::newRow("collection") << 17;
    }
    void fudoDescribesItsTypes()
    {
        QFETCH(int, attributes);
        const QString type = QLatin1String(QTest::currentDataTag());
        const QJsonObject answer = fudo("GET", QStringLiteral("/objspec/") + type).json();
        QCOMPARE(answer[QLatin1String("result")].toString(), QStringLiteral("success"));
        QCOMPARE(answer[type].toObject().size(), attributes);
        QCOMPARE(answer[type][QLatin1String("id")][QLatin1String("readonly")], QJsonValue(true));
    }

    void fudoSkipsNullHiddenAndProtectedByDefault()
    {
        const QJsonArray rows = fudoList(QStringLiteral("/secret"));
        QCOMPARE(rows.size(), 40);
        const QRegularExpression id(QStringLiteral("^\\d{19}$"));
        const QRegularExpression time(QStringLiteral("^\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{1,6}-07$"));
        QSet<QString> types;
        QSet<qsizetype> fractions;
        for (const QJsonValue &row : rows) {
            QVERIFY(id.match(row[QLatin1String("id")].toString()).hasMatch());
            const QString created = row[QLatin1String("created_at")].toString();
            QVERIFY2(time.match(created).hasMatch(), qPrintable(created));
            fractions.insert(created.size());
            types.insert(row[QLatin1String("type")].toString());
            const QJsonObject object = row.toObject();
            for (const char *absent : {"secret", "secret_passphrase", "collection_name", "removed"})
                QVERIFY2(!object.contains(QLatin1String(absent)), absent);
            for (const QString &key : object.keys())
                QVERIFY2(!object[key].isNull(), qPrintable(key));
        }
        QVERIFY(fractions.size() > 1);
        QCOMPARE(types.size(), 5);
    }

    void fudoReusesIdsAcrossTypes()
    {
        const QStringList secrets = namesOf(fudoList(QStringLiteral("/secret")), "id");
        const QStringList uris = namesOf(fudoList(QStringLiteral("/secret/uri"), "secret_uri"), "id");
        const QStringList collections = namesOf(fudoList(QStringLiteral("/collection"), "collection"), "id");
        QVERIFY(uris.contains(secrets.first()) && collections.contains(secrets.first()));
    }

    void fudoShowsTheFieldsAskedFor()
    {
        QCOMPARE(fudoList(QStringLiteral("/secret?fields=&limit=3")).first().toObject().keys(),
                 QStringList{QStringLiteral("id")});
        const QJsonArray rows = fudoList(QStringLiteral("/secret?fields=id,domain,collection_name,secret"));
        bool nullSeen = false;
        for (const QJsonValue &row : rows) {
            QCOMPARE(shapeProblem(row, QStringLiteral("id:text domain:null|text collection_name:text")), QString());
            nullSeen = nullSeen || row[QLatin1String("domain")].isNull();
        }
        QVERIFY(nullSeen);
    }

    void fudoFiltersAndPages()
    {
        const QStringList all = namesOf(fudoList(QStringLiteral("/secret")), "id");
        const QStringList some = namesOf(fudoList(QStringLiteral("/secret?offset=5&limit=4")), "id");
        QCOMPARE(some, all.mid(5, 4));
        QCOMPARE(fudoList(QStringLiteral("/secret?offset=1000")), QJsonArray());
        const QJsonArray keys = fudoList(QStringLiteral("/secret?filter=type.in(sshkey,apikey)"));
        const QJsonArray one = fudoList(QStringLiteral("/secret?filter=type.in(sshkey,apikey),name.match(deploy)"));
        QVERIFY(one.size() > 0 && one.size() < keys.size());
        QVERIFY(fudo("GET", QStringLiteral("/secret?filter=type.near(x)")).status == 400);
    }

    void fudoCollectionsAreATree()
    {
        const QJsonArray rows = fudoList(
            QStringLiteral("/collection?fields=id,name,parent_id,path_to_root_ids,vault,rights"), "collection");
        const QStringList ids = namesOf(rows, "id");
        QSet<QString> vaults;
        qsizetype deepest = 0;
        for (const QJsonValue &row : rows) {
            QVERIFY(row[QLatin1String("parent_id")].isNull() ||
                    ids.contains(row[QLatin1String("parent_id")].toString()));
            deepest = qMax(deepest, row[QLatin1String("path_to_root_ids")].toArray().size());
            vaults.insert(row[QLatin1String("vault")].toString());
            QVERIFY(row[QLatin1String("rights")].isArray());
        }
        QVERIFY(deepest >= 3 && deepest <= 5);
        QCOMPARE(vaults, (QSet<QString>{QStringLiteral("organization"), QStringLiteral("personal")}));
        const QJsonArray bettys = fudo("GET", QStringLiteral("/collection"), {}, m_vault->fudo().bettyToken)
                                      .json()[QLatin1String("collection")]
                                      .toArray();
        QVERIFY(bettys.size() < rows.size());
    }

    void fudoHidesAValueUntilItIsCheckedOut()
    {
        const QString path = QStringLiteral("/secret/") + fudoSecretWith(QStringLiteral("view_on_request"));
        const QString withValue = path + QStringLiteral("?fields=id,secret,secret_passphrase");
        QCOMPARE(fudo("GET", withValue).status, 403);
        const QJsonObject checkedOut = fudo("POST", path + QStringLiteral("/checkout")).json();
        QCOMPARE(shapeProblem(checkedOut,
                              QStringLiteral("secret_access_id:text checkout_type:text expires_at:null result:text")),
                 QString());
        const QJsonValue shown = fudo("GET", withValue).json()[QLatin1String("secret")];
        QVERIFY(!shown[QLatin1String("secret")].toString().isEmpty());
        QVERIFY(shown.toObject().contains(QLatin1String("secret_passphrase")));
        QVERIFY(!fudo("GET", path).json()[QLatin1String("secret")].toObject().contains(QLatin1String("secret")));
        QCOMPARE(fudo("GET", path).json()[QLatin1String("secret")][QLatin1String("my_checkout_id")],
                 checkedOut[QLatin1String("secret_access_id")]);
        QCOMPARE(fudo("POST", path + QStringLiteral("/checkin")).status, 200);
        QCOMPARE(fudo("GET", withValue).status, 403);
        QCOMPARE(fudo("POST", path + QStringLiteral("/checkin")).status, 400);
        const QString open = fudoSecretWith(QStringLiteral("view"));
        QCOMPARE(fudo("GET", QStringLiteral("/secret/%1?fields=secret").arg(open)).status, 200);
    }

    void fudoLendsAnExclusiveSecretToOneAtATime()
    {
        const QString path =
            QStringLiteral("/secret/") + fudoSecretWith(QStringLiteral("full_edit"), QStringLiteral("exclusive"));
        QCOMPARE(fudo("POST", path + QStringLiteral("/checkout")).status, 200);
        QCOMPARE(fudo("POST", path + QStringLiteral("/checkout"), {}, m_vault->fudo().bettyToken).status, 409);
        QCOMPARE(fudo("POST", path + QStringLiteral("/checkin")).status, 200);
        QCOMPARE(fudo("POST", path + QStringLiteral("/checkout"), {}, m_vault->fudo().bettyToken).status, 200);
    }

    void fudoGrantsARequestForAccess()
    {
        QString needing;
        const QJsonArray rows = fudoList(QStringLiteral("/secret?filter=access_policy.in(view_on_request)"));
        for (const QJsonValue &row : rows) {
            const QString id = row[QLatin1String("id")].toString();
            if (fudo("POST", QStringLiteral("/secret/%1/checkout").arg(id)).status == 403)
                needing = id;
        }
        QVERIFY(!needing.isEmpty());
        const QJsonObject request{{QStringLiteral("type"), QStringLiteral("preview")},
                                  {QStringLiteral("secret_id"), needing}};
        QCOMPARE(fudo("POST", QStringLiteral("/access_request"), request).status, 400); // no reason given
        QJsonObject complete = request;
        complete[QLatin1String("reason")] = QStringLiteral("migration");
        const QString id = fudo("POST", QStringLiteral("/access_request"), complete)
                               .json()[QLatin1String("access_request")][QLatin1String("id")]
                               .toString();
        const auto status = [&] {
            return fudo("GET", QStringLiteral("/access_request/") + id)
                .json()[QLatin1String("access_request")][QLatin1String("status")]
                .toString();
        };
        QCOMPARE(status(), QStringLiteral("pending"));
        QCOMPARE(status(), QStringLiteral("granted"));
        QCOMPARE(fudo("POST", QStringLiteral("/secret/%1/checkout").arg(needing)).status, 200);
    }

    void fudoCreatesChangesAndDeletes()
    {
        const QString parent = fudoList(QStringLiteral("/collection?filter=name.in(Staging)"), "collection")
                                   .first()[QLatin1String("id")]
                                   .toString();
        const QJsonObject wanted{{QStringLiteral("name"), QStringLiteral("Made by a test")},
                                 {QStringLiteral("collection_id"), parent},
                                 {QStringLiteral("type"), QStringLiteral("login")},
                                 {QStringLiteral("login"), QStringLiteral("u")},
                                 {QStringLiteral("secret"), QStringLiteral("first")}};
        const QJsonObject made = fudo("POST", QStringLiteral("/secret"), wanted).json();
        QCOMPARE(made[QLatin1String("secret")].toObject().keys(), QStringList{QStringLiteral("id")});
        const QString path = QStringLiteral("/secret/") + made[QLatin1String("secret")][QLatin1String("id")].toString();
        QJsonObject sameName = wanted;
        sameName[QLatin1String("name")] = QStringLiteral("MADE BY A TEST");
        QCOMPARE(fudo("POST", QStringLiteral("/secret"), sameName).status, 400);
        QJsonObject nameless = wanted;
        nameless.remove(QStringLiteral("name"));
        QCOMPARE(fudo("POST", QStringLiteral("/secret"), nameless).status, 400);
        QCOMPARE(fudo("PATCH", path, {{QStringLiteral("type"), QStringLiteral("note")}}).status, 400);
        QCOMPARE(fudo("PATCH", path, {{QStringLiteral("has_secret"), false}}).status, 400);
        const Answer changed = fudo("PATCH", path, {{QStringLiteral("secret"), QStringLiteral("second")}});
        QCOMPARE(changed.json(), (QJsonObject{{QStringLiteral("result"), QStringLiteral("success")}}));
        QCOMPARE(fudo("GET", path + QStringLiteral("?fields=secret"))
                     .json()[QLatin1String("secret")][QLatin1String("secret")]
                     .toString(),
                 QStringLiteral("second"));
        const QJsonArray history =
            fudoList(QStringLiteral("/secret/history?filter=secret_id.in(%1)").arg(path.section(QLatin1Char('/'), 2)),
                     "secret_history");
        QCOMPARE(history.size(), 2);
        QCOMPARE(shapeProblem(
                     history[0],
                     QStringLiteral("id:text secret_id:text current:bool state:text created_at:text modified_at:text")),
                 QString());
        QCOMPARE(fudo("DELETE", path).json(), (QJsonObject{{QStringLiteral("result"), QStringLiteral("success")}}));
        QCOMPARE(fudo("GET", path).status, 404);
    }

    void fudoKeepsUrisOfASecret()
    {
        const QString path = QStringLiteral("/secret/%1/uri").arg(fudoSecretWith(QStringLiteral("full_edit")));
        const qsizetype before = fudoList(path, "secret_uri").size();
        const QString id = fudo("POST", path, {{QStringLiteral("uri"), QStringLiteral("https://added.example:8443/x")}})
                               .json()[QLatin1String("secret_uri")][QLatin1String("id")]
                               .toString();
        QCOMPARE(fudo("POST", path, {{QStringLiteral("uri"), QStringLiteral("no scheme")}}).status, 400);
        const QJsonArray rows = fudoList(path + QStringLiteral("?fields=id,uri,host,port"), "secret_uri");
        QCOMPARE(rows.size(), before + 1);
        QCOMPARE(rows.last()[QLatin1String("host")].toString(), QStringLiteral("added.example"));
        QCOMPARE(rows.last()[QLatin1String("port")].toInt(), 8443);
        QCOMPARE(fudo("PATCH", path + QLatin1Char('/') + id,
                      {{QStringLiteral("uri"), QStringLiteral("ssh://changed.example")}})
                     .status,
                 200);
        QCOMPARE(fudo("DELETE", path + QLatin1Char('/') + id).status, 200);
        QCOMPARE(fudoList(path, "secret_uri").size(), before);
    }

    void fudoListsWhatOthersShared()
    {
        for (const QJsonValue &row : fudoList(QStringLiteral("/secret/shared"), "secret_shared")) // by a request above
            QVERIFY(row.toObject().contains(QLatin1String("valid_until")));
        const QJsonArray bettys = fudo("GET", QStringLiteral("/secret/shared"), {}, m_vault->fudo().bettyToken)
                                      .json()[QLatin1String("secret_shared")]
                                      .toArray();
        QVERIFY(bettys.size() > 0);
        QVERIFY(bettys.first().toObject().contains(QLatin1String("valid_until")));
        QVERIFY(!bettys.first().toObject().contains(QLatin1String("access_policy")));
    }

    void guessesCanBeSwitchedOff()
    {
        DemoVaultProcess strict({QStringLiteral("--no-inferred"), QStringLiteral("--mode"), QStringLiteral("fudo")});
        QVERIFY2(strict.isRunning(), qPrintable(strict.problem()));
        const auto ask = [&strict](const QByteArray &method, const QString &path) {
            return strict.ask(method, QUrl(strict.fudo().url.toString() + QStringLiteral("/api/v2") + path), {},
                              {{"Authorization", strict.fudo().adaToken}});
        };
        QCOMPARE(ask("GET", QStringLiteral("/secret")).status, 200);
        QCOMPARE(ask("GET", QStringLiteral("/collection")).status, 404);
        QCOMPARE(ask("GET", QStringLiteral("/collection")).body, QByteArray());
        const QString id =
            ask("GET", QStringLiteral("/secret")).json()[QLatin1String("secret")][0][QLatin1String("id")].toString();
        QCOMPARE(ask("POST", QStringLiteral("/secret/%1/checkout").arg(id)).status, 200);
        QCOMPARE(ask("POST", QStringLiteral("/secret/%1/checkin").arg(id)).status, 404);
        const QJsonValue shown =
            ask("GET", QStringLiteral("/secret/%1?fields=id,secret").arg(id)).json()[QLatin1String("secret")];
        QCOMPARE(shown.toObject().keys(), QStringList{QStringLiteral("id")});
    }

    // CommandK

    void commandKTellsItsScopesApart()
    {
        const auto vault = m_vault->commandK();
        const QString create = QStringLiteral("/apps/%1/secrets").arg(vault.apps[0].id);
        QCOMPARE(commandK("GET", QStringLiteral("/environments"), "wrong").status, 401);
        QCOMPARE(commandK("GET", QStringLiteral("/environments"), vault.readToken).status, 200);
        QCOMPARE(commandK("GET", QStringLiteral("/environments"), vault.writeToken).status, 200);
        QCOMPARE(commandK("GET", renderedPath(QStringLiteral("PreviewOnly")), vault.writeToken).status, 403);
        const Answer refused = commandK("POST", create, vault.readToken);
        QCOMPARE(refused.status, 403);
        QCOMPARE(shapeProblem(refused.json(), QStringLiteral("requestId:text error:text message:text")), QString());
    }

    void commandKPagesItsEnvironments()
    {
        const QByteArray token = m_vault->commandK().readToken;
        QStringList seen;
        QString cursor;
        for (int page = 0; page < 5; ++page) {
            const QString after = cursor.isEmpty() ? QString() : QStringLiteral("&after=") + cursor;
            const QJsonArray rows = commandK("GET", QStringLiteral("/environments?limit=2") + after, token)
                                        .json()[QLatin1String("environments")]
                                        .toArray();
            if (rows.isEmpty())
                break;
            QCOMPARE(shapeProblem(rows[0], QStringLiteral("id:text slug:text name:text label:text")), QString());
            seen += namesOf(rows, "slug");
            cursor = rows.last()[QLatin1String("id")].toString();
        }
        QCOMPARE(seen,
                 (QStringList{QStringLiteral("production"), QStringLiteral("staging"), QStringLiteral("development")}));
    }

    void commandKFindsAppsByName()
    {
        const auto vault = m_vault->commandK();
        const QString name = QString::fromLatin1(QUrl::toPercentEncoding(vault.apps[2].name));
        const Answer found = commandK("GET", QStringLiteral("/apps/%1?identifierType=Name").arg(name), vault.readToken);
        QCOMPARE(found.json()[QLatin1String("id")].toString(), vault.apps[2].id);
        QCOMPARE(commandK("GET", QStringLiteral("/apps/unknown?identifierType=Name"), vault.readToken).status, 404);
        const QJsonArray providers =
            commandK("GET", QStringLiteral("/providers"), vault.readToken).json()[QLatin1String("providers")].toArray();
        QVERIFY(namesOf(providers, "name").contains(QLatin1String("Other")));
    }

    void commandKRendersInTwoModes()
    {
        const QByteArray token = m_vault->commandK().readToken;
        const QJsonObject preview = commandK("GET", renderedPath(QStringLiteral("PreviewOnly")), token).json();
        QCOMPARE(shapeProblem(preview,
                              QStringLiteral("changelogId:text secretDigest:text incrementalId:number secrets:array")),
                 QString());
        const QJsonArray masked = preview[QLatin1String("secrets")].toArray();
        const QJsonArray full =
            commandK("GET", renderedPath(QStringLiteral("Full")), token).json()[QLatin1String("secrets")].toArray();
        QCOMPARE(namesOf(masked, "key"), namesOf(full, "key"));
        const QList<QByteArray> canaries = m_vault->canaries();
        const QByteArray maskedBytes = QJsonDocument(masked).toJson();
        for (const QByteArray &canary : canaries)
            QVERIFY(!maskedBytes.contains(canary));
        QVERIFY(full[0][QLatin1String("serializedValue")] != masked[0][QLatin1String("serializedValue")]);
        const QStringList names = namesOf(full, "key").mid(1, 2);
        const QString filter = QStringLiteral("&secret-name-filter=%1&secret-name-filter=%2")
                                   .arg(QString::fromLatin1(QUrl::toPercentEncoding(names[0])),
                                        QString::fromLatin1(QUrl::toPercentEncoding(names[1])));
        const QJsonArray two = commandK("GET", renderedPath(QStringLiteral("Full"), filter), token)
                                   .json()[QLatin1String("secrets")]
                                   .toArray();
        QCOMPARE(namesOf(two, "key"), names);
        QCOMPARE(commandK("GET", renderedPath(QStringLiteral("Other")), token).status, 400);
    }

    void commandKLeavesAMissingValueOut()
    {
        const auto vault = m_vault->commandK();
        int missing = 0;
        for (const auto &app : vault.apps) {
            const QString path = QStringLiteral("/apps/%1/secrets/rendered?environment=%2&mode=Full")
                                     .arg(app.id, vault.environments[2].id);
            const QJsonArray rows = commandK("GET", path, vault.readToken).json()[QLatin1String("secrets")].toArray();
            for (const QJsonValue &row : rows) {
                const bool none = row[QLatin1String("valueType")].toString().endsWith(QLatin1String(":None"));
                QCOMPARE(row.toObject().contains(QLatin1String("serializedValue")), !none);
                missing += none ? 1 : 0;
            }
        }
        QVERIFY(missing > 0);
    }

    void commandKAnswersNotModified()
    {
        const QByteArray token = m_vault->commandK().readToken;
        const QString path = renderedPath(QStringLiteral("PreviewOnly"));
        const QByteArray tag = commandK("GET", path, token).header("ETag");
        QVERIFY(!tag.isEmpty());
        const Answer unchanged = commandK("GET", path, token, {}, tag);
        QCOMPARE(unchanged.status, 304);
        QVERIFY(unchanged.body.isEmpty());
        QCOMPARE(commandK("GET", renderedPath(QStringLiteral("Full")), token, {}, tag).status, 200);
    }

    void commandKCreatesASecretAndSetsItsValue()
    {
        const auto vault = m_vault->commandK();
        const QString create = QStringLiteral("/apps/%1/secrets").arg(vault.apps[0].id);
        const QJsonObject wanted{{QStringLiteral("name"), QStringLiteral("TEST_KEY")},
                                 {QStringLiteral("purposeType"), QStringLiteral("APIKey")},
                                 {QStringLiteral("environmentScopedValues"), QJsonArray()}};
        const QJsonObject made = commandK("POST", create, vault.writeToken, wanted).json();
        QCOMPARE(shapeProblem(made, QStringLiteral("id:text name:text slug:text")), QString());
        const Answer again = commandK("POST", create, vault.writeToken, wanted);
        QCOMPARE(again.status, 409);
        QCOMPARE(again.json()[QLatin1String("entityId")], made[QLatin1String("id")]);
        QJsonObject unknownPurpose = wanted;
        unknownPurpose[QLatin1String("purposeType")] = QStringLiteral("Password");
        QCOMPARE(commandK("POST", create, vault.writeToken, unknownPurpose).status, 400);

        const QString filter = QStringLiteral("&secret-name-filter=TEST_KEY");
        const auto shown = [&] {
            return commandK("GET", renderedPath(QStringLiteral("Full"), filter), vault.readToken)
                .json()[QLatin1String("secrets")][0];
        };
        QVERIFY(!shown().toObject().contains(QLatin1String("serializedValue"))); // made without a value
        const QString values = QStringLiteral("%1/%2/environments/%3/values")
                                   .arg(create, made[QLatin1String("id")].toString(), vault.environments[0].id);
        const QJsonObject value{
            {QStringLiteral("valueTypeUrn"), QStringLiteral("urn:app-secret:app-secret-type:keyValueAppSecret")},
            {QStringLiteral("hidden"), false},
            {QStringLiteral("kvAppSecretValue"),
             QJsonObject{{QStringLiteral("typeHint"), QStringLiteral("urn:app-secret:kv-secret-value:textType")},
                         {QStringLiteral("text"), QStringLiteral("set by a test")}}}};
        QCOMPARE(commandK("PUT", values, vault.writeToken, {{QStringLiteral("text"), QStringLiteral("bare")}}).status,
                 400);
        QCOMPARE(commandK("PUT", values, vault.writeToken, value).status, 200);
        QCOMPARE(shown()[QLatin1String("serializedValue")].toString(), QStringLiteral("set by a test"));
    }
};

QTEST_GUILESS_MAIN(TokenVaultAnswersTest)
#include "tst_tokenvaultanswers.moc"
