// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/vault/jobs.h"
#include "core/vault/readers.h"

#include <optional>

namespace coffret {

/// One line of who can do what with a secret or a collection.
struct AccessEntry
{
    Grantee grantee;
    AccessRight right = AccessRight::Read;
};

/// before or after None: access is given or taken away.
struct AccessChange
{
    Grantee grantee;
    AccessRight before = AccessRight::None;
    AccessRight after = AccessRight::None;
};

/// What a change of access comes to, before anything is written.
struct SharePlan
{
    enum class Target { Secret, Collection };
    Target target = Target::Secret;
    QString targetId;
    bool moves = false; ///< the target also goes to newCollectionId
    QString newCollectionId;
    std::vector<AccessChange> changes;
    std::vector<ReaderKey> newReaders; ///< persons who can read something afterwards that they cannot read now
    std::vector<Grantee> lostReaders;
    int secrets = 0;     ///< secrets whose access changes
    int collections = 0; ///< collections whose access changes
    int skipped = 0;     ///< below a collection, but not the user's to share: they stay as they are
    int unverified = 0;  ///< 1: nobody who may have written the secret's value vouches for it; it is passed on unsigned
};

/// A group and who is in it.
struct GroupMember
{
    Grantee person;
    bool manager = false;
};
struct GroupDetails
{
    Grantee group;
    std::vector<GroupMember> members;
    bool managedByUser = false; ///< may change the members
};
struct GroupChange
{
    QString personId;
    enum class Kind { Add, AddManager, Remove, MakeManager, MakeMember };
    Kind kind = Kind::Add;
};
struct GroupPlan
{
    QString groupId;
    std::vector<GroupChange> changes;
    std::vector<ReaderKey> newReaders;
    int secrets = 0; ///< to be encrypted for the new members
};

/// The key that names of what several persons can read are encrypted for, while the user has yet to accept it.
struct SharedKeyChange
{
    ReaderKey key; ///< person.id goes to acceptKey(); person.name is the user id of the key itself
    enum class Giver { Nobody, Server, Person };
    Giver giver = Giver::Nobody; ///< who signed the user's copy of it; Nobody: nobody who may hand it out
    QString giverName;           ///< of a Person
};

/// Who can read what, and changing that. Keys are pinned; a person whose key changed blocks only what is for them.
/// Main thread, after signing in.
class VaultSharing
{
public:
    virtual ~VaultSharing() = default;

    virtual Task<Expected<std::vector<AccessEntry>>> accessToSecret(QString secretId, StopToken stop) = 0;
    virtual Task<Expected<std::vector<AccessEntry>>> accessToCollection(QString collectionId, StopToken stop) = 0;
    /// Persons and groups whose name or address contains text; at most some dozens.
    virtual Task<Expected<std::vector<Grantee>>> findGrantees(QString text, StopToken stop) = 0;

    /// Works out what changes mean. Below a collection the same changes apply to everything that is the user's to
    /// share. InvalidInput when nobody would own the target any more. Writes nothing.
    virtual Task<Expected<SharePlan>> planAccess(SharePlan::Target target, QString targetId,
                                                 std::vector<AccessChange> changes, StopToken stop) = 0;
    /// The same for moving into a collection, which takes over that collection's access. newCollectionId empty: root.
    virtual Task<Expected<SharePlan>> planMove(SharePlan::Target target, QString targetId, QString newCollectionId,
                                               StopToken stop) = 0;
    /// Does what was planned. confirmedFingerprints: of every FirstSeen key, or ReadersUnconfirmed names who is
    /// missing; those keys are confirmed from then on. Refusals of single persons do not stop the others of a
    /// group.
    virtual Task<Expected<JobReport>> carryOut(SharePlan plan, QStringList confirmedFingerprints, Progress progress,
                                               StopToken stop) = 0;

    virtual Task<Expected<std::vector<GroupDetails>>> groups(StopToken stop) = 0;
    virtual Task<Expected<GroupPlan>> planGroup(QString groupId, std::vector<GroupChange> changes, StopToken stop) = 0;
    virtual Task<Expected<JobReport>> carryOutGroup(GroupPlan plan, QStringList confirmedFingerprints,
                                                    Progress progress, StopToken stop) = 0;

    /// The user compared both fingerprints and accepts the new one from now on.
    virtual Expected<void> acceptKey(QString personId, QString fingerprint) = 0;
    /// As of the last sync; after acceptKey() the next sync judges anew what the key encrypts.
    [[nodiscard]] virtual std::optional<SharedKeyChange> sharedKeyChange() const { return std::nullopt; }
};

} // namespace coffret
