// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/openpgp/gpgmecontext.h"
#include "core/openpgp/openpgp.h"

#include <QHash>

#include <memory>
#include <mutex>
#include <vector>

namespace coffret {

/// A key of the private keyring as GPGME listed it.
struct DirectoryKey
{
    KeyInfo info;
    bool canDecrypt = false; ///< the agent holds a secret encryption key
    bool hasSecret = false;  ///< the agent holds some secret part
    GpgmeKey key;
    QByteArray signerName; ///< what gpg is told when this key signs, see preferPrimary()
};
using DirectoryKeyPtr = std::shared_ptr<const DirectoryKey>;

/// The private keyring in memory, so that naming a signer or a recipient costs no run of gpg. Thread-safe.
class KeyDirectory
{
public:
    explicit KeyDirectory(QString home);

    /// By the fingerprint of a primary key or a subkey; null when the keyring has no such key.
    /// Errors: NoOpenPgp.
    [[nodiscard]] Expected<DirectoryKeyPtr> find(const QString &fingerprint);
    /// Forgets what was listed; the next find() lists again.
    void invalidate();

    /// Every key in the keyring of a home, which is left as it is.
    [[nodiscard]] static Expected<std::vector<DirectoryKeyPtr>> allKeys(const QString &home);
    /// The keys in a block of packets, without touching any keyring.
    [[nodiscard]] static Expected<std::vector<DirectoryKeyPtr>> keysIn(const QString &home, const QByteArray &packets);

private:
    Expected<void> load();

    QString m_home;
    std::mutex m_mutex;
    bool m_loaded = false;
    QHash<QString, DirectoryKeyPtr> m_keys;
};

} // namespace coffret
