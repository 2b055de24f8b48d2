// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/passbolt/passboltsharingjob.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace coffret {

namespace {

using Target = SharePlan::Target;

constexpr int SecretsAtATime = 4;

/// Failures of one item that every other one would meet too.
bool concernsAll(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::Unreachable:
    case ErrorKind::TimedOut:
    case ErrorKind::TlsUntrusted:
    case ErrorKind::TlsPinMismatch:
    case ErrorKind::RedirectRefused:
    case ErrorKind::NotAuthenticated:
    case ErrorKind::SecondFactorNeeded:
    case ErrorKind::RateLimited:
        return true;
    default:
        return endsEverything(kind);
    }
}

bool isBlockedKey(const ReaderKey &key)
{
    return key.state == ReaderKey::State::Changed || key.state == ReaderKey::State::Unusable;
}

QString pathOf(const PassboltShared &item, const char *verb)
{
    const QString what = item.kind == Target::Secret ? QStringLiteral("resource") : QStringLiteral("folder");
    return QStringLiteral("/%1/%2/%3.json").arg(QLatin1String(verb), what, item.id);
}

} // namespace

PassboltShareJob::PassboltShareJob(PassboltApi &api, PassboltSharingSource &source, PassboltReaders &readers,
                                   PassboltMetadataSeal &seal)
    : m_api(api), m_source(source), m_readers(readers), m_seal(seal)
{
}

Task<Expected<JobReport>> PassboltShareJob::run(SharePlan plan, QStringList confirmedFingerprints, Progress progress,
                                                StopToken stop)
{
    m_confirmed = std::move(confirmedFingerprints);
    const Expected<void> met = co_await meet(plan.newReaders, stop);
    if (!met)
        co_return failure(met);
    Expected<Items> items = co_await itemsOf(plan, stop);
    if (!items)
        co_return failure(items);
    m_changes = plan.changes;
    const Expected<void> fitting = leaveOutBlocked(items->front());
    if (!fitting)
        co_return failure(fitting);
    m_items = std::move(*items);
    std::erase_if(m_items, [this](const PassboltShared &item) {
        const PassboltPermissions wanted = changed(item.permissions, m_changes);
        return item.right != AccessRight::Own || !hasOwner(wanted) || permissionRows(item, wanted).isEmpty();
    });
    m_progress = std::move(progress);
    m_total = static_cast<int>(m_items.size()) + (plan.moves ? 1 : 0);
    if (plan.moves) {
        const Expected<void> moved = co_await move(plan, stop);
        if (!moved && m_unanswered.isEmpty())
            co_return failure(moved);
        if (!moved) {
            fail(plan.targetId, items->front().name, moved.error());
            co_return m_report;
        }
        if (m_progress)
            m_progress(++m_behind, m_total);
    }
    const Expected<void> shared = co_await shareAll(std::move(stop));
    if (!shared)
        co_return failure(shared);
    if (plan.moves && m_report.done == 0)
        m_report.done = 1; // the move itself
    co_return m_report;
}

/// Keys are looked at again: they may have changed since the plan was made.
Task<Expected<void>> PassboltShareJob::meet(std::vector<ReaderKey> newReaders, StopToken stop)
{
    QStringList ids;
    for (const ReaderKey &key : newReaders)
        ids.append(key.person.id);
    const Expected<PassboltReaderList> readers = co_await m_readers.readersNamed(std::move(ids), stop);
    if (!readers)
        co_return failure(readers);
    PassboltReaderList usable;
    for (const PassboltReader &reader : *readers) {
        if (isBlockedKey(reader.key))
            m_blocked.insert(reader.key.person.id, reader.key.person);
        else
            usable.push_back(reader);
    }
    const Expected<void> confirmed = m_readers.requireConfirmed(usable, m_confirmed);
    if (!confirmed)
        co_return confirmed;
    for (const PassboltReader &reader : usable)
        m_welcome.insert(reader.key.person.id, reader);
    co_return {};
}

/// The target, then what is below it.
Task<Expected<PassboltShareJob::Items>> PassboltShareJob::itemsOf(SharePlan plan, StopToken stop)
{
    Expected<PassboltShared> target = co_await m_source.item(plan.target, plan.targetId, stop);
    if (!target)
        co_return failure(target);
    Items items{*target};
    if (plan.target == Target::Secret || plan.changes.empty())
        co_return items;
    const Expected<Items> below = co_await m_source.below(plan.targetId, stop);
    if (!below)
        co_return failure(below);
    items.insert(items.end(), below->begin(), below->end());
    co_return items;
}

/// A person whose key is in the way loses their own line of the plan. What remains must still make sense.
Expected<void> PassboltShareJob::leaveOutBlocked(const PassboltShared &target)
{
    if (m_changes.empty())
        return {};
    const Expected<void> fitting = checkChanges(target, m_changes);
    if (!fitting)
        return fitting;
    QSet<QString> left;
    std::erase_if(m_changes, [&](const AccessChange &change) {
        const bool blocked = change.grantee.kind == Grantee::Kind::Person && change.before == AccessRight::None &&
                             m_blocked.contains(change.grantee.id);
        if (blocked)
            left.insert(change.grantee.id);
        return blocked;
    });
    for (const QString &id : std::as_const(left))
        m_report.failures.push_back({id, m_blocked.value(id).name, leftOut({id})});
    if (!left.isEmpty() && !hasOwner(changed(target.permissions, m_changes)))
        return tl::unexpected(leftOut(left));
    return {};
}

Task<Expected<void>> PassboltShareJob::move(SharePlan plan, StopToken stop)
{
    PassboltShared item;
    item.kind = plan.target;
    item.id = plan.targetId;
    const QJsonValue parent = plan.newCollectionId.isEmpty() ? QJsonValue() : QJsonValue(plan.newCollectionId);
    const QJsonObject body{{QStringLiteral("folder_parent_id"), parent}};
    co_return co_await put(item.id, pathOf(item, "move"), body, std::move(stop));
}

/// Folders from the top, so that what is in them shows up where it belongs. The first secret goes alone: a passphrase
/// is asked for once, or refused once. Fails only when nothing was written.
Task<Expected<void>> PassboltShareJob::shareAll(StopToken stop)
{
    bool opened = false;
    while (goesOn() && !opened) {
        opened = m_items[m_next].kind == Target::Secret;
        co_await shareNext(stop);
    }
    std::vector<Task<void>> lanes;
    for (int lane = 0; lane < SecretsAtATime; ++lane)
        lanes.push_back(shareRest(stop));
    for (Task<void> &lane : lanes)
        co_await lane;
    if (!m_end)
        co_return {};
    if (m_written == 0 && m_unanswered.isEmpty())
        co_return tl::unexpected(*m_end);
    for (; m_next < m_items.size(); ++m_next)
        m_report.failures.push_back({m_items[m_next].id, m_items[m_next].name, *m_end});
    co_return {};
}

Task<void> PassboltShareJob::shareRest(StopToken stop)
{
    while (goesOn())
        co_await shareNext(stop);
}

Task<void> PassboltShareJob::shareNext(StopToken stop)
{
    if (stop.stop_requested()) {
        m_report.cancelled = true;
        co_return;
    }
    const PassboltShared item = m_items[m_next++];
    const Expected<void> done = co_await share(item, changed(item.permissions, m_changes), stop);
    if (!done && done.error().kind == ErrorKind::Cancelled) {
        m_report.cancelled = true;
        co_return;
    }
    if (done)
        ++m_report.done;
    else
        fail(item.id, item.name, done.error());
    if (!done && concernsAll(done.error().kind))
        m_end = done.error();
    if (m_progress)
        m_progress(++m_behind, m_total);
}

Task<Expected<void>> PassboltShareJob::share(PassboltShared item, PassboltPermissions wanted, StopToken stop)
{
    if (item.kind == Target::Secret)
        co_return co_await shareSecret(std::move(item), std::move(wanted), std::move(stop));
    if (item.hasPersonalMetadata())
        co_return failure(ErrorKind::Unsupported, QStringLiteral("a folder whose name is for its owner alone"));
    const QJsonObject body{{QStringLiteral("permissions"), permissionRows(item, wanted)}};
    co_return co_await put(item.id, pathOf(item, "share"), body, std::move(stop));
}

Task<Expected<void>> PassboltShareJob::shareSecret(PassboltShared secret, PassboltPermissions wanted, StopToken stop)
{
    if (secret.hasPersonalMetadata()) {
        const Expected<void> readable = co_await shareMetadata(secret, stop);
        if (!readable)
            co_return readable;
        secret.metadata.sharedKey = true;
    }
    const QJsonArray rows = permissionRows(secret, wanted);
    const Expected<PassboltShareEffect> effect = co_await simulateShare(m_api, secret.id, rows, stop);
    if (!effect)
        co_return failure(effect);
    const Expected<void> met = co_await meetLate(effect->added, stop);
    if (!met)
        co_return met;
    QSet<QString> out = effect->added;
    out.intersect(QSet<QString>(m_blocked.keyBegin(), m_blocked.keyEnd()));
    const Expected<QJsonArray> messages = co_await sealFor(secret, effect->added - out, stop);
    if (!messages)
        co_return failure(messages);
    const QJsonObject body{{QStringLiteral("permissions"), rows}, {QStringLiteral("secrets"), *messages}};
    const Expected<void> sent = co_await put(secret.id, pathOf(secret, "share"), body, stop);
    if (out.isEmpty())
        co_return sent;
    if (!sent && sent.error().kind == ErrorKind::InvalidInput) {
        // Servers give a group access as a whole or not at all. The others on the list need not wait for that.
        const auto rest = co_await withoutGroupsOf(out, secret, wanted, stop);
        if (!rest)
            co_return failure(rest);
        if (rest->size() < wanted.size() && !permissionRows(secret, *rest).isEmpty() && hasOwner(*rest)) {
            const Expected<void> others = co_await shareSecret(secret, *rest, stop);
            if (!others)
                co_return others;
        }
    } else if (!sent) {
        co_return sent;
    }
    co_return tl::unexpected(leftOut(out));
}

/// Metadata only its owner can read is written for the shared key first, or the server shares nothing.
Task<Expected<void>> PassboltShareJob::shareMetadata(PassboltShared secret, StopToken stop)
{
    Expected<PassboltOpenedSecret> opened = co_await m_source.openPersonalMetadata(secret, stop);
    if (!opened)
        co_return failure(opened);
    if (!opened->vouched) // what it says would become the user's word
        co_return failure(ErrorKind::BadSignature, QStringLiteral("the description is not signed by its author"));
    const Expected<PassboltSealedMetadata> sealed = co_await m_seal.seal(std::move(opened->plaintext), false, stop);
    if (!sealed)
        co_return failure(sealed);
    QJsonObject body{{QStringLiteral("resource_type_id"), secret.typeId}};
    sealed->addTo(body);
    co_return co_await put(secret.id, QStringLiteral("/resources/%1.json").arg(secret.id), body, std::move(stop));
}

/// Persons the plan did not know of: a group has new members since. They count if nobody has to be asked.
Task<Expected<void>> PassboltShareJob::meetLate(QSet<QString> userIds, StopToken stop)
{
    QStringList strangers;
    for (const QString &id : std::as_const(userIds)) {
        if (!m_welcome.contains(id) && !m_blocked.contains(id))
            strangers.append(id);
    }
    const Expected<PassboltReaderList> readers = co_await m_readers.readersNamed(std::move(strangers), stop);
    if (!readers)
        co_return failure(readers);
    for (const PassboltReader &reader : *readers) {
        if (m_readers.requireConfirmed({reader}, m_confirmed))
            m_welcome.insert(reader.key.person.id, reader);
        else
            m_blocked.insert(reader.key.person.id, reader.key.person);
    }
    co_return {};
}

Task<Expected<QJsonArray>> PassboltShareJob::sealFor(PassboltShared secret, QSet<QString> userIds, StopToken stop)
{
    if (userIds.isEmpty())
        co_return QJsonArray();
    PassboltReaderList readers;
    for (const QString &id : std::as_const(userIds))
        readers.push_back(m_welcome.value(id));
    Expected<PassboltOpenedSecret> opened = co_await m_source.openSecret(secret, stop);
    if (!opened)
        co_return failure(opened);
    using Vouched = PassboltReaders::Vouched;
    if (!opened->vouched && !m_report.unverified.contains(secret.id))
        m_report.unverified.append(secret.id);
    const Vouched vouched = opened->vouched ? Vouched::Yes : Vouched::No;
    co_return co_await m_readers.sealForOthers(std::move(opened->plaintext), std::move(readers), vouched,
                                               std::move(stop));
}

/// The groups that are new and would bring one of these persons.
Task<Expected<PassboltPermissions>> PassboltShareJob::withoutGroupsOf(QSet<QString> persons, PassboltShared item,
                                                                      PassboltPermissions wanted, StopToken stop)
{
    const Expected<PassboltMembers> members = co_await m_source.members(std::move(stop));
    if (!members)
        co_return failure(members);
    std::erase_if(wanted, [&](const PassboltPermission &permission) {
        return permission.grantee.kind == Grantee::Kind::Group &&
               rightIn(item.permissions, permission.grantee) == AccessRight::None &&
               members->value(permission.grantee.id).intersects(persons);
    });
    co_return wanted;
}

/// A request that is out may have been carried out, so its answer is waited for, even by a job that is to stop.
Task<Expected<void>> PassboltShareJob::put(QString itemId, QString path, QJsonObject body, StopToken stop)
{
    if (stop.stop_requested())
        co_return failure(ErrorKind::Cancelled);
    const QByteArray json = QJsonDocument(body).toJson(QJsonDocument::Compact);
    const StopToken never;
    const Expected<HttpResponse> response = co_await m_api.call("PUT", std::move(path), json, never);
    if (!response) {
        if (response.error().kind == ErrorKind::Unreachable || response.error().kind == ErrorKind::TimedOut)
            m_unanswered.insert(itemId);
        co_return failure(response);
    }
    ++m_written;
    co_return {};
}

void PassboltShareJob::fail(const QString &id, const QString &name, const Error &error)
{
    m_report.failures.push_back({id, name, error, m_unanswered.contains(id)});
}

Error PassboltShareJob::leftOut(const QSet<QString> &persons) const
{
    QStringList names;
    for (const QString &id : persons)
        names.append(m_blocked.value(id).name);
    names.sort();
    return Error{ErrorKind::ReadersUnconfirmed, names.join(QLatin1String(", ")), 0};
}

} // namespace coffret
