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

static_assert(NonceBytes + TagBytes == BoxOverhead);
constexpr std::size_t NameBytes = 16;
constexpr char SubkeyContext[crypto_kdf_CONTEXTBYTES + 1] = "Coffret ";

const unsigned char *octets(std::string_view bytes)
{
    return reinterpret_cast<const unsigned char *>(bytes.data());
}

std::string_view viewOf(const QByteArray &bytes)
{
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
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
    const std::size_t size = content.size() + BoxOverhead;
    QByteArray box(static_cast<qsizetype>(size), Qt::Uninitialized);
    sealBoxInto({box.data(), size}, key, content, viewOf(place));
    return box;
}

Expected<SecretBuffer> openBox(const SecretBuffer &key, const QByteArray &box, const QByteArray &place)
{
    const std::string_view sealed = viewOf(box);
    if (key.size() != KeyBytes || sealed.size() < BoxOverhead)
        return failure(ErrorKind::CorruptMessage, QStringLiteral("not a sealed box"));
    std::vector<char> content(sealed.size() - BoxOverhead);
    if (!openBoxInto(content, key, sealed, viewOf(place)))
        return failure(ErrorKind::CorruptMessage, QStringLiteral("a sealed box does not open"));
    return SecretBuffer::takeFrom(content);
}

void sealBoxInto(std::span<char> box, const SecretBuffer &key, std::string_view content, std::string_view place)
{
    Q_ASSERT(key.size() == KeyBytes && box.size() == content.size() + BoxOverhead);
    auto *const nonce = reinterpret_cast<unsigned char *>(box.data());
    randombytes_buf(nonce, NonceBytes);
    crypto_aead_xchacha20poly1305_ietf_encrypt(nonce + NonceBytes, nullptr, octets(content), content.size(),
                                               octets(place), place.size(), nullptr, nonce, octets(key.view()));
}

bool openBoxInto(std::span<char> content, const SecretBuffer &key, std::string_view box, std::string_view place)
{
    if (key.size() != KeyBytes || box.size() < BoxOverhead || content.size() != box.size() - BoxOverhead)
        return false;
    auto *const to = reinterpret_cast<unsigned char *>(content.data());
    const std::string_view sealed = box.substr(NonceBytes);
    return crypto_aead_xchacha20poly1305_ietf_decrypt(to, nullptr, nullptr, octets(sealed), sealed.size(),
                                                      octets(place), place.size(), octets(box),
                                                      octets(key.view())) == 0;
}

SecretBuffer subkey(const SecretBuffer &key, quint64 number)
{
    static_assert(KeyBytes == crypto_kdf_KEYBYTES);
    Q_ASSERT(key.size() == KeyBytes);
    std::array<char, KeyBytes> derived{};
    crypto_kdf_derive_from_key(reinterpret_cast<unsigned char *>(derived.data()), derived.size(), number, SubkeyContext,
                               octets(key.view()));
    return SecretBuffer::takeFrom(derived);
}

QByteArray keyedName(const SecretBuffer &key, std::string_view text)
{
    QByteArray name(NameBytes, Qt::Uninitialized);
    crypto_generichash(reinterpret_cast<unsigned char *>(name.data()), NameBytes, octets(text), text.size(),
                       octets(key.view()), key.size());
    return name;
}

} // namespace coffret
