// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace coffret::test {

/// How often a text of at most 64 bytes stands in this process's writable memory. It is given backwards, so that
/// looking for it does not bring it in.
[[nodiscard]] int copiesInMemory(std::string_view backwards);

} // namespace coffret::test
