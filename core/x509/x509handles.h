// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/secret/opensslhandles.h"

#include <openssl/x509.h>

#include <QByteArray>

namespace coffret {

using SslCertificate = std::unique_ptr<X509, OpenSslDeleter<X509_free>>;

/// Null unless the bytes are one certificate and nothing else.
[[nodiscard]] inline SslCertificate sslCertificateOf(const QByteArray &der)
{
    const unsigned char *position = reinterpret_cast<const unsigned char *>(der.constData());
    const unsigned char *end = position + der.size();
    SslCertificate certificate(d2i_X509(nullptr, &position, static_cast<long>(der.size())));
    return position == end ? std::move(certificate) : nullptr;
}

} // namespace coffret
