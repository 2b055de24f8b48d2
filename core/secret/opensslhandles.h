// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/secret/secretbuffer.h"

#include <openssl/bn.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>

#include <algorithm>
#include <array>
#include <memory>
#include <string_view>

namespace coffret {

template <auto Free>
struct OpenSslDeleter
{
    template <typename T>
    void operator()(T *object) const
    {
        Free(object);
    }
};
using SslKey = std::unique_ptr<EVP_PKEY, OpenSslDeleter<EVP_PKEY_free>>;
using SslKeyContext = std::unique_ptr<EVP_PKEY_CTX, OpenSslDeleter<EVP_PKEY_CTX_free>>;
using SslCipherContext = std::unique_ptr<EVP_CIPHER_CTX, OpenSslDeleter<EVP_CIPHER_CTX_free>>;
using SslDigestContext = std::unique_ptr<EVP_MD_CTX, OpenSslDeleter<EVP_MD_CTX_free>>;
using SslNumber = std::unique_ptr<BIGNUM, OpenSslDeleter<BN_clear_free>>;
using SslNumberContext = std::unique_ptr<BN_CTX, OpenSslDeleter<BN_CTX_free>>;
using SslParametersBuilder = std::unique_ptr<OSSL_PARAM_BLD, OpenSslDeleter<OSSL_PARAM_BLD_free>>;
using SslParameters = std::unique_ptr<OSSL_PARAM, OpenSslDeleter<OSSL_PARAM_free>>;

[[nodiscard]] inline const unsigned char *octets(std::string_view bytes)
{
    return reinterpret_cast<const unsigned char *>(bytes.data());
}

/// Memory on the stack that is wiped at the end.
template <std::size_t Size>
class Scratch
{
public:
    Scratch() = default;
    ~Scratch() { wipeBytes(m_bytes); }
    Scratch(const Scratch &) = delete;
    Scratch &operator=(const Scratch &) = delete;

    [[nodiscard]] unsigned char *data() { return reinterpret_cast<unsigned char *>(m_bytes.data()); }
    [[nodiscard]] std::string_view first(std::size_t size) const { return {m_bytes.data(), std::min(size, Size)}; }

private:
    std::array<char, Size> m_bytes{};
};

} // namespace coffret
