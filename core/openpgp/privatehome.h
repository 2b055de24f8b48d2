// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <QStringList>

#include <functional>
#include <memory>
#include <mutex>

namespace coffret {

/// Coffret's own GnuPG home. It holds public keys and a configuration that nobody else writes, so the user's gpg.conf
/// has no say and the user's keyring is not filled with strangers. Secret keys stay with the user's gpg-agent: where
/// gpg looks for an agent of this home lies a small file that names the socket of the user's. create() runs anywhere,
/// everything else blocks and belongs on a worker thread; thread-safe.
class PrivateHome
{
public:
    /// userHome empty: GnuPG's default home. Errors: NoOpenPgp, StorageFault.
    [[nodiscard]] static Expected<std::unique_ptr<PrivateHome>> create(const QString &path, const QString &userHome);

    [[nodiscard]] const QString &path() const { return m_path; }
    /// Where the user's agent listens.
    [[nodiscard]] const QString &agentSocket() const { return m_agentSocket; }

    /// The user's agent listens, and the public parts of the user's secret keys are known here (done once). Without
    /// them gpg does not see that the agent could decrypt. Errors: NoOpenPgp.
    [[nodiscard]] Expected<void> prepare();
    /// The same, but looks for new and changed keys again. Returns their primary fingerprints.
    [[nodiscard]] Expected<QStringList> refreshOwnKeys();

    /// Lets change work on a home with a copy of the keyring, which then takes the original's place in one step. gpg
    /// itself renames twice, and whoever reads in between finds no keyring. One change at a time. Errors: those of
    /// change, StorageFault.
    using Change = std::function<Expected<void>(const QString &home)>;
    [[nodiscard]] Expected<void> changeKeyring(const Change &change);

private:
    PrivateHome(QString path, QString userHome, QString agentSocket);
    Expected<void> ensureAgent() const;
    Expected<QStringList> importOwnKeys();

    QString m_path;
    QString m_userHome;
    QString m_agentSocket;
    std::mutex m_mutex;
    std::mutex m_keyringMutex;
    bool m_prepared = false;
};

} // namespace coffret
