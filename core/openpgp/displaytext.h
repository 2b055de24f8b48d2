// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <string_view>

namespace coffret {

/// A user id as it may be shown: UTF-8 decoded, without control, bidi, format and line-separating characters, at most
/// 256 characters. A key's owner chooses this text freely, so it must not be able to imitate anything around it.
[[nodiscard]] QString displayText(std::string_view utf8);

/// The address in "Ada Lovelace <ada@example.org>", or the whole text when it is a bare address; empty if there is
/// none.
[[nodiscard]] QString emailOf(const QString &userId);
/// Whom a key says it belongs to, for comparing: that address, or the whole text without one, in lower case.
[[nodiscard]] QString ownerOf(const QString &userId);

} // namespace coffret
