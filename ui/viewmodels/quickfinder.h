// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/search/usagelog.h"
#include "ui/models/quickresultmodel.h"
#include "ui/viewmodels/sessionlist.h"

#include <map>
#include <optional>

namespace coffret {

class Settings;

/// Finds a few secrets in all open accounts, the likeliest first: for the quick lookup, the tray's menu and the
/// desktop's search. Remembers what was used, for as long as the program runs. Owned by QuickLookupViewModel, main
/// thread.
class QuickFinder
{
public:
    static constexpr std::size_t RecentItems = 5;
    static constexpr std::size_t MostCodes = 8;

    QuickFinder(SessionList &sessions, const Settings &settings, const Clock &clock);

    // accountId: the only one that is looked in; empty: all.
    [[nodiscard]] std::vector<QuickResult> found(const QString &text, const QString &accountId, int most) const;
    [[nodiscard]] std::vector<QuickResult> recent(const QString &accountId = {}) const;
    /// Secrets with a one-time code: what was used, the last first, then favourites.
    [[nodiscard]] std::vector<QuickResult> withCodes() const;
    /// Nothing when it is gone. text: what is marked in it.
    [[nodiscard]] std::optional<QuickResult> result(const QString &accountId, const QString &secretId,
                                                    const QString &text = {}) const;

    void note(const QuickResult &result); ///< it was used
    void forgetAccount(const QString &accountId) { m_usage.erase(accountId); }
    void forgetUnwanted(); ///< what was used, where the user does not want that to be remembered

private:
    [[nodiscard]] QuickResult resultOf(const Session &session, Catalog::Row row, const QString &text) const;
    [[nodiscard]] std::vector<std::pair<QDateTime, QuickResult>> used(const QString &accountId) const;

    SessionList &m_sessions;
    const Settings &m_settings;
    const Clock &m_clock;
    std::map<QString, UsageLog> m_usage; ///< by account
};

} // namespace coffret
