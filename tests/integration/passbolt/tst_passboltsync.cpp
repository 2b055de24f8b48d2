// SPDX-License-Identifier: GPL-3.0-or-later
// Sync in the background against the demo vault: what goes wrong in the middle of it, and two programs of one person.
#include "tests/integration/passbolt/sessionmember.h"
#include "tests/integration/passbolt/writingdrafts.h"
#include "tests/support/demovaultprocess.h"

#include <QJsonArray>
#include <QUrlQuery>

using namespace coffret;
using namespace coffret::test;
using Contact = Session::Contact;

class TestPassboltSync : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void cleanup() { m_demo->setFaults({}); }
    void getsOver_data();
    void getsOver();
    void twoProgramsAgree_data();
    void twoProgramsAgree();

private:
    /// A sync that nobody is there for, until it stands like this.
    [[nodiscard]] static bool syncsByItself(Session &session, Contact until);
    /// What goes wrong once the first page is there.
    void failAfterFirstPage(Session &session, const QJsonObject &faults) const;
    /// Pages of resources that were asked for.
    [[nodiscard]] QStringList pagesSeen() const;
    [[nodiscard]] static QStringList rowsOf(const Session &session);

    std::unique_ptr<DemoVaultProcess> m_demo;
};

void TestPassboltSync::initTestCase()
{
    m_demo = std::make_unique<DemoVaultProcess>(QStringList{QStringLiteral("--secrets"), QStringLiteral("620")});
    QVERIFY2(m_demo->isRunning(), qPrintable(m_demo->problem()));
}

bool TestPassboltSync::syncsByItself(Session &session, Contact until)
{
    bool hasBegun = false;
    const auto connection =
        QObject::connect(&session, &Session::contactChanged, &session, [&hasBegun] { hasBegun = true; });
    session.wake(SyncSchedule::Reason::Hand);
    const bool isThere = QTest::qWaitFor([&] { return hasBegun && session.contact() == until; }, 30'000);
    QObject::disconnect(connection);
    return isThere;
}

void TestPassboltSync::failAfterFirstPage(Session &session, const QJsonObject &faults) const
{
    const auto connection = std::make_shared<QMetaObject::Connection>();
    *connection = QObject::connect(&session, &Session::progressChanged, &session, [this, connection, faults] {
        QObject::disconnect(*connection);
        m_demo->setFaults(faults);
    });
}

QStringList TestPassboltSync::pagesSeen() const
{
    QStringList pages;
    for (const DemoVaultProcess::Request &request : m_demo->requests()) {
        if (request.path.endsWith(QLatin1String("/resources.json")))
            pages.append(QUrlQuery(request.query).queryItemValue(QStringLiteral("page")));
    }
    return pages;
}

QStringList TestPassboltSync::rowsOf(const Session &session)
{
    QStringList rows;
    const auto catalog = session.catalog();
    for (Catalog::Row row = 0; row < catalog->size(); ++row) {
        const SecretSummary summary = catalog->summary(row);
        rows.append(QStringLiteral("%1 %2 %3 %4 %5")
                        .arg(summary.id, summary.name, summary.collectionId)
                        .arg(summary.markers.toInt())
                        .arg(summary.modified.toMSecsSinceEpoch()));
    }
    rows.sort();
    return rows;
}

void TestPassboltSync::getsOver_data()
{
    QTest::addColumn<QJsonObject>("rule");
    QTest::addColumn<QJsonObject>("others");
    QTest::addColumn<Contact>("first"); // how it stands after the first try
    QTest::addColumn<bool>("goesOn");   // with the page that failed
    const auto rule = [](int status, const char *retryAfter) {
        return QJsonObject{{QStringLiteral("status"), status},
                           {QStringLiteral("retry_after"), QLatin1String(retryAfter)},
                           {QStringLiteral("times"), 1}};
    };
    QTest::newRow("429") << rule(429, "1") << QJsonObject() << Contact::Online << true;
    QTest::newRow("503") << rule(503, "1") << QJsonObject() << Contact::Online << true;
    QTest::newRow("503 without a word") << rule(503, "") << QJsonObject() << Contact::Online << true;
    QTest::newRow("cut off") << QJsonObject{{QStringLiteral("truncate"), 4000}, {QStringLiteral("times"), 1}}
                             << QJsonObject() << Contact::Waiting << false;
    QTest::newRow("gone") << QJsonObject{{QStringLiteral("gone"), true}} << QJsonObject() << Contact::Waiting << true;
    QTest::newRow("tokens expire") << QJsonObject() << QJsonObject{{QStringLiteral("expire_tokens"), true}}
                                   << Contact::Online << false;
}

void TestPassboltSync::getsOver()
{
    QFETCH(QJsonObject, rule);
    QFETCH(QJsonObject, others);
    QFETCH(Contact, first);
    QFETCH(bool, goesOn);
    const Member ada(*m_demo, QStringLiteral("v5"), false);
    Session &session = *ada.session;
    const QStringList before = rowsOf(session);
    QVERIFY(before.size() > 500); // more than one page
    std::vector<Session::State> states;
    connect(&session, &Session::stateChanged, &session, [&] { states.push_back(session.state()); });
    if (!rule.isEmpty()) {
        rule.insert(QStringLiteral("path"),
                    m_demo->passbolt(QStringLiteral("v5")).url.path() + QStringLiteral("/resources.json"));
        others.insert(QStringLiteral("rules"), QJsonArray{rule});
    }
    failAfterFirstPage(session, others);
    m_demo->clearRequests();
    QVERIFY(syncsByItself(session, first));
    QCOMPARE(rowsOf(session), before);
    QVERIFY(!session.lastError());
    if (first == Contact::Waiting) {
        m_demo->setFaults({});
        QVERIFY(syncsByItself(session, Contact::Online));
        QCOMPARE(rowsOf(session), before);
    }
    const QString top = QStringLiteral("1"); // read at the beginning, and at the end for what moved there meanwhile
    if (goesOn)
        QCOMPARE(pagesSeen().count(top), 2);
    QVERIFY(states.empty()); // it was open all the time
}

void TestPassboltSync::twoProgramsAgree_data()
{
    QTest::addColumn<QString>("mode");
    QTest::newRow("v4") << QStringLiteral("v4");
    QTest::newRow("v5") << QStringLiteral("v5");
}

void TestPassboltSync::twoProgramsAgree()
{
    QFETCH(QString, mode);
    const Member one(*m_demo, mode, false);
    const Member other(*m_demo, mode, false);
    QCOMPARE(rowsOf(*one.session), rowsOf(*other.session));

    QStringList own;
    const auto catalog = one.session->catalog();
    for (Catalog::Row row = 0; row < catalog->size() && own.size() < 2; ++row) {
        if (catalog->right(row) == AccessRight::Own)
            own.append(catalog->id(row));
    }
    QCOMPARE(own.size(), 2);
    VERIFY_OK(QCoro::waitFor(one.session->remove(own[0])));
    VERIFY_OK(
        QCoro::waitFor(one.session->setFavourite(own[1], !one.listed(own[1]).markers.testFlag(Marker::Favourite))));
    SecretDraft draft = draftOf(writingSamples().front(), QStringLiteral("Elsewhere"), mode == QLatin1String("v5"));
    const QString name = draft.name;
    const Expected<QString> made = other.save(std::move(draft));
    VERIFY_OK(made);
    QVERIFY(rowsOf(*one.session) != rowsOf(*other.session));

    QVERIFY(syncsByItself(*one.session, Contact::Online));
    QVERIFY(syncsByItself(*other.session, Contact::Online));
    QCOMPARE(rowsOf(*one.session), rowsOf(*other.session));
    QCOMPARE(one.listed(*made).name, name);
    QCOMPARE(other.session->catalog()->rowOf(own[0]), Catalog::NoRow);
}

QTEST_GUILESS_MAIN(TestPassboltSync)
#include "tst_passboltsync.moc"
