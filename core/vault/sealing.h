// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/task.h"
#include "core/store/account.h"
#include "core/vault/readers.h"

namespace coffret {

/// How the values of an account are sealed.
struct Sealing
{
    bool on = false;             ///< off: written as they are. What is sealed already can be read all the same
    QString ownKey;              ///< fingerprint of the user's key, which signs and can always read; empty: none yet
    QList<SealingPerson> people; ///< who can read besides, one key for each address

    friend bool operator==(const Sealing &, const Sealing &) = default;
};

/// OpenPGP over a vault that does not encrypt from end to end: every protected value leaves as a message of its own,
/// for the user and some people, signed by the user. VaultWriting does it; this says for whom. Main thread.
class VaultSealing
{
public:
    virtual ~VaultSealing() = default;

    [[nodiscard]] virtual const Sealing &setting() const = 0;
    /// Kept with the account. InvalidInput for one that is on without a key of the user's. Values that are there
    /// already stay as they are.
    [[nodiscard]] virtual Expected<void> change(Sealing sealing) = 0;

    /// The people, with what is known of their keys; the id of a person is the address in their key. Whether sealing is
    /// on does not matter.
    virtual Task<Expected<std::vector<ReaderKey>>> people(StopToken stop) = 0;
    /// Somebody by their armored public key, in the place of whoever had the same address: Changed then, until it is
    /// accepted. InvalidInput for what is no key and for the user's own; KeyUnusable for one that is weak, expired,
    /// revoked or cannot be encrypted to.
    virtual Task<Expected<void>> addPerson(QByteArray armoredKey, StopToken stop) = 0;
    [[nodiscard]] virtual Expected<void> removePerson(QString personId) = 0;
    /// The user compared this fingerprint with its owner, be it new or another one than before.
    [[nodiscard]] virtual Expected<void> acceptKey(QString personId, QString fingerprint) = 0;

    /// Whether a value that came as a message is as it would be written now: for exactly these keys, and signed by the
    /// user. recipients: see recipientKeyIds(). No before people() was asked.
    [[nodiscard]] virtual bool isAsWanted(const std::optional<QStringList> &recipients,
                                          const Verdict &verdict) const = 0;
};

} // namespace coffret
