// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/x509/inspection.h"
#include "tests/core/sshkey/sshtools.h"
#include "tests/core/x509/certificateforge.h"

#include <QTest>

using namespace coffret;
using namespace coffret::test;
using Order = std::vector<std::size_t>;
using Links = std::vector<ChainLink>;

namespace {

CertificateChain chainIn(const std::vector<ForgedCertificate> &forged)
{
    std::vector<Certificate> certificates;
    for (const ForgedCertificate &one : forged)
        certificates.push_back(*certificateFromDer(one.der));
    return chainOf(certificates);
}

KeyMatch matchOf(const QByteArray &certificates, const QByteArray &key, const QByteArray &passphrase = {})
{
    return inspectCertificates(secretOf(certificates), secretOf(key), secretOf(passphrase)).key.match;
}

} // namespace

/// How certificates and a key belong together.
class TestCertificateChain : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void wholeChains_data();
    void wholeChains();
    void reversed();
    void anyOrder();
    void withoutTheRoot();
    void missingIntermediate();
    void anotherIssuerOfTheSameName();
    void bothIssuersOfTheSameName();
    void issuersThatAreNoAuthorities();
    void issuersThatDoNotSay();
    void strangersStayBehind();
    void theSameTwice();
    void oldAuthorities();
    void keysOfTheLeaf_data();
    void keysOfTheLeaf();
    void keysOfOthers();
    void protectedKeys();
    void halvesThatDoNotFit();
    void keysBetweenCertificates();
    void putInOrder();
};

void TestCertificateChain::wholeChains_data()
{
    QTest::addColumn<QByteArray>("kind");
    for (const char *kind : {"RSA:2048", "EC:P-256", "ED25519"})
        QTest::newRow(kind) << QByteArray(kind);
}

void TestCertificateChain::wholeChains()
{
    QFETCH(QByteArray, kind);
    const ForgedCertificate root = forgeAuthority("Root", nullptr, kind);
    const ForgedCertificate middle = forgeAuthority("Middle", &root, kind);
    const ForgedCertificate leaf = forgeLeaf("leaf.example", middle, kind);
    const CertificateChain chain = chainIn({leaf, middle, root});
    QCOMPARE(chain.order, (Order{0, 1, 2}));
    QCOMPARE(chain.length, std::size_t(3));
    QVERIFY(chain.links == (Links{ChainLink::Signed, ChainLink::Signed}));
    QVERIFY(chain.isInOrder && chain.isComplete && chain.isSound());
}

void TestCertificateChain::reversed()
{
    const ForgedCertificate root = forgeAuthority("Root");
    const ForgedCertificate middle = forgeAuthority("Middle", &root);
    const CertificateChain chain = chainIn({root, middle, forgeLeaf("leaf.example", middle)});
    QCOMPARE(chain.order, (Order{2, 1, 0}));
    QVERIFY(!chain.isInOrder);
    QVERIFY(chain.isComplete && chain.isSound());
}

void TestCertificateChain::anyOrder()
{
    const ForgedCertificate root = forgeAuthority("Root");
    const ForgedCertificate middle = forgeAuthority("Middle", &root);
    const CertificateChain chain = chainIn({forgeLeaf("leaf.example", middle), root, middle});
    QCOMPARE(chain.order, (Order{0, 2, 1}));
    QVERIFY(!chain.isInOrder);
}

void TestCertificateChain::withoutTheRoot()
{
    const ForgedCertificate root = forgeAuthority("Root");
    const ForgedCertificate middle = forgeAuthority("Middle", &root);
    const CertificateChain chain = chainIn({forgeLeaf("leaf.example", middle), middle});
    QVERIFY(!chain.isComplete);
    QVERIFY(chain.isInOrder && chain.isSound());
    QCOMPARE(chain.length, std::size_t(2));
}

void TestCertificateChain::missingIntermediate()
{
    const ForgedCertificate root = forgeAuthority("Root");
    const ForgedCertificate middle = forgeAuthority("Middle", &root);
    const CertificateChain chain = chainIn({forgeLeaf("leaf.example", middle), root});
    QCOMPARE(chain.length, std::size_t(1));
    QVERIFY(!chain.isComplete);
    QCOMPARE(chain.order, (Order{0, 1}));
}

void TestCertificateChain::anotherIssuerOfTheSameName()
{
    const ForgedCertificate root = forgeAuthority("Root");
    const CertificateChain chain = chainIn({forgeLeaf("leaf.example", root), forgeAuthority("Root")});
    QVERIFY(chain.links == Links{ChainLink::NotSigned});
    QVERIFY(!chain.isSound());
    QCOMPARE(chain.length, std::size_t(2));
}

void TestCertificateChain::bothIssuersOfTheSameName()
{
    const ForgedCertificate root = forgeAuthority("Root");
    const CertificateChain chain = chainIn({forgeLeaf("leaf.example", root), forgeAuthority("Root"), root});
    QCOMPARE(chain.order, (Order{0, 2, 1}));
    QVERIFY(chain.links == Links{ChainLink::Signed});
    QVERIFY(chain.isComplete);
}

void TestCertificateChain::issuersThatAreNoAuthorities()
{
    const ForgedCertificate root = forgeAuthority("Root");
    const ForgedCertificate leaf = forgeLeaf("leaf.example", root);
    const ForgedCertificate below = forgeLeaf("below.example", leaf);
    const CertificateChain chain = chainIn({below, leaf, root});
    QVERIFY(chain.links == (Links{ChainLink::NotAuthority, ChainLink::Signed}));
    QVERIFY(!chain.isSound());
}

/// The right to sign certificates makes nobody an authority who does not say to be one.
void TestCertificateChain::issuersThatDoNotSay()
{
    const ForgedCertificate root = forgeAuthority("Root");
    CertificateWish wish;
    wish.subject = {{"CN", "Between"}};
    wish.saysWhether = false;
    wish.keyUsage = "keyCertSign";
    const ForgedCertificate between = forge(wish, forgeKey(), &root);
    const CertificateChain chain = chainIn({forgeLeaf("leaf.example", between), between, root});
    QVERIFY(chain.links == (Links{ChainLink::NotAuthority, ChainLink::Signed}));
    const ForgedCertificate oldRoot = forge(wish);
    QVERIFY(chainIn({forgeLeaf("leaf.example", oldRoot), oldRoot}).isSound());
}

void TestCertificateChain::strangersStayBehind()
{
    const ForgedCertificate root = forgeAuthority("Root");
    const ForgedCertificate leaf = forgeLeaf("leaf.example", root);
    const ForgedCertificate stranger = forge({});
    const CertificateChain behind = chainIn({leaf, root, stranger});
    QVERIFY(behind.isInOrder);
    QCOMPARE(behind.length, std::size_t(2));
    const CertificateChain between = chainIn({leaf, stranger, root});
    QCOMPARE(between.order, (Order{0, 2, 1}));
    QVERIFY(!between.isInOrder);
}

void TestCertificateChain::theSameTwice()
{
    const ForgedCertificate root = forgeAuthority("Root");
    const ForgedCertificate leaf = forgeLeaf("leaf.example", root);
    const CertificateChain chain = chainIn({root, root, leaf, leaf});
    QCOMPARE(chain.order, (Order{2, 0, 1, 3}));
    QCOMPARE(chain.length, std::size_t(2));
}

void TestCertificateChain::oldAuthorities()
{
    CertificateWish wish;
    wish.version = 1;
    wish.subject = {{"CN", "Old root"}};
    const ForgedCertificate root = forge(wish);
    const CertificateChain chain = chainIn({forgeLeaf("leaf.example", root), root});
    QVERIFY(chain.isSound() && chain.isComplete);
}

void TestCertificateChain::keysOfTheLeaf_data()
{
    wholeChains_data();
}

void TestCertificateChain::keysOfTheLeaf()
{
    QFETCH(QByteArray, kind);
    const ForgedCertificate leaf = forge({}, forgeKey(kind));
    QCOMPARE(matchOf(leaf.pem(), keyPem(leaf.key)), KeyMatch::Matches);
    QCOMPARE(matchOf(leaf.pem(), keyPem(forgeKey(kind))), KeyMatch::Differs);
    QCOMPARE(matchOf(leaf.pem(), keyPem(forgeKey(kind == "ED25519" ? "EC:P-256" : "ED25519"))), KeyMatch::Differs);
    if (kind == "ED25519")
        return;
    const QString older = kind.startsWith("RSA") ? QStringLiteral("rsa") : QStringLiteral("ec");
    QStringList convert{older};
    if (kind.startsWith("RSA"))
        convert.append(QStringLiteral("-traditional"));
    const ToolAnswer traditional = runTool(QStringLiteral("openssl"), convert, keyPem(leaf.key));
    QVERIFY(traditional.output.contains("BEGIN " + older.toUpper().toLatin1() + " PRIVATE KEY"));
    QCOMPARE(matchOf(leaf.pem(), "# a note\n" + traditional.output), KeyMatch::Matches);
    convert += {QStringLiteral("-aes256"), QStringLiteral("-passout"), QStringLiteral("pass:word")};
    const ToolAnswer locked = runTool(QStringLiteral("openssl"), convert, keyPem(leaf.key));
    QVERIFY(locked.output.contains("DEK-Info"));
    QCOMPARE(matchOf(leaf.pem(), locked.output, "word"), KeyMatch::Matches);
    QCOMPARE(matchOf(leaf.pem(), locked.output), KeyMatch::NeedsPassphrase);
}

void TestCertificateChain::keysOfOthers()
{
    const ForgedCertificate root = forgeAuthority("Root");
    const ForgedCertificate leaf = forgeLeaf("leaf.example", root);
    const CertificateInspection inspection =
        inspectCertificates(secretOf(leaf.pem() + root.pem()), secretOf(keyPem(root.key)), SecretBuffer());
    QCOMPARE(inspection.key.match, KeyMatch::Differs);
    QCOMPARE(inspection.key.owner, std::optional<std::size_t>(1));
}

void TestCertificateChain::protectedKeys()
{
    const ForgedCertificate leaf = forge({});
    const QByteArray locked = keyPem(leaf.key, "word");
    QCOMPARE(matchOf(leaf.pem(), locked), KeyMatch::NeedsPassphrase);
    QCOMPARE(matchOf(leaf.pem(), locked, "sword"), KeyMatch::WrongPassphrase);
    QCOMPARE(matchOf(leaf.pem(), locked, "word"), KeyMatch::Matches);
    QCOMPARE(matchOf(leaf.pem(), keyPem(leaf.key), "not looked at"), KeyMatch::Matches);
    QCOMPARE(matchOf(leaf.pem(), {}), KeyMatch::None);
    QCOMPARE(matchOf(leaf.pem(), " \n"), KeyMatch::None);
    QCOMPARE(matchOf(leaf.pem(), "hunter2"), KeyMatch::NotAKey);
    QCOMPARE(matchOf(leaf.pem(), locked.left(locked.size() / 2), "word"), KeyMatch::NotAKey);
    QCOMPARE(matchOf(leaf.pem(), QByteArray(70000, 'x')), KeyMatch::NotAKey);
    QCOMPARE(matchOf(leaf.pem(), "-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n"),
             KeyMatch::Unsupported);
}

/// A key of an elliptic curve that shows the certificate's public half, but holds another secret one.
void TestCertificateChain::halvesThatDoNotFit()
{
    const auto derOf = [](const ForgedKey &key) {
        return runTool(QStringLiteral("openssl"),
                       {QStringLiteral("ec"), QStringLiteral("-outform"), QStringLiteral("DER")}, keyPem(key))
            .output;
    };
    const ForgedCertificate leaf = forge({});
    QByteArray mixed = derOf(leaf.key);
    const QByteArray other = derOf(forgeKey());
    QCOMPARE(mixed.size(), other.size());
    mixed.replace(7, 32, other.mid(7, 32)); // after sequence, version and the octet string's head
    const auto pem = [](const QByteArray &der) {
        return "-----BEGIN EC PRIVATE KEY-----\n" + der.toBase64() + "\n-----END EC PRIVATE KEY-----\n";
    };
    QCOMPARE(matchOf(leaf.pem(), pem(derOf(leaf.key))), KeyMatch::Matches);
    QVERIFY(matchOf(leaf.pem(), pem(mixed)) != KeyMatch::Matches);
}

void TestCertificateChain::keysBetweenCertificates()
{
    const ForgedCertificate leaf = forge({});
    QCOMPARE(matchOf(leaf.pem() + keyPem(leaf.key), {}), KeyMatch::Matches);
    QCOMPARE(matchOf(leaf.pem() + keyPem(forgeKey()), {}), KeyMatch::Differs);
    QCOMPARE(matchOf(leaf.pem() + keyPem(forgeKey()), keyPem(leaf.key)), KeyMatch::Matches); // the field's counts
}

void TestCertificateChain::putInOrder()
{
    const ForgedCertificate root = forgeAuthority("Root");
    const ForgedCertificate middle = forgeAuthority("Middle", &root);
    const ForgedCertificate leaf = forgeLeaf("leaf.example", middle);
    const SecretBuffer mixed =
        secretOf(root.pem() + keyPem(leaf.key) + "a note\n" + leaf.pem() + middle.pem() + keyPem(middle.key));
    const CertificateInspection inspection = inspectCertificates(mixed, SecretBuffer(), SecretBuffer());
    QVERIFY(!inspection.chain.isInOrder);
    const SecretBuffer sorted = inOrder(inspection, mixed);
    QCOMPARE(bytesOf(sorted), leaf.pem() + middle.pem() + root.pem() + keyPem(leaf.key) + keyPem(middle.key));
    QVERIFY(inspectCertificates(sorted, SecretBuffer(), SecretBuffer()).chain.isInOrder);
}

QTEST_GUILESS_MAIN(TestCertificateChain)
#include "tst_certificatechain.moc"
