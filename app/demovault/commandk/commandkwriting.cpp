// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demovault/commandk/commandkparts.h"
#include "app/demovault/commandk/commandkserver.h"
#include "app/demovault/crypto/ids.h"

#include <QJsonArray>

#include <algorithm>

namespace coffret::demovault {
namespace {

bool isNewSecret(const QJsonObject &body)
{
    const QJsonValue scoped = body[QLatin1String("environmentScopedValues")];
    return !memberBesides(body, {QStringLiteral("name"), QStringLiteral("providerId"), QStringLiteral("purposeType"),
                                 QStringLiteral("environmentScopedValues")}) &&
           !body[QLatin1String("name")].toString().isEmpty() &&
           commandKPurposes().contains(body[QLatin1String("purposeType")].toString()) && scoped.isArray() &&
           scoped.toArray().isEmpty();
}

/// The page has every part fixed but the text; "activity" may be anything.
bool isValue(const QJsonObject &body)
{
    const QJsonObject value = body[QLatin1String("kvAppSecretValue")].toObject();
    return !memberBesides(body, {QStringLiteral("valueTypeUrn"), QStringLiteral("hidden"),
                                 QStringLiteral("kvAppSecretValue"), QStringLiteral("activity")}) &&
           !memberBesides(value, {QStringLiteral("typeHint"), QStringLiteral("text")}) &&
           body[QLatin1String("valueTypeUrn")] == QStringLiteral("urn:app-secret:app-secret-type:keyValueAppSecret") &&
           body[QLatin1String("hidden")] == false &&
           value[QLatin1String("typeHint")] == QStringLiteral("urn:app-secret:kv-secret-value:textType") &&
           value[QLatin1String("text")].isString();
}

} // namespace

const QStringList &commandKPurposes()
{
    static const QStringList purposes{QStringLiteral("APIKey"), QStringLiteral("SSHKey"),
                                      QStringLiteral("UsernamePassword"), QStringLiteral("Other")};
    return purposes;
}

QString commandKId(const QString &name)
{
    const QString text = QString::fromLatin1(base32(seededBytes(QStringLiteral("commandk/") + name)));
    return QStringList{text.mid(0, 5), text.mid(5, 4), text.mid(9, 5), text.mid(14, 4)}.join(QLatin1Char('-'));
}

Response commandKRefusal(int status, const QString &error, const QString &message)
{
    return Response::json(status, {{QStringLiteral("requestId"), randomUuid()},
                                   {QStringLiteral("error"), error},
                                   {QStringLiteral("message"), message}});
}

Response CommandKServer::createSecret(const Request &request, const QString &appId, const CommandKToken &token)
{
    CommandKApp *owner = app(appId);
    if (!owner)
        return commandKRefusal(404, QStringLiteral("NotFound"), QStringLiteral("No such app."));
    if (!token.covers(owner->id))
        return outOfScope(QStringLiteral("The access token does not cover this app."));
    const QJsonObject body = request.json().value_or(QJsonObject());
    if (!isNewSecret(body))
        return commandKRefusal(400, QStringLiteral("BadRequest"),
                               QStringLiteral("The secret does not have the documented form."));
    CommandKSecret secret;
    secret.name = body[QLatin1String("name")].toString();
    secret.purpose = body[QLatin1String("purposeType")].toString();
    for (const CommandKSecret &other : owner->secrets) {
        if (other.name == secret.name)
            return Response::json(409, {{QStringLiteral("requestId"), randomUuid()},
                                        {QStringLiteral("error"), QStringLiteral("Conflict")},
                                        {QStringLiteral("message"), QStringLiteral("A secret of this name exists.")},
                                        {QStringLiteral("entityId"), other.id}});
    }
    secret.id = commandKId(randomUuid());
    ++owner->revision;
    const CommandKSecret &added = owner->secrets.emplace_back(std::move(secret));
    return Response::json(200,
                          {{QStringLiteral("id"), added.id},
                           {QStringLiteral("name"), added.name},
                           {QStringLiteral("slug"), added.name.toLower().replace(QLatin1Char('_'), QLatin1Char('-'))}});
}

Response CommandKServer::setValue(const Request &request, const QStringList &ids, const CommandKToken &token)
{
    CommandKApp *owner = app(ids[0]);
    const CommandKNamed *where = environment(ids[2]);
    if (!owner || !where)
        return commandKRefusal(404, QStringLiteral("NotFound"), QStringLiteral("No such app or environment."));
    if (!token.covers(owner->id, where->id))
        return outOfScope(QStringLiteral("The access token does not cover this app and environment."));
    const auto secret = std::find_if(owner->secrets.begin(), owner->secrets.end(),
                                     [&ids](const CommandKSecret &found) { return found.id == ids[1]; });
    if (secret == owner->secrets.end())
        return commandKRefusal(404, QStringLiteral("NotFound"), QStringLiteral("No such secret."));
    const QJsonObject body = request.json().value_or(QJsonObject());
    if (!isValue(body))
        return commandKRefusal(400, QStringLiteral("BadRequest"),
                               QStringLiteral("The value does not have the documented form."));
    secret->values.insert(where->id, body[QLatin1String("kvAppSecretValue")][QLatin1String("text")].toString());
    ++owner->revision;
    return Response::json(200, {});
}

} // namespace coffret::demovault
