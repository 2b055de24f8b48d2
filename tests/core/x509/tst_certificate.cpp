// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/x509/certificatetext.h"
#include "tests/core/sshkey/sshtools.h"
#include "tests/core/x509/certificateforge.h"

#include <QTest>

using namespace coffret;
using namespace coffret::test;

namespace {

QString fromOpenSsl(const QByteArray &der, const QStringList &what)
{
    const ToolAnswer answer = runTool(QStringLiteral("openssl"),
                                      QStringList{QStringLiteral("x509"), QStringLiteral("-inform"),
                                                  QStringLiteral("DER"), QStringLiteral("-noout")} +
                                          what,
                                      der);
    return QString::fromUtf8(answer.output).trimmed().section(QLatin1Char('='), 1);
}

QDateTime day(int year, int month, int dayOfMonth)
{
    return {QDate(year, month, dayOfMonth), QTime(0, 0), Qt::UTC};
}

Certificate readOne(const CertificateWish &wish, const ForgedKey &key = forgeKey())
{
    const X509Result<Certificate> certificate = certificateFromDer(forge(wish, key).der);
    if (!certificate)
        qFatal("the certificate is not read");
    return *certificate;
}

} // namespace

/// What one certificate says.
class TestCertificate : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void saysWhatOpenSslSays_data();
    void saysWhatOpenSslSays();
    void alternativeNames();
    void twoHundredNames();
    void withoutACommonName();
    void namesOfAllAlphabets();
    void namesCannotPassForOthers();
    void internationalNamesStayAsTheyAreSent();
    void versionOne();
    void serials_data();
    void serials();
    void timesBeyondTwoDigits();
    void validity();
    void weakOnes();
    void formsOfText();
    void whatIsNoCertificate();
};

void TestCertificate::saysWhatOpenSslSays_data()
{
    QTest::addColumn<QByteArray>("kind");
    QTest::addColumn<QString>("keyType");
    QTest::addColumn<QString>("curve");
    QTest::addColumn<int>("bits");
    QTest::addColumn<QString>("signature");
    QTest::newRow("RSA") << QByteArray("RSA:2048") << "RSA" << QString() << 2048 << "sha256WithRSAEncryption";
    QTest::newRow("EC") << QByteArray("EC:P-384") << "EC"
                        << "P-384" << 384 << "ecdsa-with-SHA256";
    QTest::newRow("Ed25519") << QByteArray("ED25519") << "Ed25519" << QString() << 256 << "ED25519";
}

void TestCertificate::saysWhatOpenSslSays()
{
    QFETCH(QByteArray, kind);
    const ForgedCertificate root = forgeAuthority("Root", nullptr, kind);
    CertificateWish wish;
    wish.subject = {{"C", "DE"}, {"O", "Halden Optics"}, {"CN", "mail.halden.example"}};
    wish.serial = "1F00AB";
    const ForgedCertificate leaf = forge(wish, forgeKey(kind), &root);
    const X509Result<Certificate> read = certificateFromDer(leaf.der);
    QVERIFY(read);
    QCOMPARE(read->version, 3);
    QCOMPARE(read->subject, QStringLiteral("CN=mail.halden.example, O=Halden Optics, C=DE"));
    QCOMPARE(read->commonName, QStringLiteral("mail.halden.example"));
    QCOMPARE(read->issuer, QStringLiteral("CN=Root, O=Forge"));
    QCOMPARE(read->issuerCommonName, QStringLiteral("Root"));
    QCOMPARE(read->notBefore, day(2026, 1, 1));
    QCOMPARE(read->notAfter, day(2027, 1, 1));
    QCOMPARE(read->serial, fromOpenSsl(leaf.der, {QStringLiteral("-serial")}));
    const auto fingerprint = [&leaf](const char *digest) {
        return fromOpenSsl(leaf.der, {QStringLiteral("-fingerprint"), QLatin1Char('-') + QLatin1String(digest)})
            .remove(QLatin1Char(':'));
    };
    QCOMPARE(read->sha256, fingerprint("sha256"));
    QCOMPARE(read->sha256.size(), 64);
    QCOMPARE(read->sha1, fingerprint("sha1"));
    QTEST(read->keyType, "keyType");
    QTEST(read->keyCurve, "curve");
    QTEST(read->keyBits, "bits");
    QTEST(read->signature, "signature");
    QVERIFY(!read->isAuthority);
    QVERIFY(!read->isSelfSigned);
    QVERIFY(!read->isWeak);
    const X509Result<Certificate> authority = certificateFromDer(root.der);
    QVERIFY(authority->isAuthority);
    QVERIFY(authority->isSelfSigned);
}

void TestCertificate::alternativeNames()
{
    CertificateWish wish;
    wish.alternatives = "DNS:halden.example,DNS:*.halden.example,IP:192.0.2.7,IP:2001:db8::17,email:ada@halden.example,"
                        "URI:spiffe://halden.example/mail,RID:1.2.3.4";
    using Kind = AlternativeName::Kind;
    const std::vector<AlternativeName> expected{
        {Kind::Dns, QStringLiteral("halden.example")},
        {Kind::Dns, QStringLiteral("*.halden.example")},
        {Kind::Ip, QStringLiteral("192.0.2.7")},
        {Kind::Ip, QStringLiteral("2001:db8::17")},
        {Kind::Email, QStringLiteral("ada@halden.example")},
        {Kind::Uri, QStringLiteral("spiffe://halden.example/mail")},
        {Kind::Other, QStringLiteral("?")},
    };
    QVERIFY(readOne(wish).names == expected);
    QVERIFY(!readOne(wish).namesUnreadable);
    wish.alternatives.clear();
    QVERIFY(readOne(wish).names.empty());
    QVERIFY(!readOne(wish).namesUnreadable);
}

void TestCertificate::twoHundredNames()
{
    CertificateWish wish;
    for (int i = 0; i < 200; ++i)
        wish.rawDnsNames.append("host" + QByteArray::number(i) + ".example");
    const Certificate certificate = readOne(wish);
    QCOMPARE(certificate.names.size(), std::size_t(200));
    QCOMPARE(certificate.names.back().text, QStringLiteral("host199.example"));
}

void TestCertificate::withoutACommonName()
{
    CertificateWish wish;
    wish.subject = {};
    wish.alternatives = "DNS:only.example";
    QCOMPARE(readOne(wish).subject, QString());
    QCOMPARE(readOne(wish).shortName(), QStringLiteral("only.example"));
    wish.alternatives.clear();
    wish.subject = {{"O", "Halden"}};
    QCOMPARE(readOne(wish).commonName, QString());
    QCOMPARE(readOne(wish).shortName(), QStringLiteral("O=Halden"));
    wish.subject = {{"CN", "first"}, {"CN", "last"}};
    QCOMPARE(readOne(wish).commonName, QStringLiteral("last"));
}

void TestCertificate::namesOfAllAlphabets()
{
    CertificateWish wish;
    wish.subject = {{"O", "Żółć & Søn"}, {"CN", "日本.example"}};
    QCOMPARE(readOne(wish).subject, QString::fromUtf8("CN=日本.example, O=Żółć & Søn"));
    wish.subject = {{"CN", QByteArray("\x00M\x00\xfc", 4), true}};
    QCOMPARE(readOne(wish).commonName, QString::fromUtf8("Mü"));
}

void TestCertificate::namesCannotPassForOthers()
{
    CertificateWish wish;
    wish.subject = {{"CN", QByteArray("bank.example\0.evil.example", 26)}, {"O", "Bank, CN=bank.example"}};
    QCOMPARE(readOne(wish).commonName, QStringLiteral("bank.example.evil.example"));
    QCOMPARE(readOne(wish).subject, QStringLiteral("O=Bank\\, CN\\=bank.example, CN=bank.example.evil.example"));
    wish.subject = {{"CN", "a\xe2\x80\xae"
                           "b\r\n\x1b[2Jc\xe2\x81\xa6"
                           "d"}};
    QCOMPARE(readOne(wish).commonName, QStringLiteral("ab[2Jcd"));
    wish.rawDnsNames = {QByteArray("bank.example\0.evil.example", 26),
                        "\xe2\x80\xae"
                        "elpmaxe.knab",
                        "line\nbreak"};
    const std::vector<AlternativeName> names = readOne(wish).names;
    QCOMPARE(names[0].text, QStringLiteral("bank.example.evil.example"));
    QCOMPARE(names[1].text, QStringLiteral("elpmaxe.knab"));
    QCOMPARE(names[2].text, QStringLiteral("linebreak"));
    wish.subject = {{"O", QByteArray(20000, 'x')}};
    QVERIFY(readOne(wish).subject.size() < 300);
    wish.subject.assign(200, {"OU", "unit"});
    QVERIFY(readOne(wish).subject.size() < 400);
    QVERIFY(readOne(wish).subject.endsWith(QStringLiteral(", …")));
}

void TestCertificate::internationalNamesStayAsTheyAreSent()
{
    CertificateWish wish;
    wish.rawDnsNames = {"xn--mnchen-3ya.example", "m\xc3\xbcnchen.example", "\xff\xfe"};
    const std::vector<AlternativeName> names = readOne(wish).names;
    QCOMPARE(names[0].text, QStringLiteral("xn--mnchen-3ya.example"));
    QCOMPARE(names[1].text, QString::fromUtf8("münchen.example"));
    QCOMPARE(names.size(), std::size_t(3));
}

void TestCertificate::versionOne()
{
    CertificateWish wish;
    wish.version = 1;
    const Certificate certificate = readOne(wish);
    QCOMPARE(certificate.version, 1);
    QVERIFY(!certificate.isAuthority);
    QVERIFY(certificate.isSelfSigned);
    wish.version = 5; // nobody knows what stands in one
    const auto unknown = certificateFromDer(forge(wish).der);
    QVERIFY(!unknown);
    QCOMPARE(unknown.error(), X509Fault::Damaged);
}

void TestCertificate::serials_data()
{
    QTest::addColumn<QByteArray>("serial");
    QTest::addColumn<QString>("shown");
    QTest::newRow("zero") << QByteArray("0") << "0";
    QTest::newRow("negative") << QByteArray("-1A2B") << "-1A2B";
    QTest::newRow("twenty octets") << QByteArray(40, '7') << QString(40, QLatin1Char('7'));
    QTest::newRow("a thousand octets") << QByteArray(2000, '7') << QString(64, QLatin1Char('7')) + QStringLiteral("…");
}

void TestCertificate::serials()
{
    QFETCH(QByteArray, serial);
    CertificateWish wish;
    wish.serial = serial;
    QTEST(readOne(wish).serial, "shown");
}

void TestCertificate::timesBeyondTwoDigits()
{
    CertificateWish wish;
    wish.notBefore = "19500101000000Z";
    wish.notAfter = "99991231235959Z";
    const Certificate certificate = readOne(wish);
    QCOMPARE(certificate.notBefore, day(1950, 1, 1));
    QCOMPARE(certificate.notAfter, QDateTime(QDate(9999, 12, 31), QTime(23, 59, 59), Qt::UTC));
    wish.notAfter = "20500101000000Z";
    QCOMPARE(readOne(wish).notAfter, day(2050, 1, 1));
    QByteArray der = forge(CertificateWish()).der;
    der.replace("270101000000Z", "271301000000Z"); // the thirteenth month
    const X509Result<Certificate> broken = certificateFromDer(der);
    QVERIFY(broken);
    QVERIFY(broken->notAfter.isNull());
    QCOMPARE(validityOf(*broken, day(2026, 6, 1)), Validity::Unknown);
}

void TestCertificate::validity()
{
    const Certificate certificate = readOne({});
    QCOMPARE(validityOf(certificate, day(2026, 1, 1).addSecs(-1)), Validity::NotYet);
    QCOMPARE(validityOf(certificate, day(2026, 1, 1)), Validity::Valid);
    QCOMPARE(validityOf(certificate, day(2027, 1, 1).addDays(-30).addSecs(-1)), Validity::Valid);
    QCOMPARE(validityOf(certificate, day(2027, 1, 1).addDays(-30)), Validity::Ending);
    QCOMPARE(validityOf(certificate, day(2027, 1, 1)), Validity::Ending); // the last second counts
    QCOMPARE(validityOf(certificate, day(2027, 1, 1).addSecs(1)), Validity::Expired);
    QCOMPARE(elapsedOf(certificate, day(2020, 1, 1)), 0.0);
    QCOMPARE(elapsedOf(certificate, day(2030, 1, 1)), 1.0);
    QVERIFY(qAbs(elapsedOf(certificate, day(2026, 7, 2)) - 0.5) < 0.01);
    CertificateWish never;
    never.notAfter = never.notBefore;
    QCOMPARE(elapsedOf(readOne(never), day(2026, 7, 2)), 0.0);
}

void TestCertificate::weakOnes()
{
    const ForgedCertificate root = forgeAuthority("Root");
    CertificateWish wish;
    wish.isSha1 = true;
    const auto isWeak = [](const ForgedCertificate &forged) { return certificateFromDer(forged.der)->isWeak; };
    QVERIFY(isWeak(forge(wish, forgeKey(), &root)));
    QVERIFY(!isWeak(forge(wish))); // its own signature proves nothing either way
    QVERIFY(isWeak(forge({}, forgeKey("RSA:1024"))));
}

void TestCertificate::formsOfText()
{
    const ForgedCertificate root = forgeAuthority("Root");
    const ForgedCertificate leaf = forgeLeaf("leaf.example", root);
    const auto count = [](const QByteArray &text) {
        const X509Result<std::vector<Certificate>> read =
            readCertificates({text.constData(), static_cast<std::size_t>(text.size())});
        return read ? static_cast<int>(read->size()) : -static_cast<int>(read.error());
    };
    QCOMPARE(count(leaf.der), 1);
    QCOMPARE(count(leaf.pem()), 1);
    QCOMPARE(count("Subject: leaf\n  friendlyName: x\n" + leaf.pem() + "\nissued by\n" + root.pem() + "thanks\n"), 2);
    QByteArray windows = leaf.pem() + root.pem();
    windows.replace("\n", "\r\n");
    QCOMPARE(count(windows), 2);
    QCOMPARE(count(leaf.pem().trimmed()), 1);
    QCOMPARE(count(keyPem(leaf.key) + leaf.pem()), 1);
    QByteArray old = leaf.pem();
    old.replace("CERTIFICATE", "X509 CERTIFICATE");
    QCOMPARE(count(old), 1);
    const ToolAnswer trusted = runTool(QStringLiteral("openssl"),
                                       {QStringLiteral("x509"), QStringLiteral("-trustout"),
                                        QStringLiteral("-addtrust"), QStringLiteral("serverAuth")},
                                       leaf.pem());
    QVERIFY(trusted.output.contains("TRUSTED CERTIFICATE"));
    QCOMPARE(count(trusted.output), 1);
    const QByteArray pem = pemOf({*certificateFromDer(leaf.der), *certificateFromDer(root.der)});
    QCOMPARE(pem, leaf.pem() + root.pem());
}

void TestCertificate::whatIsNoCertificate()
{
    const auto faultOf = [](const QByteArray &text) {
        const auto read = readCertificates({text.constData(), static_cast<std::size_t>(text.size())});
        return read ? X509Fault::None : read.error();
    };
    QCOMPARE(faultOf({}), X509Fault::Empty);
    QCOMPARE(faultOf(" \n\n"), X509Fault::Empty);
    QCOMPARE(faultOf("hunter2"), X509Fault::NoCertificate);
    QCOMPARE(faultOf("-----BEGIN PGP MESSAGE-----\n\nAAAA\n-----END PGP MESSAGE-----\n"), X509Fault::NoCertificate);
    QCOMPARE(faultOf(keyPem(forgeKey())), X509Fault::OnlyKey);
    const ToolAnswer request = runTool(QStringLiteral("openssl"),
                                       {QStringLiteral("req"), QStringLiteral("-new"), QStringLiteral("-newkey"),
                                        QStringLiteral("ed25519"), QStringLiteral("-noenc"), QStringLiteral("-keyout"),
                                        QStringLiteral("/dev/null"), QStringLiteral("-subj"), QStringLiteral("/CN=x")});
    QVERIFY(request.output.contains("REQUEST"));
    QCOMPARE(faultOf(request.output), X509Fault::OnlyRequest);
    QByteArray many;
    const QByteArray one = forge({}).pem();
    for (int i = 0; i < 32; ++i)
        many += one;
    QCOMPARE(faultOf(many), X509Fault::None);
    QCOMPARE(faultOf(many + one), X509Fault::TooMuch);
    QCOMPARE(faultOf(one + QByteArray(2 * 1024 * 1024, ' ')), X509Fault::TooMuch);
    CertificateWish huge;
    huge.rawDnsNames = {QByteArray(70000, 'x')};
    QCOMPARE(faultOf(forge(huge).pem()), X509Fault::TooMuch);
}

QTEST_GUILESS_MAIN(TestCertificate)
#include "tst_certificate.moc"
