// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/x509/certificatetext.h"
#include "core/x509/inspection.h"
#include "core/x509/pkcs12file.h"
#include "tests/core/sshkey/sshtools.h"
#include "tests/core/x509/certificateforge.h"

#include <QElapsedTimer>
#include <QTest>

using namespace coffret;
using namespace coffret::test;

/// Certificates that somebody made to do harm, or that broke on the way.
class TestHostileCertificate : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyTruncationIsRefused();
    void everyFlippedByteIsSurvived();
    void everyFlippedSignatureIsNoticed();
    void manyOfTheSameName();
    void manyBeginnings_data();
    void manyBeginnings();
    void nothingInParticular();
};

void TestHostileCertificate::everyTruncationIsRefused()
{
    CertificateWish wish;
    wish.alternatives = "DNS:a.example,IP:::1";
    const QByteArray der = forge(wish).der;
    for (qsizetype size = 0; size < der.size(); ++size)
        QVERIFY(!certificateFromDer(der.left(size)));
    QVERIFY(!certificateFromDer(der + 'x'));
    const QByteArray pem = forge(wish).pem();
    for (qsizetype size = 0; size < pem.size() - 1; ++size)
        QVERIFY(!readCertificates({pem.constData(), static_cast<std::size_t>(size)}));
}

void TestHostileCertificate::everyFlippedByteIsSurvived()
{
    const ForgedCertificate root = forgeAuthority("Root");
    CertificateWish wish;
    wish.subject = {{"O", "Halden"}, {"CN", "leaf.example"}};
    wish.alternatives = "DNS:a.example,IP:192.0.2.7,email:a@b.example,URI:https://a.example";
    const ForgedCertificate leaf = forge(wish, forgeKey(), &root);
    const Certificate authority = *certificateFromDer(root.der);
    int read = 0;
    for (qsizetype i = 0; i < leaf.der.size(); ++i) {
        for (const int mask : {0x01, 0x20, 0x80, 0xff}) {
            QByteArray flipped = leaf.der;
            flipped[i] = static_cast<char>(flipped[i] ^ mask);
            const X509Result<Certificate> certificate = certificateFromDer(flipped);
            if (!certificate)
                continue;
            ++read;
            const CertificateChain chain = chainOf({*certificate, authority});
            QVERIFY(chain.links.empty() || chain.links.front() != ChainLink::Signed);
            QVERIFY(!certificate->isSelfSigned);
        }
    }
    QVERIFY(read > 100);
}

void TestHostileCertificate::everyFlippedSignatureIsNoticed()
{
    for (const char *kind : {"RSA:2048", "EC:P-256", "ED25519"}) {
        const ForgedCertificate root = forgeAuthority("Root", nullptr, kind);
        QByteArray der = root.der;
        der[der.size() - 5] = static_cast<char>(der[der.size() - 5] ^ 1);
        QVERIFY(certificateFromDer(root.der)->isSelfSigned);
        QVERIFY(!certificateFromDer(der)->isSelfSigned);
    }
}

/// All of them could be the issuer of all of them.
void TestHostileCertificate::manyOfTheSameName()
{
    QByteArray text;
    for (int i = 0; i < 32; ++i)
        text +=
            forgeAuthority("Root", i == 0 ? nullptr : std::make_unique<ForgedCertificate>(forgeAuthority("Root")).get(),
                           "EC:P-521")
                .pem();
    QElapsedTimer timer;
    timer.start();
    const CertificateInspection inspection = inspectCertificates(secretOf(text), SecretBuffer(), SecretBuffer());
    QCOMPARE(inspection.chain.order.size(), std::size_t(32));
    QVERIFY(timer.elapsed() < 5000);
}

void TestHostileCertificate::manyBeginnings_data()
{
    QTest::addColumn<QByteArray>("beginning");
    QTest::addColumn<QByteArray>("end");
    QTest::addColumn<int>("keys");
    const QByteArray end = "\n-----END PRIVATE KEY-----\n";
    QTest::newRow("in one line") << QByteArray("-----BEGIN P") << QByteArray() << 0;
    QTest::newRow("in a line that ends like a key's") << QByteArray("-----BEGIN P") << "PRIVATE KEY-----" + end << 1;
    QTest::newRow("without an end") << QByteArray("-----BEGIN PRIVATE KEY-----\n") << QByteArray() << 0;
    QTest::newRow("with one end") << QByteArray("-----BEGIN PRIVATE KEY-----\n") << end << 1;
}

/// All of which stand before the same end.
void TestHostileCertificate::manyBeginnings()
{
    QFETCH(QByteArray, beginning);
    QFETCH(QByteArray, end);
    const QByteArray text = beginning.repeated(400000 / beginning.size()) + end;
    QElapsedTimer timer;
    timer.start();
    const std::vector<std::string_view> keys = privateKeysIn({text.constData(), static_cast<std::size_t>(text.size())});
    QVERIFY2(timer.elapsed() < 1000, QByteArray::number(timer.elapsed()).constData());
    QTEST(static_cast<int>(keys.size()), "keys");
}

void TestHostileCertificate::nothingInParticular()
{
    quint32 state = 7;
    for (int round = 0; round < 2000; ++round) {
        QByteArray bytes("\x30\x82\x01\x00\x02\x01\x03\x30\x82", 9);
        for (int i = 0; i < 300; ++i) {
            state = state * 1664525U + 1013904223U;
            bytes.append(static_cast<char>(state >> 24));
        }
        QVERIFY(!readCertificates({bytes.constData(), static_cast<std::size_t>(bytes.size())}));
        QVERIFY(!openPkcs12(secretOf(bytes), SecretBuffer()));
    }
}

QTEST_GUILESS_MAIN(TestHostileCertificate)
#include "tst_hostilecertificate.moc"
