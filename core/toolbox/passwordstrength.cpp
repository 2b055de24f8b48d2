// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/toolbox/passwordstrength.h"

#include <QRegularExpression>

#include <zxcvbn.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace coffret {

namespace {

constexpr qsizetype ShortestPart = 3; // shorter ones are in everything

/// Up to which number of guesses a password has a score, beginning with 0 (zxcvbn).
constexpr std::array ScoreLimits{1e3 + 5, 1e6 + 5, 1e8 + 5, 1e10 + 5};

/// Whole and in parts, without repetition, each UTF-8.
std::vector<QByteArray> dictionaryOf(const QStringList &knownWords)
{
    static const QRegularExpression between(QStringLiteral("[^\\p{L}\\p{N}]+"));
    std::vector<QByteArray> dictionary;
    const auto add = [&dictionary](const QString &word) {
        QByteArray bytes = word.toUtf8();
        if (word.size() >= ShortestPart && std::size_t(bytes.size()) <= PasswordStrength::LongestKnownWord &&
            dictionary.size() < PasswordStrength::MostKnownWords &&
            std::find(dictionary.begin(), dictionary.end(), bytes) == dictionary.end())
            dictionary.push_back(std::move(bytes));
    };
    for (const QString &known : knownWords) {
        const QString word = known.left(qsizetype(PasswordStrength::LongestKnownWord)).trimmed().toLower();
        add(word);
        for (const QString &part : word.split(between, Qt::SkipEmptyParts))
            add(part);
    }
    return dictionary;
}

} // namespace

PasswordStrength PasswordStrength::of(const SecretBuffer &password, const QStringList &knownWords)
{
    if (password.isEmpty())
        return {};
    const SecretBuffer head = SecretBuffer::copyOf(password.view().substr(0, LongestPassword)); // ends with a zero
    const std::vector<QByteArray> dictionary = dictionaryOf(knownWords);
    std::vector<const char *> words;
    words.reserve(dictionary.size() + 1);
    for (const QByteArray &word : dictionary)
        words.push_back(word.constData());
    words.push_back(nullptr);
    return ofEntropy(ZxcvbnMatch(head.view().data(), words.data(), nullptr));
}

PasswordStrength PasswordStrength::ofEntropy(double bits)
{
    PasswordStrength strength;
    strength.entropy = std::max(bits, 0.0);
    strength.guessesLog10 = strength.entropy * std::log10(2.0);
    strength.score = int(std::count_if(ScoreLimits.begin(), ScoreLimits.end(), [&strength](double limit) {
        return strength.guessesLog10 >= std::log10(limit);
    }));
    return strength;
}

} // namespace coffret
