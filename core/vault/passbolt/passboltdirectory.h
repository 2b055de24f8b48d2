// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/openpgp/openpgp.h"
#include "core/store/account.h"
#include "core/store/pinstore.h"
#include "core/vault/passbolt/passboltindex.h"

#include <QHash>
#include <QSet>

namespace coffret {

/// Who the colleagues are and which keys they sign with. A key counts from first sight; a server that later shows
/// another one does not change whom we expect. Owned by PassboltVault, main thread.
class PassboltDirectory
{
public:
    PassboltDirectory(const Account &account, OpenPgp &openPgp, PinStore &pins);

    void setOwnId(const QString &userId) { m_ownId = userId; }
    void setUsers(std::vector<PassboltUser> users);
    void clear();
    /// The user accepted another key: who it belongs to is looked up again.
    void recheck(const QString &userId) { m_checked.remove(userId); }
    [[nodiscard]] const QHash<QString, PassboltUser> &users() const { return m_users; }

    /// Compares the keys of these users with their pins, all at once: what fingerprintOf() does for one.
    void checkKeys(const QSet<QString> &userIds);
    /// The fingerprint signatures of this user must carry; empty when unknown. Pins what is seen for the first time.
    [[nodiscard]] QString fingerprintOf(const QString &userId);
    /// The same, and the key is in the OpenPGP keyring afterwards where it could be imported.
    Task<QString> importedFingerprintOf(QString userId);
    /// The fingerprints of the keys below.
    [[nodiscard]] QStringList knownFingerprints() const;
    /// Every colleague's key that is not one the pins contradict.
    [[nodiscard]] QList<QByteArray> armoredKeys() const;

private:
    [[nodiscard]] bool contradictsPin(const PassboltUser &user) const;

    const Account &m_account;
    OpenPgp &m_openPgp;
    PinStore &m_pins;
    QString m_ownId;
    QHash<QString, PassboltUser> m_users;
    QHash<QString, QString> m_checked; ///< expected fingerprint by user id
    QSet<QString> m_imported;
};

} // namespace coffret
