// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/search/searchquery.h"

#include <QDateTime>

namespace coffret {

/// One piece of a query that somebody typed.
struct QueryToken
{
    enum class Kind : quint8 {
        Words,      ///< free text
        Phrase,     ///< free text in quotes
        Place,      ///< in:
        Tag,        ///< tag:
        Type,       ///< type:
        State,      ///< is: and has:
        Account,    ///< account:
        Unfinished, ///< one of these before there is enough of its value; asks for nothing
    };
    Kind kind = Kind::Words;
    int start = 0; ///< UTF-16 units of the typed text, minus sign and quotes included
    int length = 0;
    QString value; ///< without prefix and quotes
    SecretType type = SecretType::Unknown;
    Trait trait = Trait::Favourite;
    bool excluded = false; ///< a minus sign in front
};

/// What somebody typed into a search field, taken apart. Words are free text; "…" is a phrase; type:, in:, has:, is:,
/// tag: and account: ask for something of the secret, and a '-' in front of anything for what must not be. Keywords are
/// English in every language; a beginning that fits one of them alone will do. What is none of these is text: nothing
/// that can be typed is an error. An address outside quotes is looked for by its host.
struct ParsedQuery
{
    static constexpr int LongestText = 4096; ///< UTF-16 units; the rest is not looked at
    static constexpr int MostTokens = 64;    ///< likewise

    SearchQuery query;
    std::vector<QueryToken> tokens; ///< in the order of the text

    /// False where account: asks for another one.
    [[nodiscard]] bool meansAccount(const QString &name) const;
};

[[nodiscard]] ParsedQuery parseQuery(const QString &text, const QDateTime &now);

/// The text without one of its tokens, and without the space that is then too much.
[[nodiscard]] QString withoutToken(const QString &text, const QueryToken &token);

} // namespace coffret
