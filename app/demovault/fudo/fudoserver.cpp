// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demovault/fudo/fudoserver.h"

#include "app/demovault/crypto/ids.h"
#include "app/demovault/fudo/fudobatch.h"
#include "app/demovault/fudo/fudofilter.h"
#include "app/demovault/fudo/inferred.h"

#include <QJsonArray>

#include <algorithm>

namespace coffret::demovault {
namespace {

const QString secretType = QStringLiteral("secret");
const QString uriType = QStringLiteral("secret_uri");

/// The parameters that the vendor's pages have for a call.
QStringList knownParameters(const QByteArray &method)
{
    const QStringList all{QStringLiteral("fields"), QStringLiteral("filter"), QStringLiteral("offset"),
                          QStringLiteral("limit")};
    if (method == "GET" || method == "HEAD")
        return all;
    return method == "DELETE" ? QStringList() : all.mid(0, 1);
}

/// Whether the attributes that take time are among those asked for.
bool namesKeys(const QStringList &names)
{
    return std::any_of(names.begin(), names.end(), [](const QString &name) {
        return name == QLatin1String("certificate") || name.startsWith(QLatin1String("x509_")) ||
               name.startsWith(QLatin1String("ssh_"));
    });
}

bool asksForSecret(const Request &request)
{
    return fudoFields(request).names.contains(secretType);
}

Request aboutAnother(Request request, const QString &from, const QString &to)
{
    request.path.replace(from, to);
    const QString filter = request.parameter(QStringLiteral("filter"));
    request.query.removeAllQueryItems(QStringLiteral("filter"));
    if (!filter.isEmpty())
        request.query.addQueryItem(QStringLiteral("filter"), QString(filter).replace(from, to));
    return request;
}

} // namespace

FudoFields fudoFields(const Request &request)
{
    FudoFields fields;
    fields.given = request.has(QStringLiteral("fields"));
    fields.names = request.parameter(QStringLiteral("fields")).split(QLatin1Char(','), Qt::SkipEmptyParts);
    return fields;
}

FudoServer::FudoServer(const Seed &seed, Values &values, bool withInferred)
    : m_store(seed, values)
    , m_atFirst(m_store.snapshot())
    , m_lies({QStringLiteral("fudo"),
              {secretType, QStringLiteral("secret_shared")},
              QStringLiteral("id"),
              {secretType, QStringLiteral("secret_passphrase")},
              QStringLiteral("********"),
              asksForSecret,
              aboutAnother,
              [this](Request request) {
                  const FudoUser *ada = m_store.userByToken(request.header("authorization"));
                  const bool isAda = ada && ada->id == m_store.users.front().id;
                  request.headers["authorization"] = isAda ? m_store.users.back().token : m_store.users.front().token;
                  return request;
              }})
{
    add("GET", QStringLiteral("/objspec/{}"), [this](const Request &, const QStringList &arguments, const FudoUser &) {
        const auto attributes = fudoAttributes(arguments[0]);
        if (attributes.empty())
            return failure(404, QStringLiteral("no such object"));
        return Response::json(
            200, {{QStringLiteral("result"), QStringLiteral("success")}, {arguments[0], fudoObjectSpec(attributes)}});
    });
    addSecretRoutes();
    addUriRoutes();
    m_batch = std::make_unique<FudoBatch>(*this, m_store);
    if (withInferred)
        m_inferred = std::make_unique<FudoInferred>(*this, m_store);
}

FudoServer::~FudoServer() = default;

void FudoServer::expireTokens()
{
    for (FudoUser &user : m_store.users)
        user.token = randomHex(32);
}

void FudoServer::add(const QByteArray &method, const QString &pattern, Handler handler)
{
    m_router.add(method, pattern,
                 [this, handler = std::move(handler)](const Request &request, const QStringList &arguments) {
                     const FudoUser *user = m_store.userByToken(request.header("authorization"));
                     if (!user)
                         return failure(401, QStringLiteral("not authenticated"));
                     if (const auto unknown = request.parameterBesides(knownParameters(request.method)))
                         return failure(400, *unknown + QStringLiteral(" is no parameter"));
                     return handler(request, arguments, *user);
                 });
}

Response FudoServer::handlePortal(const Request &request)
{
    if (request.method != "POST" || request.path != QLatin1String("/login"))
        return failure(404, QStringLiteral("not found"));
    const QJsonObject body = request.json().value_or(QJsonObject());
    if (!request.isJson() || memberBesides(body, {QStringLiteral("username"), QStringLiteral("password")}))
        return failure(400, QStringLiteral("username and password, as JSON"));
    const FudoUser *user = m_store.userByName(body[QLatin1String("username")].toString());
    if (!user || user->password != body[QLatin1String("password")].toString())
        return failure(401, QStringLiteral("not authenticated"));
    return Response::json(200, {{QStringLiteral("sessionid"), QString::fromLatin1(user->token)}});
}

Response FudoServer::handle(const Request &request)
{
    return m_lies.answer(request, [this](const Request &asked) { return route(asked); });
}

Response FudoServer::route(const Request &request)
{
    m_store.dropExpired();
    const bool hasBody = request.method == "POST" || request.method == "PATCH";
    if (hasBody && !request.body.isEmpty() && !request.isJson())
        return failure(400, QStringLiteral("Content-Type must be application/json"));
    return m_router.route(request).value_or(failure(404, QStringLiteral("not found")));
}

Response FudoServer::failure(int status, const QString &message) const
{
    Response response = Response::empty(status);
    if (m_inferred) {
        response.add("Content-Type", "application/json");
        response.body = FudoInferred::failureBody(message);
    }
    return response;
}

Response FudoServer::success() const
{
    return Response::json(200, {{QStringLiteral("result"), QStringLiteral("success")}});
}

Response FudoServer::list(const Request &request, const QString &type, qsizetype count, const RowAt &rowAt,
                          bool mayReveal) const
{
    const QString filterText = request.parameter(QStringLiteral("filter"));
    const std::optional<FudoFilter> filter = FudoFilter::parse(filterText);
    if (!filter)
        return failure(400, QStringLiteral("filter cannot be understood"));
    const int offset = request.parameter(QStringLiteral("offset")).toInt();
    bool limited = false;
    const int limit = request.parameter(QStringLiteral("limit")).toInt(&limited);
    const FudoFields fields = fudoFields(request);
    const bool whole = !fields.given || namesKeys(fields.names);
    QJsonArray selected;
    int position = 0;
    for (qsizetype i = 0; i < count && !(limited && selected.size() >= limit); ++i) {
        if (!filterText.isEmpty() && !filter->accepts(rowAt(i, false)))
            continue;
        if (position++ >= offset)
            selected.append(fudoSelect(rowAt(i, whole), fudoAttributes(type), fields, mayReveal));
    }
    return Response::json(200, {{QStringLiteral("result"), QStringLiteral("success")}, {type, selected}});
}

Response FudoServer::list(const Request &request, const QString &type, const QList<QJsonObject> &rows) const
{
    return list(request, type, rows.size(), [&rows](qsizetype number, bool) { return rows[number]; });
}

Response FudoServer::one(const Request &request, const QString &type, const QJsonObject &row, bool mayReveal) const
{
    return Response::json(200, {{QStringLiteral("result"), QStringLiteral("success")},
                                {type, fudoSelect(row, fudoAttributes(type), fudoFields(request), mayReveal)}});
}

Response FudoServer::created(const Request &request, const QString &type, const QJsonObject &row) const
{
    FudoFields fields = fudoFields(request);
    if (fields.given && fields.names.isEmpty())
        return success();
    if (!fields.given)
        fields = {true, {}}; // an empty list selects the id alone
    return Response::json(200, {{QStringLiteral("result"), QStringLiteral("success")},
                                {type, fudoSelect(row, fudoAttributes(type), fields)}});
}

void FudoServer::addSecretRoutes()
{
    using Arguments = const QStringList &;
    add("GET", QStringLiteral("/secret"),
        [this](const Request &r, Arguments, const FudoUser &u) { return listSecrets(r, u); });
    add("POST", QStringLiteral("/secret"),
        [this](const Request &r, Arguments, const FudoUser &u) { return createSecret(r, u); });
    add("GET", QStringLiteral("/secret/history"),
        [this](const Request &r, Arguments, const FudoUser &u) { return history(r, u); });
    add("GET", QStringLiteral("/secret/shared"),
        [this](const Request &r, Arguments, const FudoUser &u) { return shared(r, u); });
    add("GET", QStringLiteral("/secret/uri"),
        [this](const Request &r, Arguments, const FudoUser &u) { return listUris(r, {}, u); });
    add("GET", QStringLiteral("/secret/{}"),
        [this](const Request &r, Arguments a, const FudoUser &u) { return oneSecret(r, a[0], u); });
    add("PATCH", QStringLiteral("/secret/{}"),
        [this](const Request &r, Arguments a, const FudoUser &u) { return updateSecret(r, a[0], u); });
    add("DELETE", QStringLiteral("/secret/{}"),
        [this](const Request &, Arguments a, const FudoUser &u) { return removeSecret(a[0], u); });
    add("POST", QStringLiteral("/secret/{}/checkout"),
        [this](const Request &r, Arguments a, const FudoUser &u) { return checkOut(r, a[0], u); });
}

void FudoServer::addUriRoutes()
{
    using Arguments = const QStringList &;
    add("GET", QStringLiteral("/secret/{}/uri"),
        [this](const Request &r, Arguments a, const FudoUser &u) { return listUris(r, a[0], u); });
    add("POST", QStringLiteral("/secret/{}/uri"),
        [this](const Request &r, Arguments a, const FudoUser &u) { return createUri(r, a[0], u); });
    add("PATCH", QStringLiteral("/secret/{}/uri/{}"),
        [this](const Request &r, Arguments a, const FudoUser &u) { return changeUri(r, a, u); });
    add("DELETE", QStringLiteral("/secret/{}/uri/{}"),
        [this](const Request &r, Arguments a, const FudoUser &u) { return changeUri(r, a, u); });
}

Response FudoServer::listSecrets(const Request &request, const FudoUser &user)
{
    QList<FudoSecret *> visible;
    for (FudoSecret &secret : m_store.secrets) {
        if (m_store.mayUse(secret, user))
            visible.append(&secret);
    }
    return list(request, secretType, visible.size(), [&](qsizetype number, bool whole) {
        return m_store.secretRow(*visible[number], user, whole ? FudoStore::Detail::Keys : FudoStore::Detail::Plain);
    });
}

Response FudoServer::oneSecret(const Request &request, const QString &id, const FudoUser &user)
{
    FudoSecret *secret = m_store.secret(id);
    if (!secret || secret->removed || !m_store.mayUse(*secret, user))
        return failure(404, QStringLiteral("no such secret"));
    const QStringList asked = fudoFields(request).names;
    const bool wantsValue =
        asked.contains(QLatin1String("secret")) || asked.contains(QLatin1String("secret_passphrase"));
    const bool reveal = wantsValue && m_inferred && m_inferred->mayReveal(*secret, user);
    if (wantsValue && m_inferred && !reveal)
        return failure(403, QStringLiteral("the secret is not checked out"));
    return one(request, secretType,
               m_store.secretRow(*secret, user, reveal ? FudoStore::Detail::Values : FudoStore::Detail::Keys), reveal);
}

Response FudoServer::checkOut(const Request &request, const QString &id, const FudoUser &user)
{
    const QJsonObject body = request.json().value_or(QJsonObject());
    const QString unfit = fudoRefusal(fudoAttributes(QStringLiteral("secret_checkout")), body, true);
    if (!unfit.isEmpty() || body[QLatin1String("secret_id")].toString(id) != id)
        return failure(400, unfit.isEmpty() ? QStringLiteral("secret_id is another") : unfit);
    FudoSecret *secret = m_store.secret(id);
    if (!secret || secret->removed || !m_store.mayUse(*secret, user))
        return failure(404, QStringLiteral("no such secret"));
    if (m_inferred) {
        const Response refusal = m_inferred->refuseCheckOut(*secret, user);
        if (refusal.status != 0)
            return refusal;
    }
    FudoCheckout &held = secret->checkouts[user.id];
    if (held.id.isEmpty()) {
        held.id = m_store.nextId(QStringLiteral("checkout"));
        if (m_checkoutSeconds > 0)
            held.until = QDateTime::currentDateTimeUtc().addMSecs(static_cast<qint64>(m_checkoutSeconds * 1000));
    }
    const QJsonValue end = held.until.isValid()
                               ? QJsonValue(FudoStore::timeText(held.until, held.until.time().msec() * 1000))
                               : QJsonValue(QJsonValue::Null);
    return Response::json(200, {{QStringLiteral("secret_access_id"), held.id},
                                {QStringLiteral("checkout_type"), secret->checkoutMode},
                                {QStringLiteral("expires_at"), end},
                                {QStringLiteral("result"), QStringLiteral("success")}});
}

Response FudoServer::history(const Request &request, const FudoUser &user)
{
    QList<QJsonObject> rows;
    for (const FudoHistory &row : m_store.history) {
        const FudoSecret *secret = m_store.secret(row.secretId);
        if (secret && m_store.mayUse(*secret, user))
            rows.append({{QStringLiteral("id"), row.id},
                         {QStringLiteral("secret_id"), row.secretId},
                         {QStringLiteral("current"), row.current},
                         {QStringLiteral("state"), row.state},
                         {QStringLiteral("created_at"), row.createdAt},
                         {QStringLiteral("modified_at"), row.createdAt}});
    }
    return list(request, QStringLiteral("secret_history"), rows);
}

Response FudoServer::shared(const Request &request, const FudoUser &user)
{
    // What was granted on request, and for a colleague's demonstration what another user's personal vault holds.
    const QStringList asked = fudoFields(request).names;
    const bool wantsValue =
        asked.contains(QLatin1String("secret")) || asked.contains(QLatin1String("secret_passphrase"));
    QList<QJsonObject> rows;
    for (FudoSecret &secret : m_store.secrets) {
        const FudoGrant *grant = m_store.grant(secret.id, user.id);
        if (secret.removed || (!grant && (m_store.mayUse(secret, user) || secret.type != QLatin1String("login"))))
            continue;
        const bool reveal = wantsValue && grant && m_inferred;
        QJsonObject row = m_store.secretRow(secret, user, reveal ? FudoStore::Detail::Values : FudoStore::Detail::Keys);
        const QDateTime until = grant ? grant->until : QDateTime::currentDateTimeUtc().addDays(2);
        row[QLatin1String("valid_until")] = FudoStore::timeText(until, until.time().msec() * 1000);
        rows.append(row);
    }
    return list(
        request, QStringLiteral("secret_shared"), rows.size(), [&rows](qsizetype number, bool) { return rows[number]; },
        wantsValue && m_inferred);
}

Response FudoServer::listUris(const Request &request, const QString &secretId, const FudoUser &user)
{
    if (!secretId.isEmpty()) {
        const FudoSecret *secret = m_store.secret(secretId);
        if (!secret || !m_store.mayUse(*secret, user))
            return failure(404, QStringLiteral("no such secret"));
    }
    QList<QJsonObject> rows;
    for (const FudoUri &uri : m_store.uris) {
        const bool wanted =
            secretId.isEmpty() ? m_store.mayUse(*m_store.secret(uri.secretId), user) : uri.secretId == secretId;
        if (wanted)
            rows.append(m_store.uriRow(uri, user));
    }
    return list(request, uriType, rows);
}

} // namespace coffret::demovault
