// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/vault/passbolt/passboltreaders.h"
#include "core/vault/passbolt/passboltsharingsource.h"

namespace coffret {

/// Who gets to read something and who no longer does: user ids.
struct PassboltShareEffect
{
    QSet<QString> added;
    QSet<QString> removed;

    /// Between two lists of permissions. members: of the groups in them.
    static PassboltShareEffect between(const PassboltPermissions &before, const PassboltPermissions &after,
                                       const PassboltMembers &members);
};

/// The same for a resource as the server works it out with its groups.
Task<Expected<PassboltShareEffect>> simulateShare(PassboltApi &api, QString resourceId, QJsonArray rows,
                                                  StopToken stop);

/// The changes must fit the target: Forbidden when it is not the user's to share, InvalidInput for odd grantees or when
/// nobody would own it any more, Conflict when somebody changed it meanwhile (what is already as wanted is fine).
[[nodiscard]] Expected<void> checkChanges(const PassboltShared &target, const std::vector<AccessChange> &changes);

/// Works out what changes of access come to. Writes nothing. Owned by PassboltVault, main thread. An instance must
/// outlive its running tasks.
class PassboltSharePlanner
{
public:
    PassboltSharePlanner(PassboltApi &api, PassboltSharingSource &source, PassboltReaders &readers);

    Task<Expected<SharePlan>> access(SharePlan::Target target, QString targetId, std::vector<AccessChange> changes,
                                     StopToken stop);
    Task<Expected<SharePlan>> move(SharePlan::Target target, QString targetId, QString newCollectionId, StopToken stop);

private:
    Task<Expected<SharePlan>> complete(SharePlan draft, PassboltShared target, StopToken stop);
    Task<Expected<PassboltShareEffect>> effectOnSecret(PassboltShared secret, PassboltPermissions wanted,
                                                       StopToken stop);
    Task<Expected<PassboltShareEffect>> effectBelow(PassboltShared folder, SharePlan &plan, StopToken stop);
    Task<Expected<PassboltMembers>> membersIn(PassboltPermissions permissions, StopToken stop);

    PassboltApi &m_api;
    PassboltSharingSource &m_source;
    PassboltReaders &m_readers;
};

} // namespace coffret
