// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/serveraddress.h"

#include <QTest>

using namespace coffret;

class TestServerAddress : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void takesServers_data();
    void takesServers();
};

void TestServerAddress::takesServers_data()
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

void TestServerAddress::takesServers()
{
    QFETCH(QString, typed);
    QTEST(serverAddress(typed).toString(QUrl::FullyEncoded), "server");
}

QTEST_GUILESS_MAIN(TestServerAddress)

#include "tst_serveraddress.moc"
