// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/commandk/commandkapi.h"

#include "core/vault/support/answers.h"
#include "core/vault/support/tlspolicy.h"

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

Error withScope(Error error)
{
    if (error.kind != ErrorKind::NotAuthenticated && error.kind != ErrorKind::Forbidden)
        return error;
    const QString scope = QStringLiteral("the token lacks the Read scope for this app or environment");
    return {ErrorKind::Forbidden, error.detail.isEmpty() ? scope : scope + QStringLiteral(": ") + error.detail,
            error.httpStatus};
}

template <typename T>
tl::unexpected<Error> denied(const Expected<T> &result)
{
    return tl::unexpected<Error>(withScope(result.error()));
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
    m_cache.clear();
}

Expected<HttpRequest> CommandKApi::request(const QString &path, const QUrlQuery &query, const StopToken &stop) const
{
    if (m_readToken.isEmpty())
        return failure(ErrorKind::NotAuthenticated, QStringLiteral("no read token"));
    QUrl url = m_base;
    url.setPath(m_base.path(QUrl::FullyEncoded) + path, QUrl::StrictMode);
    url.setQuery(query);
    HttpRequest request("GET", url);
    request.headers.append(HttpHeader{"Accept", "application/json"});
    // Copies of the token in Qt's network classes are out of reach of wiping.
    const auto size = static_cast<qsizetype>(m_readToken.size());
    request.headers.append(HttpHeader{"Authorization", "Bearer " + QByteArray(m_readToken.view().data(), size)});
    request.stop = stop;
    return request;
}

Expected<HttpRequest> CommandKApi::renderedRequest(const QString &appId, const QString &environmentId, Mode mode,
                                                   const QString &filter, const StopToken &stop) const
{
    QUrlQuery query;
    query.addQueryItem(QStringLiteral("environment"), encoded(environmentId));
    query.addQueryItem(QStringLiteral("mode"),
                       mode == Mode::Full ? QStringLiteral("Full") : QStringLiteral("PreviewOnly"));
    if (!filter.isEmpty())
        query.addQueryItem(QStringLiteral("secret-name-filter"), encoded(filter));
    const QString path = QStringLiteral("/apps/") + encoded(appId) + QStringLiteral("/secrets/rendered");
    auto rendered = request(path, query, stop);
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
        auto request = this->request(QStringLiteral("/environments"), query, stop);
        if (!request)
            co_return failure(request);
        auto response = co_await m_client->send(*std::move(request));
        const auto body = bodyOf(std::move(response));
        if (!body)
            co_return denied(body);
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
    auto request = this->request(QStringLiteral("/apps/") + encoded(name), query, stop);
    if (!request)
        co_return failure(request);
    auto response = co_await m_client->send(*std::move(request));
    const auto body = bodyOf(std::move(response));
    if (!body)
        co_return denied(body);
    co_return commandKApp(*body);
}

Task<Expected<std::vector<CommandKEntry>>> CommandKApi::entries(QString appId, QString environmentId, StopToken stop)
{
    auto request = renderedRequest(appId, environmentId, Mode::PreviewOnly, QString(), stop);
    if (!request)
        co_return failure(request);
    const QByteArray address = request->url.toEncoded();
    const auto cached = m_cache.find(address);
    if (cached != m_cache.end())
        request->headers.append(HttpHeader{"If-None-Match", cached->second.etag});
    auto response = co_await m_client->send(*std::move(request));
    if (response && response->status == 304 && m_cache.contains(address))
        co_return m_cache.at(address).entries;
    const QByteArray etag = response ? response->header("ETag") : QByteArray();
    const auto body = secretBodyOf(std::move(response));
    if (!body)
        co_return denied(body);
    auto entries = commandKEntries(*body);
    if (!entries)
        co_return failure(entries);
    if (!etag.isEmpty())
        m_cache.insert_or_assign(address, Cached{etag, *entries});
    co_return std::move(entries);
}

Task<Expected<SecretBuffer>> CommandKApi::value(QString appId, QString environmentId, QString key, StopToken stop)
{
    auto request = renderedRequest(appId, environmentId, Mode::Full, key, stop);
    if (!request)
        co_return failure(request);
    auto response = co_await m_client->send(*std::move(request));
    const auto body = secretBodyOf(std::move(response));
    if (!body)
        co_return denied(body);
    co_return commandKValue(*body, key);
}

} // namespace coffret
