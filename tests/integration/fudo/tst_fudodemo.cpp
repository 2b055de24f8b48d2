// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/workerpool.h"
#include "core/net/httpclient.h"
#include "core/store/memorycredentialstore.h"
#include "core/sync/indexsync.h"
#include "core/vault/fudo/fudovault.h"
#include "tests/support/demovaultprocess.h"

#include <QCoroTask>
#include <QFile>
#include <QJsonArray>
#include <QTest>
#include <QUrlQuery>

using namespace coffret;
using namespace coffret::test;

namespace {

QString textOf(const SecretBuffer &buffer)
{
    return QString::fromUtf8(buffer.view().data(), static_cast<qsizetype>(buffer.size()));
}

const SecretField *fieldOf(const FetchedPayload &payload, FieldKind kind)
{
    const QString key = fieldKey(kind);
    const auto found =
        std::find_if(payload.fields.begin(), payload.fields.end(), [&key](const auto &f) { return f.key == key; });
    return found == payload.fields.end() ? nullptr : &*found;
}

} // namespace

/// FudoVault against the demo vault: agreement with the vendor's documents, not with the product.
class FudoDemoTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<DemoVaultProcess> m_demo;
    MemoryCredentialStore m_credentials;
    WorkerPool m_workers{1};
    Account m_account;

    [[nodiscard]] std::unique_ptr<FudoVault> signedIn()
    {
        auto vault = std::make_unique<FudoVault>(m_account, m_credentials);
        const auto result = QCoro::waitFor(vault->signIn({}));
        if (!result)
            qFatal("sign-in failed: %s", qPrintable(result.error().detail));
        return vault;
    }
    [[nodiscard]] std::vector<SecretSummary> secrets(Vault &vault)
    {
        std::vector<SecretSummary> all;
        QString cursor;
        do {
            auto page = QCoro::waitFor(vault.fetchIndex(cursor, {}));
            if (!page)
                qFatal("index failed: %s", qPrintable(page.error().detail));
            std::move(page->secrets.begin(), page->secrets.end(), std::back_inserter(all));
            cursor = page->nextCursor;
        } while (!cursor.isEmpty());
        return all;
    }
    /// The demo vault's own view of a secret.
    [[nodiscard]] QJsonObject served(const QString &pathAndQuery) const
    {
        const QUrl url(m_demo->fudo().url.toString() + QStringLiteral("/api/v2") + pathAndQuery);
        return m_demo->ask("GET", url, {}, {{"Authorization", m_demo->fudo().adaToken}}).json();
    }
    [[nodiscard]] int requestCount(const QByteArray &method, const QString &pathEnd) const
    {
        const auto requests = m_demo->requests();
        return static_cast<int>(std::count_if(requests.begin(), requests.end(), [&](const auto &request) {
            return request.method == method && request.path.endsWith(pathEnd);
        }));
    }
    [[nodiscard]] bool holdsCanary(const QString &text, const QList<QByteArray> &canaries) const
    {
        const QByteArray bytes = text.toUtf8();
        return std::any_of(canaries.begin(), canaries.end(), [&bytes](const auto &c) { return bytes.contains(c); });
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_demo = std::make_unique<DemoVaultProcess>(QStringList{QStringLiteral("--mode"), QStringLiteral("fudo"),
                                                                QStringLiteral("--secrets"), QStringLiteral("900")});
        QVERIFY2(m_demo->isRunning(), qPrintable(m_demo->problem()));
        QFile authority(m_demo->certificateFile());
        QVERIFY(authority.open(QIODevice::ReadOnly));
        m_account.id = QStringLiteral("account");
        m_account.service = Service::FudoUag;
        m_account.server = m_demo->fudo().url;
        m_account.certificateAuthorities = authority.readAll();
        const QByteArray token = m_demo->fudo().adaToken;
        QVERIFY(QCoro::waitFor(m_credentials.write(
            QStringLiteral("account/token"), SecretBuffer::copyOf({token.constData(), std::size_t(token.size())}))));
    }

    void cleanup()
    {
        QVERIFY(m_demo->setFaults({}));
        m_demo->clearRequests();
    }

    void listsEverythingOnce()
    {
        const QJsonArray served = this->served(QStringLiteral("/secret")).value(QLatin1String("secret")).toArray();
        QVERIFY2(served.size() > 500, "more than a page");
        const auto vault = signedIn();
        QHash<QString, SecretSummary> summaries;
        for (SecretSummary &summary : secrets(*vault))
            summaries.insert(summary.id, summary);
        QCOMPARE(summaries.size(), served.size());
        for (const QJsonValue row : served) {
            const SecretSummary summary = summaries.value(row[QLatin1String("id")].toString());
            QCOMPARE(summary.name, row[QLatin1String("name")].toString());
            QCOMPARE(summary.username, row[QLatin1String("login")].toString());
            QCOMPARE(toString(summary.type), row[QLatin1String("type")].toString());
            QVERIFY(summary.modified.isValid());
        }
    }

    void buildsACatalogWithItsTree()
    {
        const auto vault = signedIn();
        const auto catalog = QCoro::waitFor(fetchCatalog(*vault, m_workers, {}, {}));
        QVERIFY(catalog);
        const auto served = this->served(QStringLiteral("/collection?fields=id,name,parent_id"));
        const QJsonArray rows = served.value(QLatin1String("collection")).toArray();
        QVERIFY(!rows.isEmpty());
        QCOMPARE((*catalog)->collections().size(), static_cast<std::size_t>(rows.size()));
        for (const QJsonValue row : rows) {
            const auto &all = (*catalog)->collections();
            const auto found = std::find_if(all.begin(), all.end(), [&row](const Collection &collection) {
                return collection.id == row[QLatin1String("id")].toString();
            });
            QVERIFY(found != all.end());
            QCOMPARE(found->name, row[QLatin1String("name")].toString());
            QCOMPARE(found->parentId, row[QLatin1String("parent_id")].toString());
        }
    }

    void theIndexHoldsNoProtectedValue()
    {
        const QList<QByteArray> canaries = m_demo->canaries();
        QVERIFY(!canaries.isEmpty());
        const auto vault = signedIn();
        for (const SecretSummary &summary : secrets(*vault)) {
            const QString all =
                summary.name + summary.username + summary.description + summary.uris.join(QLatin1Char(' '));
            QVERIFY2(!holdsCanary(all, canaries), qPrintable(summary.name));
            for (const FieldOutline &outline : vault->outline(summary)) {
                QVERIFY(!outline.isProtected || outline.plainValue.isEmpty());
                QVERIFY2(!holdsCanary(outline.plainValue, canaries), qPrintable(summary.name));
            }
        }
        for (const auto &request : m_demo->requests()) {
            const QStringList fields =
                QUrlQuery(request.query).queryItemValue(QStringLiteral("fields")).split(QLatin1Char(','));
            QVERIFY(!fields.contains(QStringLiteral("secret")));
        }
    }

    void opensOneOfEveryType_data()
    {
        QTest::addColumn<int>("type");
        QTest::addColumn<QList<int>>("plain");
        const auto row = [](SecretType type, const QList<FieldKind> &plain) {
            QList<int> kinds;
            for (const FieldKind kind : plain)
                kinds.append(static_cast<int>(kind));
            QTest::newRow(qPrintable(toString(type))) << static_cast<int>(type) << kinds;
        };
        row(SecretType::Login, {FieldKind::Username});
        row(SecretType::SshKey, {FieldKind::Username, FieldKind::PublicKey, FieldKind::Fingerprint});
        row(SecretType::Note, {});
        row(SecretType::ApiKey, {FieldKind::Username});
        row(SecretType::Certificate, {FieldKind::Certificate, FieldKind::Fingerprint});
    }

    void opensOneOfEveryType()
    {
        QFETCH(int, type);
        QFETCH(QList<int>, plain);
        const QList<QByteArray> canaries = m_demo->canaries();
        const auto vault = signedIn();
        const auto all = secrets(*vault);
        const auto found = std::find_if(all.begin(), all.end(), [type](const SecretSummary &summary) {
            return static_cast<int>(summary.type) == type && !summary.markers.testFlag(Marker::NeedsApproval);
        });
        QVERIFY(found != all.end());
        const auto payload = QCoro::waitFor(vault->fetchPayload(*found, {}));
        QVERIFY2(payload, qPrintable(payload ? QString() : payload.error().detail));
        const QString primary = primaryFieldKey(found->type);
        const auto value = std::find_if(payload->fields.begin(), payload->fields.end(),
                                        [&primary](const SecretField &field) { return field.key == primary; });
        QVERIFY(value != payload->fields.end());
        QVERIFY(value->isProtected);
        QVERIFY(!value->value.isEmpty());
        const bool isKey = found->type == SecretType::SshKey || found->type == SecretType::Certificate;
        QVERIFY(isKey ? textOf(value->value).contains(QLatin1String("PRIVATE KEY"))
                      : holdsCanary(textOf(value->value), canaries));
        for (const int kind : plain) {
            const SecretField *field = fieldOf(*payload, static_cast<FieldKind>(kind));
            QVERIFY(field != nullptr);
            QVERIFY(!field->isProtected);
            QVERIFY(!field->value.isEmpty());
        }
        // Whatever the outline promised is there, save passphrases of keys that have none.
        for (const FieldOutline &outline : vault->outline(*found)) {
            const bool there = std::any_of(payload->fields.begin(), payload->fields.end(),
                                           [&](const SecretField &field) { return field.key == outline.key; });
            QVERIFY2(there || outline.kind == FieldKind::Passphrase, qPrintable(outline.key));
        }
    }

    void checksOutOnRequestAndGivesBack()
    {
        const auto vault = signedIn();
        int opened = 0;
        QString id;
        for (const SecretSummary &summary : secrets(*vault)) {
            if (!summary.markers.testFlag(Marker::NeedsApproval))
                continue;
            const auto payload = QCoro::waitFor(vault->fetchPayload(summary, {}));
            if (payload) {
                ++opened;
                id = summary.id;
                break;
            }
        }
        QCOMPARE(opened, 1);
        QCOMPARE(requestCount("POST", QStringLiteral("/secret/%1/checkout").arg(id)), 1);
        const auto again = secrets(*vault);
        const auto found = std::find_if(again.begin(), again.end(), [&id](const auto &s) { return s.id == id; });
        QVERIFY(found->markers.testFlag(Marker::CheckedOutByMe));
        QVERIFY(QCoro::waitFor(vault->signOut()));
        QCOMPARE(requestCount("POST", QStringLiteral("/secret/%1/checkin").arg(id)), 1);
        const auto after = signedIn();
        for (const SecretSummary &summary : secrets(*after))
            QVERIFY(!summary.markers.testFlag(Marker::CheckedOutByMe));
    }

    void tellsApprovalFromAHolder()
    {
        const auto vault = signedIn();
        int approval = 0;
        int held = 0;
        for (const SecretSummary &summary : secrets(*vault)) {
            if (!summary.markers.testFlag(Marker::NeedsApproval) || (approval > 0 && held > 0))
                continue;
            const auto payload = QCoro::waitFor(vault->fetchPayload(summary, {}));
            if (!payload && payload.error().kind == ErrorKind::HeldByAnother)
                ++held;
            else if (!payload) {
                QCOMPARE(payload.error().kind, ErrorKind::ApprovalNeeded);
                ++approval;
            }
        }
        QVERIFY(approval > 0);
        QVERIFY(held > 0);
        QVERIFY(QCoro::waitFor(vault->signOut()));
    }

    void faultsHaveClearKinds_data()
    {
        QTest::addColumn<QJsonObject>("rule");
        QTest::addColumn<int>("kind");
        const auto row = [](const char *name, QJsonObject rule, ErrorKind kind) {
            rule.insert(QStringLiteral("path"), QStringLiteral("/api/v2/secret"));
            QTest::newRow(name) << rule << static_cast<int>(kind);
        };
        const auto status = [](int code, const char *body = "") {
            return QJsonObject{{QStringLiteral("status"), code}, {QStringLiteral("body"), QLatin1String(body)}};
        };
        row("401", status(401), ErrorKind::NotAuthenticated);
        row("403", status(403), ErrorKind::Forbidden);
        row("429", status(429), ErrorKind::RateLimited);
        row("500", status(500, "<html>oops</html>"), ErrorKind::ServerFault);
        row("web page", status(200, "<html>please log in</html>"), ErrorKind::Malformed);
        row("cut", {{QStringLiteral("truncate"), 400}}, ErrorKind::Unreachable);
        row("wrong types", {{QStringLiteral("wrong_types"), true}}, ErrorKind::Malformed);
    }

    void faultsHaveClearKinds()
    {
        QFETCH(QJsonObject, rule);
        QFETCH(int, kind);
        const auto vault = signedIn();
        const SecretSummary summary = secrets(*vault).front();
        QVERIFY(m_demo->setFaults({{QStringLiteral("rules"), QJsonArray{rule}}}));
        const auto catalog = QCoro::waitFor(fetchCatalog(*vault, m_workers, {}, {}));
        QVERIFY(!catalog);
        QCOMPARE(static_cast<int>(catalog.error().kind), kind);
        if (kind == static_cast<int>(ErrorKind::Forbidden) || !rule.contains(QLatin1String("status")))
            return;
        const auto payload = QCoro::waitFor(vault->fetchPayload(summary, {}));
        QVERIFY(!payload);
        QCOMPARE(static_cast<int>(payload.error().kind), kind);
    }

    void noticesAnExpiredToken()
    {
        DemoVaultProcess demo(
            {QStringLiteral("--mode"), QStringLiteral("fudo"), QStringLiteral("--secrets"), QStringLiteral("20")});
        QVERIFY2(demo.isRunning(), qPrintable(demo.problem()));
        QFile authority(demo.certificateFile());
        QVERIFY(authority.open(QIODevice::ReadOnly));
        Account account = m_account;
        account.id = QStringLiteral("another");
        account.server = demo.fudo().url;
        account.certificateAuthorities = authority.readAll();
        const QByteArray token = demo.fudo().adaToken;
        QVERIFY(QCoro::waitFor(m_credentials.write(
            QStringLiteral("another/token"), SecretBuffer::copyOf({token.constData(), std::size_t(token.size())}))));
        FudoVault vault(account, m_credentials);
        QVERIFY(QCoro::waitFor(vault.signIn({})));
        QVERIFY(demo.setFaults({{QStringLiteral("expire_tokens"), true}}));
        QCOMPARE(QCoro::waitFor(vault.fetchIndex({}, {})).error().kind, ErrorKind::NotAuthenticated);
        QCOMPARE(QCoro::waitFor(vault.signIn({})).error().kind, ErrorKind::NotAuthenticated);
    }

    void keepsToTheAccountsCertificates()
    {
        Account account = m_account;
        account.certificateAuthorities.clear();
        FudoVault stranger(account, m_credentials);
        QCOMPARE(QCoro::waitFor(stranger.signIn({})).error().kind, ErrorKind::TlsUntrusted);

        const auto leaf = QCoro::waitFor(HttpClient::peerCertificate(m_demo->fudo().url));
        QVERIFY(leaf);
        account.pinnedCertificate = leaf->digest(QCryptographicHash::Sha256);
        FudoVault pinned(account, m_credentials);
        QVERIFY(QCoro::waitFor(pinned.signIn({})));

        account.pinnedCertificate[0] = static_cast<char>(~account.pinnedCertificate[0]);
        FudoVault mispinned(account, m_credentials);
        QCOMPARE(QCoro::waitFor(mispinned.signIn({})).error().kind, ErrorKind::TlsPinMismatch);
    }

    void worksWithTheDocumentedPartAlone()
    {
        DemoVaultProcess demo({QStringLiteral("--mode"), QStringLiteral("fudo"), QStringLiteral("--secrets"),
                               QStringLiteral("60"), QStringLiteral("--no-inferred")});
        QVERIFY2(demo.isRunning(), qPrintable(demo.problem()));
        QFile authority(demo.certificateFile());
        QVERIFY(authority.open(QIODevice::ReadOnly));
        Account account = m_account;
        account.id = QStringLiteral("strict");
        account.server = demo.fudo().url;
        account.certificateAuthorities = authority.readAll();
        const QByteArray token = demo.fudo().adaToken;
        QVERIFY(QCoro::waitFor(m_credentials.write(
            QStringLiteral("strict/token"), SecretBuffer::copyOf({token.constData(), std::size_t(token.size())}))));
        FudoVault vault(account, m_credentials);
        QVERIFY(QCoro::waitFor(vault.signIn({})));
        const auto catalog = QCoro::waitFor(fetchCatalog(vault, m_workers, {}, {}));
        QVERIFY(catalog);
        QVERIFY((*catalog)->size() > 0);
        // Without a collection list the tree comes from the secrets, names included.
        QVERIFY(!(*catalog)->collections().empty());
        for (const Collection &collection : (*catalog)->collections())
            QVERIFY(collection.name != collection.id);
    }
};

QTEST_GUILESS_MAIN(FudoDemoTest)
#include "tst_fudodemo.moc"
