// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/memorycredentialstore.h"
#include "core/vault/commandk/commandkanswers.h"
#include "core/vault/commandk/commandkplace.h"
#include "core/vault/commandk/commandkvault.h"
#include "tests/support/routes.h"

#include <QCoroTask>
#include <QTest>

using namespace coffret;
using namespace coffret::test;

namespace {

const QString AppId = QStringLiteral("aaaaa-bbbb-ccccc-dddd");
const QByteArray Rendered = "GET /apps/aaaaa-bbbb-ccccc-dddd/secrets/rendered";

QByteArray rendered(const QByteArray &rows)
{
    return "{\"changelogId\":\"c\",\"secretDigest\":\"d\",\"incrementalId\":123,\"secrets\":[" + rows + "]}";
}

QByteArray entry(const QByteArray &key, const QByteArray &value)
{
    return "{\"key\":\"" + key + "\",\"secretId\":\"s-" + key +
           "\",\"valueType\":\"urn:rendered-app-secret:value-type:String\",\"serializedValue\":\"" + value + "\"}";
}

QByteArray emptyEntry(const QByteArray &key)
{
    return "{\"key\":\"" + key + "\",\"secretId\":\"s\",\"valueType\":\"urn:rendered-app-secret:value-type:None\"}";
}

struct Index
{
    std::vector<Collection> collections;
    std::vector<SecretSummary> secrets;

    [[nodiscard]] QStringList texts() const
    {
        QStringList texts;
        for (const Collection &collection : collections)
            texts.append(QStringLiteral("%1<%2 %3").arg(collection.id, collection.parentId, collection.name));
        for (const SecretSummary &secret : secrets)
            texts.append(QStringLiteral("%1 in %2: %3").arg(secret.name, secret.collectionId, toString(secret.type)));
        return texts;
    }
};

Expected<Index> readIndex(Vault &vault)
{
    Index index;
    QString cursor;
    do {
        auto page = QCoro::waitFor(vault.fetchIndex(cursor, {}));
        if (!page)
            return failure(page);
        std::move(page->collections.begin(), page->collections.end(), std::back_inserter(index.collections));
        std::move(page->secrets.begin(), page->secrets.end(), std::back_inserter(index.secrets));
        cursor = page->nextCursor;
    } while (!cursor.isEmpty());
    return index;
}

} // namespace

class CommandKVaultTest : public QObject
{
    Q_OBJECT

    TestAuthority m_authority;
    Routes m_routes;
    std::unique_ptr<TlsTestServer> m_server;
    std::unique_ptr<MemoryCredentialStore> m_credentials;
    Account m_account;

    [[nodiscard]] std::unique_ptr<CommandKVault> vault(CommandKGuess guess = CommandKGuess::ByName)
    {
        return std::make_unique<CommandKVault>(m_account, *m_credentials, guess);
    }
    [[nodiscard]] std::unique_ptr<CommandKVault> signedIn(CommandKGuess guess = CommandKGuess::ByName)
    {
        auto signedIn = vault(guess);
        const auto result = QCoro::waitFor(signedIn->signIn({}));
        if (!result)
            qFatal("sign-in failed: %s", qPrintable(result.error().detail));
        return signedIn;
    }
    [[nodiscard]] SecretSummary summary(const QString &key, SecretType type = SecretType::Note) const
    {
        SecretSummary summary;
        summary.id = AppId + QStringLiteral("/e1/") + key;
        summary.name = key;
        summary.type = type;
        return summary;
    }

private Q_SLOTS:
    void init()
    {
        m_routes = {};
        m_server = std::make_unique<TlsTestServer>(
            m_authority.issue(), [this](const SeenRequest &r, QSslSocket &socket) { m_routes.serve(r, socket); });
        m_credentials = std::make_unique<MemoryCredentialStore>();
        QVERIFY(
            QCoro::waitFor(m_credentials->write(QStringLiteral("account/read-token"), SecretBuffer::copyOf("tok3n"))));
        m_account = {};
        m_account.id = QStringLiteral("account");
        m_account.service = Service::CommandK;
        m_account.server = m_server->url(QString());
        m_account.certificateAuthorities = m_authority.certificate().toPem();
        m_account.appIds = {AppId};
        m_routes.on("GET /environments", {json("{'environments':[{'id':'e1','slug':'staging','name':'Staging'}]}")});
        m_routes.on(Rendered, {rendered({})});
    }

    void sendsTheReadTokenAsBearer()
    {
        const auto vault = signedIn();
        QVERIFY(readIndex(*vault));
        QVERIFY(m_server->requests().size() >= 3);
        for (const SeenRequest &request : m_server->requests())
            QCOMPARE(request.headers.value("authorization"), QByteArray("Bearer tok3n"));
    }

    void addsTheMissingScheme()
    {
        m_account.server = QUrl(QStringLiteral("localhost:%1").arg(m_server->url().port()));
        QVERIFY(QCoro::waitFor(vault()->signIn({})));
        QCOMPARE(m_server->requests().size(), 2); // the second page of environments brings nothing new
    }

    void aVaultThatRecallsAnswersAsOneThatSignedIn()
    {
        QVERIFY(
            QCoro::waitFor(m_credentials->write(QStringLiteral("account/write-token"), SecretBuffer::copyOf("wr1te"))));
        const auto before = signedIn();
        QVERIFY(before->capabilities().testFlag(Capability::Write));
        const SecretBuffer surroundings = before->memory()->surroundings();
        const QByteArray text(surroundings.view().data(), static_cast<qsizetype>(surroundings.size()));
        QVERIFY(!text.contains("wr1te") && !text.contains("tok3n"));

        const auto after = vault();
        QVERIFY(after->memory()->surroundings().isEmpty());
        QVERIFY(!after->capabilities().testFlag(Capability::Write));
        for (const char *bad : {"", "{}", R"({"form":"commandk 2","writes":true})", R"({"form":"commandk 1"})"}) {
            const auto recalled = after->memory()->recall(SecretBuffer::copyOf(bad), {});
            QVERIFY(!recalled);
            QCOMPARE(recalled.error().kind, ErrorKind::Malformed);
        }
        QVERIFY(after->memory()->recall(surroundings, {}));
        QCOMPARE(after->capabilities(), before->capabilities());
        QVERIFY(after->writing());
        QCOMPARE(after->outline(summary(QStringLiteral("API_TOKEN"), SecretType::ApiKey)).front().key,
                 before->outline(summary(QStringLiteral("API_TOKEN"), SecretType::ApiKey)).front().key);
        QCoro::waitFor(after->signOut());
        QVERIFY(!after->capabilities().testFlag(Capability::Write));
    }

    void needsAReadToken()
    {
        m_credentials = std::make_unique<MemoryCredentialStore>();
        QCOMPARE(QCoro::waitFor(vault()->signIn({})).error().kind, ErrorKind::NoCredential);
        QCOMPARE(m_server->requests().size(), 0);
    }

    void namesTheMissingScope_data()
    {
        QTest::addColumn<int>("status");
        QTest::newRow("401") << 401;
        QTest::newRow("403") << 403;
    }

    void namesTheMissingScope()
    {
        QFETCH(int, status);
        m_routes.on("GET /environments", {json("{'requestId':'r','error':'denied','message':'nope'}"), status});
        const auto result = QCoro::waitFor(vault()->signIn({}));
        QVERIFY(!result);
        QCOMPARE(result.error().kind, ErrorKind::Forbidden);
        QCOMPARE(result.error().httpStatus, status);
        QVERIFY2(result.error().detail.contains(QLatin1String("Read scope")), qPrintable(result.error().detail));
        QVERIFY2(result.error().detail.contains(QLatin1String("nope")), qPrintable(result.error().detail));
    }

    void signInTellsWhatIsWrong_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("kind");
        const auto row = [](const char *name, int status, const QByteArray &body, ErrorKind kind) {
            QTest::newRow(name) << status << body << static_cast<int>(kind);
        };
        row("broken", 500, "{}", ErrorKind::ServerFault);
        row("too often", 429, "{}", ErrorKind::RateLimited);
        row("web page", 200, "<html>", ErrorKind::Malformed);
        row("cut", 200, json("{'environments':[{'id':'e1','sl"), ErrorKind::Malformed);
        row("other shape", 200, json("{'environments':{'id':'e1'}}"), ErrorKind::Malformed);
        row("no identity", 200, json("{'environments':[{'slug':'a'}]}"), ErrorKind::Malformed);
    }

    void signInTellsWhatIsWrong()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QFETCH(int, kind);
        m_routes.on("GET /environments", {body, status});
        const auto result = QCoro::waitFor(vault()->signIn({}));
        QVERIFY(!result);
        QCOMPARE(static_cast<int>(result.error().kind), kind);
    }

    void readsEnvironmentsAcrossPages()
    {
        m_routes.on("GET /environments", [](const QUrlQuery &query, const SeenRequest &) {
            const QString after = query.queryItemValue(QStringLiteral("after"));
            if (after.isEmpty())
                return Answer{json("{'environments':[{'id':'e1','name':'One'},{'id':'e 2','slug':'two'}]}")};
            if (after == QLatin1String("e%202") || after == QLatin1String("e 2"))
                return Answer{json("{'environments':[{'id':'e3'}]}")};
            return Answer{json("{'environments':[]}")};
        });
        const auto vault = signedIn();
        const auto index = readIndex(*vault);
        QVERIFY(index);
        QCOMPARE(index->texts(),
                 (QStringList{AppId + QStringLiteral("< ") + AppId, QStringLiteral("%1/e1<%1 One").arg(AppId),
                              QStringLiteral("%1/e 2<%1 two").arg(AppId), QStringLiteral("%1/e3<%1 e3").arg(AppId)}));
    }

    void looksUpAppsByName()
    {
        m_account.appIds = {QStringLiteral("web shop+1")};
        m_routes.on("GET /apps/web%20shop%2B1", [](const QUrlQuery &query, const SeenRequest &) {
            const bool byName = query.queryItemValue(QStringLiteral("identifierType")) == QLatin1String("Name");
            return Answer{json("{'id':'aaaaa-bbbb-ccccc-dddd','name':'Web shop','slug':'w','more':{}}"),
                          byName ? 200 : 400};
        });
        const auto vault = signedIn();
        const auto index = readIndex(*vault);
        QVERIFY(index);
        QCOMPARE(index->collections.at(0).name, QStringLiteral("Web shop"));
        QCOMPARE(index->collections.at(0).id, AppId);
    }

    void takesTheGivenAppAsIdWhenNamesAreDenied()
    {
        m_routes.on("GET /apps/aaaaa-bbbb-ccccc-dddd", {"{}", 403});
        m_routes.on(Rendered, {rendered(entry("A", "x"))});
        const auto vault = signedIn();
        const auto index = readIndex(*vault);
        QVERIFY(index);
        QCOMPARE(index->secrets.size(), std::size_t(1));
    }

    void namesAnAppThatIsNotThere()
    {
        m_account.appIds = {AppId, QStringLiteral("misspelt")};
        const auto vault = signedIn();
        const auto index = readIndex(*vault);
        QVERIFY(!index);
        QCOMPARE(index.error().kind, ErrorKind::NotFound);
        QVERIFY2(index.error().detail.contains(QLatin1String("misspelt")), qPrintable(index.error().detail));
    }

    void leavesOutEnvironmentsTheTokenDoesNotCover()
    {
        m_routes.on("GET /environments", {json("{'environments':[{'id':'e1'},{'id':'e2'},{'id':'e3'}]}")});
        m_routes.on(Rendered, [](const QUrlQuery &query, const SeenRequest &) {
            const QString environment = query.queryItemValue(QStringLiteral("environment"));
            return environment == QLatin1String("e2") ? Answer{rendered(entry("A", "x"))} : Answer{"{}", 403};
        });
        const auto vault = signedIn();
        const auto index = readIndex(*vault);
        QVERIFY(index);
        QCOMPARE(index->texts(),
                 (QStringList{AppId + QStringLiteral("< ") + AppId, QStringLiteral("%1/e2<%1 e2").arg(AppId),
                              QStringLiteral("A in %1/e2: note").arg(AppId)}));
    }

    void anAppWithoutAnyReadableEnvironmentIsAnError()
    {
        m_routes.on(Rendered, {"{}", 403});
        const auto vault = signedIn();
        const auto index = readIndex(*vault);
        QVERIFY(!index);
        QCOMPARE(index.error().kind, ErrorKind::Forbidden);
        QVERIFY2(index.error().detail.contains(QLatin1String("Read scope")), qPrintable(index.error().detail));
        QVERIFY2(index.error().detail.contains(AppId), qPrintable(index.error().detail));
    }

    void listsInPreviewOnly()
    {
        QString mode;
        m_routes.on(Rendered, [&mode](const QUrlQuery &query, const SeenRequest &) {
            mode = query.queryItemValue(QStringLiteral("mode"));
            return Answer{rendered(entry("DB_PASSWORD", "ca****") + ',' + entry("API_TOKEN", "****") + ',' +
                                   entry("DEPLOY_SSH_KEY", "*") + ',' + entry("TLS_CERT", "*") + ',' +
                                   emptyEntry("NOTHING") + ',' + entry("a/b c", "*"))};
        });
        const auto vault = signedIn();
        const auto index = readIndex(*vault);
        QVERIFY(index);
        QCOMPARE(mode, QStringLiteral("PreviewOnly"));
        const QString place = AppId + QStringLiteral("/e1");
        QCOMPARE(index->texts().mid(2), (QStringList{
                                            QStringLiteral("DB_PASSWORD in %1: login").arg(place),
                                            QStringLiteral("API_TOKEN in %1: apikey").arg(place),
                                            QStringLiteral("DEPLOY_SSH_KEY in %1: sshkey").arg(place),
                                            QStringLiteral("TLS_CERT in %1: certificate").arg(place),
                                            QStringLiteral("NOTHING in %1: note").arg(place),
                                            QStringLiteral("a/b c in %1: note").arg(place),
                                        }));
        QCOMPARE(index->secrets.at(4).markers, Markers(Marker::NoValue));
        QCOMPARE(index->secrets.at(0).markers, Markers());
        QCOMPARE(CommandKPlace::fromId(index->secrets.at(5).id).value().key, QStringLiteral("a/b c"));
    }

    void guessesNothingWhenToldSo()
    {
        m_routes.on(Rendered, {rendered(entry("DB_PASSWORD", "*"))});
        const auto vault = signedIn(CommandKGuess::Nothing);
        const auto index = readIndex(*vault);
        QVERIFY(index);
        QVERIFY(index->secrets.at(0).type == SecretType::Note);
    }

    void guessesByWholeWords_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("type");
        QTest::newRow("password") << QStringLiteral("db-password") << QStringLiteral("login");
        QTest::newRow("certificate's password") << QStringLiteral("TLS_CERT_PASSWORD") << QStringLiteral("login");
        QTest::newRow("inside a word") << QStringLiteral("MONKEY_CERTAINTY") << QStringLiteral("note");
        QTest::newRow("ssh before key") << QStringLiteral("SSH_KEY") << QStringLiteral("sshkey");
        QTest::newRow("pem") << QStringLiteral("server.pem") << QStringLiteral("certificate");
        QTest::newRow("key") << QStringLiteral("STRIPE_KEY") << QStringLiteral("apikey");
        QTest::newRow("nothing") << QStringLiteral("___") << QStringLiteral("note");
    }

    void guessesByWholeWords()
    {
        QFETCH(QString, key);
        QFETCH(QString, type);
        QCOMPARE(toString(commandKType(key, CommandKGuess::ByName)), type);
    }

    void unchangedListsComeFromMemory()
    {
        int full = 0;
        QByteArray etag = "\"one\"";
        m_routes.on(Rendered, [&](const QUrlQuery &, const SeenRequest &request) {
            if (request.headers.value("if-none-match") == etag)
                return Answer{{}, 304};
            ++full;
            return Answer{rendered(entry(full == 1 ? "FIRST" : "SECOND", "*")), 200, {"ETag: " + etag}};
        });
        const auto vault = signedIn();
        for (int round = 0; round < 3; ++round) {
            const auto index = readIndex(*vault);
            QVERIFY(index);
            QCOMPARE(index->secrets.size(), std::size_t(1));
            QCOMPARE(index->secrets.at(0).name, QStringLiteral("FIRST"));
        }
        QCOMPARE(full, 1);
        etag = "\"two\"";
        QCOMPARE(readIndex(*vault)->secrets.at(0).name, QStringLiteral("SECOND"));
        QCOMPARE(full, 2);
    }

    void tagsOfOneEnvironmentAreNotUsedForAnother()
    {
        QByteArrayList tags;
        m_routes.on("GET /environments", {json("{'environments':[{'id':'e1'},{'id':'e2'}]}")});
        m_routes.on(Rendered, [&](const QUrlQuery &query, const SeenRequest &request) {
            tags.append(request.headers.value("if-none-match"));
            const QByteArray environment = query.queryItemValue(QStringLiteral("environment")).toLatin1();
            return Answer{rendered(entry("A", "x")), 200, {"ETag: " + environment}};
        });
        const auto vault = signedIn();
        QVERIFY(readIndex(*vault));
        QVERIFY(readIndex(*vault));
        QVERIFY(QCoro::waitFor(vault->fetchPayload(summary(QStringLiteral("A")), {})));
        QCOMPARE(tags, (QByteArrayList{{}, {}, "e1", "e2", {}})); // a reveal always asks anew
    }

    void indexErrorsAreNotHidden_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("kind");
        const auto row = [](const char *name, int status, const QByteArray &body, ErrorKind kind) {
            QTest::newRow(name) << status << body << static_cast<int>(kind);
        };
        row("broken", 500, "{}", ErrorKind::ServerFault);
        row("unchanged, but never seen", 304, "", ErrorKind::Malformed);
        row("web page", 200, "<html>", ErrorKind::Malformed);
        row("empty", 200, "", ErrorKind::Malformed);
        row("cut", 200, rendered(entry("A", "b")).left(120), ErrorKind::Malformed);
        row("cut after what matters", 200, rendered(entry("A", "b")).chopped(2), ErrorKind::Malformed);
        row("goes on", 200, rendered(entry("A", "b")) + "{}", ErrorKind::Malformed);
        row("key that is no text", 200, rendered(json("{'key':1,'valueType':'a'}")), ErrorKind::Malformed);
        row("row that is no object", 200, rendered("\"A\""), ErrorKind::Malformed);
    }

    void indexErrorsAreNotHidden()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QFETCH(int, kind);
        const auto vault = signedIn();
        m_routes.on(Rendered, {body, status});
        const auto index = readIndex(*vault);
        QVERIFY(!index);
        QCOMPARE(static_cast<int>(index.error().kind), kind);
    }

    void revealsOneKey()
    {
        QUrlQuery asked;
        m_routes.on(Rendered, [&asked](const QUrlQuery &query, const SeenRequest &) {
            asked = query;
            return Answer{rendered(entry("OTHER", "not this") + ',' + entry("A+B &C", "va\\u00e9l\\n\\\"ue"))};
        });
        const auto vault = signedIn();
        const SecretSummary secret = summary(QStringLiteral("A+B &C"), SecretType::ApiKey);
        const auto payload = QCoro::waitFor(vault->fetchPayload(secret, {}));
        QVERIFY(payload);
        QCOMPARE(payload->fields.size(), std::size_t(1));
        QCOMPARE(payload->fields.at(0).value.view(), std::string_view("va\xc3\xa9l\n\"ue"));
        QCOMPARE(payload->fields.at(0).key, vault->outline(secret).at(0).key);
        QVERIFY(payload->fields.at(0).isProtected);
        QCOMPARE(asked.queryItemValue(QStringLiteral("mode")), QStringLiteral("Full"));
        QCOMPARE(asked.queryItemValue(QStringLiteral("environment")), QStringLiteral("e1"));
        QCOMPARE(asked.queryItemValue(QStringLiteral("secret-name-filter"), QUrl::FullyDecoded),
                 QStringLiteral("A+B &C"));
        QVERIFY(m_server->requests().constLast().target.contains("secret-name-filter=A%2BB%20%26C"));
    }

    void recognisesPemTexts_data()
    {
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<int>("kind");
        const auto row = [](const char *name, const QByteArray &value, FieldKind kind) {
            QTest::newRow(name) << value << static_cast<int>(kind);
        };
        row("plain", "hello", FieldKind::NoteText);
        row("certificate", "-----BEGIN CERTIFICATE-----\\nAA", FieldKind::Certificate);
        row("key", "-----BEGIN PRIVATE KEY-----\\nAA", FieldKind::PrivateKey);
        row("ssh key", "-----BEGIN OPENSSH PRIVATE KEY-----\\nAA", FieldKind::PrivateKey);
        row("key and certificate", "-----BEGIN RSA PRIVATE KEY-----\\n-----BEGIN CERTIFICATE-----",
            FieldKind::PrivateKey);
        row("OpenPGP", "-----BEGIN PGP MESSAGE-----", FieldKind::NoteText);
    }

    void recognisesPemTexts()
    {
        QFETCH(QByteArray, value);
        QFETCH(int, kind);
        m_routes.on(Rendered, {rendered(entry("A", value))});
        const auto vault = signedIn();
        const SecretSummary secret = summary(QStringLiteral("A"));
        const auto payload = QCoro::waitFor(vault->fetchPayload(secret, {}));
        QVERIFY(payload);
        QCOMPARE(static_cast<int>(payload->fields.at(0).kind), kind);
        QCOMPARE(payload->fields.at(0).key, primaryFieldKey(SecretType::Note)); // what the outline promised
    }

    void aKeyWithoutValueOpensEmpty()
    {
        m_routes.on(Rendered, {rendered(emptyEntry("A"))});
        const auto payload = QCoro::waitFor(signedIn()->fetchPayload(summary(QStringLiteral("A")), {}));
        QVERIFY(payload);
        QVERIFY(payload->fields.at(0).value.isEmpty());
    }

    void refusesWrongPayloads_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("kind");
        const auto row = [](const char *name, int status, const QByteArray &body, ErrorKind kind) {
            QTest::newRow(name) << status << body << static_cast<int>(kind);
        };
        row("another key", 200, rendered(entry("B", "x")), ErrorKind::NotFound);
        row("value that is no text", 200, rendered(json("{'key':'A','valueType':'x','serializedValue':[1]}")),
            ErrorKind::Malformed);
        row("cut", 200, rendered(entry("A", "value")).left(130), ErrorKind::Malformed);
        row("web page", 200, "<html>", ErrorKind::Malformed);
        row("token too narrow", 403, "{}", ErrorKind::Forbidden);
        row("bad token", 401, "{}", ErrorKind::Forbidden);
        row("gone", 404, "{}", ErrorKind::NotFound);
        row("broken", 503, "{}", ErrorKind::ServerFault);
    }

    void refusesWrongPayloads()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QFETCH(int, kind);
        m_routes.on(Rendered, {body, status});
        const auto payload = QCoro::waitFor(signedIn()->fetchPayload(summary(QStringLiteral("A")), {}));
        QVERIFY(!payload);
        QCOMPARE(static_cast<int>(payload.error().kind), kind);
    }

    void signedOutNothingIsSent()
    {
        const auto vault = signedIn();
        QVERIFY(QCoro::waitFor(vault->signOut()));
        m_server->forget();
        QCOMPARE(QCoro::waitFor(vault->fetchIndex({}, {})).error().kind, ErrorKind::NotAuthenticated);
        QCOMPARE(QCoro::waitFor(vault->fetchPayload(summary(QStringLiteral("A")), {})).error().kind,
                 ErrorKind::NotAuthenticated);
        QCOMPARE(m_server->requests().size(), 0);
    }

    void brokenRowsAreNoRows_data()
    {
        QTest::addColumn<QByteArray>("row");
        QTest::newRow("before the key") << QByteArray(R"({"other":"x":"v"})");
        QTest::newRow("behind the key") << QByteArray(R"({"key":"A":"y","valueType":"x"})");
        QTest::newRow("behind the type") << QByteArray(R"({"key":"A","valueType":"x":"y","serializedValue":"v"})");
    }

    void brokenRowsAreNoRows()
    {
        QFETCH(QByteArray, row);
        const QByteArray json = rendered(row);
        const SecretBuffer answer = SecretBuffer::copyOf({json.constData(), static_cast<std::size_t>(json.size())});
        const CommandKFull full(answer.clone());
        QCOMPARE(commandKEntries(CommandKPreview(answer.clone())).error().kind, ErrorKind::Malformed);
        QCOMPARE(commandKValues(full).error().kind, ErrorKind::Malformed);
        QCOMPARE(commandKValue(full, QStringLiteral("A")).error().kind, ErrorKind::Malformed);
    }

    void refusesIdentifiersOfOtherVaults()
    {
        SecretSummary foreign;
        for (const QString &id : {QString(), QStringLiteral("a"), QStringLiteral("a/b"), QStringLiteral("a/b/"),
                                  QStringLiteral("/b/c"), QStringLiteral("a//c")}) {
            foreign.id = id;
            QCOMPARE(QCoro::waitFor(signedIn()->fetchPayload(foreign, {})).error().kind, ErrorKind::NotFound);
        }
    }

    void t28_refusesIdsThatArePaths()
    {
        const auto vault = signedIn();
        m_server->forget();
        SecretSummary odd;
        for (const char *app : {".", "..", "..%2f", "a\\b", "a?b", "a#b", "a\nb", "a;b"}) {
            odd.id = QString::fromLatin1(app) + QStringLiteral("/env/KEY");
            QCOMPARE(QCoro::waitFor(vault->fetchPayload(odd, {})).error().kind, ErrorKind::InvalidInput);
        }
        odd.id = QString(1 << 20, QLatin1Char('a')) + QStringLiteral("/env/KEY");
        QCOMPARE(QCoro::waitFor(vault->fetchPayload(odd, {})).error().kind, ErrorKind::InvalidInput);
        QCOMPARE(m_server->requests().size(), 0);
    }

    void mayDieWhileACallIsUnderWay()
    {
        auto vault = signedIn();
        auto page = vault->fetchIndex({}, {});
        vault.reset();
        (void)QCoro::waitFor(std::move(page)); // whatever it says, it must not crash
    }

    /// What its connections leave to the event loop, Qt would leave to nobody.
    void cleanupTestCase() { QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete); }
};

QTEST_GUILESS_MAIN(CommandKVaultTest)
#include "tst_commandkvault.moc"
