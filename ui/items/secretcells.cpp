// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/items/secretcells.h"

#include "core/base/displaytext.h"
#include "core/secret/secretbuffer.h"

#include <QChar>

#include <algorithm>
#include <array>
#include <limits>

namespace coffret {

namespace {

constexpr char32_t Replacement = 0xfffd;
constexpr char16_t OpenBox = 0x2423;
constexpr char16_t ReturnArrow = 0x21b5;
constexpr char16_t TabArrow = 0x21e5;
constexpr char16_t DottedCircle = 0x25cc;
constexpr char16_t Bullet = 0x2022;

/// Takes one code point off the front of bytes; Replacement for what is not UTF-8 (one byte at a time).
char32_t takeCodePoint(std::string_view &bytes)
{
    const auto lead = static_cast<unsigned char>(bytes.front());
    const std::size_t length = lead < 0x80                   ? 1
                               : lead >= 0xc2 && lead < 0xe0 ? 2
                               : lead >= 0xe0 && lead < 0xf0 ? 3
                               : lead >= 0xf0 && lead < 0xf5 ? 4
                                                             : 0;
    if (length == 0 || length > bytes.size()) {
        bytes.remove_prefix(1);
        return Replacement;
    }
    char32_t code = length == 1 ? lead : lead & (0x7fU >> length);
    for (std::size_t i = 1; i < length; ++i) {
        const auto next = static_cast<unsigned char>(bytes[i]);
        if ((next & 0xc0U) != 0x80U) {
            bytes.remove_prefix(1);
            return Replacement;
        }
        code = (code << 6U) | (next & 0x3fU);
    }
    static constexpr std::array<char32_t, 5> Smallest{0, 0, 0x80, 0x800, 0x10000};
    const bool valid = code >= Smallest[length] && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
    bytes.remove_prefix(valid ? length : 1);
    return valid ? code : Replacement;
}

bool isMark(char32_t code)
{
    const QChar::Category category = QChar::category(code);
    return category == QChar::Mark_NonSpacing || category == QChar::Mark_SpacingCombining ||
           category == QChar::Mark_Enclosing;
}

/// What would be invisible, or would move its neighbours, or has no agreed look. Of a value all of that counts.
bool needsCode(char32_t code)
{
    const QChar::Category category = QChar::category(code);
    return isUnseen(code) || category == QChar::Other_Format || (category == QChar::Separator_Space && code != ' ');
}

bool isWide(char32_t code)
{
    return (code >= 0x1100 && code <= 0x115f) || (code >= 0x2e80 && code <= 0xa4cf) ||
           (code >= 0xac00 && code <= 0xd7a3) || (code >= 0xf900 && code <= 0xfaff) ||
           (code >= 0xff00 && code <= 0xff60) || (code >= 0x1f300 && code <= 0x1faff) ||
           (code >= 0x20000 && code <= 0x3fffd);
}

CellKind kindOf(char32_t code)
{
    if (QChar::category(code) == QChar::Number_DecimalDigit)
        return CellKind::Digit;
    return QChar::isLetter(code) ? CellKind::Letter : CellKind::Symbol;
}

/// The UTF-16 of one cell, wiped when it goes.
class CellText
{
public:
    ~CellText() { wipeBytes({reinterpret_cast<char *>(m_units.data()), sizeof m_units}); }

    void append(char32_t code)
    {
        if (QChar::requiresSurrogates(code)) {
            push(QChar::highSurrogate(code));
            push(QChar::lowSurrogate(code));
        } else {
            push(static_cast<char16_t>(code));
        }
    }

    void appendCode(char32_t code) // ‹200B›
    {
        static constexpr std::u16string_view Hex = u"0123456789ABCDEF";
        push(u'‹');
        for (int shift = code > 0xffff ? 20 : 12; shift >= 0; shift -= 4)
            push(Hex[(code >> shift) & 0xfU]);
        push(u'›');
    }

    [[nodiscard]] bool hasRoom() const { return m_size + 2 <= m_units.size(); }
    [[nodiscard]] std::span<const char16_t> units() const { return {m_units.data(), m_size}; }

private:
    void push(char16_t unit) { m_units[m_size++] = unit; }

    std::array<char16_t, 10> m_units{};
    std::size_t m_size = 0;
};

/// The pen: knows where the next cell goes.
class Layout
{
public:
    Layout(int columns, int maximumLines, const std::function<void(const SecretCell &)> &visit)
        : m_columns(std::max(columns, 1)), m_maximumLines(maximumLines), m_visit(visit)
    {
    }

    void at(std::size_t offset) { m_offset = offset; }

    void place(const CellText &text, CellKind kind, int width)
    {
        width = std::min(width, m_columns);
        if (m_column + width > m_columns)
            breakLine();
        if (m_visit && m_line < m_maximumLines)
            m_visit(SecretCell{text.units(), kind, m_line, m_column, width, m_offset});
        m_column += width;
    }

    void placeBreak()
    {
        if (m_visit)
            m_visit(SecretCell{{}, CellKind::Break, m_line, m_column, 0, m_offset});
        breakLine();
    }

    void breakLine()
    {
        ++m_line;
        m_column = 0;
    }

    [[nodiscard]] int lines() const { return m_line + 1; }

private:
    int m_columns;
    int m_maximumLines;
    const std::function<void(const SecretCell &)> &m_visit;
    int m_line = 0;
    int m_column = 0;
    std::size_t m_offset = 0;
};

struct Manner
{
    bool severalLines = false;
    bool editing = false;
    bool masked = false;
};

char32_t firstOf(std::string_view bytes)
{
    return bytes.empty() ? 0 : takeCodePoint(bytes);
}

/// The marks that belong to the character before them, and are seen there.
void takeMarks(CellText &text, char32_t before, std::string_view &rest)
{
    for (std::string_view ahead = rest; !ahead.empty() && text.hasRoom(); rest = ahead) {
        const char32_t mark = takeCodePoint(ahead);
        if (!isMark(mark) || (needsCode(mark) && !isAtWork(mark, before, firstOf(ahead))))
            break;
        text.append(mark);
        before = mark;
    }
}

void placeBreak(Layout &layout, const std::string_view &rest, const Manner &manner)
{
    if (manner.editing)
        return layout.placeBreak();
    if (!rest.empty())
        return layout.breakLine();
    CellText text;
    text.append(ReturnArrow); // a final line break is easy to paste unawares
    layout.place(text, CellKind::Symbol, 1);
}

/// Characters with a stand-in of their own. False for all others.
bool placeStandIn(Layout &layout, char32_t code, const Manner &manner)
{
    CellText text;
    if (code == '\t' || (code == ' ' && !manner.severalLines))
        text.append(code == '\t' ? TabArrow : OpenBox);
    else if (code < 0x20 || code == 0x7f)
        text.append(code == 0x7f ? char32_t(0x2421) : char32_t(0x2400) + code);
    else if (needsCode(code))
        text.appendCode(code);
    else
        return false;
    layout.place(text, CellKind::Symbol, static_cast<int>(text.units().size()));
    return true;
}

void placeOne(Layout &layout, char32_t code, std::string_view &rest, const Manner &manner)
{
    if (code == '\n')
        return placeBreak(layout, rest, manner);
    CellText text;
    if (manner.masked) {
        CellText hidden;
        takeMarks(hidden, code, rest);
        text.append(Bullet);
        return layout.place(text, CellKind::Letter, 1);
    }
    if (placeStandIn(layout, code, manner))
        return;
    if (isMark(code))
        text.append(DottedCircle); // a mark without a letter to sit on
    text.append(code);
    takeMarks(text, code, rest);
    layout.place(text, kindOf(code), isWide(code) ? 2 : 1);
}

void placeAll(Layout &layout, std::string_view utf8, const Manner &manner)
{
    const std::size_t size = utf8.size();
    while (!utf8.empty()) {
        layout.at(size - utf8.size());
        const char32_t code = takeCodePoint(utf8);
        placeOne(layout, code, utf8, manner);
    }
}

} // namespace

int layOutSecret(std::string_view utf8, int columns, int maximumLines,
                 const std::function<void(const SecretCell &)> &visit)
{
    const std::size_t lineBreak = utf8.find('\n');
    Manner manner;
    manner.severalLines = lineBreak != std::string_view::npos && lineBreak + 1 < utf8.size();
    Layout layout(columns, maximumLines, visit);
    placeAll(layout, utf8, manner);
    return layout.lines();
}

int layOutEdited(std::string_view utf8, const EditedLayout &edited,
                 const std::function<void(const SecretCell &)> &visit)
{
    Layout layout(edited.columns, std::numeric_limits<int>::max(), visit);
    placeAll(layout, utf8, {edited.severalLines, true, edited.masked});
    return layout.lines();
}

} // namespace coffret
