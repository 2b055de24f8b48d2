// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/secretdraft.h"
#include "core/vault/passbolt/passbolttypes.h"

namespace coffret {

/// What a resource holds before it is written: the type and both plaintexts as they are now. All empty for a new one;
/// without metadata for clear rows, without secret where the values are not written.
struct PassboltCurrent
{
    const PassboltType *type = nullptr;
    SecretBuffer metadata;
    SecretBuffer secret;
};

/// What goes into a resource. Empty: no encrypted metadata in this type, or no value changed.
struct PassboltPlaintexts
{
    SecretBuffer metadata;
    SecretBuffer secret;
};

/// Both plaintexts of a resource as a draft wants it, in a type that has a place for everything in it. What the draft
/// does not name stays as it is in current. typeId: the type's id on this server. Malformed when current is not what
/// its type says, InvalidInput for a one-time code that makes none.
[[nodiscard]] Expected<PassboltPlaintexts> composePassbolt(const SecretDraft &draft, const PassboltType &type,
                                                           const QString &typeId, const PassboltCurrent &current);

/// Whether the draft's description has to go into the encrypted note, because the type has no readable one.
[[nodiscard]] bool movesDescription(const SecretDraft &draft, const PassboltType &type);
/// The note of such a resource: what is in the draft's note, its description, or laid out for a type of Coffret's.
[[nodiscard]] SecretBuffer passboltNote(const SecretDraft &draft, const PassboltType &type);
/// Whether the values of one type can be kept as they are in another.
[[nodiscard]] bool haveSameSecret(const PassboltType &from, const PassboltType &to);

} // namespace coffret
