// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/workerpool.h"
#include "core/store/trustledger.h"
#include "core/vault/sealing/sealingpeople.h"
#include "core/vault/vault.h"

#include <QHash>
#include <QSet>

#include <memory>

namespace coffret {

/// What the values of a secret looked like when they were last fetched.
struct SealedValues
{
    QSet<QString> sealed;    ///< keys of fields that came as messages; see SealingParts::valueKey()
    QSet<QString> unvouched; ///< and of those that nobody vouches for
};

/// What a SealingVault and its writing side share, and calls under way keep alive. Main thread.
struct SealingParts
{
    SealingParts(const Account &account, std::unique_ptr<Vault> vendor, OpenPgp &openPgp, WorkerPool &pool,
                 PinStore &pins, TrustLedger &trust, SealingPeople::Keep keep)
        : accountId(account.id)
        , vault(std::move(vendor))
        , workers(pool)
        , ledger(trust)
        , people(std::make_shared<SealingPeople>(account, openPgp, pins, std::move(keep)))
    {
    }

    /// What a value is remembered by. Where a secret has one value in each environment, its field has as many keys as
    /// the secret may be taken for types, and whoever asks for it by name knows none.
    [[nodiscard]] QString valueKey(const QString &fieldKey) const
    {
        return vault->environments() != nullptr ? QStringLiteral("*") : fieldKey;
    }

    const QString accountId;
    std::unique_ptr<Vault> vault;
    WorkerPool &workers;
    TrustLedger &ledger;
    std::shared_ptr<SealingPeople> people;
    QHash<QString, SealedValues> seen; ///< by secret
};

/// A value as it was just sent.
struct SentValue
{
    QString secretId;
    QString fieldKey;
    QByteArray message; ///< empty: in the clear, by the user's own wish
};
/// Remembers values that the server has taken like those that came from it: what it hands out instead later on, be it
/// an older message or none, is noticed even where these were never opened. signer and since: whose messages they are,
/// and a time before they were signed.
Task<void> noteSent(std::shared_ptr<SealingParts> parts, std::vector<SentValue> values, QString signer,
                    QDateTime since);
/// Whether a message of somebody expected was seen there, or sent.
Task<Expected<bool>> wasSealed(std::shared_ptr<SealingParts> parts, QString secretId, QString fieldKey);

} // namespace coffret
