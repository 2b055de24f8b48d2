// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/account.h"
#include "core/store/credentialstore.h"
#include "core/vault/fudo/fudoheld.h"
#include "core/vault/fudo/fudoindex.h"
#include "core/vault/fudo/fudomemory.h"
#include "core/vault/fudo/fudosteps.h"
#include "core/vault/fudo/fudoversions.h"

namespace coffret {

/// What the parts of a FudoVault have in common. Shared with calls under way, which may outlive the vault. Main thread.
struct FudoParts
{
    FudoParts(Account owner, CredentialStore &store, std::shared_ptr<const Clock> time)
        : account(std::move(owner))
        , credentials(store)
        , clock(std::move(time))
        , steps(std::make_shared<FudoSteps>(account.switchedOff))
        , givesBack(account.givesBackCheckOuts)
    {
    }

    Account account;
    CredentialStore &credentials;
    std::shared_ptr<const Clock> clock;
    std::shared_ptr<FudoApi> api; ///< null while signed out
    FudoAttributes attributes;
    std::shared_ptr<FudoSteps> steps;
    std::shared_ptr<FudoIndex> index;     ///< the last one read to its end
    std::shared_ptr<FudoIndex> nextIndex; ///< being read
    QHash<QString, QByteArray> recalled;  ///< extras, until there is an index
    std::shared_ptr<FudoHeld> held = std::make_shared<FudoHeld>(clock);
    FudoHeld::Teller teller; ///< goes to every held in turn
    FudoVersions versions;
    bool givesBack = true;

    [[nodiscard]] FudoExtras extras(const QString &id) const
    {
        return index ? index->extras(id) : fudoExtrasIn(recalled.value(id));
    }
};

} // namespace coffret
