// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demovault/crypto/jsonwebtoken.h"

#include <QJsonDocument>

#include <openssl/core_names.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

namespace coffret::demovault {
namespace {

constexpr auto base64Url = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;

using DigestContext = std::unique_ptr<EVP_MD_CTX, Release<EVP_MD_CTX_free>>;

const unsigned char *bytesOf(const QByteArray &data)
{
    return reinterpret_cast<const unsigned char *>(data.constData());
}

QByteArray numberOf(EVP_PKEY *key, const char *name)
{
    BIGNUM *number = nullptr;
    EVP_PKEY_get_bn_param(key, name, &number);
    QByteArray bytes(BN_num_bytes(number), '\0');
    BN_bn2bin(number, reinterpret_cast<unsigned char *>(bytes.data()));
    BN_free(number);
    return bytes.toBase64(base64Url);
}

} // namespace

TokenSigner::TokenSigner() : m_key(EVP_RSA_gen(2048)) {}

QByteArray TokenSigner::sign(const QJsonObject &claims) const
{
    const QJsonObject header{{QStringLiteral("typ"), QStringLiteral("JWT")},
                             {QStringLiteral("alg"), QStringLiteral("RS256")}};
    const QByteArray input = QJsonDocument(header).toJson(QJsonDocument::Compact).toBase64(base64Url) + '.' +
                             QJsonDocument(claims).toJson(QJsonDocument::Compact).toBase64(base64Url);
    const DigestContext context(EVP_MD_CTX_new());
    EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, m_key.get());
    std::size_t size = 512;
    QByteArray signature(static_cast<qsizetype>(size), '\0');
    EVP_DigestSign(context.get(), reinterpret_cast<unsigned char *>(signature.data()), &size, bytesOf(input),
                   static_cast<std::size_t>(input.size()));
    signature.truncate(static_cast<qsizetype>(size));
    return input + '.' + signature.toBase64(base64Url);
}

std::optional<QJsonObject> TokenSigner::verify(const QByteArray &token) const
{
    const QList<QByteArray> parts = token.split('.');
    if (parts.size() != 3)
        return std::nullopt;
    const QByteArray input = parts[0] + '.' + parts[1];
    const QByteArray signature = QByteArray::fromBase64(parts[2], base64Url);
    const DigestContext context(EVP_MD_CTX_new());
    EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, m_key.get());
    const int verdict = EVP_DigestVerify(context.get(), bytesOf(signature), static_cast<std::size_t>(signature.size()),
                                         bytesOf(input), static_cast<std::size_t>(input.size()));
    if (verdict != 1)
        return std::nullopt;
    return QJsonDocument::fromJson(QByteArray::fromBase64(parts[1], base64Url)).object();
}

QByteArray TokenSigner::publicKeyPem() const
{
    return writtenBy([this](BIO *bio) { PEM_write_bio_PUBKEY(bio, m_key.get()); });
}

QJsonObject TokenSigner::publicKeyJwk() const
{
    return {{QStringLiteral("kty"), QStringLiteral("RSA")},
            {QStringLiteral("alg"), QStringLiteral("RS256")},
            {QStringLiteral("use"), QStringLiteral("sig")},
            {QStringLiteral("e"), QString::fromLatin1(numberOf(m_key.get(), OSSL_PKEY_PARAM_RSA_E))},
            {QStringLiteral("n"), QString::fromLatin1(numberOf(m_key.get(), OSSL_PKEY_PARAM_RSA_N))}};
}

} // namespace coffret::demovault
