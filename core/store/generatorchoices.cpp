// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/generatorchoices.h"

namespace coffret {

namespace {
constexpr int MostOfAnything = 128;
constexpr qsizetype LongestSeparator = 10;
constexpr qsizetype MostCharacters = 512;
} // namespace

QJsonObject generatorChoicesToJson(const GeneratorChoices &choices)
{
    return {{QStringLiteral("words"), choices.usesWords},
            {QStringLiteral("length"), choices.length},
            {QStringLiteral("characters"), choices.characters},
            {QStringLiteral("excludeLookAlikes"), choices.excludesLookAlikes},
            {QStringLiteral("wordCount"), choices.words},
            {QStringLiteral("separator"), choices.separator},
            {QStringLiteral("wordCase"), choices.wordCase},
            {QStringLiteral("digit"), choices.hasDigit}};
}

std::optional<GeneratorChoices> generatorChoicesFromJson(const QJsonValue &json)
{
    if (!json.isObject())
        return std::nullopt;
    GeneratorChoices choices;
    choices.usesWords = json[QLatin1String("words")].toBool();
    if (const int length = json[QLatin1String("length")].toInt(); length > 0 && length <= MostOfAnything)
        choices.length = length;
    choices.characters = json[QLatin1String("characters")].toString().left(MostCharacters);
    choices.excludesLookAlikes = json[QLatin1String("excludeLookAlikes")].toBool();
    if (const int words = json[QLatin1String("wordCount")].toInt(); words > 0 && words <= MostOfAnything)
        choices.words = words;
    choices.separator = json[QLatin1String("separator")].toString(choices.separator).left(LongestSeparator);
    const QString wordCase = json[QLatin1String("wordCase")].toString();
    if (wordCase == QLatin1String("upper") || wordCase == QLatin1String("capitalized"))
        choices.wordCase = wordCase;
    choices.hasDigit = json[QLatin1String("digit")].toBool();
    return choices;
}

} // namespace coffret
