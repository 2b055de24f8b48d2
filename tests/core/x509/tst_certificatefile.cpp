// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/x509/certificatefile.h"
#include "core/x509/certificatekey.h"
#include "core/x509/pkcs12file.h"
#include "tests/core/sshkey/sshtools.h"
#include "tests/core/x509/certificateforge.h"

#include <QElapsedTimer>
#include <QTest>

using namespace coffret;
using namespace coffret::test;

namespace {

const QByteArray Password = "Schuppen 7 ü";

X509Fault faultOf(const QByteArray &file, const QByteArray &password = {})
{
    const X509Result<CertificateFile> read = readCertificateFile(secretOf(file), secretOf(password));
    return read ? X509Fault::None : read.error();
}

} // namespace

/// Files that somebody chose, above all PKCS#12 as a real openssl writes it.
class TestCertificateFile : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void pkcs12_data();
    void pkcs12();
    void withoutAKey();
    void withoutAPassword();
    void withoutAChecksum();
    void everyTruncationIsDamage();
    void flippedBytesAreDamage();
    void tooMuchWork();
    void unknownChecksums();
    void pemAndDer();
    void keysInDer_data();
    void keysInDer();

private:
    ForgedCertificate m_root;
    ForgedCertificate m_middle;
    ForgedCertificate m_leaf;
};

void TestCertificateFile::initTestCase()
{
    m_root = forgeAuthority("Root");
    m_middle = forgeAuthority("Middle", &m_root, "RSA:2048");
    m_leaf = forgeLeaf("leaf.example", m_middle);
}

void TestCertificateFile::pkcs12_data()
{
    QTest::addColumn<QByteArrayList>("options");
    QTest::newRow("AES-256") << QByteArrayList();
    QTest::newRow("RC2 and 3DES") << QByteArrayList{"-legacy"};
    QTest::newRow("3DES") << QByteArrayList{"-certpbe", "PBE-SHA1-3DES", "-keypbe", "PBE-SHA1-3DES", "-macalg", "sha1"};
    QTest::newRow("certificates in the clear") << QByteArrayList{"-certpbe", "NONE"};
    QTest::newRow("key in the clear") << QByteArrayList{"-keypbe", "NONE"};
    QTest::newRow("SHA-512") << QByteArrayList{"-macalg", "sha512", "-iter", "10000"};
}

void TestCertificateFile::pkcs12()
{
    QFETCH(QByteArrayList, options);
    const QByteArray file = pkcs12Of(m_leaf, {m_root, m_middle}, Password, options); // not in the order of the chain
    QVERIFY(isPkcs12({file.constData(), static_cast<std::size_t>(file.size())}));
    const auto read = readCertificateFile(secretOf(file), secretOf(Password));
    QVERIFY(read);
    QCOMPARE(bytesOf(read->chainText), m_leaf.pem() + m_middle.pem() + m_root.pem());
    QCOMPARE(bytesOf(read->keyText), keyPem(m_leaf.key));
    QVERIFY(!read->keyNeedsPassphrase);
    QCOMPARE(faultOf(file), X509Fault::NeedsPassword);
    QCOMPARE(faultOf(file, "schuppen 7"), X509Fault::WrongPassword);
}

void TestCertificateFile::withoutAKey()
{
    const auto read =
        readCertificateFile(secretOf(pkcs12Of(m_leaf, {m_middle}, Password, {}, false)), secretOf(Password));
    QVERIFY(read);
    QCOMPARE(bytesOf(read->chainText), m_leaf.pem() + m_middle.pem());
    QVERIFY(read->keyText.isEmpty());
}

void TestCertificateFile::withoutAPassword()
{
    const auto read = readCertificateFile(secretOf(pkcs12Of(m_leaf, {}, {})), SecretBuffer());
    QVERIFY(read);
    QCOMPARE(bytesOf(read->keyText), keyPem(m_leaf.key));
}

void TestCertificateFile::withoutAChecksum()
{
    const QByteArray file = pkcs12Of(m_leaf, {m_middle}, Password, {"-nomac"});
    QCOMPARE(faultOf(file, Password), X509Fault::None);
    QCOMPARE(faultOf(file, "word"), X509Fault::WrongPassword);
    QCOMPARE(faultOf(file), X509Fault::NeedsPassword);
}

void TestCertificateFile::everyTruncationIsDamage()
{
    const QByteArray file = pkcs12Of(m_leaf, {}, Password, {"-iter", "1", "-nomaciter"});
    QCOMPARE(faultOf(file, Password), X509Fault::None);
    for (qsizetype size = 9; size < file.size(); ++size)
        QCOMPARE(faultOf(file.left(size), Password), X509Fault::Damaged);
    QCOMPARE(faultOf(file + 'x', Password), X509Fault::Damaged);
}

/// Behind the checksum it is damage, not a wrong password, because the password still opens the other part.
void TestCertificateFile::flippedBytesAreDamage()
{
    const QByteArray file = pkcs12Of(m_leaf, {m_middle}, Password, {"-iter", "1", "-nomaciter"});
    int passed = 0;
    int called = 0;
    for (qsizetype i = 0; i < file.size(); i += 3) {
        QByteArray flipped = file;
        flipped[i] = static_cast<char>(flipped[i] ^ 0x41);
        const X509Fault fault = faultOf(flipped, Password);
        passed += fault == X509Fault::None ? 1 : 0;
        called += fault == X509Fault::WrongPassword ? 1 : 0;
    }
    QVERIFY2(passed == 0, QByteArray::number(passed).constData());
    QVERIFY2(called < file.size() / 3 / 10, QByteArray::number(called).constData());
    QByteArray middle = file;
    middle[file.size() / 2] = static_cast<char>(middle[file.size() / 2] ^ 1);
    QCOMPARE(faultOf(middle, Password), X509Fault::Damaged);
    QCOMPARE(faultOf(middle, "word"), X509Fault::WrongPassword);
}

void TestCertificateFile::tooMuchWork()
{
    const QByteArray file = pkcs12Of(m_leaf, {}, Password, {"-iter", "74565"}); // 02 03 01 23 45
    QCOMPARE(faultOf(file, Password), X509Fault::None);
    const QByteArray modest = QByteArray::fromHex("0203012345");
    QCOMPARE(file.count(modest), 3); // both parts and the checksum
    QElapsedTimer timer;
    timer.start();
    for (qsizetype at = file.indexOf(modest); at >= 0; at = file.indexOf(modest, at + 1)) {
        QByteArray extreme = file;
        extreme.replace(at, modest.size(), QByteArray::fromHex("02037fffff"));
        QCOMPARE(faultOf(extreme, "word"), X509Fault::Unsupported);
    }
    QVERIFY(timer.elapsed() < 5000);
    QByteArray together = file;
    together.replace(together.indexOf(modest), modest.size(), QByteArray::fromHex("02032dc6bf")); // each part bears it
    together.replace(together.indexOf(modest), modest.size(), QByteArray::fromHex("02032dc6c2"));
    QCOMPARE(faultOf(together, "word"), X509Fault::Unsupported);
}

/// With a hash that nobody knows here the password is not to blame.
void TestCertificateFile::unknownChecksums()
{
    const ForgedCertificate root = forgeAuthority("Root");
    QByteArray file = pkcs12Of(forgeLeaf("leaf.example", root), {}, "word", {"-macalg", "sha256"});
    const QByteArray sha256 = QByteArray::fromHex("6086480165030402010500");
    const qsizetype hash = file.lastIndexOf(sha256);
    QVERIFY(hash > 0);
    QCOMPARE(faultOf(file, "word"), X509Fault::None);
    file[hash + 8] = '\x7f';
    QCOMPARE(faultOf(file, "word"), X509Fault::Unsupported);
    QCOMPARE(faultOf(file, {}), X509Fault::Unsupported);
}

void TestCertificateFile::pemAndDer()
{
    const auto der = readCertificateFile(secretOf(m_leaf.der), SecretBuffer());
    QVERIFY(der);
    QCOMPARE(bytesOf(der->chainText), m_leaf.pem());
    QVERIFY(der->keyText.isEmpty());
    const QByteArray locked = keyPem(m_leaf.key, "word").trimmed();
    const auto pem =
        readCertificateFile(secretOf("note\n" + m_middle.pem() + locked + '\n' + m_leaf.pem()), SecretBuffer());
    QVERIFY(pem);
    QCOMPARE(bytesOf(pem->chainText), m_leaf.pem() + m_middle.pem());
    QCOMPARE(bytesOf(pem->keyText), locked + '\n');
    QVERIFY(pem->keyNeedsPassphrase);
    const auto key = readCertificateFile(secretOf(keyPem(m_leaf.key)), SecretBuffer());
    QVERIFY(key);
    QVERIFY(key->certificates.empty());
    QCOMPARE(bytesOf(key->keyText), keyPem(m_leaf.key));
    QCOMPARE(faultOf("hunter2"), X509Fault::NoCertificate);
    QCOMPARE(faultOf(QByteArray(2 * 1024 * 1024, '0')), X509Fault::TooMuch);
}

void TestCertificateFile::keysInDer_data()
{
    QTest::addColumn<QStringList>("written");
    QTest::addColumn<bool>("isRsa");
    QTest::addColumn<QByteArray>("begin");
    const QStringList pkcs8{QStringLiteral("pkcs8"), QStringLiteral("-topk8"), QStringLiteral("-outform"),
                            QStringLiteral("DER")};
    const QStringList locked = pkcs8 + QStringList{QStringLiteral("-passout"), QStringLiteral("pass:word")};
    const QStringList rsa{QStringLiteral("rsa"), QStringLiteral("-traditional"), QStringLiteral("-outform"),
                          QStringLiteral("DER")};
    const QStringList ec{QStringLiteral("ec"), QStringLiteral("-outform"), QStringLiteral("DER")};
    QTest::newRow("PKCS#8") << pkcs8 + QStringList{QStringLiteral("-nocrypt")} << true << QByteArray("PRIVATE KEY");
    QTest::newRow("PKCS#8, encrypted") << locked << false << QByteArray("ENCRYPTED PRIVATE KEY");
    QTest::newRow("PKCS#1") << rsa << true << QByteArray("RSA PRIVATE KEY");
    QTest::newRow("SEC1") << ec << false << QByteArray("EC PRIVATE KEY");
}

void TestCertificateFile::keysInDer()
{
    QFETCH(QStringList, written);
    QFETCH(bool, isRsa);
    QFETCH(QByteArray, begin);
    const ForgedCertificate &owner = isRsa ? m_middle : m_leaf;
    const QByteArray der = runTool(QStringLiteral("openssl"), written, keyPem(owner.key)).output;
    const auto read = readCertificateFile(secretOf(der), SecretBuffer());
    QVERIFY(read);
    QVERIFY(read->certificates.empty());
    QVERIFY(bytesOf(read->keyText).startsWith("-----BEGIN " + begin + "-----\n"));
    QCOMPARE(read->keyNeedsPassphrase, begin.startsWith("ENCRYPTED"));
    const SecretBuffer word = read->keyNeedsPassphrase ? secretOf("word") : SecretBuffer();
    QCOMPARE(findKeyOwner({*certificateFromDer(owner.der)}, read->keyText.view(), word).match, KeyMatch::Matches);
    QVERIFY(faultOf(der + 'x') != X509Fault::None);
    QVERIFY(faultOf(der.left(der.size() - 1)) != X509Fault::None);
}

QTEST_GUILESS_MAIN(TestCertificateFile)
#include "tst_certificatefile.moc"
