// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demovault/passbolt/context.h"

namespace coffret::demovault {

/// Fills an empty store with the folders and resources of the seed.
void seedPassbolt(PassboltContext &context);

} // namespace coffret::demovault
