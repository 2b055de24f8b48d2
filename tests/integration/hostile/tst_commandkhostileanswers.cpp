// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/memorycredentialstore.h"
#include "core/vault/commandk/commandkvault.h"
#include "tests/integration/hostile/hostileanswerstest.h"

#include <QCoroTask>
#include <QFile>
#include <QTest>

using namespace coffret;
using namespace coffret::test;

namespace {

SecretBuffer bufferOf(const QByteArray &text)
{
    return SecretBuffer::copyOf({text.constData(), static_cast<std::size_t>(text.size())});
}

QByteArray textOf(const SecretBuffer &value)
{
    return {value.view().data(), static_cast<qsizetype>(value.size())};
}

HostileOutcome shownBy(const Expected<FetchedPayload> &payload)
{
    HostileOutcome outcome = outcomeOf(payload);
    if (payload)
        outcome.values.append(textOf(payload->fields.front().value));
    return outcome;
}

HostileOutcome shownBy(const Expected<std::vector<EnvironmentValue>> &values)
{
    HostileOutcome outcome = outcomeOf(values);
    if (!values)
        return outcome;
    for (const EnvironmentValue &one : *values) {
        if (one.value)
            outcome.values.append(textOf(*one.value));
    }
    return outcome;
}

/// A column that could not be read counts.
HostileOutcome outcomeOfTable(const Expected<EnvironmentTable> &table)
{
    HostileOutcome outcome = outcomeOf(table);
    if (!table)
        return outcome;
    for (const EnvironmentTable::Column &column : table->environments) {
        if (column.error)
            outcome.error = column.error;
    }
    return outcome;
}

HostileOutcome outcomeOfSetting(const Expected<std::vector<EnvironmentResult>> &results)
{
    HostileOutcome outcome = outcomeOf(results);
    if (results && results->front().state != EnvironmentResult::State::Set)
        outcome.error = results->front().error.value_or(Error());
    return outcome;
}

} // namespace

/// A CommandKVault of which every answer is spoilt in turn.
class CommandKHostileAnswersTest : public HostileAnswersTest
{
    Q_OBJECT

    std::unique_ptr<demovault::DemoVault> m_demo;
    MemoryCredentialStore m_credentials;
    Account m_account;
    std::unique_ptr<CommandKVault> m_vault;
    std::vector<Environment> m_environments;
    SecretSummary m_open;
    QString m_made;
    QByteArray m_value;

    void keep(const char *name, const QString &secret)
    {
        QVERIFY(QCoro::waitFor(m_credentials.write(m_account.id + QLatin1String(name), bufferOf(secret.toLatin1()))));
    }
    [[nodiscard]] static Expected<std::vector<SecretSummary>> listOf(CommandKVault &vault)
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
    void asAtFirst()
    {
        if (!m_demo->configureCommandK({{QStringLiteral("as_at_first"), true}}))
            qFatal("not as at first");
    }
    [[nodiscard]] SecretDraft newToken() const
    {
        SecretDraft draft;
        draft.type = SecretType::ApiKey;
        draft.collectionId = m_open.collectionId;
        draft.name = QStringLiteral("MADE_BY_THE_TEST");
        draft.fields.push_back({FieldKind::Token, fieldKey(FieldKind::Token), {}, true, bufferOf("tok")});
        return draft;
    }
    /// A vault that never heard of anything: what a server calls unchanged comes from memory, and of what was begun one
    /// knows where to go on.
    void startAnew()
    {
        asAtFirst();
        m_vault = std::make_unique<CommandKVault>(m_account, m_credentials);
        if (!QCoro::waitFor(m_vault->signIn({})))
            qFatal("no sign-in");
    }
    void makeOne()
    {
        startAnew();
        const auto made = QCoro::waitFor(m_vault->writing()->create(newToken(), {}, {}));
        if (!made)
            qFatal("nothing made: %s", qPrintable(made.error().detail));
        m_made = *made;
    }
    [[nodiscard]] HostileOutcome update()
    {
        SecretSummary summary = m_open;
        summary.id = m_made;
        summary.type = SecretType::ApiKey;
        const auto opened = QCoro::waitFor(m_vault->fetchPayload(summary, {}));
        if (!opened)
            return outcomeOf(opened);
        SecretDraft draft = newToken();
        draft.id = m_made;
        draft.baseVersion = opened->version;
        draft.fields.front().value = bufferOf("changed");
        return outcomeOf(QCoro::waitFor(m_vault->writing()->update(std::move(draft), {}, {})));
    }

    void add(const char *name, std::function<HostileOutcome()> make)
    {
        m_run->add({QLatin1String(name), std::move(make), [this] { startAnew(); }});
    }
    void addReading()
    {
        using Depth = VaultEnvironments::Depth;
        const QString app = m_account.appIds.front();
        add("sign in", [this] {
            CommandKVault vault(m_account, m_credentials);
            return outcomeOf(QCoro::waitFor(vault.signIn({})));
        });
        add("index", [this] { return outcomeOf(listOf(*m_vault)); });
        add("one row", [this] { return outcomeOf(QCoro::waitFor(m_vault->fetchSummary(m_open.id, {}))); });
        add("reveal", [this] { return shownBy(QCoro::waitFor(m_vault->fetchPayload(m_open, {}))); });
        add("environments",
            [this, app] { return outcomeOf(QCoro::waitFor(m_vault->environments()->environments(app, {}))); });
        for (const Depth depth : {Depth::Names, Depth::Values}) {
            add(depth == Depth::Names ? "compare names" : "compare values", [this, app, depth] {
                return outcomeOfTable(QCoro::waitFor(m_vault->environments()->compare(app, m_environments, depth, {})));
            });
        }
        add("values",
            [this] { return shownBy(QCoro::waitFor(m_vault->environments()->values(m_open.collectionId, {}, {}))); });
    }
    void addWriting()
    {
        add("create", [this] { return outcomeOf(QCoro::waitFor(m_vault->writing()->create(newToken(), {}, {}))); });
        m_run->add({QStringLiteral("update"), [this] { return update(); }, [this] { makeOne(); }});
        add("set a value", [this] {
            return outcomeOfSetting(QCoro::waitFor(
                m_vault->environments()->setValue(m_open.name, {m_open.collectionId}, bufferOf("set"), {}, {})));
        });
    }
    [[nodiscard]] QString recovered()
    {
        asAtFirst();
        const HostileOutcome outcome = shownBy(QCoro::waitFor(m_vault->fetchPayload(m_open, {})));
        if (outcome.error)
            return QStringLiteral("afterwards nothing can be read: %1").arg(outcome.error->detail);
        return outcome.values.contains(m_value) ? QString() : QStringLiteral("afterwards another value");
    }

private Q_SLOTS:
    void initTestCase();
};

void CommandKHostileAnswersTest::initTestCase()
{
    demovault::Options options;
    options.modes = QStringList{QStringLiteral("commandk")};
    options.secrets = 9;
    m_demo = std::make_unique<demovault::DemoVault>(options);
    QCOMPARE(m_demo->start(), QString());
    const QJsonObject description = m_demo->description();
    QFile authority(description[QLatin1String("certificate")].toString());
    QVERIFY(authority.open(QIODevice::ReadOnly));
    const QJsonObject server = description[QLatin1String("commandk")].toObject();
    m_account.id = QStringLiteral("account");
    m_account.service = Service::CommandK;
    m_account.server = QUrl(server[QLatin1String("url")].toString());
    m_account.certificateAuthorities = authority.readAll();
    const QJsonValue apps = server[QLatin1String("apps")]; // one by its id, one by its name
    m_account.appIds = QStringList{apps[0][QLatin1String("id")].toString(), apps[1][QLatin1String("name")].toString()};
    keep("/read-token", server[QLatin1String("read_token")].toString());
    keep("/write-token", server[QLatin1String("write_token")].toString());
    m_vault = std::make_unique<CommandKVault>(m_account, m_credentials);
    QVERIFY(QCoro::waitFor(m_vault->signIn({})));
    const auto all = listOf(*m_vault);
    QVERIFY(all && !all->empty());
    m_open = all->front();
    const auto environments = QCoro::waitFor(m_vault->environments()->environments(m_account.appIds.front(), {}));
    QVERIFY(environments && environments->size() == 3);
    m_environments = *environments;
    m_value = shownBy(QCoro::waitFor(m_vault->fetchPayload(m_open, {}))).values.value(0);
    QVERIFY(!m_value.isEmpty());
    m_run = std::make_unique<HostileRun>(*m_demo);
    m_run->setRecovery([this] { return recovered(); });
    m_run->keepSecret(m_demo->canaries() << m_value << server[QLatin1String("read_token")].toString().toLatin1()
                                         << server[QLatin1String("write_token")].toString().toLatin1());
    // The status says all that there is to know of a value that was set.
    m_run->leaveUnread({QStringLiteral("PUT /commandk/apps/*/secrets/*/environments/*/values")});
    addReading();
    addWriting();
}

QTEST_GUILESS_MAIN(CommandKHostileAnswersTest)
#include "tst_commandkhostileanswers.moc"
