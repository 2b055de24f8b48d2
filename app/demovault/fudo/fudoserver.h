// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demovault/fudo/fudospec.h"
#include "app/demovault/fudo/fudostore.h"
#include "app/demovault/http/router.h"
#include "app/demovault/tokenvaultlies.h"

namespace coffret::demovault {

class FudoBatch;
class FudoInferred;

/// Fudo Enterprise API v2 for access-gateway users, as far as the vendor's pages state it. What those leave open is
/// FudoInferred's, which may be absent.
class FudoServer
{
public:
    FudoServer(const Seed &seed, Values &values, bool withInferred);
    ~FudoServer();

    [[nodiscard]] Response handle(const Request &request);
    [[nodiscard]] TokenVaultLies &lies() { return m_lies; }
    [[nodiscard]] const FudoStore &store() const { return m_store; }
    /// POST /login below /api/portal: a session for a name and a password.
    [[nodiscard]] Response handlePortal(const Request &request);
    /// What a test or an administrator decides: {"checkout_seconds":n, "batch":…, "auto_approve":b,
    /// "refuse_uri":…, "decide":{"secret","user","status","seconds","reason"}, "revoke_token":"ada",
    /// "secret":{"id","policy","mode", "needs_approval","removed","hold":"betty","release":"betty","history_state"},
    /// "as_at_first":true (what was written since the start is undone)}. false: about something that is not there.
    [[nodiscard]] bool configure(const QJsonObject &changes);
    /// No token given out so far is good any more.
    void expireTokens();

    // For FudoInferred
    using Handler = std::function<Response(const Request &, const QStringList &arguments, const FudoUser &user)>;
    void add(const QByteArray &method, const QString &pattern, Handler handler);
    [[nodiscard]] Response failure(int status, const QString &message) const;
    /// rowAt gives a row by its number; only rows that are looked at are asked for, and only rows that are shown whole.
    using RowAt = std::function<QJsonObject(qsizetype number, bool whole)>;
    [[nodiscard]] Response list(const Request &request, const QString &type, qsizetype count, const RowAt &rowAt,
                                bool mayReveal = false) const;
    [[nodiscard]] Response list(const Request &request, const QString &type, const QList<QJsonObject> &rows) const;
    [[nodiscard]] Response one(const Request &request, const QString &type, const QJsonObject &row,
                               bool mayReveal = false) const;
    [[nodiscard]] Response created(const Request &request, const QString &type, const QJsonObject &row) const;
    [[nodiscard]] Response success() const;

private:
    void addSecretRoutes();
    void addUriRoutes();
    [[nodiscard]] Response listSecrets(const Request &request, const FudoUser &user);
    [[nodiscard]] Response oneSecret(const Request &request, const QString &id, const FudoUser &user);
    [[nodiscard]] Response createSecret(const Request &request, const FudoUser &user);
    [[nodiscard]] Response updateSecret(const Request &request, const QString &id, const FudoUser &user);
    [[nodiscard]] Response removeSecret(const QString &id, const FudoUser &user);
    [[nodiscard]] Response checkOut(const Request &request, const QString &id, const FudoUser &user);
    [[nodiscard]] Response history(const Request &request, const FudoUser &user);
    [[nodiscard]] Response shared(const Request &request, const FudoUser &user);
    [[nodiscard]] Response listUris(const Request &request, const QString &secretId, const FudoUser &user);
    [[nodiscard]] Response createUri(const Request &request, const QString &secretId, const FudoUser &user);
    [[nodiscard]] Response changeUri(const Request &request, const QStringList &ids, const FudoUser &user);
    [[nodiscard]] QString refusedChange(const FudoSecret &secret, const QJsonObject &change, bool isNew);

    [[nodiscard]] bool configureSecret(const QJsonValue &row);
    [[nodiscard]] Response route(const Request &request);

    FudoStore m_store;
    FudoStore::Snapshot m_atFirst;
    TokenVaultLies m_lies;
    Router m_router;
    double m_checkoutSeconds = 0; ///< 0: without an end
    QString m_refusedUri;         ///< one that nobody may add; empty: none
    std::unique_ptr<FudoBatch> m_batch;
    std::unique_ptr<FudoInferred> m_inferred;
};

/// The fields parameter of a request.
[[nodiscard]] FudoFields fudoFields(const Request &request);

} // namespace coffret::demovault
