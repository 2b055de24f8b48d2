// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/openpgp/gpgmeoperations.h"

#include "core/openpgp/gpgerrors.h"

#include <array>

namespace coffret {

namespace {

Expected<DirectoryKeyPtr> recipientKey(KeyDirectory &directory, const QString &fingerprint)
{
    auto key = directory.find(fingerprint);
    if (!key)
        return key;
    if (*key == nullptr)
        return failure(ErrorKind::KeyUnusable, QStringLiteral("%1: no such key").arg(fingerprint));
    const KeyInfo &info = (*key)->info;
    if (info.expired || info.revoked || !info.canEncrypt)
        return failure(ErrorKind::KeyUnusable,
                       QStringLiteral("%1 (%2) cannot be encrypted to").arg(fingerprint, info.userId));
    return key;
}

Expected<DirectoryKeyPtr> signerKey(KeyDirectory &directory, const QString &fingerprint)
{
    auto key = directory.find(fingerprint);
    if (!key)
        return key;
    if (*key == nullptr || !(*key)->hasSecret)
        return failure(ErrorKind::NoSecretKey, fingerprint);
    const KeyInfo &info = (*key)->info;
    if (info.expired || info.revoked || !info.canSign)
        return failure(ErrorKind::KeyUnusable, QStringLiteral("%1 (%2) cannot sign").arg(fingerprint, info.userId));
    return key;
}

Error sealError(gpgme_ctx_t context, gpgme_error_t error)
{
    Error result = openPgpError(error, ErrorKind::KeyUnusable);
    const gpgme_encrypt_result_t refused = gpgme_op_encrypt_result(context);
    if (refused != nullptr && refused->invalid_recipients != nullptr)
        result.detail = QString::fromLatin1(refused->invalid_recipients->fpr) + QStringLiteral(": ") + result.detail;
    return result;
}

Expected<QByteArray> bytesOf(GpgmeData data)
{
    std::size_t size = 0;
    char *bytes = gpgme_data_release_and_get_mem(data.release(), &size);
    QByteArray copy(bytes, static_cast<qsizetype>(size));
    gpgme_free(bytes);
    return copy;
}

} // namespace

Expected<QByteArray> sealMessage(GpgmeAccess &access, const SecretBuffer &plaintext, const QStringList &recipients,
                                 const QString &signer)
{
    if (recipients.isEmpty()) // gpg would encrypt with a passphrase instead
        return failure(ErrorKind::InvalidInput, QStringLiteral("no recipient"));
    auto context = access.context();
    if (!context)
        return failure(context);
    std::vector<DirectoryKeyPtr> entries; // keep the keys alive while gpg works
    std::vector<gpgme_key_t> keys;
    for (const QString &fingerprint : recipients) {
        auto key = recipientKey(access.directory, fingerprint);
        if (!key)
            return failure(key);
        if (std::find(keys.begin(), keys.end(), (*key)->key.get()) != keys.end())
            continue; // one session key packet for each
        keys.push_back((*key)->key.get());
        entries.push_back(std::move(*key));
    }
    keys.push_back(nullptr);
    if (!signer.isEmpty()) {
        auto key = signerKey(access.directory, signer);
        if (!key)
            return failure(key);
        gpgme_signers_add((*context)->get(), (*key)->key.get());
        entries.push_back(std::move(*key));
    }

    gpgme_data_t data = nullptr;
    gpgme_data_new_from_mem(&data, plaintext.bytes().data(), plaintext.size(), 0);
    const GpgmeData source(data);
    gpgme_data_set_flag(data, "sensitive", "1");
    gpgme_data_new(&data);
    GpgmeData sealed(data);
    const auto flags = static_cast<gpgme_encrypt_flags_t>(GPGME_ENCRYPT_ALWAYS_TRUST | GPGME_ENCRYPT_NO_ENCRYPT_TO);
    const auto start = signer.isEmpty() ? gpgme_op_encrypt_start : gpgme_op_encrypt_sign_start;
    const std::array stops{access.quit};
    const gpgme_error_t error = (*context)->run(
        stops, [&](gpgme_ctx_t ctx) { return start(ctx, keys.data(), flags, source.get(), sealed.get()); });
    if (error)
        return tl::unexpected(sealError((*context)->get(), error));
    return bytesOf(std::move(sealed));
}

} // namespace coffret
