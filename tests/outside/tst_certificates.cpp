// SPDX-License-Identifier: GPL-3.0-or-later
// Certificates and chains that Botan and GnuTLS test themselves with. Botan's sources (src/tests/data/x509) have the
// path validation suite of the NIST, the certification path suite of the BSI, Google's x509test and RSA-PSS
// certificates, each with what it expects; GnuTLS' (tests/cert-tests) have odd and broken files, and the passwords of
// its PKCS#12 files stand in its scripts.
#include "core/x509/certificatechain.h"
#include "core/x509/certificatefile.h"
#include "core/x509/certificatekey.h"
#include "tests/core/sshkey/sshtools.h"
#include "tests/outside/outside.h"

#include <QDirIterator>
#include <QHash>
#include <QRegularExpression>

#include <algorithm>
#include <optional>

using namespace coffret;
using namespace coffret::test;

namespace {

const QString Botan = QStringLiteral("botan/src/tests/data/x509/");
const QString GnuTls = QStringLiteral("gnutls/tests/cert-tests/data/");

/// How a verdict from outside looks to somebody who asks only what Coffret asks: whether files can be read, who signed
/// whom and may, and when. Nobody here asks for revocation, policies, lengths of paths, purposes or host names.
enum class Look {
    Sound,        ///< up to the root, and in time
    Weak,         ///< the same, but marked as weak where it was asked about
    OutOfTime,    ///< the same, but too early or late
    NotSigned,    ///< a link is not what its issuer signed
    NotAuthority, ///< an issuer may not be one
    NoIssuer,     ///< it does not reach the root
    Unreadable,   ///< one of its certificates is none
};

struct Case
{
    QString name;
    QString verdict;
    QDateTime when;
    std::vector<QByteArray> files; ///< the first has the leaf, the last the root
};

std::optional<Look> lookOf(const QString &verdict)
{
    static const QHash<QString, Look> looks{
        {QStringLiteral("Verified"), Look::Sound},
        {QStringLiteral("Signature error"), Look::NotSigned},
        {QStringLiteral("Certificate signature has invalid parameters"), Look::NotSigned},
        {QStringLiteral("Certificate is not yet valid"), Look::OutOfTime},
        {QStringLiteral("Certificate has expired"), Look::OutOfTime},
        {QStringLiteral("Certificate issuer not found"), Look::NoIssuer},
        {QStringLiteral("Cannot establish trust"), Look::NoIssuer},
        {QStringLiteral("Loop in certificate chain"), Look::NoIssuer},
        {QStringLiteral("CA certificate not allowed to issue certs"), Look::NotAuthority},
        {QStringLiteral("Hash function used is considered too weak for security"), Look::Weak},
        {QStringLiteral("Certificate signed with unknown/unavailable algorithm"), Look::NotSigned},
        // Not Coffret's questions: all that it looks at is right.
        {QStringLiteral("No revocation data"), Look::Sound},
        {QStringLiteral("Certificate is revoked"), Look::Sound},
        {QStringLiteral("CA certificate not allowed to issue CRLs"), Look::Sound},
        {QStringLiteral("CRL bad signature"), Look::Sound},
        {QStringLiteral("CRL has expired"), Look::Sound},
        {QStringLiteral("CRL response is not yet valid"), Look::Sound},
        {QStringLiteral("No CRL with matching distribution point for certificate"), Look::Sound},
        {QStringLiteral("Certificate chain too long"), Look::Sound},
        {QStringLiteral("Certificate does not allow the requested usage"), Look::Sound},
        {QStringLiteral("Certificate does not match provided name"), Look::Sound},
        {QStringLiteral("Certificate does not pass name constraint"), Look::Sound},
        {QStringLiteral("Certificate contains duplicate policy"), Look::Sound},
        {QStringLiteral("Unknown critical extension encountered"), Look::Sound},
        {QStringLiteral("Duplicate certificate extension encountered"), Look::Sound},
        {QStringLiteral("Encountered extension in certificate with version that does not allow it"), Look::Sound},
    };
    if (verdict.startsWith(QLatin1String("Warning")) || verdict.contains(QLatin1String("X509 CRL decoding failed")))
        return Look::Sound;
    if (verdict.contains(QLatin1String("CERTIFICATE decoding failed")))
        return Look::Unreadable;
    const auto found = looks.constFind(verdict);
    return found == looks.cend() ? std::nullopt : std::optional(*found);
}

bool hasLink(const CertificateChain &chain, ChainLink link)
{
    return std::find(chain.links.begin(), chain.links.end(), link) != chain.links.end();
}

Look lookAt(const Case &one)
{
    std::vector<Certificate> certificates;
    for (const QByteArray &file : one.files) {
        const auto read = readCertificateFile(secretFrom(file), SecretBuffer());
        if (!read)
            return Look::Unreadable;
        certificates.insert(certificates.end(), read->certificates.begin(), read->certificates.end());
    }
    const CertificateChain chain = chainOf(certificates, 0);
    const std::size_t last = chain.order[chain.length - 1];
    if (hasLink(chain, ChainLink::NotSigned) || hasLink(chain, ChainLink::Unknown))
        return Look::NotSigned;
    if (hasLink(chain, ChainLink::NotAuthority))
        return Look::NotAuthority;
    if (!chain.isComplete || certificates[last].sha256 != certificates.back().sha256)
        return Look::NoIssuer;
    bool isWeak = false;
    for (std::size_t i = 0; i < chain.length; ++i) {
        const Validity validity = validityOf(certificates[chain.order[i]], one.when);
        if (validity != Validity::Valid && validity != Validity::Ending)
            return Look::OutOfTime;
        isWeak |= certificates[chain.order[i]].isWeak;
    }
    return isWeak ? Look::Weak : Look::Sound;
}

/// The lines of an expected.txt, those that are switched off left out.
QHash<QString, QString> verdictsIn(const QString &suite, char separator)
{
    QHash<QString, QString> verdicts;
    for (const QByteArray &line : contentsOfOutside(Botan + suite + QStringLiteral("/expected.txt")).split('\n')) {
        const qsizetype middle = line.indexOf(separator);
        if (middle > 0 && !line.startsWith('#') && middle + 1 < line.size())
            verdicts.insert(QString::fromUtf8(line.left(middle)), QString::fromUtf8(line.mid(middle + 1)));
    }
    return verdicts;
}

std::vector<QByteArray> filesIn(const QString &folder, QStringList names)
{
    std::vector<QByteArray> files;
    for (const QString &name : std::as_const(names))
        files.push_back(contentsOfOutside(folder + u'/' + name));
    return files;
}

QDateTime noonOf(int year, int month, int day)
{
    return {QDate(year, month, day), QTime(12, 0), Qt::UTC};
}

std::vector<Case> nistCases()
{
    std::vector<Case> cases;
    const QByteArray root = contentsOfOutside(Botan + QStringLiteral("nist/root.crt"));
    const auto verdicts = verdictsIn(QStringLiteral("nist"), ':');
    for (auto it = verdicts.cbegin(); it != verdicts.cend(); ++it) {
        const QString folder = Botan + QStringLiteral("nist/") + it.key();
        QStringList names = outsideFiles(folder, {QStringLiteral("*.crt")});
        names.removeOne(QStringLiteral("end.crt"));
        names.prepend(QStringLiteral("end.crt"));
        Case one{it.key(), it.value(), noonOf(2018, 4, 1), filesIn(folder, names)};
        one.files.push_back(root);
        cases.push_back(std::move(one));
    }
    return cases;
}

std::vector<Case> bsiCases()
{
    std::vector<Case> cases;
    const auto verdicts = verdictsIn(QStringLiteral("bsi"), '$');
    for (auto it = verdicts.cbegin(); it != verdicts.cend(); ++it) {
        const QString folder = Botan + QStringLiteral("bsi/") + it.key();
        const QStringList names = outsideFiles(folder, {QStringLiteral("*.TC.pem.crt")}) +
                                  QDir(outsidePath(folder)).entryList({QStringLiteral("*.ca.pem.crt")}, QDir::Files) +
                                  QDir(outsidePath(folder)).entryList({QStringLiteral("*.TA.pem.crt")}, QDir::Files);
        cases.push_back({it.key(), it.value(), noonOf(2017, 8, 19), filesIn(folder, names)});
    }
    return cases;
}

std::vector<Case> googleCases()
{
    std::vector<Case> cases;
    const QByteArray root = contentsOfOutside(Botan + QStringLiteral("x509test/root.pem"));
    const auto verdicts = verdictsIn(QStringLiteral("x509test"), ':');
    for (auto it = verdicts.cbegin(); it != verdicts.cend(); ++it)
        cases.push_back({it.key(),
                         it.value(),
                         noonOf(2016, 10, 21),
                         {contentsOfOutside(Botan + QStringLiteral("x509test/") + it.key()), root}});
    return cases;
}

/// Those that have a root beside them, at the beginning of the year that stands with each.
std::vector<Case> pssCases()
{
    QHash<QString, int> years;
    for (const QByteArray &line :
         contentsOfOutside(Botan + QStringLiteral("pss_certs/validation_times.txt")).split('\n'))
        years.insert(QString::fromLatin1(line.left(line.indexOf(':'))), line.mid(line.indexOf(':') + 1).toInt());
    std::vector<Case> cases;
    const auto verdicts = verdictsIn(QStringLiteral("pss_certs"), ':');
    for (auto it = verdicts.cbegin(); it != verdicts.cend(); ++it) {
        const QString folder = Botan + QStringLiteral("pss_certs/") + it.key();
        if (QFile::exists(outsidePath(folder) + QStringLiteral("/root.crt")))
            cases.push_back({it.key(), it.value(), noonOf(years.value(it.key()), 1, 1),
                             filesIn(folder, {QStringLiteral("end.crt"), QStringLiteral("root.crt")})});
    }
    return cases;
}

/// What openssl says of a file, as the fingerprint of its first certificate; empty where it reads none.
QString fingerprintByOpenssl(const QString &path)
{
    const ToolAnswer told = runTool(QStringLiteral("openssl"),
                                    {QStringLiteral("x509"), QStringLiteral("-in"), path, QStringLiteral("-noout"),
                                     QStringLiteral("-fingerprint"), QStringLiteral("-sha256")});
    return told.exitCode == 0
               ? QString::fromLatin1(told.output.mid(told.output.indexOf('=') + 1)).trimmed().remove(u':')
               : QString();
}

} // namespace

class TestCertificates : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void looksAtChains_data();
    void looksAtChains();
    void readsWhatOpensslReads();
    void opensPkcs12_data();
    void opensPkcs12();
    void cleanupTestCase();

private:
    int m_containers = 0;
};

void TestCertificates::looksAtChains_data()
{
    QTest::addColumn<QString>("suite");
    for (const char *suite : {"NIST", "BSI", "x509test", "RSA-PSS"})
        QTest::newRow(suite) << QString::fromLatin1(suite);
}

void TestCertificates::looksAtChains()
{
    QFETCH(QString, suite);
    /// Where Coffret looks at something else than the suite, by its case.
    static const QHash<QString, Look> otherwise{
        // Says two things about its signature: shown as it is, and never called signed.
        {QStringLiteral("cert_path_common_03"), Look::NotSigned},
    };
    const std::vector<Case> cases = suite == QLatin1String("NIST")       ? nistCases()
                                    : suite == QLatin1String("BSI")      ? bsiCases()
                                    : suite == QLatin1String("x509test") ? googleCases()
                                                                         : pssCases();
    QStringList problems;
    int sound = 0;
    int refused = 0;
    int elsewhere = 0;
    for (const Case &one : cases) {
        const Look look = lookAt(one);
        std::optional<Look> expected = lookOf(one.verdict);
        if (const auto found = otherwise.constFind(one.name); found != otherwise.cend())
            expected = *found;
        const bool asksForStrength = expected == Look::Weak;
        if ((look == Look::Weak && !asksForStrength ? Look::Sound : look) != expected)
            problems +=
                QStringLiteral("%1: %2, but looked at as %3").arg(one.name, one.verdict).arg(static_cast<int>(look));
        const bool verified = one.verdict == QLatin1String("Verified");
        ++(expected != Look::Sound ? refused : verified ? sound : elsewhere);
    }
    QVERIFY2(problems.isEmpty(), qPrintable(problems.join(u'\n')));
    QVERIFY(sound > 0 && refused > 0);
    report(
        QStringLiteral("Chains of %1: %2 sound, %3 called unsound, unreadable or out of time, %4 wrong for what is not "
                       "asked here")
            .arg(suite)
            .arg(sound)
            .arg(refused)
            .arg(elsewhere));
}

void TestCertificates::readsWhatOpensslReads()
{
    static const QHash<QString, X509Fault> otherwise{
        // openssl looks at the first certificate and is content; here the whole file counts.
        {QStringLiteral("link_SHA256.cer"), X509Fault::Damaged}, // two, one behind the other
        {QStringLiteral("root2_SHA256.cer"), X509Fault::Damaged},
        {QStringLiteral("cve-2019-3829.pem"), X509Fault::Damaged}, // the second is broken
        {QStringLiteral("ca-certs.pem"), X509Fault::TooMuch},      // all that a system trusts
        // openssl reads it and calls its version unknown.
        {QStringLiteral("x509-with-zero-version.pem"), X509Fault::Damaged},
    };
    QStringList problems;
    int read = 0;
    int refused = 0;
    for (const QString &folder : {Botan, GnuTls}) {
        QDirIterator files(outsidePath(folder),
                           {QStringLiteral("*.pem"), QStringLiteral("*.crt"), QStringLiteral("*.cer"),
                            QStringLiteral("*.der"), QStringLiteral("*.p7*"), QStringLiteral("*.crl"),
                            QStringLiteral("*.csr"), QStringLiteral("*.p8")},
                           QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            const QString path = files.next();
            static const QRegularExpression suites(
                QStringLiteral("/(nist/test\\d+|bsi|pss_certs)/")); // have been looked at
            if (suites.match(path).hasMatch())
                continue;
            QFile file(path);
            QVERIFY(file.open(QIODevice::ReadOnly));
            const auto ours = readCertificateFile(secretFrom(file.readAll()), SecretBuffer());
            const QString theirs = fingerprintByOpenssl(path);
            const bool same = ours && std::any_of(ours->certificates.begin(), ours->certificates.end(),
                                                  [&](const Certificate &one) { return one.sha256 == theirs; });
            const auto exception = otherwise.constFind(files.fileName());
            if (exception != otherwise.cend() ? ours || ours.error() != *exception : !theirs.isEmpty() && !same)
                problems += path + QStringLiteral(": openssl reads %1, and here it is %2")
                                       .arg(theirs.left(8))
                                       .arg(ours ? -1 : static_cast<int>(ours.error()));
            if (theirs.isEmpty() && ours && !ours->certificates.empty())
                problems += path + QStringLiteral(": a certificate here alone");
            ++(ours && !ours->certificates.empty() ? read : refused);
        }
    }
    QVERIFY2(problems.isEmpty(), qPrintable(problems.join(u'\n')));
    report(QStringLiteral("Certificate files: %1 read as openssl reads them, %2 without a certificate that can be read")
               .arg(read)
               .arg(refused));
}

void TestCertificates::opensPkcs12_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("password");
    QTest::addColumn<int>("fault"); // X509Fault::None: it opens
    const auto row = [](const char *file, const char *password, X509Fault fault = X509Fault::None) {
        QTest::newRow(file) << QString::fromLatin1(file) << QString::fromUtf8(password) << static_cast<int>(fault);
    };
    const char *const hat = "Red Hat Enterprise Linux 7.4";
    row("aes-128.p12", hat, X509Fault::OnlyKey);
    row("pbes1-no-salt.p12", hat);
    row("no-salt.p12", hat);
    row("mac-sha512.p12", hat);
    row("cert-with-crl.p12", "password");
    row("client.p12", "foobar");
    row("openssl.p12", "CaudFocwijRupogDoicsApfiHadManUgNa");
    row("noclient.p12", "");
    row("unclient.p12", "");
    row("pkcs12_2certs.p12", "");
    row("test-null.p12", "");
    row("sha256.p12", "1234", X509Fault::OnlyKey);
    row("key-utf8-1.p12", "ένα-δύο");
    row("key-utf8-2.p12", "ένα_δύο_τρία_τέσσερα");
    row("key-corpus-rc2-1.p12", hat);
    row("key-corpus-rc2-2.p12", hat);
    row("key-corpus-rc2-3.p12", hat);
    row("mem-leak.p12", "1234", X509Fault::Unsupported); // a checksum nobody knows, and GOST's below
    row("gost01.p12", "Пароль для PFX", X509Fault::Unsupported);
    row("gost12.p12", "Пароль для PFX", X509Fault::Unsupported);
    row("gost12-2.p12", "Пароль для PFX", X509Fault::Unsupported);
}

void TestCertificates::opensPkcs12()
{
    QFETCH(QString, file);
    QFETCH(QString, password);
    QFETCH(int, fault);
    const SecretBuffer bytes = secretFrom(contentsOfOutside(GnuTls + file));
    const auto opened = readCertificateFile(bytes, secretFrom(password.toUtf8()));
    QCOMPARE(opened ? 0 : static_cast<int>(opened.error()), fault);
    ++m_containers;
    if (!opened)
        return;
    const ToolAnswer told =
        runTool(QStringLiteral("openssl"),
                {QStringLiteral("pkcs12"), QStringLiteral("-legacy"), QStringLiteral("-in"), outsidePath(GnuTls + file),
                 QStringLiteral("-passin"), QStringLiteral("pass:") + password, QStringLiteral("-nodes")});
    QVERIFY2(told.exitCode == 0, told.errors.constData());
    QCOMPARE(static_cast<qsizetype>(opened->certificates.size()), told.output.count("-----BEGIN CERTIFICATE-----"));
    QCOMPARE(!opened->keyText.isEmpty(), told.output.contains("PRIVATE KEY-----"));
    const auto wrong = readCertificateFile(bytes, secretFrom("another"));
    QVERIFY(!wrong);
    QCOMPARE(wrong.error(), X509Fault::WrongPassword);
}

void TestCertificates::cleanupTestCase()
{
    if (m_containers > 0)
        report(QStringLiteral("PKCS#12 files: %1 opened or refused as they should").arg(m_containers));
}

int main(int argc, char **argv)
{
    return runOutsideTest<TestCertificates>(argc, argv);
}

#include "tst_certificates.moc"
