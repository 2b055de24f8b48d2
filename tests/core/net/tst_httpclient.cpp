// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/httpclient.h"
#include "tests/support/laxtlsserver.h"
#include "tests/support/testcertificates.h"
#include "tests/support/tlstestserver.h"

#include <QCoroTask>
#include <QElapsedTimer>
#include <QFile>
#include <QSslSocket>
#include <QTcpServer>
#include <QTest>
#include <QTimer>

#include <openssl/prov_ssl.h>

using namespace coffret;
using namespace coffret::test;

namespace {

using Result = Expected<HttpResponse>;

const TlsTestServer::Handler AnswerOk = [](const SeenRequest &, QSslSocket &socket) {
    TlsTestServer::reply(socket, 200, "fine");
};

long residentKib()
{
    QFile status(QStringLiteral("/proc/self/status"));
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray &line : status.readAll().split('\n')) {
        if (line.startsWith("VmHWM:"))
            return line.mid(6).trimmed().split(' ').first().toLong();
    }
    return 0;
}

} // namespace

class TestHttpClient : public QObject
{
    Q_OBJECT

    TestAuthority m_authority;

    [[nodiscard]] TlsPolicy privatePolicy() const
    {
        TlsPolicy policy;
        policy.privateAuthorities = {m_authority.certificate()};
        policy.useSystemAuthorities = false;
        return policy;
    }

    static Result run(HttpClient &client, HttpRequest request)
    {
        return QCoro::waitFor(client.send(std::move(request)));
    }

    static TlsPolicy pinned(const QSslCertificate &certificate)
    {
        TlsPolicy policy;
        policy.pinnedSha256 = certificate.digest(QCryptographicHash::Sha256);
        return policy;
    }

private Q_SLOTS:
    void answersAndHeadersArrive();
    void sendsWhatWasAsked();
    void refusesWhatIsNotARequest_data();
    void refusesWhatIsNotARequest();
    void refusesUntrustedCertificates_data();
    void refusesUntrustedCertificates();
    void acceptsThePinnedCertificateOnly();
    void pinBeatsATrustedAuthority();
    void anExpiredPinnedCertificateIsRefused();
    void t23_refusesOldTls_data();
    void t23_refusesOldTls();
    void redirectsThatAreFollowed_data();
    void redirectsThatAreFollowed();
    void aRefusalBehindARedirectIsToldAsItIs();
    void t24_redirectsThatAreRefused_data();
    void t24_redirectsThatAreRefused();
    void tooManyRedirects();
    void sizeLimit_data();
    void sizeLimit();
    void t26_whatCannotBeUnpackedIsNoAnswer();
    void aCompressedBombStopsAtTheLimit();
    void sensitiveBodiesStayInSecretMemory();
    void silenceTimesOut();
    void anAnswerInDropsEnds();
    void cancels();
    void cancelsBeforeSending();
    void dyingClientCancels();
    void anUploadThatIsGivenUpIsNotReadFrom();
    void truncatedBodyIsAnError();
    void refusedConnection();
    void aPostIsNeverSentTwice();
    void keepsNoCookies();
    void t33_closesItsConnections();
    void showsThePeersCertificate();
};

void TestHttpClient::answersAndHeadersArrive()
{
    TlsTestServer server(m_authority.issue(), [](const SeenRequest &, QSslSocket &socket) {
        TlsTestServer::reply(socket, 404, "{}",
                             {"X-One: first", "Set-Cookie: a=1; path=/; HttpOnly",
                              "Set-Cookie: refresh_token=abc; Secure", "Set-Cookie: refresh_token=def; Secure"});
    });
    HttpClient client(privatePolicy());
    const Result response = run(client, HttpRequest("GET", server.url()));
    QVERIFY(response);
    QCOMPARE(response->status, 404);
    QCOMPARE(response->body, QByteArray("{}"));
    QCOMPARE(response->header("x-ONE"), QByteArray("first"));
    QCOMPARE(response->header("absent"), QByteArray());
    QCOMPARE(response->cookies("refresh_token"), (QList<QByteArray>{"abc", "def"}));
    QCOMPARE(response->cookies("a"), QList<QByteArray>{"1"});
    QCOMPARE(response->url, server.url());
}

void TestHttpClient::sendsWhatWasAsked()
{
    TlsTestServer server(m_authority.issue(), AnswerOk);
    HttpClient client(privatePolicy());
    for (const QByteArray &method : {QByteArray("POST"), QByteArray("PUT"), QByteArray("DELETE")}) {
        HttpRequest request(method, server.url(QStringLiteral("/a/b.json?contain[x]=1")));
        request.headers = {{"Content-Type", "application/json"}, {"Cookie", "mine=1"}, {"Authorization", "Bearer t"}};
        request.body = "{\"a\":1}";
        server.forget();
        QVERIFY(run(client, std::move(request)));
        QCOMPARE(server.requests().size(), 1);
        const SeenRequest &seen = server.requests().first();
        QCOMPARE(seen.method, method);
        QCOMPARE(seen.target, QByteArray("/a/b.json?contain[x]=1"));
        QCOMPARE(seen.body, QByteArray("{\"a\":1}"));
        QCOMPARE(seen.headers.value("content-type"), QByteArray("application/json"));
        QCOMPARE(seen.headers.value("cookie"), QByteArray("mine=1"));
        QCOMPARE(seen.headers.value("authorization"), QByteArray("Bearer t"));
    }
}

void TestHttpClient::refusesWhatIsNotARequest_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QByteArray>("header");
    QTest::newRow("plain http") << QStringLiteral("http://localhost:%1/") << QByteArray("v");
    QTest::newRow("file") << QStringLiteral("file:///etc/passwd") << QByteArray("v");
    QTest::newRow("user in the URL") << QStringLiteral("https://ada@localhost:%1/") << QByteArray("v");
    QTest::newRow("no host") << QStringLiteral("https:///x") << QByteArray("v");
    QTest::newRow("line break in a header") << QStringLiteral("https://localhost:%1/") << QByteArray("v\r\nX-Evil: 1");
    QTest::newRow("NUL in a header") << QStringLiteral("https://localhost:%1/") << QByteArray("v\0w", 3);
}

void TestHttpClient::refusesWhatIsNotARequest()
{
    QFETCH(QString, url);
    QFETCH(QByteArray, header);
    TlsTestServer server(m_authority.issue(), AnswerOk);
    HttpClient client(privatePolicy());
    HttpRequest request("GET", QUrl(url.contains(QLatin1String("%1")) ? url.arg(server.url().port()) : url));
    request.headers = {{"X-Test", header}};
    const Result response = run(client, std::move(request));
    QVERIFY(!response);
    QCOMPARE(response.error().kind, ErrorKind::InvalidInput);
    QVERIFY(server.requests().isEmpty());
}

void TestHttpClient::refusesUntrustedCertificates_data()
{
    QTest::addColumn<int>("which");
    QTest::newRow("wrong host") << 0;
    QTest::newRow("expired") << 1;
    QTest::newRow("not yet valid") << 2;
    QTest::newRow("self-signed") << 3;
    QTest::newRow("unknown authority") << 4;
}

void TestHttpClient::refusesUntrustedCertificates()
{
    QFETCH(int, which);
    CertificateWish wish;
    Identity identity;
    const TestAuthority stranger;
    switch (which) {
    case 0:
        wish.commonName = QStringLiteral("elsewhere.example");
        wish.dnsNames = {wish.commonName};
        identity = m_authority.issue(wish);
        break;
    case 1:
        wish.notBefore = QDateTime::currentDateTimeUtc().addDays(-10);
        wish.notAfter = QDateTime::currentDateTimeUtc().addDays(-1);
        identity = m_authority.issue(wish);
        break;
    case 2:
        wish.notBefore = QDateTime::currentDateTimeUtc().addDays(1);
        identity = m_authority.issue(wish);
        break;
    case 3:
        identity = TestAuthority::selfSigned();
        break;
    default:
        identity = stranger.issue();
    }
    TlsTestServer server(identity, AnswerOk);
    for (const bool systemToo : {false, true}) {
        TlsPolicy policy = privatePolicy();
        policy.useSystemAuthorities = systemToo;
        HttpClient client(policy);
        const Result response = run(client, HttpRequest("GET", server.url()));
        QVERIFY(!response);
        QCOMPARE(response.error().kind, ErrorKind::TlsUntrusted);
        QVERIFY(!response.error().detail.isEmpty());
    }
    QVERIFY(server.requests().isEmpty());
}

void TestHttpClient::acceptsThePinnedCertificateOnly()
{
    CertificateWish otherName; // a pin names the certificate itself
    otherName.dnsNames = {QStringLiteral("intern.example")};
    const Identity mine = TestAuthority::selfSigned(otherName);
    TlsTestServer server(mine, AnswerOk);
    HttpClient client(pinned(mine.certificate));
    const Result good = run(client, HttpRequest("GET", server.url()));
    QVERIFY2(good, good ? "" : qPrintable(good.error().detail));
    QCOMPARE(good->body, QByteArray("fine"));

    TlsTestServer impostor(TestAuthority::selfSigned(otherName), AnswerOk);
    const Result bad = run(client, HttpRequest("GET", impostor.url()));
    QVERIFY(!bad);
    QCOMPARE(bad.error().kind, ErrorKind::TlsPinMismatch);
    QVERIFY(impostor.requests().isEmpty());
}

void TestHttpClient::pinBeatsATrustedAuthority()
{
    TlsTestServer server(m_authority.issue(), AnswerOk);
    TlsPolicy policy = pinned(m_authority.issue().certificate);
    policy.privateAuthorities = {m_authority.certificate()};
    for (int attempt = 0; attempt < 20; ++attempt) { // a check that comes late would let some through
        HttpClient client(policy);
        const Result response = run(client, HttpRequest("GET", server.url()));
        QVERIFY(!response);
        QCOMPARE(response.error().kind, ErrorKind::TlsPinMismatch);
    }
    QVERIFY(server.requests().isEmpty());
}

void TestHttpClient::anExpiredPinnedCertificateIsRefused()
{
    CertificateWish wish;
    wish.notBefore = QDateTime::currentDateTimeUtc().addDays(-10);
    wish.notAfter = QDateTime::currentDateTimeUtc().addDays(-1);
    const Identity old = TestAuthority::selfSigned(wish);
    TlsTestServer server(old, AnswerOk);
    HttpClient client(pinned(old.certificate));
    const Result response = run(client, HttpRequest("GET", server.url()));
    QVERIFY(!response);
    QCOMPARE(response.error().kind, ErrorKind::TlsUntrusted);
    QVERIFY(server.requests().isEmpty());
}

void TestHttpClient::t23_refusesOldTls_data()
{
    QTest::addColumn<int>("version");
    QTest::addColumn<int>("rsaBits");
    QTest::addColumn<bool>("sha1");
    QTest::addColumn<bool>("oldExchange");
    QTest::addColumn<bool>("good");
    QTest::newRow("TLS 1.0") << TLS1_VERSION << 2048 << false << false << false;
    QTest::newRow("TLS 1.1") << TLS1_1_VERSION << 2048 << false << false << false;
    QTest::newRow("signed with SHA-1") << 0 << 2048 << true << false << false;
    QTest::newRow("RSA 1024") << 0 << 1024 << false << false << false;
    QTest::newRow("Diffie-Hellman 1024") << 0 << 2048 << false << true << false;
    QTest::newRow("TLS 1.2") << TLS1_2_VERSION << 2048 << false << false << true;
    QTest::newRow("TLS 1.3") << 0 << 2048 << false << false << true;
}

/// Each of these servers answers a client that lets it.
void TestHttpClient::t23_refusesOldTls()
{
    QFETCH(int, version);
    QFETCH(int, rsaBits);
    QFETCH(bool, sha1);
    QFETCH(bool, oldExchange);
    QFETCH(bool, good);
    CertificateWish wish;
    wish.rsaBits = rsaBits;
    wish.sha1 = sha1;
    const LaxTlsServer server(m_authority.issue(wish), {version, oldExchange});
    QVERIFY(server.answerToALaxClient().endsWith("fine"));
    QCOMPARE(server.requests(), 1);
    HttpClient client(privatePolicy());
    const Result response = run(client, HttpRequest("GET", server.url()));
    QVERIFY(server.connections() > 1);
    QCOMPARE(server.requests(), good ? 2 : 1);
    if (good)
        QVERIFY2(response, response ? "" : qPrintable(response.error().detail));
    else
        QCOMPARE(response ? ErrorKind::Internal : response.error().kind, ErrorKind::TlsUntrusted);
}

void TestHttpClient::redirectsThatAreFollowed_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("expected");
    for (const int status : {301, 302, 303, 307, 308}) {
        QTest::addRow("GET %d", status) << status << QByteArray("GET") << QByteArray("GET");
        QTest::addRow("POST %d", status) << status << QByteArray("POST") << QByteArray(status >= 307 ? "POST" : "GET");
    }
}

void TestHttpClient::redirectsThatAreFollowed()
{
    QFETCH(int, status);
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, expected);
    TlsTestServer server(m_authority.issue(), [&](const SeenRequest &request, QSslSocket &socket) {
        if (request.target == "/from")
            TlsTestServer::reply(socket, status, "moved", {"Location: /to?x=1"});
        else
            TlsTestServer::reply(socket, 200, "arrived");
    });
    HttpClient client(privatePolicy());
    HttpRequest request(method, server.url(QStringLiteral("/from")));
    request.headers = {{"Content-Type", "application/json"}};
    request.body = method == "POST" ? "{}" : "";
    const Result response = run(client, std::move(request));
    QCOMPARE(server.requests().size(), 2);
    QCOMPARE(server.requests().last().method, expected);
    QCOMPARE(server.requests().last().body, QByteArray(expected == "POST" ? "{}" : ""));
    if (method != expected) { // nobody knows what became of the change
        QVERIFY(!response);
        QCOMPARE(response.error().kind, ErrorKind::Malformed);
        return;
    }
    QVERIFY(response);
    QCOMPARE(response->body, QByteArray("arrived"));
    QCOMPARE(response->url.path(), QStringLiteral("/to"));
}

void TestHttpClient::aRefusalBehindARedirectIsToldAsItIs()
{
    TlsTestServer server(m_authority.issue(), [&](const SeenRequest &request, QSslSocket &socket) {
        if (request.target == "/from")
            TlsTestServer::reply(socket, 302, {}, {"Location: /why"});
        else
            TlsTestServer::reply(socket, 403, "a second factor is missing");
    });
    HttpClient client(privatePolicy());
    HttpRequest request("POST", server.url(QStringLiteral("/from")));
    request.body = "{}";
    const Result response = run(client, std::move(request));
    QVERIFY(response);
    QCOMPARE(response->status, 403);
    QCOMPARE(response->body, QByteArray("a second factor is missing"));
}

void TestHttpClient::t24_redirectsThatAreRefused_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("target");
    const QList<QPair<const char *, QByteArray>> targets = {
        {"other port", "https://localhost:%other/x"},
        {"other host", "https://127.0.0.1:%other/x"},
        {"same port, other host", "https://127.0.0.1:%same/x"},
        {"plain http", "http://localhost:%plain/x"},
        {"plain http, same port", "http://localhost:%same/x"},
        {"userinfo", "https://ada:pw@localhost:%same/x"},
        {"scheme-relative", "//127.0.0.1:%other/x"},
        {"default port", "https://localhost/x"},
        {"file", "file:///etc/passwd"},
        {"nonsense", "https://[::bad"},
    };
    for (const int status : {301, 302, 303, 307, 308}) {
        for (const auto &[name, target] : targets) {
            for (const char *const method : {"GET", "POST"})
                QTest::addRow("%s %d %s", method, status, name) << status << QByteArray(method) << target;
        }
    }
}

void TestHttpClient::t24_redirectsThatAreRefused()
{
    QFETCH(int, status);
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, target);
    TlsTestServer other(m_authority.issue(), AnswerOk);
    TlsTestServer server(m_authority.issue());
    QTcpServer plain;
    QVERIFY(plain.listen(QHostAddress::LocalHost));
    target.replace("%other", QByteArray::number(other.url().port()))
        .replace("%plain", QByteArray::number(plain.serverPort()))
        .replace("%same", QByteArray::number(server.url().port()));
    server.setHandler([&](const SeenRequest &, QSslSocket &socket) {
        TlsTestServer::reply(socket, status, {}, {"Location: " + target});
    });
    HttpClient client(privatePolicy());
    HttpRequest request(method, server.url());
    request.headers = {{"Authorization", "Bearer canary"}, {"X-CSRF-Token", "canary"}, {"Cookie", "session=canary"}};
    request.body = method == "POST" ? "canary" : "";
    const Result response = run(client, std::move(request));
    QVERIFY(!response);
    QCOMPARE(response.error().kind, ErrorKind::RedirectRefused);
    QCOMPARE(server.requests().size(), 1);
    QVERIFY(other.requests().isEmpty());
    QVERIFY(!plain.waitForNewConnection(0) && !plain.hasPendingConnections());
}

void TestHttpClient::tooManyRedirects()
{
    TlsTestServer server(m_authority.issue(), [](const SeenRequest &request, QSslSocket &socket) {
        TlsTestServer::reply(socket, 302, {}, {"Location: " + request.target + "x"});
    });
    HttpClient client(privatePolicy());
    const Result response = run(client, HttpRequest("GET", server.url()));
    QVERIFY(!response);
    QCOMPARE(response.error().kind, ErrorKind::RedirectRefused);
    QCOMPARE(server.requests().size(), 4);
}

void TestHttpClient::sizeLimit_data()
{
    QTest::addColumn<int>("size");
    QTest::addColumn<bool>("fits");
    QTest::newRow("exactly") << 100'000 << true;
    QTest::newRow("one more") << 100'001 << false;
    QTest::newRow("much more") << 20'000'000 << false;
}

void TestHttpClient::sizeLimit()
{
    QFETCH(int, size);
    QFETCH(bool, fits);
    TlsTestServer server(m_authority.issue(), [&](const SeenRequest &, QSslSocket &socket) {
        TlsTestServer::reply(socket, 200, QByteArray(size, 'x'));
    });
    HttpClient client(privatePolicy());
    for (const bool sensitive : {false, true}) {
        HttpRequest request("GET", server.url());
        request.maximumBytes = 100'000;
        request.sensitive = sensitive;
        const Result response = run(client, std::move(request));
        QCOMPARE(response.has_value(), fits);
        if (!fits)
            QCOMPARE(response.error().kind, ErrorKind::TooLarge);
    }
}

void TestHttpClient::t26_whatCannotBeUnpackedIsNoAnswer()
{
    TlsTestServer server(m_authority.issue(), [](const SeenRequest &, QSslSocket &socket) {
        TlsTestServer::reply(socket, 200, "not packed at all", {"Content-Encoding: gzip"});
    });
    HttpClient client(privatePolicy());
    const Result response = run(client, HttpRequest("GET", server.url()));
    QVERIFY(!response);
    QCOMPARE(response.error().kind, ErrorKind::Malformed);
}

void TestHttpClient::aCompressedBombStopsAtTheLimit()
{
    const QByteArray packed = qCompress(QByteArray(200 * 1024 * 1024, '\0'), 9).mid(4); // zlib format
    TlsTestServer server(m_authority.issue(), [&](const SeenRequest &, QSslSocket &socket) {
        TlsTestServer::reply(socket, 200, packed, {"Content-Encoding: deflate"});
    });
    HttpClient client(privatePolicy());
    HttpRequest request("GET", server.url());
    request.maximumBytes = 1024 * 1024;
    const long before = residentKib();
    const Result response = run(client, std::move(request));
    QVERIFY(!response);
    QCOMPARE(response.error().kind, ErrorKind::TooLarge);
    QVERIFY2(residentKib() - before < 64 * 1024, qPrintable(QString::number(residentKib() - before)));
}

void TestHttpClient::sensitiveBodiesStayInSecretMemory()
{
    const QByteArray canary(300'000, 'c');
    TlsTestServer server(m_authority.issue(),
                         [&](const SeenRequest &, QSslSocket &socket) { TlsTestServer::reply(socket, 200, canary); });
    HttpClient client(privatePolicy());
    HttpRequest request("GET", server.url());
    request.sensitive = true;
    const Result response = run(client, std::move(request));
    QVERIFY(response);
    QVERIFY(response->body.isEmpty());
    QVERIFY(response->secretBody.view() ==
            std::string_view(canary.constData(), static_cast<std::size_t>(canary.size())));
    QCOMPARE(server.requests().first().headers.value("accept-encoding"), QByteArray("identity"));
}

void TestHttpClient::silenceTimesOut()
{
    TlsTestServer server(m_authority.issue()); // reads and says nothing
    HttpClient client(privatePolicy());
    HttpRequest request("GET", server.url());
    request.timeout = std::chrono::milliseconds(150);
    const Result silent = run(client, std::move(request));
    QVERIFY(!silent);
    QCOMPARE(silent.error().kind, ErrorKind::TimedOut);

    server.setHandler([](const SeenRequest &, QSslSocket &socket) { // a start, then nothing
        socket.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf");
    });
    HttpRequest second("GET", server.url());
    second.timeout = std::chrono::milliseconds(150);
    const Result stalled = run(client, std::move(second));
    QVERIFY(!stalled);
    QCOMPARE(stalled.error().kind, ErrorKind::TimedOut);
}

void TestHttpClient::anAnswerInDropsEnds()
{
    TlsTestServer server(m_authority.issue(), [](const SeenRequest &, QSslSocket &socket) {
        socket.write("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
        auto *const drops = new QTimer(&socket);
        connect(drops, &QTimer::timeout, &socket, [&socket] { socket.write("x"); });
        drops->start(20);
    });
    HttpClient client(privatePolicy());
    HttpRequest request("GET", server.url());
    request.timeout = std::chrono::milliseconds(200); // there is never as long a silence
    QElapsedTimer clock;
    clock.start();
    const Result response = run(client, std::move(request));
    QVERIFY(!response);
    QCOMPARE(response.error().kind, ErrorKind::TimedOut);
    QVERIFY(clock.elapsed() < 60'000); // of the 2000 seconds that all drops take
}

void TestHttpClient::cancels()
{
    const auto stop = std::make_unique<std::stop_source>(); // on the heap: g++ 12 warns wrongly about a local one
    TlsTestServer server(m_authority.issue(), [&](const SeenRequest &, QSslSocket &) { stop->request_stop(); });
    HttpClient client(privatePolicy());
    HttpRequest request("GET", server.url());
    request.stop = stop->get_token();
    QElapsedTimer clock;
    clock.start();
    const Result response = run(client, std::move(request));
    QVERIFY(!response);
    QCOMPARE(response.error().kind, ErrorKind::Cancelled);
    QVERIFY(clock.elapsed() < 5'000);
}

void TestHttpClient::cancelsBeforeSending()
{
    const auto stop = std::make_unique<std::stop_source>();
    stop->request_stop();
    TlsTestServer server(m_authority.issue(), AnswerOk);
    HttpClient client(privatePolicy());
    HttpRequest request("GET", server.url());
    request.stop = stop->get_token();
    const Result response = run(client, std::move(request));
    QVERIFY(!response);
    QCOMPARE(response.error().kind, ErrorKind::Cancelled);
    QVERIFY(server.requests().isEmpty());
}

void TestHttpClient::dyingClientCancels()
{
    auto client = std::make_unique<HttpClient>(privatePolicy());
    TlsTestServer server(m_authority.issue(), [&](const SeenRequest &, QSslSocket &) { client.reset(); });
    const Result response = QCoro::waitFor(client->send(HttpRequest("GET", server.url())));
    QVERIFY(!response);
    QCOMPARE(response.error().kind, ErrorKind::Cancelled);
}

/// Given up at every moment of it: what Qt asks for later is not there any more. Sanitizers and MALLOC_PERTURB_ see it.
void TestHttpClient::anUploadThatIsGivenUpIsNotReadFrom()
{
    TlsTestServer server(m_authority.issue(), AnswerOk);
    HttpClient client(privatePolicy());
    QVERIFY(run(client, HttpRequest("GET", server.url()))); // a connection that is there
    for (int moment = 0; moment < 100; ++moment) {
        auto stop = std::make_unique<std::stop_source>();
        HttpRequest request("POST", server.url());
        request.body = QByteArray(1'000'000, 'x');
        request.stop = stop->get_token();
        auto sending = client.send(std::move(request));
        QElapsedTimer clock;
        clock.start();
        while (clock.nsecsElapsed() < moment * 100'000)
            QCoreApplication::processEvents();
        stop->request_stop();
        const Result response = QCoro::waitFor(std::move(sending));
        QVERIFY(response || response.error().kind == ErrorKind::Cancelled);
        QCoreApplication::processEvents();
    }
}

void TestHttpClient::truncatedBodyIsAnError()
{
    for (const QByteArray &head : {QByteArray("Content-Length: 100"), QByteArray("Transfer-Encoding: chunked")}) {
        TlsTestServer server(m_authority.issue(), [&](const SeenRequest &, QSslSocket &socket) {
            socket.write("HTTP/1.1 200 OK\r\n" + head + "\r\n\r\n" +
                         (head.contains("chunked") ? "64\r\nhalf" : "half"));
            socket.disconnectFromHost();
        });
        HttpClient client(privatePolicy());
        const Result response = run(client, HttpRequest("GET", server.url()));
        QVERIFY2(!response, head.constData());
        QCOMPARE(response.error().kind, ErrorKind::Unreachable);
    }
}

void TestHttpClient::refusedConnection()
{
    QTcpServer probe;
    QVERIFY(probe.listen(QHostAddress::LocalHost));
    const quint16 port = probe.serverPort();
    probe.close();
    HttpClient client(privatePolicy());
    const Result response =
        run(client, HttpRequest("GET", QUrl(QStringLiteral("https://localhost:%1/?q=canary").arg(port))));
    QVERIFY(!response);
    QCOMPARE(response.error().kind, ErrorKind::Unreachable);
    QVERIFY(!response.error().detail.contains(QLatin1String("canary")));
}

void TestHttpClient::aPostIsNeverSentTwice()
{
    TlsTestServer server(m_authority.issue());
    server.setHandler([&](const SeenRequest &request, QSslSocket &socket) {
        if (request.method == "GET")
            TlsTestServer::reply(socket, 200, "warm");
        else
            socket.disconnectFromHost(); // read it, answer nothing
    });
    HttpClient client(privatePolicy());
    QVERIFY(run(client, HttpRequest("GET", server.url()))); // a kept connection is where Qt would try again
    server.forget();
    HttpRequest request("POST", server.url());
    request.headers = {{"Content-Type", "application/json"}};
    request.body = "{\"challenge\":1}";
    const Result response = run(client, std::move(request));
    QVERIFY(!response);
    QCOMPARE(response.error().kind, ErrorKind::Unreachable);
    QCOMPARE(server.requests().size(), 1);
}

void TestHttpClient::keepsNoCookies()
{
    TlsTestServer server(m_authority.issue(), [](const SeenRequest &, QSslSocket &socket) {
        TlsTestServer::reply(socket, 200, "ok", {"Set-Cookie: refresh_token=canary; path=/"});
    });
    HttpClient client(privatePolicy());
    QVERIFY(run(client, HttpRequest("GET", server.url())));
    QVERIFY(run(client, HttpRequest("GET", server.url())));
    QVERIFY(!server.requests().last().headers.contains("cookie"));
}

/// Not in the middle of a request: what was asked is still answered.
void TestHttpClient::t33_closesItsConnections()
{
    TlsTestServer server(m_authority.issue(), AnswerOk);
    HttpClient client(privatePolicy());
    QVERIFY(run(client, HttpRequest("GET", server.url())));
    QCOMPARE(server.connections(), 1); // for the next request
    client.closeConnections();
    QTRY_COMPARE(server.connections(), 0);
    server.setHandler([&client](const SeenRequest &, QSslSocket &socket) {
        client.closeConnections();
        TlsTestServer::reply(socket, 200, "fine");
    });
    QCOMPARE(run(client, HttpRequest("GET", server.url())).value().body, QByteArray("fine"));
    QTRY_COMPARE(server.connections(), 0);
    server.setHandler(AnswerOk);
    QVERIFY(run(client, HttpRequest("GET", server.url())));
    QCOMPARE(server.connections(), 1);
}

void TestHttpClient::showsThePeersCertificate()
{
    const Identity identity = TestAuthority::selfSigned();
    TlsTestServer server(identity, AnswerOk);
    const auto shown = QCoro::waitFor(HttpClient::peerCertificate(server.url()));
    QVERIFY(shown);
    QCOMPARE(shown->digest(QCryptographicHash::Sha256), identity.certificate.digest(QCryptographicHash::Sha256));
    QVERIFY(server.requests().isEmpty());

    const auto plain = QCoro::waitFor(HttpClient::peerCertificate(QUrl(QStringLiteral("http://localhost/"))));
    QVERIFY(!plain);
    QCOMPARE(plain.error().kind, ErrorKind::InvalidInput);
}

QTEST_GUILESS_MAIN(TestHttpClient)
#include "tst_httpclient.moc"
