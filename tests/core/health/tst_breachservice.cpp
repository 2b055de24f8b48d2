// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/health/breachservice.h"
#include "tests/support/tlstestserver.h"

#include <QCoroTask>
#include <QTest>

using namespace coffret;
using namespace coffret::test;

namespace {

// SHA-1 of "password" (FIPS 180-4): 5BAA61E4C9B93F3F0682250B6CF8331B7EE68FD8.
const QByteArray Rest = QByteArrayLiteral("1E4C9B93F3F0682250B6CF8331B7EE68FD8");

SecretBuffer passwordDigits()
{
    return sha1Digits(SecretBuffer::copyOf("password"));
}

} // namespace

class TestBreachService : public QObject
{
    Q_OBJECT

    TestAuthority m_authority;
    TlsTestServer m_server{m_authority.issue()};

    [[nodiscard]] BreachService service(const QString &path = QStringLiteral("/range/")) const
    {
        TlsPolicy policy;
        policy.privateAuthorities = {m_authority.certificate()};
        policy.useSystemAuthorities = false;
        return BreachService(m_server.url(path), policy);
    }
    void answer(int status, const QByteArray &body)
    {
        m_server.forget();
        m_server.setHandler(
            [status, body](const SeenRequest &, QSslSocket &socket) { TlsTestServer::reply(socket, status, body); });
    }

private Q_SLOTS:
    void digitsAreThoseOfTheStandard()
    {
        QCOMPARE(passwordDigits().view(), std::string_view("5BAA61E4C9B93F3F0682250B6CF8331B7EE68FD8"));
        QCOMPARE(sha1Digits(SecretBuffer()).view(), std::string_view("DA39A3EE5E6B4B0D3255BFEF95601890AFD80709"));
    }

    void t38_fiveDigitsLeave_data()
    {
        QTest::addColumn<QString>("path");
        QTest::newRow("with a slash") << QStringLiteral("/range/");
        QTest::newRow("without") << QStringLiteral("/range");
    }
    void t38_fiveDigitsLeave()
    {
        QFETCH(QString, path);
        answer(200, Rest + ":3\r\n");
        BreachService breaches = service(path);
        QVERIFY(QCoro::waitFor(breaches.knows(passwordDigits(), {})).value_or(false));
        QCOMPARE(m_server.requests().size(), 1);
        const SeenRequest &seen = m_server.requests().first();
        QCOMPARE(seen.method, QByteArray("GET"));
        QCOMPARE(seen.target, QByteArray("/range/5BAA6"));
        QCOMPARE(seen.headers.value("add-padding"), QByteArray("true"));
        QVERIFY(seen.body.isEmpty());
        QVERIFY(!seen.headers.contains("cookie"));
        QVERIFY(!seen.headers.contains("referer"));
    }

    void comparesHere_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<bool>("leaked");
        const QByteArray other(35, 'A');
        QTest::newRow("only others") << QByteArray(other + ":12\r\n") << false;
        QTest::newRow("among others") << QByteArray(other + ":1\r\n" + Rest + ":9545824\r\n" + other + ":0\r\n")
                                      << true;
        QTest::newRow("padding") << QByteArray(Rest + ":0\r\n") << false;
        QTest::newRow("small letters, no carriage return") << QByteArray(Rest.toLower() + ":2\n") << true;
        QTest::newRow("no line end") << QByteArray(Rest + ":2") << true;
        QTest::newRow("empty") << QByteArray() << false;
        QTest::newRow("a count beyond every number") << QByteArray(Rest + ':' + QByteArray(400, '9')) << true;
    }
    void comparesHere()
    {
        QFETCH(QByteArray, body);
        QFETCH(bool, leaked);
        answer(200, body);
        BreachService breaches = service();
        const Expected<bool> known = QCoro::waitFor(breaches.knows(passwordDigits(), {}));
        QVERIFY(known);
        QCOMPARE(*known, leaked);
    }

    void refusesWhatIsNoAnswer_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<ErrorKind>("kind");
        QTest::newRow("a page") << 200 << QByteArray("<html>") << ErrorKind::Malformed;
        QTest::newRow("no count") << 200 << Rest << ErrorKind::Malformed;
        QTest::newRow("a whole digest") << 200 << QByteArray("5BAA6" + Rest + ":1") << ErrorKind::Malformed;
        QTest::newRow("a count of letters") << 200 << QByteArray(Rest + ":many") << ErrorKind::Malformed;
        QTest::newRow("zero bytes") << 200 << QByteArray(80, '\0') << ErrorKind::Malformed;
        QTest::newRow("right, then rubbish") << 200 << QByteArray(Rest + ":1\nx\n") << ErrorKind::Malformed;
        QTest::newRow("too much") << 200 << QByteArray(2 * 1024 * 1024, 'A') << ErrorKind::TooLarge;
        QTest::newRow("too often") << 429 << QByteArray() << ErrorKind::RateLimited;
        QTest::newRow("broken") << 500 << QByteArray() << ErrorKind::ServerFault;
        QTest::newRow("elsewhere") << 302 << QByteArray() << ErrorKind::ServerFault;
    }
    void refusesWhatIsNoAnswer()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QFETCH(ErrorKind, kind);
        answer(status, body);
        BreachService breaches = service();
        const Expected<bool> known = QCoro::waitFor(breaches.knows(passwordDigits(), {}));
        QVERIFY(!known);
        QCOMPARE(known.error().kind, kind);
    }

    void asksNobodyWithoutAnAddress_data()
    {
        QTest::addColumn<QUrl>("address");
        QTest::newRow("none") << QUrl();
        QTest::newRow("in the clear") << QUrl(QStringLiteral("http://localhost:1/range/"));
        QTest::newRow("no host") << QUrl(QStringLiteral("https:///range/"));
        QTest::newRow("a file") << QUrl(QStringLiteral("file:///range/"));
    }
    void asksNobodyWithoutAnAddress()
    {
        QFETCH(QUrl, address);
        BreachService breaches(address);
        QVERIFY(!breaches.isAvailable());
        const Expected<bool> known = QCoro::waitFor(breaches.knows(passwordDigits(), {}));
        QCOMPARE(known ? ErrorKind::Internal : known.error().kind, ErrorKind::Unsupported);
    }

    void stops()
    {
        m_server.forget();
        m_server.setHandler([](const SeenRequest &, QSslSocket &) {});
        BreachService breaches = service();
        std::stop_source stop;
        std::optional<Expected<bool>> known;
        QObject context;
        QCoro::connect(breaches.knows(passwordDigits(), stop.get_token()), &context,
                       [&known](Expected<bool> answer) { known = answer; });
        QTRY_COMPARE(m_server.requests().size(), 1);
        stop.request_stop();
        QTRY_VERIFY(known);
        QCOMPARE((*known).error().kind, ErrorKind::Cancelled);
    }
};

QTEST_GUILESS_MAIN(TestBreachService)
#include "tst_breachservice.moc"
