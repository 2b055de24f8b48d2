// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/openpgp/armor.h"
#include "core/openpgp/gpgmeownkeys.h"
#include "tests/core/openpgp/people.h"
#include "tests/support/keyforge.h"

#include <QCoroTask>
#include <QTest>

using namespace coffret;
using namespace coffret::test;

namespace {

SecretBuffer secret(const QByteArray &text)
{
    return SecretBuffer::copyOf({text.constData(), static_cast<std::size_t>(text.size())});
}

template <typename T>
ErrorKind kindOf(const Expected<T> &result)
{
    return result ? ErrorKind::Internal : result.error().kind;
}

} // namespace

/// Looking at private keys and signed texts from files, before anything is decided about them.
class KeyFileTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void readsASignedText();
    void refusesTexts_data();
    void refusesTexts();
    void looksAtAPrivateKey_data();
    void looksAtAPrivateKey();
    void refusesKeys_data();
    void refusesKeys();
    void t11_refusesAlteredKeys_data();
    void t11_refusesAlteredKeys();
    void armorsWithAChecksum();
    void cleanup();

private:
    [[nodiscard]] QByteArray clearSigned(const QByteArray &text, const QString &signer,
                                         const QStringList &more = {}) const
    {
        return m_home.gpg(QStringList{QStringLiteral("--local-user"), signer} + more +
                              QStringList{QStringLiteral("--clear-sign")},
                          text);
    }
    Expected<KeyFile> inspect(const QByteArray &key) { return QCoro::waitFor(m_keys->inspect(secret(key))); }

    GpgHome m_user; ///< stays as it is
    GpgHome m_home; ///< where the keys were made
    QString m_ada;
    QString m_adaLocked;
    QString m_betty;
    QByteArray m_adaSecret;
    QByteArray m_bettySecret;
    std::unique_ptr<EngineInHome> m_engine;
    std::unique_ptr<GpgmeOwnKeys> m_keys;
};

void KeyFileTest::initTestCase()
{
    m_engine = makeEngine(m_user); // starts GPGME
    m_keys = std::make_unique<GpgmeOwnKeys>(m_user.path());
    m_ada = m_home.createKey(QStringLiteral("Ada <ada@example.org>"));
    m_betty = m_home.createKey(QStringLiteral("Betty <betty@example.org>"));
    m_adaSecret = m_home.secretKey(m_ada);
    m_bettySecret = m_home.secretKey(m_betty);
}

void KeyFileTest::cleanup()
{
    QVERIFY(m_user.gpg({QStringLiteral("--list-keys")}).isEmpty()); // nothing was put there
    QVERIFY(m_user.gpg({QStringLiteral("--list-secret-keys")}).isEmpty());
}

void KeyFileTest::readsASignedText()
{
    const QByteArray text = "{\"a\": \"b\"}\n- with a dash\n";
    const auto read = QCoro::waitFor(m_keys->readSigned(clearSigned(text, m_ada), m_home.publicKey(m_ada)));
    QVERIFY2(read, reason(read));
    QCOMPARE(QByteArray(read->view().data(), static_cast<qsizetype>(read->size())), text);
}

void KeyFileTest::refusesTexts_data()
{
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<int>("kind");
    const auto row = [](const char *name, const QByteArray &message, const QByteArray &key, ErrorKind kind) {
        QTest::newRow(name) << message << key << static_cast<int>(kind);
    };
    const QByteArray key = m_home.publicKey(m_ada);
    const QByteArray good = clearSigned("text", m_ada);
    row("by another", clearSigned("text", m_betty), key, ErrorKind::BadSignature);
    row("by both",
        m_home.gpg({QStringLiteral("-u"), m_ada, QStringLiteral("-u"), m_betty, QStringLiteral("--clear-sign")},
                   "text"),
        key, ErrorKind::BadSignature);
    row("altered", QByteArray(good).replace("text", "next"), key, ErrorKind::BadSignature);
    row("old hash", clearSigned("text", m_ada, {QStringLiteral("--digest-algo"), QStringLiteral("SHA1")}), key,
        ErrorKind::BadSignature);
    row("two", good + good, key, ErrorKind::InvalidInput);
    row("something before", "hello\n" + good, key, ErrorKind::InvalidInput);
    row("something behind", good + "hello\n", key, ErrorKind::InvalidInput);
    row("not signed", "text", key, ErrorKind::InvalidInput);
    row("only signed",
        m_home.gpg({QStringLiteral("-u"), m_ada, QStringLiteral("--armor"), QStringLiteral("--sign")}, "text"), key,
        ErrorKind::InvalidInput);
    row("private key", good, m_adaSecret, ErrorKind::InvalidInput);
    row("two keys", good, m_home.gpg({QStringLiteral("--armor"), QStringLiteral("--export")}), ErrorKind::InvalidInput);
    row("no key", good, {}, ErrorKind::InvalidInput);
    row("huge", QByteArray(300 * 1024, 'a'), key, ErrorKind::TooLarge);
}

void KeyFileTest::refusesTexts()
{
    QFETCH(QByteArray, message);
    QFETCH(QByteArray, key);
    QTEST(static_cast<int>(kindOf(QCoro::waitFor(m_keys->readSigned(message, key)))), "kind");
}

void KeyFileTest::looksAtAPrivateKey_data()
{
    QTest::addColumn<KeyKind>("kind");
    QTest::addColumn<bool>("locked");
    QTest::newRow("curve") << KeyKind::Curve25519 << true;
    QTest::newRow("curve, no passphrase") << KeyKind::Curve25519 << false;
    QTest::newRow("signing subkey") << KeyKind::Curve25519WithSigningSubkey << false;
    QTest::newRow("RSA") << KeyKind::Rsa3072 << true;
    QTest::newRow("RSA as in old accounts") << KeyKind::Rsa2048 << true;
}

void KeyFileTest::looksAtAPrivateKey()
{
    QFETCH(KeyKind, kind);
    QFETCH(bool, locked);
    KeyRequest request;
    request.userId = QStringLiteral("Carol <carol@example.org>");
    request.kind = kind;
    request.passphrase = locked ? "carols own" : "";
    const QString carol = m_home.createKey(request);
    const auto file = inspect(m_home.secretKey(carol, request.passphrase));
    QVERIFY2(file, reason(file));
    QCOMPARE(file->info.fingerprint, carol);
    QCOMPARE(file->info.userId, request.userId);
    QCOMPARE(file->locked, locked);
    QVERIFY(!file->present);
    QVERIFY(!file->privateKey.isEmpty());
    GpgHome stranger; // which takes the public half for what it is
    stranger.importKey(file->publicKey);
    QCOMPARE(stranger.publicKey(carol), m_home.publicKey(carol));
}

void KeyFileTest::refusesKeys_data()
{
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<int>("kind");
    const auto row = [](const char *name, const QByteArray &key, ErrorKind kind) {
        QTest::newRow(name) << key << static_cast<int>(kind);
    };
    const auto made = [this](KeyKind kind) {
        KeyRequest request;
        request.userId = QStringLiteral("Weak <weak@example.org>");
        request.kind = kind;
        return m_home.secretKey(m_home.createKey(request));
    };
    row("nothing", {}, ErrorKind::InvalidInput);
    row("text", "my key", ErrorKind::InvalidInput);
    row("public key", m_home.publicKey(m_ada), ErrorKind::InvalidInput);
    row("public key, mislabelled",
        armoredBlock(*dearmor(m_home.publicKey(m_ada), "PUBLIC KEY BLOCK"), "PRIVATE KEY BLOCK"),
        ErrorKind::InvalidInput);
    row("two keys",
        armoredBlock(*dearmor(m_adaSecret, "PRIVATE KEY BLOCK") + *dearmor(m_bettySecret, "PRIVATE KEY BLOCK"),
                     "PRIVATE KEY BLOCK"),
        ErrorKind::InvalidInput);
    row("cut", armoredBlock(dearmor(m_adaSecret, "PRIVATE KEY BLOCK")->left(60), "PRIVATE KEY BLOCK"),
        ErrorKind::InvalidInput);
    row("without its primary secret",
        m_home.gpg({QStringLiteral("--armor"), QStringLiteral("--export-secret-subkeys"), m_ada}),
        ErrorKind::InvalidInput);
    row("short RSA", made(KeyKind::Rsa1024), ErrorKind::KeyUnusable);
    row("DSA", made(KeyKind::Dsa1024), ErrorKind::KeyUnusable);
    row("huge", QByteArray(100 * 1024, 'a'), ErrorKind::TooLarge);
}

void KeyFileTest::refusesKeys()
{
    QFETCH(QByteArray, key);
    QTEST(static_cast<int>(kindOf(inspect(key))), "kind");
}

void KeyFileTest::t11_refusesAlteredKeys_data()
{
    QTest::addColumn<QByteArray>("key");
    QTest::newRow("another point") << keyWithAlteredPoint(m_adaSecret);
    QTest::newRow("somebody else's subkey") << keyWithForeignSubkey(m_adaSecret, m_bettySecret);
}

void KeyFileTest::t11_refusesAlteredKeys()
{
    QFETCH(QByteArray, key);
    QCOMPARE(kindOf(inspect(key)), ErrorKind::BadSignature);
}

void KeyFileTest::armorsWithAChecksum()
{
    const QByteArray known = m_home.publicKey(m_ada); // as gpg writes it
    const auto packets = dearmor(known, "PUBLIC KEY BLOCK");
    QVERIFY(packets);
    QCOMPARE(armored(*packets, "PUBLIC KEY BLOCK"), known);
    QCOMPARE(armored({}, "MESSAGE"), QByteArray("-----BEGIN PGP MESSAGE-----\n\n=twTO\n-----END PGP MESSAGE-----\n"));
}

QTEST_GUILESS_MAIN(KeyFileTest)
#include "tst_keyfile.moc"
