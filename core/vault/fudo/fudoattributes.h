// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/secret.h"
#include "core/vault/fudo/fudoapi.h"

#include <QSet>

namespace coffret {

/// Which attributes a server version knows, from its objspec pages; where it has none, the documented ones count as
/// known. All names come in a fixed order and never include a protected one.
class FudoAttributes
{
public:
    FudoAttributes() = default;
    /// Empty sets: the server does not tell.
    FudoAttributes(QSet<QString> ofSecret, QSet<QString> ofCollection, QSet<QString> ofShared);

    /// withCollectionNames: they cost the server more, so only where collections cannot be listed.
    [[nodiscard]] QStringList forList(bool withCollectionNames) const;
    [[nodiscard]] QStringList forCollections() const;
    [[nodiscard]] QStringList forShared() const;
    /// What the answer with the protected values should tell besides them.
    [[nodiscard]] QStringList forReveal(SecretType type) const;

private:
    QSet<QString> m_secret;
    QSet<QString> m_collection;
    QSet<QString> m_shared;
};

/// Asks the objspec pages. A server without them passes as long as it accepts the token.
Task<Expected<FudoAttributes>> learnFudoAttributes(std::shared_ptr<FudoApi> api, StopToken stop);

} // namespace coffret
