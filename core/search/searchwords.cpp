// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/searchwords.h"

#include "core/model/textfolder.h"

#include <algorithm>

namespace coffret {

SearchWords::SearchWords(const QString &text, const QStringList &phrases)
{
    TextFolder folder;
    m_line = folder.fold(text);
    std::string_view rest = m_line; // a folded text has single spaces, and none at its ends
    while (!rest.empty() && m_all.size() < MostWords) {
        const std::size_t length = std::min(rest.find(' '), rest.size());
        m_all.emplace_back(rest.substr(0, length));
        rest.remove_prefix(std::min(length + 1, rest.size()));
    }
    if (!rest.empty())
        m_line.resize(m_line.size() - rest.size() - 1); // the space before them as well
    m_loose = m_all.size();
    for (const QString &phrase : phrases) {
        std::string folded = folder.fold(phrase);
        if (folded.empty())
            continue;
        m_line += (m_line.empty() ? "" : " ") + folded;
        m_all.push_back(std::move(folded));
    }
}

SearchWords SearchWords::only(std::size_t index) const
{
    SearchWords one;
    one.m_line = m_all[index];
    one.m_all = {m_all[index]};
    one.m_loose = isPhrase(index) ? 0 : 1;
    return one;
}

} // namespace coffret
