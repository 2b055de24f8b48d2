// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/toolbox/passwordstrength.h"

#include <QString>

namespace coffret {

// How strong a password is, in words.

[[nodiscard]] QString strengthWord(int score); ///< of PasswordStrength::score
/// How long guessing takes somebody who stole a well-protected copy: ten thousand guesses a second.
[[nodiscard]] QString guessingText(const PasswordStrength &strength);
/// One decimal place, as the user's language writes numbers.
[[nodiscard]] QString entropyText(double bits);

} // namespace coffret
