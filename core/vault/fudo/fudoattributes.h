// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/secret.h"
#include "core/vault/fudo/fudoanswers.h"
#include "core/vault/fudo/fudoapi.h"

namespace coffret {

/// Which attributes a server version knows, from its objspec pages; where it has none, the documented ones count as
/// known. Lists of names come in a fixed order. Protected ones are in none of them: only a reveal names those. What is
/// hidden, or costs the server more (has_secret, access_policy, my_checkout_id, checkout_mode, owner_id,
/// collection_name, valid_until, fingerprints), is only in the lists of those who show it.
class FudoAttributes
{
public:
    FudoAttributes() = default;
    FudoAttributes(FudoSpec ofSecret, FudoSpec ofCollection, FudoSpec ofShared, FudoSpec ofUri, FudoSpec ofHistory);

    /// withoutCollections: names of collections and owners of vaults come with the secrets, because they cannot be
    /// listed.
    [[nodiscard]] QStringList forList(bool withoutCollections) const;
    [[nodiscard]] QStringList forCollections() const;
    [[nodiscard]] QStringList forShared() const;
    [[nodiscard]] QStringList forUris() const;
    [[nodiscard]] QStringList forHistory() const;
    /// The state of one check-out, and which secrets are checked out.
    [[nodiscard]] QStringList forState() const;
    [[nodiscard]] QStringList forHeld() const;
    [[nodiscard]] QStringList forGrant() const;
    /// What a collection holds, before it is removed.
    [[nodiscard]] QStringList forRemoval() const;
    /// What the answer with the protected values should tell besides them.
    [[nodiscard]] QStringList forReveal(SecretType type) const;

    /// Whether lists of secrets tell what the user has checked out.
    [[nodiscard]] bool knowsCheckOuts() const;
    /// Whether an attribute of a secret may be written, and whether it has to be.
    [[nodiscard]] bool mayWrite(const QString &attribute) const;
    [[nodiscard]] bool mustWrite(const QString &attribute) const;

private:
    FudoSpec m_secret;
    FudoSpec m_collection;
    FudoSpec m_shared;
    FudoSpec m_uri;
    FudoSpec m_history;
};

/// Asks the objspec pages. A server without them passes as long as it accepts the token.
Task<Expected<FudoAttributes>> learnFudoAttributes(std::shared_ptr<FudoApi> api, StopToken stop);

} // namespace coffret
