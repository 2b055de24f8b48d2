// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demovault/passbolt/context.h"

namespace coffret::demovault {

/// Passbolt's groups: reading, making, changing members, deleting.
class PassboltGroups
{
public:
    explicit PassboltGroups(PassboltContext &context);
    void registerRoutes(Api &api);

private:
    [[nodiscard]] Reply list(const Call &call) const;
    [[nodiscard]] Reply one(const Call &call) const;
    [[nodiscard]] Reply create(const Call &call);
    [[nodiscard]] Reply dryRun(const Call &call);
    [[nodiscard]] Reply update(const Call &call);
    [[nodiscard]] Reply remove(const Call &call);

    [[nodiscard]] QJsonObject row(const PassboltGroup &group, const QString &userId, const QStringList &contain) const;
    [[nodiscard]] PassboltGroup *find(const QString &id);
    [[nodiscard]] bool manages(const PassboltGroup &group, const PassboltUser &user) const;
    /// Members after the changes; new ones only when a manager of the group asks.
    [[nodiscard]] std::vector<GroupMember> changedMembers(const PassboltGroup &group, const QJsonArray &changes,
                                                          bool mayAdd) const;
    /// (resource, user) pairs whose secret a new member lacks.
    [[nodiscard]] std::vector<std::pair<Resource *, QString>>
    missingSecrets(const PassboltGroup &group, const std::vector<GroupMember> &members) const;

    /// Takes the members over; those who can see less without the group lose what they had.
    void changeMembers(PassboltGroup &group, std::vector<GroupMember> members);

    PassboltContext &m_context;
};

} // namespace coffret::demovault
