// SPDX-License-Identifier: GPL-3.0-or-later
// Writing at a real Passbolt, through a session, and everything looked at again by hand: requests one by one, messages
// with gpg alone. COFFRET_LIVE_PASSBOLT as for tst_passboltlive. Everything made here has a name that begins with
// "writing" and is removed again.
#include "tests/integration/passbolt/liveperson.h"
#include "tests/integration/passbolt/messagecheck.h"
#include "tests/integration/passbolt/writingdrafts.h"

#include <QCoroTask>

using namespace coffret;
using namespace coffret::test;

class TestPassboltLiveWriting : public QObject
{
    Q_OBJECT

    const QJsonObject m_instances = liveInstances();
    QString m_name;
    std::unique_ptr<LivePerson> m_ada;
    std::unique_ptr<LivePerson> m_betty;
    QStringList m_secrets; ///< to be removed
    QStringList m_folders;

    void meet(const QString &name)
    {
        if (m_name == name)
            return;
        m_name = name;
        m_ada = std::make_unique<LivePerson>(m_instances[name].toObject(), QStringLiteral("ada"));
        m_betty = std::make_unique<LivePerson>(m_instances[name].toObject(), QStringLiteral("betty"));
    }
    [[nodiscard]] bool isV5() const { return encryptsMetadata(m_instances[m_name].toObject()); }
    [[nodiscard]] SecretDraft login(const QByteArray &password) const
    {
        SecretDraft draft = draftOf(writingSamples().front(), QStringLiteral("writing"), isV5());
        draft.fields.front().value =
            SecretBuffer::copyOf({password.constData(), static_cast<std::size_t>(password.size())});
        return draft;
    }
    Expected<QString> create(SecretDraft draft, const QStringList &confirmed = {})
    {
        const auto id = m_ada->save(std::move(draft), confirmed);
        if (id)
            m_secrets.append(*id);
        return id;
    }
    /// A folder of Ada's that Betty may change and the group may read.
    [[nodiscard]] QString sharedFolder()
    {
        const QString id = textAt(
            m_ada->guest
                .post(QStringLiteral("/folders.json"), {{QStringLiteral("name"), QStringLiteral("writing, shared")},
                                                        {QStringLiteral("folder_parent_id"), QJsonValue()}})
                .body,
            "id");
        m_folders.append(id);
        const QJsonValue group = m_instances[m_name][QLatin1String("groups")][0];
        const QJsonArray permissions{QJsonObject{{QStringLiteral("aro"), QStringLiteral("User")},
                                                 {QStringLiteral("aro_foreign_key"), m_betty->guest.id()},
                                                 {QStringLiteral("type"), 7}},
                                     QJsonObject{{QStringLiteral("aro"), QStringLiteral("Group")},
                                                 {QStringLiteral("aro_foreign_key"), textAt(group, "id")},
                                                 {QStringLiteral("type"), 1}}};
        const auto shared = m_ada->guest.put(QStringLiteral("/share/folder/%1.json").arg(id),
                                             {{QStringLiteral("permissions"), permissions}});
        return shared.status == 200 ? id : QString();
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY(!m_instances.isEmpty()); }
    void cleanup();
    void everySortComesAndGoes_data();
    void everySortComesAndGoes();
    void messagesAreAsTheyShouldBe_data() { addLiveInstances(); }
    void messagesAreAsTheyShouldBe();
    void converts_data() { addLiveInstances(); }
    void converts();
    void sharedOnesAreReadByEverybody_data() { addLiveInstances(); }
    void sharedOnesAreReadByEverybody();
    void conflictsWriteNothing_data() { addLiveInstances(); }
    void conflictsWriteNothing();
    void trap09_wordsAlone_data() { addLiveInstances(); }
    void trap09_wordsAlone();
    void favouritesTagsAndDates_data() { addLiveInstances(); }
    void favouritesTagsAndDates();
    void folders_data() { addLiveInstances(); }
    void folders();
};

void TestPassboltLiveWriting::cleanup()
{
    for (const QString &id : std::exchange(m_secrets, {}))
        m_ada->guest.remove(QStringLiteral("/resources/%1.json").arg(id));
    for (const QString &id : std::exchange(m_folders, {}))
        m_ada->guest.remove(QStringLiteral("/folders/%1.json?cascade=1").arg(id));
}

void TestPassboltLiveWriting::everySortComesAndGoes_data()
{
    QTest::addColumn<QString>("instance");
    QTest::addColumn<int>("sample");
    for (const QString &name : m_instances.keys()) {
        for (std::size_t i = 0; i < writingSamples().size(); ++i) {
            if (encryptsMetadata(m_instances[name].toObject()) || !writingSamples()[i].onlyV5)
                QTest::addRow("%s %s", qPrintable(name), writingSamples()[i].name) << name << static_cast<int>(i);
        }
    }
}

void TestPassboltLiveWriting::everySortComesAndGoes()
{
    QFETCH(QString, instance);
    QFETCH(int, sample);
    meet(instance);
    const WritingSample &sort = writingSamples()[static_cast<std::size_t>(sample)];
    SecretDraft draft = draftOf(sort, QStringLiteral("writing"), isV5());
    QCOMPARE(m_ada->session->writing()->check(draft), std::vector<DraftIssue>());
    const auto id = create(draft.clone());
    VERIFY_OK(id);
    QCOMPARE(m_ada->listed(*id).vendorType, QLatin1String(isV5() ? sort.slugV5 : sort.slugV4));
    QVERIFY(!m_ada->listed(*id).markers.testFlag(Marker::MetadataUnverified));
    QCOMPARE(m_ada->problemWith(m_ada->messageOf(*id), m_ada->fingerprint()), QString());
    auto shown = m_ada->edit(*id);
    VERIFY_OK(shown);
    QCOMPARE(shown->verdict.state, SignatureState::Expected);
    QCOMPARE(difference(draft, shown->draft), QString());
    edit(shown->draft);
    const SecretDraft edited = shown->draft.clone();
    VERIFY_OK(m_ada->save(std::move(shown->draft)));
    QCOMPARE(m_ada->problemWith(m_ada->messageOf(*id), m_ada->fingerprint()), QString());
    const auto again = m_ada->edit(*id);
    VERIFY_OK(again);
    QCOMPARE(difference(edited, again->draft), QString());
    VERIFY_OK(QCoro::waitFor(m_ada->session->remove(*id)));
    QCOMPARE(m_ada->guest.get(QStringLiteral("/resources/%1.json").arg(*id)).status, 404);
    QCOMPARE(m_ada->listed(*id).id, QString());
}

void TestPassboltLiveWriting::messagesAreAsTheyShouldBe()
{
    QFETCH(QString, instance);
    meet(instance);
    const auto id = create(login("0123456"));
    VERIFY_OK(id);
    const QByteArray opened = m_ada->guest.open(m_ada->messageOf(*id));
    QVERIFY(opened.contains(json("'password':'0123456'")));
    QCOMPARE(opened.contains(json("'object_type':'PASSBOLT_SECRET_DATA'")), isV5());
    const QJsonValue row = m_ada->rowOf(*id);
    if (!isV5()) {
        QCOMPARE(textAt(row, "name"), QStringLiteral("writing login"));
        QCOMPARE(textAt(row, "username"), QStringLiteral("adä"));
        QVERIFY(textAt(row, "description").isEmpty());
        return;
    }
    QVERIFY(textAt(row, "name").isEmpty() && textAt(row, "uri").isEmpty());
    QCOMPARE(textAt(row, "metadata_key_type"), QStringLiteral("user_key"));
    const QString metadata = textAt(row, "metadata");
    QCOMPARE(m_ada->problemWith(metadata, m_ada->fingerprint()), QString());
    const QByteArray words = m_ada->guest.open(metadata);
    QVERIFY(words.contains(json("'object_type':'PASSBOLT_RESOURCE_METADATA'")));
    QVERIFY(words.contains(json("'resource_type_id':'") + textAt(row, "resource_type_id").toLatin1()));
}

void TestPassboltLiveWriting::converts()
{
    QFETCH(QString, instance);
    meet(instance);
    const auto id = create(login("stays"));
    VERIFY_OK(id);
    auto shown = m_ada->edit(*id);
    VERIFY_OK(shown);
    SecretField &code = shown->draft.fields.emplace_back();
    code.kind = FieldKind::Totp;
    code.key = fieldKey(FieldKind::Totp);
    code.value = SecretBuffer::copyOf("JBSWY3DPEHPK3PXP");
    VERIFY_OK(m_ada->save(std::move(shown->draft)));
    QCOMPARE(m_ada->listed(*id).vendorType,
             isV5() ? QStringLiteral("v5-default-with-totp") : QStringLiteral("password-description-totp"));
    shown = m_ada->edit(*id);
    VERIFY_OK(shown);
    QCOMPARE(valueOf(shown->draft, FieldKind::Password), QByteArray("stays"));
    QCOMPARE(valueOf(shown->draft, FieldKind::NoteText), QByteArray("two\nlines"));
    std::erase_if(shown->draft.fields, [](const SecretField &field) { return field.kind == FieldKind::Totp; });
    VERIFY_OK(m_ada->save(std::move(shown->draft)));
    QCOMPARE(m_ada->listed(*id).vendorType,
             isV5() ? QStringLiteral("v5-default") : QStringLiteral("password-and-description"));
    QVERIFY(!m_ada->guest.open(m_ada->messageOf(*id)).contains("JBSWY3DPEHPK3PXP"));
    if (isV5())
        return;
    // A readable description moves into the note when the type changes.
    SecretDraft bare = login("bare");
    bare.fields.resize(1);
    const auto made = m_ada->guest.post(
        QStringLiteral("/resources.json"),
        {{QStringLiteral("name"), QStringLiteral("writing bare")},
         {QStringLiteral("description"), QStringLiteral("readable")},
         {QStringLiteral("resource_type_id"), QStringLiteral("669f8c64-242a-59fb-92fc-81f660975fd3")},
         {QStringLiteral("secrets"),
          QJsonArray{QJsonObject{{QStringLiteral("data"), m_ada->guest.seal("123456", {m_ada->fingerprint()})}}}}});
    const QString bareId = textAt(made.body, "id");
    m_secrets.append(bareId);
    VERIFY_OK(QCoro::waitFor(m_ada->session->refresh()));
    shown = m_ada->edit(bareId);
    VERIFY_OK(shown);
    QCOMPARE(valueOf(shown->draft, FieldKind::Password), QByteArray("123456"));
    shown->draft.fields.front().value = SecretBuffer::copyOf("654321");
    VERIFY_OK(m_ada->save(shown->draft.clone()));
    QVERIFY(m_ada->guest.open(m_ada->messageOf(bareId)).contains("654321")); // trap 12: a bare text still
    QCOMPARE(textAt(m_ada->rowOf(bareId), "description"), QStringLiteral("readable"));
    shown = m_ada->edit(bareId);
    VERIFY_OK(shown);
    shown->draft.vendorType = QStringLiteral("password-and-description");
    VERIFY_OK(m_ada->save(std::move(shown->draft)));
    QVERIFY(textAt(m_ada->rowOf(bareId), "description").isEmpty());
    QVERIFY(
        m_ada->guest.open(m_ada->messageOf(bareId)).contains(json("{'password':'654321','description':'readable'}")));
}

void TestPassboltLiveWriting::sharedOnesAreReadByEverybody()
{
    QFETCH(QString, instance);
    meet(instance);
    const QString folder = sharedFolder();
    QVERIFY(!folder.isEmpty());
    const QStringList prints = m_ada->readersOf({}, folder);
    QCOMPARE(prints.size(), 2); // Betty and, by the group, Carol
    SecretDraft draft = login("for three");
    draft.collectionId = folder;
    QCOMPARE(kindOf(m_ada->save(draft.clone())), ErrorKind::ReadersUnconfirmed);
    const auto id = create(std::move(draft), prints);
    VERIFY_OK(id);
    const LiveGuest carol(m_instances[m_name].toObject(), QStringLiteral("carol"));
    const auto carols = [&] {
        return textAt(carol.get(QStringLiteral("/secrets/resource/%1.json").arg(*id)).body, "data");
    };
    QCOMPARE(m_betty->problemWith(m_betty->messageOf(*id), m_ada->fingerprint()), QString());
    QVERIFY(m_betty->guest.open(m_betty->messageOf(*id)).contains("for three"));
    QVERIFY(carol.open(carols()).contains("for three"));
    QCOMPARE(m_ada->rowOf(*id)[QLatin1String("permissions")].toArray().size(), 3);
    if (isV5())
        QCOMPARE(textAt(m_ada->rowOf(*id), "metadata_key_type"), QStringLiteral("shared_key"));

    // Betty changes it: everybody gets hers, and she is believed.
    VERIFY_OK(QCoro::waitFor(m_betty->session->refresh()));
    QCOMPARE(m_betty->listed(*id).name, QStringLiteral("writing login"));
    auto hers = m_betty->edit(*id);
    VERIFY_OK(hers);
    QCOMPARE(hers->verdict.state, SignatureState::Expected);
    edit(hers->draft);
    VERIFY_OK(m_betty->save(std::move(hers->draft), m_betty->readersOf(*id)));
    QCOMPARE(m_ada->problemWith(m_ada->messageOf(*id), m_betty->fingerprint()), QString());
    QVERIFY(carol.open(carols()).contains("another\\nvalue"));
    const auto seen = m_ada->edit(*id);
    VERIFY_OK(seen);
    QCOMPARE(seen->verdict.state, SignatureState::Expected);
    QCOMPARE(valueOf(seen->draft, FieldKind::Password), QByteArray("another\nvalue"));
    QVERIFY(!m_ada->listed(*id).markers.testFlag(Marker::MetadataUnverified));
    if (isV5()) {
        const QString metadata = textAt(m_ada->rowOf(*id), "metadata");
        QCOMPARE(formProblem(m_ada->guest.home(), metadata), QString());
    }
}

void TestPassboltLiveWriting::conflictsWriteNothing()
{
    QFETCH(QString, instance);
    meet(instance);
    const auto id = create(login("first"));
    VERIFY_OK(id);
    auto mine = m_ada->edit(*id);
    auto other = m_ada->edit(*id);
    VERIFY_OK(mine);
    VERIFY_OK(other);
    QVERIFY(secondHasPassed());
    other->draft.fields.front().value = SecretBuffer::copyOf("faster");
    VERIFY_OK(m_ada->save(std::move(other->draft)));
    const QString before = m_ada->messageOf(*id);
    QCOMPARE(kindOf(m_ada->save(std::move(mine->draft))), ErrorKind::Conflict);
    QCOMPARE(m_ada->messageOf(*id), before);
    const auto theirs = m_ada->edit(*id); // to be shown beside what was typed
    VERIFY_OK(theirs);
    QCOMPARE(valueOf(theirs->draft, FieldKind::Password), QByteArray("faster"));
}

void TestPassboltLiveWriting::trap09_wordsAlone()
{
    QFETCH(QString, instance);
    meet(instance);
    const auto id = create(login("kept"));
    VERIFY_OK(id);
    const QString before = m_ada->messageOf(*id);
    auto shown = m_ada->edit(*id);
    VERIFY_OK(shown);
    shown->draft.name = QStringLiteral("writing, renamed");
    shown->draft.uris.clear();
    shown->draft.username.clear();
    shown->draft.fields.clear();
    shown->draft.valuesChanged = false;
    VERIFY_OK(m_ada->save(std::move(shown->draft)));
    QCOMPARE(m_ada->messageOf(*id), before); // the very message
    QCOMPARE(m_ada->listed(*id).name, QStringLiteral("writing, renamed"));
    QVERIFY(m_ada->listed(*id).uris.isEmpty() && m_ada->listed(*id).username.isEmpty());
}

void TestPassboltLiveWriting::favouritesTagsAndDates()
{
    QFETCH(QString, instance);
    meet(instance);
    const auto id = create(login("x"));
    VERIFY_OK(id);
    Session &session = *m_ada->session;
    VERIFY_OK(QCoro::waitFor(session.setFavourite(*id, true)));
    QVERIFY(m_ada->listed(*id).markers.testFlag(Marker::Favourite));
    VERIFY_OK(QCoro::waitFor(session.setFavourite(*id, true)));
    VERIFY_OK(QCoro::waitFor(session.setFavourite(*id, false)));
    QVERIFY(!m_ada->listed(*id).markers.testFlag(Marker::Favourite));
    if (!session.capabilities().testFlag(Capability::Tags))
        QCOMPARE(kindOf(QCoro::waitFor(session.setTags(*id, {QStringLiteral("x")}))), ErrorKind::Unsupported);
    if (!session.capabilities().testFlag(Capability::Expiry))
        return;
    const QString before = m_ada->messageOf(*id);
    const QDateTime date = QDateTime::fromString(QStringLiteral("2031-05-06T07:08:09Z"), Qt::ISODate);
    VERIFY_OK(QCoro::waitFor(session.setExpiry(*id, date)));
    QCOMPARE(m_ada->listed(*id).expires, date);
    QCOMPARE(m_ada->messageOf(*id), before);
    VERIFY_OK(QCoro::waitFor(session.setExpiry(*id, QDateTime())));
    QVERIFY(!m_ada->listed(*id).expires.isValid());
    QCOMPARE(m_ada->listed(*id).name, QStringLiteral("writing login"));
}

void TestPassboltLiveWriting::folders()
{
    QFETCH(QString, instance);
    meet(instance);
    Session &session = *m_ada->session;
    const QString shared = sharedFolder();
    VERIFY_OK(QCoro::waitFor(session.refresh()));
    const auto top = QCoro::waitFor(session.createCollection(QStringLiteral("writing töp"), {}));
    VERIFY_OK(top);
    m_folders.append(*top);
    const auto below = QCoro::waitFor(session.createCollection(QStringLiteral("writing below"), *top));
    VERIFY_OK(below);
    m_folders.append(*below);
    SecretDraft draft = login("inside");
    draft.collectionId = *below;
    const auto id = create(std::move(draft));
    VERIFY_OK(id);
    VERIFY_OK(QCoro::waitFor(session.renameCollection(*top, QStringLiteral("writing other"))));
    QCOMPARE(session.catalog()->path(session.catalog()->rowOf(*id)), QStringLiteral("writing other / writing below"));
    VERIFY_OK(QCoro::waitFor(session.removeCollection(*top, false)));
    QCOMPARE(session.catalog()->path(session.catalog()->rowOf(*id)), QStringLiteral("writing below"));
    VERIFY_OK(QCoro::waitFor(session.removeCollection(*below, true)));
    QCOMPARE(m_ada->guest.get(QStringLiteral("/resources/%1.json").arg(*id)).status, 404);
    // One in a shared folder is its readers', too.
    const auto inShared = QCoro::waitFor(session.createCollection(QStringLiteral("writing, in shared"), shared));
    VERIFY_OK(inShared);
    m_folders.prepend(*inShared);
    QCOMPARE(m_betty->guest.get(QStringLiteral("/folders/%1.json").arg(*inShared)).status, 200);
}

int main(int argc, char **argv)
{
    return runLiveTest<TestPassboltLiveWriting>(argc, argv);
}

#include "tst_passboltlivewriting.moc"
