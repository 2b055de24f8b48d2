// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/matchranges.h"

#include "core/model/textfolder.h"
#include "core/search/typopattern.h"

#include <algorithm>

namespace coffret {

namespace {

/// A text folded letter by letter, with the way back.
struct Traced
{
    struct Origin
    {
        int start = 0;
        int end = 0;
    };
    std::string folded;
    std::vector<Origin> origins; ///< per byte of folded: the UTF-16 units it came from
};

Traced trace(const QString &shown)
{
    thread_local TextFolder folder; // what it remembers takes longer to make than a line
    Traced traced;
    for (int i = 0; i < shown.size();) {
        const bool pair = shown[i].isHighSurrogate() && i + 1 < shown.size() && shown[i + 1].isLowSurrogate();
        const char32_t codePoint = pair ? QChar::surrogateToUcs4(shown[i], shown[i + 1]) : shown[i].unicode();
        const int end = i + (pair ? 2 : 1);
        const std::string_view folded = folder.foldCodePoint(codePoint);
        if (folded.empty() && !traced.origins.empty()) {
            // A diacritic belongs to the letter before it.
            const int start = traced.origins.back().start;
            for (auto it = traced.origins.rbegin(); it != traced.origins.rend() && it->start == start; ++it)
                it->end = end;
        }
        traced.folded += folded;
        traced.origins.resize(traced.folded.size(), {i, end});
        i = end;
    }
    return traced;
}

void addOccurrences(const Traced &traced, std::string_view word, std::vector<Traced::Origin> &found)
{
    for (std::size_t at = traced.folded.find(word); at != std::string::npos; at = traced.folded.find(word, at + 1))
        found.push_back({traced.origins[at].start, traced.origins[at + word.size() - 1].end});
}

void addMistaken(const Traced &traced, std::string_view word, std::vector<Traced::Origin> &found)
{
    if (const auto place = TypoPattern(word).placeIn(traced.folded); place && place->length > 0)
        found.push_back({traced.origins[place->start].start, traced.origins[place->start + place->length - 1].end});
}

std::vector<MatchRange> joined(std::vector<Traced::Origin> found)
{
    std::sort(found.begin(), found.end(), [](const auto &a, const auto &b) { return a.start < b.start; });
    std::vector<MatchRange> ranges;
    for (const auto &origin : found) {
        const int lastEnd = ranges.empty() ? -1 : ranges.back().start + ranges.back().length;
        if (origin.start <= lastEnd)
            ranges.back().length = std::max(lastEnd, origin.end) - ranges.back().start;
        else
            ranges.push_back({origin.start, origin.end - origin.start});
    }
    return ranges;
}

} // namespace

std::vector<MatchRange> matchRanges(const QString &shown, const SearchWords &words)
{
    const Traced traced = trace(shown);
    std::vector<Traced::Origin> found;
    for (const std::string &word : words.all())
        addOccurrences(traced, word, found);
    return joined(std::move(found));
}

std::vector<MatchRange> matchRanges(const QString &shown, const QString &text)
{
    return matchRanges(shown, SearchWords(text));
}

std::vector<MatchRange> matchRanges(const QString &shown, const SearchWords &words, std::string_view searchText)
{
    const Traced traced = trace(shown);
    std::vector<Traced::Origin> found;
    for (std::size_t i = 0; i < words.all().size(); ++i) {
        const std::string &word = words.all()[i];
        if (words.isPhrase(i) || searchText.find(word) != std::string_view::npos)
            addOccurrences(traced, word, found);
        else
            addMistaken(traced, word, found);
    }
    return joined(std::move(found));
}

} // namespace coffret
