// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayList>

#include <memory>
#include <vector>

struct evp_pkey_st;

namespace coffret::test {

using ForgedKey = std::shared_ptr<evp_pkey_st>;

/// "RSA:2048", "EC:P-256" or "ED25519".
[[nodiscard]] ForgedKey forgeKey(const QByteArray &kind = "EC:P-256");
/// PKCS#8 in PEM; with a passphrase in AES-256.
[[nodiscard]] QByteArray keyPem(const ForgedKey &key, const QByteArray &passphrase = {});

struct NamePart
{
    QByteArray type; ///< "CN", "O", ...
    QByteArray value;
    bool isWide = false; ///< a BMPString, of which value is the bytes
};

/// What a certificate shall say, sense or nonsense.
struct CertificateWish
{
    std::vector<NamePart> subject = {{"CN", "leaf.example"}};
    QByteArray alternatives;    ///< as openssl's configuration has them: "DNS:a.example,IP:::1"
    QByteArrayList rawDnsNames; ///< byte for byte, when there are no alternatives
    QByteArray notBefore = "20260101000000Z";
    QByteArray notAfter = "20270101000000Z"; ///< either as GeneralizedTime; what fits UTCTime becomes one
    QByteArray serial = "01";                ///< hexadecimal, "-" before a negative one
    int version = 3;
    bool isAuthority = false;
    bool saysWhether = true; ///< it is an authority or not
    QByteArray keyUsage;     ///< as openssl's configuration has it: "keyCertSign"
    bool isSha1 = false;
};

struct ForgedCertificate
{
    CertificateWish wish;
    ForgedKey key;
    QByteArray der;

    [[nodiscard]] QByteArray pem() const;
};

/// Signed by issuer, else by itself.
[[nodiscard]] ForgedCertificate forge(const CertificateWish &wish, const ForgedKey &key = forgeKey(),
                                      const ForgedCertificate *issuer = nullptr);
[[nodiscard]] ForgedCertificate forgeAuthority(const QByteArray &name, const ForgedCertificate *issuer = nullptr,
                                               const QByteArray &keyKind = "EC:P-256");
[[nodiscard]] ForgedCertificate forgeLeaf(const QByteArray &name, const ForgedCertificate &issuer,
                                          const QByteArray &keyKind = "EC:P-256");

/// What openssl pkcs12 -export makes of them; the leaf's key is left out when withKey is false.
[[nodiscard]] QByteArray pkcs12Of(const ForgedCertificate &leaf, const std::vector<ForgedCertificate> &others,
                                  const QByteArray &password, const QByteArrayList &options = {}, bool withKey = true);

} // namespace coffret::test
