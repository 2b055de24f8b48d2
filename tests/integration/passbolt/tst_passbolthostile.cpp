// SPDX-License-Identifier: GPL-3.0-or-later
// A server that serves other messages than it was given, seen through a session.
#include "core/vault/passbolt/passbolttypes.h"
#include "tests/integration/passbolt/sessionmember.h"
#include "tests/integration/passbolt/writingdrafts.h"

#include <QJsonDocument>
#include <QTest>

using namespace coffret;
using namespace coffret::test;

namespace {

const QString Password = QStringLiteral("password");
const QString Metadata = QStringLiteral("metadata");
constexpr auto BettysValue = R"({"password":"by Betty"})";

QByteArray wordsFor(const QJsonValue &row)
{
    const QJsonObject words{{QStringLiteral("object_type"), QStringLiteral("PASSBOLT_RESOURCE_METADATA")},
                            {QStringLiteral("name"), QStringLiteral("Made by a test")},
                            {QStringLiteral("resource_type_id"), row[QLatin1String("resource_type_id")]}};
    return QJsonDocument(words).toJson();
}

} // namespace

class TestPassboltHostile : public QObject, private TwoMembers<>
{
    Q_OBJECT

    void meet(const QString &mode)
    {
        if (TwoMembers::meet(mode))
            lookAtBettysKey();
    }
    /// Ada has opened something of Betty's before, so that her key is known here.
    void lookAtBettysKey() const
    {
        const Catalog &catalog = *m_ada->session->catalog();
        for (Catalog::Row row = 0; row < catalog.size(); ++row) {
            const SecretSummary summary = catalog.summary(row);
            if (summary.modifiedBy != m_betty->id())
                continue;
            const auto details = QCoro::waitFor(m_ada->session->openDetails(summary.id));
            if (details && details->verdict.state == SignatureState::Expected)
                return;
        }
        QFAIL("nothing of Betty's");
    }
    [[nodiscard]] bool refresh() const { return QCoro::waitFor(session().refresh()).has_value(); }
    [[nodiscard]] Expected<Session::Revealed> reveal(const QString &id) const
    {
        session().forgetPayloads(); // a look at what the server serves now
        return QCoro::waitFor(session().reveal(id, Password));
    }
    [[nodiscard]] static QByteArray textOf(const Expected<Session::Revealed> &revealed)
    {
        return revealed ? QByteArray(revealed->value.view().data(), static_cast<qsizetype>(revealed->value.size()))
                        : QByteArray();
    }
    [[nodiscard]] bool isMarked(const QString &id, Marker marker) const
    {
        return m_ada->listed(id).markers.testFlag(marker);
    }
    /// A resource of Ada's that is in her list.
    [[nodiscard]] QString listedResource(const QString &password) const
    {
        const QString id = m_ada->guest.newResource(password);
        return refresh() && m_ada->listed(id).id == id ? id : QString();
    }
    /// The same lie about a secret or its metadata, for as long as the test runs.
    bool tell(const QString &lie, const QString &id, const QString &part = {}) const
    {
        if (lie != QLatin1String("substitute"))
            return m_demo->setLie(lie, {id}, part);
        const QByteArray words = part == Metadata ? wordsFor(m_ada->rowOf(id)) : QByteArray(BettysValue);
        const QString reader = part == Metadata ? metadataKey() : m_ada->fingerprint();
        const QJsonObject told{{QStringLiteral("lie"), lie},
                               {QStringLiteral("of"), QJsonArray{id}},
                               {QStringLiteral("part"), part.isEmpty() ? QStringLiteral("secret") : part},
                               {QStringLiteral("message"), QString::fromLatin1(m_betty->guest.seal(words, {reader}))}};
        return m_demo->setFaults({{QStringLiteral("lies"), QJsonArray{told}}});
    }
    [[nodiscard]] QString metadataKey() const
    {
        const QJsonValue key = PassboltGuest::bodyOf(m_betty->guest.get(QStringLiteral("/metadata/keys.json")))[0];
        m_betty->guest.importKey(key[QLatin1String("armored_key")].toString().toLatin1());
        return key[QLatin1String("fingerprint")].toString();
    }
    [[nodiscard]] QList<QPair<QString, QString>> onlyAda() const { return {{m_ada->id(), m_ada->fingerprint()}}; }

private Q_SLOTS:
    void initTestCase();
    void cleanup() { QVERIFY(m_demo->setFaults({})); }
    void t01_valuesSayWhoVouches_data();
    void t01_valuesSayWhoVouches();
    void t01_wordsSayWhoVouches_data();
    void t01_wordsSayWhoVouches();
    void t02_valuesThatChangedPlaces_data() { modes(); }
    void t02_valuesThatChangedPlaces();
    void t02_anOlderValueComesBack_data() { modes(); }
    void t02_anOlderValueComesBack();
    void t02_wordsThatChangedPlaces();
    void t02_wordsOfAnotherType();
    void t02_olderWordsComeBack();
    void t02_whatVanishesIsNotForgotten_data() { modes(); }
    void t02_whatVanishesIsNotForgotten();
    void t06_aBrokenMessageShowsNothing_data() { modes(); }
    void t06_aBrokenMessageShowsNothing();
};

void TestPassboltHostile::initTestCase()
{
    QCOMPARE(start(QStringList{QStringLiteral("--secrets"), QStringLiteral("30")}), QString());
}

void TestPassboltHostile::t01_valuesSayWhoVouches_data()
{
    QTest::addColumn<QString>("mode");
    QTest::addColumn<QString>("lie");
    QTest::addColumn<int>("state");
    QTest::addColumn<int>("error"); // instead of a value
    for (const char *mode : {"v4", "v5"}) {
        const auto row = [mode](const char *lie, SignatureState state, ErrorKind error = ErrorKind::Internal) {
            QTest::addRow("%s %s", mode, lie) << QString::fromLatin1(mode) << QString::fromLatin1(lie)
                                              << static_cast<int>(state) << static_cast<int>(error);
        };
        row("unsigned", SignatureState::Unsigned);
        row("foreign_signature", SignatureState::UnknownKey);
        row("substitute", SignatureState::Foreign);
        row("bad_signature", SignatureState::Bad, ErrorKind::BadSignature);
        row("broken", SignatureState::Bad, ErrorKind::CorruptMessage);
    }
}

void TestPassboltHostile::t01_valuesSayWhoVouches()
{
    QFETCH(QString, mode);
    QFETCH(QString, lie);
    QFETCH(int, state);
    QFETCH(int, error);
    meet(mode);
    const QString id = listedResource(QStringLiteral("by Ada"));
    QVERIFY(!id.isEmpty());
    const auto genuine = reveal(id);
    VERIFY_OK(genuine);
    QCOMPARE(genuine->verdict.state, SignatureState::Expected);
    QVERIFY(!isMarked(id, Marker::SecretUnverified));

    QVERIFY(tell(lie, id));
    const auto before = session().catalog();
    const auto told = reveal(id);
    if (error != static_cast<int>(ErrorKind::Internal)) {
        QCOMPARE(static_cast<int>(kindOf(told)), error);
        QCOMPARE(static_cast<int>(kindOf(QCoro::waitFor(session().openDetails(id)))), error);
        QCOMPARE(session().catalog(), before);
        return;
    }
    VERIFY_OK(told);
    QCOMPARE(static_cast<int>(told->verdict.state), state);
    QVERIFY(!told->verdict.outOfOrder);
    QCOMPARE(textOf(told), lie == QLatin1String("substitute") ? QByteArray("by Betty") : QByteArray("by Ada"));
    QTRY_VERIFY(isMarked(id, Marker::SecretUnverified));
    if (lie == QLatin1String("substitute"))
        QCOMPARE(told->verdict.signerFingerprint, m_betty->fingerprint());

    QVERIFY(m_demo->setFaults({}));
    const auto after = reveal(id);
    VERIFY_OK(after);
    QCOMPARE(after->verdict.state, SignatureState::Expected);
    QTRY_VERIFY(!isMarked(id, Marker::SecretUnverified));
}

void TestPassboltHostile::t01_wordsSayWhoVouches_data()
{
    QTest::addColumn<QString>("lie");
    QTest::addColumn<bool>("readable");
    QTest::newRow("unsigned") << QStringLiteral("unsigned") << true;
    QTest::newRow("foreign_signature") << QStringLiteral("foreign_signature") << true;
    QTest::newRow("substitute") << QStringLiteral("substitute") << true;
    QTest::newRow("bad_signature") << QStringLiteral("bad_signature") << false;
    QTest::newRow("broken") << QStringLiteral("broken") << false;
}

void TestPassboltHostile::t01_wordsSayWhoVouches()
{
    QFETCH(QString, lie);
    QFETCH(bool, readable);
    meet(QStringLiteral("v5"));
    const QString id = listedResource(QStringLiteral("by Ada"));
    QVERIFY(!id.isEmpty());
    const SecretSummary genuine = m_ada->listed(id);
    QVERIFY(!genuine.markers.testFlag(Marker::MetadataUnverified));
    QVERIFY(tell(lie, id, Metadata));
    QVERIFY(refresh());
    const SecretSummary told = m_ada->listed(id);
    QCOMPARE(told.markers.testFlag(Marker::MetadataUnverified), readable);
    QCOMPARE(told.markers.testFlag(Marker::MetadataUnreadable), !readable);
    QCOMPARE(told.name, readable ? genuine.name : id.left(8));
    QVERIFY(m_demo->setFaults({}));
    QVERIFY(refresh());
    QCOMPARE(m_ada->listed(id).markers, genuine.markers);
}

void TestPassboltHostile::t02_valuesThatChangedPlaces()
{
    QFETCH(QString, mode);
    meet(mode);
    const QString first = listedResource(QStringLiteral("first"));
    const QString second = listedResource(QStringLiteral("second"));
    for (const QString &id : {first, second}) {
        const auto genuine = reveal(id);
        VERIFY_OK(genuine);
        QVERIFY(!genuine->verdict.outOfOrder);
    }
    QVERIFY(m_demo->setLie(QStringLiteral("swap_secrets"), {first, second}));
    for (const QString &id : {first, second}) {
        const auto told = reveal(id);
        VERIFY_OK(told);
        QCOMPARE(textOf(told), id == first ? QByteArray("second") : QByteArray("first"));
        QCOMPARE(told->verdict.state, SignatureState::Expected); // everything about the message is genuine
        QVERIFY(told->verdict.outOfOrder);
        QTRY_VERIFY(isMarked(id, Marker::OutOfOrder));
    }
    m_ada->startAnew();
    VERIFY_OK(QCoro::waitFor(session().open()));
    QVERIFY(isMarked(first, Marker::OutOfOrder) && isMarked(second, Marker::OutOfOrder));
    const auto again = reveal(second);
    VERIFY_OK(again);
    QVERIFY(again->verdict.outOfOrder);

    QVERIFY(m_demo->setFaults({}));
    const auto genuine = reveal(first);
    VERIFY_OK(genuine);
    QVERIFY(!genuine->verdict.outOfOrder);
    QVERIFY(refresh());
    QVERIFY(!isMarked(first, Marker::OutOfOrder));
    QVERIFY(isMarked(second, Marker::OutOfOrder)); // until it was looked at
}

void TestPassboltHostile::t02_anOlderValueComesBack()
{
    QFETCH(QString, mode);
    meet(mode);
    const QString id = listedResource(QStringLiteral("old"));
    VERIFY_OK(reveal(id));
    QCOMPARE(m_ada->guest.changePassword(id, QStringLiteral("new"), onlyAda()), 200);
    QVERIFY(refresh());
    const auto newer = reveal(id);
    QCOMPARE(textOf(newer), QByteArray("new"));
    QVERIFY(!newer->verdict.outOfOrder);
    QVERIFY(m_demo->setLie(QStringLiteral("older"), {id}));
    const auto told = reveal(id);
    QCOMPARE(textOf(told), QByteArray("old"));
    QCOMPARE(told->verdict.state, SignatureState::Expected);
    QVERIFY(told->verdict.outOfOrder);
    QTRY_VERIFY(isMarked(id, Marker::OutOfOrder));
    m_ada->startAnew();
    VERIFY_OK(QCoro::waitFor(session().open()));
    QVERIFY(isMarked(id, Marker::OutOfOrder));
    QVERIFY(reveal(id)->verdict.outOfOrder);
    QVERIFY(m_demo->setFaults({}));
    QVERIFY(!reveal(id)->verdict.outOfOrder);
}

void TestPassboltHostile::t02_wordsThatChangedPlaces()
{
    meet(QStringLiteral("v5"));
    const QString first = listedResource(QStringLiteral("first"));
    const QString second = listedResource(QStringLiteral("second"));
    QVERIFY(!isMarked(first, Marker::OutOfOrder) && !isMarked(second, Marker::OutOfOrder));
    QVERIFY(m_demo->setLie(QStringLiteral("swap_metadata"), {first, second}));
    QVERIFY(refresh());
    QVERIFY(isMarked(first, Marker::OutOfOrder) && isMarked(second, Marker::OutOfOrder));
    m_ada->startAnew();
    VERIFY_OK(QCoro::waitFor(session().open()));
    QVERIFY(isMarked(first, Marker::OutOfOrder) && isMarked(second, Marker::OutOfOrder));
    QVERIFY(m_demo->setFaults({}));
    QVERIFY(refresh());
    QVERIFY(!isMarked(first, Marker::OutOfOrder) && !isMarked(second, Marker::OutOfOrder));
}

void TestPassboltHostile::t02_wordsOfAnotherType()
{
    meet(QStringLiteral("v5"));
    const QString login = listedResource(QStringLiteral("first"));
    const auto pin = std::find_if(writingSamples().begin(), writingSamples().end(),
                                  [](const WritingSample &sample) { return qstrcmp(sample.name, "PIN") == 0; });
    const auto other = m_ada->save(draftOf(*pin, QStringLiteral("Of the test"), true));
    VERIFY_OK(other);
    m_ada->startAnew(); // which has seen neither: the words themselves say where they do not belong
    QVERIFY(m_demo->setLie(QStringLiteral("swap_metadata"), {login, *other}));
    VERIFY_OK(QCoro::waitFor(session().open()));
    for (const QString &id : {login, *other}) {
        QVERIFY(isMarked(id, Marker::OutOfOrder));
        QVERIFY(isMarked(id, Marker::MetadataUnreadable));
        QCOMPARE(m_ada->listed(id).name, id.left(8));
    }
}

void TestPassboltHostile::t02_olderWordsComeBack()
{
    meet(QStringLiteral("v5"));
    const QString id = listedResource(QStringLiteral("old"));
    QCOMPARE(m_ada->guest.changePassword(id, QStringLiteral("new"), onlyAda()), 200);
    QVERIFY(refresh());
    QCOMPARE(m_ada->listed(id).name, QStringLiteral("Changed by a test"));
    QVERIFY(!isMarked(id, Marker::OutOfOrder));
    QVERIFY(m_demo->setLie(QStringLiteral("older"), {id}, Metadata));
    QVERIFY(refresh());
    QCOMPARE(m_ada->listed(id).name, QStringLiteral("Made by a test"));
    QVERIFY(isMarked(id, Marker::OutOfOrder));
    QVERIFY(m_demo->setFaults({}));
    QVERIFY(refresh());
    QVERIFY(!isMarked(id, Marker::OutOfOrder));
}

/// What was seen of a secret outlives its absence. Coming back as it was is nothing to be told: being left out of a
/// list and put into it again is what taking access away and giving it back looks like, and nothing else changed.
void TestPassboltHostile::t02_whatVanishesIsNotForgotten()
{
    QFETCH(QString, mode);
    meet(mode);
    const QString id = listedResource(QStringLiteral("old"));
    VERIFY_OK(reveal(id));
    QCOMPARE(m_ada->guest.changePassword(id, QStringLiteral("new"), onlyAda()), 200);
    QVERIFY(refresh());
    QCOMPARE(textOf(reveal(id)), QByteArray("new"));
    const SecretSummary genuine = m_ada->listed(id);

    QVERIFY(m_demo->setLie(QStringLiteral("vanished"), {id}));
    QVERIFY(refresh());
    QCOMPARE(m_ada->listed(id).id, QString());
    QCOMPARE(kindOf(QCoro::waitFor(session().reveal(id, Password))), ErrorKind::NotFound);
    m_ada->startAnew();
    VERIFY_OK(QCoro::waitFor(session().open()));
    QCOMPARE(m_ada->listed(id).id, QString());

    QVERIFY(m_demo->setFaults({}));
    QVERIFY(refresh());
    QCOMPARE(m_ada->listed(id).markers, genuine.markers);
    const auto same = reveal(id);
    QCOMPARE(textOf(same), QByteArray("new"));
    QVERIFY(!same->verdict.outOfOrder);

    QVERIFY(m_demo->setLie(QStringLiteral("vanished"), {id}));
    QVERIFY(refresh());
    QCOMPARE(m_ada->listed(id).id, QString());
    QVERIFY(m_demo->setLie(QStringLiteral("older"), {id}));
    QVERIFY(refresh());
    const auto older = reveal(id);
    QCOMPARE(textOf(older), QByteArray("old"));
    QVERIFY(older->verdict.outOfOrder);
    QTRY_VERIFY(isMarked(id, Marker::OutOfOrder));
}

void TestPassboltHostile::t06_aBrokenMessageShowsNothing()
{
    QFETCH(QString, mode);
    meet(mode);
    const QString id = listedResource(QStringLiteral("never to be seen"));
    const auto before = session().catalog();
    QVERIFY(m_demo->setLie(QStringLiteral("broken"), {id}));
    for (const Session::Use use : {Session::Use::Show, Session::Use::Copy}) {
        const auto told = QCoro::waitFor(session().reveal(id, Password, {}, use));
        QCOMPARE(kindOf(told), ErrorKind::CorruptMessage);
        QVERIFY(!told.error().detail.contains(QLatin1String("never")));
    }
    QCOMPARE(kindOf(QCoro::waitFor(session().openDetails(id))), ErrorKind::CorruptMessage);
    QCOMPARE(session().catalog(), before);
    QCOMPARE(kindOf(m_ada->edit(id)), ErrorKind::CorruptMessage);
    Grantee betty;
    betty.id = m_betty->id();
    m_demo->clearRequests();
    const auto plan = QCoro::waitFor(session().sharing()->planAccess(
        SharePlan::Target::Secret, id, {AccessChange{betty, AccessRight::None, AccessRight::Read}}, {}));
    if (plan) {
        const auto report = QCoro::waitFor(session().sharing()->carryOut(*plan, {m_betty->fingerprint()}, {}, {}));
        QVERIFY(!report || report->failures.size() == 1);
    }
    QVERIFY(writesSeenBy(*m_demo).isEmpty());
    QCOMPARE(m_betty->read(id, m_ada->fingerprint()), QByteArray());
}

QTEST_GUILESS_MAIN(TestPassboltHostile)
#include "tst_passbolthostile.moc"
