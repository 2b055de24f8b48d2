// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interchange/csvreader.h"

#include <algorithm>
#include <array>

namespace coffret {

namespace {

constexpr char Quote = '"';

bool isLineEnd(char c)
{
    return c == '\n' || c == '\r';
}

/// The separator of which the first row has most outside quotation marks.
char separatorOf(std::string_view text)
{
    constexpr std::array<char, 3> Candidates{',', ';', '\t'};
    std::array<std::size_t, 3> counts{};
    bool isQuoted = false;
    for (const char c : text) {
        if (c == Quote)
            isQuoted = !isQuoted;
        else if (!isQuoted && isLineEnd(c))
            break;
        else if (!isQuoted)
            for (std::size_t i = 0; i < Candidates.size(); ++i)
                counts[i] += c == Candidates[i] ? 1 : 0;
    }
    return Candidates[static_cast<std::size_t>(std::max_element(counts.begin(), counts.end()) - counts.begin())];
}

/// Reads cells one after the other.
class Cells
{
public:
    Cells(std::string_view text, char separator, SecretArena &arena)
        : m_text(text), m_separator(separator), m_arena(arena)
    {
    }

    [[nodiscard]] bool atEnd() const { return m_at == m_text.size(); }
    [[nodiscard]] bool isUnclosed() const { return m_isUnclosed; }

    void skipEmptyRows()
    {
        while (!atEnd() && isLineEnd(m_text[m_at])) {
            takeLineEnd();
            ++m_row;
        }
    }

    /// A whole row, its line end included.
    CsvRow row()
    {
        CsvRow row;
        row.number = ++m_row;
        do {
            row.cells.push_back(cell(row.isBroken));
        } while (takeSeparator() && row.cells.size() <= MostCsvColumns);
        takeLineEnd();
        return row;
    }

private:
    [[nodiscard]] bool isEndOfCell(char c) const { return c == m_separator || isLineEnd(c); }

    bool takeSeparator()
    {
        const bool is = !atEnd() && m_text[m_at] == m_separator;
        m_at += is ? 1 : 0;
        return is;
    }

    void takeLineEnd()
    {
        if (!atEnd() && m_text[m_at] == '\r')
            ++m_at;
        if (!atEnd() && m_text[m_at] == '\n')
            ++m_at;
    }

    std::string_view bare()
    {
        const std::size_t begin = m_at;
        while (!atEnd() && !isEndOfCell(m_text[m_at]))
            ++m_at;
        return m_text.substr(begin, m_at - begin);
    }

    std::string_view cell(bool &isBroken)
    {
        if (atEnd() || m_text[m_at] != Quote)
            return bare();
        const std::size_t begin = ++m_at;
        bool isDoubled = false;
        while (true) {
            m_at = std::min(m_text.find(Quote, m_at), m_text.size());
            if (atEnd()) {
                m_isUnclosed = true;
                return {};
            }
            if (m_at + 1 == m_text.size() || m_text[m_at + 1] != Quote)
                break;
            isDoubled = true;
            m_at += 2;
        }
        const std::string_view inside = m_text.substr(begin, m_at - begin);
        ++m_at;
        isBroken = isBroken || !bare().empty();
        return isDoubled ? withoutDoubles(inside) : inside;
    }

    std::string_view withoutDoubles(std::string_view inside)
    {
        const auto plain = m_arena.keep(inside.size(), [inside](SecretBuffer &block) mutable {
            constexpr std::string_view Doubled = "\"\"";
            for (std::size_t at = 0; (at = inside.find(Doubled)) != std::string_view::npos;
                 inside.remove_prefix(at + Doubled.size()))
                block.append(inside.substr(0, at + 1));
            block.append(inside);
            return true;
        });
        return *plain;
    }

    std::string_view m_text;
    std::size_t m_at = 0;
    int m_row = 0;
    char m_separator;
    bool m_isUnclosed = false;
    SecretArena &m_arena;
};

} // namespace

Expected<CsvTable> readCsv(std::string_view text, SecretArena &arena, std::size_t mostRows)
{
    constexpr std::string_view ByteOrderMark = "\xef\xbb\xbf";
    if (text.starts_with(ByteOrderMark))
        text.remove_prefix(ByteOrderMark.size());
    CsvTable table;
    table.separator = separatorOf(text);
    Cells cells(text, table.separator, arena);
    for (cells.skipEmptyRows(); !cells.atEnd(); cells.skipEmptyRows()) {
        CsvRow row = cells.row();
        if (cells.isUnclosed())
            return failure(ErrorKind::Malformed, QStringLiteral("row %1 has a quotation mark too few").arg(row.number));
        if (row.cells.size() > MostCsvColumns || table.rows.size() > mostRows)
            return failure(ErrorKind::TooLarge, QStringLiteral("row %1").arg(row.number));
        table.rows.push_back(std::move(row));
    }
    return table;
}

} // namespace coffret
