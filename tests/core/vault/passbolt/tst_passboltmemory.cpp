// SPDX-License-Identifier: GPL-3.0-or-later
// What a vault remembers for when its server cannot be asked.
#include "core/vault/passbolt/passboltmemory.h"
#include "tests/core/vault/passbolt/passboltstage.h"
#include "tests/support/routes.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace coffret;
using namespace coffret::test;
using coffret::fakes::FakeOpenPgp;

namespace {

const QByteArray Ada = "08593647-c13f-4070-b70b-1f340d13b0ad";
const QByteArray AdasKey = "---- the key of ada, invented";
const QString ResourceId = QStringLiteral("5cb07b88-850f-4da5-bb69-27674b4c23ea");
const QByteArray CustomFields = "0551544e-2ccd-5ce8-95cf-86f0aab0f827";

QByteArray resource()
{
    const QByteArray metadata =
        json("{'object_type':'PASSBOLT_RESOURCE_METADATA','name':'Deploy','resource_type_id':'") + CustomFields +
        json("','custom_fields':[{'id':'f1','metadata_key':'coffret-type','metadata_value':'apikey'},"
             "{'id':'f2','metadata_key':'Token'},{'id':'f3','metadata_key':'Zone'}]}");
    return json("[{'id':'") + ResourceId.toLatin1() + json("','resource_type_id':'") + CustomFields +
           json("','permission':{'type':7},'modified':'2026-11-22T00:21:29+00:00','created_by':'") +
           FakePassbolt::UserId + json("','modified_by':'") + FakePassbolt::UserId +
           json("','metadata_key_type':'user_key','metadata':'") +
           FakeOpenPgp::sealed(metadata, FakePassbolt::UserFingerprint).replace('\n', "\\n") + json("'}]");
}

struct MemoryStage : PassboltStage
{
    MemoryStage()
    {
        setPlugins(json("'rbacs':{'enabled':true},'folders':{'enabled':true},'metadata':{'enabled':true}"));
        server.answer("/rbacs/me.json", 200,
                      json("[{'control_function':'Deny','action':null,'ui_action':{'name':'Secrets.preview'}}]"));
        server.answer("/users/me.json", 200, json("{'role':{'name':'user'},'groups_users':[]}"));
        server.answer("/users.json", 200,
                      json("[{'id':'") + Ada +
                          json("','username':'ada@example.org','profile':{'first_name':'Ada'},"
                               "'gpgkey':{'fingerprint':'") +
                          FakeOpenPgp::fingerprintOf(AdasKey).toLatin1() + json("','armored_key':'") + AdasKey +
                          json("'}}]"));
        server.answer("/resources.json", 200, resource());
    }
    /// Signs in, lists, and starts the program again; what the vault remembered is left in surroundings and extras.
    void rememberAndRestart()
    {
        QVERIFY(signIn());
        const Expected<IndexPage> page = index();
        QVERIFY(page);
        QCOMPARE(page->secrets.size(), std::size_t(1));
        secret = page->secrets.front();
        surroundings = vault->memory()->surroundings();
        extras.insert(secret.id, vault->memory()->extras()(secret.id));
        before = std::move(vault);
        restart();
    }
    [[nodiscard]] Expected<void> recall() { return vault->memory()->recall(surroundings, extras); }
    [[nodiscard]] QByteArray text() const
    {
        return {surroundings.view().data(), static_cast<qsizetype>(surroundings.size())};
    }

    SecretSummary secret;
    SecretBuffer surroundings;
    QHash<QString, QByteArray> extras;
    std::unique_ptr<PassboltVault> before;
};

QStringList textsOf(const std::vector<FieldOutline> &outline)
{
    QStringList texts;
    for (const FieldOutline &field : outline)
        texts.append(QStringLiteral("%1 %2 %3 %4")
                         .arg(field.key, field.label, field.plainValue)
                         .arg(static_cast<int>(field.kind)));
    return texts;
}

QStringList textsOf(const Expected<ParsedSecret> &parsed)
{
    QStringList texts;
    for (const SecretField &field : parsed->fields)
        texts.append(field.key + QLatin1Char(' ') + field.label + QLatin1Char(' ') +
                     QString::fromUtf8(field.value.view().data(), static_cast<qsizetype>(field.value.size())));
    return texts;
}

} // namespace

class TestPassboltMemory : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aVaultThatRecallsAnswersAsOneThatSignedIn()
    {
        MemoryStage stage;
        stage.rememberAndRestart();
        QVERIFY(!stage.before->capabilities().testFlag(Capability::Reveal));
        QVERIFY(stage.vault->capabilities() != stage.before->capabilities());
        stage.server.forget();
        QVERIFY(stage.recall());
        QCOMPARE(stage.vault->capabilities(), stage.before->capabilities());
        QCOMPARE(stage.vault->userId(), stage.before->userId());
        QVERIFY(!stage.vault->userId().isEmpty());
        QCOMPARE(stage.vault->serverFacts().version, stage.before->serverFacts().version);
        const QStringList outline = textsOf(stage.before->outline(stage.secret));
        QVERIFY(outline.join(QLatin1Char(' ')).contains(QLatin1String("Zone")));
        QCOMPARE(textsOf(stage.vault->outline(stage.secret)), outline);
        const SecretBuffer plaintext =
            SecretBuffer::copyOf(R"({"object_type":"PASSBOLT_SECRET_DATA","custom_fields":[)"
                                 R"({"id":"f2","secret_value":"t0ken"},{"id":"f3","secret_value":"b"}]})");
        const auto parsed = stage.vault->parsePlaintext(stage.secret, plaintext);
        QVERIFY(parsed);
        QCOMPARE(textsOf(parsed), textsOf(stage.before->parsePlaintext(stage.secret, plaintext)));
        QCOMPARE(stage.server.requests().size(), 0);
    }

    void holdsNoKeyAndNoToken()
    {
        MemoryStage stage;
        stage.rememberAndRestart();
        const QByteArray text = stage.text();
        QVERIFY(text.contains("ada@example.org"));
        QVERIFY(!stage.server.accessToken.isEmpty());
        for (const QByteArray &secret : {AdasKey, stage.server.accessToken, stage.server.refreshToken})
            QVERIFY(!text.contains(secret));
        QVERIFY(stage.vault->memory()->surroundings().isEmpty()); // before anything is known
    }

    void refusesWhatMakesNoSense_data()
    {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("to");
        QTest::newRow("another form") << QByteArray("passbolt 1") << QByteArray("passbolt 2");
        QTest::newRow("no object") << QByteArray("{") << QByteArray("[");
        QTest::newRow("no rules") << QByteArray("\"policies\"") << QByteArray("\"other\"");
        QTest::newRow("rules without plugins") << QByteArray("\"plugins\"") << QByteArray("\"others\"");
        QTest::newRow("nobody") << QByteArray("\"userId\":\"") << QByteArray("\"userId\":\"../");
        QTest::newRow("no slugs") << QByteArray("\"slugs\":{") << QByteArray("\"slugs\":7,\"more\":{");
        QTest::newRow("a number as a slug") << QByteArray("\"slugs\":{") << QByteArray("\"slugs\":{\"a\":7,");
        QTest::newRow("a user too short") << QByteArray("\"users\":[") << QByteArray("\"users\":[[\"a\"],");
        QTest::newRow("a user who is none") << QByteArray("\"users\":[") << QByteArray("\"users\":[7,");
        QTest::newRow("too much") << QByteArray("{") << "{\"more\":\"" + QByteArray(17 * 1024 * 1024, 'x') + "\",";
    }
    void refusesWhatMakesNoSense()
    {
        QFETCH(QByteArray, from);
        QFETCH(QByteArray, to);
        MemoryStage stage;
        stage.rememberAndRestart();
        QByteArray text = stage.text();
        const qsizetype at = text.indexOf(from);
        QVERIFY(at >= 0);
        text.replace(at, from.size(), to);
        stage.surroundings = SecretBuffer::takeFrom({text.data(), static_cast<std::size_t>(text.size())});
        const Capabilities without = stage.vault->capabilities();
        QCOMPARE(errorOf(stage.recall()), ErrorKind::Malformed);
        QCOMPARE(stage.vault->capabilities(), without);
        QVERIFY(stage.vault->userId().isEmpty());
    }

    void extrasThatMakeNoSenseAreNone()
    {
        QCOMPARE(passboltCustomFieldsIn({}).size(), 0);
        QCOMPARE(passboltCustomFieldsIn("{}").size(), 0);
        QCOMPARE(passboltCustomFieldsIn(R"([["a","b"],7])").size(), 0);
        QCOMPARE(passboltCustomFieldsIn(R"([["a",7]])").size(), 0);
        QCOMPARE(passboltCustomFieldsIn(R"([["a"]])").size(), 0);
        QList<PassboltCustomField> many;
        for (std::size_t i = 0; i <= MaximumPassboltCustomFields; ++i)
            many.append({QString::number(i), QStringLiteral("label"), {}, false});
        QCOMPARE(passboltCustomFieldsIn(passboltExtra(many)).size(), 0);
        many.removeLast();
        QCOMPARE(passboltCustomFieldsIn(passboltExtra(many)).size(), many.size());
    }

    void whoSignedIsKnownBeforeTheListIsRead()
    {
        MemoryStage stage;
        stage.rememberAndRestart();
        QVERIFY(stage.recall());
        QVERIFY(stage.signIn());
        stage.server.answer("/secrets/resource/" + ResourceId.toLatin1() + ".json", 200,
                            json("{'resource_id':'") + ResourceId.toLatin1() + json("','modified_by':'") + Ada +
                                json("','data':'a message'}"));
        stage.engine->imported.clear();
        const auto payload = QCoro::waitFor(stage.vault->fetchPayload(stage.secret, {}));
        QVERIFY(payload);
        QCOMPARE(payload->expectedSigners, QStringList{FakeOpenPgp::fingerprintOf(AdasKey)});
        QCOMPARE(stage.engine->imported, QList<QByteArray>{AdasKey});
    }

    void signingOutForgets()
    {
        MemoryStage stage;
        stage.rememberAndRestart();
        const QStringList without = textsOf(stage.vault->outline(stage.secret));
        QVERIFY(stage.recall());
        QVERIFY(textsOf(stage.vault->outline(stage.secret)) != without);
        QCoro::waitFor(stage.vault->signOut());
        QCOMPARE(textsOf(stage.vault->outline(stage.secret)), without);
    }
};

QTEST_GUILESS_MAIN(TestPassboltMemory)
#include "tst_passboltmemory.moc"
