// SPDX-License-Identifier: GPL-3.0-or-later
// A server that shows other keys than it did, or other readers, or points elsewhere, seen through a session.
#include "tests/integration/passbolt/sessionmember.h"
#include "tests/integration/passbolt/writingdrafts.h"

#include <QTcpServer>
#include <QTest>

#include <algorithm>

using namespace coffret;
using namespace coffret::test;

namespace {

using State = ReaderKey::State;

Grantee person(const QString &id)
{
    Grantee grantee;
    grantee.id = id;
    return grantee;
}

AccessChange give(const QString &personId)
{
    return AccessChange{person(personId), AccessRight::None, AccessRight::Read};
}

const ReaderKey *keyOf(const std::vector<ReaderKey> &readers, const QString &personId)
{
    const auto found = std::find_if(readers.begin(), readers.end(),
                                    [&](const ReaderKey &reader) { return reader.person.id == personId; });
    return found == readers.end() ? nullptr : &*found;
}

QStringList fingerprintsOf(const std::vector<ReaderKey> &readers)
{
    QStringList fingerprints;
    for (const ReaderKey &reader : readers)
        fingerprints.append(reader.fingerprint);
    return fingerprints;
}

} // namespace

class TestPassboltHostileKeys : public QObject, private TwoMembers<>
{
    Q_OBJECT

    void meet(const QString &mode)
    {
        if (!TwoMembers::meet(mode))
            m_ada->open(); // where the test before had started anew
    }
    [[nodiscard]] SecretDraft login(const QByteArray &password) const
    {
        SecretDraft draft = draftOf(writingSamples().front(), QStringLiteral("Of the test"), isV5());
        draft.fields.front().value =
            SecretBuffer::copyOf({password.constData(), static_cast<std::size_t>(password.size())});
        return draft;
    }
    [[nodiscard]] QStringList readersOf(const QString &resourceId) const
    {
        QStringList ids;
        const auto answer = m_ada->guest.get(QStringLiteral("/users.json?filter[has-access][]=") + resourceId);
        for (const QJsonValue user : PassboltGuest::bodyOf(answer).toArray())
            ids.append(user[QLatin1String("id")].toString());
        ids.sort();
        return ids;
    }
    [[nodiscard]] QString base() const { return m_ada->guest.server().url.path(); }

private Q_SLOTS:
    void initTestCase();
    void cleanup() { QVERIFY(m_demo->setFaults({})); }
    void t03_anotherKeyIsGivenNothing_data() { modes(); }
    void t03_anotherKeyIsGivenNothing();
    void t03_anotherKeyJoinsNoGroup_data() { modes(); }
    void t03_anotherKeyJoinsNoGroup();
    void t03_aReaderNobodyAskedForIsNamed_data() { modes(); }
    void t03_aReaderNobodyAskedForIsNamed();
    void t04_anotherServerKeyIsToldNothing_data() { modes(); }
    void t04_anotherServerKeyIsToldNothing();
    void t04_anotherServerKeyInTheMiddle_data() { modes(); }
    void t04_anotherServerKeyInTheMiddle();
    void trap07_aNewSharedKeyIsAcceptedFirst();
    void trap07_anotherPublicHalfIsNotWrittenWith();
    void trap07_withoutTheSharedKeyTheRestIsRead();
    void t24_otherPlacesAreNotAsked_data();
    void t24_otherPlacesAreNotAsked();
    void wrongTypesAreErrorsAndNothingElse_data();
    void wrongTypesAreErrorsAndNothingElse();
};

void TestPassboltHostileKeys::initTestCase()
{
    QCOMPARE(start(QStringList{QStringLiteral("--secrets"), QStringLiteral("30")}), QString());
}

void TestPassboltHostileKeys::t03_anotherKeyIsGivenNothing()
{
    QFETCH(QString, mode);
    meet(mode);
    const QString betty = m_betty->id();
    const QString carol = userId(QStringLiteral("Carol"));
    const QString folder = sharedFolder(*m_ada, betty);
    SecretDraft draft = login("before");
    draft.collectionId = folder;
    const auto shared = m_ada->save(std::move(draft), {m_betty->fingerprint()}); // compared, and pinned
    VERIFY_OK(shared);
    const auto own = m_ada->save(login("of Ada's"));
    VERIFY_OK(own);
    const QByteArray before = m_betty->read(*shared, m_ada->fingerprint());
    QVERIFY(before.contains("before"));
    QVERIFY(m_demo->setLie(QStringLiteral("user_key"), {betty}));
    m_demo->clearRequests();

    // A new secret in the folder she reads, and a change of one she reads.
    for (const QString &id : {QString(), *shared}) {
        const auto readers = QCoro::waitFor(session().readers(id, folder));
        VERIFY_OK(readers);
        const ReaderKey *const hers = keyOf(*readers, betty);
        QVERIFY(hers);
        QCOMPARE(hers->state, State::Changed);
        QCOMPARE(hers->pinnedFingerprint, m_betty->fingerprint());
        QVERIFY(!hers->fingerprint.isEmpty() && hers->fingerprint != hers->pinnedFingerprint);
        SecretDraft changed;
        if (id.isEmpty()) {
            changed = login("after");
            changed.collectionId = folder;
        } else {
            auto shown = m_ada->edit(id);
            VERIFY_OK(shown);
            edit(shown->draft);
            changed = std::move(shown->draft);
        }
        const auto saved = m_ada->save(std::move(changed), {hers->fingerprint, hers->pinnedFingerprint});
        QCOMPARE(kindOf(saved), ErrorKind::ReadersUnconfirmed);
        QCOMPARE(writes().size(), 0);
    }

    // Sharing goes on without her.
    const auto plan = QCoro::waitFor(
        session().sharing()->planAccess(SharePlan::Target::Secret, *own, {give(betty), give(carol)}, {}));
    VERIFY_OK(plan);
    QVERIFY(isBlocked(plan->newReaders));
    QCOMPARE(keyOf(plan->newReaders, betty)->state, State::Changed);
    QCOMPARE(keyOf(plan->newReaders, betty)->pinnedFingerprint, m_betty->fingerprint());
    QCOMPARE(keyOf(plan->newReaders, carol)->state, State::FirstSeen);
    const auto report = QCoro::waitFor(session().sharing()->carryOut(*plan, fingerprintsOf(plan->newReaders), {}, {}));
    VERIFY_OK(report);
    QCOMPARE(report->done, 1);
    QCOMPARE(report->failures.size(), std::size_t(1));
    QCOMPARE(report->failures.front().id, betty);
    QCOMPARE(report->failures.front().error.kind, ErrorKind::ReadersUnconfirmed);
    QVERIFY(m_demo->setFaults({}));
    QStringList readers{m_ada->id(), carol};
    readers.sort();
    QCOMPARE(readersOf(*own), readers);
    QCOMPARE(m_betty->read(*own, m_ada->fingerprint()), QByteArray());
    QCOMPARE(m_betty->read(*shared, m_ada->fingerprint()), before);
}

void TestPassboltHostileKeys::t03_anotherKeyJoinsNoGroup()
{
    QFETCH(QString, mode);
    meet(mode);
    Session &bettys = *m_betty->session; // she manages the group
    QString group;
    const auto groups = QCoro::waitFor(bettys.sharing()->groups({}));
    VERIFY_OK(groups);
    for (const GroupDetails &details : *groups) {
        if (details.group.name == QLatin1String("Operations") && details.managedByUser)
            group = details.group.id;
    }
    QVERIFY(!group.isEmpty());
    const std::vector<GroupChange> changes{GroupChange{m_ada->id(), GroupChange::Kind::Add}};
    const auto genuine = QCoro::waitFor(bettys.sharing()->planGroup(group, changes, {}));
    VERIFY_OK(genuine);
    QCOMPARE(keyOf(genuine->newReaders, m_ada->id())->fingerprint, m_ada->fingerprint());
    QVERIFY(m_demo->setLie(QStringLiteral("user_key"), {m_ada->id()}));
    m_demo->clearRequests();
    const auto plan = QCoro::waitFor(bettys.sharing()->planGroup(group, changes, {}));
    VERIFY_OK(plan);
    const ReaderKey *const hers = keyOf(plan->newReaders, m_ada->id());
    QVERIFY(hers);
    QCOMPARE(hers->state, State::Changed);
    QCOMPARE(hers->pinnedFingerprint, m_ada->fingerprint());
    QVERIFY(hers->fingerprint != m_ada->fingerprint());
    // A plan that was made before the key changed does not help either.
    for (const GroupPlan &made : {*plan, *genuine}) {
        const QStringList confirmed{hers->fingerprint, m_ada->fingerprint()};
        const auto report = QCoro::waitFor(bettys.sharing()->carryOutGroup(made, confirmed, {}, {}));
        VERIFY_OK(report);
        QCOMPARE(report->failures.size(), std::size_t(1));
        QCOMPARE(report->failures.front().error.kind, ErrorKind::ReadersUnconfirmed);
        QCOMPARE(writes().size(), 0);
    }
}

void TestPassboltHostileKeys::t03_aReaderNobodyAskedForIsNamed()
{
    QFETCH(QString, mode);
    meet(mode);
    const auto id = m_ada->save(login("of Ada's"));
    VERIFY_OK(id);
    const QByteArray before = m_ada->read(*id, m_ada->fingerprint());
    QVERIFY(m_demo->setLie(QStringLiteral("extra_reader"), {*id}));
    m_demo->clearRequests();
    auto shown = m_ada->edit(*id);
    VERIFY_OK(shown);
    edit(shown->draft);
    const auto readers = QCoro::waitFor(session().readers(*id, {}));
    VERIFY_OK(readers);
    QCOMPARE(readers->size(), std::size_t(1));
    QCOMPARE(readers->front().state, State::FirstSeen);
    QVERIFY(readers->front().person.name.contains(QLatin1String("Mallory")));
    const auto saved = m_ada->save(std::move(shown->draft), {m_betty->fingerprint()});
    QCOMPARE(kindOf(saved), ErrorKind::ReadersUnconfirmed);
    QVERIFY(saved.error().detail.contains(readers->front().person.email));
    QCOMPARE(writes().size(), 0);
    QVERIFY(m_demo->setFaults({}));
    QCOMPARE(m_ada->read(*id, m_ada->fingerprint()), before);
}

void TestPassboltHostileKeys::t04_anotherServerKeyIsToldNothing()
{
    QFETCH(QString, mode);
    meet(mode);
    m_ada->startAnew();
    QVERIFY(m_demo->setLie(QStringLiteral("server_key")));
    m_demo->clearRequests();
    QCOMPARE(kindOf(QCoro::waitFor(session().open())), ErrorKind::ServerKeyChanged);
    QCOMPARE(session().state(), Session::State::Failed);
    const auto requests = m_demo->requests();
    QCOMPARE(requests.size(), 1);
    QCOMPARE(requests.front().method, QByteArray("GET"));
    QCOMPARE(requests.front().path, base() + QStringLiteral("/auth/verify.json"));
    QVERIFY(m_demo->setFaults({}));
    VERIFY_OK(QCoro::waitFor(session().open()));
}

void TestPassboltHostileKeys::t04_anotherServerKeyInTheMiddle()
{
    QFETCH(QString, mode);
    meet(mode);
    const auto before = session().catalog();
    const QJsonArray lies{QJsonObject{{QStringLiteral("lie"), QStringLiteral("server_key")}}};
    QVERIFY(m_demo->setFaults({{QStringLiteral("lies"), lies}, {QStringLiteral("expire_tokens"), true}}));
    m_demo->clearRequests();
    QCOMPARE(kindOf(QCoro::waitFor(session().refresh())), ErrorKind::ServerKeyChanged);
    QCOMPARE(session().catalog(), before);
    bool askedForKey = false;
    for (const DemoVaultProcess::Request &request : m_demo->requests()) {
        QVERIFY2(!request.path.endsWith(QLatin1String("/login.json")), qPrintable(request.path));
        askedForKey = askedForKey || request.path.endsWith(QLatin1String("/auth/verify.json"));
    }
    QVERIFY(askedForKey);
    m_mode.clear(); // nobody's token is good any more
}

void TestPassboltHostileKeys::trap07_aNewSharedKeyIsAcceptedFirst()
{
    meet(QStringLiteral("v5"));
    SecretDraft draft = login("before");
    draft.collectionId = sharedFolder(*m_ada, m_betty->id());
    const auto id = m_ada->save(std::move(draft), {m_betty->fingerprint()});
    VERIFY_OK(id);
    const SecretSummary genuine = m_ada->listed(*id);
    QVERIFY(m_demo->setLie(QStringLiteral("metadata_key")));
    const QJsonArray keys = PassboltGuest::bodyOf(m_ada->guest.get(QStringLiteral("/metadata/keys.json"))).toArray();
    const QString fingerprint = keys.last()[QLatin1String("fingerprint")].toString();
    QCOMPARE(keys.size(), 2);
    QVERIFY(QCoro::waitFor(session().refresh()));
    QCOMPARE(m_ada->listed(*id).name, genuine.name);
    QCOMPARE(m_ada->listed(*id).markers, genuine.markers);

    auto shown = m_ada->edit(*id);
    VERIFY_OK(shown);
    edit(shown->draft);
    m_demo->clearRequests();
    QCOMPARE(kindOf(m_ada->save(shown->draft.clone(), {fingerprint})), ErrorKind::SharedKeyChanged);
    QCOMPARE(writes().size(), 0);
    const auto asked = session().sharing()->sharedKeyChange(); // what the user is shown then
    QVERIFY(asked);
    QCOMPARE(asked->key.state, State::Changed);
    QCOMPARE(asked->key.fingerprint, fingerprint);
    QCOMPARE(asked->key.pinnedFingerprint, keys.first()[QLatin1String("fingerprint")].toString());
    VERIFY_OK(session().sharing()->acceptKey(asked->key.person.id, asked->key.fingerprint));
    QVERIFY(!session().sharing()->sharedKeyChange());
    VERIFY_OK(m_ada->save(std::move(shown->draft)));
    QCOMPARE(m_ada->rowOf(*id)[QLatin1String("metadata_key_id")], keys.last()[QLatin1String("id")]);
    QVERIFY(!m_ada->listed(*id).markers.testFlag(Marker::MetadataUnverified));
}

void TestPassboltHostileKeys::trap07_anotherPublicHalfIsNotWrittenWith()
{
    meet(QStringLiteral("v5"));
    SecretDraft draft = login("before");
    draft.collectionId = sharedFolder(*m_ada, m_betty->id());
    const auto id = m_ada->save(std::move(draft), {m_betty->fingerprint()});
    VERIFY_OK(id);
    auto shown = m_ada->edit(*id);
    VERIFY_OK(shown);
    edit(shown->draft);
    QVERIFY(m_demo->setLie(QStringLiteral("metadata_public_key")));
    m_demo->clearRequests();
    for (const bool synchronised : {false, true}) {
        if (synchronised)
            QVERIFY(QCoro::waitFor(session().refresh()));
        QVERIFY(!m_ada->save(shown->draft.clone()));
        QCOMPARE(writes().size(), 0);
        const auto revealed = QCoro::waitFor(session().reveal(*id, QStringLiteral("password")));
        VERIFY_OK(revealed); // reading goes on
        QCOMPARE(revealed->verdict.state, SignatureState::Expected);
    }
    QVERIFY(m_demo->setFaults({}));
    QVERIFY(QCoro::waitFor(session().refresh()));
    VERIFY_OK(m_ada->save(std::move(shown->draft)));
}

void TestPassboltHostileKeys::trap07_withoutTheSharedKeyTheRestIsRead()
{
    meet(QStringLiteral("v5"));
    SecretDraft draft = login("before");
    draft.collectionId = sharedFolder(*m_ada, m_betty->id());
    const auto id = m_ada->save(std::move(draft), {m_betty->fingerprint()});
    VERIFY_OK(id);
    const auto own = m_ada->save(login("of Ada's"));
    VERIFY_OK(own);
    const QString name = m_ada->listed(*own).name;
    const QString sharedName = m_ada->listed(*id).name;
    auto shown = m_ada->edit(*id);
    VERIFY_OK(shown);
    edit(shown->draft);
    QVERIFY(m_demo->setLie(QStringLiteral("no_metadata_key"), {m_ada->id()}));
    const QString later = m_ada->guest.newResource(QStringLiteral("never read before"));
    QVERIFY(QCoro::waitFor(session().refresh()));
    QVERIFY(m_ada->listed(later).markers.testFlag(Marker::KeyMissing));
    QVERIFY(m_ada->listed(later).markers.testFlag(Marker::MetadataUnreadable));
    QCOMPARE(m_ada->listed(later).name, later.left(8));
    QCOMPARE(m_ada->listed(*id).name, sharedName); // by its session key, which is remembered
    QCOMPARE(m_ada->listed(*own).name, name);      // for Ada's own key
    QVERIFY(!m_ada->listed(*own).markers.testFlag(Marker::KeyMissing));
    const auto revealed = QCoro::waitFor(session().reveal(*id, QStringLiteral("password")));
    VERIFY_OK(revealed);
    QCOMPARE(revealed->verdict.state, SignatureState::Expected);
    m_demo->clearRequests();
    QVERIFY(!m_ada->save(shown->draft.clone()));
    QCOMPARE(writes().size(), 0);
    QVERIFY(m_demo->setFaults({}));
    QVERIFY(QCoro::waitFor(session().refresh()));
    VERIFY_OK(m_ada->save(std::move(shown->draft)));
}

void TestPassboltHostileKeys::t24_otherPlacesAreNotAsked_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("scheme");
    for (const char *path : {"/auth/verify.json", "/auth/jwt/login.json", "/users.json", "/resources.json",
                             "/secrets/resource/", "/resources/"}) {
        for (const char *scheme : {"https", "http"})
            QTest::addRow("%s %s", path, scheme) << QString::fromLatin1(path) << QString::fromLatin1(scheme);
    }
}

void TestPassboltHostileKeys::t24_otherPlacesAreNotAsked()
{
    QFETCH(QString, path);
    QFETCH(QString, scheme);
    meet(QStringLiteral("v5"));
    const auto id = m_ada->save(login("of Ada's"));
    VERIFY_OK(id);
    auto shown = m_ada->edit(*id);
    VERIFY_OK(shown);
    edit(shown->draft);
    session().forgetPayloads();
    const bool signsIn = path.startsWith(QLatin1String("/auth/"));
    if (signsIn)
        m_ada->startAnew();
    QTcpServer stranger;
    QVERIFY(stranger.listen(QHostAddress::LocalHost));
    const QString elsewhere = QStringLiteral("%1://localhost:%2/").arg(scheme).arg(stranger.serverPort());
    const QJsonObject rule{{QStringLiteral("path"), base() + path}, {QStringLiteral("redirect"), elsewhere}};
    QVERIFY(m_demo->setFaults({{QStringLiteral("rules"), QJsonArray{rule}}}));
    const auto attempt = [&]() -> ErrorKind {
        if (signsIn)
            return kindOf(QCoro::waitFor(session().open()));
        if (path == QLatin1String("/secrets/resource/"))
            return kindOf(QCoro::waitFor(session().reveal(*id, QStringLiteral("password"))));
        if (path == QLatin1String("/resources/"))
            return kindOf(m_ada->save(std::move(shown->draft)));
        return kindOf(QCoro::waitFor(session().refresh()));
    };
    QCOMPARE(attempt(), ErrorKind::RedirectRefused);
    QVERIFY(!stranger.waitForNewConnection(0));
    QVERIFY(!stranger.hasPendingConnections());
}

void TestPassboltHostileKeys::wrongTypesAreErrorsAndNothingElse_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<bool>("opens");
    QTest::addColumn<bool>("reveals");
    QTest::addColumn<bool>("saves");
    const auto row = [](const char *path, bool opens, bool reveals, bool saves) {
        QTest::addRow("%s", path) << QString::fromLatin1(path) << opens << reveals << saves;
    };
    row("/auth/verify.json", false, false, false);
    row("/settings.json", false, false, false);
    row("/users.json", false, false, false);
    row("/folders.json", false, false, false);
    row("/resources.json", false, false, false);
    row("/resource-types.json", false, false, false);
    row("/metadata/keys.json", false, false, false);
    row("/metadata/types/settings.json", true, true, true); // what is not told is not changed
    row("/secrets/resource/", true, false, true);           // a value nobody can read may be replaced
    row("/resources/", true, true, false);
}

void TestPassboltHostileKeys::wrongTypesAreErrorsAndNothingElse()
{
    QFETCH(QString, path);
    QFETCH(bool, saves);
    meet(QStringLiteral("v5"));
    const auto id = m_ada->save(login("of Ada's"));
    VERIFY_OK(id);
    auto shown = m_ada->edit(*id);
    VERIFY_OK(shown);
    edit(shown->draft);
    const QByteArray before = m_ada->read(*id, m_ada->fingerprint());
    m_ada->startAnew();
    const QJsonObject rule{{QStringLiteral("path"), base() + path}, {QStringLiteral("wrong_types"), true}};
    QVERIFY(m_demo->setFaults({{QStringLiteral("rules"), QJsonArray{rule}}}));
    m_demo->clearRequests();
    QTEST(QCoro::waitFor(session().open()).has_value(), "opens");
    QTEST(QCoro::waitFor(session().reveal(*id, QStringLiteral("password"))).has_value(), "reveals");
    QCOMPARE(m_ada->save(std::move(shown->draft)).has_value(), saves);
    QCOMPARE(writes().size(), saves ? 1 : 0);
    QVERIFY(m_demo->setFaults({}));
    QCOMPARE(m_ada->read(*id, m_ada->fingerprint()) == before, !saves);
    VERIFY_OK(QCoro::waitFor(session().refresh())); // and it recovers
    VERIFY_OK(QCoro::waitFor(session().reveal(*id, QStringLiteral("password"))));
}

QTEST_GUILESS_MAIN(TestPassboltHostileKeys)
#include "tst_passbolthostilekeys.moc"
