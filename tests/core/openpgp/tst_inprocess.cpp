// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/openpgp/encryptedmessage.h"
#include "core/openpgp/gpgconfiguration.h"
#include "core/openpgp/keypackets.h"
#include "core/openpgp/packets.h"
#include "core/openpgp/sessionkey.h"
#include "core/openpgp/signedcontent.h"

#include "tests/core/openpgp/people.h"
#include "tests/support/messageforge.h"

#include <QCoroTask>
#include <QFile>
#include <QRandomGenerator>
#include <QTest>

using namespace coffret;
using namespace coffret::test;

namespace {

const QStringList Plain{QStringLiteral("--compress-algo"), QStringLiteral("none")};

std::string_view viewOf(const QByteArray &bytes)
{
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

QStringList plainAnd(const char *option, const char *value = nullptr)
{
    QStringList options = Plain + QStringList(QString::fromLatin1(option));
    if (value != nullptr)
        options += QString::fromLatin1(value);
    return options;
}

/// Whether gpg can be run in the private home: not when its configuration makes no sense.
void allowGpg(const EngineInHome &place, bool may)
{
    QFile file(place.home.filePath(QStringLiteral("gpg.conf")));
    if (!file.open(QIODevice::WriteOnly) || file.write(may ? GpgConfiguration : "this-is-no-option\n") < 0)
        qFatal("cannot write the configuration");
}

} // namespace

/// What is opened without gpg, and what is left to it. That both ways come to the same is tst_openmessage's.
class InProcessTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void opensWithoutGpg_data();
    void opensWithoutGpg();
    void leavesToGpg_data();
    void leavesToGpg();
    void noticesWhatBecomesOfAKey();
    void neverAsksAnybody();
    void handsOutTheSessionKey();
    void stopsBeforeGpg();
    void survivesAnyContent();
    void survivesAnyKey();

private:
    Expected<OpenedMessage> openOneOfMany(const QByteArray &message, bool wantsSessionKey = false)
    {
        OpenRequest request(message, {m_people->betty, m_rsa});
        request.isOneOfMany = true;
        request.wantsSessionKey = wantsSessionKey;
        return QCoro::waitFor(m_place->engine->open(request));
    }
    void letGpgRun(bool may) { allowGpg(*m_place, may); }
    [[nodiscard]] ProtectedData contentOf(const QByteArray &message) const
    {
        const auto parts = encryptedParts(dearmored(message), 1024 * 1024);
        const QByteArray key = m_people->user.sessionKey(message);
        return *ProtectedData::decrypt(parts->data, viewOf(key));
    }
    [[nodiscard]] QByteArray keyPacketOf(const QString &fingerprint) const
    {
        const QByteArray binary = m_people->others.gpg({QStringLiteral("--export"), fingerprint});
        const auto packet = PacketReader(viewOf(binary)).next();
        return QByteArray(packet->parts.front().data(), static_cast<qsizetype>(packet->parts.front().size()));
    }

    std::unique_ptr<People> m_people;
    std::unique_ptr<EngineInHome> m_place;
    QString m_rsa;     ///< RSA-4096, known and expected
    QString m_userRsa; ///< RSA-3072, the user's
};

void InProcessTest::initTestCase()
{
    m_people = std::make_unique<People>();
    KeyRequest request;
    request.created = QDateTime(QDate(2020, 1, 1), QTime(0, 0), Qt::UTC);
    request.userId = QStringLiteral("Rosa <rosa@example.org>");
    request.kind = KeyKind::Rsa4096;
    m_rsa = m_people->others.createKey(request);
    request.userId = QStringLiteral("Ada at Work <work@example.org>");
    request.kind = KeyKind::Rsa3072;
    m_userRsa = m_people->user.createKey(request);
    m_people->others.importKey(m_people->user.publicKey(m_userRsa));
    m_place = makeEngine(m_people->user);
    QList<QByteArray> keys = m_people->knownKeys();
    keys += m_people->others.publicKey(m_rsa);
    for (const QByteArray &key : std::as_const(keys)) {
        const auto imported = QCoro::waitFor(m_place->engine->importPublicKey(key));
        QVERIFY2(imported, reason(imported));
    }
    QVERIFY(openOneOfMany(m_people->toAda(MessageText, {}, Plain))); // reads the keyring, by gpg
}

void InProcessTest::opensWithoutGpg_data()
{
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<QByteArray>("plaintext");
    QTest::addColumn<SignatureState>("state");
    QTest::addColumn<QString>("signer");
    const People &people = *m_people;
    const QByteArray text = MessageText;
    const auto row = [&](const char *title, const QByteArray &message, SignatureState state, const QString &signer = {},
                         const QByteArray &plaintext = MessageText) {
        QTest::newRow(title) << message << plaintext << state << signer;
    };
    using enum SignatureState;
    row("expected", people.toAda(text, {people.betty}, Plain), Expected, people.betty);
    row("known", people.toAda(text, {people.carol}, Plain), Foreign, people.carol);
    row("unsigned", people.toAda(text, {}, Plain), Unsigned);
    row("signed with RSA", people.toAda(text, {m_rsa}, Plain), Expected, m_rsa);
    row("sealed with RSA", people.others.seal(text, {m_userRsa}, {people.betty}, Plain), Expected, people.betty);
    row("for several", people.others.seal(text, {people.betty, m_userRsa, people.ada}, {people.betty}, Plain), Expected,
        people.betty);
    row("as a text", people.toAda(text, {people.betty}, plainAnd("--textmode")), Expected, people.betty);
    row("SHA-256", people.toAda(text, {people.betty}, plainAnd("--digest-algo", "SHA256")), Expected, people.betty);
    row("with a notation", people.toAda(text, {people.betty}, plainAnd("--sig-notation", "a@example.org=b")), Expected,
        people.betty);
    const QByteArray octets = QByteArray::fromHex("000d0a20ff0a") + text;
    row("octets", people.toAda(octets, {people.betty}, Plain), Expected, people.betty, octets);
    row("empty", people.toAda({}, {people.betty}, Plain), Expected, people.betty, {});
}

void InProcessTest::opensWithoutGpg()
{
    QFETCH(QByteArray, message);
    letGpgRun(false);
    const auto opened = openOneOfMany(message);
    const auto byGpg = QCoro::waitFor(m_place->engine->open(OpenRequest(message)));
    letGpgRun(true);
    QVERIFY2(opened, reason(opened));
    QVERIFY(!byGpg); // so it was not gpg
    QFETCH(QByteArray, plaintext);
    QVERIFY(opened->plaintext.view() == viewOf(plaintext));
    QTEST(opened->verdict.state, "state");
    QTEST(opened->verdict.signerFingerprint, "signer");
    OpenRequest request(message, {m_people->betty, m_rsa});
    const auto again = QCoro::waitFor(m_place->engine->open(request));
    QVERIFY2(again, reason(again));
    QVERIFY(again->plaintext.view() == opened->plaintext.view());
    QCOMPARE(again->verdict.state, opened->verdict.state);
    QCOMPARE(again->verdict.signerName, opened->verdict.signerName);
    QCOMPARE(again->verdict.signedAt, opened->verdict.signedAt);
}

void InProcessTest::leavesToGpg_data()
{
    QTest::addColumn<QByteArray>("message");
    const People &people = *m_people;
    const QByteArray text = MessageText;
    const QByteArray good = people.toAda(text, {people.betty}, Plain);
    const QByteArray sessionKey = people.user.sessionKey(good);
    const auto changed = [&](const std::function<QByteArray(QByteArray)> &change) {
        return withContent(good, sessionKey, change);
    };
    QTest::newRow("compressed") << people.toAda(text, {people.betty});
    QTest::newRow("AES-128") << people.toAda(text, {people.betty}, plainAnd("--cipher-algo", "AES"));
    QTest::newRow("SHA-1") << people.toAda(text, {people.betty}, plainAnd("--digest-algo", "SHA1"));
    QTest::newRow("two signers") << people.toAda(text, {people.betty, people.carol}, Plain);
    QTest::newRow("signing subkey") << people.toAda(text, {people.dora}, Plain);
    QTest::newRow("unknown signer") << people.toAda(text, {people.mallory}, Plain);
    QTest::newRow("revoked signer") << people.messageFromRita;
    QTest::newRow("expired signer") << people.messageFromErin;
    QTest::newRow("expired signing subkey") << people.messageFromFay;
    QTest::newRow("expired signature") << people.toAda(
        text, {people.betty},
        plainAnd("--faked-system-time", "20200110T000000!") +
            QStringList{QStringLiteral("--default-sig-expire"), QStringLiteral("2020-01-20")});
    QTest::newRow("signed before the key was made") << people.toAda(
        text, {people.betty},
        plainAnd("--faked-system-time", "20190110T000000!") +
            QStringList{QStringLiteral("--ignore-time-conflict"), QStringLiteral("--ignore-valid-from")});
    QTest::newRow("signed in the future")
        << people.toAda(text, {people.betty}, plainAnd("--faked-system-time", "20990110T000000!"));
    QTest::newRow("a text with lines") << people.toAda(text + "\n" + text, {people.betty}, plainAnd("--textmode"));
    QTest::newRow("altered") << changed([](QByteArray content) { return content.replace("horse", "house"); });
    QTest::newRow("appended") << changed(
        [](const QByteArray &content) { return content + QByteArray::fromHex("cb0e620000000000") + "appended"; });
    QTest::newRow("marker in front") << changed(
        [](const QByteArray &content) { return QByteArray::fromHex("ca03504750") + content; });
    QTest::newRow("literal of another form")
        << changed([](QByteArray content) { return content.replace(content.indexOf('b', 16), 1, "m"); });
    QTest::newRow("for somebody else") << people.others.seal(text, {people.betty}, {people.betty}, Plain);
    QTest::newRow("hidden recipient") << people.others.gpg(
        Plain + QStringList{QStringLiteral("--trust-model"), QStringLiteral("always"), QStringLiteral("--armor"),
                            QStringLiteral("--hidden-recipient"), people.ada, QStringLiteral("--encrypt")},
        text);
}

void InProcessTest::leavesToGpg()
{
    QFETCH(QByteArray, message);
    letGpgRun(false);
    const auto opened = openOneOfMany(message);
    letGpgRun(true);
    QVERIFY(!opened);
    OpenRequest request(message, {m_people->betty, m_rsa});
    const auto byGpg = QCoro::waitFor(m_place->engine->open(request));
    const auto again = openOneOfMany(message); // what gpg says is what counts
    QCOMPARE(again.has_value(), byGpg.has_value());
    if (!byGpg)
        QCOMPARE(again.error().kind, byGpg.error().kind);
    else
        QCOMPARE(again->verdict.state, byGpg->verdict.state);
}

void InProcessTest::noticesWhatBecomesOfAKey()
{
    const QString leo = m_people->others.createKey(QStringLiteral("Leo <leo@example.org>"));
    const QByteArray message = m_people->toAda(MessageText, {leo}, Plain);
    const auto stateOf = [&] {
        const auto opened = openOneOfMany(message);
        return opened ? opened->verdict.state : SignatureState::Bad;
    };
    QCOMPARE(stateOf(), SignatureState::UnknownKey);
    QVERIFY(QCoro::waitFor(m_place->engine->importPublicKey(m_people->others.publicKey(leo))));
    QCOMPARE(stateOf(), SignatureState::Foreign);
    // by another window, which tells nobody
    m_people->others.revokeKey(leo);
    GpgmeEngine::Options options;
    options.privateHome = m_place->home.path();
    options.userHome = m_people->user.path();
    const auto other = GpgmeEngine::create(options);
    QVERIFY2(other, reason(other));
    QVERIFY(QCoro::waitFor((*other)->importPublicKey(m_people->others.publicKey(leo))));
    QCOMPARE(stateOf(), SignatureState::RevokedKey);
}

void InProcessTest::neverAsksAnybody()
{
    GpgHome user;
    KeyRequest locked;
    locked.userId = QStringLiteral("Locked <locked@example.org>");
    locked.passphrase = "open sesame";
    const QString key = user.createKey(locked);
    OpenRequest request(user.seal(MessageText, {key}, {}, Plain));
    request.isOneOfMany = true;
    const auto place = makeEngine(user);
    for (const bool gpgMay : {true, false, true}) { // the first time reads the keyring
        user.setPinentry(GpgHome::Pinentry::Answers, locked.passphrase);
        allowGpg(*place, gpgMay);
        const auto opened = QCoro::waitFor(place->engine->open(request));
        QCOMPARE(opened.has_value(), gpgMay);
        QCOMPARE(user.pinentryCalls(), gpgMay ? 1 : 0);
    }
}

void InProcessTest::handsOutTheSessionKey()
{
    const QByteArray message = m_people->toAda(MessageText, {m_people->betty}, Plain);
    const QByteArray key = m_people->user.sessionKey(message);
    letGpgRun(false);
    const auto wanted = openOneOfMany(message, true);
    const auto unwanted = openOneOfMany(message, false);
    letGpgRun(true);
    QVERIFY(wanted && wanted->sessionKey.view() == viewOf(key));
    QVERIFY(unwanted && unwanted->sessionKey.isEmpty());
}

void InProcessTest::stopsBeforeGpg()
{
    OpenRequest request(m_people->toAda(MessageText, {m_people->betty}, Plain));
    request.isOneOfMany = true;
    std::stop_source source;
    request.stop = source.get_token();
    source.request_stop();
    const auto opened = QCoro::waitFor(m_place->engine->open(request));
    QVERIFY(!opened);
    QCOMPARE(opened.error().kind, ErrorKind::Cancelled);
}

/// Whoever can encrypt to the user chooses what is inside, octet by octet.
void InProcessTest::survivesAnyContent()
{
    QRandomGenerator random(20260101);
    for (const QString &signer : {m_people->betty, m_rsa}) {
        const ProtectedData data = contentOf(m_people->toAda(MessageText, {signer}, Plain));
        const QByteArray good(data.packets().data(), static_cast<qsizetype>(data.packets().size()));
        const auto key = SigningKey::load(viewOf(keyPacketOf(signer)));
        const auto content = signedContent(viewOf(good));
        QVERIFY(key && content && key->signs(*content));
        const auto look = [&](const QByteArray &packets) {
            const auto found = signedContent(viewOf(packets));
            if (found && key->signs(*found)) // then it says what was signed
                QCOMPARE(found->text, std::string_view(MessageText));
        };
        for (qsizetype size = 0; size < good.size(); ++size)
            look(good.left(size));
        for (qsizetype at = 0; at < good.size(); ++at) {
            for (const int bit : {0, 3, 7}) {
                QByteArray flipped = good;
                flipped[at] = static_cast<char>(flipped[at] ^ (1 << bit));
                look(flipped);
            }
        }
        for (int round = 0; round < 5000; ++round) {
            QByteArray packets = good;
            for (int change = random.bounded(1, 5); change > 0; --change)
                packets[random.bounded(int(packets.size()))] = static_cast<char>(random.bounded(256));
            packets.remove(random.bounded(int(packets.size())), random.bounded(3));
            look(packets);
        }
    }
}

void InProcessTest::survivesAnyKey()
{
    QRandomGenerator random(20260102);
    int usable = 0;
    int accepted = 0; // whose age alone is another, or the size of a number that is as long as before
    for (const QString &fingerprint : {m_people->betty, m_rsa}) {
        const ProtectedData data = contentOf(m_people->toAda(MessageText, {fingerprint}, Plain));
        const auto content = signedContent(data.packets());
        const QByteArray good = keyPacketOf(fingerprint);
        for (qsizetype size = 0; size < good.size(); ++size)
            QVERIFY(!SigningKey::load(viewOf(good.left(size))));
        for (int round = 0; round < 2000; ++round) {
            QByteArray packet = good;
            for (int change = random.bounded(1, 4); change > 0; --change)
                packet[random.bounded(int(packet.size()))] = static_cast<char>(random.bounded(256));
            const auto key = SigningKey::load(viewOf(packet));
            usable += key != nullptr ? 1 : 0;
            if (key != nullptr)
                accepted += key->signs(*content) ? 1 : 0;
        }
    }
    QVERIFY(usable > 0 && accepted < usable);
}

QTEST_GUILESS_MAIN(InProcessTest)
#include "tst_inprocess.moc"
