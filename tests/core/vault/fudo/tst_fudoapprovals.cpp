// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/vault/fudo/lendingstage.h"

#include <QTest>

using namespace coffret;
using namespace coffret::test;

using State = CheckOut::State;

namespace {

const QByteArray NoGrants = json("{'result':'success','secret_shared':[]}");
const QByteArray NoRequests = json("{'result':'success','access_request':[]}");
const QByteArray LongFromNow = "2086-05-01 00:00:00+00";

QByteArray timeText(const QDateTime &time)
{
    return time.toUTC().toString(Qt::ISODateWithMs).toLatin1();
}

} // namespace

/// Requests, approvals and grants, and what lists that say less than the whole do to them.
class FudoApprovalsTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<LendingStage> m_stage;

    void serve(const char *call, const QByteArray &body, int status = 200) { m_stage->routes.on(call, {body, status}); }
    /// One row a page. filter: "refused" or "ignored".
    void serveOneByOne(const char *call, const QString &filter, const QByteArray &key, const QByteArrayList &rows)
    {
        m_stage->routes.on(call, [=](const QUrlQuery &query, const SeenRequest &) {
            if (filter == QLatin1String("refused") && query.hasQueryItem(QStringLiteral("filter")))
                return Answer{json("{'result':'failure','message':'no filters'}"), 400};
            const int offset = query.queryItemValue(QStringLiteral("offset")).toInt();
            return Answer{"{\"result\":\"success\",\"" + key + "\":[" + rows.value(offset) + "]}"};
        });
    }
    static void addFilterRows()
    {
        QTest::addColumn<QString>("filter");
        QTest::newRow("filters are refused") << QStringLiteral("refused");
        QTest::newRow("filters are ignored") << QStringLiteral("ignored");
    }

private Q_SLOTS:
    void init()
    {
        m_stage = std::make_unique<LendingStage>();
        m_stage->servePolicy("view_on_request");
        serve("POST /api/v2/access_request", json("{'result':'success','access_request':{'id':'4'}}"));
    }

    void aHolderIsNamedDespiteAnApproval()
    {
        serve("GET /api/v2/access_request", asked("granted"));
        serve("GET /api/v2/secret/shared", shared(LongFromNow));
        serve("POST /api/v2/secret/7/checkout", json("{'result':'failure','user_name':'betty'}"), 409);
        m_stage->openLending();
        QCOMPARE(m_stage->checkOut().error().kind, ErrorKind::HeldByAnother);
        for (int i = 0; i < 2; ++i) {
            const auto now = m_stage->state();
            QVERIFY(now && now->state == State::HeldByAnother);
            QCOMPARE(now->holder, QStringLiteral("betty"));
            QCOMPARE(now->until.date(), QDate(2086, 5, 1));
            QVERIFY(m_stage->readIndex()); // nor does a sync forget it
        }
        serve("POST /api/v2/secret/7/checkout", "{}", 403);
        QCOMPARE(m_stage->checkOut().error().kind, ErrorKind::Forbidden); // an approval is not what is missing
        QCOMPARE(m_stage->state()->state, State::Approved);
        serve("POST /api/v2/secret/7/checkout", lent());
        QCOMPARE(m_stage->checkOut()->state, State::CheckedOut);
    }

    void aSyncLeavesApprovalsThatItDoesNotList()
    {
        serve("GET /api/v2/access_request", asked("granted"));
        m_stage->openLending(); // without a list of grants
        QCOMPARE(m_stage->state()->state, State::Approved);
        QVERIFY(m_stage->readIndex());
        QVERIFY(m_stage->ended.isEmpty());
        QCOMPARE(m_stage->state()->state, State::Approved);
    }

    void anApprovalThatComesDuringASyncStands()
    {
        serve("GET /api/v2/secret/shared", NoGrants);
        m_stage->openLending();
        bool approved = false;
        m_stage->routes.on("GET /api/v2/secret", [&](const QUrlQuery &, const SeenRequest &) {
            if (!std::exchange(approved, true)) { // the grants have been read by now
                serve("GET /api/v2/secret/shared", shared(LongFromNow));
                const auto seen = m_stage->state();
                approved = seen && seen->state == State::Approved;
            }
            return Answer{"{\"result\":\"success\",\"secret\":[" + m_stage->row() + "]}"};
        });
        QVERIFY(m_stage->readIndex());
        QVERIFY(approved);
        QVERIFY(m_stage->ended.isEmpty());
        QCOMPARE(m_stage->state()->state, State::Approved);
        serve("GET /api/v2/secret/shared", NoGrants);
        QVERIFY(m_stage->readIndex());
        QCOMPARE(m_stage->ended, QList<State>{State::Expired}); // and then it is taken back
    }

    void aRequestStandsWhereTheServerDoesNotShowIt_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("list");
        QTest::newRow("a list without it") << 200 << NoRequests;
        QTest::newRow("a list for others") << 403 << QByteArray("{}");
        QTest::newRow("no list") << 404 << QByteArray("{}");
    }
    void aRequestStandsWhereTheServerDoesNotShowIt()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, list);
        serve("GET /api/v2/access_request", list, status);
        m_stage->openLending();
        const auto made = m_stage->request();
        QVERIFY(made);
        QCOMPARE(made->state, State::Requested);
        QCOMPARE(made->reason, QStringLiteral("outage"));
        const auto later = m_stage->state();
        QCOMPARE(later->state, State::Requested);
        QCOMPARE(later->reason, QStringLiteral("outage"));
        serve("GET /api/v2/secret/shared", shared(LongFromNow));
        QCOMPARE(m_stage->state()->state, State::Approved);
    }

    void aRequestThatIsNoLongerShownIsNone()
    {
        serve("GET /api/v2/access_request", asked("pending"));
        m_stage->openLending();
        QCOMPARE(m_stage->request()->state, State::Requested);
        serve("GET /api/v2/access_request", NoRequests);
        QCOMPARE(m_stage->state()->state, State::Available);
    }

    void lookingDoesNotTellWhetherAskingWorks()
    {
        serve("GET /api/v2/access_request", "{}", 404);
        m_stage->openLending();
        QCOMPARE(m_stage->state()->state, State::Available);
        QVERIFY(m_stage->request());
        QCOMPARE(m_stage->routes.count("POST /api/v2/access_request"), 1);
    }

    void aSecretThatIsGoneDoesNotMakeTheStepMissing()
    {
        m_stage->openLending();
        serve("POST /api/v2/access_request", "{}", 404);
        serve("GET /api/v2/secret/7", "{}", 404);
        QCOMPARE(m_stage->request().error().kind, ErrorKind::NotFound);
        m_stage->serveRow();
        QCOMPARE(m_stage->request().error().kind, ErrorKind::Unsupported); // now it is the step
        QCOMPARE(m_stage->request().error().kind, ErrorKind::Unsupported);
        QCOMPARE(m_stage->routes.count("POST /api/v2/access_request"), 2);
    }

    void aGrantIsFoundOnAnyPage_data() { addFilterRows(); }
    void aGrantIsFoundOnAnyPage()
    {
        QFETCH(QString, filter);
        m_stage->openLending();
        serveOneByOne("GET /api/v2/secret/shared", filter, "secret_shared",
                      {json("{'id':'5','valid_until':'2086-05-01 00:00:00+00'}"),
                       json("{'id':'7','valid_until':'2086-05-01 00:00:00+00'}")});
        QCOMPARE(m_stage->state()->state, State::Approved);
        QCOMPARE(m_stage->state()->state, State::Approved); // and not "taken back"
        QVERIFY(m_stage->ended.isEmpty());
    }

    void aRequestIsFoundOnAnyPage_data() { addFilterRows(); }
    void aRequestIsFoundOnAnyPage()
    {
        QFETCH(QString, filter);
        m_stage->openLending();
        serveOneByOne("GET /api/v2/access_request", filter, "access_request",
                      {json("{'id':'1','secret_id':'5','status':'granted'}"),
                       json("{'id':'2','secret_id':'7','status':'rejected','created_at':'2026-04-17 06:34:37-07'}"),
                       json("{'id':'3','secret_id':'7','status':'pending','created_at':'2026-04-18 06:34:37-07'}")});
        QCOMPARE(m_stage->state()->state, State::Requested);
    }

    void aGrantedValueIsFoundOnAnyPage_data() { addFilterRows(); }
    void aGrantedValueIsFoundOnAnyPage()
    {
        QFETCH(QString, filter);
        serve("GET /api/v2/secret/shared", shared(LongFromNow));
        m_stage->openLending();
        serve("GET /api/v2/secret/7", "{}", 404);
        int values = 0;
        m_stage->routes.on("GET /api/v2/secret/shared", [&](const QUrlQuery &query, const SeenRequest &) {
            if (filter == QLatin1String("refused") && query.hasQueryItem(QStringLiteral("filter")))
                return Answer{"{}", 400};
            const int offset = query.queryItemValue(QStringLiteral("offset")).toInt();
            const QString fields = query.queryItemValue(QStringLiteral("fields"));
            const bool reveals = fields.contains(QLatin1String("passphrase"));
            values += reveals && !query.hasQueryItem(QStringLiteral("filter")) ? 1 : 0;
            const QByteArray value = reveals ? json(",'secret':'theirs'") : QByteArray();
            const QByteArrayList rows{"{\"id\":\"5\"" + value + "}",
                                      "{\"id\":\"7\"" + QByteArray(value).replace("theirs", "mine") + "}"};
            return Answer{"{\"result\":\"success\",\"secret_shared\":[" + rows.value(offset) + "]}"};
        });
        const auto payload = m_stage->reveal();
        QVERIFY2(payload, qPrintable(payload ? QString() : payload.error().detail));
        QVERIFY(payload->fields.back().value.equals(SecretBuffer::copyOf("mine")));
        QCOMPARE(values, 1); // of no other secret
    }

    void aServersClockThatIsWrongDoesNotEndAGrant_data()
    {
        QTest::addColumn<bool>("listed");
        QTest::newRow("in the list of grants") << true;
        QTest::newRow("in the list of requests") << false;
    }
    void aServersClockThatIsWrongDoesNotEndAGrant()
    {
        QFETCH(bool, listed);
        const QDateTime itsNow = QDateTime::currentDateTimeUtc().addDays(-1);
        const QByteArray date = "Date: " + itsNow.toString(Qt::RFC2822Date).toLatin1();
        const auto serveDated = [&](const char *call, const QByteArray &body) {
            Answer answer{body};
            answer.headers.append(date);
            m_stage->routes.on(call, answer);
        };
        serveDated("GET /api/v2/secret/7", "{\"result\":\"success\",\"secret\":" + m_stage->row() + "}");
        serveDated("GET /api/v2/secret", "{\"result\":\"success\",\"secret\":[" + m_stage->row() + "]}");
        const QByteArray end = timeText(itsNow.addSecs(3600));
        if (listed)
            serveDated("GET /api/v2/secret/shared", shared(end));
        else
            serveDated("GET /api/v2/access_request",
                       json("{'result':'success','access_request':[{'id':'4','secret_id':'7','status':'granted',"
                            "'starts_at':'FROM','expires_at':'END'}]}")
                           .replace("END", end)
                           .replace("FROM", timeText(itsNow)));
        m_stage->openLending();
        const auto isAnHourAway = [](const QDateTime &time) {
            const qint64 rest = QDateTime::currentDateTimeUtc().secsTo(time);
            return rest > 3500 && rest < 3700;
        };
        const auto now = m_stage->state();
        QVERIFY(now);
        QCOMPARE(now->state, State::Approved);
        QVERIFY2(isAnHourAway(now->until), qPrintable(now->until.toString(Qt::ISODate)));
        if (!listed)
            QVERIFY(qAbs(QDateTime::currentDateTimeUtc().secsTo(now->from)) < 100);
        QVERIFY(m_stage->readIndex());
        QVERIFY(m_stage->ended.isEmpty());
        if (listed) {
            const auto grants = QCoro::waitFor(m_stage->life().grants({}));
            QVERIFY(grants && grants->size() == 1);
            QVERIFY(isAnHourAway(grants->front().until));
            QVERIFY(isAnHourAway(m_stage->secrets.value(m_stage->id).expires));
        }
    }

    void aGrantOfThePastEndsNothingAgain()
    {
        serve("GET /api/v2/secret/shared", shared("2006-05-01 00:00:00+00"));
        m_stage->openLending();
        QVERIFY(m_stage->readIndex());
        QVERIFY(m_stage->readIndex());
        QVERIFY(m_stage->ended.isEmpty());
    }
};

QTEST_GUILESS_MAIN(FudoApprovalsTest)
#include "tst_fudoapprovals.moc"
