// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/search.h"

#include "core/model/textfolder.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <limits>

namespace coffret {

namespace {

/// How well a row fits, best first.
enum class Rank : std::size_t { Exact, Prefix, WordStart, InName, Username, Host, Path };
constexpr std::size_t RankCount = 7;
using Row = Catalog::Row;

std::vector<std::string_view> wordsOf(std::string_view phrase)
{
    std::vector<std::string_view> words;
    while (!phrase.empty()) { // a folded text has single spaces, and none at its ends
        const std::size_t length = std::min(phrase.find(' '), phrase.size());
        words.push_back(phrase.substr(0, length));
        phrase.remove_prefix(std::min(length + 1, phrase.size()));
    }
    return words;
}

bool startsWord(std::string_view text, std::size_t at)
{
    if (at == 0)
        return true;
    const auto before = static_cast<unsigned char>(text[at - 1]);
    if (before < 0x80)
        return !((before >= 'a' && before <= 'z') || (before >= '0' && before <= '9'));
    std::size_t start = at - 1;
    while (start > 0 && (static_cast<unsigned char>(text[start]) & 0xc0) == 0x80)
        --start;
    const char *bytes = text.data() + start;
    return !QString::fromUtf8(bytes, static_cast<qsizetype>(at - start)).at(0).isLetterOrNumber();
}

/// How one word fits a row it was found in; at: its first occurrence.
Rank rankOfWord(std::string_view text, std::size_t nameLength, std::string_view word, std::size_t at)
{
    if (at >= nameLength) { // fields are parted by '\n' and follow each other in the order of ranks
        const auto fields = std::count(text.begin() + static_cast<std::ptrdiff_t>(nameLength),
                                       text.begin() + static_cast<std::ptrdiff_t>(at), '\n');
        return static_cast<Rank>(static_cast<std::size_t>(Rank::InName) + static_cast<std::size_t>(fields));
    }
    const std::string_view name = text.substr(0, nameLength);
    for (; at != std::string_view::npos; at = name.find(word, at + 1)) {
        if (startsWord(name, at))
            return Rank::WordStart;
    }
    return Rank::InName;
}

/// One search under way: collects rows by rank, each rank in catalog order.
class Search
{
public:
    Search(const Catalog &catalog, const SearchQuery &query)
        : m_catalog(catalog)
        , m_subtree(catalog.subtree(query.collectionId))
        , m_required(query.required)
        , m_limit(query.limit == 0 ? std::numeric_limits<std::size_t>::max() : query.limit)
        , m_phrase(TextFolder().fold(query.text))
        , m_words(wordsOf(m_phrase))
    {
        for (const SecretType type : query.types)
            m_types |= 1u << static_cast<unsigned>(type);
        if (!query.tag.isEmpty())
            m_tagSets = catalog.tagSetsWith(query.tag);
        // The longest word is the rarest guess there is without counting: it drives the scan, the others only check.
        const auto shorter = [](std::string_view a, std::string_view b) { return a.size() < b.size(); };
        if (!m_words.empty())
            std::iter_swap(m_words.begin(), std::max_element(m_words.begin(), m_words.end(), shorter));
    }

    std::vector<Row> run()
    {
        if (m_words.empty())
            return takeInOrder();
        const auto [first, end] = takePrefixes();
        if (m_goodEnough < m_limit) {
            if (scan(0, first))
                scan(end, m_catalog.size());
        }
        return ranked();
    }

private:
    [[nodiscard]] bool accepts(Row row) const
    {
        return m_catalog.isBelow(row, m_subtree) &&
               (m_types == 0 || (m_types >> static_cast<unsigned>(m_catalog.type(row)) & 1u) != 0) &&
               (m_tagSets.empty() || m_tagSets[m_catalog.tagSet(row)]) &&
               (m_catalog.markers(row) & m_required) == m_required;
    }

    std::vector<Row> takeInOrder() const
    {
        std::vector<Row> rows;
        for (Row row = 0; row < m_catalog.size() && rows.size() < m_limit; ++row) {
            if (accepts(row))
                rows.push_back(row);
        }
        return rows;
    }

    void put(Rank rank, Row row)
    {
        auto &rows = m_found[static_cast<std::size_t>(rank)];
        if (rows.size() >= m_limit)
            return;
        rows.push_back(row);
        if (rank <= Rank::WordStart) // a scan finds nothing better than that
            ++m_goodEnough;
    }

    /// Rows are sorted by folded name: those whose name begins with the phrase lie side by side, exact ones first.
    std::pair<Row, Row> takePrefixes()
    {
        const Row first = partitionPoint(0, [this](std::string_view name) { return name < m_phrase; });
        const Row end = partitionPoint(first, [this](std::string_view name) { return name.starts_with(m_phrase); });
        for (Row row = first; row < end && m_goodEnough < m_limit; ++row) {
            if (accepts(row))
                put(m_catalog.foldedName(row).size() == m_phrase.size() ? Rank::Exact : Rank::Prefix, row);
        }
        return {first, end};
    }

    template <typename Before>
    [[nodiscard]] Row partitionPoint(Row low, Before before) const
    {
        Row high = m_catalog.size();
        while (low < high) {
            const Row middle = low + (high - low) / 2;
            if (before(m_catalog.foldedName(middle)))
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }

    /// Goes over the search texts of rows first .. end-1 in one pass. False when there is no need to go on.
    bool scan(Row first, Row end)
    {
        const std::string_view arena = m_catalog.searchArena();
        const std::string_view word = m_words.front();
        std::size_t at = m_catalog.searchStart(first);
        const std::size_t stop = m_catalog.searchStart(end);
        Row row = first;
        while (const void *hit = memmem(arena.data() + at, stop - at, word.data(), word.size())) {
            row = m_catalog.rowAt(static_cast<std::size_t>(static_cast<const char *>(hit) - arena.data()), row);
            const std::size_t start = m_catalog.searchStart(row);
            if (accepts(row))
                check(row, static_cast<std::size_t>(static_cast<const char *>(hit) - arena.data()) - start);
            if (m_goodEnough >= m_limit)
                return false;
            at = m_catalog.searchStart(++row);
            if (row == end)
                break;
        }
        return true;
    }

    /// The first word was found at hit; puts the row when the others are there too. The worst word decides.
    void check(Row row, std::size_t hit)
    {
        const std::string_view text = m_catalog.searchText(row);
        const std::size_t nameLength = m_catalog.foldedName(row).size();
        Rank worst = rankOfWord(text, nameLength, m_words.front(), hit);
        for (std::size_t i = 1; i < m_words.size(); ++i) {
            const std::size_t at = text.find(m_words[i]);
            if (at == std::string_view::npos)
                return;
            worst = std::max(worst, rankOfWord(text, nameLength, m_words[i], at));
        }
        put(worst, row);
    }

    [[nodiscard]] std::vector<Row> ranked() const
    {
        std::vector<Row> rows;
        for (const auto &found : m_found) {
            const auto room = static_cast<std::ptrdiff_t>(std::min(found.size(), m_limit - rows.size()));
            rows.insert(rows.end(), found.begin(), found.begin() + room);
        }
        return rows;
    }

    const Catalog &m_catalog;
    CollectionTree::Range m_subtree;
    unsigned m_types = 0;        ///< one bit each, 0: all
    std::vector<bool> m_tagSets; ///< that hold the tag; empty: all
    Markers m_required;
    std::size_t m_limit;
    std::string m_phrase;
    std::vector<std::string_view> m_words; ///< of m_phrase, the one to scan for first
    std::array<std::vector<Row>, RankCount> m_found;
    std::size_t m_goodEnough = 0;
};

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

Traced trace(const QString &shown, TextFolder &folder)
{
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

} // namespace

PhraseMatcher::PhraseMatcher(const QString &phrase) : m_phrase(TextFolder().fold(phrase))
{
    for (const std::string_view word : wordsOf(m_phrase))
        m_words.emplace_back(word);
}

std::optional<std::size_t> PhraseMatcher::rank(std::string_view folded, std::size_t nameLength) const
{
    const std::string_view name = folded.substr(0, nameLength);
    if (name.starts_with(m_phrase))
        return static_cast<std::size_t>(name.size() == m_phrase.size() ? Rank::Exact : Rank::Prefix);
    Rank worst = Rank::Exact;
    for (const std::string &word : m_words) {
        const std::size_t at = folded.find(word);
        if (at == std::string_view::npos)
            return std::nullopt;
        worst = std::max(worst, rankOfWord(folded, nameLength, word, at));
    }
    return static_cast<std::size_t>(worst);
}

std::vector<Catalog::Row> search(const Catalog &catalog, const SearchQuery &query)
{
    return Search(catalog, query).run();
}

std::vector<MatchRange> matchRanges(const QString &shown, const QString &text)
{
    TextFolder folder;
    const Traced traced = trace(shown, folder);
    const std::string phrase = folder.fold(text);
    std::vector<Traced::Origin> found;
    for (const std::string_view word : wordsOf(phrase)) {
        for (std::size_t at = traced.folded.find(word); at != std::string::npos; at = traced.folded.find(word, at + 1))
            found.push_back({traced.origins[at].start, traced.origins[at + word.size() - 1].end});
    }
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

} // namespace coffret
