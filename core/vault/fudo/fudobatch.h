// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/vault/fudo/fudorules.h"

namespace coffret {

/// One answer of a batch. Source: "Batch" (5.5).
struct FudoBatchItem
{
    QString id;
    bool success = false;
    int status = 0;
    QString createdId; ///< of {"secret":{"id"}}
    QString message;
};

/// Whether something in the draft could be taken for a {variable} of the batch.
[[nodiscard]] bool looksLikeVariable(const SecretDraft &draft);
/// {"atomic":true,"requests":[...]}: one secret, named "secret", and every one of its URIs.
[[nodiscard]] SecretBuffer fudoCreationBatch(const SecretDraft &draft, const FudoAttributes &attributes);
/// The outer envelope is documented by nobody: the first list of objects that have an id and a result counts.
[[nodiscard]] Expected<std::vector<FudoBatchItem>> fudoBatchItems(const QByteArray &answer);

} // namespace coffret
