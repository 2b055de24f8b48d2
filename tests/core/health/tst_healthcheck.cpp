// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/health/healthbench.h"
#include "tests/support/tlstestserver.h"

#include <QElapsedTimer>
#include <QTest>

using namespace coffret;
using namespace coffret::fakes;
using namespace coffret::test;
using Held = HealthBench::Held;

namespace {

QStringList ids(std::initializer_list<const char *> names)
{
    QStringList list;
    for (const char *name : names)
        list.append(QString::fromLatin1(name));
    return list;
}

QByteArray password(const QByteArray &value)
{
    return "password=" + value;
}

} // namespace

class TestHealthCheck : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void findsNothingInSoundSecrets();
    void weighsPasswordsOnly();
    void findsReuseAcrossAccounts();
    void aSecretAloneIsNoReuse();
    void ageIsTheSecretsLastChange();
    void findsWhatExpires();
    void saysWhoseSignatureItIs();
    void aBadSignatureIsAFindingOfItsOwn();
    void goesOnAfterAFailure();
    void anAccountThatIsOutOfReachIsNotAskedAgain();
    void neverChecksAnythingOut();
    void findsWhatNobodyElseCanRead();
    void onlyAFewAreEverInTheClear();
    void whatSomebodyLooksAtStaysHeld();
    void stopsAtOnce();
    void theFirstGoesAlone();
    void aClosedSessionEndsIt();
    void twoThousandSecrets();
    void asksForEachPasswordOnce();
    void aFailingServiceFailsNothingElse();
};

void TestHealthCheck::findsNothingInSoundSecrets()
{
    HealthBench bench;
    Held &account = bench.addAccount(QStringLiteral("a"));
    HealthBench::add(account, QStringLiteral("s1"), password(Strong));
    HealthBench::add(account, QStringLiteral("s2"), "note=" + Strong, SecretType::Note);
    const HealthReport report = bench.check();
    QVERIFY(report.findings.empty());
    QCOMPARE(report.total, 2);
    QCOMPARE(report.opened, 2);
    QVERIFY(!report.cancelled);
}

void TestHealthCheck::weighsPasswordsOnly()
{
    HealthBench bench;
    Held &account = bench.addAccount(QStringLiteral("a"));
    HealthBench::add(account, QStringLiteral("weak"), password("sunshine1"));
    HealthBench::add(account, QStringLiteral("own name"), password("Nameofownname1"));
    HealthBench::add(account, QStringLiteral("passphrase"), "private-key=abc\npassphrase=monkey", SecretType::SshKey);
    HealthBench::add(account, QStringLiteral("key"), "private-key=abc", SecretType::SshKey);
    HealthBench::add(account, QStringLiteral("note"), "note=abc", SecretType::Note);
    HealthBench::add(account, QStringLiteral("token"), "token=abc", SecretType::ApiKey);
    HealthBench::add(account, QStringLiteral("code"), "password=\ntotp=otpauth://totp/x?secret=AAAA");
    const HealthReport report = bench.check();
    QCOMPARE(found(report, HealthKind::Weak), ids({"own name", "passphrase", "weak"}));
    QCOMPARE(report.findings.size(), std::size_t(3));
    QCOMPARE(findingFor(report, QStringLiteral("passphrase"), HealthKind::Weak)->score, 0);
}

void TestHealthCheck::findsReuseAcrossAccounts()
{
    HealthBench bench;
    Held &one = bench.addAccount(QStringLiteral("a"));
    HealthBench::add(one, QStringLiteral("s1"), password(Strong));
    HealthBench::add(one, QStringLiteral("s2"), password(Strong + "other"));
    HealthBench::add(one, QStringLiteral("t1"), "token=" + Strong + "other", SecretType::ApiKey);
    Held &other = bench.addAccount(QStringLiteral("b"));
    HealthBench::add(other, QStringLiteral("s1"), password(Strong));
    HealthBench::add(other, QStringLiteral("n1"), "note=" + Strong, SecretType::Note);
    const HealthReport report = bench.check();
    QCOMPARE(found(report, HealthKind::Reused), ids({"s1", "s1", "s2", "t1"}));
    QCOMPARE(report.findings.size(), std::size_t(4));
    QCOMPARE(report.findings[0].group, report.findings[1].group);
    QVERIFY(report.findings[0].accountId != report.findings[1].accountId);
    QCOMPARE(report.findings[2].group, report.findings[3].group);
    QVERIFY(report.findings[0].group != report.findings[2].group);
}

void TestHealthCheck::aSecretAloneIsNoReuse()
{
    HealthBench bench;
    Held &account = bench.addAccount(QStringLiteral("a"));
    HealthBench::add(account, QStringLiteral("s1"), password(Strong) + "\npassphrase=" + Strong);
    QVERIFY(bench.check().findings.empty());
}

void TestHealthCheck::ageIsTheSecretsLastChange()
{
    HealthBench bench;
    Held &account = bench.addAccount(QStringLiteral("a"));
    const QDateTime now = bench.clock.now();
    HealthBench::add(account, QStringLiteral("old"), password(Strong)).modified = now.addDays(-366);
    HealthBench::add(account, QStringLiteral("young"), password(Strong + "1")).modified = now.addDays(-364);
    HealthBench::add(account, QStringLiteral("unknown"), password(Strong + "2")).modified = QDateTime();
    HealthBench::add(account, QStringLiteral("note"), "note=x", SecretType::Note).modified = now.addDays(-900);
    // What the list took for a note is a key, as opening tells.
    HealthBench::add(account, QStringLiteral("key"), "type=sshkey\nprivate-key=x", SecretType::Note).modified =
        now.addDays(-900);
    const HealthReport report = bench.check();
    QCOMPARE(found(report, HealthKind::Old), ids({"key", "old"}));
    QCOMPARE(findingFor(report, QStringLiteral("old"), HealthKind::Old)->when, now.addDays(-366));
    QCOMPARE(report.findings.size(), std::size_t(2));
}

void TestHealthCheck::findsWhatExpires()
{
    HealthBench bench;
    Held &account = bench.addAccount(QStringLiteral("a"));
    const QDateTime now = bench.clock.now();
    HealthBench::add(account, QStringLiteral("over"), password(Strong)).expires = now;
    HealthBench::add(account, QStringLiteral("soon"), password(Strong + "1")).expires = now.addDays(30);
    HealthBench::add(account, QStringLiteral("later"), password(Strong + "2")).expires = now.addDays(31);
    const HealthReport report = bench.check();
    QCOMPARE(found(report, HealthKind::Expired), ids({"over"}));
    QCOMPARE(found(report, HealthKind::Expiring), ids({"soon"}));
    QVERIFY(!report.findings.front().ofCertificate);
}

void TestHealthCheck::saysWhoseSignatureItIs()
{
    HealthBench bench;
    const QString strangersKey(40, QLatin1Char('B'));
    bench.openPgp.inner.knownSigners = {strangersKey};
    Held &account = bench.addAccount(QStringLiteral("a"));
    HealthBench::add(account, QStringLiteral("unsigned"), password(Strong), SecretType::Login, {});
    HealthBench::add(account, QStringLiteral("foreign"), password(Strong + "1"), SecretType::Login, strangersKey);
    HealthBench::add(account, QStringLiteral("good"), password(Strong + "2"));
    const HealthReport report = bench.check();
    QCOMPARE(found(report, HealthKind::Unvouched), ids({"foreign", "unsigned"}));
    QCOMPARE(report.findings[0].verdict.state, SignatureState::Foreign);
    QCOMPARE(report.findings[1].verdict.state, SignatureState::Unsigned);
}

void TestHealthCheck::aBadSignatureIsAFindingOfItsOwn()
{
    HealthBench bench;
    Held &account = bench.addAccount(QStringLiteral("a"));
    HealthBench::add(account, QStringLiteral("s1"), password("abc"));
    bench.openPgp.inner.state = SignatureState::Bad;
    const HealthReport report = bench.check();
    QCOMPARE(found(report, HealthKind::BadSignature), ids({"s1"}));
    QCOMPARE(report.findings.size(), std::size_t(1)); // its value was not looked at
    QCOMPARE(report.opened, 0);
}

void TestHealthCheck::goesOnAfterAFailure()
{
    HealthBench bench;
    Held &account = bench.addAccount(QStringLiteral("a"));
    account.server->setMessage(QStringLiteral("broken"), "rubbish", {});
    HealthBench::add(account, QStringLiteral("broken"), {});
    account.server->setMessage(QStringLiteral("broken"), "rubbish", {});
    HealthBench::add(account, QStringLiteral("malformed"), "no fields at all");
    HealthBench::add(account, QStringLiteral("throws"), "throw");
    HealthBench::add(account, QStringLiteral("weak"), password("abc"));
    const HealthReport report = bench.check();
    QCOMPARE(found(report, HealthKind::Unchecked), ids({"broken", "malformed", "throws"}));
    QCOMPARE(report.findings[1].error.value_or(Error()).kind, ErrorKind::NotEncrypted);
    QCOMPARE(found(report, HealthKind::Weak), ids({"weak"}));
    QCOMPARE(report.opened, 1);
}

void TestHealthCheck::anAccountThatIsOutOfReachIsNotAskedAgain()
{
    HealthBench bench;
    Held &away = bench.addAccount(QStringLiteral("a"));
    for (int i = 0; i < 5; ++i)
        HealthBench::add(away, QStringLiteral("s%1").arg(i), password("abc"));
    Held &there = bench.addAccount(QStringLiteral("b"));
    HealthBench::add(there, QStringLiteral("weak"), password("abc"));
    bench.openAll();
    away.server->failNext(FakeServer::Call::FetchPayload, ErrorKind::Unreachable);
    const HealthReport report = QCoro::waitFor(checkHealth(bench.scope(), {}, {}));
    QCOMPARE(away.server->calls(FakeServer::Call::FetchPayload), 1);
    QCOMPARE(found(report, HealthKind::Unchecked), ids({"s0", "s1", "s2", "s3", "s4"}));
    QCOMPARE(found(report, HealthKind::Weak), ids({"weak"}));
}

void TestHealthCheck::neverChecksAnythingOut()
{
    HealthBench bench;
    Held &lending = bench.addAccount(QStringLiteral("a"));
    lending.server->capabilities |= Capability::CheckOut;
    HealthBench::add(lending, QStringLiteral("lent"), password("abc"));
    Held &asking = bench.addAccount(QStringLiteral("b"));
    HealthBench::add(asking, QStringLiteral("approval"), password("abc")).markers |= Marker::NeedsApproval;
    HealthBench::add(asking, QStringLiteral("held"), password("abc"));
    bench.openAll();
    asking.server->failNext(FakeServer::Call::FetchPayload, ErrorKind::HeldByAnother);
    const HealthReport report = QCoro::waitFor(checkHealth(bench.scope(), {}, {}));
    QCOMPARE(lending.server->calls(FakeServer::Call::FetchPayload), 0);
    QCOMPARE(asking.server->calls(FakeServer::Call::FetchPayload), 1);
    QCOMPARE(report.lent, 3);
    QCOMPARE(report.opened, 0);
    QVERIFY(report.findings.empty());
}

void TestHealthCheck::findsWhatNobodyElseCanRead()
{
    HealthBench bench;
    Held &sharing = bench.addAccount(QStringLiteral("a"));
    sharing.server->capabilities |= Capability::Sharing;
    HealthBench::add(sharing, QStringLiteral("mine"), password(Strong)).markers = Marker::Personal;
    HealthBench::add(sharing, QStringLiteral("ours"), password(Strong + "1"));
    Held &single = bench.addAccount(QStringLiteral("b"));
    HealthBench::add(single, QStringLiteral("alone"), password(Strong + "2")).markers = Marker::Personal;
    const HealthReport report = bench.check();
    QCOMPARE(found(report, HealthKind::OnlyMine), ids({"mine"}));
    QCOMPARE(report.findings.size(), std::size_t(1));
}

void TestHealthCheck::onlyAFewAreEverInTheClear()
{
    HealthBench bench;
    Held &account = bench.addAccount(QStringLiteral("a"));
    for (int i = 0; i < 40; ++i)
        HealthBench::add(account, QStringLiteral("s%1").arg(i),
                         password(Strong + QByteArray::number(i)) + "\nnote=beside it\npassphrase=abc");
    bench.openAll();
    const int before = liveBlocks();
    const HealthReport report = QCoro::waitFor(checkHealth(bench.scope(), {}, {}));
    QCOMPARE(report.opened, 40);
    QCOMPARE(bench.openPgp.inner.opens, 40);
    // One block is the key of the digests. When a message is opened, what is left of others is that of three at most:
    // a plaintext, and three fields taken out of it.
    QVERIFY2(bench.openPgp.mostBlocks <= before + 1 + 3 * 4, QByteArray::number(bench.openPgp.mostBlocks).constData());
    QCOMPARE(liveBlocks(), before);
}

void TestHealthCheck::whatSomebodyLooksAtStaysHeld()
{
    HealthBench bench;
    Held &account = bench.addAccount(QStringLiteral("a"));
    for (int i = 0; i < 5; ++i)
        HealthBench::add(account, QStringLiteral("s%1").arg(i), password(Strong + QByteArray::number(i)));
    bench.openAll();
    const auto look = [&] {
        return QCoro::waitFor(account.session->reveal(QStringLiteral("s2"), QStringLiteral("password"))).has_value();
    };
    QVERIFY(look());
    const int held = liveBlocks();
    QCOMPARE(QCoro::waitFor(checkHealth(bench.scope(), {}, {})).opened, 5);
    QCOMPARE(bench.openPgp.inner.opens, 5); // the one that is held was not opened twice
    QCOMPARE(liveBlocks(), held);
    QVERIFY(look());
    QCOMPARE(bench.openPgp.inner.opens, 5);
}

void TestHealthCheck::stopsAtOnce()
{
    HealthBench bench;
    Held &account = bench.addAccount(QStringLiteral("a"));
    for (int i = 0; i < 20; ++i)
        HealthBench::add(account, QStringLiteral("s%1").arg(i), password("abc"));
    bench.openAll();
    std::stop_source stop;
    QList<QPair<int, int>> steps;
    const auto progress = [&](int done, int total) {
        steps.append({done, total});
        if (done == 3)
            bench.openPgp.inner.gate.close(); // what is opened from now on is never answered
    };
    std::optional<HealthReport> report;
    QObject context;
    QCoro::connect(checkHealth(bench.scope(), progress, stop.get_token()), &context,
                   [&report](HealthReport done) { report = std::move(done); });
    QTRY_COMPARE(bench.openPgp.inner.gate.waiting(), 4);
    QVERIFY(!report);
    const qsizetype done = steps.size(); // those that were under way came through
    QVERIFY(done >= 3 && done <= 6);
    QElapsedTimer timer;
    timer.start();
    stop.request_stop();
    QTRY_VERIFY(report);
    QVERIFY2(timer.elapsed() < 100, QByteArray::number(timer.elapsed()).constData());
    QVERIFY(report->cancelled);
    QCOMPARE(report->opened, int(done));
    QCOMPARE(report->total, 20);
    QCOMPARE(found(*report, HealthKind::Weak).size(), done);
    QCOMPARE(bench.openPgp.inner.opens, int(done) + 4);
    QCOMPARE(steps.size(), done);
    for (int i = 0; i < int(done); ++i)
        QCOMPARE(steps[i], qMakePair(i + 1, 20));
}

/// A passphrase that the first one needs is asked for once, and not four times.
void TestHealthCheck::theFirstGoesAlone()
{
    HealthBench bench;
    Held &account = bench.addAccount(QStringLiteral("a"));
    for (int i = 0; i < 20; ++i)
        HealthBench::add(account, QStringLiteral("s%1").arg(i), password(Strong + QByteArray::number(i)));
    bench.openAll();
    bench.openPgp.inner.gate.close();
    std::optional<HealthReport> report;
    QObject context;
    QCoro::connect(checkHealth(bench.scope(), {}, {}), &context,
                   [&report](HealthReport done) { report = std::move(done); });
    QTRY_COMPARE(bench.openPgp.inner.gate.waiting(), 1);
    QCoreApplication::processEvents();
    QCOMPARE(bench.openPgp.inner.opens, 1);
    bench.openPgp.inner.gate.open();
    QTRY_VERIFY(report);
    QCOMPARE(report->opened, 20);
}

void TestHealthCheck::aClosedSessionEndsIt()
{
    HealthBench bench;
    Held &account = bench.addAccount(QStringLiteral("a"));
    HealthBench::add(account, QStringLiteral("s1"), password("abc"));
    HealthBench::add(account, QStringLiteral("s2"), password("abc"));
    bench.openAll();
    bench.openPgp.inner.gate.close();
    std::optional<HealthReport> report;
    QObject context;
    QCoro::connect(checkHealth(bench.scope(), {}, {}), &context,
                   [&report](HealthReport done) { report = std::move(done); });
    QTRY_COMPARE(bench.openPgp.inner.gate.waiting(), 1);
    account.session.reset();
    QTRY_VERIFY(report);
    QCOMPARE(report->opened, 0);
    QVERIFY(report->findings.empty());
}

void TestHealthCheck::twoThousandSecrets()
{
    HealthBench bench;
    Held &account = bench.addAccount(QStringLiteral("a"));
    for (int i = 0; i < 2000; ++i)
        HealthBench::add(account, QStringLiteral("s%1").arg(i, 4, 10, QLatin1Char('0')),
                         password(Strong + QByteArray::number(i / 2)));
    bench.openAll();
    int steps = 0;
    QElapsedTimer between;
    qint64 longest = 0;
    between.start();
    const auto progress = [&](int, int) {
        ++steps;
        longest = std::max(longest, between.restart());
    };
    const HealthReport report = QCoro::waitFor(checkHealth(bench.scope(), progress, {}));
    QCOMPARE(steps, 2000);
    QCOMPARE(report.opened, 2000);
    QCOMPARE(found(report, HealthKind::Reused).size(), 2000);
    QCOMPARE(report.findings.back().group, 999);
    QCOMPARE(liveBlocks(), 0);
    qInfo("the longest step took %lld ms", longest);
}

void TestHealthCheck::asksForEachPasswordOnce()
{
    const TestAuthority authority;
    TlsTestServer server(authority.issue(), [](const SeenRequest &, QSslSocket &socket) {
        // SHA-1 of "abc" is A9993E364706816ABA3E25717850C26C9CD0D89D.
        TlsTestServer::reply(socket, 200, "E364706816ABA3E25717850C26C9CD0D89D:7\r\n");
    });
    TlsPolicy policy;
    policy.privateAuthorities = {authority.certificate()};
    BreachService service(server.url(QStringLiteral("/range/")), policy);
    HealthBench bench;
    bench.breaches = &service;
    Held &account = bench.addAccount(QStringLiteral("a"));
    HealthBench::add(account, QStringLiteral("leaked"), password("abc"));
    HealthBench::add(account, QStringLiteral("leaked too"), password("abc"));
    HealthBench::add(account, QStringLiteral("good"), password(Strong));
    HealthBench::add(account, QStringLiteral("note"), "note=abc", SecretType::Note);
    HealthBench::add(account, QStringLiteral("token"), "token=abc", SecretType::ApiKey);
    const HealthReport report = bench.check();
    QCOMPARE(found(report, HealthKind::Breached), ids({"leaked", "leaked too"}));
    QCOMPARE(report.asked, 3);
    QVERIFY(!report.breachError);
    QCOMPARE(server.requests().size(), 2);
    for (const SeenRequest &request : server.requests())
        QCOMPARE(request.target.size(), qsizetype(sizeof("/range/12345") - 1));
    QCOMPARE(liveBlocks(), 0);
}

void TestHealthCheck::aFailingServiceFailsNothingElse()
{
    const TestAuthority authority;
    TlsTestServer server(authority.issue(),
                         [](const SeenRequest &, QSslSocket &socket) { TlsTestServer::reply(socket, 503, "later"); });
    TlsPolicy policy;
    policy.privateAuthorities = {authority.certificate()};
    BreachService service(server.url(QStringLiteral("/range/")), policy);
    HealthBench bench;
    bench.breaches = &service;
    Held &account = bench.addAccount(QStringLiteral("a"));
    HealthBench::add(account, QStringLiteral("s1"), password("abc"));
    HealthBench::add(account, QStringLiteral("s2"), password("abcd"));
    const HealthReport report = bench.check();
    QCOMPARE(found(report, HealthKind::Weak), ids({"s1", "s2"}));
    QCOMPARE(report.breachError.value_or(Error()).kind, ErrorKind::ServerFault);
    QCOMPARE(report.asked, 0);
    QCOMPARE(server.requests().size(), 1); // nobody asks again
}

QTEST_GUILESS_MAIN(TestHealthCheck)
#include "tst_healthcheck.moc"
