// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace coffret {

/// Makes text comparable for searching: case folded, diacritics stripped after compatibility decomposition (NFKD),
/// invisible characters dropped. Every code point is mapped by itself, so a folded text can be led back to the
/// characters it came from. Remembers what it mapped; one instance per thread.
class TextFolder
{
public:
    /// Appends text in UTF-8. A run of white space and control characters becomes one space, none at either end.
    void append(QStringView text, std::string &to);
    [[nodiscard]] std::string fold(QStringView text);

    /// What one code point becomes, in UTF-8: often one letter, " " for white space, nothing for a diacritic.
    /// Valid until the next call.
    [[nodiscard]] std::string_view foldCodePoint(char32_t codePoint);

private:
    struct Cached
    {
        char32_t codePoint = ~char32_t{0};
        quint8 length = 0;
        std::array<char, 35> bytes{}; ///< the longest there is: U+FDFA
    };
    std::vector<Cached> m_cache; ///< direct-mapped by the low bits, made when first needed
};

} // namespace coffret
