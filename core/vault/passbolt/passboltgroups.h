// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/vault/passbolt/passboltreaders.h"
#include "core/vault/passbolt/passboltsharingsource.h"

namespace coffret {

/// Who is in which group, and changing that: new members are given every secret of the group. Owned by PassboltVault,
/// main thread. An instance must outlive its running tasks.
class PassboltGroups
{
public:
    PassboltGroups(PassboltApi &api, PassboltSharingSource &source, PassboltReaders &readers);

    Task<Expected<std::vector<GroupDetails>>> list(StopToken stop);
    Task<Expected<GroupPlan>> plan(QString groupId, std::vector<GroupChange> changes, StopToken stop);
    Task<Expected<JobReport>> carryOut(GroupPlan plan, QStringList confirmedFingerprints, Progress progress,
                                       StopToken stop);

private:
    /// A secret the server wants for a new member.
    struct Needed
    {
        QString resourceId;
        QString userId;
    };
    struct Request
    {
        QJsonArray rows;
        QStringList added; ///< user ids
        int changes = 0;
    };
    Task<Expected<Request>> requestFor(QString groupId, std::vector<GroupChange> changes, StopToken stop);
    Task<Expected<std::vector<Needed>>> dryRun(QString groupId, QJsonArray rows, StopToken stop);
    Task<Expected<QJsonArray>> seal(std::vector<Needed> needed, PassboltReaderList readers, JobReport &report,
                                    Progress progress, StopToken stop);
    Task<Expected<HttpResponse>> put(QString path, QJsonObject body, StopToken stop);

    PassboltApi &m_api;
    PassboltSharingSource &m_source;
    PassboltReaders &m_readers;
};

} // namespace coffret
