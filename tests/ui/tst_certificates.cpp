// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/sshkey/sshtools.h"
#include "tests/core/x509/certificateforge.h"
#include "tests/ui/bench.h"
#include "ui/viewmodels/certificatetexts.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTest>

using namespace coffret;
using namespace coffret::fakes;
using namespace coffret::test;
using Call = FakeServer::Call;

namespace {

const QString Held = QStringLiteral("s000002"); // not sealed
const QString Acme = QStringLiteral("acme");
const QString CertificateKey = QStringLiteral("certificate");
const QString PrivateKey = QStringLiteral("private-key");
const QString Passphrase = QStringLiteral("passphrase");

QByteArray asTime(const QDateTime &time)
{
    return time.toUTC().toString(QStringLiteral("yyyyMMddHHmmss")).toLatin1() + 'Z';
}

/// A bench whose account "acme" can be written to, with a chain that is valid by its clock.
struct CertificateBench : Bench
{
    CertificateBench()
    {
        addAccount(Acme, QStringLiteral("Acme"));
        server().addFacets().writing.signer = AdasKey;
        const auto wishFor = [this](const QByteArray &name, bool isAuthority) {
            CertificateWish wish;
            wish.subject = {{"CN", name}};
            wish.isAuthority = isAuthority;
            wish.notBefore = asTime(clock.now().addDays(-100));
            wish.notAfter = asTime(clock.now().addDays(200));
            return wish;
        };
        root = forge(wishFor("Root", true));
        middle = forge(wishFor("Middle", true), forgeKey(), &root);
        CertificateWish leafWish = wishFor("leaf.example", false);
        leafWish.alternatives = "DNS:leaf.example,DNS:*.leaf.example,IP:2001:db8::17";
        leaf = forge(leafWish, forgeKey(), &middle);
    }
    [[nodiscard]] FakeServer &server() { return *servers[Acme]; }
    [[nodiscard]] EditorViewModel &editor() { return *browse.editor(); }
    [[nodiscard]] CertificateForm &form() { return *editor().certificate(); }
    [[nodiscard]] CertificateCard &card() { return *form().card(); }
    [[nodiscard]] DetailViewModel &detail() { return *browse.detail(); }
    [[nodiscard]] SecretDocument &document(const QString &key) { return *editor().fields()->field(key)->document; }
    [[nodiscard]] QByteArray chain() const { return leaf.pem() + middle.pem() + root.pem(); }

    void beginNew()
    {
        QVERIFY(openAll());
        browse.newSecret();
        editor().chooseType(QStringLiteral("certificate"));
        QCOMPARE(editor().stage(), EditorViewModel::Writing);
    }
    /// In the first secret, protected.
    void hold(const QByteArray &text)
    {
        for (SecretSummary &secret : server().secrets) {
            if (secret.id == Held)
                secret.type = SecretType::Certificate;
        }
        server().setValues(Held, {{FieldKind::Certificate, CertificateKey, text, true},
                                  {FieldKind::PrivateKey, PrivateKey, keyPem(leaf.key), true}});
        QVERIFY(openAll());
        browse.selectSecret(Held);
    }
    [[nodiscard]] QStringList findings(CertificateCard &card) const
    {
        QStringList found;
        for (const Choice &finding : card.findings()->choices())
            found.append(finding.key + QLatin1String(": ") + finding.label);
        return found;
    }
    [[nodiscard]] bool finds(const char *mood, const char *words)
    {
        return !findings(card())
                    .filter(QLatin1String(mood) + QLatin1String(": "))
                    .filter(QString::fromUtf8(words))
                    .isEmpty();
    }
    QString write(const QString &name, const QByteArray &bytes)
    {
        QFile file(folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("no file");
        return file.fileName();
    }

    ForgedCertificate root;
    ForgedCertificate middle;
    ForgedCertificate leaf;
};

} // namespace

/// The card of a certificate, in a form and above a secret.
class TestCertificates : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void saysWhatWasWritten();
    void saysWhatIsWrongAtOnce_data();
    void saysWhatIsWrongAtOnce();
    void comparesTheKey();
    void putsAChainInOrder();
    void putsInOrderWhatIsThereByThen();
    void offersTheDayItEnds();
    void readsAPemFile();
    void asksForAPassword();
    void filesThatCannotBeUsed();
    void aForgottenFileIsGone();
    void oneFieldForEverything();
    void aFileLeavesWhatItLacks();
    void filesBringTheFieldsTheyNeed();
    void keysDoNotGoIntoTheOpen();
    void onlyTheLastTextIsLookedAt();
    void otherTypesHaveNone();
    void closingWipesIt();
    void valuesThatMustNotBeShown();

    void opensNothingUnasked();
    void inspectsWithoutShowing();
    void revealingInspectsToo();
    void anInspectionThatFails();
    void inspectingMayBeForbidden();
    void whatLiesOpenIsShownAtOnce();
    void theCardGoesWithItsSecret();
    void theCardGoesWithItsField();
    void anInspectedCardHasItsOwnTime();
    void fingerprintsAreCopied();
    void timesInWords_data();
    void timesInWords();
};

void TestCertificates::saysWhatWasWritten()
{
    CertificateBench bench;
    bench.beginNew();
    QCOMPARE(bench.form().anchor(), CertificateKey);
    QVERIFY(!bench.card().isShown());
    bench.document(CertificateKey).insert(bench.chain().toStdString());
    QTRY_VERIFY(bench.card().isShown());
    QCOMPARE(bench.card().title(), QStringLiteral("leaf.example"));
    QCOMPARE(bench.card().issuer(), QStringLiteral("CN=Middle"));
    QCOMPARE(bench.card().names().join(QLatin1Char(' ')), QStringLiteral("leaf.example *.leaf.example 2001:db8::17"));
    QCOMPARE(bench.card().mood(), QStringLiteral("good"));
    QVERIFY(bench.card().validity().startsWith(QStringLiteral("Valid until ")));
    QVERIFY(qAbs(bench.card().elapsed() - 1.0 / 3) < 0.01);
    QCOMPARE(bench.card().keyText(), QStringLiteral("EC, P-256"));
    QCOMPARE(bench.card().sha256().size(), 95);
    QCOMPARE(bench.card().chain()->rowCount(), 3);
    QCOMPARE(bench.findings(bench.card()), QStringList{QStringLiteral("good: The chain is complete, up to “Root”.")});
}

void TestCertificates::saysWhatIsWrongAtOnce_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("fault");
    const QByteArray pem = forge({}).pem();
    QTest::newRow("anything") << QByteArray("hunter2") << "not a certificate";
    QTest::newRow("a key") << keyPem(forgeKey()) << "private key";
    QTest::newRow("half of it") << pem.left(pem.size() / 2) << "damaged";
    QTest::newRow("too many") << pem.repeated(33) << "more here";
}

void TestCertificates::saysWhatIsWrongAtOnce()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, fault);
    CertificateBench bench;
    bench.beginNew();
    bench.document(CertificateKey).insert(text.toStdString());
    QTRY_VERIFY2(bench.card().faultText().contains(fault), qPrintable(bench.card().faultText()));
    QVERIFY(!bench.card().isShown());
    bench.document(CertificateKey).replaceAll(bench.leaf.pem().toStdString());
    QTRY_VERIFY(bench.card().isShown());
    QCOMPARE(bench.card().faultText(), QString());
}

void TestCertificates::comparesTheKey()
{
    CertificateBench bench;
    bench.beginNew();
    bench.document(CertificateKey).insert(bench.chain().toStdString());
    bench.document(PrivateKey).insert(keyPem(forgeKey()).toStdString());
    QTRY_VERIFY(bench.finds("bad", "does not belong"));
    bench.document(PrivateKey).replaceAll(keyPem(bench.middle.key).toStdString());
    QTRY_VERIFY(bench.finds("bad", "that of “Middle”"));
    bench.document(PrivateKey).replaceAll(keyPem(bench.leaf.key).toStdString());
    QTRY_VERIFY(bench.finds("good", "belongs to this certificate"));
    bench.document(PrivateKey).replaceAll(keyPem(bench.leaf.key, "word").toStdString());
    QTRY_VERIFY(bench.finds("warning", "protected by a passphrase"));
    bench.document(Passphrase).insert("sword");
    QTRY_VERIFY(bench.finds("bad", "does not open"));
    bench.document(Passphrase).replaceAll("word");
    QTRY_VERIFY(bench.finds("good", "belongs to this certificate"));
    bench.document(PrivateKey).replaceAll("hunter2");
    QTRY_VERIFY(bench.finds("bad", "cannot be read"));
}

void TestCertificates::putsAChainInOrder()
{
    CertificateBench bench;
    bench.beginNew();
    bench.document(CertificateKey).insert((bench.root.pem() + bench.leaf.pem() + bench.middle.pem()).toStdString());
    QTRY_VERIFY(bench.form().isOutOfOrder());
    QVERIFY(bench.finds("warning", "out of order"));
    bench.form().putInOrder();
    QCOMPARE(bytesOf(bench.document(CertificateKey).value()), bench.chain());
    QTRY_VERIFY(!bench.form().isOutOfOrder());
    bench.document(CertificateKey).undo();
    QTRY_VERIFY(bench.form().isOutOfOrder());
}

void TestCertificates::putsInOrderWhatIsThereByThen()
{
    CertificateBench bench;
    bench.beginNew();
    bench.document(CertificateKey).insert((bench.middle.pem() + bench.leaf.pem()).toStdString());
    QTRY_VERIFY(bench.form().isOutOfOrder());
    bench.document(CertificateKey).moveTo(0, false);
    bench.document(CertificateKey).insert(bench.root.pem().toStdString());
    bench.form().putInOrder(); // at once, before it was looked at
    QTRY_COMPARE(bytesOf(bench.document(CertificateKey).value()), bench.chain());
}

void TestCertificates::offersTheDayItEnds()
{
    CertificateBench bench;
    bench.beginNew();
    QCOMPARE(bench.form().expiryDay(), QString());
    bench.document(CertificateKey).insert(bench.chain().toStdString());
    QTRY_COMPARE(bench.form().expiryDay(), bench.clock.now().addDays(200).toLocalTime().date().toString(Qt::ISODate));
}

void TestCertificates::readsAPemFile()
{
    CertificateBench bench;
    bench.beginNew();
    const QByteArray locked = keyPem(bench.leaf.key, "word");
    bench.form().chooseFile(
        bench.write(QStringLiteral("all.pem"), bench.root.pem() + locked + bench.leaf.pem() + bench.middle.pem()));
    QTRY_COMPARE(bytesOf(bench.document(CertificateKey).value()), bench.chain());
    QCOMPARE(bytesOf(bench.document(PrivateKey).value()), locked);
    QCOMPARE(bench.editor().name(), QStringLiteral("leaf.example"));
    QVERIFY(bench.form().fileText().contains(QStringLiteral("all.pem")));
    QTRY_VERIFY(bench.finds("warning", "protected by a passphrase"));
    bench.editor().setName(QStringLiteral("Mine"));
    const ForgedCertificate other = forge({});
    bench.form().chooseFile(QStringLiteral("file://") + bench.write(QStringLiteral("other.der"), other.der));
    QTRY_COMPARE(bytesOf(bench.document(CertificateKey).value()), other.pem());
    QCOMPARE(bytesOf(bench.document(PrivateKey).value()), locked);
    QCOMPARE(bench.editor().name(), QStringLiteral("Mine"));
    QTRY_VERIFY(bench.card().title() == QStringLiteral("leaf.example"));
}

void TestCertificates::asksForAPassword()
{
    CertificateBench bench;
    bench.beginNew();
    bench.document(Passphrase).insert("of an earlier key");
    bench.form().chooseFile(
        bench.write(QStringLiteral("all.p12"), pkcs12Of(bench.leaf, {bench.middle, bench.root}, "word")));
    QTRY_VERIFY(bench.form().wantsPassword());
    QCOMPARE(bench.form().errorText(), QString());
    QVERIFY(bench.document(CertificateKey).isEmpty());
    bench.form().openFile(); // nothing is written yet
    QVERIFY(!bench.form().isBusy());
    bench.form().password()->insert("sword");
    bench.form().openFile();
    QTRY_VERIFY(bench.form().errorText().contains(QStringLiteral("does not open")));
    QVERIFY(bench.form().wantsPassword());
    bench.form().password()->replaceAll("word");
    bench.form().openFile();
    QTRY_COMPARE(bytesOf(bench.document(CertificateKey).value()), bench.chain());
    QCOMPARE(bytesOf(bench.document(PrivateKey).value()), keyPem(bench.leaf.key));
    QVERIFY(bench.document(Passphrase).isEmpty()); // the key is no longer protected
    QVERIFY(!bench.form().wantsPassword());
    QVERIFY(bench.form().password()->isEmpty());
    QCOMPARE(bench.form().errorText(), QString());
    QTRY_VERIFY(bench.finds("good", "belongs to this certificate"));
}

void TestCertificates::filesThatCannotBeUsed()
{
    CertificateBench bench;
    bench.beginNew();
    bench.form().chooseFile(bench.folder.filePath(QStringLiteral("missing.pem")));
    QVERIFY(bench.form().errorText().contains(QStringLiteral("cannot be read")));
    bench.form().chooseFile(bench.folder.path());
    QVERIFY(bench.form().errorText().contains(QStringLiteral("cannot be read")));
    bench.form().chooseFile(bench.write(QStringLiteral("huge"), QByteArray(2 * 1024 * 1024, '0')));
    QVERIFY(bench.form().errorText().contains(QStringLiteral("more here")));
    bench.form().chooseFile(bench.write(QStringLiteral("note.txt"), "hunter2"));
    QTRY_VERIFY(bench.form().errorText().contains(QStringLiteral("not a certificate")));
    QByteArray cut = pkcs12Of(bench.leaf, {}, "word");
    cut.chop(20);
    bench.form().chooseFile(bench.write(QStringLiteral("cut.p12"), cut));
    QTRY_VERIFY(bench.form().errorText().contains(QStringLiteral("damaged")));
    QVERIFY(!bench.form().wantsPassword());
    QVERIFY(bench.document(CertificateKey).isEmpty());
}

void TestCertificates::aForgottenFileIsGone()
{
    CertificateBench bench;
    bench.beginNew();
    bench.form().chooseFile(bench.write(QStringLiteral("all.p12"), pkcs12Of(bench.leaf, {}, "word")));
    QTRY_VERIFY(bench.form().wantsPassword());
    bench.form().password()->insert("word");
    bench.form().openFile();
    bench.form().forgetFile(); // while it is opened
    QVERIFY(!bench.form().wantsPassword());
    QVERIFY(bench.form().password()->isEmpty());
    QTest::qWait(0);
    bench.form().chooseFile(bench.write(QStringLiteral("note.txt"), "hunter2"));
    QTRY_VERIFY(!bench.form().errorText().isEmpty()); // the worker has done both
    QVERIFY(bench.document(CertificateKey).isEmpty());
}

void TestCertificates::oneFieldForEverything()
{
    CertificateBench bench;
    bench.server().facets->writing.impossible = {CertificateKey, Passphrase};
    bench.beginNew();
    QCOMPARE(bench.form().anchor(), PrivateKey);
    bench.form().chooseFile(bench.write(QStringLiteral("all.pem"), keyPem(bench.leaf.key) + bench.chain()));
    QTRY_COMPARE(bytesOf(bench.document(PrivateKey).value()), bench.chain() + keyPem(bench.leaf.key));
    QTRY_VERIFY(bench.finds("good", "belongs to this certificate"));
}

void TestCertificates::aFileLeavesWhatItLacks()
{
    CertificateBench bench;
    bench.server().facets->writing.impossible = {CertificateKey, Passphrase};
    bench.beginNew();
    bench.form().chooseFile(bench.write(QStringLiteral("chain.pem"), bench.chain()));
    QTRY_COMPARE(bytesOf(bench.document(PrivateKey).value()), bench.chain());
    bench.form().chooseFile(bench.write(QStringLiteral("key.pem"), keyPem(bench.leaf.key)));
    QTRY_COMPARE(bytesOf(bench.document(PrivateKey).value()), bench.chain() + keyPem(bench.leaf.key));
    bench.form().chooseFile(bench.write(QStringLiteral("renewed.pem"), bench.leaf.pem()));
    QTRY_COMPARE(bytesOf(bench.document(PrivateKey).value()), bench.leaf.pem() + keyPem(bench.leaf.key));
}

void TestCertificates::filesBringTheFieldsTheyNeed()
{
    CertificateBench bench;
    bench.hold(bench.leaf.pem());
    bench.server().setValues(Held, {{FieldKind::Certificate, CertificateKey, bench.leaf.pem(), false}});
    bench.browse.editSecret();
    QTRY_COMPARE(bench.editor().stage(), EditorViewModel::Writing);
    QVERIFY(!bench.editor().fields()->field(PrivateKey));
    bench.form().chooseFile(bench.write(QStringLiteral("all.pem"), keyPem(bench.leaf.key) + bench.chain()));
    QTRY_COMPARE(bytesOf(bench.document(CertificateKey).value()), bench.chain());
    QVERIFY(bench.editor().fields()->field(PrivateKey));
    QCOMPARE(bytesOf(bench.document(PrivateKey).value()), keyPem(bench.leaf.key));
    QVERIFY(bench.editor().fields()->field(PrivateKey)->isProtected);
}

void TestCertificates::keysDoNotGoIntoTheOpen()
{
    CertificateBench bench;
    bench.server().facets->writing.impossible = {PrivateKey, Passphrase};
    bench.hold(bench.leaf.pem());
    bench.server().setValues(Held, {{FieldKind::Certificate, CertificateKey, bench.leaf.pem(), false}});
    bench.browse.editSecret();
    QTRY_COMPARE(bench.editor().stage(), EditorViewModel::Writing);
    bench.form().chooseFile(bench.write(QStringLiteral("all.pem"), keyPem(bench.leaf.key) + bench.chain()));
    QTRY_COMPARE(bytesOf(bench.document(CertificateKey).value()), bench.chain());
    QVERIFY(!bench.form().fileText().contains(QStringLiteral("private key")));
}

void TestCertificates::onlyTheLastTextIsLookedAt()
{
    CertificateBench bench;
    const ToolAnswer slow =
        runTool(QStringLiteral("openssl"),
                {QStringLiteral("pkcs8"), QStringLiteral("-topk8"), QStringLiteral("-iter"), QStringLiteral("1000000"),
                 QStringLiteral("-passout"), QStringLiteral("pass:word")},
                keyPem(bench.leaf.key));
    QCOMPARE(slow.exitCode, 0);
    CertificateCard card(bench.clock);
    const auto inspect = [&](const QByteArray &text) {
        card.inspect(secretOf(text), secretOf(slow.output), secretOf("word"));
    };
    QElapsedTimer watch;
    watch.start();
    inspect(bench.root.pem());
    QTRY_VERIFY_WITH_TIMEOUT(card.isShown(), 60000);
    const qint64 once = watch.restart();
    for (int i = 0; i < 30; ++i)
        inspect(bench.middle.pem());
    inspect(bench.leaf.pem());
    QTRY_COMPARE_WITH_TIMEOUT(card.title(), QStringLiteral("leaf.example"), 60000);
    QVERIFY2(watch.elapsed() < 15 * once, qPrintable(QString::number(watch.elapsed() / once)));
}

void TestCertificates::otherTypesHaveNone()
{
    CertificateBench bench;
    QVERIFY(bench.openAll());
    bench.browse.newSecret();
    bench.editor().chooseType(QStringLiteral("sshkey"));
    QCOMPARE(bench.form().anchor(), QString());
    bench.form().chooseFile(bench.write(QStringLiteral("all.pem"), bench.chain()));
    QVERIFY(!bench.form().isBusy());
}

void TestCertificates::closingWipesIt()
{
    CertificateBench bench;
    bench.beginNew();
    bench.document(CertificateKey).insert(bench.chain().toStdString());
    QTRY_VERIFY(bench.card().isShown());
    bench.form().chooseFile(bench.write(QStringLiteral("all.p12"), pkcs12Of(bench.leaf, {}, "word")));
    QTRY_VERIFY(bench.form().wantsPassword());
    bench.form().password()->insert("word");
    bench.editor().discard();
    QVERIFY(!bench.card().isShown());
    QVERIFY(bench.form().password()->isEmpty());
    QVERIFY(!bench.form().wantsPassword());
    QCOMPARE(bench.form().anchor(), QString());
}

void TestCertificates::valuesThatMustNotBeShown()
{
    CertificateBench bench;
    bench.server().capabilities.setFlag(Capability::Reveal, false);
    bench.hold(bench.chain());
    bench.browse.editSecret();
    QTRY_COMPARE(bench.editor().stage(), EditorViewModel::Writing);
    QVERIFY(!bench.editor().canReveal());
    bench.document(PrivateKey).replaceAll("other");
    QTest::qWait(400); // longer than its pause in typing
    QVERIFY(!bench.card().isShown());
    bench.form().chooseFile(bench.write(QStringLiteral("own.pem"), bench.leaf.pem()));
    QTRY_VERIFY(bench.card().isShown()); // that is the user's own
}

void TestCertificates::opensNothingUnasked()
{
    CertificateBench bench;
    bench.hold(bench.chain());
    QVERIFY(bench.detail().hasHiddenCertificate());
    QVERIFY(!bench.detail().certificate()->isShown());
    QCOMPARE(bench.server().calls(Call::FetchPayload), 0);
    QCOMPARE(everythingVisible(bench.detail()).filter(QStringLiteral("leaf.example")), QStringList());
}

void TestCertificates::inspectsWithoutShowing()
{
    CertificateBench bench;
    bench.hold(bench.chain());
    bench.detail().inspectCertificate();
    QTRY_VERIFY(bench.detail().certificate()->isShown());
    QCOMPARE(bench.detail().certificate()->title(), QStringLiteral("leaf.example"));
    QCOMPARE(bench.server().calls(Call::FetchPayload), 1);
    QVERIFY(!bench.detail().fields()->isRevealed(CertificateKey));
    bench.detail().reveal(CertificateKey);
    QTRY_VERIFY(bench.detail().fields()->isRevealed(CertificateKey));
    QVERIFY(!bench.detail().fields()->isRevealed(PrivateKey));
}

void TestCertificates::revealingInspectsToo()
{
    CertificateBench bench;
    bench.hold("hunter2");
    bench.detail().reveal(PrivateKey);
    QTRY_VERIFY(bench.detail().fields()->isRevealed(PrivateKey));
    QCOMPARE(bench.detail().certificate()->faultText(), QString());
    bench.detail().reveal(CertificateKey);
    QTRY_VERIFY(bench.detail().certificate()->faultText().contains(QStringLiteral("not a certificate")));
}

void TestCertificates::anInspectionThatFails()
{
    CertificateBench bench;
    bench.hold(bench.chain());
    bench.server().failNext(Call::FetchPayload, ErrorKind::Unreachable);
    bench.detail().inspectCertificate();
    QTRY_VERIFY(!bench.detail().errorText().isEmpty());
    bench.detail().reveal(CertificateKey); // which is not taken for the inspection
    QTRY_VERIFY(bench.detail().fields()->isRevealed(CertificateKey));
}

void TestCertificates::inspectingMayBeForbidden()
{
    CertificateBench bench;
    bench.server().capabilities.setFlag(Capability::Reveal, false);
    bench.hold(bench.chain());
    bench.detail().inspectCertificate();
    QVERIFY(!bench.detail().isBusy());
    QCOMPARE(bench.toast.text(), bench.detail().revealHint());
    QCOMPARE(bench.server().calls(Call::FetchPayload), 0);
}

void TestCertificates::whatLiesOpenIsShownAtOnce()
{
    CertificateBench bench;
    bench.server().openCertificates[Held] = bench.leaf.pem() + bench.middle.pem();
    bench.hold({});
    QTRY_VERIFY(bench.detail().certificate()->isShown());
    QVERIFY(!bench.detail().hasHiddenCertificate());
    QCOMPARE(bench.server().calls(Call::FetchPayload), 0);
    bench.detail().hideAll();
    QTRY_VERIFY(bench.detail().certificate()->isShown());
}

void TestCertificates::theCardGoesWithItsSecret()
{
    CertificateBench bench;
    bench.hold(bench.chain());
    bench.detail().inspectCertificate();
    QTRY_VERIFY(bench.detail().certificate()->isShown());
    bench.detail().hideAll();
    QVERIFY(!bench.detail().certificate()->isShown());
    bench.detail().inspectCertificate();
    QTRY_VERIFY(bench.detail().certificate()->isShown());
    bench.browse.selectSecret(Bench::Unsigned);
    QVERIFY(!bench.detail().certificate()->isShown());
    bench.browse.selectSecret(Held);
    bench.detail().inspectCertificate();
    QTRY_VERIFY(bench.detail().certificate()->isShown());
    bench.app.lockAll();
    QVERIFY(!bench.detail().certificate()->isShown());
}

void TestCertificates::theCardGoesWithItsField()
{
    CertificateBench bench;
    bench.hold(bench.chain());
    bench.detail().reveal(CertificateKey);
    QTRY_VERIFY(bench.detail().certificate()->isShown());
    bench.detail().reveal(PrivateKey);
    QTRY_VERIFY(bench.detail().fields()->isRevealed(PrivateKey));
    bench.detail().hide(PrivateKey);
    QVERIFY(bench.detail().certificate()->isShown());
    bench.clock.advance(std::chrono::minutes(10));
    QTRY_VERIFY(!bench.detail().fields()->isRevealed(CertificateKey));
    QVERIFY(!bench.detail().certificate()->isShown());
}

void TestCertificates::anInspectedCardHasItsOwnTime()
{
    CertificateBench bench;
    bench.hold(bench.chain());
    bench.detail().inspectCertificate();
    QTRY_VERIFY(bench.detail().certificate()->isShown());
    bench.detail().reveal(CertificateKey);
    QTRY_VERIFY(bench.detail().fields()->isRevealed(CertificateKey));
    bench.detail().hide(CertificateKey);
    QVERIFY(bench.detail().certificate()->isShown());
    bench.clock.advance(std::chrono::minutes(10));
    QTRY_VERIFY(!bench.detail().certificate()->isShown());
}

void TestCertificates::fingerprintsAreCopied()
{
    CertificateBench bench;
    bench.hold(bench.chain());
    bench.detail().inspectCertificate();
    QTRY_VERIFY(bench.detail().certificate()->isShown());
    const QString fingerprint = bench.detail().certificate()->sha1();
    bench.detail().copyFingerprint(fingerprint);
    QCOMPARE(Bench::clipboardText(), fingerprint);
    bench.detail().copyFingerprint(QStringLiteral("anything"));
    QCOMPARE(Bench::clipboardText(), fingerprint);
}

void TestCertificates::timesInWords_data()
{
    QTest::addColumn<int>("begins"); // days from now
    QTest::addColumn<int>("ends");
    QTest::addColumn<QString>("words");
    QTest::addColumn<QString>("mood");
    QTest::newRow("valid") << -10 << 400 << "Valid until"
                           << "good";
    QTest::newRow("ending") << -10 << 12 << "Expires in 12 days"
                            << "warning";
    QTest::newRow("expired") << -10 << -3 << "Expired on"
                             << "bad";
    QTest::newRow("not yet") << 5 << 400 << "Not valid before"
                             << "bad";
}

void TestCertificates::timesInWords()
{
    QFETCH(int, begins);
    QFETCH(int, ends);
    CertificateBench bench;
    CertificateWish wish;
    wish.notBefore = asTime(bench.clock.now().addDays(begins));
    wish.notAfter = asTime(bench.clock.now().addDays(ends));
    CertificateCard card(bench.clock);
    card.inspect(secretOf(forge(wish).pem()));
    QTRY_VERIFY(card.isShown());
    QFETCH(QString, words);
    QVERIFY2(card.validity().startsWith(words), qPrintable(card.validity()));
    QTEST(card.mood(), "mood");
}

QTEST_MAIN(TestCertificates)
#include "tst_certificates.moc"
