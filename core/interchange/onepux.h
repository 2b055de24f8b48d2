// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/interchange/foreignfile.h"

namespace coffret {

/// What 1Password 8 exports: an archive with one JSON text in it. Documents and attachments stay behind and are named.
/// A vault is a folder; items that were put away or deleted are refused. Malformed when it is no such archive, TooLarge
/// when the text in it is beyond LargestForeignFile, whatever the archive says of itself.
/// https://support.1password.com/1pux-format/
[[nodiscard]] Expected<ForeignFile> read1Pux(const SecretBuffer &archive);

} // namespace coffret
