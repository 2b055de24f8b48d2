// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/passbolt/passboltgenerator.h"

#include <algorithm>
#include <array>

namespace coffret {

namespace {

// The ranges that the server's own form accepts.
constexpr int ShortestPassword = 8;
constexpr int LongestPassword = 128;
constexpr int FewestWords = 4;
constexpr int MostWords = 40;

struct Mask
{
    QLatin1String name;
    QLatin1String characters;
};
constexpr std::array Masks{
    Mask{QLatin1String("upper"), UpperLetters},
    Mask{QLatin1String("lower"), LowerLetters},
    Mask{QLatin1String("digit"), Digits},
    Mask{QLatin1String("parenthesis"), QLatin1String("{([|])}")},
    Mask{QLatin1String("char1"), QLatin1String("#$%&@^~")},
    Mask{QLatin1String("char2"), QLatin1String(".,:;")},
    Mask{QLatin1String("char3"), QLatin1String("'\"`")},
    Mask{QLatin1String("char4"), QLatin1String("/\\_-")},
    Mask{QLatin1String("char5"), QLatin1String("<*+!?=")},
};

/// The block of emoticons as it was when Unicode began it.
QString emoticons()
{
    QString all;
    for (char32_t face = 0x1F600; face <= 0x1F64F; ++face)
        all += QString::fromUcs4(&face, 1);
    return all;
}

std::vector<CharacterSet> setsOf(const QStringList &masks)
{
    std::vector<CharacterSet> sets;
    for (const Mask &mask : Masks) {
        if (masks.contains(mask.name))
            sets.push_back({mask.characters, 0});
    }
    if (masks.contains(QLatin1String("emoji")))
        sets.push_back({emoticons(), 0});
    return sets;
}

WordCase wordCaseOf(const QString &name)
{
    if (name == QLatin1String("uppercase"))
        return WordCase::Upper;
    return name == QLatin1String("camelcase") ? WordCase::Capitalized : WordCase::Lower;
}

} // namespace

GeneratorOptions passboltGeneratorOptions(const PassboltPasswordPolicy &policy)
{
    GeneratorOptions options;
    options.usesWords = policy.passphrases;
    options.password.length = std::clamp(policy.length, ShortestPassword, LongestPassword);
    options.password.excludesLookAlikes = policy.excludeLookAlikes;
    options.password.sets = setsOf(policy.masks);
    if (options.password.sets.empty())
        options.password.sets = setsOf(PassboltPasswordPolicy().masks);
    // The vendor's client goes on drawing while a set is missing, where all of them find room.
    const bool allFit = options.password.sets.size() <= std::size_t(options.password.length);
    for (CharacterSet &set : options.password.sets)
        set.minimum = allFit ? 1 : 0;
    options.passphrase.words = std::clamp(policy.words, FewestWords, MostWords);
    options.passphrase.separator = policy.separator.left(PassphraseOptions::MaximumSeparator);
    options.passphrase.wordCase = wordCaseOf(policy.wordCase);
    return options;
}

std::optional<GeneratorPolicy> passboltGeneratorPolicy(const PassboltPasswordPolicy &policy)
{
    if (!policy.isServed)
        return std::nullopt;
    GeneratorPolicy asked;
    asked.options = passboltGeneratorOptions(policy);
    QStringList all{QStringLiteral("emoji")};
    for (const Mask &mask : Masks)
        all.append(mask.name);
    asked.offered = setsOf(all);
    asked.shortest = ShortestPassword;
    asked.longest = LongestPassword;
    asked.fewestWords = FewestWords;
    asked.mostWords = MostWords;
    asked.isChosen = policy.isChosen;
    return asked;
}

} // namespace coffret
