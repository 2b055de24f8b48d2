// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demovault/passbolt/context.h"

namespace coffret::demovault {

/// Who may see what: permissions of resources and folders, and finding whom to share with.
class PassboltSharing
{
public:
    explicit PassboltSharing(PassboltContext &context);
    void registerRoutes(Api &api);

private:
    [[nodiscard]] Reply searchRecipients(const Call &call) const;
    [[nodiscard]] Reply simulate(const Call &call);
    [[nodiscard]] Reply shareResource(const Call &call);
    [[nodiscard]] Reply shareFolder(const Call &call);

    /// The permissions after the changes, or why they cannot be made.
    [[nodiscard]] std::optional<Reply> changePermissions(const Item &item, const QJsonArray &changes,
                                                         std::vector<Permission> &permissions) const;
    [[nodiscard]] std::optional<Reply> refusedResource(const Call &call, const Resource *resource) const;

    PassboltContext &m_context;
};

} // namespace coffret::demovault
