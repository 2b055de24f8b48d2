// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/toolbox/dotenvreader.h"

#include "core/secret/utf8.h"

#include <QHash>

#include <algorithm>

namespace coffret {

namespace {

using State = DotEnvLine::State;

constexpr std::size_t LongestName = 255;
constexpr std::string_view ByteOrderMark = "\xEF\xBB\xBF";
constexpr std::string_view Export = "export";

bool isBlank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

std::string_view trimmed(std::string_view text)
{
    while (!text.empty() && isBlank(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && isBlank(text.back()))
        text.remove_suffix(1);
    return text;
}

std::string_view withoutExport(std::string_view text)
{
    const bool exports =
        text.size() > Export.size() && text.substr(0, Export.size()) == Export && isBlank(text[Export.size()]);
    return exports ? trimmed(text.substr(Export.size())) : text;
}

std::string_view withoutComment(std::string_view text)
{
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '#' && i > 0 && isBlank(text[i - 1]))
            return text.substr(0, i);
    }
    return text;
}

/// What a backslash and c stand for in double quotes; '\0' where the backslash stands for itself.
char unescaped(char c)
{
    switch (c) {
    case 'n':
        return '\n';
    case 'r':
        return '\r';
    case 't':
        return '\t';
    case '\\':
    case '"':
    case '$':
    case '`':
        return c;
    default:
        return '\0';
    }
}

/// Goes through the text from one assignment to the next.
class Reader
{
public:
    explicit Reader(std::string_view text) : m_rest(text) {}

    [[nodiscard]] bool atEnd() const { return m_rest.empty(); }
    /// Number 0: a blank line or a comment.
    DotEnvLine next()
    {
        DotEnvLine line;
        const std::string_view first = lineAt(m_rest);
        const std::string_view text = withoutExport(trimmed(first));
        const int number = m_number;
        if (!text.empty() && text.front() != '#') {
            line.number = number;
            readAssignment(line, first, text);
        }
        if (m_number == number) // what is quoted may have gone further
            skip(first.size() + 1);
        return line;
    }

private:
    [[nodiscard]] static std::string_view lineAt(std::string_view text) { return text.substr(0, text.find('\n')); }

    void skip(std::size_t count)
    {
        const std::string_view over = m_rest.substr(0, count);
        m_number += static_cast<int>(std::count(over.begin(), over.end(), '\n'));
        if (count > m_rest.size()) // the last line may lack its end
            ++m_number;
        m_rest.remove_prefix(over.size());
    }

    void readAssignment(DotEnvLine &line, std::string_view first, std::string_view text)
    {
        const std::size_t mark = text.find('=');
        if (mark == std::string_view::npos) {
            line.state = State::NoAssignment;
            return;
        }
        const std::string_view name = trimmed(text.substr(0, mark));
        if (!isDotEnvName(name)) {
            line.state = State::BadName;
            return;
        }
        line.name = QString::fromLatin1(name.data(), static_cast<qsizetype>(name.size()));
        std::string_view value = m_rest.substr(first.find('=') + 1);
        while (!value.empty() && isBlank(value.front()))
            value.remove_prefix(1);
        if (!value.empty() && (value.front() == '\'' || value.front() == '"'))
            readQuoted(line, value);
        else // from behind '=', so that a '#' behind the blank there begins a comment
            take(line, SecretBuffer::copyOf(trimmed(withoutComment(first.substr(first.find('=') + 1)))));
    }

    /// text begins with the mark and goes on to the end of the file.
    void readQuoted(DotEnvLine &line, std::string_view text)
    {
        const std::size_t begin = m_rest.size() - text.size();
        SecretBuffer value(std::min(text.size(), LongestDotEnvValue + 1));
        const std::size_t length = text.front() == '"' ? readDouble(text, value) : readSingle(text, value);
        if (length == 0) {
            line.state = State::OpenQuote;
            return;
        }
        const std::string_view behind = trimmed(lineAt(text.substr(length)));
        if (behind.empty() || behind.front() == '#')
            take(line, value.clone()); // no larger than it is: every line of a file is held at the same time
        else
            line.state = State::TextAfterQuote;
        skip(begin + length + lineAt(text.substr(length)).size() + 1);
    }

    static void add(SecretBuffer &value, std::string_view more)
    {
        if (value.size() <= LongestDotEnvValue)
            value.append(more.substr(0, LongestDotEnvValue + 1 - value.size()));
    }

    /// Line ends of other systems are one here: the same key saved on two of them is the same. Who means both
    /// characters writes \r in double quotes.
    static void addLines(SecretBuffer &value, std::string_view more)
    {
        constexpr std::string_view Ending = "\r\n";
        for (std::size_t at = more.find(Ending); at != std::string_view::npos; at = more.find(Ending)) {
            add(value, more.substr(0, at));
            more.remove_prefix(at + 1);
        }
        add(value, more);
    }

    /// The length with both marks; 0 when the second one is missing.
    static std::size_t readSingle(std::string_view text, SecretBuffer &value)
    {
        constexpr std::string_view Apostrophe = "'\\''";
        std::size_t at = 1;
        for (;;) {
            const std::size_t end = text.find('\'', at);
            if (end == std::string_view::npos)
                return 0;
            addLines(value, text.substr(at, end - at));
            if (text.substr(end, Apostrophe.size()) != Apostrophe)
                return end + 1;
            add(value, "'");
            at = end + Apostrophe.size();
        }
    }

    static std::size_t readDouble(std::string_view text, SecretBuffer &value)
    {
        std::size_t at = 1;
        for (;;) {
            const std::size_t end = text.find_first_of("\"\\", at);
            if (end == std::string_view::npos)
                return 0;
            addLines(value, text.substr(at, end - at));
            if (text[end] == '"')
                return end + 1;
            const char meant = end + 1 < text.size() ? unescaped(text[end + 1]) : '\0';
            add(value, meant == '\0' ? text.substr(end, 1) : std::string_view(&meant, 1));
            at = end + (meant == '\0' ? 1 : 2);
        }
    }

    static void take(DotEnvLine &line, SecretBuffer value)
    {
        if (value.size() > LongestDotEnvValue)
            line.state = State::TooLong;
        else if (value.view().find('\0') != std::string_view::npos || !isUtf8(value.view()))
            line.state = State::NotText;
        else
            line.value = std::move(value);
    }

    std::string_view m_rest;
    int m_number = 1;
};

/// The last of a name counts.
void overrideRepeated(std::vector<DotEnvLine> &lines)
{
    QHash<QString, int> last;
    for (auto line = lines.rbegin(); line != lines.rend(); ++line) {
        if (line->state != State::Taken)
            continue;
        const auto known = last.constFind(line->name);
        if (known == last.constEnd()) {
            last.insert(line->name, line->number);
            continue;
        }
        line->state = State::Overridden;
        line->overriddenBy = *known;
        line->value.wipe();
    }
}

} // namespace

bool isDotEnvName(std::string_view name)
{
    const auto isLetter = [](char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_' || c == '.';
    };
    const auto isRest = [&isLetter](char c) { return isLetter(c) || (c >= '0' && c <= '9') || c == '-'; };
    return !name.empty() && name.size() <= LongestName && isLetter(name.front()) &&
           std::all_of(name.begin(), name.end(), isRest);
}

Expected<std::vector<DotEnvLine>> readDotEnv(const SecretBuffer &text)
{
    std::string_view rest = text.view();
    if (rest.size() > LargestDotEnvFile)
        return failure(ErrorKind::TooLarge);
    if (rest.substr(0, ByteOrderMark.size()) == ByteOrderMark)
        rest.remove_prefix(ByteOrderMark.size());
    std::vector<DotEnvLine> lines;
    for (Reader reader(rest); !reader.atEnd();) {
        DotEnvLine line = reader.next();
        if (line.number == 0)
            continue;
        if (lines.size() == MostDotEnvLines)
            return failure(ErrorKind::TooLarge);
        lines.push_back(std::move(line));
    }
    overrideRepeated(lines);
    return lines;
}

} // namespace coffret
