// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/commandk/commandkindex.h"

#include "core/vault/commandk/commandkparts.h"
#include "core/vault/support/pathsegment.h"

namespace coffret {

namespace {

bool isRefusal(const Error &error)
{
    return error.kind == ErrorKind::Forbidden || error.kind == ErrorKind::NotFound;
}

} // namespace

CommandKIndex::CommandKIndex(std::weak_ptr<CommandKParts> parts) : m_parts(std::move(parts))
{
    const auto all = m_parts.lock();
    m_api = all->api;
    m_apps = all->account.appIds;
    m_environments = all->environments;
}

Task<Expected<IndexPage>> CommandKIndex::next(StopToken stop)
{
    const auto self = shared_from_this();
    IndexPage page;
    if (m_app >= m_apps.size() || m_environments.empty())
        co_return std::move(page);
    if (m_environment == 0) {
        const auto resolved = co_await resolveApp(stop);
        if (!resolved)
            co_return failure(resolved);
        page.collections.push_back({m_current.id, {}, m_current.name, AccessRight::None});
    }
    const CommandKEnvironment environment = m_environments.at(m_environment);
    auto entries = co_await m_api->entries(m_current.id, environment.id, QString(), stop);
    if (!entries && !isRefusal(entries.error()))
        co_return failure(entries);
    if (entries) {
        addEntries(page, environment, *std::move(entries));
    } else {
        const auto judged = co_await judge(entries.error(), stop);
        if (!judged)
            co_return failure(judged);
    }
    const auto advanced = advance();
    if (!advanced)
        co_return failure(advanced);
    if (m_app < m_apps.size())
        page.nextCursor = QStringLiteral("%1/%2").arg(m_app).arg(m_environment);
    co_return std::move(page);
}

Task<Expected<void>> CommandKIndex::resolveApp(StopToken stop)
{
    const QString given = m_apps.at(m_app);
    m_anyEnvironment = false;
    m_nameError.reset();
    m_refusal.reset();
    const auto app = co_await m_api->appByName(given, stop);
    if (!app && !isRefusal(app.error()))
        co_return failure(app);
    if (!app) // a token restricted to chosen apps cannot look up names: taken as the id then
        m_nameError = app.error();
    if (!app && !isPathSegment(given)) // but no id is written like that
        co_return failure(app);
    m_current = app ? *app : CommandKApp{given, given};
    if (m_current.name.isEmpty())
        m_current.name = given;
    co_return Expected<void>();
}

/// A 401 may be an environment the token does not cover, or the end of the token, after which everything still to come
/// would silently be missing. The list of environments is open to any token that is accepted.
Task<Expected<void>> CommandKIndex::judge(Error refusal, StopToken stop)
{
    m_refusal = refusal;
    if (refusal.httpStatus != 401)
        co_return Expected<void>();
    const auto accepted = co_await m_api->environments(stop);
    if (!accepted)
        co_return failure(accepted);
    co_return Expected<void>();
}

void CommandKIndex::addEntries(IndexPage &page, const CommandKEnvironment &environment,
                               std::vector<CommandKEntry> entries)
{
    m_anyEnvironment = true;
    const auto parts = m_parts.lock();
    if (!parts)
        return;
    CommandKPlace place{m_current.id, environment.id, {}};
    page.collections.push_back({place.collectionId(), m_current.id, environment.shownName(), AccessRight::None});
    parts->learn(m_current.id, entries);
    for (const CommandKEntry &entry : entries) {
        place.key = entry.key;
        page.secrets.push_back(parts->summaryOf(place, entry));
    }
}

Expected<void> CommandKIndex::advance()
{
    if (++m_environment < m_environments.size())
        return {};
    m_environment = 0;
    const QString given = m_apps.at(m_app++);
    if (m_anyEnvironment)
        return {};
    Error error = m_refusal.value_or(Error{ErrorKind::NotFound, {}});
    error.detail = QStringLiteral("app \"%1\": %2").arg(given, error.detail);
    if (m_nameError)
        error.detail += QStringLiteral("; as a name: ") + m_nameError->detail;
    return tl::unexpected<Error>(error);
}

} // namespace coffret
