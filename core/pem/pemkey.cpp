// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pem/pemkey.h"

#include "core/pem/pemblock.h"
#include "core/pem/pkcs8cost.h"
#include "core/secret/secretbase64.h"

#include <openssl/pkcs12.h>

#include <cstring>
#include <optional>

namespace coffret {

namespace {

constexpr std::string_view Ending = "PRIVATE KEY";
constexpr std::string_view EncryptedPkcs8 = "ENCRYPTED PRIVATE KEY";
constexpr std::string_view RsaName = "RSA PRIVATE KEY";
constexpr std::string_view EcName = "EC PRIVATE KEY";
constexpr std::size_t MostDer = 48 * 1024;

using Pkcs8 = std::unique_ptr<PKCS8_PRIV_KEY_INFO, OpenSslDeleter<PKCS8_PRIV_KEY_INFO_free>>;
using Envelope = std::unique_ptr<X509_SIG, OpenSslDeleter<X509_SIG_free>>;

tl::unexpected<Error> notDecrypted()
{
    for (unsigned long code = ERR_get_error(); code != 0; code = ERR_get_error()) {
        if (ERR_GET_LIB(code) == ERR_LIB_EVP && ERR_GET_REASON(code) == ERR_R_UNSUPPORTED)
            return failure(ErrorKind::Unsupported, QStringLiteral("a cipher that OpenSSL has no more"));
    }
    return failure(ErrorKind::WrongPassphrase);
}

/// OpenSSL wipes the buffer.
int handOver(char *buffer, int size, int, void *passphrase)
{
    const std::string_view bytes = static_cast<const SecretBuffer *>(passphrase)->view();
    if (bytes.size() > static_cast<std::size_t>(size))
        return -1;
    std::memcpy(buffer, bytes.data(), bytes.size());
    return static_cast<int>(bytes.size());
}

Expected<void> decryptByHeader(PemBlock &block, const SecretBuffer &passphrase)
{
    EVP_CIPHER_INFO cipher{};
    if (PEM_get_EVP_CIPHER_INFO(block.header(), &cipher) != 1 || cipher.cipher == nullptr)
        return failure(ErrorKind::Unsupported, QStringLiteral("a PEM header that is not read"));
    auto *user = const_cast<SecretBuffer *>(&passphrase); // only read, in handOver()
    long size = block.size();
    if (PEM_do_header(&cipher, block.data(), &size, handOver, user) != 1)
        return notDecrypted();
    block.setSize(size);
    return {};
}

tl::unexpected<Error> otherKind()
{
    return failure(ErrorKind::Unsupported, QStringLiteral("a private key of another kind"));
}

Expected<SslKey> bearable(SslKey key)
{
    if (key != nullptr && !isBearable(key.get()))
        return otherKind();
    return key;
}

Expected<SslKey> keyInPkcs8(const PKCS8_PRIV_KEY_INFO *pkcs8)
{
    if (!isBearable(pkcs8))
        return otherKind();
    return bearable(SslKey(EVP_PKCS82PKEY(pkcs8)));
}

/// Null when it is not what its name says. OpenSSL reads PKCS#8 under any name, whatever algorithm it is of.
Expected<SslKey> decoded(const PemBlock &block)
{
    const unsigned char *const end = block.data() + block.size();
    const unsigned char *position = block.data();
    const Pkcs8 pkcs8(d2i_PKCS8_PRIV_KEY_INFO(nullptr, &position, block.size()));
    if (pkcs8 != nullptr)
        return position == end ? keyInPkcs8(pkcs8.get()) : SslKey();
    if (block.name() == Ending)
        return SslKey();
    position = block.data();
    const int type = block.name() == RsaName ? EVP_PKEY_RSA : EVP_PKEY_EC;
    SslKey key(d2i_PrivateKey(type, nullptr, &position, block.size()));
    return position == end ? bearable(std::move(key)) : SslKey();
}

Expected<SslKey> keyInEnvelope(const PemBlock &block, const SecretBuffer &passphrase)
{
    const unsigned char *position = block.data();
    const Envelope envelope(d2i_X509_SIG(nullptr, &position, block.size()));
    if (envelope == nullptr || position != block.data() + block.size())
        return failure(ErrorKind::InvalidInput, QStringLiteral("not an encrypted PKCS#8 key"));
    if (!isBearable(envelope.get()))
        return failure(ErrorKind::Unsupported,
                       QStringLiteral("how the passphrase is used is unknown or too much work"));
    const Pkcs8 pkcs8(PKCS8_decrypt(envelope.get(), passphrase.view().data(), static_cast<int>(passphrase.size())));
    if (pkcs8 == nullptr)
        return notDecrypted();
    return keyInPkcs8(pkcs8.get());
}

bool isKnown(std::string_view name)
{
    return name == Ending || name == EncryptedPkcs8 || name == RsaName || name == EcName;
}

Expected<SslKey> keyIn(PemBlock &block, const SecretBuffer &passphrase)
{
    if (block.name() == EncryptedPkcs8)
        return keyInEnvelope(block, passphrase);
    if (block.hasHeader()) {
        if (auto done = decryptByHeader(block, passphrase); !done)
            return failure(done);
    }
    return decoded(block);
}

/// What a block with it is called; empty unless it is one private key in DER and nothing else.
std::string_view nameOf(std::string_view der)
{
    const auto size = static_cast<long>(der.size());
    const unsigned char *const end = octets(der) + der.size();
    const unsigned char *position = octets(der);
    if (const Pkcs8 key(d2i_PKCS8_PRIV_KEY_INFO(nullptr, &position, size)); key != nullptr)
        return position == end ? Ending : std::string_view();
    position = octets(der);
    if (const Envelope key(d2i_X509_SIG(nullptr, &position, size)); key != nullptr)
        return position == end ? EncryptedPkcs8 : std::string_view();
    for (const auto &[name, type] : {std::pair(RsaName, EVP_PKEY_RSA), std::pair(EcName, EVP_PKEY_EC)}) {
        position = octets(der);
        if (const SslKey key(d2i_PrivateKey(type, nullptr, &position, size)); key != nullptr && position == end)
            return name;
    }
    return {};
}

/// False without a private key.
bool readKeyBlock(PemBlock &block, std::string_view text)
{
    const SslStream stream = streamOver(text);
    while (stream != nullptr && block.readNext(stream.get()) == PemBlock::Step::Read) {
        if (block.isPrivateKey())
            return true;
    }
    return false;
}

bool isEncrypted(const PemBlock &block)
{
    return block.hasHeader() || block.name() == EncryptedPkcs8;
}

tl::unexpected<Error> noKey()
{
    return failure(ErrorKind::InvalidInput, QStringLiteral("not a whole private key in PEM"));
}

} // namespace

Expected<PemInspection> inspectPem(std::string_view text)
{
    const SslQueueGuard guard;
    PemBlock block;
    if (!readKeyBlock(block, text))
        return noKey();
    if (!isKnown(block.name()))
        return otherKind();
    return PemInspection{isEncrypted(block), block.name() == Ending || block.name() == EncryptedPkcs8};
}

Expected<SslKey> openPemKey(std::string_view text, const SecretBuffer &passphrase)
{
    const SslQueueGuard guard;
    PemBlock block;
    if (!readKeyBlock(block, text))
        return noKey();
    if (!isKnown(block.name()))
        return otherKind();
    const bool encrypted = isEncrypted(block);
    if (encrypted && passphrase.isEmpty())
        return failure(ErrorKind::WrongPassphrase, QStringLiteral("a passphrase is needed"));
    Expected<SslKey> key = keyIn(block, passphrase);
    if (key && *key == nullptr) // a wrong key may leave the padding whole
        return encrypted ? failure(ErrorKind::WrongPassphrase) : noKey();
    return key;
}

SecretBuffer pemText(std::string_view name, std::string_view bytes)
{
    SecretBuffer text(bytes.size() * 3 / 2 + 2 * name.size() + 40);
    for (const std::string_view part : {std::string_view("-----BEGIN "), name, std::string_view("-----\n")})
        text.append(part);
    text.append(secretToBase64Lines(bytes, PemLine).view());
    for (const std::string_view part : {std::string_view("-----END "), name, std::string_view("-----\n")})
        text.append(part);
    return text;
}

SecretBuffer pemOfDerKey(std::string_view der)
{
    const SslQueueGuard guard;
    const std::string_view name = der.size() > MostDer ? std::string_view() : nameOf(der);
    return name.empty() ? SecretBuffer() : pemText(name, der);
}

} // namespace coffret
