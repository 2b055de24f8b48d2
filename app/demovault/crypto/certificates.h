// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demovault/crypto/openssl.h"

#include <QByteArray>
#include <QSslConfiguration>
#include <QStringList>

namespace coffret::demovault {

/// A certificate and its private key as PEM text.
struct PemPair
{
    QByteArray certificate;
    QByteArray privateKey;
};

/// A certificate authority that exists for one run. Signs the server's own certificate and those among the secrets.
class Authority
{
public:
    Authority();

    [[nodiscard]] QByteArray certificate() const; ///< PEM
    /// A leaf for the DNS names (and for 127.0.0.1 when loopback), valid for so many days, which may be over; ECDSA on
    /// P-256. A passphrase protects the private key (PKCS#8, AES-256).
    [[nodiscard]] PemPair issue(const QString &commonName, const QStringList &dnsNames, bool loopback = false,
                                const QByteArray &passphrase = {}, int validDays = 365) const;
    /// What the HTTP server presents.
    [[nodiscard]] QSslConfiguration serverConfiguration() const;

private:
    PrivateKey m_key;
    CertificateHandle m_certificate;
};

} // namespace coffret::demovault
