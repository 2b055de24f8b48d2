// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/passbolt/passboltdirectory.h"

#include "core/base/logging.h"

namespace coffret {

PassboltDirectory::PassboltDirectory(const Account &account, OpenPgp &openPgp, PinStore &pins)
    : m_account(account), m_openPgp(openPgp), m_pins(pins)
{
}

void PassboltDirectory::setUsers(std::vector<PassboltUser> users)
{
    m_users.clear();
    m_checked.clear();
    for (PassboltUser &user : users)
        m_users.insert(user.id, std::move(user));
}

void PassboltDirectory::clear()
{
    m_users.clear();
    m_checked.clear();
    m_imported.clear();
}

void PassboltDirectory::checkKeys(const QSet<QString> &userIds)
{
    QHash<QString, QString> shown;
    for (const QString &userId : userIds) {
        if (userId.isEmpty() || userId == m_ownId || m_checked.contains(userId))
            continue;
        m_checked.insert(userId, m_pins.pinned(m_account.id, userId));
        if (const QString fingerprint = m_users.value(userId).fingerprint; !fingerprint.isEmpty())
            shown.insert(userId, fingerprint);
    }
    const auto matches = m_pins.check(m_account.id, shown);
    for (auto it = shown.cbegin(); it != shown.cend(); ++it) {
        if (matches && matches->value(it.key()) != PinStore::Match::Changed)
            m_checked.insert(it.key(), it.value());
        else
            qCWarning(lcVault) << "another key than the one seen first, or no pins:" << it.key();
    }
}

QString PassboltDirectory::fingerprintOf(const QString &userId)
{
    if (userId.isEmpty())
        return {};
    if (userId == m_ownId)
        return m_account.keyFingerprint;
    checkKeys({userId});
    return m_checked.value(userId);
}

Task<QString> PassboltDirectory::importedFingerprintOf(QString userId)
{
    const QString expected = fingerprintOf(userId);
    const PassboltUser user = m_users.value(userId);
    if (expected.isEmpty() || userId == m_ownId || user.fingerprint != expected || m_imported.contains(expected))
        co_return expected;
    const Expected<KeyInfo> imported = co_await m_openPgp.importPublicKey(user.armoredKey);
    if (imported && imported->fingerprint == expected)
        m_imported.insert(expected);
    else
        qCWarning(lcVault) << "the key of a colleague cannot be used:" << userId;
    co_return expected;
}

bool PassboltDirectory::contradictsPin(const PassboltUser &user) const
{
    const QString pin = m_pins.pinned(m_account.id, user.id);
    return !pin.isEmpty() && pin != user.fingerprint;
}

QStringList PassboltDirectory::knownFingerprints() const
{
    QStringList fingerprints;
    for (const PassboltUser &user : m_users) {
        if (!contradictsPin(user))
            fingerprints.append(user.fingerprint);
    }
    fingerprints.sort(); // the same from one sync to the next
    return fingerprints;
}

QList<QByteArray> PassboltDirectory::armoredKeys() const
{
    QList<QByteArray> keys;
    for (const PassboltUser &user : m_users) {
        if (!contradictsPin(user))
            keys.append(user.armoredKey);
    }
    return keys;
}

} // namespace coffret
