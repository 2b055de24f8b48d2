// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/trustledger.h"

#include "core/store/sqlite.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <QUuid>

#include <sys/stat.h>

using namespace coffret;

namespace {

const QString Account = QStringLiteral("account");
const QString First = QStringLiteral("5cb07b88-850f-4da5-bb69-27674b4c23ea");
const QString Second = QStringLiteral("08593647-c13f-4070-b70b-1f340d13b0ad");
const QString Ada(40, QLatin1Char('A'));
const QString Betty(40, QLatin1Char('B'));

/// minute 0: not signed by anybody expected.
Sighting seen(const QString &secretId, char message, int minute, const QString &signer = Ada)
{
    Sighting sighting;
    sighting.secretId = secretId;
    sighting.message = QByteArray(16, message);
    sighting.verified = minute > 0;
    if (sighting.verified) {
        sighting.signer = signer;
        sighting.signedAt = QDateTime(QDate(2026, 11, 22), QTime(12, minute), Qt::UTC);
    }
    return sighting;
}

} // namespace

class TrustLedgerTest : public QObject
{
    Q_OBJECT
private:
    std::unique_ptr<QTemporaryDir> m_root;
    std::unique_ptr<TrustLedger> m_ledger;
    QString file() const { return m_root->filePath(QStringLiteral("state/ledger.sqlite")); }
    /// As after a start of the program.
    void reopen()
    {
        m_ledger.reset();
        m_ledger = std::make_unique<TrustLedger>(file());
        QVERIFY(m_ledger->load());
    }
    bool isOutOfOrder(const Sighting &sighting)
    {
        const auto noted = m_ledger->note(Account, {sighting});
        return !noted || noted->front();
    }

private Q_SLOTS:
    void typesAreKept()
    {
        QVERIFY(m_ledger->setValueType(Account, First, SecretType::SshKey));
        QVERIFY(m_ledger->setValueType(Account, Second, SecretType::ApiKey));
        QVERIFY(m_ledger->setValueType(Account, Second, SecretType::Note)); // the last word counts
        reopen();
        auto types = m_ledger->valueTypes(Account);
        QVERIFY(types);
        QCOMPARE(types->size(), 2);
        QCOMPARE(coffret::toString(types->value(First)), QStringLiteral("sshkey"));
        QCOMPARE(coffret::toString(types->value(Second)), QStringLiteral("note"));
        QVERIFY(m_ledger->valueTypes(QStringLiteral("another"))->isEmpty());
        QVERIFY(m_ledger->setValueType(Account, First, SecretType::Unknown));
        QCOMPARE(m_ledger->valueTypes(Account)->size(), 1);
        QVERIFY(m_ledger->forgetAccount(Account));
        QVERIFY(m_ledger->valueTypes(Account)->isEmpty());
    }
    void anOlderFileIsTakenOver()
    {
        QVERIFY(m_ledger->note(Account, {seen(First, 'a', 1), seen(First, 'b', 2)}));
        m_ledger.reset();
        auto database = SqliteDatabase::open(file());
        QVERIFY(database);
        QVERIFY((*database)->execute("DROP TABLE type; PRAGMA user_version = 1"));
        database->reset();
        reopen();
        QVERIFY(isOutOfOrder(seen(First, 'a', 1))); // what it knew, it knows
        QVERIFY(m_ledger->setValueType(Account, First, SecretType::SshKey));
        QCOMPARE(m_ledger->valueTypes(Account)->size(), 1);
    }
    void init()
    {
        m_root = std::make_unique<QTemporaryDir>();
        reopen();
    }

    void newerMessagesFollowOlderOnes()
    {
        QVERIFY(!isOutOfOrder(seen(First, 'a', 1)));
        QVERIFY(!isOutOfOrder(seen(First, 'a', 1)));
        QVERIFY(!isOutOfOrder(seen(First, 'b', 2)));
        QVERIFY(!isOutOfOrder(seen(First, 'c', 2))); // twice in a second
        QVERIFY(!isOutOfOrder(seen(Second, 'd', 1)));
    }

    void aMessageSeenBeforeANewerOneIsOutOfOrder()
    {
        QVERIFY(!isOutOfOrder(seen(First, 'a', 2)));
        QVERIFY(!isOutOfOrder(seen(First, 'b', 2)));
        QVERIFY(isOutOfOrder(seen(First, 'a', 2)));
        reopen();
        QVERIFY(isOutOfOrder(seen(First, 'a', 2)));
        QVERIFY(!isOutOfOrder(seen(First, 'b', 2))); // the latest again
    }

    void anOlderMessageNeverSeenIsOutOfOrderByItsSignature_data()
    {
        QTest::addColumn<int>("minute");
        QTest::addColumn<QString>("signer");
        QTest::addColumn<bool>("outOfOrder");
        QTest::newRow("by the same person") << 19 << Ada << true;
        QTest::newRow("by another person's clock") << 16 << Betty << false;
        QTest::newRow("by another person, long before") << 14 << Betty << true;
    }
    void anOlderMessageNeverSeenIsOutOfOrderByItsSignature()
    {
        QFETCH(int, minute);
        QFETCH(QString, signer);
        QVERIFY(!isOutOfOrder(seen(First, 'b', 20)));
        QTEST(isOutOfOrder(seen(First, 'a', minute, signer)), "outOfOrder");
    }

    void anotherSecretsMessageIsOutOfOrder()
    {
        QVERIFY(!isOutOfOrder(seen(First, 'a', 1)));
        QVERIFY(!isOutOfOrder(seen(Second, 'b', 2)));
        const auto swapped = m_ledger->note(Account, {seen(First, 'b', 2), seen(Second, 'a', 1)});
        QVERIFY(swapped);
        QCOMPARE(*swapped, (std::vector<bool>{true, true}));
        QVERIFY(!isOutOfOrder(seen(First, 'a', 1))); // and what was served is not taken for theirs
        QVERIFY(!isOutOfOrder(seen(Second, 'b', 2)));
        QVERIFY(isOutOfOrder(seen(First, 'b', 0))); // signed or not
        QVERIFY(m_ledger->note(QStringLiteral("other account"), {seen(First, 'b', 2)})->front() == false);
    }

    void theTwoPartsOfASecretAreApart()
    {
        Sighting metadata = seen(First, 'm', 9);
        metadata.part = Sighting::Part::Metadata;
        QVERIFY(!isOutOfOrder(metadata));
        QVERIFY(!isOutOfOrder(seen(First, 'a', 1)));
        metadata.secretId = Second;
        QVERIFY(isOutOfOrder(metadata));
    }

    void unsignedMessagesDoNotReplaceSignedOnes()
    {
        QVERIFY(!isOutOfOrder(seen(First, 'a', 1)));
        QVERIFY(!isOutOfOrder(seen(First, 'b', 2)));
        for (char message = 'k'; message < 'z'; ++message)
            QVERIFY(!isOutOfOrder(seen(First, message, 0)));
        for (char message = 'K'; message < 'Z'; ++message)
            QVERIFY(!isOutOfOrder(seen(First, message, 0)));
        QVERIFY(isOutOfOrder(seen(First, 'a', 1))); // however many came after it
        QVERIFY(!isOutOfOrder(seen(First, 'b', 2)));
    }

    void aMessageMayBecomeVerified()
    {
        QVERIFY(!isOutOfOrder(seen(First, 'a', 0))); // whose author was not known yet
        QVERIFY(!isOutOfOrder(seen(First, 'a', 5)));
        QVERIFY(isOutOfOrder(seen(First, 'b', 4)));
    }

    void remembersWhatValuesDeserve()
    {
        const Markers both = Markers(Marker::SecretUnverified) | Marker::OutOfOrder;
        QVERIFY(m_ledger->setValueMarkers(Account, First, both));
        QVERIFY(m_ledger->setValueMarkers(Account, Second, Marker::SecretUnverified));
        reopen();
        QCOMPARE(m_ledger->valueMarkers(Account).value(),
                 (QHash<QString, Markers>{{First, both}, {Second, Marker::SecretUnverified}}));
        QVERIFY(m_ledger->setValueMarkers(Account, First, {}));
        QCOMPARE(m_ledger->valueMarkers(Account)->size(), 1);
        QVERIFY(m_ledger->valueMarkers(QStringLiteral("other account"))->isEmpty());
    }

    void forgetsTheMessagesOfASecret()
    {
        QVERIFY(!*m_ledger->hasVerified(Account, First));
        QVERIFY(!isOutOfOrder(seen(First, 'u', 0)));
        QVERIFY(!*m_ledger->hasVerified(Account, First));
        QVERIFY(!isOutOfOrder(seen(First, 'a', 5)));
        QVERIFY(!isOutOfOrder(seen(Second, 'b', 5)));
        QVERIFY(*m_ledger->hasVerified(Account, First));
        QVERIFY(m_ledger->forgetValues(Account, First));
        QVERIFY(!*m_ledger->hasVerified(Account, First));
        QVERIFY(*m_ledger->hasVerified(Account, Second));
        QVERIFY(!isOutOfOrder(seen(First, 'c', 4)));
    }

    void forgetsAnAccount()
    {
        QVERIFY(!isOutOfOrder(seen(First, 'a', 5)));
        QVERIFY(m_ledger->setValueMarkers(Account, First, Marker::OutOfOrder));
        QVERIFY(m_ledger->note(QStringLiteral("other account"), {seen(First, 'a', 5)}));
        QVERIFY(m_ledger->forgetAccount(Account));
        QVERIFY(m_ledger->valueMarkers(Account)->isEmpty());
        QVERIFY(!isOutOfOrder(seen(First, 'b', 4)));
        QVERIFY(m_ledger->note(QStringLiteral("other account"), {seen(First, 'b', 4)})->front());
    }

    void nobodyElseMayRead()
    {
        m_ledger.reset();
        QVERIFY(QDir(m_root->filePath(QStringLiteral("state"))).removeRecursively());
        const mode_t before = umask(0);
        reopen();
        QVERIFY(!isOutOfOrder(seen(First, 'a', 1)));
        umask(before);
        const QDir folder(m_root->filePath(QStringLiteral("state")));
        QVERIFY(!folder.entryList(QDir::Files).isEmpty());
        for (const QFileInfo &entry : folder.entryInfoList(QDir::Files))
            QCOMPARE(entry.permissions() & ~(QFile::ReadUser | QFile::WriteUser), QFile::ReadOwner | QFile::WriteOwner);
        QVERIFY((QFileInfo(folder.path()).permissions() & (QFile::ReadGroup | QFile::ReadOther)) == 0);
    }

    void setsNonsenseAside()
    {
        m_ledger.reset();
        QFile out(file());
        QVERIFY(out.open(QIODevice::WriteOnly | QIODevice::Truncate));
        out.write(QByteArray(4096, 'x'));
        out.close();
        m_ledger = std::make_unique<TrustLedger>(file());
        const auto loaded = m_ledger->load();
        QVERIFY(!loaded);
        QCOMPARE(loaded.error().kind, ErrorKind::Malformed);
        QVERIFY(QFile::exists(loaded.error().detail));
        QVERIFY(!isOutOfOrder(seen(First, 'a', 1))); // usable
    }

    void withoutAFileNothingIsNoted()
    {
        TrustLedger ledger(QStringLiteral("/proc/no/such/place"));
        QVERIFY(!ledger.load());
        QCOMPARE(ledger.note(Account, {seen(First, 'a', 1)}).error().kind, ErrorKind::StorageFault);
        QCOMPARE(ledger.valueMarkers(Account).error().kind, ErrorKind::StorageFault);
    }

    /// An index is noted on every sync: what is there already must cost next to nothing.
    void tenThousandRowsAreNoBurden()
    {
        std::vector<Sighting> sightings;
        for (int i = 0; i < 10'000; ++i) {
            Sighting sighting = seen(QUuid::createUuid().toString(QUuid::WithoutBraces), 'a', 1);
            sighting.message = QUuid::createUuid().toRfc4122();
            sightings.push_back(sighting);
        }
        QElapsedTimer timer;
        timer.start();
        const auto first = m_ledger->note(Account, sightings);
        const qint64 firstMs = timer.restart();
        const auto second = m_ledger->note(Account, sightings);
        const qint64 secondMs = timer.elapsed();
        QVERIFY(first && second);
        QCOMPARE(std::count(second->cbegin(), second->cend(), true), 0);
        qInfo("first %lld ms, unchanged %lld ms", firstMs, secondMs);
        QVERIFY(firstMs < 5000 && secondMs < 1000);
    }
};

QTEST_GUILESS_MAIN(TrustLedgerTest)
#include "tst_trustledger.moc"
