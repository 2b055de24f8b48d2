// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sshkey/opensshfile.h"
#include "core/sshkey/sshkeyfile.h"
#include "core/sshkey/sshkeygeneration.h"
#include "tests/core/sshkey/sshtools.h"

#include <QTest>

using namespace coffret;
using namespace coffret::test;

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
    m_folder.makeKey(QStringLiteral("ed25519"), {QStringLiteral("-t"), QStringLiteral("ed25519")});
    m_folder.makeKey(QStringLiteral("rsa"),
                     {QStringLiteral("-t"), QStringLiteral("rsa"), QStringLiteral("-b"), QStringLiteral("2048")});
    for (const QString &bits : {QStringLiteral("256"), QStringLiteral("384"), QStringLiteral("521")})
        m_folder.makeKey(QStringLiteral("ecdsa") + bits,
                         {QStringLiteral("-t"), QStringLiteral("ecdsa"), QStringLiteral("-b"), bits});
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
    const QStringList fewRounds{QStringLiteral("-a"), QStringLiteral("1")};
    for (const QString &key : {QStringLiteral("ed25519"), QStringLiteral("rsa"), QStringLiteral("ecdsa256"),
                               QStringLiteral("ecdsa384"), QStringLiteral("ecdsa521")}) {
        row(key, {}, false, SshKeyFormat::OpenSsh);
        row(key, fewRounds, true, SshKeyFormat::OpenSsh);
        if (key == QLatin1String("ed25519"))
            continue; // has no older form
        row(key, {QStringLiteral("-m"), QStringLiteral("PEM")}, false, SshKeyFormat::Pem);
        row(key, {QStringLiteral("-m"), QStringLiteral("PEM")}, true, SshKeyFormat::Pem);
        row(key, {QStringLiteral("-m"), QStringLiteral("PKCS8")}, false, SshKeyFormat::Pkcs8);
        row(key, {QStringLiteral("-m"), QStringLiteral("PKCS8")}, true, SshKeyFormat::Pkcs8);
    }
    for (const QString &cipher :
         {QStringLiteral("aes256-gcm@openssh.com"), QStringLiteral("aes128-gcm@openssh.com"),
          QStringLiteral("chacha20-poly1305@openssh.com"), QStringLiteral("aes256-cbc"), QStringLiteral("aes192-cbc"),
          QStringLiteral("aes128-cbc"), QStringLiteral("aes192-ctr"), QStringLiteral("aes128-ctr"),
          QStringLiteral("3des-cbc")}) {
        row(QStringLiteral("rsa"), fewRounds + QStringList{QStringLiteral("-Z"), cipher}, true, SshKeyFormat::OpenSsh);
    }
}

void TestSshKeyFile::readsWhatSshKeygenWrites()
{
    QFETCH(QString, key);
    QFETCH(QStringList, form);
    QFETCH(QByteArray, passphrase);
    QFETCH(SshKeyFormat, format);
    m_folder.convert(key, QStringLiteral("converted"), form, QString::fromUtf8(passphrase));
    const SecretBuffer text = secretOf(m_folder.read(QStringLiteral("converted")));
    const QByteArray written = m_folder.read(key + QStringLiteral(".pub")).trimmed();
    const bool isOpenSsh = format == SshKeyFormat::OpenSsh;

    const auto shown = inspectSshKey(text);
    QVERIFY(shown);
    QCOMPARE(shown->format, format);
    QCOMPARE(shown->needsPassphrase, !passphrase.isEmpty());
    QCOMPARE(shown->publicKey.has_value(), isOpenSsh || passphrase.isEmpty());
    if (shown->publicKey)
        QCOMPARE(listing(*shown->publicKey), m_folder.listed(key));
    QCOMPARE(shown->comment, isOpenSsh && passphrase.isEmpty() ? QStringLiteral("ada on ") + key : QString());

    const auto opened = openSshKey(text, secretOf(passphrase));
    QVERIFY(opened);
    QCOMPARE(listing(opened->publicKey()), m_folder.listed(key));
    QCOMPARE(publicLine(*opened), isOpenSsh ? written : written.split(' ').mid(0, 2).join(' '));
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
    const QStringList ed25519{QStringLiteral("genpkey"), QStringLiteral("-algorithm"), QStringLiteral("ed25519")};
    const QStringList p384{QStringLiteral("ecparam"), QStringLiteral("-name"), QStringLiteral("secp384r1"),
                           QStringLiteral("-genkey")};
    const QStringList rsa{QStringLiteral("genrsa"), QStringLiteral("1024")};
    const QStringList pass{QStringLiteral("-passout"), QStringLiteral("pass:long enough")};
    const QByteArray word = "long enough";
    QTest::newRow("Ed25519 in PKCS#8") << ed25519 << QStringList{QStringLiteral("pkey")} << QByteArray();
    QTest::newRow("Ed25519 with PBKDF2") << ed25519
                                         << QStringList{QStringLiteral("pkey"), QStringLiteral("-aes256")} + pass
                                         << word;
    QTest::newRow("Ed25519 with scrypt") << ed25519
                                         << QStringList{QStringLiteral("pkcs8"), QStringLiteral("-topk8"),
                                                        QStringLiteral("-scrypt")} +
                                                pass
                                         << word;
    QTest::newRow("a curve in front of its key") << p384 << QStringList() << QByteArray();
    QTest::newRow("a compressed point") << p384
                                        << QStringList{QStringLiteral("ec"), QStringLiteral("-conv_form"),
                                                       QStringLiteral("compressed")}
                                        << QByteArray();
    QTest::newRow("EC with triple DES") << p384 << QStringList{QStringLiteral("ec"), QStringLiteral("-des3")} + pass
                                        << word;
    QTest::newRow("RSA with AES, traditional")
        << rsa << QStringList{QStringLiteral("rsa"), QStringLiteral("-traditional"), QStringLiteral("-aes256")} + pass
        << word;
    QTest::newRow("RSA with PKCS#12's triple DES")
        << rsa
        << QStringList{QStringLiteral("pkcs8"), QStringLiteral("-topk8"), QStringLiteral("-v1"),
                       QStringLiteral("PBE-SHA1-3DES")} +
               pass
        << word;
}

void TestSshKeyFile::readsWhatOpensslWrites()
{
    QFETCH(QStringList, make);
    QFETCH(QStringList, convert);
    QFETCH(QByteArray, passphrase);
    const QByteArray plain = runTool(QStringLiteral("openssl"), make).output;
    const QByteArray text = convert.isEmpty() ? plain : runTool(QStringLiteral("openssl"), convert, plain).output;
    QVERIFY2(text.contains("PRIVATE KEY"), text.constData());
    const auto shown = inspectSshKey(secretOf(text));
    QVERIFY(shown);
    QCOMPARE(shown->needsPassphrase, !passphrase.isEmpty());
    const auto opened = openSshKey(secretOf(text), secretOf(passphrase));
    QVERIFY(opened);
    // The wire form ends with the numbers that OpenSSL's own public key ends with, except RSA's, which end with n and
    // e.
    const QByteArray openPart =
        runTool(QStringLiteral("openssl"),
                {QStringLiteral("pkey"), QStringLiteral("-pubout"), QStringLiteral("-outform"), QStringLiteral("DER")},
                plain)
            .output;
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
    const auto key = generateSshKey(kind, QStringLiteral("Ada's\n neuer Schlüssel"));
    QVERIFY(key);
    QCOMPARE(key->comment(), QStringLiteral("Ada's neuer Schlüssel"));
    const auto other = generateSshKey(SshKeyKind::Ed25519, {});
    QVERIFY(key->publicKey() != other->publicKey());
    for (const QByteArray &passphrase : {QByteArray(), Passphrase}) {
        const auto text = toOpenSshText(*key, secretOf(passphrase), 2);
        QVERIFY(text);
        QCOMPARE(inspectSshKey(*text)->needsPassphrase, !passphrase.isEmpty());
        m_folder.write(QStringLiteral("written"), bytesOf(*text));
        const auto derive = [this](const QByteArray &word) {
            return runTool(QStringLiteral("ssh-keygen"),
                           {QStringLiteral("-y"), QStringLiteral("-P"), QString::fromUtf8(word), QStringLiteral("-f"),
                            m_folder.path(QStringLiteral("written"))});
        };
        QCOMPARE(derive(passphrase).output.trimmed(), publicLine(*key));
        if (!passphrase.isEmpty())
            QVERIFY(derive("another one").exitCode != 0);
        QCOMPARE(m_folder.listed(QStringLiteral("written")), listing(key->publicKey()));
        m_folder.write(QStringLiteral("line.pub"), publicLine(*key) + '\n');
        const ToolAnswer shown = runTool(QStringLiteral("ssh-keygen"), {QStringLiteral("-l"), QStringLiteral("-f"),
                                                                        m_folder.path(QStringLiteral("line.pub"))});
        QVERIFY2(shown.output.trimmed().endsWith(listedAs), shown.output.constData());
        const auto again = openSshKey(*text, secretOf(passphrase));
        QVERIFY(again);
        QVERIFY(again->fields().equals(key->fields()));
        QCOMPARE(again->comment(), key->comment());
    }
}

void TestSshKeyFile::anyTextAroundTheKey()
{
    QByteArray text = m_folder.read(QStringLiteral("ed25519"));
    text.replace("\n", "\r\n");
    QVERIFY(openSshKey(secretOf("\xEF\xBB\xBF  Here is my key:\n" + text + "\nBye"), SecretBuffer()));
}

void TestSshKeyFile::refusesOtherKeys_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<ErrorKind>("kind");
    const auto made = [](const QStringList &arguments) { return runTool(QStringLiteral("openssl"), arguments).output; };
    QTest::newRow("nothing") << QByteArray() << ErrorKind::InvalidInput;
    QTest::newRow("a password") << QByteArray("correct horse") << ErrorKind::InvalidInput;
    QTest::newRow("a public key") << m_folder.read(QStringLiteral("rsa.pub")) << ErrorKind::InvalidInput;
    QTest::newRow("a public key in PEM") << runTool(QStringLiteral("ssh-keygen"),
                                                    {QStringLiteral("-e"), QStringLiteral("-m"),
                                                     QStringLiteral("PKCS8"), QStringLiteral("-f"),
                                                     m_folder.path(QStringLiteral("rsa.pub"))})
                                                .output
                                         << ErrorKind::InvalidInput;
    QTest::newRow("an OpenPGP key") << QByteArray("-----BEGIN PGP PRIVATE KEY BLOCK-----\n\nlFgEZ\n"
                                                  "-----END PGP PRIVATE KEY BLOCK-----\n")
                                    << ErrorKind::InvalidInput;
    QTest::newRow("too much") << QByteArray(70000, 'a') + m_folder.read(QStringLiteral("rsa")) << ErrorKind::TooLarge;
    m_folder.makeKey(QStringLiteral("dsa"), {QStringLiteral("-t"), QStringLiteral("dsa")});
    QTest::newRow("DSA") << m_folder.read(QStringLiteral("dsa")) << ErrorKind::Unsupported;
    m_folder.convert(QStringLiteral("dsa"), QStringLiteral("dsa.pem"), {QStringLiteral("-m"), QStringLiteral("PEM")},
                     {});
    QTest::newRow("DSA in PEM") << m_folder.read(QStringLiteral("dsa.pem")) << ErrorKind::Unsupported;
    QTest::newRow("X25519") << made({QStringLiteral("genpkey"), QStringLiteral("-algorithm"), QStringLiteral("x25519")})
                            << ErrorKind::Unsupported;
    QTest::newRow("another curve") << made({QStringLiteral("ecparam"), QStringLiteral("-name"),
                                            QStringLiteral("secp256k1"), QStringLiteral("-genkey"),
                                            QStringLiteral("-noout")})
                                   << ErrorKind::Unsupported;
    QTest::newRow("RSA of 512 bits") << made({QStringLiteral("genrsa"), QStringLiteral("512")})
                                     << ErrorKind::Unsupported;
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
