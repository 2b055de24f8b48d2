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
    /// In the place of a key, where a secret's only value was asked for by its name.
    inline static const QString AsWhole = QStringLiteral("*");
    QSet<QString> sealed;    ///< keys of fields that came as messages
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

    const QString accountId;
    std::unique_ptr<Vault> vault;
    WorkerPool &workers;
    TrustLedger &ledger;
    std::shared_ptr<SealingPeople> people;
    QHash<QString, SealedValues> seen; ///< by secret
};

/// Values of a secret that were sealed are in the clear now, by the user's own wish.
Task<void> forgetSealed(std::shared_ptr<SealingParts> parts, QString secretId, QStringList fieldKeys);

} // namespace coffret
