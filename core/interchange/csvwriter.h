// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/interchange/foreignfile.h"

namespace coffret {

/// Whether a spreadsheet could take a part of this text for a formula: what a cell, or a line in it, begins with is =,
/// +,
/// - or @, also a full-width one and behind blanks, quotation marks and control characters; or a cell begins with a
/// control character (OWASP, "CSV Injection"). A spreadsheet that splits at semicolons or tabs instead of commas begins
/// a cell behind each of those, and one at each line end.
[[nodiscard]] bool looksLikeFormula(std::string_view cell);

/// Writes secrets one by one as a table (RFC 4180) with KeePassXC's columns: Group, Title, Username, Password, URL,
/// Notes, TOTP. What has no column goes to the end of the notes, each under its name. An apostrophe stands before what
/// looks like a formula: a spreadsheet then shows the text, and so does a program that reads the file, so that such a
/// value is not what it was until somebody takes the apostrophe out again. Holds no more than the text.
class CsvWriter
{
public:
    CsvWriter();

    /// How many values were left out, because they are not UTF-8 or hold a null.
    int add(const ForeignItem &item);
    [[nodiscard]] int guardedCells() const { return m_guarded; } ///< that got an apostrophe
    [[nodiscard]] std::size_t size() const { return m_out.size(); }
    [[nodiscard]] SecretBuffer take() && { return std::move(m_out); }

private:
    void writeCell(std::string_view text, bool isLast = false);
    void writeCell(const QString &text);

    SecretBuffer m_out{64 * 1024};
    int m_guarded = 0;
};

} // namespace coffret
