// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demovault/passbolt/context.h"

namespace coffret::demovault {

/// Moving resources and folders in the users' trees. Never changes a permission.
class PassboltMoving
{
public:
    explicit PassboltMoving(PassboltContext &context);
    void registerRoutes(Api &api);

private:
    [[nodiscard]] Reply move(const Call &call, Item *item);
    [[nodiscard]] bool isInside(const QString &folderId, const QString &ancestorId, const QString &userId) const;

    PassboltContext &m_context;
};

} // namespace coffret::demovault
