// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/memorycredentialstore.h"
#include "core/vault/fudo/fudovault.h"
#include "tests/support/jumpingclock.h"
#include "tests/support/routes.h"

#include <QCoroTask>
#include <QJsonDocument>
#include <QJsonObject>

namespace coffret::test {

/// A Fudo server made of routes, and a vault signed in to it. Secret "7" is a login in collection "9".
class FudoStage
{
public:
    FudoStage()
        : server(authority.issue(), [this](const SeenRequest &request, QSslSocket &socket) {
            last.insert(request.method + ' ' + request.target.split('?').first(), request);
            routes.serve(request, socket);
        })
    {
        routes.on("GET /api/v2/secret", {"{\"result\":\"success\",\"secret\":[" + row() + "]}"});
        routes.on("GET /api/v2/secret/7", {"{\"result\":\"success\",\"secret\":" + row() + "}"});
        routes.on("GET /api/v2/secret/7/uri",
                  {json("{'result':'success','secret_uri':[{'id':'1','secret_id':'7','uri':'ssh://a'},"
                        "{'id':'2','secret_id':'7','uri':'https://b'}]}")});
        routes.on("GET /api/v2/secret/uri",
                  {json("{'result':'success','secret_uri':[{'id':'1','secret_id':'7','uri':'ssh://a'},"
                        "{'id':'2','secret_id':'7','uri':'https://b'}]}")});
        for (const char *call : {"PATCH /api/v2/secret/7", "DELETE /api/v2/secret/7", "PATCH /api/v2/secret/7/uri/1",
                                 "PATCH /api/v2/secret/7/uri/2", "DELETE /api/v2/secret/7/uri/1",
                                 "DELETE /api/v2/secret/7/uri/2", "POST /api/v2/secret/7/checkin"})
            routes.on(call, {json("{'result':'success'}")});
        routes.on("POST /api/v2/secret", {json("{'result':'success','secret':{'id':'8'}}")});
        routes.on("POST /api/v2/secret/8/uri", {json("{'result':'success','secret_uri':{'id':'3'}}")});
        routes.on("POST /api/v2/secret/7/uri", {json("{'result':'success','secret_uri':{'id':'3'}}")});
        routes.on("DELETE /api/v2/secret/8", {json("{'result':'success'}")});
    }

    /// The row of secret 7, as it is now.
    [[nodiscard]] QByteArray row() const
    {
        return json("{'id':'7','name':'Router','collection_id':'9','type':'login','login':'root','domain':'corp',"
                    "'access_policy':'POLICY','my_checkout_id':OUT,'modified_at':'TIME'}")
            .replace("TIME", modified)
            .replace("POLICY", policy)
            .replace("OUT", checkoutId.isEmpty() ? QByteArray("null") : '"' + checkoutId + '"');
    }
    /// After one of the members above was changed.
    void serveRow()
    {
        routes.on("GET /api/v2/secret", {"{\"result\":\"success\",\"secret\":[" + row() + "]}"});
        routes.on("GET /api/v2/secret/7", {"{\"result\":\"success\",\"secret\":" + row() + "}"});
    }

    /// Signs in and reads the index.
    void open(const QStringList &switchedOff = {})
    {
        account.id = QStringLiteral("account");
        account.service = Service::FudoUag;
        account.server = server.url(QString());
        account.certificateAuthorities = authority.certificate().toPem();
        account.switchedOff = switchedOff;
        vault = std::make_unique<FudoVault>(account, credentials, leftOvers, clock);
        if (!QCoro::waitFor(credentials.write(QStringLiteral("account/token"), SecretBuffer::copyOf("tok3n"))))
            qFatal("no token");
        if (const auto signedIn = QCoro::waitFor(vault->signIn({})); !signedIn)
            qFatal("sign-in failed: %s", qPrintable(signedIn.error().detail));
        if (!readIndex())
            qFatal("no index");
        routes.forget();
    }
    bool readIndex()
    {
        QString cursor;
        do {
            const auto page = QCoro::waitFor(vault->fetchIndex(cursor, {}));
            if (!page)
                return false;
            for (const SecretSummary &secret : page->secrets)
                secrets.insert(secret.id, secret);
            cursor = page->nextCursor;
        } while (!cursor.isEmpty());
        return true;
    }
    /// What an editor begins with.
    [[nodiscard]] SecretDraft draft()
    {
        const auto summary = QCoro::waitFor(vault->fetchSummary(QStringLiteral("7"), {}));
        if (!summary)
            qFatal("no summary: %s", qPrintable(summary.error().detail));
        routes.forget();
        SecretDraft draft;
        draft.id = summary->id;
        draft.type = summary->type;
        draft.vendorType = summary->vendorType;
        draft.collectionId = summary->collectionId;
        draft.name = summary->name;
        draft.username = summary->username;
        draft.uris = summary->uris;
        draft.baseModified = summary->modified;
        draft.valuesChanged = false;
        return draft;
    }
    [[nodiscard]] static SecretDraft newLogin(const QStringList &uris = {})
    {
        SecretDraft draft;
        draft.name = QStringLiteral("Staging Database");
        draft.collectionId = QStringLiteral("9");
        draft.description = QStringLiteral("in \"clear\"");
        draft.username = QStringLiteral("staging_user");
        draft.uris = uris;
        addField(draft, FieldKind::Domain, "staging.example.com");
        addField(draft, FieldKind::Password, "Strong\\Password");
        return draft;
    }
    static void addField(SecretDraft &draft, FieldKind kind, const char *value)
    {
        draft.fields.push_back({kind, fieldKey(kind), {}, kind != FieldKind::Domain, SecretBuffer::copyOf(value)});
    }
    /// The body of the last request of this kind.
    [[nodiscard]] QJsonObject body(const QByteArray &call) const
    {
        return QJsonDocument::fromJson(last.value(call).body).object();
    }

    QByteArray modified = "2026-04-17 06:34:37.91632-07";
    QByteArray policy = "full_edit";
    QByteArray checkoutId;
    TestAuthority authority;
    Routes routes;
    QHash<QByteArray, SeenRequest> last;
    TlsTestServer server;
    MemoryCredentialStore credentials;
    Account account;
    std::shared_ptr<FudoLeftOvers> leftOvers; ///< null: there are none
    std::shared_ptr<JumpingClock> clock = std::make_shared<JumpingClock>();
    std::unique_ptr<FudoVault> vault;
    QHash<QString, SecretSummary> secrets;
};

} // namespace coffret::test
