// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace coffret::test {

/// How often a text of at most 64 bytes stands in this process's writable memory. It is given backwards, so that
/// looking for it does not bring it in.
[[nodiscard]] int copiesInMemory(std::string_view backwards);

/// Memory of this process alone, once what was freed is given back; 0 where it may not be read.
[[nodiscard]] double privateMebibytes();

/// The most that was resident since forgetPeak(), shared pages of libraries included; 0 where it may not be read.
[[nodiscard]] double peakMebibytes();
void forgetPeak();

} // namespace coffret::test
