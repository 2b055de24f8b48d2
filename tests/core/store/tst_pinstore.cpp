// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/pinstore.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace coffret;

namespace {

const QString Account = QStringLiteral("account");
const QString Betty = QStringLiteral("betty@example.org");
const QString KeyA(40, QLatin1Char('A'));
const QString KeyB(40, QLatin1Char('B'));

/// JSON written with single quotes, because moc loses its way in raw strings.
QByteArray json(const char *text)
{
    return QByteArray(text).replace('\'', '"');
}

} // namespace

class PinStoreTest : public QObject
{
    Q_OBJECT
private:
    std::unique_ptr<QTemporaryDir> m_root;
    QString file() const { return m_root->filePath(QStringLiteral("state/pins.json")); }
    void writeFile(const QByteArray &contents) const
    {
        QVERIFY(QDir().mkpath(m_root->filePath(QStringLiteral("state"))));
        QFile out(file());
        QVERIFY(out.open(QIODevice::WriteOnly));
        QCOMPARE(out.write(contents), contents.size());
    }

private Q_SLOTS:
    void init() { m_root = std::make_unique<QTemporaryDir>(); }

    void checksManyAtOnce()
    {
        PinStore pins(file());
        QVERIFY(pins.load());
        QVERIFY(pins.accept(Account, Betty, KeyA));
        QHash<QString, QString> many{{Betty, KeyB}};
        for (int i = 0; i < 1000; ++i)
            many.insert(QString::number(i), KeyA);
        const auto matches = pins.check(Account, many);
        QVERIFY(matches);
        QCOMPARE(matches->size(), 1001);
        QCOMPARE(matches->value(Betty), PinStore::Match::Changed);
        QCOMPARE(matches->value(QStringLiteral("7")), PinStore::Match::FirstSeen);
        PinStore again(file());
        QVERIFY(again.load());
        QCOMPARE(again.pinned(Account, QStringLiteral("999")), KeyA);
        QCOMPARE(again.pinned(Account, Betty), KeyA);

        QVERIFY(QFile::remove(file())); // what is known already needs no file
        QCOMPARE(pins.check(Account, many)->value(QStringLiteral("7")), PinStore::Match::Same);
        QVERIFY(!QFile::exists(file()));
        QVERIFY(!pins.check(Account, {{QStringLiteral("new"), KeyA}, {QStringLiteral("empty"), QString()}}));
        QVERIFY(pins.pinned(Account, QStringLiteral("new")).isEmpty()); // all or nothing
    }

    void remembersTheFirstAndNoticesAnother()
    {
        {
            PinStore pins(file());
            QVERIFY(pins.load());
            QCOMPARE(pins.check(Account, Betty, KeyA).value(), PinStore::Match::FirstSeen);
        }
        PinStore pins(file());
        QVERIFY(pins.load());
        QCOMPARE(pins.check(Account, Betty, KeyA).value(), PinStore::Match::Same);
        QCOMPARE(pins.check(Account, Betty, KeyB).value(), PinStore::Match::Changed);
        QCOMPARE(pins.check(Account, Betty, KeyB).value(), PinStore::Match::Changed); // noticing is not accepting
        QCOMPARE(pins.pinned(Account, Betty), KeyA);
        QCOMPARE(pins.check(QStringLiteral("other account"), Betty, KeyB).value(), PinStore::Match::FirstSeen);
        QCOMPARE(QFile(file()).permissions(),
                 QFile::ReadOwner | QFile::WriteOwner | QFile::ReadUser | QFile::WriteUser);
    }

    void readsFingerprintsAsPeopleWriteThem()
    {
        PinStore pins(file());
        QVERIFY(pins.load());
        QVERIFY(pins.check(Account, Betty, QStringLiteral("aaaa bbbb")));
        QCOMPARE(pins.check(Account, Betty, QStringLiteral("AAAABBBB")).value(), PinStore::Match::Same);
        QVERIFY(!pins.check(Account, QStringLiteral("nobody"), QString()));
    }

    void acceptsOnRequestAndForgetsAccounts()
    {
        PinStore pins(file());
        QVERIFY(pins.load());
        QVERIFY(pins.check(Account, Betty, KeyA));
        QVERIFY(pins.accept(Account, Betty, KeyB));
        QCOMPARE(pins.check(Account, Betty, KeyB).value(), PinStore::Match::Same);
        QVERIFY(pins.isConfirmed(Account, Betty, KeyB));
        QVERIFY(!pins.isConfirmed(Account, Betty, KeyA));
        QVERIFY(pins.forgetAccount(Account));
        QCOMPARE(pins.check(Account, Betty, KeyA).value(), PinStore::Match::FirstSeen);
    }

    void keepsWhatWasConfirmed()
    {
        {
            PinStore pins(file());
            QVERIFY(pins.load());
            QVERIFY(pins.check(Account, Betty, KeyA));
            QVERIFY(!pins.isConfirmed(Account, Betty, KeyA)); // seeing is not comparing
            QVERIFY(pins.accept(Account, Betty, KeyA));
            QVERIFY(pins.check(Account, QStringLiteral("carol"), KeyB));
        }
        PinStore pins(file());
        QVERIFY(pins.load());
        QVERIFY(pins.isConfirmed(Account, Betty, KeyA));
        QVERIFY(!pins.isConfirmed(QStringLiteral("other account"), Betty, KeyA));
        QVERIFY(!pins.isConfirmed(Account, QStringLiteral("carol"), KeyB));
        QCOMPARE(pins.pinned(Account, QStringLiteral("carol")), KeyB);
    }

    void readsOlderFilesAsUnconfirmed()
    {
        writeFile(json("{'version':1,'pins':{'account':{'betty@example.org':'") + KeyA.toLatin1() + json("'}}}"));
        PinStore pins(file());
        QVERIFY(pins.load());
        QCOMPARE(pins.check(Account, Betty, KeyA).value(), PinStore::Match::Same);
        QVERIFY(!pins.isConfirmed(Account, Betty, KeyA));
    }

    void saysWhenAllPinsAreLost_data()
    {
        QTest::addColumn<QByteArray>("contents");
        QTest::newRow("cut") << json("{'version':1,'pins':{");
        QTest::newRow("no pins") << json("{'version':1}");
        QTest::newRow("a pin that is no text") << json("{'version':1,'pins':{'account':{'betty':1}}}");
    }

    void saysWhenAllPinsAreLost()
    {
        QFETCH(QByteArray, contents);
        writeFile(contents);
        PinStore pins(file());
        const auto loaded = pins.load();
        QVERIFY(!loaded);
        QCOMPARE(loaded.error().kind, ErrorKind::Malformed);
        QFile aside(loaded.error().detail);
        QVERIFY(aside.open(QIODevice::ReadOnly));
        QCOMPARE(aside.readAll(), contents);
        QCOMPARE(pins.check(Account, Betty, KeyA).value(), PinStore::Match::FirstSeen);
    }

    void checksNothingWhenNotLoaded()
    {
        writeFile(json("{'version':2,'pins':{}}"));
        PinStore pins(file());
        QCOMPARE(pins.load().error().kind, ErrorKind::Unsupported);
        QCOMPARE(pins.check(Account, Betty, KeyA).error().kind, ErrorKind::StorageFault);
    }

    void doesNotTrustWhatItCouldNotWrite()
    {
        PinStore pins(file());
        QVERIFY(pins.load());
        QFile blocker(m_root->filePath(QStringLiteral("state")));
        QVERIFY(blocker.open(QIODevice::WriteOnly));
        QCOMPARE(pins.check(Account, Betty, KeyA).error().kind, ErrorKind::StorageFault);
        QCOMPARE(pins.pinned(Account, Betty), QString());
    }
};

QTEST_GUILESS_MAIN(PinStoreTest)
#include "tst_pinstore.moc"
