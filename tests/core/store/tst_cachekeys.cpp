// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/openpgp/gpgmeengine.h"
#include "core/store/memorycredentialstore.h"
#include "tests/core/store/cachestage.h"
#include "tests/support/gpghome.h"

#include <QCoroTask>
#include <QTemporaryDir>
#include <QTest>

using namespace coffret;
using namespace coffret::test;

namespace {

const QString Other = QStringLiteral("1b6f7c1e-2f43-4f0e-9d6a-5a1c0a1d9f42"); // as long as the first

/// The real engine, which can be told to fail when it opens.
class FailingOpenPgp final : public OpenPgp
{
public:
    std::unique_ptr<GpgmeEngine> engine;
    std::optional<ErrorKind> fault;
    int opened = 0;

    Task<Expected<std::vector<KeyInfo>>> secretKeys() override { return engine->secretKeys(); }
    Task<Expected<KeyInfo>> importPublicKey(QByteArray armored) override { return engine->importPublicKey(armored); }
    Task<Expected<KeyInfo>> findKey(QString fingerprint) override { return engine->findKey(fingerprint); }
    Task<Expected<OpenedMessage>> open(OpenRequest request) override
    {
        ++opened;
        if (fault)
            co_return failure(*fault);
        Task<Expected<OpenedMessage>> opening = engine->open(std::move(request));
        Expected<OpenedMessage> message = co_await opening;
        co_return message;
    }
    Task<Expected<QByteArray>> seal(SecretBuffer plaintext, QStringList recipients, QString signer,
                                    StopToken stop) override
    {
        return engine->seal(std::move(plaintext), recipients, signer, stop);
    }
};

bool isSame(const std::shared_ptr<const CacheKey> &one, const std::shared_ptr<const CacheKey> &other)
{
    return one && other && one->boxes().equals(other->boxes()) && one->names().equals(other->names());
}

} // namespace

/// With a real gpg and its agent.
class CacheKeysTest : public QObject
{
    Q_OBJECT
private:
    using Key = std::shared_ptr<const CacheKey>;

    std::unique_ptr<GpgHome> m_home;
    std::unique_ptr<QTemporaryDir> m_private; ///< keyring of the engine
    std::unique_ptr<QTemporaryDir> m_root;
    FailingOpenPgp m_openPgp;
    std::unique_ptr<MemoryCredentialStore> m_credentials;
    std::unique_ptr<CacheKeys> m_keys;
    QString m_ada;
    QString m_mallory;

    [[nodiscard]] QString folder() const { return m_root->filePath(QStringLiteral("cache")); }
    [[nodiscard]] QStringList files(const QString &account = CacheAccount) const
    {
        return CachePlace(folder(), account).keys();
    }
    [[nodiscard]] QStringList setAside() const
    {
        return QDir(folder()).entryList({QStringLiteral("*unreadable*")}, QDir::Files);
    }
    [[nodiscard]] Account account(const QString &id = CacheAccount) const
    {
        Account made;
        made.id = id;
        made.keyFingerprint = m_ada;
        return made;
    }
    void restart() { m_keys = std::make_unique<CacheKeys>(m_openPgp, *m_credentials, folder()); }
    [[nodiscard]] Expected<Key> open(bool makesOne = true, std::optional<Account> of = std::nullopt)
    {
        return QCoro::waitFor(m_keys->open(of.value_or(account()), makesOne, {}));
    }
    /// What a start makes of what lies there now.
    [[nodiscard]] ErrorKind errorOfStart()
    {
        restart();
        const auto key = open(false);
        return key ? ErrorKind::Internal : key.error().kind;
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_home = std::make_unique<GpgHome>();
        m_ada = m_home->createKey(QStringLiteral("Ada <ada@example.org>"));
        m_mallory = m_home->createKey(QStringLiteral("Mallory <mallory@example.org>"));
        m_private = std::make_unique<QTemporaryDir>(QStringLiteral("/tmp/ckXXXXXX"));
        GpgmeEngine::Options options;
        options.privateHome = m_private->path();
        options.userHome = m_home->path();
        auto engine = GpgmeEngine::create(options);
        QVERIFY(engine);
        m_openPgp.engine = *std::move(engine);
        QVERIFY(QCoro::waitFor(m_openPgp.secretKeys()));
    }
    void init()
    {
        m_root = std::make_unique<QTemporaryDir>();
        m_openPgp.fault.reset();
        m_openPgp.opened = 0;
        m_credentials = std::make_unique<MemoryCredentialStore>();
        restart();
    }
    void cleanup()
    {
        m_keys.reset();
        m_root.reset();
    }
    void cleanupTestCase()
    {
        m_openPgp.engine.reset();
        m_private.reset();
        m_home.reset();
    }

    void isMadeOnceAndThenOpened()
    {
        QCOMPARE(open(false).error().kind, ErrorKind::NotFound);
        QVERIFY(!QFile::exists(files().front()));
        const auto made = open();
        QVERIFY2(made, qPrintable(made ? QString() : made.error().detail));
        QVERIFY(!(*made)->boxes().equals((*made)->names()));
        QCOMPARE(contentsOf(files().front()), contentsOf(files().back()));
        QVERIFY(contentsOf(files().front()).startsWith("-----BEGIN PGP MESSAGE-----"));
        const QByteArray text = m_home->open(contentsOf(files().front()));
        QVERIFY(text.startsWith("coffret cache key 1\n" + CacheAccount.toUtf8() + '\n'));
        QVERIFY(!QFile::exists(folder() + QStringLiteral("/") + CacheAccount));
        QCOMPARE(m_openPgp.opened, 0); // who makes it knows it
        restart();
        const auto found = open(false);
        QVERIFY(found && isSame(*found, *made));
        QCOMPARE(m_openPgp.opened, 1);
        QVERIFY(open(false) && m_openPgp.opened == 1);
        m_keys->lock(CacheAccount);
        QVERIFY(isSame(*open(false), *made));
        QCOMPARE(m_openPgp.opened, 2);
    }

    void accountsStayApart()
    {
        const auto first = open();
        const auto second = open(true, account(Other));
        QVERIFY(first && second && !isSame(*first, *second));
        for (const QString &file : files(Other)) // swapped
            QVERIFY(putContents(file, contentsOf(files().front())));
        restart();
        QCOMPARE(open(false, account(Other)).error().kind, ErrorKind::NotFound);
        const auto renewed = open(true, account(Other));
        QVERIFY(renewed && !isSame(*renewed, *first) && !isSame(*renewed, *second));
        QCOMPARE(setAside().size(), 2);
        QVERIFY(isSame(*open(), *first));
    }

    void oneOfTwoFilesIsEnough_data()
    {
        QTest::addColumn<int>("which");
        QTest::addColumn<QByteArray>("bytes");
        for (int which : {0, 1}) {
            QTest::addRow("file %d missing", which) << which << QByteArray();
            QTest::addRow("file %d is rubbish", which) << which << QByteArrayLiteral("rubbish");
            QTest::addRow("file %d is endless", which) << which << QByteArray(1024 * 1024, 'x');
        }
    }

    void oneOfTwoFilesIsEnough()
    {
        QFETCH(int, which);
        QFETCH(QByteArray, bytes);
        const auto made = open();
        const QByteArray message = contentsOf(files().front());
        QVERIFY(bytes.isEmpty() ? QFile::remove(files()[which]) : putContents(files()[which], bytes));
        restart();
        const auto found = open(false);
        QVERIFY(found && isSame(*found, *made));
        if (which == 0 || bytes.isEmpty()) // what was not looked at is not put right
            QCOMPARE(contentsOf(files()[which]), message);
        QVERIFY(QFile::remove(files()[1 - which]) || which == 1);
        if (which == 0) {
            restart();
            QVERIFY(isSame(*open(false), *made));
        }
    }

    void whatWillNeverOpenIsReplaced_data()
    {
        QTest::addColumn<QString>("how");
        for (const char *how : {"cut", "changed", "unsigned", "stranger", "short", "passphrase"})
            QTest::newRow(how) << QString::fromLatin1(how);
    }

    void whatWillNeverOpenIsReplaced()
    {
        QFETCH(QString, how);
        const auto made = open();
        QByteArray message = contentsOf(files().front());
        const QByteArray text = m_home->open(message);
        if (how == QLatin1String("cut"))
            message.truncate(message.size() / 2);
        else if (how == QLatin1String("changed"))
            message[message.size() / 2] = message[message.size() / 2] == 'A' ? 'B' : 'A';
        else if (how == QLatin1String("unsigned"))
            message = m_home->seal(text, {m_ada});
        else if (how == QLatin1String("stranger"))
            message = m_home->seal(text, {m_ada}, {m_mallory});
        else if (how == QLatin1String("short"))
            message = m_home->seal(text.chopped(1), {m_ada}, {m_ada});
        else
            message = m_home->gpg({QStringLiteral("--batch"), QStringLiteral("--armor"), QStringLiteral("--passphrase"),
                                   QStringLiteral("x"), QStringLiteral("--pinentry-mode"), QStringLiteral("loopback"),
                                   QStringLiteral("--symmetric")},
                                  text);
        for (const QString &file : files())
            QVERIFY(putContents(file, message));
        if (how == QLatin1String("passphrase")) { // gpg would ask for one; what it is for cannot be told
            QCOMPARE(errorOfStart(), ErrorKind::NoSecretKey);
            return;
        }
        QCOMPARE(errorOfStart(), ErrorKind::NotFound);
        QVERIFY(setAside().isEmpty()); // only who makes another puts it away
        const auto renewed = open();
        QVERIFY(renewed && !isSame(*renewed, *made));
        QCOMPARE(setAside().size(), 2);
        restart();
        QVERIFY(isSame(*open(false), *renewed));
    }

    void whatFailsTodayIsLeftAlone_data()
    {
        QTest::addColumn<int>("kind");
        for (const ErrorKind kind : {ErrorKind::Cancelled, ErrorKind::WrongPassphrase, ErrorKind::NoPinentry,
                                     ErrorKind::NoSecretKey, ErrorKind::NoOpenPgp, ErrorKind::KeyUnusable})
            QTest::addRow("%d", static_cast<int>(kind)) << static_cast<int>(kind);
    }

    void whatFailsTodayIsLeftAlone()
    {
        QFETCH(int, kind);
        const auto made = open();
        const QByteArray message = contentsOf(files().front());
        restart();
        m_openPgp.fault = static_cast<ErrorKind>(kind);
        QCOMPARE(open().error().kind, static_cast<ErrorKind>(kind));
        QCOMPARE(contentsOf(files().front()), message);
        QCOMPARE(contentsOf(files().back()), message);
        QVERIFY(setAside().isEmpty());
        m_openPgp.fault.reset();
        QVERIFY(isSame(*open(false), *made));
    }

    void aKeyThatTheUserHasNoMoreIsGivenUp()
    {
        const QString before = m_home->createKey(QStringLiteral("Before <before@example.org>"));
        QVERIFY(QCoro::waitFor(m_openPgp.secretKeys()));
        Account old = account();
        old.keyFingerprint = before;
        const auto made = open(true, old);
        QVERIFY2(made, qPrintable(made ? QString() : made.error().detail));
        m_home->deleteSecretKey(before);
        restart();
        QCOMPARE(open(true, old).error().kind, ErrorKind::NoSecretKey); // a card that is elsewhere looks like that
        const auto renewed = open();                                    // the account has another key now
        QVERIFY(renewed && !isSame(*renewed, *made));
    }

    void withoutAnOpenPgpKeyItRestsInTheKeyring()
    {
        Account tokenAlone = account();
        tokenAlone.keyFingerprint.clear();
        QCOMPARE(open(false, tokenAlone).error().kind, ErrorKind::NotFound);
        const auto made = open(true, tokenAlone);
        QVERIFY(made);
        restart();
        const auto found = open(false, tokenAlone);
        QVERIFY(found && isSame(*found, *made));
        QVERIFY(credentialKeys(CacheAccount).contains(CacheKeys::credentialOf(CacheAccount)));
        QVERIFY(QDir(folder()).entryList(QDir::Files).isEmpty());
        const QString name = CacheKeys::credentialOf(CacheAccount);
        QVERIFY(QCoro::waitFor(m_credentials->write(name, SecretBuffer::copyOf("no key"))));
        restart();
        QCOMPARE(open(false, tokenAlone).error().kind, ErrorKind::NotFound);
        QVERIFY(open(true, tokenAlone));
    }

    void isRemoved()
    {
        QVERIFY(open());
        QVERIFY(putContents(files().front() + QStringLiteral(".unreadable-1"), "old"));
        QVERIFY(m_keys->remove(CacheAccount));
        QVERIFY(QDir(folder()).entryList(QDir::Files).isEmpty());
        QCOMPARE(open(false).error().kind, ErrorKind::NotFound);
        QVERIFY(m_keys->remove(CacheAccount));
    }

    void goesWhileItIsAskedFor()
    {
        QVERIFY(open());
        restart();
        auto asking = m_keys->open(account(), true, {});
        m_keys.reset();
        QCOMPARE(QCoro::waitFor(std::move(asking)).error().kind, ErrorKind::Cancelled);
    }
};

QTEST_GUILESS_MAIN(CacheKeysTest)
#include "tst_cachekeys.moc"
