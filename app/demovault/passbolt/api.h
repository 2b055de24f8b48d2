// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demovault/http/request.h"
#include "app/demovault/http/response.h"
#include "app/demovault/http/router.h"
#include "app/demovault/passbolt/directory.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonValue>

#include <functional>
#include <optional>

namespace coffret::demovault {

/// Who makes a request, and how they signed in.
struct Identity
{
    PassboltUser *user = nullptr;
    bool byToken = false; ///< JSON Web Token, as opposed to a session cookie
};

/// What a handler gets: the request, what "{}" stood for, and who asks (null only for public calls).
struct Call
{
    const Request &request;
    QStringList arguments;
    PassboltUser *user = nullptr;
    [[nodiscard]] QJsonObject body() const { return request.json().value_or(QJsonObject()); }
    /// The body where it is a list.
    [[nodiscard]] QJsonArray rows() const { return QJsonDocument::fromJson(request.body).array(); }
};

/// What a handler says; Api wraps it in Passbolt's envelope.
struct Reply
{
    struct Pagination
    {
        int count = 0;
        int page = 1;
        std::optional<int> limit;
    };

    int status = 200;
    QJsonValue body = QJsonValue::Null;
    QString message = QStringLiteral("The operation was successful.");
    std::optional<Pagination> pagination = std::nullopt;
    QList<QPair<QByteArray, QByteArray>> headers = {};
    std::optional<bool> success = std::nullopt; ///< header.status where it does not follow from the HTTP status
    bool bare = false;                          ///< without envelope

    static Reply ok(const QJsonValue &body, const QString &message = QStringLiteral("The operation was successful."));
    static Reply error(int status, const QString &message, const QJsonValue &body = QString());
};

/// Passbolt's outer manners: ".json" paths, envelope, who may call what, CSRF.
class Api
{
public:
    using Handler = std::function<Reply(const Call &)>;
    enum class Access { Public, SignedIn };

    /// pattern without ".json", e.g. "/resources/{}".
    void add(const QByteArray &method, const QString &pattern, Handler handler, Access access = Access::SignedIn);
    /// Tells who makes a request; nullopt: nobody that is known.
    void setAuthenticator(std::function<std::optional<Identity>(const Request &)> authenticator);
    /// Asked before anything else: an answer here is the answer.
    void setGate(std::function<std::optional<Response>(const Request &, const std::optional<Identity> &)> gate);
    /// Has the last word about the body of every answer.
    void setReteller(std::function<QJsonValue(const QJsonValue &)> reteller);
    /// Headers that go with every answer to this request (cookies, GPGAuth).
    void setDecorator(std::function<void(const Request &, const std::optional<Identity> &, Response &)> decorator);

    [[nodiscard]] Response handle(const Request &request) const;

private:
    [[nodiscard]] Reply guarded(const Handler &handler, Access access, const Request &request,
                                const QStringList &arguments) const;
    [[nodiscard]] static bool csrfFits(const Request &request);

    Router m_router;
    std::function<std::optional<Identity>(const Request &)> m_authenticator;
    std::function<std::optional<Response>(const Request &, const std::optional<Identity> &)> m_gate;
    std::function<QJsonValue(const QJsonValue &)> m_reteller;
    std::function<void(const Request &, const std::optional<Identity> &, Response &)> m_decorator;
};

} // namespace coffret::demovault
