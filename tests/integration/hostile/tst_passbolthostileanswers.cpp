// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/openpgp/gpgmeengine.h"
#include "core/store/pinstore.h"
#include "core/store/trustledger.h"
#include "core/vault/passbolt/passboltvault.h"
#include "tests/integration/hostile/hostileanswerstest.h"

#include <QCoroTask>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace coffret;
using namespace coffret::test;

namespace {

SecretBuffer bufferOf(const QByteArray &text)
{
    return SecretBuffer::copyOf({text.constData(), static_cast<std::size_t>(text.size())});
}

Grantee granteeOf(Grantee::Kind kind, const QString &id)
{
    Grantee grantee;
    grantee.kind = kind;
    grantee.id = id;
    return grantee;
}

HostileOutcome outcomeOfJob(const Expected<JobReport> &report)
{
    HostileOutcome outcome = outcomeOf(report);
    if (report && !report->failures.empty())
        outcome.error = report->failures.front().error;
    return outcome;
}

} // namespace

/// A PassboltVault of which every answer is spoilt in turn, with gpg as it is.
class PassboltHostileAnswersTest : public HostileAnswersTest
{
    Q_OBJECT

    std::unique_ptr<demovault::DemoVault> m_demo;
    QTemporaryDir m_folder{QStringLiteral("/tmp/chXXXXXX")};
    std::unique_ptr<GpgmeEngine> m_engine;
    WorkerPool m_workers{1};
    SystemClock m_clock;
    std::unique_ptr<PinStore> m_pins;
    std::unique_ptr<TrustLedger> m_ledger;
    Account m_account;
    QString m_betty;
    QString m_bettysKey;
    std::unique_ptr<PassboltVault> m_vault;
    SecretSummary m_open; ///< of Ada's own
    QByteArray m_value;
    QString m_made; ///< by what a call began with
    QString m_comment;

    [[nodiscard]] std::unique_ptr<PassboltVault> newVault(const Account &account)
    {
        return std::make_unique<PassboltVault>(account, *m_engine, m_workers, *m_pins, *m_ledger, m_clock);
    }
    [[nodiscard]] static Expected<std::vector<SecretSummary>> listOf(PassboltVault &vault)
    {
        std::vector<SecretSummary> all;
        QString cursor;
        do {
            auto page = QCoro::waitFor(vault.fetchIndex(cursor, {}));
            if (!page)
                return failure(page);
            std::move(page->secrets.begin(), page->secrets.end(), std::back_inserter(all));
            cursor = page->nextCursor;
        } while (!cursor.isEmpty());
        return all;
    }
    /// What is protected in what a fetched message holds.
    [[nodiscard]] HostileOutcome opened(const Expected<FetchedPayload> &payload)
    {
        HostileOutcome outcome = outcomeOf(payload);
        if (!payload)
            return outcome;
        OpenRequest request(payload->ciphertext, payload->expectedSigners);
        const auto message = QCoro::waitFor(m_engine->open(std::move(request)));
        if (!message)
            return outcomeOf(message);
        const auto parsed = m_vault->parsePlaintext(m_open, message->plaintext);
        if (!parsed)
            return outcomeOf(parsed);
        for (const SecretField &field : parsed->fields) {
            if (field.isProtected)
                outcome.values.append(
                    QByteArray(field.value.view().data(), static_cast<qsizetype>(field.value.size())));
        }
        return outcome;
    }
    [[nodiscard]] SecretDraft newLogin() const
    {
        SecretDraft draft;
        draft.name = QStringLiteral("Made by the test");
        draft.username = QStringLiteral("ada");
        draft.fields.push_back({FieldKind::Password, fieldKey(FieldKind::Password), {}, true, bufferOf("pw")});
        return draft;
    }
    void removeMade()
    {
        if (!m_made.isEmpty() && !QCoro::waitFor(m_vault->writing()->remove(m_made, {})))
            qInfo("what a test made is gone already");
        m_made.clear();
    }
    void makeOne()
    {
        removeMade();
        const auto made = QCoro::waitFor(m_vault->writing()->create(newLogin(), {}, {}));
        if (!made)
            qFatal("nothing made: %s", qPrintable(made.error().detail));
        m_made = *made;
    }
    void makeFolder()
    {
        const auto made =
            QCoro::waitFor(m_vault->writing()->createCollection(QStringLiteral("Made by the test"), {}, {}));
        if (!made)
            qFatal("no folder: %s", qPrintable(made.error().detail));
        m_made = *made;
    }
    void removeFolder()
    {
        if (!m_made.isEmpty())
            (void)QCoro::waitFor(m_vault->writing()->removeCollection(m_made, false, {}));
        m_made.clear();
    }
    void makeComment()
    {
        const auto comments = QCoro::waitFor(m_vault->discussion()->comments(m_open.id, {}));
        if (!comments)
            qFatal("no comments: %s", qPrintable(comments.error().detail));
        for (const Comment &comment : *comments) {
            if (comment.mine)
                (void)QCoro::waitFor(m_vault->discussion()->removeComment(comment.id, {}));
        }
        const auto made =
            QCoro::waitFor(m_vault->discussion()->addComment(m_open.id, {}, QStringLiteral("by the test"), {}));
        if (!made)
            qFatal("no comment: %s", qPrintable(made.error().detail));
        m_comment = *made;
    }
    [[nodiscard]] HostileOutcome update()
    {
        const auto summary = QCoro::waitFor(m_vault->fetchSummary(m_made, {}));
        if (!summary)
            return outcomeOf(summary);
        SecretDraft draft = newLogin();
        draft.id = m_made;
        draft.type = summary->type;
        draft.vendorType = summary->vendorType;
        draft.baseModified = summary->modified;
        draft.fields.front().value = bufferOf("changed");
        return outcomeOf(QCoro::waitFor(m_vault->writing()->update(std::move(draft), {}, {})));
    }
    [[nodiscard]] HostileOutcome share()
    {
        const std::vector<AccessChange> changes{
            {granteeOf(Grantee::Kind::Person, m_betty), AccessRight::None, AccessRight::Read}};
        auto plan = QCoro::waitFor(m_vault->sharing()->planAccess(SharePlan::Target::Secret, m_made, changes, {}));
        if (!plan)
            return outcomeOf(plan);
        return outcomeOfJob(QCoro::waitFor(m_vault->sharing()->carryOut(*std::move(plan), {m_bettysKey}, {}, {})));
    }

    void addSession();
    void addReading();
    void addTalk();
    void addSharing();
    void addWriting();
    void startAnew()
    {
        m_vault = newVault(m_account);
        if (!QCoro::waitFor(m_vault->signIn({})) || !listOf(*m_vault))
            qFatal("no sign-in");
    }
    /// A session that could not be renewed is over, and whoever has it signs in again.
    [[nodiscard]] QString recovered()
    {
        auto row = QCoro::waitFor(m_vault->fetchSummary(m_open.id, {}));
        if (!row && row.error().kind == ErrorKind::NotAuthenticated) {
            startAnew();
            row = QCoro::waitFor(m_vault->fetchSummary(m_open.id, {}));
        }
        if (!row)
            return QStringLiteral("afterwards nothing can be listed: %1").arg(row.error().detail);
        return row->name == m_open.name ? QString() : QStringLiteral("afterwards another name");
    }
    [[nodiscard]] QString opensAgain()
    {
        const HostileOutcome outcome = opened(QCoro::waitFor(m_vault->fetchPayload(m_open, {})));
        if (outcome.error)
            return QStringLiteral("afterwards nothing can be opened: %1").arg(outcome.error->detail);
        return outcome.values.contains(m_value) ? QString() : QStringLiteral("afterwards another value");
    }

private Q_SLOTS:
    void initTestCase();
};

void PassboltHostileAnswersTest::addSession()
{
    m_run->add({QStringLiteral("sign in"),
                [this] { return outcomeOf(QCoro::waitFor(newVault(m_account)->signIn({}))); },
                {},
                true});
    m_run->add({QStringLiteral("sign in for the first time"),
                [this] {
                    Account stranger = m_account;
                    stranger.userId.clear();
                    return outcomeOf(QCoro::waitFor(newVault(stranger)->signIn({})));
                },
                {},
                true});
    m_run->add({QStringLiteral("renew a session"),
                [this] {
                    m_demo->expireAccessTokens();
                    return outcomeOf(QCoro::waitFor(m_vault->fetchSummary(m_open.id, {})));
                },
                [this] { startAnew(); }, true});
}

void PassboltHostileAnswersTest::addReading()
{
    m_run->add({QStringLiteral("index"), [this] { return outcomeOf(listOf(*m_vault)); }});
    m_run->add({QStringLiteral("one row"),
                [this] { return outcomeOf(QCoro::waitFor(m_vault->fetchSummary(m_open.id, {}))); }});
    m_run->add(
        {QStringLiteral("reveal"), [this] { return opened(QCoro::waitFor(m_vault->fetchPayload(m_open, {}))); }});
    m_run->add({QStringLiteral("reveal what was"), [this] {
                    const auto revisions = QCoro::waitFor(m_vault->discussion()->revisions(m_open.id, {}));
                    if (!revisions || revisions->empty())
                        return revisions ? HostileOutcome{Error{ErrorKind::NotFound, {}}} : outcomeOf(revisions);
                    const QString id = revisions->front().id;
                    return opened(QCoro::waitFor(m_vault->fetchRevision(m_open, id, {})));
                }});
}

void PassboltHostileAnswersTest::addTalk()
{
    m_run->add({QStringLiteral("comments"),
                [this] { return outcomeOf(QCoro::waitFor(m_vault->discussion()->comments(m_open.id, {}))); },
                [this] { makeComment(); }});
    m_run->add({QStringLiteral("add a comment"),
                [this] {
                    return outcomeOf(QCoro::waitFor(
                        m_vault->discussion()->addComment(m_open.id, m_comment, QStringLiteral("answer"), {})));
                },
                [this] { makeComment(); }});
    m_run->add({QStringLiteral("edit a comment"),
                [this] {
                    return outcomeOf(
                        QCoro::waitFor(m_vault->discussion()->editComment(m_comment, QStringLiteral("edited"), {})));
                },
                [this] { makeComment(); }});
    m_run->add({QStringLiteral("remove a comment"),
                [this] { return outcomeOf(QCoro::waitFor(m_vault->discussion()->removeComment(m_comment, {}))); },
                [this] { makeComment(); }});
    m_run->add({QStringLiteral("activity"),
                [this] { return outcomeOf(QCoro::waitFor(m_vault->discussion()->activity(m_open.id, {}))); }});
}

void PassboltHostileAnswersTest::addSharing()
{
    m_run->add({QStringLiteral("who has access"),
                [this] { return outcomeOf(QCoro::waitFor(m_vault->sharing()->accessToSecret(m_open.id, {}))); }});
    m_run->add({QStringLiteral("find somebody"), [this] {
                    return outcomeOf(QCoro::waitFor(m_vault->sharing()->findGrantees(QStringLiteral("betty"), {})));
                }});
    m_run->add(
        {QStringLiteral("groups"), [this] { return outcomeOf(QCoro::waitFor(m_vault->sharing()->groups({}))); }});
    m_run->add({QStringLiteral("readers"),
                [this] { return outcomeOf(QCoro::waitFor(m_vault->writing()->readers(m_open.id, {}, {}))); }});
    m_run->add({QStringLiteral("share"), [this] { return share(); }, [this] { makeOne(); }, true});
}

void PassboltHostileAnswersTest::addWriting()
{
    m_run->add({QStringLiteral("mark as a favourite"),
                [this] { return outcomeOf(QCoro::waitFor(m_vault->writing()->setFavourite(m_open.id, true, {}))); },
                [this] { (void)QCoro::waitFor(m_vault->writing()->setFavourite(m_open.id, false, {})); }});
    m_run->add({QStringLiteral("set tags"), [this] {
                    return outcomeOf(
                        QCoro::waitFor(m_vault->writing()->setTags(m_open.id, {QStringLiteral("of the test")}, {})));
                }});
    m_run->add({QStringLiteral("create a folder"),
                [this] {
                    const auto made = QCoro::waitFor(
                        m_vault->writing()->createCollection(QStringLiteral("Made by the test"), {}, {}));
                    m_made = made.value_or(QString());
                    return outcomeOf(made);
                },
                [this] { removeFolder(); }});
    m_run->add({QStringLiteral("rename a folder"),
                [this] {
                    return outcomeOf(
                        QCoro::waitFor(m_vault->writing()->renameCollection(m_made, QStringLiteral("Renamed"), {})));
                },
                [this] {
                    removeFolder();
                    makeFolder();
                }});
    m_run->add({QStringLiteral("remove a folder"),
                [this] { return outcomeOf(QCoro::waitFor(m_vault->writing()->removeCollection(m_made, false, {}))); },
                [this] {
                    removeFolder();
                    makeFolder();
                }});
    m_run->add({QStringLiteral("create"),
                [this] {
                    const auto made = QCoro::waitFor(m_vault->writing()->create(newLogin(), {}, {}));
                    m_made = made.value_or(QString());
                    return outcomeOf(made);
                },
                [this] { removeMade(); }, true});
    m_run->add({QStringLiteral("update"), [this] { return update(); }, [this] { makeOne(); }, true});
    m_run->add({QStringLiteral("remove"),
                [this] { return outcomeOf(QCoro::waitFor(m_vault->writing()->remove(m_made, {}))); },
                [this] { makeOne(); }, true});
}

void PassboltHostileAnswersTest::initTestCase()
{
    demovault::Options options;
    options.modes = QStringList{QStringLiteral("v4")};
    options.secrets = 6;
    options.passbolt.pro = true;
    options.passbolt.revisions = 3;
    m_demo = std::make_unique<demovault::DemoVault>(options);
    QCOMPARE(m_demo->start(), QString());
    const QJsonObject description = m_demo->description();
    QFile authority(description[QLatin1String("certificate")].toString());
    QVERIFY(authority.open(QIODevice::ReadOnly));
    const QJsonValue server = description[QLatin1String("passbolt")][0];
    const QJsonValue ada = server[QLatin1String("users")][0];
    m_betty = server[QLatin1String("users")][1][QLatin1String("id")].toString();
    m_bettysKey = server[QLatin1String("users")][1][QLatin1String("fingerprint")].toString();
    GpgmeEngine::Options engine;
    engine.privateHome = m_folder.filePath(QStringLiteral("g"));
    engine.userHome = ada[QLatin1String("gnupghome")].toString();
    auto created = GpgmeEngine::create(engine);
    QVERIFY(created);
    m_engine = std::move(*created);
    m_pins = std::make_unique<PinStore>(m_folder.filePath(QStringLiteral("pins.json")));
    m_ledger = std::make_unique<TrustLedger>(m_folder.filePath(QStringLiteral("ledger.sqlite")));
    QVERIFY(m_pins->load() && m_ledger->load());
    m_account.id = QStringLiteral("2c3d1b52-8a11-4a27-8f5c-0c6d4f9f1e11");
    m_account.server = QUrl(server[QLatin1String("url")].toString());
    m_account.certificateAuthorities = authority.readAll();
    m_account.serverFingerprint = server[QLatin1String("server_fingerprint")].toString();
    m_account.keyFingerprint = ada[QLatin1String("fingerprint")].toString();
    m_account.userId = ada[QLatin1String("id")].toString();
    m_vault = newVault(m_account);
    const auto done = QCoro::waitFor(m_vault->signIn({}));
    QVERIFY2(done, qPrintable(done ? QString() : done.error().detail));
    QVERIFY(listOf(*m_vault));
    const auto made = QCoro::waitFor(m_vault->writing()->create(newLogin(), {}, {}));
    QVERIFY2(made, qPrintable(made ? QString() : made.error().detail));
    const auto row = QCoro::waitFor(m_vault->fetchSummary(*made, {}));
    QVERIFY(row);
    m_open = *row;
    m_value = opened(QCoro::waitFor(m_vault->fetchPayload(m_open, {}))).values.value(0);
    QCOMPARE(m_value, QByteArray("pw"));
    m_run = std::make_unique<HostileRun>(*m_demo);
    m_run->setRecovery([this] { return recovered(); });
    m_run->setLongRecovery([this] { return opensAgain(); });
    m_run->setRenewal([this] { startAnew(); });
    // Reading goes on without the rules for writing, which asks for them again.
    // A server without tokens is asked in the older way, one without those rules has none, and of a session that was
    // only there to learn whose it is nobody waits for the end.
    m_run->leaveOptional({QStringLiteral("index: GET /v4/metadata/types/settings.json"),
                          QStringLiteral("GET /v4/auth/jwt/rsa.json"),
                          QStringLiteral("sign in: POST /v4/auth/jwt/login.json, status 500"),
                          QStringLiteral("sign in: POST /v4/auth/jwt/login.json, status 999"),
                          QStringLiteral("sign in: GET /v4/password-expiry/settings.json"),
                          QStringLiteral("sign in: GET /v4/*/settings.json"),
                          QStringLiteral("sign in: GET /v4/export-policies/settings.json"),
                          QStringLiteral("sign in for the first time: POST /v4/auth/verify.json"), // its headers say it
                          QStringLiteral("sign in for the first time: GET /v4/users/csrf-token.json"),
                          QStringLiteral("sign in for the first time: POST /v4/auth/logout.json")});
    // The status says all that there is to know of these.
    QStringList unread;
    for (const char *request : {"PUT /v4/comments/*", "DELETE /v4/comments/*", "PUT /v4/share/resource/*",
                                "DELETE /v4/favorites/*", "POST /v4/favorites/resource/*", "POST /v4/tags/*",
                                "PUT /v4/folders/*", "DELETE /v4/folders/*", "PUT /v4/resources/*",
                                "DELETE /v4/resources/*", "POST /v4/auth/jwt/logout.json", "POST /v4/auth/logout.json"})
        unread.append(QLatin1String(request));
    m_run->leaveUnread(unread);
    m_run->keepSecret(m_demo->canaries());
    addReading();
    addTalk();
    addSharing();
    addWriting();
    addSession();
}

QTEST_GUILESS_MAIN(PassboltHostileAnswersTest)
#include "tst_passbolthostileanswers.moc"
