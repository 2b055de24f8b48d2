// SPDX-License-Identifier: GPL-3.0-or-later
#include "trace.h"

#include <sodium.h>

namespace coffret::watch {

namespace {

bool decode(std::string_view digits, std::span<unsigned char> bytes)
{
    std::size_t length = 0;
    const char *end = nullptr;
    return digits.size() == bytes.size() * 2 &&
           sodium_hex2bin(bytes.data(), bytes.size(), digits.data(), digits.size(), nullptr, &length, &end) == 0 &&
           length == bytes.size();
}

} // namespace

bool Trace::read(std::string_view salt, std::string_view digest)
{
    m_known = decode(salt, m_salt) && decode(digest, m_digest);
    if (!m_known)
        forget();
    return m_known;
}

void Trace::forget()
{
    sodium_memzero(m_salt.data(), m_salt.size());
    sodium_memzero(m_digest.data(), m_digest.size());
    m_known = false;
}

bool Trace::matches(std::span<const unsigned char> text) const
{
    if (!m_known)
        return false;
    std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
    crypto_hash_sha256_state state;
    crypto_hash_sha256_init(&state);
    crypto_hash_sha256_update(&state, m_salt.data(), m_salt.size());
    crypto_hash_sha256_update(&state, text.data(), text.size());
    crypto_hash_sha256_final(&state, digest.data());
    sodium_memzero(&state, sizeof state);
    return sodium_memcmp(digest.data(), m_digest.data(), digest.size()) == 0;
}

} // namespace coffret::watch
