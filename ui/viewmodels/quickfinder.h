// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/search/searchquery.h"
#include "core/search/searchwords.h"
#include "ui/models/quickresultmodel.h"
#include "ui/viewmodels/sessionlist.h"

#include <optional>

namespace coffret {

class UsageLogs;

/// Finds a few secrets in all open accounts, the likeliest first: for the quick lookup, the tray's menu and the
/// desktop's search. Owned by QuickLookupViewModel, main thread.
class QuickFinder
{
public:
    static constexpr std::size_t RecentItems = 5;
    static constexpr std::size_t MostCodes = 8;

    QuickFinder(SessionList &sessions, UsageLogs &usage, const Clock &clock);

    /// accountId: the only one that is looked in; empty: all. text: as ParsedQuery has it. Mistakes in it are forgiven
    /// where nothing has it as it was typed, no account may still bring something that has, and not too much is to be
    /// looked at.
    [[nodiscard]] std::vector<QuickResult> found(const QString &text, const QString &accountId, int most) const;
    [[nodiscard]] std::vector<QuickResult> recent(const QString &accountId = {}) const;
    /// An account that may still bring what is looked for; null: there is none.
    [[nodiscard]] const Session *awaited(const QString &accountId) const;
    /// Secrets with a one-time code: what was used, the last first, then favourites.
    [[nodiscard]] std::vector<QuickResult> withCodes() const;
    /// Nothing when it is gone.
    [[nodiscard]] std::optional<QuickResult> result(const QString &accountId, const QString &secretId) const;

    void note(const QuickResult &result); ///< it was used

private:
    struct Hit
    {
        std::size_t rank = 0; ///< the same for hits of all accounts: as search() has it, then by mistakes
        double use = 0;
        int place = 0; ///< within its account, so that equal accounts take turns
        const Session *session = nullptr;
        Catalog::Row row = Catalog::NoRow;
    };
    [[nodiscard]] std::vector<Hit> hitsOf(const Session &session, const SearchQuery &query,
                                          const SearchWords &words) const;
    [[nodiscard]] QuickResult resultOf(const Session &session, Catalog::Row row, const SearchWords &words) const;
    [[nodiscard]] std::vector<std::pair<QDateTime, QuickResult>> used(const QString &accountId) const;

    SessionList &m_sessions;
    UsageLogs &m_usage;
    const Clock &m_clock;
};

} // namespace coffret
