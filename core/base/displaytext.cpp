// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/displaytext.h"

#include <QList>

#include <algorithm>
#include <array>

namespace coffret {

namespace {

constexpr qsizetype MaximumLength = 256;

/// Arabic signs that are drawn although Unicode counts them among the invisible ones.
bool isDrawnFormat(char32_t character)
{
    return (character >= 0x0600 && character <= 0x0605) || character == 0x06dd || character == 0x070f ||
           character == 0x0890 || character == 0x0891 || character == 0x08e2 || character == 0x110bd ||
           character == 0x110cd;
}

bool isMongolianSelector(char32_t character)
{
    return (character >= 0x180b && character <= 0x180d) || character == 0x180f;
}

bool isVariationSelector(char32_t character)
{
    return isMongolianSelector(character) || (character >= 0xfe00 && character <= 0xfe0f) ||
           (character >= 0xe0100 && character <= 0xe01ef);
}

/// Letters, marks and signs that are drawn as nothing.
bool isBlank(char32_t character)
{
    static constexpr std::array<char32_t, 10> Blanks{0x034f, 0x115f, 0x1160, 0x17b4,  0x17b5,
                                                     0x2800, 0x3164, 0xffa0, 0x16fe4, 0x1d159};
    return std::find(Blanks.begin(), Blanks.end(), character) != Blanks.end();
}

/// Letters take other forms beside each other there, and a joiner says which.
bool isOfJoiningScript(char32_t character)
{
    static constexpr std::array Scripts{QChar::Script_Arabic,   QChar::Script_Syriac,    QChar::Script_Nko,
                                        QChar::Script_Mandaic,  QChar::Script_Mongolian, QChar::Script_Devanagari,
                                        QChar::Script_Bengali,  QChar::Script_Gurmukhi,  QChar::Script_Gujarati,
                                        QChar::Script_Oriya,    QChar::Script_Tamil,     QChar::Script_Telugu,
                                        QChar::Script_Kannada,  QChar::Script_Malayalam, QChar::Script_Sinhala,
                                        QChar::Script_Khmer,    QChar::Script_Myanmar,   QChar::Script_Balinese,
                                        QChar::Script_Javanese, QChar::Script_Sundanese, QChar::Script_Adlam};
    const bool arabicVowel = (character >= 0x064b && character <= 0x0655) || character == 0x0670; // other scripts' too
    return arabicVowel || std::find(Scripts.begin(), Scripts.end(), QChar::script(character)) != Scripts.end();
}

bool isJoined(char32_t character)
{
    const bool letterOrMark = QChar::isLetter(character) || QChar::isMark(character);
    return letterOrMark && !isUnseen(character) && isOfJoiningScript(character);
}

/// Pictures, the signs that have a picture too, and the tones of skin.
bool isPictograph(char32_t character)
{
    return (character >= 0x1f000 && character <= 0x1faff) || (character >= 0x2190 && character <= 0x21ff) ||
           (character >= 0x2300 && character <= 0x27bf) || (character >= 0x2b00 && character <= 0x2bff) ||
           (character >= 0x2934 && character <= 0x2935);
}

bool isSignWithPicture(char32_t character)
{
    static constexpr std::array<char32_t, 10> Signs{0xa9,   0xae,   0x203c, 0x2049, 0x2122,
                                                    0x2139, 0x3030, 0x303d, 0x3297, 0x3299};
    return isPictograph(character) || std::find(Signs.begin(), Signs.end(), character) != Signs.end();
}

bool isOnAKey(char32_t character)
{
    return (character >= U'0' && character <= U'9') || character == U'#' || character == U'*';
}

/// Between Latin letters a joiner only hides.
bool joins(char32_t before, char32_t after)
{
    const bool letters = isJoined(before) && isJoined(after);
    return letters || ((isPictograph(before) || before == 0xfe0f) && isPictograph(after));
}

/// As a picture, or as a sign.
bool choosesLook(char32_t before, char32_t after)
{
    return isSignWithPicture(before) || (isOnAKey(before) && after == 0x20e3); // a keycap
}

/// As a revealed value has them.
QChar signOf(char32_t character)
{
    if (character == U'\n' || character == U'\r' || character == 0x2028 || character == 0x2029)
        return QChar(u'↵');
    if (character == U'\t')
        return QChar(u'⇥');
    if (character < 0x20)
        return QChar(static_cast<char16_t>(0x2400 + character));
    return character == 0x7f ? QChar(u'␡') : QChar(QChar::ReplacementCharacter);
}

bool isPlainAscii(QChar unit)
{
    return unit.unicode() >= 0x20 && unit.unicode() < 0x7f;
}

} // namespace

bool isUnseen(char32_t character)
{
    if (isBlank(character) || isVariationSelector(character))
        return true;
    switch (QChar::category(character)) {
    case QChar::Other_Control:
    case QChar::Other_Surrogate:
    case QChar::Other_PrivateUse:
    case QChar::Other_NotAssigned:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
        return true;
    case QChar::Other_Format:
        return !isDrawnFormat(character);
    default:
        return false;
    }
}

bool isAtWork(char32_t unseen, char32_t before, char32_t after)
{
    if (unseen == 0x200c || unseen == 0x200d)
        return joins(before, after);
    if (unseen == 0xfe0e || unseen == 0xfe0f)
        return choosesLook(before, after);
    return isMongolianSelector(unseen) && isJoined(before) && QChar::script(before) == QChar::Script_Mongolian;
}

QString visibleText(const QString &text, LineEnds ends)
{
    if (std::all_of(text.begin(), text.end(), isPlainAscii))
        return text;
    const QList<uint> characters = text.toUcs4();
    QString shown;
    shown.reserve(text.size());
    for (qsizetype i = 0; i < characters.size(); ++i) {
        const char32_t character = characters[i];
        const bool isLineEnd = character == U'\n' || character == U'\r' || character == U'\t';
        const char32_t before = i > 0 ? characters[i - 1] : 0;
        const char32_t after = i + 1 < characters.size() ? characters[i + 1] : 0;
        if (!isUnseen(character) || (isLineEnd && ends == LineEnds::Kept) || isAtWork(character, before, after))
            shown += QChar::fromUcs4(character);
        else
            shown += QString(QChar::requiresSurrogates(character) ? 2 : 1, signOf(character));
    }
    return shown;
}

bool hasLineEnd(std::string_view value)
{
    return value.find_first_of("\r\n") != std::string_view::npos;
}

QString displayText(std::string_view utf8)
{
    const QString decoded = QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
    QString shown;
    for (const char32_t character : decoded.toUcs4()) {
        if (isUnseen(character) || QChar::category(character) == QChar::Other_Format)
            continue;
        if (shown.size() >= MaximumLength)
            break;
        shown += QChar::fromUcs4(character);
    }
    return shown.simplified();
}

} // namespace coffret
