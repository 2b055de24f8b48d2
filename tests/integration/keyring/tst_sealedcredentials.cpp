// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/openpgp/gpgmeengine.h"
#include "core/store/sealedfilestore.h"
#include "tests/support/gpghome.h"

#include <QCoroTask>
#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace coffret;
using coffret::test::GpgHome;

namespace {

const QString Key = QStringLiteral("0b6f7c1e-2f43-4f0e-9d6a-5a1c0a1d9f42/token");
const QByteArray Canary = "canary-4be20c7719aa53d6";

} // namespace

/// SealedFileStore with a real gpg and its agent.
class SealedCredentialsTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<GpgHome> m_home;
    std::unique_ptr<QTemporaryDir> m_root;
    std::unique_ptr<GpgmeEngine> m_engine;
    QString m_ada;
    QString m_mallory;

    [[nodiscard]] QString folder() const { return m_root->filePath(QStringLiteral("c")); }
    [[nodiscard]] SealedFileStore store(const QString &fingerprint)
    {
        return SealedFileStore(*m_engine, folder(), fingerprint);
    }
    [[nodiscard]] QString onlyFile() const
    {
        const QStringList files = QDir(folder()).entryList(QDir::Files);
        return files.size() == 1 ? folder() + QLatin1Char('/') + files.constFirst() : QString();
    }
    [[nodiscard]] QByteArray contents() const
    {
        QFile file(onlyFile());
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    void replaceContents(const QByteArray &bytes) const
    {
        QFile file(onlyFile());
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        QCOMPARE(file.write(bytes), bytes.size());
    }

private Q_SLOTS:
    void init()
    {
        m_home = std::make_unique<GpgHome>();
        m_ada = m_home->createKey(QStringLiteral("Ada <ada@example.org>"));
        m_mallory = m_home->createKey(QStringLiteral("Mallory <mallory@example.org>"));
        m_root = std::make_unique<QTemporaryDir>(QStringLiteral("/tmp/scXXXXXX"));
        GpgmeEngine::Options options;
        options.privateHome = m_root->filePath(QStringLiteral("g"));
        options.userHome = m_home->path();
        auto engine = GpgmeEngine::create(options);
        QVERIFY(engine);
        m_engine = std::move(*engine);
        QVERIFY(QCoro::waitFor(m_engine->secretKeys()));
        SealedFileStore store = this->store(m_ada);
        const auto value = SecretBuffer::copyOf({Canary.constData(), std::size_t(Canary.size())});
        QVERIFY(QCoro::waitFor(store.write(Key, value.clone())));
    }

    void cleanup()
    {
        m_engine.reset();
        m_root.reset();
        m_home.reset();
    }

    void readsWhatItWroteAndLeavesNoPlaintext()
    {
        SealedFileStore store = this->store(m_ada);
        const auto value = QCoro::waitFor(store.read(Key));
        QVERIFY2(value, qPrintable(value ? QString() : value.error().detail));
        QCOMPARE(value->view(), std::string_view(Canary.constData(), std::size_t(Canary.size())));
        const QByteArray message = contents();
        QVERIFY(message.startsWith("-----BEGIN PGP MESSAGE-----"));
        QVERIFY(!message.contains(Canary));
        QVERIFY(m_home->open(message).endsWith(Canary)); // nothing but an OpenPGP message: gpg alone rescues it
    }

    void refusesAMessageSomebodyElseSealed()
    {
        const QByteArray plaintext = m_home->open(contents());
        replaceContents(m_home->seal(plaintext, {m_ada}, {m_mallory}));
        SealedFileStore store = this->store(m_ada);
        QCOMPARE(QCoro::waitFor(store.read(Key)).error().kind, ErrorKind::BadSignature);
        replaceContents(m_home->seal(plaintext, {m_ada}));
        QCOMPARE(QCoro::waitFor(store.read(Key)).error().kind, ErrorKind::BadSignature);
        replaceContents(m_home->seal(plaintext, {m_ada}, {m_ada})); // and the owner's own is taken
        QVERIFY(QCoro::waitFor(store.read(Key)));
    }

    void refusesADamagedMessage()
    {
        QByteArray message = contents();
        replaceContents(message.left(message.size() / 2));
        SealedFileStore store = this->store(m_ada);
        const auto value = QCoro::waitFor(store.read(Key));
        QVERIFY(!value);
        QVERIFY(value.error().kind != ErrorKind::NoCredential); // it is there, and must not look forgotten
    }

    void tellsAMissingKey()
    {
        m_home->deleteSecretKey(m_ada);
        m_home->stopAgent();
        SealedFileStore store = this->store(m_ada);
        QCOMPARE(QCoro::waitFor(store.read(Key)).error().kind, ErrorKind::NoSecretKey);
    }
};

QTEST_GUILESS_MAIN(SealedCredentialsTest)
#include "tst_sealedcredentials.moc"
