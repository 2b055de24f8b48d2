// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demovault/passbolt/context.h"

namespace coffret::demovault {

/// After a user has lost the right to see a resource: takes their copies away, and where the policy says so the
/// password of a resource they have opened counts as expired from now on.
void loseAccess(PassboltContext &context, Resource &resource, const QString &userId);

/// The secret as it is stored now becomes an older revision, if older ones are kept at all.
void keepRevision(PassboltContext &context, Resource &resource);

} // namespace coffret::demovault
