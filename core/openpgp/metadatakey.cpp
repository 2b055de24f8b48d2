// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/openpgp/metadatakey.h"

#include "core/openpgp/encryptedmessage.h"
#include "core/openpgp/keyunwrap.h"
#include "core/openpgp/rnpkeyring.h"
#include "core/openpgp/rnpreading.h"
#include "core/openpgp/sessionkey.h"

#include <optional>
#include <vector>

namespace coffret {

namespace {

using Unwraps = std::vector<std::unique_ptr<KeyUnwrap>>;

/// CorruptMessage unless the key opens the message, and what is in it can be read.
Expected<OpenedMessage> openWith(rnp_ffi_t ffi, const SignerKeys &signers, const EncryptedParts &parts,
                                 std::string_view sessionKey, const OpenRequest &request)
{
    if (parts.aead)
        return failure(ErrorKind::CorruptMessage, QStringLiteral("encrypted in a way that has no session key here"));
    const Expected<ProtectedData> data = ProtectedData::decrypt(parts.data, sessionKey);
    if (!data)
        return failure(data);
    // OpenSSL verifies RSA many times faster than librnp.
    if (auto opened = signers.read(data->packets(), request))
        return *std::move(opened);
    return readContent(ffi, data->packets(), request);
}

class RnpMetadataKey final : public MetadataKey
{
public:
    RnpMetadataKey(RnpFfi ffi, QString fingerprint, Unwraps unwraps)
        : m_ffi(std::move(ffi))
        , m_signers(signerKeysIn(m_ffi.get()))
        , m_fingerprint(std::move(fingerprint))
        , m_unwraps(std::move(unwraps))
    {
    }
    QString fingerprint() const override { return m_fingerprint; }
    Expected<OpenedMessage> open(const OpenRequest &request) override;

private:
    [[nodiscard]] SecretBuffer sessionKeyOf(const EncryptedParts &parts, const StopToken &stop) const;

    RnpFfi m_ffi;
    SignerKeys m_signers;
    QString m_fingerprint;
    Unwraps m_unwraps; ///< for those of its keys that are of a sort OpenSSL serves
};

SecretBuffer RnpMetadataKey::sessionKeyOf(const EncryptedParts &parts, const StopToken &stop) const
{
    for (const std::string_view packet : parts.sessionKeys) {
        for (const auto &unwrap : m_unwraps) {
            if (stop.stop_requested())
                return {};
            if (SecretBuffer key = unwrap->sessionKey(packet); !key.isEmpty())
                return key;
        }
    }
    return {};
}

Expected<OpenedMessage> RnpMetadataKey::open(const OpenRequest &request)
{
    if (request.stop.stop_requested())
        return failure(ErrorKind::Cancelled);
    const auto parts = encryptedParts(request.message, request.maximumBytes, request.maximumRecipients);
    if (!parts)
        return failure(parts);
    if (SecretBuffer sessionKey = sessionKeyOf(*parts, request.stop); !sessionKey.isEmpty()) {
        Expected<OpenedMessage> opened = openWith(m_ffi.get(), m_signers, *parts, sessionKey.view(), request);
        if (opened && request.wantsSessionKey)
            opened->sessionKey = std::move(sessionKey);
        if (opened || opened.error().kind != ErrorKind::CorruptMessage)
            return opened;
    }
    if (request.stop.stop_requested())
        return failure(ErrorKind::Cancelled);
    // Another algorithm, or something is wrong: librnp has the last word, whatever it was.
    const auto size = static_cast<std::size_t>(parts->packets.size());
    return readEncrypted(m_ffi.get(), {parts->packets.constData(), size}, request);
}

class RnpSessionKeyReader final : public SessionKeyReader
{
public:
    explicit RnpSessionKeyReader(RnpFfi ffi) : m_ffi(std::move(ffi)), m_signers(signerKeysIn(m_ffi.get())) {}

    Expected<OpenedMessage> open(const OpenRequest &request, std::string_view sessionKey) override
    {
        if (request.stop.stop_requested())
            return failure(ErrorKind::Cancelled);
        const auto parts = encryptedParts(request.message, request.maximumBytes, request.maximumRecipients);
        if (!parts)
            return failure(parts);
        return openWith(m_ffi.get(), m_signers, *parts, sessionKey, request);
    }

private:
    RnpFfi m_ffi;
    SignerKeys m_signers;
};

/// Removes the protection of the parts that decrypt, for as long as the ring lives: once here instead of once per
/// message.
Expected<Unwraps> unlock(rnp_ffi_t ffi, const SecretBuffer &passphrase)
{
    Unwraps unwraps;
    bool usable = false;
    for (const QString &fingerprint : rnpFingerprints(ffi)) {
        const RnpKey key = findRnpKey(ffi, fingerprint);
        bool encrypts = false;
        rnp_key_allows_usage(key.get(), "encrypt", &encrypts);
        if (!encrypts || !askRnp(rnp_key_have_secret, key.get()))
            continue;
        if (askRnp(rnp_key_is_locked, key.get()) &&
            (passphrase.isEmpty() || rnp_key_unprotect(key.get(), passphrase.bytes().data()) != RNP_SUCCESS))
            return failure(ErrorKind::WrongPassphrase);
        usable = true;
        const SecretBuffer packets = exportRnpSecret(key.get());
        const QByteArray octets = QByteArray::fromHex(fingerprint.toLatin1());
        if (auto unwrap = KeyUnwrap::load(packets.view(), {octets.constData(), static_cast<size_t>(octets.size())}))
            unwraps.push_back(std::move(unwrap));
    }
    if (!usable)
        return failure(ErrorKind::KeyUnusable, QStringLiteral("the key cannot decrypt"));
    return unwraps;
}

} // namespace

Expected<std::unique_ptr<MetadataKey>> MetadataKey::load(const SecretBuffer &armoredSecretKey,
                                                         const SecretBuffer &passphrase,
                                                         const QList<QByteArray> &signerKeys)
{
    auto ffi = makeRnpKeyring();
    if (!ffi)
        return failure(ffi);
    if (!importRnpKeys(ffi->get(), armoredSecretKey.view(), RNP_LOAD_SAVE_PUBLIC_KEYS | RNP_LOAD_SAVE_SECRET_KEYS))
        return failure(ErrorKind::InvalidInput, QStringLiteral("not a readable OpenPGP key"));
    QStringList primaries;
    for (const QString &fingerprint : rnpFingerprints(ffi->get())) {
        const RnpKey key = findRnpKey(ffi->get(), fingerprint);
        if (askRnp(rnp_key_is_primary, key.get()))
            primaries += fingerprint.toUpper();
    }
    if (primaries.size() != 1)
        return failure(ErrorKind::InvalidInput, QStringLiteral("not exactly one key"));
    auto unwraps = unlock(ffi->get(), passphrase);
    if (!unwraps)
        return failure(unwraps);
    importSigners(ffi->get(), signerKeys);
    return std::make_unique<RnpMetadataKey>(std::move(*ffi), primaries.first(), std::move(*unwraps));
}

Expected<std::unique_ptr<SessionKeyReader>> SessionKeyReader::load(const QList<QByteArray> &signerKeys)
{
    auto ffi = makeRnpKeyring();
    if (!ffi)
        return failure(ffi);
    importSigners(ffi->get(), signerKeys);
    return std::make_unique<RnpSessionKeyReader>(std::move(*ffi));
}

} // namespace coffret
