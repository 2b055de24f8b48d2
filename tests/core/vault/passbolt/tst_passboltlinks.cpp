// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/passbolt/passboltenrolment.h"

#include "tests/core/vault/passbolt/fakepassbolt.h"
#include "tests/core/vault/passbolt/passboltstage.h"

#include <QCoroTask>
#include <QJsonDocument>
#include <QLoggingCategory>
#include <QSslSocket>
#include <QTest>

using namespace coffret;
using namespace coffret::test;

namespace {

const QString Token = QStringLiteral("4f2c3b1a-7e19-4d08-9d2b-5a3b7c1e9f60");
const QByteArray Armor = "-----BEGIN PGP PUBLIC KEY BLOCK-----";

PassboltLink linkTo(const FakePassbolt &server, PassboltLink::Kind kind = PassboltLink::Kind::Setup)
{
    PassboltLink link;
    link.kind = kind;
    link.server = server.account().server;
    link.userId = QString::fromLatin1(FakePassbolt::UserId);
    link.token = Token;
    return link;
}

TlsPolicy policyOf(const FakePassbolt &server)
{
    TlsPolicy policy;
    policy.privateAuthorities = QSslCertificate::fromData(server.account().certificateAuthorities);
    return policy;
}

QByteArray userBody(const QByteArray &id = FakePassbolt::UserId)
{
    return R"({"user":{"id":")" + id +
           R"(","username":"betty@example.org","active":false,"profile":{"first_name":"Betty","last_name":"Holberton"},
               "gpgkey":{"fingerprint":"5ad3b869319a27085d082c536cc27a831c266912"}}})";
}

QByteArray startPath(PassboltLink::Kind kind)
{
    return (kind == PassboltLink::Kind::Setup ? "/setup/start/" : "/setup/recover/start/") + FakePassbolt::UserId +
           '/' + Token.toLatin1() + ".json";
}

Expected<PassboltInvitation> open(const FakePassbolt &server, PassboltLink::Kind kind)
{
    const SystemClock clock;
    return QCoro::waitFor(openPassboltLink(linkTo(server, kind), policyOf(server), &clock));
}

Expected<void> complete(const FakePassbolt &server, PassboltLink::Kind kind)
{
    return QCoro::waitFor(completePassboltLink(linkTo(server, kind), policyOf(server), Armor, QStringLiteral("en-UK")));
}

QStringList &logged()
{
    static QStringList lines;
    return lines;
}

} // namespace

Q_DECLARE_METATYPE(coffret::PassboltLink::Kind)

/// Links from the server's e-mails, and the rules for keys.
class TestPassboltLinks : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsLinks_data();
    void readsLinks();
    void refusesLinks_data();
    void refusesLinks();
    void judgesKeys_data();
    void judgesKeys();
    void tellsWhomALinkIsFor_data();
    void tellsWhomALinkIsFor();
    void linksThatDoNotCount_data();
    void linksThatDoNotCount();
    void refusesAnAnswerAboutSomebodyElse();
    void noticesAClockThatIsFarOff();
    void endsALink_data();
    void endsALink();
    void keysTheServerRefuses_data();
    void keysTheServerRefuses();
    void t35_noTokenIsLoggedOrTold();
};

void TestPassboltLinks::readsLinks_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("server");
    QTest::addColumn<PassboltLink::Kind>("kind");
    const QString ids = QString::fromLatin1(FakePassbolt::UserId) + QLatin1Char('/') + Token;
    const auto row = [&](const char *name, const QString &text, const char *server, PassboltLink::Kind kind) {
        QTest::newRow(name) << text.arg(ids) << QString::fromLatin1(server) << kind;
    };
    const auto setup = PassboltLink::Kind::Setup;
    const auto recover = PassboltLink::Kind::Recover;
    row("setup", QStringLiteral("https://vault.example/setup/start/%1"), "https://vault.example", setup);
    row("pasted with a line", QStringLiteral(" https://vault.example/setup/start/%1\n"), "https://vault.example",
        setup);
    row("as the program asks", QStringLiteral("https://vault.example/setup/start/%1.json"), "https://vault.example",
        setup);
    row("old form", QStringLiteral("https://vault.example/setup/install/%1"), "https://vault.example", setup);
    row("trap 3: below a path", QStringLiteral("https://vault.example:8443/a/b/setup/start/%1"),
        "https://vault.example:8443/a/b", setup);
    row("recover", QStringLiteral("https://vault.example/setup/recover/start/%1"), "https://vault.example", recover);
    row("recover, with its case", QStringLiteral("https://vault.example/setup/recover/start/%1?case=lost-passphrase"),
        "https://vault.example", recover);
    row("recover, old form", QStringLiteral("https://vault.example/setup/recover/%1"), "https://vault.example",
        recover);
}

void TestPassboltLinks::readsLinks()
{
    QFETCH(QString, text);
    QFETCH(QString, server);
    const Expected<PassboltLink> link = parsePassboltLink(text);
    QVERIFY(link);
    QCOMPARE(link->server, QUrl(server));
    QTEST(link->kind, "kind");
    QCOMPARE(link->userId, QString::fromLatin1(FakePassbolt::UserId));
    QCOMPARE(link->token, Token);
}

void TestPassboltLinks::refusesLinks_data()
{
    QTest::addColumn<QString>("text");
    const QString ids = QString::fromLatin1(FakePassbolt::UserId) + QLatin1Char('/') + Token;
    const auto row = [&](const char *name, const char *text) {
        QTest::newRow(name) << QString::fromLatin1(text).replace(QLatin1String("IDS"), ids);
    };
    row("nothing", "");
    row("only an address", "https://vault.example");
    row("not encrypted", "http://vault.example/setup/start/IDS");
    row("another scheme", "javascript://vault.example/setup/start/IDS");
    row("T32: a name in front", "https://vault.example@evil.example/setup/start/IDS");
    row("a fragment", "https://vault.example/#/setup/start/IDS");
    row("no token", "https://vault.example/setup/start/ce075f99-d728-46bd-a35b-25b7c171c41d");
    row("T28: no id", "https://vault.example/setup/start/../../users/IDS");
    row("T28: an odd id",
        "https://vault.example/setup/start/ce075f99-d728-46bd-a35b-25b7c171c4%2e/4f2c3b1a-7e19-4d08-9d2b-5a3b7c1e9f60");
    row("more behind", "https://vault.example/setup/start/IDS/more");
    row("another page", "https://vault.example/setup/complete/IDS");
}

void TestPassboltLinks::refusesLinks()
{
    QFETCH(QString, text);
    QCOMPARE(errorOf(parsePassboltLink(text)), ErrorKind::InvalidInput);
}

void TestPassboltLinks::judgesKeys_data()
{
    QTest::addColumn<QString>("algorithm");
    QTest::addColumn<QString>("change");
    QTest::addColumn<int>("flaw");
    const auto row = [](const char *algorithm, const char *change, PassboltKeyFlaw flaw) {
        QTest::addRow("%s %s", algorithm, change)
            << QString::fromLatin1(algorithm) << QString::fromLatin1(change) << static_cast<int>(flaw);
    };
    for (const char *good : {"rsa3072", "rsa4096", "ed25519", "nistp256", "nistp521", "brainpoolP384r1", "secp256k1"})
        row(good, "", PassboltKeyFlaw::None);
    for (const char *weak : {"rsa1024", "rsa2048", "rsa3071", "rsa8192", "dsa2048", "elg3072", "ed448", "unknown_99"})
        row(weak, "", PassboltKeyFlaw::WeakAlgorithm);
    row("ed25519", "revoked", PassboltKeyFlaw::Revoked);
    row("ed25519", "expired", PassboltKeyFlaw::Expires);
    row("ed25519", "expires later", PassboltKeyFlaw::Expires);
    row("ed25519", "new by a second", PassboltKeyFlaw::FromTheFuture);
    row("ed25519", "cannot encrypt", PassboltKeyFlaw::CannotDecrypt);
    row("ed25519", "cannot sign", PassboltKeyFlaw::CannotDecrypt);
}

void TestPassboltLinks::judgesKeys()
{
    QFETCH(QString, algorithm);
    QFETCH(QString, change);
    const QDateTime now(QDate(2026, 11, 22), QTime(5, 0), Qt::UTC);
    KeyInfo key;
    key.algorithm = algorithm;
    key.created = change.startsWith(QLatin1String("new")) ? now.addSecs(1) : now;
    key.canEncrypt = change != QLatin1String("cannot encrypt");
    key.canSign = change != QLatin1String("cannot sign");
    key.revoked = change == QLatin1String("revoked");
    key.expired = change == QLatin1String("expired");
    if (change.startsWith(QLatin1String("expire")))
        key.expires = now.addYears(1);
    QTEST(static_cast<int>(flawOfPassboltKey(key, now)), "flaw");
}

void TestPassboltLinks::tellsWhomALinkIsFor_data()
{
    QTest::addColumn<PassboltLink::Kind>("kind");
    QTest::addColumn<QByteArray>("base");
    QTest::newRow("setup") << PassboltLink::Kind::Setup << QByteArray();
    QTest::newRow("recover") << PassboltLink::Kind::Recover << QByteArray();
    QTest::newRow("setup, trap 3") << PassboltLink::Kind::Setup << QByteArray("/a/b");
}

void TestPassboltLinks::tellsWhomALinkIsFor()
{
    QFETCH(PassboltLink::Kind, kind);
    QFETCH(QByteArray, base);
    FakePassbolt server(base);
    server.answer(startPath(kind), 200, userBody());
    const Expected<PassboltInvitation> invitation = open(server, kind);
    QVERIFY(invitation);
    QCOMPARE(invitation->username, QStringLiteral("betty@example.org"));
    QCOMPARE(invitation->name, QStringLiteral("Betty Holberton"));
    QCOMPARE(invitation->fingerprint, FakePassbolt::UserFingerprint);
    QVERIFY(qAbs(invitation->clockSkew) <= 2);
    QVERIFY(!server.requests().last().headers.contains("cookie"));
}

void TestPassboltLinks::linksThatDoNotCount_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<int>("kind");
    QTest::newRow("400") << 400 << static_cast<int>(ErrorKind::NotFound);
    QTest::newRow("404") << 404 << static_cast<int>(ErrorKind::NotFound);
    QTest::newRow("403") << 403 << static_cast<int>(ErrorKind::Forbidden);
    QTest::newRow("500") << 500 << static_cast<int>(ErrorKind::ServerFault);
    QTest::newRow("204") << 204 << static_cast<int>(ErrorKind::Malformed);
}

void TestPassboltLinks::linksThatDoNotCount()
{
    QFETCH(int, status);
    FakePassbolt server;
    server.answer(startPath(PassboltLink::Kind::Setup), status, "\"\"");
    QTEST(static_cast<int>(errorOf(open(server, PassboltLink::Kind::Setup))), "kind");
}

void TestPassboltLinks::refusesAnAnswerAboutSomebodyElse()
{
    FakePassbolt server;
    server.answer(startPath(PassboltLink::Kind::Setup), 200, userBody("08593647-c13f-4070-b70b-1f340d13b0ad"));
    QCOMPARE(errorOf(open(server, PassboltLink::Kind::Setup)), ErrorKind::Malformed);
}

void TestPassboltLinks::noticesAClockThatIsFarOff()
{
    FakePassbolt server;
    server.answer(startPath(PassboltLink::Kind::Setup), 200, userBody());
    JumpingClock clock;
    clock.jump(60);
    const auto near = QCoro::waitFor(openPassboltLink(linkTo(server), policyOf(server), &clock));
    QVERIFY(near);
    QVERIFY(qAbs(near->clockSkew + 60) <= 2);
    clock.jump(400);
    QCOMPARE(errorOf(QCoro::waitFor(openPassboltLink(linkTo(server), policyOf(server), &clock))), ErrorKind::ClockSkew);
}

void TestPassboltLinks::endsALink_data()
{
    QTest::addColumn<PassboltLink::Kind>("kind");
    QTest::newRow("setup") << PassboltLink::Kind::Setup;
    QTest::newRow("recover") << PassboltLink::Kind::Recover;
}

void TestPassboltLinks::endsALink()
{
    QFETCH(PassboltLink::Kind, kind);
    const bool first = kind == PassboltLink::Kind::Setup;
    FakePassbolt server;
    server.answer((first ? "/setup/complete/" : "/setup/recover/complete/") + FakePassbolt::UserId + ".json", 200,
                  "null");
    QVERIFY(complete(server, kind));
    const SeenRequest &request = server.requests().last();
    QCOMPARE(request.method, QByteArray("POST"));
    const QJsonObject body = QJsonDocument::fromJson(request.body).object();
    QCOMPARE(body[QLatin1String("authentication_token")][QLatin1String("token")].toString(), Token);
    QCOMPARE(body[QLatin1String("gpgkey")][QLatin1String("armored_key")].toString().toLatin1(), Armor);
    QCOMPARE(body.contains(QLatin1String("user")), first);
}

void TestPassboltLinks::keysTheServerRefuses_data()
{
    QTest::addColumn<PassboltLink::Kind>("kind");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("error");
    const auto setup = PassboltLink::Kind::Setup;
    const auto recover = PassboltLink::Kind::Recover;
    const QByteArray aboutKey = R"({"gpgkey":{"armored_key":{"isParsable":"Ungueltig."}}})";
    const QByteArray aboutItsDate = R"({"armored_key":{"hasNoExpiryDateRule":"Mit Ablaufdatum."}})";
    const QByteArray aboutItsOwner = R"({"fingerprint":{"_isUnique":"Schon vergeben."}})";
    QTest::newRow("key") << setup << aboutKey << static_cast<int>(ErrorKind::InvalidInput);
    QTest::newRow("a key that expires") << setup << aboutItsDate << static_cast<int>(ErrorKind::InvalidInput);
    QTest::newRow("somebody else's key") << setup << aboutItsOwner << static_cast<int>(ErrorKind::InvalidInput);
    QTest::newRow("link") << setup << QByteArray("\"\"") << static_cast<int>(ErrorKind::NotFound);
    QTest::newRow("recover: key") << recover << aboutKey << static_cast<int>(ErrorKind::InvalidInput);
    QTest::newRow("recover: another key") << recover << QByteArray("\"\"") << static_cast<int>(ErrorKind::InvalidInput);
}

void TestPassboltLinks::keysTheServerRefuses()
{
    QFETCH(PassboltLink::Kind, kind);
    QFETCH(QByteArray, body);
    const bool first = kind == PassboltLink::Kind::Setup;
    FakePassbolt server;
    server.answer((first ? "/setup/complete/" : "/setup/recover/complete/") + FakePassbolt::UserId + ".json", 400,
                  body);
    QTEST(static_cast<int>(errorOf(complete(server, kind))), "error");
    QCOMPARE(server.requests().size(), 1); // it is not tried again
}

void TestPassboltLinks::t35_noTokenIsLoggedOrTold()
{
    QLoggingCategory::setFilterRules(QStringLiteral("*.debug=true"));
    const auto previous = qInstallMessageHandler(
        [](QtMsgType, const QMessageLogContext &, const QString &line) { logged().append(line); });
    FakePassbolt server;
    server.answer(startPath(PassboltLink::Kind::Setup), 500, "\"\"");
    const auto opened = open(server, PassboltLink::Kind::Setup);
    const auto ended = complete(server, PassboltLink::Kind::Setup);
    qInstallMessageHandler(previous);
    QLoggingCategory::setFilterRules({});
    QVERIFY(!opened && !opened.error().detail.contains(Token));
    QVERIFY(!ended && !ended.error().detail.contains(Token));
    QVERIFY(logged().filter(QStringLiteral("coffret")).size() + logged().filter(QStringLiteral("GET")).size() > 0);
    QVERIFY(logged().filter(Token).isEmpty());
}

QTEST_GUILESS_MAIN(TestPassboltLinks)
#include "tst_passboltlinks.moc"
