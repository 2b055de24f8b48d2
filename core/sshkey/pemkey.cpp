// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sshkey/pemkey.h"

#include "core/sshkey/evpkey.h"
#include "core/sshkey/pkcs8cost.h"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>

#include <cstring>
#include <optional>

namespace coffret {

namespace {

constexpr std::string_view Ending = "PRIVATE KEY";
constexpr std::string_view EncryptedPkcs8 = "ENCRYPTED PRIVATE KEY";

using SslStream = std::unique_ptr<BIO, OpenSslDeleter<BIO_free_all>>;
using Pkcs8 = std::unique_ptr<PKCS8_PRIV_KEY_INFO, OpenSslDeleter<PKCS8_PRIV_KEY_INFO_free>>;
using Envelope = std::unique_ptr<X509_SIG, OpenSslDeleter<X509_SIG_free>>;

/// One block as OpenSSL read it, wiped at the end.
class PemBlock
{
public:
    PemBlock() = default;
    ~PemBlock() { clear(); }
    PemBlock(PemBlock &&) = delete;

    /// Goes on to the next block that is a private key.
    bool readFrom(BIO *stream)
    {
        constexpr unsigned Flags = PEM_FLAG_SECURE | PEM_FLAG_EAY_COMPATIBLE;
        do {
            clear();
            if (PEM_read_bio_ex(stream, &m_name, &m_header, &m_data, &m_size, Flags) != 1)
                return false;
        } while (!name().ends_with(Ending));
        return true;
    }

    [[nodiscard]] std::string_view name() const { return m_name; }
    [[nodiscard]] bool hasHeader() const { return *m_header != '\0'; }
    [[nodiscard]] bool isEncrypted() const { return hasHeader() || name() == EncryptedPkcs8; }
    [[nodiscard]] const unsigned char *data() const { return m_data; }
    [[nodiscard]] long size() const { return m_size; }
    Expected<void> decryptByHeader(const SecretBuffer &passphrase);

private:
    void clear()
    {
        OPENSSL_secure_clear_free(m_data, static_cast<std::size_t>(m_size));
        OPENSSL_secure_free(m_header);
        OPENSSL_secure_free(m_name);
        m_data = nullptr;
        m_header = m_name = nullptr;
        m_size = 0;
    }

    char *m_name = nullptr;
    char *m_header = nullptr;
    unsigned char *m_data = nullptr;
    long m_size = 0;
};

/// OpenSSL reports failures in a queue of the thread: nothing of them stays behind.
struct QueueGuard
{
    QueueGuard() { ERR_clear_error(); }
    ~QueueGuard() { ERR_clear_error(); }
    QueueGuard(QueueGuard &&) = delete;
};

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

Expected<void> PemBlock::decryptByHeader(const SecretBuffer &passphrase)
{
    EVP_CIPHER_INFO cipher{};
    if (PEM_get_EVP_CIPHER_INFO(m_header, &cipher) != 1 || cipher.cipher == nullptr)
        return failure(ErrorKind::Unsupported, QStringLiteral("a PEM header that is not read"));
    auto *user = const_cast<SecretBuffer *>(&passphrase); // only read, in handOver()
    if (PEM_do_header(&cipher, m_data, &m_size, handOver, user) != 1)
        return notDecrypted();
    return {};
}

SslKey keyInPkcs8(const PKCS8_PRIV_KEY_INFO *pkcs8)
{
    return SslKey(pkcs8 == nullptr ? nullptr : EVP_PKCS82PKEY(pkcs8));
}

/// Null when it is not what its name says.
SslKey decoded(const PemBlock &block)
{
    const unsigned char *position = block.data();
    SslKey key;
    if (block.name() == Ending) {
        const Pkcs8 pkcs8(d2i_PKCS8_PRIV_KEY_INFO(nullptr, &position, block.size()));
        key = keyInPkcs8(pkcs8.get());
    } else {
        const int type = block.name().starts_with("RSA") ? EVP_PKEY_RSA : EVP_PKEY_EC;
        key.reset(d2i_PrivateKey(type, nullptr, &position, block.size()));
    }
    return position == block.data() + block.size() ? std::move(key) : nullptr;
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
    return name == Ending || name == EncryptedPkcs8 || name == "RSA PRIVATE KEY" || name == "EC PRIVATE KEY";
}

Expected<SslKey> keyIn(PemBlock &block, const SecretBuffer &passphrase)
{
    if (block.name() == EncryptedPkcs8)
        return keyInEnvelope(block, passphrase);
    if (block.hasHeader()) {
        if (auto done = block.decryptByHeader(passphrase); !done)
            return failure(done);
    }
    return decoded(block);
}

/// False without a private key.
bool readKeyBlock(PemBlock &block, std::string_view text)
{
    const SslStream stream(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
    return stream != nullptr && block.readFrom(stream.get());
}

tl::unexpected<Error> noKey()
{
    return failure(ErrorKind::InvalidInput, QStringLiteral("not a whole private key in PEM"));
}

} // namespace

Expected<PemInspection> inspectPem(std::string_view text)
{
    const QueueGuard guard;
    PemBlock block;
    if (!readKeyBlock(block, text))
        return noKey();
    if (!isKnown(block.name()))
        return failure(ErrorKind::Unsupported, QStringLiteral("a private key of another kind"));
    return PemInspection{block.isEncrypted(), block.name() == Ending || block.name() == EncryptedPkcs8};
}

Expected<SshPrivateKey> openPem(std::string_view text, const SecretBuffer &passphrase)
{
    const QueueGuard guard;
    PemBlock block;
    if (!readKeyBlock(block, text))
        return noKey();
    if (!isKnown(block.name()))
        return failure(ErrorKind::Unsupported, QStringLiteral("a private key of another kind"));
    const bool encrypted = block.isEncrypted();
    if (encrypted && passphrase.isEmpty())
        return failure(ErrorKind::WrongPassphrase, QStringLiteral("a passphrase is needed"));
    const Expected<SslKey> key = keyIn(block, passphrase);
    if (!key)
        return failure(key);
    if (*key == nullptr) // a wrong key may leave the padding whole
        return encrypted ? failure(ErrorKind::WrongPassphrase) : noKey();
    return fromEvpKey(key->get());
}

} // namespace coffret
