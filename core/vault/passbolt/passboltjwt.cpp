// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/passbolt/passboltjwt.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

#include <memory>
#include <optional>

namespace coffret {

namespace {

std::optional<QByteArray> decode(std::string_view part)
{
    auto decoded = QByteArray::fromBase64Encoding(QByteArray(part.data(), static_cast<qsizetype>(part.size())),
                                                  QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals |
                                                      QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded)
        return std::nullopt;
    return std::move(*decoded);
}

std::optional<QJsonObject> decodeObject(std::string_view part)
{
    const auto json = decode(part);
    if (!json)
        return std::nullopt;
    const QJsonDocument document = QJsonDocument::fromJson(*json);
    return document.isObject() ? std::optional(document.object()) : std::nullopt;
}

/// OpenSSL asks on the terminal where nobody answers for it, if what should be a public key says that it is encrypted.
int noPassphrase(char *, int, int, void *)
{
    return -1;
}

bool isSignedBy(std::string_view text, const QByteArray &signature, const QByteArray &publicKeyPem)
{
    const std::unique_ptr<BIO, decltype(&BIO_free)> bio(
        BIO_new_mem_buf(publicKeyPem.constData(), static_cast<int>(publicKeyPem.size())), &BIO_free);
    const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key(
        PEM_read_bio_PUBKEY(bio.get(), nullptr, noPassphrase, nullptr), &EVP_PKEY_free);
    if (key == nullptr || EVP_PKEY_get_base_id(key.get()) != EVP_PKEY_RSA || EVP_PKEY_get_bits(key.get()) < 2048)
        return false;
    const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
    return EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, key.get()) == 1 &&
           EVP_DigestVerify(context.get(), reinterpret_cast<const unsigned char *>(signature.constData()),
                            static_cast<std::size_t>(signature.size()),
                            reinterpret_cast<const unsigned char *>(text.data()), text.size()) == 1;
}

} // namespace

Expected<JwtClaims> verifyJwt(std::string_view token, const QByteArray &publicKeyPem)
{
    const auto malformed = failure(ErrorKind::Malformed, QStringLiteral("not a signed access token"));
    const std::size_t first = token.find('.');
    const std::size_t second = first == std::string_view::npos ? first : token.find('.', first + 1);
    if (second == std::string_view::npos || token.find('.', second + 1) != std::string_view::npos)
        return malformed;
    const auto header = decodeObject(token.substr(0, first));
    const auto payload = decodeObject(token.substr(first + 1, second - first - 1));
    const auto signature = decode(token.substr(second + 1));
    if (!header || !payload || !signature || header->value(QLatin1String("alg")).toString() != QLatin1String("RS256"))
        return malformed;
    if (!isSignedBy(token.substr(0, second), *signature, publicKeyPem))
        return failure(ErrorKind::BadSignature, QStringLiteral("the access token is not signed by the server"));
    JwtClaims claims;
    claims.subject = payload->value(QLatin1String("sub")).toString();
    const qint64 expires = payload->value(QLatin1String("exp")).toInteger();
    if (claims.subject.isEmpty() || expires <= 0)
        return malformed;
    claims.expires = QDateTime::fromSecsSinceEpoch(expires, Qt::UTC);
    return claims;
}

} // namespace coffret
