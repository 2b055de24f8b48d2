// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interchange/csvwriter.h"

#include "core/interchange/exporttexts.h"
#include "core/secret/utf8.h"

#include <algorithm>
#include <array>
#include <functional>

namespace coffret {

namespace {

constexpr std::array<std::string_view, 8> Triggers{"=", "+", "-", "@", "\uFF1D", "\uFF0B", "\uFF0D", "\uFF20"};
// Besides what is ASCII: blanks and marks that a program may drop, and quotation marks.
constexpr std::array<std::string_view, 14> Skipped{"\u00A0", "\u00AB", "\u00BB", "\u00AD", "\u1680",
                                                   "\u202F", "\u205F", "\u2060", "\u3000", "\uFEFF",
                                                   "\uFF02", "\uFF07", "\u2028", "\u2029"};

bool isControl(char c)
{
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
}

/// U+0080 to U+009F are controls, U+2000 to U+201F blanks, marks of direction, dashes and quotation marks.
std::size_t lengthOfSkipped(std::string_view text)
{
    const char c = text.front();
    if (isControl(c) || c == ' ' || c == '"' || c == '\'' || c == '`')
        return 1;
    for (const std::string_view one : Skipped) {
        if (text.starts_with(one))
            return one.size();
    }
    const auto at = [text](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
    if (at(0) == 0xC2 && at(1) >= 0x80 && at(1) <= 0x9F)
        return 2;
    return at(0) == 0xE2 && at(1) == 0x80 && at(2) >= 0x80 && at(2) <= 0x9F ? 3 : 0;
}

/// What begins here, up to the next place where another cell may begin.
bool beginsFormula(std::string_view part)
{
    std::size_t skipped = 0;
    while (!part.empty() && (skipped = lengthOfSkipped(part)) > 0)
        part.remove_prefix(skipped);
    return std::any_of(Triggers.begin(), Triggers.end(),
                       [part](std::string_view trigger) { return part.starts_with(trigger); });
}

/// Writes the text with an apostrophe wherever one has to be. True when there was one.
bool guard(std::string_view cell, const std::function<void(std::string_view)> &write)
{
    bool guarded = false;
    bool isFirst = true;
    while (!cell.empty()) {
        const std::size_t end = std::min(cell.find_first_of("\r\n;\t"), cell.size() - 1) + 1;
        const std::string_view part = cell.substr(0, end);
        if (beginsFormula(isFirst ? cell : part) || (isFirst && isControl(cell.front()))) {
            write("'");
            guarded = true;
        }
        write(part);
        cell.remove_prefix(end);
        isFirst = false;
    }
    return guarded;
}

bool canHold(std::string_view text)
{
    return text.find('\0') == std::string_view::npos && isUtf8(text);
}

QByteArray utf8(QString text)
{
    return text.remove(QChar(0)).toUtf8();
}

std::string_view viewOf(const QByteArray &bytes)
{
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

/// The last column but one, put together.
class Notes
{
public:
    void add(std::string_view text)
    {
        if (!m_text.isEmpty())
            m_text.append("\n");
        m_text.append(text);
    }
    void add(const QString &label, std::string_view value)
    {
        if (!m_hasExtras && !m_text.isEmpty())
            m_text.append("\n");
        m_hasExtras = true;
        add(viewOf(utf8(label)));
        m_text.append(value.find_first_of("\r\n") == std::string_view::npos ? ": " : ":\n");
        m_text.append(value);
    }
    [[nodiscard]] std::string_view text() const { return m_text.view(); }

private:
    SecretBuffer m_text;
    bool m_hasExtras = false;
};

void addExtras(Notes &notes, const ForeignItem &item, const ExportColumns &columns)
{
    for (const QString &uri : columns.uris.mid(1))
        notes.add(QStringLiteral("Address"), viewOf(utf8(uri)));
    for (const ForeignField *field : columns.others) {
        if (canHold(field->value))
            notes.add(exportLabel(*field), field->value);
    }
    if (!item.tags.isEmpty())
        notes.add(QStringLiteral("Tags"), viewOf(utf8(item.tags.join(QLatin1String(", ")))));
    if (item.isFavourite)
        notes.add(QStringLiteral("Favourite"), "yes");
    if (item.expires.isValid())
        notes.add(QStringLiteral("Expires"), viewOf(utf8(item.expires.toUTC().toString(Qt::ISODate))));
}

} // namespace

bool looksLikeFormula(std::string_view cell)
{
    return guard(cell, [](std::string_view) {});
}

CsvWriter::CsvWriter()
{
    m_out.append("\"Group\",\"Title\",\"Username\",\"Password\",\"URL\",\"Notes\",\"TOTP\"\r\n");
}

void CsvWriter::writeCell(std::string_view text, bool isLast)
{
    m_out.append("\"");
    const bool guarded = guard(text, [this](std::string_view part) {
        while (!part.empty()) {
            const std::size_t plain = std::min(part.find('"'), part.size());
            m_out.append(part.substr(0, plain));
            part.remove_prefix(plain);
            if (part.empty())
                return;
            m_out.append("\"\"");
            part.remove_prefix(1);
        }
    });
    m_guarded += guarded ? 1 : 0;
    m_out.append(isLast ? "\"\r\n" : "\",");
}

void CsvWriter::writeCell(const QString &text)
{
    writeCell(viewOf(utf8(text)));
}

int CsvWriter::add(const ForeignItem &item)
{
    const ExportColumns columns = columnsOf(item);
    const auto left = std::count_if(item.fields.begin(), item.fields.end(),
                                    [](const ForeignField &field) { return !canHold(field.value); });
    const auto held = [](std::string_view value) { return canHold(value) ? value : std::string_view(); };
    Notes notes;
    for (const QString &note : columns.notes)
        notes.add(viewOf(utf8(note)));
    for (const std::string_view note : columns.protectedNotes)
        notes.add(held(note));
    addExtras(notes, item, columns);
    writeCell(item.folder.join(QLatin1Char('/')));
    writeCell(item.name);
    writeCell(columns.usernames.value(0));
    writeCell(held(columns.password));
    writeCell(columns.uris.value(0));
    writeCell(notes.text());
    writeCell(held(columns.code), true);
    return static_cast<int>(left);
}

} // namespace coffret
