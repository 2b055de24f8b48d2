// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/support/answers.h"
#include "core/vault/support/jsonrow.h"
#include "core/vault/support/lookalike.h"
#include "core/vault/support/tlspolicy.h"
#include "tests/support/routes.h"

#include <QTest>

using namespace coffret;
using namespace coffret::test;

namespace {

/// Reads one member of a JSON text.
template <typename Read>
auto member(const QByteArray &text, Read read)
{
    simdjson::dom::parser parser;
    const simdjson::dom::object object =
        parser.parse(text.constData(), static_cast<std::size_t>(text.size())).get_object().value();
    return read(object);
}

Expected<std::optional<SecretBuffer>> secretMember(const QByteArray &text)
{
    const SecretBuffer body = SecretBuffer::copyOf({text.constData(), static_cast<std::size_t>(text.size())});
    simdjson::ondemand::parser parser;
    simdjson::ondemand::document document;
    if (parser.iterate(paddedView(body)).get(document) != simdjson::SUCCESS)
        return failure(ErrorKind::Malformed);
    return secretTextOf(document.find_field_unordered("a"));
}

} // namespace

class VaultSupportTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsTextsTolerantly_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("expected");
        QTest::newRow("text") << json("{'a':'b\\u00e9'}") << QStringLiteral("bé");
        QTest::newRow("absent") << json("{'b':'c'}") << QString();
        QTest::newRow("null") << json("{'a':null}") << QString();
        QTest::newRow("list") << json("{'a':[1]}") << QString();
        QTest::newRow("number beyond 2^53")
            << json("{'a':3260606130216239105}") << QStringLiteral("3260606130216239105");
        QTest::newRow("number beyond 2^63")
            << json("{'a':18446744073709551615}") << QStringLiteral("18446744073709551615");
    }

    void readsTextsTolerantly()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, expected);
        QCOMPARE(member(text, [](const auto &object) { return textOf(object, "a"); }), expected);
    }

    void readsTimesTolerantly_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("expected");
        const QString morning = QStringLiteral("2026-04-17T13:34:37.913Z");
        QTest::newRow("6 digits, hour offset") << QByteArray("2026-04-17 06:34:37.912715-07") << morning;
        QTest::newRow("5 digits") << QByteArray("2026-04-17 06:34:37.91272-07") << morning;
        QTest::newRow("4 digits") << QByteArray("2026-04-17 06:34:37.9127-07") << morning;
        QTest::newRow("1 digit") << QByteArray("2026-04-17 06:34:37.9-07")
                                 << QStringLiteral("2026-04-17T13:34:37.900Z");
        QTest::newRow("full offset") << QByteArray("2026-04-17 06:34:37.912715-07:00") << morning;
        QTest::newRow("half-hour offset") << QByteArray("2026-04-17T19:04:37.912715+05:30") << morning;
        QTest::newRow("no fraction") << QByteArray("2026-03-25T02:02:41Z")
                                     << QStringLiteral("2026-03-25T02:02:41.000Z");
        QTest::newRow("usual") << QByteArray("2026-03-25T02:02:41+00:00") << QStringLiteral("2026-03-25T02:02:41.000Z");
        QTest::newRow("before 1970") << QByteArray("1969-12-31T23:59:59+00:00")
                                     << QStringLiteral("1969-12-31T23:59:59.000Z");
        QTest::newRow("leap day") << QByteArray("2024-02-29T00:00:00+00:00")
                                  << QStringLiteral("2024-02-29T00:00:00.000Z");
        QTest::newRow("end of a day") << QByteArray("2026-03-25T24:00:00+00:00")
                                      << QStringLiteral("2026-03-26T00:00:00.000Z");
        QTest::newRow("no leap day") << QByteArray("2026-02-29T00:00:00+00:00") << QString();
        QTest::newRow("no month") << QByteArray("2026-13-01T00:00:00+00:00") << QString();
        QTest::newRow("no digits") << QByteArray("2026-03-25T02:0x:41+00:00") << QString();
        QTest::newRow("no year") << QByteArray("0000-03-25T02:02:41+00:00") << QString();
        QTest::newRow("nonsense") << QByteArray("yesterday") << QString();
    }

    void readsTimesTolerantly()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, expected);
        const QDateTime time = member("{\"a\":\"" + text + "\"}", [](const auto &o) { return timeOf(o, "a"); });
        QCOMPARE(time.toString(Qt::ISODateWithMs), expected);
    }

    void readsRowsInAnyOrder()
    {
        simdjson::dom::parser parser;
        const QByteArray list = json("[{'a':'1','x':0,'b':'2'},{'b':'3','a':'4'},{},{'x':{'a':'no'},'a':'5','a':'6'},"
                                     "{'a':'7','y':0,'b':'8','c':'9'}]");
        JsonRow row(std::array<std::string_view, 2>{"a", "b"});
        QStringList read;
        for (const simdjson::dom::element element : parser.parse(list.toStdString()).get_array()) {
            row.read(element.get_object());
            read += textOf(row[0]) + QLatin1Char('-') + textOf(row[1]);
        }
        QCOMPARE(read.join(QLatin1Char(' ')), QStringLiteral("1-2 4-3 - 5- 7-8"));
    }

    void readsFlagsTolerantly()
    {
        const auto read = [](const auto &object) { return flagOf(object, "a"); };
        QVERIFY(member(json("{'a':true}"), read) == true);
        QVERIFY(member(json("{'a':false}"), read) == false);
        QVERIFY(member(json("{'a':'true'}"), read) == std::nullopt);
        QVERIFY(member(json("{}"), read) == std::nullopt);
    }

    void readsSecretsInPlace_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("expected"); // null: nothing there
        QTest::newRow("text") << json("{'b':1,'a':'x\\n\\u00e9\\\\'}") << QStringLiteral("x\né\\");
        QTest::newRow("white space") << json("{ 'a' : 'x'  \n }") << QStringLiteral("x");
        QTest::newRow("escaped quotes") << QByteArray("{\"a\":\"x\\\"y\\\"\"}") << QStringLiteral("x\"y\"");
        QTest::newRow("empty") << json("{'a':''}") << QStringLiteral("");
        QTest::newRow("null") << json("{'a':null}") << QString();
        QTest::newRow("absent") << json("{'b':''}") << QString();
    }

    void readsSecretsInPlace()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, expected);
        const auto value = secretMember(text);
        QVERIFY(value);
        QCOMPARE(!value->has_value(), expected.isNull());
        if (*value)
            QCOMPARE(QByteArray((*value)->view().data(), qsizetype((*value)->size())), expected.toUtf8());
    }

    void refusesBrokenSecrets_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("number") << json("{'a':1}");
        QTest::newRow("object") << json("{'a':{'b':''}}");
        QTest::newRow("cut in the text") << json("{'a':'x");
        QTest::newRow("bad escape") << json("{'a':'\\x'}");
        QTest::newRow("half a surrogate") << json("{'a':'\\ud800'}");
        QTest::newRow("empty body") << QByteArray();
        QTest::newRow("not UTF-8") << QByteArray("{\"a\":\"\xff\"}");
    }

    void refusesBrokenSecrets()
    {
        QFETCH(QByteArray, text);
        const auto value = secretMember(text);
        QVERIFY(!value);
        QCOMPARE(value.error().kind, ErrorKind::Malformed);
    }

    void namesWhatStatusesMean_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<int>("kind");
        const auto row = [](int status, ErrorKind kind) {
            QTest::newRow(qPrintable(QString::number(status))) << status << static_cast<int>(kind);
        };
        row(302, ErrorKind::Malformed);
        row(400, ErrorKind::ServerFault);
        row(401, ErrorKind::NotAuthenticated);
        row(403, ErrorKind::Forbidden);
        row(404, ErrorKind::NotFound);
        row(405, ErrorKind::Unsupported);
        row(409, ErrorKind::Conflict);
        row(423, ErrorKind::Conflict);
        row(429, ErrorKind::RateLimited);
        row(500, ErrorKind::ServerFault);
        row(503, ErrorKind::ServerFault);
        row(504, ErrorKind::TimedOut);
    }

    void namesWhatStatusesMean()
    {
        QFETCH(int, status);
        QFETCH(int, kind);
        QCOMPARE(static_cast<int>(errorForStatus(status).kind), kind);
        QCOMPARE(errorForStatus(status).httpStatus, status);
    }

    void takesTheServersWordsOutOfFailures()
    {
        QCOMPARE(failureMessage(json("{'message':'no such thing'}")), QStringLiteral("no such thing"));
        QCOMPARE(failureMessage(json("{'error':{'code':1},'reason':'because'}")), QStringLiteral("because"));
        QCOMPARE(failureMessage(json("{'message':'a\\nb\\u202ec'}")), QStringLiteral("abc"));
        QCOMPARE(failureMessage("{\"message\":\"" + QByteArray(5000, 'x') + "\"}").size(), 200);
        QCOMPARE(failureMessage("<html>"), QString());
        QCOMPARE(failureMessage("[]"), QString());
    }

    void recognisesWebPages()
    {
        QVERIFY(notUnderstood(" \n<!DOCTYPE html>", QStringLiteral("x")).detail.contains(QLatin1String("web page")));
        QCOMPARE(notUnderstood("", QStringLiteral("x")).detail, QStringLiteral("x"));
    }

    void t32_completesAddresses_data()
    {
        QTest::addColumn<QString>("given");
        QTest::addColumn<QString>("expected"); // empty: refused
        QTest::newRow("https") << QStringLiteral("https://a.example/") << QStringLiteral("https://a.example");
        QTest::newRow("bare host") << QStringLiteral("api.example.org") << QStringLiteral("https://api.example.org");
        QTest::newRow("bare host and port")
            << QStringLiteral("api.example.org:8443/x/") << QStringLiteral("https://api.example.org:8443/x");
        QTest::newRow("sub-path") << QStringLiteral("https://a.example/b%20c//")
                                  << QStringLiteral("https://a.example/b%20c");
        QTest::newRow("query") << QStringLiteral("https://a.example/?b=c#d") << QStringLiteral("https://a.example");
        QTest::newRow("http") << QStringLiteral("http://a.example") << QString();
        QTest::newRow("credentials") << QStringLiteral("https://me:pw@a.example") << QString();
        for (const char *odd :
             {"https://vault?example.org", "https://vault#example.org", "vault?example.org",
              "https://vault?@example.org", "https://vault.example@evil.example",
              "https://vault.example:443@evil.example", "https://vault.example\\@evil.example",
              "https://vault.example\\evil.example", "https://vault.example\\.evil.example", "https:\\\\vault.example",
              "https:///vault.example", "https://vault.exa mple", "https://vault.example%2f.evil.example",
              "https://vault.example:x", "https://", "javascript://vault.example/%0aalert(1)"})
            QTest::newRow(odd) << QString::fromLatin1(odd) << QString();
        QTest::newRow("another name behind it") << QStringLiteral("https://vault.example.evil.example")
                                                << QStringLiteral("https://vault.example.evil.example");
        QTest::newRow("file") << QStringLiteral("file:///etc/passwd") << QString();
        QTest::newRow("empty") << QString() << QString();
    }

    void t32_completesAddresses()
    {
        QFETCH(QString, given);
        QFETCH(QString, expected);
        Account account;
        account.server = QUrl(given);
        const auto address = baseAddressOf(account);
        QCOMPARE(address ? address->toString(QUrl::FullyEncoded) : QString(), expected);
        if (!address)
            QCOMPARE(address.error().kind, ErrorKind::InvalidInput);
    }

    void takesCertificatesFromTheAccount()
    {
        const TestAuthority authority;
        Account account;
        QVERIFY(tlsPolicyFor(account)->privateAuthorities.isEmpty());
        account.certificateAuthorities = authority.certificate().toPem() + TestAuthority().certificate().toPem();
        account.pinnedCertificate = "digest";
        const auto policy = tlsPolicyFor(account);
        QVERIFY(policy);
        QCOMPARE(policy->privateAuthorities.size(), 2);
        QCOMPARE(policy->privateAuthorities.constFirst(), authority.certificate());
        QCOMPARE(policy->pinnedSha256, QByteArray("digest"));
        account.certificateAuthorities = "-----BEGIN CERTIFICATE-----\nno\n-----END CERTIFICATE-----\n";
        QCOMPARE(tlsPolicyFor(account).error().kind, ErrorKind::InvalidInput);
    }

    void t36_looks_data()
    {
        QTest::addColumn<QString>("one");
        QTest::addColumn<QString>("other");
        QTest::addColumn<bool>("alike");
        const auto row = [](const char *name, const QString &one, const QString &other, bool alike = true) {
            QTest::newRow(name) << one << other << alike;
        };
        row("Cyrillic", QStringLiteral("ada@example.org"), QString::fromUtf8("\u0430d\u0430@example.org"));
        row("all of it", QStringLiteral("Max Spacey"),
            QString::fromUtf8("\u041c\u0430\u0445 Sp\u0430\u0441\u0435\u0443"));
        row("Greek", QStringLiteral("Anton"), QString::fromUtf8("\u0391nt\u03bfn"));
        row("accents", QStringLiteral("Zoe"), QString::fromUtf8("Zo\u00eb"));
        row("accents apart", QStringLiteral("Zoe"), QString::fromUtf8("Zoe\u0308"));
        row("wide letters", QStringLiteral("betty"), QString::fromUtf8("\uff42\uff45\uff54\uff54\uff59"));
        row("case and spaces", QStringLiteral("Betty  Holberton"), QStringLiteral("betty holberton"));
        row("dots in an address", QStringLiteral("ada.lovelace@example.org"),
            QStringLiteral("adalovelace@example.org"));
        row("l and I", QStringLiteral("Alan"), QStringLiteral("AIan"));
        row("l and 1", QStringLiteral("alan@example.org"), QStringLiteral("a1an@example.org"));
        row("o and 0", QStringLiteral("bob@example.org"), QStringLiteral("b0b@example.org"));
        row("rn and m", QStringLiteral("Carmen"), QStringLiteral("Carrnen"));
        row("without a dot on the i", QStringLiteral("Lina"), QString::fromUtf8("L\u0131na"));
        row("invisible", QStringLiteral("Ada"), QString::fromUtf8("A\u200bda"));
        row("others", QStringLiteral("Ada"), QStringLiteral("Eda"), false);
        row("other host", QStringLiteral("ada@example.org"), QStringLiteral("ada@example.com"), false);
    }

    void t36_looks()
    {
        QFETCH(QString, one);
        QFETCH(QString, other);
        QFETCH(bool, alike);
        QCOMPARE(lookOf(one) == lookOf(other), alike);
        LookAlikes looks;
        looks.add(Grantee{Grantee::Kind::Person, QStringLiteral("1"), one, QString(), 0});
        QVERIFY(!looks.concerns(Grantee{Grantee::Kind::Person, QStringLiteral("1"), one, QString(), 0})); // oneself
        QCOMPARE(looks.concerns(Grantee{Grantee::Kind::Person, QStringLiteral("2"), QString(), other, 0}), alike);
    }

    void t36_namesOfOneScriptAreFine()
    {
        QVERIFY(!mixesScripts(QString::fromUtf8("\u0410\u043d\u043d\u0430 Petrov")));
        QVERIFY(!mixesScripts(QString::fromUtf8("M\u00fcller-\u0141uk")));
        QVERIFY(mixesScripts(QString::fromUtf8("P\u0435trov")));
        QVERIFY(LookAlikes().concerns(
            Grantee{Grantee::Kind::Person, QStringLiteral("1"), QString::fromUtf8("P\u0435trov"), QString(), 0}));
    }
};

QTEST_GUILESS_MAIN(VaultSupportTest)
#include "tst_vaultsupport.moc"
