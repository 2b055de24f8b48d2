// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fakes.h"

#include <algorithm>

namespace coffret::fakes {

namespace {

using State = EnvironmentCell::State;

SecretBuffer bufferOf(const QByteArray &text)
{
    return SecretBuffer::copyOf({text.constData(), static_cast<std::size_t>(text.size())});
}

} // namespace

QString FakeEnvironments::applicationOf(const QString &id) const
{
    return id.section(QLatin1Char('/'), 0, 0);
}

QString FakeEnvironments::secretIdOf(const QString &environmentId, const QString &name) const
{
    return environmentId + QLatin1Char('/') + name;
}

Task<Expected<std::vector<Environment>>> FakeEnvironments::environments(QString applicationId, StopToken stop)
{
    const Expected<void> entered = co_await m_server.enter(FakeServer::Call::Compare, stop);
    if (!entered)
        co_return failure(entered);
    std::vector<Environment> all;
    for (const Collection &collection : m_server.collections) {
        if (collection.parentId == applicationId && !unreadable.contains(collection.id))
            all.push_back({collection.id, collection.name});
    }
    co_return all;
}

EnvironmentCell FakeEnvironments::cell(const QString &environmentId, const QString &name, Depth depth,
                                       QList<QByteArray> &groups) const
{
    if (unreadable.contains(environmentId))
        return {State::NotTold, -1, {}};
    const auto names = held.find(environmentId);
    const auto value = names == held.end() ? std::map<QString, QByteArray>::const_iterator() : names->second.find(name);
    if (names == held.end() || value == names->second.end())
        return {};
    if (value->second.isNull())
        return {State::NoValue, -1, secretIdOf(environmentId, name)};
    if (depth == Depth::Values && !groups.contains(value->second))
        groups.append(value->second);
    return {State::HasValue, static_cast<int>(groups.indexOf(value->second)), secretIdOf(environmentId, name)};
}

Task<Expected<EnvironmentTable>> FakeEnvironments::compare(QString applicationId, std::vector<Environment> environments,
                                                           Depth depth, StopToken stop)
{
    log.append(depth == Depth::Values ? QStringLiteral("compare values") : QStringLiteral("compare names"));
    const Expected<void> entered = co_await m_server.enter(FakeServer::Call::Compare, stop);
    if (!entered)
        co_return failure(entered);
    EnvironmentTable table;
    table.applicationId = applicationId;
    table.valuesCompared = depth == Depth::Values;
    QStringList names;
    for (const Environment &environment : environments) {
        const bool refused = unreadable.contains(environment.id);
        table.environments.push_back(
            {environment, refused ? std::optional(Error{ErrorKind::Forbidden, {}, 403}) : std::nullopt});
        const auto here = held.find(environment.id);
        for (const auto &[name, value] : here == held.end() || refused ? std::map<QString, QByteArray>() : here->second)
            names.append(name);
    }
    names.removeDuplicates();
    names.sort();
    for (const QString &name : std::as_const(names)) {
        EnvironmentRow row{name, {}};
        QList<QByteArray> groups;
        for (const Environment &environment : environments)
            row.cells.push_back(cell(environment.id, name, depth, groups));
        if (uncomparable.contains(name))
            row.cells.back().group = -1;
        table.rows.push_back(std::move(row));
    }
    co_return table;
}

Task<Expected<std::vector<EnvironmentValue>>> FakeEnvironments::values(QString environmentId, QStringList names,
                                                                       StopToken stop)
{
    log.append(QStringLiteral("values %1 %2").arg(environmentId, names.join(QLatin1Char(','))));
    const Expected<void> entered = co_await m_server.enter(FakeServer::Call::Compare, stop);
    if (!entered)
        co_return failure(entered);
    std::vector<EnvironmentValue> found;
    for (const auto &[name, value] : held[environmentId]) {
        if (!names.isEmpty() && !names.contains(name))
            continue;
        found.push_back({name, {}});
        if (!value.isNull())
            found.back().value = bufferOf(value);
        found.back().changeable = !unknownKinds.contains(name);
    }
    co_return found;
}

Task<Expected<void>> FakeEnvironments::create(QString applicationId, QString name, SecretType, StopToken stop)
{
    log.append(QStringLiteral("create %1/%2").arg(applicationId, name));
    const Expected<void> entered = co_await m_server.enter(FakeServer::Call::Write, stop);
    if (!entered)
        co_return failure(entered);
    for (const auto &[environment, names] : held) {
        if (names.count(name) > 0)
            co_return failure(ErrorKind::Conflict, {}, 409);
    }
    co_return Expected<void>();
}

Task<Expected<std::vector<EnvironmentResult>>> FakeEnvironments::setValues(QString name, std::vector<ValueIn> values,
                                                                           Progress progress, StopToken stop)
{
    std::vector<EnvironmentResult> results;
    for (const ValueIn &value : values)
        results.push_back({value.environmentId, EnvironmentResult::State::NotTried, {}});
    for (std::size_t i = 0; i < results.size() && !stop.stop_requested(); ++i) {
        const QString id = results[i].environmentId;
        log.append(QStringLiteral("set %1/%2").arg(id, name));
        const Expected<void> entered = co_await m_server.enter(FakeServer::Call::Write, stop);
        if (!entered && i == 0)
            co_return failure(entered);
        const bool lost = !entered || id == connectionLostAt;
        const auto refusal = unwritable.find(id);
        if (lost || refusal != unwritable.end()) {
            results[i].state = lost ? EnvironmentResult::State::MayBeSet : EnvironmentResult::State::Failed;
            results[i].error = Error{lost ? ErrorKind::Unreachable : refusal->second, {}, 0};
        } else {
            results[i].state = EnvironmentResult::State::Set;
            held[id][name] = QByteArray(values[i].value.view().data(), static_cast<qsizetype>(values[i].value.size()));
            publish();
        }
        if (progress)
            progress(static_cast<int>(i) + 1, static_cast<int>(results.size()));
        if (lost)
            break;
    }
    co_return results;
}

void FakeEnvironments::publish()
{
    m_server.secrets.clear();
    for (const auto &[environment, names] : held) {
        for (const auto &[name, value] : names) {
            SecretSummary secret;
            secret.id = secretIdOf(environment, name);
            secret.collectionId = environment;
            secret.name = name;
            secret.type = SecretType::ApiKey;
            secret.right = AccessRight::Update;
            secret.markers.setFlag(Marker::NoValue, value.isNull());
            m_server.secrets.push_back(secret);
            m_server.setValues(secret.id, {{FieldKind::Token, fieldKey(FieldKind::Token), value, true}});
        }
    }
}

void addEnvironments(FakeServer &server)
{
    FakeEnvironments &shop = server.facets->environments;
    server.capabilities |= Capability::Environments;
    server.capabilities.setFlag(Capability::EndToEnd, false);
    server.collections.clear();
    shop.held.clear();
    const auto add = [&server](const char *id, const char *name, const char *parent) {
        Collection collection;
        collection.id = QString::fromLatin1(id);
        collection.name = QString::fromLatin1(name);
        collection.parentId = QString::fromLatin1(parent);
        server.collections.push_back(collection);
    };
    add("shop", "shop", "");
    add("shop/prod", "production", "shop");
    add("shop/qa", "qa", "shop");
    add("shop/stage", "staging", "shop");
    const auto hold = [&shop](const char *environment, const char *name, const QByteArray &value) {
        shop.held[QString::fromLatin1(environment)][QString::fromLatin1(name)] = value;
    };
    hold("shop/prod", "API_TOKEN", "canary-prod-token");
    hold("shop/stage", "API_TOKEN", "canary-stage-token");
    hold("shop/qa", "API_TOKEN", "canary-stage-token");
    hold("shop/prod", "DB_PASSWORD", "canary-db");
    hold("shop/stage", "DB_PASSWORD", "canary-db");
    hold("shop/qa", "DB_PASSWORD", "canary-db");
    hold("shop/prod", "MAIL_KEY", "canary-mail");
    hold("shop/stage", "MAIL_KEY", QByteArray());
    hold("shop/qa", "ONLY_QA", "canary-qa");
    shop.publish();
}

} // namespace coffret::fakes
