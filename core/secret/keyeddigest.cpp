// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/secret/keyeddigest.h"

#include <sodium.h>

#include <array>

namespace coffret {

namespace {

/// sodium_init() was called by the first SecretBuffer.
SecretBuffer randomKey()
{
    std::array<char, crypto_generichash_KEYBYTES> key{};
    SecretBuffer made(key.size());
    randombytes_buf(key.data(), key.size());
    made.append({key.data(), key.size()});
    wipeBytes(key);
    return made;
}

} // namespace

KeyedDigest::KeyedDigest() : m_key(randomKey()) {}

QByteArray KeyedDigest::of(std::string_view value) const
{
    QByteArray digest(crypto_generichash_BYTES, '\0');
    crypto_generichash(reinterpret_cast<unsigned char *>(digest.data()), static_cast<std::size_t>(digest.size()),
                       reinterpret_cast<const unsigned char *>(value.data()), value.size(),
                       reinterpret_cast<const unsigned char *>(m_key.bytes().data()), m_key.size());
    return digest;
}

} // namespace coffret
