// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/memorycredentialstore.h"
#include "core/vault/fudo/fudovault.h"
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

HostileOutcome shownBy(const Expected<FetchedPayload> &payload)
{
    HostileOutcome outcome = outcomeOf(payload);
    if (!payload)
        return outcome;
    for (const SecretField &field : payload->fields) {
        if (field.isProtected)
            outcome.values.append(QByteArray(field.value.view().data(), static_cast<qsizetype>(field.value.size())));
    }
    return outcome;
}

} // namespace

/// A FudoVault of which every answer is spoilt in turn.
class FudoHostileAnswersTest : public HostileAnswersTest
{
    Q_OBJECT

    std::unique_ptr<demovault::DemoVault> m_demo;
    MemoryCredentialStore m_credentials;
    Account m_account;
    Account m_portal; ///< the same, with a name and a password
    std::unique_ptr<FudoVault> m_vault;
    SecretSummary m_open;  ///< may be read as it is
    SecretSummary m_lent;  ///< has to be checked out
    SecretSummary m_asked; ///< has to be asked for
    QString m_made;        ///< by what a call began with
    QString m_collection;
    QByteArray m_value;
    std::unique_ptr<FudoVault> m_another;

    void keep(const char *name, const QString &secret)
    {
        QVERIFY(QCoro::waitFor(m_credentials.write(m_account.id + QLatin1String(name), bufferOf(secret.toLatin1()))));
    }
    [[nodiscard]] std::unique_ptr<FudoVault> signedIn()
    {
        auto vault = std::make_unique<FudoVault>(m_account, m_credentials);
        const auto done = QCoro::waitFor(vault->signIn({}));
        if (!done)
            qFatal("no sign-in: %s", qPrintable(done.error().detail));
        return vault;
    }
    [[nodiscard]] static Expected<std::vector<SecretSummary>> listOf(FudoVault &vault)
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
    void configure(const QString &id, const char *key, const QJsonValue &value)
    {
        const QJsonObject secret{{QStringLiteral("id"), id}, {QLatin1String(key), value}};
        if (!m_demo->configureFudo({{QStringLiteral("secret"), secret}}))
            qFatal("no such secret");
    }
    void release() { configure(m_lent.id, "release", QStringLiteral("ada")); }
    void asAtFirst()
    {
        if (!m_demo->configureFudo({{QStringLiteral("as_at_first"), true}}))
            qFatal("not as at first");
    }
    [[nodiscard]] SecretDraft newLogin() const
    {
        SecretDraft draft;
        draft.name = QStringLiteral("Made by the test");
        draft.collectionId = m_open.collectionId;
        draft.username = QStringLiteral("ada");
        draft.uris = QStringList{QStringLiteral("https://example.com/")};
        draft.fields.push_back({FieldKind::Password, fieldKey(FieldKind::Password), {}, true, bufferOf("pw")});
        return draft;
    }
    [[nodiscard]] SecretDraft change(const SecretSummary &summary) const
    {
        SecretDraft draft;
        draft.id = summary.id;
        draft.type = summary.type;
        draft.vendorType = summary.vendorType;
        draft.collectionId = summary.collectionId;
        draft.name = summary.name + QStringLiteral(" again");
        draft.username = summary.username;
        draft.uris = QStringList{QStringLiteral("https://other.example.com/")};
        draft.baseModified = summary.modified;
        draft.valuesChanged = false;
        return draft;
    }
    /// A secret of the test's own, as the server had everything at first besides.
    void makeOne()
    {
        asAtFirst();
        const auto made = QCoro::waitFor(m_vault->writing()->create(newLogin(), {}, {}));
        if (!made)
            qFatal("nothing made: %s", qPrintable(made.error().detail));
        m_made = *made;
    }
    void makeCollection()
    {
        asAtFirst();
        const auto made =
            QCoro::waitFor(m_vault->writing()->createCollection(QStringLiteral("Made by the test"), m_collection, {}));
        if (!made)
            qFatal("nothing made: %s", qPrintable(made.error().detail));
        m_made = *made;
    }

    void addReading()
    {
        m_run->add({QStringLiteral("sign in"),
                    [this] {
                        FudoVault vault(m_account, m_credentials);
                        return outcomeOf(QCoro::waitFor(vault.signIn({})));
                    },
                    {},
                    true});
        m_run->add({QStringLiteral("sign in by password"),
                    [this] {
                        FudoVault vault(m_portal, m_credentials);
                        return outcomeOf(QCoro::waitFor(vault.signIn({})));
                    },
                    {},
                    true});
        m_run->add({QStringLiteral("index"), [this] { return outcomeOf(listOf(*m_vault)); }});
        m_run->add({QStringLiteral("one row"),
                    [this] { return outcomeOf(QCoro::waitFor(m_vault->fetchSummary(m_open.id, {}))); }});
        m_run->add(
            {QStringLiteral("reveal"), [this] { return shownBy(QCoro::waitFor(m_vault->fetchPayload(m_open, {}))); }});
        m_run->add({QStringLiteral("reveal what is lent"),
                    [this] { return shownBy(QCoro::waitFor(m_vault->fetchPayload(m_lent, {}))); },
                    [this] { release(); }});
        m_run->add({QStringLiteral("history"),
                    [this] { return outcomeOf(QCoro::waitFor(m_vault->discussion()->revisions(m_open.id, {}))); }});
    }
    void addLending()
    {
        m_run->add({QStringLiteral("state of a check-out"),
                    [this] { return outcomeOf(QCoro::waitFor(m_vault->checkOut()->state(m_lent.id, {}))); }});
        m_run->add({QStringLiteral("ask for access"),
                    [this] {
                        const AccessRequest request(QStringLiteral("the test"), 1);
                        return outcomeOf(QCoro::waitFor(m_vault->checkOut()->request(m_asked.id, request, {})));
                    },
                    [this] { asAtFirst(); }});
        m_run->add({QStringLiteral("check out"),
                    [this] { return outcomeOf(QCoro::waitFor(m_vault->checkOut()->checkOut(m_lent.id, {}))); },
                    [this] { release(); }});
        m_run->add({QStringLiteral("check in"),
                    [this] { return outcomeOf(QCoro::waitFor(m_vault->checkOut()->checkIn(m_lent.id, {}))); },
                    [this] {
                        release();
                        configure(m_lent.id, "hold", QStringLiteral("ada"));
                    }});
        m_run->add({QStringLiteral("what is held"),
                    [this] { return outcomeOf(QCoro::waitFor(m_vault->checkOut()->fetchHeld({}))); }});
        m_run->add(
            {QStringLiteral("grants"), [this] { return outcomeOf(QCoro::waitFor(m_vault->checkOut()->grants({}))); }});
        m_run->add({QStringLiteral("sign out"), [this] { return outcomeOf(QCoro::waitFor(m_another->signOut())); },
                    [this] {
                        release();
                        m_another = signedIn();
                        if (!QCoro::waitFor(m_another->checkOut()->checkOut(m_lent.id, {})))
                            qFatal("not checked out");
                    }});
    }
    void addWriting()
    {
        m_run->add({QStringLiteral("create"),
                    [this] { return outcomeOf(QCoro::waitFor(m_vault->writing()->create(newLogin(), {}, {}))); },
                    [this] { asAtFirst(); }});
        m_run->add({QStringLiteral("update"),
                    [this] {
                        const auto summary = QCoro::waitFor(m_vault->fetchSummary(m_made, {}));
                        if (!summary)
                            return outcomeOf(summary);
                        return outcomeOf(QCoro::waitFor(m_vault->writing()->update(change(*summary), {}, {})));
                    },
                    [this] { makeOne(); }});
        m_run->add({QStringLiteral("move"),
                    [this] { return outcomeOf(QCoro::waitFor(m_vault->writing()->move(m_made, m_collection, {}))); },
                    [this] { makeOne(); }});
        m_run->add({QStringLiteral("remove"),
                    [this] { return outcomeOf(QCoro::waitFor(m_vault->writing()->remove(m_made, {}))); },
                    [this] { makeOne(); }});
        m_run->add({QStringLiteral("create a collection"),
                    [this] {
                        return outcomeOf(QCoro::waitFor(
                            m_vault->writing()->createCollection(QStringLiteral("New"), m_collection, {})));
                    },
                    [this] { asAtFirst(); }});
        m_run->add({QStringLiteral("rename a collection"),
                    [this] {
                        return outcomeOf(QCoro::waitFor(
                            m_vault->writing()->renameCollection(m_made, QStringLiteral("Renamed"), {})));
                    },
                    [this] { makeCollection(); }});
        m_run->add(
            {QStringLiteral("remove a collection"),
             [this] { return outcomeOf(QCoro::waitFor(m_vault->writing()->removeCollection(m_made, false, {}))); },
             [this] { makeCollection(); }});
    }
    void renew()
    {
        asAtFirst();
        m_vault = signedIn();
        if (!listOf(*m_vault))
            qFatal("no index");
    }
    [[nodiscard]] QString recovered()
    {
        const HostileOutcome outcome = shownBy(QCoro::waitFor(m_vault->fetchPayload(m_open, {})));
        if (outcome.error)
            return QStringLiteral("afterwards nothing can be read: %1").arg(outcome.error->detail);
        return outcome.values.contains(m_value) ? QString() : QStringLiteral("afterwards another value");
    }

private Q_SLOTS:
    void initTestCase();
};

void FudoHostileAnswersTest::initTestCase()
{
    demovault::Options options;
    options.modes = QStringList{QStringLiteral("fudo")};
    options.secrets = 9;
    m_demo = std::make_unique<demovault::DemoVault>(options);
    QCOMPARE(m_demo->start(), QString());
    const QJsonObject description = m_demo->description();
    QFile authority(description[QLatin1String("certificate")].toString());
    QVERIFY(authority.open(QIODevice::ReadOnly));
    const QJsonObject fudo = description[QLatin1String("fudo")].toObject();
    const QJsonValue ada = fudo[QLatin1String("users")][0];
    m_account.id = QStringLiteral("account");
    m_account.service = Service::FudoUag;
    m_account.server = QUrl(fudo[QLatin1String("url")].toString());
    m_account.certificateAuthorities = authority.readAll();
    m_portal = m_account;
    m_portal.portalUser = QStringLiteral("ada");
    keep("/token", ada[QLatin1String("token")].toString());
    keep("/password", ada[QLatin1String("password")].toString());
    m_vault = signedIn();
    const auto all = listOf(*m_vault);
    QVERIFY(all);
    for (const SecretSummary &summary : *all) {
        const bool exclusive = summary.markers.testFlag(Marker::NeedsApproval);
        const auto payload = QCoro::waitFor(m_vault->fetchUnattended(summary, {}));
        if (payload && summary.type == SecretType::Login)
            m_open = summary;
        else if (!payload && exclusive)
            (m_lent.id.isEmpty() ? m_lent : m_asked) = summary;
    }
    QVERIFY(!m_open.id.isEmpty() && !m_lent.id.isEmpty() && !m_asked.id.isEmpty());
    m_collection = m_open.collectionId;
    m_value = shownBy(QCoro::waitFor(m_vault->fetchPayload(m_open, {}))).values.value(0);
    QVERIFY(!m_value.isEmpty());
    m_run = std::make_unique<HostileRun>(*m_demo);
    m_run->setRecovery([this] { return recovered(); });
    m_run->setRenewal([this] { renew(); });
    m_run->keepSecret(m_demo->canaries() << m_value << ada[QLatin1String("token")].toString().toLatin1()
                                         << ada[QLatin1String("password")].toString().toLatin1());
    // Once a request for access was taken, how it stands is told where it can be.
    m_run->leaveOptional({QStringLiteral("ask for access: GET /api/v2/secret/*"),
                          QStringLiteral("ask for access: GET /api/v2/secret/shared"),
                          QStringLiteral("ask for access: GET /api/v2/access_request")});
    addReading();
    addLending();
    addWriting();
}

QTEST_GUILESS_MAIN(FudoHostileAnswersTest)
#include "tst_fudohostileanswers.moc"
