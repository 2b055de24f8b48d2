// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/vault/fudo/fudoparts.h"
#include "core/vault/vault.h"

namespace coffret {

/// The history of a secret's values; Fudo has no comments, and its log of accesses is the administrator's. Tasks share
/// the parts, so that they may finish after the vault is gone. Main thread.
class FudoDiscussion final : public VaultDiscussion
{
public:
    explicit FudoDiscussion(std::shared_ptr<FudoParts> parts) : m_parts(std::move(parts)) {}

    Task<Expected<std::vector<Comment>>> comments(QString secretId, StopToken stop) override;
    Task<Expected<QString>> addComment(QString secretId, QString parentId, QString content, StopToken stop) override;
    Task<Expected<void>> editComment(QString commentId, QString content, StopToken stop) override;
    Task<Expected<void>> removeComment(QString commentId, StopToken stop) override;
    Task<Expected<std::vector<Activity>>> activity(QString secretId, StopToken stop) override;
    /// Only the current one is readable: nothing shows how an old value is asked for.
    Task<Expected<std::vector<Revision>>> revisions(QString secretId, StopToken stop) override;

private:
    std::shared_ptr<FudoParts> m_parts;
};

Task<Expected<std::vector<Revision>>> fudoRevisions(std::shared_ptr<FudoParts> parts, QString secretId, StopToken stop);

} // namespace coffret
