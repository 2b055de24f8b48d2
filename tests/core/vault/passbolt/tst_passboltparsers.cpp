// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/passbolt/passboltauth.h"
#include "core/vault/passbolt/passboltindex.h"
#include "core/vault/passbolt/passboltjson.h"
#include "core/vault/passbolt/passboltjwt.h"
#include "core/vault/passbolt/passboltmetadata.h"
#include "core/vault/passbolt/passboltpayload.h"
#include "tests/core/vault/passbolt/testjwt.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <openssl/ui.h>

#include <memory>

using namespace coffret;
using coffret::test::TestJwt;
using Kind = SecretJsonMember::Kind;

namespace {

SecretBuffer secret(const QByteArray &text)
{
    return SecretBuffer::copyOf({text.constData(), static_cast<std::size_t>(text.size())});
}

QString text(const SecretBuffer &buffer)
{
    return QString::fromUtf8(buffer.view().data(), static_cast<qsizetype>(buffer.size()));
}

SecretSummary summaryOf(const QString &slug, SecretType type = SecretType::Login)
{
    SecretSummary summary;
    summary.id = QStringLiteral("5cb07b88-850f-4da5-bb69-27674b4c23ea");
    summary.name = QStringLiteral("Mail & more");
    summary.username = QStringLiteral("ada");
    summary.vendorType = slug;
    summary.type = type;
    return summary;
}

PassboltCustomField label(const char *id, const char *name, const char *value = "")
{
    PassboltCustomField field;
    field.id = QLatin1String(id);
    field.label = QLatin1String(name);
    field.value = QLatin1String(value);
    field.hasValue = !field.value.isEmpty();
    return field;
}

/// "key=value" for each field, joined by " | ".
QString shown(const Expected<ParsedSecret> &secret)
{
    if (!secret)
        return QStringLiteral("error %1").arg(static_cast<int>(secret.error().kind));
    QStringList parts;
    for (const SecretField &field : secret->fields)
        parts.append(field.key + QLatin1Char('=') + text(field.value));
    return parts.join(QLatin1String(" | "));
}

QByteArray envelope(const QByteArray &body, const QByteArray &pagination = "")
{
    return R"({"header":{"id":"x","status":"success","servertime":1795306874,"url":"/x.json","code":200)" + pagination +
           R"(},"body":)" + body + "}";
}

} // namespace

class TestPassboltParsers : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void uuids_data();
    void uuids();
    void envelopes_data();
    void envelopes();
    void plugins_data();
    void plugins();
    void statuses_data();
    void statuses();
    void secretJson();
    void secretJsonRefusals_data();
    void secretJsonRefusals();
    void gpgAuthTokens_data();
    void gpgAuthTokens();
    void gpgAuthHeader();
    void serverNames_data();
    void serverNames();
    void webTokens();
    void webTokenRefusals();
    void webTokenKeyThatWantsAPassphrase();
    void clearResources();
    void oddResources();
    void totalsThatAreNone();
    void listRefusals_data();
    void listRefusals();
    void folders();
    void users();
    void metadataKeys();
    void resourceTypes();
    void payloads_data();
    void payloads();
    void payloadRefusals_data();
    void payloadRefusals();
    void customFieldsMeetTheirLabels();
    void coffretTypes();
    void outlines();
    void metadata();
    void metadataWithNumbersBeyondAllTypes_data();
    void metadataWithNumbersBeyondAllTypes();
    void trap07_migratedMetadataCarriesNulls_data();
    void trap07_migratedMetadataCarriesNulls();
    void icons_data();
    void icons();
    void metadataRefusals_data();
    void metadataRefusals();
    void privateKeys();
};

void TestPassboltParsers::uuids_data()
{
    QTest::addColumn<QString>("candidate");
    QTest::addColumn<bool>("good");
    QTest::newRow("lower") << QStringLiteral("5cb07b88-850f-4da5-bb69-27674b4c23ea") << true;
    QTest::newRow("upper") << QStringLiteral("5CB07B88-850F-4DA5-BB69-27674B4C23EA") << true;
    QTest::newRow("empty") << QString() << false;
    QTest::newRow("path") << QStringLiteral("../../auth/logout/aaaaaaaaaaaaaaaaaaa") << false;
    QTest::newRow("encoded") << QStringLiteral("5cb07b88-850f-4da5-bb69-27674b4c2%2e") << false;
    QTest::newRow("query") << QStringLiteral("5cb07b88-850f-4da5-bb69-27674b4c23e?") << false;
    QTest::newRow("fragment") << QStringLiteral("5cb07b88-850f-4da5-bb69-27674b4c23e#") << false;
    QTest::newRow("longer") << QStringLiteral("5cb07b88-850f-4da5-bb69-27674b4c23eaa") << false;
    QTest::newRow("braces") << QStringLiteral("{5cb07b88-850f-4da5-bb69-27674b4c23ea}") << false;
    QTest::newRow("other digits") << QStringLiteral("5cb07b88-850f-4da5-bb69-27674b4c23e\u0661") << false;
    QTest::newRow("huge") << QString(1'000'000, QLatin1Char('a')) << false;
}

void TestPassboltParsers::uuids()
{
    QFETCH(QString, candidate);
    QTEST(isUuid(candidate), "good");
}

void TestPassboltParsers::envelopes_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<bool>("good");
    QTest::newRow("object") << envelope("{}") << true;
    QTest::newRow("null body") << envelope("null") << true;
    QTest::newRow("empty text") << envelope("\"\"") << true;
    QTest::newRow("no body") << QByteArray(R"({"header":{}})") << false;
    QTest::newRow("no header") << QByteArray(R"({"body":{}})") << false;
    QTest::newRow("header is text") << QByteArray(R"({"header":"x","body":{}})") << false;
    QTest::newRow("array") << QByteArray("[]") << false;
    QTest::newRow("html") << QByteArray("<!doctype html>") << false;
    QTest::newRow("nothing") << QByteArray() << false;
    QTest::newRow("cut off") << envelope("{}").chopped(1) << false;
}

void TestPassboltParsers::envelopes()
{
    QFETCH(QByteArray, json);
    const auto parsed = parseEnvelope(json);
    QTEST(parsed.has_value(), "good");
    if (parsed) {
        QCOMPARE(parsed->serverTime, 1795306874);
        QCOMPARE(parsed->url, QStringLiteral("/x.json"));
    } else {
        QCOMPARE(parsed.error().kind, ErrorKind::Malformed);
    }
}

void TestPassboltParsers::plugins_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<bool>("on");
    QTest::newRow("true") << QByteArray(R"({"x":{"enabled":true}})") << true;
    QTest::newRow("false") << QByteArray(R"({"x":{"enabled":false}})") << false;
    QTest::newRow("text true") << QByteArray(R"({"x":{"enabled":"true"}})") << true;
    QTest::newRow("text 1") << QByteArray(R"({"x":{"enabled":"1"}})") << true;
    QTest::newRow("text 0") << QByteArray(R"({"x":{"enabled":"0"}})") << false;
    QTest::newRow("text false") << QByteArray(R"({"x":{"enabled":"False"}})") << false;
    QTest::newRow("empty text") << QByteArray(R"({"x":{"enabled":""}})") << false;
    QTest::newRow("number") << QByteArray(R"({"x":{"enabled":1}})") << true;
    QTest::newRow("absent") << QByteArray(R"({})") << false;
    QTest::newRow("without enabled") << QByteArray(R"({"x":{"version":"1"}})") << false;
}

void TestPassboltParsers::plugins()
{
    QFETCH(QByteArray, value);
    QTEST(isPassboltPluginOn(QJsonDocument::fromJson(value).object(), "x"), "on");
}

void TestPassboltParsers::statuses_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("kind");
    const auto row = [](const char *name, int status, const QByteArray &body, ErrorKind kind) {
        QTest::newRow(name) << status << body << static_cast<int>(kind);
    };
    row("not signed in", 401, envelope("\"\""), ErrorKind::NotAuthenticated);
    row("forbidden", 403, envelope("\"\""), ErrorKind::Forbidden);
    row("second factor", 403, envelope(R"({"mfa_providers":["totp"],"providers":{}})"), ErrorKind::SecondFactorNeeded);
    row("second factor by address", 403, R"({"header":{"url":"/base/mfa/verify/error.json"},"body":null})",
        ErrorKind::SecondFactorNeeded);
    row("gone", 404, envelope("\"\""), ErrorKind::NotFound);
    row("gone, says a proxy", 404, "404 page not found", ErrorKind::ServerFault);
    row("forbidden by a proxy", 403, "<html>", ErrorKind::ServerFault);
    row("conflict", 409, envelope("\"\""), ErrorKind::Conflict);
    row("slow down", 429, "", ErrorKind::RateLimited);
    row("fault", 500, "", ErrorKind::ServerFault);
    row("busy", 503, "", ErrorKind::ServerFault);
    row("validation", 400, envelope(R"({"name":{"_required":"x"}})"), ErrorKind::InvalidInput);
    row("unexpected", 206, "", ErrorKind::Malformed);
}

void TestPassboltParsers::statuses()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    HttpResponse response;
    response.status = status;
    response.body = body;
    const auto checked = checkStatus(response);
    QVERIFY(!checked);
    QTEST(static_cast<int>(checked.error().kind), "kind");
    QCOMPARE(checked.error().httpStatus, status);
}

void TestPassboltParsers::secretJson()
{
    const SecretBuffer buffer = secret(" {\"a\" : \"x\\\"y\\u00e9\" , \"n\":-1.5e3,\"t\":true, \"z\":null, \"o\": "
                                       "{\"a\":[1,2]}, \"l\":[ \"p\", {} ] ,\"a\\\"b\":\"q\", \"e\":\"\"}\n");
    const auto members = splitSecretJson(buffer.view());
    QVERIFY(members);
    QCOMPARE(members->size(), std::size_t(8));
    QVERIFY((*members)[0].kind == Kind::String);
    QCOMPARE(text(*secretText(*members, "a")), QStringLiteral("x\"y\u00e9"));
    QVERIFY(memberOf(*members, "n")->token == "-1.5e3");
    QVERIFY(memberOf(*members, "t")->kind == Kind::Bool);
    QVERIFY(memberOf(*members, "z")->kind == Kind::Null);
    QVERIFY(memberOf(*members, "o")->kind == Kind::Object);
    QVERIFY(memberOf(*members, "e")->token.empty());
    QVERIFY(memberOf(*members, "absent") == nullptr);
    // Values are views into the buffer, not copies.
    const char *const begin = buffer.view().data();
    QVERIFY(memberOf(*members, "a")->token.data() > begin &&
            memberOf(*members, "a")->token.data() < begin + buffer.size());

    const auto list = splitSecretJson(memberOf(*members, "l")->token, Kind::Array);
    QVERIFY(list);
    QCOMPARE(list->size(), std::size_t(2));
    QVERIFY((*list)[0].token == "p");
    const auto empty = splitSecretJson((*list)[1].token);
    QVERIFY(empty && empty->empty());

    // Depth below the level that is taken apart costs nothing.
    const SecretBuffer deep = secret("{\"a\":" + QByteArray(50'000, '[') + QByteArray(50'000, ']') + '}');
    QVERIFY(splitSecretJson(deep.view()));

    const SecretBuffer twice = secret(R"({"password":"first","password":"second"})");
    const auto duplicated = splitSecretJson(twice.view());
    QVERIFY(duplicated);
    QCOMPARE(text(*secretText(*duplicated, "password")), QStringLiteral("second"));
}

void TestPassboltParsers::secretJsonRefusals_data()
{
    QTest::addColumn<QByteArray>("json");
    for (const char *json : {"",
                             " ",
                             "1234",
                             "\"text\"",
                             "null",
                             "{",
                             "{\"a\"}",
                             "{\"a\":}",
                             "{\"a\":\"x}",
                             "{\"a\":1,}",
                             "[1]",
                             "{\"a\":tru}",
                             "{\"a\":1} x",
                             "{\"a\":1}{\"b\":2}",
                             "{\"a\":12b}",
                             "{\"a\":-}",
                             "{\"a\":01}",
                             "{\"a\":1.}",
                             "{\"a\":.1}",
                             "{\"a\":1e+}",
                             "{\"a\":1e2e3}",
                             "{\"a\":1+1}",
                             "{a:1}",
                             "<html>",
                             "{\"a\":\"\xff\"}"})
        QTest::addRow("%s", json) << QByteArray(json);
}

void TestPassboltParsers::secretJsonRefusals()
{
    QFETCH(QByteArray, json);
    const SecretBuffer buffer = secret(json);
    const auto members = splitSecretJson(buffer.view());
    QVERIFY(!members);
    QCOMPARE(members.error().kind, ErrorKind::Malformed);
}

void TestPassboltParsers::gpgAuthTokens_data()
{
    QTest::addColumn<QByteArray>("token");
    QTest::addColumn<bool>("good");
    const QByteArray uuid = "b0420af1-a1da-4aa4-86c4-12dac00f9d62";
    QTest::newRow("good") << QByteArray("gpgauthv1.3.0|36|" + uuid + "|gpgauthv1.3.0") << true;
    QTest::newRow("other version") << QByteArray("gpgauthv1.4.0|36|" + uuid + "|gpgauthv1.4.0") << false;
    QTest::newRow("unequal versions") << QByteArray("gpgauthv1.3.0|36|" + uuid + "|gpgauthv1.3.1") << false;
    QTest::newRow("length") << QByteArray("gpgauthv1.3.0|35|" + uuid + "|gpgauthv1.3.0") << false;
    QTest::newRow("no uuid") << QByteArray("gpgauthv1.3.0|36|" + QByteArray(36, 'x') + "|gpgauthv1.3.0") << false;
    QTest::newRow("line end") << QByteArray("gpgauthv1.3.0|36|" + uuid + "|gpgauthv1.3.0\n") << false;
    QTest::newRow("in front") << QByteArray(" gpgauthv1.3.0|36|" + uuid + "|gpgauthv1.3.0") << false;
    QTest::newRow("another secret") << QByteArray("hunter2") << false;
    QTest::newRow("empty") << QByteArray() << false;
    QTest::newRow("long") << QByteArray(1'000'000, '|') << false;
}

void TestPassboltParsers::gpgAuthTokens()
{
    QFETCH(QByteArray, token);
    QTEST(isGpgAuthToken({token.constData(), static_cast<std::size_t>(token.size())}), "good");
}

void TestPassboltParsers::gpgAuthHeader()
{
    const QByteArray armor =
        "-----BEGIN PGP MESSAGE-----\nVersion: GnuPG v2.2 (test)\n\nhQ+/a=\n=vPsa\n-----END PGP MESSAGE-----\n";
    const QByteArray encoded =
        "-----BEGIN\\+PGP\\+MESSAGE-----%0AVersion%3A\\+GnuPG\\+v2\\.2\\+%28test%29%0A%0AhQ%2B%2Fa%3D%0A"
        "%3DvPsa%0A-----END\\+PGP\\+MESSAGE-----%0A";
    QCOMPARE(decodeGpgAuthHeader(encoded), armor);
    QCOMPARE(decodeGpgAuthHeader("a\\"), QByteArray("a\\"));
    QCOMPARE(decodeGpgAuthHeader(""), QByteArray());
}

void TestPassboltParsers::serverNames_data()
{
    QTest::addColumn<QString>("other");
    QTest::addColumn<bool>("same");
    QTest::newRow("equal") << QStringLiteral("https://vault.example.org/pb") << true;
    QTest::newRow("slash") << QStringLiteral("https://vault.example.org/pb/") << true;
    QTest::newRow("port") << QStringLiteral("https://vault.example.org:443/pb") << true;
    QTest::newRow("upper case") << QStringLiteral("https://Vault.Example.ORG/pb") << true;
    QTest::newRow("other host") << QStringLiteral("https://vault.example.com/pb") << false;
    QTest::newRow("other port") << QStringLiteral("https://vault.example.org:8443/pb") << false;
    QTest::newRow("other path") << QStringLiteral("https://vault.example.org/") << false;
    QTest::newRow("http") << QStringLiteral("http://vault.example.org/pb") << false;
    QTest::newRow("userinfo trick") << QStringLiteral("https://vault.example.org@evil.example/pb") << false;
    QTest::newRow("longer host") << QStringLiteral("https://vault.example.org.evil/pb") << false;
    QTest::newRow("dot") << QStringLiteral("https://vaultXexample.org/pb") << false;
    QTest::newRow("nothing") << QString() << false;
}

void TestPassboltParsers::serverNames()
{
    QFETCH(QString, other);
    QTEST(isSameServer(QUrl(other), QUrl(QStringLiteral("https://vault.example.org/pb"))), "same");
}

void TestPassboltParsers::webTokens()
{
    const TestJwt issuer;
    const QByteArray token = issuer.token("ce075f99-d728-46bd-a35b-25b7c171c41d", 1795307174);
    const auto claims = verifyJwt(token.toStdString(), issuer.publicKeyPem());
    QVERIFY(claims);
    QCOMPARE(claims->subject, QStringLiteral("ce075f99-d728-46bd-a35b-25b7c171c41d"));
    QCOMPARE(claims->expires.toSecsSinceEpoch(), 1795307174);
}

void TestPassboltParsers::webTokenRefusals()
{
    const TestJwt issuer;
    const TestJwt stranger;
    const QByteArray pem = issuer.publicKeyPem();
    const QByteArray claims = R"({"sub":"ce075f99-d728-46bd-a35b-25b7c171c41d","exp":1795307174})";
    const QByteArray good = issuer.token("u", 1795307174);
    const auto kindOf = [](const QByteArray &token, const QByteArray &key) {
        const auto result = verifyJwt(token.toStdString(), key);
        return result ? ErrorKind::Internal : result.error().kind;
    };
    QCOMPARE(kindOf(good, stranger.publicKeyPem()), ErrorKind::BadSignature);
    QCOMPARE(kindOf(good, "not a key"), ErrorKind::BadSignature);
    QCOMPARE(kindOf(good, {}), ErrorKind::BadSignature);
    QByteArray altered = good;
    altered[altered.size() - 20] = altered[altered.size() - 20] == 'A' ? 'B' : 'A';
    QCOMPARE(kindOf(altered, pem), ErrorKind::BadSignature);
    QCOMPARE(kindOf(issuer.sign(R"({"alg":"none"})", claims), pem), ErrorKind::Malformed);
    QCOMPARE(kindOf(issuer.sign(R"({"alg":"HS256"})", claims), pem), ErrorKind::Malformed);
    QCOMPARE(kindOf(issuer.sign(R"({"alg":"RS256"})", R"({"exp":1795307174})"), pem), ErrorKind::Malformed);
    QCOMPARE(kindOf(issuer.sign(R"({"alg":"RS256"})", R"({"sub":"u"})"), pem), ErrorKind::Malformed);
    QCOMPARE(kindOf(issuer.sign(R"({"alg":"RS256"})", "[]"), pem), ErrorKind::Malformed);
    QCOMPARE(kindOf(good + ".x", pem), ErrorKind::Malformed);
    QCOMPARE(kindOf(good.left(good.lastIndexOf('.')), pem), ErrorKind::Malformed);
    QCOMPARE(kindOf(good.left(good.lastIndexOf('.') + 1), pem), ErrorKind::BadSignature);
    QCOMPARE(kindOf("", pem), ErrorKind::Malformed);
    QCOMPARE(kindOf("..", pem), ErrorKind::Malformed);
    QCOMPARE(kindOf("a.b.c", pem), ErrorKind::Malformed);
}

void TestPassboltParsers::webTokenKeyThatWantsAPassphrase()
{
    const TestJwt issuer;
    QByteArray pem = issuer.publicKeyPem();
    pem.replace("-----BEGIN PUBLIC KEY-----\n", "-----BEGIN PUBLIC KEY-----\nProc-Type: 4,ENCRYPTED\n"
                                                "DEK-Info: AES-256-CBC,00112233445566778899AABBCCDDEEFF\n\n");
    static bool asked = false;
    const std::unique_ptr<UI_METHOD, decltype(&UI_destroy_method)> terminal(UI_create_method("test"),
                                                                            &UI_destroy_method);
    UI_method_set_opener(terminal.get(), [](UI *) {
        asked = true;
        return 0;
    });
    UI_set_default_method(terminal.get());
    const auto refused = verifyJwt(issuer.token("u", 1795307174).toStdString(), pem);
    UI_set_default_method(UI_OpenSSL());
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::BadSignature);
    QVERIFY(!asked);
}

void TestPassboltParsers::clearResources()
{
    const QByteArray json = envelope(R"([
        {"personal":true,"id":"3F3FDB76-db86-45b6-b35b-cdcc84e5d8bc","name":"Plain","username":"u","uri":"ssh://host",
         "description":"clear words","deleted":false,"expired":"2026-12-01T00:00:00+00:00",
         "created":"2026-11-22T00:21:18+00:00","modified":"2026-11-22T00:21:19+00:00",
         "created_by":"ce075f99-d728-46bd-a35b-25b7c171c41d","modified_by":"08593647-c13f-4070-b70b-1f340d13b0ad",
         "resource_type_id":"669f8c64-242a-59fb-92fc-81f660975fd3","folder_parent_id":null,"favorite":null,
         "permission":{"type":15}},
        {"personal":false,"id":"c47c16a8-1ca2-4279-a4e6-11224eba7f43","name":"Mail with code","username":null,"uri":"",
         "description":null,"deleted":false,"expired":null,"created":"2026-11-22T00:21:19+00:00",
         "modified":"2026-11-22T00:21:19+00:00","created_by":null,"modified_by":null,
         "resource_type_id":"8cca88d9-a3f6-56df-b860-3ef08de5c5c4",
         "folder_parent_id":"004de572-0371-4a6d-a16a-7018de00afb9","favorite":{"id":"x"},"permission":{"type":1}}])",
                                     R"(,"pagination":{"limit":2,"page":1,"count":3})");
    const auto page = parseResources(json, builtInPassboltSlugs());
    QVERIFY(page);
    QCOMPARE(page->total, 3);
    QCOMPARE(page->resources.size(), std::size_t(2));
    const SecretSummary &plain = page->resources[0].summary;
    QCOMPARE(plain.id, QStringLiteral("3f3fdb76-db86-45b6-b35b-cdcc84e5d8bc"));
    QCOMPARE(plain.name, QStringLiteral("Plain"));
    QCOMPARE(plain.username, QStringLiteral("u"));
    QCOMPARE(plain.uris, QStringList{QStringLiteral("ssh://host")});
    QCOMPARE(plain.description, QStringLiteral("clear words"));
    QVERIFY(plain.type == SecretType::Login);
    QCOMPARE(plain.vendorType, QStringLiteral("password-string"));
    QCOMPARE(plain.markers, Markers(Marker::Personal));
    QCOMPARE(plain.modified, QDateTime(QDate(2026, 11, 22), QTime(0, 21, 19), Qt::UTC));
    QCOMPARE(plain.created, QDateTime(QDate(2026, 11, 22), QTime(0, 21, 18), Qt::UTC));
    QCOMPARE(plain.expires, QDateTime(QDate(2026, 12, 1), QTime(0, 0), Qt::UTC));
    QCOMPARE(plain.modifiedBy, QStringLiteral("08593647-c13f-4070-b70b-1f340d13b0ad"));
    QVERIFY(plain.collectionId.isEmpty());
    const SecretSummary &mail = page->resources[1].summary;
    QCOMPARE(mail.markers, Marker::Shared | Marker::Favourite | Marker::HasTotp);
    QCOMPARE(mail.collectionId, QStringLiteral("004de572-0371-4a6d-a16a-7018de00afb9"));
    QVERIFY(mail.uris.isEmpty());
    QVERIFY(mail.expires.isNull());
}

void TestPassboltParsers::oddResources()
{
    const QByteArray json = envelope(R"([
        7, null, "text", {}, {"id":"../../etc/passwd","name":"no"}, {"id":7}, {"id":null},
        {"id":"11111111-1111-4111-8111-111111111111","deleted":true,"resource_type_id":"669f8c64-242a-59fb-92fc-81f660975fd3"},
        {"id":"22222222-2222-4222-8222-222222222222","name":["a"],"username":5,"uri":{},"modified":"yesterday",
         "resource_type_id":"99999999-9999-4999-8999-999999999999","favorite":[],"personal":"maybe"},
        {"id":"33333333-3333-4333-8333-333333333333","name":"old server"},
        {"id":"44444444-4444-4444-8444-444444444444","metadata":"-----BEGIN","metadata_key_id":"55555555-5555-4555-8555-555555555555",
         "metadata_key_type":"shared_key","resource_type_id":"dd1f723d-0d1e-513f-8218-4055dc0530d0"},
        {"id":"66666666-6666-4666-8666-666666666666","name":"clear after all","metadata":null,
         "resource_type_id":"dd1f723d-0d1e-513f-8218-4055dc0530d0"}])");
    const auto page = parseResources(json, builtInPassboltSlugs());
    QVERIFY(page);
    QCOMPARE(page->total, -1);
    QCOMPARE(page->resources.size(), std::size_t(4));
    const SecretSummary &strange = page->resources[0].summary;
    QVERIFY(strange.type == SecretType::Unknown);
    QVERIFY(strange.markers.testFlag(Marker::UnknownType));
    QVERIFY(!strange.markers.testFlag(Marker::Favourite));
    QCOMPARE(strange.vendorType, QStringLiteral("99999999-9999-4999-8999-999999999999"));
    QVERIFY(strange.name.isEmpty() && strange.modified.isNull());
    QCOMPARE(page->resources[1].summary.vendorType, QStringLiteral("password-string"));
    QVERIFY(page->resources[2].metadata.sharedKey);
    QCOMPARE(page->resources[2].metadata.keyId, QStringLiteral("55555555-5555-4555-8555-555555555555"));
    QVERIFY(page->resources[3].metadata.message.isEmpty()); // its type says v5, its row does not
    QCOMPARE(page->resources[3].summary.name, QStringLiteral("clear after all"));
    QVERIFY(page->resources[3].summary.markers.testFlag(Marker::MetadataUnverified));
    QVERIFY(!page->resources[2].summary.markers.testFlag(Marker::MetadataUnverified)); // not judged yet
    QVERIFY(!page->resources[1].summary.markers.testFlag(Marker::MetadataUnverified)); // of a type that is clear
}

void TestPassboltParsers::totalsThatAreNone()
{
    for (const char *count : {"-2", "4294967297", "9223372036854775807", "1.5", "\"3\"", "null"}) {
        const auto page = parseResources(envelope("[]", QByteArray(R"(,"pagination":{"count":)") + count + "}"), {});
        QVERIFY(page);
        QCOMPARE(page->total, -1);
    }
}

void TestPassboltParsers::listRefusals_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("html") << QByteArray("<html>");
    QTest::newRow("no body") << QByteArray(R"({"header":{}})");
    QTest::newRow("body is null") << envelope("null");
    QTest::newRow("body is an object") << envelope("{}");
    QTest::newRow("cut off") << envelope("[]").chopped(1);
    QTest::newRow("bad text") << envelope("[{\"id\":\"\xff\"}]");
    QTest::newRow("lone surrogate") << envelope(R"([{"id":"\ud800"}])");
    QTest::newRow("rows without ids") << envelope(R"([{"id":36},{"id":"x"},7])");
    QTest::newRow("deep") << envelope(QByteArray(100'000, '[') + QByteArray(100'000, ']'));
}

void TestPassboltParsers::listRefusals()
{
    QFETCH(QByteArray, json);
    QVERIFY(!parseResources(json, {}));
    QVERIFY(!parseFolders(json));
    QVERIFY(!parseUsers(json));
    QVERIFY(!parseMetadataKeys(json, {}));
    QVERIFY(!parseResourceTypes(json));
    QCOMPARE(parseFolders(json).error().kind, ErrorKind::Malformed);
}

void TestPassboltParsers::folders()
{
    const auto folders = parseFolders(envelope(R"([
        {"id":"38f754fc-65fb-4817-953e-4e6c75481eac","name":"Databases","folder_parent_id":"004de572-0371-4a6d-a16a-7018de00afb9",
         "permission":{"type":1}},
        {"id":"004de572-0371-4a6d-a16a-7018de00afb9","name":"Infrastructure","folder_parent_id":null,"permission":{"type":7}},
        {"id":"x","name":"bad"}])"));
    QVERIFY(folders);
    QCOMPARE(folders->size(), std::size_t(2));
    QCOMPARE(folders->front().collection.parentId, QStringLiteral("004de572-0371-4a6d-a16a-7018de00afb9"));
    QVERIFY(folders->front().collection.right < AccessRight::Update);
    QVERIFY(folders->back().collection.right >= AccessRight::Update);
    QVERIFY(folders->back().collection.parentId.isEmpty());
}

void TestPassboltParsers::users()
{
    const auto users = parseUsers(envelope(R"([
        {"id":"08593647-c13f-4070-b70b-1f340d13b0ad","username":"ada@x","profile":{"first_name":"Ada","last_name":"Lovelace"},
         "gpgkey":{"fingerprint":"45d83a38efbd90ca934b3310de563476496022b1","armored_key":"KEY"}},
        {"id":"13c2455c-3e81-47f6-8e49-3b79303ca5fd","active":false,"gpgkey":null}])"));
    QVERIFY(users);
    QCOMPARE(users->size(), std::size_t(1));
    QCOMPARE(users->front().name, QStringLiteral("Ada Lovelace"));
    QCOMPARE(users->front().fingerprint, QStringLiteral("45D83A38EFBD90CA934B3310DE563476496022B1"));
    QCOMPARE(users->front().armoredKey, QByteArray("KEY"));
}

void TestPassboltParsers::metadataKeys()
{
    const QString me = QStringLiteral("6e938c75-eb53-4b3b-8b25-d4a44a0171b8");
    const auto keys = parseMetadataKeys(envelope(R"([
        {"id":"1ba2b056-c1f8-462a-aef8-5eb26dcf5b0f","fingerprint":"6EB409DAAB70405BEBCC8CD8169B67EAD55A18F9","armored_key":"PUB",
         "expired":null,"metadata_private_keys":[
           {"user_id":null,"data":"the server's"},
           {"user_id":"6e938c75-eb53-4b3b-8b25-d4a44a0171b8","data":"mine","modified_by":"988a59b6-d88e-4d93-9390-33eb514cd073"}]},
        {"id":"2ba2b056-c1f8-462a-aef8-5eb26dcf5b0f","fingerprint":"AA","metadata_private_keys":[]}])"),
                                        me);
    QVERIFY(keys);
    QCOMPARE(keys->size(), std::size_t(2));
    QCOMPARE(keys->front().privateKeyMessage, QByteArray("mine"));
    QCOMPARE(keys->front().signedBy, QStringLiteral("988a59b6-d88e-4d93-9390-33eb514cd073"));
    QVERIFY(keys->back().privateKeyMessage.isEmpty());
}

void TestPassboltParsers::resourceTypes()
{
    const auto slugs = parseResourceTypes(envelope(R"([
        {"id":"aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee","slug":"v9-hologram","definition":[]},
        {"id":"dd1f723d-0d1e-513f-8218-4055dc0530d0","slug":"v5-default","definition":"{\"resource\":{}}"}])"));
    QVERIFY(slugs);
    QCOMPARE(slugs->size(), 12);
    QCOMPARE(slugs->value(QStringLiteral("aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee")), QStringLiteral("v9-hologram"));
}

void TestPassboltParsers::payloads_data()
{
    QTest::addColumn<QString>("slug");
    QTest::addColumn<QByteArray>("plaintext");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const char *slug, const QByteArray &plaintext, const QString &expected) {
        QTest::newRow(name) << QString::fromLatin1(slug) << plaintext << expected;
    };
    row("raw", "password-string", "hunter2", QStringLiteral("password=hunter2"));
    row("raw number", "password-string", "0123456", QStringLiteral("password=0123456"));
    row("raw that looks like JSON", "password-string", R"({"password":"x"})",
        QStringLiteral(R"(password={"password":"x"})"));
    row("raw with spaces", "v5-password-string", " a\nb ", QStringLiteral("password= a\nb "));
    row("raw empty", "password-string", "", QStringLiteral("password="));
    row("password and note", "password-and-description", R"({"password":"p\"\\\u00e9","description":"two\nlines"})",
        QStringLiteral("password=p\"\\\u00e9 | note=two\nlines"));
    row("note is null", "password-and-description", R"({"password":"p","description":null})",
        QStringLiteral("password=p | note="));
    row("password is null", "v5-default", R"({"object_type":"PASSBOLT_SECRET_DATA","password":null})",
        QStringLiteral("password= | note="));
    row("password is a number", "password-and-description", R"({"password":123456})",
        QStringLiteral("password=123456 | note="));
    row("emoji", "v5-default", R"({"object_type":"PASSBOLT_SECRET_DATA","password":"\ud83d\ude00"})",
        QStringLiteral("password=\U0001F600 | note="));
    const QByteArray totp =
        R"("totp":{"algorithm":"SHA256","secret_key":"jbsw y3dp-EHPK3PXP==","digits":8,"period":60})";
    const QString uri = QStringLiteral(
        "totp=otpauth://totp/Mail%20%26%20more?secret=JBSWY3DPEHPK3PXP&algorithm=SHA256&digits=8&period=60");
    row("totp", "totp", "{" + totp + "}", uri);
    row("standalone totp", "v5-totp-standalone", R"({"object_type":"PASSBOLT_SECRET_DATA",)" + totp + "}", uri);
    row("password with totp", "password-description-totp", R"({"password":"p","description":"",)" + totp + "}",
        QStringLiteral("password=p | ") + uri + QStringLiteral(" | note="));
    row("totp without period", "totp", R"({"totp":{"algorithm":"SHA1","secret_key":"MFRGG","digits":6}})",
        QStringLiteral("totp=otpauth://totp/Mail%20%26%20more?secret=MFRGG&algorithm=SHA1&digits=6&period=30"));
    row("a broken code leaves the password", "v5-default-with-totp",
        R"({"object_type":"PASSBOLT_SECRET_DATA","password":"p","totp":{"algorithm":"SHA1","secret_key":"!!","digits":6}})",
        QStringLiteral("password=p | totp= | note="));
    row("an unknown algorithm", "totp", R"({"totp":{"algorithm":"MD4","secret_key":"MFRGG","digits":6}})",
        QStringLiteral("totp="));
    row("an injected parameter", "totp", R"({"totp":{"algorithm":"SHA1","secret_key":"MFRGG&digits=1","digits":6}})",
        QStringLiteral("totp="));
    row("note", "v5-note", R"({"object_type":"PASSBOLT_SECRET_DATA","description":"up up down"})",
        QStringLiteral("note=up up down"));
    row("pin", "v5-pin-code", R"({"object_type":"PASSBOLT_SECRET_DATA","pin_code":"0815","description":""})",
        QStringLiteral("pin=0815 | note="));
    row("unknown type", "v9-hologram", R"({"a":1})", QStringLiteral(R"(value={"a":1})"));
    row("unknown members", "v5-default", R"({"object_type":"PASSBOLT_SECRET_DATA","password":"p","later":{"x":[1]}})",
        QStringLiteral("password=p | note="));
}

void TestPassboltParsers::payloads()
{
    QFETCH(QString, slug);
    QFETCH(QByteArray, plaintext);
    QTEST(shown(parsePassboltSecret(summaryOf(slug), {}, secret(plaintext))), "expected");
}

void TestPassboltParsers::payloadRefusals_data()
{
    QTest::addColumn<QByteArray>("plaintext");
    for (const char *json :
         {"", "hunter2", "123456", "[]", R"({"password":"x")", R"({"password":{"a":1}})", R"({"password":["a"]})",
          R"({"password":"\ud800"})", R"({"object_type":"PASSBOLT_RESOURCE_METADATA","password":"p"})",
          R"({"object_type":7,"password":"p"})", R"({"password":"x"} trailing)"})
        QTest::addRow("%s", json) << QByteArray(json);
}

void TestPassboltParsers::payloadRefusals()
{
    QFETCH(QByteArray, plaintext);
    const auto parsed = parsePassboltSecret(summaryOf(QStringLiteral("v5-default")), {}, secret(plaintext));
    QVERIFY(!parsed);
    QCOMPARE(parsed.error().kind, ErrorKind::Malformed);
}

void TestPassboltParsers::customFieldsMeetTheirLabels()
{
    const QByteArray plaintext = R"({"object_type":"PASSBOLT_SECRET_DATA","custom_fields":[
        {"id":"c","type":"number","secret_key":null,"secret_value":42},
        {"id":"x","type":"text","secret_key":"only in the secret","secret_value":"extra"},
        {"id":"a","type":"password","secret_key":null,"secret_value":"s3\u20ac"},
        {"id":"b","type":"boolean","secret_key":null,"secret_value":true},
        {"id":"p","type":"text","secret_key":null,"secret_value":null}]})";
    const QList<PassboltCustomField> labels{label("a", "Root password"), label("b", "On"), label("c", "VLAN"),
                                            label("p", "Public", "shown in the list")};
    const SecretSummary summary = summaryOf(QStringLiteral("v5-custom-fields"));
    const auto parsed = parsePassboltSecret(summary, labels, secret(plaintext));
    QCOMPARE(shown(parsed), QStringLiteral("custom:a=s3\u20ac | custom:b=true | custom:c=42 | custom:x=extra"));
    QCOMPARE(parsed->fields.front().label, QStringLiteral("Root password"));
    QCOMPARE(parsed->fields.back().label, QStringLiteral("only in the secret"));
    QCOMPARE(shown(parsePassboltSecret(summary, {}, secret(R"({"custom_fields":[{"type":"text"}]})"))),
             QStringLiteral("error %1").arg(static_cast<int>(ErrorKind::Malformed)));
    QByteArray many = R"({"custom_fields":[)";
    for (int i = 0; i < 200; ++i)
        many += R"({"id":")" + QByteArray::number(i) + R"(","secret_value":"x"},)";
    many.chop(1);
    QCOMPARE(shown(parsePassboltSecret(summary, {}, secret(many + "]}"))),
             QStringLiteral("error %1").arg(static_cast<int>(ErrorKind::TooLarge)));
}

void TestPassboltParsers::coffretTypes()
{
    const QList<PassboltCustomField> labels{label("t", "coffret-type", "sshkey"), label("k", "Private key"),
                                            label("u", "Public-Key"), label("o", "Jump host")};
    const QByteArray plaintext = R"({"object_type":"PASSBOLT_SECRET_DATA","custom_fields":[
        {"id":"t","secret_value":null},{"id":"k","secret_value":"-----BEGIN"},{"id":"u","secret_value":"ssh-ed25519 A"},
        {"id":"o","secret_value":"gate"}]})";
    const SecretSummary summary = summaryOf(QStringLiteral("v5-custom-fields"), SecretType::SshKey);
    const auto parsed = parsePassboltSecret(summary, labels, secret(plaintext));
    QCOMPARE(shown(parsed), QStringLiteral("private-key=-----BEGIN | public-key=ssh-ed25519 A | custom:o=gate"));
    QCOMPARE(parsed->fields.front().kind, FieldKind::PrivateKey);
    QCOMPARE(parsed->fields.front().key, primaryFieldKey(SecretType::SshKey));
}

void TestPassboltParsers::outlines()
{
    const auto keys = [](const SecretSummary &summary, const QList<PassboltCustomField> &labels = {}) {
        QStringList parts;
        for (const FieldOutline &card : passboltOutline(summary, labels))
            parts.append((card.isProtected ? QStringLiteral("*") : QString()) + card.key);
        return parts.join(QLatin1Char(' '));
    };
    QCOMPARE(keys(summaryOf(QStringLiteral("password-string"))), QStringLiteral("username *password"));
    QCOMPARE(keys(summaryOf(QStringLiteral("password-and-description"))), QStringLiteral("username *password *note"));
    QCOMPARE(keys(summaryOf(QStringLiteral("v5-default-with-totp"))), QStringLiteral("username *password *totp *note"));
    QCOMPARE(keys(summaryOf(QStringLiteral("v5-pin-code"))), QStringLiteral("username *pin *note"));
    QCOMPARE(keys(summaryOf(QStringLiteral("v9-hologram"))), QStringLiteral("username *value"));
    SecretSummary anonymous = summaryOf(QStringLiteral("v5-custom-fields"), SecretType::ApiKey);
    anonymous.username.clear();
    const QList<PassboltCustomField> labels{label("t", "coffret-type", "apikey"), label("k", "Token"),
                                            label("p", "Region", "eu-1")};
    QCOMPARE(keys(anonymous, labels), QStringLiteral("*token custom:p"));

    // Once it is known what lies in the description.
    const auto learnt = [&](SecretType type) {
        return keys(summaryOf(QStringLiteral("password-and-description"), type));
    };
    QCOMPARE(learnt(SecretType::SshKey), QStringLiteral("username *private-key"));
    QCOMPARE(learnt(SecretType::ApiKey), QStringLiteral("username *token"));
    QCOMPARE(learnt(SecretType::Certificate), QStringLiteral("username *certificate *private-key"));
    QCOMPARE(learnt(SecretType::Note), QStringLiteral("username *note"));
    SecretSummary named = summaryOf(QStringLiteral("v5-custom-fields"), SecretType::ApiKey);
    QCOMPARE(keys(named, labels + QList<PassboltCustomField>{label("u", "Username", "ada")}),
             QStringLiteral("username *token custom:p"));
    QCOMPARE(passboltOutline(anonymous, labels).back().plainValue, QStringLiteral("eu-1"));
}

void TestPassboltParsers::metadata()
{
    const QString type = QStringLiteral("dd1f723d-0d1e-513f-8218-4055dc0530d0");
    const auto parsed = parseMetadata(
        secret(
            R"({"object_type":"PASSBOLT_RESOURCE_METADATA","resource_type_id":"DD1F723D-0d1e-513f-8218-4055dc0530d0","name":"Git",
        "username":"betty","uris":["https://a","",null,7,"\ud800","https://b"],"description":null,"icon":{"type":"x"},"color":null,
        "custom_fields":[{"id":"a","type":"text","metadata_key":"Label","metadata_value":null},
        {"id":"b","type":"boolean","metadata_key":"On","metadata_value":true},{"metadata_key":"no id"},
        {"id":"c","metadata_key":"coffret-type","metadata_value":"certificate"}]})"),
        QLatin1String(ResourceMetadataType), type);
    QVERIFY(parsed);
    QCOMPARE(parsed->name, QStringLiteral("Git"));
    QCOMPARE(parsed->username, QStringLiteral("betty"));
    QVERIFY(parsed->description.isEmpty());
    QCOMPARE(parsed->uris, (QStringList{QStringLiteral("https://a"), QStringLiteral("https://b")}));
    QCOMPARE(parsed->customFields.size(), 3);
    QVERIFY(!parsed->customFields[0].hasValue);
    QCOMPARE(parsed->customFields[1].value, QStringLiteral("true"));
    QVERIFY(parsed->coffretType == SecretType::Certificate);
}

void TestPassboltParsers::metadataWithNumbersBeyondAllTypes_data()
{
    QTest::addColumn<QByteArray>("members");
    QTest::addColumn<QString>("value"); // of the one custom field
    const QByteArray huge = "123456789012345678901234567890";
    const auto field = [](const QByteArray &value) {
        return R"("custom_fields":[{"id":"a","metadata_key":"Serial","metadata_value":)" + value + "}]";
    };
    const QByteArray seven = field("\"7\"");
    const QString kept = QStringLiteral("7");
    QTest::newRow("unknown member") << seven + ",\"serial\":" + huge << kept;
    QTest::newRow("negative") << seven + ",\"serial\":-" + huge << kept;
    QTest::newRow("one beyond 64 bits") << seven + ",\"serial\":18446744073709551616" << kept;
    QTest::newRow("deep inside") << seven + ",\"new\":[{\"a\":[" + huge + "]}]" << kept;
    QTest::newRow("beyond a double") << seven + ",\"serial\":1e400" << kept;
    QTest::newRow("among the addresses") << seven + ",\"uris\":[" + huge + ",\"https://a\"]" << kept;
    QTest::newRow("in the icon") << seven + ",\"icon\":{\"type\":\"keepass-icon-set\",\"value\":" + huge + '}' << kept;
    QTest::newRow("beside a value") << R"("custom_fields":[{"id":"a","new":)" + huge + R"(,"metadata_value":"7"}])"
                                    << kept;
    QTest::newRow("as a value") << field(huge) << QString::fromLatin1(huge);
    QTest::newRow("as a fraction") << field("-0.50") << QStringLiteral("-0.50");
}

void TestPassboltParsers::metadataWithNumbersBeyondAllTypes()
{
    QFETCH(QByteArray, members);
    const auto parsed = parseMetadata(
        secret(R"({"object_type":"PASSBOLT_RESOURCE_METADATA","resource_type_id":"t","name":"Git",)" + members + "}"),
        QLatin1String(ResourceMetadataType), QStringLiteral("t"));
    QVERIFY(parsed);
    QCOMPARE(parsed->name, QStringLiteral("Git"));
    QCOMPARE(parsed->customFields.size(), 1);
    QVERIFY(parsed->customFields.first().hasValue);
    QTEST(parsed->customFields.first().value, "value");
    QVERIFY(parsed->icon == SecretIcon());
    QVERIFY(parsed->uris.isEmpty() || parsed->uris == QStringList{QStringLiteral("https://a")});
}

void TestPassboltParsers::trap07_migratedMetadataCarriesNulls_data()
{
    QTest::addColumn<QByteArray>("members");
    for (const char *const name : {"custom_fields", "autofill_mappings", "icon", "color", "description", "username"})
        QTest::newRow(name) << QByteArray("\"") + name + "\":null";
    QTest::newRow("all") << QByteArray(
        R"("custom_fields":null,"autofill_mappings":null,"icon":null,"color":null,"description":null,"username":null)");
}

void TestPassboltParsers::trap07_migratedMetadataCarriesNulls()
{
    QFETCH(QByteArray, members);
    const auto parsed = parseMetadata(
        secret(
            R"({"object_type":"PASSBOLT_RESOURCE_METADATA","resource_type_id":"t","name":"Git","uris":["https://a"],)" +
            members + "}"),
        QLatin1String(ResourceMetadataType), QStringLiteral("t"));
    QVERIFY(parsed);
    QCOMPARE(parsed->name, QStringLiteral("Git"));
    QCOMPARE(parsed->uris, QStringList{QStringLiteral("https://a")});
    QVERIFY(parsed->username.isEmpty() && parsed->description.isEmpty() && parsed->customFields.isEmpty());
}

void TestPassboltParsers::icons_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<int>("symbol");
    QTest::addColumn<quint32>("colour");
    const auto row = [](const char *name, const char *json, int symbol, quint32 colour) {
        QTest::newRow(name) << QByteArray(json) << symbol << colour;
    };
    row("whole", R"({"type":"keepass-icon-set","value":42,"background_color":"#E64626"})", 42, 0xe64626ff);
    row("see-through", R"({"type":"keepass-icon-set","value":0,"background_color":"#e6462680"})", 0, 0xe6462680);
    row("last", R"({"type":"keepass-icon-set","value":68,"background_color":null})", 68, 0);
    row("beyond the last", R"({"type":"keepass-icon-set","value":69})", -1, 0);
    row("far beyond", R"({"type":"keepass-icon-set","value":4294967338})", -1, 0);
    row("negative", R"({"type":"keepass-icon-set","value":-1,"background_color":"#000000"})", -1, 0x000000ff);
    row("a number as text", R"({"type":"keepass-icon-set","value":"07"})", 7, 0);
    row("not a number", R"({"type":"keepass-icon-set","value":"x"})", -1, 0);
    row("half a number", R"({"type":"keepass-icon-set","value":1.5})", -1, 0);
    row("another set", R"({"type":"passbolt-icon-set","value":3,"background_color":"#112233"})", -1, 0x112233ff);
    row("no set", R"({"value":3})", -1, 0);
    row("invisible", R"({"background_color":"#11223300"})", -1, 0);
    row("short colour", R"({"background_color":"#123"})", -1, 0);
    row("long colour", R"({"background_color":"#1122334455"})", -1, 0);
    row("no hash", R"({"background_color":"1122334"})", -1, 0);
    row("not hexadecimal", R"({"background_color":"#11223g"})", -1, 0);
    row("signed", R"({"background_color":"#+11223"})", -1, 0);
    row("empty", R"({})", -1, 0);
    row("null", "null", -1, 0);
    row("text", R"("keepass-icon-set")", -1, 0);
    row("list", "[42]", -1, 0);
}

void TestPassboltParsers::icons()
{
    QFETCH(QByteArray, json);
    const auto parsed = parseMetadata(
        secret(R"({"object_type":"PASSBOLT_RESOURCE_METADATA","resource_type_id":"t","name":"x","icon":)" + json + "}"),
        QLatin1String(ResourceMetadataType), QStringLiteral("t"));
    QVERIFY(parsed);
    QTEST(static_cast<int>(parsed->icon.symbol), "symbol");
    QTEST(parsed->icon.colour, "colour");
}

void TestPassboltParsers::metadataRefusals_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<bool>("ofSomethingElse");
    QTest::newRow("nothing") << QByteArray() << false;
    QTest::newRow("text") << QByteArray("\"x\"") << false;
    QTest::newRow("a secret") << QByteArray(
                                     R"({"object_type":"PASSBOLT_SECRET_DATA","resource_type_id":"t","name":"x"})")
                              << true;
    QTest::newRow("no kind") << QByteArray(R"({"resource_type_id":"t","name":"x"})") << false;
    QTest::newRow("another type")
        << QByteArray(R"({"object_type":"PASSBOLT_RESOURCE_METADATA","resource_type_id":"u","name":"x"})") << true;
    QTest::newRow("no type") << QByteArray(R"({"object_type":"PASSBOLT_RESOURCE_METADATA","name":"x"})") << false;
    QTest::newRow("cut off") << QByteArray(R"({"object_type":"PASSBOLT_RESOURCE_METADATA","resource_type_id":"t")")
                             << false;
    QTest::newRow("two") << QByteArray(R"({"object_type":"PASSBOLT_RESOURCE_METADATA","resource_type_id":"t"}{})")
                         << false;
    QTest::newRow("not UTF-8")
        << QByteArray("{\"object_type\":\"PASSBOLT_RESOURCE_METADATA\",\"resource_type_id\":\"t\",\"name\":\"\xff\"}")
        << false;
}

void TestPassboltParsers::metadataRefusals()
{
    QFETCH(QByteArray, json);
    const auto parsed = parseMetadata(secret(json), QLatin1String(ResourceMetadataType), QStringLiteral("t"));
    QVERIFY(!parsed);
    QFETCH(bool, ofSomethingElse);
    QCOMPARE(parsed.error().kind, ofSomethingElse ? ErrorKind::Conflict : ErrorKind::Malformed);
}

void TestPassboltParsers::privateKeys()
{
    const QString fingerprint = QStringLiteral("6EB409DAAB70405BEBCC8CD8169B67EAD55A18F9");
    const QByteArray good = R"({"object_type":"PASSBOLT_METADATA_PRIVATE_KEY","domain":"https://x",
        "fingerprint":"6eb409daab70405bebcc8cd8169b67ead55a18f9","armored_key":"-----BEGIN\nKEY","passphrase":""})";
    const auto key = parsePrivateKey(secret(good), fingerprint);
    QVERIFY(key);
    QCOMPARE(text(key->armored), QStringLiteral("-----BEGIN\nKEY"));
    QVERIFY(key->passphrase.isEmpty());
    QVERIFY(!key->trusted);
    QVERIFY(!parsePrivateKey(secret(good), QString(40, QLatin1Char('A'))));
    QByteArray other = good;
    QVERIFY(!parsePrivateKey(secret(other.replace("_PRIVATE_KEY", "_KEY")), fingerprint));
    QVERIFY(!parsePrivateKey(secret("x"), fingerprint));
}

QTEST_GUILESS_MAIN(TestPassboltParsers)
#include "tst_passboltparsers.moc"
