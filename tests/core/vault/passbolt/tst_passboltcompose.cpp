// SPDX-License-Identifier: GPL-3.0-or-later
// What is written into a resource, and that the readers here and any JSON parser find it again.
#include "core/vault/passbolt/passboltcompose.h"
#include "core/vault/passbolt/passboltlayout.h"
#include "core/vault/passbolt/passboltmetadata.h"
#include "core/vault/passbolt/passboltpayload.h"
#include "core/vault/passbolt/passboltrules.h"
#include "core/vault/passbolt/passbolttotp.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace coffret;

namespace {

SecretBuffer secret(const QByteArray &text)
{
    return SecretBuffer::copyOf({text.constData(), static_cast<std::size_t>(text.size())});
}

QByteArray bytes(const SecretBuffer &buffer)
{
    return {buffer.view().data(), static_cast<qsizetype>(buffer.size())};
}

QJsonObject json(const SecretBuffer &buffer)
{
    QJsonParseError error;
    const QJsonObject object = QJsonDocument::fromJson(bytes(buffer), &error).object();
    if (error.error != QJsonParseError::NoError)
        qWarning("not JSON: %s", bytes(buffer).constData());
    return object;
}

SecretField field(FieldKind kind, const QByteArray &value, const QString &label = {}, const QString &key = {})
{
    return {kind, key.isEmpty() ? fieldKey(kind) : key, label, true, secret(value)};
}

SecretDraft draftOf(SecretType type, std::vector<std::pair<FieldKind, QByteArray>> values)
{
    SecretDraft draft;
    draft.type = type;
    draft.name = QStringLiteral("Näme \"quoted\" \\ 😀");
    for (const auto &[kind, value] : values)
        draft.fields.push_back(field(kind, value));
    return draft;
}

PassboltRules rules(bool v4, bool v5, bool upgrade = false)
{
    PassboltRules rules;
    rules.takeTypes({});
    rules.createsV4 = v4;
    rules.createsV5 = v5;
    rules.prefersV5 = v5;
    rules.upgrades = upgrade;
    return rules;
}

PassboltPlaintexts composed(const SecretDraft &draft, const PassboltType &type, const PassboltCurrent &current = {})
{
    auto plaintexts = composePassbolt(draft, type, QLatin1String(type.id), current);
    if (!plaintexts)
        qFatal("not composed: %s", qPrintable(plaintexts.error().detail));
    return std::move(*plaintexts);
}

/// As a list shows it, from the metadata just composed.
struct ReadBack
{
    SecretSummary summary;
    QList<PassboltCustomField> customFields;
    Expected<ParsedSecret> secret;

    [[nodiscard]] QByteArray value(const QString &key) const
    {
        for (const SecretField &f : secret->fields) {
            if (f.key == key)
                return bytes(f.value);
        }
        for (const PassboltCustomField &f : customFields) {
            if (f.hasValue && fieldNamed(summary.type, f.label, f.id).key == key)
                return f.value.toUtf8();
        }
        return "(none)";
    }
};

ReadBack readBack(const SecretDraft &draft, const PassboltType &type, const PassboltPlaintexts &plaintexts)
{
    ReadBack back;
    back.summary.vendorType = QLatin1String(type.slug);
    back.summary.type = type.type;
    back.summary.name = draft.name;
    if (type.encryptedMetadata) {
        const auto text =
            parseMetadata(plaintexts.metadata, QLatin1String(ResourceMetadataType), QLatin1String(type.id));
        if (!text)
            qFatal("metadata is not read back");
        back.summary.name = text->name;
        back.summary.username = text->username;
        back.summary.description = text->description;
        back.summary.uris = text->uris;
        back.customFields = text->customFields;
        if (text->coffretType != SecretType::Unknown)
            back.summary.type = text->coffretType;
    }
    back.secret = parsePassboltSecret(back.summary, back.customFields, plaintexts.secret);
    return back;
}

/// What a password and its description turn out to be.
ParsedSecret parsedDescription(const QByteArray &password, const QByteArray &description)
{
    SecretSummary summary;
    summary.vendorType = QStringLiteral("password-and-description");
    summary.type = SecretType::Login;
    const QJsonObject json{{QStringLiteral("password"), QString::fromUtf8(password)},
                           {QStringLiteral("description"), QString::fromUtf8(description)}};
    auto parsed = parsePassboltSecret(summary, {}, secret(QJsonDocument(json).toJson()));
    if (!parsed)
        qFatal("not parsed: %s", qPrintable(parsed.error().detail));
    return std::move(*parsed);
}

const QByteArray Pem = "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEA\n-----END OPENSSH PRIVATE KEY-----\n";

} // namespace

class TestPassboltCompose : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void comesBackAsItWas_data();
    void comesBackAsItWas();
    void trap12_numericPasswordsStayText();
    void v5SecretsSayWhatTheyAre();
    void v4SecretsHaveNoForeignMembers();
    void keepsWhatItDoesNotKnow();
    void icons_data();
    void icons();
    void keepsValuesThatAreNotText();
    void matchesCustomFieldsById();
    void valuesInTheMetadataStayThere();
    void customFieldsOfNewSecrets();
    void kindsOfNewCustomFields();
    void metadataAloneLeavesValuesOut();
    void marksItsOwnTypes();
    void oneTimeCodes_data();
    void oneTimeCodes();
    void anUnreadableOneTimeCodeStays();
    void layouts_data();
    void layouts();
    void descriptionsWithoutLayoutAreNotes();
    void tooManyHeadingsAreANote();
    void aLaidOutValueTakesItsOwnSize();
    void linesAboveTheHeadingsAreTheNote();
    void aLaidOutTokenStaysWithoutAPassword();
    void tooManyCustomFieldsAreCut();
    void aDescriptionAloneIsANoteWhereThereAreNone();
    void choosesTypes_data();
    void choosesTypes();
    void aCodeKeepsItsUserName();
    void convertsOnlyWhatItMay();
    void typesAnAdministratorSwitchedOffAreNotOffered();
    void limits_data();
    void limits();
    void lengthsAreCharacters();
};

void TestPassboltCompose::comesBackAsItWas_data()
{
    QTest::addColumn<QString>("slug");
    QTest::addColumn<int>("type");
    QTest::addColumn<QList<int>>("kinds");
    QTest::addColumn<QByteArrayList>("values");
    const auto row = [](const char *slug, SecretType type,
                        const std::vector<std::pair<FieldKind, QByteArray>> &fields) {
        QList<int> kinds;
        QByteArrayList values;
        for (const auto &[kind, value] : fields) {
            kinds.append(static_cast<int>(kind));
            values.append(value);
        }
        QTest::addRow("%s %s", slug, qPrintable(toString(type))) << slug << static_cast<int>(type) << kinds << values;
    };
    const QByteArray odd = "a\"b\\c/\x01\x1f\x7f\tend\r\n'ä€😀</script>\xe2\x80\xa8";
    const QByteArray code = "otpauth://totp/N%C3%A4me%20%22quoted%22%20%5C%20%F0%9F%98%80"
                            "?secret=JBSWY3DPEHPK3PXP&algorithm=SHA256&digits=8&period=60";
    using K = FieldKind;
    for (const char *slug : {"password-string", "v5-password-string"})
        row(slug, SecretType::Login, {{K::Password, odd}});
    for (const char *slug : {"password-and-description", "v5-default"})
        row(slug, SecretType::Login, {{K::Password, odd}, {K::NoteText, "note\n" + odd}});
    for (const char *slug : {"password-description-totp", "v5-default-with-totp"})
        row(slug, SecretType::Login, {{K::Password, odd}, {K::Totp, code}, {K::NoteText, odd}});
    for (const char *slug : {"totp", "v5-totp-standalone"})
        row(slug, SecretType::Login, {{K::Totp, code}});
    row("v5-pin-code", SecretType::Login, {{K::Pin, "0815"}, {K::NoteText, odd}});
    row("v5-note", SecretType::Note, {{K::NoteText, odd}});
    row("password-and-description", SecretType::Note, {{K::NoteText, odd}});
    for (const char *slug : {"v5-custom-fields", "password-and-description", "v5-default"}) {
        row(slug, SecretType::SshKey,
            {{K::PrivateKey, Pem}, {K::PublicKey, "ssh-ed25519 AAAA\n"}, {K::Passphrase, odd}, {K::NoteText, odd}});
        row(slug, SecretType::ApiKey, {{K::Token, odd}, {K::Domain, "api.example.org"}});
        row(slug, SecretType::Certificate, {{K::Certificate, Pem + Pem}, {K::PrivateKey, Pem}, {K::Passphrase, "x"}});
    }
}

void TestPassboltCompose::comesBackAsItWas()
{
    QFETCH(QString, slug);
    QFETCH(int, type);
    QFETCH(QList<int>, kinds);
    QFETCH(QByteArrayList, values);
    SecretDraft draft = draftOf(static_cast<SecretType>(type), {});
    for (qsizetype i = 0; i < kinds.size(); ++i)
        draft.fields.push_back(field(static_cast<FieldKind>(kinds[i]), values[i]));
    const PassboltType &target = *passboltType(slug);
    if (target.username || isCoffretType(draft.type))
        draft.username = QStringLiteral("ada@\"example\"");
    if (target.description)
        draft.description = QStringLiteral("described\tü");
    for (int i = 0; target.encryptedMetadata && i < qMin(2, target.uris); ++i)
        draft.uris.append(QStringLiteral("https://example.org/?a=%1&b=\"").arg(i));
    const PassboltPlaintexts plaintexts = composed(draft, target);
    const ReadBack back = readBack(draft, target, plaintexts);
    QVERIFY(back.secret);
    for (qsizetype i = 0; i < kinds.size(); ++i)
        QCOMPARE(back.value(fieldKey(static_cast<FieldKind>(kinds[i]))), values[i]);
    QCOMPARE(back.secret->fields.size(), static_cast<std::size_t>(kinds.size())); // nothing is there twice
    if (!target.encryptedMetadata)
        return;
    QCOMPARE(back.summary.name, draft.name);
    QCOMPARE(back.summary.description, draft.description);
    QCOMPARE(back.summary.uris, draft.uris);
    QCOMPARE(target.username
                 ? back.summary.username
                 : QString::fromUtf8(isCoffretType(draft.type) ? back.value(QStringLiteral("username")) : QByteArray()),
             draft.username);
    const QJsonObject metadata = json(plaintexts.metadata);
    QCOMPARE(metadata[QLatin1String("object_type")].toString(), QStringLiteral("PASSBOLT_RESOURCE_METADATA"));
    QCOMPARE(metadata[QLatin1String("resource_type_id")].toString(), QLatin1String(target.id));
}

void TestPassboltCompose::trap12_numericPasswordsStayText()
{
    const SecretDraft draft = draftOf(SecretType::Login, {{FieldKind::Password, "123456"}});
    QCOMPARE(bytes(composed(draft, *passboltType(QStringLiteral("password-string"))).secret), QByteArray("123456"));
    for (const char *slug : {"password-and-description", "v5-default"}) {
        const QJsonObject object = json(composed(draft, *passboltType(QLatin1String(slug))).secret);
        QVERIFY(object[QLatin1String("password")].isString());
        QCOMPARE(object[QLatin1String("password")].toString(), QStringLiteral("123456"));
    }
    // A bare password that looks like JSON is no JSON to take members from.
    PassboltCurrent current;
    current.type = passboltType(QStringLiteral("password-string"));
    current.secret = secret(R"({"password":"x","strange":1})");
    const QJsonObject object =
        json(composed(draft, *passboltType(QStringLiteral("password-and-description")), current).secret);
    QVERIFY(!object.contains(QLatin1String("strange")));
}

void TestPassboltCompose::v5SecretsSayWhatTheyAre()
{
    for (const PassboltType *type : passboltTypes()) {
        if (!type->encryptedMetadata || type->rawSecret)
            continue;
        const SecretDraft draft = draftOf(SecretType::Login, {{FieldKind::Totp, "JBSWY3DPEHPK3PXP"}});
        const QByteArray plaintext = bytes(composed(draft, *type).secret);
        QVERIFY2(plaintext.startsWith(R"({"object_type":"PASSBOLT_SECRET_DATA",)"), type->slug);
    }
}

void TestPassboltCompose::v4SecretsHaveNoForeignMembers()
{
    const SecretDraft draft = draftOf(SecretType::Login, {{FieldKind::Password, "x"}, {FieldKind::NoteText, "n"}});
    const PassboltPlaintexts plaintexts = composed(draft, *passboltType(QStringLiteral("password-and-description")));
    QCOMPARE(json(plaintexts.secret).keys(), (QStringList{QStringLiteral("description"), QStringLiteral("password")}));
    QVERIFY(plaintexts.metadata.isEmpty());
}

void TestPassboltCompose::keepsWhatItDoesNotKnow()
{
    PassboltCurrent current;
    current.type = passboltType(QStringLiteral("v5-default"));
    current.metadata =
        secret(R"({"object_type":"PASSBOLT_RESOURCE_METADATA","resource_type_id":"old","name":"old",)"
               R"("icon":{"type":"keepass-icon-set","value":42,"background_color":"#aabbcc"},)"
               R"("autofill_mappings":null,"f\u00fcture":[1,{"a":1.50}],"serial":-98765432109876543210})");
    current.secret = secret(R"({"object_type":"PASSBOLT_SECRET_DATA","password":"old","description":"old",)"
                            R"("n\u0065w":{"deep":["x",1e3,true]},"totp":{"gone":1}})");
    const SecretDraft draft = draftOf(SecretType::Login, {{FieldKind::Password, "new"}});
    const PassboltPlaintexts plaintexts = composed(draft, *current.type, current);
    const QByteArray metadata = bytes(plaintexts.metadata);
    QVERIFY(metadata.contains(R"("icon":{"type":"keepass-icon-set","value":42,"background_color":"#aabbcc"})"));
    QVERIFY(metadata.contains(R"("autofill_mappings":null)"));
    QVERIFY(metadata.contains(R"("f\u00fcture":[1,{"a":1.50}])")); // as it stood, digit by digit
    QVERIFY(metadata.contains(R"("serial":-98765432109876543210)"));
    QCOMPARE(json(plaintexts.metadata)[QLatin1String("name")].toString(), draft.name);
    QCOMPARE(metadata.count("\"name\""), 1);
    const QByteArray plaintext = bytes(plaintexts.secret);
    QVERIFY(plaintext.contains(R"("n\u0065w":{"deep":["x",1e3,true]})"));
    QVERIFY(!plaintext.contains("totp")); // known, and not of this type
    QCOMPARE(json(plaintexts.secret)[QLatin1String("password")].toString(), QStringLiteral("new"));
}

void TestPassboltCompose::icons_data()
{
    QTest::addColumn<QByteArray>("before"); // empty: none
    QTest::addColumn<int>("symbol");
    QTest::addColumn<quint32>("colour");
    QTest::addColumn<QByteArray>("after");
    const auto row = [](const char *name, const char *before, int symbol, quint32 colour, const char *after) {
        QTest::newRow(name) << QByteArray(before) << symbol << colour << QByteArray(after);
    };
    row("new", "", 42, 0xe64626ff, R"("icon":{"type":"keepass-icon-set","value":42,"background_color":"#e64626"})");
    row("new, see-through", "", 0, 0x01020304,
        R"("icon":{"type":"keepass-icon-set","value":0,"background_color":"#01020304"})");
    row("a colour alone", "", -1, 0x0000ffff, R"("icon":{"type":"passbolt-icon-set","background_color":"#0000ff"})");
    row("in place of null", "null", 1, 0, R"("icon":{"type":"keepass-icon-set","value":1})");
    row("another symbol", R"({"new":[1.50],"value":3,"type":"keepass-icon-set","background_color":"#ABCDEF"})", 4,
        0xabcdefff, R"("icon":{"type":"keepass-icon-set","value":4,"new":[1.50],"background_color":"#ABCDEF"})");
    row("another colour", R"({"type":"passbolt-icon-set","value":3,"background_color":"#ABCDEF"})", -1, 0xff,
        R"("icon":{"background_color":"#000000","type":"passbolt-icon-set","value":3})");
    row("no colour any more", R"({"type":"keepass-icon-set","value":3,"background_color":"#ABCDEF"})", 3, 0,
        R"("icon":{"background_color":null,"type":"keepass-icon-set","value":3})");
    row("neither any more", R"({"type":"keepass-icon-set","value":3,"background_color":"#ABCDEF"})", -1, 0,
        R"("icon":{"type":"passbolt-icon-set","background_color":null})");
    row("the same", R"({"value":"03", "background_color":"#abcdef","type":"keepass-icon-set"})", 3, 0xabcdefff,
        R"("icon":{"value":"03", "background_color":"#abcdef","type":"keepass-icon-set"})");
    row("one that is not understood", R"("x")", -1, 0, R"("icon":"x")");
}

void TestPassboltCompose::icons()
{
    QFETCH(QByteArray, before);
    QFETCH(int, symbol);
    QFETCH(quint32, colour);
    PassboltCurrent current;
    current.type = passboltType(QStringLiteral("v5-default"));
    if (!before.isEmpty())
        current.metadata = secret(R"({"object_type":"PASSBOLT_RESOURCE_METADATA","icon":)" + before + "}");
    SecretDraft draft = draftOf(SecretType::Login, {{FieldKind::Password, "p"}});
    const PassboltPlaintexts untouched = composed(draft, *current.type, current);
    QCOMPARE(bytes(untouched.metadata).contains("\"icon\":" + before), !before.isEmpty());
    draft.icon = SecretIcon{static_cast<qint8>(symbol), colour};
    const PassboltPlaintexts plaintexts = composed(draft, *current.type, current);
    QFETCH(QByteArray, after);
    QVERIFY2(bytes(plaintexts.metadata).contains(after), bytes(plaintexts.metadata));
    QCOMPARE(bytes(plaintexts.metadata).count("\"icon\""), 1);
    const auto text =
        parseMetadata(plaintexts.metadata, QLatin1String(ResourceMetadataType), QLatin1String(current.type->id));
    QVERIFY(text);
    QVERIFY(text->icon == *draft.icon);
}

void TestPassboltCompose::keepsValuesThatAreNotText()
{
    PassboltCurrent current;
    current.type = passboltType(QStringLiteral("v5-custom-fields"));
    const QString ids[] = {
        QStringLiteral("00000000-0000-4000-8000-000000000001"), QStringLiteral("00000000-0000-4000-8000-000000000002"),
        QStringLiteral("00000000-0000-4000-8000-000000000003"), QStringLiteral("00000000-0000-4000-8000-000000000004")};
    const char *values[] = {"12.5", "true", "null", "\"7\""};
    QByteArray metadata;
    QByteArray plaintext;
    for (int i = 0; i < 4; ++i) {
        const QByteArray id = R"({"id":")" + ids[i].toLatin1() + R"(","type":"text","x":1,)";
        metadata += (i == 0 ? "" : ",") + id + R"("metadata_key":"L)" + QByteArray::number(i) + R"("})";
        plaintext += (i == 0 ? "" : ",") + id + R"("secret_value":)" + values[i] + "}";
    }
    current.metadata = secret(R"({"object_type":"PASSBOLT_RESOURCE_METADATA","custom_fields":[)" + metadata + "]}");
    current.secret = secret(R"({"object_type":"PASSBOLT_SECRET_DATA","custom_fields":[)" + plaintext + "]}");
    const auto compose = [&](const QByteArrayList &texts) {
        SecretDraft draft = draftOf(SecretType::Login, {});
        for (int i = 0; i < 4; ++i)
            draft.fields.push_back(
                field(FieldKind::Custom, texts[i], QStringLiteral("L%1").arg(i), QStringLiteral("custom:") + ids[i]));
        return json(composed(draft, *current.type, current).secret)[QLatin1String("custom_fields")].toArray();
    };
    const QJsonArray same = compose({"12.5", "true", "", "7"});
    QCOMPARE(same[0][QLatin1String("secret_value")], QJsonValue(12.5));
    QCOMPARE(same[1][QLatin1String("secret_value")], QJsonValue(true));
    QCOMPARE(same[2][QLatin1String("secret_value")], QJsonValue(QJsonValue::Null));
    QCOMPARE(same[3][QLatin1String("secret_value")], QJsonValue(QStringLiteral("7")));
    QCOMPARE(same[0][QLatin1String("x")], QJsonValue(1));
    const QJsonArray changed = compose({"-3e2", "false", "x", "8"});
    QCOMPARE(changed[0][QLatin1String("secret_value")], QJsonValue(-300));
    QCOMPARE(changed[1][QLatin1String("secret_value")], QJsonValue(false));
    QCOMPARE(changed[2][QLatin1String("secret_value")], QJsonValue(QStringLiteral("x")));
    for (const char *notANumber : {"", "012", "1.", ".5", "1 ", "nan", "-", "0x10", "1,2", "maybe"})
        QCOMPARE(compose({notANumber, "maybe", "", ""})[0][QLatin1String("secret_value")],
                 QJsonValue(QLatin1String(notANumber)));
}

void TestPassboltCompose::matchesCustomFieldsById()
{
    PassboltCurrent current;
    current.type = passboltType(QStringLiteral("v5-default"));
    const QString first = QStringLiteral("00000000-0000-4000-8000-000000000001");
    const QString second = QStringLiteral("00000000-0000-4000-8000-000000000002");
    const QString third = QStringLiteral("00000000-0000-4000-8000-000000000003");
    current.metadata = secret(R"({"object_type":"PASSBOLT_RESOURCE_METADATA","custom_fields":[)"
                              R"({"id":")" +
                              second.toLatin1() +
                              R"(","type":"password","metadata_key":"two"},)"
                              R"({"id":")" +
                              first.toLatin1() + R"(","type":"text","metadata_key":"one","m":[]}]})");
    current.secret = secret(R"({"password":"p","custom_fields":[)"
                            R"({"id":")" +
                            first.toLatin1() +
                            R"(","secret_key":null,"secret_value":"1","s":{}},)"
                            R"({"id":")" +
                            second.toLatin1() +
                            R"(","secret_value":"2"},)"
                            R"({"id":")" +
                            third.toLatin1() + R"(","secret_key":"three","secret_value":"3"}]})");
    SecretDraft draft = draftOf(SecretType::Login, {{FieldKind::Password, "p"}});
    const auto custom = [&draft](const QString &id, const char *label, const char *value) {
        draft.fields.push_back(field(FieldKind::Custom, value, QLatin1String(label), QStringLiteral("custom:") + id));
    };
    custom(first, "one, renamed", "1 changed");
    custom(third, "three, renamed", "3 changed");
    const PassboltPlaintexts plaintexts = composed(draft, *current.type, current);
    const QJsonArray labels = json(plaintexts.metadata)[QLatin1String("custom_fields")].toArray();
    QCOMPARE(labels.size(), 1); // two was dropped; three has its label where it always was
    QCOMPARE(labels[0][QLatin1String("id")].toString(), first);
    QCOMPARE(labels[0][QLatin1String("type")].toString(), QStringLiteral("text"));
    QCOMPARE(labels[0][QLatin1String("metadata_key")].toString(), QStringLiteral("one, renamed"));
    QVERIFY(labels[0][QLatin1String("metadata_value")].isNull());
    QVERIFY(labels[0][QLatin1String("m")].isArray());
    const QJsonArray values = json(plaintexts.secret)[QLatin1String("custom_fields")].toArray();
    QCOMPARE(values.size(), 2);
    QCOMPARE(values[0][QLatin1String("secret_value")].toString(), QStringLiteral("1 changed"));
    QVERIFY(values[0][QLatin1String("secret_key")].isNull());
    QVERIFY(values[0][QLatin1String("s")].isObject());
    QCOMPARE(values[1][QLatin1String("secret_key")].toString(), QStringLiteral("three, renamed"));
    QCOMPARE(values[1][QLatin1String("secret_value")].toString(), QStringLiteral("3 changed"));

    draft.fields.resize(1); // the last of them goes too
    const PassboltPlaintexts none = composed(draft, *current.type, current);
    QCOMPARE(json(none.metadata)[QLatin1String("custom_fields")], QJsonValue(QJsonArray()));
    QCOMPARE(json(none.secret)[QLatin1String("custom_fields")], QJsonValue(QJsonArray()));
}

void TestPassboltCompose::valuesInTheMetadataStayThere()
{
    PassboltCurrent current;
    current.type = passboltType(QStringLiteral("v5-custom-fields"));
    const QByteArray id = "00000000-0000-4000-8000-000000000001";
    current.metadata = secret(R"({"object_type":"PASSBOLT_RESOURCE_METADATA","custom_fields":[{"id":")" + id +
                              R"(","type":"text","metadata_key":"Public key","metadata_value":"ssh-rsa old"}]})");
    current.secret = secret(R"({"custom_fields":[{"id":")" + id + R"(","secret_value":null}]})");
    SecretDraft draft =
        draftOf(SecretType::SshKey, {{FieldKind::PrivateKey, Pem}, {FieldKind::PublicKey, "ssh-rsa new"}});
    const PassboltPlaintexts plaintexts = composed(draft, *current.type, current);
    QVERIFY(!bytes(plaintexts.secret).contains("ssh-rsa"));
    const ReadBack back = readBack(draft, *current.type, plaintexts);
    QCOMPARE(back.value(QStringLiteral("public-key")), QByteArray("ssh-rsa new"));
    QVERIFY(bytes(plaintexts.metadata).contains(id));
    QVERIFY(!bytes(plaintexts.metadata).contains("PRIVATE KEY"));
}

void TestPassboltCompose::customFieldsOfNewSecrets()
{
    SecretDraft draft = draftOf(SecretType::Login, {{FieldKind::Password, "p"}});
    const QString own = QStringLiteral("custom:00000000-0000-4000-8000-00000000000a");
    draft.fields.push_back(field(FieldKind::Custom, "hidden", QStringLiteral("Recovery"), own));
    draft.fields.push_back(field(FieldKind::Custom, "also", QStringLiteral("Recovery"), QStringLiteral("custom:")));
    draft.fields.push_back(field(FieldKind::Custom, "open", QStringLiteral("Floor"), QStringLiteral("custom:new")));
    draft.fields.back().isProtected = false;
    const PassboltPlaintexts plaintexts = composed(draft, *passboltType(QStringLiteral("v5-default")));
    const QJsonArray labels = json(plaintexts.metadata)[QLatin1String("custom_fields")].toArray();
    const QJsonArray values = json(plaintexts.secret)[QLatin1String("custom_fields")].toArray();
    QCOMPARE(labels.size(), 3);
    QCOMPARE(values.size(), 3);
    QCOMPARE(labels[0][QLatin1String("id")].toString(), own.mid(7)); // an editor may choose it
    for (int i = 0; i < 3; ++i) {
        QCOMPARE(labels[i][QLatin1String("id")], values[i][QLatin1String("id")]);
        QVERIFY(!QUuid(labels[i][QLatin1String("id")].toString()).isNull());
        QCOMPARE(labels[i][QLatin1String("type")].toString(),
                 i < 2 ? QStringLiteral("password") : QStringLiteral("text"));
    }
    QVERIFY(!bytes(plaintexts.metadata).contains("hidden"));
    QCOMPARE(labels[2][QLatin1String("metadata_value")].toString(), QStringLiteral("open"));
    QVERIFY(values[2][QLatin1String("secret_value")].isNull());
    const ReadBack back = readBack(draft, *passboltType(QStringLiteral("v5-default")), plaintexts);
    QCOMPARE(back.value(own), QByteArray("hidden"));
}

void TestPassboltCompose::kindsOfNewCustomFields()
{
    struct Made
    {
        CustomKind kind;
        const char *value;
        bool isProtected;
        const char *type;
        QJsonValue written;
    };
    const QString exact = QStringLiteral("0012.50");
    const std::vector<Made> fields{{CustomKind::Text, "true", true, "text", QStringLiteral("true")},
                                   {CustomKind::Password, "12", true, "password", QStringLiteral("12")},
                                   {CustomKind::Number, "12.5", true, "number", 12.5},
                                   {CustomKind::Number, "0012.50", true, "number", exact},
                                   {CustomKind::Number, "-12", false, "number", -12},
                                   {CustomKind::Number, "12.5", false, "number", QStringLiteral("12.5")},
                                   {CustomKind::Boolean, "true", false, "boolean", true},
                                   {CustomKind::Boolean, "no", true, "boolean", QStringLiteral("no")},
                                   {CustomKind::Uri, "https://x", false, "uri", QStringLiteral("https://x")}};
    SecretDraft draft = draftOf(SecretType::Login, {{FieldKind::Password, "p"}});
    for (const Made &made : fields) {
        const QString number = QString::number(draft.fields.size());
        draft.fields.push_back(field(FieldKind::Custom, made.value, number, QStringLiteral("custom:") + number));
        draft.fields.back().isProtected = made.isProtected;
        draft.fields.back().customKind = made.kind;
    }
    const PassboltPlaintexts plaintexts = composed(draft, *passboltType(QStringLiteral("v5-default")));
    const QJsonArray labels = json(plaintexts.metadata)[QLatin1String("custom_fields")].toArray();
    const QJsonArray values = json(plaintexts.secret)[QLatin1String("custom_fields")].toArray();
    const ReadBack back = readBack(draft, *passboltType(QStringLiteral("v5-default")), plaintexts);
    for (int i = 0; i < labels.size(); ++i) {
        const Made &made = fields[static_cast<std::size_t>(i)];
        for (const QJsonArray &array : {labels, values})
            QCOMPARE(array[i][QLatin1String("type")].toString(), QLatin1String(made.type));
        QCOMPARE(values[i][QLatin1String("secret_value")], made.isProtected ? made.written : QJsonValue());
        QCOMPARE(labels[i][QLatin1String("metadata_value")], made.isProtected ? QJsonValue() : made.written);
        QCOMPARE(back.value(QStringLiteral("custom:") + labels[i][QLatin1String("id")].toString()),
                 QByteArray(made.value));
    }
    const auto issues = passboltIssues(draft, {passboltType(QStringLiteral("v5-default"))});
    QCOMPARE(issues, (std::vector<DraftIssue>{{DraftIssue::Kind::BadFormat, QStringLiteral("custom:4"), 0}}));
}

void TestPassboltCompose::metadataAloneLeavesValuesOut()
{
    PassboltCurrent current;
    current.type = passboltType(QStringLiteral("v5-custom-fields"));
    const SecretDraft before = [] {
        SecretDraft draft = draftOf(SecretType::SshKey, {{FieldKind::PrivateKey, Pem}});
        draft.username = QStringLiteral("git");
        return draft;
    }();
    current.metadata = std::move(composed(before, *current.type).metadata);
    SecretDraft draft = draftOf(SecretType::SshKey, {});
    draft.valuesChanged = false;
    draft.name = QStringLiteral("Renamed");
    draft.username = QStringLiteral("deploy");
    const PassboltPlaintexts plaintexts = composed(draft, *current.type, current);
    QVERIFY(plaintexts.secret.isEmpty());
    const QJsonArray old = json(current.metadata)[QLatin1String("custom_fields")].toArray();
    const QJsonArray now = json(plaintexts.metadata)[QLatin1String("custom_fields")].toArray();
    QCOMPARE(now.size(), old.size());
    for (qsizetype i = 0; i < old.size(); ++i) {
        QCOMPARE(now[i][QLatin1String("id")], old[i][QLatin1String("id")]);
        QCOMPARE(now[i][QLatin1String("metadata_key")], old[i][QLatin1String("metadata_key")]);
    }
    QVERIFY(bytes(plaintexts.metadata).contains("deploy"));
    QVERIFY(!bytes(plaintexts.metadata).contains("\"git\""));
}

void TestPassboltCompose::marksItsOwnTypes()
{
    const PassboltType &type = *passboltType(QStringLiteral("v5-custom-fields"));
    const SecretDraft draft = draftOf(SecretType::ApiKey, {{FieldKind::Token, "t"}});
    const PassboltPlaintexts plaintexts = composed(draft, type);
    const QJsonArray labels = json(plaintexts.metadata)[QLatin1String("custom_fields")].toArray();
    QCOMPARE(labels[0][QLatin1String("metadata_key")].toString(), QStringLiteral("coffret-type"));
    QCOMPARE(labels[0][QLatin1String("metadata_value")].toString(), QStringLiteral("apikey"));
    QCOMPARE(labels[1][QLatin1String("metadata_key")].toString(), QStringLiteral("API key"));
    // Nor is it marked twice.
    PassboltCurrent current;
    current.type = &type;
    current.metadata = plaintexts.metadata.clone();
    current.secret = plaintexts.secret.clone();
    QCOMPARE(bytes(composed(draft, type, current).metadata).count("coffret-type"), 1);
    // Passbolt's own custom fields are not.
    QVERIFY(!bytes(composed(draftOf(SecretType::Login, {}), type).metadata).contains("coffret-type"));
}

void TestPassboltCompose::oneTimeCodes_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("object"); // empty: refused
    const auto row = [](const QByteArray &text, const QByteArray &object) {
        QTest::addRow("%s", text.constData()) << text << object;
    };
    row("JBSWY3DPEHPK3PXP", R"({"algorithm":"SHA1","secret_key":"JBSWY3DPEHPK3PXP","digits":6,"period":30})");
    row(" jbsw y3dp-ehpk 3pxp== \n", R"({"algorithm":"SHA1","secret_key":"JBSWY3DPEHPK3PXP","digits":6,"period":30})");
    row("otpauth://totp/x?secret=JBSW", R"({"algorithm":"SHA1","secret_key":"JBSW","digits":6,"period":30})");
    row("OTPAUTH://TOTP/Acme:ada?issuer=Acme&SECRET=jbsw%3D&Digits=8&period=60&algorithm=sha512#f",
        R"({"algorithm":"SHA512","secret_key":"JBSW","digits":8,"period":60})");
    row("otpauth://hotp/x?secret=JBSW&counter=1", {});
    row("otpauth://totp/x?secret=", {});
    row("otpauth://totp/x", {});
    row("otpauth://", {});
    row("otpauth://totp/x?secret=JBSW&digits=9", {});
    row("otpauth://totp/x?secret=JBSW&digits=abc", {});
    row("otpauth://totp/x?secret=JBSW&period=0", {});
    row("otpauth://totp/x?secret=JBSW&algorithm=MD5", {});
    row("JBSW1", {});
    row("", {});
    row("%", {});
}

void TestPassboltCompose::oneTimeCodes()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, object);
    const auto totp = OtpAuth::fromText(secret(text));
    QCOMPARE(bool(totp), !object.isEmpty());
    const SecretDraft draft = draftOf(SecretType::Login, {{FieldKind::Totp, text}});
    const auto plaintexts = composePassbolt(draft, *passboltType(QStringLiteral("totp")), {}, {});
    QCOMPARE(bool(plaintexts), !object.isEmpty());
    if (plaintexts)
        QCOMPARE(bytes(plaintexts->secret), R"({"totp":)" + object + "}");
    else
        QCOMPARE(plaintexts.error().kind, ErrorKind::InvalidInput);
}

void TestPassboltCompose::anUnreadableOneTimeCodeStays()
{
    PassboltCurrent current;
    current.type = passboltType(QStringLiteral("v5-default-with-totp"));
    current.secret = secret(R"({"password":"p","totp":{"algorithm":"SHA3","secret_key":"JBSW","digits":6}})");
    const SecretDraft draft = draftOf(SecretType::Login, {{FieldKind::Password, "p2"}});
    const PassboltChoice choice = choosePassboltType(draft, rules(false, true), current.type, true);
    QCOMPARE(choice.type, current.type);
    QVERIFY(choice.misfits.isEmpty());
    QVERIFY(bytes(composed(draft, *choice.type, current).secret).contains(R"("algorithm":"SHA3")"));
    // Members besides the known ones stay when the code changes.
    current.secret = secret(R"({"totp":{"algorithm":"SHA1","secret_key":"JBSW","digits":6,"issuer":"Acme"}})");
    const SecretDraft other = draftOf(SecretType::Login, {{FieldKind::Totp, "MFRGG"}});
    QCOMPARE(json(composed(other, *current.type, current).secret)[QLatin1String("totp")],
             QJsonValue(QJsonDocument::fromJson(
                            R"({"algorithm":"SHA1","secret_key":"MFRGG","digits":6,"period":30,"issuer":"Acme"})")
                            .object()));
}

void TestPassboltCompose::layouts_data()
{
    QTest::addColumn<QByteArrayList>("values");
    QTest::newRow("plain") << QByteArrayList{"one", "two"};
    QTest::newRow("line ends") << QByteArrayList{"one\n", "\n\ntwo\n\n"};
    QTest::newRow("only line ends") << QByteArrayList{"\n", "\n\n\n"};
    QTest::newRow("like headings") << QByteArrayList{"[Private key]\nx\n[Note]", "\\[Note]\n\\\\[x]\n[]\n[a]b]"};
    QTest::newRow("almost headings") << QByteArrayList{"[ini\nsection] \n [x]", "\\n[\n]"};
    QTest::newRow("carriage returns") << QByteArrayList{"a\r\n[x]\r\nb\r", "c"};
    QTest::newRow("like the first line") << QByteArrayList{"coffret-type: apikey", "coffret-type: note\n"};
    QTest::newRow("PEM") << QByteArrayList{Pem, Pem + Pem};
}

void TestPassboltCompose::layouts()
{
    QFETCH(QByteArrayList, values);
    SecretDraft draft = draftOf(SecretType::SshKey, {{FieldKind::PrivateKey, Pem}, {FieldKind::Passphrase, "pass"}});
    draft.fields.push_back(field(FieldKind::NoteText, values[0]));
    draft.fields.push_back(
        field(FieldKind::Custom, values[1], QStringLiteral("Old [key]"), QStringLiteral("custom:1")));
    draft.fields.push_back(
        field(FieldKind::Custom, values[0], QStringLiteral("Old [key]"), QStringLiteral("custom:2")));
    const PassboltType &type = *passboltType(QStringLiteral("password-and-description"));
    const PassboltPlaintexts plaintexts = composed(draft, type);
    QCOMPARE(json(plaintexts.secret)[QLatin1String("password")].toString(), QStringLiteral("pass"));
    const QString description = json(plaintexts.secret)[QLatin1String("description")].toString();
    QVERIFY(description.startsWith(QLatin1String("coffret-type: sshkey\n\n[Private key]\n-----BEGIN ")));
    const ReadBack back = readBack(draft, type, plaintexts);
    QVERIFY(back.secret);
    QCOMPARE(coffret::toString(back.secret->type), QStringLiteral("sshkey"));
    QCOMPARE(back.secret->renamed.value(QStringLiteral("password")), QStringLiteral("passphrase"));
    QCOMPARE(back.secret->fields.size(), 5u);
    QCOMPARE(back.value(QStringLiteral("private-key")), Pem);
    QCOMPARE(back.value(QStringLiteral("passphrase")), QByteArray("pass"));
    QCOMPARE(back.value(QStringLiteral("note")), values[0]);
    QCOMPARE(back.value(QStringLiteral("custom:Old [key]")), values[1]);
    QCOMPARE(back.value(QStringLiteral("custom:Old [key] 2")), values[0]);
    QCOMPARE(back.value(QStringLiteral("password")), QByteArray("(none)"));

    // What was read is written as it was, and an editor that trims the end takes no more than that.
    SecretDraft again = draftOf(SecretType::SshKey, {});
    for (const SecretField &f : back.secret->fields)
        again.fields.push_back(f.clone());
    QCOMPARE(json(composed(again, type).secret), json(plaintexts.secret));
    const auto trimmed = parsePassboltLayout(SecretType::SshKey, secret(description.trimmed().toUtf8()));
    QCOMPARE(trimmed.size(), 4u);
    QCOMPARE(bytes(trimmed.front().value), Pem);
}

void TestPassboltCompose::descriptionsWithoutLayoutAreNotes()
{
    SecretSummary summary;
    summary.vendorType = QStringLiteral("password-and-description");
    summary.type = SecretType::Login;
    for (const char *description : {"", "[Private key]\\nx", "coffret-type: login\\n", "coffret-type:sshkey",
                                    " coffret-type: sshkey", "x\\n[Note]\\ny"}) {
        const auto parsed = parsePassboltSecret(
            summary, {}, secret(R"({"password":"p","description":")" + QByteArray(description) + "\"}"));
        QVERIFY(parsed);
        QCOMPARE(coffret::toString(parsed->type), QStringLiteral("login"));
        QCOMPARE(parsed->fields.size(), 2u);
        QCOMPARE(parsed->fields[0].key, QStringLiteral("password"));
        QCOMPARE(parsed->fields[1].key, QStringLiteral("note"));
    }
}

void TestPassboltCompose::tooManyHeadingsAreANote()
{
    const auto description = [](int headings, bool same) {
        QByteArray text = "coffret-type: sshkey\n";
        for (int i = 0; i < headings; ++i)
            text += "[" + (same ? QByteArray("x") : QByteArray::number(i)) + "]\n";
        return text;
    };
    for (const bool same : {false, true}) {
        const ParsedSecret most = parsedDescription("p", description(128, same));
        QCOMPARE(coffret::toString(most.type), QStringLiteral("sshkey"));
        QCOMPARE(most.fields.size(), 129u);
        QSet<QString> keys;
        for (const SecretField &f : most.fields)
            keys.insert(f.key);
        QCOMPARE(keys.size(), 129);
        for (const int count : {129, 30'000}) {
            const QByteArray text = description(count, same);
            const ParsedSecret many = parsedDescription("p", text);
            QCOMPARE(coffret::toString(many.type), QStringLiteral("login"));
            QCOMPARE(many.fields.size(), 2u);
            QCOMPARE(bytes(many.fields[1].value), text);
        }
    }
}

void TestPassboltCompose::aLaidOutValueTakesItsOwnSize()
{
    QByteArray text = "coffret-type: sshkey\n";
    for (int i = 0; i < 100; ++i)
        text += "[" + QByteArray::number(i) + "]\nshort\n\n";
    text += "[Private key]\n" + QByteArray(20'000, 'k');
    std::size_t taken = 0;
    for (const SecretField &f : parsePassboltLayout(SecretType::SshKey, secret(text)))
        taken += f.value.capacity();
    QVERIFY2(taken <= static_cast<std::size_t>(text.size()), qPrintable(QString::number(taken)));
}

void TestPassboltCompose::linesAboveTheHeadingsAreTheNote()
{
    const PassboltType &type = *passboltType(QStringLiteral("password-and-description"));
    const auto noteOf = [&type](const QByteArray &description, int fields) {
        const ParsedSecret read = parsedDescription("p", description);
        if (static_cast<int>(read.fields.size()) != fields)
            return QByteArray("other fields");
        SecretDraft draft = draftOf(SecretType::SshKey, {});
        for (const SecretField &f : read.fields)
            draft.fields.push_back(f.clone());
        const ReadBack back = readBack(draft, type, composed(draft, type));
        return back.value(QStringLiteral("note"));
    };
    QCOMPARE(noteOf("coffret-type: sshkey\nRotate in May.\n\n[Private key]\nk\n", 3), QByteArray("Rotate in May."));
    QCOMPARE(noteOf("coffret-type: sshkey\r\n\r\nRotate\r\nin May.\r\n\r\n[Private key]\r\nk\r\n", 3),
             QByteArray("Rotate\r\nin May."));
    QCOMPARE(noteOf("coffret-type: sshkey\nRotate.\n[Private key]\nk\n\n[Note]\nOf Ada.\n", 3),
             QByteArray("Rotate.\n\nOf Ada."));
    QCOMPARE(noteOf("coffret-type: sshkey\nNo heading at all.", 2), QByteArray("No heading at all."));
    QCOMPARE(noteOf("coffret-type: sshkey\n \n\t\n[Private key]\nk\n", 2), QByteArray("(none)"));
}

void TestPassboltCompose::aLaidOutTokenStaysWithoutAPassword()
{
    const auto valuesOf = [](const QByteArray &password, const QByteArray &description) {
        QByteArrayList values;
        for (const SecretField &f : parsedDescription(password, description).fields)
            values.append(f.key.toUtf8() + "=" + bytes(f.value).trimmed());
        return values;
    };
    const QByteArray token = "coffret-type: apikey\n[API key]\nt\n\n[Domain]\nd";
    QCOMPARE(valuesOf("", token), QByteArrayList({"token=t", "domain=d"}));
    QCOMPARE(valuesOf("p", token), QByteArrayList({"token=p", "domain=d"}));
    const QByteArray phrase = "coffret-type: sshkey\n[Passphrase]\nt";
    QCOMPARE(valuesOf("", phrase), QByteArrayList({"passphrase=t"}));
    QCOMPARE(valuesOf("p", phrase), QByteArrayList({"passphrase=p"}));
    QCOMPARE(valuesOf("", "coffret-type: sshkey\n[Domain]\nd"), QByteArrayList({"passphrase=", "domain=d"}));
}

/// What is listed is bounded, and what is written back is not cut with it.
void TestPassboltCompose::tooManyCustomFieldsAreCut()
{
    const PassboltType &type = *passboltType(QStringLiteral("v5-custom-fields"));
    const auto metadataOf = [&type](int count) {
        QByteArrayList fields;
        for (int i = 0; i < count; ++i)
            fields.append(R"({"id":"%1","metadata_key":"a","metadata_value":"b"})");
        for (int i = 0; i < count; ++i)
            fields[i].replace("%1",
                              QByteArray("00000000-0000-4000-8000-") + QByteArray::number(i).rightJustified(12, '0'));
        return R"({"object_type":"PASSBOLT_RESOURCE_METADATA","resource_type_id":")" + QByteArray(type.id) +
               R"(","name":"n","custom_fields":[)" + fields.join(',') + "]}";
    };
    const auto listed = [&](int count) {
        const auto text = parseMetadata(secret(metadataOf(count)), QLatin1String(ResourceMetadataType), {});
        return text ? text->customFields.size() : -1;
    };
    QCOMPARE(listed(128), 128);
    QCOMPARE(listed(5000), 128);
    for (const int count : {128, 129}) {
        PassboltCurrent current;
        current.type = &type;
        current.metadata = secret(metadataOf(count));
        current.secret = secret(R"({"custom_fields":[]})");
        const auto written = composePassbolt(draftOf(SecretType::Login, {}), type, QLatin1String(type.id), current);
        QCOMPARE(written ? ErrorKind::Internal : written.error().kind,
                 count > 128 ? ErrorKind::TooLarge : ErrorKind::Internal);
    }
}

void TestPassboltCompose::aDescriptionAloneIsANoteWhereThereAreNone()
{
    const auto typeOf = [](const char *slug, const char *plaintext, const QString &username = {}) {
        SecretSummary summary;
        summary.vendorType = QLatin1String(slug);
        summary.type = SecretType::Login;
        summary.username = username;
        const auto parsed = parsePassboltSecret(summary, {}, secret(plaintext));
        return parsed ? coffret::toString(parsed->type) + QString::number(parsed->fields.size()) : QString();
    };
    const char *const alone = R"({"password":"","description":"# Title"})";
    QCOMPARE(typeOf("password-and-description", alone), QStringLiteral("note1"));
    QCOMPARE(typeOf("password-and-description", alone, QStringLiteral("ada")), QStringLiteral("login2"));
    QCOMPARE(typeOf("password-and-description", R"({"password":"p","description":"x"})"), QStringLiteral("login2"));
    QCOMPARE(typeOf("password-and-description", R"({"password":"","description":""})"), QStringLiteral("login2"));
    QCOMPARE(typeOf("v5-default", alone), QStringLiteral("login2")); // has a type of its own for notes
}

void TestPassboltCompose::choosesTypes_data()
{
    QTest::addColumn<bool>("v5");
    QTest::addColumn<QString>("current");
    QTest::addColumn<QString>("asked");
    QTest::addColumn<int>("type");
    QTest::addColumn<QList<int>>("kinds");
    QTest::addColumn<QString>("chosen");
    QTest::addColumn<QStringList>("misfits");
    using K = FieldKind;
    using T = SecretType;
    const auto row = [](bool v5, const char *current, const char *asked, T type, const QList<K> &kinds,
                        const char *chosen, const char *misfits = "") {
        QList<int> numbers;
        for (const K kind : kinds)
            numbers.append(static_cast<int>(kind));
        static int count = 0;
        QTest::addRow("%02d %s <- %s %s", ++count, chosen, current, asked)
            << v5 << QString::fromLatin1(current) << QString::fromLatin1(asked) << static_cast<int>(type) << numbers
            << QString::fromLatin1(chosen) << QString::fromLatin1(misfits).split(QLatin1Char(' '), Qt::SkipEmptyParts);
    };
    // New ones
    row(false, "", "", T::Login, {K::Password}, "password-and-description");
    row(false, "", "", T::Login, {}, "password-and-description");
    row(false, "", "", T::Login, {K::Password, K::Totp, K::NoteText}, "password-description-totp");
    row(false, "", "", T::Login, {K::Totp}, "totp");
    row(false, "", "", T::Note, {K::NoteText}, "password-and-description");
    row(false, "", "", T::SshKey, {K::PrivateKey}, "password-and-description");
    row(false, "", "", T::Login, {K::Password, K::Custom}, "password-and-description", "custom:x");
    row(false, "", "", T::Login, {K::Pin}, "password-and-description", "pin");
    row(false, "", "", T::SshKey, {K::PrivateKey, K::Totp}, "password-and-description", "totp");
    row(true, "", "", T::Login, {K::Password}, "v5-default");
    row(true, "", "", T::Login, {K::Password, K::Custom}, "v5-default");
    row(true, "", "", T::Login, {K::Password, K::Totp}, "v5-default-with-totp");
    row(true, "", "", T::Login, {K::Totp}, "v5-totp-standalone");
    row(true, "", "", T::Login, {K::Totp, K::NoteText}, "v5-default-with-totp");
    row(true, "", "", T::Login, {K::Pin}, "v5-pin-code");
    row(true, "", "", T::Login, {K::Custom}, "v5-custom-fields");
    row(true, "", "", T::Note, {K::NoteText}, "v5-note");
    row(true, "", "", T::SshKey, {K::PrivateKey, K::Custom}, "v5-custom-fields");
    row(true, "", "", T::ApiKey, {K::Token}, "v5-custom-fields");
    row(true, "", "", T::Certificate, {K::Certificate}, "v5-custom-fields");
    row(true, "", "password-and-description", T::Login, {K::Password}, "v5-default"); // v4 cannot be had
    // Existing ones stay what they are while that fits
    row(false, "password-string", "", T::Login, {K::Password}, "password-string");
    row(false, "totp", "totp", T::Login, {K::Totp}, "totp");
    row(true, "v5-password-string", "v5-password-string", T::Login, {K::Password}, "v5-password-string");
    row(true, "v5-default", "v5-default", T::Login, {K::Password, K::NoteText, K::Custom}, "v5-default");
    row(true, "v5-note", "v5-note", T::Note, {K::NoteText}, "v5-note");
    row(true, "v5-default-with-totp", "", T::Login, {K::Totp}, "v5-default-with-totp");
    // and become the nearest one when it does not
    row(false, "password-string", "password-string", T::Login, {K::Password, K::NoteText}, "password-and-description");
    row(false, "password-and-description", "password-and-description", T::Login, {K::Password, K::Totp},
        "password-description-totp");
    row(false, "password-description-totp", "", T::Login, {K::Password}, "password-and-description");
    row(false, "totp", "totp", T::Login, {K::Totp, K::Password}, "password-description-totp");
    row(true, "v5-default", "v5-default", T::Login, {K::Password, K::Totp}, "v5-default-with-totp");
    row(true, "v5-default-with-totp", "v5-default-with-totp", T::Login, {K::Password}, "v5-default");
    row(true, "v5-totp-standalone", "", T::Login, {K::Totp, K::Password}, "v5-default-with-totp");
    row(true, "v5-password-string", "", T::Login, {K::Password, K::Custom}, "v5-default");
    row(true, "v5-pin-code", "", T::Login, {K::Pin, K::Password}, "v5-pin-code", "password");
    // One of ours that was upgraded with its description
    row(true, "v5-default", "v5-default", T::SshKey, {K::PrivateKey, K::Passphrase}, "v5-custom-fields");
}

void TestPassboltCompose::choosesTypes()
{
    QFETCH(bool, v5);
    QFETCH(QString, current);
    QFETCH(QString, asked);
    QFETCH(int, type);
    QFETCH(QList<int>, kinds);
    QFETCH(QString, chosen);
    QFETCH(QStringList, misfits);
    SecretDraft draft = draftOf(static_cast<SecretType>(type), {});
    draft.vendorType = asked;
    for (const int kind : kinds) {
        draft.fields.push_back(field(static_cast<FieldKind>(kind), "x"));
        if (static_cast<FieldKind>(kind) == FieldKind::Custom)
            draft.fields.back().key = QStringLiteral("custom:x");
    }
    const PassboltChoice choice = choosePassboltType(draft, rules(!v5, v5), passboltType(current));
    QVERIFY(choice.type != nullptr);
    QCOMPARE(QLatin1String(choice.type->slug), chosen);
    QCOMPARE(choice.misfits, misfits);
}

void TestPassboltCompose::aCodeKeepsItsUserName()
{
    for (const bool v5 : {false, true}) {
        PassboltCurrent current;
        current.type = passboltType(QStringLiteral("totp"));
        SecretDraft draft = draftOf(SecretType::Login, {});
        draft.username = QStringLiteral("ada");
        draft.valuesChanged = false;
        draft.vendorType = v5 ? QStringLiteral("v5-default") : QStringLiteral("totp");
        const PassboltChoice choice = choosePassboltType(draft, rules(true, true, true), current.type);
        QVERIFY(choice.type != nullptr);
        QCOMPARE(choice.misfits, QStringList());
        QCOMPARE(QLatin1String(choice.type->slug), v5 ? QStringLiteral("v5-totp-standalone") : QStringLiteral("totp"));
        if (!v5)
            continue;
        const PassboltPlaintexts plaintexts = composed(draft, *choice.type, current);
        const auto text =
            parseMetadata(plaintexts.metadata, QLatin1String(ResourceMetadataType), QLatin1String(choice.type->id));
        QVERIFY(text);
        QCOMPARE(text->username, QStringLiteral("ada"));
    }
    SecretDraft draft = draftOf(SecretType::Login, {});
    draft.username = QStringLiteral("ada");
    draft.fields.push_back(field(FieldKind::Totp, "x")); // once it is open, a type that shows both is better
    const PassboltType *const standalone = passboltType(QStringLiteral("v5-totp-standalone"));
    const PassboltChoice choice = choosePassboltType(draft, rules(true, true, true), standalone);
    QCOMPARE(choice.misfits, QStringList());
    QCOMPARE(QLatin1String(choice.type->slug), QStringLiteral("v5-default-with-totp"));
}

void TestPassboltCompose::convertsOnlyWhatItMay()
{
    const PassboltType *const old = passboltType(QStringLiteral("password-and-description"));
    SecretDraft draft = draftOf(SecretType::Login, {{FieldKind::Password, "x"}});
    draft.vendorType = QStringLiteral("v5-default");
    QCOMPARE(choosePassboltType(draft, rules(true, true, false), old).type, old);
    QCOMPARE(QLatin1String(choosePassboltType(draft, rules(true, true, true), old).type->slug),
             QStringLiteral("v5-default"));
    draft.vendorType = QStringLiteral("password-and-description");
    draft.fields.push_back(field(FieldKind::Custom, "x", QStringLiteral("L"), QStringLiteral("custom:x")));
    QCOMPARE(QLatin1String(choosePassboltType(draft, rules(true, true, true), old).type->slug),
             QStringLiteral("v5-default")); // nothing in v4 holds it
    // Back again is not offered at all.
    const PassboltType *const newer = passboltType(QStringLiteral("v5-default"));
    QCOMPARE(choosePassboltType(draft, rules(true, true, true), newer).type, newer);
    // Without the values only types with the same ones will do.
    draft.fields.clear();
    draft.valuesChanged = false;
    draft.vendorType = QStringLiteral("v5-default");
    const PassboltType *const bare = passboltType(QStringLiteral("password-string"));
    QCOMPARE(QLatin1String(choosePassboltType(draft, rules(true, true, true), bare).type->slug),
             QStringLiteral("v5-password-string"));
    QCOMPARE(QLatin1String(choosePassboltType(draft, rules(true, true, true), old).type->slug),
             QStringLiteral("v5-default"));
}

void TestPassboltCompose::typesAnAdministratorSwitchedOffAreNotOffered()
{
    PassboltRules some;
    some.createsV5 = true;
    some.prefersV5 = true;
    some.createsV4 = false;
    some.takeTypes(
        QJsonDocument::fromJson(R"([{"id":"dd1f723d-0d1e-513f-8218-4055dc0530d0","slug":"v5-default","deleted":null},)"
                                R"({"id":"0551544e-2ccd-5ce8-95cf-86f0aab0f827","slug":"v5-custom-fields",)"
                                R"("deleted":"2025-01-01T00:00:00+00:00"},)"
                                R"({"id":"no id","slug":"v5-note","deleted":null}])")
            .array());
    QCOMPARE(some.typeIds.size(), 1);
    const SecretDraft login = draftOf(SecretType::Login, {{FieldKind::Password, "x"}});
    QVERIFY(choosePassboltType(login, some, nullptr).misfits.isEmpty());
    const SecretDraft key = draftOf(SecretType::SshKey, {{FieldKind::PrivateKey, "x"}});
    some.typeIds.clear();
    QCOMPARE(choosePassboltType(key, some, nullptr).type, nullptr);
    QVERIFY(!passboltIssues(key, choosePassboltType(key, some, nullptr)).empty());
}

void TestPassboltCompose::limits_data()
{
    QTest::addColumn<bool>("v5");
    QTest::addColumn<QString>("what");
    QTest::addColumn<int>("length");
    QTest::addColumn<int>("issue"); // -1: none
    QTest::addColumn<int>("limit");
    using Kind = DraftIssue::Kind;
    const auto row = [](bool v5, const char *what, int length, int limit, std::optional<Kind> kind = std::nullopt) {
        QTest::addRow("%s %s %d", v5 ? "v5" : "v4", what, length)
            << v5 << QString::fromLatin1(what) << length << (kind ? static_cast<int>(*kind) : -1) << limit;
    };
    const auto edge = [&row](bool v5, const char *what, int limit) {
        row(v5, what, limit, 0);
        row(v5, what, limit + 1, limit, Kind::TooLong);
    };
    for (const bool v5 : {false, true}) {
        edge(v5, "name", 255);
        row(v5, "name", 0, 0, Kind::Missing);
        edge(v5, "username", 255);
        edge(v5, "uris", 1024);
        edge(v5, "password", 4096);
        edge(v5, "note", v5 ? 50'000 : 10'000);
        row(v5, "count of uris", v5 ? 32 : 1, 0);
        row(v5, "count of uris", v5 ? 33 : 2, v5 ? 32 : 1, Kind::TooMany);
        row(v5, "totp", 1024, 0);
        row(v5, "totp", 1025, 1024, Kind::TooLong);
    }
    edge(true, "description", 10'000);
    edge(true, "custom:x", 20'000);
    edge(true, "label", 255);
    row(true, "label", 0, 0, Kind::Missing);
    row(true, "count of fields", 128, 0);
    row(true, "count of fields", 129, 128, Kind::TooMany);
    row(true, "fields together", 50'000, 0);
    row(true, "fields together", 50'001, 50'000, Kind::TooLong);
    row(true, "pin", 4, 0);
    row(true, "pin", 12, 0);
    row(true, "pin", 3, 12, Kind::BadFormat);
    row(true, "pin", 13, 12, Kind::BadFormat);
    row(true, "icon", 1, 0);
    row(false, "icon", 1, 0, Kind::NotPossible);
    row(false, "icon", -1, 0); // that of its type
}

void TestPassboltCompose::limits()
{
    QFETCH(bool, v5);
    QFETCH(QString, what);
    QFETCH(int, length);
    QFETCH(int, issue);
    QFETCH(int, limit);
    const QString text(length, QChar(0x00e4)); // two bytes each
    SecretDraft draft = draftOf(SecretType::Login, {{FieldKind::Password, "p"}});
    const auto custom = [&draft](int size, const QString &label) {
        draft.fields.push_back(
            field(FieldKind::Custom, QString(size, QChar(0x00e4)).toUtf8(), label, QStringLiteral("custom:x")));
    };
    QString key = what;
    if (what == QLatin1String("name")) {
        draft.name = text;
    } else if (what == QLatin1String("username")) {
        draft.username = text;
    } else if (what == QLatin1String("uris")) {
        draft.uris = {text};
    } else if (what == QLatin1String("count of uris")) {
        draft.uris = QStringList(length, QStringLiteral("https://example.org"));
        key = QStringLiteral("uris");
    } else if (what == QLatin1String("description")) {
        draft.description = text;
    } else if (what == QLatin1String("password")) {
        draft.fields.front().value = secret(text.toUtf8());
    } else if (what == QLatin1String("note")) {
        draft.fields.push_back(field(FieldKind::NoteText, text.toUtf8()));
    } else if (what == QLatin1String("totp")) {
        draft.fields.push_back(field(FieldKind::Totp, QByteArray(length, 'A')));
    } else if (what == QLatin1String("pin")) {
        draft.fields.clear();
        draft.fields.push_back(field(FieldKind::Pin, QByteArray(length, '7')));
    } else if (what == QLatin1String("count of fields")) {
        for (int i = 0; i < length; ++i)
            custom(1, QStringLiteral("L"));
        key = QStringLiteral("custom:x");
    } else if (what == QLatin1String("fields together")) {
        custom(20'000, QStringLiteral("L"));
        custom(20'000, QStringLiteral("L"));
        custom(length - 40'000, QStringLiteral("L"));
        key = QStringLiteral("custom:x");
    } else if (what == QLatin1String("label")) {
        custom(1, text);
        key = QStringLiteral("custom:x");
    } else if (what == QLatin1String("icon")) {
        draft.icon = SecretIcon{static_cast<qint8>(length), 0};
    } else {
        custom(length, QStringLiteral("L"));
    }
    const auto issues = passboltIssues(draft, choosePassboltType(draft, rules(!v5, v5), nullptr));
    if (issue < 0) {
        QVERIFY(issues.empty());
        return;
    }
    QCOMPARE(issues.size(), 1u);
    QCOMPARE(issues.front(), (DraftIssue{static_cast<DraftIssue::Kind>(issue), key, limit}));
}

void TestPassboltCompose::lengthsAreCharacters()
{
    const QString smile = QString::fromUtf8("😀"); // two UTF-16 units, four bytes
    SecretDraft draft = draftOf(SecretType::Login, {{FieldKind::Password, smile.repeated(4096).toUtf8()}});
    draft.name = smile.repeated(255);
    const auto v4 = [&] { return passboltIssues(draft, choosePassboltType(draft, rules(true, false), nullptr)); };
    QVERIFY(v4().empty());
    draft.uris = {QStringLiteral("https://") + smile}; // which the v4 column cannot hold
    QCOMPARE(v4(), (std::vector<DraftIssue>{{DraftIssue::Kind::BadFormat, QStringLiteral("uris"), 0}}));
    QVERIFY(passboltIssues(draft, choosePassboltType(draft, rules(false, true), nullptr)).empty());
    draft.uris = {QStringLiteral("https://a\nb")};
    QCOMPARE(v4().size(), 1u);
    draft.uris.clear();
    draft.fields.front().value = secret("\xff\xfe");
    QCOMPARE(v4(), (std::vector<DraftIssue>{{DraftIssue::Kind::BadFormat, QStringLiteral("password"), 0}}));

    // What is laid out in a description has to fit into it as a whole.
    SecretDraft key = draftOf(SecretType::SshKey, {{FieldKind::PrivateKey, QByteArray(9'000, 'x')}});
    QVERIFY(passboltIssues(key, choosePassboltType(key, rules(true, false), nullptr)).empty());
    key.fields.push_back(field(FieldKind::NoteText, QByteArray(1'000, 'x')));
    QCOMPARE(passboltIssues(key, choosePassboltType(key, rules(true, false), nullptr)),
             (std::vector<DraftIssue>{{DraftIssue::Kind::TooLong, QStringLiteral("private-key"), 10'000}}));
    key.fields.front().value.wipe();
    QCOMPARE(passboltIssues(key, choosePassboltType(key, rules(true, false), nullptr)),
             (std::vector<DraftIssue>{{DraftIssue::Kind::Missing, QStringLiteral("private-key"), 0}}));
}

QTEST_APPLESS_MAIN(TestPassboltCompose)
#include "tst_passboltcompose.moc"
