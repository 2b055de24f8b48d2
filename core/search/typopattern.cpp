// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/typopattern.h"

#include <QChar>

#include <algorithm>

namespace coffret {

namespace {

int allowedFor(int letters)
{
    constexpr int FirstFrom = 4;
    constexpr int SecondFrom = 8;
    return letters >= SecondFrom ? 2 : letters >= FirstFrom ? 1 : 0;
}

bool isDigit(char32_t codePoint) noexcept
{
    return codePoint < 0x80 ? codePoint - U'0' < 10 : QChar::isDigit(codePoint);
}

} // namespace

TypoPattern::TypoPattern(std::string_view folded)
{
    int letters = 0;
    char32_t before = 0;
    for (std::string_view rest = folded; !rest.empty();) {
        const char32_t codePoint = takeCodePoint(rest);
        if (m_length == LongestWord) {
            m_allowed = 0;
            return;
        }
        learn(codePoint, m_length++);
        addLetter(codePoint);
        if (before == 0)
            m_signature.addStart(codePoint);
        else
            m_signature.addPair(before, codePoint);
        if (isDigit(codePoint))
            m_digits.push_back(codePoint);
        else
            letters += isOfWord(codePoint) ? 1 : 0;
        m_allowed = allowedFor(letters);
        before = codePoint;
    }
}

void TypoPattern::addLetter(char32_t codePoint)
{
    WordSignature one;
    one.addLetter(codePoint);
    for (quint64 &layer : m_letters) {
        if ((layer & one.letters) == 0) {
            layer |= one.letters;
            return;
        }
    }
}

void TypoPattern::learn(char32_t codePoint, int place)
{
    const quint64 bit = quint64{1} << place;
    if (codePoint < AsciiEnd) {
        m_ascii[codePoint] |= bit;
        return;
    }
    const auto isIt = [codePoint](const auto &other) { return other.first == codePoint; };
    const auto known = std::find_if(m_others.begin(), m_others.end(), isIt);
    if (known == m_others.end())
        m_others.emplace_back(codePoint, bit);
    else
        known->second |= bit;
}

quint64 TypoPattern::placesOf(char32_t codePoint) const noexcept
{
    if (codePoint < AsciiEnd)
        return m_ascii[codePoint];
    for (const auto &[other, places] : m_others) {
        if (other == codePoint)
            return places;
    }
    return 0;
}

/// Of the first letters, one more than there may be mistakes, one must be right, and near its place. Cheap, and mostly
/// false.
bool TypoPattern::mayFitAtStart(std::string_view text, int most) const noexcept
{
    const quint64 near = (quint64{1} << (2 * most + 1)) - 1;
    for (int i = 0; i <= most; ++i) {
        const auto byte = static_cast<std::size_t>(i) < text.size()
                              ? static_cast<unsigned char>(text[static_cast<std::size_t>(i)])
                              : AsciiEnd;
        if (byte >= AsciiEnd || (m_ascii[byte] & near) != 0)
            return true;
    }
    return false;
}

/// The best of all beginnings of text with the same digits, compared with the whole word; of equal ones the longest.
/// Each step handles a column of the table of distances: where they grow or shrink downwards (VP, VN) and along the row
/// (HP, HN).
TypoPattern::Fit TypoPattern::fitAtStart(std::string_view text, int most) const noexcept
{
    const quint64 last = quint64{1} << (m_length - 1);
    quint64 growsDown = ~quint64{0};
    quint64 shrinksDown = 0;
    quint64 diagonal = 0;
    quint64 placesBefore = 0;
    int distance = m_length;
    std::size_t digits = 0; // passed
    Fit best{distance, 0};
    const char *const begin = text.data();
    for (int left = m_length + most; left > 0 && !text.empty() && text.front() != '\n'; --left) {
        if (distance - left > most)
            break; // each step takes off one at most
        const char32_t codePoint = takeCodePoint(text);
        if (isDigit(codePoint) && (digits == m_digits.size() || codePoint != m_digits[digits++]))
            break;
        const quint64 places = placesOf(codePoint);
        const quint64 swapped = ((~diagonal & places) << 1) & placesBefore;
        diagonal = (((places & growsDown) + growsDown) ^ growsDown) | places | shrinksDown | swapped;
        quint64 growsAlong = shrinksDown | ~(diagonal | growsDown);
        quint64 shrinksAlong = diagonal & growsDown;
        distance += (growsAlong & last) != 0 ? 1 : 0;
        distance -= (shrinksAlong & last) != 0 ? 1 : 0;
        growsAlong = (growsAlong << 1) | 1;
        shrinksAlong <<= 1;
        growsDown = shrinksAlong | ~(diagonal | growsAlong);
        shrinksDown = growsAlong & diagonal;
        placesBefore = places;
        if (distance <= best.distance && digits == m_digits.size())
            best = {distance, static_cast<std::size_t>(text.data() - begin)};
    }
    return best;
}

/// Hands each beginning of a word to take, until that returns false.
template <typename Take>
void TypoPattern::walk(std::string_view text, Take take) const noexcept
{
    char32_t before = 0;
    while (!text.empty()) {
        const std::string_view here = text;
        const char32_t codePoint = takeCodePoint(text);
        if (beginsWord(before, codePoint) && !take(here))
            return;
        before = codePoint;
    }
}

std::optional<int> TypoPattern::distanceIn(std::string_view text, int most) const noexcept
{
    if (most == 0)
        return std::nullopt;
    int best = most + 1;
    walk(text, [&](std::string_view from) {
        if (mayFitAtStart(from, best - 1))
            best = std::min(best, fitAtStart(from, best - 1).distance);
        return best > 1; // it is nowhere without a mistake
    });
    return best > most ? std::nullopt : std::optional(best);
}

std::optional<TypoPattern::Place> TypoPattern::placeIn(std::string_view text) const noexcept
{
    if (m_allowed == 0)
        return std::nullopt;
    int best = m_allowed + 1;
    Place place;
    walk(text, [&](std::string_view from) {
        const Fit fit = fitAtStart(from, m_allowed);
        if (fit.distance < best) {
            best = fit.distance;
            place = {static_cast<std::size_t>(from.data() - text.data()), fit.length};
        }
        return best > 0;
    });
    return best > m_allowed ? std::nullopt : std::optional(place);
}

} // namespace coffret
