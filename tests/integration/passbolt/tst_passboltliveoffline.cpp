// SPDX-License-Identifier: GPL-3.0-or-later
// Reading and writing while a real Passbolt cannot be reached, and what comes of it when it is back, looked at by hand.
// COFFRET_LIVE_PASSBOLT as README.md tells. Everything made here has a name that begins with "offline" and is removed
// again.
#include "tests/integration/passbolt/livedesk.h"
#include "tests/integration/passbolt/liveproxy.h"
#include "tests/integration/passbolt/writingdrafts.h"

#include <QCoroTask>
#include <QHostAddress>
#include <QRandomGenerator>

using namespace coffret;
using namespace coffret::test;

namespace {

using Draft = LiveDesk::Draft;

/// Where no proxy is asked for the way, and LiveProxy closes nothing.
bool isThisComputer(const QUrl &server)
{
    return server.host() == QLatin1String("localhost") || QHostAddress(server.host()).isLoopback();
}

/// Makes a message longer than any question, however well it is packed.
QByteArray longNote()
{
    QRandomGenerator numbers(1);
    QByteArray note;
    while (note.size() < 6000)
        note += QByteArray::number(numbers.generate64(), 16);
    return note;
}

QByteArray textOf(const Expected<Session::Revealed> &revealed)
{
    return {revealed->value.view().data(), static_cast<qsizetype>(revealed->value.size())};
}

} // namespace

class TestPassboltLiveOffline : public QObject
{
    Q_OBJECT

    const QJsonObject m_instances = liveInstances();
    LiveProxy m_proxy;
    bool m_isV5 = false;
    std::unique_ptr<LivePerson> m_ada;
    std::unique_ptr<LiveDesk> m_desk;
    QStringList m_before; ///< ids of what was there

    [[nodiscard]] QStringList idsOnServer() const
    {
        QStringList ids;
        for (const QJsonValue row : m_ada->guest.get(QStringLiteral("/resources.json")).body.toArray())
            ids.append(textAt(row, "id"));
        return ids;
    }
    [[nodiscard]] Draft newLogin(const char *password) const
    {
        SecretDraft draft = draftOf(writingSamples().front(), QStringLiteral("offline"), m_isV5);
        draft.fields.front().value = SecretBuffer::copyOf(password);
        draft.fields.back().value = SecretBuffer::copyOf(longNote().constData());
        return std::make_shared<SecretDraft>(std::move(draft));
    }
    /// A secret that the desk has listed and opened before its server went away; empty when that did not work.
    [[nodiscard]] QString knownSecret(const char *password)
    {
        const auto id = m_ada->save(newLogin(password)->clone());
        if (!id || !m_desk->open() || !m_desk->reveal(*id) || !m_desk->hasKept(*id))
            return {};
        m_desk->restart();
        m_proxy.close();
        return *id;
    }
    /// One with a password that the desk knows by its name alone.
    [[nodiscard]] QString notOpened() const
    {
        QFETCH(QString, instance);
        for (const QJsonValue resource : m_instances[instance][QLatin1String("resources")].toArray()) {
            if (textAt(resource, "owner") == QLatin1String("ada") && !textAt(resource, "plaintext_password").isEmpty())
                return textAt(resource, "id");
        }
        return {};
    }
    [[nodiscard]] bool holds(const QString &id, const QByteArray &password) const
    {
        return m_ada->guest.open(m_ada->messageOf(id)).contains("\"password\":\"" + password + '"');
    }
    /// How often its value was written, as far as this server keeps that; otherwise as often as is wanted.
    [[nodiscard]] qsizetype timesWritten(const QString &id, qsizetype wanted) const
    {
        const auto settings = m_ada->guest.get(QStringLiteral("/secret-revisions/settings.json"));
        if (settings.status != 200 || settings.body[QLatin1String("max_revisions")].toInt() <= wanted)
            return wanted;
        return m_ada->guest.get(QStringLiteral("/secret-revisions/resource/%1.json").arg(id)).body.toArray().size();
    }
    /// By hand, with the words as they are; the HTTP status.
    [[nodiscard]] int changeElsewhere(const QString &id, const char *password) const
    {
        const QJsonValue row = m_ada->rowOf(id);
        const QString message = m_ada->guest.seal(
            json(m_isV5 ? "{'object_type':'PASSBOLT_SECRET_DATA','password':'%'}" : "{'password':'%'}")
                .replace('%', password),
            {m_ada->fingerprint()});
        QJsonObject body{{QStringLiteral("secrets"), QJsonArray{QJsonObject{{QStringLiteral("user_id"), m_ada->id()},
                                                                            {QStringLiteral("data"), message}}}}};
        for (const char *key :
             {"name", "username", "uri", "metadata", "metadata_key_id", "metadata_key_type", "resource_type_id"}) {
            const QJsonValue kept = row[QLatin1String(key)];
            if (!kept.isNull() && !kept.isUndefined())
                body.insert(QLatin1String(key), kept);
        }
        return m_ada->guest.put(QStringLiteral("/resources/%1.json").arg(id), body).status;
    }

private Q_SLOTS:
    void init();
    void cleanup();
    void readsWhatWasOpenedBefore_data() { addLiveInstances(); }
    void readsWhatWasOpenedBefore();
    void whatWaitedArrivesOnce_data() { addLiveInstances(); }
    void whatWaitedArrivesOnce();
    void whatAnotherChangedIsLeftToAPerson_data() { addLiveInstances(); }
    void whatAnotherChangedIsLeftToAPerson();
    void aNewOneWhoseAnswerIsLostIsNotMadeTwice_data() { addLiveInstances(); }
    void aNewOneWhoseAnswerIsLostIsNotMadeTwice();
    void aSaveWhoseAnswerIsLostIsNotMadeTwice_data() { addLiveInstances(); }
    void aSaveWhoseAnswerIsLostIsNotMadeTwice();
    void aChangeWhoseAnswerIsLostIsNotWrittenTwice_data() { addLiveInstances(); }
    void aChangeWhoseAnswerIsLostIsNotWrittenTwice();
};

/// Every test has a computer that knows nothing yet.
void TestPassboltLiveOffline::init()
{
    QFETCH(QString, instance);
    const QJsonObject server = m_instances[instance].toObject();
    if (isThisComputer(QUrl(textAt(server, "url"))))
        QSKIP("the server's url names this computer, and no proxy is asked for the way to that");
    m_isV5 = encryptsMetadata(server);
    m_ada = std::make_unique<LivePerson>(server, QStringLiteral("ada"));
    m_before = idsOnServer();
    m_desk = std::make_unique<LiveDesk>(*m_ada);
}

void TestPassboltLiveOffline::cleanup()
{
    m_proxy.loseAnswers(false);
    m_proxy.open();
    m_desk.reset();
    if (!m_ada)
        return;
    for (const QString &id : idsOnServer()) {
        if (!m_before.contains(id))
            QCOMPARE(m_ada->guest.remove(QStringLiteral("/resources/%1.json").arg(id)).status, 200);
    }
    m_ada.reset();
}

void TestPassboltLiveOffline::readsWhatWasOpenedBefore()
{
    const QString id = knownSecret("read before");
    QVERIFY(!id.isEmpty());
    QCOMPARE(kindOf(m_desk->open()), ErrorKind::Unreachable);
    QCOMPARE(m_desk->session->state(), Session::State::Open);
    QVERIFY(m_desk->session->isFromCache());
    QCOMPARE(static_cast<qsizetype>(m_desk->session->catalog()->size()), m_before.size() + 1);
    QCOMPARE(m_desk->listed(id).name, QStringLiteral("offline login"));
    QVERIFY(!m_desk->listed(id).markers.testFlag(Marker::MetadataUnverified));
    const auto shown = m_desk->reveal(id);
    VERIFY_OK(shown);
    QCOMPARE(textOf(shown), QByteArray("read before"));
    QCOMPARE(shown->verdict.state, SignatureState::Expected);
    QVERIFY(shown->asOf.isValid());
    QCOMPARE(kindOf(m_desk->reveal(notOpened())), ErrorKind::Unreachable); // nobody has opened it here

    m_proxy.open();
    VERIFY_OK(m_desk->sync());
    QVERIFY(!m_desk->session->isFromCache());
    QVERIFY(m_desk->reveal(id)->asOf.isNull());
}

void TestPassboltLiveOffline::whatWaitedArrivesOnce()
{
    const QString id = knownSecret("before");
    QVERIFY(!id.isEmpty());
    QCOMPARE(kindOf(m_desk->open()), ErrorKind::Unreachable);
    const Draft changed = m_desk->change(id, "after");
    QVERIFY(changed);
    changed->name = QStringLiteral("offline, changed");
    QCOMPARE(m_desk->postpone(changed), QString());
    const Draft made = newLogin("made without a server");
    made->name = QStringLiteral("offline, new");
    QCOMPARE(m_desk->postpone(made), QString());
    m_desk->restart();
    QCOMPARE(kindOf(m_desk->open()), ErrorKind::Unreachable);
    QCOMPARE(m_desk->session->waiting().size(), std::size_t(2));
    QVERIFY(holds(id, "before"));
    QCOMPARE(idsOnServer().size(), m_before.size() + 1);

    m_proxy.open();
    VERIFY_OK(m_desk->sync());
    QTRY_VERIFY_WITH_TIMEOUT(m_desk->session->waiting().empty() && m_desk->session->sendingId().isEmpty(), 30'000);
    const QStringList newIds = m_desk->idsNamed(QStringLiteral("offline, new"));
    QCOMPARE(newIds.size(), 1);
    QCOMPARE(idsOnServer().size(), m_before.size() + 2);
    QVERIFY(holds(id, "after") && holds(newIds.front(), "made without a server"));
    QCOMPARE(timesWritten(id, 2), 2);
    QCOMPARE(timesWritten(newIds.front(), 1), 1);
    for (const QString &written : {id, newIds.front()})
        QCOMPARE(m_ada->problemWith(m_ada->messageOf(written), m_ada->fingerprint()), QString());

    // The list is right, before it is read again and after; and nothing goes a second time.
    for (int i = 0; i < 2; ++i) {
        QCOMPARE(static_cast<qsizetype>(m_desk->session->catalog()->size()), m_before.size() + 2);
        QCOMPARE(m_desk->listed(id).name, QStringLiteral("offline, changed"));
        QVERIFY(!m_desk->listed(id).markers.testFlag(Marker::MetadataUnverified));
        QCOMPARE(textOf(m_desk->reveal(id)), QByteArray("after"));
        VERIFY_OK(m_desk->sync());
    }
    QCOMPARE(idsOnServer().size(), m_before.size() + 2);
    QCOMPARE(timesWritten(id, 2), 2);
}

void TestPassboltLiveOffline::whatAnotherChangedIsLeftToAPerson()
{
    const QString id = knownSecret("before");
    QVERIFY(!id.isEmpty());
    QCOMPARE(kindOf(m_desk->open()), ErrorKind::Unreachable);
    const Draft mine = m_desk->change(id, "mine");
    QVERIFY(mine);
    QCOMPARE(m_desk->postpone(mine), QString());
    QVERIFY(secondHasPassed());
    QCOMPARE(changeElsewhere(id, "theirs"), 200);
    const QString theirs = m_ada->messageOf(id);

    m_proxy.open();
    VERIFY_OK(m_desk->sync());
    QTRY_VERIFY_WITH_TIMEOUT(m_desk->isRefusedByConflict(), 30'000);
    VERIFY_OK(m_desk->sync()); // and is not tried again by itself
    QVERIFY(m_desk->isRefusedByConflict());
    QCOMPARE(m_ada->messageOf(id), theirs);
    QCOMPARE(textOf(m_desk->reveal(id)), QByteArray("theirs"));
    const QString change = m_desk->session->waiting().front().id;
    const auto kept = QCoro::waitFor(m_desk->session->waitingDraft(change));
    VERIFY_OK(kept);
    QCOMPARE(valueOf(*kept, FieldKind::Password), QByteArray("mine"));

    // Who decides for their own writes it over what is there now.
    const Draft decided = m_desk->change(id, "mine");
    QVERIFY(decided);
    VERIFY_OK(QCoro::waitFor(m_desk->session->save(decided, {})));
    VERIFY_OK(QCoro::waitFor(m_desk->session->dropWaiting(change)));
    QVERIFY(holds(id, "mine"));
    QVERIFY(m_desk->session->waiting().empty());
}

void TestPassboltLiveOffline::aNewOneWhoseAnswerIsLostIsNotMadeTwice()
{
    QVERIFY(!knownSecret("beside").isEmpty());
    QCOMPARE(kindOf(m_desk->open()), ErrorKind::Unreachable);
    const Draft made = newLogin("made once");
    made->name = QStringLiteral("offline, once");
    QCOMPARE(m_desk->postpone(made), QString());

    m_proxy.loseAnswers(true);
    m_proxy.open();
    VERIFY_OK(m_desk->sync());
    QTRY_VERIFY_WITH_TIMEOUT(m_proxy.lostAnswers() > 0 && m_desk->session->sendingId().isEmpty(), 30'000);
    QCOMPARE(m_desk->session->waiting().size(), std::size_t(1));
    QCOMPARE(idsOnServer().size(), m_before.size() + 2); // it had arrived
    m_proxy.loseAnswers(false);
    VERIFY_OK(m_desk->sync());
    QTRY_VERIFY_WITH_TIMEOUT(m_desk->isRefusedByConflict(), 30'000); // there is one of this name
    QCOMPARE(m_desk->idsNamed(made->name).size(), 1);
    QCOMPARE(idsOnServer().size(), m_before.size() + 2);
}

/// Of what somebody saves while the server is there, before anything waits.
void TestPassboltLiveOffline::aSaveWhoseAnswerIsLostIsNotMadeTwice()
{
    VERIFY_OK(m_desk->open());
    const Draft made = newLogin("made once");
    made->name = QStringLiteral("offline, saved once");
    m_proxy.loseAnswers(true);
    QCOMPARE(m_desk->postpone(made), QString());
    QVERIFY(m_proxy.lostAnswers() > 0);
    m_proxy.loseAnswers(false);
    VERIFY_OK(m_desk->sync());
    QTRY_VERIFY_WITH_TIMEOUT(m_desk->isRefusedByConflict(), 30'000); // there is one of this name
    QCOMPARE(m_desk->idsNamed(made->name).size(), 1);
    QCOMPARE(idsOnServer().size(), m_before.size() + 1);
}

void TestPassboltLiveOffline::aChangeWhoseAnswerIsLostIsNotWrittenTwice()
{
    const QString id = knownSecret("before");
    QVERIFY(!id.isEmpty());
    QCOMPARE(kindOf(m_desk->open()), ErrorKind::Unreachable);
    const Draft changed = m_desk->change(id, "after");
    QVERIFY(changed);
    QCOMPARE(m_desk->postpone(changed), QString());
    QVERIFY(secondHasPassed());

    m_proxy.loseAnswers(true);
    m_proxy.open();
    VERIFY_OK(m_desk->sync());
    QTRY_VERIFY_WITH_TIMEOUT(m_proxy.lostAnswers() > 0 && m_desk->session->sendingId().isEmpty(), 30'000);
    QVERIFY(holds(id, "after")); // it had arrived
    const QString message = m_ada->messageOf(id);
    m_proxy.loseAnswers(false);
    VERIFY_OK(m_desk->sync());
    QTRY_VERIFY_WITH_TIMEOUT(m_desk->session->waiting().empty(), 30'000);
    QCOMPARE(m_ada->messageOf(id), message);
    QCOMPARE(textOf(m_desk->reveal(id)), QByteArray("after"));
}

int main(int argc, char **argv)
{
    return runLiveTest<TestPassboltLiveOffline>(argc, argv);
}

#include "tst_passboltliveoffline.moc"
