// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/workerpool.h"
#include "core/store/cachekeys.h"

namespace coffret {

/// What the copies of all accounts have in common: their folder, their keys, and the one worker that everything about
/// them runs on, in the order in which it was asked for. Owned by the composition root; sessions go before it. Main
/// thread.
class OfflineCopies
{
public:
    /// folder: of the caches. Everything else outlives this.
    OfflineCopies(OpenPgp &openPgp, CredentialStore &credentials, QString folder, const Clock &clock);

    /// Removes what was kept for longer than so many days without its server; 0: everything that nobody has open.
    Task<Expected<int>> sweep(int days);
    /// For an account that is removed, after its session has closed: the cache and the files of its key.
    Task<Expected<void>> remove(QString accountId);

    [[nodiscard]] const QString &folder() const { return m_folder; }
    [[nodiscard]] CacheKeys &keys() { return m_keys; }
    [[nodiscard]] const Clock &clock() const { return m_clock; }
    [[nodiscard]] WorkerPool &worker() { return m_worker; }

private:
    const QString m_folder;
    CacheKeys m_keys;
    const Clock &m_clock;
    WorkerPool m_worker{1}; ///< last: its jobs use the rest
};

} // namespace coffret
