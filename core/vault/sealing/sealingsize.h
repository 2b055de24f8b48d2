// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/openpgp/openpgp.h"

namespace coffret {

/// How long the armored message for a plaintext becomes, at most: gpg does not compress here, so it depends on the keys
/// alone. Those whose algorithm is not told count as the largest usual ones.
class SealingSize
{
public:
    SealingSize(const std::vector<KeyInfo> &readers, const KeyInfo &signer);

    [[nodiscard]] qsizetype armored(qsizetype plaintext) const;
    /// The longest plaintext whose message has at most so many characters; less than 0 where there is none.
    [[nodiscard]] qsizetype plaintextWithin(qsizetype armoredSize) const;

private:
    qsizetype m_overhead; ///< octets of a message that holds nothing
};

} // namespace coffret
