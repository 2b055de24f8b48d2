// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/openpgp/keyunwrapparts.h"
#include "core/secret/opensslhandles.h"

namespace coffret {

namespace {

constexpr std::size_t PointSize = 32;
constexpr char PointForm = 0x40;
constexpr std::size_t PaddedSize = 40; // what is carried, in whole blocks of eight
constexpr std::size_t WrappedSize = PaddedSize + 8;
constexpr std::string_view Curve25519("\x2B\x06\x01\x04\x01\x97\x55\x01\x05\x01", 10);

const EVP_MD *hashOf(char id)
{
    return id == 8 ? EVP_sha256() : id == 9 ? EVP_sha384() : id == 10 ? EVP_sha512() : nullptr;
}

const EVP_CIPHER *wrapOf(char id)
{
    return id == 7 ? EVP_aes_128_wrap() : id == 8 ? EVP_aes_192_wrap() : id == 9 ? EVP_aes_256_wrap() : nullptr;
}

class Curve25519Unwrap final : public KeyUnwrap
{
public:
    Curve25519Unwrap(SslKey key, Curve25519Wrapping wrapping) : m_key(std::move(key)), m_wrapping(std::move(wrapping))
    {
    }

protected:
    SecretBuffer unwrapped(std::string_view fields) const override
    {
        PacketFields reader(fields);
        const std::string_view point = reader.number();
        const std::string_view wrapped = reader.counted();
        Scratch<PointSize> shared;
        if (point.size() != 1 + PointSize || point.front() != PointForm || !share(point.substr(1), shared.data()))
            return {};
        return m_wrapping.unwrapped(shared.first(PointSize), wrapped);
    }

private:
    bool share(std::string_view point, unsigned char *shared) const
    {
        const SslKey peer(EVP_PKEY_new_raw_public_key(EVP_PKEY_X25519, nullptr, octets(point), point.size()));
        const SslKeyContext context(EVP_PKEY_CTX_new(m_key.get(), nullptr));
        std::size_t size = PointSize;
        return peer != nullptr && EVP_PKEY_derive_init(context.get()) == 1 &&
               EVP_PKEY_derive_set_peer(context.get(), peer.get()) == 1 &&
               EVP_PKEY_derive(context.get(), shared, &size) == 1;
    }

    SslKey m_key;
    Curve25519Wrapping m_wrapping;
};

} // namespace

std::optional<Curve25519Wrapping> Curve25519Wrapping::from(PacketFields parameters, std::string_view fingerprint)
{
    const std::string_view curve = parameters.counted();
    static_cast<void>(parameters.number());
    const std::string_view field = parameters.counted(); // a reserved 1, a hash, a cipher
    if (curve != Curve25519 || field.size() != 3 || field[0] != 1)
        return std::nullopt;
    Curve25519Wrapping wrapping;
    wrapping.m_hash = hashOf(field[1]);
    wrapping.m_wrap = wrapOf(field[2]);
    if (wrapping.m_hash == nullptr || wrapping.m_wrap == nullptr)
        return std::nullopt;
    std::string &parts = wrapping.m_parameters;
    parts.append(1, static_cast<char>(Curve25519.size())).append(Curve25519);
    parts.append("\x12\x03", 2).append(field).append("Anonymous Sender    ").append(fingerprint);
    return wrapping;
}

SecretBuffer Curve25519Wrapping::unwrapped(std::string_view shared, std::string_view wrapped) const
{
    Scratch<EVP_MAX_MD_SIZE> key;
    if (wrapped.size() != WrappedSize || !derive(shared, key.data()))
        return {};
    const SslCipherContext context(EVP_CIPHER_CTX_new());
    EVP_CIPHER_CTX_set_flags(context.get(), EVP_CIPHER_CTX_FLAG_WRAP_ALLOW);
    Scratch<WrappedSize> plain;
    int size = 0;
    if (EVP_DecryptInit_ex(context.get(), m_wrap, nullptr, key.data(), nullptr) != 1 ||
        EVP_DecryptUpdate(context.get(), plain.data(), &size, octets(wrapped), WrappedSize) != 1 ||
        size != static_cast<int>(PaddedSize))
        return {};
    constexpr char Padding = PaddedSize - CarriedSize;
    const std::string_view padding = plain.first(PaddedSize).substr(CarriedSize);
    return padding.find_first_not_of(Padding) == std::string_view::npos ? SecretBuffer::copyOf(plain.first(CarriedSize))
                                                                        : SecretBuffer();
}

bool Curve25519Wrapping::derive(std::string_view shared, unsigned char *derived) const
{
    constexpr std::string_view Counter("\0\0\0\1", 4);
    const SslDigestContext digest(EVP_MD_CTX_new());
    return EVP_DigestInit_ex(digest.get(), m_hash, nullptr) == 1 &&
           EVP_DigestUpdate(digest.get(), Counter.data(), Counter.size()) == 1 &&
           EVP_DigestUpdate(digest.get(), shared.data(), shared.size()) == 1 &&
           EVP_DigestUpdate(digest.get(), m_parameters.data(), m_parameters.size()) == 1 &&
           EVP_DigestFinal_ex(digest.get(), derived, nullptr) == 1;
}

/// A curve, a point and how to derive keys; then a number, its octets in the other order than the curve has them.
std::unique_ptr<KeyUnwrap> curve25519Unwrap(PacketFields parameters, PacketFields secret, std::string_view fingerprint)
{
    auto wrapping = Curve25519Wrapping::from(parameters, fingerprint);
    const std::string_view number = secret.number();
    if (!wrapping || number.empty() || number.size() > PointSize)
        return nullptr;
    Scratch<PointSize> scalar;
    std::copy(number.rbegin(), number.rend(), scalar.data());
    SslKey key(EVP_PKEY_new_raw_private_key(EVP_PKEY_X25519, nullptr, scalar.data(), PointSize));
    if (key == nullptr)
        return nullptr;
    return std::make_unique<Curve25519Unwrap>(std::move(key), std::move(*wrapping));
}

} // namespace coffret
