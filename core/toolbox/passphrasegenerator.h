// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/secret/secretbuffer.h"
#include "core/toolbox/generatoroptions.h"
#include "core/toolbox/wordlist.h"

#include <memory>

namespace coffret {

/// Makes passwords of words. Every password that the options allow is as likely as any other. Any thread.
class PassphraseGenerator
{
public:
    /// InvalidInput: a number of words out of range, or a separator that is too long or not to be seen.
    [[nodiscard]] static Expected<PassphraseGenerator> from(const PassphraseOptions &options,
                                                            std::shared_ptr<const WordList> list);

    /// UTF-8.
    [[nodiscard]] SecretBuffer generate() const;
    /// Bits: the binary logarithm of how many passwords there are.
    [[nodiscard]] double entropy() const;

private:
    PassphraseGenerator(const PassphraseOptions &options, std::shared_ptr<const WordList> list);

    void appendWord(SecretBuffer &password) const;

    std::shared_ptr<const WordList> m_list;
    std::string m_separator; ///< UTF-8
    int m_words;
    WordCase m_case;
    bool m_hasDigit;
};

} // namespace coffret
