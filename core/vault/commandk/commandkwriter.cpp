// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/commandk/commandkwriter.h"

#include "core/secret/utf8.h"
#include "core/vault/commandk/commandkwrites.h"

#include <algorithm>

namespace coffret {

namespace {

using Parts = std::shared_ptr<CommandKParts>;
using Api = std::shared_ptr<CommandKApi>; // one for a whole call: signing out takes it from the parts
using Value = std::shared_ptr<const SecretBuffer>;

/// The one value of a draft; null where it has none.
const SecretField *valueOf(const SecretDraft &draft)
{
    const QString primary = primaryFieldKey(draft.type);
    if (const SecretField *field = draft.field(primary))
        return field;
    return draft.fields.size() == 1 && primary.isEmpty() ? &draft.fields.front() : nullptr;
}

void addIf(std::vector<DraftIssue> &issues, bool wrong, DraftIssue::Kind kind, const QString &key)
{
    if (wrong)
        issues.push_back({kind, key, 0});
}

std::vector<DraftIssue> issuesOf(const SecretDraft &draft)
{
    using Kind = DraftIssue::Kind;
    std::vector<DraftIssue> issues;
    const auto place = CommandKPlace::fromId(draft.id);
    addIf(issues, draft.name.trimmed().isEmpty(), Kind::Missing, QStringLiteral("name"));
    addIf(issues, draft.id.isEmpty() && !CommandKPlace::fromCollection(draft.collectionId), Kind::Missing,
          QStringLiteral("collection")); // a value belongs into an environment of an app
    addIf(issues, place && draft.name != place->key, Kind::NotPossible, QStringLiteral("name"));
    addIf(issues, !draft.username.isEmpty(), Kind::NotPossible, QStringLiteral("username"));
    addIf(issues, !draft.uris.isEmpty(), Kind::NotPossible, QStringLiteral("uris"));
    addIf(issues, !draft.description.isEmpty(), Kind::NotPossible, QStringLiteral("description"));
    addIf(issues, draft.expires.isValid(), Kind::NotPossible, QStringLiteral("expires"));
    addIf(issues, draft.icon && *draft.icon != SecretIcon(), Kind::NotPossible, QStringLiteral("icon"));
    const SecretField *value = valueOf(draft);
    for (const SecretField &field : draft.fields) {
        if (&field != value)
            issues.push_back({Kind::NotPossible, field.key, 0});
        else
            addIf(issues, !isUtf8(field.value.view()), Kind::BadFormat, field.key);
    }
    const bool empties = !draft.id.isEmpty() && draft.valuesChanged && (value == nullptr || value->value.isEmpty());
    addIf(issues, empties, Kind::Missing, primaryFieldKey(draft.type));
    return issues;
}

tl::unexpected<Error> refused(const std::vector<DraftIssue> &issues)
{
    QStringList keys;
    for (const DraftIssue &issue : issues)
        keys.append(issue.key);
    return failure(ErrorKind::InvalidInput, keys.join(QLatin1String(", ")));
}

tl::unexpected<Error> inTheWay(const CommandKPlace &place)
{
    return failure(ErrorKind::Conflict, place.id(), 409);
}

/// Makes the secret, or finds that this vault made it before and could not go on.
Task<Expected<QString>> makeSecret(Parts parts, Api api, CommandKPlace place, QString purpose, StopToken stop)
{
    if (parts->unfinished.contains(place.id())) {
        const auto entries = co_await api->entries(place.appId, place.environmentId, place.key, stop);
        if (!entries)
            co_return failure(entries);
        for (const CommandKEntry &entry : *entries) {
            if (entry.key == place.key && entry.hasValue)
                co_return inTheWay(place); // somebody else has set it meanwhile
        }
        co_return parts->secretIdOf(place.appId, place.key);
    }
    if (stop.stop_requested())
        co_return failure(ErrorKind::Cancelled);
    const auto created = co_await api->createSecret(place.appId, place.key, purpose);
    if (!created)
        co_return failure(created);
    parts->learn(place.appId, place.key, created->secretId);
    if (created->existed)
        co_return inTheWay(place);
    co_return created->secretId;
}

Task<Expected<QString>> createIn(Parts parts, Api api, CommandKPlace place, QString purpose, Value value,
                                 StopToken stop)
{
    const auto secretId = co_await makeSecret(parts, api, place, purpose, stop);
    if (!secretId)
        co_return failure(secretId);
    if (value->isEmpty())
        co_return place.id();
    parts->unfinished.insert(place.id());
    const auto set = co_await api->setValue(place.appId, *secretId, place.environmentId, value);
    if (!set) {
        Error error = set.error();
        const bool isUnknown = mayBeDone(error);
        if (error.kind == ErrorKind::NotAuthenticated) // signed out meanwhile: that kind says that nothing was written
            error.kind = ErrorKind::Cancelled;
        error.detail = (isUnknown ? QStringLiteral("the secret was made, and may have its value: ")
                                  : QStringLiteral("the secret was made, but has no value yet: ")) +
                       error.detail;
        co_return tl::unexpected<Error>(error);
    }
    parts->unfinished.remove(place.id());
    co_return place.id();
}

Task<Expected<void>> isAsOpened(Parts parts, Api api, CommandKPlace place, QByteArray opened, StopToken stop)
{
    const QStringList keys{place.key};
    const auto now = co_await api->values(place.appId, place.environmentId, keys, stop);
    if (!now)
        co_return failure(now);
    if (now->empty())
        co_return failure(ErrorKind::NotFound, place.key);
    if (!now->front().changeable)
        co_return failure(ErrorKind::Unsupported, QStringLiteral("a kind of value that is not known"));
    const std::string_view value = now->front().value ? now->front().value->view() : std::string_view();
    if (parts->digest.of(value) != opened)
        co_return failure(ErrorKind::Conflict, QStringLiteral("the value is another one than was opened"));
    co_return Expected<void>();
}

Task<Expected<void>> updateIn(Parts parts, Api api, CommandKPlace place, QByteArray opened, Value value, StopToken stop)
{
    const auto unchanged = co_await isAsOpened(parts, api, place, opened, stop);
    if (!unchanged)
        co_return failure(unchanged);
    const QStringList where{place.environmentId};
    const auto secretId = co_await findCommandKSecret(parts, api, place.appId, place.key, where, stop);
    if (!secretId)
        co_return failure(secretId);
    if (stop.stop_requested())
        co_return failure(ErrorKind::Cancelled);
    const auto set = co_await api->setValue(place.appId, *secretId, place.environmentId, value);
    if (!set && set.error().kind == ErrorKind::NotFound)
        parts->unlearn(place.appId, place.key);
    if (!set)
        co_return failure(set);
    parts->unfinished.remove(place.id());
    co_return Expected<void>();
}

Task<Expected<void>> unsupported()
{
    co_return failure(ErrorKind::Unsupported, QStringLiteral("the service has no call for this"));
}

} // namespace

std::vector<SecretType> CommandKWriter::creatableTypes() const
{
    if (!m_parts->mayWrite())
        return {};
    return {SecretType::Login, SecretType::SshKey, SecretType::Note, SecretType::ApiKey, SecretType::Certificate};
}

std::vector<DraftIssue> CommandKWriter::check(const SecretDraft &draft) const
{
    return issuesOf(draft);
}

Task<Expected<std::vector<ReaderKey>>> CommandKWriter::readers(QString secretId, QString collectionId, StopToken stop)
{
    Q_UNUSED(secretId)
    Q_UNUSED(collectionId)
    Q_UNUSED(stop)
    co_return std::vector<ReaderKey>();
}

Task<Expected<QString>> CommandKWriter::create(SecretDraft draft, QStringList confirmedFingerprints, StopToken stop)
{
    Q_UNUSED(confirmedFingerprints)
    const Parts parts = m_parts;
    const auto api = parts->signedIn();
    if (!api)
        co_return failure(api);
    const auto issues = issuesOf(draft);
    if (!issues.empty())
        co_return refused(issues);
    auto place = CommandKPlace::fromCollection(draft.collectionId);
    place->key = draft.name;
    const SecretField *field = valueOf(draft);
    const Value value = std::make_shared<const SecretBuffer>(field ? field->value.clone() : SecretBuffer());
    const CommandKPlace where = *place;
    co_return co_await createIn(parts, *api, where, commandKPurpose(draft.type), value, stop);
}

Task<Expected<void>> CommandKWriter::update(SecretDraft draft, QStringList confirmedFingerprints, StopToken stop)
{
    Q_UNUSED(confirmedFingerprints)
    const Parts parts = m_parts;
    const auto api = parts->signedIn();
    if (!api)
        co_return failure(api);
    const auto place = CommandKPlace::fromId(draft.id);
    if (!place)
        co_return failure(ErrorKind::NotFound, QStringLiteral("not a secret of this vault"));
    const auto issues = issuesOf(draft);
    if (!issues.empty())
        co_return refused(issues);
    if (!draft.valuesChanged)
        co_return Expected<void>();
    const Value value = std::make_shared<const SecretBuffer>(valueOf(draft)->value.clone());
    const CommandKPlace where = *place;
    const QByteArray opened = draft.baseVersion;
    co_return co_await updateIn(parts, *api, where, opened, value, stop);
}

Task<Expected<void>> CommandKWriter::remove(QString, StopToken)
{
    return unsupported();
}

Task<Expected<void>> CommandKWriter::setFavourite(QString, bool, StopToken)
{
    return unsupported();
}

Task<Expected<void>> CommandKWriter::setTags(QString, QStringList, StopToken)
{
    return unsupported();
}

Task<Expected<void>> CommandKWriter::setExpiry(QString, QDateTime, StopToken)
{
    return unsupported();
}

Task<Expected<QString>> CommandKWriter::createCollection(QString, QString, StopToken)
{
    co_return failure(ErrorKind::Unsupported, QStringLiteral("apps and environments are made in the dashboard"));
}

Task<Expected<void>> CommandKWriter::renameCollection(QString, QString, StopToken)
{
    return unsupported();
}

Task<Expected<void>> CommandKWriter::removeCollection(QString, bool, StopToken)
{
    return unsupported();
}

} // namespace coffret
