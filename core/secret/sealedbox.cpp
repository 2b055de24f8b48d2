// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/secret/sealedbox.h"

#include <sodium.h>

#include <array>
#include <vector>

namespace coffret {

namespace {

constexpr std::size_t KeyBytes = crypto_aead_xchacha20poly1305_ietf_KEYBYTES;
constexpr std::size_t NonceBytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t TagBytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;

const unsigned char *octets(const char *bytes)
{
    return reinterpret_cast<const unsigned char *>(bytes);
}

} // namespace

SecretBuffer newBoxKey()
{
    std::array<char, KeyBytes> random{};
    SecretBuffer key(random.size()); // calls sodium_init()
    randombytes_buf(random.data(), random.size());
    key.append({random.data(), random.size()});
    wipeBytes(random);
    return key;
}

QByteArray sealBox(const SecretBuffer &key, std::string_view content, const QByteArray &place)
{
    Q_ASSERT(key.size() == KeyBytes);
    QByteArray box(static_cast<qsizetype>(NonceBytes + content.size() + TagBytes), Qt::Uninitialized);
    auto *const nonce = reinterpret_cast<unsigned char *>(box.data());
    randombytes_buf(nonce, NonceBytes);
    crypto_aead_xchacha20poly1305_ietf_encrypt(nonce + NonceBytes, nullptr, octets(content.data()), content.size(),
                                               octets(place.constData()), static_cast<std::size_t>(place.size()),
                                               nullptr, nonce, octets(key.bytes().data()));
    return box;
}

Expected<SecretBuffer> openBox(const SecretBuffer &key, const QByteArray &box, const QByteArray &place)
{
    const auto size = static_cast<std::size_t>(box.size());
    if (key.size() != KeyBytes || size < NonceBytes + TagBytes)
        return failure(ErrorKind::CorruptMessage, QStringLiteral("not a sealed box"));
    const std::size_t length = size - NonceBytes - TagBytes;
    std::vector<char> content(length);
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(reinterpret_cast<unsigned char *>(content.data()), nullptr, nullptr,
                                                   octets(box.constData()) + NonceBytes, size - NonceBytes,
                                                   octets(place.constData()), static_cast<std::size_t>(place.size()),
                                                   octets(box.constData()), octets(key.bytes().data())) != 0)
        return failure(ErrorKind::CorruptMessage, QStringLiteral("a sealed box does not open"));
    return SecretBuffer::takeFrom(content);
}

} // namespace coffret
