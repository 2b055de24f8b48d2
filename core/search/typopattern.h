// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/wordsignature.h"

#include <array>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace coffret {

/// Finds a word that was typed with mistakes: letters that are wrong, missing, too many, or swapped with the next one
/// (the optimal string alignment distance, by the bit-parallel algorithm of Myers with Hyyrö's transpositions).
/// It is looked for where words begin, and goes on as far as it fits: what was typed may be the beginning of a word.
class TypoPattern
{
public:
    static constexpr int LongestWord = 64; ///< code points; longer words are not tolerant

    /// folded: one word, as TextFolder makes it.
    explicit TypoPattern(std::string_view folded);

    /// One from four letters on, two from eight; digits do not count, for another number is another thing.
    [[nodiscard]] int allowed() const noexcept { return m_allowed; }
    /// False where it certainly does not.
    [[nodiscard]] bool mayOccurIn(const WordSignature &signature) const noexcept
    {
        return m_signature.lettersMissingIn(signature) <= m_allowed &&
               m_signature.pairsMissingIn(signature) <= PairsPerTypo * m_allowed;
    }
    /// The fewest mistakes with which it occurs in text, which may have fields parted by '\n'. Nothing above allowed().
    [[nodiscard]] std::optional<int> distanceIn(std::string_view text) const noexcept;

    struct Place
    {
        std::size_t start = 0; ///< bytes
        std::size_t length = 0;
    };
    /// The first of the places with the fewest mistakes, as long as possible.
    [[nodiscard]] std::optional<Place> placeIn(std::string_view text) const noexcept;

private:
    static constexpr int PairsPerTypo = 3; ///< swapping two letters breaks up three pairs
    static constexpr char32_t AsciiEnd = 0x80;
    struct Fit
    {
        int distance = 0;
        std::size_t length = 0; ///< bytes
    };
    void learn(char32_t codePoint, int place);
    [[nodiscard]] quint64 placesOf(char32_t codePoint) const noexcept;
    [[nodiscard]] Fit fitAtStart(std::string_view text) const noexcept;
    template <typename Take>
    void walk(std::string_view text, Take take) const noexcept;

    int m_length = 0; ///< code points
    int m_allowed = 0;
    WordSignature m_signature;
    std::array<quint64, AsciiEnd> m_ascii{};              ///< where each occurs, one bit for each place
    std::vector<std::pair<char32_t, quint64>> m_others{}; ///< likewise
};

} // namespace coffret
