// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

#include <string>
#include <string_view>
#include <vector>

namespace coffret {

/// What was typed to be found, folded as the texts are that it is looked for in.
class SearchWords
{
public:
    static constexpr std::size_t MostWords = 64; ///< the rest is not looked for: one typed word may be folded to many

    SearchWords() = default;
    /// text: words, each looked for by itself. phrases: looked for as they are, with their spaces.
    explicit SearchWords(const QString &text, const QStringList &phrases = {});

    [[nodiscard]] bool isEmpty() const noexcept { return m_all.empty(); }
    /// Words first, then phrases; none is empty.
    [[nodiscard]] const std::vector<std::string> &all() const noexcept { return m_all; }
    [[nodiscard]] bool isPhrase(std::size_t index) const noexcept { return index >= m_loose; }
    [[nodiscard]] SearchWords only(std::size_t index) const; ///< one of them
    /// All of them in one line: what a name begins with that fits best.
    [[nodiscard]] const std::string &line() const noexcept { return m_line; }

    friend bool operator==(const SearchWords &, const SearchWords &) = default;

private:
    std::string m_line;
    std::vector<std::string> m_all;
    std::size_t m_loose = 0; ///< how many of them are words
};

} // namespace coffret
