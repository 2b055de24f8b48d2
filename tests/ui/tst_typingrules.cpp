// SPDX-License-Identifier: GPL-3.0-or-later
// What is asked before a value is typed into another program's window, and what is typed then.
#include "tests/ui/bench.h"
#include "ui/desktop/typist.h"

#include <QGuiApplication>
#include <QSignalSpy>
#include <QTest>

using namespace coffret;
using coffret::test::Bench;

namespace {

/// Notes what it is asked to type.
class FakeTypist : public Typist
{
public:
    Obstacle now = Obstacle::None;
    bool seesWindows = true;
    Target target{true, QStringLiteral("Login"), QStringLiteral("Browser")};
    QByteArrayList typed;
    int stops = 0;

    [[nodiscard]] Obstacle obstacle() const override { return now; }
    [[nodiscard]] bool knowsWindows() const override { return seesWindows; }
    Target aim() override { return target; }
    void type(SecretBuffer text) override
    {
        typed.append(QByteArray(text.view().data(), static_cast<qsizetype>(text.size())));
    }
    void stop() override { ++stops; }
};

struct TypingBench : Bench
{
    FakeTypist typist;

    TypingBench()
    {
        addAccount(QStringLiteral("acme"), QStringLiteral("Acme"));
        SecretSummary &secret = servers[QStringLiteral("acme")]->secrets.front();
        secret.name = QStringLiteral("The only one of its name");
        secret.username = QStringLiteral("ada");
        if (!openAll())
            qFatal("the account does not open");
        lookup.typing().setTypist(&typist);
        browse.typing()->setTypist(&typist);
    }
    void list(const QString &query = QStringLiteral("only one of its"))
    {
        lookup.show();
        lookup.setQuery(query);
        lookup.listActions();
    }
    [[nodiscard]] QStringList labels()
    {
        QStringList labels;
        for (const Choice &choice : lookup.actions()->choices())
            labels.append(choice.label);
        return labels;
    }
    void act(const QString &label)
    {
        const qsizetype row = labels().indexOf(label);
        if (row < 0)
            qFatal("no such action: %s", qPrintable(labels().join(QStringLiteral(" | "))));
        lookup.activateAt(static_cast<int>(row));
    }
};

const QString TypePassword = QStringLiteral("Type: Password");
const QString TypeLogin = QStringLiteral("Type: user name, Tab, password");
const QString TypeIt = QStringLiteral("Type it");
const QString TypeAndEnter = QStringLiteral("Type it and press Enter");

} // namespace

class TestTypingRules : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void cleanup();
    void asksWithTheWindowsTitleFirst();
    void typesALogin();
    void typesOnlyWhatWasAgreedTo();
    void goesBackToTheActions();
    void saysWhyItCannot_data();
    void saysWhyItCannot();
    void saysWhenThereIsNoWindow();
    void namesNoWindowItCannotSee();
    void keepsToTheRulesOfCopying();
    void asksWhereNobodyVouches();
    void asksInTheWindowWhereNobodyVouches();
    void doesNotPressKeysThatAValueHas();
    void saysWhatWentWrong();
    void lockingStopsIt();
    void typesFromTheWindow();
};

void TestTypingRules::cleanup()
{
    QCOMPARE(Bench::clipboardText(), QString()); // nothing of this goes there
}

void TestTypingRules::asksWithTheWindowsTitleFirst()
{
    TypingBench bench;
    bench.list();
    bench.act(TypePassword);
    QCOMPARE(bench.lookup.subject(), QStringLiteral("Types into: Login (Browser)"));
    QCOMPARE(bench.labels(), (QStringList{TypeIt, TypeAndEnter}));
    QCOMPARE(bench.openPgp.opens, 0); // nobody has agreed yet
    bench.act(TypeIt);
    QTRY_COMPARE(bench.typist.typed, QByteArrayList{Bench::Password});
    QVERIFY(!bench.lookup.isActive());
    bench.lookup.show();
    QCOMPARE(bench.lookup.results()->rowCount(), 1); // it counts as used
}

void TestTypingRules::typesALogin()
{
    TypingBench bench;
    bench.list();
    bench.act(TypeLogin);
    bench.act(TypeAndEnter);
    QTRY_COMPARE(bench.typist.typed, QByteArrayList{"ada\t" + Bench::Password + "\n"});
}

void TestTypingRules::typesOnlyWhatWasAgreedTo()
{
    TypingBench bench;
    bench.list();
    bench.act(TypePassword);
    auto &gate = bench.servers.at(QStringLiteral("acme"))->gate(fakes::FakeServer::Call::FetchPayload);
    gate.close();
    bench.act(TypeIt);
    QVERIFY(bench.lookup.isBusy());
    bench.lookup.hide(); // before it is opened
    gate.open();
    QVERIFY(!bench.lookup.typing().isBusy());
    bench.list(); // another one, which is agreed to
    bench.act(TypeLogin);
    bench.act(TypeIt);
    QTRY_COMPARE(bench.typist.typed, QByteArrayList{"ada\t" + Bench::Password});
    QCOMPARE(bench.openPgp.opens, 1);
}

void TestTypingRules::goesBackToTheActions()
{
    TypingBench bench;
    bench.list();
    const QStringList actions = bench.labels();
    bench.act(TypePassword);
    bench.lookup.leaveActions();
    QCOMPARE(bench.labels(), actions);
    QCOMPARE(bench.lookup.subject(), QStringLiteral("The only one of its name"));
    bench.lookup.leaveActions();
    QVERIFY(!bench.lookup.listsActions());
    QVERIFY(bench.typist.typed.isEmpty());
}

void TestTypingRules::saysWhyItCannot_data()
{
    QTest::addColumn<Typist::Obstacle>("obstacle");
    QTest::addColumn<QString>("words");
    QTest::newRow("no XTEST") << Typist::Obstacle::NoTest << QStringLiteral("XTEST");
    QTest::newRow("no portal") << Typist::Obstacle::NoPortal << QStringLiteral("portal");
    QTest::newRow("no way") << Typist::Obstacle::NoWay << QStringLiteral("lets no program type");
}

void TestTypingRules::saysWhyItCannot()
{
    QFETCH(Typist::Obstacle, obstacle);
    QFETCH(QString, words);
    TypingBench bench;
    bench.typist.now = obstacle;
    bench.list();
    bench.act(TypePassword);
    QVERIFY2(bench.lookup.statusText().contains(words), qPrintable(bench.lookup.statusText()));
    QVERIFY(!bench.lookup.typing().isAsking());
    bench.browse.selectSecret(Bench::Signed);
    QVERIFY(bench.browse.typeHint().contains(words));
    QVERIFY(bench.app.commands()->command(QStringLiteral("typePrimary"))->reason().contains(words) ||
            (bench.app.commands()->refresh(),
             bench.app.commands()->command(QStringLiteral("typePrimary"))->reason().contains(words)));
}

void TestTypingRules::saysWhenThereIsNoWindow()
{
    TypingBench bench;
    bench.typist.target = {};
    bench.list();
    bench.act(TypePassword);
    QVERIFY(bench.lookup.statusText().startsWith(QStringLiteral("No window of another program")));
    QCOMPARE(bench.labels(), QStringList());
    bench.lookup.typing().type(false);
    QCOMPARE(bench.openPgp.opens, 0);
}

void TestTypingRules::namesNoWindowItCannotSee()
{
    TypingBench bench;
    bench.typist.target = {};
    bench.typist.seesWindows = false;
    bench.list();
    bench.act(TypePassword);
    QCOMPARE(bench.lookup.subject(), QStringLiteral("Types into the window in front once Coffret is out of the way"));
    bench.act(TypeIt);
    QTRY_COMPARE(bench.typist.typed, QByteArrayList{Bench::Password});
}

void TestTypingRules::keepsToTheRulesOfCopying()
{
    TypingBench bench;
    bench.servers[QStringLiteral("acme")]->capabilities.setFlag(Capability::Copy, false);
    QCoro::waitFor(bench.session().refresh());
    bench.list();
    bench.act(TypePassword);
    QVERIFY(!bench.lookup.statusText().isEmpty());
    QVERIFY(!bench.lookup.typing().isAsking());
    bench.browse.selectSecret(Bench::Signed);
    bench.browse.typePrimary();
    QVERIFY(bench.browse.typing()->question().isEmpty());
    QCOMPARE(bench.openPgp.opens, 0);
}

void TestTypingRules::asksWhereNobodyVouches()
{
    TypingBench bench;
    bench.servers[QStringLiteral("acme")]->secrets[1].name = QStringLiteral("Unsigned one");
    QCoro::waitFor(bench.session().refresh());
    QSignalSpy opened(&bench.lookup, &QuickLookupViewModel::openSecretRequested);
    bench.list(QStringLiteral("Unsigned one"));
    bench.act(TypePassword);
    bench.act(TypeIt);
    QTRY_COMPARE(opened.count(), 1); // where there is room for the question
    QCOMPARE(opened.front()[1].toString(), Bench::Unsigned);
    QVERIFY(bench.typist.typed.isEmpty());
}

void TestTypingRules::asksInTheWindowWhereNobodyVouches()
{
    TypingBench bench;
    TypingViewModel &typing = *bench.browse.typing();
    bench.browse.selectSecret(Bench::Unsigned);
    bench.browse.typePrimary();
    typing.type(true);
    QTRY_VERIFY(typing.doubt().endsWith(QStringLiteral("Type it anyway?")));
    QVERIFY(typing.isAsking());
    QVERIFY(bench.typist.typed.isEmpty());
    typing.type(false);
    QTRY_COMPARE(bench.typist.typed, QByteArrayList{Bench::UnsignedPassword});
    Q_EMIT bench.typist.finished(Typist::Result::Typed);
    bench.browse.typePrimary(); // asked again the next time
    QCOMPARE(typing.doubt(), QString());
    typing.type(false);
    QTRY_VERIFY(!typing.doubt().isEmpty());
    QCOMPARE(bench.typist.typed.size(), 1);
}

void TestTypingRules::doesNotPressKeysThatAValueHas()
{
    TypingBench bench;
    bench.servers[QStringLiteral("acme")]->secrets.front().username = QStringLiteral("ada\nrm -rf");
    QCoro::waitFor(bench.session().refresh());
    bench.browse.selectSecret(Bench::Signed);
    bench.browse.typeLogin();
    bench.browse.typing()->type(false);
    QTRY_VERIFY(bench.browse.typing()->errorText().startsWith(QStringLiteral("Nothing was typed")));
    QVERIFY(bench.typist.typed.isEmpty());
}

void TestTypingRules::saysWhatWentWrong()
{
    TypingBench bench;
    QSignalSpy told(&bench.lookup.typing(), &TypingViewModel::told);
    QSignalSpy other(bench.browse.typing(), &TypingViewModel::told);
    bench.list();
    bench.act(TypePassword);
    bench.act(TypeIt);
    QTRY_COMPARE(bench.typist.typed.size(), 1);
    Q_EMIT bench.typist.finished(Typist::Result::FocusLeft);
    QCOMPARE(told.count(), 1);
    QVERIFY(told.front()[0].toString().contains(QStringLiteral("another window")));
    QVERIFY(other.isEmpty()); // it was not its text
}

void TestTypingRules::lockingStopsIt()
{
    TypingBench bench;
    bench.list();
    bench.act(TypePassword);
    bench.act(TypeIt);
    QTRY_COMPARE(bench.typist.typed.size(), 1);
    const int before = bench.typist.stops;
    bench.lookup.typing().cancel();
    QCOMPARE(bench.typist.stops, before + 1);
}

void TestTypingRules::typesFromTheWindow()
{
    TypingBench bench;
    TypingViewModel &typing = *bench.browse.typing();
    bench.browse.selectSecret(Bench::Signed);
    QSignalSpy aside(&typing, &TypingViewModel::asideWanted);
    QCOMPARE(bench.browse.typeLoginHint(), QString());
    bench.browse.typeLogin();
    QVERIFY(typing.isAsking());
    QCOMPARE(typing.question(), QStringLiteral("Types into: Login (Browser)"));
    QVERIFY(typing.what().contains(QStringLiteral("The only one of its name")));
    typing.cancel();
    QVERIFY(!typing.isAsking());
    bench.browse.typePrimary();
    typing.type(true);
    QTRY_COMPARE(bench.typist.typed, QByteArrayList{Bench::Password + "\n"});
    QCOMPARE(aside.count(), 1);
    QVERIFY(!typing.isAsking());
}

QTEST_MAIN(TestTypingRules)
#include "tst_typingrules.moc"
