// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <string_view>

namespace coffret {

/// A name that somebody chose freely (a key's user id, a certificate's subject) as it may be shown: UTF-8 decoded,
/// without control, bidi, format and line-separating characters, at most 256 characters. It must not be able to imitate
/// anything around it.
[[nodiscard]] QString displayText(std::string_view utf8);

} // namespace coffret
