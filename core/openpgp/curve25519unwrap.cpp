// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/openpgp/keyunwrapparts.h"
#include "core/secret/opensslhandles.h"

#include <optional>

namespace coffret {

namespace {

constexpr std::size_t PointSize = 32;
constexpr char PointForm = 0x40;
constexpr std::size_t PaddedSize = 40; // what is carried, in whole blocks of eight
constexpr std::size_t WrappedSize = PaddedSize + 8;
constexpr std::string_view Curve25519("\x2B\x06\x01\x04\x01\x97\x55\x01\x05\x01", 10);

/// How the key is derived that a session key is wrapped with (RFC 6637 sections 7 to 9).
struct Derivation
{
    const EVP_MD *hash = nullptr;
    const EVP_CIPHER *wrap = nullptr;
    std::string parameters; ///< what is hashed after the shared secret
};

const EVP_MD *hashOf(char id)
{
    return id == 8 ? EVP_sha256() : id == 9 ? EVP_sha384() : id == 10 ? EVP_sha512() : nullptr;
}

const EVP_CIPHER *wrapOf(char id)
{
    return id == 7 ? EVP_aes_128_wrap() : id == 8 ? EVP_aes_192_wrap() : id == 9 ? EVP_aes_256_wrap() : nullptr;
}

/// field: a reserved 1, a hash, a cipher.
std::optional<Derivation> derivationFrom(std::string_view field, std::string_view fingerprint)
{
    if (field.size() != 3 || field[0] != 1)
        return std::nullopt;
    Derivation derivation{hashOf(field[1]), wrapOf(field[2]), {}};
    if (derivation.hash == nullptr || derivation.wrap == nullptr)
        return std::nullopt;
    derivation.parameters.append(1, static_cast<char>(Curve25519.size())).append(Curve25519);
    derivation.parameters.append("\x12\x03", 2).append(field).append("Anonymous Sender    ").append(fingerprint);
    return derivation;
}

class Curve25519Unwrap final : public KeyUnwrap
{
public:
    Curve25519Unwrap(SslKey key, Derivation derivation) : m_key(std::move(key)), m_derivation(std::move(derivation)) {}

protected:
    SecretBuffer unwrapped(std::string_view fields) const override
    {
        PacketFields reader(fields);
        const std::string_view point = reader.number();
        const std::string_view wrapped = reader.counted();
        Scratch<EVP_MAX_MD_SIZE> key;
        if (point.size() != 1 + PointSize || point.front() != PointForm || wrapped.size() != WrappedSize ||
            !derive(point.substr(1), key.data()))
            return {};
        const SslCipherContext context(EVP_CIPHER_CTX_new());
        EVP_CIPHER_CTX_set_flags(context.get(), EVP_CIPHER_CTX_FLAG_WRAP_ALLOW);
        Scratch<WrappedSize> plain;
        int size = 0;
        if (EVP_DecryptInit_ex(context.get(), m_derivation.wrap, nullptr, key.data(), nullptr) != 1 ||
            EVP_DecryptUpdate(context.get(), plain.data(), &size, octets(wrapped), WrappedSize) != 1 ||
            size != static_cast<int>(PaddedSize))
            return {};
        constexpr char Padding = PaddedSize - CarriedSize;
        const std::string_view padding = plain.first(PaddedSize).substr(CarriedSize);
        return padding.find_first_not_of(Padding) == std::string_view::npos
                   ? SecretBuffer::copyOf(plain.first(CarriedSize))
                   : SecretBuffer();
    }

private:
    bool derive(std::string_view point, unsigned char *derived) const
    {
        constexpr std::string_view Counter("\0\0\0\1", 4);
        const std::string &parameters = m_derivation.parameters;
        const SslKey peer(EVP_PKEY_new_raw_public_key(EVP_PKEY_X25519, nullptr, octets(point), point.size()));
        const SslKeyContext context(EVP_PKEY_CTX_new(m_key.get(), nullptr));
        const SslDigestContext digest(EVP_MD_CTX_new());
        Scratch<PointSize> shared;
        std::size_t size = PointSize;
        return peer != nullptr && EVP_PKEY_derive_init(context.get()) == 1 &&
               EVP_PKEY_derive_set_peer(context.get(), peer.get()) == 1 &&
               EVP_PKEY_derive(context.get(), shared.data(), &size) == 1 &&
               EVP_DigestInit_ex(digest.get(), m_derivation.hash, nullptr) == 1 &&
               EVP_DigestUpdate(digest.get(), Counter.data(), Counter.size()) == 1 &&
               EVP_DigestUpdate(digest.get(), shared.data(), size) == 1 &&
               EVP_DigestUpdate(digest.get(), parameters.data(), parameters.size()) == 1 &&
               EVP_DigestFinal_ex(digest.get(), derived, nullptr) == 1;
    }

    SslKey m_key;
    Derivation m_derivation;
};

} // namespace

/// A curve, a point and how to derive keys; then a number, its octets in the other order than the curve has them.
std::unique_ptr<KeyUnwrap> curve25519Unwrap(PacketFields parameters, PacketFields secret, std::string_view fingerprint)
{
    const std::string_view curve = parameters.counted();
    static_cast<void>(parameters.number());
    auto derivation = derivationFrom(parameters.counted(), fingerprint);
    const std::string_view number = secret.number();
    if (curve != Curve25519 || !derivation || number.empty() || number.size() > PointSize)
        return nullptr;
    Scratch<PointSize> scalar;
    std::copy(number.rbegin(), number.rend(), scalar.data());
    SslKey key(EVP_PKEY_new_raw_private_key(EVP_PKEY_X25519, nullptr, scalar.data(), PointSize));
    if (key == nullptr)
        return nullptr;
    return std::make_unique<Curve25519Unwrap>(std::move(key), std::move(*derivation));
}

} // namespace coffret
