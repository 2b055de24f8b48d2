// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fakes.h"

#include <algorithm>

namespace coffret::fakes {

Task<Expected<std::vector<AccessEntry>>> FakeSharing::accessTo(QString targetId, StopToken stop)
{
    const Expected<void> entered = co_await m_server.enter(FakeServer::Call::Share, stop);
    if (!entered)
        co_return failure(entered);
    const std::vector<AccessEntry> entries = access[targetId]; // QCoro moves from what is not const
    co_return entries;
}

Task<Expected<std::vector<AccessEntry>>> FakeSharing::accessToSecret(QString secretId, StopToken stop)
{
    return accessTo(std::move(secretId), std::move(stop));
}

Task<Expected<std::vector<AccessEntry>>> FakeSharing::accessToCollection(QString collectionId, StopToken stop)
{
    return accessTo(std::move(collectionId), std::move(stop));
}

Task<Expected<std::vector<Grantee>>> FakeSharing::findGrantees(QString text, StopToken stop)
{
    log.append(QStringLiteral("find ") + text);
    const Expected<void> entered = co_await m_server.enter(FakeServer::Call::Share, stop);
    if (!entered)
        co_return failure(entered);
    std::vector<Grantee> found;
    for (const Grantee &grantee : directory) {
        if (grantee.name.contains(text, Qt::CaseInsensitive) || grantee.email.contains(text, Qt::CaseInsensitive))
            found.push_back(grantee);
    }
    co_return found;
}

QStringList FakeSharing::personsOf(const Grantee &grantee) const
{
    if (grantee.kind == Grantee::Kind::Person)
        return {grantee.id};
    const auto found = members.find(grantee.id);
    return found == members.end() ? QStringList() : found->second;
}

Task<Expected<SharePlan>> FakeSharing::planAccess(SharePlan::Target target, QString targetId,
                                                  std::vector<AccessChange> changes, StopToken stop)
{
    log.append(QStringLiteral("plan ") + targetId);
    const Expected<void> entered = co_await m_server.enter(FakeServer::Call::Share, stop);
    if (!entered)
        co_return failure(entered);
    SharePlan plan;
    plan.target = target;
    plan.targetId = targetId;
    plan.changes = changes;
    plan.secrets = target == SharePlan::Target::Secret ? 1 : secretsBelow;
    plan.collections = target == SharePlan::Target::Secret ? 0 : 1;
    plan.unverified = unverified.contains(targetId) ? 1 : 0;
    for (const AccessChange &change : changes) {
        for (const QString &person : personsOf(change.grantee)) {
            if (change.before == AccessRight::None && keys.count(person) > 0)
                plan.newReaders.push_back(keys.at(person));
            if (change.after == AccessRight::None && keys.count(person) > 0)
                plan.lostReaders.push_back(keys.at(person).person);
        }
    }
    co_return plan;
}

Task<Expected<SharePlan>> FakeSharing::planMove(SharePlan::Target target, QString targetId, QString newCollectionId,
                                                StopToken stop)
{
    log.append(QStringLiteral("plan move %1 to %2").arg(targetId, newCollectionId));
    const Expected<void> entered = co_await m_server.enter(FakeServer::Call::Share, stop);
    if (!entered)
        co_return failure(entered);
    SharePlan plan;
    plan.target = target;
    plan.targetId = targetId;
    plan.moves = true;
    plan.newCollectionId = newCollectionId;
    for (const AccessEntry &entry : access[newCollectionId]) {
        plan.changes.push_back({entry.grantee, AccessRight::None, entry.right});
        for (const QString &person : personsOf(entry.grantee)) {
            if (keys.count(person) > 0)
                plan.newReaders.push_back(keys.at(person));
        }
    }
    plan.secrets = plan.changes.empty() ? 0 : 1;
    co_return plan;
}

void FakeSharing::apply(const SharePlan &plan, const JobReport &report)
{
    std::vector<AccessEntry> &entries = access[plan.targetId];
    for (const AccessChange &change : plan.changes) {
        const bool leftOut =
            std::any_of(report.failures.begin(), report.failures.end(),
                        [&](const JobReport::Failure &failure) { return failure.id == change.grantee.id; });
        if (leftOut)
            continue;
        std::erase_if(entries, [&](const AccessEntry &entry) { return entry.grantee.id == change.grantee.id; });
        if (change.after != AccessRight::None)
            entries.push_back({change.grantee, change.after});
    }
    if (!plan.moves)
        return;
    for (SecretSummary &secret : m_server.secrets) {
        if (secret.id == plan.targetId)
            secret.collectionId = plan.newCollectionId;
    }
    for (Collection &collection : m_server.collections) {
        if (collection.id == plan.targetId)
            collection.parentId = plan.newCollectionId;
    }
}

Task<Expected<JobReport>> FakeSharing::work(std::vector<ReaderKey> readers, int steps, QStringList confirmed,
                                            Progress progress, StopToken stop)
{
    JobReport report;
    for (const ReaderKey &reader : readers) {
        if (isBlocked({reader})) {
            report.failures.push_back({reader.person.id, reader.person.name, {ErrorKind::ReadersUnconfirmed, {}, 0}});
            continue;
        }
        const bool known = reader.state == ReaderKey::State::Known ||
                           (reader.state == ReaderKey::State::FirstSeen && confirmed.contains(reader.fingerprint));
        if (!known)
            co_return failure(ErrorKind::ReadersUnconfirmed, reader.person.name);
    }
    for (int step = 0; step < steps; ++step) {
        const Expected<void> entered = co_await m_server.enter(FakeServer::Call::Share, stop);
        if (!entered && entered.error().kind == ErrorKind::Cancelled) {
            report.cancelled = true;
            co_return report;
        }
        if (!entered)
            co_return failure(entered);
        ++report.done;
        if (progress)
            progress(report.done, steps);
    }
    for (JobReport::Failure &failure : std::exchange(failures, {}))
        report.failures.push_back(std::move(failure));
    report.unverified = std::exchange(unverified, {});
    co_return report;
}

Task<Expected<JobReport>> FakeSharing::carryOut(SharePlan plan, QStringList confirmedFingerprints, Progress progress,
                                                StopToken stop)
{
    log.append(QStringLiteral("carry out ") + plan.targetId);
    Task<Expected<JobReport>> job =
        work(plan.newReaders, std::max(plan.secrets, 1), confirmedFingerprints, std::move(progress), stop);
    const Expected<JobReport> report = co_await job;
    if (report && !report->cancelled)
        apply(plan, *report);
    co_return report;
}

Task<Expected<std::vector<GroupDetails>>> FakeSharing::groups(StopToken stop)
{
    const Expected<void> entered = co_await m_server.enter(FakeServer::Call::Share, stop);
    if (!entered)
        co_return failure(entered);
    co_return std::as_const(allGroups);
}

Task<Expected<GroupPlan>> FakeSharing::planGroup(QString groupId, std::vector<GroupChange> changes, StopToken stop)
{
    log.append(QStringLiteral("plan group ") + groupId);
    const Expected<void> entered = co_await m_server.enter(FakeServer::Call::Share, stop);
    if (!entered)
        co_return failure(entered);
    GroupPlan plan;
    plan.groupId = groupId;
    plan.changes = changes;
    for (const GroupChange &change : changes) {
        const bool adds = change.kind == GroupChange::Kind::Add || change.kind == GroupChange::Kind::AddManager;
        if (adds && keys.count(change.personId) > 0)
            plan.newReaders.push_back(keys.at(change.personId));
    }
    plan.secrets = plan.newReaders.empty() ? 0 : secretsBelow;
    co_return plan;
}

Task<Expected<JobReport>> FakeSharing::carryOutGroup(GroupPlan plan, QStringList confirmedFingerprints,
                                                     Progress progress, StopToken stop)
{
    log.append(QStringLiteral("carry out group ") + plan.groupId);
    Task<Expected<JobReport>> job =
        work(plan.newReaders, std::max(plan.secrets, 1), confirmedFingerprints, std::move(progress), stop);
    const Expected<JobReport> report = co_await job;
    co_return report;
}

Expected<void> FakeSharing::acceptKey(QString personId, QString fingerprint)
{
    log.append(QStringLiteral("accept %1 %2").arg(personId, fingerprint));
    if (keyChange && keyChange->key.person.id == personId && keyChange->key.fingerprint == fingerprint)
        keyChange.reset();
    return {};
}

// ---- Discussion

Task<Expected<std::vector<Comment>>> FakeDiscussion::comments(QString secretId, StopToken stop)
{
    const Expected<void> entered = co_await m_server.enter(FakeServer::Call::Discuss, stop);
    if (!entered)
        co_return failure(entered);
    const std::vector<Comment> all = said[secretId];
    co_return all;
}

Task<Expected<QString>> FakeDiscussion::addComment(QString secretId, QString parentId, QString content, StopToken stop)
{
    log.append(QStringLiteral("comment %1: %2").arg(secretId, content));
    const Expected<void> entered = co_await m_server.enter(FakeServer::Call::Discuss, stop);
    if (!entered)
        co_return failure(entered);
    const QString id = QStringLiteral("said-%1").arg(++m_made);
    std::vector<Comment> &all = said[secretId];
    auto place = all.end();
    if (!parentId.isEmpty()) {
        place = std::find_if(all.begin(), all.end(), [&](const Comment &comment) { return comment.id == parentId; });
        place = place == all.end() ? place : place + 1;
    }
    all.insert(place, {id, parentId, QStringLiteral("Ada Lovelace"), content, now, now, true});
    co_return id;
}

Task<Expected<void>> FakeDiscussion::editComment(QString commentId, QString content, StopToken stop)
{
    const Expected<void> entered = co_await m_server.enter(FakeServer::Call::Discuss, stop);
    for (auto &[secret, all] : said) {
        for (Comment &comment : all) {
            if (entered && comment.id == commentId)
                comment.content = content;
        }
    }
    co_return entered;
}

Task<Expected<void>> FakeDiscussion::removeComment(QString commentId, StopToken stop)
{
    const Expected<void> entered = co_await m_server.enter(FakeServer::Call::Discuss, stop);
    for (auto &[secret, all] : said) {
        if (entered)
            std::erase_if(all, [&](const Comment &comment) { return comment.id == commentId; });
    }
    co_return entered;
}

Task<Expected<std::vector<Activity>>> FakeDiscussion::activity(QString secretId, StopToken stop)
{
    const Expected<void> entered = co_await m_server.enter(FakeServer::Call::Discuss, stop);
    if (!entered)
        co_return failure(entered);
    const std::vector<Activity> all = done[secretId];
    co_return all;
}

Task<Expected<std::vector<Revision>>> FakeDiscussion::revisions(QString secretId, StopToken stop)
{
    const Expected<void> entered = co_await m_server.enter(FakeServer::Call::Discuss, stop);
    if (!entered)
        co_return failure(entered);
    const std::vector<Revision> all = earlier[secretId];
    co_return all;
}

} // namespace coffret::fakes
