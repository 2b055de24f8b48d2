// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/secret/secretbuffer.h"

#include <QStringList>

namespace coffret {

/// How well a password withstands guessing. Holds no part of the password.
struct PasswordStrength
{
    /// Bytes that are looked at. Whatever comes behind adds nothing, and costs nothing.
    static constexpr std::size_t LongestPassword = 100;
    static constexpr std::size_t LongestKnownWord = 100;
    static constexpr std::size_t MostKnownWords = 32;

    int score = 0; ///< 0 (guessed at once) to 4 (withstands an attack on a stolen, slow hash), as zxcvbn has it
    double guessesLog10 = 0;
    double entropy = 0; ///< bits

    /// What zxcvbn makes of a password that somebody thought up; UTF-8, up to a zero byte if there is one. knownWords
    /// is what a guesser knows beside it, like its name, login and host: each counts whole and in its parts, the first
    /// ones most.
    [[nodiscard]] static PasswordStrength of(const SecretBuffer &password, const QStringList &knownWords = {});
    /// The same scale for a password that a generator made.
    [[nodiscard]] static PasswordStrength ofEntropy(double bits);
};

} // namespace coffret
