// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/openpgp/openpgp.h"
#include "core/store/account.h"
#include "core/store/pinstore.h"
#include "core/vault/passbolt/passboltapi.h"
#include "core/vault/passbolt/passboltdirectory.h"
#include "core/vault/readers.h"

#include <QHash>
#include <QJsonArray>

namespace coffret {

/// Somebody a value can be encrypted for.
struct PassboltReader
{
    ReaderKey key; ///< key.person.id is the user's id
    QByteArray armoredKey;
};
using PassboltReaderList = std::vector<PassboltReader>;

/// Who can read something, what is known of their keys, and values encrypted for exactly them. The user is never among
/// the readers. Owned by PassboltVault, main thread. An instance must outlive its running tasks.
class PassboltReaders
{
public:
    PassboltReaders(const Account &account, PassboltApi &api, OpenPgp &openPgp, PinStore &pins,
                    const PassboltDirectory &directory);

    /// Members of groups included; accounts that were never set up, and removed ones, left out.
    Task<Expected<PassboltReaderList>> readersOfResource(QString resourceId, StopToken stop);
    Task<Expected<PassboltReaderList>> readersOfFolder(QString folderId, StopToken stop);
    /// The named users. One who does not exist (any more) is Unusable.
    Task<Expected<PassboltReaderList>> readersNamed(QStringList userIds, StopToken stop);
    /// Names alone, for persons the user may be among; one who is gone has an id for a name.
    Task<Expected<std::vector<Grantee>>> personsNamed(QStringList userIds, StopToken stop);

    /// See coffret::requireConfirmed().
    [[nodiscard]] Expected<void> requireConfirmed(const PassboltReaderList &readers,
                                                  const QStringList &confirmedFingerprints);

    /// What the user's signature on a message would say: that the value is theirs, or one whose author they checked.
    enum class Vouched { Yes, No };
    /// [{"user_id", "data"}]: one message for each, signed by the user if they vouch for it. Refuses readers whose keys
    /// are not confirmed. sealFor() adds the user's own copy, sealForOthers() does not.
    Task<Expected<QJsonArray>> sealFor(SecretBuffer plaintext, PassboltReaderList readers, StopToken stop);
    Task<Expected<QJsonArray>> sealForOthers(SecretBuffer plaintext, PassboltReaderList readers, Vouched vouched,
                                             StopToken stop);

    void clear() { m_imported.clear(); }

private:
    Task<Expected<PassboltReaderList>> judge(QJsonArray users, StopToken stop);
    Task<ReaderKey> judgeKey(Grantee person, QString claimed, QByteArray armored);
    void markLookAlikes(PassboltReaderList &readers) const;
    Task<Expected<QJsonArray>> usersNamed(QStringList userIds, StopToken stop);
    [[nodiscard]] QString ownId() const { return m_api.credentials().userId.toLower(); }

    const Account &m_account;
    PassboltApi &m_api;
    OpenPgp &m_openPgp;
    PinStore &m_pins;
    const PassboltDirectory &m_directory;
    QHash<QByteArray, KeyInfo> m_imported; ///< by armored key
};

/// {id, profile, username} of a user row, ready to be shown.
[[nodiscard]] Grantee passboltPerson(const QJsonValue &user);

} // namespace coffret
