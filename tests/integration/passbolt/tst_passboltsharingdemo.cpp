// SPDX-License-Identifier: GPL-3.0-or-later
// Sharing as the vault does it, looked at from outside: what the others can read afterwards is asked of the demo vault
// by hand and opened with gpg itself.
#include "core/sync/indexsync.h"
#include "tests/integration/passbolt/sessionmember.h"

#include <QJsonDocument>

#include <algorithm>

using namespace coffret;
using namespace coffret::test;

namespace {

using Target = SharePlan::Target;
using State = ReaderKey::State;

const QString PasswordAndDescription = QStringLiteral("a28a04cd-6f53-518a-967c-9963bf9cec51");
const QString PasswordString = QStringLiteral("669f8c64-242a-59fb-92fc-81f660975fd3");
const QString V5Default = QStringLiteral("dd1f723d-0d1e-513f-8218-4055dc0530d0");
constexpr auto Value = "{\"password\":\"a value of the test\",\"description\":\"\"}";

Grantee person(const QString &id)
{
    Grantee grantee;
    grantee.id = id;
    return grantee;
}

Grantee group(const QString &id)
{
    Grantee grantee;
    grantee.kind = Grantee::Kind::Group;
    grantee.id = id;
    return grantee;
}

AccessChange give(const Grantee &grantee, AccessRight right = AccessRight::Read)
{
    return AccessChange{grantee, AccessRight::None, right};
}

AccessChange take(const Grantee &grantee, AccessRight before = AccessRight::Read)
{
    return AccessChange{grantee, before, AccessRight::None};
}

QStringList fingerprintsOf(const std::vector<ReaderKey> &readers)
{
    QStringList fingerprints;
    for (const ReaderKey &reader : readers)
        fingerprints.append(reader.fingerprint);
    return fingerprints;
}

QStringList idsOf(const std::vector<ReaderKey> &readers)
{
    QStringList ids;
    for (const ReaderKey &reader : readers)
        ids.append(reader.person.id);
    return ids;
}

QString problemsOf(const JobReport &report)
{
    QStringList problems;
    for (const JobReport::Failure &failed : report.failures)
        problems.append(QStringLiteral("%1: %2 %3")
                            .arg(failed.id)
                            .arg(static_cast<int>(failed.error.kind))
                            .arg(failed.error.detail));
    return problems.join(QLatin1Char('\n'));
}

/// Somebody who shares without what a session does about it.
struct Sharer : Member
{
    using Member::Member;

    [[nodiscard]] Expected<SharePlan> plan(Target target, const QString &id,
                                           const std::vector<AccessChange> &changes) const
    {
        return QCoro::waitFor(vault->sharing()->planAccess(target, id, changes, {}));
    }
    [[nodiscard]] Expected<SharePlan> planMove(Target target, const QString &id, const QString &to) const
    {
        return QCoro::waitFor(vault->sharing()->planMove(target, id, to, {}));
    }
    [[nodiscard]] Expected<JobReport> carryOut(const SharePlan &plan, const QStringList &confirmed = {},
                                               const Progress &progress = {}, const StopToken &stop = {}) const
    {
        return QCoro::waitFor(vault->sharing()->carryOut(plan, confirmed, progress, stop));
    }
    /// Plans and carries out, every key confirmed.
    [[nodiscard]] QString share(Target target, const QString &id, const std::vector<AccessChange> &changes) const
    {
        const auto made = plan(target, id, changes);
        if (!made)
            return problemOf(made);
        const auto report = carryOut(*made, fingerprintsOf(made->newReaders));
        return report ? problemsOf(*report) : problemOf(report);
    }
};

} // namespace

class TestPassboltSharingDemo : public QObject, private TwoMembers<Sharer>
{
    Q_OBJECT

    void meet(const QString &mode) { meetAnew(mode); }
    [[nodiscard]] QString bettyId() const { return m_betty->guest.user().id; }
    [[nodiscard]] QString adaId() const { return m_ada->guest.user().id; }
    [[nodiscard]] QString carolId() const { return userId(QStringLiteral("Carol")); }
    [[nodiscard]] QString groupId(const QString &name) const
    {
        for (const QJsonValue row : PassboltGuest::bodyOf(m_ada->guest.get(QStringLiteral("/groups.json"))).toArray()) {
            if (row[QLatin1String("name")] == name)
                return row[QLatin1String("id")].toString();
        }
        return {};
    }
    /// A new secret of the owner's own, made by hand.
    [[nodiscard]] static QString newSecret(const Member &owner, const QString &typeId, const QByteArray &value,
                                           const QString &folderId = {}, bool isSigned = true)
    {
        const PassboltGuest &guest = owner.guest;
        QJsonObject row{{QStringLiteral("resource_type_id"), typeId}};
        if (typeId == V5Default) {
            const QJsonObject metadata{{QStringLiteral("object_type"), QStringLiteral("PASSBOLT_RESOURCE_METADATA")},
                                       {QStringLiteral("resource_type_id"), typeId},
                                       {QStringLiteral("name"), QStringLiteral("Of the test")},
                                       {QStringLiteral("uris"), QJsonArray()}};
            const QByteArray words = QJsonDocument(metadata).toJson();
            row.insert(QStringLiteral("metadata"), QString::fromLatin1(guest.seal(words, {guest.user().fingerprint})));
            row.insert(QStringLiteral("metadata_key_id"), QJsonValue::Null);
            row.insert(QStringLiteral("metadata_key_type"), QStringLiteral("user_key"));
        } else {
            row.insert(QStringLiteral("name"), QStringLiteral("Of the test"));
        }
        row.insert(QStringLiteral("folder_parent_id"), folderId.isEmpty() ? QJsonValue() : QJsonValue(folderId));
        const QString message = QString::fromLatin1(guest.seal(value, {guest.user().fingerprint}, isSigned));
        row.insert(QStringLiteral("secrets"), QJsonArray{QJsonObject{{QStringLiteral("data"), message}}});
        return PassboltGuest::bodyOf(guest.post(QStringLiteral("/resources.json"), row))[QLatin1String("id")]
            .toString();
    }
    [[nodiscard]] QString newSecret(const QString &folderId = {}) const
    {
        const bool v5 = m_ada->guest.server().mode == QLatin1String("v5");
        return newSecret(*m_ada, v5 ? V5Default : PasswordAndDescription, Value, folderId);
    }
    [[nodiscard]] static QString newFolder(const Member &owner, const QString &name, const QString &parentId = {})
    {
        const QJsonObject row{
            {QStringLiteral("name"), name},
            {QStringLiteral("folder_parent_id"), parentId.isEmpty() ? QJsonValue() : QJsonValue(parentId)}};
        return PassboltGuest::bodyOf(owner.guest.post(QStringLiteral("/folders.json"), row))[QLatin1String("id")]
            .toString();
    }
    /// What somebody reads of a secret by hand; empty when the server refuses. signer: whose signature it must carry.
    [[nodiscard]] static QByteArray readBy(const Member &reader, const QString &id, const QString &signer = {})
    {
        const auto answer = reader.guest.get(QStringLiteral("/secrets/resource/%1.json").arg(id));
        if (answer.status != 200)
            return {};
        const auto opened =
            reader.guest.open(PassboltGuest::bodyOf(answer)[QLatin1String("data")].toString().toLatin1());
        if (!opened.whole())
            return "(not whole)";
        if (!signer.isEmpty() && !opened.signedBy(signer))
            return "(not signed by " + signer.toLatin1() + ')';
        return opened.plaintext;
    }
    [[nodiscard]] QByteArray readByBetty(const QString &id) const
    {
        return readBy(*m_betty, id, m_ada->guest.user().fingerprint);
    }
    [[nodiscard]] static bool seesFolder(const Member &reader, const QString &id)
    {
        return reader.guest.get(QStringLiteral("/folders/%1.json").arg(id)).status == 200;
    }
    /// From now on the server shows Ada this message as the value of a secret.
    void serveInstead(const QString &id, const QString &message) const
    {
        const QJsonObject body{{QStringLiteral("resource_id"), id}, {QStringLiteral("data"), message}};
        const QJsonObject header{{QStringLiteral("status"), QStringLiteral("success")}};
        const QJsonObject envelope{{QStringLiteral("header"), header}, {QStringLiteral("body"), body}};
        const QJsonObject rule{
            {QStringLiteral("path"), m_ada->guest.server().url.path() + QStringLiteral("/secrets/resource/") + id},
            {QStringLiteral("status"), 200},
            {QStringLiteral("body"), QString::fromUtf8(QJsonDocument(envelope).toJson())}};
        QVERIFY(m_demo->setFaults({{QStringLiteral("rules"), QJsonArray{rule}}}));
    }

private Q_SLOTS:
    void initTestCase();
    void cleanup() { m_demo->setFaults({}); }
    void sharesASecretAndTakesItBack_data() { modes(); }
    void sharesASecretAndTakesItBack();
    void bothWays_data() { modes(); }
    void bothWays();
    void trap12_numericPasswordsStayText();
    void sharingMakesPersonalMetadataReadableForTheOthers();
    void theLastOwnerStays_data() { modes(); }
    void theLastOwnerStays();
    void onlyOwnersShare();
    void somebodyElseWasFaster();
    void t03_aChangedKeyIsNotGivenAnything_data() { modes(); }
    void t03_aChangedKeyIsNotGivenAnything();
    void t03_aGroupGoesOnWithoutOneMember();
    void nobodyVouchesForAnUnsignedValue();
    void aBrokenValueIsNotPassedOn();
    void t02_anothersValueIsNotPassedOn();
    void trap18_sharingAFolderReachesEverythingBelow_data() { modes(); }
    void trap18_sharingAFolderReachesEverythingBelow();
    void otherRightsBelowAFolderStay();
    void stopsBetweenItems();
    void failuresOfSingleItemsAreNamed_data() { modes(); }
    void failuresOfSingleItemsAreNamed();
    void movesIntoASharedFolderAndOut_data() { modes(); }
    void movesIntoASharedFolderAndOut();
    void movesAFolderWithWhatIsInIt();
    void movingAmongPersonalPlacesChangesNoRights();
    void trap11_sharingWithAGroupReachesEveryMember();
    void trap10_aMemberWhoIsAlsoNamedGetsOneMessage();
    void trap21_onlyTheOneThatWasMeantIsShared_data() { modes(); }
    void trap21_onlyTheOneThatWasMeantIsShared();
    void newMembersOfAGroupReadItsSecrets_data() { modes(); }
    void newMembersOfAGroupReadItsSecrets();
    void onlyManagersAddMembers();
    void aGroupKeepsAManager();
    void findsPeopleAndGroups();
    void oddInputIsRefused();
};

void TestPassboltSharingDemo::initTestCase()
{
    QCOMPARE(start(QStringList{QStringLiteral("--secrets"), QStringLiteral("40")}), QString());
}

void TestPassboltSharingDemo::sharesASecretAndTakesItBack()
{
    QFETCH(QString, mode);
    meet(mode);
    const QString id = newSecret();
    QCOMPARE(readByBetty(id), QByteArray());
    m_demo->clearRequests();
    const auto plan = m_ada->plan(Target::Secret, id, {give(person(bettyId()))});
    VERIFY_OK(plan);
    QCOMPARE(plan->secrets, 1);
    QCOMPARE(plan->unverified, 0);
    QCOMPARE(idsOf(plan->newReaders), QStringList{bettyId()});
    const ReaderKey &key = plan->newReaders.front();
    QCOMPARE(key.state, State::FirstSeen);
    QCOMPARE(key.fingerprint, m_betty->guest.user().fingerprint);
    QVERIFY(!key.person.name.isEmpty() && !key.lookAlike);

    const auto unconfirmed = m_ada->carryOut(*plan);
    QVERIFY(!unconfirmed);
    QCOMPARE(unconfirmed.error().kind, ErrorKind::ReadersUnconfirmed);
    QVERIFY(unconfirmed.error().detail.contains(key.person.email));
    QCOMPARE(writes().size(), 0);

    int steps = 0;
    const auto report = m_ada->carryOut(*plan, {key.fingerprint}, [&steps](int done, int total) {
        QCOMPARE(done, ++steps);
        QCOMPARE(total, 1);
    });
    VERIFY_OK(report);
    QVERIFY2(report->failures.empty(), qPrintable(problemsOf(*report)));
    QCOMPARE(report->done, 1);
    QCOMPARE(steps, 1);
    QCOMPARE(readByBetty(id), QByteArray(Value));
    const auto again = m_ada->plan(Target::Secret, newSecret(), {give(person(bettyId()))});
    VERIFY_OK(again);
    QCOMPARE(again->newReaders.front().state, State::Known); // nobody is asked twice

    const auto access = QCoro::waitFor(m_ada->vault->sharing()->accessToSecret(id, {}));
    VERIFY_OK(access);
    QCOMPARE(access->size(), std::size_t(2));
    const auto hers = std::find_if(access->begin(), access->end(),
                                   [this](const AccessEntry &entry) { return entry.grantee.id == bettyId(); });
    QVERIFY(hers != access->end());
    QCOMPARE(hers->right, AccessRight::Read);
    QVERIFY(!hers->grantee.name.isEmpty());

    const auto revoke = m_ada->plan(Target::Secret, id, {take(hers->grantee)});
    VERIFY_OK(revoke);
    QVERIFY(revoke->newReaders.empty());
    QCOMPARE(revoke->lostReaders.size(), std::size_t(1));
    QCOMPARE(revoke->lostReaders.front().id, bettyId());
    VERIFY_OK(m_ada->carryOut(*revoke));
    QCOMPARE(readByBetty(id), QByteArray());
    QCOMPARE(readBy(*m_ada, id), QByteArray(Value));
}

void TestPassboltSharingDemo::bothWays()
{
    QFETCH(QString, mode);
    meet(mode);
    const QString id = newSecret();
    QCOMPARE(m_ada->share(Target::Secret, id, {give(person(bettyId()), AccessRight::Own)}), QString());
    // Betty owns it too now and passes it on, then takes it from Ada.
    QCOMPARE(m_betty->share(Target::Secret, id, {give(person(carolId()))}), QString());
    QCOMPARE(m_betty->share(Target::Secret, id, {take(person(adaId()), AccessRight::Own)}), QString());
    QCOMPARE(readBy(*m_ada, id), QByteArray());
    QCOMPARE(readByBetty(id), QByteArray(Value));
    QCOMPARE(m_betty->share(Target::Secret, id, {give(person(adaId()))}), QString());
    QCOMPARE(readBy(*m_ada, id, m_betty->guest.user().fingerprint), QByteArray(Value));
}

void TestPassboltSharingDemo::trap12_numericPasswordsStayText()
{
    meet(QStringLiteral("v4"));
    for (const char *value : {"0123456", "1e5", "null", "{\"a\":1}", "\"quoted\"", " with spaces "}) {
        const QString id = newSecret(*m_ada, PasswordString, value);
        QCOMPARE(m_ada->share(Target::Secret, id, {give(person(bettyId()))}), QString());
        QCOMPARE(readByBetty(id), QByteArray(value));
    }
}

void TestPassboltSharingDemo::sharingMakesPersonalMetadataReadableForTheOthers()
{
    meet(QStringLiteral("v5"));
    const QString id = newSecret();
    QCOMPARE(m_ada->share(Target::Secret, id, {give(person(bettyId()), AccessRight::Update)}), QString());
    const QJsonValue row = PassboltGuest::bodyOf(m_betty->guest.get(QStringLiteral("/resources/%1.json").arg(id)));
    QCOMPARE(row[QLatin1String("metadata_key_type")].toString(), QStringLiteral("shared_key"));
    QCOMPARE(row[QLatin1String("resource_type_id")].toString(), V5Default);
    m_betty->startAnew();
    m_betty->open();
    const auto catalog = QCoro::waitFor(fetchCatalog(*m_betty->vault, m_betty->workers, {}, {}));
    VERIFY_OK(catalog);
    const SecretSummary summary = (*catalog)->summary((*catalog)->rowOf(id));
    QCOMPARE(summary.name, QStringLiteral("Of the test"));
    QVERIFY(!summary.markers.testFlag(Marker::MetadataUnverified));
    QVERIFY(!summary.markers.testFlag(Marker::MetadataUnreadable));
}

void TestPassboltSharingDemo::theLastOwnerStays()
{
    QFETCH(QString, mode);
    meet(mode);
    const QString id = newSecret();
    m_demo->clearRequests();
    const auto plan = m_ada->plan(Target::Secret, id,
                                  {AccessChange{person(adaId()), AccessRight::Own, AccessRight::Read},
                                   give(person(bettyId()), AccessRight::Update)});
    QVERIFY(!plan);
    QCOMPARE(plan.error().kind, ErrorKind::InvalidInput);
    // Nor when the plan was made by somebody else.
    SharePlan own;
    own.targetId = id;
    own.changes = {take(person(adaId()), AccessRight::Own)};
    const auto report = m_ada->carryOut(own);
    QVERIFY(!report);
    QCOMPARE(report.error().kind, ErrorKind::InvalidInput);
    QCOMPARE(writes().size(), 0);
    QCOMPARE(readBy(*m_ada, id), QByteArray(Value));
}

void TestPassboltSharingDemo::onlyOwnersShare()
{
    meet(QStringLiteral("v4"));
    const QString id = newSecret();
    QCOMPARE(m_ada->share(Target::Secret, id, {give(person(bettyId()), AccessRight::Update)}), QString());
    const auto plan = m_betty->plan(Target::Secret, id, {give(person(carolId()))});
    QVERIFY(!plan);
    QCOMPARE(plan.error().kind, ErrorKind::Forbidden);
}

void TestPassboltSharingDemo::somebodyElseWasFaster()
{
    meet(QStringLiteral("v4"));
    const QString id = newSecret();
    const auto plan = m_ada->plan(Target::Secret, id, {give(person(bettyId()))});
    VERIFY_OK(plan);
    QCOMPARE(m_ada->share(Target::Secret, id, {give(person(bettyId()), AccessRight::Update)}), QString());
    m_demo->clearRequests();
    const auto late = m_ada->carryOut(*plan);
    QVERIFY(!late);
    QCOMPARE(late.error().kind, ErrorKind::Conflict);
    QCOMPARE(writes().size(), 0);
}

void TestPassboltSharingDemo::t03_aChangedKeyIsNotGivenAnything()
{
    QFETCH(QString, mode);
    meet(mode);
    const QString before(40, QLatin1Char('B'));
    QVERIFY(m_ada->pins->accept(m_ada->account.id, bettyId(), before)); // another key than the server shows now
    const QString id = newSecret();
    const auto plan = m_ada->plan(Target::Secret, id, {give(person(bettyId())), give(person(carolId()))});
    VERIFY_OK(plan);
    QCOMPARE(plan->newReaders.size(), std::size_t(2));
    QVERIFY(isBlocked(plan->newReaders));
    const bool bettyFirst = plan->newReaders.front().person.id == bettyId();
    const ReaderKey &hers = bettyFirst ? plan->newReaders.front() : plan->newReaders.back();
    const ReaderKey &carols = bettyFirst ? plan->newReaders.back() : plan->newReaders.front();
    QCOMPARE(hers.state, State::Changed);
    QCOMPARE(hers.pinnedFingerprint, before);
    QCOMPARE(hers.fingerprint, m_betty->guest.user().fingerprint);
    QCOMPARE(carols.state, State::FirstSeen);

    // Confirming is for new keys: it does not get a changed one past the check.
    const auto report = m_ada->carryOut(*plan, fingerprintsOf(plan->newReaders));
    VERIFY_OK(report);
    QCOMPARE(report->failures.size(), std::size_t(1));
    QCOMPARE(report->failures.front().id, bettyId());
    QCOMPARE(report->failures.front().error.kind, ErrorKind::ReadersUnconfirmed);
    QCOMPARE(report->done, 1); // Carol has it
    QCOMPARE(readByBetty(id), QByteArray());
    const auto access = QCoro::waitFor(m_ada->vault->sharing()->accessToSecret(id, {}));
    VERIFY_OK(access);
    QCOMPARE(access->size(), std::size_t(2));

    VERIFY_OK(m_ada->vault->sharing()->acceptKey(bettyId(), hers.fingerprint));
    QCOMPARE(m_ada->share(Target::Secret, id, {give(person(bettyId()))}), QString());
    QCOMPARE(readByBetty(id), QByteArray(Value));
}

void TestPassboltSharingDemo::t03_aGroupGoesOnWithoutOneMember()
{
    meet(QStringLiteral("v4"));
    QVERIFY(m_ada->pins->accept(m_ada->account.id, carolId(), QString(40, QLatin1Char('C'))));
    const QString id = newSecret();
    const QString operations = groupId(QStringLiteral("Operations")); // Betty and Carol
    const auto plan = m_ada->plan(Target::Secret, id, {give(group(operations)), give(person(bettyId()))});
    VERIFY_OK(plan);
    QCOMPARE(plan->newReaders.size(), std::size_t(2));
    QVERIFY(isBlocked(plan->newReaders));
    const auto report = m_ada->carryOut(*plan, {m_betty->guest.user().fingerprint});
    VERIFY_OK(report);
    // The server takes a group as a whole; Betty has the secret by her own line, and Carol is named.
    QCOMPARE(report->failures.size(), std::size_t(1));
    QCOMPARE(report->failures.front().id, id);
    QCOMPARE(report->failures.front().error.kind, ErrorKind::ReadersUnconfirmed);
    QVERIFY(report->failures.front().error.detail.contains(QLatin1String("Carol")));
    QCOMPARE(readByBetty(id), QByteArray(Value));
    const QJsonArray readers =
        PassboltGuest::bodyOf(m_ada->guest.get(QStringLiteral("/users.json?filter[has-access][]=") + id)).toArray();
    QCOMPARE(readers.size(), 2);
}

void TestPassboltSharingDemo::nobodyVouchesForAnUnsignedValue()
{
    meet(QStringLiteral("v4"));
    const QString id = newSecret(*m_ada, PasswordAndDescription, Value, {}, false);
    const auto plan = m_ada->plan(Target::Secret, id, {give(person(bettyId()))});
    VERIFY_OK(plan);
    QCOMPARE(plan->unverified, 1);
    const auto report = m_ada->carryOut(*plan, fingerprintsOf(plan->newReaders));
    VERIFY_OK(report);
    QVERIFY2(report->failures.empty(), qPrintable(problemsOf(*report)));
    QCOMPARE(report->unverified, QStringList{id});
    QCOMPARE(readBy(*m_betty, id), QByteArray(Value));
    QVERIFY(readByBetty(id).startsWith("(not signed")); // Ada's word was not lent to it
}

void TestPassboltSharingDemo::aBrokenValueIsNotPassedOn()
{
    meet(QStringLiteral("v4"));
    const QString id = newSecret();
    const auto plan = m_ada->plan(Target::Secret, id, {give(person(bettyId()))});
    VERIFY_OK(plan);
    QByteArray message = m_ada->guest.seal(Value, {m_ada->guest.user().fingerprint});
    const qsizetype middle = message.size() / 2;
    message[middle] = message[middle] == 'A' ? 'B' : 'A';
    serveInstead(id, QString::fromLatin1(message));
    m_demo->clearRequests();
    const auto report = m_ada->carryOut(*plan, fingerprintsOf(plan->newReaders));
    QVERIFY(m_demo->setFaults({}));
    VERIFY_OK(report);
    QCOMPARE(report->failures.size(), std::size_t(1));
    QCOMPARE(report->failures.front().id, id);
    const ErrorKind kind = report->failures.front().error.kind;
    QVERIFY(kind == ErrorKind::CorruptMessage || kind == ErrorKind::BadSignature);
    QCOMPARE(report->done, 0);
    QCOMPARE(readByBetty(id), QByteArray());
}

void TestPassboltSharingDemo::t02_anothersValueIsNotPassedOn()
{
    meet(QStringLiteral("v4"));
    const QString secret = newSecret();
    const QString harmless = newSecret();
    // Ada gives one to Carol: from then on it is known which message belongs there.
    QCOMPARE(m_ada->share(Target::Secret, secret, {give(person(carolId()))}), QString());
    const auto plan = m_ada->plan(Target::Secret, harmless, {give(person(bettyId()))});
    VERIFY_OK(plan);
    const auto stored = m_ada->guest.get(QStringLiteral("/secrets/resource/%1.json").arg(secret));
    serveInstead(harmless, PassboltGuest::bodyOf(stored)[QLatin1String("data")].toString());
    const auto planned = m_ada->plan(Target::Secret, harmless, {give(person(bettyId()))});
    QVERIFY(!planned);
    QCOMPARE(planned.error().kind, ErrorKind::BadSignature);
    const auto report = m_ada->carryOut(*plan, fingerprintsOf(plan->newReaders));
    QVERIFY(m_demo->setFaults({}));
    VERIFY_OK(report);
    QCOMPARE(report->failures.size(), std::size_t(1));
    QCOMPARE(report->failures.front().error.kind, ErrorKind::BadSignature);
    QCOMPARE(readByBetty(harmless), QByteArray());
    QCOMPARE(m_ada->share(Target::Secret, harmless, {give(person(bettyId()))}), QString()); // its own message is fine
}

void TestPassboltSharingDemo::trap18_sharingAFolderReachesEverythingBelow()
{
    QFETCH(QString, mode);
    meet(mode);
    const QString top = newFolder(*m_ada, QStringLiteral("Top"));
    const QString inner = newFolder(*m_ada, QStringLiteral("Inner"), top);
    const QStringList secrets{newSecret(top), newSecret(inner), newSecret(inner)};
    const QString outside = newSecret();
    const auto plan = m_ada->plan(Target::Collection, top, {give(person(bettyId()), AccessRight::Update)});
    VERIFY_OK(plan);
    QCOMPARE(plan->secrets, 3);
    QCOMPARE(plan->collections, 2);
    QCOMPARE(plan->skipped, 0);
    QCOMPARE(idsOf(plan->newReaders), QStringList{bettyId()});
    int last = 0;
    const auto report = m_ada->carryOut(*plan, fingerprintsOf(plan->newReaders), [&last](int done, int total) {
        QCOMPARE(done, last + 1);
        QCOMPARE(total, 5);
        last = done;
    });
    VERIFY_OK(report);
    QVERIFY2(report->failures.empty(), qPrintable(problemsOf(*report)));
    QCOMPARE(report->done, 5);
    QCOMPARE(last, 5);
    QVERIFY(seesFolder(*m_betty, top) && seesFolder(*m_betty, inner));
    for (const QString &id : secrets)
        QCOMPARE(readByBetty(id), QByteArray(Value));
    QCOMPARE(readByBetty(outside), QByteArray());

    const auto revoke = m_ada->plan(Target::Collection, top, {take(person(bettyId()), AccessRight::Update)});
    VERIFY_OK(revoke);
    QCOMPARE(revoke->secrets, 3);
    QCOMPARE(revoke->lostReaders.size(), std::size_t(1));
    VERIFY_OK(m_ada->carryOut(*revoke));
    for (const QString &id : secrets)
        QCOMPARE(readByBetty(id), QByteArray());
    QVERIFY(!seesFolder(*m_betty, inner));
}

void TestPassboltSharingDemo::otherRightsBelowAFolderStay()
{
    meet(QStringLiteral("v4"));
    const QString top = newFolder(*m_ada, QStringLiteral("Mixed"));
    const QString owned = newSecret(top);
    const QString hers = newSecret(*m_betty, PasswordAndDescription, Value);
    QCOMPARE(m_ada->share(Target::Secret, owned, {give(person(bettyId()), AccessRight::Own)}), QString());
    QCOMPARE(m_betty->share(Target::Secret, hers, {give(person(adaId()), AccessRight::Update)}), QString());
    QCOMPARE(m_ada->guest
                 .put(QStringLiteral("/move/resource/%1.json").arg(hers), {{QStringLiteral("folder_parent_id"), top}})
                 .status,
             200);
    const auto plan = m_ada->plan(Target::Collection, top, {give(person(bettyId())), give(person(carolId()))});
    VERIFY_OK(plan);
    QCOMPARE(plan->collections, 1);
    QCOMPARE(plan->secrets, 1); // Carol is new there; Betty keeps what she has
    QCOMPARE(plan->skipped, 1); // hers is not Ada's to share
    const auto report = m_ada->carryOut(*plan, fingerprintsOf(plan->newReaders));
    VERIFY_OK(report);
    QVERIFY2(report->failures.empty(), qPrintable(problemsOf(*report)));
    const auto access = QCoro::waitFor(m_ada->vault->sharing()->accessToSecret(owned, {}));
    VERIFY_OK(access);
    for (const AccessEntry &entry : *access)
        QCOMPARE(entry.right, entry.grantee.id == carolId() ? AccessRight::Read : AccessRight::Own);
    // Taking the folder's right away leaves the greater one below alone, too.
    QCOMPARE(m_ada->share(Target::Collection, top, {take(person(bettyId()))}), QString());
    QCOMPARE(readByBetty(owned), QByteArray(Value));
}

void TestPassboltSharingDemo::stopsBetweenItems()
{
    meet(QStringLiteral("v4"));
    const QString top = newFolder(*m_ada, QStringLiteral("Stopped"));
    const QStringList secrets{newSecret(top), newSecret(top), newSecret(top)};
    const auto plan = m_ada->plan(Target::Collection, top, {give(person(bettyId()))});
    VERIFY_OK(plan);
    std::stop_source source;
    const auto report = m_ada->carryOut(
        *plan, fingerprintsOf(plan->newReaders),
        [&source](int done, int) {
            if (done == 2)
                source.request_stop();
        },
        source.get_token());
    VERIFY_OK(report);
    QVERIFY(report->cancelled);
    QCOMPARE(report->done, 2); // the folder and one secret
    const auto readable =
        std::count_if(secrets.begin(), secrets.end(), [this](const QString &id) { return !readByBetty(id).isEmpty(); });
    QCOMPARE(readable, 1);
    // The same plan goes on where it stopped.
    const auto rest = m_ada->carryOut(*plan);
    VERIFY_OK(rest);
    QVERIFY2(rest->failures.empty(), qPrintable(problemsOf(*rest)));
    QCOMPARE(rest->done, 2);
    for (const QString &id : secrets)
        QCOMPARE(readByBetty(id), QByteArray(Value));
}

void TestPassboltSharingDemo::failuresOfSingleItemsAreNamed()
{
    QFETCH(QString, mode);
    meet(mode);
    const QString top = newFolder(*m_ada, QStringLiteral("Failing"));
    const QStringList secrets{newSecret(top), newSecret(top), newSecret(top)};
    const auto plan = m_ada->plan(Target::Collection, top, {give(person(bettyId()))});
    VERIFY_OK(plan);
    const QString path = m_ada->guest.server().url.path() + QStringLiteral("/share/resource/") + secrets[1];
    const auto fail = [&](int status) {
        return m_demo->setFaults(
            {{QStringLiteral("rules"),
              QJsonArray{QJsonObject{{QStringLiteral("path"), path}, {QStringLiteral("status"), status}}}}});
    };
    QVERIFY(fail(500));
    const auto report = m_ada->carryOut(*plan, fingerprintsOf(plan->newReaders));
    VERIFY_OK(report);
    QCOMPARE(report->failures.size(), std::size_t(1));
    QCOMPARE(report->failures.front().id, secrets[1]);
    QCOMPARE(report->failures.front().name, QStringLiteral("Of the test"));
    QCOMPARE(report->failures.front().error.kind, ErrorKind::ServerFault);
    QCOMPARE(report->done, 3);
    QCOMPARE(readByBetty(secrets[0]), QByteArray(Value));
    QCOMPARE(readByBetty(secrets[2]), QByteArray(Value));
    QVERIFY(m_demo->setFaults({}));
    VERIFY_OK(m_ada->carryOut(*plan));
    QCOMPARE(readByBetty(secrets[1]), QByteArray(Value));
}

void TestPassboltSharingDemo::movesIntoASharedFolderAndOut()
{
    QFETCH(QString, mode);
    meet(mode);
    const QString team = newFolder(*m_ada, QStringLiteral("Team of the test"));
    QCOMPARE(m_ada->share(Target::Collection, team, {give(person(bettyId()), AccessRight::Update)}), QString());
    const QString id = newSecret();
    const auto in = m_ada->planMove(Target::Secret, id, team);
    VERIFY_OK(in);
    QVERIFY(in->moves);
    QCOMPARE(in->newCollectionId, team);
    QCOMPARE(in->changes.size(), std::size_t(1));
    QCOMPARE(in->changes.front().after, AccessRight::Update);
    QCOMPARE(idsOf(in->newReaders), QStringList{bettyId()});
    m_demo->clearRequests();
    const auto moved = m_ada->carryOut(*in, fingerprintsOf(in->newReaders));
    VERIFY_OK(moved);
    QVERIFY2(moved->failures.empty(), qPrintable(problemsOf(*moved)));
    QStringList order;
    for (const auto &request : m_demo->requests()) {
        if (request.method == "PUT" && !request.path.contains(QLatin1String("/resources/")))
            order.append(request.path.section(QLatin1Char('/'), -3, -3));
    }
    QCOMPARE(order, (QStringList{QStringLiteral("move"), QStringLiteral("share")}));
    QCOMPARE(readByBetty(id), QByteArray(Value));
    const auto parentFor = [&](const Member &reader) {
        return PassboltGuest::bodyOf(
                   reader.guest.get(QStringLiteral("/resources/%1.json").arg(id)))[QLatin1String("folder_parent_id")]
            .toString();
    };
    QCOMPARE(parentFor(*m_ada), team);

    const auto out = m_ada->planMove(Target::Secret, id, QString());
    VERIFY_OK(out);
    QCOMPARE(out->lostReaders.size(), std::size_t(1));
    QVERIFY(out->newReaders.empty());
    VERIFY_OK(m_ada->carryOut(*out));
    QCOMPARE(readByBetty(id), QByteArray());
    QCOMPARE(readBy(*m_ada, id), QByteArray(Value));
    QCOMPARE(parentFor(*m_ada), QString());
}

void TestPassboltSharingDemo::movesAFolderWithWhatIsInIt()
{
    meet(QStringLiteral("v4"));
    const QString team = newFolder(*m_ada, QStringLiteral("Team"));
    QCOMPARE(m_ada->share(Target::Collection, team, {give(person(bettyId()))}), QString());
    const QString box = newFolder(*m_ada, QStringLiteral("Box"));
    const QString id = newSecret(box);
    const auto plan = m_ada->planMove(Target::Collection, box, team);
    VERIFY_OK(plan);
    QCOMPARE(plan->secrets, 1);
    QCOMPARE(plan->collections, 1);
    const auto report = m_ada->carryOut(*plan, fingerprintsOf(plan->newReaders));
    VERIFY_OK(report);
    QVERIFY2(report->failures.empty(), qPrintable(problemsOf(*report)));
    QVERIFY(seesFolder(*m_betty, box));
    QCOMPARE(readByBetty(id), QByteArray(Value));
    // Into itself: the server says no, and nothing else happened.
    const auto cycle = m_ada->planMove(Target::Collection, team, box);
    if (cycle)
        QCOMPARE(m_ada->carryOut(*cycle, fingerprintsOf(cycle->newReaders)).error().kind, ErrorKind::InvalidInput);
    else
        QCOMPARE(cycle.error().kind, ErrorKind::InvalidInput);
}

void TestPassboltSharingDemo::movingAmongPersonalPlacesChangesNoRights()
{
    meet(QStringLiteral("v4"));
    const QString mine = newFolder(*m_ada, QStringLiteral("Mine"));
    const QString other = newFolder(*m_ada, QStringLiteral("Mine too"));
    const QString id = newSecret(mine);
    QCOMPARE(m_ada->share(Target::Secret, id, {give(person(bettyId()))}), QString());
    for (const QString &to : {other, QString()}) {
        const auto plan = m_ada->planMove(Target::Secret, id, to);
        VERIFY_OK(plan);
        QVERIFY(plan->moves);
        QVERIFY(plan->changes.empty());
        const auto report = m_ada->carryOut(*plan);
        VERIFY_OK(report);
        QCOMPARE(report->done, 1);
        QCOMPARE(readByBetty(id), QByteArray(Value));
    }
    const auto nowhere = m_ada->planMove(Target::Secret, id, QString());
    VERIFY_OK(nowhere);
    QVERIFY(!nowhere->moves);
}

void TestPassboltSharingDemo::trap11_sharingWithAGroupReachesEveryMember()
{
    meet(QStringLiteral("v4"));
    const QString id = newSecret();
    const QString operations = groupId(QStringLiteral("Operations"));
    const auto plan = m_ada->plan(Target::Secret, id, {give(group(operations))});
    VERIFY_OK(plan);
    QStringList expected{bettyId(), carolId()};
    expected.sort();
    QStringList readers = idsOf(plan->newReaders);
    readers.sort();
    QCOMPARE(readers, expected);
    const auto report = m_ada->carryOut(*plan, fingerprintsOf(plan->newReaders));
    VERIFY_OK(report);
    QVERIFY2(report->failures.empty(), qPrintable(problemsOf(*report)));
    QCOMPARE(readByBetty(id), QByteArray(Value));
    QCOMPARE(m_ada->share(Target::Secret, id, {take(group(operations))}), QString());
    QCOMPARE(readByBetty(id), QByteArray());
}

void TestPassboltSharingDemo::trap10_aMemberWhoIsAlsoNamedGetsOneMessage()
{
    meet(QStringLiteral("v4"));
    const QString id = newSecret();
    const QString operations = groupId(QStringLiteral("Operations"));
    QCOMPARE(m_ada->share(Target::Secret, id, {give(group(operations)), give(person(bettyId()), AccessRight::Update)}),
             QString());
    QCOMPARE(readByBetty(id), QByteArray(Value));
    // Losing one of two ways is not losing access.
    const auto plan = m_ada->plan(Target::Secret, id, {take(group(operations))});
    VERIFY_OK(plan);
    QCOMPARE(plan->lostReaders.size(), std::size_t(1));
    QCOMPARE(plan->lostReaders.front().id, carolId());
    VERIFY_OK(m_ada->carryOut(*plan));
    QCOMPARE(readByBetty(id), QByteArray(Value));
}

void TestPassboltSharingDemo::trap21_onlyTheOneThatWasMeantIsShared()
{
    QFETCH(QString, mode);
    meet(mode);
    const QString before = newSecret();
    const QString meant = newSecret();
    const QString after = newSecret(); // all three are called alike
    QCOMPARE(m_ada->share(Target::Secret, meant, {give(person(bettyId()))}), QString());
    QCOMPARE(readByBetty(meant), QByteArray(Value));
    for (const QString &other : {before, after}) {
        QCOMPARE(readByBetty(other), QByteArray());
        QCOMPARE(m_betty->guest.get(QStringLiteral("/resources/%1.json").arg(other)).status, 404);
        QCOMPARE(readBy(*m_ada, other), QByteArray(Value));
    }
}

void TestPassboltSharingDemo::newMembersOfAGroupReadItsSecrets()
{
    QFETCH(QString, mode);
    meet(mode);
    const QString operations = groupId(QStringLiteral("Operations")); // Betty manages it
    const QString id = newSecret(*m_betty, mode == QLatin1String("v4") ? PasswordAndDescription : V5Default, Value);
    QCOMPARE(m_betty->share(Target::Secret, id, {give(group(operations))}), QString());
    const auto groups = QCoro::waitFor(m_betty->vault->sharing()->groups({}));
    VERIFY_OK(groups);
    const auto found = std::find_if(groups->begin(), groups->end(),
                                    [&](const GroupDetails &details) { return details.group.id == operations; });
    QVERIFY(found != groups->end());
    QVERIFY(found->managedByUser);
    QCOMPARE(found->members.size(), std::size_t(2));
    QVERIFY(!found->members.front().person.name.isEmpty());

    const std::vector<GroupChange> changes{GroupChange{adaId(), GroupChange::Kind::Add}};
    m_demo->clearRequests();
    const auto plan = QCoro::waitFor(m_betty->vault->sharing()->planGroup(operations, changes, {}));
    VERIFY_OK(plan);
    QCOMPARE(idsOf(plan->newReaders), QStringList{adaId()});
    QVERIFY(plan->secrets > 0);
    const auto refused = QCoro::waitFor(m_betty->vault->sharing()->carryOutGroup(*plan, {}, {}, {}));
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::ReadersUnconfirmed);
    QCOMPARE(writes().size(), 0);
    const QStringList confirmed = fingerprintsOf(plan->newReaders);
    const auto report = QCoro::waitFor(m_betty->vault->sharing()->carryOutGroup(*plan, confirmed, {}, {}));
    VERIFY_OK(report);
    QVERIFY2(report->failures.empty(), qPrintable(problemsOf(*report)));
    QCOMPARE(report->done, 1);
    QCOMPARE(readBy(*m_ada, id, m_betty->guest.user().fingerprint), QByteArray(Value));

    const std::vector<GroupChange> back{GroupChange{adaId(), GroupChange::Kind::Remove}};
    const auto leaving = QCoro::waitFor(m_betty->vault->sharing()->planGroup(operations, back, {}));
    VERIFY_OK(leaving);
    VERIFY_OK(QCoro::waitFor(m_betty->vault->sharing()->carryOutGroup(*leaving, {}, {}, {})));
    QCOMPARE(readBy(*m_ada, id), QByteArray());
}

void TestPassboltSharingDemo::onlyManagersAddMembers()
{
    meet(QStringLiteral("v4"));
    const QString operations = groupId(QStringLiteral("Operations"));
    const std::vector<GroupChange> changes{GroupChange{adaId(), GroupChange::Kind::Add}};
    const auto plan = QCoro::waitFor(m_ada->vault->sharing()->planGroup(operations, changes, {}));
    QVERIFY(!plan);
    QCOMPARE(plan.error().kind, ErrorKind::Forbidden);
}

void TestPassboltSharingDemo::aGroupKeepsAManager()
{
    meet(QStringLiteral("v4"));
    const QString operations = groupId(QStringLiteral("Operations"));
    for (const auto kind : {GroupChange::Kind::Remove, GroupChange::Kind::MakeMember}) {
        const std::vector<GroupChange> changes{GroupChange{bettyId(), kind}};
        const auto plan = QCoro::waitFor(m_betty->vault->sharing()->planGroup(operations, changes, {}));
        QVERIFY(!plan);
        QCOMPARE(plan.error().kind, ErrorKind::InvalidInput);
    }
}

void TestPassboltSharingDemo::findsPeopleAndGroups()
{
    meet(QStringLiteral("v4"));
    const auto people = QCoro::waitFor(m_ada->vault->sharing()->findGrantees(QStringLiteral("bett"), {}));
    VERIFY_OK(people);
    QCOMPARE(people->size(), std::size_t(1));
    QCOMPARE(people->front().id, bettyId());
    QCOMPARE(people->front().email, m_betty->guest.user().email);
    const auto groups = QCoro::waitFor(m_ada->vault->sharing()->findGrantees(QStringLiteral("Operations"), {}));
    VERIFY_OK(groups);
    QCOMPARE(groups->size(), std::size_t(1));
    QCOMPARE(groups->front().kind, Grantee::Kind::Group);
    QCOMPARE(groups->front().members, 2);
    const auto none = QCoro::waitFor(m_ada->vault->sharing()->findGrantees(QStringLiteral("&contain[x]=%41#"), {}));
    VERIFY_OK(none);
    QVERIFY(none->empty());
}

void TestPassboltSharingDemo::oddInputIsRefused()
{
    meet(QStringLiteral("v4"));
    const QString id = newSecret();
    QCOMPARE(m_ada->plan(Target::Secret, QStringLiteral("../x"), {}).error().kind, ErrorKind::InvalidInput);
    QCOMPARE(m_ada->plan(Target::Secret, id, {give(person(QStringLiteral("?")))}).error().kind,
             ErrorKind::InvalidInput);
    QCOMPARE(m_ada->planMove(Target::Secret, id, QStringLiteral("/")).error().kind, ErrorKind::InvalidInput);
    VaultSharing &sharing = *m_ada->vault->sharing();
    QCOMPARE(sharing.acceptKey(bettyId(), QStringLiteral("ABC")).error().kind, ErrorKind::InvalidInput);
    QCOMPARE(QCoro::waitFor(sharing.planGroup(QStringLiteral("x"), {}, {})).error().kind, ErrorKind::InvalidInput);
}

QTEST_GUILESS_MAIN(TestPassboltSharingDemo)
#include "tst_passboltsharingdemo.moc"
