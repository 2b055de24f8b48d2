// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/commandk/commandkenvironments.h"

#include "core/secret/utf8.h"
#include "core/vault/commandk/commandkwrites.h"

namespace coffret {

namespace {

using Parts = std::shared_ptr<CommandKParts>;
using Api = std::shared_ptr<CommandKApi>; // one for a whole call: signing out takes it from the parts
using Value = std::shared_ptr<const SecretBuffer>;
using Depth = VaultEnvironments::Depth;

bool isRefusal(const Error &error)
{
    return error.kind == ErrorKind::Forbidden || error.kind == ErrorKind::NotFound;
}

using Column = EnvironmentColumn;
using Found = EnvironmentColumn::Found;

Task<Expected<Column>> columnOf(Parts parts, Api api, CommandKPlace place, Depth depth,
                                std::shared_ptr<const KeyedDigest> digest, StopToken stop)
{
    Column column;
    if (depth == Depth::Names) {
        const auto entries = co_await api->entries(place.appId, place.environmentId, QString(), stop);
        if (!entries)
            co_return failure(entries);
        parts->learn(place.appId, *entries);
        for (const CommandKEntry &entry : *entries)
            column.found.insert_or_assign(entry.key, Found{entry.hasValue, {}});
        co_return column;
    }
    const QStringList everything;
    const auto values = co_await api->values(place.appId, place.environmentId, everything, stop);
    if (!values)
        co_return failure(values);
    for (const EnvironmentValue &value : *values)
        column.found.insert_or_assign(
            value.name, Found{value.value.has_value(), value.value ? digest->of(value.value->view()) : QByteArray()});
    co_return column;
}

struct PlacedValue
{
    CommandKPlace place; ///< with the name of the secret
    Value value;
};

/// Of one app; empty where they are not, or not text.
std::vector<PlacedValue> placed(const QString &name, std::vector<ValueIn> values)
{
    std::vector<PlacedValue> texts;
    for (ValueIn &in : values) {
        auto place = CommandKPlace::fromCollection(in.environmentId);
        if (!place || !isUtf8(in.value.view()) || (!texts.empty() && texts.front().place.appId != place->appId))
            return {};
        place->key = name;
        texts.push_back({*place, std::make_shared<const SecretBuffer>(std::move(in.value))});
    }
    return texts;
}

using Results = std::vector<EnvironmentResult>;

/// What stands in the way of writing in one environment: a kind of value that nobody here could put back. One that
/// cannot be read may be written all the same.
Task<Expected<void>> lookAt(Parts parts, Api api, CommandKPlace place, StopToken stop)
{
    const auto entries = co_await api->entries(place.appId, place.environmentId, place.key, stop);
    if (!entries && isRefusal(entries.error()))
        co_return Expected<void>();
    if (!entries)
        co_return failure(entries);
    parts->learn(place.appId, *entries);
    for (const CommandKEntry &entry : *entries) {
        if (entry.key == place.key && !entry.unknownType.isEmpty())
            co_return failure(ErrorKind::Unsupported, entry.unknownType);
    }
    co_return Expected<void>();
}

/// Looks at each first: Failed where that says no, otherwise NotTried.
Task<Expected<Results>> lookAtEach(Parts parts, Api api, std::vector<CommandKPlace> places, StopToken stop)
{
    Results results;
    for (std::size_t i = 0; i < places.size(); ++i) {
        const CommandKPlace place = places[i];
        results.push_back({place.collectionId(), EnvironmentResult::State::NotTried, {}});
        const auto allowed = co_await lookAt(parts, api, place, stop);
        if (!allowed && allowed.error().kind != ErrorKind::Unsupported)
            co_return failure(allowed);
        if (!allowed) {
            results.back().state = EnvironmentResult::State::Failed;
            results.back().error = allowed.error();
        }
    }
    co_return results;
}

Task<Results> setInEach(Parts parts, Api api, std::vector<PlacedValue> values, Results results, QString secretId,
                        Progress progress, StopToken stop)
{
    using State = EnvironmentResult::State;
    const int total = static_cast<int>(values.size());
    for (std::size_t i = 0; i < values.size() && !stop.stop_requested(); ++i) {
        EnvironmentResult &result = results[i];
        const CommandKPlace place = values[i].place;
        const Value value = values[i].value;
        if (result.state == State::NotTried) {
            const auto set = co_await api->setValue(place.appId, secretId, place.environmentId, value);
            result.state = set ? State::Set : mayBeDone(set.error()) ? State::MayBeSet : State::Failed;
            if (set)
                parts->unfinished.remove(place.id());
            else
                result.error = set.error();
            if (!set && set.error().kind == ErrorKind::NotFound)
                parts->unlearn(place.appId, place.key);
        }
        if (progress)
            progress(static_cast<int>(i) + 1, total);
        if (result.error && !concernsOneEnvironment(*result.error))
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

QString CommandKEnvironments::readScope() const
{
    return QStringLiteral("Read");
}

QString CommandKEnvironments::writeScope() const
{
    return QStringLiteral("Write");
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
        auto column = co_await columnOf(parts, *api, where, depth, digest, stop);
        if (!column && !isRefusal(column.error()))
            co_return failure(column);
        table.environments.push_back({environment, {}});
        if (!column)
            table.environments.back().error = column.error();
        columns.push_back(column ? *std::move(column) : Column());
    }
    addRows(table, columns, CommandKEnvironments(parts));
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
    if (stop.stop_requested())
        co_return failure(ErrorKind::Cancelled);
    const auto created = co_await (*api)->createSecret(applicationId, name, commandKPurpose(type));
    if (!created)
        co_return failure(created);
    parts->learn(applicationId, name, created->secretId);
    if (created->existed)
        co_return failure(ErrorKind::Conflict, QStringLiteral("a secret of this name exists in the app"), 409);
    co_return Expected<void>();
}

Task<Expected<std::vector<EnvironmentResult>>>
CommandKEnvironments::setValues(QString name, std::vector<ValueIn> values, Progress progress, StopToken stop)
{
    const Parts parts = m_parts;
    const auto api = parts->signedIn();
    if (!api)
        co_return failure(api);
    std::vector<PlacedValue> texts = placed(name, std::move(values));
    if (texts.empty())
        co_return failure(ErrorKind::InvalidInput, QStringLiteral("no environments of one app, or no text"));
    if (!(*api)->mayWrite())
        co_return failure(ErrorKind::Forbidden, QStringLiteral("the account has no token with the Write scope"));
    QStringList where;
    std::vector<CommandKPlace> places;
    for (const PlacedValue &in : texts) {
        where.append(in.place.environmentId);
        places.push_back(in.place);
    }
    const auto looked = co_await lookAtEach(parts, *api, places, stop);
    if (!looked)
        co_return failure(looked);
    const auto secretId = co_await findCommandKSecret(parts, *api, places.front().appId, name, where, stop);
    if (!secretId)
        co_return failure(secretId);
    if (parts->api != *api) // signed out meanwhile
        co_return failure(ErrorKind::NotAuthenticated);
    co_return co_await setInEach(parts, *api, std::move(texts), *looked, *secretId, progress, stop);
}

} // namespace coffret
