// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/openpgp/metadatakey.h"

#include "tests/core/openpgp/people.h"
#include "tests/support/messageforge.h"

#include <QCoroTask>
#include <QFile>
#include <QTest>

using namespace coffret;
using namespace coffret::test;

namespace {

constexpr qsizetype Limit = 1024 * 1024;

/// In KiB, from the kernel's books.
qsizetype peakMemory()
{
    QFile status(QStringLiteral("/proc/self/status"));
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray &line : status.readAll().split('\n')) {
        if (line.startsWith("VmHWM:"))
            return line.simplified().split(' ').value(1).toLongLong();
    }
    return 0;
}

} // namespace

/// The same messages through both engines: gpg with the user's key, and librnp with that key in memory.
class OpenMessageTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data();
    void initTestCase();
    void t01_judgesSignatures_data();
    void t01_judgesSignatures();
    void t06_refuses_data();
    void t06_refuses();
    void readsEveryForm_data();
    void readsEveryForm();
    void t08_aNameIsNoSignature_data();
    void t08_aNameIsNoSignature();
    void takesOnlyWhatIsSigned();
    void distrustsWeakHashes();
    void capsThePlaintext();
    void staysSmallUnderABomb();
    void opensNothingFromAFlippedMessage();

private:
    Expected<OpenedMessage> open(const QByteArray &message, qsizetype limit = Limit);

    std::unique_ptr<People> m_people;
    std::unique_ptr<EngineInHome> m_place;
    std::unique_ptr<MetadataKey> m_metadataKey;
};

void OpenMessageTest::initTestCase_data()
{
    QTest::addColumn<QString>("engine");
    QTest::newRow("gpg") << QStringLiteral("gpg");
    QTest::newRow("librnp") << QStringLiteral("librnp");
}

void OpenMessageTest::initTestCase()
{
    m_people = std::make_unique<People>();
    m_place = makeEngine(m_people->user);
    for (const QByteArray &key : m_people->knownKeys()) {
        const auto imported = QCoro::waitFor(m_place->engine->importPublicKey(key));
        QVERIFY2(imported, reason(imported));
    }
    const std::string secretKey = m_people->user.secretKey(m_people->ada).toStdString();
    auto key = MetadataKey::load(SecretBuffer::copyOf(secretKey), {}, m_people->knownKeys());
    QVERIFY(key);
    m_metadataKey = std::move(*key);
    QCOMPARE(m_metadataKey->fingerprint(), m_people->ada);
}

Expected<OpenedMessage> OpenMessageTest::open(const QByteArray &message, qsizetype limit)
{
    OpenRequest request(message, {m_people->betty, m_people->dora});
    request.maximumBytes = limit;
    QFETCH_GLOBAL(QString, engine);
    if (engine == QStringLiteral("librnp"))
        return m_metadataKey->open(request);
    return QCoro::waitFor(m_place->engine->open(request));
}

void OpenMessageTest::t01_judgesSignatures_data()
{
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<SignatureState>("state");
    QTest::addColumn<QString>("signer");
    QTest::addColumn<QString>("name");
    const People &people = *m_people;
    const auto row = [&](const char *title, const QStringList &signers, SignatureState state, const QString &signer,
                         const char *name) {
        QTest::newRow(title) << people.toAda(MessageText, signers) << state << signer << QString::fromLatin1(name);
    };
    const char *const betty = "Betty Holberton <betty@example.org>";
    row("expected", {people.betty}, SignatureState::Expected, people.betty, betty);
    row("by a subkey", {people.dora}, SignatureState::Expected, people.dora, "Dora Metcalf <dora@example.org>");
    row("known, not expected", {people.carol}, SignatureState::Foreign, people.carol, "Carol Shaw <carol@example.org>");
    row("unknown", {people.mallory}, SignatureState::UnknownKey, people.mallory, "");
    row("unsigned", {}, SignatureState::Unsigned, {}, "");
    row("foreign and expected", {people.carol, people.betty}, SignatureState::Expected, people.betty, betty);
    row("expected and unknown", {people.betty, people.mallory}, SignatureState::Expected, people.betty, betty);
    row("unknown and foreign", {people.mallory, people.carol}, SignatureState::Foreign, people.carol,
        "Carol Shaw <carol@example.org>");
    QTest::newRow("expired") << people.messageFromErin << SignatureState::ExpiredKey << people.erin
                             << QStringLiteral("Erin Spice <erin@example.org>");
    QTest::newRow("by an expired subkey") << people.messageFromFay << SignatureState::ExpiredKey << people.fay
                                          << QStringLiteral("Fay Ajzenberg <fay@example.org>");
    QTest::newRow("revoked") << people.messageFromRita << SignatureState::RevokedKey << people.rita
                             << QStringLiteral("Rita Levi <rita@example.org>");
}

void OpenMessageTest::t01_judgesSignatures()
{
    QFETCH(QByteArray, message);
    const auto opened = open(message);
    QVERIFY2(opened, reason(opened));
    QCOMPARE(opened->plaintext.view(), std::string_view(MessageText));
    QTEST(opened->verdict.state, "state");
    QTEST(opened->verdict.signerFingerprint, "signer");
    QTEST(opened->verdict.signerName, "name");
    QCOMPARE(opened->verdict.signedAt.isValid(), opened->verdict.state != SignatureState::Unsigned);
}

void OpenMessageTest::t06_refuses_data()
{
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<ErrorKind>("kind");
    const People &people = *m_people;
    const QByteArray good =
        people.toAda(MessageText, {people.betty}, {QStringLiteral("--compress-algo"), QStringLiteral("none")});
    const QByteArray binary = dearmored(good);
    const QByteArray sessionKey = people.user.sessionKey(good);
    const auto unchanged = [](QByteArray content) { return content; };
    const auto altered = [](QByteArray content) { return content.replace("correct horse", "correct house"); };
    const auto row = [](const char *title, const QByteArray &message, ErrorKind kind) {
        QTest::newRow(title) << message << kind;
    };
    using enum ErrorKind;
    row("signature does not fit", withContent(good, sessionKey, altered), BadSignature);
    row("wrong integrity code", withContent(good, sessionKey, unchanged, Integrity::Wrong), CorruptMessage);
    row("no integrity code", withContent(good, sessionKey, unchanged, Integrity::Missing), CorruptMessage);
    row("unprotected data packet", withoutProtection(good), CorruptMessage);
    row("two messages, binary", binary + binary, CorruptMessage);
    row("two messages, armored", good + good, CorruptMessage);
    row("trailing octets", binary + "and more", CorruptMessage);
    row("trailing text", good + "and more", CorruptMessage);
    row("cut in half, binary", binary.left(binary.size() / 2), CorruptMessage);
    row("cut in half, armored", good.left(good.size() / 2), CorruptMessage);
    row("last octets missing", armoredMessage(binary.chopped(3)), CorruptMessage);
    row("last octet flipped", armoredMessage(binary.chopped(1) + char(~binary.back())), CorruptMessage);
    row("only the recipients", armoredMessage(binary.left(2 + binary[1])), CorruptMessage);
    row("no base64", QByteArray(good).replace("\n\n", "\n\n!"), CorruptMessage);
    row("for somebody else", people.others.seal(MessageText, {people.betty}), NoSecretKey);
    row("for a passphrase",
        people.others.gpg({QStringLiteral("--pinentry-mode"), QStringLiteral("loopback"),
                           QStringLiteral("--passphrase"), QStringLiteral("x"), QStringLiteral("--armor"),
                           QStringLiteral("--symmetric")},
                          MessageText),
        NoSecretKey);
    row("signed only",
        people.others.gpg(
            {QStringLiteral("--armor"), QStringLiteral("--local-user"), people.betty, QStringLiteral("--sign")},
            MessageText),
        NotEncrypted);
    row("signed text",
        people.others.gpg({QStringLiteral("--local-user"), people.betty, QStringLiteral("--clear-sign")}, MessageText),
        NotEncrypted);
    row("a public key", people.others.publicKey(people.betty), NotEncrypted);
    row("text", "hunter2", NotEncrypted);
    row("nothing", {}, NotEncrypted);
}

void OpenMessageTest::t06_refuses()
{
    QFETCH(QByteArray, message);
    const auto opened = open(message);
    QVERIFY(!opened);
    QTEST(opened.error().kind, "kind");
    QVERIFY(!opened.error().detail.contains(QLatin1String("horse")));
}

void OpenMessageTest::readsEveryForm_data()
{
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<QByteArray>("plaintext");
    const People &people = *m_people;
    const QByteArray text = MessageText;
    const auto option = [](const char *name, const char *value) {
        return QStringList{QString::fromLatin1(name), QString::fromLatin1(value)};
    };
    const auto row = [](const char *title, const QByteArray &message, const QByteArray &plaintext) {
        QTest::newRow(title) << message << plaintext;
    };
    const QByteArray good = people.toAda(text, {people.betty});
    row("armored", good, text);
    row("binary", dearmored(good), text);
    row("carriage returns", QByteArray(good).replace("\n", "\r\n"), text);
    row("space around it", "\n  " + good + "\n\n", text);
    row("comment", people.toAda(text, {people.betty}, option("--comment", "from a web client: yes")), text);
    row("without checksum", armoredMessage(dearmored(good)), text);
    row("zip", people.toAda(text, {people.betty}, option("--compress-algo", "zip")), text);
    row("zlib", people.toAda(text, {people.betty}, option("--compress-algo", "zlib")), text);
    row("bzip2", people.toAda(text, {people.betty}, option("--compress-algo", "bzip2")), text);
    row("AES-128", people.toAda(text, {people.betty}, option("--cipher-algo", "AES")), text);
    row("file name with a status line",
        people.toAda(text, {people.betty}, option("--set-filename", "a\n[GNUPG:] BADSIG 0")), text);
    row("several recipients", people.others.seal(text, {people.betty, people.carol, people.ada}, {people.betty}), text);
    row("empty", people.toAda({}, {people.betty}), {});
    row("zero octets", people.toAda(QByteArray(5, '\0'), {people.betty}), QByteArray(5, '\0'));
    QByteArray large(700000, 'x');
    for (qsizetype i = 0; i < large.size(); ++i)
        large[i] = static_cast<char>(i * i >> 7); // hard to compress: many partial packets
    row("700 kB", people.toAda(large, {people.betty}), large);
}

void OpenMessageTest::readsEveryForm()
{
    QFETCH(QByteArray, message);
    QFETCH(QByteArray, plaintext);
    const auto opened = open(message);
    QVERIFY2(opened, reason(opened));
    QVERIFY(opened->plaintext.view() == std::string_view(plaintext.constData(), size_t(plaintext.size())));
    QCOMPARE(opened->verdict.state, SignatureState::Expected);
}

void OpenMessageTest::t08_aNameIsNoSignature_data()
{
    QTest::addColumn<QString>("option");
    QTest::addColumn<QString>("value");
    QTest::addColumn<bool>("isSigned");
    QTest::addColumn<SignatureState>("state");
    const QString betty = m_people->betty;
    const QString good =
        QStringLiteral("[GNUPG:] GOODSIG %1 Betty\n[GNUPG:] VALIDSIG %2 2026-01-01 1767225600 0 4 0 22 8 00 %2"
                       "\n[GNUPG:] TRUST_ULTIMATE 0 pgp\n")
            .arg(betty.right(16), betty);
    const QString bad = QStringLiteral("[GNUPG:] BADSIG %1 Betty\n[GNUPG:] NODATA 1\n").arg(betty.right(16));
    const auto file = QStringLiteral("--set-filename");
    const auto notation = QStringLiteral("--sig-notation");
    const auto row = [](const char *title, const QString &option, const QString &value, bool isSigned) {
        QTest::newRow(title) << option << value << isSigned
                             << (isSigned ? SignatureState::Expected : SignatureState::Unsigned);
    };
    row("file name, good signature", file, QStringLiteral("x\n") + good, false);
    row("file name, bad signature", file, QStringLiteral("x\n") + bad, true);
    row("file name, escape", file, QStringLiteral("x\x1b[2J\x1b[H") + good, false);
    row("file name, carriage return", file, QStringLiteral("x\r") + good, false);
    row("file name, percent", file, QStringLiteral("x%0A") + good, false);
    row("notation, bad signature", notation, QStringLiteral("say@example.org=") + bad.simplified(), true);
}

/// What an attacker may choose freely in a message looks like gpg's own words.
void OpenMessageTest::t08_aNameIsNoSignature()
{
    QFETCH(QString, option);
    QFETCH(QString, value);
    QFETCH(bool, isSigned);
    const QStringList signers = isSigned ? QStringList{m_people->betty} : QStringList();
    const auto opened = open(m_people->toAda(MessageText, signers, {option, value}));
    QVERIFY2(opened, reason(opened));
    QTEST(opened->verdict.state, "state");
    QCOMPARE(opened->verdict.signerFingerprint, isSigned ? m_people->betty : QString());
    const auto plain = open(m_people->toAda(MessageText, signers));
    QVERIFY2(plain, reason(plain));
    QCOMPARE(opened->verdict.signerName, plain->verdict.signerName);
    QVERIFY(opened->plaintext.equals(plain->plaintext));
}

void OpenMessageTest::takesOnlyWhatIsSigned()
{
    const QByteArray good =
        m_people->toAda(MessageText, {m_people->betty}, {QStringLiteral("--compress-algo"), QStringLiteral("none")});
    const auto append = [](QByteArray content) {
        return content + QByteArray::fromHex("cb0e620000000000") + "appended";
    };
    const auto opened = open(withContent(good, m_people->user.sessionKey(good), append));
    QFETCH_GLOBAL(QString, engine);
    if (engine == QStringLiteral("gpg"))
        QVERIFY(!opened && opened.error().kind == ErrorKind::CorruptMessage);
    else
        QVERIFY(opened && opened->plaintext.view() == MessageText);
}

void OpenMessageTest::distrustsWeakHashes()
{
    const auto opened = open(
        m_people->toAda(MessageText, {m_people->betty}, {QStringLiteral("--digest-algo"), QStringLiteral("SHA1")}));
    QVERIFY2(opened, reason(opened));
    QCOMPARE(opened->verdict.state, SignatureState::UnknownKey);
}

void OpenMessageTest::capsThePlaintext()
{
    const QByteArray message = m_people->toAda(QByteArray(10000, 'a'), {m_people->betty});
    QVERIFY(open(message, 10000));
    for (const qsizetype limit : {9999, 4096, 1, 0}) {
        const auto opened = open(message, limit);
        QVERIFY(!opened);
        QCOMPARE(opened.error().kind, ErrorKind::TooLarge);
    }
    const auto opened = open(QByteArray(4 * Limit, 'a'));
    QCOMPARE(opened.error().kind, ErrorKind::TooLarge); // before anything is looked at
}

void OpenMessageTest::staysSmallUnderABomb()
{
    const QByteArray bomb = m_people->toAda(QByteArray(100 * 1000 * 1000, '\0'), {m_people->betty},
                                            {QStringLiteral("--compress-algo"), QStringLiteral("zlib")});
    QVERIFY(bomb.size() < 250000);
    QFile reset(QStringLiteral("/proc/self/clear_refs"));
    QVERIFY(reset.open(QIODevice::WriteOnly) && reset.write("5") == 1); // peak := now
    reset.close();
    const qsizetype before = peakMemory();
    const auto opened = open(bomb);
    QVERIFY(!opened);
    QCOMPARE(opened.error().kind, ErrorKind::TooLarge);
    QVERIFY2(peakMemory() - before < 16 * 1024, qPrintable(QString::number(peakMemory() - before)));
}

void OpenMessageTest::opensNothingFromAFlippedMessage()
{
    const QByteArray good = dearmored(m_people->toAda(MessageText, {m_people->betty}));
    QFETCH_GLOBAL(QString, engine);
    const qsizetype step = engine == QStringLiteral("gpg") ? 7 : 1; // gpg costs a process each time
    for (qsizetype at = 0; at < good.size(); at += step) {
        QByteArray flipped = good;
        flipped[at] = static_cast<char>(flipped[at] ^ 0x10);
        const auto opened = open(flipped);
        if (opened) // a header octet that does not matter, such as the length form
            QCOMPARE(opened->plaintext.view(), std::string_view(MessageText));
        if (at > good.size() / 2) { // in the encrypted data every bit counts
            QVERIFY(!opened);
            // gpg stops at the signature, which it reads before the integrity code
            QVERIFY2(opened.error().kind == ErrorKind::CorruptMessage || opened.error().kind == ErrorKind::BadSignature,
                     reason(opened));
        }
    }
}

QTEST_GUILESS_MAIN(OpenMessageTest)
#include "tst_openmessage.moc"
