// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/memorycredentialstore.h"
#include "core/store/sealedfilestore.h"

#include <QCoroTask>
#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace coffret;

namespace {

const QString Fingerprint(40, QLatin1Char('C'));
const QString Key = QStringLiteral("account/token");

/// Turns bytes over instead of encrypting them: what is under test is the storing.
class UpsideDownOpenPgp final : public OpenPgp
{
public:
    SignatureState verdict = SignatureState::Expected;
    QStringList lastRecipients;
    QString lastSigner;
    QStringList lastExpectedSigners;

    Task<Expected<std::vector<KeyInfo>>> secretKeys() override { co_return std::vector<KeyInfo>(); }
    Task<Expected<KeyInfo>> importPublicKey(QByteArray) override { co_return failure(ErrorKind::Unsupported); }
    Task<Expected<KeyInfo>> findKey(QString) override { co_return failure(ErrorKind::Unsupported); }
    Task<Expected<OpenedMessage>> open(OpenRequest request) override
    {
        lastExpectedSigners = request.expectedSigners;
        OpenedMessage message;
        const std::string text(request.message.crbegin(), request.message.crend());
        message.plaintext = SecretBuffer::copyOf(text);
        message.verdict.state = verdict;
        co_return message;
    }
    Task<Expected<QByteArray>> seal(SecretBuffer plaintext, QStringList recipients, QString signer, StopToken) override
    {
        lastRecipients = recipients;
        lastSigner = signer;
        const std::string text(plaintext.view().rbegin(), plaintext.view().rend());
        co_return QByteArray::fromStdString(text);
    }
};

} // namespace

class SealedFileStoreTest : public QObject
{
    Q_OBJECT
private:
    std::unique_ptr<QTemporaryDir> m_root;
    UpsideDownOpenPgp m_openPgp;
    QString folder() const { return m_root->filePath(QStringLiteral("credentials")); }
    QStringList files() const { return QDir(folder()).entryList(QDir::Files); }
    SealedFileStore store() { return SealedFileStore(m_openPgp, folder(), Fingerprint); }

private Q_SLOTS:
    void init()
    {
        m_root = std::make_unique<QTemporaryDir>();
        m_openPgp.verdict = SignatureState::Expected;
    }

    void readsWhatItWrote()
    {
        SealedFileStore store = this->store();
        QVERIFY(QCoro::waitFor(store.write(Key, SecretBuffer::copyOf("first"))));
        QVERIFY(QCoro::waitFor(store.write(Key, SecretBuffer::copyOf(std::string_view("se\0cond\n", 8)))));
        const auto value = QCoro::waitFor(store.read(Key));
        QVERIFY(value);
        QCOMPARE(value->view(), std::string_view("se\0cond\n", 8));
        QCOMPARE(m_openPgp.lastRecipients, QStringList{Fingerprint});
        QCOMPARE(m_openPgp.lastSigner, Fingerprint);
        QCOMPARE(m_openPgp.lastExpectedSigners, QStringList{Fingerprint});
    }

    void keepsFilesPrivateAndNamesOut()
    {
        SealedFileStore store = this->store();
        QVERIFY(QCoro::waitFor(store.write(Key, SecretBuffer::copyOf("value"))));
        // sha256("account/token")
        const QString name = QStringLiteral("%1.asc").arg(
            QLatin1String(QCryptographicHash::hash("account/token", QCryptographicHash::Sha256).toHex()));
        QCOMPARE(files(), QStringList{name});
        const auto ownerFile = QFile::ReadOwner | QFile::WriteOwner | QFile::ReadUser | QFile::WriteUser;
        QCOMPARE(QFile(folder() + QLatin1Char('/') + name).permissions(), ownerFile);
        QCOMPARE(QFile(folder()).permissions(), ownerFile | QFile::ExeOwner | QFile::ExeUser);
    }

    void reportsWhatIsMissing()
    {
        SealedFileStore store = this->store();
        QCOMPARE(QCoro::waitFor(store.read(Key)).error().kind, ErrorKind::NoCredential);
        QVERIFY(QCoro::waitFor(store.remove(Key)));
    }

    void removes()
    {
        SealedFileStore store = this->store();
        QVERIFY(QCoro::waitFor(store.write(Key, SecretBuffer::copyOf("value"))));
        QVERIFY(QCoro::waitFor(store.remove(Key)));
        QCOMPARE(files(), QStringList());
    }

    void refusesOtherSigners_data()
    {
        QTest::addColumn<int>("verdict");
        QTest::newRow("unsigned") << static_cast<int>(SignatureState::Unsigned);
        QTest::newRow("foreign") << static_cast<int>(SignatureState::Foreign);
        QTest::newRow("unknown key") << static_cast<int>(SignatureState::UnknownKey);
        QTest::newRow("revoked key") << static_cast<int>(SignatureState::RevokedKey);
    }

    void refusesOtherSigners()
    {
        QFETCH(int, verdict);
        SealedFileStore store = this->store();
        QVERIFY(QCoro::waitFor(store.write(Key, SecretBuffer::copyOf("value"))));
        m_openPgp.verdict = static_cast<SignatureState>(verdict);
        QCOMPARE(QCoro::waitFor(store.read(Key)).error().kind, ErrorKind::BadSignature);
    }

    void refusesSwappedFiles()
    {
        const QString other = QStringLiteral("other account/token");
        SealedFileStore store = this->store();
        QVERIFY(QCoro::waitFor(store.write(Key, SecretBuffer::copyOf("value"))));
        const QString file = folder() + QLatin1Char('/') + files().constFirst();
        QFile kept(file);
        QVERIFY(kept.open(QIODevice::ReadOnly));
        const QByteArray message = kept.readAll();
        QVERIFY(QCoro::waitFor(store.write(other, SecretBuffer::copyOf("another"))));
        for (const QString &name : files()) {
            QFile swapped(folder() + QLatin1Char('/') + name);
            QVERIFY(swapped.open(QIODevice::WriteOnly | QIODevice::Truncate));
            QCOMPARE(swapped.write(message), message.size());
        }
        QVERIFY(QCoro::waitFor(store.read(Key)));
        QCOMPARE(QCoro::waitFor(store.read(other)).error().kind, ErrorKind::Malformed);
    }

    void memoryStoreKeepsItsPromises()
    {
        MemoryCredentialStore store;
        QCOMPARE(QCoro::waitFor(store.read(Key)).error().kind, ErrorKind::NoCredential);
        QVERIFY(QCoro::waitFor(store.write(Key, SecretBuffer::copyOf("first"))));
        QVERIFY(QCoro::waitFor(store.write(Key, SecretBuffer::copyOf("second"))));
        QCOMPARE(QCoro::waitFor(store.read(Key)).value().view(), std::string_view("second"));
        QVERIFY(QCoro::waitFor(store.remove(Key)));
        QVERIFY(QCoro::waitFor(store.remove(Key)));
        QCOMPARE(QCoro::waitFor(store.read(Key)).error().kind, ErrorKind::NoCredential);
    }
};

QTEST_GUILESS_MAIN(SealedFileStoreTest)
#include "tst_sealedfilestore.moc"
