// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/vault/discussion.h"
#include "core/vault/passbolt/passboltpolicies.h"

#include <memory>

namespace coffret {

/// What the discussion works with. Part of PassboltVault's shared inside.
struct PassboltDiscussionParts
{
    PassboltApi &api;
    const PassboltPolicies &policies;
};

/// Comments, activity and history of a resource. Tasks share the parts, so that they may finish after the vault is
/// gone. Main thread.
class PassboltDiscussion final : public VaultDiscussion
{
public:
    explicit PassboltDiscussion(std::shared_ptr<const PassboltDiscussionParts> parts) : m_parts(std::move(parts)) {}

    Task<Expected<std::vector<Comment>>> comments(QString secretId, StopToken stop) override;
    Task<Expected<QString>> addComment(QString secretId, QString parentId, QString content, StopToken stop) override;
    Task<Expected<void>> editComment(QString commentId, QString content, StopToken stop) override;
    Task<Expected<void>> removeComment(QString commentId, StopToken stop) override;
    Task<Expected<std::vector<Activity>>> activity(QString secretId, StopToken stop) override;
    Task<Expected<std::vector<Revision>>> revisions(QString secretId, StopToken stop) override;

private:
    [[nodiscard]] Expected<void> allowComments(const QString &id) const;

    std::shared_ptr<const PassboltDiscussionParts> m_parts;
};

// Readers of the answers' bodies. Malformed when it is no list.
[[nodiscard]] Expected<std::vector<Comment>> parseComments(const QJsonValue &body, const QString &userId);
[[nodiscard]] Expected<std::vector<Activity>> parseActivity(const QJsonValue &body);
[[nodiscard]] Expected<std::vector<Revision>> parseRevisions(const QJsonValue &body);

} // namespace coffret
