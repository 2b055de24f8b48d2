// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/workerpool.h"
#include "core/openpgp/openpgp.h"
#include "core/store/account.h"
#include "core/vault/passbolt/passboltapi.h"
#include "core/vault/passbolt/passboltsessionkeybundle.h"

#include <stop_token>
#include <vector>

namespace coffret {

/// The session keys of encrypted metadata that the user's clients keep on the server, encrypted for and signed by the
/// user: what one of them has opened, the others need no private key for. They open messages and prove nothing; who
/// signed a message is judged all the same. In memory until clear(). Owned by PassboltLoader, main thread. An instance
/// must outlive its running tasks.
class PassboltSessionKeys
{
public:
    PassboltSessionKeys(const Account &account, PassboltApi &api, OpenPgp &openPgp, WorkerPool &workers);

    /// Reads what is kept, once until clear(). That there is nothing, or that it is not the user's own word, is no
    /// error; errors are those that endsEverything() names.
    Task<Expected<void>> load(StopToken stop);
    void clear();
    /// Ends a save() under way.
    void stop() { m_stop.request_stop(); }

    /// Whether this server keeps them: then session keys are worth collecting.
    [[nodiscard]] bool isKept() const { return m_kept; }
    [[nodiscard]] bool isOwner(const QString &fingerprint) const { return fingerprint == m_account.keyFingerprint; }
    /// As PassboltSessionKeyBundle.
    [[nodiscard]] std::string_view find(const QString &resourceId, const QByteArray &modified) const;
    void add(const QString &resourceId, const QByteArray &modified, std::string_view key);

    /// Writes one bundle back in place of those that were read, if it differs enough to be worth it. resourceIds: all
    /// there are now in encrypted words. Failures are logged, and nothing more is written until clear().
    Task<void> save(QSet<QUuid> resourceIds);

private:
    using Rows = std::vector<PassboltSessionKeyRow>;

    Task<Expected<void>> read(StopToken stop);
    Task<Expected<PassboltSessionKeyBundle>> open(QByteArray message, StopToken stop);
    Task<Expected<void>> write(StopToken stop);
    Task<Expected<QByteArray>> sealed(QString lastModified, StopToken stop);
    Task<void> removeOthers(StopToken stop);
    [[nodiscard]] bool isWorthSaving() const;

    const Account &m_account;
    PassboltApi &m_api;
    OpenPgp &m_openPgp;
    WorkerPool &m_workers;
    PassboltSessionKeyBundle m_bundle;
    Rows m_stored;           ///< the user's own, newest first; without their messages
    qsizetype m_changes = 0; ///< since what the server has
    bool m_asked = false;
    bool m_kept = false;
    bool m_saves = true;
    std::stop_source m_stop;
};

} // namespace coffret
