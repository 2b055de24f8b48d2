// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/usagelog.h"

#include <QDataStream>
#include <QTest>

#include <limits>

using namespace coffret;

namespace {

const QDateTime Start = QDateTime::fromMSecsSinceEpoch(1'700'000'000'000, Qt::UTC);
const QString One = QStringLiteral("one");
const QString Two = QStringLiteral("two");

} // namespace

class TestUsageLog : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void usesAddUpAndFade()
    {
        UsageLog log;
        QCOMPARE(log.weight(One, Start), 0.0);
        log.note(One, Start);
        QCOMPARE(log.weight(One, Start), 1.0);
        QCOMPARE(log.weight(One, Start.addDays(14)), 0.5);
        QCOMPARE(log.weight(One, Start.addDays(-1)), 1.0); // the clock was set back
        log.note(One, Start.addDays(14));
        QCOMPARE(log.weight(One, Start.addDays(14)), 1.5);
        log.note(Two, Start.addDays(70));
        QVERIFY(log.weight(Two, Start.addDays(70)) > log.weight(One, Start.addDays(70)));
    }

    void theLatestComeFirst()
    {
        UsageLog log;
        for (int i = 0; i < 7; ++i)
            log.note(QString::number(i), Start.addSecs(i));
        log.note(QStringLiteral("2"), Start.addSecs(60));
        QStringList ids;
        for (const UsageLog::Used &used : log.latest(3))
            ids.append(used.secretId);
        QCOMPARE(ids, (QStringList{QStringLiteral("2"), QStringLiteral("6"), QStringLiteral("5")}));
        QCOMPARE(log.latest(100).size(), std::size_t(7));
    }

    void staysSmall()
    {
        UsageLog log;
        log.note(One, Start);
        log.note(One, Start);
        for (std::size_t i = 0; i < UsageLog::MostEntries + 20; ++i)
            log.note(QString::number(i), Start.addSecs(1));
        QCOMPARE(log.latest(10'000).size(), UsageLog::MostEntries);
        QVERIFY(log.weight(One, Start) > 1); // what weighs most is not what goes
    }

    void comesBackAsItWas()
    {
        UsageLog log;
        log.note(One, Start);
        log.note(One, Start);
        log.note(Two, Start.addSecs(5));
        const UsageLog again = UsageLog::fromBytes(log.toBytes(), Start.addDays(14));
        QCOMPARE(again.weight(One, Start.addDays(14)), 1.0);
        QCOMPARE(again.latest(5).front().secretId, Two);
        QCOMPARE(again.latest(5).front().at, Start.addSecs(5));
        QVERIFY(UsageLog::fromBytes(UsageLog().toBytes(), Start).isEmpty());
    }

    void nonsenseIsLeftOut()
    {
        UsageLog log;
        log.note(One, Start);
        log.note(Two, Start.addYears(1)); // the clock was set back since
        const QByteArray whole = log.toBytes();
        for (qsizetype size = 0; size < whole.size(); ++size)
            QVERIFY(UsageLog::fromBytes(whole.left(size), Start).latest(5).size() < 2);
        QByteArray newer = whole;
        newer[0] = 2;
        QVERIFY(UsageLog::fromBytes(newer, Start).isEmpty());
        const UsageLog again = UsageLog::fromBytes(whole, Start);
        QCOMPARE(again.latest(5).size(), std::size_t(2));
        QVERIFY(again.latest(5).front().at <= Start);
        for (qsizetype i = 0; i < whole.size(); ++i) {
            QByteArray damaged = whole;
            damaged[i] = static_cast<char>(damaged[i] ^ 0xff);
            for (const UsageLog::Used &used : UsageLog::fromBytes(damaged, Start).latest(5)) {
                const double weight = UsageLog::fromBytes(damaged, Start).weight(used.secretId, Start);
                QVERIFY(weight >= 0 && qIsFinite(weight) && used.at <= Start);
            }
        }
    }

    void timesBeforeAllTimesAreLeftOut()
    {
        QByteArray bytes;
        QDataStream out(&bytes, QIODevice::WriteOnly);
        out.setVersion(QDataStream::Qt_6_4);
        out << quint8(1) << quint32(2) << One << 1.0 << std::numeric_limits<qint64>::min();
        out << Two << 1.0 << Start.toMSecsSinceEpoch();
        const UsageLog log = UsageLog::fromBytes(bytes, Start);
        QCOMPARE(log.weight(One, Start), 0.0);
        QCOMPARE(log.weight(Two, Start), 1.0);
    }

    void twoAddUp()
    {
        UsageLog log;
        log.note(One, Start);
        UsageLog other;
        other.note(One, Start.addDays(14));
        other.note(Two, Start);
        log.add(other, Start.addDays(14));
        QCOMPARE(log.weight(One, Start.addDays(14)), 1.5);
        QCOMPARE(log.weight(Two, Start.addDays(14)), 0.5);
    }
};

QTEST_GUILESS_MAIN(TestUsageLog)
#include "tst_usagelog.moc"
