// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demovault/passbolt/context.h"

namespace coffret::demovault {

/// The resource type that holds a seed secret in this mode.
[[nodiscard]] QString typeSlugFor(const QString &mode, int index, SecretKind kind);
/// False for the few secrets that only the other mode has.
[[nodiscard]] bool belongsTo(const QString &mode, int index, const SeedSecret &secret);

/// The plaintext of the encrypted metadata, JSON.
[[nodiscard]] QByteArray metadataPlaintext(const Resource &resource, const SeedSecret &secret,
                                           const SecretValues &values);
/// The plaintext of the secret: JSON, or the bare password for password-string.
[[nodiscard]] QByteArray secretPlaintext(const Resource &resource, const SeedSecret &secret,
                                         const SecretValues &values);

/// The stored or freshly sealed metadata of a resource; sealed once, then kept.
[[nodiscard]] QByteArray metadataOf(PassboltContext &context, Resource &resource);
/// The revision that the secrets of a resource belong to now, without those secrets.
[[nodiscard]] Revision currentRevision(const PassboltContext &context, const Resource &resource);
/// The user's copy of an older secret; nullptr when they could not see it then.
[[nodiscard]] const StoredSecret *secretOf(PassboltContext &context, const Resource &resource, Revision &revision,
                                           const QString &userId);
/// The user's copy of the secret, sealed when it was not yet.
[[nodiscard]] const StoredSecret &secretOf(PassboltContext &context, Resource &resource, const QString &userId);

} // namespace coffret::demovault
