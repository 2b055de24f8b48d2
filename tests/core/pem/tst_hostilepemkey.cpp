// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pem/pemkey.h"
#include "core/secret/secretbase64.h"
#include "core/x509/certificatekey.h"
#include "tests/core/sshkey/sshtools.h"
#include "tests/core/x509/certificateforge.h"

#include <openssl/core_names.h>

#include <QElapsedTimer>
#include <QTest>

#include <array>

using namespace coffret;
using namespace coffret::test;

namespace {

constexpr int AtOnce = 2000; // milliseconds

const QByteArray Dsa = QByteArray::fromHex("06072a8648ce380401"); // object identifiers
const QByteArray DiffieHellman = QByteArray::fromHex("06092a864886f70d010301");
const QByteArray Rsa = QByteArray::fromHex("06092a864886f70d0101010500"); // with its NULL

QByteArray der(char tag, const QByteArray &contents)
{
    QByteArray length;
    for (qsizetype rest = contents.size(); rest > 0; rest >>= 8)
        length.prepend(static_cast<char>(rest & 0xff));
    if (contents.size() < 0x80)
        return tag + length.leftJustified(1, '\0') + contents;
    return tag + QByteArray(1, static_cast<char>(0x80 + length.size())) + length + contents;
}

QByteArray sequence(const QByteArrayList &parts)
{
    return der('\x30', parts.join());
}

/// bytes: the first one below 0x80.
QByteArray integer(const QByteArray &bytes)
{
    return der('\x02', bytes);
}

QByteArray oddNumber(qsizetype octets)
{
    return QByteArray(octets, '\x7f');
}

QByteArray pkcs8(const QByteArrayList &algorithm, const QByteArray &key)
{
    return sequence({integer(QByteArray(1, '\0')), sequence(algorithm), der('\x04', key)});
}

QByteArray smallDsa()
{
    return pkcs8({Dsa, sequence({integer("\x17"), integer("\x0b"), integer("\3")})}, integer("\5"));
}

QByteArray pem(const QByteArray &name, const QByteArray &bytes)
{
    const SecretBuffer lines = secretToBase64Lines({bytes.constData(), static_cast<std::size_t>(bytes.size())});
    return "-----BEGIN " + name + "-----\n" + bytesOf(lines) + "-----END " + name + "-----\n";
}

std::optional<ErrorKind> errorOf(const QByteArray &text, const QByteArray &passphrase = {})
{
    const auto key = openPemKey({text.constData(), static_cast<std::size_t>(text.size())}, secretOf(passphrase));
    return key ? std::nullopt : std::optional(key.error().kind);
}

/// The numbers of an RSA key in the order of PKCS#1, each with a zero before it.
std::vector<QByteArray> numbersOf(const ForgedKey &key)
{
    constexpr std::array Names{OSSL_PKEY_PARAM_RSA_N,         OSSL_PKEY_PARAM_RSA_E,
                               OSSL_PKEY_PARAM_RSA_D,         OSSL_PKEY_PARAM_RSA_FACTOR1,
                               OSSL_PKEY_PARAM_RSA_FACTOR2,   OSSL_PKEY_PARAM_RSA_EXPONENT1,
                               OSSL_PKEY_PARAM_RSA_EXPONENT2, OSSL_PKEY_PARAM_RSA_COEFFICIENT1};
    std::vector<QByteArray> numbers;
    for (const char *name : Names) {
        BIGNUM *found = nullptr;
        if (EVP_PKEY_get_bn_param(key.get(), name, &found) != 1)
            qFatal("%s is missing", name);
        const SslNumber number(found);
        numbers.emplace_back(BN_num_bytes(found) + 1, '\0');
        BN_bn2bin(found, reinterpret_cast<unsigned char *>(numbers.back().data()) + 1);
    }
    return numbers;
}

QByteArray pkcs1(const std::vector<QByteArray> &numbers, const QByteArrayList &thirdPrime = {})
{
    QByteArrayList parts{integer(QByteArray(1, thirdPrime.isEmpty() ? '\0' : '\1'))};
    for (const QByteArray &number : numbers)
        parts.append(integer(number));
    if (!thirdPrime.isEmpty())
        parts.append(sequence({sequence(thirdPrime)}));
    return sequence(parts);
}

} // namespace

/// Private keys that somebody made to keep whoever looks at them busy.
class TestHostilePemKey : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void algorithmsThatAreWorkToDecode_data();
    void algorithmsThatAreWorkToDecode();
    void algorithmsBehindAPassphrase();
    void algorithmsThatAreRead_data();
    void algorithmsThatAreRead();
    void numbersBeyondTheModulus_data();
    void numbersBeyondTheModulus();
    void moduliBeyondAllSense();
    void keysThatShareTheOpenHalf();

private:
    ForgedKey m_rsa = forgeKey("RSA:2048");
};

void TestHostilePemKey::algorithmsThatAreWorkToDecode_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("key");
    const QByteArray huge = oddNumber(3000); // seconds; what a file may hold would be half an hour
    const QByteArray three = integer("\3");
    const QByteArray dsa = pkcs8({Dsa, sequence({integer(huge), integer(huge), three})}, integer(huge));
    const QByteArray dh = pkcs8({DiffieHellman, sequence({integer(huge), three})}, integer(huge));
    const auto row = [](const char *title, const char *name, const QByteArray &key) {
        QTest::newRow(title) << QByteArray(name) << key;
    };
    row("a small DSA key", "PRIVATE KEY", smallDsa());
    row("DSA", "PRIVATE KEY", dsa);
    row("DSA that says it is RSA", "RSA PRIVATE KEY", dsa);
    row("DSA that says it is EC", "EC PRIVATE KEY", dsa);
    row("Diffie-Hellman", "PRIVATE KEY", dh);
}

void TestHostilePemKey::algorithmsThatAreWorkToDecode()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, key);
    QElapsedTimer timer;
    timer.start();
    const std::optional<ErrorKind> error = errorOf(pem(name, key));
    QVERIFY2(timer.elapsed() < AtOnce, QByteArray::number(timer.elapsed()).constData());
    QCOMPARE(error, std::optional(ErrorKind::Unsupported));
}

void TestHostilePemKey::algorithmsBehindAPassphrase()
{
    const ToolAnswer locked = runTool(
        QStringLiteral("openssl"),
        {QStringLiteral("pkcs8"), QStringLiteral("-topk8"), QStringLiteral("-passout"), QStringLiteral("pass:word")},
        pem("PRIVATE KEY", smallDsa()));
    QVERIFY2(locked.output.contains("ENCRYPTED"), locked.errors.constData());
    QCOMPARE(errorOf(locked.output, "sword"), std::optional(ErrorKind::WrongPassphrase));
    QCOMPARE(errorOf(locked.output, "word"), std::optional(ErrorKind::Unsupported));
}

void TestHostilePemKey::algorithmsThatAreRead_data()
{
    QTest::addColumn<QByteArray>("kind");
    for (const char *kind : {"RSA:2048", "EC:P-256", "ED25519", "ED448", "X25519", "X448"})
        QTest::newRow(kind) << QByteArray(kind);
}

void TestHostilePemKey::algorithmsThatAreRead()
{
    QFETCH(QByteArray, kind);
    const ForgedKey key = forgeKey(kind);
    QCOMPARE(errorOf(keyPem(key)), std::optional<ErrorKind>());
    QCOMPARE(errorOf(keyPem(key, "word"), "word"), std::optional<ErrorKind>());
}

void TestHostilePemKey::numbersBeyondTheModulus_data()
{
    QTest::addColumn<int>("place");
    constexpr std::array Names{"the open exponent", "the private exponent", "p", "q", "p's exponent",
                               "q's exponent",      "the coefficient"};
    for (std::size_t i = 0; i < Names.size(); ++i)
        QTest::newRow(Names.at(i)) << static_cast<int>(i) + 1;
    QTest::newRow("a third prime") << 8;
    QTest::newRow("a third prime's exponent") << 9;
    QTest::newRow("a third prime's coefficient") << 10;
}

void TestHostilePemKey::numbersBeyondTheModulus()
{
    QFETCH(int, place);
    const auto at = static_cast<std::size_t>(place);
    std::vector<QByteArray> numbers = numbersOf(m_rsa);
    QCOMPARE(errorOf(pem("RSA PRIVATE KEY", pkcs1(numbers))), std::optional<ErrorKind>());
    QByteArrayList third;
    if (at < numbers.size())
        numbers[at] = oddNumber(257);
    else
        third = {integer("\3"), integer("\1"), integer("\1")};
    if (!third.isEmpty()) {
        QCOMPARE(errorOf(pem("RSA PRIVATE KEY", pkcs1(numbers, third))), std::optional<ErrorKind>());
        third[place - 8] = integer(oddNumber(257));
    }
    QCOMPARE(errorOf(pem("RSA PRIVATE KEY", pkcs1(numbers, third))), std::optional(ErrorKind::Unsupported));
    QCOMPARE(errorOf(pem("PRIVATE KEY", pkcs8({Rsa}, pkcs1(numbers, third)))), std::optional(ErrorKind::Unsupported));
}

void TestHostilePemKey::moduliBeyondAllSense()
{
    std::vector<QByteArray> numbers = numbersOf(m_rsa);
    numbers[0] = '\0' + QByteArray(2048, '\xff'); // 16384 bits
    QCOMPARE(errorOf(pem("RSA PRIVATE KEY", pkcs1(numbers))), std::optional<ErrorKind>());
    numbers[0] = "\1" + QByteArray(2048, '\xff');
    QCOMPARE(errorOf(pem("RSA PRIVATE KEY", pkcs1(numbers))), std::optional(ErrorKind::Unsupported));
}

/// Which is all that tells whose it is before something is signed with the rest.
void TestHostilePemKey::keysThatShareTheOpenHalf()
{
    const ForgedCertificate leaf = forge({}, m_rsa);
    std::vector<QByteArray> numbers = numbersOf(leaf.key);
    const std::vector<Certificate> certificates{*certificateFromDer(leaf.der)};
    const auto matched = [&] {
        const QByteArray text = pem("RSA PRIVATE KEY", pkcs1(numbers));
        return findKeyOwner(certificates, {text.constData(), static_cast<std::size_t>(text.size())}, SecretBuffer())
            .match;
    };
    QCOMPARE(matched(), KeyMatch::Matches);
    for (std::size_t i = 3; i < 7; ++i)
        numbers[i] = oddNumber(2000);
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(matched(), KeyMatch::Unsupported);
    QVERIFY2(timer.elapsed() < AtOnce, QByteArray::number(timer.elapsed()).constData());
}

QTEST_GUILESS_MAIN(TestHostilePemKey)
#include "tst_hostilepemkey.moc"
