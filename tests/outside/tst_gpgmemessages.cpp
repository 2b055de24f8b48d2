// SPDX-License-Identifier: GPL-3.0-or-later
// The messages and keys that GPGME tests itself with (tests/gpg of its sources), and the broken OpenPGP keys among
// those of GnuTLS (tests/cert-tests/data). The keys are of 1999: what they encrypted is still read, but nobody's
// signature is judged by them, and no colleague may have one.
#include "core/openpgp/armor.h"
#include "core/openpgp/gpgmeownkeys.h"
#include "tests/core/openpgp/people.h"
#include "tests/outside/outside.h"

#include <QCoroTask>

using namespace coffret;
using namespace coffret::test;

namespace {

const QString Folder = QStringLiteral("gpgme/tests/gpg/");
const QString Alfa = QStringLiteral("A0FF4590BB6122EDEF6E3C542D727CC768697734");

/// A text that stands in quotes, line by line, in a C file.
QByteArray textInC(const QByteArray &source, const QByteArray &name)
{
    const qsizetype start = source.indexOf(name);
    const qsizetype end = source.indexOf(';', start);
    if (start < 0 || end < 0)
        qFatal("no %s", name.constData());
    QByteArray text;
    for (const QByteArray &line : source.mid(start, end - start).split('\n').mid(1)) {
        const qsizetype quote = line.indexOf('"');
        text += line.mid(quote + 1, line.lastIndexOf('"') - quote - 1).replace("\\n", "\n");
    }
    return text;
}

} // namespace

class TestGpgmeMessages : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void opensMessages_data();
    void opensMessages();
    void refusesWhatIsOnlySigned_data();
    void refusesWhatIsOnlySigned();
    void refusesDamagedMessages();
    void takesNoWeakOrBrokenKey();
    void cleanupTestCase();

private:
    Expected<OpenedMessage> open(const QByteArray &message)
    {
        return QCoro::waitFor(m_engine->engine->open(OpenRequest(message, {Alfa})));
    }

    GpgHome m_home;
    std::unique_ptr<EngineInHome> m_engine;
    int m_opened = 0;
    int m_refused = 0;
};

void TestGpgmeMessages::initTestCase()
{
    m_home.importKey(contentsOfOutside(Folder + QStringLiteral("pubdemo.asc")));
    m_home.importKey(contentsOfOutside(Folder + QStringLiteral("secdemo.asc")));
    m_home.setPinentry(GpgHome::Pinentry::Answers, "abc");
    m_engine = makeEngine(m_home);
}

void TestGpgmeMessages::opensMessages_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QByteArray>("beginning");
    QTest::addColumn<SignatureState>("state");
    const QByteArray secret = contentsOfOutside(Folder + QStringLiteral("geheim.txt"));
    QTest::newRow("cipher-1") << QStringLiteral("cipher-1.asc") << secret << SignatureState::Unsigned;
    QTest::newRow("cipher-2") << QStringLiteral("cipher-2.asc") << secret << SignatureState::Expected;
    // Signed by one key that is not there and one that is in the user's own keyring, which vouches for nobody.
    QTest::newRow("cipher-3") << QStringLiteral("cipher-3.asc") << QByteArray("Reenact Studied Thermos")
                              << SignatureState::UnknownKey;
    QTest::newRow("cipher-no-sig") << QStringLiteral("cipher-no-sig.asc") << QByteArray("Viscosity Dispersal Thimble")
                                   << SignatureState::Unsigned;
}

void TestGpgmeMessages::opensMessages()
{
    QFETCH(QString, file);
    QFETCH(QByteArray, beginning);
    const auto opened = open(contentsOfOutside(Folder + file));
    QVERIFY2(opened, reason(opened));
    QVERIFY(opened->plaintext.view().starts_with({beginning.constData(), static_cast<std::size_t>(beginning.size())}));
    QTEST(opened->verdict.state, "state");
    ++m_opened;
}

void TestGpgmeMessages::refusesWhatIsOnlySigned_data()
{
    QTest::addColumn<QByteArray>("name");
    for (const char *name : {"test_sig1[]", "test_sig1_plus_unknown_key[]", "test_sig2[]", "double_plaintext_sig[]"})
        QTest::newRow(name) << QByteArray(name);
}

/// Signatures alone, a signed text, and one with another text in front of it.
void TestGpgmeMessages::refusesWhatIsOnlySigned()
{
    QFETCH(QByteArray, name);
    const auto opened = open(textInC(contentsOfOutside(Folder + QStringLiteral("t-verify.c")), name));
    QVERIFY(!opened);
    QCOMPARE(opened.error().kind, ErrorKind::NotEncrypted);
    ++m_refused;
}

/// Cut, and with one character of the base64 changed: nothing is read of it.
void TestGpgmeMessages::refusesDamagedMessages()
{
    const QByteArray message = contentsOfOutside(Folder + QStringLiteral("cipher-2.asc"));
    const qsizetype body = message.indexOf("\n\n") + 2;
    const qsizetype end = message.indexOf("\n=");
    QVERIFY(body > 1 && end > body);
    for (qsizetype place = body; place < end; place += 67) {
        QVERIFY2(!open(message.left(place)), qPrintable(QString::number(place)));
        QByteArray damaged = message;
        damaged[place] = damaged.at(place) == 'A' ? 'Q' : 'A';
        if (message.at(place) != '\n')
            QVERIFY2(!open(damaged), qPrintable(QString::number(place)));
        m_refused += 2;
    }
}

void TestGpgmeMessages::takesNoWeakOrBrokenKey()
{
    GpgmeOwnKeys keys(m_home.path());
    int refused = 0;
    const auto kindOf = [&](const QByteArray &key) {
        const auto info = QCoro::waitFor(keys.inspectPublic(key));
        ++refused;
        return info ? ErrorKind::Internal : info.error().kind;
    };
    QCOMPARE(kindOf(contentsOfOutside(Folder + QStringLiteral("pubkey-1.asc"))), ErrorKind::KeyUnusable);
    QCOMPARE(kindOf(contentsOfOutside(Folder + QStringLiteral("pubdemo.asc"))), ErrorKind::InvalidInput); // many
    const QString data = QStringLiteral("gnutls/tests/cert-tests/data/");
    for (const QString &name : outsideFiles(data, {QStringLiteral("*.pub"), QStringLiteral("*-public*.gpg"),
                                                   QStringLiteral("*public.gpg"), QStringLiteral("*-signed.gpg")})) {
        const QByteArray bytes = contentsOfOutside(data + name);
        const QByteArray key = bytes.startsWith("-----BEGIN") ? bytes : armored(bytes, "PUBLIC KEY BLOCK");
        const ErrorKind kind = kindOf(key);
        QVERIFY2(kind == ErrorKind::KeyUnusable || kind == ErrorKind::InvalidInput || kind == ErrorKind::BadSignature,
                 qPrintable(name + u' ' + QString::number(static_cast<int>(kind))));
    }
    report(QStringLiteral("OpenPGP keys of 1999 and broken ones: %1 refused").arg(refused));
}

void TestGpgmeMessages::cleanupTestCase()
{
    if (m_opened > 0)
        report(QStringLiteral("GPGME's messages: %1 opened and judged; %2 that are only signed or damaged refused")
                   .arg(m_opened)
                   .arg(m_refused));
}

int main(int argc, char **argv)
{
    return runOutsideTest<TestGpgmeMessages>(argc, argv);
}

#include "tst_gpgmemessages.moc"
