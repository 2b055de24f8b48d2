// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/interchange/foreignfile.h"

namespace coffret {

/// KeePass 2 XML, which is also what a .kdbx has inside. The outermost group is the database and no folder; what lies
/// in the recycle bin is refused. file: taken over by the result, and changed in place. Malformed when it is none or
/// deeper than any database is, TooLarge beyond MostForeignItems.
[[nodiscard]] Expected<ForeignFile> readKeePassXml(SecretBuffer file);

} // namespace coffret
