// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/ownmemory.h"
#include "tests/ui/bench.h"

#include <QApplication>
#include <QTest>

#include <functional>

using namespace coffret;
using namespace coffret::test;

namespace {

constexpr int First = 500; // until everything that is made once is there
constexpr int Many = 10'000;
constexpr double MostMebibytes = 5;

/// What somebody does all day long, as quickly as it goes.
class Routine
{
public:
    [[nodiscard]] bool begin()
    {
        m_bench.addAccount(QStringLiteral("acme"), QStringLiteral("Acme"));
        return m_bench.openAll();
    }

    void pass(int cycles)
    {
        for (int i = 0; i < cycles; ++i)
            pass();
    }

private:
    void pass()
    {
        m_bench.app.lockAll();
        until([this] { return m_bench.session().state() == Session::State::Closed; });
        m_bench.app.unlock();
        until([this] { return m_bench.session().state() == Session::State::Open; });
        m_bench.browse.setSearchText(QStringLiteral("git"));
        m_bench.browse.setSearchText({});
        m_bench.browse.selectSecret(Bench::Signed);
        m_bench.browse.detail()->revealPrimary();
        until([this] { return isRevealed(); });
        m_bench.browse.detail()->copyPrimary();
        until([] { return Bench::clipboardText() == QString::fromUtf8(Bench::Password); });
        m_bench.clipboard.clearNow();
    }

    /// qWaitFor() sleeps for longer than a whole cycle takes.
    static void until(const std::function<bool()> &done)
    {
        while (!done())
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    }

    [[nodiscard]] bool isRevealed()
    {
        const FieldListModel &fields = *m_bench.browse.detail()->fields();
        return !fields.match(fields.index(0), FieldListModel::RevealedRole, true).isEmpty();
    }

    Bench m_bench;
};

} // namespace

class TestCycles : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void memoryStays()
    {
        Routine routine;
        QVERIFY(routine.begin());
        routine.pass(First);
        const double before = privateMebibytes();
        QVERIFY(before > 0);
        routine.pass(Many);
        const double drift = privateMebibytes() - before;
        qInfo("memory drift %.1f MiB after %d cycles", drift, Many);
        QVERIFY2(drift < MostMebibytes, qPrintable(QString::number(drift)));
    }
};

QTEST_MAIN(TestCycles)
#include "tst_cycles.moc"
