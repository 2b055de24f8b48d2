// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/memorycredentialstore.h"
#include "core/vault/fudo/fudovault.h"
#include "tests/support/routes.h"

#include <QCoroTask>
#include <QElapsedTimer>
#include <QPointer>
#include <QTest>

using namespace coffret;
using namespace coffret::test;

namespace {

const QByteArray Objspec = json(
    "{'result':'success','secret':{'id':{'type':'string'},'name':{},'collection_id':{},'collection_name':{},'type':{},"
    "'login':{},'domain':{},'description':{},'certificate':{},'secret':{},'secret_passphrase':{},'has_secret':{},"
    "'access_policy':{},'checkout_mode':{},'my_checkout_id':{},'ssh_public_key':{},'ssh_fingerprint_sha256':{},"
    "'x509_pubkey_fingerprint_sha256':{},'created_at':{},'modified_at':{},'removed':{},'from_the_future':{}}}");

QByteArray one(const QByteArray &members)
{
    return "{\"result\":\"success\",\"secret\":{" + members + "}}";
}

QByteArray many(const QByteArray &rows)
{
    return "{\"result\":\"success\",\"secret\":[" + rows + "]}";
}

QByteArray row(int number)
{
    return json("{'id':'%1','name':'secret %1','collection_id':'9','type':'login'}")
        .replace("%1", QByteArray::number(number));
}

QByteArray rows(int from, int to)
{
    QByteArrayList list;
    for (int number = from; number < to; ++number)
        list.append(row(number));
    return many(list.join(','));
}

struct Index
{
    std::vector<Collection> collections;
    std::vector<SecretSummary> secrets;
    int pages = 0;

    [[nodiscard]] const SecretSummary &secret(const QString &id) const
    {
        const auto found = std::find_if(secrets.begin(), secrets.end(), [&id](const auto &s) { return s.id == id; });
        return found == secrets.end() ? throw std::out_of_range("no such secret") : *found;
    }
    [[nodiscard]] QStringList collectionTexts() const
    {
        QStringList texts;
        for (const Collection &collection : collections)
            texts.append(QStringLiteral("%1<%2 %3").arg(collection.id, collection.parentId, collection.name));
        return texts;
    }
};

Expected<Index> readIndex(Vault &vault)
{
    Index index;
    QString cursor;
    do {
        auto page = QCoro::waitFor(vault.fetchIndex(cursor, {}));
        if (!page)
            return failure(page);
        std::move(page->collections.begin(), page->collections.end(), std::back_inserter(index.collections));
        std::move(page->secrets.begin(), page->secrets.end(), std::back_inserter(index.secrets));
        cursor = page->nextCursor;
        ++index.pages;
    } while (!cursor.isEmpty());
    return index;
}

QString describe(const FetchedPayload &payload)
{
    QStringList texts;
    for (const SecretField &field : payload.fields) {
        texts.append(field.key + (field.isProtected ? QStringLiteral("*=") : QStringLiteral("=")) +
                     QString::fromUtf8(field.value.view().data(), qsizetype(field.value.size())));
    }
    return texts.join(QLatin1Char('|'));
}

} // namespace

class FudoVaultTest : public QObject
{
    Q_OBJECT

    TestAuthority m_authority;
    Routes m_routes;
    std::unique_ptr<TlsTestServer> m_server;
    std::unique_ptr<MemoryCredentialStore> m_credentials;

    [[nodiscard]] std::unique_ptr<FudoVault> vault(const QStringList &switchedOff = {})
    {
        Account account;
        account.id = QStringLiteral("account");
        account.service = Service::FudoUag;
        account.server = m_server->url(QString());
        account.certificateAuthorities = m_authority.certificate().toPem();
        account.switchedOff = switchedOff;
        return std::make_unique<FudoVault>(account, *m_credentials);
    }
    [[nodiscard]] std::unique_ptr<FudoVault> signedIn(const QStringList &switchedOff = {})
    {
        auto signedIn = vault(switchedOff);
        const auto result = QCoro::waitFor(signedIn->signIn({}));
        if (!result)
            qFatal("sign-in failed: %s", qPrintable(result.error().detail));
        return signedIn;
    }
    [[nodiscard]] SecretSummary summary(SecretType type, Markers markers = {})
    {
        SecretSummary summary;
        summary.id = QStringLiteral("7");
        summary.type = type;
        summary.vendorType = toString(type);
        summary.username = QStringLiteral("root");
        summary.markers = markers;
        return summary;
    }
    [[nodiscard]] QString revealed(SecretType type)
    {
        const auto payload = QCoro::waitFor(signedIn()->fetchPayload(summary(type), {}));
        return payload ? describe(*payload) : QStringLiteral("error %1").arg(static_cast<int>(payload.error().kind));
    }

private Q_SLOTS:
    void init()
    {
        m_routes = {};
        m_server = std::make_unique<TlsTestServer>(
            m_authority.issue(), [this](const SeenRequest &r, QSslSocket &socket) { m_routes.serve(r, socket); });
        m_credentials = std::make_unique<MemoryCredentialStore>();
        QVERIFY(QCoro::waitFor(m_credentials->write(QStringLiteral("account/token"), SecretBuffer::copyOf("tok3n"))));
        m_routes.on("GET /api/v2/objspec/secret", {Objspec});
        m_routes.on("GET /api/v2/secret", {many({})});
    }

    void sendsTheTokenWithoutScheme()
    {
        QVERIFY(QCoro::waitFor(vault()->signIn({})));
        QVERIFY(!m_server->requests().isEmpty());
        for (const SeenRequest &request : m_server->requests())
            QCOMPARE(request.headers.value("authorization"), QByteArray("tok3n"));
    }

    void needsAToken()
    {
        m_credentials = std::make_unique<MemoryCredentialStore>();
        QCOMPARE(QCoro::waitFor(vault()->signIn({})).error().kind, ErrorKind::NoCredential);
        QCOMPARE(m_server->requests().size(), 0);
    }

    void signInTellsWhatIsWrong_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("kind");
        const auto row = [](const char *name, int status, const QByteArray &body, ErrorKind kind) {
            QTest::newRow(name) << status << body << static_cast<int>(kind);
        };
        row("bad token", 401, "{}", ErrorKind::NotAuthenticated);
        row("broken", 500, "<h1>oops</h1>", ErrorKind::ServerFault);
        row("failure in a 200", 200, json("{'result':'failure','message':'maintenance'}"), ErrorKind::ServerFault);
        row("web page", 200, "<html><body>Log in</body></html>", ErrorKind::Malformed);
        row("cut", 200, Objspec.left(Objspec.size() - 20), ErrorKind::Malformed);
        row("empty", 200, "", ErrorKind::Malformed);
        row("other type", 200, json("{'result':'success','user':{}}"), ErrorKind::Malformed);
    }

    void signInTellsWhatIsWrong()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QFETCH(int, kind);
        m_routes.on("GET /api/v2/objspec/secret", {body, status});
        const auto result = QCoro::waitFor(vault()->signIn({}));
        QVERIFY(!result);
        QCOMPARE(static_cast<int>(result.error().kind), kind);
    }

    void asksOnlyForWhatTheServerKnows()
    {
        QStringList asked;
        m_routes.on("GET /api/v2/objspec/secret",
                    {json("{'result':'success','secret':{'id':{},'name':{},'type':{},'secret':{},'new':{}}}")});
        m_routes.on("GET /api/v2/secret", [&](const QUrlQuery &query, const SeenRequest &) {
            asked.append(query.queryItemValue(QStringLiteral("fields")));
            return Answer{many({})};
        });
        const auto vault = signedIn();
        QVERIFY(readIndex(*vault));
        QCOMPARE(asked, QStringList{QStringLiteral("id,name,type")});
    }

    void everyObjspecNarrowsWhatIsAskedFor_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QByteArray>("known");
        QTest::addColumn<QString>("fields");
        const auto row = [](const char *type, const char *path, const char *known, const char *fields) {
            QTest::newRow(type) << QString::fromLatin1(path) << json(known) << QString::fromLatin1(fields);
        };
        row("secret", "secret", "'id':{},'name':{},'secret':{},'new':{}", "id,name");
        row("secret_history", "secret/history", "'secret_id':{},'id':{},'state':{},'new':{}", "id,secret_id,state");
        row("secret_shared", "secret/shared", "'valid_until':{},'id':{},'secret':{},'new':{}", "id,valid_until");
        row("secret_uri", "secret/uri", "'uri':{},'secret_id':{},'id':{},'host':{},'new':{}", "id,secret_id,uri");
        row("collection", "collection", "'name':{},'id':{},'new':{}", "id,name");
    }
    void everyObjspecNarrowsWhatIsAskedFor()
    {
        QFETCH(QString, path);
        QFETCH(QByteArray, known);
        QFETCH(QString, fields);
        const QByteArray type = QTest::currentDataTag();
        QSet<QString> asked;
        m_routes.on("GET /api/v2/objspec/" + type, {"{\"result\":\"success\",\"" + type + "\":{" + known + "}}"});
        m_routes.on("GET /api/v2/" + path.toLatin1(), [&](const QUrlQuery &query, const SeenRequest &) {
            asked.insert(query.queryItemValue(QStringLiteral("fields")));
            return Answer{"{\"result\":\"success\",\"" + type + "\":[]}"};
        });
        const auto vault = signedIn();
        QVERIFY(readIndex(*vault));
        (void)QCoro::waitFor(vault->discussion()->revisions(QStringLiteral("7"), {}));
        QCOMPARE(asked, QSet<QString>{fields});
        QCOMPARE(m_routes.count("GET /api/v2/objspec/" + type), 1);
    }

    void worksWithoutObjspec()
    {
        m_routes.remove("GET /api/v2/objspec/secret");
        m_routes.on("GET /api/v2/secret", [](const QUrlQuery &query, const SeenRequest &) {
            if (query.queryItemValue(QStringLiteral("fields")).contains(QLatin1String("my_checkout_id")))
                return Answer{json("{'result':'failure','message':'unknown attribute'}"), 400};
            return Answer{rows(1, 4)};
        });
        const auto vault = signedIn();
        const auto index = readIndex(*vault);
        QVERIFY(index);
        QCOMPARE(index->secrets.size(), std::size_t(3));
    }

    void withoutObjspecTheTokenIsStillProved()
    {
        m_routes.remove("GET /api/v2/objspec/secret");
        m_routes.on("GET /api/v2/secret", {"{}", 401});
        QCOMPARE(QCoro::waitFor(vault()->signIn({})).error().kind, ErrorKind::NotAuthenticated);
    }

    void readsRows()
    {
        m_routes.on(
            "GET /api/v2/secret",
            {many(json("{'id':'3260606130216239105','name':'secret for: root-fudo-PV','collection_id':"
                       "'3260606130216239105','type':'login','login':'root','domain':'corp','description':'in clear',"
                       "'has_secret':true,'access_policy':'view_on_request','checkout_mode':'simple',"
                       "'created_at':'2026-04-17 06:34:37.912715-07','modified_at':'2026-04-17 06:34:37.91632-07'},"
                       "{'id':'2','type':'hologram','has_secret':false,'my_checkout_id':'5'},"
                       "{'id':'3','type':'note','removed':true},"
                       "{'id':'4','type':'apikey','access_policy':'view_on_request','my_checkout_id':'8'},"
                       "{'name':'no identity'},"
                       "{'id':5,'name':null,'type':'note','login':null,'surprise':{'x':[]}}"))});
        m_routes.on("GET /api/v2/secret/uri",
                    {json("{'result':'success','secret_uri':[{'id':'1','secret_id':'2','uri':'ssh://a'},"
                          "{'id':'2','secret_id':'2','uri':'https://b'},{'id':'3','secret_id':'2','uri':'gone',"
                          "'removed':true}]}")});
        const auto vault = signedIn();
        const auto index = readIndex(*vault);
        QVERIFY(index);
        QCOMPARE(index->secrets.size(), std::size_t(4));

        const SecretSummary &first = index->secret(QStringLiteral("3260606130216239105"));
        QCOMPARE(first.name, QStringLiteral("secret for: root-fudo-PV"));
        QCOMPARE(first.username, QStringLiteral("root"));
        QCOMPARE(first.description, QStringLiteral("in clear"));
        QVERIFY(first.type == SecretType::Login);
        QCOMPARE(first.markers, Markers(Marker::NeedsApproval));
        QCOMPARE(first.modified.toString(Qt::ISODateWithMs), QStringLiteral("2026-04-17T13:34:37.916Z"));
        const auto outline = vault->outline(first);
        QCOMPARE(outline.size(), std::size_t(3));
        QCOMPARE(outline.at(1).plainValue, QStringLiteral("corp"));
        QVERIFY(outline.at(2).kind == FieldKind::Password && outline.at(2).isProtected);

        const SecretSummary &unknown = index->secret(QStringLiteral("2"));
        QVERIFY(unknown.type == SecretType::Unknown);
        QCOMPARE(unknown.vendorType, QStringLiteral("hologram"));
        QCOMPARE(unknown.markers, Marker::UnknownType | Marker::NoValue | Marker::CheckedOutByMe);
        QCOMPARE(unknown.uris, (QStringList{QStringLiteral("ssh://a"), QStringLiteral("https://b")}));

        QCOMPARE(index->secret(QStringLiteral("4")).markers, Markers(Marker::CheckedOutByMe));
        QCOMPARE(index->secret(QStringLiteral("5")).markers, Markers()); // unknown is not "no value"
    }

    void readsCollectionsAsATree()
    {
        m_routes.on("GET /api/v2/collection",
                    {json("{'result':'success','collection':[{'id':'1','name':'Mine','vault':'personal'},"
                          "{'id':'2','name':'Hidden parent','parent_id':'77','accessible_parent_id':'1'},"
                          "{'id':'3','name':'Child','parent_id':'2','rights':['view','full_edit']}]}")});
        m_routes.on("GET /api/v2/secret", {many(json("{'id':'1','type':'note','collection_id':'1'},"
                                                     "{'id':'2','type':'note','collection_id':'99'}"))});
        const auto vault = signedIn();
        const auto index = readIndex(*vault);
        QVERIFY(index);
        QCOMPARE(index->collectionTexts(), (QStringList{QStringLiteral("1< Mine"), QStringLiteral("2<1 Hidden parent"),
                                                        QStringLiteral("3<2 Child"), QStringLiteral("99< 99")}));
        QCOMPARE(index->collections.at(2).right, AccessRight::Own);
        QCOMPARE(index->collections.at(1).right, AccessRight::None); // not told
        QVERIFY(index->collections.at(0).markers.testFlag(Marker::Personal) && !index->collections.at(0).shared);
        QVERIFY(index->collections.at(2).shared);
        QCOMPARE(index->secret(QStringLiteral("1")).markers, Markers(Marker::Personal));
    }

    void rightsInUnknownWordsAreNotTold()
    {
        m_routes.on("GET /api/v2/collection",
                    {json("{'result':'success','collection':[{'id':'1','name':'a','rights':['manage_content']},"
                          "{'id':'2','name':'b','rights':['view','manage_content']},"
                          "{'id':'3','name':'c','rights':[]}]}")});
        const auto vault = signedIn();
        const auto index = readIndex(*vault);
        QVERIFY(index);
        QCOMPARE(index->collections.at(0).right, AccessRight::None);
        QCOMPARE(index->collections.at(1).right, AccessRight::Read);
        QCOMPARE(index->collections.at(2).right, AccessRight::Read);
        QVERIFY(!vault->writing()->creatableTypes().empty());
    }

    void aListThatBreaksOffIsNotTheWhole_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QByteArray>("first");
        QTest::addColumn<int>("status");
        for (const int status : {400, 403, 404, 405}) {
            const auto row = [status](const char *path, const char *first) {
                QTest::addRow("%s %d", path, status) << QByteArray(path) << json(first) << status;
            };
            row("collection", "{'result':'success','collection':[{'id':'1','name':'a'}]}");
            row("secret/uri", "{'result':'success','secret_uri':[{'id':'1','secret_id':'2','uri':'ssh://a'}]}");
            row("secret/shared", "{'result':'success','secret_shared':[{'id':'1','type':'note'}]}");
        }
    }
    void aListThatBreaksOffIsNotTheWhole()
    {
        QFETCH(QByteArray, path);
        QFETCH(QByteArray, first);
        QFETCH(int, status);
        m_routes.on("GET /api/v2/" + path, [=](const QUrlQuery &query, const SeenRequest &) {
            const bool isFirst = query.queryItemValue(QStringLiteral("offset")) == QLatin1String("0");
            return isFirst ? Answer{first} : Answer{"{}", status};
        });
        const auto index = readIndex(*signedIn());
        QVERIFY(!index);
        QCOMPARE(index.error().httpStatus, status);
    }

    void takesCollectionsFromSecretsWhenTheyCannotBeListed()
    {
        m_routes.on("GET /api/v2/collection", {"{}", 403});
        m_routes.on("GET /api/v2/secret", [](const QUrlQuery &query, const SeenRequest &) {
            const bool named =
                query.queryItemValue(QStringLiteral("fields")).contains(QLatin1String("collection_name"));
            return Answer{many("{\"id\":\"1\",\"type\":\"note\",\"collection_id\":\"5\"" +
                               QByteArray(named ? ",\"collection_name\":\"Servers\"}" : "}"))};
        });
        const auto vault = signedIn();
        const auto index = readIndex(*vault);
        QVERIFY(index);
        QCOMPARE(index->collectionTexts(), QStringList{QStringLiteral("5< Servers")});
    }

    void ownersTellPersonalVaultsWhereCollectionsAreNotListed()
    {
        QStringList asked;
        m_routes.on("GET /api/v2/secret", [&asked](const QUrlQuery &query, const SeenRequest &) {
            asked = query.queryItemValue(QStringLiteral("fields")).split(QLatin1Char(','));
            return Answer{many(json("{'id':'1','type':'note','collection_id':'5','owner_id':'3'},"
                                    "{'id':'2','type':'note','collection_id':'6'}"))};
        });
        m_routes.on("GET /api/v2/objspec/secret",
                    {QByteArray(Objspec).replace("\"removed\"", "\"owner_id\":{},\"removed\"")});
        const auto vault = signedIn();
        const auto index = readIndex(*vault);
        QVERIFY(index);
        QCOMPARE(index->secret(QStringLiteral("1")).markers, Markers(Marker::Personal));
        QCOMPARE(index->secret(QStringLiteral("2")).markers, Markers());
        QVERIFY(asked.contains(QStringLiteral("owner_id")));
        m_routes.on("GET /api/v2/collection", {json("{'result':'success','collection':[{'id':'5','name':'Mine'}]}")});
        QVERIFY(readIndex(*vault));
        QVERIFY(!asked.contains(QStringLiteral("owner_id"))); // it costs the server more
    }

    void asksForNothingHiddenAboutAddresses()
    {
        QString asked;
        m_routes.on("GET /api/v2/secret/uri", [&asked](const QUrlQuery &query, const SeenRequest &) {
            asked = query.queryItemValue(QStringLiteral("fields"));
            return Answer{json("{'result':'success','secret_uri':[]}")};
        });
        QVERIFY(readIndex(*signedIn()));
        QCOMPARE(asked, QStringLiteral("id,secret_id,uri,removed"));
    }

    void oddTimesAreUnderstood_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("time");
        const auto row = [](const char *text, const char *time) {
            QTest::newRow(text) << QByteArray(text) << QString::fromLatin1(time);
        };
        row("2026-04-17 06:34:37.9-07", "2026-04-17T13:34:37.900Z");
        row("2026-04-17 06:34:37.91-07", "2026-04-17T13:34:37.910Z");
        row("2026-04-17 06:34:37.912-07", "2026-04-17T13:34:37.912Z");
        row("2026-04-22 08:53:41.4058-07", "2026-04-22T15:53:41.406Z");
        row("2026-04-17 06:34:37.91632-07", "2026-04-17T13:34:37.916Z");
        row("2026-04-17 06:34:37.912715-07", "2026-04-17T13:34:37.913Z");
        row("2026-04-17 06:34:37+05:30", "2026-04-17T01:04:37.000Z");
        row("2026-03-25T02:02:41Z", "2026-03-25T02:02:41.000Z");
        row("yesterday", "");
    }

    void oddTimesAreUnderstood()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, time);
        m_routes.on("GET /api/v2/secret",
                    {many(json("{'id':'1','type':'note','created_at':'T','modified_at':'T'}").replace("T", text))});
        const auto index = readIndex(*signedIn());
        QVERIFY(index);
        QCOMPARE(index->secret(QStringLiteral("1")).created.toString(Qt::ISODateWithMs), time);
        QCOMPARE(index->secret(QStringLiteral("1")).modified.toString(Qt::ISODateWithMs), time);
    }

    void readsAllPages_data()
    {
        QTest::addColumn<bool>("honoursOffset");
        QTest::addColumn<int>("cap"); // 0: ignores the limit
        QTest::newRow("as documented") << true << 500;
        QTest::newRow("smaller pages than asked for") << true << 70;
        QTest::newRow("ignores offset") << false << 500;
        QTest::newRow("ignores both") << false << 0;
    }

    void readsAllPages()
    {
        QFETCH(bool, honoursOffset);
        QFETCH(int, cap);
        const int total = honoursOffset ? 1203 : cap == 0 ? 1203 : 400;
        m_routes.on("GET /api/v2/secret", [=](const QUrlQuery &query, const SeenRequest &) {
            const int offset = honoursOffset ? query.queryItemValue(QStringLiteral("offset")).toInt() : 0;
            const int limit = query.queryItemValue(QStringLiteral("limit")).toInt();
            const int size = cap == 0 ? total : std::min(limit, cap);
            return Answer{rows(std::min(offset, total), std::min(offset + size, total))};
        });
        const auto vault = signedIn();
        const auto index = readIndex(*vault);
        QVERIFY(index);
        QCOMPARE(index->secrets.size(), std::size_t(total));
        QSet<QString> ids;
        for (const SecretSummary &secret : index->secrets)
            ids.insert(secret.id);
        QCOMPARE(ids.size(), total);
    }

    void addsSecretsGrantedByRequest()
    {
        m_routes.on("GET /api/v2/secret",
                    {many(json("{'id':'1','type':'note','access_policy':'view_on_request'},{'id':'2','type':'note',"
                               "'access_policy':'view_on_request'}"))});
        m_routes.on("GET /api/v2/secret/shared",
                    {json("{'result':'success','secret_shared':[{'id':'2','type':'note','valid_until':"
                          "'2026-05-01 00:00:00+00'},{'id':'3','name':'lent','type':'apikey','collection_id':'4',"
                          "'collection_name':'Lent'}]}")});
        const auto vault = signedIn();
        const auto index = readIndex(*vault);
        QVERIFY(index);
        QCOMPARE(index->secrets.size(), std::size_t(3));
        QCOMPARE(index->secret(QStringLiteral("1")).markers, Markers(Marker::NeedsApproval));
        QCOMPARE(index->secret(QStringLiteral("2")).markers, Markers(Marker::Shared));
        QCOMPARE(index->secret(QStringLiteral("2")).expires.date(), QDate(2026, 5, 1));
        QCOMPARE(index->secret(QStringLiteral("3")).name, QStringLiteral("lent"));
    }

    void readsEveryAttributeOfAGrant()
    {
        m_routes.on("GET /api/v2/secret/shared",
                    {json("{'result':'success','secret_shared':["
                          "{'id':'6','name':'lent','collection_id':'4','collection_name':'Lent','type':'login',"
                          "'description':'in clear','login':'root','domain':'corp','has_secret':false,"
                          "'valid_until':'2086-05-01 00:00:00+00','created_at':'2026-04-17 06:34:37.9-07',"
                          "'modified_at':'2026-04-17 06:35:00.5-07','removed':false},"
                          "{'id':'7','type':'certificate','certificate':'PEM','has_secret':true},"
                          "{'id':'8','name':'taken back','type':'login','removed':true}]}")});
        const auto vault = signedIn();
        const auto index = readIndex(*vault);
        QVERIFY(index);
        QCOMPARE(index->secrets.size(), std::size_t(2)); // the removed one is none
        const SecretSummary &lent = index->secret(QStringLiteral("6"));
        QCOMPARE(lent.name, QStringLiteral("lent"));
        QCOMPARE(lent.collectionId, QStringLiteral("4"));
        QCOMPARE(index->collectionTexts(), QStringList{QStringLiteral("4< Lent")});
        QVERIFY(lent.type == SecretType::Login);
        QCOMPARE(lent.description, QStringLiteral("in clear"));
        QCOMPARE(lent.username, QStringLiteral("root"));
        QCOMPARE(vault->outline(lent).at(1).plainValue, QStringLiteral("corp"));
        QCOMPARE(lent.markers, Marker::Shared | Marker::NoValue);
        QCOMPARE(lent.expires.toString(Qt::ISODate), QStringLiteral("2086-05-01T00:00:00Z"));
        QCOMPARE(lent.created.toString(Qt::ISODateWithMs), QStringLiteral("2026-04-17T13:34:37.900Z"));
        QCOMPARE(lent.modified.toString(Qt::ISODateWithMs), QStringLiteral("2026-04-17T13:35:00.500Z"));
        const SecretSummary &certificate = index->secret(QStringLiteral("7"));
        QCOMPARE(certificate.markers, Markers(Marker::Shared));
        const auto outline = vault->outline(certificate);
        const bool hasCertificate = std::any_of(outline.begin(), outline.end(), [](const auto &field) {
            return field.kind == FieldKind::Certificate && field.plainValue == QLatin1String("PEM");
        });
        QVERIFY(hasCertificate);
    }

    void indexErrorsAreNotHidden_data()
    {
        QTest::addColumn<QByteArray>("route");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("kind");
        const auto row = [](const char *name, const char *path, int status, const QByteArray &body, ErrorKind kind) {
            QTest::newRow(name) << QByteArray("GET /api/v2/") + path << status << body << static_cast<int>(kind);
        };
        row("session over", "secret", 401, "{}", ErrorKind::NotAuthenticated);
        row("forbidden", "secret", 403, json("{'message':'no'}"), ErrorKind::Forbidden);
        row("too often", "secret", 429, "", ErrorKind::RateLimited);
        row("failure in a 200", "secret", 200, json("{'result':'failure'}"), ErrorKind::ServerFault);
        row("no list", "secret", 200, json("{'result':'success'}"), ErrorKind::Malformed);
        row("list of texts", "secret", 200, json("{'result':'success','secret':['a']}"), ErrorKind::Malformed);
        row("web page", "secret", 200, "<html>", ErrorKind::Malformed);
        row("cut", "secret", 200, rows(0, 9).left(300), ErrorKind::Malformed);
        row("broken URIs", "secret/uri", 500, "", ErrorKind::ServerFault);
        row("broken collections", "collection", 502, "", ErrorKind::ServerFault);
        row("broken grants", "secret/shared", 200, "[]", ErrorKind::Malformed);
    }

    void indexErrorsAreNotHidden()
    {
        QFETCH(QByteArray, route);
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QFETCH(int, kind);
        const auto vault = signedIn();
        m_routes.on(route, {body, status});
        const auto index = readIndex(*vault);
        QVERIFY(!index);
        QCOMPARE(static_cast<int>(index.error().kind), kind);
    }

    void aFailedRefreshLeavesTheFormerFields()
    {
        const QByteArray listed = json("{'id':'7','type':'login','domain':'old','collection_id':'9'}");
        m_routes.on("GET /api/v2/secret", {many(listed)});
        const auto vault = signedIn();
        QVERIFY(readIndex(*vault));
        const auto domain = [&] { return vault->outline(summary(SecretType::Login)).at(1).plainValue; };
        QCOMPARE(domain(), QStringLiteral("old"));

        const QByteArray renamed = QByteArray(listed).replace("old", "new");
        bool broken = true;
        m_routes.on("GET /api/v2/secret", [&](const QUrlQuery &query, const SeenRequest &) {
            if (query.queryItemValue(QStringLiteral("offset")).toInt() == 0)
                return Answer{many(renamed + ',' + row(8))};
            return broken ? Answer{"{}", 500} : Answer{many({})};
        });
        QVERIFY(QCoro::waitFor(vault->fetchIndex({}, {})));
        QCOMPARE(domain(), QStringLiteral("old"));
        QVERIFY(!readIndex(*vault));
        QCOMPARE(domain(), QStringLiteral("old"));
        broken = false;
        QVERIFY(readIndex(*vault));
        QCOMPARE(domain(), QStringLiteral("new"));
    }

    void opensEveryType()
    {
        m_routes.on("GET /api/v2/secret/7", {one(json("'id':'7','secret':'p\\u00e4ss\\n'"))});
        QCOMPARE(revealed(SecretType::Login), QStringLiteral("username=root|password*=päss\n"));
        QCOMPARE(revealed(SecretType::Note), QStringLiteral("username=root|note*=päss\n"));
        QCOMPARE(revealed(SecretType::ApiKey), QStringLiteral("username=root|token*=päss\n"));
        QCOMPARE(revealed(SecretType::Unknown), QStringLiteral("username=root|custom:secret*=päss\n"));

        m_routes.on("GET /api/v2/secret/7",
                    {one(json("'id':'7','secret':'KEY','secret_passphrase':'pp','ssh_public_key':'ssh-ed25519 AAAA',"
                              "'ssh_fingerprint_sha256':'SHA256:x'"))});
        QCOMPARE(revealed(SecretType::SshKey), QStringLiteral("username=root|private-key*=KEY|passphrase*=pp|"
                                                              "public-key=ssh-ed25519 AAAA|fingerprint=SHA256:x"));
        m_routes.on("GET /api/v2/secret/7",
                    {one(json("'secret_passphrase':null,'id':'7','certificate':'PEM','secret':'KEY',"
                              "'x509_pubkey_fingerprint_sha256':'ab:cd'"))});
        QCOMPARE(revealed(SecretType::Certificate),
                 QStringLiteral("username=root|certificate=PEM|private-key*=KEY|fingerprint=ab:cd"));
    }

    void asksForProtectedFieldsByName()
    {
        QString asked;
        m_routes.on("GET /api/v2/secret/7", [&](const QUrlQuery &query, const SeenRequest &) {
            asked = query.queryItemValue(QStringLiteral("fields"));
            return Answer{one(json("'id':'7','secret':'x'"))};
        });
        (void)revealed(SecretType::Login);
        QCOMPARE(asked, QStringLiteral("id,secret,secret_passphrase"));
        (void)revealed(SecretType::SshKey);
        QCOMPARE(asked, QStringLiteral("id,secret,secret_passphrase,ssh_public_key,ssh_fingerprint_sha256"));
    }

    void checksOutOnlyWhenTheValueIsKeptBack_data()
    {
        QTest::addColumn<int>("status");
        QTest::newRow("by a 403") << 403;
        QTest::newRow("by leaving the value out") << 200;
    }

    void checksOutOnlyWhenTheValueIsKeptBack()
    {
        QFETCH(int, status);
        bool out = false;
        m_routes.on("GET /api/v2/secret/7", [&](const QUrlQuery &, const SeenRequest &) {
            if (out)
                return Answer{one(json("'id':'7','secret':'value'"))};
            return Answer{status == 200 ? one(json("'id':'7'")) : QByteArray("{}"), status};
        });
        m_routes.on("POST /api/v2/secret/7/checkout", [&](const QUrlQuery &, const SeenRequest &request) {
            out = request.body == "{}" && request.headers.value("content-type") == "application/json";
            return Answer{json("{'secret_access_id':'1','checkout_type':'simple','expires_at':null,"
                               "'result':'success'}")};
        });
        m_routes.on("POST /api/v2/secret/7/checkin", {json("{'result':'success'}")});
        const auto vault = signedIn();
        for (int i = 0; i < 2; ++i) {
            const auto payload = QCoro::waitFor(vault->fetchPayload(summary(SecretType::Login), {}));
            QVERIFY(payload);
            QCOMPARE(describe(*payload), QStringLiteral("username=root|password*=value"));
        }
        QCOMPARE(m_routes.count("POST /api/v2/secret/7/checkout"), 1);
        QCOMPARE(m_routes.count("POST /api/v2/secret/7/checkin"), 0);
        QVERIFY(QCoro::waitFor(vault->signOut()));
        QCOMPARE(m_routes.count("POST /api/v2/secret/7/checkin"), 1);
    }

    void givesACheckOutBackThatBroughtNothing()
    {
        m_routes.on("GET /api/v2/secret/7", {"{}", 403});
        m_routes.on("POST /api/v2/secret/7/checkout", {json("{'result':'success'}")});
        const auto payload = QCoro::waitFor(signedIn()->fetchPayload(summary(SecretType::Login), {}));
        QCOMPARE(payload.error().kind, ErrorKind::Unsupported);
        QCOMPARE(m_routes.count("POST /api/v2/secret/7/checkin"), 1);
    }

    void aStoppedCheckOutIsGivenBack()
    {
        const auto stop = std::make_unique<std::stop_source>();
        m_routes.on("GET /api/v2/secret/7", {"{}", 403});
        m_routes.on("POST /api/v2/secret/7/checkout", [&stop](const QUrlQuery &, const SeenRequest &) {
            stop->request_stop(); // while its answer is awaited
            return Answer{json("{'result':'success'}")};
        });
        m_routes.on("POST /api/v2/secret/7/checkin", {json("{'result':'success'}")});
        const auto vault = signedIn();
        const auto payload = QCoro::waitFor(vault->fetchPayload(summary(SecretType::Login), stop->get_token()));
        QCOMPARE(payload.error().kind, ErrorKind::Cancelled);
        QCOMPARE(m_routes.count("POST /api/v2/secret/7/checkin"), 1);
        QCOMPARE(m_routes.count("GET /api/v2/secret/7"), 1); // the value nobody waits for is not asked for
        QVERIFY(QCoro::waitFor(vault->signOut()));
        QCOMPARE(m_routes.count("POST /api/v2/secret/7/checkin"), 1);
    }

    void aRevealStoppedWhileItReadsGivesBack()
    {
        const auto stop = std::make_unique<std::stop_source>();
        bool out = false;
        m_routes.on("GET /api/v2/secret/7", [&](const QUrlQuery &, const SeenRequest &) {
            if (out)
                stop->request_stop();
            return Answer{"{}", 403};
        });
        m_routes.on("POST /api/v2/secret/7/checkout", [&out](const QUrlQuery &, const SeenRequest &) {
            out = true;
            return Answer{json("{'result':'success'}")};
        });
        m_routes.on("POST /api/v2/secret/7/checkin", {json("{'result':'success'}")});
        const auto vault = signedIn();
        const auto payload = QCoro::waitFor(vault->fetchPayload(summary(SecretType::Login), stop->get_token()));
        QCOMPARE(payload.error().kind, ErrorKind::Cancelled);
        QCOMPARE(m_routes.count("POST /api/v2/secret/7/checkin"), 1);
    }

    void signingOutDuringARevealGivesBack_data()
    {
        QTest::addColumn<bool>("whileReading");
        QTest::newRow("while it checks out") << false;
        QTest::newRow("while it reads the value") << true;
    }

    void signingOutDuringARevealGivesBack()
    {
        QFETCH(bool, whileReading);
        const auto vault = signedIn();
        std::optional<Task<Expected<void>>> leaving;
        bool out = false;
        m_routes.on("GET /api/v2/secret/7", [&](const QUrlQuery &, const SeenRequest &) {
            if (out && whileReading)
                leaving.emplace(vault->signOut());
            return Answer{"{}", 403};
        });
        m_routes.on("POST /api/v2/secret/7/checkout", [&](const QUrlQuery &, const SeenRequest &) {
            out = true;
            if (!whileReading)
                leaving.emplace(vault->signOut());
            return Answer{json("{'result':'success'}")};
        });
        QByteArray token;
        m_routes.on("POST /api/v2/secret/7/checkin", [&token](const QUrlQuery &, const SeenRequest &request) {
            token = request.headers.value("authorization");
            return Answer{json("{'result':'success'}")};
        });
        QVERIFY(!QCoro::waitFor(vault->fetchPayload(summary(SecretType::Login), {})));
        QVERIFY(leaving);
        QVERIFY(QCoro::waitFor(std::move(*leaving)));
        QCOMPARE(m_routes.count("POST /api/v2/secret/7/checkin"), 1);
        QCOMPARE(token, QByteArray("tok3n"));
    }

    void signOutGivesEverythingBackAtOnce()
    {
        const auto vault = signedIn();
        QList<QPointer<QSslSocket>> waiting;
        QSet<QByteArray> out;
        m_server->setHandler([&](const SeenRequest &request, QSslSocket &socket) {
            const QByteArray path = request.target.split('?').first();
            const QByteArray id = path.split('/').value(4);
            if (path.endsWith("/checkout"))
                out.insert(id);
            if (path.endsWith("/checkin"))
                waiting.append(&socket); // answered only when all have come
            else if (request.method == "GET" && !out.contains(id))
                TlsTestServer::reply(socket, 403, "{}");
            else
                TlsTestServer::reply(socket, 200, one("\"id\":\"" + id + "\",\"secret\":\"value\""));
        });
        for (const char *id : {"7", "8", "9"}) {
            SecretSummary summary = this->summary(SecretType::Login);
            summary.id = QLatin1String(id);
            QVERIFY(QCoro::waitFor(vault->fetchPayload(summary, {})));
        }
        auto leaving = vault->signOut();
        QTRY_COMPARE(waiting.size(), 3);
        QVERIFY(!leaving.isReady());
        for (const auto &socket : std::as_const(waiting))
            TlsTestServer::reply(*socket, 200, json("{'result':'success'}"));
        QVERIFY(QCoro::waitFor(std::move(leaving)));
    }

    void aSilentServerHoldsSignOutUpForSecondsOnly()
    {
        const auto vault = signedIn();
        bool out = false;
        m_server->setHandler([&out](const SeenRequest &request, QSslSocket &socket) {
            if (request.target.endsWith("/checkin"))
                return;
            out = out || request.method == "POST";
            TlsTestServer::reply(socket, out ? 200 : 403, one(json("'id':'7','secret':'value'")));
        });
        QVERIFY(QCoro::waitFor(vault->fetchPayload(summary(SecretType::Login), {})));
        QElapsedTimer timer;
        timer.start();
        QCOMPARE(QCoro::waitFor(vault->signOut()).error().kind, ErrorKind::TimedOut);
        QVERIFY2(timer.elapsed() < 15'000, qPrintable(QString::number(timer.elapsed())));
    }

    void saysWhatIsMissing_data()
    {
        QTest::addColumn<int>("markers");
        QTest::addColumn<int>("checkOutStatus");
        QTest::addColumn<int>("kind");
        const auto row = [](const char *name, Markers markers, int status, ErrorKind kind) {
            QTest::newRow(name) << static_cast<int>(markers.toInt()) << status << static_cast<int>(kind);
        };
        row("no approval", Marker::NeedsApproval, 403, ErrorKind::ApprovalNeeded);
        row("a grant that ended", Marker::Shared, 403, ErrorKind::AccessEnded);
        row("no right", {}, 403, ErrorKind::Forbidden);
        row("a server without check-out", {}, 404, ErrorKind::Unsupported);
        row("a server without check-out, and no approval", Marker::NeedsApproval, 404, ErrorKind::Unsupported);
        row("a check-out that brings nothing", {}, 200, ErrorKind::Unsupported);
        row("held by somebody else", {}, 409, ErrorKind::HeldByAnother);
        row("session over", {}, 401, ErrorKind::NotAuthenticated);
    }

    void saysWhatIsMissing()
    {
        QFETCH(int, markers);
        QFETCH(int, checkOutStatus);
        QFETCH(int, kind);
        m_routes.on("GET /api/v2/secret/7", {"{}", 403});
        m_routes.on("POST /api/v2/secret/7/checkout", {json("{'result':'success'}"), checkOutStatus});
        const auto summary = this->summary(SecretType::Login, Markers::fromInt(static_cast<quint16>(markers)));
        const auto payload = QCoro::waitFor(signedIn()->fetchPayload(summary, {}));
        QVERIFY(!payload);
        QCOMPARE(static_cast<int>(payload.error().kind), kind);
    }

    void readsAGrantFromTheListOfGrants()
    {
        QString filter;
        m_routes.on("GET /api/v2/secret/shared", [&filter](const QUrlQuery &query, const SeenRequest &) {
            filter = query.queryItemValue(QStringLiteral("filter"));
            return Answer{json("{'result':'success','secret_shared':[{'id':'6','secret':'not this'},"
                               "{'secret':'value','id':'7'}]}")};
        });
        const auto vault = signedIn();
        const auto payload = QCoro::waitFor(vault->fetchPayload(summary(SecretType::Login, Marker::Shared), {}));
        QVERIFY(payload);
        QCOMPARE(describe(*payload), QStringLiteral("username=root|password*=value"));
        QCOMPARE(filter, QStringLiteral("id.in(7)"));
        m_routes.on("GET /api/v2/secret/shared", {json("{'result':'success','secret_shared':[{'id':'7','secret':'KEY',"
                                                       "'secret_passphrase':'pp'}]}")});
        const auto key = QCoro::waitFor(vault->fetchPayload(summary(SecretType::SshKey, Marker::Shared), {}));
        QVERIFY(key);
        QCOMPARE(describe(*key), QStringLiteral("username=root|private-key*=KEY|passphrase*=pp"));
        const auto own = QCoro::waitFor(vault->fetchPayload(summary(SecretType::Login), {}));
        QCOMPARE(own.error().kind, ErrorKind::NotFound);
        m_routes.on("GET /api/v2/secret/shared", {json("{'result':'success','secret_shared':[]}")});
        const auto ended = QCoro::waitFor(vault->fetchPayload(summary(SecretType::Login, Marker::Shared), {}));
        QCOMPARE(ended.error().kind, ErrorKind::NotFound);
        m_routes.on("GET /api/v2/secret/shared", {json("{'result':'success','secret_shared':[{'id':'7'}]}")});
        const auto keptBack = QCoro::waitFor(vault->fetchPayload(summary(SecretType::Login, Marker::Shared), {}));
        QCOMPARE(keptBack.error().kind, ErrorKind::Unsupported); // only the web page is left
    }

    void aJobReadsWithoutCheckingOut()
    {
        m_routes.on("GET /api/v2/secret/7", {one(json("'id':'7','secret':'value'"))});
        const auto vault = signedIn();
        const auto readable = QCoro::waitFor(vault->fetchUnattended(summary(SecretType::Login), {}));
        QVERIFY(readable);
        QCOMPARE(describe(*readable), QStringLiteral("username=root|password*=value"));
        m_routes.on("GET /api/v2/secret/7", {"{}", 403});
        const auto keptBack = QCoro::waitFor(vault->fetchUnattended(summary(SecretType::Login), {}));
        QCOMPARE(keptBack.error().kind, ErrorKind::ApprovalNeeded);
        QCOMPARE(m_routes.count("POST /api/v2/secret/7/checkout"), 0);
    }

    void neverChecksOutWhenToldNotTo()
    {
        m_routes.on("GET /api/v2/secret/7", {"{}", 403});
        const auto vault = signedIn({QStringLiteral("check-out")});
        const auto payload = QCoro::waitFor(vault->fetchPayload(summary(SecretType::Login), {}));
        QCOMPARE(payload.error().kind, ErrorKind::Unsupported);
        QVERIFY(payload.error().detail.contains(vault->checkOut()->webPage().toString()));
        QCOMPARE(m_routes.count("POST /api/v2/secret/7/checkout"), 0);
    }

    void refusesWrongPayloads_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("kind");
        const auto row = [](const char *name, int status, const QByteArray &body, ErrorKind kind) {
            QTest::newRow(name) << status << body << static_cast<int>(kind);
        };
        row("another secret", 200, one(json("'id':'8','secret':'x'")), ErrorKind::Malformed);
        row("no identity", 200, one(json("'secret':'x'")), ErrorKind::Malformed);
        row("value that is no text", 200, one(json("'id':'7','secret':{'a':1}")), ErrorKind::Malformed);
        row("cut", 200, json("{'result':'success','secret':{'id':'7','secret':'x"), ErrorKind::Malformed);
        row("web page", 200, "<html>", ErrorKind::Malformed);
        row("failure in a 200", 200, json("{'result':'failure'}"), ErrorKind::ServerFault);
        row("gone", 404, "{}", ErrorKind::NotFound);
        row("broken", 500, "{}", ErrorKind::ServerFault);
    }

    void refusesWrongPayloads()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QFETCH(int, kind);
        m_routes.on("GET /api/v2/secret/7", {body, status});
        const auto payload = QCoro::waitFor(signedIn()->fetchPayload(summary(SecretType::Login), {}));
        QVERIFY(!payload);
        QCOMPARE(static_cast<int>(payload.error().kind), kind);
        QCOMPARE(m_routes.count("POST /api/v2/secret/7/checkout"), 0);
    }

    void aSecretWithoutValueOpensEmpty()
    {
        m_routes.on("GET /api/v2/secret/7", {one(json("'id':'7'"))});
        const auto summary = this->summary(SecretType::ApiKey, Marker::NoValue);
        const auto payload = QCoro::waitFor(signedIn()->fetchPayload(summary, {}));
        QVERIFY(payload);
        QCOMPARE(describe(*payload), QStringLiteral("username=root|token*="));
    }

    void t28_refusesIdsThatArePaths_data()
    {
        QTest::addColumn<QString>("id");
        QTest::newRow("dot") << QStringLiteral(".");
        QTest::newRow("two dots") << QStringLiteral("..");
        QTest::newRow("up") << QStringLiteral("a/../b");
        QTest::newRow("backslash") << QStringLiteral("..\\b");
        QTest::newRow("encoded slash") << QStringLiteral("a%2Fb");
        QTest::newRow("encoded dots") << QStringLiteral("%2e%2e");
        QTest::newRow("query") << QStringLiteral("7?fields=secret");
        QTest::newRow("fragment") << QStringLiteral("7#x");
        QTest::newRow("parameter") << QStringLiteral("7;x");
        QTest::newRow("line end") << QStringLiteral("7\r\nX: y");
        QTest::newRow("direction") << QString(QChar(0x202e)) + QLatin1Char('7');
        QTest::newRow("zero") << QString(QChar(u'\0'));
        QTest::newRow("nothing") << QString();
        QTest::newRow("long") << QString(1 << 20, QLatin1Char('7'));
    }

    void t28_refusesIdsThatArePaths()
    {
        QFETCH(QString, id);
        const auto vault = signedIn();
        m_server->forget();
        SecretSummary odd = summary(SecretType::Login);
        odd.id = id;
        QCOMPARE(QCoro::waitFor(vault->fetchPayload(odd, {})).error().kind, ErrorKind::InvalidInput);
        QCOMPARE(QCoro::waitFor(vault->checkOut()->checkOut(id, {})).error().kind, ErrorKind::InvalidInput);
        QCOMPARE(m_server->requests().size(), 0);
    }

    void t28_takesIdsAsTheyAre()
    {
        m_routes.on("GET /api/v2/secret/a-B_c.d~%40%C3%A9", {one(json("'id':'a-B_c.d~@\xc3\xa9','secret':'x'"))});
        SecretSummary odd = summary(SecretType::Note);
        odd.id = QString::fromUtf8("a-B_c.d~@\xc3\xa9");
        QVERIFY(QCoro::waitFor(signedIn()->fetchPayload(odd, {})));
    }

    void valuesComeFromWholeAnswersAlone()
    {
        const QByteArray whole = one(json("'id':'7','secret':'x'"));
        for (const QByteArray &answer : {whole.chopped(1), whole.chopped(2), whole + "{}", whole + ']'}) {
            m_routes.on("GET /api/v2/secret/7", {answer});
            QCOMPARE(revealed(SecretType::Note),
                     QStringLiteral("error %1").arg(static_cast<int>(ErrorKind::Malformed)));
        }
        m_routes.on("GET /api/v2/secret/7", {whole + "\n"});
        QCOMPARE(revealed(SecretType::Note), QStringLiteral("username=root|note*=x"));
    }

    void t28_refusesIdentifiersThatAreNone()
    {
        const auto vault = signedIn();
        m_server->forget();
        for (const QString &id :
             {QString(), QStringLiteral("."), QStringLiteral(".."), QString(5000, QLatin1Char('7'))}) {
            SecretSummary odd = summary(SecretType::Note);
            odd.id = id;
            QCOMPARE(QCoro::waitFor(vault->fetchPayload(odd, {})).error().kind, ErrorKind::InvalidInput);
            QCOMPARE(QCoro::waitFor(vault->writing()->remove(id, {})).error().kind, ErrorKind::InvalidInput);
        }
        QVERIFY(m_server->requests().isEmpty());
    }

    void signedOutNothingIsSent()
    {
        const auto vault = signedIn();
        QVERIFY(QCoro::waitFor(vault->signOut()));
        m_server->forget();
        QCOMPARE(QCoro::waitFor(vault->fetchIndex({}, {})).error().kind, ErrorKind::NotAuthenticated);
        QCOMPARE(QCoro::waitFor(vault->fetchPayload(summary(SecretType::Login), {})).error().kind,
                 ErrorKind::NotAuthenticated);
        QCOMPARE(m_server->requests().size(), 0);
    }

    void stopsWhenAsked()
    {
        const auto vault = signedIn();
        std::stop_source stop;
        stop.request_stop();
        const auto page = QCoro::waitFor(vault->fetchIndex({}, stop.get_token()));
        QCOMPARE(page.error().kind, ErrorKind::Cancelled);
    }

    void mayDieWhileACallIsUnderWay()
    {
        auto vault = signedIn();
        auto page = vault->fetchIndex({}, {});
        vault.reset();
        (void)QCoro::waitFor(std::move(page)); // whatever it says, it must not crash
    }
};

QTEST_GUILESS_MAIN(FudoVaultTest)
#include "tst_fudovault.moc"
