// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/openpgp/gpgmeownkeys.h"
#include "tests/core/openpgp/people.h"
#include "tests/support/keyforge.h"

#include <QCoroTask>
#include <QFile>
#include <QProcess>
#include <QTcpServer>
#include <QTest>

using namespace coffret;
using namespace coffret::test;
using Pinentry = GpgHome::Pinentry;

namespace {

constexpr char Passphrase[] = "open sesame";

SecretBuffer secret(const QByteArray &text)
{
    return SecretBuffer::copyOf({text.constData(), static_cast<std::size_t>(text.size())});
}

template <typename T>
ErrorKind kindOf(const Expected<T> &result)
{
    return result ? ErrorKind::Internal : result.error().kind;
}

/// A user with an empty keyring, and a key made elsewhere.
struct Stage
{
    Stage()
    {
        KeyRequest request;
        request.userId = QStringLiteral("Ada <ada@example.org>");
        request.passphrase = Passphrase;
        ada = elsewhere.createKey(request);
        file = elsewhere.secretKey(ada, Passphrase);
    }
    Expected<KeyInfo> adopt(const QByteArray &key)
    {
        Expected<KeyFile> looked = QCoro::waitFor(keys.inspect(secret(key)));
        if (!looked)
            return failure(looked);
        return QCoro::waitFor(adoptKey(&keys, engine->engine.get(), std::move(*looked), {}));
    }
    [[nodiscard]] bool hasSecret(const QString &fingerprint) const
    {
        return user.gpg({QStringLiteral("--list-secret-keys"), QStringLiteral("--with-colons")})
            .contains(fingerprint.toLatin1());
    }

    GpgHome user;
    GpgHome elsewhere;
    QString ada;
    QByteArray file;
    std::unique_ptr<EngineInHome> engine = makeEngine(user);
    GpgmeOwnKeys keys{user.path()};
};

} // namespace

/// Putting keys into the user's own keyring, and making new ones there: real gpg, a real agent, its own pinentry.
class OwnKeysTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void adoptsALockedKey();
    void aKeyThatIsThereAlreadyStays();
    void withoutItsPassphraseNothingIsKept_data();
    void withoutItsPassphraseNothingIsKept();
    void t11_aKeyWhoseHalvesDoNotFitIsTakenOut();
    void makesAKey();
    void refusesNames_data();
    void refusesNames();
    void namesAreTamed();
    void aKeyNobodyGivesAPassphraseIsNotMade();
    void stopsBehindASilentPinentry();
    void stopsAnImportBehindASilentPinentry();
    void handsOutThePublicHalf();
    void listsOtherPeople();
    void handsOutALockedKey();
    void t35_aKeyWithoutPassphraseIsNotHandedOut();
    void worksBeforeAnEngineDid();
    void t09_aPoisonedHomeChangesNothing_data();
    void t09_aPoisonedHomeChangesNothing();
};

void OwnKeysTest::adoptsALockedKey()
{
    Stage stage;
    stage.user.setPinentry(Pinentry::Answers, Passphrase);
    const Expected<KeyInfo> key = stage.adopt(stage.file);
    QVERIFY2(key, reason(key));
    QCOMPARE(key->fingerprint, stage.ada);
    QVERIFY(stage.hasSecret(stage.ada));
    QVERIFY(stage.user.pinentryCalls() > 0); // Coffret does not know the passphrase
    // It is as locked as before.
    stage.user.setPinentry(Pinentry::Cancels);
    const QByteArray message = stage.elsewhere.seal(MessageText, {stage.ada});
    OpenRequest request(message, {});
    QCOMPARE(kindOf(QCoro::waitFor(stage.engine->engine->open(request))), ErrorKind::Cancelled);
    const auto again = QCoro::waitFor(stage.keys.inspect(secret(stage.file)));
    QVERIFY(again && again->present);
}

void OwnKeysTest::aKeyThatIsThereAlreadyStays()
{
    Stage stage;
    stage.user.setPinentry(Pinentry::Answers, Passphrase);
    QVERIFY(stage.adopt(stage.file));
    stage.user.setPinentry(Pinentry::Cancels);
    QCOMPARE(kindOf(stage.adopt(stage.file)), ErrorKind::Cancelled);
    QVERIFY(stage.hasSecret(stage.ada));
}

void OwnKeysTest::withoutItsPassphraseNothingIsKept_data()
{
    QTest::addColumn<GpgHome::Pinentry>("pinentry");
    QTest::addColumn<int>("kind");
    QTest::newRow("wrong") << Pinentry::Answers << static_cast<int>(ErrorKind::WrongPassphrase);
    QTest::newRow("none") << Pinentry::Cancels << static_cast<int>(ErrorKind::Cancelled);
    QTest::newRow("no window") << Pinentry::IsMissing << static_cast<int>(ErrorKind::NoPinentry);
}

void OwnKeysTest::withoutItsPassphraseNothingIsKept()
{
    QFETCH(GpgHome::Pinentry, pinentry);
    Stage stage;
    stage.user.setPinentry(pinentry, "another passphrase");
    QTEST(static_cast<int>(kindOf(stage.adopt(stage.file))), "kind");
    QVERIFY(!stage.hasSecret(stage.ada));
}

/// The public half passes every look from outside: it belongs to a key of the attacker's.
void OwnKeysTest::t11_aKeyWhoseHalvesDoNotFitIsTakenOut()
{
    Stage stage;
    KeyRequest request;
    request.userId = QStringLiteral("Ada <ada@example.org>");
    const QString mallory = stage.elsewhere.createKey(request);
    const QByteArray forged = keyWithOtherSecrets(stage.elsewhere.secretKey(mallory), stage.file);
    QVERIFY(QCoro::waitFor(stage.keys.inspect(secret(forged))));
    stage.user.setPinentry(Pinentry::Answers, Passphrase);
    const Expected<KeyInfo> key = stage.adopt(forged);
    QVERIFY(!key); // gpg-agent notices by itself and calls the passphrase wrong
    QVERIFY(!stage.hasSecret(mallory));
}

void OwnKeysTest::makesAKey()
{
    Stage stage;
    stage.user.setPinentry(Pinentry::Answers, "a long enough passphrase 4 gpg");
    const Expected<QString> made =
        QCoro::waitFor(stage.keys.create(QStringLiteral("Ada Lovelace"), QStringLiteral("ada@example.org"), {}));
    QVERIFY2(made, reason(made));
    const auto keys = QCoro::waitFor(stage.engine->engine->secretKeys());
    QVERIFY(keys);
    QCOMPARE(keys->size(), std::size_t(1));
    const KeyInfo &key = keys->front();
    QCOMPARE(key.fingerprint, *made);
    QCOMPARE(key.userId, QStringLiteral("Ada Lovelace <ada@example.org>"));
    QCOMPARE(key.algorithm, QStringLiteral("ed25519"));
    QVERIFY(key.expires.isNull());
    QVERIFY(key.canEncrypt && key.canSign);
    const QByteArray listing = stage.user.gpg({QStringLiteral("--list-keys"), QStringLiteral("--with-colons"), *made});
    QVERIFY2(listing.contains(":cv25519:"), listing.constData());
    // A second one of the same name is another one.
    const Expected<QString> second =
        QCoro::waitFor(stage.keys.create(QStringLiteral("Ada Lovelace"), QStringLiteral("ada@example.org"), {}));
    QVERIFY2(second, reason(second));
    QVERIFY(*second != *made);
}

void OwnKeysTest::refusesNames_data()
{
    QTest::addColumn<QString>("email");
    QTest::newRow("none") << QString();
    QTest::newRow("a name") << QStringLiteral("ada");
    QTest::newRow("another address behind it") << QStringLiteral("ada@example.org> <eve@example.org");
    QTest::newRow("a line") << QStringLiteral("ada@example.org\n%commit");
    QTest::newRow("a space") << QStringLiteral("ada @example.org");
}

void OwnKeysTest::refusesNames()
{
    QFETCH(QString, email);
    Stage stage;
    stage.user.setPinentry(Pinentry::Answers, Passphrase);
    QCOMPARE(kindOf(QCoro::waitFor(stage.keys.create(QStringLiteral("Ada"), email, {}))), ErrorKind::InvalidInput);
}

void OwnKeysTest::namesAreTamed()
{
    Stage stage;
    stage.user.setPinentry(Pinentry::Answers, "a long enough passphrase 4 gpg");
    const QString name = QStringLiteral("-Ada <eve@example.org>\n(comment)\u202e  X");
    QVERIFY(QCoro::waitFor(stage.keys.create(name, QStringLiteral("ada@example.org"), {})));
    const auto keys = QCoro::waitFor(stage.engine->engine->secretKeys());
    QVERIFY(keys && keys->size() == 1);
    QCOMPARE(keys->front().email, QStringLiteral("ada@example.org"));
    QCOMPARE(keys->front().userId, QStringLiteral("-Ada eve@example.orgcomment X <ada@example.org>"));
}

void OwnKeysTest::aKeyNobodyGivesAPassphraseIsNotMade()
{
    Stage stage;
    stage.user.setPinentry(Pinentry::Cancels);
    QCOMPARE(kindOf(QCoro::waitFor(stage.keys.create(QStringLiteral("Ada"), QStringLiteral("ada@example.org"), {}))),
             ErrorKind::Cancelled);
    QVERIFY(!stage.user.gpg({QStringLiteral("--list-secret-keys"), QStringLiteral("--with-colons")}).contains("sec:"));
}

void OwnKeysTest::stopsBehindASilentPinentry()
{
    Stage stage;
    stage.user.setPinentry(Pinentry::IsSilent);
    std::stop_source stop;
    auto making = stage.keys.create(QStringLiteral("Ada"), QStringLiteral("ada@example.org"), stop.get_token());
    QTRY_VERIFY(stage.user.pinentryWaits());
    stop.request_stop();
    QCOMPARE(kindOf(QCoro::waitFor(std::move(making))), ErrorKind::Cancelled);
    QTRY_VERIFY(!stage.user.pinentryWaits());
}

void OwnKeysTest::stopsAnImportBehindASilentPinentry()
{
    Stage stage;
    stage.user.setPinentry(Pinentry::IsSilent);
    Expected<KeyFile> looked = QCoro::waitFor(stage.keys.inspect(secret(stage.file)));
    QVERIFY(looked);
    std::stop_source stop;
    auto adopting = adoptKey(&stage.keys, stage.engine->engine.get(), std::move(*looked), stop.get_token());
    QTRY_VERIFY(stage.user.pinentryWaits());
    stop.request_stop();
    QCOMPARE(kindOf(QCoro::waitFor(std::move(adopting))), ErrorKind::Cancelled);
    QTRY_VERIFY(!stage.user.pinentryWaits());
    QVERIFY(!stage.hasSecret(stage.ada));
}

void OwnKeysTest::handsOutThePublicHalf()
{
    Stage stage;
    stage.user.importKey(stage.elsewhere.secretKey(stage.elsewhere.createKey(QStringLiteral("B <b@example.org>"))));
    const auto keys = QCoro::waitFor(stage.engine->engine->secretKeys());
    QVERIFY(keys && keys->size() == 1);
    const QString fingerprint = keys->front().fingerprint;
    const Expected<QByteArray> half = QCoro::waitFor(stage.keys.publicKey(fingerprint));
    QVERIFY2(half, reason(half));
    QVERIFY(half->startsWith("-----BEGIN PGP PUBLIC KEY BLOCK-----\n\n"));
    QVERIFY(half->contains("\n=")); // section 2: servers insist on the checksum
    QVERIFY(!half->contains("\n\n-----END"));
    GpgHome stranger;
    stranger.importKey(*half);
    QVERIFY(!stranger.publicKey(fingerprint).isEmpty());
    QVERIFY(!stranger.gpg({QStringLiteral("--list-secret-keys"), QStringLiteral("--with-colons")}).contains("sec:"));
    QCOMPARE(kindOf(QCoro::waitFor(stage.keys.publicKey(QString(40, QLatin1Char('A'))))), ErrorKind::NoSecretKey);
}

void OwnKeysTest::listsOtherPeople()
{
    Stage stage;
    stage.user.setPinentry(Pinentry::Answers, Passphrase);
    QVERIFY(stage.adopt(stage.file));
    for (const char *name : {"Betty <betty@example.org>", "Rita <rita@example.org>"})
        stage.user.importKey(stage.elsewhere.publicKey(stage.elsewhere.createKey(QLatin1String(name))));
    const auto both = QCoro::waitFor(stage.keys.otherKeys());
    QVERIFY2(both, reason(both));
    QCOMPARE(both->size(), std::size_t(2)); // and not the user's own
    stage.elsewhere.revokeKey(both->back().fingerprint);
    stage.user.importKey(stage.elsewhere.publicKey(both->back().fingerprint));
    const auto one = QCoro::waitFor(stage.keys.otherKeys());
    QVERIFY2(one, reason(one));
    QCOMPARE(one->size(), std::size_t(1));
    QCOMPARE(one->front().fingerprint, both->front().fingerprint);
}

void OwnKeysTest::handsOutALockedKey()
{
    Stage stage;
    stage.user.setPinentry(Pinentry::Answers, Passphrase);
    QVERIFY(stage.adopt(stage.file));
    const auto key = QCoro::waitFor(stage.keys.lockedKey(stage.ada, {}));
    QVERIFY2(key, reason(key));
    GpgHome other;
    other.importKey(QByteArray(key->view().data(), static_cast<qsizetype>(key->size())));
    const QByteArray message = other.seal(MessageText, {stage.ada});
    QCOMPARE(other.open(message, Passphrase), QByteArray(MessageText));
    const auto looked = QCoro::waitFor(stage.keys.inspect(key->clone()));
    QVERIFY(looked && looked->locked);
    stage.user.setPinentry(Pinentry::Cancels);
    QCOMPARE(kindOf(QCoro::waitFor(stage.keys.lockedKey(stage.ada, {}))), ErrorKind::Cancelled);
    stage.user.setPinentry(Pinentry::IsSilent);
    std::stop_source stop;
    stop.request_stop();
    QCOMPARE(kindOf(QCoro::waitFor(stage.keys.lockedKey(stage.ada, stop.get_token()))), ErrorKind::Cancelled);
}

void OwnKeysTest::t35_aKeyWithoutPassphraseIsNotHandedOut()
{
    Stage stage;
    const QString open = stage.user.createKey(QStringLiteral("Open <open@example.org>"));
    QCOMPARE(kindOf(QCoro::waitFor(stage.keys.lockedKey(open, {}))), ErrorKind::KeyUnusable);
}

void OwnKeysTest::worksBeforeAnEngineDid()
{
    GpgHome home;
    GpgmeOwnKeys keys(home.path());
    QCOMPARE(kindOf(QCoro::waitFor(keys.publicKey(QString(40, QLatin1Char('A'))))), ErrorKind::NoSecretKey);
}

void OwnKeysTest::t09_aPoisonedHomeChangesNothing_data()
{
    QTest::addColumn<QByteArray>("trust");
    for (const char *model : {"always", "direct", "tofu", "tofu+pgp", "classic"})
        QTest::newRow(model) << QByteArray(model);
}

/// These are done in the user's own home, whose gpg.conf counts. None of it has a reason to ask the network.
void OwnKeysTest::t09_aPoisonedHomeChangesNothing()
{
    QFETCH(QByteArray, trust);
    Stage stage;
    QTcpServer keyserver;
    QVERIFY(keyserver.listen(QHostAddress::LocalHost));
    const QByteArray address = "hkp://127.0.0.1:" + QByteArray::number(keyserver.serverPort());
    const QString log = stage.user.path() + QStringLiteral("/network.log");
    const QString mallory = stage.elsewhere.createKey(QStringLiteral("Mallory <mallory@example.org>"));
    stage.user.importKey(stage.elsewhere.publicKey(mallory));
    stage.user.writeFile(QStringLiteral("gpg.conf"),
                         "trust-model " + trust + "\nkeyserver " + address +
                             "\nkeyserver-options auto-key-retrieve,honor-keyserver-url\nauto-key-retrieve\n"
                             "auto-key-locate clear,keyserver\nauto-key-import\ninclude-key-block\nignore-mdc-error\n"
                             "encrypt-to " +
                             mallory.toLatin1() +
                             "\ncomment poisoned\nemit-version\nverbose\nallow-multiple-messages\n");
    stage.user.writeFile(QStringLiteral("dirmngr.conf"),
                         "log-file " + log.toLocal8Bit() + "\nkeyserver " + address + '\n');
    stage.user.setPinentry(Pinentry::Answers, Passphrase);

    const Expected<KeyInfo> key = stage.adopt(stage.file);
    QVERIFY2(key, reason(key));
    QCOMPARE(key->fingerprint, stage.ada);
    const Expected<QByteArray> half = QCoro::waitFor(stage.keys.publicKey(stage.ada));
    QVERIFY2(half, reason(half));
    QVERIFY(!half->contains("poisoned") && !half->contains("Version"));
    const auto locked = QCoro::waitFor(stage.keys.lockedKey(stage.ada, {}));
    QVERIFY2(locked, reason(locked));
    const auto looked = QCoro::waitFor(stage.keys.inspect(locked->clone()));
    QVERIFY(looked && looked->locked && looked->present);
    const auto others = QCoro::waitFor(stage.keys.otherKeys());
    QVERIFY2(others, reason(others));
    QCOMPARE(others->size(), std::size_t(1));
    stage.user.setPinentry(Pinentry::Answers, "a long enough passphrase 4 gpg");
    const Expected<QString> made =
        QCoro::waitFor(stage.keys.create(QStringLiteral("Eve"), QStringLiteral("eve@example.org"), {}));
    QVERIFY2(made, reason(made));
    QVERIFY(stage.hasSecret(*made));
    QVERIFY(QCoro::waitFor(stage.keys.remove(*made)));
    QVERIFY(!stage.hasSecret(*made) && stage.hasSecret(stage.ada));

    QVERIFY(!keyserver.waitForNewConnection(0) && !keyserver.hasPendingConnections());
    QVERIFY(!QFile::exists(log)); // the one part of GnuPG that asks the network was not even started
    const QStringList network{QStringLiteral("--homedir"), stage.user.path(), QStringLiteral("--dirmngr"),
                              QStringLiteral("/bye")};
    QCOMPARE(QProcess::execute(QStringLiteral("gpg-connect-agent"), network), 0);
    QVERIFY(QFile::exists(log)); // when it is started, it says so
    QProcess::execute(QStringLiteral("gpgconf"), {QStringLiteral("--homedir"), stage.user.path(),
                                                  QStringLiteral("--kill"), QStringLiteral("dirmngr")});
}

QTEST_GUILESS_MAIN(OwnKeysTest)
#include "tst_ownkeys.moc"
