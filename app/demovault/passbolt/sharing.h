// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demovault/passbolt/complaints.h"
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

    /// The rules for a copy that somebody gets who has none; holders: who has one by now.
    void checkNewSecret(const QString &userId, const QStringList &holders, const QStringList &after,
                        Complaints &complaints) const;
    /// What belongs under "secrets" in the refusal; undefined: they are right. before, after: who can read it.
    [[nodiscard]] QJsonValue secretsComplaint(const QJsonArray &rows, const QStringList &before,
                                              const QStringList &after) const;
    [[nodiscard]] std::optional<Reply> refusedResource(const Call &call, const Resource *resource) const;

    PassboltContext &m_context;
};

} // namespace coffret::demovault
