// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sshkey/evpkey.h"

#include "core/sshkey/sshkeytraits.h"
#include "core/sshkey/sshwire.h"

#include <openssl/core_names.h>

#include <array>
#include <cstring>

namespace coffret {

namespace {

constexpr std::size_t MostOctets = 2048; // 16384 bits
constexpr std::size_t Ed25519Half = 32;

/// False when the key lacks it, or it is larger than any key that is read.
bool writeNumber(SshWriter &writer, const EVP_PKEY *key, const char *name)
{
    BIGNUM *found = nullptr;
    if (EVP_PKEY_get_bn_param(key, name, &found) != 1)
        return false;
    const SslNumber number(found);
    const auto size = static_cast<std::size_t>(BN_num_bytes(number.get()));
    if (size > MostOctets)
        return false;
    Scratch<MostOctets> bytes;
    BN_bn2bin(number.get(), bytes.data());
    writer.magnitude(bytes.first(size));
    return true;
}

bool writeEd25519(SshWriter &writer, const EVP_PKEY *key)
{
    Scratch<2 * Ed25519Half> both; // the secret half is followed by the open one
    std::size_t secretSize = Ed25519Half;
    std::size_t openSize = Ed25519Half;
    if (EVP_PKEY_get_raw_private_key(key, both.data(), &secretSize) != 1 ||
        EVP_PKEY_get_raw_public_key(key, both.data() + Ed25519Half, &openSize) != 1)
        return false;
    writer.text(both.first(2 * Ed25519Half).substr(Ed25519Half));
    writer.text(both.first(2 * Ed25519Half));
    return true;
}

bool writeRsa(SshWriter &writer, const EVP_PKEY *key)
{
    constexpr std::array Numbers{OSSL_PKEY_PARAM_RSA_N,       OSSL_PKEY_PARAM_RSA_E,
                                 OSSL_PKEY_PARAM_RSA_D,       OSSL_PKEY_PARAM_RSA_COEFFICIENT1,
                                 OSSL_PKEY_PARAM_RSA_FACTOR1, OSSL_PKEY_PARAM_RSA_FACTOR2};
    for (const char *name : Numbers) {
        if (!writeNumber(writer, key, name))
            return false;
    }
    return true;
}

/// A coordinate in its full length, behind what is there already.
bool placeCoordinate(unsigned char *place, std::size_t size, const EVP_PKEY *key, const char *name)
{
    BIGNUM *found = nullptr;
    if (EVP_PKEY_get_bn_param(key, name, &found) != 1)
        return false;
    const SslNumber number(found);
    return BN_bn2binpad(number.get(), place, static_cast<int>(size)) == static_cast<int>(size);
}

const SshKeyTraits *traitsOfCurve(const EVP_PKEY *key)
{
    std::array<char, 64> group{};
    if (EVP_PKEY_get_utf8_string_param(key, OSSL_PKEY_PARAM_GROUP_NAME, group.data(), group.size(), nullptr) != 1)
        return nullptr;
    for (const SshKeyTraits &traits : AllSshKeyTraits) {
        if (traits.pointSize > 0 && std::strcmp(traits.group, group.data()) == 0)
            return &traits;
    }
    return nullptr;
}

bool writeEcdsa(SshWriter &writer, const EVP_PKEY *key, const SshKeyTraits &traits)
{
    std::array<unsigned char, 133> point{4}; // uncompressed
    const std::size_t size = traits.pointSize / 2;
    if (!placeCoordinate(point.data() + 1, size, key, OSSL_PKEY_PARAM_EC_PUB_X) ||
        !placeCoordinate(point.data() + 1 + size, size, key, OSSL_PKEY_PARAM_EC_PUB_Y))
        return false;
    writer.text(traits.curve);
    writer.text({reinterpret_cast<const char *>(point.data()), traits.pointSize});
    return writeNumber(writer, key, OSSL_PKEY_PARAM_PRIV_KEY);
}

const SshKeyTraits *traitsOf(const EVP_PKEY *key)
{
    if (EVP_PKEY_is_a(key, "ED25519") == 1)
        return &sshKeyTraits(SshKeyType::Ed25519);
    if (EVP_PKEY_is_a(key, "RSA") == 1)
        return &sshKeyTraits(SshKeyType::Rsa);
    return EVP_PKEY_is_a(key, "EC") == 1 ? traitsOfCurve(key) : nullptr;
}

} // namespace

Expected<SshPrivateKey> fromEvpKey(EVP_PKEY *key)
{
    const SshKeyTraits *traits = traitsOf(key);
    if (traits == nullptr)
        return failure(ErrorKind::Unsupported, QStringLiteral("a key that SSH has no type for"));
    SshWriter writer(1024);
    writer.text(traits->name);
    const bool written = traits->type == SshKeyType::Ed25519 ? writeEd25519(writer, key)
                         : traits->type == SshKeyType::Rsa   ? writeRsa(writer, key)
                                                             : writeEcdsa(writer, key, *traits);
    if (!written)
        return failure(ErrorKind::Unsupported, QStringLiteral("a key without some of its numbers"));
    SshReader reader(writer.view());
    return SshPrivateKey::fromFields(reader);
}

} // namespace coffret
