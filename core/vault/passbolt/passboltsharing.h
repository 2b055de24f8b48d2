// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/vault/passbolt/passboltdirectory.h"
#include "core/vault/passbolt/passboltgroups.h"
#include "core/vault/passbolt/passboltmetadataseal.h"
#include "core/vault/passbolt/passboltpolicies.h"
#include "core/vault/passbolt/passboltsharingplan.h"
#include "core/vault/support/lookalike.h"

#include <memory>
#include <vector>

namespace coffret {

/// Whom one could be taken for: everybody the server listed, and all that searches found, as of groups there is no list
/// that everybody may read. Main thread.
class PassboltLooks
{
public:
    explicit PassboltLooks(const PassboltDirectory &directory) : m_directory(directory) {}

    /// Remembers these, and says of each whether it can be mistaken for another.
    void mark(std::vector<Grantee> &found);
    void forget();

private:
    void followDirectory();

    const PassboltDirectory &m_directory;
    QHash<QString, PassboltUser> m_users; ///< shared with the directory until that has others
    QHash<QString, Grantee> m_met;        ///< by id
    LookAlikes m_looks;                   ///< of both
};

/// What sharing works with. Part of PassboltVault's shared inside.
struct PassboltSharingParts
{
    const Account &account;
    PassboltApi &api;
    PinStore &pins;
    PassboltDirectory &directory;
    const PassboltPolicies &policies;
    PassboltLoader &loader;
    PassboltReaders &readers;
    PassboltMetadataSeal &seal;
    PassboltSharingSource source;
    PassboltLooks looks{directory};
    PassboltSharePlanner planner{api, source, readers};
    PassboltGroups groups{api, source, readers};
};

/// Passbolt's sharing: the server keeps permissions, and every reader has an own message of each secret. Tasks share
/// the parts, so that they may finish after the vault is gone. Main thread.
class PassboltSharing final : public VaultSharing
{
public:
    explicit PassboltSharing(std::shared_ptr<PassboltSharingParts> parts) : m_parts(std::move(parts)) {}

    Task<Expected<std::vector<AccessEntry>>> accessToSecret(QString secretId, StopToken stop) override;
    Task<Expected<std::vector<AccessEntry>>> accessToCollection(QString collectionId, StopToken stop) override;
    Task<Expected<std::vector<Grantee>>> findGrantees(QString text, StopToken stop) override;
    Task<Expected<SharePlan>> planAccess(SharePlan::Target target, QString targetId, std::vector<AccessChange> changes,
                                         StopToken stop) override;
    Task<Expected<SharePlan>> planMove(SharePlan::Target target, QString targetId, QString newCollectionId,
                                       StopToken stop) override;
    Task<Expected<JobReport>> carryOut(SharePlan plan, QStringList confirmedFingerprints, Progress progress,
                                       StopToken stop) override;
    Task<Expected<std::vector<GroupDetails>>> groups(StopToken stop) override;
    Task<Expected<GroupPlan>> planGroup(QString groupId, std::vector<GroupChange> changes, StopToken stop) override;
    Task<Expected<JobReport>> carryOutGroup(GroupPlan plan, QStringList confirmedFingerprints, Progress progress,
                                            StopToken stop) override;
    Expected<void> acceptKey(QString personId, QString fingerprint) override;
    [[nodiscard]] std::optional<SharedKeyChange> sharedKeyChange() const override
    {
        return m_parts->loader.sharedKeyChange();
    }

private:
    std::shared_ptr<PassboltSharingParts> m_parts;
};

} // namespace coffret
