// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/textfolder.h"

#include <QList>

#include <algorithm>

namespace coffret {

namespace {

constexpr std::size_t CacheSize = 1024;

constexpr std::array<char, 128> makeAsciiTable()
{
    std::array<char, 128> table{};
    for (std::size_t i = 0; i < table.size(); ++i) {
        const char c = static_cast<char>(i);
        if (c <= ' ' || c == 0x7f)
            table[i] = ' ';
        else
            table[i] = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return table;
}
constexpr std::array<char, 128> Ascii = makeAsciiTable();

// Combining classes: 0 vowel signs that carry meaning, 7 nukta, 8 kana voicing and 9 virama stay; accents, points and
// tone marks (1 and from 10 on) go.
bool isDiacritic(char32_t c)
{
    const auto combiningClass = QChar::combiningClass(c);
    return combiningClass == 1 || combiningClass >= 10 || (c >= 0xfe00 && c <= 0xfe0f);
}

bool isSpace(char32_t c)
{
    return QChar::isSpace(c) || QChar::category(c) == QChar::Other_Control;
}

// Letters that have no decomposition, but that people type in another way.
QLatin1String plainLetters(char32_t c)
{
    switch (c) {
    case U'\u00df':
        return QLatin1String("ss");
    case U'\u00e6':
        return QLatin1String("ae");
    case U'\u00f8':
        return QLatin1String("o");
    case U'\u0111':
        return QLatin1String("d");
    case U'\u0127':
        return QLatin1String("h");
    case U'\u0131':
        return QLatin1String("i");
    case U'\u0142':
        return QLatin1String("l");
    case U'\u0153':
        return QLatin1String("oe");
    case U'\u0167':
        return QLatin1String("t");
    default:
        return {};
    }
}

QString foldUncached(char32_t codePoint)
{
    if (QChar::isSurrogate(codePoint))
        return QString(QChar::ReplacementCharacter);
    QString folded;
    const auto decomposed = QString::fromUcs4(&codePoint, 1).normalized(QString::NormalizationForm_KD).toUcs4();
    for (const char32_t part : decomposed) {
        if (isSpace(part)) {
            folded += QLatin1Char(' ');
        } else if (!isDiacritic(part) && QChar::category(part) != QChar::Other_Format) {
            const char32_t lower = QChar::toCaseFolded(part);
            const QLatin1String plain = plainLetters(lower);
            folded += plain.isEmpty() ? QString::fromUcs4(&lower, 1) : QString(plain);
        }
    }
    return folded;
}

/// The short way for text without anything to collapse or to look up. False, and nothing done, for any other.
bool appendAscii(QStringView text, std::string &to)
{
    const auto isPlain = [](QChar c) { return c.unicode() > ' ' && c.unicode() < 0x7f; };
    const auto isPlainOrSpace = [](QChar c) { return c.unicode() >= ' ' && c.unicode() < 0x7f; };
    const auto areSpaces = [](QChar a, QChar b) { return a == u' ' && b == u' '; };
    if (text.isEmpty())
        return true;
    if (!isPlain(text.front()) || !isPlain(text.back()) || !std::all_of(text.begin(), text.end(), isPlainOrSpace) ||
        std::adjacent_find(text.begin(), text.end(), areSpaces) != text.end())
        return false;
    const std::size_t start = to.size();
    to.resize(start + static_cast<std::size_t>(text.size()));
    std::transform(text.begin(), text.end(), to.begin() + static_cast<std::ptrdiff_t>(start),
                   [](QChar c) { return Ascii[c.unicode()]; });
    return true;
}

char32_t nextCodePoint(QStringView text, qsizetype &i)
{
    const QChar c = text[i++];
    if (c.isHighSurrogate() && i < text.size() && text[i].isLowSurrogate())
        return QChar::surrogateToUcs4(c, text[i++]);
    return c.unicode();
}

} // namespace

void TextFolder::append(QStringView text, std::string &to)
{
    const std::size_t start = to.size();
    if (appendAscii(text, to))
        return;
    const auto put = [&to, start](char c) {
        if (c != ' ' || (to.size() > start && to.back() != ' '))
            to.push_back(c);
    };
    for (qsizetype i = 0; i < text.size();) {
        const char16_t unit = text[i].unicode();
        if (unit < Ascii.size()) {
            put(Ascii[unit]);
            ++i;
        } else {
            for (const char c : foldCodePoint(nextCodePoint(text, i)))
                put(c);
        }
    }
    if (to.size() > start && to.back() == ' ')
        to.pop_back();
}

std::string TextFolder::fold(QStringView text)
{
    std::string folded;
    append(text, folded);
    return folded;
}

std::string_view TextFolder::foldCodePoint(char32_t codePoint)
{
    if (codePoint < Ascii.size())
        return {&Ascii[codePoint], 1};
    if (m_cache.empty())
        m_cache.resize(CacheSize);
    Cached &cached = m_cache[codePoint % CacheSize];
    if (cached.codePoint != codePoint) {
        const QByteArray folded = foldUncached(codePoint).toUtf8();
        cached.length = static_cast<quint8>(std::min<qsizetype>(folded.size(), qsizetype(cached.bytes.size())));
        std::copy_n(folded.constData(), cached.length, cached.bytes.begin());
        cached.codePoint = codePoint;
    }
    return {cached.bytes.data(), cached.length};
}

} // namespace coffret
