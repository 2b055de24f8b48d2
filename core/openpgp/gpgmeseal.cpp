// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/openpgp/gpgmeoperations.h"

#include "core/openpgp/gpgerrors.h"
#include "core/openpgp/sealedmessage.h"

#include <algorithm>
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
    if (!info.canReceive())
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

/// Who takes part in a message. Holds the keys for as long as gpg works with them.
struct Parties
{
    std::vector<DirectoryKeyPtr> held;
    std::vector<gpgme_key_t> recipients; ///< each once, then a null
    gpgme_key_t signer = nullptr;
};

Expected<Parties> findParties(KeyDirectory &directory, const QStringList &recipients, const QString &signer)
{
    Parties parties;
    for (const QString &fingerprint : recipients) {
        auto key = recipientKey(directory, fingerprint);
        if (!key)
            return failure(key);
        if (std::find(parties.held.begin(), parties.held.end(), *key) != parties.held.end())
            continue; // one session key packet for each
        parties.recipients.push_back((*key)->key.get());
        parties.held.push_back(std::move(*key));
    }
    parties.recipients.push_back(nullptr);
    if (!signer.isEmpty()) {
        auto key = signerKey(directory, signer);
        if (!key)
            return failure(key);
        parties.signer = (*key)->key.get();
        parties.held.push_back(std::move(*key));
    }
    return parties;
}

Error sealError(gpgme_ctx_t context, gpgme_error_t error)
{
    Error result = openPgpError(error, ErrorKind::KeyUnusable);
    const gpgme_encrypt_result_t refused = gpgme_op_encrypt_result(context);
    if (refused != nullptr && refused->invalid_recipients != nullptr)
        result.detail = QString::fromLatin1(refused->invalid_recipients->fpr) + QStringLiteral(": ") + result.detail;
    return result;
}

QByteArray bytesOf(GpgmeData data)
{
    std::size_t size = 0;
    char *bytes = gpgme_data_release_and_get_mem(data.release(), &size);
    QByteArray copy(bytes, static_cast<qsizetype>(size));
    gpgme_free(bytes);
    return copy;
}

} // namespace

Expected<QByteArray> sealMessage(GpgmeAccess &access, const SecretBuffer &plaintext, const QStringList &recipients,
                                 const QString &signer, const StopToken &stop, Attendance attendance)
{
    if (recipients.isEmpty()) // gpg would encrypt with a passphrase instead
        return failure(ErrorKind::InvalidInput, QStringLiteral("no recipient"));
    auto context = access.context(attendance);
    if (!context)
        return failure(context);
    auto parties = findParties(access.directory, recipients, signer);
    if (!parties)
        return failure(parties);
    if (parties->signer != nullptr)
        gpgme_signers_add((*context)->get(), parties->signer);

    gpgme_data_t data = nullptr;
    gpgme_data_new_from_mem(&data, plaintext.bytes().data(), plaintext.size(), 0);
    const GpgmeData source(data);
    gpgme_data_set_flag(data, "sensitive", "1");
    gpgme_data_new(&data);
    GpgmeData sealed(data);
    const auto flags = static_cast<gpgme_encrypt_flags_t>(GPGME_ENCRYPT_ALWAYS_TRUST | GPGME_ENCRYPT_NO_ENCRYPT_TO);
    const auto start = parties->signer == nullptr ? gpgme_op_encrypt_start : gpgme_op_encrypt_sign_start;
    const std::array stops{stop, access.quit};
    const gpgme_error_t error = (*context)->run(stops, [&](gpgme_ctx_t ctx) {
        return start(ctx, parties->recipients.data(), flags, source.get(), sealed.get());
    });
    if (error)
        return tl::unexpected(sealError((*context)->get(), error));
    QByteArray message = bytesOf(std::move(sealed));
    if (const auto usual = checkSealed(message); !usual) // newer gpg decides by the recipients' keys
        return failure(usual);
    return message;
}

} // namespace coffret
