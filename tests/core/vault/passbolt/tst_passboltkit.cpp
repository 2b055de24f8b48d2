// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/openpgp/gpgmeengine.h"
#include "core/openpgp/gpgmeownkeys.h"
#include "core/vault/passbolt/passboltenrolment.h"
#include "tests/support/gpghome.h"
#include "tests/support/keyforge.h"

#include <QCoroTask>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

using namespace coffret;
using namespace coffret::test;

/// Account kits, with real gpg: good ones, odd ones, and those somebody has worked on.
class TestPassboltKit : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void readsAKit_data();
    void readsAKit();
    void refusesFiles_data();
    void refusesFiles();
    void refusesContents_data();
    void refusesContents();
    void t11_refusesAlteredKits_data();
    void t11_refusesAlteredKits();
    void cleanup() { QVERIFY(m_user.gpg({QStringLiteral("--list-keys")}).isEmpty()); } // looking changes nothing

private:
    [[nodiscard]] QJsonObject content() const;
    [[nodiscard]] QByteArray signedBy(const QString &signer, const QByteArray &text) const
    {
        return m_makers.gpg({QStringLiteral("--local-user"), signer, QStringLiteral("--clear-sign")}, text);
    }
    [[nodiscard]] QByteArray kit(const QJsonObject &object, const QString &signer) const
    {
        return signedBy(signer, QJsonDocument(object).toJson(QJsonDocument::Compact)).toBase64();
    }
    Expected<PassboltAccountKit> read(const QByteArray &file)
    {
        return QCoro::waitFor(readPassboltKit(file, m_keys.get()));
    }

    GpgHome m_user;
    GpgHome m_makers;
    QTemporaryDir m_privateHome{QStringLiteral("/tmp/ckXXXXXX")};
    QString m_ada;
    QString m_mallory;
    QString m_server;
    QByteArray m_adaSecret;
    QByteArray m_mallorySecret;
    std::unique_ptr<GpgmeEngine> m_engine;
    std::unique_ptr<GpgmeOwnKeys> m_keys;
};

void TestPassboltKit::initTestCase()
{
    GpgmeEngine::Options options;
    options.privateHome = m_privateHome.path();
    options.userHome = m_user.path();
    auto engine = GpgmeEngine::create(std::move(options));
    QVERIFY(engine);
    m_engine = std::move(*engine);
    m_keys = std::make_unique<GpgmeOwnKeys>(m_user.path());
    m_ada = m_makers.createKey(QStringLiteral("Ada <ada@example.org>"));
    m_mallory = m_makers.createKey(QStringLiteral("Ada <ada@example.org>"));
    m_server = m_makers.createKey(QStringLiteral("Server <server@example.org>"));
    m_adaSecret = m_makers.secretKey(m_ada);
    m_mallorySecret = m_makers.secretKey(m_mallory);
}

QJsonObject TestPassboltKit::content() const
{
    const auto text = [](const QByteArray &bytes) { return QString::fromLatin1(bytes); };
    return {
        {QLatin1String("domain"), QLatin1String("https://vault.example/passbolt/")},
        {QLatin1String("user_id"), QLatin1String("CE075F99-d728-46bd-a35b-25b7c171c41d")},
        {QLatin1String("username"), QLatin1String("ada@example.org")},
        {QLatin1String("first_name"), QLatin1String("Ada")},
        {QLatin1String("last_name"), QString::fromUtf8("Lovelace – “Countess”")},
        {QLatin1String("user_public_armored_key"), text(m_makers.publicKey(m_ada))},
        {QLatin1String("user_private_armored_key"), text(m_adaSecret)},
        {QLatin1String("server_public_armored_key"), text(m_makers.publicKey(m_server))},
        {QLatin1String("security_token"), QJsonObject{{QLatin1String("code"), QLatin1String("ADA")}}},
        {QLatin1String("something_new"), QLatin1String("- dashes\n- in lines")},
    };
}

void TestPassboltKit::readsAKit_data()
{
    QTest::addColumn<QByteArray>("file");
    const QByteArray plain = kit(content(), m_ada);
    QTest::newRow("as it is") << plain;
    QByteArray lines;
    for (qsizetype at = 0; at < plain.size(); at += 76)
        lines += plain.mid(at, 76) + "\r\n";
    QTest::newRow("in lines") << lines;
    const QByteArray indented = signedBy(m_ada, QJsonDocument(content()).toJson(QJsonDocument::Indented));
    QTest::newRow("indented") << indented.toBase64();
    QTest::newRow("with CRLF") << QByteArray(indented).replace("\n", "\r\n").toBase64();
}

void TestPassboltKit::readsAKit()
{
    QFETCH(QByteArray, file);
    const Expected<PassboltAccountKit> read = this->read(file);
    QVERIFY2(read, read ? "" : qPrintable(read.error().detail));
    QCOMPARE(read->server, QUrl(QStringLiteral("https://vault.example/passbolt")));
    QCOMPARE(read->userId, QStringLiteral("ce075f99-d728-46bd-a35b-25b7c171c41d"));
    QCOMPARE(read->username, QStringLiteral("ada@example.org"));
    QCOMPARE(read->name, QString::fromUtf8("Ada Lovelace – “Countess”"));
    QCOMPARE(read->serverFingerprint, m_server);
    QCOMPARE(read->key.info.fingerprint, m_ada);
    QVERIFY(!read->key.present);
}

void TestPassboltKit::refusesFiles_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<int>("kind");
    const auto row = [](const char *name, const QByteArray &file, ErrorKind kind) {
        QTest::newRow(name) << file << static_cast<int>(kind);
    };
    row("nothing", {}, ErrorKind::InvalidInput);
    row("text", "hello", ErrorKind::InvalidInput);
    row("not base64", signedBy(m_ada, "{}"), ErrorKind::InvalidInput);
    row("not signed", QJsonDocument(content()).toJson().toBase64(), ErrorKind::InvalidInput);
    row("not JSON", signedBy(m_ada, "hello").toBase64(), ErrorKind::InvalidInput);
    row("no object", signedBy(m_ada, "[1]").toBase64(), ErrorKind::InvalidInput);
    row("no keys", signedBy(m_ada, "{}").toBase64(), ErrorKind::InvalidInput);
    row("cut", kit(content(), m_ada).chopped(200), ErrorKind::InvalidInput);
    row("huge", QByteArray(300 * 1024, 'A'), ErrorKind::TooLarge);
    row("deep", signedBy(m_ada, QByteArray(20000, '[')).toBase64(), ErrorKind::InvalidInput);
}

void TestPassboltKit::refusesFiles()
{
    QFETCH(QByteArray, file);
    const auto read = this->read(file);
    QVERIFY(!read);
    QTEST(static_cast<int>(read.error().kind), "kind");
}

void TestPassboltKit::refusesContents_data()
{
    QTest::addColumn<QString>("member");
    QTest::addColumn<QJsonValue>("value");
    const auto row = [](const char *name, const char *member, const QJsonValue &value) {
        QTest::newRow(name) << QString::fromLatin1(member) << value;
    };
    row("not encrypted", "domain", QLatin1String("http://vault.example"));
    row("T32: a name in front", "domain", QLatin1String("https://vault.example@evil.example"));
    row("a query", "domain", QLatin1String("https://vault.example?x"));
    row("no address", "domain", QJsonValue::Null);
    row("T28: no user id", "user_id", QLatin1String("../../etc/passwd"));
    row("no private key", "user_private_armored_key", QJsonValue::Null);
    row("no server key", "server_public_armored_key", QJsonValue::Null);
    row("an odd server key", "server_public_armored_key", QLatin1String("-----BEGIN PGP PUBLIC KEY BLOCK-----"));
    row("private where public", "server_public_armored_key", QString::fromLatin1(m_adaSecret));
    row("public where private", "user_private_armored_key", QString::fromLatin1(m_makers.publicKey(m_ada)));
}

void TestPassboltKit::refusesContents()
{
    QFETCH(QString, member);
    QFETCH(QJsonValue, value);
    QJsonObject changed = content();
    changed.insert(member, value);
    const auto read = this->read(kit(changed, m_ada));
    QVERIFY(!read);
    QCOMPARE(static_cast<int>(read.error().kind), static_cast<int>(ErrorKind::InvalidInput));
}

void TestPassboltKit::t11_refusesAlteredKits_data()
{
    QTest::addColumn<QByteArray>("file");
    const auto with = [this](const char *member, const QByteArray &value) {
        QJsonObject changed = content();
        changed.insert(QLatin1String(member), QString::fromLatin1(value));
        return changed;
    };
    QTest::newRow("signed by another") << kit(content(), m_mallory);
    QTest::newRow("altered afterwards") << signedBy(m_ada, QJsonDocument(content()).toJson(QJsonDocument::Compact))
                                               .replace("vault.example", "evil.example")
                                               .toBase64();
    QTest::newRow("another server's key put in")
        << signedBy(m_ada, QJsonDocument(content()).toJson(QJsonDocument::Compact))
               .replace(R"("code":"ADA")", R"("code":"EVE")")
               .toBase64();
    QTest::newRow("private key with another point")
        << kit(with("user_private_armored_key", keyWithAlteredPoint(m_adaSecret)), m_ada);
    QTest::newRow("another private key") << kit(with("user_private_armored_key", m_mallorySecret), m_ada);
    QTest::newRow("private key of another with the user's secrets")
        << kit(with("user_private_armored_key", keyWithOtherSecrets(m_mallorySecret, m_adaSecret)), m_ada);
    QTest::newRow("private key with a strange subkey")
        << kit(with("user_private_armored_key", keyWithForeignSubkey(m_adaSecret, m_mallorySecret)), m_ada);
    const QByteArray good = signedBy(m_ada, QJsonDocument(content()).toJson(QJsonDocument::Compact));
    QTest::newRow("two signatures in a row") << (good + good).toBase64();
}

void TestPassboltKit::t11_refusesAlteredKits()
{
    QFETCH(QByteArray, file);
    const auto read = this->read(file);
    QVERIFY(!read);
    QVERIFY2(read.error().kind == ErrorKind::BadSignature || read.error().kind == ErrorKind::InvalidInput,
             qPrintable(read.error().detail));
}

QTEST_GUILESS_MAIN(TestPassboltKit)
#include "tst_passboltkit.moc"
