// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/vault/passbolt/testjwt.h"

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

namespace coffret::test {

struct TestJwt::Private
{
    std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key{EVP_RSA_gen(2048), &EVP_PKEY_free};
};

TestJwt::TestJwt() : d(std::make_unique<Private>()) {}

TestJwt::~TestJwt() = default;

QByteArray TestJwt::publicKeyPem() const
{
    const std::unique_ptr<BIO, decltype(&BIO_free)> bio(BIO_new(BIO_s_mem()), &BIO_free);
    PEM_write_bio_PUBKEY(bio.get(), d->key.get());
    char *data = nullptr;
    const long size = BIO_get_mem_data(bio.get(), &data);
    return {data, size};
}

QByteArray TestJwt::sign(const QByteArray &header, const QByteArray &claims) const
{
    constexpr auto Url = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;
    const QByteArray text = header.toBase64(Url) + '.' + claims.toBase64(Url);
    const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
    std::size_t size = 0;
    EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, d->key.get());
    const auto *const bytes = reinterpret_cast<const unsigned char *>(text.constData());
    EVP_DigestSign(context.get(), nullptr, &size, bytes, static_cast<std::size_t>(text.size()));
    QByteArray signature(static_cast<qsizetype>(size), '\0');
    EVP_DigestSign(context.get(), reinterpret_cast<unsigned char *>(signature.data()), &size, bytes,
                   static_cast<std::size_t>(text.size()));
    return text + '.' + signature.toBase64(Url);
}

QByteArray TestJwt::token(const QByteArray &subject, qint64 expires) const
{
    return sign(R"({"typ":"JWT","alg":"RS256"})",
                R"({"iss":"https://localhost/","sub":")" + subject + R"(","exp":)" + QByteArray::number(expires) + "}");
}

} // namespace coffret::test
