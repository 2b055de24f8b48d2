// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/vault/fudo/lendingstage.h"

#include <QTest>

using namespace coffret;
using namespace coffret::test;

using State = CheckOut::State;

/// What was checked out goes back, whatever became of the calls about it.
class FudoGiveBackTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<LendingStage> m_stage;

    /// Either way of checking out. Its error.
    [[nodiscard]] Error takeOut(bool byReveal)
    {
        if (!byReveal)
            return m_stage->checkOut().error();
        return m_stage->reveal().error();
    }
    void keepValueBack()
    {
        m_stage->routes.on("GET /api/v2/secret/7", [this](const QUrlQuery &query, const SeenRequest &) {
            if (query.queryItemValue(QStringLiteral("fields")).contains(QLatin1String("passphrase")))
                return Answer{"{}", 403};
            return Answer{"{\"result\":\"success\",\"secret\":" + m_stage->row() + "}"};
        });
    }

private Q_SLOTS:
    void init()
    {
        m_stage = std::make_unique<LendingStage>();
        m_stage->servePolicy("view_on_request");
        m_stage->routes.on("POST /api/v2/secret/7/checkout", {lent()});
    }

    void anUnansweredCheckOutIsGivenBack_data()
    {
        QTest::addColumn<bool>("byReveal");
        QTest::addColumn<QByteArray>("answer"); // none: the connection is lost
        QTest::addColumn<int>("status");
        for (const bool byReveal : {false, true}) {
            const char *how = byReveal ? "a reveal, " : "a check-out, ";
            QTest::newRow(qPrintable(QLatin1String(how) + QLatin1String("a web page")))
                << byReveal << QByteArray("<html>Gateway</html>") << 200;
            QTest::newRow(qPrintable(QLatin1String(how) + QLatin1String("a gateway that waited")))
                << byReveal << QByteArray("{}") << 504;
            QTest::newRow(qPrintable(QLatin1String(how) + QLatin1String("a broken gateway")))
                << byReveal << QByteArray("<html>") << 502;
            QTest::newRow(qPrintable(QLatin1String(how) + QLatin1String("nothing"))) << byReveal << QByteArray() << 0;
        }
    }
    void anUnansweredCheckOutIsGivenBack()
    {
        QFETCH(bool, byReveal);
        QFETCH(QByteArray, answer);
        QFETCH(int, status);
        m_stage->openLending();
        keepValueBack();
        m_stage->routes.on("POST /api/v2/secret/7/checkout", {answer, status});
        if (status == 0)
            m_stage->server.setHandler([this](const SeenRequest &request, QSslSocket &socket) {
                if (request.target.endsWith("/checkout"))
                    return socket.abort();
                m_stage->routes.serve(request, socket);
            });
        const Error error = takeOut(byReveal);
        QVERIFY2(error.detail.contains(QLatin1String("not known")), qPrintable(error.detail));
        QVERIFY(m_stage->ended.isEmpty());
        m_stage->servePolicy("view_on_request", "1"); // it was carried out
        const auto now = m_stage->state();
        QVERIFY(now && now->state == State::CheckedOut);
        QVERIFY(now->fromHere);
        (void)QCoro::waitFor(m_stage->vault->signOut());
        QCOMPARE(m_stage->checkIns(), 1);
    }

    void anUnansweredCheckOutAfterSigningOutIsGivenBack_data()
    {
        QTest::addColumn<bool>("byReveal");
        QTest::newRow("a check-out") << false;
        QTest::newRow("a reveal") << true;
    }
    void anUnansweredCheckOutAfterSigningOutIsGivenBack()
    {
        QFETCH(bool, byReveal);
        m_stage->openLending();
        keepValueBack();
        std::optional<Task<Expected<void>>> leaving;
        m_stage->routes.on("POST /api/v2/secret/7/checkout", [&](const QUrlQuery &, const SeenRequest &) {
            leaving.emplace(m_stage->vault->signOut());
            return Answer{"<html>Gateway</html>"};
        });
        (void)takeOut(byReveal);
        QVERIFY(leaving);
        (void)QCoro::waitFor(std::move(*leaving));
        QCOMPARE(m_stage->checkIns(), 1);
    }

    void whatCouldNotBeGivenBackIsStillOurs_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<bool>("givesBack");
        QTest::newRow("a server that fails") << 500 << true;
        QTest::newRow("kept by choice") << 200 << false;
    }
    void whatCouldNotBeGivenBackIsStillOurs()
    {
        QFETCH(int, status);
        QFETCH(bool, givesBack);
        m_stage->openLending();
        QVERIFY(m_stage->checkOut());
        m_stage->routes.on("POST /api/v2/secret/7/checkin", {json("{'result':'success'}"), status});
        m_stage->life().setGivesBack(givesBack);
        QCOMPARE(QCoro::waitFor(m_stage->vault->signOut()).has_value(), !givesBack);
        QCOMPARE(m_stage->checkIns(), givesBack ? 1 : 0);

        m_stage->servePolicy("view_on_request", "1");
        m_stage->openAgain();
        QCOMPARE(m_stage->life().held().size(), std::size_t(1));
        QVERIFY(m_stage->life().held().front().fromHere);
        QVERIFY(m_stage->state()->fromHere);
        m_stage->routes.forget();
        m_stage->routes.on("POST /api/v2/secret/7/checkin", {json("{'result':'success'}")});
        m_stage->life().setGivesBack(true);
        QVERIFY(QCoro::waitFor(m_stage->vault->signOut()));
        QCOMPARE(m_stage->checkIns(), 1);
        m_stage->openAgain(); // taken elsewhere meanwhile
        QVERIFY(!m_stage->life().held().front().fromHere);
    }

    void anotherVaultOfTheAccountGivesBackWhatWasLeft()
    {
        m_stage->leftOvers = std::make_shared<FudoLeftOvers>();
        m_stage->openLending();
        QVERIFY(m_stage->checkOut());
        m_stage->life().setGivesBack(false);
        QVERIFY(QCoro::waitFor(m_stage->vault->signOut()));
        m_stage->servePolicy("view_on_request", "1");
        m_stage->openLending(); // a new one
        QVERIFY(m_stage->life().held().front().fromHere);
        m_stage->routes.on("POST /api/v2/secret/7/checkin", {json("{'result':'success'}")});
        m_stage->life().setGivesBack(true);
        QVERIFY(QCoro::waitFor(m_stage->vault->signOut()));
        QCOMPARE(m_stage->checkIns(), 1);
    }

    void aUselessCheckOutThatCouldNotGoBackIsOurs()
    {
        m_stage->openLending();
        keepValueBack();
        m_stage->routes.on("POST /api/v2/secret/7/checkin", {"{}", 500});
        QVERIFY(!m_stage->reveal());
        QCOMPARE(m_stage->checkIns(), 1);
        m_stage->routes.on("POST /api/v2/secret/7/checkin", {json("{'result':'success'}")});
        QVERIFY(QCoro::waitFor(m_stage->vault->signOut()));
        QCOMPARE(m_stage->checkIns(), 2);
    }

    void whatEndedWhileSignedOutIsNotOursAgain()
    {
        m_stage->openLending();
        QVERIFY(m_stage->checkOut());
        m_stage->routes.on("POST /api/v2/secret/7/checkin", {"{}", 500});
        QVERIFY(!QCoro::waitFor(m_stage->vault->signOut()));
        m_stage->openAgain(); // the server took it back by itself
        QVERIFY(m_stage->life().held().empty());
        m_stage->servePolicy("view_on_request", "9"); // and then it was taken on the web page
        QVERIFY(m_stage->readIndex());
        QVERIFY(!m_stage->life().held().front().fromHere);
    }

    void anOldRowDoesNotBringBackWhatWasReturned()
    {
        m_stage->openLending();
        QVERIFY(m_stage->checkOut());
        m_stage->servePolicy("view_on_request", "1");
        bool returned = false;
        m_stage->routes.on("GET /api/v2/secret", [&](const QUrlQuery &query, const SeenRequest &) {
            if (query.queryItemValue(QStringLiteral("offset")).toInt() > 0 && !returned)
                returned = m_stage->checkIn().has_value(); // the row was read before
            return Answer{"{\"result\":\"success\",\"secret\":[" + m_stage->row() + "]}"};
        });
        QVERIFY(m_stage->readIndex());
        QVERIFY(returned);
        QVERIFY(m_stage->life().held().empty());
        QCOMPARE(m_stage->ended, QList<State>{State::Returned});
        m_stage->servePolicy("view_on_request");
        QVERIFY(m_stage->readIndex());
        QCOMPARE(m_stage->ended, QList<State>{State::Returned});
    }

    void aRefusedListEndsNothing_data()
    {
        QTest::addColumn<int>("status");
        for (const int status : {400, 403, 404, 405})
            QTest::newRow(qPrintable(QString::number(status))) << status;
    }
    void aRefusedListEndsNothing()
    {
        QFETCH(int, status);
        m_stage->openLending();
        QVERIFY(m_stage->checkOut());
        m_stage->routes.on("GET /api/v2/secret", {"{}", status});
        QVERIFY(!QCoro::waitFor(m_stage->life().fetchHeld({})));
        QVERIFY(m_stage->ended.isEmpty());
        (void)QCoro::waitFor(m_stage->vault->signOut());
        QCOMPARE(m_stage->checkIns(), 1);
    }

    void aStepThatIsMissingEndsNoApproval_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QStringList>("off");
        QTest::newRow("no check-out here") << 404 << QStringList();
        QTest::newRow("no such method") << 405 << QStringList();
        QTest::newRow("switched off") << 200 << QStringList{QStringLiteral("check-out")};
        QTest::newRow("a check-out that brings nothing") << 200 << QStringList();
    }
    void aStepThatIsMissingEndsNoApproval()
    {
        QFETCH(int, status);
        QFETCH(QStringList, off);
        m_stage->routes.on("GET /api/v2/access_request", {asked("granted")});
        m_stage->openLending(off);
        QCOMPARE(m_stage->state()->state, State::Approved);
        keepValueBack();
        m_stage->routes.on("POST /api/v2/secret/7/checkout", {lent(), status});
        const Error error = takeOut(true);
        QCOMPARE(error.kind, ErrorKind::Unsupported);
        QVERIFY2(error.detail.contains(m_stage->life().webPage().toString()), qPrintable(error.detail));
        QVERIFY(m_stage->ended.isEmpty());
        QCOMPARE(m_stage->state()->state, State::Approved);
    }
};

QTEST_GUILESS_MAIN(FudoGiveBackTest)
#include "tst_fudogiveback.moc"
