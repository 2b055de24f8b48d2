// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/secret/secretbuffer.h"

#include <QString>

#include <vector>

namespace coffret {

/// One assignment of a .env file, or a line that is none.
struct DotEnvLine
{
    enum class State {
        Taken,
        Overridden,     ///< a later line gives the same name another value; this one's is gone
        NoAssignment,   ///< neither NAME=VALUE nor a comment
        BadName,        ///< what stands before '=' is no name
        OpenQuote,      ///< the quotation mark is never closed
        TextAfterQuote, ///< something else than a comment follows the closing mark
        TooLong,        ///< longer than LongestDotEnvValue
        NotText,        ///< a null or something else than UTF-8
    };
    State state = State::Taken;
    int number = 0;       ///< of the line it begins on, from 1
    QString name;         ///< empty unless it is one: what stands in its place may be part of a secret
    SecretBuffer value;   ///< only when Taken
    int overriddenBy = 0; ///< number of the line that counts
};

constexpr std::size_t LargestDotEnvFile = 1024 * 1024;
constexpr std::size_t LongestDotEnvValue = 64 * 1024;
constexpr std::size_t MostDotEnvLines = 2000;

/// Letters, digits, '_', '.' and '-', not beginning with a digit or '-'; 255 at most.
[[nodiscard]] bool isDotEnvName(std::string_view name);

/// Takes a .env file apart. There is no standard; what the common readers agree on: comments, an "export" before the
/// name, blanks around '=', values bare (a comment begins at a '#' behind a blank), in single quotes (as they are, also
/// 'it'\''s'), or in double quotes (\n \r \t \\ \" \$ \` stand for one character, other backslashes for themselves);
/// quoted values may go over lines, whose ends become \n. Nothing is expanded. Every line that is not blank or a
/// comment is in the result, in order. TooLarge beyond LargestDotEnvFile or MostDotEnvLines.
[[nodiscard]] Expected<std::vector<DotEnvLine>> readDotEnv(const SecretBuffer &text);

} // namespace coffret
