// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/account.h"
#include "core/store/memorycredentialstore.h"
#include "core/store/sealedrecords.h"

#include <QCoroTask>
#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <future>

using namespace coffret;

namespace {

const QString Account1 = QStringLiteral("acme");
const QString Account2 = QStringLiteral("two");
constexpr std::string_view Text = "what was noted";

/// A keyring that can fall silent, and counts how often it is asked.
class Keyring final : public CredentialStore
{
public:
    bool isSilent = false;
    int asked = 0;

    Task<Expected<SecretBuffer>> read(QString key) override
    {
        ++asked;
        if (isSilent)
            co_return failure(ErrorKind::KeyringSilent);
        Task<Expected<SecretBuffer>> reading = m_store.read(std::move(key));
        Expected<SecretBuffer> value = co_await reading;
        co_return value;
    }
    Task<Expected<void>> write(QString key, SecretBuffer value) override
    {
        if (isSilent)
            co_return failure(ErrorKind::KeyringSilent);
        Task<Expected<void>> writing = m_store.write(std::move(key), std::move(value));
        const Expected<void> written = co_await writing;
        co_return written;
    }
    Task<Expected<void>> remove(QString key) override { return m_store.remove(std::move(key)); }

private:
    MemoryCredentialStore m_store;
};

} // namespace

class TestSealedRecords : public QObject
{
    Q_OBJECT
private:
    std::unique_ptr<QTemporaryDir> m_root;
    std::unique_ptr<Keyring> m_keyring;
    WorkerPool m_workers{1};
    [[nodiscard]] QString folder() const { return m_root->filePath(QStringLiteral("records")); }
    [[nodiscard]] SealedRecords records() { return SealedRecords(*m_keyring, m_workers, folder()); }
    [[nodiscard]] QStringList files() const { return QDir(folder()).entryList(QDir::Files, QDir::Name); }
    static ErrorKind errorOf(SealedRecords &records, const QString &account)
    {
        const Expected<SecretBuffer> read = QCoro::waitFor(records.read(account));
        return read ? ErrorKind::Internal : read.error().kind;
    }

private Q_SLOTS:
    void init()
    {
        m_root = std::make_unique<QTemporaryDir>();
        m_keyring = std::make_unique<Keyring>();
    }

    void comesBackInTheNextRun()
    {
        {
            SealedRecords first = records();
            QVERIFY(QCoro::waitFor(first.write(Account1, SecretBuffer::copyOf("older"))));
            QVERIFY(QCoro::waitFor(first.write(Account1, SecretBuffer::copyOf(Text))));
        }
        SealedRecords second = records();
        const Expected<SecretBuffer> read = QCoro::waitFor(second.read(Account1));
        QVERIFY(read);
        QVERIFY(read->view() == Text);
        QVERIFY(credentialKeys(Account1).contains(SealedRecords::credentialOf(Account1)));
    }

    void liesSealedAndPrivate()
    {
        SealedRecords records = this->records();
        QVERIFY(QCoro::waitFor(records.write(Account1, SecretBuffer::copyOf(Text))));
        QCOMPARE(files().size(), 1);
        QVERIFY(!files().front().contains(Account1));
        QFile file(folder() + QLatin1Char('/') + files().front());
        QCOMPARE(file.permissions() & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteOther), QFile::Permissions());
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(!file.readAll().contains("noted"));
    }

    void whatIsRemovedIsNotWrittenAfterwards()
    {
        SealedRecords records = this->records();
        QVERIFY(QCoro::waitFor(records.write(Account1, SecretBuffer::copyOf("older"))));
        std::promise<void> release;
        std::function<int()> busy = [released = release.get_future().share()] {
            released.wait();
            return 0;
        };
        Task<int> blocking = m_workers.run(std::move(busy));
        Task<Expected<void>> writing = records.write(Account1, SecretBuffer::copyOf(Text));
        QVERIFY(records.remove(Account1));
        release.set_value();
        const Expected<void> written = QCoro::waitFor(writing);
        QVERIFY(!written);
        QCOMPARE(written.error().kind, ErrorKind::Cancelled);
        QCOMPARE(files(), QStringList());
        QVERIFY(QCoro::waitFor(records.write(Account1, SecretBuffer::copyOf(Text)))); // the next one is meant
        QCOMPARE(files().size(), 1);
    }

    void withoutARecordTheKeyringIsNotAsked()
    {
        SealedRecords records = this->records();
        QCOMPARE(errorOf(records, Account1), ErrorKind::NotFound);
        QCOMPARE(m_keyring->asked, 0);
    }

    void isAskedForItsKeyOnceUntilLocked()
    {
        SealedRecords records = this->records();
        QVERIFY(QCoro::waitFor(records.write(Account1, SecretBuffer::copyOf(Text))));
        QVERIFY(QCoro::waitFor(records.read(Account1)));
        QCOMPARE(m_keyring->asked, 1);
        m_keyring->isSilent = true;
        QVERIFY(QCoro::waitFor(records.read(Account1)));
        records.lock(Account1);
        QCOMPARE(errorOf(records, Account1), ErrorKind::KeyringSilent);
        QVERIFY(!QCoro::waitFor(records.write(Account1, SecretBuffer::copyOf("other"))));
        m_keyring->isSilent = false;
        const Expected<SecretBuffer> read = QCoro::waitFor(records.read(Account1));
        QVERIFY(read && read->view() == Text);
    }

    void accountsStayApart()
    {
        SealedRecords records = this->records();
        QVERIFY(QCoro::waitFor(records.write(Account1, SecretBuffer::copyOf(Text))));
        QVERIFY(QCoro::waitFor(records.write(Account2, SecretBuffer::copyOf("another"))));
        const QStringList names = files();
        QCOMPARE(names.size(), 2);
        QDir place(folder());
        QVERIFY(place.rename(names[0], QStringLiteral("aside")) && place.rename(names[1], names[0]) &&
                place.rename(QStringLiteral("aside"), names[1]));
        QCOMPARE(errorOf(records, Account1), ErrorKind::CorruptMessage);
    }

    void isRemoved()
    {
        SealedRecords records = this->records();
        QVERIFY(records.remove(Account1));
        QVERIFY(QCoro::waitFor(records.write(Account1, SecretBuffer::copyOf(Text))));
        QVERIFY(records.remove(Account1));
        QVERIFY(files().isEmpty());
        QCOMPARE(errorOf(records, Account1), ErrorKind::NotFound);
    }
};

QTEST_GUILESS_MAIN(TestSealedRecords)
#include "tst_sealedrecords.moc"
