// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/openpgp/armor.h"
#include "core/openpgp/packets.h"
#include "tests/core/openpgp/people.h"
#include "tests/support/messageforge.h"

#include <QCoroTask>
#include <QDebug>
#include <QDir>
#include <QElapsedTimer>
#include <QRegularExpression>
#include <QTcpServer>
#include <QTest>

#include <sys/stat.h>

using namespace coffret;
using namespace coffret::test;

namespace {

/// The key with so many more of its own last signature.
QByteArray withSignatures(const QByteArray &key, int count)
{
    const QByteArray packets = dearmor(key, "PUBLIC KEY BLOCK").value_or(QByteArray());
    PacketReader reader({packets.constData(), static_cast<std::size_t>(packets.size())});
    QByteArray last;
    while (const auto packet = reader.next()) {
        if (packet->tag == 2)
            last = QByteArray(packet->whole.data(), static_cast<qsizetype>(packet->whole.size()));
    }
    return armored(packets + last.repeated(count), "PUBLIC KEY BLOCK");
}

} // namespace

/// Keys and sealing, and what keeps the user's own GnuPG configuration out of it.
class GpgmeEngineTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void keepsItsHomePrivate();
    void refusesAHomeThatIsNotItsOwn();
    void listsTheSecretKeys();
    void noticesNewKeys();
    void opensWithAnExpiredKey();
    void saysWhenTheHomeIsMissing();
    void importsOneKey();
    void refusesKeys_data();
    void refusesKeys();
    void t10_aKeyFullOfSignaturesIsRead();
    void showsExpiredAndRevokedKeys();
    void cleansUserIds();
    void trap19_sealsAsTheVaultsWantIt();
    void sealsAndOpensEveryKind_data();
    void sealsAndOpensEveryKind();
    void sealsWhatIsLarge();
    void trap22_signsWithThePrimaryKey();
    void refusesToSeal_data();
    void refusesToSeal();
    void ignoresAPoisonedConfiguration();
    void opensWhileKeysComeIn();

private:
    [[nodiscard]] GpgmeEngine &engine() const { return *m_place->engine; }
    [[nodiscard]] Expected<QByteArray> seal(const QByteArray &text, const QStringList &recipients,
                                            const QString &signer)
    {
        return QCoro::waitFor(engine().seal(SecretBuffer::copyOf(text.toStdString()), recipients, signer));
    }

    QTemporaryDir m_scratch{QStringLiteral("/tmp/csXXXXXX")};
    std::unique_ptr<People> m_people;
    QString m_rsa2048;
    QString m_rsa3072;
    QString m_withSubkey; ///< has a signing subkey
    QString m_signOnly;
    std::unique_ptr<EngineInHome> m_place;
};

void GpgmeEngineTest::initTestCase()
{
    qputenv("GPGME_DEBUG",
            "9:" + m_scratch.filePath(QStringLiteral("debug")).toLocal8Bit()); // before GPGME's first call
    ::umask(0);
    m_people = std::make_unique<People>();
    const auto create = [this](const char *name, KeyKind kind) {
        KeyRequest request;
        request.userId = QString::fromLatin1(name);
        request.kind = kind;
        return m_people->user.createKey(request);
    };
    m_rsa2048 = create("Old Hand <old@example.org>", KeyKind::Rsa2048);
    m_rsa3072 = create("Newer Hand <new@example.org>", KeyKind::Rsa3072);
    m_withSubkey = create("Card Owner <card@example.org>", KeyKind::Curve25519WithSigningSubkey);
    m_signOnly = create("Only Signs <signs@example.org>", KeyKind::Dsa1024);
    m_people->user.importKey(m_people->others.publicKey(m_people->mallory)); // public only: not the user's
    m_place = makeEngine(m_people->user);
    for (const QByteArray &key : m_people->knownKeys()) {
        const auto imported = QCoro::waitFor(engine().importPublicKey(key));
        QVERIFY2(imported, reason(imported));
    }
}

/// GPGME was told by the environment to write down everything, including each plaintext above.
void GpgmeEngineTest::cleanupTestCase()
{
    QVERIFY(!QFile::exists(m_scratch.filePath(QStringLiteral("debug"))));
}

void GpgmeEngineTest::keepsItsHomePrivate()
{
    const auto modeOf = [](const QString &path) {
        struct stat status
        {
        };
        return ::stat(qPrintable(path), &status) == 0 ? status.st_mode & 0777U : 0U;
    };
    const QString home = m_scratch.filePath(QStringLiteral("deep/er/home"));
    GpgmeEngine::Options options;
    options.privateHome = home;
    options.userHome = m_people->user.path();
    const auto created = GpgmeEngine::create(options);
    QVERIFY2(created, reason(created));
    QCOMPARE(modeOf(home), 0700U);
    QCOMPARE(modeOf(home + QStringLiteral("/gpg.conf")), 0600U);
}

void GpgmeEngineTest::refusesAHomeThatIsNotItsOwn()
{
    const QString real = m_scratch.filePath(QStringLiteral("real"));
    const QString link = m_scratch.filePath(QStringLiteral("link"));
    const QString file = m_scratch.filePath(QStringLiteral("file"));
    QVERIFY(QDir().mkdir(real) && QFile::link(real, link) && QFile(file).open(QIODevice::WriteOnly));
    for (const QString &path : {link, file, file + QStringLiteral("/below")}) {
        GpgmeEngine::Options options;
        options.privateHome = path;
        options.userHome = m_people->user.path();
        const auto created = GpgmeEngine::create(options);
        QVERIFY(!created);
        QCOMPARE(created.error().kind, ErrorKind::StorageFault);
        GpgmeEngine late(options); // finds out when it is first used
        const auto keys = QCoro::waitFor(late.secretKeys());
        QVERIFY(!keys);
        QCOMPARE(keys.error().kind, ErrorKind::StorageFault);
    }
}

void GpgmeEngineTest::listsTheSecretKeys()
{
    const auto keys = QCoro::waitFor(engine().secretKeys());
    QVERIFY2(keys, reason(keys));
    QStringList fingerprints;
    for (const KeyInfo &key : *keys)
        fingerprints += key.fingerprint;
    QCOMPARE(fingerprints, QStringList({m_people->ada, m_rsa2048, m_rsa3072, m_withSubkey}));
    const KeyInfo &ada = keys->front();
    QCOMPARE(ada.userId, QStringLiteral("Ada Lovelace <ada@example.org>"));
    QCOMPARE(ada.email, QStringLiteral("ada@example.org"));
    QCOMPARE(ada.algorithm, QStringLiteral("ed25519"));
    QCOMPARE(ada.created, QDateTime(QDate(2020, 1, 1), QTime(0, 0), Qt::UTC));
    QVERIFY(ada.expires.isNull());
    QVERIFY(ada.canEncrypt && ada.canSign && !ada.expired && !ada.revoked && !ada.onCard);
    QCOMPARE(keys->at(1).algorithm, QStringLiteral("rsa2048"));
    QCOMPARE(keys->at(2).algorithm, QStringLiteral("rsa3072"));
}

void GpgmeEngineTest::noticesNewKeys()
{
    GpgHome user;
    const auto place = makeEngine(user);
    const auto none = QCoro::waitFor(place->engine->secretKeys());
    QVERIFY2(none, reason(none));
    QVERIFY(none->empty());
    const QString eve = user.createKey(QStringLiteral("Eve <eve@example.org>"));
    const auto one = QCoro::waitFor(place->engine->secretKeys());
    QVERIFY2(one, reason(one));
    QCOMPARE(one->size(), std::size_t(1));
    OpenRequest request(user.seal(MessageText, {eve}, {eve}), {eve});
    const auto opened = QCoro::waitFor(place->engine->open(request));
    QVERIFY2(opened, reason(opened));
    QCOMPARE(opened->verdict.state, SignatureState::Expected);
}

void GpgmeEngineTest::opensWithAnExpiredKey()
{
    GpgHome user;
    KeyRequest request;
    request.userId = QStringLiteral("Olivia <olivia@example.org>");
    request.created = QDateTime(QDate(2020, 1, 1), QTime(0, 0), Qt::UTC);
    request.expires = request.created.addDays(30);
    const QString key = user.createKey(request);
    const QByteArray message =
        user.seal(MessageText, {key}, {}, {QStringLiteral("--faked-system-time"), QStringLiteral("20200110T000000!")});
    const auto place = makeEngine(user);
    const auto keys = QCoro::waitFor(place->engine->secretKeys());
    QVERIFY2(keys, reason(keys));
    QCOMPARE(keys->size(), std::size_t(1));
    QVERIFY(keys->front().expired);
    const auto opened = QCoro::waitFor(place->engine->open(OpenRequest(message)));
    QVERIFY2(opened, reason(opened));
    const auto sealed = QCoro::waitFor(place->engine->seal(SecretBuffer::copyOf("x"), {key}, {}));
    QVERIFY(!sealed);
    QCOMPARE(sealed.error().kind, ErrorKind::KeyUnusable);
}

void GpgmeEngineTest::saysWhenTheHomeIsMissing()
{
    GpgmeEngine::Options options;
    options.privateHome = m_scratch.filePath(QStringLiteral("p"));
    options.userHome = m_scratch.filePath(QStringLiteral("nowhere"));
    const auto created = GpgmeEngine::create(options);
    QVERIFY2(created, reason(created));
    const auto keys = QCoro::waitFor((*created)->secretKeys());
    QVERIFY(!keys);
    QCOMPARE(keys.error().kind, ErrorKind::NoOpenPgp);
    QVERIFY(!QFile::exists(options.userHome));
}

void GpgmeEngineTest::importsOneKey()
{
    const auto imported = QCoro::waitFor(engine().importPublicKey(m_people->others.publicKey(m_people->betty)));
    QVERIFY2(imported, reason(imported));
    QCOMPARE(imported->fingerprint, m_people->betty);
    QCOMPARE(imported->userId, QStringLiteral("Betty Holberton <betty@example.org>"));
    QVERIFY(imported->canEncrypt && imported->canSign);
    // and nothing got into the user's own keyring
    QVERIFY(!m_people->user.gpg({QStringLiteral("--list-keys"), QStringLiteral("--with-colons")}).contains("betty"));
}

void GpgmeEngineTest::refusesKeys_data()
{
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<ErrorKind>("kind");
    GpgHome &others = m_people->others;
    KeyRequest weak;
    weak.userId = QStringLiteral("Weak <weak@example.org>");
    weak.kind = KeyKind::Rsa1024;
    const QByteArray rsa1024 = others.publicKey(others.createKey(weak));
    weak.kind = KeyKind::Dsa1024;
    const QByteArray dsa = others.publicKey(others.createKey(weak));
    const QByteArray betty = others.publicKey(m_people->betty);
    QByteArray damaged = betty;
    damaged.replace("\n\n", "\n\n!!!!");
    const QByteArray tooLong = betty + QByteArray(65 * 1024, ' ');
    using enum ErrorKind;
    QTest::newRow("RSA 1024") << rsa1024 << KeyUnusable;
    QTest::newRow("DSA") << dsa << KeyUnusable;
    QTest::newRow("two keys") << others.gpg({QStringLiteral("--armor"), QStringLiteral("--export")}) << InvalidInput;
    QTest::newRow("two blocks") << betty + others.publicKey(m_people->carol) << InvalidInput;
    QTest::newRow("secret key") << others.secretKey(m_people->betty) << InvalidInput;
    QTest::newRow("public and secret") << betty + others.secretKey(m_people->carol) << InvalidInput;
    QTest::newRow("message") << others.seal(MessageText, {m_people->betty}) << InvalidInput;
    QTest::newRow("damaged") << damaged << InvalidInput;
    QTest::newRow("cut") << betty.left(betty.size() / 2) << InvalidInput;
    QTest::newRow("text") << QByteArray("hello") << InvalidInput;
    QTest::newRow("nothing") << QByteArray() << InvalidInput;
    QTest::newRow("too long") << tooLong << TooLarge;
    QTest::newRow("10 MB") << betty + QByteArray(10 << 20, ' ') << TooLarge;
    QTest::newRow("10 000 signatures") << withSignatures(betty, 10'000) << TooLarge;
}

void GpgmeEngineTest::refusesKeys()
{
    QFETCH(QByteArray, key);
    const auto imported = QCoro::waitFor(engine().importPublicKey(key));
    QVERIFY(!imported);
    QTEST(imported.error().kind, "kind");
}

/// As many as a key of the size that is taken can have. What may come in is bounded by its size; the time is told.
void GpgmeEngineTest::t10_aKeyFullOfSignaturesIsRead()
{
    GpgHome &others = m_people->others;
    const QByteArray plain = others.publicKey(others.createKey(QStringLiteral("Signed by many <many@example.org>")));
    int count = 1;
    while (withSignatures(plain, count + 1).size() <= 64 * 1024)
        ++count;
    QVERIFY2(count > 200, qPrintable(QString::number(count)));
    QElapsedTimer timer;
    timer.start();
    const auto imported = QCoro::waitFor(engine().importPublicKey(withSignatures(plain, count)));
    qInfo("%d signatures, %lld ms", count, static_cast<long long>(timer.elapsed()));
    QVERIFY2(imported, reason(imported));
    QVERIFY(imported->canEncrypt);
    const auto known = QCoro::waitFor(engine().importPublicKey(plain));
    QVERIFY2(known, reason(known));
    QCOMPARE(known->fingerprint, imported->fingerprint);
}

void GpgmeEngineTest::showsExpiredAndRevokedKeys()
{
    const auto erin = QCoro::waitFor(engine().importPublicKey(m_people->others.publicKey(m_people->erin)));
    QVERIFY2(erin, reason(erin));
    QVERIFY(erin->expired && !erin->revoked && !erin->canEncrypt);
    QCOMPARE(erin->expires.date(), QDate(2020, 1, 31));
    const auto rita = QCoro::waitFor(engine().importPublicKey(m_people->others.publicKey(m_people->rita)));
    QVERIFY2(rita, reason(rita));
    QVERIFY(rita->revoked && !rita->expired && !rita->canEncrypt);
}

void GpgmeEngineTest::cleansUserIds()
{
    const QString name = QStringLiteral("Tr\u202eicky\u2066 \u001b[31m\u200bName <trick@example.org>");
    m_people->others.gpg({QStringLiteral("--passphrase"), QString(), QStringLiteral("--allow-freeform-uid"),
                          QStringLiteral("--quick-gen-key"), name, QStringLiteral("future-default")});
    const auto imported =
        QCoro::waitFor(engine().importPublicKey(m_people->others.publicKey(QStringLiteral("trick@example.org"))));
    QVERIFY2(imported, reason(imported));
    QCOMPARE(imported->userId, QStringLiteral("Tricky [31mName <trick@example.org>"));
    QCOMPARE(imported->email, QStringLiteral("trick@example.org"));
}

void GpgmeEngineTest::trap19_sealsAsTheVaultsWantIt()
{
    const QStringList recipients{m_people->ada, m_people->betty, m_people->ada.toLower()};
    const auto sealed = seal(MessageText, recipients, m_people->ada);
    QVERIFY2(sealed, reason(sealed));
    static const QRegularExpression form(
        QStringLiteral("\\A-----BEGIN PGP MESSAGE-----\n\n([A-Za-z0-9+/]{1,76}\n)+([A-Za-z0-9+/=]{1,76}\n)"
                       "=[A-Za-z0-9+/]{4}\n-----END PGP MESSAGE-----\n\\z"));
    QVERIFY2(form.match(QString::fromLatin1(*sealed)).hasMatch(), *sealed);
    const QByteArray packets = m_people->user.gpg({QStringLiteral("--list-packets")}, *sealed);
    QCOMPARE(packets.count(":pubkey enc packet:"), 2);
    QCOMPARE(packets.count(":encrypted data packet:"), 1);
    QVERIFY2(packets.contains("mdc_method: 2"), packets);
    QVERIFY(!packets.contains(":symkey") && !packets.contains(":aead") && !packets.contains(":compressed"));
    QVERIFY(packets.contains("digest algo 10"));             // SHA-512
    QCOMPARE(m_people->user.sessionKey(*sealed).size(), 32); // the helper only finds an AES-256 key
    QCOMPARE(m_people->others.open(*sealed), QByteArray(MessageText));
    const auto unsignedMessage = seal(MessageText, {m_people->ada}, {});
    QVERIFY2(unsignedMessage, reason(unsignedMessage));
    QVERIFY(!m_people->user.gpg({QStringLiteral("--list-packets")}, *unsignedMessage).contains(":signature packet:"));
}

void GpgmeEngineTest::sealsAndOpensEveryKind_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QByteArray>("plaintext");
    QTest::newRow("Curve25519") << m_people->ada << QByteArray(MessageText);
    QTest::newRow("RSA 2048") << m_rsa2048 << QByteArray(MessageText);
    QTest::newRow("RSA 3072") << m_rsa3072 << QByteArray(MessageText);
    QTest::newRow("with a signing subkey") << m_withSubkey << QByteArray(MessageText);
    QTest::newRow("zero octets") << m_people->ada << QByteArray("\0\r\n\0\xff", 5);
    QTest::newRow("empty") << m_people->ada << QByteArray();
    QTest::newRow("1 MiB") << m_people->ada << QByteArray(1024 * 1024, 'm');
}

void GpgmeEngineTest::sealsAndOpensEveryKind()
{
    QFETCH(QString, key);
    QFETCH(QByteArray, plaintext);
    const auto sealed = seal(plaintext, {key}, key);
    QVERIFY2(sealed, reason(sealed));
    OpenRequest request(*sealed, {key});
    const auto opened = QCoro::waitFor(engine().open(request));
    QVERIFY2(opened, reason(opened));
    QVERIFY(opened->plaintext.view() == plaintext.toStdString());
    QCOMPARE(opened->verdict.state, SignatureState::Expected);
    QCOMPARE(opened->verdict.signerFingerprint, key);
}

/// gpg alone would take the signing subkey, and a server that compares fingerprints would refuse the signature.
void GpgmeEngineTest::sealsWhatIsLarge()
{
    QByteArray text(24 * 1024 * 1024, Qt::Uninitialized); // an export of a large vault
    quint32 state = 1;
    for (char &c : text) { // which does not become small
        state = state * 1664525 + 1013904223;
        c = static_cast<char>('!' + (state >> 24) % 90);
    }
    const auto sealed = seal(text, {m_people->ada}, m_people->ada);
    QVERIFY2(sealed, reason(sealed));
    OpenRequest request(*sealed, {m_people->ada});
    request.maximumBytes = text.size();
    const auto opened = QCoro::waitFor(engine().open(request));
    QVERIFY2(opened, reason(opened));
    QCOMPARE(opened->verdict.state, SignatureState::Expected);
    QVERIFY(opened->plaintext.view() == std::string_view(text.constData(), static_cast<std::size_t>(text.size())));
    request.maximumBytes = 1024 * 1024; // of one secret
    const auto refused = QCoro::waitFor(engine().open(request));
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::TooLarge);
}

void GpgmeEngineTest::trap22_signsWithThePrimaryKey()
{
    const auto signerOf = [this](const QByteArray &message) {
        const QByteArray status = m_people->user.gpg(
            {QStringLiteral("--status-fd"), QStringLiteral("1"), QStringLiteral("--decrypt")}, message);
        return QString::fromLatin1(status.mid(status.indexOf("] VALIDSIG ") + 11, 40));
    };
    QVERIFY(signerOf(m_people->user.seal(MessageText, {m_people->ada}, {m_withSubkey})) != m_withSubkey);
    const auto sealed = seal(MessageText, {m_people->ada}, m_withSubkey);
    QVERIFY2(sealed, reason(sealed));
    QCOMPARE(signerOf(*sealed), m_withSubkey);
}

void GpgmeEngineTest::refusesToSeal_data()
{
    QTest::addColumn<QStringList>("recipients");
    QTest::addColumn<QString>("signer");
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<QString>("named");
    const auto row = [](const char *title, const QStringList &recipients, const QString &signer, ErrorKind kind,
                        const QString &named) { QTest::newRow(title) << recipients << signer << kind << named; };
    const People &people = *m_people;
    using enum ErrorKind;
    row("nobody", {}, people.ada, InvalidInput, {});
    row("unknown recipient", {people.ada, people.mallory}, people.ada, KeyUnusable, people.mallory);
    row("expired recipient", {people.ada, people.erin}, people.ada, KeyUnusable, people.erin);
    row("revoked recipient", {people.ada, people.rita}, people.ada, KeyUnusable, people.rita);
    row("recipient without encryption key", {m_signOnly}, people.ada, KeyUnusable, m_signOnly);
    row("recipient by address", {QStringLiteral("ada@example.org")}, people.ada, KeyUnusable,
        QStringLiteral("ada@example.org"));
    row("signer without secret key", {people.ada}, people.betty, NoSecretKey, people.betty);
    row("unknown signer", {people.ada}, people.mallory, NoSecretKey, people.mallory);
}

void GpgmeEngineTest::refusesToSeal()
{
    QFETCH(QStringList, recipients);
    QFETCH(QString, signer);
    const auto sealed = seal(MessageText, recipients, signer);
    QVERIFY(!sealed);
    QTEST(sealed.error().kind, "kind");
    QFETCH(QString, named);
    QVERIFY2(sealed.error().detail.contains(named), reason(sealed));
}

void GpgmeEngineTest::ignoresAPoisonedConfiguration()
{
    QTcpServer keyserver;
    QVERIFY(keyserver.listen(QHostAddress::LocalHost));
    const QByteArray logFile = m_scratch.filePath(QStringLiteral("log")).toLocal8Bit();
    m_people->user.writeFile(QStringLiteral("gpg.conf"),
                             "keyserver hkp://127.0.0.1:" + QByteArray::number(keyserver.serverPort()) +
                                 "\nkeyserver-options auto-key-retrieve\nauto-key-retrieve\nignore-mdc-error\n"
                                 "encrypt-to " +
                                 m_people->mallory.toLatin1() +
                                 "\ncomment poisoned\nthrow-keyids\nmax-output 3\nverbose\nlog-file " + logFile +
                                 "\nallow-multiple-messages\nno-such-option\n");
    const auto place = makeEngine(m_people->user);
    const auto keys = QCoro::waitFor(place->engine->secretKeys());
    QVERIFY2(keys, reason(keys));
    QCOMPARE(keys->size(), std::size_t(4));

    const auto sealed =
        QCoro::waitFor(place->engine->seal(SecretBuffer::copyOf(MessageText), {m_people->ada}, m_people->ada));
    QVERIFY2(sealed, reason(sealed));
    QVERIFY(!sealed->contains("poisoned"));
    QCOMPARE(m_people->user.gpg({QStringLiteral("--list-packets")}, *sealed).count(":pubkey enc packet:"), 1);
    OpenRequest own(*sealed, {m_people->ada});
    const auto opened = QCoro::waitFor(place->engine->open(own));
    QVERIFY2(opened, reason(opened));
    QCOMPARE(opened->verdict.state, SignatureState::Expected);

    OpenRequest strange(m_people->toAda(MessageText, {m_people->mallory}), {});
    const auto unknown = QCoro::waitFor(place->engine->open(strange));
    QVERIFY2(unknown, reason(unknown));
    QCOMPARE(unknown->verdict.state, SignatureState::UnknownKey);
    const QByteArray good =
        m_people->toAda(MessageText, {}, {QStringLiteral("--compress-algo"), QStringLiteral("none")});
    const auto same = [](QByteArray content) { return content; };
    const QByteArray key = m_people->user.sessionKey(good);
    QVERIFY(QCoro::waitFor(place->engine->open(OpenRequest(withContent(good, key, same)))));
    for (const QByteArray &altered : {withContent(good, key, same, Integrity::Wrong),
                                      withContent(good, key, same, Integrity::Missing), withoutProtection(good)}) {
        const auto refused = QCoro::waitFor(place->engine->open(OpenRequest(altered)));
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::CorruptMessage);
    }
    QVERIFY(!keyserver.waitForNewConnection(0) && !keyserver.hasPendingConnections());
    QVERIFY(!QFile::exists(QString::fromLocal8Bit(logFile)));
    m_people->user.writeFile(QStringLiteral("gpg.conf"), {});
}

/// gpg replaces its keyring by renaming twice; whoever reads it in between would find no key at all.
void GpgmeEngineTest::opensWhileKeysComeIn()
{
    constexpr int Keys = 20;
    constexpr int Messages = 100;
    const QByteArray message = m_people->toAda(MessageText, {m_people->betty});
    QList<QByteArray> keys;
    for (int i = 0; i < Keys; ++i)
        keys += m_people->others.publicKey(m_people->others.createKey(QStringLiteral("Number %1").arg(i)));

    QMap<QByteArray, int> outcomes;
    int pending = Keys + Messages;
    for (int i = 0; i < Messages; ++i) {
        OpenRequest request;
        request.message = message;
        request.expectedSigners = {m_people->betty};
        QCoro::connect(engine().open(std::move(request)), this, [&](Expected<OpenedMessage> opened) {
            const bool good = opened && opened->verdict.state == SignatureState::Expected;
            ++outcomes[good ? QByteArray("opened") : "not opened: " + reason(opened)];
            --pending;
        });
    }
    for (const QByteArray &key : keys) {
        QCoro::connect(engine().importPublicKey(key), this, [&](Expected<KeyInfo> imported) {
            ++outcomes[imported ? QByteArray("imported") : "not imported: " + reason(imported)];
            --pending;
        });
    }
    QTRY_COMPARE_WITH_TIMEOUT(pending, 0, 60'000);
    const QMap<QByteArray, int> expected{{"imported", Keys}, {"opened", Messages}};
    QVERIFY2(outcomes == expected, qPrintable(QDebug::toString(outcomes)));
}

QTEST_GUILESS_MAIN(GpgmeEngineTest)
#include "tst_gpgmeengine.moc"
