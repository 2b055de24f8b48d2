// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/secret/secretbuffer.h"

#include <QByteArray>
#include <QHash>
#include <QJsonObject>
#include <QString>

#include <functional>

namespace coffret {

/// What a vault learnt of its server by signing in and listing, and its catalog does not say: to be put away in a cache
/// and given to another instance, which then answers Vault::outline(), parsePlaintext() and capabilities() as this one
/// does, without a request. An administrator's rule that forbids showing or copying is part of it. No key, no token
/// and no value ever is. Owned by its vault, main thread.
class VaultMemory
{
public:
    virtual ~VaultMemory() = default;

    /// What concerns the account as a whole; empty before signing in.
    [[nodiscard]] virtual SecretBuffer surroundings() const = 0;
    /// What is known of single secrets, by their ids; empty for most. What is returned may be called by any thread, and
    /// says what was known when it was made.
    using Extras = std::function<QByteArray(const QString &secretId)>;
    [[nodiscard]] virtual Extras extras() const = 0;

    /// Takes over what another instance gave away, until signing in and listing tell anew or signing out ends it.
    /// Malformed for what makes no sense or came from a version that says it otherwise: nothing is taken over then. An
    /// extra that makes no sense counts as none.
    [[nodiscard]] virtual Expected<void> recall(const SecretBuffer &surroundings,
                                                QHash<QString, QByteArray> extras) = 0;
};

/// Surroundings as most vaults write them: JSON that says whose they are and in which form.
[[nodiscard]] SecretBuffer packMemory(const char *form, const QJsonObject &content);
/// Malformed for another form, for what is no JSON, and for more than anybody would have written.
[[nodiscard]] Expected<QJsonObject> unpackMemory(const char *form, const SecretBuffer &packed);

} // namespace coffret
