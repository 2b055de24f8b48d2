// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/openpgp/keyinspection.h"

#include "core/openpgp/armor.h"
#include "core/openpgp/gpgerrors.h"
#include "core/openpgp/keypackets.h"
#include "core/openpgp/secretsink.h"
#include "core/openpgp/throwawayhome.h"

namespace coffret {

namespace {

constexpr qsizetype MaximumKeyBytes = 64 * 1024;
constexpr qsizetype MaximumSignedBytes = 256 * 1024;

int partsOf(gpgme_key_t key)
{
    int count = 0;
    for (gpgme_subkey_t part = key->subkeys; part != nullptr; part = part->next)
        ++count;
    return count;
}

/// One signed text and nothing around it.
bool isOneSignedText(const QByteArray &message)
{
    const QByteArray text = message.trimmed();
    return text.startsWith("-----BEGIN PGP SIGNED MESSAGE-----") && text.endsWith("-----END PGP SIGNATURE-----") &&
           text.count("-----BEGIN PGP SIGNED MESSAGE-----") == 1 && text.count("-----END PGP SIGNATURE-----") == 1;
}

bool isOneGoodSignature(gpgme_verify_result_t result, const QString &fingerprint, KeyDirectory &directory)
{
    const gpgme_signature_t signature = result != nullptr ? result->signatures : nullptr;
    if (signature == nullptr || signature->next != nullptr || gpgme_err_code(signature->status) != GPG_ERR_NO_ERROR ||
        signature->hash_algo == GPGME_MD_SHA1 || signature->hash_algo == GPGME_MD_MD5)
        return false;
    const auto signer = directory.find(QString::fromLatin1(signature->fpr));
    return signer && *signer != nullptr && (*signer)->info.fingerprint == fingerprint;
}

} // namespace

Expected<GpgmeKey> findOwnKey(gpgme_ctx_t context, const QString &fingerprint, bool secret)
{
    gpgme_key_t key = nullptr;
    const gpgme_error_t error = gpgme_get_key(context, fingerprint.toLatin1().constData(), &key, secret ? 1 : 0);
    if (error && gpgme_err_code(error) != GPG_ERR_EOF)
        return tl::unexpected(openPgpError(error, ErrorKind::NoOpenPgp));
    return GpgmeKey(key);
}

Expected<SecretBuffer> readSignedText(const QByteArray &message, const QByteArray &publicKey)
{
    if (message.size() > MaximumSignedBytes || publicKey.size() > MaximumKeyBytes)
        return failure(ErrorKind::TooLarge);
    const auto packets = dearmor(publicKey, "PUBLIC KEY BLOCK");
    if (!packets || !isOneSignedText(message))
        return failure(ErrorKind::InvalidInput, QStringLiteral("not a signed text, or not a key"));
    auto home = ThrowAwayHome::create();
    if (!home)
        return failure(home);
    const auto key = (*home)->import(*packets);
    if (!key)
        return failure(key);
    auto context = GpgmeContext::create((*home)->path());
    if (!context)
        return failure(context);
    gpgme_data_t data = nullptr;
    gpgme_error_t error =
        gpgme_data_new_from_mem(&data, message.constData(), static_cast<std::size_t>(message.size()), 0);
    const GpgmeData source(data);
    SecretSink sink(MaximumSignedBytes);
    if (!error)
        error = gpgme_op_verify((*context)->get(), data, nullptr, sink.data());
    if (sink.overflowed())
        return failure(ErrorKind::TooLarge);
    KeyDirectory directory((*home)->path());
    if (error || !isOneGoodSignature(gpgme_op_verify_result((*context)->get()), (*key)->info.fingerprint, directory))
        return failure(ErrorKind::BadSignature, QStringLiteral("not signed by the key that came with it"));
    return sink.take();
}

Expected<KeyInfo> inspectPublicKey(const QByteArray &publicKey)
{
    if (publicKey.size() > MaximumKeyBytes)
        return failure(ErrorKind::TooLarge);
    const auto packets = dearmor(publicKey, "PUBLIC KEY BLOCK");
    if (!packets)
        return failure(ErrorKind::InvalidInput, QStringLiteral("not an armored public key"));
    auto home = ThrowAwayHome::create();
    if (!home)
        return failure(home);
    const auto key = (*home)->import(*packets);
    if (!key)
        return failure(key);
    return (*key)->info;
}

Expected<KeyFile> inspectKeyFile(const QString &userHome, SecretBuffer privateKey)
{
    if (static_cast<qsizetype>(privateKey.size()) > MaximumKeyBytes)
        return failure(ErrorKind::TooLarge);
    QByteArray text(privateKey.view().data(), static_cast<qsizetype>(privateKey.size()));
    auto packets = dearmor(text, "PRIVATE KEY BLOCK");
    wipeBytes(text);
    if (!packets)
        return failure(ErrorKind::InvalidInput, QStringLiteral("not an armored private key"));
    const auto parts = splitSecretKey({packets->constData(), static_cast<std::size_t>(packets->size())});
    wipeBytes(*packets);
    if (!parts)
        return failure(parts);
    auto home = ThrowAwayHome::create();
    if (!home)
        return failure(home);
    const auto key = (*home)->import(parts->publicPackets);
    if (!key)
        return failure(key);
    if (partsOf((*key)->key.get()) != parts->keys)
        return failure(ErrorKind::BadSignature, QStringLiteral("a part of the key is not certified by it"));
    auto context = GpgmeContext::create(userHome);
    if (!context)
        return failure(context);
    const auto own = findOwnKey((*context)->get(), (*key)->info.fingerprint, true);
    if (!own)
        return failure(own);
    KeyFile file;
    file.info = (*key)->info;
    file.publicKey = armored(parts->publicPackets, "PUBLIC KEY BLOCK");
    file.privateKey = std::move(privateKey);
    file.locked = parts->locked;
    file.present = *own != nullptr;
    return file;
}

} // namespace coffret
