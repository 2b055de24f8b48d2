// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/passbolt/passboltsharing.h"

#include "core/openpgp/displaytext.h"
#include "core/vault/passbolt/passboltsharingjob.h"

#include <QRegularExpression>
#include <QUrl>

#include <algorithm>

namespace coffret {

namespace {

using Parts = std::shared_ptr<PassboltSharingParts>;
using Target = SharePlan::Target;

constexpr qsizetype LongestSearch = 64; // the server's limit
constexpr int MostNamesAskedFor = 20;

bool isFingerprint(const QString &text)
{
    static const QRegularExpression fortyDigits(QStringLiteral("^[A-F0-9]{40}$"));
    return fortyDigits.match(text).hasMatch();
}

Grantee groupOf(const QJsonValue &row)
{
    Grantee group;
    group.kind = Grantee::Kind::Group;
    group.id = row[QLatin1String("id")].toString().toLower();
    group.name = displayText(row[QLatin1String("name")].toString().toUtf8().toStdString());
    group.members = row[QLatin1String("user_count")].toInt();
    return group;
}

// The tasks behind PassboltSharing. They keep the parts alive.

Task<Expected<std::vector<AccessEntry>>> accessTo(Parts parts, Target target, QString id, StopToken stop)
{
    if (!parts->policies.allows(PassboltAction::ViewShares))
        co_return failure(ErrorKind::AgainstRules, QStringLiteral("the administrator keeps this from you"));
    const Expected<PassboltShared> item = co_await parts->source.item(target, std::move(id), std::move(stop));
    if (!item)
        co_return failure(item);
    std::vector<AccessEntry> entries;
    for (const PassboltPermission &permission : item->permissions)
        entries.push_back(AccessEntry{permission.grantee, permission.right});
    co_return entries;
}

Task<Expected<std::vector<Grantee>>> find(Parts parts, QString text, StopToken stop)
{
    QString path = QStringLiteral("/share/search-aros.json?contain[role]=1");
    const QString search = text.trimmed().left(LongestSearch);
    if (!search.isEmpty())
        path += QStringLiteral("&filter[search]=") + QString::fromLatin1(QUrl::toPercentEncoding(search));
    const Expected<QJsonValue> rows = co_await parts->api.fetch(std::move(path), std::move(stop));
    if (!rows)
        co_return failure(rows);
    std::vector<Grantee> found;
    for (const QJsonValue row : rows->toArray()) {
        const bool person = row[QLatin1String("username")].isString();
        const PassboltAction finding = person ? PassboltAction::FindUsersToShare : PassboltAction::FindGroupsToShare;
        Grantee grantee = person ? passboltPerson(row) : groupOf(row);
        if (isUuid(grantee.id) && parts->policies.allows(finding))
            found.push_back(std::move(grantee));
    }
    parts->looks.mark(found);
    co_return found;
}

Task<Expected<SharePlan>> plan(Parts parts, Target target, QString id, std::vector<AccessChange> changes,
                               StopToken stop)
{
    if (target == Target::Collection && !parts->policies.allows(PassboltAction::ShareFolders))
        co_return failure(ErrorKind::AgainstRules, QStringLiteral("the administrator keeps this from you"));
    co_return co_await parts->planner.access(target, std::move(id), std::move(changes), std::move(stop));
}

Task<Expected<SharePlan>> planOfMove(Parts parts, Target target, QString id, QString newCollectionId, StopToken stop)
{
    co_return co_await parts->planner.move(target, std::move(id), std::move(newCollectionId), std::move(stop));
}

/// Rows with encrypted words do not tell their names. When the server cannot be asked, they stay without.
Task<void> nameFailures(Parts parts, JobReport &report, StopToken stop)
{
    int asked = 0;
    for (JobReport::Failure &failed : report.failures) {
        if (!failed.name.isEmpty() || ++asked > MostNamesAskedFor)
            continue;
        const Expected<SecretSummary> summary = co_await parts->loader.one(failed.id, stop);
        if (!summary)
            co_return;
        failed.name = summary->name;
    }
}

Task<Expected<JobReport>> carry(Parts parts, SharePlan plan, QStringList confirmed, Progress progress, StopToken stop)
{
    PassboltShareJob job(parts->api, parts->source, parts->readers, parts->seal);
    Expected<JobReport> report = co_await job.run(std::move(plan), std::move(confirmed), std::move(progress), stop);
    if (report)
        co_await nameFailures(parts, *report, stop);
    co_return report;
}

Task<Expected<std::vector<GroupDetails>>> listGroups(Parts parts, StopToken stop)
{
    if (!parts->policies.allows(PassboltAction::ViewGroups))
        co_return std::vector<GroupDetails>();
    co_return co_await parts->groups.list(std::move(stop));
}

Task<Expected<GroupPlan>> planOfGroup(Parts parts, QString groupId, std::vector<GroupChange> changes, StopToken stop)
{
    co_return co_await parts->groups.plan(std::move(groupId), std::move(changes), std::move(stop));
}

Task<Expected<JobReport>> carryGroup(Parts parts, GroupPlan plan, QStringList confirmed, Progress progress,
                                     StopToken stop)
{
    Expected<JobReport> report =
        co_await parts->groups.carryOut(std::move(plan), std::move(confirmed), std::move(progress), stop);
    if (report)
        co_await nameFailures(parts, *report, stop);
    co_return report;
}

} // namespace

void PassboltLooks::mark(std::vector<Grantee> &found)
{
    followDirectory();
    for (const Grantee &grantee : found) {
        m_met.insert(grantee.id, grantee);
        m_looks.add(grantee);
    }
    for (Grantee &grantee : found)
        grantee.lookAlike = m_looks.concerns(grantee);
}

/// Taking looks apart is slow: only when the users are others.
void PassboltLooks::followDirectory()
{
    if (m_users.isSharedWith(m_directory.users()))
        return;
    m_users = m_directory.users();
    m_looks = {};
    for (const PassboltUser &user : std::as_const(m_users))
        m_looks.add(Grantee{Grantee::Kind::Person, user.id, user.name, user.email, 0});
    for (const Grantee &grantee : std::as_const(m_met))
        m_looks.add(grantee);
}

void PassboltLooks::forget()
{
    m_users.clear();
    m_met.clear();
    m_looks = {};
}

Task<Expected<std::vector<AccessEntry>>> PassboltSharing::accessToSecret(QString secretId, StopToken stop)
{
    return accessTo(m_parts, Target::Secret, std::move(secretId), std::move(stop));
}

Task<Expected<std::vector<AccessEntry>>> PassboltSharing::accessToCollection(QString collectionId, StopToken stop)
{
    return accessTo(m_parts, Target::Collection, std::move(collectionId), std::move(stop));
}

Task<Expected<std::vector<Grantee>>> PassboltSharing::findGrantees(QString text, StopToken stop)
{
    return find(m_parts, std::move(text), std::move(stop));
}

Task<Expected<SharePlan>> PassboltSharing::planAccess(Target target, QString targetId,
                                                      std::vector<AccessChange> changes, StopToken stop)
{
    return plan(m_parts, target, std::move(targetId), std::move(changes), std::move(stop));
}

Task<Expected<SharePlan>> PassboltSharing::planMove(Target target, QString targetId, QString newCollectionId,
                                                    StopToken stop)
{
    return planOfMove(m_parts, target, std::move(targetId), std::move(newCollectionId), std::move(stop));
}

Task<Expected<JobReport>> PassboltSharing::carryOut(SharePlan plan, QStringList confirmedFingerprints,
                                                    Progress progress, StopToken stop)
{
    return carry(m_parts, std::move(plan), std::move(confirmedFingerprints), std::move(progress), std::move(stop));
}

Task<Expected<std::vector<GroupDetails>>> PassboltSharing::groups(StopToken stop)
{
    return listGroups(m_parts, std::move(stop));
}

Task<Expected<GroupPlan>> PassboltSharing::planGroup(QString groupId, std::vector<GroupChange> changes, StopToken stop)
{
    return planOfGroup(m_parts, std::move(groupId), std::move(changes), std::move(stop));
}

Task<Expected<JobReport>> PassboltSharing::carryOutGroup(GroupPlan plan, QStringList confirmedFingerprints,
                                                         Progress progress, StopToken stop)
{
    return carryGroup(m_parts, std::move(plan), std::move(confirmedFingerprints), std::move(progress), std::move(stop));
}

Expected<void> PassboltSharing::acceptKey(QString personId, QString fingerprint)
{
    const QString shown = fingerprint.toUpper().remove(QLatin1Char(' '));
    if (!isUuid(personId) || !isFingerprint(shown))
        return failure(ErrorKind::InvalidInput, QStringLiteral("not a person's fingerprint"));
    const Expected<void> kept = m_parts->pins.accept(m_parts->account.id, personId.toLower(), shown);
    if (kept && personId == QLatin1String(MetadataKeyOwner))
        m_parts->loader.trustMetadataKey(shown);
    else if (kept)
        m_parts->directory.recheck(personId.toLower());
    return kept;
}

} // namespace coffret
