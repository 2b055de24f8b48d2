// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/toolbox/passwordstrength.h"

#include <QString>

namespace coffret {

// How strong a password is, in words.

/// 0 to 4, by the time that guessingText() speaks of, so that both say the same. 0 and 1 are what a health check finds
/// weak: a score below 3.
[[nodiscard]] int strengthLevel(const PasswordStrength &strength);
[[nodiscard]] QString strengthWord(int level);
/// How long guessing takes somebody who stole a well-protected copy: ten thousand guesses a second.
[[nodiscard]] QString guessingText(const PasswordStrength &strength);
/// One decimal place, as the user's language writes numbers.
[[nodiscard]] QString entropyText(double bits);

} // namespace coffret
