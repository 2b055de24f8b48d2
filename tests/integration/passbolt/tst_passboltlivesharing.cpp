// SPDX-License-Identifier: GPL-3.0-or-later
// Sharing at a real Passbolt, between users with different kinds of keys. COFFRET_LIVE_PASSBOLT as for
// tst_passboltlive. Everything made here has a name that begins with "sharing" and is removed again.
#include "tests/integration/passbolt/liveperson.h"
#include "tests/integration/passbolt/messagecheck.h"

#include <QCoroTask>

using namespace coffret;
using namespace coffret::test;

namespace {

using Target = SharePlan::Target;

const QString PasswordAndDescription = QStringLiteral("a28a04cd-6f53-518a-967c-9963bf9cec51");
const QString V5Default = QStringLiteral("dd1f723d-0d1e-513f-8218-4055dc0530d0");
const QByteArray Value = "{\"object_type\":\"PASSBOLT_SECRET_DATA\",\"password\":\"0123456\",\"description\":\"\"}";

} // namespace

class TestPassboltLiveSharing : public QObject
{
    Q_OBJECT

    const QJsonObject m_instances = liveInstances();
    std::unique_ptr<LivePerson> m_ada;   // RSA, administrator
    std::unique_ptr<LivePerson> m_betty; // Curve25519
    std::unique_ptr<LivePerson> m_carol;
    bool m_v5 = false;
    QStringList m_made; ///< paths of what has to go, by Ada

    void meet()
    {
        QFETCH(QString, instance);
        const QJsonObject server = m_instances[instance].toObject();
        m_v5 = encryptsMetadata(server);
        m_ada = std::make_unique<LivePerson>(server, QStringLiteral("ada"));
        m_betty = std::make_unique<LivePerson>(server, QStringLiteral("betty"));
        m_carol = std::make_unique<LivePerson>(server, QStringLiteral("carol"));
    }
    [[nodiscard]] QString newSecret(const LivePerson &owner, const QString &folderId = {}, bool isSigned = true)
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
    /// Whether somebody, by hand, reads the value and finds it signed by signer, in a message of the right form.
    [[nodiscard]] static bool reads(const LivePerson &reader, const QString &id, const LivePerson &signer)
    {
        const QString message = reader.messageOf(id);
        const QString problem = reader.problemWith(message, signer.fingerprint());
        if (!problem.isEmpty())
            qWarning("%s", qPrintable(problem));
        return problem.isEmpty() && reader.guest.open(message).contains(Value);
    }
    [[nodiscard]] static bool isRefused(const LivePerson &reader, const QString &id)
    {
        return reader.guest.get(QStringLiteral("/secrets/resource/%1.json").arg(id)).status == 404;
    }

private Q_SLOTS:
    void cleanup();
    void bothWays_data() { addLiveInstances(); }
    void bothWays();
    void theServerRefusesWhatPlanningRefuses_data() { addLiveInstances(); }
    void theServerRefusesWhatPlanningRefuses();
    void aFolderAndAllBelow_data() { addLiveInstances(); }
    void aFolderAndAllBelow();
    void intoASharedFolderAndOut_data() { addLiveInstances(); }
    void intoASharedFolderAndOut();
    void aGroup_data() { addLiveInstances(); }
    void aGroup();
    void finds_data() { addLiveInstances(); }
    void finds();
};

void TestPassboltLiveSharing::cleanup()
{
    QStringList left;
    for (const QString &path : std::exchange(m_made, {})) {
        if (m_ada->guest.remove(path).status != 200 && m_betty->guest.remove(path).status != 200)
            left.append(path);
    }
    QCOMPARE(left, QStringList());
}

void TestPassboltLiveSharing::bothWays()
{
    meet();
    for (const auto &[from, to] : {std::pair(m_ada.get(), m_betty.get()), std::pair(m_betty.get(), m_ada.get())}) {
        const QString id = newSecret(*from);
        QVERIFY(!id.isEmpty());
        QVERIFY(isRefused(*to, id));
        const QString other = to->id();
        QCOMPARE(from->share(Target::Secret, id, {accessChange(other, AccessRight::None, AccessRight::Update)}),
                 QString());
        QVERIFY(reads(*to, id, *from));
        QVERIFY(reads(*from, id, *from));
        QVERIFY(isRefused(*m_carol, id));
        if (m_v5) { // the words are for everybody who may read the value
            VERIFY_OK(QCoro::waitFor(to->session->refresh()));
            const SecretSummary summary = to->listed(id);
            QCOMPARE(summary.name, QStringLiteral("sharing secret"));
            QVERIFY(!summary.markers.testFlag(Marker::MetadataUnverified));
            const QString metadata = textAt(to->rowOf(id), "metadata");
            QCOMPARE(formProblem(to->guest.home(), metadata), QString());
            const QByteArray words = openSharedMetadata(to->guest, metadata);
            QVERIFY(words.contains("sharing secret") && words.contains("SESSION_KEY 9:"));
            QVERIFY(words.contains("VALIDSIG " + from->fingerprint().toLatin1()));
        }
        QCOMPARE(from->share(Target::Secret, id, {accessChange(other, AccessRight::Update, AccessRight::Read)}),
                 QString());
        QVERIFY(reads(*to, id, *from));
        QCOMPARE(from->share(Target::Secret, id, {accessChange(other, AccessRight::Read, AccessRight::None)}),
                 QString());
        QVERIFY(isRefused(*to, id));
        QVERIFY(reads(*from, id, *from));
    }
}

void TestPassboltLiveSharing::theServerRefusesWhatPlanningRefuses()
{
    meet();
    const QString id = newSecret(*m_ada);
    const QString betty = m_betty->id();
    const auto orphan = m_ada->plan(Target::Secret, id,
                                    {accessChange(m_ada->guest.id(), AccessRight::Own, AccessRight::None),
                                     accessChange(betty, AccessRight::None, AccessRight::Update)});
    QVERIFY(!orphan);
    QCOMPARE(orphan.error().kind, ErrorKind::InvalidInput);
    QCOMPARE(m_ada->share(Target::Secret, id, {accessChange(betty, AccessRight::None, AccessRight::Update)}),
             QString());
    const auto notHers =
        m_betty->plan(Target::Secret, id, {accessChange(m_carol->guest.id(), AccessRight::None, AccessRight::Read)});
    QVERIFY(!notHers);
    QCOMPARE(notHers.error().kind, ErrorKind::Forbidden);
    const QString unsignedId = newSecret(*m_ada, {}, false);
    const auto plan =
        m_ada->plan(Target::Secret, unsignedId, {accessChange(betty, AccessRight::None, AccessRight::Read)});
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
    const QString betty = m_betty->id();
    const auto plan = m_ada->plan(Target::Collection, top, {accessChange(betty, AccessRight::None, AccessRight::Read)});
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
    QCOMPARE(m_ada->share(Target::Collection, top, {accessChange(betty, AccessRight::Read, AccessRight::None)}),
             QString());
    for (const QString &id : secrets)
        QVERIFY(isRefused(*m_betty, id));
    QCOMPARE(m_betty->guest.get(QStringLiteral("/folders/%1.json").arg(inner)).status, 404);
}

void TestPassboltLiveSharing::intoASharedFolderAndOut()
{
    meet();
    const QString team = newFolder(QStringLiteral("team"));
    QCOMPARE(m_ada->share(Target::Collection, team,
                          {accessChange(m_betty->guest.id(), AccessRight::None, AccessRight::Update)}),
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
    const AccessChange groupReads = accessChange(groupId, AccessRight::None, AccessRight::Read, Grantee::Kind::Group);
    QCOMPARE(m_ada->share(Target::Secret, id, {groupReads}), QString());
    QVERIFY(reads(*m_betty, id, *m_ada));
    QVERIFY(isRefused(*m_carol, id));

    using Kind = GroupChange::Kind;
    const auto notHers = QCoro::waitFor(m_betty->session->sharing()->planGroup(
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
    const auto groups = QCoro::waitFor(m_carol->session->sharing()->groups({}));
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
    const QString email = m_ada->guest.text("email");
    const auto people = QCoro::waitFor(m_betty->session->sharing()->findGrantees(email, {}));
    VERIFY_OK(people);
    QCOMPARE(people->size(), std::size_t(1));
    QCOMPARE(people->front().id, m_ada->guest.id());
    QCOMPARE(people->front().name, m_ada->guest.text("name"));
    QCOMPARE(people->front().email, email);
    QFETCH(QString, instance);
    const QJsonValue group = m_instances[instance][QLatin1String("groups")][0];
    const auto groups = QCoro::waitFor(m_betty->session->sharing()->findGrantees(textAt(group, "name"), {}));
    VERIFY_OK(groups);
    const auto found = std::find_if(groups->begin(), groups->end(),
                                    [&](const Grantee &grantee) { return grantee.id == textAt(group, "id"); });
    QVERIFY(found != groups->end());
    QCOMPARE(found->kind, Grantee::Kind::Group);
    QVERIFY(found->members > 0);
}

int main(int argc, char **argv)
{
    return runLiveTest<TestPassboltLiveSharing>(argc, argv);
}

#include "tst_passboltlivesharing.moc"
