// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/openpgp/gpgmeoperations.h"

#include "core/openpgp/displaytext.h"
#include "core/openpgp/gpgerrors.h"
#include "core/openpgp/messageshape.h"
#include "core/openpgp/secretsink.h"
#include "core/openpgp/signatures.h"

#include <array>

namespace coffret {

namespace {

/// A message is at most armor (4/3) around a plaintext of the allowed size, and some recipients. More need not be
/// tried.
bool isTooLong(const OpenRequest &request)
{
    return request.message.size() / 2 > request.maximumBytes + 64 * 1024;
}

/// Refuses what gpg need not see: it would ask the user for a passphrase, or it carries nothing that guards its
/// content.
Expected<void> checkShape(const QByteArray &message)
{
    switch (shapeOf(message)) {
    case MessageShape::ForKeys:
        return {};
    case MessageShape::NotOpenPgp:
    case MessageShape::NotEncrypted:
        return failure(ErrorKind::NotEncrypted);
    case MessageShape::ForPassphrase:
        return failure(ErrorKind::NoSecretKey, QStringLiteral("sealed with a passphrase instead of a key"));
    case MessageShape::WithoutIntegrity:
        return failure(ErrorKind::CorruptMessage, QStringLiteral("no integrity protection"));
    case MessageShape::Broken:
        break;
    }
    return failure(ErrorKind::CorruptMessage, QStringLiteral("cut or malformed"));
}

/// gpg reports "no secret key" also for a damaged message that has a second recipient whose key is not here.
bool hadSecretKey(gpgme_decrypt_result_t result)
{
    for (gpgme_recipient_t it = result != nullptr ? result->recipients : nullptr; it != nullptr; it = it->next) {
        if (gpgme_err_code(it->status) != GPG_ERR_NO_SECKEY)
            return true;
    }
    return false;
}

Error openError(gpgme_ctx_t context, gpgme_error_t error)
{
    Error result = openPgpError(error, ErrorKind::CorruptMessage);
    if (gpgme_err_code(error) == GPG_ERR_NO_SECKEY && hadSecretKey(gpgme_op_decrypt_result(context)))
        result.kind = ErrorKind::CorruptMessage;
    return result;
}

/// Nothing: the status does not belong to a signature but to something behind the message.
std::optional<SignatureState> stateOf(gpgme_error_t status)
{
    switch (gpgme_err_code(status)) {
    case GPG_ERR_NO_ERROR:
        return SignatureState::Foreign;
    case GPG_ERR_NO_PUBKEY:
    case GPG_ERR_UNSUPPORTED_ALGORITHM:
    case GPG_ERR_PUBKEY_ALGO:
    case GPG_ERR_DIGEST_ALGO: // cannot be checked here, so it says as much as a key we do not have
        return SignatureState::UnknownKey;
    case GPG_ERR_KEY_EXPIRED:
    case GPG_ERR_SIG_EXPIRED:
        return SignatureState::ExpiredKey;
    case GPG_ERR_CERT_REVOKED:
        return SignatureState::RevokedKey;
    case GPG_ERR_NO_DATA:
        return std::nullopt;
    default:
        return SignatureState::Bad;
    }
}

Expected<FoundSignature> describe(KeyDirectory &directory, gpgme_signature_t signature)
{
    const auto state = stateOf(signature->status);
    if (!state)
        return failure(ErrorKind::CorruptMessage, QStringLiteral("something follows the message"));
    FoundSignature found;
    found.state = *state;
    if (signature->timestamp != 0)
        found.signedAt = QDateTime::fromSecsSinceEpoch(static_cast<qint64>(signature->timestamp), Qt::UTC);
    const QString fingerprint = QString::fromLatin1(signature->fpr).toUpper();
    if (fingerprint.size() < 40)
        return found; // only a key id, which names nobody
    found.signerFingerprint = fingerprint;
    if (found.state == SignatureState::UnknownKey)
        return found;
    auto key = directory.find(fingerprint);
    if (!key)
        return failure(key);
    if (*key == nullptr) { // imported behind our back, by a second window for instance
        directory.invalidate();
        key = directory.find(fingerprint);
    }
    if (key && *key != nullptr) {
        found.signerFingerprint = (*key)->info.fingerprint;
        found.signerName = (*key)->info.userId;
    }
    return found;
}

Expected<Verdict> verdictOf(KeyDirectory &directory, gpgme_ctx_t context, const QStringList &expectedSigners)
{
    std::vector<FoundSignature> found;
    const gpgme_verify_result_t result = gpgme_op_verify_result(context);
    for (gpgme_signature_t it = result != nullptr ? result->signatures : nullptr; it != nullptr; it = it->next) {
        auto signature = describe(directory, it);
        if (!signature)
            return failure(signature);
        found.push_back(std::move(*signature));
    }
    return judge(found, expectedSigners);
}

} // namespace

Expected<OpenedMessage> openMessage(GpgmeAccess &access, const OpenRequest &request)
{
    const std::array stops{request.stop, access.quit};
    if (stops[0].stop_requested() || stops[1].stop_requested())
        return failure(ErrorKind::Cancelled);
    if (isTooLong(request))
        return failure(ErrorKind::TooLarge);
    if (auto shape = checkShape(request.message); !shape)
        return failure(shape);
    auto context = access.context();
    if (!context)
        return failure(context);

    gpgme_data_t data = nullptr;
    const gpgme_error_t created = gpgme_data_new_from_mem(&data, request.message.constData(),
                                                          static_cast<std::size_t>(request.message.size()), 0);
    const GpgmeData message(data);
    if (created)
        return tl::unexpected(openPgpError(created, ErrorKind::Internal));
    SecretSink sink(request.maximumBytes);
    const gpgme_error_t error = (*context)->run(
        stops, [&](gpgme_ctx_t ctx) { return gpgme_op_decrypt_verify_start(ctx, message.get(), sink.data()); });
    if (sink.overflowed())
        return failure(ErrorKind::TooLarge);
    if (error)
        return tl::unexpected(openError((*context)->get(), error));
    const gpgme_decrypt_result_t result = gpgme_op_decrypt_result((*context)->get());
    if (result == nullptr || result->legacy_cipher_nomdc != 0)
        return failure(ErrorKind::CorruptMessage, QStringLiteral("no integrity protection"));
    auto verdict = verdictOf(access.directory, (*context)->get(), request.expectedSigners);
    if (!verdict)
        return failure(verdict);
    return OpenedMessage{sink.take(), std::move(*verdict)};
}

} // namespace coffret
