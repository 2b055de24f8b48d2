// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/vault/fudo/fudoanswers.h"

namespace coffret {

/// What a listed row told that a summary has no place for.
struct FudoExtras
{
    QString domain;
    QString certificate; ///< PEM
    QStringList uris;    ///< as they were when the secret was read
};

/// The row as the program knows it. granted: an access request for it was approved. personal: it lies in the user's own
/// vault.
[[nodiscard]] SecretSummary fudoSummary(const FudoSecret &secret, const QStringList &uris, bool granted, bool personal);

/// Fields by type, protected ones masked; the plain ones only where known.
[[nodiscard]] std::vector<FieldOutline> fudoOutline(const SecretSummary &summary, const FudoExtras &extras);

/// The opened secret: the outline's fields plus what only the secret's own answer tells (public key, fingerprints).
[[nodiscard]] std::vector<SecretField> fudoPayload(const SecretSummary &summary, FudoExtras extras, FudoValues values);

} // namespace coffret
