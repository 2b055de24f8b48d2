// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/openpgp/metadatakey.h"

#include "tests/core/openpgp/people.h"

#include <QElapsedTimer>
#include <QTest>

using namespace coffret;
using namespace coffret::test;

namespace {

SecretBuffer secret(const QByteArray &text)
{
    return SecretBuffer::copyOf({text.constData(), static_cast<std::size_t>(text.size())});
}

} // namespace

/// Loading a shared key; what it makes of messages is in tst_openmessage.
class MetadataKeyTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void loadsAndOpens_data();
    void loadsAndOpens();
    void refuses_data();
    void refuses();
    void recognisesItself();
    void survivesAnUnreadableSigner();
    void opensWithAnExpiredKey();
    void looksAtNoMoreRecipientsThanItIsTold();
    void stops();
    void isFast();

private:
    QString createKey(const char *name, KeyKind kind, const QByteArray &passphrase = {}, QDateTime expires = {});

    std::unique_ptr<People> m_people;
};

void MetadataKeyTest::initTestCase()
{
    m_people = std::make_unique<People>();
}

QString MetadataKeyTest::createKey(const char *name, KeyKind kind, const QByteArray &passphrase, QDateTime expires)
{
    KeyRequest request;
    request.userId = QString::fromLatin1(name);
    request.kind = kind;
    request.passphrase = passphrase;
    request.created = QDateTime(QDate(2021, 1, 1), QTime(0, 0), Qt::UTC);
    request.expires = std::move(expires);
    return m_people->others.createKey(request);
}

void MetadataKeyTest::loadsAndOpens_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<QByteArray>("passphrase");
    const QByteArray phrase("metadata p\xc3\xa4ss");
    QTest::newRow("Curve25519") << static_cast<int>(KeyKind::Curve25519) << QByteArray();
    QTest::newRow("Curve25519 with passphrase") << static_cast<int>(KeyKind::Curve25519) << phrase;
    QTest::newRow("RSA 2048") << static_cast<int>(KeyKind::Rsa2048) << QByteArray();
    QTest::newRow("RSA 3072 with passphrase") << static_cast<int>(KeyKind::Rsa3072) << phrase;
}

void MetadataKeyTest::loadsAndOpens()
{
    QFETCH(int, kind);
    QFETCH(QByteArray, passphrase);
    GpgHome &home = m_people->others;
    const QString key = createKey("Shared Key", static_cast<KeyKind>(kind), passphrase);
    auto loaded = MetadataKey::load(secret(home.secretKey(key, passphrase)), secret(passphrase),
                                    {home.publicKey(m_people->betty)});
    QVERIFY2(loaded, reason(loaded));
    QCOMPARE((*loaded)->fingerprint(), key);
    for (const char *text : {"one", "two"}) { // the key stays unlocked
        const auto opened = (*loaded)->open(OpenRequest(home.seal(text, {key}, {m_people->betty}), {m_people->betty}));
        QVERIFY2(opened, reason(opened));
        QCOMPARE(opened->plaintext.view(), std::string_view(text));
        QCOMPARE(opened->verdict.state, SignatureState::Expected);
        QCOMPARE(opened->verdict.signerName, QStringLiteral("Betty Holberton <betty@example.org>"));
    }
}

void MetadataKeyTest::refuses_data()
{
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<QByteArray>("passphrase");
    QTest::addColumn<ErrorKind>("kind");
    GpgHome &home = m_people->others;
    const QString locked = createKey("Locked", KeyKind::Curve25519, "right");
    const QByteArray lockedKey = home.secretKey(locked, "right");
    const QByteArray betty = home.secretKey(m_people->betty);
    QByteArray damaged = betty;
    damaged.replace("\n\n", "\n\n!");
    const QByteArray signOnly = home.secretKey(createKey("Signs", KeyKind::Dsa1024));
    using enum ErrorKind;
    QTest::newRow("wrong passphrase") << lockedKey << QByteArray("wrong") << WrongPassphrase;
    QTest::newRow("no passphrase") << lockedKey << QByteArray() << WrongPassphrase;
    QTest::newRow("public key") << home.publicKey(m_people->betty) << QByteArray() << KeyUnusable;
    QTest::newRow("cannot decrypt") << signOnly << QByteArray() << KeyUnusable;
    QTest::newRow("two keys") << betty + home.secretKey(m_people->carol) << QByteArray() << InvalidInput;
    QTest::newRow("a message") << home.seal("x", {m_people->betty}) << QByteArray() << InvalidInput;
    QTest::newRow("damaged") << damaged << QByteArray() << InvalidInput;
    QTest::newRow("cut") << betty.left(betty.size() / 2) << QByteArray() << InvalidInput;
    QTest::newRow("text") << QByteArray("hello") << QByteArray() << InvalidInput;
    QTest::newRow("nothing") << QByteArray() << QByteArray() << InvalidInput;
}

void MetadataKeyTest::refuses()
{
    QFETCH(QByteArray, key);
    QFETCH(QByteArray, passphrase);
    const auto loaded = MetadataKey::load(secret(key), secret(passphrase), {});
    QVERIFY(!loaded);
    QTEST(loaded.error().kind, "kind");
}

/// Passbolt's clients sign shared metadata with the metadata key, too.
void MetadataKeyTest::recognisesItself()
{
    GpgHome &home = m_people->others;
    const QString key = createKey("Shared Key", KeyKind::Curve25519);
    auto loaded = MetadataKey::load(secret(home.secretKey(key)), {}, {home.publicKey(m_people->betty)});
    QVERIFY2(loaded, reason(loaded));
    const QByteArray message = home.seal("x", {key}, {key, m_people->betty});
    const auto byBetty = (*loaded)->open(OpenRequest(message, {m_people->betty}));
    QVERIFY2(byBetty, reason(byBetty));
    QCOMPARE(byBetty->verdict.signerFingerprint, m_people->betty);
    const auto byKey = (*loaded)->open(OpenRequest(message, {key}));
    QVERIFY2(byKey, reason(byKey));
    QCOMPARE(byKey->verdict.state, SignatureState::Expected);
    QCOMPARE(byKey->verdict.signerFingerprint, key);
}

void MetadataKeyTest::survivesAnUnreadableSigner()
{
    GpgHome &home = m_people->others;
    QTest::ignoreMessage(QtWarningMsg, "a signer's public key cannot be read");
    auto loaded = MetadataKey::load(secret(home.secretKey(m_people->carol)), {},
                                    {QByteArray("no key"), home.publicKey(m_people->betty)});
    QVERIFY2(loaded, reason(loaded));
    const auto opened =
        (*loaded)->open(OpenRequest(home.seal("x", {m_people->carol}, {m_people->betty}), {m_people->betty}));
    QVERIFY2(opened, reason(opened));
    QCOMPARE(opened->verdict.state, SignatureState::Expected);
}

void MetadataKeyTest::opensWithAnExpiredKey()
{
    GpgHome &home = m_people->others;
    const QString key =
        createKey("Expired", KeyKind::Curve25519, {}, QDateTime(QDate(2022, 1, 1), QTime(0, 0), Qt::UTC));
    const QByteArray message =
        home.seal("old", {key}, {}, {QStringLiteral("--faked-system-time"), QStringLiteral("20210601T000000!")});
    auto loaded = MetadataKey::load(secret(home.secretKey(key)), {}, {});
    QVERIFY2(loaded, reason(loaded));
    const auto opened = (*loaded)->open(OpenRequest(message));
    QVERIFY2(opened, reason(opened));
    QCOMPARE(opened->plaintext.view(), std::string_view("old"));
}

void MetadataKeyTest::looksAtNoMoreRecipientsThanItIsTold()
{
    GpgHome &home = m_people->others;
    auto loaded = MetadataKey::load(secret(home.secretKey(m_people->betty)), {}, {});
    QVERIFY2(loaded, reason(loaded));
    OpenRequest request(home.seal("x", {m_people->betty, m_people->carol}));
    QVERIFY((*loaded)->open(request));
    request.maximumRecipients = 1;
    const auto opened = (*loaded)->open(request);
    QVERIFY(!opened);
    QCOMPARE(opened.error().kind, ErrorKind::TooLarge);
    request.message = home.seal("x", {m_people->betty});
    QVERIFY((*loaded)->open(request));
}

void MetadataKeyTest::stops()
{
    GpgHome &home = m_people->others;
    auto loaded = MetadataKey::load(secret(home.secretKey(m_people->betty)), {}, {});
    QVERIFY2(loaded, reason(loaded));
    std::stop_source source;
    source.request_stop();
    OpenRequest request(home.seal("x", {m_people->betty}));
    request.stop = source.get_token();
    const auto opened = (*loaded)->open(request);
    QVERIFY(!opened);
    QCOMPARE(opened.error().kind, ErrorKind::Cancelled);
}

/// It exists because a run of gpg for each of some thousand names is too slow. The bound leaves a slow machine room.
void MetadataKeyTest::isFast()
{
    GpgHome &home = m_people->others;
    auto loaded = MetadataKey::load(secret(home.secretKey(m_people->carol)), {}, {home.publicKey(m_people->betty)});
    QVERIFY2(loaded, reason(loaded));
    const OpenRequest request(home.seal(QByteArray(300, 'm'), {m_people->carol}, {m_people->betty}), {m_people->betty});
    QElapsedTimer timer;
    timer.start();
    constexpr int Rounds = 200;
    for (int i = 0; i < Rounds; ++i)
        QVERIFY((*loaded)->open(request));
    const double each = double(timer.nsecsElapsed()) / 1e6 / Rounds;
    QVERIFY2(each < 5, qPrintable(QStringLiteral("%1 ms each").arg(each)));
    qInfo("%.3f ms each", each);
}

QTEST_GUILESS_MAIN(MetadataKeyTest)
#include "tst_metadatakey.moc"
