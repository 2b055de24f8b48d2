// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/desktop/pseudotranslator.h"

#include <QRegularExpression>

#include <algorithm>

namespace coffret {

namespace {

constexpr QStringView Plain = u"ABCDEGHIJKLNORSTUWYZabcdeghijklnorstuwyz";
constexpr QStringView Accented = u"ÁƁČĎÉĞĤÍĴĶĹŇÓŘŠŤÚŴÝŽáƀčďéğĥíĵķĺňóřšťúŵýž";
static_assert(Plain.size() == Accented.size());
constexpr QStringView Filling = u" őňé ťŵő ťĥřéé ƒőúř ƒíṽé šíẋ šéṽéň éíğĥť ňíňé ťéň";
constexpr QChar RightMark(0x200f);     // RIGHT-TO-LEFT MARK
constexpr QChar RightOverride(0x202e); // RIGHT-TO-LEFT OVERRIDE
constexpr QChar OverrideEnd(0x202c);   // POP DIRECTIONAL FORMATTING

/// Calls word for each stretch between places that are filled in later (%1, %L1, %n, %Ln), which stay as they are.
template <typename Word>
QString aroundPlaces(const QString &text, Word word)
{
    static const QRegularExpression place(QStringLiteral("%L?(?:\\d{1,2}|n)"));
    QString made;
    qsizetype from = 0;
    for (auto match = place.globalMatch(text); match.hasNext();) {
        const QRegularExpressionMatch found = match.next();
        made += word(text.mid(from, found.capturedStart() - from)) + found.captured();
        from = found.capturedEnd();
    }
    return made + word(text.mid(from));
}

QString accented(QString stretch)
{
    for (QChar &letter : stretch) {
        if (const qsizetype at = Plain.indexOf(letter); at >= 0)
            letter = Accented[at];
    }
    return stretch;
}

/// Two fifths more. A single word stays one, so that it cannot be broken where the English one cannot.
QString filling(const QString &text)
{
    const qsizetype size = (text.size() * 2 + 4) / 5;
    QString fill;
    while (fill.size() < size)
        fill += Filling.first(qMin(Filling.size(), size - fill.size()));
    return text.contains(QLatin1Char(' ')) ? fill : fill.remove(QLatin1Char(' '));
}

/// What only stands between names is no longer in any language.
bool hasWords(const QString &text)
{
    bool found = false;
    aroundPlaces(text, [&found](const QString &stretch) {
        found = found || std::any_of(stretch.begin(), stretch.end(), [](QChar c) { return c.isLetter(); });
        return QString();
    });
    return found;
}

QString turned(const QString &stretch)
{
    static const QRegularExpression word(QStringLiteral("(\\p{L}\\S*)"));
    QString made = stretch;
    return made.replace(word, RightMark + QString(RightOverride) + QStringLiteral("\\1") + OverrideEnd + RightMark);
}

} // namespace

PseudoTranslator::PseudoTranslator(Kind kind, const QTranslator &english, QObject *parent)
    : QTranslator(parent), m_kind(kind), m_english(english)
{
}

QString PseudoTranslator::translate(const char *context, const char *sourceText, const char *disambiguation,
                                    int n) const
{
    const QByteArrayView where(context);
    if (m_kind == Kind::RightToLeft && where == "QGuiApplication" &&
        QByteArrayView(sourceText) == "QT_LAYOUT_DIRECTION")
        return QStringLiteral("RTL"); // what a translation of Qt says for such a language
    if (where.size() > 1 && where[0] == 'Q' && where[1] >= 'A' && where[1] <= 'Z')
        return {};
    if (QByteArrayView(sourceText).contains("yyyy"))
        return {}; // how a date is written, not words
    QString text = m_english.translate(context, sourceText, disambiguation, n);
    if (text.isEmpty())
        text = QString::fromUtf8(sourceText);
    if (m_kind == Kind::RightToLeft)
        return aroundPlaces(text, turned);
    if (!hasWords(text))
        return text;
    return QLatin1Char('[') + aroundPlaces(text, accented) + filling(text) + QLatin1Char(']');
}

} // namespace coffret
