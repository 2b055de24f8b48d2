// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/webaddress.h"

#include <QTest>

using namespace coffret;

class TestWebAddress : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void opensOnlyWhatIsForABrowser_data();
    void opensOnlyWhatIsForABrowser();
    void takesServers_data();
    void takesServers();
};

void TestWebAddress::opensOnlyWhatIsForABrowser_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<bool>("opens");
    const auto row = [](const char *address, bool opens) {
        QTest::newRow(address) << QString::fromUtf8(address) << opens;
    };
    row("https://example.com", true);
    row("HTTP://example.com:8080/a b?c={d}|e#f", true); // as people write them
    row("https://example.com/@ada", true);
    row("https://example.com?mail=ada@example.org", true);
    row("https://[::1]/", true);
    row("https://b\xc3\xbc"
        "cher.example/",
        true);
    row("https://example.com\\@evil.example/", false);
    row("https://example.com@evil.example/", false);
    row("https://ada:secret@example.com/", false);
    row("https://@example.com/", false);
    row("https://", false);
    row("https:///etc/passwd", false);
    row("https://exa mple.com/", false);
    row("https://example.com:port/", false);
    row("https:example.com", false);
    row(" https://example.com", false);
    row("javascript:alert(1)//https://", false);
    row("file:///etc/passwd", false);
    row("ssh://example.com", false);
    row("", false);
}

void TestWebAddress::opensOnlyWhatIsForABrowser()
{
    QFETCH(QString, address);
    QTEST(opensInBrowser(address), "opens");
}

void TestWebAddress::takesServers_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("server"); // empty: not taken
    const auto row = [](const char *typed, const char *server) {
        QTest::newRow(typed) << QString::fromUtf8(typed) << QString::fromUtf8(server);
    };
    row("vault.example.com", "https://vault.example.com");
    row(" https://vault.example.com:8443/ ", "https://vault.example.com:8443");
    row("https://vault.example.com/pass%2Fbolt//", "https://vault.example.com/pass%2Fbolt");
    row("http://vault.example.com", "");
    row("https://ada@vault.example.com", "");
    row("https://@vault.example.com", "");
    row("vault.example.com@evil.example", "");
    row("https://vault.example.com\\@evil.example", "");
    row("https://vault.example.com/?a", "");
    row("https://vault.example.com/#a", "");
    row("https://", "");
    row("", "");
}

void TestWebAddress::takesServers()
{
    QFETCH(QString, typed);
    QTEST(serverAddress(typed).toString(QUrl::FullyEncoded), "server");
}

QTEST_GUILESS_MAIN(TestWebAddress)

#include "tst_webaddress.moc"
