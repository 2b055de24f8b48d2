// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/toolbox/passphrasegenerator.h"

#include <sodium.h>

#include <algorithm>
#include <cmath>

namespace coffret {

namespace {

constexpr std::size_t ExpectedWord = 12; // bytes; the buffer grows where that is too little

bool isUsable(const QString &separator)
{
    return separator.size() <= PassphraseOptions::MaximumSeparator && separator.isValidUtf16() &&
           std::all_of(separator.begin(), separator.end(), [](QChar c) { return c.isPrint() || c.isSurrogate(); });
}

char upper(char c)
{
    return c >= 'a' && c <= 'z' ? char(c - 'a' + 'A') : c;
}

} // namespace

PassphraseGenerator::PassphraseGenerator(const PassphraseOptions &options, std::shared_ptr<const WordList> list)
    : m_list(std::move(list))
    , m_separator(options.separator.toStdString())
    , m_words(options.words)
    , m_case(options.wordCase)
    , m_hasDigit(options.hasDigit)
{
}

Expected<PassphraseGenerator> PassphraseGenerator::from(const PassphraseOptions &options,
                                                        std::shared_ptr<const WordList> list)
{
    if (options.words < 1 || options.words > PassphraseOptions::MaximumWords)
        return failure(ErrorKind::InvalidInput, QStringLiteral("no password has so many words"));
    if (!isUsable(options.separator))
        return failure(ErrorKind::InvalidInput, QStringLiteral("a separator that cannot be used"));
    return PassphraseGenerator(options, std::move(list));
}

SecretBuffer PassphraseGenerator::generate() const
{
    const auto words = quint32(m_words);
    SecretBuffer password(words * (ExpectedWord + m_separator.size()));
    const quint32 digitBehind = m_hasDigit ? randombytes_uniform(words) : words;
    for (quint32 word = 0; word < words; ++word) {
        if (word > 0)
            password.append(m_separator);
        appendWord(password);
        if (word == digitBehind) {
            const QLatin1Char digit = Digits[qsizetype(randombytes_uniform(quint32(Digits.size())))];
            const char byte = digit.toLatin1();
            password.append({&byte, 1});
        }
    }
    return password;
}

void PassphraseGenerator::appendWord(SecretBuffer &password) const
{
    const std::string_view word = m_list->words()[randombytes_uniform(quint32(WordList::Size))];
    for (std::size_t i = 0; i < word.size(); ++i) {
        const bool isCapital = m_case == WordCase::Upper || (m_case == WordCase::Capitalized && i == 0);
        const char letter = isCapital ? upper(word[i]) : word[i];
        password.append({&letter, 1});
    }
}

double PassphraseGenerator::entropy() const
{
    // No two choices give the same password, whatever the separator: no word begins with another one, and every word
    // begins with a letter, so that the one digit cannot be mistaken for a part of what is before or behind it.
    const double digit = m_hasDigit ? std::log2(double(Digits.size()) * m_words) : 0;
    return m_words * std::log2(double(WordList::Size)) + digit;
}

} // namespace coffret
