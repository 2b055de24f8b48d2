// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sshkey/opensshfile.h"

#include "core/secret/secretbase64.h"
#include "core/sshkey/opensshcipher.h"
#include "core/sshkey/sshwire.h"

#include <sodium.h>

#include <array>

namespace coffret {

namespace {

constexpr std::string_view Begin = "-----BEGIN OPENSSH PRIVATE KEY-----";
constexpr std::string_view End = "-----END OPENSSH PRIVATE KEY-----";
constexpr std::string_view Magic("openssh-key-v1\0", 15);
constexpr std::string_view None = "none";
constexpr std::string_view Bcrypt = "bcrypt";
constexpr std::string_view UsualCipher = "aes256-ctr";
constexpr std::size_t UnencryptedBlock = 8;
constexpr std::size_t SaltSize = 16;

tl::unexpected<Error> broken()
{
    return failure(ErrorKind::InvalidInput, QStringLiteral("not a whole OpenSSH key file"));
}

std::optional<SecretBuffer> bytesBetween(std::string_view text)
{
    const std::size_t begin = text.find(Begin);
    const std::size_t end = text.find(End);
    if (begin == std::string_view::npos || end == std::string_view::npos || end < begin + Begin.size())
        return std::nullopt;
    const std::size_t start = begin + Begin.size();
    return secretFromBase64(text.substr(start, end - start));
}

/// 1, 2, 3 and so on, less than a block.
bool isPadding(std::string_view rest)
{
    for (std::size_t i = 0; i < rest.size(); ++i) {
        if (static_cast<unsigned char>(rest[i]) != i + 1)
            return false;
    }
    return rest.size() < 256;
}

std::uint32_t randomNumber()
{
    std::uint32_t number = 0;
    randombytes_buf(&number, sizeof number);
    return number;
}

SecretBuffer secretPart(const SshPrivateKey &key, std::size_t blockSize)
{
    SshWriter writer(key.fields().size() + 1024);
    const std::uint32_t check = randomNumber();
    writer.number(check);
    writer.number(check);
    writer.raw(key.fields().view());
    const QByteArray comment = key.comment().toUtf8();
    writer.text({comment.constData(), static_cast<std::size_t>(comment.size())});
    for (std::uint8_t i = 1; writer.view().size() % blockSize != 0; ++i)
        writer.byte(i);
    return std::move(writer).take();
}

} // namespace

Expected<OpenSshFile> OpenSshFile::fromText(std::string_view text)
{
    std::optional<SecretBuffer> bytes = bytesBetween(text);
    if (!bytes)
        return broken();
    SshReader reader(bytes->view());
    const bool known = reader.raw(Magic.size()) == Magic;
    const std::string_view cipher = reader.text();
    const std::string_view derivation = reader.text();
    const std::string_view options = reader.text();
    const std::uint32_t keys = reader.number();
    const std::string_view publicBlob = reader.text();
    const std::string_view secret = reader.text();
    if (reader.failed() || !known || keys != 1)
        return broken();
    const bool encrypted = cipher != None;
    if (encrypted && (derivation != Bcrypt || openSshCipher(cipher) == nullptr))
        return failure(ErrorKind::Unsupported, QStringLiteral("an OpenSSH key file with another cipher"));
    Expected<SshPublicKey> publicKey = SshPublicKey::fromBlob(publicBlob);
    if (!publicKey)
        return failure(publicKey);
    OpenSshFile file(*std::move(bytes), *std::move(publicKey));
    file.m_cipher = cipher;
    file.m_derivationOptions = options;
    file.m_secret = secret;
    file.m_tag = reader.rest();
    file.m_encrypted = encrypted;
    if (!encrypted && (derivation != None || !file.m_tag.empty()))
        return broken();
    return file;
}

Expected<SecretBuffer> OpenSshFile::decrypted(const SecretBuffer &passphrase) const
{
    const OpenSshCipher *cipher = openSshCipher(m_cipher);
    SshReader options(m_derivationOptions);
    const std::string_view salt = options.text();
    const std::uint32_t rounds = options.number();
    if (cipher == nullptr || options.failed() || !options.rest().empty())
        return broken();
    const Expected<SecretBuffer> material = openSshKeyMaterial(*cipher, passphrase, salt, rounds);
    if (!material)
        return failure(material);
    return decryptOpenSsh(*cipher, *material, m_secret, m_tag);
}

Expected<SshPrivateKey> OpenSshFile::keyIn(std::string_view plain) const
{
    SshReader reader(plain);
    const std::uint32_t check = reader.number();
    const std::uint32_t again = reader.number();
    if (!reader.failed() && check != again)
        return m_encrypted ? failure(ErrorKind::WrongPassphrase) : broken();
    Expected<SshPrivateKey> key = SshPrivateKey::fromFields(reader);
    if (!key)
        return key;
    const std::string_view comment = reader.text();
    if (reader.failed() || !isPadding(reader.rest()))
        return broken();
    if (key->publicKey() != m_public)
        return failure(ErrorKind::InvalidInput, QStringLiteral("another key than the file shows"));
    key->setComment(QString::fromUtf8(comment.data(), static_cast<qsizetype>(comment.size())));
    return key;
}

Expected<SshPrivateKey> OpenSshFile::open(const SecretBuffer &passphrase) const
{
    if (!m_encrypted)
        return keyIn(m_secret);
    const Expected<SecretBuffer> plain = decrypted(passphrase);
    return plain ? keyIn(plain->view()) : Expected<SshPrivateKey>(failure(plain));
}

Expected<SecretBuffer> toOpenSshText(const SshPrivateKey &key, const SecretBuffer &passphrase, std::uint32_t rounds)
{
    const bool encrypts = !passphrase.isEmpty();
    const OpenSshCipher &cipher = *openSshCipher(UsualCipher);
    SecretBuffer secret = secretPart(key, encrypts ? cipher.blockSize : UnencryptedBlock);
    SshWriter options(64);
    if (encrypts) {
        std::array<char, SaltSize> salt{};
        randombytes_buf(salt.data(), salt.size());
        options.text({salt.data(), salt.size()});
        options.number(rounds);
        const Expected<SecretBuffer> material =
            openSshKeyMaterial(cipher, passphrase, {salt.data(), salt.size()}, rounds);
        if (!material)
            return failure(material);
        Expected<SecretBuffer> encrypted = encryptOpenSsh(cipher, *material, secret.view());
        if (!encrypted)
            return encrypted;
        secret = *std::move(encrypted);
    }
    const QByteArray &blob = key.publicKey().blob();
    SshWriter file(secret.size() + 2048);
    file.raw(Magic);
    file.text(encrypts ? UsualCipher : None);
    file.text(encrypts ? Bcrypt : None);
    file.text(options.view());
    file.number(1);
    file.text({blob.constData(), static_cast<std::size_t>(blob.size())});
    file.text(secret.view());
    const SecretBuffer base64 = secretToBase64Lines(file.view());
    SecretBuffer text(base64.size() + 128);
    for (const std::string_view part : {Begin, std::string_view("\n"), base64.view(), End, std::string_view("\n")})
        text.append(part);
    return text;
}

} // namespace coffret
