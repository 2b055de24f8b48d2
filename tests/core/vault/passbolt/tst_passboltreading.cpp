// SPDX-License-Identifier: GPL-3.0-or-later
// What is read besides the list itself: policies and rules, tags, folders, one resource, comments, activity, history.
#include "core/vault/passbolt/passboltpolicies.h"
#include "tests/core/vault/passbolt/passboltstage.h"
#include "tests/support/routes.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSslSocket>
#include <QTest>

using namespace coffret;
using namespace coffret::test;
using coffret::fakes::FakeOpenPgp;

namespace {

const QString ResourceId = QStringLiteral("5cb07b88-850f-4da5-bb69-27674b4c23ea");
const QString OtherId = QStringLiteral("13c2455c-3e81-47f6-8e49-3b79303ca5fd");
const QByteArray Me = json("{'id':'ce075f99-d728-46bd-a35b-25b7c171c41d','role':{'name':'user'},'groups_users':[]}");

QByteArray resourceRow(const QByteArray &more = {})
{
    return json("{'id':'5cb07b88-850f-4da5-bb69-27674b4c23ea','name':'Git','username':'ada','uri':'https://git',"
                "'resource_type_id':'a28a04cd-6f53-518a-967c-9963bf9cec51','personal':false,"
                "'modified':'2026-11-22T00:21:29+00:00','permission':{'type':7}") +
           more + '}';
}

QByteArray rule(const char *name, const char *function)
{
    return json("{'control_function':'") + function + json("','action':null,'ui_action':{'name':'") + name +
           json("'}}");
}

QJsonObject bodyOf(const SeenRequest &request)
{
    return QJsonDocument::fromJson(request.body).object();
}

SecretSummary summaryOf(const QString &id)
{
    SecretSummary summary;
    summary.id = id;
    summary.vendorType = QStringLiteral("v5-default");
    return summary;
}

} // namespace

class TestPassboltReading : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void capabilitiesFollowTheServer_data();
    void capabilitiesFollowTheServer();
    void t02_anOrderThatIsNotKnownIsSaid();
    void rulesDecideForTheUser_data();
    void rulesDecideForTheUser();
    void trap02_pluginsSwitchedOnByText();
    void rulesHoldUntilThereAreOthers();
    void anOldServerHasNoRules();
    void noPolicyOnPasswords_data();
    void noPolicyOnPasswords();
    void readsPolicies();
    void aPolicyThatFailsKeepsNobodyOut();
    void readsTags();
    void asksForTagsOnlyWhereTheyAre();
    void foldersTellRightAndWhetherShared();
    void readsOneResource();
    void oneResourceIsTheOneAskedFor();
    void newColleaguesAreMetOnTheWay();
    void readsComments();
    void writesComments();
    void aWebPageChangesNothing();
    void commentsBeyondTheLimitsAreNotSent();
    void activityIsOptional();
    void readsHistory();
    void opensARevision();
    void whatWasOpenedIsRemembered();
    void trap08_spellingsOfTheServer();
    void trap08_spellingOfMissingFactors();
};

void TestPassboltReading::capabilitiesFollowTheServer_data()
{
    QTest::addColumn<QByteArray>("plugins");
    QTest::addColumn<int>("capability");
    QTest::addColumn<bool>("there");
    const auto row = [](const char *name, const char *plugins, Capability capability, bool there) {
        QTest::newRow(name) << json(plugins) << static_cast<int>(capability) << there;
    };
    row("folders", "'folders':{'enabled':true}", Capability::CollectionTree, true);
    row("no folders", "", Capability::CollectionTree, false);
    row("tags", "'tags':{'enabled':true}", Capability::Tags, true);
    row("no tags", "", Capability::Tags, false);
    row("expiry", "'passwordExpiry':{'enabled':true}", Capability::Expiry, true);
    row("no expiry", "", Capability::Expiry, false);
    row("log", "'auditLog':{'enabled':true}", Capability::Activity, true);
    row("no log", "", Capability::Activity, false);
    row("history", "'secretRevisions':{'enabled':true}", Capability::History, true);
    row("no history", "'secretRevisions':{'enabled':false}", Capability::History, false);
    row("comments", "", Capability::Comments, true);
    row("preview", "'previewPassword':{'enabled':true}", Capability::Reveal, true);
    row("preview switched off", "'previewPassword':{'enabled':false}", Capability::Reveal, false);
    row("older than preview", "", Capability::Reveal, true);
    row("copy, whatever preview says", "'previewPassword':{'enabled':false}", Capability::Copy, true);
}

void TestPassboltReading::capabilitiesFollowTheServer()
{
    QFETCH(QByteArray, plugins);
    QFETCH(int, capability);
    PassboltStage stage;
    stage.setPlugins(plugins);
    stage.server.answer("/secret-revisions/settings.json", 200, json("{'max_revisions':5}"));
    QVERIFY(stage.signIn());
    QTEST(stage.vault->capabilities().testFlag(static_cast<Capability>(capability)), "there");
}

void TestPassboltReading::t02_anOrderThatIsNotKnownIsSaid()
{
    PassboltStage stage;
    Verdict signedVerdict;
    signedVerdict.state = SignatureState::Expected;
    const QByteArray message("a message");
    const Verdict noted = QCoro::waitFor(stage.vault->weigh(summaryOf(ResourceId), message, signedVerdict));
    QVERIFY(!noted.outOfOrder && !noted.orderUnknown);
    const Verdict elsewhere = QCoro::waitFor(stage.vault->weigh(summaryOf(OtherId), message, signedVerdict));
    QVERIFY(elsewhere.outOfOrder && !elsewhere.orderUnknown);
    TrustLedger lost(QStringLiteral("/proc/no/such/place"));
    QVERIFY(!lost.load());
    PassboltVault vault(stage.account, *stage.engine, stage.workers, stage.pins, lost, stage.clock, &stage.credentials);
    const Verdict unknown = QCoro::waitFor(vault.weigh(summaryOf(OtherId), message, signedVerdict));
    QVERIFY(!unknown.outOfOrder && unknown.orderUnknown);
}

void TestPassboltReading::rulesDecideForTheUser_data()
{
    QTest::addColumn<QByteArray>("rules");
    QTest::addColumn<QByteArray>("me");
    QTest::addColumn<bool>("reveals");
    const QByteArray manager = json("{'role':{'name':'user'},'groups_users':[{'is_admin':false},{'is_admin':true}]}");
    const QByteArray administrator = json("{'role':{'name':'admin'},'groups_users':[]}");
    const char *const preview = "Secrets.preview";
    const char *const byGroup = "AllowIfGroupManagerInOneGroup";
    QTest::newRow("no rule") << QByteArray("[]") << Me << true;
    QTest::newRow("a rule for something else") << '[' + rule("Secrets.copy", "Deny") + ']' << Me << true;
    QTest::newRow("allowed") << '[' + rule(preview, "Allow") + ']' << Me << true;
    QTest::newRow("denied") << '[' + rule(preview, "Deny") + ']' << Me << false;
    QTest::newRow("denied, but an administrator") << '[' + rule(preview, "Deny") + ']' << administrator << true;
    QTest::newRow("for group managers") << '[' + rule(preview, byGroup) + ']' << Me << false;
    QTest::newRow("for group managers, and one is") << '[' + rule(preview, byGroup) + ']' << manager << true;
    QTest::newRow("by a function of the future") << '[' + rule(preview, "AllowOnMondays") + ']' << Me << false;
    QTest::newRow("nonsense") << QByteArray(R"({"rules":7})") << Me << true;
}

void TestPassboltReading::rulesDecideForTheUser()
{
    QFETCH(QByteArray, rules);
    QFETCH(QByteArray, me);
    PassboltStage stage;
    stage.setPlugins(json("'rbacs':{'enabled':true}"));
    stage.server.answer("/users/me.json", 200, me);
    stage.server.answer("/rbacs/me.json", 200, rules);
    QVERIFY(stage.signIn());
    QTEST(stage.vault->capabilities().testFlag(Capability::Reveal), "reveals");
}

void TestPassboltReading::rulesHoldUntilThereAreOthers()
{
    PassboltStage stage;
    const QByteArray forbidden = '[' + rule("Secrets.preview", "Deny") + ']';
    stage.setPlugins(json("'rbacs':{'enabled':true},'folders':{'enabled':true},'tags':{'enabled':true}"));
    stage.server.answer("/rbacs/me.json", 200, forbidden);
    QVERIFY(stage.signIn());
    const Capabilities before = stage.vault->capabilities();
    QVERIFY(!before.testFlag(Capability::Reveal));
    QVERIFY(before.testFlag(Capability::CollectionTree));

    Capabilities meanwhile;
    QByteArray others = "[[[";
    stage.setPlugins(json("'rbacs':{'enabled':true},'tags':{'enabled':true}"));
    stage.server.answer("/rbacs/me.json", [&](const SeenRequest &, QSslSocket &socket) {
        meanwhile = stage.vault->capabilities();
        stage.server.tell(socket, others);
    });
    QVERIFY(!stage.signIn()); // what nobody can read changes nothing
    QCOMPARE(meanwhile, before);
    QCOMPARE(stage.vault->capabilities(), before);

    others = '[' + rule("Tags.use", "Deny") + ']';
    meanwhile = {};
    QVERIFY(stage.signIn());
    QCOMPARE(meanwhile, before);
    QVERIFY(stage.vault->capabilities().testFlag(Capability::Reveal));
    QVERIFY(!stage.vault->capabilities().testFlag(Capability::Tags));
    QVERIFY(!stage.vault->capabilities().testFlag(Capability::CollectionTree));
}

void TestPassboltReading::trap02_pluginsSwitchedOnByText()
{
    for (const char *const on : {"'true'", "'1'", "1", "true"}) {
        PassboltStage stage;
        stage.setPlugins(json("'tags':{'enabled':") + json(on) + '}');
        QVERIFY(stage.signIn());
        QVERIFY2(stage.vault->capabilities().testFlag(Capability::Tags), on);
    }
    for (const char *const off : {"'false'", "'0'", "0", "false", "null", "''"}) {
        PassboltStage stage;
        stage.setPlugins(json("'tags':{'enabled':") + json(off) + '}');
        QVERIFY(stage.signIn());
        QVERIFY2(!stage.vault->capabilities().testFlag(Capability::Tags), off);
    }
}

void TestPassboltReading::anOldServerHasNoRules()
{
    PassboltStage stage;
    stage.setPlugins(json("'rbacs':{'enabled':true},'folders':{'enabled':true}")); // and answers 404
    QVERIFY(stage.signIn());
    const Capabilities all = Capability::Reveal | Capability::Copy | Capability::CollectionTree | Capability::Comments;
    QCOMPARE(stage.vault->capabilities() & all, all);
    QVERIFY(!stage.vault->policies().allows(PassboltAction::AddGroups)); // unless a rule says so
}

void TestPassboltReading::noPolicyOnPasswords_data()
{
    QTest::addColumn<bool>("hasPlugin");
    QTest::addColumn<int>("status");
    QTest::newRow("older server") << false << 200;
    QTest::newRow("refused") << true << 403;
    QTest::newRow("gone") << true << 404;
    QTest::newRow("broken") << true << 500;
}

void TestPassboltReading::noPolicyOnPasswords()
{
    QFETCH(bool, hasPlugin);
    QFETCH(int, status);
    PassboltStage stage;
    stage.setPlugins(hasPlugin ? json("'passwordPolicies':{'enabled':true}") : json(""));
    stage.server.answer("/password-policies/settings.json", status, json("{'source':'db'}"));
    QVERIFY(stage.signIn());
    QVERIFY(!stage.vault->writing()->generatorPolicy());
}

void TestPassboltReading::readsPolicies()
{
    PassboltStage stage;
    stage.setPlugins(json("'passwordExpiry':{'enabled':true},'passwordPolicies':{'enabled':true},"
                          "'exportPolicies':{'enabled':true},'secretRevisions':{'enabled':true}"));
    stage.server.answer("/password-expiry/settings.json", 200,
                        json("{'automatic_expiry':true,'automatic_update':true,'policy_override':false,"
                             "'default_expiry_period':90}"));
    stage.server.answer("/password-policies/settings.json", 200,
                        json("{'default_generator':'passphrase','password_generator_settings':{'length':24,"
                             "'mask_upper':true,'mask_digit':true,'mask_emoji':false,'exclude_look_alike_chars':false},"
                             "'passphrase_generator_settings':{'words':5,'word_separator':'-',"
                             "'word_case':'camelcase'},'external_dictionary_check':false}"));
    stage.server.answer("/export-policies/settings.json", 200, json("{'allow_csv_format':true,'source':'db'}"));
    stage.server.answer("/secret-revisions/settings.json", 200, json("{'max_revisions':7}"));
    QVERIFY(stage.signIn());
    const PassboltPolicies &policies = stage.vault->policies();
    QVERIFY(policies.expiry().renewsOnChange && policies.expiry().expiresOnLostAccess);
    QVERIFY(!policies.expiry().overridable);
    QCOMPARE(policies.expiry().defaultDays, std::optional(90));
    QVERIFY(policies.passwords().passphrases);
    QCOMPARE(policies.passwords().length, 24);
    QCOMPARE(policies.passwords().masks, (QStringList{QStringLiteral("digit"), QStringLiteral("upper")}));
    QVERIFY(!policies.passwords().excludeLookAlikes && !policies.passwords().checksDictionary);
    QCOMPARE(policies.passwords().words, 5);
    QCOMPARE(policies.passwords().separator, QStringLiteral("-"));
    QCOMPARE(policies.passwords().wordCase, QStringLiteral("camelcase"));
    const std::optional<GeneratorPolicy> asked = stage.vault->writing()->generatorPolicy();
    QVERIFY(asked && asked->options.usesWords && asked->isChosen);
    QCOMPARE(asked->options.passphrase.words, 5);
    QVERIFY(policies.allowsCsvExport());
    QCOMPARE(policies.maximumRevisions(), 7);

    QVERIFY(QCoro::waitFor(stage.vault->signOut()));
    QVERIFY(!policies.allowsCsvExport() && !policies.expiry().defaultDays && policies.maximumRevisions() == 1);
}

void TestPassboltReading::aPolicyThatFailsKeepsNobodyOut()
{
    PassboltStage stage;
    stage.setPlugins(json("'rbacs':{'enabled':true},'passwordPolicies':{'enabled':true},"
                          "'exportPolicies':{'enabled':true}"));
    stage.server.answer("/password-policies/settings.json", 500, "\"\"");
    stage.server.answer("/export-policies/settings.json", 200, "[[[");
    QVERIFY(stage.signIn());
    QVERIFY(!stage.vault->policies().allowsCsvExport());

    stage.server.answer("/rbacs/me.json", 500, "\"\""); // what is forbidden has to be known
    const Expected<void> refused = stage.signIn();
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::ServerFault);
}

void TestPassboltReading::readsTags()
{
    PassboltStage stage;
    stage.setPlugins(json("'tags':{'enabled':true}"));
    const QByteArray message =
        FakeOpenPgp::sealed(json("{'object_type':'PASSBOLT_TAG_METADATA','slug':'#prod','color':null}"), {});
    const QByteArray other = FakeOpenPgp::sealed(json("{'object_type':'PASSBOLT_FOLDER_METADATA','name':'x'}"), {});
    const auto encrypted = [](const QByteArray &id, const QByteArray &armored) {
        return json("{'id':'") + id + json("','slug':null,'metadata':'") + QByteArray(armored).replace('\n', "\\n") +
               json("','metadata_key_type':'user_key'}");
    };
    stage.server.answer(
        "/resources.json", 200,
        '[' +
            resourceRow(
                json(",'tags':[{'id':'08593647-c13f-4070-b70b-1f340d13b0ad','slug':'linux','is_shared':false},") +
                encrypted("38f754fc-65fb-4817-953e-4e6c75481eac", message) + ',' +
                encrypted("004de572-0371-4a6d-a16a-7018de00afb9", other) + ']') +
            ']');
    QVERIFY(stage.signIn());
    const Expected<IndexPage> page = stage.index();
    QVERIFY(page);
    QCOMPARE(page->secrets.at(0).tags, (QStringList{QStringLiteral("linux"), QStringLiteral("#prod")}));
    QVERIFY(!page->secrets.at(0).markers.testFlag(Marker::OutOfOrder));
}

void TestPassboltReading::asksForTagsOnlyWhereTheyAre()
{
    for (const bool there : {true, false}) {
        PassboltStage stage;
        stage.setPlugins(there ? json("'tags':{'enabled':true}") : QByteArray());
        QVERIFY(stage.signIn());
        stage.server.forget();
        QVERIFY(stage.index());
        for (const SeenRequest &request : stage.server.requests()) {
            QVERIFY(!request.target.contains("contain[secret]")); // the server would log every secret as read
            if (request.target.startsWith("/resources.json"))
                QCOMPARE(request.target.contains("contain[tag]=1"), there);
        }
        QCOMPARE(stage.server.count("GET", "/tags.json"), 0);
    }
}

void TestPassboltReading::foldersTellRightAndWhetherShared()
{
    PassboltStage stage;
    stage.setPlugins(json("'folders':{'enabled':true}"));
    stage.server.answer("/folders.json", 200,
                        json("[{'id':'38f754fc-65fb-4817-953e-4e6c75481eac','name':'Mine','personal':true,"
                             "'permission':{'type':15}},"
                             "{'id':'004de572-0371-4a6d-a16a-7018de00afb9','name':'Ours','personal':false,"
                             "'permission':{'type':7}},"
                             "{'id':'08593647-c13f-4070-b70b-1f340d13b0ad','name':'Theirs','personal':false,"
                             "'permission':{'type':1}},"
                             "{'id':'13c2455c-3e81-47f6-8e49-3b79303ca5fd','name':'Old server'}]"));
    QVERIFY(stage.signIn());
    const Expected<IndexPage> page = stage.index();
    QVERIFY(page);
    QCOMPARE(page->collections.size(), std::size_t(4));
    const AccessRight rights[] = {AccessRight::Own, AccessRight::Update, AccessRight::Read, AccessRight::None};
    const bool shared[] = {false, true, true, false};
    for (std::size_t i = 0; i < 4; ++i) {
        QCOMPARE(page->collections[i].right, rights[i]);
        QCOMPARE(page->collections[i].shared, shared[i]);
    }
}

void TestPassboltReading::readsOneResource()
{
    PassboltStage stage;
    stage.setPlugins(json("'tags':{'enabled':true}"));
    stage.server.answer("/resources/5cb07b88-850f-4da5-bb69-27674b4c23ea.json", 200,
                        resourceRow(json(",'expired':'2026-12-24T00:00:00+00:00','favorite':{'id':'x'},"
                                         "'tags':[{'id':'08593647-c13f-4070-b70b-1f340d13b0ad','slug':'linux'}]")));
    QVERIFY(stage.signIn());
    const auto summary = QCoro::waitFor(stage.vault->fetchSummary(ResourceId, {}));
    QVERIFY(summary);
    QCOMPARE(summary->name, QStringLiteral("Git"));
    QCOMPARE(summary->tags, QStringList{QStringLiteral("linux")});
    QCOMPARE(summary->right, AccessRight::Update);
    QCOMPARE(summary->vendorType, QStringLiteral("password-and-description"));
    QCOMPARE(summary->expires, QDateTime(QDate(2026, 12, 24), QTime(0, 0), Qt::UTC));
    QVERIFY(summary->markers.testFlag(Marker::Favourite) && summary->markers.testFlag(Marker::Shared));
    stage.server.forget();
    QVERIFY(QCoro::waitFor(stage.vault->fetchSummary(ResourceId, {})));
    QCOMPARE(stage.server.requests().size(), 1); // what rows refer to is known by then
}

void TestPassboltReading::oneResourceIsTheOneAskedFor()
{
    PassboltStage stage;
    QVERIFY(stage.signIn());
    QVERIFY(stage.index());
    stage.server.forget();
    for (const char *const id : {"", "../users", "5cb07b88-850f-4da5-bb69-27674b4c23ea/../x"}) {
        const auto refused = QCoro::waitFor(stage.vault->fetchSummary(QString::fromLatin1(id), {}));
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::InvalidInput);
    }
    QVERIFY(stage.server.requests().isEmpty());
    const auto gone = QCoro::waitFor(stage.vault->fetchSummary(ResourceId, {}));
    QVERIFY(!gone);
    QCOMPARE(gone.error().kind, ErrorKind::NotFound);
    stage.server.answer("/resources/13c2455c-3e81-47f6-8e49-3b79303ca5fd.json", 200, resourceRow());
    const auto another = QCoro::waitFor(stage.vault->fetchSummary(OtherId, {}));
    QVERIFY(!another);
    QCOMPARE(another.error().kind, ErrorKind::Malformed);
}

void TestPassboltReading::newColleaguesAreMetOnTheWay()
{
    PassboltStage stage;
    QVERIFY(stage.signIn());
    QVERIFY(stage.index());
    stage.server.forget();
    stage.server.answer("/resources/5cb07b88-850f-4da5-bb69-27674b4c23ea.json", 200,
                        resourceRow(json(",'modified_by':'08593647-c13f-4070-b70b-1f340d13b0ad'")));
    QVERIFY(QCoro::waitFor(stage.vault->fetchSummary(ResourceId, {})));
    QCOMPARE(stage.server.count("GET", "/users.json"), 1);
}

void TestPassboltReading::readsComments()
{
    PassboltStage stage;
    const QByteArray betty = json("'creator':{'username':'betty@passbolt.test',"
                                  "'profile':{'first_name':'Betty','last_name':'User\\u202e'}}");
    const auto comment = [&](const char *id, const char *parent, const char *text, const char *time, const char *by,
                             const QByteArray &children = "[]") {
        return json("{'id':'") + id + json("-0000-4000-8000-000000000000','parent_id':") + parent +
               json(",'content':'") + text + json("','data':null,'created':'2026-11-22T00:") + time +
               json("+00:00','modified':'2026-11-22T00:30:00+00:00','created_by':'") + by + json("',") + betty +
               json(",'children':") + children + '}';
    };
    const char *const me = "ce075f99-d728-46bd-a35b-25b7c171c41d";
    const char *const her = "08593647-c13f-4070-b70b-1f340d13b0ad";
    const char *const first = "\"00000001-0000-4000-8000-000000000000\"";
    stage.server.answer("/comments/resource/5cb07b88-850f-4da5-bb69-27674b4c23ea.json", 200,
                        '[' + comment("00000004", "null", "later", "25:00", me) + ',' +
                            comment("00000001", "null", "rotate in May", "21:30", her,
                                    '[' + comment("00000003", first, "<b>done</b>", "23:00", me) + ',' +
                                        comment("00000002", first, "will do", "22:00", her) + ']') +
                            ']');
    QVERIFY(stage.signIn());
    const auto comments = QCoro::waitFor(stage.vault->discussion()->comments(ResourceId, {}));
    QVERIFY(comments);
    QCOMPARE(comments->size(), std::size_t(4));
    const char *const texts[] = {"rotate in May", "will do", "<b>done</b>", "later"};
    for (std::size_t i = 0; i < 4; ++i)
        QCOMPARE((*comments)[i].content, QLatin1String(texts[i]));
    QCOMPARE((*comments)[1].parentId, (*comments)[0].id);
    QVERIFY((*comments)[0].parentId.isEmpty());
    QCOMPARE((*comments)[0].author, QStringLiteral("Betty User"));
    QVERIFY(!(*comments)[0].mine && (*comments)[2].mine);
    QCOMPARE((*comments)[0].created, QDateTime(QDate(2026, 11, 22), QTime(0, 21, 30), Qt::UTC));
}

void TestPassboltReading::writesComments()
{
    PassboltStage stage;
    QVERIFY(stage.signIn());
    const QByteArray path = "/comments/resource/5cb07b88-850f-4da5-bb69-27674b4c23ea.json";
    stage.server.answer(path, 200, json("{'id':'2FE81756-7fd8-4e73-9256-d06ec147481f'}"));
    stage.server.answer("/comments/13c2455c-3e81-47f6-8e49-3b79303ca5fd.json", 200, "null");
    VaultDiscussion *const discussion = stage.vault->discussion();
    stage.server.forget();
    const auto id = QCoro::waitFor(discussion->addComment(ResourceId, {}, QStringLiteral("done \"now\""), {}));
    QVERIFY(id);
    QCOMPARE(*id, QStringLiteral("2fe81756-7fd8-4e73-9256-d06ec147481f"));
    QVERIFY(QCoro::waitFor(discussion->addComment(ResourceId, OtherId, QStringLiteral("yes"), {})));
    QVERIFY(QCoro::waitFor(discussion->editComment(OtherId, QStringLiteral("no"), {})));
    QVERIFY(QCoro::waitFor(discussion->removeComment(OtherId, {})));
    const auto &requests = stage.server.requests();
    QCOMPARE(requests.size(), 4);
    QCOMPARE(bodyOf(requests[0]), (QJsonObject{{QStringLiteral("content"), QStringLiteral("done \"now\"")},
                                               {QStringLiteral("parent_id"), QJsonValue::Null}}));
    QCOMPARE(bodyOf(requests[1])[QLatin1String("parent_id")].toString(), OtherId);
    QCOMPARE(requests[2].method, QByteArray("PUT"));
    QCOMPARE(bodyOf(requests[2]), (QJsonObject{{QStringLiteral("content"), QStringLiteral("no")}}));
    QCOMPARE(requests[3].method, QByteArray("DELETE"));
}

/// What somebody in front of the server says with status 200 is no word of the server's.
void TestPassboltReading::aWebPageChangesNothing()
{
    PassboltStage stage;
    QVERIFY(stage.signIn());
    stage.server.answer("/comments/13c2455c-3e81-47f6-8e49-3b79303ca5fd.json",
                        FakePassbolt::Answer([](const SeenRequest &, QSslSocket &socket) {
                            TlsTestServer::reply(socket, 200, "\r\n<!doctype html><form action=\"/login\"></form>");
                        }));
    VaultDiscussion *const discussion = stage.vault->discussion();
    const auto edited = QCoro::waitFor(discussion->editComment(OtherId, QStringLiteral("no"), {}));
    QCOMPARE(edited ? ErrorKind::Internal : edited.error().kind, ErrorKind::Malformed);
    const auto removed = QCoro::waitFor(discussion->removeComment(OtherId, {}));
    QCOMPARE(removed ? ErrorKind::Internal : removed.error().kind, ErrorKind::Malformed);
}

void TestPassboltReading::commentsBeyondTheLimitsAreNotSent()
{
    PassboltStage stage;
    QVERIFY(stage.signIn());
    stage.server.forget();
    VaultDiscussion *const discussion = stage.vault->discussion();
    const auto refused = [&](const QString &content) {
        const auto done = QCoro::waitFor(discussion->addComment(ResourceId, {}, content, {}));
        return !done && done.error().kind == ErrorKind::InvalidInput &&
               !QCoro::waitFor(discussion->editComment(OtherId, content, {}));
    };
    QVERIFY(refused(QString()) && refused(QStringLiteral(" \n")) && refused(QString(256, QLatin1Char('x'))));
    QVERIFY(!QCoro::waitFor(discussion->addComment(QStringLiteral("../x"), {}, QStringLiteral("x"), {})));
    QVERIFY(!QCoro::waitFor(discussion->addComment(ResourceId, QStringLiteral("../x"), QStringLiteral("x"), {})));
    QVERIFY(!QCoro::waitFor(discussion->removeComment(QStringLiteral("x?y"), {})));
    QVERIFY(stage.server.requests().isEmpty());
    const auto longest =
        QCoro::waitFor(discussion->addComment(ResourceId, {}, QString::fromUtf8("💡").repeated(255), {}));
    QVERIFY(!longest);
    QCOMPARE(longest.error().kind, ErrorKind::NotFound); // sent, and nobody there to take it

    stage.setPlugins(json("'rbacs':{'enabled':true}"));
    stage.server.answer("/users/me.json", 200, Me);
    stage.server.answer("/rbacs/me.json", 200, '[' + rule("Resources.seeComments", "Deny") + ']');
    QVERIFY(stage.signIn());
    stage.server.forget();
    const auto forbidden = QCoro::waitFor(discussion->comments(ResourceId, {}));
    QVERIFY(!forbidden);
    QCOMPARE(forbidden.error().kind, ErrorKind::Forbidden);
    QVERIFY(stage.server.requests().isEmpty());
}

void TestPassboltReading::activityIsOptional()
{
    PassboltStage stage;
    QVERIFY(stage.signIn());
    const auto none = QCoro::waitFor(stage.vault->discussion()->activity(ResourceId, {}));
    QVERIFY(!none);
    QCOMPARE(none.error().kind, ErrorKind::Unsupported); // as a community server answers
    stage.server.answer("/actionlog/resource/5cb07b88-850f-4da5-bb69-27674b4c23ea.json", 200,
                        json("[{'type':'Resource.Secrets.read','created':'2026-11-22T00:21:29+00:00',"
                             "'creator':{'profile':{'first_name':'Ada','last_name':'L'}}},"
                             "{'type':'Permissions.updated','created':'2026-11-23T00:21:29+00:00','creator':{}},"
                             "{'type':'Resources.teleported','created':'2026-11-21T00:21:29+00:00'}]"));
    const auto entries = QCoro::waitFor(stage.vault->discussion()->activity(ResourceId, {}));
    QVERIFY(entries);
    QCOMPARE(entries->size(), std::size_t(3));
    QCOMPARE((*entries)[0].verb, Activity::Verb::Shared);
    QCOMPARE((*entries)[1].verb, Activity::Verb::Read);
    QCOMPARE((*entries)[1].who, QStringLiteral("Ada L"));
    QCOMPARE((*entries)[2].verb, Activity::Verb::Other);
    QCOMPARE((*entries)[2].vendorVerb, QStringLiteral("Resources.teleported"));
}

namespace {

QByteArray revisionRows(const QByteArray &message)
{
    const QByteArray data = QByteArray(message).replace('\n', "\\n");
    return json("[{'id':'00000002-0000-4000-8000-000000000000','created':'2026-11-22T00:21:33+00:00',"
                "'resource_type_id':'dd1f723d-0d1e-513f-8218-4055dc0530d0',"
                "'creator':{'profile':{'first_name':'Betty','last_name':'User'}},"
                "'secrets':[{'data':'now'}]},"
                "{'id':'00000001-0000-4000-8000-000000000000','created':'2026-11-20T00:21:33+00:00',"
                "'resource_type_id':'669f8c64-242a-59fb-92fc-81f660975fd3',"
                "'modified_by':'ce075f99-d728-46bd-a35b-25b7c171c41d',"
                "'secrets':[{'resource_id':'5cb07b88-850f-4da5-bb69-27674b4c23ea','data':'") +
           data + json("'}]}]");
}

} // namespace

void TestPassboltReading::readsHistory()
{
    PassboltStage stage;
    stage.setPlugins(json("'secretRevisions':{'enabled':true}"));
    stage.server.answer("/secret-revisions/settings.json", 200, json("{'max_revisions':1}"));
    QVERIFY(stage.signIn());
    stage.server.forget();
    const auto off = QCoro::waitFor(stage.vault->discussion()->revisions(ResourceId, {}));
    QVERIFY(!off);
    QCOMPARE(off.error().kind, ErrorKind::Unsupported);
    QVERIFY(stage.server.requests().isEmpty());

    stage.server.answer("/secret-revisions/settings.json", 200, json("{'max_revisions':3}"));
    QVERIFY(stage.signIn());
    stage.server.forget();
    stage.server.answer("/secret-revisions/resource/5cb07b88-850f-4da5-bb69-27674b4c23ea.json", 200,
                        revisionRows("message"));
    const auto revisions = QCoro::waitFor(stage.vault->discussion()->revisions(ResourceId, {}));
    QVERIFY(revisions);
    QCOMPARE(revisions->size(), std::size_t(2));
    QVERIFY((*revisions)[0].current && !(*revisions)[1].current);
    QCOMPARE((*revisions)[0].who, QStringLiteral("Betty User"));
    QVERIFY(!stage.server.requests().last().target.contains("contain[secret]"));
}

void TestPassboltReading::opensARevision()
{
    PassboltStage stage;
    const QString earlier = QStringLiteral("00000001-0000-4000-8000-000000000000");
    stage.setPlugins(json("'secretRevisions':{'enabled':true}"));
    stage.server.answer("/secret-revisions/settings.json", 200, json("{'max_revisions':3}"));
    QVERIFY(stage.signIn());
    const QByteArray message = FakeOpenPgp::sealed("hunter1", FakePassbolt::UserFingerprint);
    stage.server.answer("/secret-revisions/resource/5cb07b88-850f-4da5-bb69-27674b4c23ea.json", 200,
                        revisionRows(message));
    const auto payload = QCoro::waitFor(stage.vault->fetchRevision(summaryOf(ResourceId), earlier, {}));
    QVERIFY(payload);
    QCOMPARE(payload->ciphertext, message);
    QCOMPARE(payload->expectedSigners, QStringList{FakePassbolt::UserFingerprint});
    QCOMPARE(payload->vendorType, QStringLiteral("password-string")); // it was another type then

    const auto unknown = QCoro::waitFor(stage.vault->fetchRevision(summaryOf(ResourceId), OtherId, {}));
    QVERIFY(!unknown);
    QCOMPARE(unknown.error().kind, ErrorKind::NotFound);
    stage.server.forget();
    QVERIFY(!QCoro::waitFor(stage.vault->fetchRevision(summaryOf(ResourceId), QStringLiteral("../x"), {})));
    QVERIFY(!QCoro::waitFor(stage.vault->fetchRevision(summaryOf(QStringLiteral("../x")), earlier, {})));
    QVERIFY(stage.server.requests().isEmpty());
}

void TestPassboltReading::whatWasOpenedIsRemembered()
{
    PassboltStage stage;
    stage.server.answer("/resources.json", 200, '[' + resourceRow() + ']');
    QVERIFY(stage.signIn());
    Verdict verdict;
    verdict.state = SignatureState::Expected;
    verdict.signerFingerprint = FakePassbolt::UserFingerprint;
    const auto weigh = [&](const QByteArray &message, int minute, SignatureState state = SignatureState::Expected) {
        verdict.state = state;
        verdict.signedAt = QDateTime(QDate(2026, 11, 22), QTime(12, minute), Qt::UTC);
        return QCoro::waitFor(stage.vault->weigh(summaryOf(ResourceId), message, verdict)).outOfOrder;
    };
    const auto markers = [&] {
        const auto page = stage.index();
        return page ? page->secrets.at(0).markers & (Markers(Marker::SecretUnverified) | Marker::OutOfOrder)
                    : Markers();
    };
    QVERIFY(!weigh("first", 1));
    QCOMPARE(markers(), Markers());
    QVERIFY(!weigh("second", 2));
    QVERIFY(weigh("first", 1));
    QCOMPARE(markers(), Markers(Marker::OutOfOrder));
    QVERIFY(!weigh("third", 3, SignatureState::Unsigned));
    QCOMPARE(markers(), Markers(Marker::SecretUnverified));
    stage.restart();
    QVERIFY(stage.signIn());
    QCOMPARE(markers(), Markers(Marker::SecretUnverified)); // also after a start of the program
    QVERIFY(!weigh("second", 2));
    QCOMPARE(markers(), Markers());
}

/// The published specification names other addresses than servers answer at.
void TestPassboltReading::trap08_spellingsOfTheServer()
{
    PassboltStage stage;
    stage.setPlugins(json("'metadata':{'enabled':true},'tags':{'enabled':true},'secretRevisions':{'enabled':true}"));
    QVERIFY(stage.signIn());
    QVERIFY(stage.index());
    const QByteArray row = "/resources/5cb07b88-850f-4da5-bb69-27674b4c23ea.json";
    const QByteArray add = "/favorites/resource/5cb07b88-850f-4da5-bb69-27674b4c23ea.json";
    const QByteArray removal = "/favorites/13c2455c-3e81-47f6-8e49-3b79303ca5fd.json";
    stage.server.answer(add, 200, json("{'id':'13c2455c-3e81-47f6-8e49-3b79303ca5fd'}"));
    stage.server.answer(removal, 200, "null");
    stage.server.answer(row, 200, resourceRow(json(",'favorite':null")));
    QVERIFY(QCoro::waitFor(stage.vault->writing()->setFavourite(ResourceId, true, {})));
    QCOMPARE(stage.server.count("POST", add), 1);
    stage.server.answer(row, 200, resourceRow(json(",'favorite':{'id':'13c2455c-3e81-47f6-8e49-3b79303ca5fd'}")));
    QVERIFY(QCoro::waitFor(stage.vault->writing()->setFavourite(ResourceId, false, {})));
    QCOMPARE(stage.server.count("DELETE", removal), 1);
    for (const SeenRequest &request : stage.server.requests()) {
        QVERIFY2(!request.target.startsWith("/favorite/"), request.target.constData());
        QVERIFY2(!request.target.startsWith("/metadata/session-key/"), request.target.constData());
        QVERIFY2(request.target.split('?').first().endsWith(".json"), request.target.constData());
    }
}

/// The reply to a sign-in calls them "providers"; the name in the documents is that of another answer.
void TestPassboltReading::trap08_spellingOfMissingFactors()
{
    PassboltStage stage;
    stage.server.changedReply = {{QStringLiteral("mfa_providers"), QJsonArray{QStringLiteral("totp")}}};
    QVERIFY(stage.signIn());
    QVERIFY(stage.vault->secondFactor()->providers().empty());
    stage.server.changedReply = {};
    stage.factors.names = {"totp"};
    QCOMPARE(errorOf(stage.signIn()), ErrorKind::SecondFactorNeeded);
}

QTEST_GUILESS_MAIN(TestPassboltReading)
#include "tst_passboltreading.moc"
