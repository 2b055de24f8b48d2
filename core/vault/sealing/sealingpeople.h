// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/openpgp/openpgp.h"
#include "core/store/pinstore.h"
#include "core/vault/sealing.h"
#include "core/vault/sealing/sealingsize.h"

#include <functional>
#include <memory>

namespace coffret {

/// For whom an account seals, what is known of their keys, and values sealed for exactly them. Fingerprints are pinned
/// under the address in the key. Owned by SealingParts and its own calls under way, main thread.
class SealingPeople final : public VaultSealing, public std::enable_shared_from_this<SealingPeople>
{
public:
    /// Writes a setting where the account is kept.
    using Keep = std::function<Expected<void>(const Sealing &)>;

    SealingPeople(const Account &account, OpenPgp &openPgp, PinStore &pins, Keep keep);

    [[nodiscard]] const Sealing &setting() const override { return m_sealing; }
    [[nodiscard]] Expected<void> change(Sealing sealing) override;
    Task<Expected<std::vector<ReaderKey>>> people(StopToken stop) override;
    Task<Expected<void>> addPerson(QByteArray armoredKey, StopToken stop) override;
    [[nodiscard]] Expected<void> removePerson(QString personId) override;
    [[nodiscard]] Expected<void> acceptKey(QString personId, QString fingerprint) override;
    [[nodiscard]] bool isAsWanted(const std::optional<QStringList> &recipients, const Verdict &verdict) const override;

    /// See coffret::requireConfirmed().
    [[nodiscard]] Expected<void> requireConfirmed(const std::vector<ReaderKey> &readers,
                                                  const QStringList &confirmedFingerprints);
    /// For the user and the readers that requireConfirmed() let pass, signed by the user.
    Task<Expected<SecretBuffer>> seal(SecretBuffer value, std::vector<ReaderKey> readers);
    /// What a value holds that is a message, whoever signed it.
    Task<Expected<OpenedMessage>> open(QByteArray message, StopToken stop);
    /// Whose signature on a value is expected: the user's, and those of people whose key was compared.
    [[nodiscard]] QStringList signers() const;
    /// Of a message with the present setting, as far as the keys are known.
    [[nodiscard]] SealingSize size() const;

private:
    Task<Expected<ReaderKey>> judge(SealingPerson person);

    const QString m_accountId;
    Sealing m_sealing;
    OpenPgp &m_openPgp;
    PinStore &m_pins;
    Keep m_keep;
    QHash<QString, KeyInfo> m_keys; ///< as last looked at, by fingerprint
};

/// What people are told apart by: the address in the user id of their key, else all of it.
[[nodiscard]] QString sealingPersonId(const SealingPerson &person);

/// What settings keep of an account, as a setting and back.
[[nodiscard]] Sealing sealingOf(const Account &account);
void setSealing(Account &account, const Sealing &sealing);

} // namespace coffret
