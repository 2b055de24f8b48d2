// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/x509/certificate.h"

#include <optional>

namespace coffret {

/// What joins a certificate to the next in a chain.
enum class ChainLink {
    Signed,       ///< the next one's key has signed it
    NotSigned,    ///< the next one has the issuer's name, but did not sign it
    NotAuthority, ///< it did, but is not meant to sign others
    Unknown,      ///< a signature of a kind that cannot be verified
};

/// How certificates belong together. Whether anybody trusts the end of the chain is not its business.
struct CertificateChain
{
    std::vector<std::size_t> order; ///< all of them: the leaf, each one's issuer after it, then what belongs to none
    std::size_t length = 0;         ///< how many of these are the chain
    std::vector<ChainLink> links;   ///< between these: one fewer
    bool isInOrder = false;         ///< they came like that
    bool isComplete = false;        ///< it ends in one that signed itself

    [[nodiscard]] bool isSound() const; ///< every link is Signed
};

constexpr std::size_t MostCertificates = 32;

/// For at most MostCertificates. leaf: the certificate the chain is for, where that is known; else the first that is
/// not the issuer of another. Every signature that is called right was verified: a worker's work.
[[nodiscard]] CertificateChain chainOf(const std::vector<Certificate> &certificates,
                                       std::optional<std::size_t> leaf = std::nullopt);

} // namespace coffret
