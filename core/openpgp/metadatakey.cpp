// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/openpgp/metadatakey.h"

#include "core/base/logging.h"
#include "core/openpgp/displaytext.h"
#include "core/openpgp/encryptedmessage.h"
#include "core/openpgp/signatures.h"

#include <rnp/rnp.h>
#include <rnp/rnp_err.h>

#include <algorithm>
#include <optional>
#include <type_traits>

namespace coffret {

namespace {

template <auto Destroy>
struct RnpDeleter
{
    template <typename T>
    void operator()(T *object) const
    {
        Destroy(object);
    }
};
template <typename Handle, auto Destroy>
using RnpHandle = std::unique_ptr<std::remove_pointer_t<Handle>, RnpDeleter<Destroy>>;
using Ffi = RnpHandle<rnp_ffi_t, rnp_ffi_destroy>;
using Input = RnpHandle<rnp_input_t, rnp_input_destroy>;
using Output = RnpHandle<rnp_output_t, rnp_output_destroy>;
using Key = RnpHandle<rnp_key_handle_t, rnp_key_handle_destroy>;
using Verification = RnpHandle<rnp_op_verify_t, rnp_op_verify_destroy>;
using Identifiers = RnpHandle<rnp_identifier_iterator_t, rnp_identifier_iterator_destroy>;

Input inputFrom(std::string_view bytes)
{
    rnp_input_t input = nullptr;
    rnp_input_from_memory(&input, reinterpret_cast<const uint8_t *>(bytes.data()), bytes.size(), false);
    return Input(input);
}

QString takeString(char *text)
{
    const QString copy = QString::fromUtf8(text);
    rnp_buffer_destroy(text);
    return copy;
}

Key findKey(rnp_ffi_t ffi, const QString &fingerprint)
{
    rnp_key_handle_t key = nullptr;
    rnp_locate_key(ffi, "fingerprint", fingerprint.toLatin1().constData(), &key);
    return Key(key);
}

template <typename Query>
bool ask(Query query, rnp_key_handle_t key)
{
    bool answer = false;
    return query(key, &answer) == RNP_SUCCESS && answer;
}

/// Of the primary key, also for a subkey.
QString primaryFingerprint(rnp_key_handle_t key)
{
    char *text = nullptr;
    if (ask(rnp_key_is_sub, key))
        rnp_key_get_primary_fprint(key, &text);
    else
        rnp_key_get_fprint(key, &text);
    return takeString(text).toUpper();
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
    return takeString(text).toUpper();
}

bool hasWeakHash(rnp_op_verify_signature_t signature)
{
    char *name = nullptr;
    rnp_op_verify_signature_get_hash(signature, &name);
    const QString hash = takeString(name);
    return hash == QLatin1String("SHA1") || hash == QLatin1String("MD5");
}

QString userIdOf(rnp_key_handle_t key)
{
    char *text = nullptr;
    rnp_key_get_primary_uid(key, &text);
    return displayText(takeString(text).toStdString());
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

class RnpMetadataKey final : public MetadataKey
{
public:
    RnpMetadataKey(Ffi ffi, QString fingerprint) : m_ffi(std::move(ffi)), m_fingerprint(std::move(fingerprint)) {}
    QString fingerprint() const override { return m_fingerprint; }
    Expected<OpenedMessage> open(const OpenRequest &request) override;

private:
    Expected<Verdict> verdictOf(rnp_op_verify_t operation, const QStringList &expectedSigners) const;
    FoundSignature describe(rnp_op_verify_signature_t signature) const;

    Ffi m_ffi;
    QString m_fingerprint;
};

// librnp reads the first signed or literal data inside and passes over what follows it, where gpg refuses the message:
// what is returned is what the verdict is about, either way. Its diagnostics go to standard error and cannot be
// stopped; they hold nothing secret.
//
// librnp passes plaintext through buffers of its own (a literal packet's cache, a decompressor) and frees them without
// overwriting; those copies are out of reach from here and go when the allocator wipes freed memory.
Expected<OpenedMessage> RnpMetadataKey::open(const OpenRequest &request)
{
    if (request.stop.stop_requested())
        return failure(ErrorKind::Cancelled);
    const auto packets = encryptedPackets(request.message, request.maximumBytes);
    if (!packets)
        return failure(packets);
    const Input input = inputFrom({packets->constData(), static_cast<std::size_t>(packets->size())});
    Sink sink{static_cast<std::size_t>(std::max<qsizetype>(request.maximumBytes, 0)), {}, false};
    rnp_output_t out = nullptr;
    rnp_output_to_callback(&out, Sink::write, nullptr, &sink);
    const Output output(out);
    rnp_op_verify_t created = nullptr;
    rnp_op_verify_create(&created, m_ffi.get(), input.get(), out);
    const Verification operation(created);
    rnp_op_verify_set_flags(created, RNP_VERIFY_IGNORE_SIGS_ON_DECRYPT); // judged below, one by one
    const rnp_result_t result = rnp_op_verify_execute(created);
    if (sink.overflowed)
        return failure(ErrorKind::TooLarge);
    if (result != RNP_SUCCESS)
        return tl::unexpected(openError(result));
    bool intact = false;
    if (rnp_op_verify_get_protection_info(created, nullptr, nullptr, &intact) != RNP_SUCCESS || !intact)
        return failure(ErrorKind::CorruptMessage, QStringLiteral("no integrity protection"));
    auto verdict = verdictOf(created, request.expectedSigners);
    if (!verdict)
        return failure(verdict);
    return OpenedMessage{std::move(sink.buffer), std::move(*verdict)};
}

Expected<Verdict> RnpMetadataKey::verdictOf(rnp_op_verify_t operation, const QStringList &expectedSigners) const
{
    std::size_t count = 0;
    rnp_op_verify_get_signature_count(operation, &count);
    std::vector<FoundSignature> found;
    for (std::size_t i = 0; i < count; ++i) {
        rnp_op_verify_signature_t signature = nullptr;
        if (rnp_op_verify_get_signature_at(operation, i, &signature) == RNP_SUCCESS)
            found.push_back(describe(signature));
    }
    return judge(found, expectedSigners);
}

FoundSignature RnpMetadataKey::describe(rnp_op_verify_signature_t signature) const
{
    FoundSignature found;
    std::uint32_t created = 0;
    if (rnp_op_verify_signature_get_times(signature, &created, nullptr) == RNP_SUCCESS && created != 0)
        found.signedAt = QDateTime::fromSecsSinceEpoch(created, Qt::UTC);
    const rnp_result_t status = rnp_op_verify_signature_get_status(signature);
    rnp_key_handle_t handle = nullptr;
    rnp_op_verify_signature_get_key(signature, &handle);
    const Key signer(handle);
    if (!signer || status == RNP_ERROR_KEY_NOT_FOUND || status == RNP_ERROR_SIGNATURE_UNKNOWN ||
        hasWeakHash(signature)) {
        found.signerFingerprint = issuerFingerprint(signature);
        return found;
    }
    found.signerFingerprint = primaryFingerprint(signer.get());
    const Key primary = findKey(m_ffi.get(), found.signerFingerprint);
    found.signerName = userIdOf(primary.get());
    // librnp does not look at the signature of a revoked key at all. Such a message is worth what an unsigned one is,
    // which is what this state tells.
    if (ask(rnp_key_is_revoked, primary.get()) || ask(rnp_key_is_revoked, signer.get()))
        found.state = SignatureState::RevokedKey;
    else if (status != RNP_SUCCESS && status != RNP_ERROR_SIGNATURE_EXPIRED)
        found.state = SignatureState::Bad;
    else if (status == RNP_ERROR_SIGNATURE_EXPIRED || ask(rnp_key_is_expired, primary.get()) ||
             ask(rnp_key_is_expired, signer.get()))
        found.state = SignatureState::ExpiredKey;
    else
        found.state = SignatureState::Foreign;
    return found;
}

bool importKeys(rnp_ffi_t ffi, std::string_view armored, std::uint32_t flags)
{
    const Input input = inputFrom(armored);
    return rnp_import_keys(ffi, input.get(), flags, nullptr) == RNP_SUCCESS;
}

/// The fingerprints of all keys and subkeys.
QStringList fingerprints(rnp_ffi_t ffi)
{
    rnp_identifier_iterator_t created = nullptr;
    rnp_identifier_iterator_create(ffi, &created, "fingerprint");
    const Identifiers iterator(created);
    QStringList found;
    const char *fingerprint = nullptr;
    while (rnp_identifier_iterator_next(created, &fingerprint) == RNP_SUCCESS && fingerprint != nullptr)
        found += QString::fromLatin1(fingerprint);
    return found;
}

/// Unlocks the parts that decrypt, for as long as the ring lives: once here instead of once per message.
Expected<void> unlock(rnp_ffi_t ffi, const SecretBuffer &passphrase)
{
    bool usable = false;
    for (const QString &fingerprint : fingerprints(ffi)) {
        const Key key = findKey(ffi, fingerprint);
        bool encrypts = false;
        rnp_key_allows_usage(key.get(), "encrypt", &encrypts);
        if (!encrypts || !ask(rnp_key_have_secret, key.get()))
            continue;
        if (ask(rnp_key_is_locked, key.get()) &&
            (passphrase.isEmpty() || rnp_key_unlock(key.get(), passphrase.bytes().data()) != RNP_SUCCESS))
            return failure(ErrorKind::WrongPassphrase);
        usable = true;
    }
    if (!usable)
        return failure(ErrorKind::KeyUnusable, QStringLiteral("the key cannot decrypt"));
    return {};
}

} // namespace

Expected<std::unique_ptr<MetadataKey>> MetadataKey::load(const SecretBuffer &armoredSecretKey,
                                                         const SecretBuffer &passphrase,
                                                         const QList<QByteArray> &signerKeys)
{
    rnp_ffi_t created = nullptr;
    if (rnp_ffi_create(&created, "GPG", "GPG") != RNP_SUCCESS)
        return failure(ErrorKind::Internal, QStringLiteral("librnp does not start"));
    Ffi ffi(created);
    if (!importKeys(created, armoredSecretKey.view(), RNP_LOAD_SAVE_PUBLIC_KEYS | RNP_LOAD_SAVE_SECRET_KEYS))
        return failure(ErrorKind::InvalidInput, QStringLiteral("not a readable OpenPGP key"));
    QStringList primaries;
    for (const QString &fingerprint : fingerprints(created)) {
        const Key key = findKey(created, fingerprint);
        if (ask(rnp_key_is_primary, key.get()))
            primaries += fingerprint.toUpper();
    }
    if (primaries.size() != 1)
        return failure(ErrorKind::InvalidInput, QStringLiteral("not exactly one key"));
    if (auto unlocked = unlock(created, passphrase); !unlocked)
        return failure(unlocked);
    for (const QByteArray &key : signerKeys) {
        // One unreadable colleague must not hide everybody's names: the messages show up as signed by an unknown key.
        if (!importKeys(created, {key.constData(), static_cast<std::size_t>(key.size())},
                        RNP_LOAD_SAVE_PUBLIC_KEYS | RNP_LOAD_SAVE_PERMISSIVE))
            qCWarning(lcOpenPgp) << "a signer's public key cannot be read";
    }
    return std::make_unique<RnpMetadataKey>(std::move(ffi), primaries.first());
}

} // namespace coffret
