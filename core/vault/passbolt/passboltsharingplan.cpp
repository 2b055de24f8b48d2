// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/passbolt/passboltsharingplan.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace coffret {

namespace {

using Target = SharePlan::Target;

QSet<QString> idsIn(const QJsonValue &rows)
{
    QSet<QString> ids;
    for (const QJsonValue row : rows.toArray()) {
        const QString id = row[QLatin1String("User")][QLatin1String("id")].toString().toLower();
        if (isUuid(id))
            ids.insert(id);
    }
    return ids;
}

bool namesGroup(const PassboltPermissions &permissions)
{
    return std::any_of(permissions.begin(), permissions.end(), [](const PassboltPermission &permission) {
        return permission.grantee.kind == Grantee::Kind::Group;
    });
}

void append(PassboltPermissions &all, const PassboltPermissions &more)
{
    all.insert(all.end(), more.begin(), more.end());
}

} // namespace

PassboltShareEffect PassboltShareEffect::between(const PassboltPermissions &before, const PassboltPermissions &after,
                                                 const PassboltMembers &members)
{
    const QSet<QString> had = personsIn(before, members);
    const QSet<QString> have = personsIn(after, members);
    return {have - had, had - have};
}

Task<Expected<PassboltShareEffect>> simulateShare(PassboltApi &api, QString resourceId, QJsonArray rows, StopToken stop)
{
    const QJsonObject request{{QStringLiteral("permissions"), rows}};
    const Expected<HttpResponse> response =
        co_await api.call("POST", QStringLiteral("/share/simulate/resource/%1.json").arg(resourceId),
                          QJsonDocument(request).toJson(QJsonDocument::Compact), stop);
    if (!response)
        co_return failure(response);
    const Expected<PassboltEnvelope> envelope = parseEnvelope(response->body);
    if (!envelope)
        co_return failure(envelope);
    const QJsonValue changes = envelope->body[QLatin1String("changes")];
    if (!changes.isObject())
        co_return failure(ErrorKind::Malformed, QStringLiteral("no changes in the answer"));
    PassboltShareEffect effect;
    effect.added = idsIn(changes[QLatin1String("added")]);
    effect.removed = idsIn(changes[QLatin1String("removed")]);
    co_return effect;
}

Expected<void> checkChanges(const PassboltShared &target, const std::vector<AccessChange> &changes)
{
    if (target.right != AccessRight::Own)
        return failure(ErrorKind::Forbidden, QStringLiteral("only owners share"));
    for (const AccessChange &change : changes) {
        if (!isUuid(change.grantee.id))
            return failure(ErrorKind::InvalidInput, QStringLiteral("not the id of a person or group"));
        const AccessRight now = rightIn(target.permissions, change.grantee);
        if (now != change.before && now != change.after)
            return failure(ErrorKind::Conflict, change.grantee.name);
    }
    if (!hasOwner(changed(target.permissions, changes)))
        return failure(ErrorKind::InvalidInput, QStringLiteral("nobody would own it any more"));
    return {};
}

PassboltSharePlanner::PassboltSharePlanner(PassboltApi &api, PassboltSharingSource &source, PassboltReaders &readers)
    : m_api(api), m_source(source), m_readers(readers)
{
}

Task<Expected<SharePlan>> PassboltSharePlanner::access(Target target, QString targetId,
                                                       std::vector<AccessChange> changes, StopToken stop)
{
    Expected<PassboltShared> item = co_await m_source.item(target, targetId, stop);
    if (!item)
        co_return failure(item);
    SharePlan plan;
    plan.changes = std::move(changes);
    for (AccessChange &change : plan.changes)
        change.grantee.id = change.grantee.id.toLower();
    const Expected<void> fitting = checkChanges(*item, plan.changes);
    if (!fitting)
        co_return failure(fitting);
    co_return co_await complete(std::move(plan), std::move(*item), std::move(stop));
}

Task<Expected<SharePlan>> PassboltSharePlanner::move(Target target, QString targetId, QString newCollectionId,
                                                     StopToken stop)
{
    Expected<PassboltShared> item = co_await m_source.item(target, targetId, stop);
    if (!item)
        co_return failure(item);
    SharePlan plan;
    plan.newCollectionId = newCollectionId.toLower();
    plan.moves = plan.newCollectionId != item->parentId;
    PassboltPermissions from;
    PassboltPermissions to;
    if (plan.moves && !item->parentId.isEmpty()) {
        const Expected<PassboltShared> folder = co_await m_source.item(Target::Collection, item->parentId, stop);
        if (!folder)
            co_return failure(folder);
        from = folder->permissions;
    }
    if (plan.moves && !plan.newCollectionId.isEmpty()) {
        const Expected<PassboltShared> folder = co_await m_source.item(Target::Collection, plan.newCollectionId, stop);
        if (!folder)
            co_return failure(folder);
        if (folder->right < AccessRight::Update)
            co_return failure(ErrorKind::Forbidden, QStringLiteral("nothing may be put into that folder"));
        to = folder->permissions;
    }
    if (plan.moves && item->right == AccessRight::Own) {
        Grantee user;
        user.id = m_source.ownId();
        plan.changes = changesOfMove(item->permissions, from, to, plan.newCollectionId.isEmpty(), user);
        const Expected<void> fitting = checkChanges(*item, plan.changes);
        if (!fitting)
            co_return failure(fitting);
    }
    co_return co_await complete(std::move(plan), std::move(*item), std::move(stop));
}

Task<Expected<SharePlan>> PassboltSharePlanner::complete(SharePlan draft, PassboltShared target, StopToken stop)
{
    SharePlan plan = std::move(draft);
    plan.target = target.kind;
    plan.targetId = target.id;
    PassboltShareEffect effect;
    const PassboltPermissions wanted = changed(target.permissions, plan.changes);
    const bool changes = !permissionRows(target, wanted).isEmpty();
    if (target.kind == Target::Collection && !plan.changes.empty()) {
        const Expected<PassboltShareEffect> found = co_await effectBelow(target, plan, stop);
        if (!found)
            co_return failure(found);
        effect = *found;
    } else if (changes) {
        plan.secrets = 1;
        const Expected<PassboltShareEffect> found = co_await effectOnSecret(target, wanted, stop);
        if (!found)
            co_return failure(found);
        effect = *found;
        if (!effect.added.isEmpty()) {
            const Expected<PassboltOpenedSecret> opened = co_await m_source.openSecret(target, stop);
            if (!opened)
                co_return failure(opened);
            plan.unverified = opened->vouched ? 0 : 1;
        }
    }
    const QStringList addedIds = effect.added.values();
    const Expected<PassboltReaderList> added = co_await m_readers.readersNamed(addedIds, stop);
    if (!added)
        co_return failure(added);
    for (const PassboltReader &reader : *added)
        plan.newReaders.push_back(reader.key);
    std::sort(plan.newReaders.begin(), plan.newReaders.end(), [](const ReaderKey &one, const ReaderKey &other) {
        return one.person.name.localeAwareCompare(other.person.name) < 0;
    });
    const QStringList removedIds = effect.removed.values();
    Expected<std::vector<Grantee>> removed = co_await m_readers.personsNamed(removedIds, stop);
    if (!removed)
        co_return failure(removed);
    plan.lostReaders = std::move(*removed);
    co_return plan;
}

Task<Expected<PassboltShareEffect>> PassboltSharePlanner::effectOnSecret(PassboltShared secret,
                                                                         PassboltPermissions wanted, StopToken stop)
{
    if (!secret.hasPersonalMetadata()) {
        const QJsonArray rows = permissionRows(secret, wanted);
        co_return co_await simulateShare(m_api, secret.id, rows, stop);
    }
    // The server simulates nothing before the metadata is for everybody, and that would be a change.
    const Expected<PassboltMembers> members = co_await membersIn(wanted, stop);
    if (!members)
        co_return failure(members);
    co_return PassboltShareEffect::between(secret.permissions, wanted, *members);
}

/// Counts what changes below the folder and at it.
Task<Expected<PassboltShareEffect>> PassboltSharePlanner::effectBelow(PassboltShared folder, SharePlan &plan,
                                                                      StopToken stop)
{
    Expected<std::vector<PassboltShared>> items = co_await m_source.below(folder.id, stop);
    if (!items)
        co_return failure(items);
    items->insert(items->begin(), folder);
    PassboltPermissions mentioned;
    for (const PassboltShared &item : *items) {
        append(mentioned, item.permissions);
        append(mentioned, changed(item.permissions, plan.changes));
    }
    const Expected<PassboltMembers> members = co_await membersIn(std::move(mentioned), stop);
    if (!members)
        co_return failure(members);
    PassboltShareEffect effect;
    for (const PassboltShared &item : *items) {
        const PassboltPermissions wanted = changed(item.permissions, plan.changes);
        if (permissionRows(item, wanted).isEmpty())
            continue;
        if (item.right != AccessRight::Own || !hasOwner(wanted)) {
            ++plan.skipped;
            continue;
        }
        ++(item.kind == Target::Secret ? plan.secrets : plan.collections);
        const PassboltShareEffect here = PassboltShareEffect::between(item.permissions, wanted, *members);
        effect.added.unite(here.added);
        effect.removed.unite(here.removed);
    }
    co_return effect;
}

Task<Expected<PassboltMembers>> PassboltSharePlanner::membersIn(PassboltPermissions permissions, StopToken stop)
{
    if (!namesGroup(permissions))
        co_return PassboltMembers();
    co_return co_await m_source.members(stop);
}

} // namespace coffret
