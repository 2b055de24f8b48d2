// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/offlinecopies.h"

#include "core/store/accountcache.h"
#include "core/store/cacheretention.h"

namespace coffret {

OfflineCopies::OfflineCopies(OpenPgp &openPgp, CredentialStore &credentials, QString folder, const Clock &clock)
    : m_folder(std::move(folder)), m_keys(openPgp, credentials, m_folder), m_clock(clock)
{
}

Task<Expected<int>> OfflineCopies::sweep(int days)
{
    std::function<Expected<int>()> job = [this, days] { return CacheRetention::sweep(m_folder, m_clock, days); };
    return m_worker.run(std::move(job));
}

Task<Expected<void>> OfflineCopies::remove(QString accountId)
{
    const Expected<void> keys = m_keys.remove(accountId);
    std::function<Expected<void>()> job = [this, accountId] { return AccountCache::remove(m_folder, accountId); };
    const Expected<void> cache = co_await m_worker.run(std::move(job));
    co_return cache ? keys : cache;
}

} // namespace coffret
