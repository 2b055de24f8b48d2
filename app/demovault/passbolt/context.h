// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demovault/crypto/keyring.h"
#include "app/demovault/passbolt/api.h"
#include "app/demovault/passbolt/directory.h"
#include "app/demovault/passbolt/passboltoptions.h"
#include "app/demovault/passbolt/store.h"
#include "app/demovault/seed/seed.h"
#include "app/demovault/seed/values.h"

#include <QHash>

namespace coffret::demovault {

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
    DemoKey metadataKey;
    QString metadataKeyId;
    PassboltOptions options;
    QHash<QString, QString> swappedResources; ///< resource id -> resource whose secret it serves instead

    [[nodiscard]] bool isV5() const { return mode == QLatin1String("v5"); }
};

} // namespace coffret::demovault
