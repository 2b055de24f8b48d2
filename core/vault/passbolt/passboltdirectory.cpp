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

QString PassboltDirectory::fingerprintOf(const QString &userId)
{
    if (userId.isEmpty())
        return {};
    if (userId == m_ownId)
        return m_account.keyFingerprint;
    const auto known = m_checked.constFind(userId);
    if (known != m_checked.cend())
        return *known;
    const QString shown = m_users.value(userId).fingerprint;
    QString expected = m_pins.pinned(m_account.id, userId);
    if (!shown.isEmpty()) {
        const Expected<PinStore::Match> match = m_pins.check(m_account.id, userId, shown);
        if (match && *match != PinStore::Match::Changed)
            expected = shown;
        else
            qCWarning(lcVault) << "another key than the one seen first, or no pins:" << userId;
    }
    m_checked.insert(userId, expected);
    return expected;
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

QList<QByteArray> PassboltDirectory::armoredKeys() const
{
    QList<QByteArray> keys;
    for (const PassboltUser &user : m_users) {
        const QString pin = m_pins.pinned(m_account.id, user.id);
        if (pin.isEmpty() || pin == user.fingerprint)
            keys.append(user.armoredKey);
    }
    return keys;
}

} // namespace coffret
