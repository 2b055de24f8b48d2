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
    [[nodiscard]] QJsonObject row(const Folder &folder, const Call &call);

    PassboltContext &m_context;
};

} // namespace coffret::demovault
