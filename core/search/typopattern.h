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
/// Digits are never mistaken, for another number is another thing: the same must be there, in the same order.
class TypoPattern
{
public:
    static constexpr int LongestWord = 64; ///< code points; longer words are not tolerant

    /// folded: one word, as TextFolder makes it.
    explicit TypoPattern(std::string_view folded);

    /// One from four letters on, two from eight; digits do not count.
    [[nodiscard]] int allowed() const noexcept { return m_allowed; }
    /// False where it certainly does not with at most so many mistakes.
    [[nodiscard]] bool mayOccurIn(const WordSignature &signature, int most) const noexcept
    {
        int letters = 0; // that are in the word and not there
        for (const quint64 layer : m_letters)
            letters += std::popcount(layer & ~signature.letters);
        // Two letters that are swapped break up three pairs, any other mistake two; but only those can lose a letter.
        return letters <= most && m_signature.pairsMissingIn(signature) <= PairsPerTypo * most - letters;
    }
    /// The fewest mistakes with which it occurs in text, which may have fields parted by '\n'. Nothing above most,
    /// which is at most allowed(). To be asked where it does not occur as it was typed.
    [[nodiscard]] std::optional<int> distanceIn(std::string_view text, int most) const noexcept;

    struct Place
    {
        std::size_t start = 0; ///< bytes
        std::size_t length = 0;
    };
    /// The first of the places with the fewest mistakes, as long as possible.
    [[nodiscard]] std::optional<Place> placeIn(std::string_view text) const noexcept;

private:
    static constexpr int PairsPerTypo = 3;
    static constexpr char32_t AsciiEnd = 0x80;
    struct Fit
    {
        int distance = 0;
        std::size_t length = 0; ///< bytes
    };
    void addLetter(char32_t codePoint);
    void learn(char32_t codePoint, int place);
    [[nodiscard]] quint64 placesOf(char32_t codePoint) const noexcept;
    [[nodiscard]] bool mayFitAtStart(std::string_view text, int most) const noexcept;
    [[nodiscard]] Fit fitAtStart(std::string_view text, int most) const noexcept;
    template <typename Take>
    void walk(std::string_view text, Take take) const noexcept;

    int m_length = 0; ///< code points
    int m_allowed = 0;
    WordSignature m_signature; ///< of its pairs
    /// Its letters as a signature has them; what occurs more than once is in the second as well, and in the third.
    std::array<quint64, 3> m_letters{};
    std::array<quint64, AsciiEnd> m_ascii{};              ///< where each occurs, one bit for each place
    std::vector<std::pair<char32_t, quint64>> m_others{}; ///< likewise
    std::vector<char32_t> m_digits{};                     ///< in their order
};

} // namespace coffret
