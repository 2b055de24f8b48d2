// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/task.h"
#include "core/secret/secretbuffer.h"

#include <QString>

namespace coffret {

/// Where tokens rest between runs. Keys look like "<account id>/token". Main thread.
/// Errors: NoKeyring, KeyringDenied, KeyringSilent, and NoCredential for read.
class CredentialStore
{
public:
    virtual ~CredentialStore() = default;
    virtual Task<Expected<SecretBuffer>> read(QString key) = 0;
    virtual Task<Expected<void>> write(QString key, SecretBuffer value) = 0;
    virtual Task<Expected<void>> remove(QString key) = 0; ///< removing what is absent succeeds
};

} // namespace coffret
