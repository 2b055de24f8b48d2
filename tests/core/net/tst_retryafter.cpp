// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/retryafter.h"

#include <QTest>

using namespace coffret;

class TestRetryAfter : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void reads_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<QByteArray>("date");
        QTest::addColumn<int>("seconds");
        const QByteArray now = "Sun, 06 Nov 1994 08:49:37 GMT";
        const auto row = [](const char *title, int status, const QByteArray &header, const QByteArray &date,
                            int seconds) { QTest::newRow(title) << status << header << date << seconds; };
        row("seconds", 429, "120", {}, 120);
        row("of a server that is busy", 503, "7", now, 7);
        row("with spaces", 503, " 7 ", {}, 7);
        row("at once is a second", 429, "0", {}, 1);
        row("more than an hour is one", 429, "86400", {}, 3600);
        row("more than there are numbers for", 429, "99999999999999999999999", {}, 3600);
        row("a date", 503, "Sun, 06 Nov 1994 08:50:07 GMT", now, 30);
        row("a date that is over", 503, "Sun, 06 Nov 1994 08:00:00 GMT", now, 1);
        row("a date far away", 503, "Sat, 06 Nov 2094 08:49:37 GMT", now, 3600);
        row("a date and no clock to hold it against", 503, "Sun, 06 Nov 1994 08:50:07 GMT", {}, 0);
        row("not said", 429, {}, now, 0);
        row("negative", 429, "-5", now, 0);
        row("a fraction", 429, "1.5", now, 0);
        row("words", 429, "soon", now, 0);
        row("another status", 500, "120", now, 0);
        row("success", 200, "120", now, 0);
    }
    void reads()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, header);
        QFETCH(QByteArray, date);
        QFETCH(int, seconds);
        HttpResponse response;
        response.status = status;
        if (!header.isEmpty())
            response.headers.append({"retry-after", header});
        if (!date.isEmpty())
            response.headers.append({"Date", date});
        QCOMPARE(static_cast<int>(retryAfter(response).count()), seconds);
    }
};

QTEST_GUILESS_MAIN(TestRetryAfter)
#include "tst_retryafter.moc"
