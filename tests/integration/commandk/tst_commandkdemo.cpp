// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/workerpool.h"
#include "core/store/memorycredentialstore.h"
#include "core/sync/indexsync.h"
#include "core/vault/commandk/commandkvault.h"
#include "tests/support/demovaultprocess.h"

#include <QCoroTask>
#include <QFile>
#include <QJsonArray>
#include <QTest>
#include <QUrlQuery>

using namespace coffret;
using namespace coffret::test;

/// CommandKVault against the demo vault: agreement with the vendor's documents, not with the service.
class CommandKDemoTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<DemoVaultProcess> m_demo;
    MemoryCredentialStore m_credentials;
    WorkerPool m_workers{1};
    Account m_account;

    void useToken(const QByteArray &token)
    {
        const auto written =
            QCoro::waitFor(m_credentials.write(QStringLiteral("account/read-token"),
                                               SecretBuffer::copyOf({token.constData(), std::size_t(token.size())})));
        QVERIFY(written);
    }
    [[nodiscard]] std::unique_ptr<CommandKVault> signedIn()
    {
        auto vault = std::make_unique<CommandKVault>(m_account, m_credentials);
        const auto result = QCoro::waitFor(vault->signIn({}));
        if (!result)
            qFatal("sign-in failed: %s", qPrintable(result.error().detail));
        return vault;
    }
    [[nodiscard]] std::shared_ptr<const Catalog> catalog(Vault &vault)
    {
        const auto catalog = QCoro::waitFor(fetchCatalog(vault, m_workers, {}, {}));
        if (!catalog)
            qFatal("index failed: %s", qPrintable(catalog.error().detail));
        return *catalog;
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_demo = std::make_unique<DemoVaultProcess>(QStringList{QStringLiteral("--mode"), QStringLiteral("commandk"),
                                                                QStringLiteral("--secrets"), QStringLiteral("300")});
        QVERIFY2(m_demo->isRunning(), qPrintable(m_demo->problem()));
    }

    void init()
    {
        QFile authority(m_demo->certificateFile());
        QVERIFY(authority.open(QIODevice::ReadOnly));
        m_account = {};
        m_account.id = QStringLiteral("account");
        m_account.service = Service::CommandK;
        m_account.server = m_demo->commandK().url;
        m_account.certificateAuthorities = authority.readAll();
        for (const auto &app : m_demo->commandK().apps)
            m_account.appIds.append(app.id);
        useToken(m_demo->commandK().readToken);
        m_demo->clearRequests();
    }

    void cleanup() { QVERIFY(m_demo->setFaults({})); }

    void listsAppsEnvironmentsAndSecrets()
    {
        const auto vault = signedIn();
        const auto catalog = this->catalog(*vault);
        const auto &collections = catalog->collections();
        const auto apps = m_demo->commandK().apps;
        const auto environments = m_demo->commandK().environments;
        QCOMPARE(collections.size(), std::size_t(apps.size() * (1 + environments.size())));
        for (const auto &app : apps) {
            QVERIFY(catalog->countBelow(app.id) > 0);
            for (const auto &environment : environments) {
                const QString id = app.id + QLatin1Char('/') + environment.id;
                const auto found = std::find_if(collections.begin(), collections.end(),
                                                [&id](const Collection &collection) { return collection.id == id; });
                QVERIFY(found != collections.end());
                QCOMPARE(found->parentId, app.id);
                QCOMPARE(found->name, environment.name);
            }
        }
    }

    void resolvesNames()
    {
        m_account.appIds.clear();
        for (const auto &app : m_demo->commandK().apps)
            m_account.appIds.append(app.name); // one of them not in Latin letters
        const auto vault = signedIn();
        const auto catalog = this->catalog(*vault);
        for (const auto &app : m_demo->commandK().apps) {
            const auto &all = catalog->collections();
            const auto found = std::find_if(all.begin(), all.end(), [&](const auto &c) { return c.id == app.id; });
            QVERIFY(found != all.end());
            QCOMPARE(found->name, app.name);
        }
    }

    void listingNeverAsksForValues()
    {
        const auto vault = signedIn();
        const auto catalog = this->catalog(*vault);
        QVERIFY(catalog->size() > 0);
        int rendered = 0;
        for (const auto &request : m_demo->requests()) {
            if (!request.path.endsWith(QLatin1String("/rendered")))
                continue;
            ++rendered;
            QCOMPARE(QUrlQuery(request.query).queryItemValue(QStringLiteral("mode")), QStringLiteral("PreviewOnly"));
        }
        QVERIFY(rendered > 0);
    }

    void aSecondListingIsAnsweredUnchanged()
    {
        const auto vault = signedIn();
        const auto first = catalog(*vault);
        m_demo->clearRequests();
        const auto second = catalog(*vault);
        QCOMPARE(second->size(), first->size());
        for (const auto &request : m_demo->requests()) {
            if (request.path.endsWith(QLatin1String("/rendered")))
                QCOMPARE(request.status, 304);
        }
    }

    void revealsEveryValueThatIsSet()
    {
        const QList<QByteArray> canaries = m_demo->canaries();
        const auto vault = signedIn();
        const auto catalog = this->catalog(*vault);
        int set = 0;
        int unset = 0;
        int withCanary = 0;
        for (Catalog::Row row = 0; row < catalog->size(); row += 7) {
            const SecretSummary summary = catalog->summary(row);
            const auto payload = QCoro::waitFor(vault->fetchPayload(summary, {}));
            QVERIFY2(payload, qPrintable(summary.name));
            QCOMPARE(payload->fields.size(), std::size_t(1));
            const std::string_view text = payload->fields.front().value.view();
            QCOMPARE(text.empty(), summary.markers.testFlag(Marker::NoValue));
            QVERIFY(text != "********");
            ++(text.empty() ? unset : set);
            const QByteArray bytes(text.data(), static_cast<qsizetype>(text.size()));
            withCanary +=
                std::any_of(canaries.begin(), canaries.end(), [&](const auto &c) { return bytes.contains(c); });
        }
        QVERIFY(set > 10);
        QVERIFY(unset > 0);
        QVERIFY(withCanary > 10);
    }

    void aWriteTokenCannotRead()
    {
        useToken(m_demo->commandK().writeToken);
        const auto vault = signedIn(); // the list of environments is the one thing it may read
        const auto index = QCoro::waitFor(fetchCatalog(*vault, m_workers, {}, {}));
        QVERIFY(!index);
        QCOMPARE(index.error().kind, ErrorKind::Forbidden);
        QVERIFY2(index.error().detail.contains(QLatin1String("Read scope")), qPrintable(index.error().detail));
    }

    void aWrongTokenIsRefused()
    {
        useToken("ckr_wrong");
        CommandKVault vault(m_account, m_credentials);
        QCOMPARE(QCoro::waitFor(vault.signIn({})).error().kind, ErrorKind::Forbidden);
    }

    void faultsHaveClearKinds_data()
    {
        QTest::addColumn<QJsonObject>("rule");
        QTest::addColumn<int>("kind");
        const auto row = [](const char *name, QJsonObject rule, ErrorKind kind) {
            rule.insert(QStringLiteral("path"), QStringLiteral("/commandk/apps"));
            QTest::newRow(name) << rule << static_cast<int>(kind);
        };
        const auto status = [](int code, const char *body = "") {
            return QJsonObject{{QStringLiteral("status"), code}, {QStringLiteral("body"), QLatin1String(body)}};
        };
        row("429", status(429), ErrorKind::RateLimited);
        row("502", status(502, "<html>oops</html>"), ErrorKind::ServerFault);
        row("web page", status(200, "<html>please log in</html>"), ErrorKind::Malformed);
        row("cut", {{QStringLiteral("truncate"), 40}}, ErrorKind::Unreachable);
    }

    void faultsHaveClearKinds()
    {
        QFETCH(QJsonObject, rule);
        QFETCH(int, kind);
        const auto vault = signedIn();
        const SecretSummary summary = catalog(*vault)->summary(0);
        QVERIFY(m_demo->setFaults({{QStringLiteral("rules"), QJsonArray{rule}}}));
        const auto index = QCoro::waitFor(fetchCatalog(*vault, m_workers, {}, {}));
        QVERIFY(!index);
        QCOMPARE(static_cast<int>(index.error().kind), kind);
        const auto payload = QCoro::waitFor(vault->fetchPayload(summary, {}));
        QVERIFY(!payload);
        QCOMPARE(static_cast<int>(payload.error().kind), kind);
    }
};

QTEST_GUILESS_MAIN(CommandKDemoTest)
#include "tst_commandkdemo.moc"
