// SPDX-License-Identifier: GPL-3.0-or-later
// Sharing at a real Passbolt, between users with different kinds of keys. COFFRET_LIVE_PASSBOLT as for
// tst_passboltlive. Everything made here has a name that begins with "sharing" and is removed again.
#include "core/openpgp/gpgmeengine.h"
#include "core/sync/indexsync.h"
#include "core/vault/passbolt/passboltvault.h"
#include "tests/integration/passbolt/liveguest.h"

#include <QCoroTask>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

using namespace coffret;
using namespace coffret::test;

namespace {

using Target = SharePlan::Target;

const QString PasswordAndDescription = QStringLiteral("a28a04cd-6f53-518a-967c-9963bf9cec51");
const QString V5Default = QStringLiteral("dd1f723d-0d1e-513f-8218-4055dc0530d0");
const QByteArray Value = "{\"object_type\":\"PASSBOLT_SECRET_DATA\",\"password\":\"0123456\",\"description\":\"\"}";

QString textAt(const QJsonValue &value, const char *key)
{
    return value[QLatin1String(key)].toString();
}

template <typename T>
QString problemOf(const Expected<T> &result)
{
    return result
               ? QString()
               : QStringLiteral("error %1: %2").arg(static_cast<int>(result.error().kind)).arg(result.error().detail);
}

QString problemOf(const JobReport &report)
{
    QStringList problems;
    for (const JobReport::Failure &failed : report.failures)
        problems.append(failed.id + QStringLiteral(" %1 ").arg(static_cast<int>(failed.error.kind)) +
                        failed.error.detail);
    return problems.join(QLatin1Char('\n'));
}

#define VERIFY_OK(result) QVERIFY2((result).has_value(), qPrintable(problemOf(result)))

Grantee someone(const QString &id, Grantee::Kind kind = Grantee::Kind::Person)
{
    Grantee grantee;
    grantee.kind = kind;
    grantee.id = id;
    return grantee;
}

AccessChange change(const Grantee &grantee, AccessRight before, AccessRight after)
{
    return AccessChange{grantee, before, after};
}

QStringList fingerprintsOf(const std::vector<ReaderKey> &readers)
{
    QStringList fingerprints;
    for (const ReaderKey &reader : readers)
        fingerprints.append(reader.fingerprint);
    return fingerprints;
}

/// The same user twice: by hand, and with the vault.
struct Person
{
    Person(const QJsonObject &instance, const QString &handle)
        : guest(instance, handle)
        , folder(QStringLiteral("/tmp/clXXXXXX"))
        , pins(folder.filePath(QStringLiteral("pins.json")))
        , ledger(folder.filePath(QStringLiteral("ledger.sqlite")))
    {
        GpgmeEngine::Options options;
        options.privateHome = folder.filePath(QStringLiteral("g"));
        options.userHome = guest.home().path();
        auto created = GpgmeEngine::create(options);
        if (!created || !pins.load() || !ledger.load())
            qFatal("no OpenPGP");
        engine = std::move(*created);
        account.id = QStringLiteral("2c3d1b52-8a11-4a27-8f5c-0c6d4f9f1e11");
        account.server = QUrl(textAt(instance, "url"));
        account.certificateAuthorities = contentsOfFile(textAt(instance, "ca"));
        account.serverFingerprint = textAt(instance, "server_fingerprint");
        account.keyFingerprint = guest.fingerprint();
        account.userId = guest.id();
        vault = std::make_unique<PassboltVault>(account, *engine, workers, pins, ledger, clock);
        const auto done = QCoro::waitFor(vault->signIn({}));
        if (!done)
            qFatal("no sign-in: %s", qPrintable(done.error().detail));
        if (const auto index = QCoro::waitFor(vault->fetchIndex({}, {})); !index)
            qFatal("no index: %s", qPrintable(index.error().detail));
    }

    [[nodiscard]] QString carryOut(const Expected<SharePlan> &plan) const
    {
        if (!plan)
            return problemOf(plan);
        const auto report = QCoro::waitFor(vault->sharing()->carryOut(*plan, fingerprintsOf(plan->newReaders), {}, {}));
        return report ? problemOf(*report) : problemOf(report);
    }
    [[nodiscard]] Expected<SharePlan> plan(Target target, const QString &id,
                                           const std::vector<AccessChange> &changes) const
    {
        return QCoro::waitFor(vault->sharing()->planAccess(target, id, changes, {}));
    }
    [[nodiscard]] QString share(Target target, const QString &id, const std::vector<AccessChange> &changes) const
    {
        return carryOut(plan(target, id, changes));
    }
    [[nodiscard]] QString move(Target target, const QString &id, const QString &to) const
    {
        return carryOut(QCoro::waitFor(vault->sharing()->planMove(target, id, to, {})));
    }
    [[nodiscard]] QString changeGroup(const QString &id, const std::vector<GroupChange> &changes) const
    {
        const auto plan = QCoro::waitFor(vault->sharing()->planGroup(id, changes, {}));
        if (!plan)
            return problemOf(plan);
        const auto report =
            QCoro::waitFor(vault->sharing()->carryOutGroup(*plan, fingerprintsOf(plan->newReaders), {}, {}));
        return report ? problemOf(*report) : problemOf(report);
    }

    LiveGuest guest;
    QTemporaryDir folder;
    PinStore pins;
    TrustLedger ledger;
    WorkerPool workers{2};
    SystemClock clock;
    std::unique_ptr<GpgmeEngine> engine;
    Account account;
    std::unique_ptr<PassboltVault> vault;
};

} // namespace

class TestPassboltLiveSharing : public QObject
{
    Q_OBJECT

    QJsonObject m_instances;
    std::unique_ptr<Person> m_ada;   // RSA, administrator
    std::unique_ptr<Person> m_betty; // Curve25519
    std::unique_ptr<Person> m_carol;
    bool m_v5 = false;
    QStringList m_made; ///< paths of what has to go, by Ada

    void instances() const
    {
        QTest::addColumn<QString>("instance");
        for (auto it = m_instances.begin(); it != m_instances.end(); ++it)
            QTest::newRow(qPrintable(it.key())) << it.key();
    }
    void meet()
    {
        QFETCH(QString, instance);
        const QJsonObject server = m_instances[instance].toObject();
        m_v5 = server.contains(QLatin1String("metadata_key"));
        m_ada = std::make_unique<Person>(server, QStringLiteral("ada"));
        m_betty = std::make_unique<Person>(server, QStringLiteral("betty"));
        m_carol = std::make_unique<Person>(server, QStringLiteral("carol"));
    }
    [[nodiscard]] QString newSecret(const Person &owner, const QString &folderId = {}, bool isSigned = true)
    {
        const QString name = QStringLiteral("sharing secret");
        const QStringList self{owner.guest.fingerprint()};
        QJsonObject row{{QStringLiteral("resource_type_id"), m_v5 ? V5Default : PasswordAndDescription},
                        {QStringLiteral("folder_parent_id"), folderId.isEmpty() ? QJsonValue() : QJsonValue(folderId)}};
        if (m_v5) {
            const QJsonObject metadata{{QStringLiteral("object_type"), QStringLiteral("PASSBOLT_RESOURCE_METADATA")},
                                       {QStringLiteral("resource_type_id"), V5Default},
                                       {QStringLiteral("name"), name},
                                       {QStringLiteral("uris"), QJsonArray()}};
            row.insert(QStringLiteral("metadata"), owner.guest.seal(QJsonDocument(metadata).toJson(), self));
            row.insert(QStringLiteral("metadata_key_id"), QJsonValue::Null);
            row.insert(QStringLiteral("metadata_key_type"), QStringLiteral("user_key"));
        } else {
            row.insert(QStringLiteral("name"), name);
        }
        const QString message = owner.guest.seal(Value, self, isSigned);
        row.insert(QStringLiteral("secrets"), QJsonArray{QJsonObject{{QStringLiteral("data"), message}}});
        const auto made = owner.guest.post(QStringLiteral("/resources.json"), row);
        const QString id = textAt(made.body, "id");
        if (!id.isEmpty())
            m_made.prepend(QStringLiteral("/resources/%1.json").arg(id));
        return id;
    }
    [[nodiscard]] QString newFolder(const QString &name, const QString &parentId = {})
    {
        const auto made = m_ada->guest.post(
            QStringLiteral("/folders.json"),
            {{QStringLiteral("name"), QStringLiteral("sharing ") + name},
             {QStringLiteral("folder_parent_id"), parentId.isEmpty() ? QJsonValue() : QJsonValue(parentId)}});
        const QString id = textAt(made.body, "id");
        if (!id.isEmpty())
            m_made.append(QStringLiteral("/folders/%1.json?cascade=0").arg(id));
        return id;
    }
    /// Whether somebody, by hand, reads the value and finds it signed by signer.
    [[nodiscard]] static bool reads(const Person &reader, const QString &id, const Person &signer)
    {
        const auto answer = reader.guest.get(QStringLiteral("/secrets/resource/%1.json").arg(id));
        const QByteArray opened = reader.guest.open(textAt(answer.body, "data"));
        return answer.status == 200 && opened.contains(Value) &&
               opened.contains("VALIDSIG " + signer.guest.fingerprint().toLatin1());
    }
    [[nodiscard]] static bool isRefused(const Person &reader, const QString &id)
    {
        return reader.guest.get(QStringLiteral("/secrets/resource/%1.json").arg(id)).status == 404;
    }

private Q_SLOTS:
    void initTestCase();
    void cleanup();
    void bothWays_data() { instances(); }
    void bothWays();
    void theServerRefusesWhatPlanningRefuses_data() { instances(); }
    void theServerRefusesWhatPlanningRefuses();
    void aFolderAndAllBelow_data() { instances(); }
    void aFolderAndAllBelow();
    void intoASharedFolderAndOut_data() { instances(); }
    void intoASharedFolderAndOut();
    void aGroup_data() { instances(); }
    void aGroup();
    void finds_data() { instances(); }
    void finds();
};

void TestPassboltLiveSharing::initTestCase()
{
    m_instances = QJsonDocument::fromJson(contentsOfFile(qEnvironmentVariable("COFFRET_LIVE_PASSBOLT"))).object();
    QVERIFY(!m_instances.isEmpty());
}

void TestPassboltLiveSharing::cleanup()
{
    for (const QString &path : std::exchange(m_made, {})) {
        const bool gone = m_ada->guest.remove(path).status == 200 || m_betty->guest.remove(path).status == 200;
        QVERIFY2(gone, qPrintable(path));
    }
}

void TestPassboltLiveSharing::bothWays()
{
    meet();
    for (const auto &[from, to] : {std::pair(m_ada.get(), m_betty.get()), std::pair(m_betty.get(), m_ada.get())}) {
        const QString id = newSecret(*from);
        QVERIFY(!id.isEmpty());
        QVERIFY(isRefused(*to, id));
        const Grantee other = someone(to->guest.id());
        QCOMPARE(from->share(Target::Secret, id, {change(other, AccessRight::None, AccessRight::Update)}), QString());
        QVERIFY(reads(*to, id, *from));
        QVERIFY(reads(*from, id, *from));
        QVERIFY(isRefused(*m_carol, id));
        if (m_v5) { // the words are for everybody who may read the value
            const auto catalog = QCoro::waitFor(fetchCatalog(*to->vault, to->workers, {}, {}));
            VERIFY_OK(catalog);
            const SecretSummary summary = (*catalog)->summary((*catalog)->rowOf(id));
            QCOMPARE(summary.name, QStringLiteral("sharing secret"));
            QVERIFY(!summary.markers.testFlag(Marker::MetadataUnverified));
        }
        QCOMPARE(from->share(Target::Secret, id, {change(other, AccessRight::Update, AccessRight::Read)}), QString());
        QVERIFY(reads(*to, id, *from));
        QCOMPARE(from->share(Target::Secret, id, {change(other, AccessRight::Read, AccessRight::None)}), QString());
        QVERIFY(isRefused(*to, id));
        QVERIFY(reads(*from, id, *from));
    }
}

void TestPassboltLiveSharing::theServerRefusesWhatPlanningRefuses()
{
    meet();
    const QString id = newSecret(*m_ada);
    const Grantee betty = someone(m_betty->guest.id());
    const auto orphan = m_ada->plan(Target::Secret, id,
                                    {change(someone(m_ada->guest.id()), AccessRight::Own, AccessRight::None),
                                     change(betty, AccessRight::None, AccessRight::Update)});
    QVERIFY(!orphan);
    QCOMPARE(orphan.error().kind, ErrorKind::InvalidInput);
    QCOMPARE(m_ada->share(Target::Secret, id, {change(betty, AccessRight::None, AccessRight::Update)}), QString());
    const auto notHers =
        m_betty->plan(Target::Secret, id, {change(someone(m_carol->guest.id()), AccessRight::None, AccessRight::Read)});
    QVERIFY(!notHers);
    QCOMPARE(notHers.error().kind, ErrorKind::Forbidden);
    const QString unsignedId = newSecret(*m_ada, {}, false);
    const auto plan = m_ada->plan(Target::Secret, unsignedId, {change(betty, AccessRight::None, AccessRight::Read)});
    VERIFY_OK(plan);
    QCOMPARE(plan->unverified, 1);
    QCOMPARE(m_ada->carryOut(plan), QString());
    QVERIFY(!reads(*m_betty, unsignedId, *m_ada)); // the value, but without Ada's word
    const auto answer = m_betty->guest.get(QStringLiteral("/secrets/resource/%1.json").arg(unsignedId));
    QVERIFY(m_betty->guest.open(textAt(answer.body, "data")).contains(Value));
}

void TestPassboltLiveSharing::aFolderAndAllBelow()
{
    meet();
    const QString top = newFolder(QStringLiteral("top"));
    const QString inner = newFolder(QStringLiteral("inner"), top);
    const QStringList secrets{newSecret(*m_ada, top), newSecret(*m_ada, inner)};
    const QString outside = newSecret(*m_ada);
    const Grantee betty = someone(m_betty->guest.id());
    const auto plan = m_ada->plan(Target::Collection, top, {change(betty, AccessRight::None, AccessRight::Read)});
    VERIFY_OK(plan);
    QCOMPARE(plan->secrets, 2);
    QCOMPARE(plan->collections, 2);
    QCOMPARE(m_ada->carryOut(plan), QString());
    for (const QString &id : secrets) {
        QVERIFY(reads(*m_betty, id, *m_ada));
        QVERIFY(isRefused(*m_carol, id));
    }
    QVERIFY(isRefused(*m_betty, outside));
    QCOMPARE(m_betty->guest.get(QStringLiteral("/folders/%1.json").arg(inner)).status, 200);
    QCOMPARE(textAt(m_betty->guest.get(QStringLiteral("/folders/%1.json").arg(inner)).body, "folder_parent_id"), top);
    QCOMPARE(m_ada->share(Target::Collection, top, {change(betty, AccessRight::Read, AccessRight::None)}), QString());
    for (const QString &id : secrets)
        QVERIFY(isRefused(*m_betty, id));
    QCOMPARE(m_betty->guest.get(QStringLiteral("/folders/%1.json").arg(inner)).status, 404);
}

void TestPassboltLiveSharing::intoASharedFolderAndOut()
{
    meet();
    const QString team = newFolder(QStringLiteral("team"));
    QCOMPARE(m_ada->share(Target::Collection, team,
                          {change(someone(m_betty->guest.id()), AccessRight::None, AccessRight::Update)}),
             QString());
    const QString id = newSecret(*m_ada);
    QCOMPARE(m_ada->move(Target::Secret, id, team), QString());
    QVERIFY(reads(*m_betty, id, *m_ada));
    const QString path = QStringLiteral("/resources/%1.json").arg(id);
    QCOMPARE(textAt(m_betty->guest.get(path).body, "folder_parent_id"), team);
    const QString box = newFolder(QStringLiteral("box"));
    const QString inBox = newSecret(*m_ada, box);
    QCOMPARE(m_ada->move(Target::Collection, box, team), QString());
    QVERIFY(reads(*m_betty, inBox, *m_ada));
    QCOMPARE(m_ada->move(Target::Secret, id, QString()), QString());
    QVERIFY(isRefused(*m_betty, id));
    QVERIFY(reads(*m_ada, id, *m_ada));
    QCOMPARE(m_ada->guest.get(path).body[QLatin1String("folder_parent_id")].isNull(), true);
    QCOMPARE(m_ada->move(Target::Collection, box, QString()), QString());
    QVERIFY(isRefused(*m_betty, inBox));
}

void TestPassboltLiveSharing::aGroup()
{
    meet();
    const QJsonArray members{
        QJsonObject{{QStringLiteral("user_id"), m_ada->guest.id()}, {QStringLiteral("is_admin"), true}},
        QJsonObject{{QStringLiteral("user_id"), m_betty->guest.id()}, {QStringLiteral("is_admin"), false}}};
    const QString name = QStringLiteral("sharing group %1").arg(QDateTime::currentMSecsSinceEpoch());
    const auto made = m_ada->guest.post(QStringLiteral("/groups.json"),
                                        {{QStringLiteral("name"), name}, {QStringLiteral("groups_users"), members}});
    const QString groupId = textAt(made.body, "id");
    QVERIFY(!groupId.isEmpty());
    m_made.append(QStringLiteral("/groups/%1.json").arg(groupId));

    const QString id = newSecret(*m_ada);
    const Grantee group = someone(groupId, Grantee::Kind::Group);
    QCOMPARE(m_ada->share(Target::Secret, id, {change(group, AccessRight::None, AccessRight::Read)}), QString());
    QVERIFY(reads(*m_betty, id, *m_ada));
    QVERIFY(isRefused(*m_carol, id));

    using Kind = GroupChange::Kind;
    const auto notHers = QCoro::waitFor(m_betty->vault->sharing()->planGroup(
        groupId, std::vector<GroupChange>{GroupChange{m_carol->guest.id(), Kind::Add}}, {}));
    QVERIFY(!notHers);
    QCOMPARE(notHers.error().kind, ErrorKind::Forbidden);
    QCOMPARE(m_ada->changeGroup(groupId, {GroupChange{m_carol->guest.id(), Kind::Add}}), QString());
    QVERIFY(reads(*m_carol, id, *m_ada));
    QCOMPARE(m_ada->changeGroup(groupId, {GroupChange{m_betty->guest.id(), Kind::MakeManager},
                                          GroupChange{m_carol->guest.id(), Kind::Remove}}),
             QString());
    QVERIFY(isRefused(*m_carol, id));
    // Betty manages it now, and gives Carol what Ada wrote: signed by Betty, who checked it.
    QCOMPARE(m_betty->changeGroup(groupId, {GroupChange{m_carol->guest.id(), Kind::Add}}), QString());
    QVERIFY(reads(*m_carol, id, *m_betty));
    const auto groups = QCoro::waitFor(m_carol->vault->sharing()->groups({}));
    VERIFY_OK(groups);
    const auto found = std::find_if(groups->begin(), groups->end(),
                                    [&](const GroupDetails &details) { return details.group.id == groupId; });
    QVERIFY(found != groups->end());
    QCOMPARE(found->members.size(), std::size_t(3));
    QVERIFY(!found->managedByUser);
}

void TestPassboltLiveSharing::finds()
{
    meet();
    const auto people = QCoro::waitFor(m_betty->vault->sharing()->findGrantees(QStringLiteral("lovel"), {}));
    VERIFY_OK(people);
    QCOMPARE(people->size(), std::size_t(1));
    QCOMPARE(people->front().id, m_ada->guest.id());
    QCOMPARE(people->front().name, QStringLiteral("Ada Lovelace"));
    const auto groups = QCoro::waitFor(m_betty->vault->sharing()->findGrantees(QStringLiteral("Team"), {}));
    VERIFY_OK(groups);
    QVERIFY(!groups->empty());
    QCOMPARE(groups->front().kind, Grantee::Kind::Group);
    QVERIFY(groups->front().members > 0);
}

int main(int argc, char **argv)
{
    if (qEnvironmentVariableIsEmpty("COFFRET_LIVE_PASSBOLT")) {
        std::puts("SKIP ENTIRE TEST: COFFRET_LIVE_PASSBOLT names no file with servers to test against");
        return 0;
    }
    QCoreApplication app(argc, argv);
    TestPassboltLiveSharing test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_passboltlivesharing.moc"
