// SPDX-License-Identifier: GPL-3.0-or-later
// From clear to encrypted metadata at a real Passbolt, and the encrypted names opened again with gpg alone.
// COFFRET_LIVE_PASSBOLT as README.md tells. Everything made here has a name that begins with "upgraded" and is removed
// again.
#include "tests/integration/passbolt/liveperson.h"
#include "tests/integration/passbolt/messagecheck.h"

#include <QCoroTask>

using namespace coffret;
using namespace coffret::test;

namespace {

struct OldSort
{
    const char *typeId;
    const char *secret;
    const char *after; ///< slug
};

// Identifiers are the same on every server.
constexpr OldSort OldSorts[] = {
    {"669f8c64-242a-59fb-92fc-81f660975fd3", "0042", "v5-password-string"},
    {"a28a04cd-6f53-518a-967c-9963bf9cec51", "{'password':'0042','description':'in the value'}", "v5-default"},
    {"05ba5c75-504d-5ad6-819a-83af68867d86",
     "{'totp':{'secret_key':'JBSWY3DPEHPK3PXP','digits':6,'algorithm':'SHA1','period':30}}", "v5-totp-standalone"},
    {"8cca88d9-a3f6-56df-b860-3ef08de5c5c4",
     "{'password':'0042','description':'','totp':{'secret_key':'JBSWY3DPEHPK3PXP','digits':6,'algorithm':'SHA1',"
     "'period':30}}",
     "v5-default-with-totp"},
};

} // namespace

class TestPassboltLiveUpgrade : public QObject
{
    Q_OBJECT

    const QJsonObject m_instances = liveInstances();
    std::unique_ptr<LivePerson> m_ada;
    std::unique_ptr<LivePerson> m_carol;
    QStringList m_secrets; ///< Carol's, to be removed

    void meet()
    {
        QFETCH(QString, instance);
        const QJsonObject server = m_instances[instance].toObject();
        m_ada = std::make_unique<LivePerson>(server, QStringLiteral("ada"));
        m_carol = std::make_unique<LivePerson>(server, QStringLiteral("carol"));
    }
    [[nodiscard]] bool isAllowed() const
    {
        return m_ada->guest.get(QStringLiteral("/metadata/types/settings.json"))
            .body[QLatin1String("allow_v4_v5_upgrade")]
            .toBool();
    }
    [[nodiscard]] QString newOldOne(const OldSort &sort)
    {
        const LiveGuest &carol = m_carol->guest;
        const bool isBare = sort.secret[0] != '{';
        QJsonObject row{{QStringLiteral("name"), QStringLiteral("upgraded äöü")},
                        {QStringLiteral("uri"), QStringLiteral("https://old.example.org")},
                        {QStringLiteral("resource_type_id"), QLatin1String(sort.typeId)}};
        if (QByteArray(sort.secret).contains("0042")) // one-time codes alone have none
            row.insert(QStringLiteral("username"), QStringLiteral("carol"));
        if (isBare)
            row.insert(QStringLiteral("description"), QStringLiteral("readable"));
        const QString message = carol.seal(json(sort.secret), {carol.fingerprint()});
        row.insert(QStringLiteral("secrets"), QJsonArray{QJsonObject{{QStringLiteral("data"), message}}});
        const QString id = textAt(carol.post(QStringLiteral("/resources.json"), row).body, "id");
        if (!id.isEmpty())
            m_secrets.append(id);
        return id;
    }
    /// By hand: clear metadata of Carol's that she may change and that is not of this test.
    [[nodiscard]] bool hasOthers() const
    {
        for (const QJsonValue row :
             m_carol->guest.get(QStringLiteral("/resources.json?contain[permission]=1")).body.toArray()) {
            if (!textAt(row, "name").isEmpty() &&
                row[QLatin1String("permission")][QLatin1String("type")].toInt() >= 7 &&
                !m_secrets.contains(textAt(row, "id")))
                return true;
        }
        return false;
    }

private Q_SLOTS:
    void cleanup();
    void refusedWhereNotAllowed_data() { addLiveInstances(); }
    void refusedWhereNotAllowed();
    void oneByOne_data() { addLiveInstances(); }
    void oneByOne();
    void everythingOfAnAccount_data() { addLiveInstances(); }
    void everythingOfAnAccount();
    void namesOfSharedOnes_data() { addLiveInstances(); }
    void namesOfSharedOnes();
};

void TestPassboltLiveUpgrade::cleanup()
{
    for (const QString &id : std::exchange(m_secrets, {}))
        QCOMPARE(m_carol->guest.remove(QStringLiteral("/resources/%1.json").arg(id)).status, 200);
}

void TestPassboltLiveUpgrade::refusedWhereNotAllowed()
{
    meet();
    QCOMPARE(m_carol->session->writing()->canUpgrade(), isAllowed());
    if (isAllowed())
        QSKIP("allowed here");
    QVERIFY(!newOldOne(OldSorts[1]).isEmpty());
    QCOMPARE(kindOf(QCoro::waitFor(m_carol->session->upgrade({}))), ErrorKind::Unsupported);
    QCOMPARE(textAt(m_carol->rowOf(m_secrets.front()), "name"), QStringLiteral("upgraded äöü"));
}

void TestPassboltLiveUpgrade::oneByOne()
{
    meet();
    if (!isAllowed())
        QSKIP("the administrator does not allow it");
    const QString id = newOldOne(OldSorts[1]);
    const QString other = newOldOne(OldSorts[1]);
    VERIFY_OK(QCoro::waitFor(m_carol->session->refresh()));
    auto shown = m_carol->edit(id);
    VERIFY_OK(shown);
    shown->draft.vendorType = QStringLiteral("v5-default");
    VERIFY_OK(m_carol->save(std::move(shown->draft)));
    QCOMPARE(m_carol->listed(id).vendorType, QStringLiteral("v5-default"));
    QCOMPARE(m_carol->listed(other).vendorType, QStringLiteral("password-and-description"));
    const QJsonValue row = m_carol->rowOf(id);
    QVERIFY(textAt(row, "name").isEmpty() && textAt(row, "uri").isEmpty() && textAt(row, "username").isEmpty());
    QCOMPARE(textAt(row, "metadata_key_type"), QStringLiteral("user_key"));
    QCOMPARE(m_carol->problemWith(textAt(row, "metadata"), m_carol->fingerprint()), QString());
    const QByteArray words = m_carol->guest.open(textAt(row, "metadata"));
    QVERIFY(words.contains("upgraded äöü") && words.contains("https://old.example.org"));
    QCOMPARE(m_carol->problemWith(m_carol->messageOf(id), m_carol->fingerprint()), QString());
    QVERIFY(m_carol->guest.open(m_carol->messageOf(id)).contains(json("'description':'in the value'")));
}

void TestPassboltLiveUpgrade::everythingOfAnAccount()
{
    meet();
    if (!isAllowed())
        QSKIP("the administrator does not allow it");
    if (hasOthers())
        QSKIP("carol has secrets with clear metadata that would not come back");
    for (const OldSort &sort : OldSorts)
        QVERIFY(!newOldOne(sort).isEmpty());
    QCOMPARE(m_carol->share(SharePlan::Target::Secret, m_secrets.last(),
                            {accessChange(m_ada->id(), AccessRight::None, AccessRight::Read)}),
             QString());
    QStringList before;
    for (const QString &id : std::as_const(m_secrets))
        before.append(m_carol->messageOf(id));
    // Words that no list has shown are not signed.
    const auto unseen = QCoro::waitFor(m_carol->session->upgrade({}));
    VERIFY_OK(unseen);
    QCOMPARE(unseen->done, 0);
    QCOMPARE(unseen->failures.size(), std::size_t(4));
    QCOMPARE(unseen->failures.front().error.kind, ErrorKind::Conflict);
    VERIFY_OK(QCoro::waitFor(m_carol->session->refresh()));
    int steps = 0;
    const auto report = QCoro::waitFor(m_carol->session->upgrade([&steps](int, int) { ++steps; }));
    VERIFY_OK(report);
    QCOMPARE(problemOf(*report), QString());
    QCOMPARE(report->done, 4);
    QCOMPARE(steps, 4);
    for (qsizetype i = 0; i < m_secrets.size(); ++i) {
        const QString id = m_secrets[i];
        const SecretSummary listed = m_carol->listed(id);
        QCOMPARE(listed.vendorType, QLatin1String(OldSorts[i].after));
        QCOMPARE(listed.name, QStringLiteral("upgraded äöü"));
        QCOMPARE(listed.uris, QStringList(QStringLiteral("https://old.example.org")));
        QCOMPARE(listed.description, i == 0 ? QStringLiteral("readable") : QString());
        QVERIFY(!listed.markers.testFlag(Marker::MetadataUnverified));
        QVERIFY(textAt(m_carol->rowOf(id), "name").isEmpty());
        QCOMPARE(m_carol->messageOf(id), before[i]); // values are not touched
    }
    QCOMPARE(textAt(m_carol->rowOf(m_secrets.first()), "metadata_key_type"), QStringLiteral("user_key"));
    QCOMPARE(textAt(m_carol->rowOf(m_secrets.last()), "metadata_key_type"), QStringLiteral("shared_key"));
    const auto again = QCoro::waitFor(m_carol->session->upgrade({}));
    VERIFY_OK(again);
    QCOMPARE(again->done, 0);
}

/// The other reader by hand: fetches the shared metadata key, and opens the name with gpg.
void TestPassboltLiveUpgrade::namesOfSharedOnes()
{
    meet();
    if (!isAllowed())
        QSKIP("the administrator does not allow it");
    const QString id = newOldOne(OldSorts[1]);
    QCOMPARE(m_carol->share(SharePlan::Target::Secret, id,
                            {accessChange(m_ada->id(), AccessRight::None, AccessRight::Update)}),
             QString());
    VERIFY_OK(QCoro::waitFor(m_ada->session->refresh()));
    auto shown = m_ada->edit(id);
    VERIFY_OK(shown);
    shown->draft.vendorType = QStringLiteral("v5-default");
    VERIFY_OK(m_ada->save(std::move(shown->draft), m_ada->readersOf(id)));
    const QJsonValue row = m_carol->rowOf(id);
    QCOMPARE(textAt(row, "metadata_key_type"), QStringLiteral("shared_key"));
    const QString metadata = textAt(row, "metadata");
    QCOMPARE(formProblem(m_carol->guest.home(), metadata), QString());
    const QByteArray words = openSharedMetadata(m_carol->guest, metadata);
    QVERIFY2(words.contains("upgraded äöü"), words.constData());
    QVERIFY(words.contains("SESSION_KEY 9:") && words.contains("DECRYPTION_INFO 2 9"));
    QVERIFY(words.contains("VALIDSIG " + m_ada->fingerprint().toLatin1()));
    QCOMPARE(m_carol->problemWith(m_carol->messageOf(id), m_ada->fingerprint()), QString());
    QVERIFY(m_carol->guest.open(metadata).isEmpty()); // it is not for her own key
}

int main(int argc, char **argv)
{
    return runLiveTest<TestPassboltLiveUpgrade>(argc, argv);
}

#include "tst_passboltliveupgrade.moc"
