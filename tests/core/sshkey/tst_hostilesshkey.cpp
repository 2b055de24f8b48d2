// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/secret/secretbase64.h"
#include "core/sshkey/opensshfile.h"
#include "core/sshkey/sshkeyfile.h"
#include "core/sshkey/sshkeygeneration.h"
#include "core/sshkey/sshwire.h"
#include "tests/core/sshkey/sshtools.h"

#include <QElapsedTimer>
#include <QTest>

using namespace coffret;
using namespace coffret::test;

namespace {

constexpr std::string_view Magic("openssh-key-v1\0", 15);

std::string_view viewOf(const QByteArray &bytes)
{
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

/// What a key file is made of; a test puts something wrong in one place.
struct Parts
{
    QByteArray cipher = "none";
    QByteArray derivation = "none";
    QByteArray options;
    std::uint32_t keys = 1;
    QByteArray publicBlob;
    QByteArray secret;
    QByteArray rest;

    [[nodiscard]] QByteArray bytes() const
    {
        SshWriter writer;
        writer.raw(Magic);
        for (const QByteArray *part : {&cipher, &derivation, &options})
            writer.text(viewOf(*part));
        writer.number(keys);
        writer.text(viewOf(publicBlob));
        writer.text(viewOf(secret));
        writer.raw(viewOf(rest));
        return bytesOf(std::move(writer).take());
    }
};

SecretBuffer textOf(const QByteArray &bytes)
{
    return secretOf("-----BEGIN OPENSSH PRIVATE KEY-----\n" + bytes.toBase64() +
                    "\n-----END OPENSSH PRIVATE KEY-----\n");
}

QByteArray binaryOf(const SecretBuffer &text)
{
    QByteArray inner = bytesOf(text);
    inner.replace("-----BEGIN OPENSSH PRIVATE KEY-----", "").replace("-----END OPENSSH PRIVATE KEY-----", "");
    return QByteArray::fromBase64(inner);
}

QByteArray wrapped(const QByteArray &bytes)
{
    return bytesOf(secretToBase64Lines(viewOf(bytes))); // OpenSSL takes lines of less than 80
}

QByteArray bcryptOptions(const QByteArray &salt, std::uint32_t rounds)
{
    SshWriter writer;
    writer.text(viewOf(salt));
    writer.number(rounds);
    return bytesOf(std::move(writer).take());
}

/// The part behind the lock, with a comment.
QByteArray secretPart(const QByteArray &fields, const QByteArray &comment = "c")
{
    SshWriter writer;
    writer.number(7);
    writer.number(7);
    writer.raw(viewOf(fields));
    writer.text(viewOf(comment));
    for (std::uint8_t i = 1; writer.view().size() % 8 != 0; ++i)
        writer.byte(i);
    return bytesOf(std::move(writer).take());
}

} // namespace

/// Key files that somebody made to do harm, or that broke on the way.
class TestHostileSshKey : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void everyTruncationIsRefused();
    void everyFlippedByteIsSurvived();
    void lengthsBeyondTheFile();
    void derivationsThatTakeForEver_data();
    void derivationsThatTakeForEver();
    void halvesThatDoNotFit();
    void otherStructures_data();
    void otherStructures();
    void pkcs8ThatTakesForEver_data();
    void pkcs8ThatTakesForEver();
    void commentsStayOnTheirLine();
    void base64();

private:
    [[nodiscard]] Parts parts() const;

    std::vector<SshPrivateKey> m_keys; ///< Ed25519, RSA, P-256
};

void TestHostileSshKey::initTestCase()
{
    for (const SshKeyKind kind : {SshKeyKind::Ed25519, SshKeyKind::Rsa3072, SshKeyKind::EcdsaP256}) {
        auto key = generateSshKey(kind, QStringLiteral("ada"));
        QVERIFY(key);
        m_keys.push_back(*std::move(key));
    }
}

Parts TestHostileSshKey::parts() const
{
    Parts parts;
    parts.publicBlob = m_keys.front().publicKey().blob();
    parts.secret = secretPart(bytesOf(m_keys.front().fields()));
    return parts;
}

void TestHostileSshKey::everyTruncationIsRefused()
{
    const SecretBuffer word = secretOf("word");
    const auto bytes = binaryOf(*toOpenSshText(m_keys.front(), SecretBuffer()));
    QVERIFY(openSshKey(textOf(bytes), SecretBuffer()));
    for (qsizetype size = 0; size < bytes.size(); ++size)
        QCOMPARE(openSshKey(textOf(bytes.left(size)), SecretBuffer()).error().kind, ErrorKind::InvalidInput);
    const auto locked = binaryOf(*toOpenSshText(m_keys.front(), word, 1));
    QVERIFY(openSshKey(textOf(locked), word));
    for (qsizetype size = 0; size < locked.size(); ++size)
        QCOMPARE(openSshKey(textOf(locked.left(size)), word).error().kind, ErrorKind::InvalidInput);
    const QByteArray text = bytesOf(textOf(bytes));
    for (qsizetype size = 0; size < text.size() - 30; ++size)
        QCOMPARE(openSshKey(secretOf(text.left(size)), SecretBuffer()).error().kind, ErrorKind::InvalidInput);
}

void TestHostileSshKey::everyFlippedByteIsSurvived()
{
    for (const SshPrivateKey &key : m_keys) {
        const auto bytes = binaryOf(*toOpenSshText(key, SecretBuffer()));
        int accepted = 0;
        const qsizetype step = key.publicKey().type() == SshKeyType::Rsa ? 5 : 1; // its arithmetic takes long
        for (qsizetype i = 0; i < bytes.size(); i += step) {
            QByteArray flipped = bytes;
            flipped[i] = static_cast<char>(flipped[i] ^ 0x81);
            const auto opened = openSshKey(textOf(flipped), SecretBuffer());
            accepted += opened ? 1 : 0;
            if (opened)
                QVERIFY(opened->fields().equals(key.fields())); // it was in the comment
        }
        QVERIFY2(accepted <= 3, QByteArray::number(accepted).constData()); // "ada"
    }
}

void TestHostileSshKey::lengthsBeyondTheFile()
{
    const QByteArray bytes = parts().bytes();
    QVERIFY(openSshKey(textOf(bytes), SecretBuffer()));
    for (qsizetype i = static_cast<qsizetype>(Magic.size()); i + 4 <= bytes.size(); ++i) {
        for (const QByteArray &length :
             {QByteArray("\xff\xff\xff\xff"), QByteArray("\x7f\xff\xff\xff"), QByteArray("\x00\x01\x00\x00", 4)}) {
            QByteArray longer = bytes;
            longer.replace(i, 4, length);
            const auto opened = openSshKey(textOf(longer), SecretBuffer());
            if (opened)
                QVERIFY(opened->fields().equals(m_keys.front().fields()));
        }
    }
}

void TestHostileSshKey::derivationsThatTakeForEver_data()
{
    QTest::addColumn<QByteArray>("salt");
    QTest::addColumn<std::uint32_t>("rounds");
    QTest::addColumn<ErrorKind>("kind");
    QTest::newRow("four thousand million rounds") << QByteArray(16, 's') << 0xffffffffU << ErrorKind::Unsupported;
    QTest::newRow("a million rounds") << QByteArray(16, 's') << 1000000U << ErrorKind::Unsupported;
    QTest::newRow("no rounds") << QByteArray(16, 's') << 0U << ErrorKind::InvalidInput;
    QTest::newRow("no salt") << QByteArray() << 1U << ErrorKind::InvalidInput;
    QTest::newRow("a long salt") << QByteArray(30000, 's') << 1U << ErrorKind::InvalidInput;
}

void TestHostileSshKey::derivationsThatTakeForEver()
{
    QFETCH(QByteArray, salt);
    QFETCH(std::uint32_t, rounds);
    Parts asked = parts();
    asked.cipher = "aes256-ctr";
    asked.derivation = "bcrypt";
    asked.options = bcryptOptions(salt, rounds);
    asked.secret.resize(asked.secret.size() / 16 * 16);
    QElapsedTimer timer;
    timer.start();
    QTEST(openSshKey(textOf(asked.bytes()), secretOf("word")).error().kind, "kind");
    QVERIFY(timer.elapsed() < 2000);
}

void TestHostileSshKey::halvesThatDoNotFit()
{
    const auto refused = [](const Parts &parts) {
        const auto opened = openSshKey(textOf(parts.bytes()), SecretBuffer());
        return !opened && opened.error().kind == ErrorKind::InvalidInput;
    };
    Parts another = parts();
    another.publicBlob = generateSshKey(SshKeyKind::Ed25519, {})->publicKey().blob();
    QVERIFY(refused(another)); // shows a key that it does not hold
    for (const SshPrivateKey &key : m_keys) {
        const QByteArray fields = bytesOf(key.fields());
        Parts whole;
        whole.publicBlob = key.publicKey().blob();
        whole.secret = secretPart(fields);
        QVERIFY(!refused(whole));
        // Every field's last byte is changed in turn; for Ed25519 also the seed's.
        SshReader reader(viewOf(fields));
        reader.text();
        while (!reader.rest().empty()) {
            reader.text();
            QByteArray changed = fields;
            const qsizetype last = fields.size() - static_cast<qsizetype>(reader.rest().size()) - 1;
            changed[last] = static_cast<char>(changed[last] ^ 2);
            whole.secret = secretPart(changed);
            QVERIFY2(refused(whole), key.publicKey().typeName() + ' ' + QByteArray::number(last));
        }
    }
    Parts seed = parts();
    QByteArray fields = bytesOf(m_keys.front().fields());
    fields[fields.size() - 64] = static_cast<char>(fields[fields.size() - 64] ^ 2);
    seed.secret = secretPart(fields);
    QVERIFY(refused(seed));
}

void TestHostileSshKey::otherStructures_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<ErrorKind>("kind");
    const auto row = [this](const char *name, ErrorKind kind, auto change) {
        Parts changed = parts();
        change(changed);
        QTest::newRow(name) << changed.bytes() << kind;
    };
    row("two keys", ErrorKind::InvalidInput, [](Parts &p) { p.keys = 2; });
    row("four thousand million keys", ErrorKind::InvalidInput, [](Parts &p) { p.keys = 0xffffffffU; });
    row("no key", ErrorKind::InvalidInput, [](Parts &p) { p.keys = 0; });
    row("something behind it", ErrorKind::InvalidInput, [](Parts &p) { p.rest = "more"; });
    row("no public key", ErrorKind::InvalidInput, [](Parts &p) { p.publicBlob.clear(); });
    row("a public key with more", ErrorKind::InvalidInput, [](Parts &p) { p.publicBlob += 'x'; });
    row("nothing secret", ErrorKind::InvalidInput, [](Parts &p) { p.secret.clear(); });
    row("wrong padding", ErrorKind::InvalidInput, [](Parts &p) { p.secret += QByteArray(8, '\x09'); });
    row("other checks", ErrorKind::InvalidInput, [](Parts &p) { p.secret[0] = 1; });
    row("another cipher", ErrorKind::Unsupported, [](Parts &p) { p.cipher = "rot13"; });
    row("another derivation", ErrorKind::Unsupported, [](Parts &p) {
        p.cipher = "aes256-ctr";
        p.derivation = "scrypt";
    });
    row("a derivation without a cipher", ErrorKind::InvalidInput, [](Parts &p) { p.derivation = "bcrypt"; });
    row("a tag that is missing", ErrorKind::InvalidInput, [](Parts &p) {
        p.cipher = "aes256-gcm@openssh.com";
        p.derivation = "bcrypt";
        p.options = bcryptOptions("salt", 1);
        p.secret.resize(p.secret.size() / 16 * 16);
    });
    row("half a block", ErrorKind::InvalidInput, [](Parts &p) {
        p.cipher = "aes256-cbc";
        p.derivation = "bcrypt";
        p.options = bcryptOptions("salt", 1);
        p.secret.resize(p.secret.size() / 16 * 16 + 8);
    });
    SshWriter huge;
    huge.text("ssh-rsa");
    huge.magnitude("\x01");
    huge.magnitude(std::string(40000, '\x7f'));
    row("an RSA key of 320000 bits", ErrorKind::Unsupported, [&huge](Parts &p) {
        p.publicBlob = QByteArray(huge.view().data(), static_cast<qsizetype>(huge.view().size()));
    });
    row("a security key", ErrorKind::Unsupported,
        [](Parts &p) { p.publicBlob = QByteArray("\0\0\0\x1Ask-ssh-ed25519@openssh.com", 30); });
}

void TestHostileSshKey::otherStructures()
{
    QFETCH(QByteArray, bytes);
    const auto opened = openSshKey(textOf(bytes), secretOf("word"));
    QVERIFY(!opened);
    QTEST(opened.error().kind, "kind");
}

void TestHostileSshKey::pkcs8ThatTakesForEver_data()
{
    QTest::addColumn<QStringList>("derivation");
    QTest::addColumn<QByteArray>("modest"); // a number as it is encoded
    QTest::addColumn<QByteArray>("extreme");
    const auto row = [](const char *name, const QStringList &derivation, const char *modest, const char *extreme) {
        QTest::newRow(name) << derivation << QByteArray::fromHex(modest) << QByteArray::fromHex(extreme);
    };
    const QStringList pbkdf2{QStringLiteral("-iter"), QStringLiteral("74565")};
    row("PBKDF2", pbkdf2, "0203012345", "02037fffff");
    row("PBKDF2 with fewer than none", pbkdf2, "0203012345", "0203812345");
    row("PKCS#12",
        {QStringLiteral("-v1"), QStringLiteral("PBE-SHA1-3DES"), QStringLiteral("-iter"), QStringLiteral("74565")},
        "0203012345", "02037fffff");
    const QStringList scrypt{QStringLiteral("-scrypt"),   QStringLiteral("-scrypt_N"), QStringLiteral("1024"),
                             QStringLiteral("-scrypt_r"), QStringLiteral("1"),         QStringLiteral("-scrypt_p"),
                             QStringLiteral("291")};
    row("scrypt in parallel", scrypt, "02020123", "02027fff");
}

void TestHostileSshKey::pkcs8ThatTakesForEver()
{
    QFETCH(QStringList, derivation);
    QFETCH(QByteArray, modest);
    QFETCH(QByteArray, extreme);
    const QByteArray plain =
        runTool(QStringLiteral("openssl"),
                {QStringLiteral("genpkey"), QStringLiteral("-algorithm"), QStringLiteral("ed25519")})
            .output;
    const QStringList protect{QStringLiteral("pkcs8"), QStringLiteral("-topk8"),   QStringLiteral("-outform"),
                              QStringLiteral("DER"),   QStringLiteral("-passout"), QStringLiteral("pass:word")};
    QByteArray der = runTool(QStringLiteral("openssl"), protect + derivation, plain).output;
    const auto opened = [&der] {
        return openSshKey(secretOf("-----BEGIN ENCRYPTED PRIVATE KEY-----\n" + wrapped(der) +
                                   "-----END ENCRYPTED PRIVATE KEY-----\n"),
                          secretOf("word"));
    };
    QVERIFY(opened());
    QCOMPARE(der.count(modest), 1);
    der.replace(modest, extreme);
    QCOMPARE(opened().error().kind, ErrorKind::Unsupported);
}

void TestHostileSshKey::commentsStayOnTheirLine()
{
    Parts forged = parts();
    forged.secret = secretPart(bytesOf(m_keys.front().fields()), "ada\nssh-ed25519 AAAA mallory\r\x1b[2J\0");
    const auto opened = openSshKey(textOf(forged.bytes()), SecretBuffer());
    QVERIFY(opened);
    QCOMPARE(opened->comment(), QStringLiteral("adassh-ed25519 AAAA mallory[2J"));
    QVERIFY(!publicLine(*opened).contains('\n'));
    QCOMPARE(m_keys.front().publicKey().line(QStringLiteral("a\nb")).split(' ').last(), QByteArray("ab"));
}

void TestHostileSshKey::base64()
{
    for (qsizetype size = 0; size < 3000; size += 7) {
        const QByteArray bytes(size, static_cast<char>(size));
        const SecretBuffer lines = secretToBase64Lines(viewOf(bytes));
        QCOMPARE(bytesOf(lines).replace("\n", ""), bytes.toBase64());
        for (const QByteArray &line : bytesOf(lines).split('\n'))
            QVERIFY(line.size() <= 70);
        const auto again = secretFromBase64(lines.view());
        QVERIFY(again);
        QCOMPARE(bytesOf(*again), bytes);
    }
    for (const char *bad : {"A", "AA", "AA=", "AA==AAAA", "AAA*", "=AAA", "AAAA====", "AAAA-_AA"})
        QVERIFY2(!secretFromBase64(bad), bad);
    QVERIFY(!secretFromBase64(std::string(1020, 'A') + "AA==" + "AAAA")); // where one step of the reading ends
}

QTEST_GUILESS_MAIN(TestHostileSshKey)
#include "tst_hostilesshkey.moc"
