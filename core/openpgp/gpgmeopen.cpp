// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/openpgp/gpgmeoperations.h"

#include "core/openpgp/encryptedmessage.h"
#include "core/openpgp/gpgerrors.h"
#include "core/openpgp/secretsink.h"
#include "core/openpgp/sessionkey.h"
#include "core/openpgp/signatures.h"

#include <array>
#include <optional>

namespace coffret {

namespace {

/// gpg reports "no secret key" also for a damaged message that has a second recipient whose key is not here.
bool hadSecretKey(gpgme_decrypt_result_t result)
{
    for (gpgme_recipient_t it = result != nullptr ? result->recipients : nullptr; it != nullptr; it = it->next) {
        if (gpgme_err_code(it->status) != GPG_ERR_NO_SECKEY)
            return true;
    }
    return false;
}

/// gpg gives up at a bad signature, before it has said whether decryption went well; GPGME then misses the data.
bool sawBadSignature(gpgme_verify_result_t result)
{
    for (gpgme_signature_t it = result != nullptr ? result->signatures : nullptr; it != nullptr; it = it->next) {
        if (gpgme_err_code(it->status) == GPG_ERR_BAD_SIGNATURE)
            return true;
    }
    return false;
}

Error openError(gpgme_ctx_t context, gpgme_error_t error)
{
    Error result = openPgpError(error, ErrorKind::CorruptMessage);
    if (gpgme_err_code(error) == GPG_ERR_NO_SECKEY && hadSecretKey(gpgme_op_decrypt_result(context)))
        result.kind = ErrorKind::CorruptMessage;
    if (gpgme_err_code(error) == GPG_ERR_NO_DATA && sawBadSignature(gpgme_op_verify_result(context)))
        result.kind = ErrorKind::BadSignature;
    return result;
}

/// Nothing: the status does not belong to a signature but to something behind the message.
std::optional<SignatureState> stateOf(gpgme_signature_t signature)
{
    const bool weakHash = signature->hash_algo == GPGME_MD_SHA1 || signature->hash_algo == GPGME_MD_MD5;
    switch (gpgme_err_code(signature->status)) {
    case GPG_ERR_NO_ERROR:
        return weakHash ? SignatureState::UnknownKey : SignatureState::Foreign;
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
    const auto state = stateOf(signature);
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

/// gpg's own words, wiped where gpgme keeps them.
SecretBuffer takeSessionKey(gpgme_decrypt_result_t result)
{
    if (result->session_key == nullptr)
        return {};
    const std::string_view text(result->session_key);
    SecretBuffer key = sessionKeyFromText(text);
    wipeBytes({result->session_key, text.size()});
    return key;
}

} // namespace

Expected<OpenedMessage> openMessage(GpgmeAccess &access, const OpenRequest &request)
{
    const std::array stops{request.stop, access.quit};
    if (stops[0].stop_requested() || stops[1].stop_requested())
        return failure(ErrorKind::Cancelled);
    const auto packets = encryptedPackets(request.message, request.maximumBytes, request.maximumRecipients);
    if (!packets)
        return failure(packets);
    auto context = access.context(request.unattended ? Attendance::Unattended : Attendance::Attended);
    if (!context)
        return failure(context);

    gpgme_data_t data = nullptr;
    const gpgme_error_t created =
        gpgme_data_new_from_mem(&data, packets->constData(), static_cast<std::size_t>(packets->size()), 0);
    const GpgmeData message(data);
    if (created)
        return tl::unexpected(openPgpError(created, ErrorKind::Internal));
    if (request.wantsSessionKey)
        gpgme_set_ctx_flag((*context)->get(), "export-session-key", "1");
    SecretSink sink(request.maximumBytes);
    const gpgme_error_t error = (*context)->run(
        stops, [&](gpgme_ctx_t ctx) { return gpgme_op_decrypt_verify_start(ctx, message.get(), sink.data()); });
    if (sink.overflowed())
        return failure(ErrorKind::TooLarge);
    if (error)
        return tl::unexpected(openError((*context)->get(), error));
    const gpgme_decrypt_result_t result = gpgme_op_decrypt_result((*context)->get());
    SecretBuffer sessionKey = result != nullptr ? takeSessionKey(result) : SecretBuffer();
    if (result == nullptr || result->legacy_cipher_nomdc != 0)
        return failure(ErrorKind::CorruptMessage, QStringLiteral("no integrity protection"));
    auto verdict = verdictOf(access.directory, (*context)->get(), request.expectedSigners);
    if (!verdict)
        return failure(verdict);
    return OpenedMessage{sink.take(), std::move(*verdict), std::move(sessionKey)};
}

} // namespace coffret
