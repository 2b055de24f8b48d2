// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

#include <memory>

namespace coffret::demovault {

/// Owners for OpenSSL's handles.
template <auto release>
struct Release
{
    template <typename T>
    void operator()(T *handle) const noexcept
    {
        release(handle);
    }
};
using PrivateKey = std::unique_ptr<EVP_PKEY, Release<EVP_PKEY_free>>;
using CertificateHandle = std::unique_ptr<X509, Release<X509_free>>;

/// What write(BIO *) writes, as bytes.
template <typename Write>
[[nodiscard]] QByteArray writtenBy(Write write)
{
    const std::unique_ptr<BIO, Release<BIO_free_all>> bio(BIO_new(BIO_s_mem()));
    write(bio.get());
    char *data = nullptr;
    const long size = BIO_get_mem_data(bio.get(), &data);
    return {data, static_cast<qsizetype>(size)};
}

} // namespace coffret::demovault
