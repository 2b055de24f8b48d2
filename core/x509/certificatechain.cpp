// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/x509/certificatechain.h"

#include "core/pem/pemblock.h"
#include "core/x509/x509handles.h"

#include <openssl/x509v3.h>

#include <algorithm>
#include <numeric>

namespace coffret {

namespace {

using Certificates = std::vector<SslCertificate>;

bool isNamedAsIssuer(const X509 *issuer, const X509 *certificate)
{
    return X509_NAME_cmp(X509_get_subject_name(issuer), X509_get_issuer_name(certificate)) == 0;
}

/// Of one that has the issuer's name.
ChainLink linkTo(X509 *issuer, X509 *certificate)
{
    EVP_PKEY *key = X509_get0_pubkey(issuer);
    const int verified = key == nullptr ? -1 : X509_verify(certificate, key);
    if (verified < 0)
        return ChainLink::Unknown;
    if (verified == 0)
        return ChainLink::NotSigned;
    // Without a word about being an authority only a root is one, from the time before there was such a word; OpenSSL
    // would also take the right to sign certificates for it.
    const int authority = X509_check_ca(issuer);
    const bool isRoot = isNamedAsIssuer(issuer, issuer);
    return authority == 1 || (authority > 0 && isRoot) ? ChainLink::Signed : ChainLink::NotAuthority;
}

std::size_t leafOf(const Certificates &certificates)
{
    for (std::size_t i = 0; i < certificates.size(); ++i) {
        bool issued = false;
        for (std::size_t other = 0; other < certificates.size() && !issued; ++other)
            issued = other != i && !isNamedAsIssuer(certificates[other].get(), certificates[other].get()) &&
                     isNamedAsIssuer(certificates[i].get(), certificates[other].get());
        if (!issued)
            return i;
    }
    return 0; // they go round in a circle
}

struct Issuer
{
    std::size_t place;
    ChainLink link;
};

/// Among those that are left: the one that did sign, else one that has the name.
std::optional<Issuer> issuerOf(const Certificates &certificates, const std::vector<std::size_t> &left,
                               X509 *certificate)
{
    std::optional<Issuer> best;
    for (const std::size_t place : left) {
        if (!isNamedAsIssuer(certificates[place].get(), certificate))
            continue;
        const ChainLink link = linkTo(certificates[place].get(), certificate);
        if (link == ChainLink::Signed)
            return Issuer{place, link};
        if (!best || (best->link == ChainLink::NotSigned && link != ChainLink::NotSigned))
            best = Issuer{place, link};
    }
    return best;
}

} // namespace

bool CertificateChain::isSound() const
{
    return std::all_of(links.begin(), links.end(), [](ChainLink link) { return link == ChainLink::Signed; });
}

CertificateChain chainOf(const std::vector<Certificate> &certificates, std::optional<std::size_t> leaf)
{
    const SslQueueGuard guard;
    CertificateChain chain;
    Certificates read;
    for (const Certificate &certificate : certificates) {
        read.push_back(sslCertificateOf(certificate.der));
        if (!read.back())
            return chain;
    }
    if (read.empty() || read.size() > MostCertificates)
        return chain;
    std::vector<std::size_t> left(read.size());
    std::iota(left.begin(), left.end(), 0);
    std::size_t last = std::min(leaf.value_or(leafOf(read)), read.size() - 1);
    chain.order.push_back(last);
    std::erase(left, last);
    while (!certificates[last].isSelfSigned) {
        const std::optional<Issuer> issuer = issuerOf(read, left, read[last].get());
        if (!issuer)
            break;
        last = issuer->place;
        chain.order.push_back(last);
        chain.links.push_back(issuer->link);
        std::erase(left, last);
        if (issuer->link == ChainLink::NotSigned)
            break; // a chain that goes on from there would be another one
    }
    chain.length = chain.order.size();
    chain.isComplete = certificates[last].isSelfSigned;
    chain.order.insert(chain.order.end(), left.begin(), left.end());
    chain.isInOrder = std::is_sorted(chain.order.begin(), chain.order.end());
    return chain;
}

} // namespace coffret
