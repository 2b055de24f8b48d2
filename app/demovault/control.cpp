// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demovault/control.h"

#include "app/demovault/demovault.h"

#include <QJsonArray>

namespace coffret::demovault {

Control::Control(DemoVault &vault, HttpServer &server) : m_vault(vault), m_server(server)
{
    m_router.add("GET", QStringLiteral("/requests"),
                 [this](const Request &, const QStringList &) { return requests(); });
    m_router.add("DELETE", QStringLiteral("/requests"), [this](const Request &, const QStringList &) {
        m_server.clearRecords();
        m_vault.elsewhere().clear();
        return Response::json(200, {});
    });
    m_router.add("GET", QStringLiteral("/elsewhere"), [this](const Request &, const QStringList &) {
        return Response::json(200, {{QStringLiteral("addresses"), m_vault.elsewhere().addresses()},
                                    {QStringLiteral("requests"), m_vault.elsewhere().visits()}});
    });
    m_router.add("GET", QStringLiteral("/canaries"),
                 [this](const Request &, const QStringList &) { return canaries(); });
    m_router.add("GET", QStringLiteral("/description"),
                 [this](const Request &, const QStringList &) { return Response::json(200, m_vault.description()); });
    m_router.add("GET", QStringLiteral("/values"), [this](const Request &, const QStringList &) {
        return Response::json(200, {{QStringLiteral("values"), m_vault.values()}});
    });
    m_router.add("POST", QStringLiteral("/faults"),
                 [this](const Request &request, const QStringList &) { return setFaults(request); });
    m_router.add("POST", QStringLiteral("/passbolt"),
                 [this](const Request &request, const QStringList &) { return configurePassbolt(request); });
    m_router.add("POST", QStringLiteral("/fudo"),
                 [this](const Request &request, const QStringList &) { return configureFudo(request); });
    m_router.add("POST", QStringLiteral("/commandk"),
                 [this](const Request &request, const QStringList &) { return configureCommandK(request); });
}

Response Control::handle(const Request &request)
{
    return m_router.route(request).value_or(Response::empty(404));
}

Response Control::requests() const
{
    QJsonArray rows;
    for (const HttpServer::Record &record : m_server.records())
        rows.append(QJsonObject{{QStringLiteral("method"), QString::fromLatin1(record.method)},
                                {QStringLiteral("path"), record.path},
                                {QStringLiteral("query"), record.query},
                                {QStringLiteral("status"), record.status},
                                {QStringLiteral("faulty"), record.faulty}});
    return Response::json(200, {{QStringLiteral("requests"), rows}});
}

Response Control::canaries() const
{
    QJsonArray tokens;
    for (const QByteArray &token : m_vault.canaries())
        tokens.append(QString::fromLatin1(token));
    return Response::json(200, {{QStringLiteral("canaries"), tokens}});
}

Response Control::setFaults(const Request &request)
{
    const std::optional<QJsonObject> body = request.json();
    if (!body)
        return Response::json(400, {{QStringLiteral("error"), QStringLiteral("not a JSON object")}});
    m_vault.setFaults(*body);
    if ((*body)[QLatin1String("expire_tokens")].toBool())
        m_vault.expireTokens();
    if ((*body)[QLatin1String("expire_access_tokens")].toBool())
        m_vault.expireAccessTokens();
    return Response::json(200, {});
}

Response Control::configureFudo(const Request &request)
{
    const std::optional<QJsonObject> body = request.json();
    if (!body || !m_vault.configureFudo(*body))
        return Response::json(400, {{QStringLiteral("error"), QStringLiteral("not about something that is there")}});
    return Response::json(200, {});
}

Response Control::configureCommandK(const Request &request)
{
    const std::optional<QJsonObject> body = request.json();
    if (!body || !m_vault.configureCommandK(*body))
        return Response::json(400, {{QStringLiteral("error"), QStringLiteral("not about something that is there")}});
    return Response::json(200, {});
}

Response Control::configurePassbolt(const Request &request)
{
    const std::optional<QJsonObject> body = request.json();
    if (!body || !m_vault.configurePassbolt(*body))
        return Response::json(400, {{QStringLiteral("error"), QStringLiteral("no object that names a mode")}});
    return Response::json(200, {});
}

} // namespace coffret::demovault
