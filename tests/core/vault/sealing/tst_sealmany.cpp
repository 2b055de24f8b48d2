// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/vault/sealing/sealingstage.h"

#include "core/session/sealmany.h"

using namespace coffret;
using namespace coffret::test;

/// Sealing what was there before, and taking it back, with real gpg.
class TestSealMany : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { m_people = std::make_unique<People>(); }
    void init()
    {
        m_stage = std::make_unique<SealingStage>(*m_people);
        for (const char *id : {"s1", "s2", "s3"})
            m_stage->server->add(QLatin1String(id), SecretType::Login,
                                 {{QStringLiteral("password"), QByteArray("value of ") + id}});
    }
    void cleanup() { m_stage.reset(); }

    void aPlanReadsAndWritesNothing();
    void everythingIsSealed();
    void whatIsDoneIsSkipped();
    void otherRecipientsDoNotCount_data();
    void otherRecipientsDoNotCount();
    void whatStaysIsNamed();
    void aJobStopsBetweenSecrets();
    void unsealingTakesItBack();
    void blockedKeysStopTheJob();

private:
    Expected<SealingPlan> plan(SealingWork work = SealingWork::Seal)
    {
        return QCoro::waitFor(planSealing(m_stage->session.get(), work, {}, {}));
    }
    Expected<JobReport> carryOut(const SealingPlan &plan, StopToken stop = {}, Progress progress = {})
    {
        const auto shared = std::make_shared<const SealingPlan>(plan);
        const QStringList nobodyNew;
        return QCoro::waitFor(
            carryOutSealing(m_stage->session.get(), shared, nobodyNew, std::move(progress), std::move(stop)));
    }
    [[nodiscard]] QByteArray stored(const char *id) const { return m_stage->server->value(QLatin1String(id)); }
    void store(const char *id, const QByteArray &value)
    {
        m_stage->server->values[QLatin1String(id)][QStringLiteral("password")] = value;
    }

    std::unique_ptr<People> m_people;
    std::unique_ptr<SealingStage> m_stage;
};

void TestSealMany::aPlanReadsAndWritesNothing()
{
    m_stage->open();
    QList<int> seen;
    const auto planned = QCoro::waitFor(
        planSealing(m_stage->session.get(), SealingWork::Seal, [&seen](int done, int) { seen.append(done); }, {}));
    QVERIFY2(planned, reason(planned));
    QCOMPARE(planned->secretIds.size(), 3);
    QCOMPARE(planned->people.size(), std::size_t(1));
    QCOMPARE(seen, (QList<int>{1, 2, 3}));
    QVERIFY(m_stage->server->log.filter(QStringLiteral("update")).isEmpty());
}

void TestSealMany::everythingIsSealed()
{
    m_stage->open();
    const auto planned = plan();
    QVERIFY2(planned, reason(planned));
    const auto report = carryOut(*planned);
    QVERIFY2(report, reason(report));
    QCOMPARE(report->done, 3);
    QVERIFY(report->failures.empty());
    QCOMPARE(m_people->others.open(stored("s2")), QByteArray("value of s2"));
    QCOMPARE(m_stage->verdict(QStringLiteral("s3")).state, SignatureState::Expected);
}

void TestSealMany::whatIsDoneIsSkipped()
{
    m_stage->open();
    auto first = plan();
    QVERIFY2(first, reason(first));
    first->secretIds = QStringList{QStringLiteral("s2")};
    QVERIFY(carryOut(*first));
    const QByteArray message = stored("s2");
    const auto second = plan();
    QVERIFY2(second, reason(second));
    QCOMPARE(second->already, 1);
    QCOMPARE(second->secretIds, (QStringList{QStringLiteral("s1"), QStringLiteral("s3")}));
    SealingPlan all = *second;
    all.secretIds.append(QStringLiteral("s2")); // an older plan
    QVERIFY(carryOut(all));
    QCOMPARE(stored("s2"), message);
    const auto third = plan();
    QCOMPARE(third->already, 3);
}

void TestSealMany::otherRecipientsDoNotCount_data()
{
    QTest::addColumn<QStringList>("recipients");
    QTest::addColumn<QString>("signer");
    QTest::addColumn<QStringList>("hidden");
    QTest::addColumn<bool>("same");
    const QStringList none;
    const QStringList both{QStringLiteral("ada"), QStringLiteral("betty")};
    QTest::newRow("the same") << both << "ada" << none << true;
    QTest::newRow("one less") << QStringList{QStringLiteral("ada")} << "ada" << none << false;
    QTest::newRow("one more") << both + QStringList{QStringLiteral("carol")} << "ada" << none << false;
    QTest::newRow("hidden") << QStringList{QStringLiteral("ada")} << "ada" << QStringList{QStringLiteral("betty")}
                            << false;
    QTest::newRow("of somebody else") << both << "betty" << none << false;
}

void TestSealMany::otherRecipientsDoNotCount()
{
    QFETCH(QStringList, recipients);
    QFETCH(QString, signer);
    QFETCH(QStringList, hidden);
    QFETCH(bool, same);
    const std::map<QString, QString> keys{{QStringLiteral("ada"), m_people->ada},
                                          {QStringLiteral("betty"), m_people->betty},
                                          {QStringLiteral("carol"), m_people->carol}};
    QStringList fingerprints;
    for (const QString &name : recipients)
        fingerprints.append(keys.at(name));
    QStringList extra;
    for (const QString &name : hidden)
        extra << QStringLiteral("--hidden-recipient") << keys.at(name);
    const GpgHome &home = signer == QLatin1String("ada") ? m_people->user : m_people->others;
    for (const QString &fingerprint : {m_people->betty, m_people->carol})
        m_people->user.importKey(m_people->others.publicKey(fingerprint));
    store("s1", home.seal("value", fingerprints, {keys.at(signer)}, extra));
    m_stage->open();
    const auto planned = plan();
    QVERIFY2(planned, reason(planned));
    QCOMPARE(planned->unreadable, 0);
    QCOMPARE(planned->already, same ? 1 : 0);
    QCOMPARE(planned->secretIds.contains(QStringLiteral("s1")), !same);
}

void TestSealMany::whatStaysIsNamed()
{
    auto &server = *m_stage->server;
    server.longest = 1500;
    for (const char *id : {"approval", "checkout", "foreign", "long", "mine not", "others"})
        server.add(QLatin1String(id), SecretType::Login, {{QStringLiteral("password"), "value"}});
    server.secrets[QStringLiteral("approval")].markers = Marker::NeedsApproval;
    server.checkOuts = {QStringLiteral("checkout")};
    server.secrets[QStringLiteral("mine not")].right = AccessRight::Read;
    store("foreign", m_stage->message("whose?", {}));
    store("long", QByteArray(1400, 'x'));
    store("others", m_people->others.seal("not for Ada", {m_people->betty}, {m_people->betty}));
    m_stage->open();
    const auto planned = plan();
    QVERIFY2(planned, reason(planned));
    QCOMPARE(planned->secretIds.size(), 3);
    QCOMPARE(planned->withheld, 2);
    QCOMPARE(planned->readOnly, 1);
    QCOMPARE(planned->unvouched, 1);
    QCOMPARE(planned->tooLong, 1);
    QCOMPARE(planned->unreadable, 1);
    const auto report = carryOut(*planned);
    QVERIFY2(report, reason(report));
    QCOMPARE(report->done, 3);
    QCOMPARE(report->failures.size(), std::size_t(5));
    QVERIFY(server.log.filter(QStringLiteral("check out")).isEmpty());
    QVERIFY(!server.log.contains(QStringLiteral("read approval")));
    QCOMPARE(server.log.filter(QStringLiteral("update")).size(), 3);
}

void TestSealMany::aJobStopsBetweenSecrets()
{
    m_stage->open();
    const auto planned = plan();
    QVERIFY2(planned, reason(planned));
    std::stop_source stop;
    m_stage->server->afterUpdate = [&stop] { stop.request_stop(); };
    const auto report = carryOut(*planned, stop.get_token());
    QVERIFY2(report, reason(report));
    QVERIFY(report->cancelled);
    QCOMPARE(report->done, 1);
    QVERIFY(stored("s1").startsWith("-----BEGIN PGP MESSAGE-----"));
    QCOMPARE(stored("s2"), QByteArray("value of s2"));
}

void TestSealMany::unsealingTakesItBack()
{
    m_stage->open();
    const auto planned = plan();
    QVERIFY(planned && carryOut(*planned));
    Sealing off = m_stage->sealing().setting();
    off.on = false;
    QVERIFY(m_stage->sealing().change(off));
    const auto back = plan(SealingWork::Unseal);
    QVERIFY2(back, reason(back));
    QCOMPARE(back->secretIds.size(), 3);
    const auto report = carryOut(*back);
    QVERIFY2(report, reason(report));
    QCOMPARE(report->done, 3);
    QCOMPARE(stored("s1"), QByteArray("value of s1"));
    QCOMPARE(m_stage->verdict(QStringLiteral("s1")).state, SignatureState::NotApplicable);
    const auto again = plan(SealingWork::Unseal);
    QCOMPARE(again->already, 3);
}

void TestSealMany::blockedKeysStopTheJob()
{
    m_stage->account.sealedFor.front().fingerprint = m_people->carol; // another one than the compared
    m_stage->open();
    const auto planned = plan();
    QVERIFY2(planned, reason(planned));
    QVERIFY(isBlocked(planned->people));
    const auto report = carryOut(*planned);
    QVERIFY2(report, reason(report));
    QCOMPARE(report->done, 0);
    QCOMPARE(report->failures.size(), std::size_t(3));
    QCOMPARE(report->failures.front().error.kind, ErrorKind::ReadersUnconfirmed);
    QCOMPARE(stored("s1"), QByteArray("value of s1"));
}

QTEST_GUILESS_MAIN(TestSealMany)
#include "tst_sealmany.moc"
