// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sshkey/opensshfile.h"
#include "core/sshkey/sshkeyfile.h"
#include "core/sshkey/sshkeygeneration.h"
#include "tests/core/sshkey/sshtools.h"

#include <QTest>

using namespace coffret;
using namespace coffret::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray Passphrase = "Schlüssel zum Schuppen";

} // namespace

/// Key files that real tools write, and those that real tools read.
class TestSshKeyFile : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void readsWhatSshKeygenWrites_data();
    void readsWhatSshKeygenWrites();
    void readsWhatOpensslWrites_data();
    void readsWhatOpensslWrites();
    void writesWhatSshKeygenReads_data();
    void writesWhatSshKeygenReads();
    void anyTextAroundTheKey();
    void refusesOtherKeys_data();
    void refusesOtherKeys();

private:
    KeyFolder m_folder;
};

void TestSshKeyFile::initTestCase()
{
    m_folder.makeKey(u"ed25519"_s, {u"-t"_s, u"ed25519"_s});
    m_folder.makeKey(u"rsa"_s, {u"-t"_s, u"rsa"_s, u"-b"_s, u"2048"_s});
    for (const QString &bits : {u"256"_s, u"384"_s, u"521"_s})
        m_folder.makeKey(u"ecdsa"_s + bits, {u"-t"_s, u"ecdsa"_s, u"-b"_s, bits});
}

void TestSshKeyFile::readsWhatSshKeygenWrites_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QStringList>("form");
    QTest::addColumn<QByteArray>("passphrase");
    QTest::addColumn<SshKeyFormat>("format");
    const auto row = [](const QString &key, const QStringList &form, bool isProtected, SshKeyFormat format) {
        QTest::addRow("%s %s%s", qUtf8Printable(key), qUtf8Printable(form.join(u' ')), isProtected ? " protected" : "")
            << key << form << (isProtected ? Passphrase : QByteArray()) << format;
    };
    const QStringList fewRounds{u"-a"_s, u"1"_s};
    for (const QString &key : {u"ed25519"_s, u"rsa"_s, u"ecdsa256"_s, u"ecdsa384"_s, u"ecdsa521"_s}) {
        row(key, {}, false, SshKeyFormat::OpenSsh);
        row(key, fewRounds, true, SshKeyFormat::OpenSsh);
        if (key == "ed25519"_L1)
            continue; // has no older form
        row(key, {u"-m"_s, u"PEM"_s}, false, SshKeyFormat::Pem);
        row(key, {u"-m"_s, u"PEM"_s}, true, SshKeyFormat::Pem);
        row(key, {u"-m"_s, u"PKCS8"_s}, false, SshKeyFormat::Pkcs8);
        row(key, {u"-m"_s, u"PKCS8"_s}, true, SshKeyFormat::Pkcs8);
    }
    for (const QString &cipher :
         {u"aes256-gcm@openssh.com"_s, u"aes128-gcm@openssh.com"_s, u"chacha20-poly1305@openssh.com"_s, u"aes256-cbc"_s,
          u"aes192-cbc"_s, u"aes128-cbc"_s, u"aes192-ctr"_s, u"aes128-ctr"_s, u"3des-cbc"_s}) {
        row(u"rsa"_s, fewRounds + QStringList{u"-Z"_s, cipher}, true, SshKeyFormat::OpenSsh);
    }
}

void TestSshKeyFile::readsWhatSshKeygenWrites()
{
    QFETCH(QString, key);
    QFETCH(QStringList, form);
    QFETCH(QByteArray, passphrase);
    QFETCH(SshKeyFormat, format);
    m_folder.convert(key, u"converted"_s, form, QString::fromUtf8(passphrase));
    const SecretBuffer text = secretOf(m_folder.read(u"converted"_s));
    const QByteArray publicLine = m_folder.read(key + u".pub"_s).trimmed();
    const bool isOpenSsh = format == SshKeyFormat::OpenSsh;

    const auto shown = inspectSshKey(text);
    QVERIFY(shown);
    QCOMPARE(shown->format, format);
    QCOMPARE(shown->needsPassphrase, !passphrase.isEmpty());
    QCOMPARE(shown->publicKey.has_value(), isOpenSsh || passphrase.isEmpty());
    if (shown->publicKey)
        QCOMPARE(listing(*shown->publicKey), m_folder.listed(key));
    QCOMPARE(shown->comment, isOpenSsh && passphrase.isEmpty() ? u"ada on "_s + key : QString());

    const auto opened = openSshKey(text, secretOf(passphrase));
    QVERIFY(opened);
    QCOMPARE(listing(opened->publicKey()), m_folder.listed(key));
    QCOMPARE(opened->publicLine(), isOpenSsh ? publicLine : publicLine.split(' ').mid(0, 2).join(' '));
    const auto same = openSshKey(secretOf(m_folder.read(key)), SecretBuffer());
    QVERIFY(same);
    QVERIFY(opened->fields().equals(same->fields()));

    if (!passphrase.isEmpty()) {
        QCOMPARE(openSshKey(text, secretOf(passphrase + ' ')).error().kind, ErrorKind::WrongPassphrase);
        QCOMPARE(openSshKey(text, SecretBuffer()).error().kind, ErrorKind::WrongPassphrase);
    }
}

void TestSshKeyFile::readsWhatOpensslWrites_data()
{
    QTest::addColumn<QStringList>("make");
    QTest::addColumn<QStringList>("convert");
    QTest::addColumn<QByteArray>("passphrase");
    const QStringList ed25519{u"genpkey"_s, u"-algorithm"_s, u"ed25519"_s};
    const QStringList p384{u"ecparam"_s, u"-name"_s, u"secp384r1"_s, u"-genkey"_s};
    const QStringList rsa{u"genrsa"_s, u"1024"_s};
    const QStringList pass{u"-passout"_s, u"pass:long enough"_s};
    const QByteArray word = "long enough";
    QTest::newRow("Ed25519 in PKCS#8") << ed25519 << QStringList{u"pkey"_s} << QByteArray();
    QTest::newRow("Ed25519 with PBKDF2") << ed25519 << QStringList{u"pkey"_s, u"-aes256"_s} + pass << word;
    QTest::newRow("Ed25519 with scrypt") << ed25519 << QStringList{u"pkcs8"_s, u"-topk8"_s, u"-scrypt"_s} + pass
                                         << word;
    QTest::newRow("a curve in front of its key") << p384 << QStringList() << QByteArray();
    QTest::newRow("a compressed point") << p384 << QStringList{u"ec"_s, u"-conv_form"_s, u"compressed"_s}
                                        << QByteArray();
    QTest::newRow("EC with triple DES") << p384 << QStringList{u"ec"_s, u"-des3"_s} + pass << word;
    QTest::newRow("RSA with AES, traditional")
        << rsa << QStringList{u"rsa"_s, u"-traditional"_s, u"-aes256"_s} + pass << word;
    QTest::newRow("RSA with PKCS#12's triple DES")
        << rsa << QStringList{u"pkcs8"_s, u"-topk8"_s, u"-v1"_s, u"PBE-SHA1-3DES"_s} + pass << word;
}

void TestSshKeyFile::readsWhatOpensslWrites()
{
    QFETCH(QStringList, make);
    QFETCH(QStringList, convert);
    QFETCH(QByteArray, passphrase);
    const QByteArray plain = runTool(u"openssl"_s, make).output;
    const QByteArray text = convert.isEmpty() ? plain : runTool(u"openssl"_s, convert, plain).output;
    QVERIFY2(text.contains("PRIVATE KEY"), text.constData());
    const auto shown = inspectSshKey(secretOf(text));
    QVERIFY(shown);
    QCOMPARE(shown->needsPassphrase, !passphrase.isEmpty());
    const auto opened = openSshKey(secretOf(text), secretOf(passphrase));
    QVERIFY(opened);
    // The wire form ends with the numbers that OpenSSL's own public key ends with, except RSA's, which end with n and
    // e.
    const QByteArray openPart = runTool(u"openssl"_s, {u"pkey"_s, u"-pubout"_s, u"-outform"_s, u"DER"_s}, plain).output;
    const QByteArray tail = opened->publicKey().blob().right(32);
    QVERIFY(!openPart.isEmpty() && openPart.contains(tail));
    if (!passphrase.isEmpty())
        QCOMPARE(openSshKey(secretOf(text), secretOf("short")).error().kind, ErrorKind::WrongPassphrase);
}

void TestSshKeyFile::writesWhatSshKeygenReads_data()
{
    QTest::addColumn<SshKeyKind>("kind");
    QTest::addColumn<QByteArray>("listedAs");
    QTest::newRow("Ed25519") << SshKeyKind::Ed25519 << QByteArray("(ED25519)");
    QTest::newRow("RSA 3072") << SshKeyKind::Rsa3072 << QByteArray("(RSA)");
    QTest::newRow("RSA 4096") << SshKeyKind::Rsa4096 << QByteArray("(RSA)");
    QTest::newRow("P-256") << SshKeyKind::EcdsaP256 << QByteArray("(ECDSA)");
    QTest::newRow("P-384") << SshKeyKind::EcdsaP384 << QByteArray("(ECDSA)");
    QTest::newRow("P-521") << SshKeyKind::EcdsaP521 << QByteArray("(ECDSA)");
}

void TestSshKeyFile::writesWhatSshKeygenReads()
{
    QFETCH(SshKeyKind, kind);
    QFETCH(QByteArray, listedAs);
    const auto key = generateSshKey(kind, u"Ada's\n neuer Schlüssel"_s);
    QVERIFY(key);
    QCOMPARE(key->comment(), u"Ada's neuer Schlüssel"_s);
    const auto other = generateSshKey(SshKeyKind::Ed25519, {});
    QVERIFY(key->publicKey() != other->publicKey());
    for (const QByteArray &passphrase : {QByteArray(), Passphrase}) {
        const auto text = toOpenSshText(*key, secretOf(passphrase), 2);
        QVERIFY(text);
        QCOMPARE(inspectSshKey(*text)->needsPassphrase, !passphrase.isEmpty());
        m_folder.write(u"written"_s, bytesOf(*text));
        const auto derive = [this](const QByteArray &word) {
            return runTool(u"ssh-keygen"_s,
                           {u"-y"_s, u"-P"_s, QString::fromUtf8(word), u"-f"_s, m_folder.path(u"written"_s)});
        };
        QCOMPARE(derive(passphrase).output.trimmed(), key->publicLine());
        if (!passphrase.isEmpty())
            QVERIFY(derive("another one").exitCode != 0);
        QCOMPARE(m_folder.listed(u"written"_s), listing(key->publicKey()));
        m_folder.write(u"line.pub"_s, key->publicLine() + '\n');
        const ToolAnswer shown = runTool(u"ssh-keygen"_s, {u"-l"_s, u"-f"_s, m_folder.path(u"line.pub"_s)});
        QVERIFY2(shown.output.trimmed().endsWith(listedAs), shown.output.constData());
        const auto again = openSshKey(*text, secretOf(passphrase));
        QVERIFY(again);
        QVERIFY(again->fields().equals(key->fields()));
        QCOMPARE(again->comment(), key->comment());
    }
}

void TestSshKeyFile::anyTextAroundTheKey()
{
    QByteArray text = m_folder.read(u"ed25519"_s);
    text.replace("\n", "\r\n");
    QVERIFY(openSshKey(secretOf("\xEF\xBB\xBF  Here is my key:\n" + text + "\nBye"), SecretBuffer()));
}

void TestSshKeyFile::refusesOtherKeys_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<ErrorKind>("kind");
    const auto made = [](const QStringList &arguments) { return runTool(u"openssl"_s, arguments).output; };
    QTest::newRow("nothing") << QByteArray() << ErrorKind::InvalidInput;
    QTest::newRow("a password") << QByteArray("correct horse") << ErrorKind::InvalidInput;
    QTest::newRow("a public key") << m_folder.read(u"rsa.pub"_s) << ErrorKind::InvalidInput;
    QTest::newRow("a public key in PEM")
        << runTool(u"ssh-keygen"_s, {u"-e"_s, u"-m"_s, u"PKCS8"_s, u"-f"_s, m_folder.path(u"rsa.pub"_s)}).output
        << ErrorKind::InvalidInput;
    QTest::newRow("an OpenPGP key") << QByteArray("-----BEGIN PGP PRIVATE KEY BLOCK-----\n\nlFgEZ\n"
                                                  "-----END PGP PRIVATE KEY BLOCK-----\n")
                                    << ErrorKind::InvalidInput;
    QTest::newRow("too much") << QByteArray(70000, 'a') + m_folder.read(u"rsa"_s) << ErrorKind::TooLarge;
    m_folder.makeKey(u"dsa"_s, {u"-t"_s, u"dsa"_s});
    QTest::newRow("DSA") << m_folder.read(u"dsa"_s) << ErrorKind::Unsupported;
    m_folder.convert(u"dsa"_s, u"dsa.pem"_s, {u"-m"_s, u"PEM"_s}, {});
    QTest::newRow("DSA in PEM") << m_folder.read(u"dsa.pem"_s) << ErrorKind::Unsupported;
    QTest::newRow("X25519") << made({u"genpkey"_s, u"-algorithm"_s, u"x25519"_s}) << ErrorKind::Unsupported;
    QTest::newRow("another curve") << made({u"ecparam"_s, u"-name"_s, u"secp256k1"_s, u"-genkey"_s, u"-noout"_s})
                                   << ErrorKind::Unsupported;
    QTest::newRow("RSA of 512 bits") << made({u"genrsa"_s, u"512"_s}) << ErrorKind::Unsupported;
}

void TestSshKeyFile::refusesOtherKeys()
{
    QFETCH(QByteArray, text);
    const auto shown = inspectSshKey(secretOf(text));
    QVERIFY(!shown);
    QTEST(shown.error().kind, "kind");
    const auto opened = openSshKey(secretOf(text), SecretBuffer());
    QVERIFY(!opened);
    QTEST(opened.error().kind, "kind");
}

QTEST_GUILESS_MAIN(TestSshKeyFile)
#include "tst_sshkeyfile.moc"
