// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sshkey/opensshcipher.h"

#include "core/secret/opensslhandles.h"

#include <botan/ffi.h>
#include <sodium.h>

#include <algorithm>

namespace coffret {

namespace {

constexpr std::array<OpenSshCipher, 10> Ciphers{{
    {"aes256-ctr", "AES-256-CTR", 32, 16, 16, 0},
    {"aes192-ctr", "AES-192-CTR", 24, 16, 16, 0},
    {"aes128-ctr", "AES-128-CTR", 16, 16, 16, 0},
    {"aes256-cbc", "AES-256-CBC", 32, 16, 16, 0},
    {"aes192-cbc", "AES-192-CBC", 24, 16, 16, 0},
    {"aes128-cbc", "AES-128-CBC", 16, 16, 16, 0},
    {"3des-cbc", "DES-EDE3-CBC", 24, 8, 8, 0},
    {"aes256-gcm@openssh.com", "AES-256-GCM", 32, 12, 16, 16},
    {"aes128-gcm@openssh.com", "AES-128-GCM", 16, 12, 16, 16},
    {"chacha20-poly1305@openssh.com", nullptr, 64, 0, 8, 16},
}};
constexpr std::size_t MostMaterial = 64;
constexpr std::size_t MostSalt = 1024;
constexpr std::size_t Step = 4096;

using SslCipher = std::unique_ptr<EVP_CIPHER, OpenSslDeleter<EVP_CIPHER_free>>;

std::string_view partOf(const SecretBuffer &buffer, std::size_t start, std::size_t size)
{
    return buffer.view().substr(start, size);
}

/// Nothing when OpenSSL fails, which in decrypting is a tag that does not fit.
bool runEngine(const OpenSshCipher &cipher, const SecretBuffer &material, std::string_view in, std::string_view tag,
               bool encrypts, SecretBuffer &out)
{
    const SslCipher engine(EVP_CIPHER_fetch(nullptr, cipher.engine, nullptr));
    const SslCipherContext context(EVP_CIPHER_CTX_new());
    const std::string_view key = partOf(material, 0, cipher.keySize);
    const std::string_view start = partOf(material, cipher.keySize, cipher.startSize);
    bool done =
        engine && context &&
        EVP_CipherInit_ex2(context.get(), engine.get(), octets(key), octets(start), encrypts ? 1 : 0, nullptr) == 1 &&
        EVP_CIPHER_CTX_set_padding(context.get(), 0) == 1;
    if (done && cipher.tagSize > 0) {
        std::string expected(tag); // OpenSSL asks for bytes it could write
        done = EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_SET_TAG, static_cast<int>(tag.size()),
                                   expected.data()) == 1;
    }
    Scratch<Step + EVP_MAX_BLOCK_LENGTH> part;
    int size = 0;
    while (done && !in.empty()) {
        const std::size_t step = std::min(in.size(), Step);
        done = EVP_CipherUpdate(context.get(), part.data(), &size, octets(in), static_cast<int>(step)) == 1;
        out.append(part.first(static_cast<std::size_t>(done ? size : 0)));
        in.remove_prefix(step);
    }
    done = done && EVP_CipherFinal_ex(context.get(), part.data(), &size) == 1;
    if (done)
        out.append(part.first(static_cast<std::size_t>(size)));
    return done;
}

/// The construction of PROTOCOL.chacha20poly1305 in OpenSSH, with packet number zero and nothing but a payload: the
/// first block of the key stream is Poly1305's key.
bool openChaCha(const SecretBuffer &material, std::string_view in, std::string_view tag, SecretBuffer &out)
{
    const unsigned char *key = octets(material.view());
    const std::array<unsigned char, crypto_stream_chacha20_NONCEBYTES> nonce{};
    Scratch<crypto_onetimeauth_poly1305_KEYBYTES> tagKey;
    crypto_stream_chacha20(tagKey.data(), crypto_onetimeauth_poly1305_KEYBYTES, nonce.data(), key);
    if (crypto_onetimeauth_poly1305_verify(octets(tag), octets(in), in.size(), tagKey.data()) != 0)
        return false;
    Scratch<Step> part;
    for (std::uint64_t block = 1; !in.empty(); block += Step / 64) {
        const std::size_t step = std::min(in.size(), Step);
        crypto_stream_chacha20_xor_ic(part.data(), octets(in), step, nonce.data(), block, key);
        out.append(part.first(step));
        in.remove_prefix(step);
    }
    return true;
}

} // namespace

const OpenSshCipher *openSshCipher(std::string_view name)
{
    const auto *found = std::find_if(Ciphers.begin(), Ciphers.end(), [&](const auto &c) { return c.name == name; });
    return found == Ciphers.end() ? nullptr : found;
}

Expected<SecretBuffer> openSshKeyMaterial(const OpenSshCipher &cipher, const SecretBuffer &passphrase,
                                          std::string_view salt, std::uint32_t rounds)
{
    if (salt.empty() || salt.size() > MostSalt || rounds == 0)
        return failure(ErrorKind::InvalidInput, QStringLiteral("not how a passphrase is used"));
    if (rounds > MostBcryptRounds)
        return failure(ErrorKind::Unsupported, QStringLiteral("%1 rounds of bcrypt").arg(rounds));
    if (passphrase.isEmpty())
        return failure(ErrorKind::WrongPassphrase, QStringLiteral("a passphrase is needed"));
    Scratch<MostMaterial> material;
    const std::size_t size = cipher.keySize + cipher.startSize;
    const int code = botan_pwdhash("Bcrypt-PBKDF", rounds, 0, 0, material.data(), size, passphrase.view().data(),
                                   passphrase.size(), octets(salt), salt.size());
    if (code != BOTAN_FFI_SUCCESS)
        return failure(ErrorKind::Internal, QString::fromLatin1(botan_error_description(code)));
    return SecretBuffer::copyOf(material.first(size));
}

Expected<SecretBuffer> decryptOpenSsh(const OpenSshCipher &cipher, const SecretBuffer &material,
                                      std::string_view secret, std::string_view tag)
{
    if (secret.empty() || secret.size() % cipher.blockSize != 0 || tag.size() != cipher.tagSize)
        return failure(ErrorKind::InvalidInput, QStringLiteral("the protected part does not have its length"));
    SecretBuffer plain(secret.size());
    const bool done = cipher.engine == nullptr ? openChaCha(material, secret, tag, plain)
                                               : runEngine(cipher, material, secret, tag, false, plain);
    if (done)
        return plain;
    if (cipher.tagSize > 0)
        return failure(ErrorKind::WrongPassphrase);
    return failure(ErrorKind::Internal, QStringLiteral("OpenSSL does not decrypt"));
}

Expected<SecretBuffer> encryptOpenSsh(const OpenSshCipher &cipher, const SecretBuffer &material, std::string_view plain)
{
    SecretBuffer secret(plain.size());
    if (cipher.engine == nullptr || cipher.tagSize > 0 || plain.size() % cipher.blockSize != 0 ||
        !runEngine(cipher, material, plain, {}, true, secret))
        return failure(ErrorKind::Internal, QStringLiteral("OpenSSL does not encrypt"));
    return secret;
}

} // namespace coffret
