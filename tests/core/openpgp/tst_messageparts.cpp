// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/openpgp/armor.h"
#include "core/openpgp/displaytext.h"
#include "core/openpgp/encryptedmessage.h"
#include "core/openpgp/sealedmessage.h"
#include "core/openpgp/signatures.h"

#include <QRandomGenerator>
#include <QTest>

using namespace coffret;

namespace {

constexpr qsizetype Limit = 1024;

QByteArray hex(const char *digits)
{
    return QByteArray::fromHex(digits);
}

FoundSignature signature(SignatureState state, const char *fingerprint)
{
    FoundSignature found;
    found.state = state;
    found.signerFingerprint = QString::fromLatin1(fingerprint);
    return found;
}

} // namespace

/// The parts that need no OpenPGP library.
class MessagePartsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsPacketHeaders_data();
    void readsPacketHeaders();
    void namesRecipients_data();
    void namesRecipients();
    void trap19_whatIsSentIsOfTheUsualForm_data();
    void trap19_whatIsSentIsOfTheUsualForm();
    void survivesAnything();
    void readsArmor_data();
    void readsArmor();
    void ranksSignatures_data();
    void ranksSignatures();
    void oneBadSignatureSpoilsAll();
    void cleansText_data();
    void cleansText();
    void findsTheAddress_data();
    void findsTheAddress();
};

void MessagePartsTest::readsPacketHeaders_data()
{
    QTest::addColumn<QByteArray>("packets");
    QTest::addColumn<int>("kind"); // of the error; -1: none
    const auto row = [](const char *title, const QByteArray &packets, int kind = -1) {
        QTest::newRow(title) << packets << kind;
    };
    const auto corrupt = static_cast<int>(ErrorKind::CorruptMessage);
    const auto notEncrypted = static_cast<int>(ErrorKind::NotEncrypted);
    const auto noSecretKey = static_cast<int>(ErrorKind::NoSecretKey);
    // c1/84: session key for a public key, 8c: session key for a passphrase, d2: protected data, c9: unprotected data,
    // d4: AEAD data, ca: marker, cb: literal, 99/c6: public key
    row("new format", hex("c102aabb d203010203"));
    row("old format, one octet", hex("8402aabb d201ff"));
    row("old format, two octets", hex("850002aabb d201ff"));
    row("old format, four octets", hex("8600000002aabb d201ff"));
    row("two-octet length", hex("c102aabb d2c000") + QByteArray(192, 'x'));
    row("five-octet length", hex("c102aabb d2ff00000003010203"));
    row("partial lengths", hex("c102aabb d2e1aabbe0cc02ddee"));
    row("marker in front", hex("ca03504750 c102aabb d201ff"));
    row("several recipients", hex("c102aabb c102ccdd d201ff"));
    row("as many recipients as are looked at", hex("c102aabb").repeated(MaximumRecipients) + hex("d201ff"));
    row("one more", hex("c102aabb").repeated(MaximumRecipients + 1) + hex("d201ff"),
        static_cast<int>(ErrorKind::TooLarge));
    row("AEAD", hex("c102aabb d401ff"));
    row("open-ended data", hex("c102aabb 83aabb"), corrupt); // a tag that may not be there
    row("more after the data", hex("c102aabb d201ff d201ff"), corrupt);
    row("an octet after the data", hex("c102aabb d201ff 00"), corrupt);
    row("recipients only", hex("c102aabb"), corrupt);
    row("cut in the first packet", hex("c105aabb"), notEncrypted); // could be anything
    row("cut in the data", hex("c102aabb d20501"), corrupt);
    row("cut in a part", hex("c102aabb d2e2aabb"), corrupt);
    row("cut before the last part", hex("c102aabb d2e1aabb"), corrupt);
    row("cut in a length", hex("c102aabb d2ff0000"), corrupt);
    row("length beyond everything", hex("c102aabb d2ffffffffff01"), corrupt);
    row("unprotected", hex("c102aabb c901ff"), corrupt);
    row("literal behind a recipient", hex("c102aabb cb01ff"), corrupt);
    row("passphrase", hex("8c02aabb d201ff"), noSecretKey);
    row("key and passphrase", hex("c102aabb c302aabb d201ff"), noSecretKey);
    row("no recipient", hex("d201ff"), noSecretKey);
    row("session key in parts", hex("c102aabb c1e1aabbe0cc02ddee d201ff"), corrupt);
    row("literal", hex("cb01ff"), notEncrypted);
    row("public key", hex("9901ff"), notEncrypted);
    row("text", "hello", notEncrypted);
    row("nothing", {}, notEncrypted);
    row("too long", QByteArray(2 * Limit + 128 * 1024 + 2, 'x'), static_cast<int>(ErrorKind::TooLarge));
}

void MessagePartsTest::readsPacketHeaders()
{
    QFETCH(QByteArray, packets);
    const auto found = encryptedPackets(packets, Limit);
    QTEST(found ? -1 : static_cast<int>(found.error().kind), "kind");
    if (found)
        QCOMPARE(*found, packets);
}

void MessagePartsTest::namesRecipients_data()
{
    QTest::addColumn<QByteArray>("packets");
    QTest::addColumn<QStringList>("ids");
    const QStringList none;
    const auto row = [](const char *title, const char *packets, const QStringList &ids) {
        QTest::newRow(title) << hex(packets) << ids;
    };
    row("one", "c10d 03 0123456789abcdef 12 0001 01 d201ff", {QStringLiteral("0123456789ABCDEF")});
    row("two", "c10a 03 0123456789abcdef 12 c10a 03 1111111111111111 12 d201ff",
        {QStringLiteral("0123456789ABCDEF"), QStringLiteral("1111111111111111")});
    row("one hidden", "c10a 03 0123456789abcdef 12 c10a 03 0000000000000000 12 d201ff", none);
    row("another version", "c10a 06 0123456789abcdef 12 d201ff", none);
    row("cut", "c105 03 01234567 d201ff", none);
    row("no message", "cb01ff", none);
}

void MessagePartsTest::namesRecipients()
{
    QFETCH(QByteArray, packets);
    QTEST(recipientKeyIds(packets).value_or(QStringList()), "ids");
}

void MessagePartsTest::trap19_whatIsSentIsOfTheUsualForm_data()
{
    QTest::addColumn<QByteArray>("packets");
    QTest::addColumn<bool>("good");
    const auto row = [](const char *title, const QByteArray &packets, bool good) {
        QTest::newRow(title) << packets << good;
    };
    row("tag 18", hex("c102aabb d202 01ff"), true);
    row("tag 18 in parts", hex("c102aabb d2e101ff02ddee"), true);
    row("tag 18, several recipients", hex("c102aabb c102ccdd d202 01ff"), true);
    row("tag 20", hex("c102aabb d402 01ff"), false);
    row("tag 18, version 2", hex("c102aabb d202 02ff"), false); // AEAD as well
    row("tag 18, nothing inside", hex("c102aabb d200"), false);
    row("unprotected", hex("c102aabb c90201ff"), false);
    row("two messages", hex("c102aabb d20201ff c102aabb d20201ff"), false);
    row("passphrase", hex("8c02aabb d20201ff"), false);
    row("literal", hex("cb01ff"), false);
    row("nothing", {}, false);
}

void MessagePartsTest::trap19_whatIsSentIsOfTheUsualForm()
{
    QFETCH(QByteArray, packets);
    QFETCH(bool, good);
    const QByteArray armored = "-----BEGIN PGP MESSAGE-----\n\n" + packets.toBase64() + "\n-----END PGP MESSAGE-----\n";
    for (const QByteArray &message : {packets, armored}) {
        const auto checked = checkSealed(message);
        QCOMPARE(checked.has_value(), good);
        if (!checked)
            QCOMPARE(checked.error().kind, ErrorKind::Internal);
    }
}

void MessagePartsTest::survivesAnything()
{
    QRandomGenerator random(4711);
    int accepted = 0;
    for (int round = 0; round < 20000; ++round) {
        QByteArray packets = hex("c102aabbd2e1aabb03010203");
        for (int change = random.bounded(4); change > 0; --change)
            packets[random.bounded(int(packets.size()))] = static_cast<char>(random.bounded(256));
        packets.truncate(random.bounded(int(packets.size()) + 8));
        accepted += encryptedPackets(packets, Limit) ? 1 : 0;
        (void)encryptedPackets("-----BEGIN PGP MESSAGE-----\n" + packets, Limit);
    }
    QVERIFY(accepted > 0);
}

void MessagePartsTest::readsArmor_data()
{
    QTest::addColumn<QByteArray>("armored");
    QTest::addColumn<QByteArray>("packets"); // empty: refused
    const QByteArray begin("-----BEGIN PGP MESSAGE-----\n");
    const QByteArray end("-----END PGP MESSAGE-----\n");
    const auto row = [](const char *title, const QByteArray &armored, const QByteArray &packets = {}) {
        QTest::newRow(title) << armored << packets;
    };
    row("with checksum", begin + "\naGVsbG8=\n=abcd\n" + end, "hello");
    row("without checksum", begin + "\naGVsbG8=\n" + end, "hello");
    row("without empty line", begin + "aGVsbG8=\n" + end, "hello");
    row("headers", begin + "Version: 1\nComment: a: b\nHash:\n\naGVsbG8=\n" + end, "hello");
    row("several lines", begin + "\naGVs\nbG8=\n" + end, "hello");
    row("space around", "\r\n " + begin + "\r\n aGVsbG8= \r\n" + end + "\n\n", "hello");
    row("text before", "x" + begin + "\naGVsbG8=\n" + end);
    row("text after", begin + "\naGVsbG8=\n" + end + "x");
    row("text after the checksum", begin + "\naGVsbG8=\n=abcd\nx\n" + end);
    row("two blocks", begin + "\naGVsbG8=\n" + end + begin + "\naGVsbG8=\n" + end);
    row("no end", begin + "\naGVsbG8=\n");
    row("no begin", "aGVsbG8=\n" + end);
    row("no base64", begin + "\naGV!bG8=\n" + end);
    row("begin only", begin);
    row("another block", "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\naGVsbG8=\n-----END PGP PUBLIC KEY BLOCK-----\n");
}

void MessagePartsTest::readsArmor()
{
    QFETCH(QByteArray, armored);
    QFETCH(QByteArray, packets);
    const auto found = dearmor(armored, "MESSAGE");
    QCOMPARE(found.has_value(), !packets.isEmpty());
    if (found)
        QCOMPARE(*found, packets);
}

void MessagePartsTest::ranksSignatures_data()
{
    QTest::addColumn<QList<int>>("states"); // of signers A, B, C...
    QTest::addColumn<int>("verdict");
    QTest::addColumn<QString>("signer");
    using S = SignatureState;
    const auto row = [](const char *title, const QList<S> &states, S verdict, const char *signer) {
        QList<int> numbers;
        for (const S state : states)
            numbers += static_cast<int>(state);
        QTest::newRow(title) << numbers << static_cast<int>(verdict) << QString::fromLatin1(signer);
    };
    // B is the expected signer.
    row("none", {}, S::Unsigned, "");
    row("foreign", {S::Foreign}, S::Foreign, "A");
    row("expected", {S::Foreign, S::Foreign}, S::Expected, "B");
    row("expected key expired", {S::UnknownKey, S::ExpiredKey}, S::ExpiredKey, "B");
    row("expected key revoked", {S::UnknownKey, S::RevokedKey}, S::RevokedKey, "B");
    row("expired, then foreign", {S::ExpiredKey, S::RevokedKey, S::Foreign}, S::Foreign, "C");
    row("unknown", {S::UnknownKey, S::UnknownKey}, S::UnknownKey, "A");
}

void MessagePartsTest::ranksSignatures()
{
    QFETCH(QList<int>, states);
    std::vector<FoundSignature> found;
    char name[] = "A";
    for (const int state : states) {
        found.push_back(signature(static_cast<SignatureState>(state), name));
        ++name[0];
    }
    const auto verdict = judge(found, {QStringLiteral("b")}); // fingerprints are compared without regard to case
    QVERIFY(verdict);
    QTEST(static_cast<int>(verdict->state), "verdict");
    QTEST(verdict->signerFingerprint, "signer");
}

void MessagePartsTest::oneBadSignatureSpoilsAll()
{
    for (const auto &order : {std::pair("B", "X"), std::pair("X", "B")}) {
        const auto stateOf = [](const char *name) {
            return *name == 'X' ? SignatureState::Bad : SignatureState::Foreign;
        };
        const auto verdict =
            judge({signature(stateOf(order.first), order.first), signature(stateOf(order.second), order.second)},
                  {QStringLiteral("B")});
        QVERIFY(!verdict);
        QCOMPARE(verdict.error().kind, ErrorKind::BadSignature);
        QCOMPARE(verdict.error().detail, QStringLiteral("X"));
    }
}

void MessagePartsTest::cleansText_data()
{
    QTest::addColumn<QByteArray>("raw");
    QTest::addColumn<QString>("shown");
    const auto row = [](const char *title, const QByteArray &raw, const QString &shown) {
        QTest::newRow(title) << raw << shown;
    };
    row("plain", "Ada <ada@example.org>", QStringLiteral("Ada <ada@example.org>"));
    row("other scripts",
        "\xc3\x84"
        "da \xe6\x84\x9b \xf0\x9f\x98\x80",
        QString::fromUtf8("Äda 愛 \U0001F600"));
    row("line feed", "Ada\nGOODSIG", QStringLiteral("AdaGOODSIG"));
    row("escape", "\x1b[31mAda\x07", QStringLiteral("[31mAda"));
    row("overrides", "A\xe2\x80\xaegpj.\xe2\x80\xac", QStringLiteral("Agpj."));
    row("isolates",
        "\xe2\x81\xa6"
        "Ada\xe2\x81\xa9",
        QStringLiteral("Ada"));
    row("zero width",
        "A\xe2\x80\x8b"
        "da\xef\xbb\xbf",
        QStringLiteral("Ada"));
    row("line separator",
        "A\xe2\x80\xa8"
        "da",
        QStringLiteral("Ada"));
    row("NUL", QByteArray("A\0da", 4), QStringLiteral("Ada"));
    row("C1 control",
        "A\xc2\x9b"
        "da",
        QStringLiteral("Ada"));
    row("many spaces", "  Ada \t   L  ", QStringLiteral("Ada L"));
    row("broken UTF-8", "A\xff", QStringLiteral("A\uFFFD"));
    row("long", QByteArray(5000, 'a'), QString(256, QLatin1Char('a')));
}

void MessagePartsTest::cleansText()
{
    QFETCH(QByteArray, raw);
    QTEST(displayText({raw.constData(), static_cast<std::size_t>(raw.size())}), "shown");
}

void MessagePartsTest::findsTheAddress_data()
{
    QTest::addColumn<QString>("userId");
    QTest::addColumn<QString>("email");
    const auto row = [](const char *userId, const char *email) {
        QTest::newRow(userId) << QString::fromLatin1(userId) << QString::fromLatin1(email);
    };
    row("Ada <ada@example.org>", "ada@example.org");
    row("Ada (work) <a> <ada@example.org>", "ada@example.org");
    row("ada@example.org", "ada@example.org");
    row("Ada", "");
    row("Ada at@home today", "");
    row("Ada <ada@example.org", "");
    row("", "");
}

void MessagePartsTest::findsTheAddress()
{
    QFETCH(QString, userId);
    QTEST(emailOf(userId), "email");
}

QTEST_GUILESS_MAIN(MessagePartsTest)
#include "tst_messageparts.moc"
