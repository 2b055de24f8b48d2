// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/memorycredentialstore.h"
#include "core/vault/commandk/commandkvault.h"
#include "tests/integration/demovault/shapes.h"
#include "tests/support/demovaultprocess.h"
#include "tests/support/routes.h"

#include <QCoroTask>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace coffret;
using namespace coffret::test;

namespace {

using DemoAnswer = DemoVaultProcess::Answer;

const QStringList Purposes{QStringLiteral("APIKey"), QStringLiteral("SSHKey"), QStringLiteral("UsernamePassword"),
                           QStringLiteral("Other")};

// The three calls of the vendor's page, as it writes them.

QString createPath(const QString &app)
{
    return QStringLiteral("/apps/%1/secrets").arg(app);
}

QJsonObject createBody(const QString &name, const QString &purpose)
{
    return {{QStringLiteral("name"), name},
            {QStringLiteral("purposeType"), purpose},
            {QStringLiteral("environmentScopedValues"), QJsonArray()}};
}

QString valuePath(const QString &app, const QString &secret, const QString &environment)
{
    return QStringLiteral("/apps/%1/secrets/%2/environments/%3/values").arg(app, secret, environment);
}

QJsonObject valueBody(const QString &text)
{
    return {{QStringLiteral("valueTypeUrn"), QStringLiteral("urn:app-secret:app-secret-type:keyValueAppSecret")},
            {QStringLiteral("hidden"), false},
            {QStringLiteral("kvAppSecretValue"),
             QJsonObject{{QStringLiteral("typeHint"), QStringLiteral("urn:app-secret:kv-secret-value:textType")},
                         {QStringLiteral("text"), text}}}};
}

QString renderedPath(const QString &app)
{
    return QStringLiteral("/apps/%1/secrets/rendered").arg(app);
}

QByteArray serialised(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

QStringList keysOf(const QUrlQuery &query)
{
    QStringList keys;
    for (const auto &[key, value] : query.queryItems())
        keys.append(key);
    return keys;
}

} // namespace

/// The vendor's page on one side, the demo vault and what Coffret sends on the other. conformance.md says which test
/// covers which line of the page.
class CommandKConformanceTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<DemoVaultProcess> m_demo;
    DemoVaultProcess::CommandK m_server;

    // What Coffret sends is recorded by a server that knows the answers alone.
    TestAuthority m_authority;
    Routes m_routes;
    std::unique_ptr<TlsTestServer> m_recorder;
    MemoryCredentialStore m_credentials;
    std::unique_ptr<CommandKVault> m_client;

    [[nodiscard]] DemoAnswer ask(const QByteArray &method, const QString &path, const QByteArray &token,
                                 const QJsonObject &body = {}, const QByteArray &tag = {}) const
    {
        QList<QPair<QByteArray, QByteArray>> headers{{"Authorization", "Bearer " + token},
                                                     {"Content-Type", "application/json"}};
        if (!tag.isEmpty())
            headers.append(qMakePair(QByteArray("If-None-Match"), tag));
        return m_demo->ask(method, QUrl(m_server.url.toString() + path),
                           body.isEmpty() ? QByteArray() : serialised(body), headers);
    }
    [[nodiscard]] QString app() const { return m_server.apps[0].id; }
    [[nodiscard]] QString environment() const { return m_server.environments[0].id; }
    [[nodiscard]] QString rendered(const QString &mode, const QString &rest = {}) const
    {
        return renderedPath(app()) + QStringLiteral("?environment=%1&mode=%2%3").arg(environment(), mode, rest);
    }
    [[nodiscard]] QString create(const QString &name, const QString &purpose) const
    {
        return ask("POST", createPath(app()), m_server.writeToken, createBody(name, purpose))
            .json()[QLatin1String("id")]
            .toString();
    }
    [[nodiscard]] SeenRequest last() const { return m_recorder->requests().constLast(); }
    /// Path and query of the last request, taken apart.
    [[nodiscard]] QUrl target() const { return QUrl(QString::fromLatin1(last().target)); }
    [[nodiscard]] Expected<QString> send(SecretType type, const QString &name, const char *value) const
    {
        SecretDraft draft;
        draft.type = type;
        draft.collectionId = QStringLiteral("app/staging");
        draft.name = name;
        draft.fields.push_back({FieldKind::Custom, primaryFieldKey(type), {}, true, SecretBuffer::copyOf(value)});
        return QCoro::waitFor(m_client->writing()->create(std::move(draft), {}, {}));
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_demo = std::make_unique<DemoVaultProcess>(QStringList{QStringLiteral("--mode"), QStringLiteral("commandk"),
                                                                QStringLiteral("--secrets"), QStringLiteral("60")});
        QVERIFY2(m_demo->isRunning(), qPrintable(m_demo->problem()));
        m_server = m_demo->commandK();
        for (const char *scope : {"read", "write"})
            QVERIFY(QCoro::waitFor(m_credentials.write(QStringLiteral("a/%1-token").arg(QLatin1String(scope)),
                                                       SecretBuffer::copyOf(scope))));
    }

    void init()
    {
        m_routes = {};
        m_recorder = std::make_unique<TlsTestServer>(
            m_authority.issue(), [this](const SeenRequest &r, QSslSocket &socket) { m_routes.serve(r, socket); });
        m_routes.on("GET /environments",
                    {json("{'environments':[{'id':'staging','slug':'s','name':'n','label':'l'}]}")});
        m_routes.on("POST /apps/app/secrets", {json("{'id':'secret','name':'n','slug':'s'}")});
        m_routes.on("PUT /apps/app/secrets/secret/environments/staging/values", {"{}"});
        m_routes.on(
            "GET /apps/app/secrets/rendered",
            {json("{'changelogId':'c','secretDigest':'d','incrementalId':1,'secrets':[{'key':'KEY','secretId':"
                  "'secret','valueType':'urn:rendered-app-secret:value-type:String','serializedValue':'v'}]}")});
        Account account;
        account.id = QStringLiteral("a");
        account.service = Service::CommandK;
        account.server = m_recorder->url(QString());
        account.certificateAuthorities = m_authority.certificate().toPem();
        account.appIds = {QStringLiteral("app")};
        m_client = std::make_unique<CommandKVault>(account, m_credentials);
        QVERIFY(QCoro::waitFor(m_client->signIn({})));
        m_recorder->forget();
    }

    // The page's requests, sent to the demo vault

    void demoNeedsTheAuthorizationHeader()
    {
        const QString paths[] = {rendered(QStringLiteral("Full")), QStringLiteral("/environments")};
        for (const QString &path : paths)
            QCOMPARE(m_demo->ask("GET", QUrl(m_server.url.toString() + path)).status, 401);
        const QUrl create(m_server.url.toString() + createPath(app()));
        QCOMPARE(m_demo->ask("POST", create, serialised(createBody(QStringLiteral("N"), Purposes[0]))).status, 401);
        const QUrl value(m_server.url.toString() + valuePath(app(), QStringLiteral("s"), environment()));
        QCOMPARE(m_demo->ask("PUT", value, serialised(valueBody(QStringLiteral("v")))).status, 401);
    }

    void demoCreatesASecret()
    {
        for (const QString &purpose : Purposes) {
            const DemoAnswer made = ask("POST", createPath(app()), m_server.writeToken,
                                        createBody(QStringLiteral("CREATE_") + purpose, purpose));
            QCOMPARE(made.status, 200);
            QCOMPARE(shapeProblem(made.json(), QStringLiteral("id:text name:text slug:text")), QString());
        }
    }

    void demoRefusesAnotherPurpose()
    {
        const DemoAnswer refused = ask("POST", createPath(app()), m_server.writeToken,
                                       createBody(QStringLiteral("PURPOSE"), QStringLiteral("Certificate")));
        QCOMPARE(refused.status, 400);
        QCOMPARE(shapeProblem(refused.json(), QStringLiteral("requestId:text error:text message:text")), QString());
    }

    void demoTakesAProviderButNeedsNone()
    {
        QJsonObject with = createBody(QStringLiteral("PROVIDED"), Purposes[3]);
        with[QLatin1String("providerId")] = QStringLiteral("any");
        QCOMPARE(ask("POST", createPath(app()), m_server.writeToken, with).status, 200);
        QVERIFY(!create(QStringLiteral("UNPROVIDED"), Purposes[3]).isEmpty());
    }

    void demoWantsAnEmptyListOfScopedValues()
    {
        QJsonObject filled = createBody(QStringLiteral("SCOPED"), Purposes[3]);
        filled[QLatin1String("environmentScopedValues")] = QJsonArray{QJsonObject()};
        QCOMPARE(ask("POST", createPath(app()), m_server.writeToken, filled).status, 400);
        filled.remove(QStringLiteral("environmentScopedValues"));
        QCOMPARE(ask("POST", createPath(app()), m_server.writeToken, filled).status, 400);
    }

    void demoMakesASecretWithoutValuesInEveryEnvironment()
    {
        QVERIFY(!create(QStringLiteral("EMPTY"), Purposes[0]).isEmpty());
        for (const auto &where : m_server.environments) {
            const QString path = renderedPath(app()) +
                                 QStringLiteral("?environment=%1&mode=Full&secret-name-filter=EMPTY").arg(where.id);
            const QJsonValue row = ask("GET", path, m_server.readToken).json()[QLatin1String("secrets")][0];
            QVERIFY(row[QLatin1String("valueType")].toString().endsWith(QLatin1String(":None")));
            QVERIFY(!row.toObject().contains(QLatin1String("serializedValue")));
        }
    }

    void demoSetsAndReplacesAValue()
    {
        const QString id = create(QStringLiteral("VALUE"), Purposes[0]);
        for (const QString &text : {QStringLiteral("first"), QStringLiteral("second")}) {
            QCOMPARE(ask("PUT", valuePath(app(), id, environment()), m_server.writeToken, valueBody(text)).status, 200);
            const QString path = rendered(QStringLiteral("Full"), QStringLiteral("&secret-name-filter=VALUE"));
            const QJsonArray rows = ask("GET", path, m_server.readToken).json()[QLatin1String("secrets")].toArray();
            QCOMPARE(rows.size(), 1);
            QCOMPARE(rows[0][QLatin1String("serializedValue")].toString(), text);
        }
    }

    void demoWantsTheFixedPartsOfAValue()
    {
        const QString path = valuePath(app(), create(QStringLiteral("FIXED"), Purposes[0]), environment());
        const auto status = [&](const QJsonObject &value) {
            return ask("PUT", path, m_server.writeToken, value).status;
        };
        QJsonObject value = valueBody(QStringLiteral("x"));
        value[QLatin1String("activity")] = QJsonObject(); // optional, ignored
        QCOMPARE(status(value), 200);
        for (const QString &key :
             {QStringLiteral("valueTypeUrn"), QStringLiteral("hidden"), QStringLiteral("kvAppSecretValue")}) {
            value = valueBody(QStringLiteral("x"));
            value.remove(key);
            QCOMPARE(status(value), 400);
        }
        value = valueBody(QStringLiteral("x"));
        value[QLatin1String("hidden")] = true;
        QCOMPARE(status(value), 400);
        value = valueBody(QStringLiteral("x"));
        value[QLatin1String("kvAppSecretValue")] = QJsonObject{{QStringLiteral("text"), QStringLiteral("x")}};
        QCOMPARE(status(value), 400);
    }

    void demoRefusesUnknownMembers()
    {
        const auto with = [](QJsonObject body) {
            body[QLatin1String("description")] = QStringLiteral("d");
            return body;
        };
        const QString name = QStringLiteral("MEMBERS");
        QCOMPARE(ask("POST", createPath(app()), m_server.writeToken, with(createBody(name, Purposes[0]))).status, 400);
        const QString path = valuePath(app(), create(name, Purposes[0]), environment());
        const QJsonObject value = valueBody(QStringLiteral("x"));
        QCOMPARE(ask("PUT", path, m_server.writeToken, value).status, 200);
        QCOMPARE(ask("PUT", path, m_server.writeToken, with(value)).status, 400);
        QJsonObject inside = value;
        inside[QLatin1String("kvAppSecretValue")] = with(value[QLatin1String("kvAppSecretValue")].toObject());
        QCOMPARE(ask("PUT", path, m_server.writeToken, inside).status, 400);
    }

    void demoRefusesUnknownParameters()
    {
        const QString name = QStringLiteral("PARAMETERS");
        const QString path = valuePath(app(), create(name, Purposes[0]), environment());
        const QJsonObject value = valueBody(QStringLiteral("x"));
        const QString more = QStringLiteral("?trace=1");
        QCOMPARE(ask("PUT", path + more, m_server.writeToken, value).status, 400);
        QCOMPARE(ask("POST", createPath(app()) + more, m_server.writeToken, createBody(name, Purposes[0])).status, 400);
        const QStringList reads{rendered(QStringLiteral("Full"), QStringLiteral("&trace=1")),
                                rendered(QStringLiteral("Full"), QStringLiteral("&limit=2")),
                                QStringLiteral("/environments") + more, QStringLiteral("/providers") + more,
                                QStringLiteral("/apps/%1").arg(app()) + more};
        for (const QString &read : reads)
            QVERIFY2(ask("GET", read, m_server.readToken).status == 400, qPrintable(read));
    }

    void demoWantsJson_data()
    {
        QTest::addColumn<QByteArray>("contentType");
        QTest::addColumn<int>("status");
        QTest::newRow("JSON") << QByteArray("application/json") << 200;
        QTest::newRow("JSON with a parameter") << QByteArray("application/json; charset=utf-8") << 200;
        QTest::newRow("none") << QByteArray() << 400;
        QTest::newRow("a form") << QByteArray("application/x-www-form-urlencoded") << 400;
        QTest::newRow("something longer") << QByteArray("application/json-patch+json") << 400;
    }
    void demoWantsJson()
    {
        QFETCH(QByteArray, contentType);
        QFETCH(int, status);
        QList<QPair<QByteArray, QByteArray>> headers{{"Authorization", "Bearer " + m_server.writeToken}};
        if (!contentType.isEmpty())
            headers.append(qMakePair(QByteArray("Content-Type"), contentType));
        const QString name = QStringLiteral("TYPE %1").arg(QLatin1String(QTest::currentDataTag()));
        const QUrl base(m_server.url);
        const QByteArray body = serialised(createBody(name, Purposes[0]));
        QCOMPARE(m_demo->ask("POST", QUrl(base.toString() + createPath(app())), body, headers).status, status);
        const QString path = valuePath(app(), create(name + QLatin1Char('2'), Purposes[0]), environment());
        const QByteArray value = serialised(valueBody(QStringLiteral("x")));
        QCOMPARE(m_demo->ask("PUT", QUrl(base.toString() + path), value, headers).status, status);
    }

    void demoPagesItsEnvironmentsBothWays()
    {
        const auto slugs = [this](const QString &query) {
            QStringList names;
            const QJsonArray rows = ask("GET", QStringLiteral("/environments?") + query, m_server.readToken)
                                        .json()[QLatin1String("environments")]
                                        .toArray();
            for (const QJsonValue row : rows)
                names.append(row[QLatin1String("slug")].toString());
            return names;
        };
        const QString middle = m_server.environments[1].id;
        QCOMPARE(slugs(QStringLiteral("before=") + middle), QStringList{QStringLiteral("production")});
        QCOMPARE(slugs(QStringLiteral("after=") + middle), QStringList{QStringLiteral("development")});
        QCOMPARE(slugs(QStringLiteral("limit=1")), QStringList{QStringLiteral("production")});
    }

    void demoListsItsProviders()
    {
        const DemoAnswer answer = ask("GET", QStringLiteral("/providers"), m_server.readToken);
        QCOMPARE(shapeProblem(answer.json(), QStringLiteral("providers:array")), QString());
        QCOMPARE(
            shapeProblem(answer.json()[QLatin1String("providers")][0], QStringLiteral("id:text name:text slug:text")),
            QString());
        QCOMPARE(ask("GET", QStringLiteral("/providers"), m_server.writeToken).status, 403);
    }

    void demoRendersAnEnvironment()
    {
        const QJsonObject full = ask("GET", rendered(QStringLiteral("Full")), m_server.readToken).json();
        const QJsonObject masked = ask("GET", rendered(QStringLiteral("PreviewOnly")), m_server.readToken).json();
        for (const QJsonObject &answer : {full, masked}) {
            QCOMPARE(shapeProblem(answer, QStringLiteral(
                                              "changelogId:text secretDigest:text incrementalId:number secrets:array")),
                     QString());
            QCOMPARE(shapeProblem(answer[QLatin1String("secrets")][0],
                                  QStringLiteral("key:text secretId:text valueType:text serializedValue:text")),
                     QString());
        }
        QVERIFY(full[QLatin1String("secrets")][0][QLatin1String("serializedValue")] !=
                masked[QLatin1String("secrets")][0][QLatin1String("serializedValue")]);
        QCOMPARE(ask("GET", rendered(QStringLiteral("Masked")), m_server.readToken).status, 400);
        QCOMPARE(ask("GET", renderedPath(app()) + QStringLiteral("?mode=Full"), m_server.readToken).status, 404);
    }

    void demoFiltersByNames()
    {
        QVERIFY(!create(QStringLiteral("FILTER_1"), Purposes[0]).isEmpty());
        QVERIFY(!create(QStringLiteral("FILTER_2"), Purposes[0]).isEmpty());
        const QString both = QStringLiteral("&secret-name-filter=FILTER_2&secret-name-filter=FILTER_1");
        const QJsonObject answer = ask("GET", rendered(QStringLiteral("PreviewOnly"), both), m_server.readToken).json();
        QCOMPARE(answer[QLatin1String("secrets")].toArray().size(), 2);
    }

    void demoSaysWhenNothingChanged()
    {
        const QString path = rendered(QStringLiteral("PreviewOnly"));
        const QByteArray tag = ask("GET", path, m_server.readToken).header("ETag");
        QCOMPARE(ask("GET", path, m_server.readToken, {}, tag).status, 304);
        const QString id = create(QStringLiteral("CHANGES_THE_TAG"), Purposes[0]);
        QCOMPARE(ask("GET", path, m_server.readToken, {}, tag).status, 200);
    }

    void demoNamesTheSecretInTheWay()
    {
        const QString id = create(QStringLiteral("TWICE"), Purposes[0]);
        const DemoAnswer again =
            ask("POST", createPath(app()), m_server.writeToken, createBody(QStringLiteral("TWICE"), Purposes[0]));
        QCOMPARE(again.status, 409);
        QCOMPARE(again.json()[QLatin1String("entityId")].toString(), id);
        const QJsonObject flat = again.json();
        for (const QJsonValue member : flat)
            QVERIFY(member.isString());
    }

    void demoKeepsReadAndWriteApart()
    {
        const QJsonObject value = valueBody(QStringLiteral("x"));
        const QString id = create(QStringLiteral("SCOPES"), Purposes[0]);
        QCOMPARE(ask("GET", QStringLiteral("/environments"), m_server.writeToken).status, 200);
        QCOMPARE(ask("GET", rendered(QStringLiteral("PreviewOnly")), m_server.writeToken).status, 403);
        QCOMPARE(
            ask("POST", createPath(app()), m_server.readToken, createBody(QStringLiteral("S2"), Purposes[0])).status,
            403);
        QCOMPARE(ask("PUT", valuePath(app(), id, environment()), m_server.readToken, value).status, 403);
    }

    void demoKeepsRestrictedTokensToTheirPart()
    {
        const QByteArray token = m_server.restrictedReadToken;
        const auto status = [&](const QString &appId, int environment) {
            const QString query =
                QStringLiteral("?environment=%1&mode=Full").arg(m_server.environments[environment].id);
            return ask("GET", renderedPath(appId) + query, token).status;
        };
        QCOMPARE(status(app(), 1), 200);
        QCOMPARE(status(app(), 0), 403);
        QCOMPARE(status(m_server.apps[1].id, 1), 403);
        const QString byName = QStringLiteral("/apps/%1?identifierType=Name")
                                   .arg(QString::fromLatin1(QUrl::toPercentEncoding(m_server.apps[0].name)));
        QCOMPARE(ask("GET", byName, token).status, 403);
        QCOMPARE(ask("GET", byName, m_server.readToken).status, 200);
        const QString other = createPath(m_server.apps[1].id);
        QCOMPARE(ask("POST", other, m_server.restrictedWriteToken, createBody(QStringLiteral("R"), Purposes[0])).status,
                 403);
    }

    // What Coffret sends

    void coffretCreatesAsDocumented()
    {
        const std::pair<SecretType, QString> types[] = {{SecretType::ApiKey, Purposes[0]},
                                                        {SecretType::SshKey, Purposes[1]},
                                                        {SecretType::Login, Purposes[2]},
                                                        {SecretType::Note, Purposes[3]}};
        for (const auto &[type, purpose] : types) {
            m_recorder->forget();
            QVERIFY(send(type, QStringLiteral("KEY"), ""));
            QCOMPARE(m_recorder->requests().size(), 1);
            QCOMPARE(last().method, QByteArray("POST"));
            QCOMPARE(last().target, QByteArray("/apps/app/secrets"));
            QCOMPARE(last().headers.value("authorization"), QByteArray("Bearer write"));
            QCOMPARE(last().headers.value("content-type"), QByteArray("application/json"));
            QCOMPARE(QJsonDocument::fromJson(last().body).object(), createBody(QStringLiteral("KEY"), purpose));
        }
    }

    void coffretSetsAValueAsDocumented()
    {
        QVERIFY(send(SecretType::ApiKey, QStringLiteral("KEY"), "v\"a\n\xe2\x82\xac"));
        QCOMPARE(m_recorder->requests().size(), 2);
        QCOMPARE(last().method, QByteArray("PUT"));
        QCOMPARE(last().target, QByteArray("/apps/app/secrets/secret/environments/staging/values"));
        QCOMPARE(last().headers.value("authorization"), QByteArray("Bearer write"));
        QCOMPARE(last().headers.value("content-type"), QByteArray("application/json"));
        QCOMPARE(QJsonDocument::fromJson(last().body).object(), valueBody(QStringLiteral("v\"a\n\u20ac")));
    }

    void coffretListsAsDocumented()
    {
        const auto page = QCoro::waitFor(m_client->fetchIndex({}, {}));
        QVERIFY(page);
        QCOMPARE(last().method, QByteArray("GET"));
        QCOMPARE(target().path(), QStringLiteral("/apps/app/secrets/rendered"));
        const QUrlQuery query(target());
        QCOMPARE(keysOf(query), (QStringList{QStringLiteral("environment"), QStringLiteral("mode")}));
        QCOMPARE(query.queryItemValue(QStringLiteral("environment")), QStringLiteral("staging"));
        QCOMPARE(query.queryItemValue(QStringLiteral("mode")), QStringLiteral("PreviewOnly"));
        QCOMPARE(last().headers.value("authorization"), QByteArray("Bearer read"));
        QVERIFY(last().body.isEmpty());
    }

    void coffretRevealsAsDocumented()
    {
        SecretSummary summary;
        summary.id = QStringLiteral("app/staging/KEY");
        QVERIFY(QCoro::waitFor(m_client->fetchPayload(summary, {})));
        const QUrlQuery query(target());
        QCOMPARE(keysOf(query), (QStringList{QStringLiteral("environment"), QStringLiteral("mode"),
                                             QStringLiteral("secret-name-filter")}));
        QCOMPARE(query.queryItemValue(QStringLiteral("mode")), QStringLiteral("Full"));
        QCOMPARE(query.queryItemValue(QStringLiteral("secret-name-filter")), QStringLiteral("KEY"));
        QCOMPARE(last().headers.value("authorization"), QByteArray("Bearer read"));
    }

    void coffretSendsNothingOfItsOwn()
    {
        QVERIFY(QCoro::waitFor(m_client->fetchIndex({}, {})));
        QVERIFY(send(SecretType::Note, QStringLiteral("KEY"), "v"));
        const QByteArrayList known{"host",       "authorization", "accept", "content-type",    "content-length",
                                   "connection", "cache-control", "pragma", "accept-encoding", "accept-language",
                                   "user-agent"};
        for (const SeenRequest &request : m_recorder->requests()) {
            for (auto header = request.headers.cbegin(); header != request.headers.cend(); ++header)
                QVERIFY2(known.contains(header.key()), header.key().constData());
        }
    }
};

QTEST_GUILESS_MAIN(CommandKConformanceTest)
#include "tst_commandkconformance.moc"
