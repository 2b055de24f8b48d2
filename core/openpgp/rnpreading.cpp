// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/openpgp/rnpreading.h"

#include "core/openpgp/displaytext.h"
#include "core/openpgp/keypackets.h"
#include "core/openpgp/packets.h"
#include "core/openpgp/rnpkeyring.h"
#include "core/openpgp/signatures.h"

#include <algorithm>

namespace coffret {

namespace {

enum Tag { Signature = 2, OnePassSignature = 4, Compressed = 8, Literal = 11 };

/// Of the primary key, also for a subkey.
QString primaryFingerprint(rnp_key_handle_t key)
{
    char *text = nullptr;
    if (askRnp(rnp_key_is_sub, key))
        rnp_key_get_primary_fprint(key, &text);
    else
        rnp_key_get_fprint(key, &text);
    return takeRnpString(text).toUpper();
}

/// Of the key that a signature claims to be by; empty when it only gives a key id.
QString issuerFingerprint(rnp_op_verify_signature_t signature)
{
    rnp_signature_handle_t handle = nullptr;
    rnp_op_verify_signature_get_handle(signature, &handle);
    char *text = nullptr;
    if (handle != nullptr)
        rnp_signature_get_key_fprint(handle, &text);
    rnp_signature_handle_destroy(handle);
    return takeRnpString(text).toUpper();
}

bool hasWeakHash(rnp_op_verify_signature_t signature)
{
    char *name = nullptr;
    rnp_op_verify_signature_get_hash(signature, &name);
    const QString hash = takeRnpString(name);
    return hash == QLatin1String("SHA1") || hash == QLatin1String("MD5");
}

QString userIdOf(rnp_key_handle_t key)
{
    char *text = nullptr;
    rnp_key_get_primary_uid(key, &text);
    return displayText(takeRnpString(text).toStdString());
}

Error openError(rnp_result_t result)
{
    ErrorKind kind = ErrorKind::CorruptMessage;
    if (result == RNP_ERROR_NO_SUITABLE_KEY || result == RNP_ERROR_KEY_NOT_FOUND)
        kind = ErrorKind::NoSecretKey;
    else if (result == RNP_ERROR_OUT_OF_MEMORY)
        kind = ErrorKind::Internal;
    return {kind, QString::fromLatin1(rnp_result_to_string(result)), 0};
}

FoundSignature describe(rnp_ffi_t ffi, rnp_op_verify_signature_t signature)
{
    FoundSignature found;
    std::uint32_t created = 0;
    if (rnp_op_verify_signature_get_times(signature, &created, nullptr) == RNP_SUCCESS && created != 0)
        found.signedAt = QDateTime::fromSecsSinceEpoch(created, Qt::UTC);
    const rnp_result_t status = rnp_op_verify_signature_get_status(signature);
    rnp_key_handle_t handle = nullptr;
    rnp_op_verify_signature_get_key(signature, &handle);
    const RnpKey signer(handle);
    if (!signer || status == RNP_ERROR_KEY_NOT_FOUND || status == RNP_ERROR_SIGNATURE_UNKNOWN ||
        hasWeakHash(signature)) {
        found.signerFingerprint = issuerFingerprint(signature);
        return found;
    }
    found.signerFingerprint = primaryFingerprint(signer.get());
    const RnpKey primary = findRnpKey(ffi, found.signerFingerprint);
    found.signerName = userIdOf(primary.get());
    // librnp does not look at the signature of a revoked key at all. Such a message is worth what an unsigned one is,
    // which is what this state tells.
    if (askRnp(rnp_key_is_revoked, primary.get()) || askRnp(rnp_key_is_revoked, signer.get()))
        found.state = SignatureState::RevokedKey;
    else if (status != RNP_SUCCESS && status != RNP_ERROR_SIGNATURE_EXPIRED)
        found.state = SignatureState::Bad;
    else if (status == RNP_ERROR_SIGNATURE_EXPIRED || askRnp(rnp_key_is_expired, primary.get()) ||
             askRnp(rnp_key_is_expired, signer.get()))
        found.state = SignatureState::ExpiredKey;
    else
        found.state = SignatureState::Foreign;
    return found;
}

Expected<Verdict> verdictOf(rnp_ffi_t ffi, rnp_op_verify_t operation, const QStringList &expectedSigners)
{
    std::size_t count = 0;
    rnp_op_verify_get_signature_count(operation, &count);
    std::vector<FoundSignature> found;
    for (std::size_t i = 0; i < count; ++i) {
        rnp_op_verify_signature_t signature = nullptr;
        if (rnp_op_verify_get_signature_at(operation, i, &signature) == RNP_SUCCESS)
            found.push_back(describe(ffi, signature));
    }
    return judge(found, expectedSigners);
}

/// Takes librnp's output piece by piece and stops it at the limit.
struct Sink
{
    std::size_t limit;
    SecretBuffer buffer;
    bool overflowed = false;

    static bool write(void *self, const void *bytes, size_t count)
    {
        auto *sink = static_cast<Sink *>(self);
        if (count > sink->limit - sink->buffer.size()) {
            sink->overflowed = true;
            return false;
        }
        sink->buffer.append({static_cast<const char *>(bytes), count});
        return true;
    }
};

enum class Form { Encrypted, Content };

// librnp reads the first signed or literal data inside and passes over what follows it, where gpg refuses the message:
// what is returned is what the verdict is about, either way. Its diagnostics go to standard error and cannot be
// stopped; they hold nothing secret.
//
// librnp passes plaintext through buffers of its own (a literal packet's cache, a decompressor) and frees them without
// overwriting; those copies are out of reach from here and go when the allocator wipes freed memory.
Expected<OpenedMessage> read(rnp_ffi_t ffi, std::string_view packets, const OpenRequest &request, Form form)
{
    const RnpInput input = rnpInput(packets);
    Sink sink{static_cast<std::size_t>(std::max<qsizetype>(request.maximumBytes, 0)), {}, false};
    rnp_output_t out = nullptr;
    rnp_output_to_callback(&out, Sink::write, nullptr, &sink);
    const RnpOutput output(out);
    rnp_op_verify_t created = nullptr;
    rnp_op_verify_create(&created, ffi, input.get(), out);
    const RnpVerification operation(created);
    rnp_op_verify_set_flags(created, RNP_VERIFY_IGNORE_SIGS_ON_DECRYPT); // judged below, one by one
    const rnp_result_t result = rnp_op_verify_execute(created);
    if (sink.overflowed)
        return failure(ErrorKind::TooLarge);
    // That flag is about encrypted messages only: for others this result says that all was read.
    const bool judgeable = form == Form::Content && result == RNP_ERROR_SIGNATURE_INVALID;
    if (result != RNP_SUCCESS && !judgeable)
        return tl::unexpected(openError(result));
    char *mode = nullptr;
    bool intact = false;
    rnp_op_verify_get_protection_info(created, &mode, nullptr, &intact);
    const QString protection = takeRnpString(mode);
    if (form == Form::Encrypted && !intact)
        return failure(ErrorKind::CorruptMessage, QStringLiteral("no integrity protection"));
    if (form == Form::Content && protection != QLatin1String("none"))
        return failure(ErrorKind::CorruptMessage, QStringLiteral("an encrypted message inside another"));
    auto verdict = verdictOf(ffi, created, request.expectedSigners);
    if (!verdict)
        return failure(verdict);
    return OpenedMessage{std::move(sink.buffer), std::move(*verdict), {}};
}

bool maySign(rnp_key_handle_t key)
{
    bool signs = false;
    rnp_key_allows_usage(key, "sign", &signs);
    return signs && askRnp(rnp_key_is_primary, key) && askRnp(rnp_key_is_valid, key) &&
           !askRnp(rnp_key_is_revoked, key) && !askRnp(rnp_key_is_expired, key);
}

SignerKeys::Signer signerFrom(rnp_key_handle_t key)
{
    std::uint32_t created = 0;
    std::uint32_t lifetime = 0; // 0: for ever
    rnp_key_get_creation(key, &created);
    rnp_key_get_expiration(key, &lifetime);
    SignerKeys::Signer signer{
        primaryFingerprint(key), userIdOf(key), QDateTime::fromSecsSinceEpoch(created, Qt::UTC), {}};
    if (lifetime != 0)
        signer.expires = signer.created.addSecs(lifetime);
    return signer;
}

} // namespace

SignerKeys signerKeysIn(rnp_ffi_t ffi)
{
    SignerKeys keys;
    for (const QString &fingerprint : rnpFingerprints(ffi)) {
        const RnpKey key = findRnpKey(ffi, fingerprint);
        std::uint8_t *bytes = nullptr;
        std::size_t size = 0;
        if (rnp_get_public_key_data(key.get(), &bytes, &size) != RNP_SUCCESS)
            continue;
        const auto packet = PacketReader({reinterpret_cast<const char *>(bytes), size}).next();
        const std::string_view body = packet && packet->parts.size() == 1 ? packet->parts.front() : std::string_view();
        if (!body.empty() && maySign(key.get()))
            keys.add(body, signerFrom(key.get()));
        else if (!body.empty())
            keys.addDoubtful(body);
        rnp_buffer_destroy(bytes);
    }
    return keys;
}

Expected<OpenedMessage> readEncrypted(rnp_ffi_t ffi, std::string_view packets, const OpenRequest &request)
{
    return read(ffi, packets, request, Form::Encrypted);
}

Expected<OpenedMessage> readContent(rnp_ffi_t ffi, std::string_view packets, const OpenRequest &request)
{
    const auto first = PacketReader(packets).next(); // librnp would also read armor and clear-signed text
    const int tag = first ? first->tag : 0;
    if (tag != Signature && tag != OnePassSignature && tag != Compressed && tag != Literal)
        return failure(ErrorKind::CorruptMessage, QStringLiteral("no readable content"));
    return read(ffi, packets, request, Form::Content);
}

} // namespace coffret
