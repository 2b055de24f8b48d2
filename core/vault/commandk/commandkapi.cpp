// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/commandk/commandkapi.h"

#include "core/secret/jsonwriter.h"
#include "core/vault/support/answers.h"
#include "core/vault/support/pathsegment.h"
#include "core/vault/support/tlspolicy.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>

namespace coffret {

namespace {

constexpr int EnvironmentsPerPage = 100;
constexpr std::size_t MostEnvironments = 10'000;

/// For paths and queries alike; '+' too, which many servers read as a space.
QString encoded(const QString &part)
{
    return QString::fromLatin1(QUrl::toPercentEncoding(part));
}

const QString ReadScope = QStringLiteral("the token lacks the Read scope for this app or environment");
const QString WriteScope = QStringLiteral("the token lacks the Write scope for this app or environment");
const QString AllApps = QStringLiteral("finding an app by its name takes a token with the Read scope for all apps; "
                                       "where it is restricted to some, give the app's id instead");

Error withScope(Error error, const QString &scope)
{
    if (error.kind != ErrorKind::NotAuthenticated && error.kind != ErrorKind::Forbidden)
        return error;
    return {ErrorKind::Forbidden, error.detail.isEmpty() ? scope : scope + QStringLiteral(": ") + error.detail,
            error.httpStatus};
}

template <typename T>
tl::unexpected<Error> denied(const Expected<T> &result, const QString &scope)
{
    return tl::unexpected<Error>(withScope(result.error(), scope));
}

/// The one form of a value the vendor's page gives; everything in it is fixed but the text.
SecretBuffer valueBody(const SecretBuffer &text)
{
    SecretJsonWriter body(text.size() + 256);
    body.beginObject();
    body.key("valueTypeUrn");
    body.text("urn:app-secret:app-secret-type:keyValueAppSecret");
    body.key("hidden");
    body.raw("false");
    body.key("kvAppSecretValue");
    body.beginObject();
    body.key("typeHint");
    body.text("urn:app-secret:kv-secret-value:textType");
    body.key("text");
    body.text(text.view());
    body.endObject();
    body.endObject();
    return std::move(body).take();
}

} // namespace

Expected<std::shared_ptr<CommandKApi>> CommandKApi::create(const Account &account)
{
    const auto base = baseAddressOf(account);
    if (!base)
        return failure(base);
    auto policy = tlsPolicyFor(account);
    if (!policy)
        return failure(policy);
    return std::make_shared<CommandKApi>(*base, *std::move(policy));
}

CommandKApi::CommandKApi(QUrl base, TlsPolicy policy)
    : m_base(std::move(base)), m_client(std::make_unique<HttpClient>(std::move(policy)))
{
}

void CommandKApi::forgetTokens()
{
    m_readToken.wipe();
    m_writeToken.wipe();
    m_cache.clear();
}

Expected<HttpRequest> CommandKApi::request(Scope scope, const QByteArray &method, const QString &path,
                                           const QUrlQuery &query, const StopToken &stop) const
{
    if (!hasPlainSegments(path)) // whatever identifier of the server's is in it
        return failure(ErrorKind::InvalidInput, QStringLiteral("not an id"));
    return prepared(scope, method, path, query, stop);
}

Expected<HttpRequest> CommandKApi::prepared(Scope scope, const QByteArray &method, const QString &path,
                                            const QUrlQuery &query, const StopToken &stop) const
{
    const SecretBuffer &token = scope == Scope::Read ? m_readToken : m_writeToken;
    if (m_readToken.isEmpty())
        return failure(ErrorKind::NotAuthenticated, QStringLiteral("no read token"));
    if (token.isEmpty())
        return failure(ErrorKind::Forbidden, QStringLiteral("the account has no token with the Write scope"));
    QUrl url = m_base;
    url.setPath(m_base.path(QUrl::FullyEncoded) + path, QUrl::StrictMode);
    url.setQuery(query);
    HttpRequest request(method, url);
    request.headers.append(HttpHeader{"Accept", "application/json"});
    // Copies of the token in Qt's network classes are out of reach of wiping.
    const auto size = static_cast<qsizetype>(token.size());
    request.headers.append(HttpHeader{"Authorization", "Bearer " + QByteArray(token.view().data(), size)});
    if (scope == Scope::Write) {
        request.headers.append(HttpHeader{"Content-Type", "application/json"});
        request.followRedirects = false; // what is written goes where it was meant to, or nowhere
    }
    request.stop = stop;
    return request;
}

Expected<HttpRequest> CommandKApi::renderedRequest(const QString &appId, const QString &environmentId, Mode mode,
                                                   const QStringList &filter, const StopToken &stop) const
{
    QUrlQuery query;
    query.addQueryItem(QStringLiteral("environment"), encoded(environmentId));
    query.addQueryItem(QStringLiteral("mode"),
                       mode == Mode::Full ? QStringLiteral("Full") : QStringLiteral("PreviewOnly"));
    for (const QString &name : filter)
        query.addQueryItem(QStringLiteral("secret-name-filter"), encoded(name));
    const QString path = QStringLiteral("/apps/") + encoded(appId) + QStringLiteral("/secrets/rendered");
    auto rendered = request(Scope::Read, "GET", path, query, stop);
    if (rendered)
        rendered->sensitive = true;
    return rendered;
}

Task<Expected<std::vector<CommandKEnvironment>>> CommandKApi::environments(StopToken stop)
{
    std::vector<CommandKEnvironment> all;
    QSet<QString> seen;
    QUrlQuery query;
    query.addQueryItem(QStringLiteral("limit"), QString::number(EnvironmentsPerPage));
    while (all.size() < MostEnvironments) {
        auto request = this->request(Scope::Read, "GET", QStringLiteral("/environments"), query, stop);
        if (!request)
            co_return failure(request);
        auto response = co_await m_client->send(*std::move(request));
        const auto body = bodyOf(std::move(response));
        if (!body)
            co_return denied(body, ReadScope);
        auto page = commandKEnvironments(*body);
        if (!page)
            co_return failure(page);
        const std::size_t before = all.size();
        for (CommandKEnvironment &environment : *page) {
            if (seen.contains(environment.id))
                continue;
            seen.insert(environment.id);
            all.push_back(std::move(environment));
        }
        if (all.size() == before) // nothing new: the end, or a server that knows no cursors
            break;
        query.removeQueryItem(QStringLiteral("after"));
        query.addQueryItem(QStringLiteral("after"), encoded(all.back().id));
    }
    co_return std::move(all);
}

Task<Expected<CommandKApp>> CommandKApi::appByName(QString name, StopToken stop)
{
    QUrlQuery query;
    query.addQueryItem(QStringLiteral("identifierType"), QStringLiteral("Name"));
    if (name == QLatin1String(".") || name == QLatin1String("..")) // anything else in a name can be encoded
        co_return failure(ErrorKind::InvalidInput, QStringLiteral("not the name of an app"));
    auto request = prepared(Scope::Read, "GET", QStringLiteral("/apps/") + encoded(name), query, stop);
    if (!request)
        co_return failure(request);
    auto response = co_await m_client->send(*std::move(request));
    const auto body = bodyOf(std::move(response));
    if (!body)
        co_return denied(body, AllApps);
    co_return commandKApp(*body);
}

Task<Expected<std::vector<CommandKEntry>>> CommandKApi::entries(QString appId, QString environmentId, QString key,
                                                                StopToken stop)
{
    const QStringList filter = key.isEmpty() ? QStringList() : QStringList{key};
    auto request = renderedRequest(appId, environmentId, Mode::PreviewOnly, filter, stop);
    if (!request)
        co_return failure(request);
    const QByteArray address = request->url.toEncoded();
    const auto cached = m_cache.find(address);
    if (cached != m_cache.end())
        request->headers.append(HttpHeader{"If-None-Match", cached->second.etag});
    auto response = co_await m_client->send(*std::move(request));
    if (response && response->status == 304 && m_cache.contains(address)) {
        std::vector<CommandKEntry> known = m_cache.at(address).entries; // co_return would move them out of the cache
        co_return known;
    }
    const QByteArray etag = response ? response->header("ETag") : QByteArray();
    auto body = secretBodyOf(std::move(response));
    if (!body)
        co_return denied(body, ReadScope);
    const CommandKPreview answer(*std::move(body));
    auto entries = commandKEntries(answer);
    if (!entries)
        co_return failure(entries);
    if (!etag.isEmpty())
        m_cache.insert_or_assign(address, Cached{etag, *entries});
    co_return std::move(entries);
}

Task<Expected<CommandKFull>> CommandKApi::full(QString appId, QString environmentId, QStringList keys, StopToken stop)
{
    auto request = renderedRequest(appId, environmentId, Mode::Full, keys, stop);
    if (!request)
        co_return failure(request);
    auto response = co_await m_client->send(*std::move(request));
    auto body = secretBodyOf(std::move(response));
    if (!body)
        co_return denied(body, ReadScope);
    co_return CommandKFull(*std::move(body));
}

Task<Expected<SecretBuffer>> CommandKApi::value(QString appId, QString environmentId, QString key, StopToken stop)
{
    const QStringList keys{key};
    const auto answer = co_await full(appId, environmentId, keys, stop);
    if (!answer)
        co_return failure(answer);
    co_return commandKValue(*answer, key);
}

Task<Expected<std::vector<EnvironmentValue>>> CommandKApi::values(QString appId, QString environmentId,
                                                                  QStringList keys, StopToken stop)
{
    const auto answer = co_await full(appId, environmentId, keys, stop);
    if (!answer)
        co_return failure(answer);
    auto values = commandKValues(*answer);
    if (values && !keys.isEmpty()) // a server that knows no filter sends everything
        std::erase_if(*values, [&keys](const EnvironmentValue &value) { return !keys.contains(value.name); });
    co_return std::move(values);
}

Task<Expected<CommandKApi::Created>> CommandKApi::createSecret(QString appId, QString name, QString purpose)
{
    const QString path = QStringLiteral("/apps/") + encoded(appId) + QStringLiteral("/secrets");
    auto request = this->request(Scope::Write, "POST", path, {}, StopToken());
    if (!request)
        co_return failure(request);
    // No providerId: the vendor advises leaving it to the dashboard.
    const QJsonObject body{{QStringLiteral("name"), name},
                           {QStringLiteral("purposeType"), purpose},
                           {QStringLiteral("environmentScopedValues"), QJsonArray()}};
    request->body = QJsonDocument(body).toJson(QJsonDocument::Compact);
    auto response = co_await m_client->send(*std::move(request));
    if (response && response->status == 409)
        co_return Created{commandKConflicting(response->body), true};
    const auto answer = bodyOf(std::move(response));
    if (!answer)
        co_return denied(answer, WriteScope);
    const auto id = commandKCreated(*answer);
    if (!id)
        co_return failure(id);
    co_return Created{*id, false};
}

Task<Expected<void>> CommandKApi::setValue(QString appId, QString secretId, QString environmentId,
                                           std::shared_ptr<const SecretBuffer> text)
{
    const QString path = QStringLiteral("/apps/%1/secrets/%2/environments/%3/values")
                             .arg(encoded(appId), encoded(secretId), encoded(environmentId));
    auto request = this->request(Scope::Write, "PUT", path, {}, StopToken());
    if (!request)
        co_return failure(request);
    request->sensitive = true; // an answer that echoes the value stays in secret memory
    const SecretBuffer body = valueBody(*text);
    const std::string_view bytes = body.view();
    request->body = QByteArray::fromRawData(bytes.data(), static_cast<qsizetype>(bytes.size())); // no copy
    auto response = co_await m_client->send(*std::move(request));
    const auto answer = secretBodyOf(std::move(response));
    if (!answer)
        co_return denied(answer, WriteScope);
    if (isWebPage(answer->view()))
        co_return tl::unexpected<Error>(notUnderstood(answer->view(), QStringLiteral("no answer to a change")));
    co_return Expected<void>();
}

} // namespace coffret
