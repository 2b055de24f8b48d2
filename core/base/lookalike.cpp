// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/lookalike.h"

#include <algorithm>
#include <array>
#include <utility>

namespace coffret {

namespace {

/// Lower-case letters and signs, and the Latin letter they pass for.
constexpr std::array<std::pair<char16_t, char16_t>, 64> Similar{{
    // Cyrillic
    {u'\u0430', u'a'},
    {u'\u0432', u'b'},
    {u'\u0441', u'c'},
    {u'\u0501', u'd'},
    {u'\u0435', u'e'},
    {u'\u04bb', u'h'},
    {u'\u043d', u'h'},
    {u'\u0456', u'l'},
    {u'\u0458', u'j'},
    {u'\u043a', u'k'},
    {u'\u04cf', u'l'},
    {u'\u043c', u'm'},
    {u'\u043f', u'n'},
    {u'\u043e', u'o'},
    {u'\u0440', u'p'},
    {u'\u051b', u'q'},
    {u'\u0433', u'r'},
    {u'\u0455', u's'},
    {u'\u0442', u't'},
    {u'\u0475', u'v'},
    {u'\u051d', u'w'},
    {u'\u0445', u'x'},
    {u'\u0443', u'y'},
    {u'\u04af', u'y'},
    {u'\u0437', u'3'},
    {u'\u0431', u'6'},
    // Greek
    {u'\u03b1', u'a'},
    {u'\u03b2', u'b'},
    {u'\u03b5', u'e'},
    {u'\u03b7', u'n'},
    {u'\u03b9', u'l'},
    {u'\u03ba', u'k'},
    {u'\u03bc', u'u'},
    {u'\u03bd', u'v'},
    {u'\u03bf', u'o'},
    {u'\u03c1', u'p'},
    {u'\u03c3', u'o'},
    {u'\u03c4', u't'},
    {u'\u03c5', u'u'},
    {u'\u03c7', u'x'},
    {u'\u03c9', u'w'},
    {u'\u03b3', u'y'},
    {u'\u03b6', u'z'},
    {u'\u03f2', u'c'},
    {u'\u03f3', u'j'},
    // Latin that keeps its looks without being taken apart
    {u'\u0131', u'l'},
    {u'\u0237', u'j'},
    {u'\u0142', u'l'},
    {u'\u00f8', u'o'},
    {u'\u0111', u'd'},
    {u'\u0127', u'h'},
    {u'\u0251', u'a'},
    {u'\u0261', u'g'},
    {u'\u026a', u'l'},
    {u'\u0269', u'l'},
    {u'\u1d0f', u'o'},
    {u'\u1d20', u'v'},
    {u'\u028f', u'y'},
    // Armenian, digits and signs
    {u'\u0585', u'o'},
    {u'\u0578', u'n'},
    {u'0', u'o'},
    {u'1', u'l'},
    {u'|', u'l'},
    {u'i', u'l'}, // capital I is l, and case is gone
}};

char16_t plain(QChar letter)
{
    const auto found = std::find_if(Similar.begin(), Similar.end(),
                                    [letter](const auto &pair) { return pair.first == letter.unicode(); });
    return found == Similar.end() ? letter.unicode() : found->second;
}

bool carriesLooks(QChar letter)
{
    return letter.isLetterOrNumber() || letter == QLatin1Char('@') || letter == QLatin1Char('|');
}

} // namespace

QString lookOf(const QString &text)
{
    QString look;
    const QString parts = text.normalized(QString::NormalizationForm_KD).toCaseFolded();
    for (const QChar letter : parts.normalized(QString::NormalizationForm_KD)) {
        if (carriesLooks(letter)) // accents are marks, no letters
            look += QChar(plain(letter));
    }
    look.replace(QLatin1String("rn"), QLatin1String("m"));
    look.replace(QLatin1String("vv"), QLatin1String("w"));
    return look;
}

bool mixesScripts(const QString &text)
{
    bool latin = false;
    bool other = false;
    for (const QChar letter : text) {
        if (letter.isSpace() || letter.isPunct()) {
            latin = other = false;
            continue;
        }
        latin = latin || letter.script() == QChar::Script_Latin;
        other = other || letter.script() == QChar::Script_Cyrillic || letter.script() == QChar::Script_Greek;
        if (latin && other)
            return true;
    }
    return false;
}

} // namespace coffret
