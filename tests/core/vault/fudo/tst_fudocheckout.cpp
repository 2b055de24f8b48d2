// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/vault/fudo/lendingstage.h"

#include <QTest>

using namespace coffret;
using namespace coffret::test;

using State = CheckOut::State;

namespace {

const QString Seven = QStringLiteral("7");

} // namespace

class FudoCheckOutTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<FudoStage> m_stage;
    QList<State> m_told;
    QList<State> m_ended;

    [[nodiscard]] VaultCheckOut &life() { return *m_stage->vault->checkOut(); }
    void open(const QStringList &switchedOff = {})
    {
        m_stage->open(switchedOff);
        life().onChanged([this](const CheckOut &checkOut) { m_told.append(checkOut.state); });
        life().onEnded([this](const CheckOut &checkOut) { m_ended.append(checkOut.state); });
    }
    [[nodiscard]] Expected<CheckOut> state() { return QCoro::waitFor(life().state(Seven, {})); }
    [[nodiscard]] Expected<CheckOut> checkOut() { return QCoro::waitFor(life().checkOut(Seven, {})); }
    [[nodiscard]] Expected<CheckOut> checkIn() { return QCoro::waitFor(life().checkIn(Seven, {})); }
    void servePolicy(const QByteArray &policy, const QByteArray &checkoutId = {})
    {
        m_stage->policy = policy;
        m_stage->checkoutId = checkoutId;
        m_stage->serveRow();
    }

private Q_SLOTS:
    void init()
    {
        m_stage = std::make_unique<FudoStage>();
        m_told.clear();
        m_ended.clear();
    }

    void tellsEveryState_data()
    {
        QTest::addColumn<QByteArray>("policy");
        QTest::addColumn<QByteArray>("checkoutId");
        QTest::addColumn<QByteArray>("grants");
        QTest::addColumn<QByteArray>("requests");
        QTest::addColumn<int>("state");
        const QByteArray none = json("{'result':'success','secret_shared':[]}");
        const QByteArray never = json("{'result':'success','access_request':[]}");
        const auto row = [](const char *name, const QByteArray &policy, const QByteArray &out, const QByteArray &grants,
                            const QByteArray &requests, State state) {
            QTest::newRow(name) << policy << out << grants << requests << static_cast<int>(state);
        };
        row("needs none", "full_edit", {}, none, never, State::NotNeeded);
        row("never asked", "view_on_request", {}, none, never, State::Available);
        row("a policy nobody knows yet", "view_twice_on_request", {}, none, never, State::Available);
        row("asked", "view_on_request", {}, none, asked("pending"), State::Requested);
        row("turned down", "view_on_request", {}, none, asked("rejected"), State::Refused);
        row("taken back", "view_on_request", {}, none, asked("revoked"), State::Expired);
        row("over", "view_on_request", {}, none, asked("expired"), State::Expired);
        row("granted", "view_on_request", {}, shared("2086-05-01 00:00:00.5+00"), asked("granted"), State::Approved);
        row("granted in the web page", "view_on_request", {}, shared("2086-05-01 00:00:00+00"), never, State::Approved);
        row("a grant of the past", "view_on_request", {}, shared("2006-05-01 00:00:00+00"), never, State::Available);
        row("checked out", "view_on_request", "5", none, never, State::CheckedOut);
        row("no list of requests here", "view_on_request", {}, none, "404", State::Available);
    }
    void tellsEveryState()
    {
        QFETCH(QByteArray, policy);
        QFETCH(QByteArray, checkoutId);
        QFETCH(QByteArray, grants);
        QFETCH(QByteArray, requests);
        QFETCH(int, state);
        open();
        servePolicy(policy, checkoutId);
        m_stage->routes.on("GET /api/v2/secret/shared", {grants});
        if (requests != "404")
            m_stage->routes.on("GET /api/v2/access_request", {requests});
        const auto told = this->state();
        QVERIFY2(told, qPrintable(told ? QString() : told.error().detail));
        QCOMPARE(static_cast<int>(told->state), state);
        QCOMPARE(told->name, QStringLiteral("Router"));
        QCOMPARE(told->policy, QString::fromLatin1(policy));
        if (told->state == State::Approved)
            QCOMPARE(told->until.date(), QDate(2086, 5, 1));
        if (told->state == State::Refused)
            QCOMPARE(told->comment, QStringLiteral("not now"));
    }

    void asksForAccess()
    {
        servePolicy("view_on_request");
        m_stage->routes.on("POST /api/v2/access_request", {json("{'result':'success','access_request':{'id':'4'}}")});
        m_stage->routes.on("GET /api/v2/access_request", {asked("pending")});
        open();
        const AccessRequest request(QStringLiteral(" outage "), 4);
        const auto made = QCoro::waitFor(life().request(Seven, request, {}));
        QVERIFY(made);
        QVERIFY(made->state == State::Requested);
        QCOMPARE(m_stage->body("POST /api/v2/access_request"),
                 (QJsonObject{{QStringLiteral("type"), QStringLiteral("preview")},
                              {QStringLiteral("secret_id"), Seven},
                              {QStringLiteral("reason"), QStringLiteral("outage")},
                              {QStringLiteral("immediate_interval"), 4}}));
        QCOMPARE(m_told, QList<State>{State::Requested});
        const AccessRequest later(QStringLiteral("outage"), 2, QDateTime(QDate(2086, 5, 1), QTime(8, 0), Qt::UTC));
        QVERIFY(QCoro::waitFor(life().request(Seven, later, {})));
        QCOMPARE(m_stage->body("POST /api/v2/access_request")[QLatin1String("expires_at")].toString(),
                 QStringLiteral("2086-05-01T10:00:00Z"));
    }

    void refusesWhatCannotBeAskedFor()
    {
        open();
        QCOMPARE(QCoro::waitFor(life().request(Seven, AccessRequest(QStringLiteral("  "), 1), {})).error().kind,
                 ErrorKind::InvalidInput);
        QCOMPARE(QCoro::waitFor(life().request(Seven, AccessRequest(QStringLiteral("x"), 25), {})).error().kind,
                 ErrorKind::InvalidInput);
        QCOMPARE(m_stage->routes.count("POST /api/v2/access_request"), 0);
    }

    void aServerWithoutAStepSaysWhereToGo_data()
    {
        QTest::addColumn<QString>("step");
        for (const char *step : {"check-out", "check-in", "access-requests"})
            QTest::newRow(step) << QString::fromLatin1(step);
    }
    void aServerWithoutAStepSaysWhereToGo()
    {
        QFETCH(QString, step);
        servePolicy("view_on_request");
        m_stage->routes.remove("POST /api/v2/secret/7/checkin");
        const auto call = [&] {
            if (step == QLatin1String("check-out"))
                return checkOut();
            return step == QLatin1String("check-in")
                       ? checkIn()
                       : QCoro::waitFor(life().request(Seven, AccessRequest(QStringLiteral("x"), 1), {}));
        };
        open(); // the server answers 404
        const auto missing = call();
        QCOMPARE(missing.error().kind, ErrorKind::Unsupported);
        QVERIFY2(missing.error().detail.contains(life().webPage().toString()), qPrintable(missing.error().detail));
        open({step}); // switched off: it is not even asked
        QCOMPARE(call().error().kind, ErrorKind::Unsupported);
        QCOMPARE(m_stage->routes.count("POST /api/v2/secret/7/checkout") +
                     m_stage->routes.count("POST /api/v2/secret/7/checkin") +
                     m_stage->routes.count("POST /api/v2/access_request"),
                 0);
    }

    void checksOutAndIn()
    {
        servePolicy("view_on_request");
        m_stage->routes.on("POST /api/v2/secret/7/checkout", {lent()});
        open();
        const auto out = checkOut();
        QVERIFY2(out, qPrintable(out ? QString() : out.error().detail));
        QVERIFY(out->state == State::CheckedOut);
        QVERIFY(out->fromHere && out->exclusive && out->until.isNull());
        QCOMPARE(life().held().size(), std::size_t(1));
        servePolicy("view_on_request", "1");
        QVERIFY(checkOut()); // stays as it is
        QCOMPARE(m_stage->routes.count("POST /api/v2/secret/7/checkout"), 1);
        const auto in = checkIn();
        QVERIFY(in && in->state == State::Returned);
        QVERIFY(life().held().empty());
        QCOMPARE(m_told, (QList<State>{State::Available, State::CheckedOut, State::Returned}));
        QCOMPARE(m_ended, QList<State>{State::Returned});
        QVERIFY(QCoro::waitFor(m_stage->vault->signOut()));
        QCOMPARE(m_stage->routes.count("POST /api/v2/secret/7/checkin"), 1); // not twice
    }

    void givesBackAtTheEndByChoice_data()
    {
        QTest::addColumn<bool>("givesBack");
        QTest::newRow("gives back") << true;
        QTest::newRow("keeps") << false;
    }
    void givesBackAtTheEndByChoice()
    {
        QFETCH(bool, givesBack);
        servePolicy("view_on_request");
        m_stage->routes.on("POST /api/v2/secret/7/checkout", {lent()});
        open();
        QVERIFY(life().givesBack());
        life().setGivesBack(givesBack);
        QVERIFY(checkOut());
        QVERIFY(QCoro::waitFor(m_stage->vault->signOut()));
        QCOMPARE(m_stage->routes.count("POST /api/v2/secret/7/checkin"), givesBack ? 1 : 0);
        QVERIFY(life().held().empty());
    }

    void tellsWhoHasIt()
    {
        servePolicy("view_on_request");
        m_stage->routes.on("POST /api/v2/secret/7/checkout",
                           {json("{'result':'failure','user_name':'be\\ntty'}"), 409});
        open();
        QCOMPARE(checkOut().error().kind, ErrorKind::HeldByAnother);
        const auto now = state();
        QVERIFY(now->state == State::HeldByAnother);
        QCOMPARE(now->holder, QStringLiteral("betty"));
        m_stage->routes.on("POST /api/v2/secret/7/checkout", {lent()});
        QVERIFY(checkOut()->state == State::CheckedOut);
    }

    void saysThatTheTimeIsOver()
    {
        servePolicy("view_on_request");
        m_stage->routes.on("POST /api/v2/secret/7/checkout", {lent(QDateTime::currentDateTimeUtc().addMSecs(300))});
        open();
        const auto out = checkOut();
        QVERIFY(out && out->until.isValid());
        QTRY_COMPARE(m_ended, QList<State>{State::Expired});
        QVERIFY(life().held().empty());
        const auto over = state();
        QVERIFY(over->state == State::Expired && !over->takenBack);
        m_stage->routes.on("POST /api/v2/secret/7/checkout", {"{}", 403});
        QCOMPARE(checkOut().error().kind, ErrorKind::AccessEnded);
        QVERIFY(QCoro::waitFor(m_stage->vault->signOut()));
        QCOMPARE(m_stage->routes.count("POST /api/v2/secret/7/checkin"), 0); // there is nothing to give back
    }

    /// Timers stand still while the computer sleeps.
    void t39_whatIsOverOnWakingEndsAtOnce()
    {
        servePolicy("view_on_request");
        m_stage->routes.on("POST /api/v2/secret/7/checkout", {lent(QDateTime::currentDateTimeUtc().addSecs(3600))});
        open();
        const auto out = checkOut();
        QVERIFY(out && out->state == State::CheckedOut);
        life().catchUp();
        QVERIFY(m_ended.isEmpty()); // an hour is not over yet
        const auto asked = m_stage->server.requests().size();
        m_stage->clock->jump(3601);
        life().catchUp();
        QCOMPARE(m_ended, QList<State>{State::Expired}); // before anything else happens
        QVERIFY(life().held().empty());
        QCOMPARE(m_stage->server.requests().size(), asked);
    }

    void aServersClockThatIsWrongDoesNotCount()
    {
        servePolicy("view_on_request");
        const QDateTime itsNow = QDateTime::currentDateTimeUtc().addDays(-1);
        Answer answer{lent(itsNow.addSecs(3600))};
        answer.headers.append("Date: " + itsNow.toString(Qt::RFC2822Date).toLatin1());
        m_stage->routes.on("POST /api/v2/secret/7/checkout", answer);
        open();
        const auto out = checkOut();
        QVERIFY(out && out->state == State::CheckedOut);
        const qint64 rest = QDateTime::currentDateTimeUtc().secsTo(out->until);
        QVERIFY2(rest > 3500 && rest < 3700, qPrintable(QString::number(rest)));
    }

    void anEndedAccessIsNoticedByASync()
    {
        servePolicy("view_on_request", "5");
        open();
        QCOMPARE(life().held().size(), std::size_t(1)); // by the web page, or an earlier run
        QVERIFY(!life().held().front().fromHere);
        servePolicy("view_on_request");
        QVERIFY(m_stage->readIndex());
        QCOMPARE(m_ended, QList<State>{State::Expired});
        QVERIFY(life().held().empty());
        QVERIFY(QCoro::waitFor(m_stage->vault->signOut()));
        QCOMPARE(m_stage->routes.count("POST /api/v2/secret/7/checkin"), 0);
    }

    void anEndedAccessIsNoticedWhenAskedFor()
    {
        servePolicy("view_on_request", "5");
        open();
        servePolicy("view_on_request");
        const auto held = QCoro::waitFor(life().fetchHeld({}));
        QVERIFY(held && held->empty());
        QCOMPARE(m_ended, QList<State>{State::Expired});
    }

    void anEndedGrantIsNoticed()
    {
        servePolicy("view_on_request");
        const QByteArray soon = QDateTime::currentDateTimeUtc().addMSecs(1500).toString(Qt::ISODateWithMs).toLatin1();
        m_stage->routes.on("GET /api/v2/secret/shared", {shared(soon)});
        open();
        const auto grants = QCoro::waitFor(life().grants({}));
        QVERIFY(grants && grants->size() == 1);
        QCOMPARE(grants->front().name, QStringLiteral("Router"));
        QTRY_COMPARE(m_ended, QList<State>{State::Expired});
    }

    void aRefusedValueThatWasReadableHasEnded()
    {
        servePolicy("view_on_request", "5");
        open();
        m_stage->routes.on("GET /api/v2/secret/7", {"{}", 403});
        m_stage->routes.on("POST /api/v2/secret/7/checkout", {"{}", 403});
        const auto payload = QCoro::waitFor(m_stage->vault->fetchPayload(m_stage->secrets.value(Seven), {}));
        QCOMPARE(payload.error().kind, ErrorKind::AccessEnded);
        QCOMPARE(m_ended, QList<State>{State::Expired});
    }

    void aSlowQuestionDoesNotUndoACheckOut()
    {
        servePolicy("view_on_request");
        m_stage->routes.on("POST /api/v2/secret/7/checkout", {lent()});
        open();
        bool out = false;
        m_stage->routes.on("GET /api/v2/access_request", [&](const QUrlQuery &, const SeenRequest &) {
            m_stage->routes.remove("GET /api/v2/access_request");
            out = checkOut().has_value(); // to its end, while this answer is awaited
            return Answer{json("{'result':'success','access_request':[]}")};
        });
        const auto asked = state();
        QVERIFY(out);
        QVERIFY(asked && asked->state == State::CheckedOut);
        QCOMPARE(life().held().size(), std::size_t(1));
        QVERIFY(m_ended.isEmpty());
    }

    void historyHasStates()
    {
        open();
        m_stage->routes.on(
            "GET /api/v2/secret/history",
            {json(
                "{'result':'success','secret_history':["
                "{'id':'1','secret_id':'7','current':false,'state':'rejected','created_at':'2026-04-17 06:34:37.9-07'},"
                "{'id':'2','secret_id':'7','current':true,'state':'pending','created_at':'2026-04-17 06:34:38-07',"
                "'modified_at':'2026-04-17 06:35:00.123456-07'},"
                "{'id':'3','secret_id':'8','current':true,'state':'confirmed'},"
                "{'id':'4','secret_id':'7','state':'simmering','removed':false},"
                "{'id':'5','secret_id':'7','removed':true}]}")});
        const auto revisions = QCoro::waitFor(m_stage->vault->discussion()->revisions(Seven, {}));
        QVERIFY(revisions);
        QCOMPARE(revisions->size(), std::size_t(3));
        QVERIFY(revisions->at(0).current && revisions->at(0).state == Revision::State::Pending);
        QVERIFY(revisions->at(0).readable && !revisions->at(1).readable);
        QCOMPARE(revisions->at(0).modified.toString(Qt::ISODateWithMs), QStringLiteral("2026-04-17T13:35:00.123Z"));
        QVERIFY(revisions->at(1).state == Revision::State::Rejected);
        QCOMPARE(revisions->at(1).created.toString(Qt::ISODateWithMs), QStringLiteral("2026-04-17T13:34:37.900Z"));
        QCOMPARE(revisions->at(1).id, QStringLiteral("1"));
        QVERIFY(revisions->at(2).state == Revision::State::Other);
        QCOMPARE(revisions->at(2).vendorState, QStringLiteral("simmering"));
        const SecretSummary seven = m_stage->secrets.value(Seven);
        m_stage->routes.on("GET /api/v2/secret/7", {json("{'result':'success','secret':{'id':'7','secret':'now'}}")});
        QVERIFY(QCoro::waitFor(m_stage->vault->fetchRevision(seven, QStringLiteral("2"), {})));
        QCOMPARE(QCoro::waitFor(m_stage->vault->fetchRevision(seven, QStringLiteral("1"), {})).error().kind,
                 ErrorKind::Unsupported);
    }

    void signsInAtThePortal()
    {
        m_stage->routes.on("POST /api/portal/login", {json("{'sessionid':'s3ssion'}")});
        m_stage->account.portalUser = QStringLiteral("ada");
        QVERIFY(QCoro::waitFor(
            m_stage->credentials.write(QStringLiteral("account/password"), SecretBuffer::copyOf("pa\"ss"))));
        m_stage->open();
        QCOMPARE(m_stage->body("POST /api/portal/login"),
                 (QJsonObject{{QStringLiteral("username"), QStringLiteral("ada")},
                              {QStringLiteral("password"), QStringLiteral("pa\"ss")}}));
        QVERIFY(!m_stage->last.value("POST /api/portal/login").headers.contains("authorization"));
        QCOMPARE(m_stage->last.value("GET /api/v2/secret").headers.value("authorization"), QByteArray("s3ssion"));
        m_stage->routes.on("POST /api/portal/login", {"{}", 401});
        QCOMPARE(QCoro::waitFor(m_stage->vault->signIn({})).error().kind, ErrorKind::NotAuthenticated);
        m_stage->routes.on("POST /api/portal/login", {json("{'sessionid':null}")});
        QCOMPARE(QCoro::waitFor(m_stage->vault->signIn({})).error().kind, ErrorKind::Malformed);
    }
};

QTEST_GUILESS_MAIN(FudoCheckOutTest)
#include "tst_fudocheckout.moc"
