// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <string>
#include <vector>

namespace coffret {

/// The EFF's large word list: 7776 English words of lower-case letters and hyphens, none of which begins with another
/// one, so that words written without a gap can still be told apart. Immutable.
class WordList
{
public:
    static constexpr std::size_t Size = 7776; ///< five dice

    /// Where the system has the list (Debian: package diceware).
    [[nodiscard]] static QString systemPath();
    /// Lines of five dice, a gap and a word. NotFound, StorageFault, or Malformed when it is not such a list.
    [[nodiscard]] static Expected<WordList> read(const QString &path);

    [[nodiscard]] const std::vector<std::string> &words() const { return m_words; }

private:
    explicit WordList(std::vector<std::string> words) : m_words(std::move(words)) {}

    std::vector<std::string> m_words;
};

} // namespace coffret
