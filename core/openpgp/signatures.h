// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/model/secret.h"

#include <vector>

namespace coffret {

/// One signature as an OpenPGP library reported it. state is never Expected here: a good signature by a known key is
/// Foreign until the expected signers were asked. A signature over a hash that can be forged (SHA-1, MD5) proves as
/// little as one by a key we do not have, and is UnknownKey.
struct FoundSignature
{
    SignatureState state = SignatureState::UnknownKey;
    QString signerFingerprint; ///< of the primary key where the key is known
    QString signerName;
    QDateTime signedAt;
};

/// What all signatures of a message together are worth: the best one decides, but a single bad one spoils the message
/// (BadSignature), because then somebody put something in that the signer did not write.
[[nodiscard]] Expected<Verdict> judge(const std::vector<FoundSignature> &found, const QStringList &expectedSigners);

} // namespace coffret
