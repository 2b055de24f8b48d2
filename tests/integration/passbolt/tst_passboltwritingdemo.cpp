// SPDX-License-Identifier: GPL-3.0-or-later
// Writing as the program does it, through a session, at the demo vault; looked at from outside with gpg itself.
#include "app/demovault/crypto/onetimecode.h"
#include "core/vault/passbolt/passbolttypes.h"
#include "tests/integration/passbolt/serverclock.h"
#include "tests/integration/passbolt/sessionmember.h"
#include "tests/integration/passbolt/writingdrafts.h"

#include <QJsonDocument>
#include <QSignalSpy>
#include <QTest>
#include <QUrlQuery>

#include <algorithm>

using namespace coffret;
using namespace coffret::test;

namespace {

QString typeId(const char *slug)
{
    return QLatin1String(passboltType(QLatin1String(slug))->id);
}

QByteArray fromBase32(const QString &text)
{
    const QString alphabet = QStringLiteral("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567");
    QByteArray bytes;
    quint32 buffer = 0;
    int bits = 0;
    for (const QChar character : text) {
        buffer = (buffer << 5) | static_cast<quint32>(alphabet.indexOf(character));
        bits += 5;
        if (bits >= 8) {
            bits -= 8;
            bytes.append(static_cast<char>(buffer >> bits));
        }
    }
    return bytes;
}

} // namespace

class TestPassboltWritingDemo : public QObject, private TwoMembers<>
{
    Q_OBJECT

    bool set(const QString &document, const QJsonObject &values) const
    {
        return m_demo->configurePassbolt(m_mode, {{QStringLiteral("settings"), QJsonObject{{document, values}}}});
    }
    /// What may be created, and whether what there is may be upgraded.
    bool allow(bool v4, bool v5, bool upgrade) const
    {
        return set(QStringLiteral("metadata/types"),
                   {{QStringLiteral("default_resource_types"), v5 ? QStringLiteral("v5") : QStringLiteral("v4")},
                    {QStringLiteral("allow_creation_of_v4_resources"), v4},
                    {QStringLiteral("allow_creation_of_v5_resources"), v5},
                    {QStringLiteral("allow_v4_v5_upgrade"), upgrade}});
    }
    [[nodiscard]] SecretDraft login(const QByteArray &password) const
    {
        SecretDraft draft = draftOf(writingSamples().front(), QStringLiteral("Of the test"), isV5());
        draft.fields.front().value =
            SecretBuffer::copyOf({password.constData(), static_cast<std::size_t>(password.size())});
        return draft;
    }
    [[nodiscard]] QString sharedFolder() const { return test::sharedFolder(*m_ada, m_betty->id()); }

private Q_SLOTS:
    void initTestCase();
    void cleanup();
    void everySortComesAndGoes_data();
    void everySortComesAndGoes();
    void opensAsWhatItWasWritten_data() { everySortComesAndGoes_data(); }
    void opensAsWhatItWasWritten();
    void codesAreThoseOfTheirSeeds_data() { modes(); }
    void codesAreThoseOfTheirSeeds();
    void aPlainReaderFindsTheValues_data() { modes(); }
    void aPlainReaderFindsTheValues();
    void convertsAndBack_data() { modes(); }
    void convertsAndBack();
    void trap11_readersOfASharedSecretReadTheUpdate_data() { modes(); }
    void trap11_readersOfASharedSecretReadTheUpdate();
    void newOnesInASharedFolderAreShared_data() { modes(); }
    void newOnesInASharedFolderAreShared();
    void conflictsLeaveBothVersions_data() { modes(); }
    void conflictsLeaveBothVersions();
    void trap09_renamingMakesNoRevision_data() { modes(); }
    void trap09_renamingMakesNoRevision();
    void trap06_settingsThatWentStale();
    void foreignMembersSurviveAnEdit();
    void favouritesTagsAndDates_data() { modes(); }
    void favouritesTagsAndDates();
    void folders_data() { modes(); }
    void folders();
    void upgradesWhatIsThere();
    void aCodeKeepsItsUserName();
    void aSessionThatEndedIsRenewedForAWrite();
    void faultsLeaveNothingHalfDone_data();
    void faultsLeaveNothingHalfDone();
};

void TestPassboltWritingDemo::initTestCase()
{
    QCOMPARE(start(QStringList{QStringLiteral("--secrets"), QStringLiteral("30"), QStringLiteral("--pro"),
                               QStringLiteral("--revisions"), QStringLiteral("5")}),
             QString());
}

void TestPassboltWritingDemo::cleanup()
{
    m_demo->setFaults({});
    if (!m_mode.isEmpty())
        QVERIFY(allow(!isV5(), isV5(), false));
}

void TestPassboltWritingDemo::everySortComesAndGoes_data()
{
    QTest::addColumn<QString>("mode");
    QTest::addColumn<int>("sample");
    for (const char *mode : {"v4", "v5"}) {
        for (std::size_t i = 0; i < writingSamples().size(); ++i) {
            if (qstrcmp(mode, "v5") == 0 || !writingSamples()[i].onlyV5)
                QTest::addRow("%s %s", mode, writingSamples()[i].name)
                    << QString::fromLatin1(mode) << static_cast<int>(i);
        }
    }
}

void TestPassboltWritingDemo::everySortComesAndGoes()
{
    QFETCH(QString, mode);
    QFETCH(int, sample);
    meet(mode);
    const WritingSample &sort = writingSamples()[static_cast<std::size_t>(sample)];
    const QString slug = QLatin1String(isV5() ? sort.slugV5 : sort.slugV4);
    SecretDraft draft = draftOf(sort, QStringLiteral("New"), isV5());
    QCOMPARE(m_ada->session->writing()->check(draft), std::vector<DraftIssue>());
    const auto id = m_ada->save(draft.clone());
    VERIFY_OK(id);
    const SecretSummary listed = m_ada->listed(*id);
    QCOMPARE(listed.name, draft.name);
    QCOMPARE(listed.vendorType, slug);
    QCOMPARE(listed.right, AccessRight::Own);
    QVERIFY(!listed.markers.testFlag(Marker::MetadataUnverified));
    QVERIFY(!listed.markers.testFlag(Marker::OutOfOrder));
    QTRY_COMPARE(coffret::toString(m_ada->listed(*id).type), coffret::toString(sort.type));

    auto shown = m_ada->edit(*id);
    VERIFY_OK(shown);
    QCOMPARE(shown->verdict.state, SignatureState::Expected);
    QVERIFY(!shown->verdict.outOfOrder);
    QCOMPARE(coffret::toString(shown->draft.type), coffret::toString(sort.type));
    QCOMPARE(difference(draft, shown->draft), QString());

    edit(shown->draft);
    SecretDraft edited = shown->draft.clone();
    VERIFY_OK(m_ada->save(std::move(shown->draft)));
    auto again = m_ada->edit(*id);
    VERIFY_OK(again);
    QCOMPARE(difference(edited, again->draft), QString());
    QCOMPARE(m_ada->listed(*id).vendorType, slug);
    QCOMPARE(m_ada->listed(*id).name, edited.name);

    VERIFY_OK(QCoro::waitFor(m_ada->session->remove(*id)));
    QCOMPARE(m_ada->listed(*id).id, QString());
    QCOMPARE(m_ada->guest.get(QStringLiteral("/resources/%1.json").arg(*id)).status, 404);
}

void TestPassboltWritingDemo::opensAsWhatItWasWritten()
{
    QFETCH(QString, mode);
    QFETCH(int, sample);
    meet(mode);
    const WritingSample &sort = writingSamples()[static_cast<std::size_t>(sample)];
    const QString type = coffret::toString(sort.type);
    const SecretDraft draft = draftOf(sort, QStringLiteral("Seen"), isV5());
    const auto id = m_betty->save(draft.clone());
    VERIFY_OK(id);
    // Somebody who never saw it: on another computer, or after the ledger was lost.
    Member other(*m_demo, m_mode, true);
    const auto primary = QCoro::waitFor(other.session->reveal(*id, {}));
    VERIFY_OK(primary);
    const auto details = QCoro::waitFor(other.session->openDetails(*id));
    VERIFY_OK(details);
    QCOMPARE(coffret::toString(details->type), type);
    QCOMPARE(primary->field.key, primaryFieldOf(sort.type, details->fields));
    QCOMPARE(QByteArray(primary->value.view().data(), static_cast<qsizetype>(primary->value.size())).size() > 0, true);
    QTRY_COMPARE(coffret::toString(other.listed(*id).type), type);
    for (const SecretField &field : draft.fields) {
        const auto card = std::find_if(details->fields.begin(), details->fields.end(),
                                       [&](const FieldOutline &shown) { return shown.kind == field.kind; });
        QVERIFY2(card != details->fields.end(), qPrintable(field.key));
        const auto value = QCoro::waitFor(other.session->reveal(*id, card->key));
        VERIFY_OK(value);
        if (field.kind != FieldKind::Totp)
            QVERIFY2(value->value.equals(field.value), qPrintable(field.key));
    }
    // The next time its row says so, and promises only what it has.
    VERIFY_OK(QCoro::waitFor(other.session->refresh()));
    QCOMPARE(coffret::toString(other.listed(*id).type), type);
    for (const FieldOutline &card : other.session->outline(*id)) {
        const bool isThere = !card.isProtected || QCoro::waitFor(other.session->reveal(*id, card.key)).has_value();
        QVERIFY2(isThere, qPrintable(card.key));
    }
    VERIFY_OK(QCoro::waitFor(m_betty->session->remove(*id)));
}

void TestPassboltWritingDemo::codesAreThoseOfTheirSeeds()
{
    QFETCH(QString, mode);
    meet(mode);
    const auto catalog = m_ada->session->catalog();
    int compared = 0;
    for (Catalog::Row row = 0; row < catalog->size(); ++row) {
        if (!catalog->markers(row).testFlag(Marker::HasTotp))
            continue;
        const auto seed = m_ada->edit(catalog->id(row));
        if (!seed)
            continue; // some are broken on purpose
        const QByteArray uri = valueOf(seed->draft, FieldKind::Totp);
        const QByteArray key =
            fromBase32(QUrlQuery(QUrl(QString::fromLatin1(uri))).queryItemValue(QStringLiteral("secret")));
        const demovault::OneTimeCode expected(key);
        const qint64 before = QDateTime::currentSecsSinceEpoch();
        const auto shown = QCoro::waitFor(m_ada->session->reveal(catalog->id(row), fieldKey(FieldKind::Totp)));
        VERIFY_OK(shown);
        const QString code =
            QString::fromLatin1(shown->value.view().data(), static_cast<qsizetype>(shown->value.size()));
        QVERIFY(code == expected.at(before) || code == expected.at(QDateTime::currentSecsSinceEpoch()));
        QCOMPARE(shown->codePeriod, std::chrono::seconds(30));
        ++compared;
    }
    QVERIFY(compared > 0);
}

void TestPassboltWritingDemo::aPlainReaderFindsTheValues()
{
    QFETCH(QString, mode);
    meet(mode);
    const auto id = m_ada->save(login("a \"value\""));
    VERIFY_OK(id);
    const QJsonObject secret = QJsonDocument::fromJson(m_ada->read(*id, m_ada->fingerprint())).object();
    QCOMPARE(secret[QLatin1String("password")].toString(), QStringLiteral("a \"value\""));
    QCOMPARE(secret[QLatin1String("description")].toString(), QStringLiteral("two\nlines"));
    const QJsonValue row = m_ada->rowOf(*id);
    QCOMPARE(secret.contains(QLatin1String("object_type")), isV5());
    if (!isV5()) {
        QVERIFY(row[QLatin1String("description")].toString().isEmpty());
        return;
    }
    QVERIFY(row[QLatin1String("name")].toString().isEmpty());
    const auto words = m_ada->guest.open(row[QLatin1String("metadata")].toString().toLatin1());
    QVERIFY(words.whole() && words.signedBy(m_ada->fingerprint()));
    QCOMPARE(QJsonDocument::fromJson(words.plaintext)[QLatin1String("resource_type_id")].toString(),
             row[QLatin1String("resource_type_id")].toString());
}

void TestPassboltWritingDemo::convertsAndBack()
{
    QFETCH(QString, mode);
    meet(mode);
    const auto id = m_ada->save(login("stays"));
    VERIFY_OK(id);
    auto shown = m_ada->edit(*id);
    VERIFY_OK(shown);
    SecretField &code = shown->draft.fields.emplace_back();
    code.kind = FieldKind::Totp;
    code.key = fieldKey(FieldKind::Totp);
    code.value = SecretBuffer::copyOf("JBSWY3DPEHPK3PXP");
    QCOMPARE(m_ada->session->writing()->check(shown->draft), std::vector<DraftIssue>());
    VERIFY_OK(m_ada->save(std::move(shown->draft)));
    QCOMPARE(m_ada->listed(*id).vendorType,
             isV5() ? QStringLiteral("v5-default-with-totp") : QStringLiteral("password-description-totp"));
    QVERIFY(m_ada->listed(*id).markers.testFlag(Marker::HasTotp));
    shown = m_ada->edit(*id);
    VERIFY_OK(shown);
    QCOMPARE(valueOf(shown->draft, FieldKind::Password), QByteArray("stays"));
    QVERIFY(valueOf(shown->draft, FieldKind::Totp).contains("secret=JBSWY3DPEHPK3PXP&"));
    QCOMPARE(valueOf(shown->draft, FieldKind::NoteText), QByteArray("two\nlines"));
    std::erase_if(shown->draft.fields, [](const SecretField &field) { return field.kind == FieldKind::Totp; });
    VERIFY_OK(m_ada->save(std::move(shown->draft)));
    QCOMPARE(m_ada->listed(*id).vendorType,
             isV5() ? QStringLiteral("v5-default") : QStringLiteral("password-and-description"));
    QVERIFY(!m_ada->read(*id, m_ada->fingerprint()).contains("JBSWY3DPEHPK3PXP"));
}

void TestPassboltWritingDemo::trap11_readersOfASharedSecretReadTheUpdate()
{
    QFETCH(QString, mode);
    meet(mode);
    SecretDraft draft = login("before");
    draft.collectionId = sharedFolder();
    const auto id = m_ada->save(std::move(draft), {m_betty->fingerprint()});
    VERIFY_OK(id);
    QVERIFY(m_betty->read(*id, m_ada->fingerprint()).contains("before"));
    const auto readers = QCoro::waitFor(m_ada->session->readers(*id, {}));
    VERIFY_OK(readers);
    QCOMPARE(readers->size(), 1u);
    QCOMPARE(readers->front().state, ReaderKey::State::Known); // since she was confirmed for the folder

    auto shown = m_ada->edit(*id);
    VERIFY_OK(shown);
    edit(shown->draft);
    VERIFY_OK(m_ada->save(std::move(shown->draft)));
    QVERIFY(m_betty->read(*id, m_ada->fingerprint()).contains("another\\nvalue"));
    QVERIFY(m_ada->read(*id, m_ada->fingerprint()).contains("another\\nvalue"));

    // And the other way round, by a session of her own.
    QVERIFY(QCoro::waitFor(m_betty->session->refresh()));
    auto hers = m_betty->edit(*id);
    VERIFY_OK(hers);
    QCOMPARE(hers->verdict.state, SignatureState::Expected);
    hers->draft.fields.front().value = SecretBuffer::copyOf("by Betty");
    QCOMPARE(kindOf(m_betty->save(hers->draft.clone())), ErrorKind::ReadersUnconfirmed); // never compared with Ada
    VERIFY_OK(m_betty->save(std::move(hers->draft), {m_ada->fingerprint()}));
    QVERIFY(m_ada->read(*id, m_betty->fingerprint()).contains("by Betty"));
    auto seen = m_ada->edit(*id);
    VERIFY_OK(seen);
    QCOMPARE(valueOf(seen->draft, FieldKind::Password), QByteArray("by Betty"));
    QCOMPARE(seen->verdict.state, SignatureState::Expected);
    QVERIFY(!m_ada->listed(*id).markers.testFlag(Marker::MetadataUnverified));
}

void TestPassboltWritingDemo::newOnesInASharedFolderAreShared()
{
    QFETCH(QString, mode);
    meet(mode);
    const QString folder = sharedFolder();
    QVERIFY(!folder.isEmpty());
    SecretDraft draft = login("for two");
    draft.collectionId = folder;
    const auto readers = QCoro::waitFor(m_ada->session->readers({}, folder));
    VERIFY_OK(readers);
    QCOMPARE(readers->size(), 1u);
    const auto id = m_ada->save(std::move(draft), {readers->front().fingerprint});
    VERIFY_OK(id);
    QVERIFY(m_betty->read(*id, m_ada->fingerprint()).contains("for two"));
    QCOMPARE(m_ada->listed(*id).collectionId, folder);
    QCOMPARE(m_ada->listed(*id).right, AccessRight::Own);
    const auto seen = QCoro::waitFor(m_betty->session->refresh());
    VERIFY_OK(seen);
    QCOMPARE(m_betty->listed(*id).right, AccessRight::Update);
    QCOMPARE(m_betty->listed(*id).name, m_ada->listed(*id).name); // whatever key the words are for
    QVERIFY(!m_betty->listed(*id).markers.testFlag(Marker::MetadataUnverified));

    const auto below = QCoro::waitFor(m_ada->session->createCollection(QStringLiteral("Below"), folder));
    VERIFY_OK(below);
    QCOMPARE(m_betty->guest.get(QStringLiteral("/folders/%1.json").arg(*below)).status, 200);
}

void TestPassboltWritingDemo::conflictsLeaveBothVersions()
{
    QFETCH(QString, mode);
    meet(mode);
    const auto id = m_ada->save(login("first"));
    VERIFY_OK(id);
    auto mine = m_ada->edit(*id);
    auto other = m_ada->edit(*id);
    VERIFY_OK(mine);
    VERIFY_OK(other);
    QVERIFY(secondHasPassed());
    other->draft.fields.front().value = SecretBuffer::copyOf("faster");
    VERIFY_OK(m_ada->save(std::move(other->draft)));
    const auto draft = std::make_shared<SecretDraft>(std::move(mine->draft));
    draft->fields.front().value = SecretBuffer::copyOf("slower");
    m_demo->clearRequests();
    QCOMPARE(kindOf(QCoro::waitFor(m_ada->session->save(draft, {}))), ErrorKind::Conflict);
    QVERIFY(writes().isEmpty());
    QVERIFY(m_ada->read(*id, m_ada->fingerprint()).contains("faster"));
    QCOMPARE(valueOf(*draft, FieldKind::Password), QByteArray("slower"));
    // Having seen both, the user may insist.
    const auto seen = m_ada->edit(*id);
    VERIFY_OK(seen);
    draft->baseModified = seen->draft.baseModified;
    VERIFY_OK(QCoro::waitFor(m_ada->session->save(draft, {})));
    QVERIFY(m_ada->read(*id, m_ada->fingerprint()).contains("slower"));
}

void TestPassboltWritingDemo::trap09_renamingMakesNoRevision()
{
    QFETCH(QString, mode);
    meet(mode);
    const auto id = m_ada->save(login("kept"));
    VERIFY_OK(id);
    const QString history = QStringLiteral("/secret-revisions/resource/%1.json").arg(*id);
    const QByteArray before = m_ada->read(*id, m_ada->fingerprint());
    auto shown = m_ada->edit(*id);
    VERIFY_OK(shown);
    shown->draft.name = QStringLiteral("Renamed");
    shown->draft.fields.clear();
    shown->draft.valuesChanged = false;
    VERIFY_OK(m_ada->save(std::move(shown->draft)));
    QCOMPARE(m_ada->listed(*id).name, QStringLiteral("Renamed"));
    QCOMPARE(m_ada->read(*id, m_ada->fingerprint()), before);
    QCOMPARE(PassboltGuest::bodyOf(m_ada->guest.get(history)).toArray().size(), 1);
    shown = m_ada->edit(*id);
    VERIFY_OK(shown);
    edit(shown->draft);
    VERIFY_OK(m_ada->save(std::move(shown->draft)));
    QCOMPARE(PassboltGuest::bodyOf(m_ada->guest.get(history)).toArray().size(), 2);
}

void TestPassboltWritingDemo::trap06_settingsThatWentStale()
{
    meet(QStringLiteral("v5"));
    QVERIFY(allow(true, false, false));
    QVERIFY(QCoro::waitFor(m_ada->session->refresh()));
    QVERIFY(allow(false, true, false)); // and nobody told the program
    m_demo->clearRequests();
    SecretDraft draft = login("x");
    draft.description.clear();
    draft.uris.clear();
    const auto id = m_ada->save(std::move(draft));
    VERIFY_OK(id);
    QCOMPARE(m_ada->listed(*id).vendorType, QStringLiteral("v5-default"));
    const auto sent = writes();
    QCOMPARE(sent.size(), 2);
    QCOMPARE(sent[0].status, 400);
    QCOMPARE(sent[1].status, 200);
}

void TestPassboltWritingDemo::foreignMembersSurviveAnEdit()
{
    meet(QStringLiteral("v5"));
    const PassboltGuest &guest = m_ada->guest;
    const auto seal = [&](const QByteArray &text) {
        return QString::fromLatin1(guest.seal(text, {guest.user().fingerprint}));
    };
    const QByteArray words =
        R"({"object_type":"PASSBOLT_RESOURCE_METADATA","resource_type_id":")" + typeId("v5-default").toLatin1() +
        R"(","name":"Foreign","uris":[],"icon":{"type":"keepass-icon-set","value":7},"new":[1.50,98765432109876543210]})";
    const QByteArray values =
        R"({"object_type":"PASSBOLT_SECRET_DATA","password":"p","description":null,"newer":{"a":[-98765432109876543210]}})";
    const auto made =
        guest.post(QStringLiteral("/resources.json"),
                   {{QStringLiteral("resource_type_id"), typeId("v5-default")},
                    {QStringLiteral("metadata"), seal(words)},
                    {QStringLiteral("metadata_key_id"), QJsonValue()},
                    {QStringLiteral("metadata_key_type"), QStringLiteral("user_key")},
                    {QStringLiteral("secrets"), QJsonArray{QJsonObject{{QStringLiteral("data"), seal(values)}}}}});
    QCOMPARE(made.status, 200);
    const QString id = PassboltGuest::bodyOf(made)[QLatin1String("id")].toString();
    QVERIFY(QCoro::waitFor(m_ada->session->refresh()));
    auto shown = m_ada->edit(id);
    VERIFY_OK(shown);
    edit(shown->draft);
    VERIFY_OK(m_ada->save(std::move(shown->draft)));
    QVERIFY(m_ada->read(id, m_ada->fingerprint()).contains(R"("newer":{"a":[-98765432109876543210]})"));
    const auto metadata = guest.open(m_ada->rowOf(id)[QLatin1String("metadata")].toString().toLatin1());
    QVERIFY(metadata.plaintext.contains(R"("icon":{"type":"keepass-icon-set","value":7})"));
    QVERIFY(metadata.plaintext.contains(R"("new":[1.50,98765432109876543210])"));

    QVERIFY((m_ada->listed(id).icon == SecretIcon{7, 0}));
    auto again = m_ada->edit(id);
    VERIFY_OK(again);
    again->draft.icon = SecretIcon{42, 0x2f7340ff};
    again->draft.valuesChanged = false;
    again->draft.fields.clear();
    VERIFY_OK(m_ada->save(std::move(again->draft)));
    QVERIFY((m_ada->listed(id).icon == SecretIcon{42, 0x2f7340ff}));
    const auto coloured = guest.open(m_ada->rowOf(id)[QLatin1String("metadata")].toString().toLatin1());
    QVERIFY(
        coloured.plaintext.contains(R"("icon":{"type":"keepass-icon-set","value":42,"background_color":"#2f7340"})"));
    QVERIFY(coloured.plaintext.contains(R"("new":[1.50,98765432109876543210])"));
    QVERIFY(m_ada->read(id, m_ada->fingerprint()).contains(R"("newer":{"a":[-98765432109876543210]})"));
}

void TestPassboltWritingDemo::favouritesTagsAndDates()
{
    QFETCH(QString, mode);
    meet(mode);
    const auto id = m_ada->save(login("x"));
    VERIFY_OK(id);
    Session &session = *m_ada->session;
    VERIFY_OK(QCoro::waitFor(session.setFavourite(*id, true)));
    QVERIFY(m_ada->listed(*id).markers.testFlag(Marker::Favourite));
    VERIFY_OK(QCoro::waitFor(session.setFavourite(*id, true))); // twice is fine
    VERIFY_OK(QCoro::waitFor(session.setFavourite(*id, false)));
    QVERIFY(!m_ada->listed(*id).markers.testFlag(Marker::Favourite));

    VERIFY_OK(QCoro::waitFor(session.setTags(*id, {QStringLiteral("mine"), QStringLiteral("#all")})));
    QStringList tags = m_ada->listed(*id).tags;
    tags.sort();
    QCOMPARE(tags, (QStringList{QStringLiteral("#all"), QStringLiteral("mine")}));
    VERIFY_OK(QCoro::waitFor(session.setTags(*id, {})));
    QVERIFY(m_ada->listed(*id).tags.isEmpty());

    const QByteArray before = m_ada->read(*id, m_ada->fingerprint());
    const QDateTime date = QDateTime::fromString(QStringLiteral("2031-05-06T07:08:09Z"), Qt::ISODate);
    VERIFY_OK(QCoro::waitFor(session.setExpiry(*id, date)));
    QCOMPARE(m_ada->listed(*id).expires, date);
    QCOMPARE(m_ada->read(*id, m_ada->fingerprint()), before);
    QVERIFY(!m_ada->listed(*id).markers.testFlag(Marker::MetadataUnverified));
    auto shown = m_ada->edit(*id);
    VERIFY_OK(shown);
    QCOMPARE(shown->draft.expires, date);
    shown->draft.expires = {};
    VERIFY_OK(m_ada->save(std::move(shown->draft)));
    QVERIFY(!m_ada->listed(*id).expires.isValid());
}

void TestPassboltWritingDemo::folders()
{
    QFETCH(QString, mode);
    meet(mode);
    Session &session = *m_ada->session;
    const auto top = QCoro::waitFor(session.createCollection(QStringLiteral("Töp"), {}));
    VERIFY_OK(top);
    const auto below = QCoro::waitFor(session.createCollection(QStringLiteral("Below"), *top));
    VERIFY_OK(below);
    SecretDraft draft = login("inside");
    draft.collectionId = *below;
    const auto id = m_ada->save(std::move(draft));
    VERIFY_OK(id);
    QCOMPARE(session.catalog()->path(session.catalog()->rowOf(*id)), QStringLiteral("Töp / Below"));
    VERIFY_OK(QCoro::waitFor(session.renameCollection(*top, QStringLiteral("Other"))));
    QCOMPARE(session.catalog()->path(session.catalog()->rowOf(*id)), QStringLiteral("Other / Below"));
    QVERIFY(QCoro::waitFor(session.refresh())); // and the server agrees
    QCOMPARE(session.catalog()->path(session.catalog()->rowOf(*id)), QStringLiteral("Other / Below"));
    VERIFY_OK(QCoro::waitFor(session.removeCollection(*top, false)));
    QCOMPARE(session.catalog()->path(session.catalog()->rowOf(*id)), QStringLiteral("Below"));
    VERIFY_OK(QCoro::waitFor(session.removeCollection(*below, true)));
    QCOMPARE(m_ada->listed(*id).id, QString());
    QCOMPARE(m_ada->guest.get(QStringLiteral("/resources/%1.json").arg(*id)).status, 404);
}

void TestPassboltWritingDemo::upgradesWhatIsThere()
{
    meet(QStringLiteral("v5"));
    QVERIFY(allow(true, true, false));
    QVERIFY(QCoro::waitFor(m_ada->session->refresh()));
    QStringList ids;
    for (const WritingSample &sort : writingSamples()) {
        if (sort.onlyV5)
            continue;
        SecretDraft draft = draftOf(sort, QStringLiteral("Old"), false);
        draft.vendorType = QLatin1String(sort.slugV4);
        const auto id = m_ada->save(std::move(draft));
        VERIFY_OK(id);
        QCOMPARE(m_ada->listed(*id).vendorType, QLatin1String(sort.slugV4));
        ids.append(*id);
    }
    SecretDraft shared = draftOf(writingSamples().front(), QStringLiteral("Old, shared"), false);
    shared.vendorType = QStringLiteral("password-and-description");
    shared.collectionId = sharedFolder();
    const auto sharedId = m_ada->save(std::move(shared), {m_betty->fingerprint()});
    VERIFY_OK(sharedId);
    QVERIFY(!m_ada->session->writing()->canUpgrade());
    QCOMPARE(kindOf(QCoro::waitFor(m_ada->session->upgrade({}))), ErrorKind::Unsupported);
    QVERIFY(allow(false, true, true));
    QVERIFY(QCoro::waitFor(m_ada->session->refresh()));
    QVERIFY(m_ada->session->writing()->canUpgrade());
    const QByteArray before = m_ada->read(*sharedId, m_ada->fingerprint());
    const auto plan = QCoro::waitFor(m_ada->session->planUpgrade({}));
    VERIFY_OK(plan);
    QCOMPARE(plan->secrets, ids.size() + 1);
    QVERIFY(plan->serverHasKey);
    // One alone, and what is in the list changes with it.
    QVERIFY(m_ada->session->writing()->canUpgradeOne(m_ada->listed(ids.last())));
    VERIFY_OK(QCoro::waitFor(m_ada->session->upgradeOne(ids.last())));
    QVERIFY(!m_ada->session->writing()->canUpgradeOne(m_ada->listed(ids.last())));
    QCOMPARE(m_ada->rowOf(ids.last())[QLatin1String("name")].toString(), QString());
    int steps = 0;
    const auto report = QCoro::waitFor(m_ada->session->upgrade([&steps](int, int) { ++steps; }));
    VERIFY_OK(report);
    QVERIFY(report->failures.empty());
    QCOMPARE(report->done, ids.size());
    QCOMPARE(steps, report->done);
    int i = 0;
    for (const WritingSample &sort : writingSamples()) {
        if (sort.onlyV5)
            continue;
        const QString id = ids[i++];
        QVERIFY(m_ada->listed(id).vendorType.startsWith(QLatin1String("v5-")));
        QVERIFY(m_ada->rowOf(id)[QLatin1String("name")].toString().isEmpty());
        const auto shown = m_ada->edit(id);
        VERIFY_OK(shown);
        QCOMPARE(difference(draftOf(sort, QStringLiteral("Old"), false), shown->draft), QString());
    }
    QCOMPARE(m_ada->read(*sharedId, m_ada->fingerprint()), before);
    QVERIFY(QCoro::waitFor(m_betty->session->refresh()));
    QCOMPARE(m_betty->listed(*sharedId).name, m_ada->listed(*sharedId).name);
    // One of ours that lay in a description gets fields of its own with the next edit.
    for (const QString &id : ids) {
        auto shown = m_ada->edit(id);
        VERIFY_OK(shown);
        if (!isCoffretType(shown->draft.type))
            continue;
        const SecretDraft wanted = shown->draft.clone();
        VERIFY_OK(m_ada->save(std::move(shown->draft)));
        QCOMPARE(m_ada->listed(id).vendorType, QStringLiteral("v5-custom-fields"));
        QCOMPARE(coffret::toString(m_ada->listed(id).type), coffret::toString(wanted.type));
        shown = m_ada->edit(id);
        VERIFY_OK(shown);
        QCOMPARE(difference(wanted, shown->draft), QString());
    }
}

/// The type has none, but a row may have got one from an import.
void TestPassboltWritingDemo::aCodeKeepsItsUserName()
{
    meet(QStringLiteral("v5"));
    QVERIFY(allow(true, true, false));
    QVERIFY(QCoro::waitFor(m_ada->session->refresh()));
    const auto samples = writingSamples();
    const auto sample = std::find_if(samples.begin(), samples.end(),
                                     [](const WritingSample &one) { return QByteArray(one.slugV4) == "totp"; });
    SecretDraft draft = draftOf(*sample, QStringLiteral("Imported"), false);
    draft.vendorType = QStringLiteral("totp");
    const auto id = m_ada->save(std::move(draft));
    VERIFY_OK(id);
    QJsonObject row{{QStringLiteral("username"), QStringLiteral("ada")}};
    for (const char *const key : {"name", "uri", "resource_type_id"})
        row.insert(QLatin1String(key), m_ada->rowOf(*id)[QLatin1String(key)]);
    QCOMPARE(m_ada->guest.put(QStringLiteral("/resources/%1.json").arg(*id), row).status, 200);

    QVERIFY(allow(false, true, true));
    QVERIFY(QCoro::waitFor(m_ada->session->refresh()));
    QCOMPARE(m_ada->listed(*id).username, QStringLiteral("ada"));
    VERIFY_OK(QCoro::waitFor(m_ada->session->upgradeOne(*id)));
    QCOMPARE(m_ada->listed(*id).vendorType, QStringLiteral("v5-totp-standalone"));
    QCOMPARE(m_ada->listed(*id).username, QStringLiteral("ada"));
    QCOMPARE(m_ada->rowOf(*id)[QLatin1String("username")].toString(), QString());

    auto shown = m_ada->edit(*id);
    VERIFY_OK(shown);
    SecretDraft renamed = shown->draft.clone();
    renamed.name = QStringLiteral("Renamed");
    renamed.valuesChanged = false;
    renamed.fields.clear();
    VERIFY_OK(m_ada->save(std::move(renamed)));
    QCOMPARE(m_ada->listed(*id).vendorType, QStringLiteral("v5-totp-standalone"));
    QCOMPARE(m_ada->listed(*id).username, QStringLiteral("ada"));
    shown = m_ada->edit(*id);
    VERIFY_OK(shown);
    VERIFY_OK(m_ada->save(std::move(shown->draft)));
    QCOMPARE(m_ada->listed(*id).vendorType, QStringLiteral("v5-default-with-totp")); // one that shows both
    QCOMPARE(m_ada->listed(*id).username, QStringLiteral("ada"));
}

void TestPassboltWritingDemo::aSessionThatEndedIsRenewedForAWrite()
{
    meet(QStringLiteral("v5"));
    const auto id = m_ada->save(login("x"));
    VERIFY_OK(id);
    const QString base = m_ada->guest.server().url.path();
    const auto refuse = [&](const QString &path, int times) {
        return QJsonObject{
            {QStringLiteral("path"), base + path}, {QStringLiteral("status"), 401}, {QStringLiteral("times"), times}};
    };
    // The token and its renewal are refused once; then the program signs in anew.
    QVERIFY(m_demo->setFaults(
        {{QStringLiteral("rules"), QJsonArray{refuse(QStringLiteral("/resources.json"), 1),
                                              refuse(QStringLiteral("/auth/jwt/refresh.json"), 1)}}}));
    m_demo->clearRequests();
    VERIFY_OK(m_ada->save(login("again")));
    int created = 0;
    for (const DemoVaultProcess::Request &request : writes())
        created += request.path.endsWith(QLatin1String("/resources.json")) && request.status == 200 ? 1 : 0;
    QCOMPARE(created, 1);
}

void TestPassboltWritingDemo::faultsLeaveNothingHalfDone_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<int>("status");
    for (const char *path : {"/users.json", "/folders/", "/share/simulate/resource/", "/share/resource/",
                             "/metadata/keys.json", "/resources.json"}) {
        for (const int status : {403, 500})
            QTest::addRow("%s %d", path, status) << QString::fromLatin1(path) << status;
    }
}

void TestPassboltWritingDemo::faultsLeaveNothingHalfDone()
{
    QFETCH(QString, path);
    QFETCH(int, status);
    meet(QStringLiteral("v5"));
    const QString folder = sharedFolder();
    const auto count = [&] {
        return PassboltGuest::bodyOf(m_ada->guest.get(QStringLiteral("/resources.json"))).toArray().size();
    };
    const qsizetype before = count();
    SecretDraft draft = login("half");
    draft.collectionId = folder;
    const QJsonObject rule{{QStringLiteral("path"), m_ada->guest.server().url.path() + path},
                           {QStringLiteral("status"), status}};
    QVERIFY(m_demo->setFaults({{QStringLiteral("rules"), QJsonArray{rule}}}));
    const auto id = m_ada->save(draft.clone(), {m_betty->fingerprint()});
    QVERIFY(m_demo->setFaults({}));
    QVERIFY(!id || path == QLatin1String("/users.json")); // which is not asked for where names are few
    QCOMPARE(count(), before + (id ? 1 : 0));
    VERIFY_OK(m_ada->save(std::move(draft), {m_betty->fingerprint()})); // and it recovers
}

QTEST_GUILESS_MAIN(TestPassboltWritingDemo)
#include "tst_passboltwritingdemo.moc"
