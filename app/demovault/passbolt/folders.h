// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demovault/passbolt/context.h"

namespace coffret::demovault {

/// Passbolt's folders; each user has their own tree.
class PassboltFolders
{
public:
    explicit PassboltFolders(PassboltContext &context);
    void registerRoutes(Api &api);

private:
    [[nodiscard]] Reply list(const Call &call);
    [[nodiscard]] Reply one(const Call &call);
    [[nodiscard]] Reply create(const Call &call);
    [[nodiscard]] Reply rename(const Call &call);
    [[nodiscard]] Reply remove(const Call &call);
    void removeContent(const QString &folderId, const QString &userId, bool cascade);
    [[nodiscard]] QJsonObject row(const Folder &folder, const Call &call);

    /// Folder names in the clear or encrypted: whether the settings allow that kind.
    [[nodiscard]] std::optional<Reply> refusedGeneration(const QJsonObject &body) const;

    PassboltContext &m_context;
};

} // namespace coffret::demovault
