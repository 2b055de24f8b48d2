// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/commandk/commandkenvironments.h"

#include "core/secret/utf8.h"
#include "core/vault/commandk/commandkwrites.h"

#include <map>

namespace coffret {

namespace {

using Parts = std::shared_ptr<CommandKParts>;
using Value = std::shared_ptr<const SecretBuffer>;
using Depth = VaultEnvironments::Depth;
using State = EnvironmentCell::State;

bool isRefusal(const Error &error)
{
    return error.kind == ErrorKind::Forbidden || error.kind == ErrorKind::NotFound;
}

/// What one environment has of one name: nothing to reveal, and a digest that means something in this comparison alone.
struct Found
{
    bool hasValue = false;
    QByteArray digest; ///< empty: not taken
};
using Column = std::map<QString, Found>;

Task<Expected<Column>> columnOf(Parts parts, CommandKPlace place, Depth depth,
                                std::shared_ptr<const KeyedDigest> digest, StopToken stop)
{
    const auto api = parts->api;
    Column column;
    if (depth == Depth::Names) {
        const auto entries = co_await api->entries(place.appId, place.environmentId, QString(), stop);
        if (!entries)
            co_return failure(entries);
        parts->learn(place.appId, *entries);
        for (const CommandKEntry &entry : *entries)
            column.insert_or_assign(entry.key, Found{entry.hasValue, {}});
        co_return column;
    }
    const QStringList everything;
    const auto values = co_await api->values(place.appId, place.environmentId, everything, stop);
    if (!values)
        co_return failure(values);
    for (const EnvironmentValue &value : *values)
        column.insert_or_assign(
            value.name, Found{value.value.has_value(), value.value ? digest->of(value.value->view()) : QByteArray()});
    co_return column;
}

/// Numbers for the digests of one row, in the order they come.
int groupOf(std::vector<QByteArray> &known, const QByteArray &digest)
{
    if (digest.isEmpty())
        return -1;
    const auto it = std::find(known.begin(), known.end(), digest);
    if (it != known.end())
        return static_cast<int>(it - known.begin());
    known.push_back(digest);
    return static_cast<int>(known.size()) - 1;
}

void addRows(EnvironmentTable &table, const std::vector<Column> &columns)
{
    std::map<QString, int> names;
    for (const Column &column : columns) {
        for (const auto &[name, found] : column)
            names[name] = 0;
    }
    for (const auto &[name, unused] : names) {
        EnvironmentRow row{name, {}};
        std::vector<QByteArray> digests;
        for (std::size_t i = 0; i < columns.size(); ++i) {
            EnvironmentCell cell;
            const auto found = columns[i].find(name);
            auto place = CommandKPlace::fromCollection(table.environments[i].environment.id);
            if (table.environments[i].error) {
                cell.state = State::NotTold;
            } else if (found != columns[i].end() && place) {
                place->key = name;
                cell = {found->second.hasValue ? State::HasValue : State::NoValue,
                        groupOf(digests, found->second.digest), place->id()};
            }
            row.cells.push_back(std::move(cell));
        }
        table.rows.push_back(std::move(row));
    }
}

/// Of one app; empty where they are not.
std::vector<CommandKPlace> placesOf(const QStringList &environmentIds)
{
    std::vector<CommandKPlace> places;
    for (const QString &id : environmentIds) {
        const auto place = CommandKPlace::fromCollection(id);
        if (!place || (!places.empty() && places.front().appId != place->appId))
            return {};
        places.push_back(*place);
    }
    return places;
}

/// Whether what is still to do has to be left alone: every other environment would meet the same.
bool concernsAll(const Error &error, const StopToken &stop)
{
    return stop.stop_requested() || (!isRefusal(error) && error.kind != ErrorKind::Conflict &&
                                     error.kind != ErrorKind::InvalidInput && error.kind != ErrorKind::ServerFault);
}

Task<std::vector<EnvironmentResult>> setInEach(Parts parts, std::vector<CommandKPlace> places, QString secretId,
                                               QString name, Value value, Progress progress, StopToken stop)
{
    std::vector<EnvironmentResult> results;
    for (const CommandKPlace &place : places)
        results.push_back({place.collectionId(), EnvironmentResult::State::NotTried, {}});
    const auto api = parts->api;
    const int total = static_cast<int>(places.size());
    for (std::size_t i = 0; i < places.size() && !stop.stop_requested(); ++i) {
        const CommandKPlace place{places[i].appId, places[i].environmentId, name};
        const auto set = co_await api->setValue(place.appId, secretId, place.environmentId, value, stop);
        if (!set && set.error().kind == ErrorKind::NotFound)
            parts->unlearn(place.appId, name);
        if (set) {
            results[i].state = EnvironmentResult::State::Set;
            parts->unfinished.remove(place.id());
            parts->handedOut.insert(place.id(), parts->digest.of(value->view()));
        } else {
            results[i].state = EnvironmentResult::State::Failed;
            results[i].error = set.error();
        }
        if (progress)
            progress(static_cast<int>(i) + 1, total);
        if (!set && concernsAll(set.error(), stop))
            break;
    }
    co_return results;
}

} // namespace

QString CommandKEnvironments::applicationOf(const QString &id) const
{
    return id.section(QLatin1Char('/'), 0, 0);
}

QString CommandKEnvironments::secretIdOf(const QString &environmentId, const QString &name) const
{
    auto place = CommandKPlace::fromCollection(environmentId);
    if (!place || name.isEmpty())
        return {};
    place->key = name;
    return place->id();
}

Task<Expected<std::vector<Environment>>> CommandKEnvironments::environments(QString applicationId, StopToken stop)
{
    const Parts parts = m_parts;
    const auto api = parts->signedIn();
    if (!api)
        co_return failure(api);
    const auto all = co_await (*api)->environments(stop);
    if (!all)
        co_return failure(all);
    std::vector<Environment> readable;
    std::optional<Error> refusal;
    for (const CommandKEnvironment &environment : *all) {
        const auto entries = co_await (*api)->entries(applicationId, environment.id, QString(), stop);
        if (!entries && !isRefusal(entries.error()))
            co_return failure(entries);
        if (entries)
            readable.push_back(
                {CommandKPlace{applicationId, environment.id, {}}.collectionId(), environment.shownName()});
        else
            refusal = entries.error();
    }
    if (readable.empty() && refusal)
        co_return tl::unexpected<Error>(*refusal);
    co_return readable;
}

Task<Expected<EnvironmentTable>>
CommandKEnvironments::compare(QString applicationId, std::vector<Environment> environments, Depth depth, StopToken stop)
{
    const Parts parts = m_parts;
    const auto api = parts->signedIn();
    if (!api)
        co_return failure(api);
    EnvironmentTable table;
    table.applicationId = applicationId;
    table.valuesCompared = depth == Depth::Values;
    const auto digest = std::make_shared<const KeyedDigest>(); // of this comparison alone
    std::vector<Column> columns;
    for (const Environment &environment : environments) {
        const auto place = CommandKPlace::fromCollection(environment.id);
        if (!place || place->appId != applicationId)
            co_return failure(ErrorKind::InvalidInput, QStringLiteral("an environment of another app"));
        const CommandKPlace where = *place;
        auto column = co_await columnOf(parts, where, depth, digest, stop);
        if (!column && !isRefusal(column.error()))
            co_return failure(column);
        table.environments.push_back({environment, {}});
        if (!column)
            table.environments.back().error = column.error();
        columns.push_back(column ? *std::move(column) : Column());
    }
    addRows(table, columns);
    co_return table;
}

Task<Expected<std::vector<EnvironmentValue>>> CommandKEnvironments::values(QString environmentId, QStringList names,
                                                                           StopToken stop)
{
    const Parts parts = m_parts;
    const auto api = parts->signedIn();
    if (!api)
        co_return failure(api);
    const auto place = CommandKPlace::fromCollection(environmentId);
    if (!place)
        co_return failure(ErrorKind::NotFound, QStringLiteral("not an environment of this vault"));
    co_return co_await (*api)->values(place->appId, place->environmentId, names, stop);
}

Task<Expected<void>> CommandKEnvironments::create(QString applicationId, QString name, SecretType type, StopToken stop)
{
    const Parts parts = m_parts;
    const auto api = parts->signedIn();
    if (!api)
        co_return failure(api);
    if (name.trimmed().isEmpty() || applicationId.isEmpty())
        co_return failure(ErrorKind::InvalidInput, QStringLiteral("a secret without a name or an app"));
    const auto created = co_await (*api)->createSecret(applicationId, name, commandKPurpose(type), stop);
    if (!created)
        co_return failure(created);
    parts->learn(applicationId, name, created->secretId);
    if (created->existed)
        co_return failure(ErrorKind::Conflict, QStringLiteral("a secret of this name exists in the app"), 409);
    co_return Expected<void>();
}

Task<Expected<std::vector<EnvironmentResult>>> CommandKEnvironments::setValue(QString name, QStringList environmentIds,
                                                                              SecretBuffer value, Progress progress,
                                                                              StopToken stop)
{
    const Parts parts = m_parts;
    const auto api = parts->signedIn();
    if (!api)
        co_return failure(api);
    const std::vector<CommandKPlace> places = placesOf(environmentIds);
    if (places.empty() || !isUtf8(value.view()))
        co_return failure(ErrorKind::InvalidInput, QStringLiteral("no environments of one app, or no text"));
    QStringList where;
    for (const CommandKPlace &place : places)
        where.append(place.environmentId);
    if (!(*api)->mayWrite())
        co_return failure(ErrorKind::Forbidden, QStringLiteral("the account has no token with the Write scope"));
    const auto secretId = co_await findCommandKSecret(parts, places.front().appId, name, where, stop);
    if (!secretId)
        co_return failure(secretId);
    const Value text = std::make_shared<const SecretBuffer>(std::move(value));
    co_return co_await setInEach(parts, places, *secretId, name, text, progress, stop);
}

} // namespace coffret
