// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demovault/fudo/accessrequests.h"

#include "app/demovault/fudo/fudofilter.h"
#include "app/demovault/fudo/fudoserver.h"

#include <QJsonArray>

#include <algorithm>

namespace coffret::demovault {
namespace {

const QString requestType = QStringLiteral("access_request");
constexpr int hour = 3600;
const QStringList knownMembers{QStringLiteral("type"),      QStringLiteral("secret_id"),
                               QStringLiteral("reason"),    QStringLiteral("immediate_interval"),
                               QStringLiteral("starts_at"), QStringLiteral("expires_at")};

} // namespace

AccessRequests::AccessRequests(FudoServer &server, FudoStore &store) : m_server(server), m_store(store)
{
    using Arguments = const QStringList &;
    m_server.add("POST", QStringLiteral("/access_request"),
                 [this](const Request &request, Arguments, const FudoUser &user) {
                     return add(request.json().value_or(QJsonObject()), user);
                 });
    m_server.add(
        "GET", QStringLiteral("/access_request"), [this](const Request &request, Arguments, const FudoUser &user) {
            const auto filter = FudoFilter::parse(request.parameter(QStringLiteral("filter")));
            if (!filter)
                return m_server.failure(400, QStringLiteral("filter cannot be understood"));
            QJsonArray rows;
            for (Row &row : m_rows) {
                if (row.userId == user.id && filter->accepts({{QStringLiteral("secret_id"), row.secretId}}))
                    rows.append(look(row));
            }
            return Response::json(200, {{QStringLiteral("result"), QStringLiteral("success")}, {requestType, rows}});
        });
    m_server.add("GET", QStringLiteral("/access_request/{}"),
                 [this](const Request &, Arguments ids, const FudoUser &user) {
                     for (Row &row : m_rows) {
                         if (row.id == ids[0] && row.userId == user.id)
                             return Response::json(200, {{QStringLiteral("result"), QStringLiteral("success")},
                                                         {requestType, look(row)}});
                     }
                     return m_server.failure(404, QStringLiteral("no such request"));
                 });
}

Response AccessRequests::add(const QJsonObject &body, const FudoUser &user)
{
    if (const auto unknown = memberBesides(body, knownMembers))
        return m_server.failure(400, *unknown + QStringLiteral(" is not known"));
    Row row;
    row.secretId = body[QLatin1String("secret_id")].toString();
    const FudoSecret *secret = m_store.secret(row.secretId);
    const int hours = body[QLatin1String("immediate_interval")].toInt(1);
    if (!secret || secret->removed || body[QLatin1String("reason")].toString().isEmpty())
        return m_server.failure(400, QStringLiteral("secret_id and reason are required"));
    if (hours < 1 || hours > 24)
        return m_server.failure(400, QStringLiteral("immediate_interval is 1 to 24"));
    row.id = m_store.nextId(requestType);
    row.userId = user.id;
    row.asked = body;
    row.status = QStringLiteral("pending");
    row.createdAt = FudoStore::now();
    row.from = body[QLatin1String("starts_at")].toString();
    row.until = body[QLatin1String("expires_at")].toString();
    const QString id = m_rows.emplace_back(std::move(row)).id;
    return Response::json(200, {{QStringLiteral("result"), QStringLiteral("success")},
                                {requestType, QJsonObject{{QStringLiteral("id"), id}}}});
}

QJsonObject AccessRequests::look(Row &row)
{
    if (row.status == QLatin1String("granted") && !m_store.grant(row.secretId, row.userId))
        row.status = QStringLiteral("expired");
    QJsonObject shown{{QStringLiteral("id"), row.id},
                      {QStringLiteral("type"), row.asked[QLatin1String("type")]},
                      {QStringLiteral("secret_id"), row.secretId},
                      {QStringLiteral("user_id"), row.userId},
                      {QStringLiteral("reason"), row.asked[QLatin1String("reason")]},
                      {QStringLiteral("status"), row.status},
                      {QStringLiteral("created_at"), row.createdAt}};
    if (!row.answer.isEmpty())
        shown[QLatin1String("revoke_reason")] = row.answer;
    if (!row.from.isEmpty())
        shown[QLatin1String("starts_at")] = row.from;
    if (!row.until.isEmpty())
        shown[QLatin1String("expires_at")] = row.until;
    if (m_agrees && row.status == QLatin1String("pending")) {
        const int hours = row.asked[QLatin1String("immediate_interval")].toInt(1);
        (void)decide(row.secretId, row.userId, QStringLiteral("granted"), hours * hour, {});
    }
    return shown;
}

void AccessRequests::forget()
{
    m_rows.clear();
    m_store.grants.clear();
}

bool AccessRequests::isGranted(const FudoSecret &secret, const FudoUser &user) const
{
    return m_store.grant(secret.id, user.id) != nullptr;
}

bool AccessRequests::decide(const QString &secretId, const QString &userId, const QString &status, int seconds,
                            const QString &reason)
{
    const auto last = std::find_if(m_rows.rbegin(), m_rows.rend(),
                                   [&](const Row &row) { return row.secretId == secretId && row.userId == userId; });
    if (last == m_rows.rend())
        return false;
    last->status = status;
    last->answer = reason;
    std::erase_if(m_store.grants,
                  [&](const FudoGrant &grant) { return grant.secretId == secretId && grant.userId == userId; });
    if (status == QLatin1String("granted")) {
        const QDateTime until = QDateTime::currentDateTimeUtc().addMSecs(qint64(seconds) * 1000);
        last->until = FudoStore::timeText(until, until.time().msec() * 1000);
        m_store.grants.push_back({secretId, userId, until});
    } else if (FudoSecret *secret = m_store.secret(secretId)) {
        secret->checkouts.remove(userId);
    }
    return true;
}

} // namespace coffret::demovault
