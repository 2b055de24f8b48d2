// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demovault/commandk/commandkserver.h"

#include "app/demovault/commandk/commandkparts.h"
#include "app/demovault/crypto/ids.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace coffret::demovault {
namespace {

CommandKNamed named(const char *kind, const char *name, const char *slug)
{
    return {commandKId(QLatin1String(kind) + QLatin1Char('/') + QLatin1String(slug)), QString::fromUtf8(name),
            QLatin1String(slug)};
}

QJsonObject row(const CommandKNamed &object)
{
    return {{QStringLiteral("id"), object.id},
            {QStringLiteral("name"), object.name},
            {QStringLiteral("slug"), object.slug}};
}

QString purposeOf(SecretKind kind)
{
    switch (kind) {
    case SecretKind::ApiKey:
        return commandKPurposes()[0];
    case SecretKind::SshKey:
        return commandKPurposes()[1];
    case SecretKind::Login:
    case SecretKind::LoginWithTotp:
        return commandKPurposes()[2];
    default:
        return commandKPurposes()[3];
    }
}

/// Ordinary names become variable names; those with other scripts or markup stay as they are.
QString secretName(const SeedSecret &secret)
{
    const bool plain = std::all_of(secret.name.begin(), secret.name.end(), [](QChar c) {
        return c.unicode() < 128 && (c.isLetterOrNumber() || QStringLiteral(" -_@.(),'").contains(c));
    });
    if (!plain)
        return secret.name;
    QString name = secret.name.trimmed().toUpper();
    for (QChar &c : name) {
        if (!c.isLetterOrNumber())
            c = QLatin1Char('_');
    }
    return name;
}

bool belongsHere(int index, const SeedSecret &secret)
{
    return index % 2 == 0 && secret.condition == Condition::Sound && secret.kind != SecretKind::Totp;
}

const QString nameFilter = QStringLiteral("secret-name-filter");

Request aboutAnother(Request request, const QString &from, const QString &to)
{
    const QStringList names = request.query.allQueryItemValues(nameFilter, QUrl::FullyDecoded);
    request.query.removeAllQueryItems(nameFilter);
    for (const QString &name : names)
        request.query.addQueryItem(nameFilter, name == from ? to : name);
    request.headers.remove("if-none-match");
    return request;
}

} // namespace

bool CommandKToken::covers(const QString &appId, const QString &environmentId) const
{
    return (apps.isEmpty() || apps.contains(appId)) &&
           (environmentId.isEmpty() || environments.isEmpty() || environments.contains(environmentId));
}

CommandKServer::CommandKServer(const Seed &seed, Values &values, bool inferred)
    : m_seed(seed)
    , m_values(values)
    , m_inferred(inferred)
    , m_lies({QStringLiteral("commandk"),
              {QStringLiteral("secrets")},
              QStringLiteral("key"),
              {QStringLiteral("serializedValue")},
              QStringLiteral("********"),
              [](const Request &request) { return request.parameter(QStringLiteral("mode")) == QLatin1String("Full"); },
              aboutAnother,
              [this](Request request) { // whose secrets are those of another app
                  request.path.replace(m_apps.front().id, m_apps[1].id);
                  return request;
              }})
{
    m_environments = {named("environment", "Production", "production"), named("environment", "Staging", "staging"),
                      named("environment", "Development", "development")};
    for (const CommandKNamed &app : {named("app", "Orders", "orders"), named("app", "Web shop", "web-shop"),
                                     named("app", "Ελληνικό κατάστημα", "greek-shop")})
        m_apps.push_back({app, {}, 1});
    makeTokens();
    addSecrets();
    m_atFirst = m_apps;
    using Arguments = const QStringList &;
    using Token = const CommandKToken &;
    add("GET", QStringLiteral("/environments"), Scope::Either,
        {QStringLiteral("limit"), QStringLiteral("before"), QStringLiteral("after")},
        [this](const Request &r, Arguments, Token) { return listEnvironments(r); });
    add("GET", QStringLiteral("/providers"), Scope::Read, {}, [](const Request &, Arguments, Token) {
        const QJsonArray providers{row(named("provider", "Other", "other")),
                                   row(named("provider", "GitHub", "github"))};
        return Response::json(200, {{QStringLiteral("providers"), providers}});
    });
    add("GET", QStringLiteral("/apps/{}"), Scope::Read, {QStringLiteral("identifierType")},
        [this](const Request &r, Arguments a, Token token) { return findApp(r, a[0], token); });
    add("GET", QStringLiteral("/apps/{}/secrets/rendered"), Scope::Read,
        {QStringLiteral("environment"), QStringLiteral("mode"), QStringLiteral("secret-name-filter")},
        [this](const Request &r, Arguments a, Token token) { return rendered(r, a[0], token); });
    add("POST", QStringLiteral("/apps/{}/secrets"), Scope::Write, {},
        [this](const Request &r, Arguments a, Token token) { return createSecret(r, a[0], token); });
    add("PUT", QStringLiteral("/apps/{}/secrets/{}/environments/{}/values"), Scope::Write, {},
        [this](const Request &r, Arguments a, Token token) { return setValue(r, a, token); });
}

void CommandKServer::makeTokens()
{
    const QStringList app{m_apps.front().id};
    QStringList environments;
    for (std::size_t i = 1; i < m_environments.size(); ++i)
        environments.append(m_environments[i].id);
    m_tokens = {CommandKToken{"ckr_" + randomHex(20), false, {}, {}},
                CommandKToken{"ckw_" + randomHex(20), true, {}, {}},
                CommandKToken{"ckr_" + randomHex(20), false, app, environments},
                CommandKToken{"ckw_" + randomHex(20), true, app, environments}};
}

QString CommandKServer::vaultName(const CommandKNamed &environment)
{
    return QStringLiteral("commandk-") + environment.slug;
}

void CommandKServer::addSecrets()
{
    std::size_t next = 0;
    for (int i = 0; i < m_seed.size(); ++i) {
        const SeedSecret seeded = m_seed.secret(i);
        if (!belongsHere(i, seeded))
            continue;
        CommandKApp &owner = m_apps[next++ % m_apps.size()];
        CommandKSecret secret;
        secret.id = commandKId(owner.slug + QStringLiteral("/secret/") + QString::number(i));
        secret.name = secretName(seeded);
        secret.purpose = purposeOf(seeded.kind);
        secret.seedIndex = i;
        if (i % 9 == 4)
            secret.unset.append(m_environments[2].id);
        owner.secrets.push_back(std::move(secret));
    }
}

void CommandKServer::expireTokens()
{
    makeTokens();
}

void CommandKServer::add(const QByteArray &method, const QString &pattern, Scope scope, const QStringList &parameters,
                         Handler handler)
{
    m_router.add(
        method, pattern,
        [this, scope, parameters, handler = std::move(handler)](const Request &request, const QStringList &arguments) {
            const QByteArray authorization = request.header("authorization");
            const auto token =
                std::find_if(m_tokens.begin(), m_tokens.end(), [&authorization](const CommandKToken &known) {
                    return authorization == "Bearer " + known.value;
                });
            if (token == m_tokens.end())
                return commandKRefusal(401, QStringLiteral("Unauthorized"),
                                       QStringLiteral("The access token is missing or not valid."));
            // A write token is no superset: the only thing it may read is the list of environments.
            if (scope != Scope::Either && token->writes != (scope == Scope::Write))
                return outOfScope(QStringLiteral("The access token does not have this scope."));
            if (const auto unknown = request.parameterBesides(parameters))
                return commandKRefusal(400, QStringLiteral("BadRequest"),
                                       QStringLiteral("There is no parameter \"%1\".").arg(*unknown));
            if (scope == Scope::Write && !request.isJson())
                return commandKRefusal(400, QStringLiteral("BadRequest"),
                                       QStringLiteral("Content-Type must be application/json."));
            return handler(request, arguments, *token);
        });
}

Response CommandKServer::outOfScope(const QString &message) const
{
    const int status = m_inferred.statusOutOfScope();
    return commandKRefusal(status, status == 403 ? QStringLiteral("Forbidden") : QStringLiteral("Unauthorized"),
                           message);
}

bool CommandKServer::configure(const QJsonObject &changes)
{
    if (!changes[QLatin1String("as_at_first")].toBool())
        return false;
    m_apps = m_atFirst;
    return true;
}

Response CommandKServer::handle(const Request &request)
{
    return m_lies.answer(request, [this](const Request &asked) { return route(asked); });
}

Response CommandKServer::route(const Request &request)
{
    return m_router.route(request).value_or(
        commandKRefusal(404, QStringLiteral("NotFound"), QStringLiteral("No such endpoint.")));
}

CommandKApp *CommandKServer::app(const QString &id)
{
    const auto it =
        std::find_if(m_apps.begin(), m_apps.end(), [&id](const CommandKApp &found) { return found.id == id; });
    return it == m_apps.end() ? nullptr : &*it;
}

const CommandKNamed *CommandKServer::environment(const QString &id) const
{
    const auto it = std::find_if(m_environments.begin(), m_environments.end(),
                                 [&id](const CommandKNamed &found) { return found.id == id; });
    return it == m_environments.end() ? nullptr : &*it;
}

Response CommandKServer::listEnvironments(const Request &request) const
{
    const auto position = [this](const QString &cursor) {
        const auto it = std::find_if(m_environments.begin(), m_environments.end(),
                                     [&cursor](const CommandKNamed &found) { return found.id == cursor; });
        return static_cast<std::size_t>(it - m_environments.begin());
    };
    std::size_t first = 0;
    std::size_t end = m_environments.size();
    if (request.has(QStringLiteral("after")))
        first = std::min(end, position(request.parameter(QStringLiteral("after"))) + 1);
    if (request.has(QStringLiteral("before")))
        end = position(request.parameter(QStringLiteral("before")));
    bool limited = false;
    const int limit = request.parameter(QStringLiteral("limit")).toInt(&limited);
    if (limited && limit > 0 && first < end)
        end = std::min(end, first + static_cast<std::size_t>(limit));
    QJsonArray rows;
    for (std::size_t i = first; i < end; ++i) {
        QJsonObject object = row(m_environments[i]);
        object[QLatin1String("label")] = m_environments[i].name;
        rows.append(object);
    }
    return Response::json(200, {{QStringLiteral("environments"), rows}});
}

Response CommandKServer::findApp(const Request &request, const QString &name, const CommandKToken &token) const
{
    if (!token.apps.isEmpty())
        return outOfScope(QStringLiteral("Names of apps need an access token for all apps."));
    const bool byName = request.parameter(QStringLiteral("identifierType")) == QLatin1String("Name");
    for (const CommandKApp &found : m_apps) {
        if ((byName ? found.name : found.id) == name) {
            QJsonObject object = row(found);
            object[QLatin1String("description")] = QString();
            return Response::json(200, object);
        }
    }
    return commandKRefusal(404, QStringLiteral("NotFound"), QStringLiteral("No such app."));
}

QString CommandKServer::valueOf(const CommandKSecret &secret, const CommandKNamed &environment)
{
    const auto set = secret.values.constFind(environment.id);
    if (set != secret.values.constEnd())
        return *set;
    const SecretValues values = m_values.of(vaultName(environment), secret.seedIndex, m_seed.secret(secret.seedIndex));
    return QString::fromUtf8(values.certificate.isEmpty() ? values.secret : values.certificate + values.secret);
}

QJsonObject CommandKServer::renderedRow(const CommandKSecret &secret, const CommandKNamed &environment, bool full)
{
    const bool hasValue =
        secret.values.contains(environment.id) || (secret.seedIndex >= 0 && !secret.unset.contains(environment.id));
    QJsonObject object{{QStringLiteral("key"), secret.name},
                       {QStringLiteral("secretId"), secret.id},
                       {QStringLiteral("valueType"), hasValue
                                                         ? QStringLiteral("urn:rendered-app-secret:value-type:String")
                                                         : QStringLiteral("urn:rendered-app-secret:value-type:None")}};
    if (hasValue)
        object[QLatin1String("serializedValue")] =
            full ? valueOf(secret, environment) : m_inferred.maskOf(valueOf(secret, environment));
    return object;
}

Response CommandKServer::rendered(const Request &request, const QString &appId, const CommandKToken &token)
{
    const CommandKApp *owner = app(appId);
    const CommandKNamed *where = environment(request.parameter(QStringLiteral("environment")));
    const QString mode = request.parameter(QStringLiteral("mode"));
    if (!owner || !where)
        return commandKRefusal(404, QStringLiteral("NotFound"), QStringLiteral("No such app or environment."));
    if (!token.covers(owner->id, where->id))
        return outOfScope(QStringLiteral("The access token does not cover this app and environment."));
    if (mode != QLatin1String("Full") && mode != QLatin1String("PreviewOnly"))
        return commandKRefusal(400, QStringLiteral("BadRequest"), QStringLiteral("mode must be Full or PreviewOnly."));
    const QStringList names = m_inferred.namesAskedFor(request);
    QJsonArray secrets;
    for (const CommandKSecret &secret : owner->secrets) {
        if (names.isEmpty() || names.contains(secret.name))
            secrets.append(renderedRow(secret, *where, mode == QLatin1String("Full")));
    }
    const QByteArray digest =
        QCryptographicHash::hash(QJsonDocument(secrets).toJson(QJsonDocument::Compact), QCryptographicHash::Sha256)
            .toHex();
    const QByteArray tag = '"' + digest.left(32) + '"';
    if (request.header("if-none-match") == tag)
        return Response::empty(304).add("ETag", tag);
    return Response::json(200,
                          {{QStringLiteral("changelogId"), commandKId(owner->slug + QString::number(owner->revision))},
                           {QStringLiteral("secretDigest"), QString::fromLatin1(digest)},
                           {QStringLiteral("incrementalId"), owner->revision},
                           {QStringLiteral("secrets"), secrets}})
        .add("ETag", tag);
}

} // namespace coffret::demovault
