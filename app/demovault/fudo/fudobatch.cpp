// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demovault/fudo/fudobatch.h"

#include "app/demovault/fudo/fudoserver.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace coffret::demovault {
namespace {

const QStringList knownMembers{QStringLiteral("atomic"), QStringLiteral("variables"), QStringLiteral("requests")};
const QStringList knownOfOne{QStringLiteral("id"),     QStringLiteral("method"), QStringLiteral("endpoint"),
                             QStringLiteral("params"), QStringLiteral("data"),   QStringLiteral("atomic")};

QByteArray substituted(QByteArray text, const QHash<QString, QString> &variables)
{
    for (auto it = variables.begin(); it != variables.end(); ++it)
        text.replace('{' + it.key().toUtf8() + '}', it.value().toUtf8());
    return text;
}

} // namespace

FudoBatch::FudoBatch(FudoServer &server, FudoStore &store) : m_server(server), m_store(store)
{
    m_server.add("POST", QStringLiteral("/batch"),
                 [this](const Request &request, const QStringList &, const FudoUser &) {
                     if (m_mode == QLatin1String("off"))
                         return m_server.failure(404, QStringLiteral("not found"));
                     if (m_mode == QLatin1String("forbidden"))
                         return m_server.failure(403, QStringLiteral("not for users of the gateway"));
                     return run(request);
                 });
}

Response FudoBatch::run(const Request &batch)
{
    const QJsonObject body = batch.json().value_or(QJsonObject());
    const QJsonArray requests = body[QLatin1String("requests")].toArray();
    if (requests.isEmpty() || memberBesides(body, knownMembers))
        return m_server.failure(400, QStringLiteral("requests are required, atomic and variables are possible"));
    const bool atomic = body[QLatin1String("atomic")].toBool() && m_mode != QLatin1String("careless");
    const FudoStore::Snapshot before = atomic ? m_store.snapshot() : FudoStore::Snapshot();
    QHash<QString, QString> variables;
    const QJsonObject given = body[QLatin1String("variables")].toObject();
    for (auto it = given.begin(); it != given.end(); ++it)
        variables.insert(it.key(), it.value().toString());
    QJsonArray answers;
    bool failed = false;
    for (const QJsonValue &request : requests) {
        const QJsonObject answer = one(batch, request.toObject(), variables);
        answers.append(answer);
        failed = answer[QLatin1String("result")].toString() != QLatin1String("success");
        if (failed)
            break;
    }
    if (failed && atomic)
        m_store.restore(before);
    return Response::json(200,
                          {{QStringLiteral("result"), failed ? QStringLiteral("failure") : QStringLiteral("success")},
                           {QStringLiteral("requests"), answers}});
}

QJsonObject FudoBatch::one(const Request &batch, const QJsonObject &request, QHash<QString, QString> &variables)
{
    const QString id = request[QLatin1String("id")].toString();
    Request inner = batch;
    inner.method = request[QLatin1String("method")].toString().toLatin1();
    inner.path = QString::fromUtf8(substituted(request[QLatin1String("endpoint")].toString().toUtf8(), variables));
    inner.body =
        substituted(QJsonDocument(request[QLatin1String("data")].toObject()).toJson(QJsonDocument::Compact), variables);
    inner.query.clear();
    const QJsonObject parameters = request[QLatin1String("params")].toObject();
    for (auto it = parameters.begin(); it != parameters.end(); ++it)
        inner.query.addQueryItem(it.key(), it.value().toString());
    const auto unknown = memberBesides(request, knownOfOne);
    const Response response =
        unknown ? m_server.failure(400, *unknown + QStringLiteral(" is not known")) : m_server.handle(inner);
    QJsonObject answer = QJsonDocument::fromJson(response.body).object();
    for (const QString &type : answer.keys()) {
        const QJsonObject object = answer[type].toObject();
        for (auto it = object.begin(); it != object.end(); ++it)
            variables.insert(id + QLatin1Char('.') + type + QLatin1Char('.') + it.key(), it.value().toString());
    }
    if (response.status != 200)
        answer[QLatin1String("result")] = QStringLiteral("failure");
    answer[QLatin1String("id")] = id;
    answer[QLatin1String("status")] = response.status;
    return answer;
}

} // namespace coffret::demovault
