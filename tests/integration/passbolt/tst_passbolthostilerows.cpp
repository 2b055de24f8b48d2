// SPDX-License-Identifier: GPL-3.0-or-later
// A server that tells stories about folders, tags, comments and groups, about when a key ended, and about who signs in.
#include "tests/integration/passbolt/sessionmember.h"
#include "tests/integration/passbolt/writingdrafts.h"

#include <QTest>

#include <algorithm>

using namespace coffret;
using namespace coffret::test;

namespace {

const QString Password = QStringLiteral("password");
const QString Nowhere = QStringLiteral("0b6b3c0e-7f5e-4a58-9a1b-3f0a3c1d9e77");

QJsonObject reword(const QString &id, const char *member, const QJsonValue &to)
{
    return {{QStringLiteral("lie"), QStringLiteral("reword")},
            {QStringLiteral("of"), QJsonArray{id}},
            {QStringLiteral("member"), QLatin1String(member)},
            {QStringLiteral("to"), to}};
}

Grantee grantee(Grantee::Kind kind, const QString &id)
{
    Grantee grantee;
    grantee.kind = kind;
    grantee.id = id;
    return grantee;
}

} // namespace

class TestPassboltHostileRows : public QObject, private TwoMembers<>
{
    Q_OBJECT

    void tell(const QJsonArray &lies) const { QVERIFY(m_demo->setFaults({{QStringLiteral("lies"), lies}})); }
    [[nodiscard]] bool refresh() const { return QCoro::waitFor(session().refresh()).has_value(); }
    [[nodiscard]] Expected<Session::Revealed> reveal(const QString &id) const
    {
        session().forgetPayloads();
        return QCoro::waitFor(session().reveal(id, Password));
    }
    /// Something that Betty has signed, and Ada can read.
    [[nodiscard]] QString ofBetty() const
    {
        const Catalog &catalog = *session().catalog();
        for (Catalog::Row row = 0; row < catalog.size(); ++row) {
            const SecretSummary summary = catalog.summary(row);
            if (summary.modifiedBy != m_betty->id())
                continue;
            const auto details = QCoro::waitFor(session().openDetails(summary.id));
            if (details && details->verdict.state == SignatureState::Expected)
                return summary.id;
        }
        return {};
    }
    [[nodiscard]] QString folder(const QString &name) const
    {
        const auto made =
            m_ada->guest.post(QStringLiteral("/folders.json"),
                              {{QStringLiteral("name"), name}, {QStringLiteral("folder_parent_id"), QJsonValue()}});
        return PassboltGuest::bodyOf(made)[QLatin1String("id")].toString();
    }
    [[nodiscard]] const Collection *listedFolder(const QString &id) const
    {
        const auto &all = session().catalog()->collections();
        const auto found = std::find_if(all.begin(), all.end(), [&id](const auto &one) { return one.id == id; });
        return found == all.end() ? nullptr : &*found;
    }
    [[nodiscard]] QString groupId(const char *name) const
    {
        for (const QJsonValue row : PassboltGuest::bodyOf(m_ada->guest.get(QStringLiteral("/groups.json"))).toArray()) {
            if (row[QLatin1String("name")].toString() == QLatin1String(name))
                return row[QLatin1String("id")].toString();
        }
        return {};
    }
    static void hostileTexts()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("markup") << QStringLiteral(
            "<img src=\"http://127.0.0.1:1/x\"><a href=\"file:///etc/passwd\">x</a>");
        QTest::newRow("from right to left") << QString(QStringLiteral("a") + QChar(0x202E) + QStringLiteral("b"));
        QTest::newRow("lines") << QStringLiteral("one\r\ntwo");
        QTest::newRow("NUL") << QString(QStringLiteral("a") + QChar(0) + QStringLiteral("b"));
        QTest::newRow("long") << QString(100'000, QLatin1Char('n'));
    }

private Q_SLOTS:
    void initTestCase();
    void cleanup() { QVERIFY(m_demo->setFaults({})); }
    void t01_endedKeysVouchForNothing_data();
    void t01_endedKeysVouchForNothing();
    void t01_oneOfTwoSignaturesIsEnough_data() { modes(); }
    void t01_oneOfTwoSignaturesIsEnough();
    void t03_aStrangerInAGroupIsNamed_data() { modes(); }
    void t03_aStrangerInAGroupIsNamed();
    void t04_challengesThatAreNone_data();
    void t04_challengesThatAreNone();
    void foldersInACircle();
    void aFolderThatIsNowhere();
    void foldersSayAnything_data() { hostileTexts(); }
    void foldersSayAnything();
    void tagsSayAnything_data() { hostileTexts(); }
    void tagsSayAnything();
    void commentsSayAnything_data() { hostileTexts(); }
    void commentsSayAnything();
    void commentsOfNobodyInACircle();
};

void TestPassboltHostileRows::initTestCase()
{
    QCOMPARE(start(QStringList{QStringLiteral("--secrets"), QStringLiteral("30"), QStringLiteral("--pro")}), QString());
}

void TestPassboltHostileRows::t01_endedKeysVouchForNothing_data()
{
    QTest::addColumn<QString>("mode");
    QTest::addColumn<QString>("lie");
    QTest::addColumn<int>("state");
    for (const char *mode : {"v4", "v5"}) {
        QTest::addRow("%s expired", mode) << QString::fromLatin1(mode) << QStringLiteral("expired_key")
                                          << static_cast<int>(SignatureState::ExpiredKey);
        QTest::addRow("%s revoked", mode) << QString::fromLatin1(mode) << QStringLiteral("revoked_key")
                                          << static_cast<int>(SignatureState::RevokedKey);
    }
}

void TestPassboltHostileRows::t01_endedKeysVouchForNothing()
{
    QFETCH(QString, mode);
    QFETCH(QString, lie);
    QFETCH(int, state);
    meetAnew(mode); // what is known of a key that has ended stays known
    const QString id = ofBetty();
    QVERIFY(!id.isEmpty());
    QVERIFY(m_demo->setLie(lie, {m_betty->id()}));
    m_ada->startAnew();
    m_ada->open();
    const auto told = QCoro::waitFor(session().openDetails(id));
    VERIFY_OK(told);
    QCOMPARE(static_cast<int>(told->verdict.state), state);
    QTRY_VERIFY(m_ada->listed(id).markers.testFlag(Marker::SecretUnverified));

    // And nothing more is given to her.
    m_demo->clearRequests();
    SecretDraft draft = draftOf(writingSamples().front(), QStringLiteral("Of the test"), isV5());
    draft.collectionId = sharedFolder(*m_ada, m_betty->id());
    m_demo->clearRequests();
    const auto saved = m_ada->save(std::move(draft), {m_betty->fingerprint()});
    QVERIFY(!saved);
    QVERIFY(writes().isEmpty());
}

/// A stranger's word beside the right one takes nothing away: whoever wrote the value has signed it.
void TestPassboltHostileRows::t01_oneOfTwoSignaturesIsEnough()
{
    QFETCH(QString, mode);
    meetAnew(mode);
    const QString id = m_ada->guest.newResource(QStringLiteral("by Ada"));
    QVERIFY(refresh());
    QVERIFY(m_demo->setLie(QStringLiteral("two_signatures"), {id}));
    const auto told = reveal(id);
    VERIFY_OK(told);
    QCOMPARE(told->verdict.state, SignatureState::Expected);
    QCOMPARE(told->verdict.signerFingerprint, m_ada->fingerprint());
}

void TestPassboltHostileRows::t03_aStrangerInAGroupIsNamed()
{
    QFETCH(QString, mode);
    meetAnew(mode);
    const QString id = m_ada->guest.newResource(QStringLiteral("for the group"));
    QVERIFY(refresh());
    const QString group = groupId("Operations");
    const std::vector<AccessChange> changes{
        {grantee(Grantee::Kind::Group, group), AccessRight::None, AccessRight::Read}};
    const auto plan = [&] {
        return QCoro::waitFor(session().sharing()->planAccess(SharePlan::Target::Secret, id, changes, {}));
    };
    const auto genuine = plan();
    VERIFY_OK(genuine);
    QStringList compared;
    for (const ReaderKey &reader : genuine->newReaders)
        compared.append(reader.fingerprint);

    QVERIFY(m_demo->setLie(QStringLiteral("extra_member"), {group}));
    const auto told = plan();
    VERIFY_OK(told);
    QCOMPARE(told->newReaders.size(), genuine->newReaders.size() + 1);
    const auto stranger = std::find_if(told->newReaders.begin(), told->newReaders.end(),
                                       [&](const ReaderKey &reader) { return !compared.contains(reader.fingerprint); });
    QVERIFY(stranger != told->newReaders.end());
    QCOMPARE(stranger->state, ReaderKey::State::FirstSeen);
    QVERIFY2(stranger->person.name.contains(QLatin1String("Mallory")), qPrintable(stranger->person.name));
    m_demo->clearRequests();
    const auto report = QCoro::waitFor(session().sharing()->carryOut(*told, compared, {}, {}));
    QCOMPARE(kindOf(report), ErrorKind::ReadersUnconfirmed);
    QVERIFY(writes().isEmpty());
}

void TestPassboltHostileRows::t04_challengesThatAreNone_data()
{
    QTest::addColumn<QString>("how");
    QTest::addColumn<bool>("isFirst"); // before the account knows who its user is: by GPGAuth
    for (const char *how : {"other_echo", "other_domain", "other_version", "odd_token", "expired_token", "others_token",
                            "unsigned", "foreign_signature", "replay"})
        QTest::addRow("token, %s", how) << QString::fromLatin1(how) << false;
    for (const char *how : {"other_echo", "odd_token", "unsigned", "foreign_signature"})
        QTest::addRow("session, %s", how) << QString::fromLatin1(how) << true;
}

void TestPassboltHostileRows::t04_challengesThatAreNone()
{
    QFETCH(QString, how);
    QFETCH(bool, isFirst);
    meet(QStringLiteral("v4"));
    m_ada->account.userId = isFirst ? QString() : m_ada->id();
    m_ada->startAnew();
    tell({QJsonObject{{QStringLiteral("lie"), QStringLiteral("challenge")}, {QStringLiteral("how"), how}}});
    m_demo->clearRequests();
    const auto opened = QCoro::waitFor(session().open());
    QVERIFY(!opened);
    QCOMPARE(kindOf(opened),
             isFirst && how == QLatin1String("other_echo") ? ErrorKind::ServerKeyChanged : ErrorKind::BadSignature);
    for (const DemoVaultProcess::Request &request : m_demo->requests()) // nothing was asked with what it gave
        QVERIFY2(request.path.contains(QLatin1String("/auth/")) ||
                     request.path.endsWith(QLatin1String("/settings.json")),
                 qPrintable(request.path));
    QVERIFY(m_demo->setFaults({}));
    m_ada->startAnew();
    VERIFY_OK(QCoro::waitFor(session().open()));
    m_ada->account.userId = m_ada->id();
}

void TestPassboltHostileRows::foldersInACircle()
{
    meet(QStringLiteral("v4"));
    const QString first = folder(QStringLiteral("first"));
    const QString second = folder(QStringLiteral("second"));
    const QString own = folder(QStringLiteral("in itself"));
    tell({reword(first, "folder_parent_id", second), reword(second, "folder_parent_id", first),
          reword(own, "folder_parent_id", own)});
    QVERIFY(refresh());
    for (const QString &id : {first, second, own}) {
        QVERIFY(listedFolder(id) != nullptr);
        QVERIFY(session().catalog()->countBelow(id) >= 0);
    }
    QVERIFY(m_demo->setFaults({}));
    QVERIFY(refresh());
    QCOMPARE(listedFolder(first)->parentId, QString());
}

void TestPassboltHostileRows::aFolderThatIsNowhere()
{
    meet(QStringLiteral("v4"));
    const QString folder = this->folder(QStringLiteral("lost"));
    const QString id = m_ada->guest.newResource(QStringLiteral("lost"));
    tell({reword(folder, "folder_parent_id", Nowhere), reword(id, "folder_parent_id", Nowhere)});
    QVERIFY(refresh());
    QVERIFY(listedFolder(folder) != nullptr);
    QCOMPARE(m_ada->listed(id).id, id);
    VERIFY_OK(reveal(id));
}

void TestPassboltHostileRows::foldersSayAnything()
{
    QFETCH(QString, text);
    meet(QStringLiteral("v4"));
    const QString id = folder(QStringLiteral("plain"));
    tell({reword(id, "name", text)});
    QVERIFY(refresh());
    const Collection *const listed = listedFolder(id);
    QVERIFY(listed != nullptr);
    QVERIFY(!listed->name.isEmpty());
    QVERIFY(m_demo->setFaults({}));
    QVERIFY(refresh());
    QCOMPARE(listedFolder(id)->name, QStringLiteral("plain"));
}

void TestPassboltHostileRows::tagsSayAnything()
{
    QFETCH(QString, text);
    meet(QStringLiteral("v4"));
    const QString id = m_ada->guest.newResource(QStringLiteral("tagged"));
    QVERIFY(refresh());
    VERIFY_OK(QCoro::waitFor(session().setTags(id, {QStringLiteral("plain")})));
    const QJsonArray tags = PassboltGuest::bodyOf(m_ada->guest.get(QStringLiteral("/tags.json"))).toArray();
    const auto tag = std::find_if(tags.begin(), tags.end(), [](const QJsonValue &row) {
        return row[QLatin1String("slug")].toString() == QLatin1String("plain");
    });
    QVERIFY(tag != tags.end());
    tell({reword((*tag)[QLatin1String("id")].toString(), "slug", text)});
    QVERIFY(refresh());
    // A line end parts a tag in two, which whoever made the tag could have made as well.
    QCOMPARE(m_ada->listed(id).tags, text.split(QLatin1Char('\n')));
    QVERIFY(m_demo->setFaults({}));
    QVERIFY(refresh());
    QCOMPARE(m_ada->listed(id).tags, QStringList{QStringLiteral("plain")});
}

void TestPassboltHostileRows::commentsSayAnything()
{
    QFETCH(QString, text);
    meet(QStringLiteral("v4"));
    const QString id = m_ada->guest.newResource(QStringLiteral("talked about"));
    QVERIFY(refresh());
    VaultDiscussion &talk = *m_ada->vault->discussion();
    const auto added = QCoro::waitFor(talk.addComment(id, {}, QStringLiteral("plain"), {}));
    VERIFY_OK(added);
    tell({reword(*added, "content", text)});
    const auto told = QCoro::waitFor(talk.comments(id, {}));
    VERIFY_OK(told);
    QCOMPARE(told->size(), std::size_t(1));
    QCOMPARE(told->front().content, text); // drawn as it is, which is the screen's business
    QVERIFY(m_demo->setFaults({}));
    QCOMPARE(QCoro::waitFor(talk.comments(id, {}))->front().content, QStringLiteral("plain"));
}

void TestPassboltHostileRows::commentsOfNobodyInACircle()
{
    meet(QStringLiteral("v4"));
    const QString id = m_ada->guest.newResource(QStringLiteral("talked about"));
    QVERIFY(refresh());
    VaultDiscussion &talk = *m_ada->vault->discussion();
    const auto first = QCoro::waitFor(talk.addComment(id, {}, QStringLiteral("first"), {}));
    VERIFY_OK(first);
    const auto second = QCoro::waitFor(talk.addComment(id, *first, QStringLiteral("second"), {}));
    VERIFY_OK(second);
    tell({reword(*first, "parent_id", *second), reword(*second, "parent_id", *second),
          reword(*first, "created_by", Nowhere), reword(*second, "created_by", QJsonArray{}),
          reword(*first, "creator", QJsonValue()), reword(*second, "creator", 7)});
    const auto told = QCoro::waitFor(talk.comments(id, {}));
    VERIFY_OK(told);
    QCOMPARE(told->size(), std::size_t(2));
    for (const Comment &comment : *told) {
        QVERIFY(!comment.mine);
        QCOMPARE(comment.author, QString());
    }
    QVERIFY(m_demo->setFaults({}));
    QVERIFY(QCoro::waitFor(talk.comments(id, {}))->front().mine);
}

QTEST_GUILESS_MAIN(TestPassboltHostileRows)
#include "tst_passbolthostilerows.moc"
