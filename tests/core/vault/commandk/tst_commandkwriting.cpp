// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/memorycredentialstore.h"
#include "core/vault/commandk/commandkanswers.h"
#include "core/vault/commandk/commandkvault.h"
#include "tests/support/routes.h"

#include <QCoroTask>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <type_traits>

using namespace coffret;
using namespace coffret::test;

namespace {

const QString AppId = QStringLiteral("aaaaa-bbbb-ccccc-dddd");
const QString Staging = AppId + QStringLiteral("/e1");
const QString Production = AppId + QStringLiteral("/e2");
const QByteArray Rendered = "GET /apps/aaaaa-bbbb-ccccc-dddd/secrets/rendered";
const QByteArray Post = "POST /apps/aaaaa-bbbb-ccccc-dddd/secrets";

QByteArray putOf(const QByteArray &secretId, const QByteArray &environmentId)
{
    return "PUT /apps/aaaaa-bbbb-ccccc-dddd/secrets/" + secretId + "/environments/" + environmentId + "/values";
}

QByteArray rendered(const QByteArray &rows)
{
    return "{\"changelogId\":\"c\",\"secretDigest\":\"d\",\"incrementalId\":123,\"secrets\":[" + rows + "]}";
}

QByteArray entry(const QByteArray &key, const QByteArray &value)
{
    return "{\"key\":\"" + key + "\",\"secretId\":\"s-" + key +
           "\",\"valueType\":\"urn:rendered-app-secret:value-type:String\",\"serializedValue\":\"" + value + "\"}";
}

QByteArray emptyEntry(const QByteArray &key)
{
    return "{\"key\":\"" + key + "\",\"secretId\":\"s-" + key +
           "\",\"valueType\":\"urn:rendered-app-secret:value-type:None\"}";
}

QString textOfPut(const SeenRequest &request)
{
    return QJsonDocument::fromJson(request.body)[QLatin1String("kvAppSecretValue")][QLatin1String("text")].toString();
}

SecretDraft draftOf(const QString &id, const QString &name, const QByteArray &value)
{
    SecretDraft draft;
    draft.id = id;
    draft.type = SecretType::ApiKey;
    draft.collectionId = Staging;
    draft.name = name;
    draft.fields.push_back({FieldKind::Token,
                            fieldKey(FieldKind::Token),
                            {},
                            true,
                            SecretBuffer::copyOf({value.constData(), std::size_t(value.size())})});
    return draft;
}

// What a list was given can be read for its names and not for its values: this is what would not compile.
static_assert(std::is_invocable_v<decltype(commandKEntries), const CommandKPreview &>);
static_assert(!std::is_invocable_v<decltype(commandKEntries), const CommandKFull &>);
static_assert(std::is_invocable_v<decltype(commandKValue), const CommandKFull &, const QString &>);
static_assert(!std::is_invocable_v<decltype(commandKValue), const CommandKPreview &, const QString &>);
static_assert(!std::is_invocable_v<decltype(commandKValues), const CommandKPreview &>);
static_assert(!std::is_convertible_v<CommandKPreview, CommandKFull>);

} // namespace

/// The writing side of CommandKVault, and its environments.
class CommandKWritingTest : public QObject
{
    Q_OBJECT

    TestAuthority m_authority;
    Routes m_routes;
    std::unique_ptr<TlsTestServer> m_server;
    std::unique_ptr<MemoryCredentialStore> m_credentials;
    std::unique_ptr<CommandKVault> m_vault;
    Account m_account;
    QByteArray m_full;    ///< rows of staging
    QByteArray m_preview; ///< the same masked

    void signIn()
    {
        m_vault = std::make_unique<CommandKVault>(m_account, *m_credentials);
        const auto result = QCoro::waitFor(m_vault->signIn({}));
        if (!result)
            qFatal("sign-in failed: %s", qPrintable(result.error().detail));
        m_routes.forget();
        m_server->forget();
    }
    [[nodiscard]] VaultWriting &writing() { return *m_vault->writing(); }
    [[nodiscard]] VaultEnvironments &environments() { return *m_vault->environments(); }
    /// As an editor that begins now would save it.
    [[nodiscard]] SecretDraft opened(const QString &id, const QByteArray &value)
    {
        SecretDraft draft = draftOf(id, id.section(QLatin1Char('/'), 2), value);
        SecretSummary summary;
        summary.id = id;
        summary.type = draft.type;
        const auto payload = QCoro::waitFor(m_vault->fetchPayload(summary, {}));
        if (!payload)
            qFatal("not opened: %s", qPrintable(payload.error().detail));
        draft.baseVersion = payload->version;
        return draft;
    }
    [[nodiscard]] QList<SeenRequest> sent(const QByteArray &method) const
    {
        QList<SeenRequest> found;
        for (const SeenRequest &request : m_server->requests()) {
            if (request.method == method)
                found.append(request);
        }
        return found;
    }
    [[nodiscard]] Expected<std::vector<EnvironmentResult>> set(const QString &name, const QStringList &where,
                                                               StopToken stop = {}, const Progress &progress = {})
    {
        return QCoro::waitFor(
            environments().setValue(name, where, SecretBuffer::copyOf("n3w"), progress, std::move(stop)));
    }

private Q_SLOTS:
    void init()
    {
        m_routes = {};
        m_server = std::make_unique<TlsTestServer>(
            m_authority.issue(), [this](const SeenRequest &r, QSslSocket &socket) { m_routes.serve(r, socket); });
        m_credentials = std::make_unique<MemoryCredentialStore>();
        for (const char *scope : {"read", "write"})
            QVERIFY(QCoro::waitFor(m_credentials->write(QStringLiteral("account/%1-token").arg(QLatin1String(scope)),
                                                        SecretBuffer::copyOf(scope))));
        m_account = {};
        m_account.id = QStringLiteral("account");
        m_account.service = Service::CommandK;
        m_account.server = m_server->url(QString());
        m_account.certificateAuthorities = m_authority.certificate().toPem();
        m_account.appIds = {AppId};
        m_routes.on("GET /environments", {json("{'environments':[{'id':'e1','name':'Staging'},{'id':'e2'}]}")});
        m_full = entry("A", "v4lue") + ',' + emptyEntry("NONE");
        m_preview = entry("A", "v****") + ',' + emptyEntry("NONE");
        m_routes.on(Rendered, [this](const QUrlQuery &query, const SeenRequest &) {
            if (query.queryItemValue(QStringLiteral("environment")) != QLatin1String("e1"))
                return Answer{rendered({})};
            const bool full = query.queryItemValue(QStringLiteral("mode")) == QLatin1String("Full");
            return Answer{rendered(full ? m_full : m_preview)};
        });
        m_routes.on(Post, {json("{'id':'s-NEW','name':'NEW','slug':'new'}")});
        for (const char *id : {"s-NEW", "s-A", "s-NONE"}) {
            for (const char *environment : {"e1", "e2"})
                m_routes.on(putOf(id, environment), {"{}"});
        }
        signIn();
    }

    void picksTheTokenByScope()
    {
        QVERIFY(QCoro::waitFor(writing().create(draftOf({}, QStringLiteral("NEW"), "x"), {}, {})));
        QVERIFY(QCoro::waitFor(writing().update(opened(Staging + QStringLiteral("/A"), "x"), {}, {})));
        for (const SeenRequest &request : m_server->requests()) {
            const bool reads = request.method == "GET";
            QCOMPARE(request.headers.value("authorization"), QByteArray(reads ? "Bearer read" : "Bearer write"));
        }
        QCOMPARE(sent("PUT").size(), 2);
    }

    void withoutWriteTokenNothingCanBeChanged()
    {
        QVERIFY(m_vault->capabilities().testFlag(Capability::Write));
        QVERIFY(QCoro::waitFor(m_credentials->remove(QStringLiteral("account/write-token"))));
        signIn();
        QVERIFY(!m_vault->capabilities().testFlag(Capability::Write));
        QVERIFY(m_vault->writing() == nullptr);
        const auto result = set(QStringLiteral("A"), {Staging});
        QCOMPARE(result.error().kind, ErrorKind::Forbidden);
        QVERIFY(result.error().detail.contains(QLatin1String("Write scope")));
        const auto created = QCoro::waitFor(environments().create(AppId, QStringLiteral("NEW"), SecretType::Note, {}));
        QVERIFY(created.error().detail.contains(QLatin1String("Write scope")));
        QCOMPARE(m_server->requests().size(), 0);
    }

    void namesTheMissingWriteScope_data()
    {
        QTest::addColumn<int>("status");
        QTest::newRow("401") << 401;
        QTest::newRow("403") << 403;
    }

    void namesTheMissingWriteScope()
    {
        QFETCH(int, status);
        m_routes.on(Post, {json("{'requestId':'r','error':'denied','message':'nope'}"), status});
        const auto created = QCoro::waitFor(writing().create(draftOf({}, QStringLiteral("NEW"), "x"), {}, {}));
        QCOMPARE(created.error().kind, ErrorKind::Forbidden); // never NotAuthenticated
        QVERIFY2(created.error().detail.contains(QLatin1String("Write scope")), qPrintable(created.error().detail));
        QVERIFY2(created.error().detail.contains(QLatin1String("nope")), qPrintable(created.error().detail));
    }

    void aNameNeedsATokenForAllApps()
    {
        m_account.appIds = {QStringLiteral("orders")};
        m_routes.on("GET /apps/orders", {"{}", 403});
        m_routes.on("GET /apps/orders/secrets/rendered", {"{}", 404});
        signIn();
        const auto page = QCoro::waitFor(m_vault->fetchIndex({}, {}));
        QVERIFY(page);
        const auto last = QCoro::waitFor(m_vault->fetchIndex(page->nextCursor, {}));
        QVERIFY2(last.error().detail.contains(QLatin1String("for all apps")), qPrintable(last.error().detail));
    }

    void aRevokedTokenDoesNotShortenTheList()
    {
        m_routes.on(Rendered, [this](const QUrlQuery &query, const SeenRequest &) {
            const bool first = query.queryItemValue(QStringLiteral("environment")) == QLatin1String("e1");
            return first ? Answer{rendered(m_preview)} : Answer{"{}", 401};
        });
        const QString cursor = QCoro::waitFor(m_vault->fetchIndex({}, {}))->nextCursor;
        QVERIFY(QCoro::waitFor(m_vault->fetchIndex(cursor, {}))); // an environment it does not cover
        QVERIFY(QCoro::waitFor(m_vault->fetchIndex({}, {})));
        m_routes.on("GET /environments", {"{}", 401});
        const auto page = QCoro::waitFor(m_vault->fetchIndex(cursor, {}));
        QVERIFY(!page);
        QCOMPARE(page.error().kind, ErrorKind::Forbidden);
        QCOMPARE(page.error().httpStatus, 401);
    }

    void purposeFollowsTheType_data()
    {
        QTest::addColumn<QString>("type");
        QTest::addColumn<QString>("purpose");
        QTest::newRow("apikey") << QStringLiteral("apikey") << QStringLiteral("APIKey");
        QTest::newRow("sshkey") << QStringLiteral("sshkey") << QStringLiteral("SSHKey");
        QTest::newRow("login") << QStringLiteral("login") << QStringLiteral("UsernamePassword");
        QTest::newRow("note") << QStringLiteral("note") << QStringLiteral("Other");
        QTest::newRow("certificate") << QStringLiteral("certificate") << QStringLiteral("Other");
    }

    void purposeFollowsTheType()
    {
        QFETCH(QString, type);
        QFETCH(QString, purpose);
        SecretDraft draft = draftOf({}, QStringLiteral("NEW"), "x");
        draft.type = secretTypeFromString(type);
        draft.fields[0].key = primaryFieldKey(draft.type);
        const auto creatable = writing().creatableTypes();
        QVERIFY(std::find(creatable.begin(), creatable.end(), draft.type) != creatable.end());
        QVERIFY(QCoro::waitFor(writing().create(std::move(draft), {}, {})));
        QCOMPARE(QJsonDocument::fromJson(sent("POST").at(0).body)[QLatin1String("purposeType")].toString(), purpose);
    }

    void createsThenSetsTheValue()
    {
        const auto id = QCoro::waitFor(writing().create(draftOf({}, QStringLiteral("NEW"), "a\"b\n\xc3\xa9"), {}, {}));
        QVERIFY(id);
        QCOMPARE(*id, Staging + QStringLiteral("/NEW"));
        QCOMPARE(m_server->requests().size(), 2);
        QCOMPARE(textOfPut(m_server->requests().at(1)), QStringLiteral("a\"b\n\u00e9"));
    }

    void withoutValueNothingIsSet()
    {
        QVERIFY(QCoro::waitFor(writing().create(draftOf({}, QStringLiteral("NEW"), ""), {}, {})));
        QCOMPARE(m_server->requests().size(), 1);
    }

    void aTakenNameOffersWhatIsThere()
    {
        m_routes.on(Post, {json("{'error':'c','message':'m','entityId':'s-A'}"), 409});
        const auto id = QCoro::waitFor(writing().create(draftOf({}, QStringLiteral("A"), "x"), {}, {}));
        QCOMPARE(id.error().kind, ErrorKind::Conflict);
        QCOMPARE(id.error().detail, Staging + QStringLiteral("/A")); // an id of the index
        QCOMPARE(sent("PUT").size(), 0);
        // The way on: the existing one is opened and changed; its id is known from the refusal.
        m_server->forget();
        QVERIFY(QCoro::waitFor(writing().update(opened(id.error().detail, "x"), {}, {})));
        QCOMPARE(m_routes.count(putOf("s-A", "e1")), 1);
        for (const SeenRequest &request : sent("GET"))
            QVERIFY(request.target.contains("mode=Full"));
    }

    void whatWasMadeWithoutValueIsFinishedLater()
    {
        m_preview += ',' + emptyEntry("NEW");
        m_routes.on(putOf("s-NEW", "e1"), {"{}", 503});
        const auto first = QCoro::waitFor(writing().create(draftOf({}, QStringLiteral("NEW"), "x"), {}, {}));
        QCOMPARE(first.error().kind, ErrorKind::ServerFault);
        QVERIFY2(first.error().detail.contains(QLatin1String("no value yet")), qPrintable(first.error().detail));
        m_routes.on(putOf("s-NEW", "e1"), {"{}"});
        const auto second = QCoro::waitFor(writing().create(draftOf({}, QStringLiteral("NEW"), "x"), {}, {}));
        QVERIFY(second);
        QCOMPARE(m_routes.count(Post), 1);
        QCOMPARE(m_routes.count(putOf("s-NEW", "e1")), 2);
    }

    void whatSomebodyElseFinishedIsLeftAlone()
    {
        m_routes.on(putOf("s-NEW", "e1"), {"{}", 503});
        QVERIFY(!QCoro::waitFor(writing().create(draftOf({}, QStringLiteral("NEW"), "x"), {}, {})));
        m_routes.on(putOf("s-NEW", "e1"), {"{}"});
        m_preview += ',' + entry("NEW", "***");
        const auto second = QCoro::waitFor(writing().create(draftOf({}, QStringLiteral("NEW"), "x"), {}, {}));
        QCOMPARE(second.error().kind, ErrorKind::Conflict);
        QCOMPARE(m_routes.count(putOf("s-NEW", "e1")), 1);
    }

    void anAppTakesNoValue()
    {
        SecretDraft draft = draftOf({}, QStringLiteral("NEW"), "x");
        draft.collectionId = AppId;
        QCOMPARE(QCoro::waitFor(writing().create(std::move(draft), {}, {})).error().kind, ErrorKind::InvalidInput);
        QCOMPARE(m_server->requests().size(), 0);
    }

    void saysWhatHasNoPlace()
    {
        SecretDraft draft = draftOf(Staging + QStringLiteral("/A"), QStringLiteral("RENAMED"), "");
        draft.username = QStringLiteral("u");
        draft.uris = QStringList{QStringLiteral("https://example.org")};
        draft.description = QStringLiteral("d");
        draft.expires = QDateTime::currentDateTimeUtc();
        draft.icon = SecretIcon{1, 0};
        draft.fields.push_back({FieldKind::NoteText, fieldKey(FieldKind::NoteText), {}, true, SecretBuffer()});
        QStringList keys;
        for (const DraftIssue &issue : writing().check(draft))
            keys.append(QStringLiteral("%1:%2").arg(issue.key).arg(static_cast<int>(issue.kind)));
        const auto wrong = [](const QString &key, DraftIssue::Kind kind) {
            return QStringLiteral("%1:%2").arg(key).arg(static_cast<int>(kind));
        };
        using Kind = DraftIssue::Kind;
        QCOMPARE(keys, (QStringList{wrong(QStringLiteral("name"), Kind::NotPossible),
                                    wrong(QStringLiteral("username"), Kind::NotPossible),
                                    wrong(QStringLiteral("uris"), Kind::NotPossible),
                                    wrong(QStringLiteral("description"), Kind::NotPossible),
                                    wrong(QStringLiteral("expires"), Kind::NotPossible),
                                    wrong(QStringLiteral("icon"), Kind::NotPossible),
                                    wrong(fieldKey(FieldKind::NoteText), Kind::NotPossible),
                                    wrong(fieldKey(FieldKind::Token), Kind::Missing)}));
        QCOMPARE(QCoro::waitFor(writing().update(std::move(draft), {}, {})).error().kind, ErrorKind::InvalidInput);
        QVERIFY(writing().check(draftOf({}, QStringLiteral("NEW"), "x")).empty());
        QCOMPARE(writing().check(draftOf({}, QString(), "x")).size(), std::size_t(1));
        SecretDraft inNoEnvironment = draftOf({}, QStringLiteral("NEW"), "x");
        inNoEnvironment.collectionId = QStringLiteral("orders");
        QCOMPARE(writing().check(inNoEnvironment).front().key, QStringLiteral("collection"));
        QCOMPARE(writing().check(draftOf({}, QStringLiteral("NEW"), "\xff")).size(), std::size_t(1));
    }

    void updatesWhatWasOpened()
    {
        const QString id = Staging + QStringLiteral("/A");
        QVERIFY(QCoro::waitFor(writing().update(opened(id, "x"), {}, {})));
        QCOMPARE(sent("PUT").size(), 1);
        SecretDraft mine = opened(id, "mine");
        m_full = entry("A", "somebody else's");
        QVERIFY(!opened(id, "looked at, in another place").baseVersion.isEmpty());
        SecretDraft again = mine.clone();
        QCOMPARE(QCoro::waitFor(writing().update(std::move(mine), {}, {})).error().kind, ErrorKind::Conflict);
        again.baseVersion.clear(); // nobody knows what it would be written over
        QCOMPARE(QCoro::waitFor(writing().update(std::move(again), {}, {})).error().kind, ErrorKind::Conflict);
        QCOMPARE(sent("PUT").size(), 1);
        m_full = emptyEntry("A"); // a first value
        QVERIFY(QCoro::waitFor(writing().update(opened(id, "x"), {}, {})));
    }

    void aMaskIsNeverSaved()
    {
        const auto page = QCoro::waitFor(m_vault->fetchIndex({}, {}));
        QVERIFY(page);
        const auto a = std::find_if(page->secrets.begin(), page->secrets.end(),
                                    [](const SecretSummary &secret) { return secret.name == QLatin1String("A"); });
        QVERIFY(a != page->secrets.end());
        auto payload = QCoro::waitFor(m_vault->fetchPayload(*a, {})); // what an editor begins with
        QVERIFY(payload);
        SecretDraft draft = draftOf(a->id, a->name, {});
        draft.type = a->type;
        draft.fields = std::move(payload->fields);
        draft.baseVersion = payload->version;
        QVERIFY(QCoro::waitFor(writing().update(std::move(draft), {}, {})));
        for (const SeenRequest &request : sent("PUT"))
            QCOMPARE(textOfPut(request), QStringLiteral("v4lue"));
        SecretDraft untouched;
        untouched.id = a->id;
        untouched.name = a->name;
        untouched.valuesChanged = false;
        QVERIFY(QCoro::waitFor(writing().update(std::move(untouched), {}, {})));
        QCOMPARE(sent("PUT").size(), 1);
        for (const SeenRequest &request : m_server->requests())
            QVERIFY(!request.body.contains("v****"));
    }

    void whatTheServiceCannotDoIsUnsupported()
    {
        const QString id = Staging + QStringLiteral("/A");
        QVERIFY(!writing().canRemove());
        QCOMPARE(QCoro::waitFor(writing().remove(id, {})).error().kind, ErrorKind::Unsupported);
        QCOMPARE(QCoro::waitFor(writing().setFavourite(id, true, {})).error().kind, ErrorKind::Unsupported);
        QCOMPARE(QCoro::waitFor(writing().setTags(id, {}, {})).error().kind, ErrorKind::Unsupported);
        QCOMPARE(QCoro::waitFor(writing().setExpiry(id, {}, {})).error().kind, ErrorKind::Unsupported);
        QCOMPARE(QCoro::waitFor(writing().createCollection(QStringLiteral("x"), {}, {})).error().kind,
                 ErrorKind::Unsupported);
        QCOMPARE(QCoro::waitFor(writing().renameCollection(AppId, QStringLiteral("x"), {})).error().kind,
                 ErrorKind::Unsupported);
        QCOMPARE(QCoro::waitFor(writing().removeCollection(AppId, true, {})).error().kind, ErrorKind::Unsupported);
        QVERIFY(QCoro::waitFor(writing().readers(id, {}, {}))->empty());
        QCOMPARE(m_server->requests().size(), 0);
    }

    void unknownKindsOfValuesAreShownAndNotChanged()
    {
        const QByteArray blob = json("{'key':'A','secretId':'s-A','serializedValue':'v',"
                                     "'valueType':'urn:rendered-app-secret:value-type:Blob','more':[1]}");
        m_full = blob;
        m_preview = blob;
        const auto page = QCoro::waitFor(m_vault->fetchIndex({}, {}));
        QVERIFY(page);
        QCOMPARE(page->secrets.at(0).vendorType, QStringLiteral("urn:rendered-app-secret:value-type:Blob"));
        QVERIFY(page->secrets.at(0).markers.testFlag(Marker::UnknownType));
        const auto values = QCoro::waitFor(environments().values(Staging, {QStringLiteral("A")}, {}));
        QVERIFY(values && !values->front().changeable);
        QCOMPARE(QCoro::waitFor(writing().update(opened(Staging + QStringLiteral("/A"), "x"), {}, {})).error().kind,
                 ErrorKind::Unsupported);
        const auto results = set(QStringLiteral("A"), {Staging, Production});
        QVERIFY(results);
        QVERIFY(results->at(0).state == EnvironmentResult::State::Failed);
        QCOMPARE(results->at(0).error->kind, ErrorKind::Unsupported);
        QVERIFY(results->at(1).state == EnvironmentResult::State::Set); // nothing is there
        QCOMPARE(m_routes.count(putOf("s-A", "e1")), 0);
    }

    void oneSecretIsFetchedByItsName()
    {
        const auto summary = QCoro::waitFor(m_vault->fetchSummary(Staging + QStringLiteral("/NONE"), {}));
        QVERIFY(summary);
        QVERIFY(summary->markers.testFlag(Marker::NoValue));
        QCOMPARE(summary->collectionId, Staging);
        const QByteArray target = m_server->requests().at(0).target;
        QVERIFY2(target.contains("mode=PreviewOnly") && target.contains("secret-name-filter=NONE"), target.constData());
        QCOMPARE(QCoro::waitFor(m_vault->fetchSummary(Staging + QStringLiteral("/GONE"), {})).error().kind,
                 ErrorKind::NotFound);
    }

    void unchangedAnswersAreKeptByFilterToo()
    {
        QByteArrayList tags;
        m_routes.on(Rendered, [&](const QUrlQuery &query, const SeenRequest &request) {
            tags.append(request.headers.value("if-none-match"));
            const QByteArray tag = "f" + query.queryItemValue(QStringLiteral("secret-name-filter")).toLatin1();
            if (request.headers.value("if-none-match") == tag)
                return Answer{{}, 304};
            return Answer{rendered(m_preview), 200, {"ETag: " + tag}};
        });
        for (int round = 0; round < 2; ++round) {
            QVERIFY(QCoro::waitFor(m_vault->fetchSummary(Staging + QStringLiteral("/A"), {})));
            QVERIFY(QCoro::waitFor(m_vault->fetchSummary(Staging + QStringLiteral("/NONE"), {})));
        }
        QVERIFY(QCoro::waitFor(environments().values(Staging, {QStringLiteral("A")}, {})));
        QCOMPARE(tags, (QByteArrayList{{}, {}, "fA", "fNONE", {}})); // values are never kept
    }

    // Environments

    void findsTheApplication()
    {
        for (const QString &id : {AppId, Staging, Staging + QStringLiteral("/a/b")})
            QCOMPARE(environments().applicationOf(id), AppId);
        QCOMPARE(environments().secretIdOf(Staging, QStringLiteral("a/b")), Staging + QStringLiteral("/a/b"));
        QCOMPARE(environments().secretIdOf(AppId, QStringLiteral("a")), QString());
    }

    void listsTheReadableEnvironments()
    {
        m_routes.on(Rendered, [](const QUrlQuery &query, const SeenRequest &) {
            const bool first = query.queryItemValue(QStringLiteral("environment")) == QLatin1String("e1");
            return Answer{rendered({}), first ? 200 : 403};
        });
        const auto all = QCoro::waitFor(environments().environments(AppId, {}));
        QVERIFY(all);
        QCOMPARE(all->size(), std::size_t(1));
        QCOMPARE(all->at(0).id, Staging);
        QCOMPARE(all->at(0).name, QStringLiteral("Staging"));
        m_routes.on(Rendered, {"{}", 403});
        QCOMPARE(QCoro::waitFor(environments().environments(AppId, {})).error().kind, ErrorKind::Forbidden);
    }

    void comparesNamesWithoutValues()
    {
        const std::vector<Environment> both{{Staging, QStringLiteral("S")}, {Production, QStringLiteral("P")}};
        const auto table = QCoro::waitFor(environments().compare(AppId, both, VaultEnvironments::Depth::Names, {}));
        QVERIFY(table);
        QVERIFY(!table->valuesCompared);
        QCOMPARE(table->rows.size(), std::size_t(2));
        QCOMPARE(table->rows[0].name, QStringLiteral("A"));
        QVERIFY(table->rows[0].cells[0].state == EnvironmentCell::State::HasValue);
        QCOMPARE(table->rows[0].cells[0].secretId, Staging + QStringLiteral("/A"));
        QVERIFY(table->rows[0].cells[1].state == EnvironmentCell::State::Absent);
        QVERIFY(table->rows[1].cells[0].state == EnvironmentCell::State::NoValue);
        QVERIFY(!table->rows[0].isSame());
        QVERIFY(!table->rows[0].isComplete());
        for (const SeenRequest &request : m_server->requests())
            QVERIFY(request.target.contains("mode=PreviewOnly"));
    }

    void comparesValuesByDigest()
    {
        m_routes.on("GET /environments", {json("{'environments':[{'id':'e1'},{'id':'e2'},{'id':'e3'}]}")});
        m_routes.on(Rendered, [](const QUrlQuery &query, const SeenRequest &) {
            const QString environment = query.queryItemValue(QStringLiteral("environment"));
            if (environment == QLatin1String("e3"))
                return Answer{"{}", 403};
            const QByteArray differs = environment == QLatin1String("e1") ? "1" : "2";
            return Answer{rendered(entry("SAME", "x") + ',' + entry("DIFFERS", differs) + ',' +
                                   (differs == "1" ? entry("ALONE", "x") : emptyEntry("ALONE")))};
        });
        const std::vector<Environment> all{{Staging, {}}, {Production, {}}, {AppId + QStringLiteral("/e3"), {}}};
        const auto table = QCoro::waitFor(environments().compare(AppId, all, VaultEnvironments::Depth::Values, {}));
        QVERIFY(table);
        QVERIFY(table->valuesCompared);
        QCOMPARE(table->environments[2].error->kind, ErrorKind::Forbidden);
        QCOMPARE(table->rows.size(), std::size_t(3));
        QVERIFY(!table->rows[0].isSame()); // ALONE
        QVERIFY(table->rows[0].cells[1].state == EnvironmentCell::State::NoValue);
        QCOMPARE(table->rows[1].isSame(), std::optional<bool>(false));
        QCOMPARE(table->rows[2].isSame(), std::optional<bool>(true));
        QCOMPARE(table->rows[2].uncompared(), 1);
        QVERIFY(table->rows[2].isComplete());
        QVERIFY(table->rows[2].cells[2].state == EnvironmentCell::State::NotTold);
        const std::vector<Environment> foreign{{QStringLiteral("other/e1"), {}}};
        QCOMPARE(
            QCoro::waitFor(environments().compare(AppId, foreign, VaultEnvironments::Depth::Names, {})).error().kind,
            ErrorKind::InvalidInput);
        m_routes.on(Rendered, {"{}", 500});
        QCOMPARE(QCoro::waitFor(environments().compare(AppId, all, VaultEnvironments::Depth::Names, {})).error().kind,
                 ErrorKind::ServerFault);
    }

    void readsValuesByName()
    {
        const auto values =
            QCoro::waitFor(environments().values(Staging, {QStringLiteral("NONE"), QStringLiteral("B C")}, {}));
        QVERIFY(values);
        QCOMPARE(values->size(), std::size_t(1)); // a server that sends more does not make it more
        QVERIFY(!values->at(0).value);
        const QByteArray target = m_server->requests().at(0).target;
        QVERIFY(target.contains("secret-name-filter=NONE&secret-name-filter=B%20C"));
    }

    void setsAValueInSeveralEnvironments()
    {
        std::vector<int> steps;
        const Progress progress = [&steps](int done, int total) { steps.push_back(10 * done + total); };
        const auto results = set(QStringLiteral("A"), {Staging, Production}, {}, progress);
        QVERIFY(results);
        QVERIFY(isSetEverywhere(*results));
        QCOMPARE(m_routes.count(putOf("s-A", "e1")), 1);
        QCOMPARE(m_routes.count(putOf("s-A", "e2")), 1);
        QCOMPARE(steps, (std::vector<int>{12, 22}));
    }

    void aRefusedEnvironmentDoesNotStopTheOthers()
    {
        m_routes.on(putOf("s-A", "e1"), {"{}", 403});
        const auto results = set(QStringLiteral("A"), {Staging, Production});
        QVERIFY(results);
        QVERIFY(!isSetEverywhere(*results));
        QVERIFY(results->at(0).state == EnvironmentResult::State::Failed);
        QVERIFY(results->at(0).error->detail.contains(QLatin1String("Write scope")));
        QVERIFY(results->at(1).state == EnvironmentResult::State::Set);
    }

    void aWebPageSetsNothing()
    {
        m_server->setHandler([this](const SeenRequest &request, QSslSocket &socket) {
            if (request.method == "PUT")
                TlsTestServer::reply(socket, 200, "\n<html>please log in</html>");
            else
                m_routes.serve(request, socket);
        });
        const auto results = set(QStringLiteral("A"), {Staging});
        QVERIFY(results);
        QVERIFY(results->at(0).state == EnvironmentResult::State::MayBeSet);
        QCOMPARE(results->at(0).error->kind, ErrorKind::Malformed);
    }

    void aLostConnectionLeavesTheRestUntried()
    {
        m_server->setHandler([this](const SeenRequest &request, QSslSocket &socket) {
            if (request.method == "PUT")
                socket.abort();
            else
                m_routes.serve(request, socket);
        });
        const auto results = set(QStringLiteral("A"), {Staging, Production});
        QVERIFY(results);
        QVERIFY(results->at(0).state == EnvironmentResult::State::MayBeSet);
        QCOMPARE(results->at(0).error->kind, ErrorKind::Unreachable);
        QVERIFY(results->at(1).state == EnvironmentResult::State::NotTried);
        QCOMPARE(sent("PUT").size(), 1);
    }

    void stopsBetweenEnvironments()
    {
        const auto stop = std::make_shared<std::stop_source>();
        const Progress progress = [stop](int, int) { stop->request_stop(); };
        const auto results = set(QStringLiteral("A"), {Staging, Production}, stop->get_token(), progress);
        QVERIFY(results);
        QVERIFY(results->at(0).state == EnvironmentResult::State::Set);
        QVERIFY(results->at(1).state == EnvironmentResult::State::NotTried);
    }

    void whatIsBeingWrittenIsNotCutOff()
    {
        const auto stop = std::make_shared<std::stop_source>();
        const auto stopping = [stop](const QUrlQuery &, const SeenRequest &) {
            stop->request_stop();
            return Answer{"{}"};
        };
        m_routes.on(putOf("s-A", "e1"), stopping);
        const auto results = set(QStringLiteral("A"), {Staging, Production}, stop->get_token());
        QVERIFY(results);
        QVERIFY(results->at(0).state == EnvironmentResult::State::Set);
        QVERIFY(results->at(1).state == EnvironmentResult::State::NotTried);
        *stop = std::stop_source();
        QVERIFY(QCoro::waitFor(writing().update(opened(Staging + QStringLiteral("/A"), "x"), {}, stop->get_token())));
        *stop = std::stop_source();
        const auto posting = [stop](const QUrlQuery &, const SeenRequest &) {
            stop->request_stop();
            return Answer{json("{'id':'s-NEW','name':'NEW','slug':'new'}")};
        };
        m_routes.on(Post, posting);
        QVERIFY(
            QCoro::waitFor(environments().create(AppId, QStringLiteral("NEW"), SecretType::Note, stop->get_token())));
        QCOMPARE(QCoro::waitFor(environments().create(AppId, QStringLiteral("N2"), SecretType::Note, stop->get_token()))
                     .error()
                     .kind,
                 ErrorKind::Cancelled); // before it was sent
        QCOMPARE(sent("POST").size(), 1);
    }

    void namesItsScopes()
    {
        QCOMPARE(environments().readScope(), QStringLiteral("Read"));
        QCOMPARE(environments().writeScope(), QStringLiteral("Write"));
    }

    void refusesToSetWhatIsNotThere()
    {
        QCOMPARE(set(QStringLiteral("GONE"), {Staging}).error().kind, ErrorKind::NotFound);
        QCOMPARE(set(QStringLiteral("A"), {Staging, QStringLiteral("other/e1")}).error().kind, ErrorKind::InvalidInput);
        QCOMPARE(set(QStringLiteral("A"), {}).error().kind, ErrorKind::InvalidInput);
        QCOMPARE(sent("PUT").size(), 0);
    }

    void makesSecretsWithoutValues()
    {
        QVERIFY(QCoro::waitFor(environments().create(AppId, QStringLiteral("NEW"), SecretType::Note, {})));
        QVERIFY(set(QStringLiteral("NEW"), {Production})); // not listed anywhere yet
        QCOMPARE(m_routes.count(putOf("s-NEW", "e2")), 1);
        m_routes.on(Post, {"{}", 409});
        QCOMPARE(QCoro::waitFor(environments().create(AppId, QStringLiteral("NEW"), SecretType::Note, {})).error().kind,
                 ErrorKind::Conflict);
        m_routes.on(Post, {"{}"});
        QCOMPARE(QCoro::waitFor(environments().create(AppId, QStringLiteral("N2"), SecretType::Note, {})).error().kind,
                 ErrorKind::Malformed);
    }

    void signedOutNothingIsWritten()
    {
        VaultWriting &writer = writing();
        QVERIFY(QCoro::waitFor(m_vault->signOut()));
        QCOMPARE(QCoro::waitFor(writer.create(draftOf({}, QStringLiteral("NEW"), "x"), {}, {})).error().kind,
                 ErrorKind::NotAuthenticated);
        QCOMPARE(set(QStringLiteral("A"), {Staging}).error().kind, ErrorKind::NotAuthenticated);
        QCOMPARE(m_server->requests().size(), 0);
    }

    void signingOutEndsWhatIsUnderWay_data()
    {
        QTest::addColumn<int>("call");
        QTest::newRow("compare names") << 0;
        QTest::newRow("compare values") << 1;
        QTest::newRow("set values") << 2;
        QTest::newRow("update") << 3;
        QTest::newRow("create") << 4;
    }

    /// The answer under way still comes, and what would be asked next has no session any more.
    void signingOutEndsWhatIsUnderWay()
    {
        QFETCH(int, call);
        const std::vector<Environment> both{{Staging, {}}, {Production, {}}};
        const auto ended = [this](auto task) {
            QCoro::waitFor(m_vault->signOut());
            const auto result = QCoro::waitFor(std::move(task));
            return result ? ErrorKind::Internal : result.error().kind;
        };
        if (call < 2) {
            const auto depth = call == 0 ? VaultEnvironments::Depth::Names : VaultEnvironments::Depth::Values;
            QCOMPARE(ended(environments().compare(AppId, both, depth, {})), ErrorKind::NotAuthenticated);
        } else if (call == 2) {
            QCOMPARE(ended(environments().setValue(QStringLiteral("A"), {Staging, Production},
                                                   SecretBuffer::copyOf("n3w"), {}, {})),
                     ErrorKind::NotAuthenticated);
        } else if (call == 3) {
            SecretDraft draft = opened(Staging + QStringLiteral("/A"), "x");
            QCOMPARE(ended(writing().update(std::move(draft), {}, {})), ErrorKind::NotAuthenticated);
        } else {
            QCOMPARE(ended(writing().create(draftOf({}, QStringLiteral("NEW"), "x"), {}, {})), ErrorKind::Cancelled);
        }
        QVERIFY(sent("PUT").isEmpty());
    }

    void mayDieWhileAWriteIsUnderWay()
    {
        auto made = writing().create(draftOf({}, QStringLiteral("NEW"), "x"), {}, {});
        m_vault.reset();
        (void)QCoro::waitFor(std::move(made)); // whatever it says, it must not crash
    }
};

QTEST_GUILESS_MAIN(CommandKWritingTest)
#include "tst_commandkwriting.moc"
