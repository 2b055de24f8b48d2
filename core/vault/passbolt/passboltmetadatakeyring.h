// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/vault/passbolt/passboltapi.h"
#include "core/vault/passbolt/passboltdirectory.h"
#include "core/vault/passbolt/passboltmetadatakeys.h"
#include "core/vault/sharing.h"

#include <QSet>

#include <memory>
#include <optional>

namespace coffret {

/// In place of a person's id where the shared metadata key is pinned, so that it is accepted like a colleague's key.
inline constexpr auto MetadataKeyOwner = "00000000-0000-0000-0000-000000000000";

/// Where the shared metadata keys come from and which of them count. Those that are there at first sight are pinned,
/// if somebody who may hand them out signed the user's copy. Later ones count once the user has signed the copy, here
/// or with another client, or has accepted the fingerprint; until then what they encrypt is readable, but nobody
/// vouches for it, and nothing is encrypted for them. Owned by PassboltLoader, main thread. An instance must outlive
/// its running tasks.
class PassboltMetadataKeyring
{
public:
    PassboltMetadataKeyring(const Account &account, PassboltApi &api, OpenPgp &openPgp, PassboltDirectory &directory,
                            PinStore &pins);

    /// The keys this user was given, opened and judged. Signs the user's own copies of those that count, so that
    /// they do elsewhere too. A key that cannot be read is left out; errors are those of the server and those that
    /// endsEverything() names.
    Task<Expected<std::shared_ptr<PassboltMetadataKeys>>> load(StopToken stop);
    void clear();

    /// The fingerprint of a key that counts; empty for any other.
    [[nodiscard]] QString trusted(const QString &keyId) const;
    /// The key new metadata would be encrypted for, while the user has yet to accept it.
    [[nodiscard]] std::optional<ReaderKey> unaccepted() const;
    /// The same, and who handed it out.
    [[nodiscard]] std::optional<SharedKeyChange> change() const;
    /// Why a key does not count: SharedKeyChanged, SharedKeyMissing, or KeyUnusable for a copy that cannot be read.
    [[nodiscard]] ErrorKind refusal(const QString &keyId) const;

private:
    /// How a key reached the user.
    struct Origin
    {
        QString fingerprint;
        bool given = false;  ///< by somebody who may hand it out
        bool bySelf = false; ///< the user's own signature is on it
        bool early = false;  ///< before any key was pinned
        SharedKeyChange::Giver giver = SharedKeyChange::Giver::Nobody;
        QString giverName;
    };
    /// A copy as it was opened.
    struct Copy
    {
        PassboltPrivateKey key;
        SecretBuffer plaintext;
        Origin origin;
    };

    Task<Expected<std::vector<PassboltMetadataKeyRow>>> fetch(StopToken stop);
    Task<Expected<Copy>> open(PassboltMetadataKeyRow row, StopToken stop);
    Task<void> sign(QString privateKeyId, SecretBuffer plaintext, StopToken stop);
    Task<void> describeActive(const PassboltMetadataKeyRow &row);
    [[nodiscard]] bool counts(const Origin &origin) const;
    void pin();

    const Account &m_account;
    PassboltApi &m_api;
    OpenPgp &m_openPgp;
    PassboltDirectory &m_directory;
    PinStore &m_pins;
    QHash<QString, Origin> m_origins; ///< by key id
    QSet<QString> m_unreadable;       ///< keys whose copy cannot be read, by id
    QString m_activeId;
    QString m_activeName;   ///< as the key itself says
    QSet<QString> m_signed; ///< copies that need not be signed again, by id
};

} // namespace coffret
