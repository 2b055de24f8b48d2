// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/commandk/commandkindex.h"

namespace coffret {

namespace {

constexpr QLatin1Char Separator('/'); // in no identifier; a key may hold it, so it comes last

QString collectionId(const QString &appId, const QString &environmentId)
{
    return appId + Separator + environmentId;
}

bool isRefusal(const Error &error)
{
    return error.kind == ErrorKind::Forbidden || error.kind == ErrorKind::NotFound;
}

} // namespace

QString CommandKPlace::id() const
{
    return appId + Separator + environmentId + Separator + key;
}

std::optional<CommandKPlace> CommandKPlace::fromId(const QString &id)
{
    const qsizetype first = id.indexOf(Separator);
    const qsizetype second = first < 0 ? -1 : id.indexOf(Separator, first + 1);
    if (first < 1 || second < first + 2 || second + 1 == id.size())
        return std::nullopt;
    return CommandKPlace{id.left(first), id.mid(first + 1, second - first - 1), id.mid(second + 1)};
}

CommandKIndex::CommandKIndex(std::shared_ptr<CommandKApi> api, QStringList apps,
                             std::vector<CommandKEnvironment> environments, CommandKGuess guess)
    : m_api(std::move(api)), m_apps(std::move(apps)), m_environments(std::move(environments)), m_guess(guess)
{
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
    auto entries = co_await m_api->entries(m_current.id, environment.id, stop);
    if (!entries && !isRefusal(entries.error()))
        co_return failure(entries);
    if (entries)
        addEntries(page, environment, *std::move(entries));
    else
        m_refusal = entries.error();
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
    m_current = app ? *app : CommandKApp{given, given};
    if (m_current.name.isEmpty())
        m_current.name = given;
    co_return Expected<void>();
}

void CommandKIndex::addEntries(IndexPage &page, const CommandKEnvironment &environment,
                               std::vector<CommandKEntry> entries)
{
    m_anyEnvironment = true;
    const QString collection = collectionId(m_current.id, environment.id);
    const QString &name = environment.name.isEmpty() ? environment.slug : environment.name;
    page.collections.push_back({collection, m_current.id, name.isEmpty() ? environment.id : name, AccessRight::None});
    for (const CommandKEntry &entry : entries) {
        SecretSummary summary;
        summary.id = CommandKPlace{m_current.id, environment.id, entry.key}.id();
        summary.collectionId = collection;
        summary.name = entry.key;
        summary.type = commandKType(entry.key, m_guess);
        summary.markers.setFlag(Marker::NoValue, !entry.hasValue);
        page.secrets.push_back(std::move(summary));
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
