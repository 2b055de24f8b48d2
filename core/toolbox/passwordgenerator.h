// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/secret/secretbuffer.h"
#include "core/toolbox/compositions.h"
#include "core/toolbox/generatoroptions.h"

#include <string>
#include <vector>

namespace coffret {

/// Makes passwords of characters. Every password that the options allow is as likely as any other. Any thread.
class PasswordGenerator
{
public:
    /// Different characters at the most.
    static constexpr std::size_t MaximumCharacters = 512;

    /// InvalidInput: a length out of range, minima that do not fit in, a set of which nothing is left, too many
    /// characters, or one that is no visible character of its own.
    [[nodiscard]] static Expected<PasswordGenerator> from(const PasswordOptions &options);

    /// UTF-8.
    [[nodiscard]] SecretBuffer generate() const;
    /// Bits: the binary logarithm of how many passwords there are.
    [[nodiscard]] double entropy() const { return m_compositions.total().log2(); }

private:
    using Characters = std::vector<std::string>; // each in UTF-8

    PasswordGenerator(std::vector<Characters> groups, Compositions compositions, int length);

    std::vector<Characters> m_groups;
    Compositions m_compositions;
    int m_length;
};

} // namespace coffret
