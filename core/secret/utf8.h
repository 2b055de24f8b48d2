// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace coffret {

/// Whether bytes are UTF-8 (RFC 3629: nothing overlong, no surrogates, nothing above U+10FFFF), without a copy.
[[nodiscard]] bool isUtf8(std::string_view bytes) noexcept;

} // namespace coffret
