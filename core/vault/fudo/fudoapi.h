// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/net/httpclient.h"
#include "core/store/account.h"

#include <QDateTime>
#include <QUrlQuery>

#include <memory>

namespace coffret {

/// Requests of API v2: addresses, the token's header, what a status means. Main thread. Paths are relative to
/// /api/v2, their variable parts already percent-encoded.
class FudoApi
{
public:
    /// InvalidInput for an address or authorities that cannot be used.
    [[nodiscard]] static Expected<std::shared_ptr<FudoApi>> create(const Account &account,
                                                                   std::shared_ptr<const Clock> clock);

    /// The token goes into the Authorization header as it is, without a scheme word.
    void setToken(SecretBuffer token) { m_token = std::move(token); }
    void forgetToken() { m_token.wipe(); }

    Task<Expected<QByteArray>> get(QString path, QUrlQuery query, StopToken stop);
    /// For answers with protected fields.
    Task<Expected<SecretBuffer>> getSensitive(QString path, QUrlQuery query, StopToken stop);
    /// POST and PATCH with a JSON body, DELETE with none. json is wiped once it was sent.
    Task<Expected<QByteArray>> write(QByteArray method, QString path, QByteArray json, StopToken stop);
    /// The same in two steps: a prepared request carries the token, and can be sent after forgetToken().
    [[nodiscard]] Expected<HttpRequest> prepare(const QByteArray &method, const QString &path, QByteArray json,
                                                const StopToken &stop) const;
    Task<Expected<QByteArray>> send(HttpRequest prepared);
    /// Every status is an answer.
    Task<Expected<HttpResponse>> exchange(HttpRequest prepared);

    /// Trades a name and a password for a token, and keeps that. Source: "AAPM authentication methods" (5.4).
    Task<Expected<void>> logIn(QString user, SecretBuffer password, StopToken stop);

    /// A moment of the server's by this computer's clock, as far apart as the two were in the last answer.
    [[nodiscard]] QDateTime toLocalClock(const QDateTime &time) const;

    /// What a person sees of the server in a browser.
    [[nodiscard]] QUrl webPage() const;

    FudoApi(QUrl base, TlsPolicy policy, std::shared_ptr<const Clock> clock);

private:
    [[nodiscard]] Expected<HttpRequest> request(const QByteArray &method, const QString &path, const QUrlQuery &query,
                                                const StopToken &stop) const;
    void readClock(const Expected<HttpResponse> &response);

    QUrl m_base; ///< ends in /api/v2
    HttpClient m_client;
    std::shared_ptr<const Clock> m_clock;
    SecretBuffer m_token;
    qint64 m_ahead = 0; ///< the server's clock, in seconds
};

/// A query with the names of the attributes wanted; empty names: whatever the server gives by itself.
[[nodiscard]] QUrlQuery fudoFields(const QStringList &names);

/// Whether the error means that this server does not offer an address to this user, rather than that something broke.
[[nodiscard]] bool isNotOffered(const Error &error);
/// Nobody answered, or not in a way that could be understood: the call may have been carried out.
[[nodiscard]] bool isUnclear(const Error &error);

} // namespace coffret
