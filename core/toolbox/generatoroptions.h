// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <vector>

namespace coffret {

inline constexpr QLatin1String LowerLetters("abcdefghijklmnopqrstuvwxyz");
inline constexpr QLatin1String UpperLetters("ABCDEFGHIJKLMNOPQRSTUVWXYZ");
inline constexpr QLatin1String Digits("0123456789");
inline constexpr QLatin1String Symbols("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~");
inline constexpr QLatin1String LookAlikeCharacters("0O1Il|");

/// Characters a password may have, and how many of them it has at least.
struct CharacterSet
{
    QString characters;
    int minimum = 0;
};

/// What a password of characters is like. A character that is in several sets counts for the first of them.
struct PasswordOptions
{
    static constexpr int MaximumLength = 128;

    int length = 20;
    std::vector<CharacterSet> sets{{LowerLetters, 1}, {UpperLetters, 1}, {Digits, 1}, {Symbols, 1}};
    bool excludesLookAlikes = false;
    QString excluded; ///< further characters it must not have
};

enum class WordCase { Lower, Upper, Capitalized };

/// What a password of words is like.
struct PassphraseOptions
{
    static constexpr int MaximumWords = 40;
    static constexpr int MaximumSeparator = 10; ///< UTF-16 units

    int words = 6;
    QString separator{QLatin1Char(' ')};
    WordCase wordCase = WordCase::Lower;
    bool hasDigit = false; ///< one, behind any of the words
};

/// What new passwords should be like.
struct GeneratorOptions
{
    bool usesWords = false;
    PasswordOptions password;
    PassphraseOptions passphrase;
};

/// What a server asks of new passwords.
struct GeneratorPolicy
{
    GeneratorOptions options;          ///< to begin with
    std::vector<CharacterSet> offered; ///< sets to choose from, those of the options among them
    int shortest = 1;
    int longest = PasswordOptions::MaximumLength;
    int fewestWords = 1;
    int mostWords = PassphraseOptions::MaximumWords;
    bool isChosen = false; ///< by an administrator; otherwise it is what the server comes with
};

} // namespace coffret
