// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/testcertificates.h"
#include "tests/support/tlstestserver.h"
#include "tests/ui/bench.h"
#include "ui/viewmodels/healthtexts.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include <set>

using namespace coffret;
using namespace coffret::fakes;
using namespace coffret::test;

namespace {

const QByteArray Strong = QByteArrayLiteral("vT7#canary!mZ2xKp4-");

/// Leaves of an account what was set here, and gives it these values.
void fill(FakeServer &server, const std::vector<std::pair<QString, QByteArray>> &passwords, const QDateTime &now)
{
    server.secrets.clear();
    for (const auto &[id, password] : passwords) {
        SecretSummary summary;
        summary.id = id;
        summary.name = QStringLiteral("Name of ") + id;
        summary.type = SecretType::Login;
        summary.modified = now;
        summary.markers = Marker::Shared;
        server.secrets.push_back(summary);
        server.setMessage(id, FakeOpenPgp::sealed("password=" + password, Bench::AdasKey), {Bench::AdasKey});
    }
}

/// Titles of the groups, with how many are in each.
QStringList titles(HealthViewModel &health)
{
    QStringList titles;
    for (const HealthGroup &group : health.findings()->groups())
        titles.append(QStringLiteral("%1 %2").arg(group.title).arg(group.rows.size()));
    return titles;
}

QStringList detailsOf(HealthViewModel &health, const QString &title)
{
    QStringList details;
    for (const HealthGroup &group : health.findings()->groups()) {
        for (const HealthRow &row : group.rows) {
            if (group.title == title)
                details.append(row.name + QStringLiteral(": ") + row.detail);
        }
    }
    return details;
}

} // namespace

class TestHealth : public QObject
{
    Q_OBJECT

    /// Two accounts that are open; the first holds a weak password twice, the second the same once more.
    static void prepare(Bench &bench)
    {
        bench.addAccount(QStringLiteral("acme"), QStringLiteral("Acme"));
        bench.addAccount(QStringLiteral("home"), QStringLiteral("Home"));
        const QDateTime now = bench.clock.now();
        fill(*bench.servers[QStringLiteral("acme")],
             {{QStringLiteral("s1"), "monkey"}, {QStringLiteral("s2"), "monkey"}, {QStringLiteral("s3"), Strong}}, now);
        fill(*bench.servers[QStringLiteral("home")], {{QStringLiteral("h1"), "monkey"}}, now);
        QVERIFY(bench.openAll());
        bench.browse.selectAccount(QStringLiteral("acme"));
    }

    static void run(Bench &bench)
    {
        bench.app.health()->show();
        bench.app.health()->start();
        QTRY_COMPARE(bench.app.health()->stage(), HealthViewModel::Finished);
    }

private Q_SLOTS:
    void findsByKindAndNamesTheOthers()
    {
        Bench bench;
        prepare(bench);
        HealthViewModel &health = *bench.app.health();
        const QAbstractItemModelTester tester(health.findings(), QAbstractItemModelTester::FailureReportingMode::Fatal);
        QCOMPARE(health.accounts(), 2);
        QVERIFY(health.isEverywhere());
        run(bench);
        QCOMPARE(titles(health),
                 (QStringList{QStringLiteral("Weak passwords 3"), QStringLiteral("Used more than once 3")}));
        QCOMPARE(detailsOf(health, QStringLiteral("Used more than once")),
                 (QStringList{QStringLiteral("Name of h1 (Home): Same as in Name of s1 (Acme), Name of s2 (Acme)"),
                              QStringLiteral("Name of s1 (Acme): Same as in Name of h1 (Home), Name of s2 (Acme)"),
                              QStringLiteral("Name of s2 (Acme): Same as in Name of h1 (Home), Name of s1 (Acme)")}));
        QCOMPARE(health.done(), 4);
        QCOMPARE(health.summary().left(1), QStringLiteral("4"));
        // No text says how long a value is, or what it is.
        for (const QString &text : everythingVisible(health))
            QVERIFY2(!text.contains(QLatin1String("canary")) && !text.contains(QLatin1String("monkey")),
                     qPrintable(text));
    }

    void manyWithOneValueAreCounted()
    {
        Bench bench;
        bench.addAccount(QStringLiteral("acme"), QStringLiteral("Acme"));
        std::vector<std::pair<QString, QByteArray>> passwords;
        for (int i = 0; i < 6; ++i)
            passwords.emplace_back(QStringLiteral("s%1").arg(i), Strong);
        fill(*bench.servers[QStringLiteral("acme")], passwords, bench.clock.now());
        QVERIFY(bench.openAll());
        run(bench);
        QCOMPARE(detailsOf(*bench.app.health(), QStringLiteral("Used more than once")).first(),
                 QStringLiteral("Name of s0: Same as in Name of s1, Name of s2 and 3 more"));
    }

    void oneAccountAloneIsLookedAt()
    {
        Bench bench;
        prepare(bench);
        HealthViewModel &health = *bench.app.health();
        QCOMPARE(health.accountName(), QStringLiteral("Acme"));
        health.setEverywhere(false);
        run(bench);
        QCOMPARE(health.total(), 3);
        QCOMPARE(bench.servers[QStringLiteral("home")]->calls(FakeServer::Call::FetchPayload), 0);
        QCOMPARE(titles(health),
                 (QStringList{QStringLiteral("Weak passwords 2"), QStringLiteral("Used more than once 2")}));
        QVERIFY(!detailsOf(health, QStringLiteral("Weak passwords")).first().contains(QLatin1String("Acme")));
    }

    void saysWhatIsLeftOut()
    {
        Bench bench;
        prepare(bench);
        HealthViewModel &health = *bench.app.health();
        QVERIFY(health.startHint().isEmpty());
        bench.sessions.signOut(bench.session(QStringLiteral("home")));
        QVERIFY(health.startHint().startsWith(QLatin1Char('1')));
        bench.sessions.signOut(bench.session(QStringLiteral("acme")));
        QVERIFY(!health.canStart());
        QVERIFY(!health.startHint().isEmpty());
        health.show();
        health.start();
        QCOMPARE(health.stage(), HealthViewModel::Ready);
    }

    void stopsAndKeepsWhatItHas()
    {
        Bench bench;
        prepare(bench);
        HealthViewModel &health = *bench.app.health();
        connect(&health, &HealthViewModel::progressed, this, [&bench, &health] {
            if (health.done() == 2)
                bench.openPgp.gate.close();
        });
        health.show();
        health.start();
        QTRY_COMPARE(bench.openPgp.gate.waiting(), 1);
        QCOMPARE(health.progressText(), QStringLiteral("2 of 4 secrets"));
        health.cancel();
        QTRY_COMPARE(health.stage(), HealthViewModel::Finished);
        QCOMPARE(health.stoppedText(), QStringLiteral("Stopped after 2 of 4 secrets."));
        QVERIFY(health.findings()->rowCount() > 0);
        health.again();
        QCOMPARE(health.stage(), HealthViewModel::Ready);
        QVERIFY(health.isOpen());
        QCOMPARE(health.findings()->rowCount(), 0);
        QVERIFY(health.stoppedText().isEmpty());
    }

    void lockingForgets()
    {
        Bench bench;
        prepare(bench);
        HealthViewModel &health = *bench.app.health();
        run(bench);
        QVERIFY(health.findings()->rowCount() > 0);
        bench.app.lockAll();
        QVERIFY(!health.isOpen());
        QCOMPARE(health.stage(), HealthViewModel::Ready);
        QCOMPARE(health.findings()->rowCount(), 0);
        QVERIFY(health.summary().isEmpty());
    }

    void lockingEndsACheckUnderWay()
    {
        Bench bench;
        prepare(bench);
        HealthViewModel &health = *bench.app.health();
        bench.openPgp.gate.close();
        health.show();
        health.start();
        QTRY_COMPARE(bench.openPgp.gate.waiting(), 1);
        bench.app.lockAll();
        QCOMPARE(health.stage(), HealthViewModel::Ready);
        QTRY_COMPARE(bench.openPgp.gate.waiting(), 0);
        bench.openPgp.gate.open();
        QVERIFY(bench.openAll());
        run(bench); // what the first one says when it ends is not taken for this one's
        QCOMPARE(health.done(), 4);
        QVERIFY(health.stoppedText().isEmpty());
    }

    void removingAnAccountForgets()
    {
        Bench bench;
        prepare(bench);
        run(bench);
        bench.sessions.remove(QStringLiteral("home"));
        QCOMPARE(bench.app.health()->findings()->rowCount(), 0);
    }

    void goesToASecretAndFoldsHeadings()
    {
        Bench bench;
        prepare(bench);
        HealthViewModel &health = *bench.app.health();
        run(bench);
        HealthListModel &findings = *health.findings();
        const QAbstractItemModelTester tester(&findings, QAbstractItemModelTester::FailureReportingMode::Fatal);
        QCOMPARE(findings.rowCount(), 1 + 3 + 1); // what is no more than worth a look is folded
        health.choose(0);
        QCOMPARE(findings.rowCount(), 2);
        health.choose(1);
        QCOMPARE(findings.rowCount(), 1 + 1 + 3);
        QCOMPARE(findings.headingOf(4), 1);
        health.choose(2); // Name of h1, of the other account
        QVERIFY(!health.isOpen());
        QCOMPARE(bench.browse.currentAccountId(), QStringLiteral("home"));
        QCOMPARE(bench.browse.currentSecretId(), QStringLiteral("h1"));
        health.show(); // still there to go on with
        QCOMPARE(findings.rowCount(), 5);
        health.choose(17);
        QVERIFY(health.isOpen());
    }

    void everyKindHasWordsOfItsOwn()
    {
        std::set<QString> seenTitles;
        std::set<QString> seenHints;
        for (int kind = 0; kind <= static_cast<int>(HealthKind::OnlyMine); ++kind) {
            HealthReport report;
            HealthFinding finding;
            finding.kind = static_cast<HealthKind>(kind);
            finding.name = QStringLiteral("name");
            finding.error = Error{ErrorKind::NotFound, {}, 0};
            finding.when = QDateTime(QDate(2020, 1, 1), QTime(), Qt::UTC);
            report.findings = {finding};
            const std::vector<HealthGroup> groups = healthGroups(report, {}, finding.when.addDays(400));
            QCOMPARE(groups.size(), std::size_t(1));
            QVERIFY(!groups.front().severityText.isEmpty());
            seenTitles.insert(groups.front().title);
            seenHints.insert(groups.front().hint);
        }
        QCOMPARE(seenTitles.size(), std::size_t(HealthKind::OnlyMine) + 1);
        QCOMPARE(seenHints.size(), seenTitles.size());
    }

    void breachesAreOffAndNotOfferedWithoutAService()
    {
        Bench bench;
        prepare(bench);
        QVERIFY(!bench.app.health()->breachesOffered());
        bench.app.health()->setBreaches(true);
        QVERIFY(!bench.app.health()->breaches());
    }

    void t38_asksOnlyWhenToldTo()
    {
        const TestAuthority authority;
        TlsTestServer server(authority.issue(), [](const SeenRequest &seen, QSslSocket &socket) {
            TlsTestServer::reply(socket, 200, QByteArray(35, seen.target.endsWith("AB87D") ? 'A' : 'B') + ":1\r\n");
        });
        TlsPolicy policy;
        policy.privateAuthorities = {authority.certificate()};
        BreachService service(server.url(QStringLiteral("/range/")), policy);
        Bench bench;
        prepare(bench);
        HealthViewModel health(bench.sessions, bench.settings, service, bench.clock);
        QVERIFY(health.breachesOffered());
        QVERIFY(!health.breaches());
        QVERIFY(health.breachesText().contains(QLatin1String("localhost")));
        health.start();
        QTRY_COMPARE(health.stage(), HealthViewModel::Finished);
        QVERIFY(server.requests().isEmpty());
        health.setBreaches(true);
        QVERIFY(bench.settings.preferences().checksBreaches);
        health.again();
        QVERIFY(server.requests().isEmpty());
        health.start();
        QTRY_COMPARE(health.stage(), HealthViewModel::Finished);
        QCOMPARE(server.requests().size(), 2); // of four passwords three are the same
        QVERIFY(health.summary().contains(QLatin1String("4 password")));
        QVERIFY(health.errorText().isEmpty());
        server.setHandler([](const SeenRequest &, QSslSocket &socket) { TlsTestServer::reply(socket, 500); });
        health.again();
        health.start();
        QTRY_COMPARE(health.stage(), HealthViewModel::Finished);
        QVERIFY(!health.errorText().isEmpty());
        QVERIFY(!health.errorHint().isEmpty());
        QCOMPARE(health.findings()->groups().size(), std::size_t(2)); // and the rest is there all the same
    }
};

QTEST_MAIN(TestHealth)
#include "tst_health.moc"
