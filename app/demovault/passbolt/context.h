// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demovault/crypto/keyring.h"
#include "app/demovault/passbolt/api.h"
#include "app/demovault/passbolt/directory.h"
#include "app/demovault/passbolt/passboltoptions.h"
#include "app/demovault/passbolt/policies.h"
#include "app/demovault/passbolt/store.h"
#include "app/demovault/seed/seed.h"
#include "app/demovault/seed/values.h"

#include <QHash>

#include <algorithm>
#include <deque>

namespace coffret::demovault {

/// A key that shared metadata is encrypted with. There are two of them while one is being replaced.
struct MetadataKey
{
    QString id;
    DemoKey key;
    QDateTime created;
    QDateTime expired;
    [[nodiscard]] bool isUsable() const { return !expired.isValid(); }
};

/// What the parts of one Passbolt server share. Owned by PassboltServer; the parts keep a reference.
struct PassboltContext
{
    QString mode;    ///< "v4": clear metadata only; "v5": encrypted metadata for resources
    QString baseUrl; ///< "https://127.0.0.1:PORT/v5"
    Keyring &keyring;
    Seed &seed;
    Values &values;
    Directory &directory;
    PassboltStore &store;
    DemoKey serverKey;
    DemoKey strangerKey;
    std::deque<MetadataKey> metadataKeys; ///< oldest first; none on a server with clear metadata only
    QSet<QString> withoutMetadataKey;     ///< users to whom nobody has passed those keys on
    QHash<QString, QString> rights;       ///< "Secrets.copy" -> "Deny" where it is not as on a fresh server
    PassboltPolicies policies;
    PassboltOptions options;
    QString challengeLie = {}; ///< see PassboltLies; empty: signing in goes by the book

    [[nodiscard]] const MetadataKey *metadataKey(const QString &id) const
    {
        const auto it = std::find_if(metadataKeys.begin(), metadataKeys.end(),
                                     [&id](const MetadataKey &key) { return key.id == id; });
        return it == metadataKeys.end() ? nullptr : &*it;
    }
    [[nodiscard]] bool isV5() const { return mode == QLatin1String("v5"); }
};

} // namespace coffret::demovault
