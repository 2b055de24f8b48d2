// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demovault/http/distortion.h"
#include "tests/support/demovaultprocess.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryFile>
#include <QTest>

using namespace coffret;
using namespace coffret::test;

/// The faults that the demo vault can be asked for, as somebody without a client of Coffret's sees them.
class DemoVaultFaultsTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<DemoVaultProcess> m_vault;

    [[nodiscard]] QUrl url(const QString &path) const { return QUrl(m_vault->fudo().url.toString() + path); }
    [[nodiscard]] DemoVaultProcess::Answer list() const
    {
        return m_vault->ask("GET", url(QStringLiteral("/api/v2/secret")), {},
                            {{"Authorization", m_vault->fudo().adaToken}});
    }
    [[nodiscard]] QJsonObject control(const QString &path) const
    {
        return m_vault->ask("GET", QUrl(m_vault->description()[QLatin1String("control")].toString() + path)).json();
    }
    void fail(QJsonObject rule) const
    {
        rule.insert(QStringLiteral("path"), QStringLiteral("/api/v2/secret"));
        QVERIFY(m_vault->setFaults({{QStringLiteral("rules"), QJsonArray{rule}}}));
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_vault =
            std::make_unique<DemoVaultProcess>(QStringList{QStringLiteral("--mode"), QStringLiteral("fudo,commandk"),
                                                           QStringLiteral("--secrets"), QStringLiteral("8")});
        QVERIFY2(m_vault->isRunning(), qPrintable(m_vault->problem()));
    }
    void cleanup()
    {
        QVERIFY(m_vault->setFaults({}));
        m_vault->clearRequests();
    }

    void membersAreCountedAndReplaced_data()
    {
        QTest::addColumn<int>("number");
        QTest::addColumn<QByteArray>("literal");
        QTest::addColumn<QByteArray>("expected");
        QTest::newRow("number") << 0 << QByteArray("NaN")
                                << QByteArray(R"({"a":NaN,"b":[{"c":2},{"c":3}],"d":{"e":""}})");
        QTest::newRow("list") << 1 << QByteArray("{}") << QByteArray(R"({"a":1,"b":{},"d":{"e":""}})");
        QTest::newRow("in the first of a list")
            << 2 << QByteArray("\"\\ud800\"") << QByteArray(R"({"a":1,"b":[{"c":"\ud800"},{"c":3}],"d":{"e":""}})");
        QTest::newRow("left out") << 3 << QByteArray("missing") << QByteArray(R"({"a":1,"b":[{"c":2},{"c":3}]})");
        QTest::newRow("twice") << 4 << QByteArray("twice")
                               << QByteArray(R"({"a":1,"b":[{"c":2},{"c":3}],"d":{"e":"","e":null}})");
        QTest::newRow("none") << 5 << QByteArray("0") << QByteArray();
    }
    void membersAreCountedAndReplaced()
    {
        QFETCH(int, number);
        QFETCH(QByteArray, literal);
        QFETCH(QByteArray, expected);
        const QByteArray json = R"({"a":1,"b":[{"c":2},{"c":3}],"d":{"e":""}})";
        QCOMPARE(demovault::withMember(json, number, literal).value_or(QByteArray()), expected);
    }

    void ofManyObjectsOneIsEnough()
    {
        const QByteArray json = R"({"a":{"x":1},"b":{"x":1},"c":{"x":1},"d":{"x":1},"e":{"x":1}})";
        QVERIFY(demovault::withMember(json, 1, "0")->startsWith(R"({"a":{"x":0},"b":{"x":1},)"));
        QVERIFY(!demovault::withMember(json, 2, "0"));
    }

    void whatIsPackedIsWhole_data()
    {
        QTest::addColumn<double>("blanks");
        for (const double blanks : {0.0, 1.0, 258.0, 259.0, 5'000'000.0})
            QTest::addRow("%.0f blanks", blanks) << blanks;
    }
    void whatIsPackedIsWhole()
    {
        QFETCH(double, blanks);
        const QByteArray plain = list().body;
        fail({{QStringLiteral("gzip"), true}, {QStringLiteral("padding"), blanks}});
        const auto packed = list(); // as Qt unpacks it
        QCOMPARE(packed.status, 200);
        QCOMPARE(packed.body.size(), plain.size() + static_cast<qsizetype>(blanks));
        QVERIFY(packed.body.trimmed() == plain);
    }

    void whatIsPaddedOrComesInDropsIsTheSame()
    {
        const QByteArray plain = list().body;
        fail({{QStringLiteral("padding"), 3'000'000}});
        const QByteArray padded = list().body;
        QCOMPARE(padded.size(), plain.size() + 3'000'000);
        QVERIFY(padded.trimmed() == plain);
        fail({{QStringLiteral("drip"), 5}, {QStringLiteral("drip_bytes"), static_cast<int>(plain.size()) / 20}});
        QElapsedTimer clock;
        clock.start();
        QCOMPARE(list().body, plain);
        QVERIFY(clock.elapsed() >= 95);
    }

    void headsSayWhatTheyAreToldTo()
    {
        const QByteArray plain = list().body;
        fail({{QStringLiteral("content_type"), QStringLiteral("text/html")}});
        QCOMPARE(list().header("Content-Type"), QByteArray("text/html"));
        fail({{QStringLiteral("length_off"), -5}});
        QCOMPARE(list().body, plain.chopped(5));
        fail({{QStringLiteral("length_off"), 5}});
        QCOMPARE(list().header("Content-Length"), QByteArray::number(plain.size() + 5));
        fail({{QStringLiteral("redirect"), QStringLiteral("again")}, {QStringLiteral("redirect_status"), 308}});
        QCOMPARE(list().status, 308);
        QCOMPARE(list().header("Location"), QByteArray("/api/v2/secret"));
    }

    void bodiesAreSpoilt_data()
    {
        QTest::addColumn<QString>("how");
        QTest::addColumn<bool>("isJson");
        for (const char *how :
             {"nul", "utf8", "utf16", "html", "half", "empty", "twice", "deep", "deep_open", "comment"})
            QTest::newRow(how) << QString::fromLatin1(how) << false;
        QTest::newRow("something unknown") << QStringLiteral("?") << true;
    }
    void bodiesAreSpoilt()
    {
        QFETCH(QString, how);
        QFETCH(bool, isJson);
        const QByteArray plain = list().body;
        m_vault->clearRequests();
        fail({{QStringLiteral("garble"), how}});
        const QByteArray spoilt = list().body;
        QCOMPARE(spoilt == plain, isJson);
        QCOMPARE(!QJsonDocument::fromJson(spoilt).isNull(), isJson);
        const QJsonArray records = control(QStringLiteral("/requests"))[QLatin1String("requests")].toArray();
        QCOMPARE(records.last()[QLatin1String("faulty")].toBool(), !isJson);
    }

    void rulesAreAboutOnePath()
    {
        const QString id = list().json()[QLatin1String("secret")][0][QLatin1String("id")].toString();
        const QJsonObject rule{{QStringLiteral("path"), QStringLiteral("/api/v2/secret/*")},
                               {QStringLiteral("exact"), true},
                               {QStringLiteral("status"), 503}};
        QVERIFY(m_vault->setFaults({{QStringLiteral("rules"), QJsonArray{rule}}}));
        const auto ask = [&](const QString &path) {
            return m_vault->ask("GET", url(path), {}, {{"Authorization", m_vault->fudo().adaToken}}).status;
        };
        QCOMPARE(ask(QStringLiteral("/api/v2/secret/") + id), 503);
        QCOMPARE(ask(QStringLiteral("/api/v2/secret")), 200);
        QCOMPARE(ask(QStringLiteral("/api/v2/secret/%1/uri").arg(id)), 200);
    }

    /// What "0 requests seen by others" is worth.
    void whoGoesElsewhereIsSeen()
    {
        const QJsonObject elsewhere = control(QStringLiteral("/elsewhere"))[QLatin1String("addresses")].toObject();
        const auto visits = [this] {
            return control(QStringLiteral("/elsewhere"))[QLatin1String("requests")].toArray();
        };
        QCOMPARE(visits().size(), 0);
        for (const char *where : {"port", "host", "http"}) {
            const QUrl target(elsewhere[QLatin1String(where)].toString() + QStringLiteral("x"));
            QCOMPARE(m_vault->ask("GET", target, {}, {{"Authorization", "token"}}).status, 200);
        }
        QCOMPARE(visits().size(), 3);
        QCOMPARE(visits()[0][QLatin1String("credentials")].toBool(), true);
        QCOMPARE(visits()[0][QLatin1String("target")].toString(), QStringLiteral("/x"));
        QVERIFY(m_vault->ask("GET", QUrl(elsewhere[QLatin1String("port")].toString())).status == 200);
        QCOMPARE(visits()[3][QLatin1String("credentials")].toBool(), false);
        m_vault->clearRequests();
        QCOMPARE(visits().size(), 0);
    }

    void faultsCanBeThereFromTheStart()
    {
        QTemporaryFile file;
        QVERIFY(file.open());
        file.write(R"({"rules":[{"path":"/api/v2/secret","status":503}]})");
        file.close();
        const DemoVaultProcess vault({QStringLiteral("--mode"), QStringLiteral("fudo"), QStringLiteral("--secrets"),
                                      QStringLiteral("2"), QStringLiteral("--faults"), file.fileName()});
        QVERIFY2(vault.isRunning(), qPrintable(vault.problem()));
        const QUrl secrets(vault.fudo().url.toString() + QStringLiteral("/api/v2/secret"));
        const QList<QPair<QByteArray, QByteArray>> token{{"Authorization", vault.fudo().adaToken}};
        QCOMPARE(vault.ask("GET", secrets, {}, token).status, 503);
        QVERIFY(vault.setFaults({}));
        QCOMPARE(vault.ask("GET", secrets, {}, token).status, 200);
        const DemoVaultProcess without({QStringLiteral("--faults"), QStringLiteral("/nonexistent")});
        QVERIFY(!without.isRunning());
    }

    void whatWasWrittenIsUndone()
    {
        const QByteArray before = list().body;
        const QString collection = list().json()[QLatin1String("secret")][0][QLatin1String("collection_id")].toString();
        const QJsonObject body{{QStringLiteral("name"), QStringLiteral("New")},
                               {QStringLiteral("type"), QStringLiteral("login")},
                               {QStringLiteral("login"), QStringLiteral("ada")},
                               {QStringLiteral("collection_id"), collection}};
        const auto made =
            m_vault->ask("POST", url(QStringLiteral("/api/v2/secret")), QJsonDocument(body).toJson(),
                         {{"Authorization", m_vault->fudo().adaToken}, {"Content-Type", "application/json"}});
        QCOMPARE(made.status, 200);
        QVERIFY(list().body != before);
        QVERIFY(m_vault->configureFudo({{QStringLiteral("as_at_first"), true}}));
        QVERIFY(list().body == before);
    }
};

QTEST_GUILESS_MAIN(DemoVaultFaultsTest)
#include "tst_demovaultfaults.moc"
