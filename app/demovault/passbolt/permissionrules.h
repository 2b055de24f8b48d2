// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demovault/passbolt/context.h"

namespace coffret::demovault {

/// The permissions of an item after the changes a client sent ("permissions": rows to add, change or delete).
struct ChangedPermissions
{
    std::vector<Permission> permissions;
    QJsonValue complaint; ///< what belongs under "permissions" in the refusal; undefined: nothing is wrong
};

[[nodiscard]] ChangedPermissions changedPermissions(const PassboltContext &context, const Item &item,
                                                    const QJsonValue &changes);

} // namespace coffret::demovault
