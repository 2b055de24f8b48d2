// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/openpgp/rnpkeyring.h"

#include "core/base/logging.h"

namespace coffret {

Expected<RnpFfi> makeRnpKeyring()
{
    rnp_ffi_t created = nullptr;
    if (rnp_ffi_create(&created, "GPG", "GPG") != RNP_SUCCESS)
        return failure(ErrorKind::Internal, QStringLiteral("librnp does not start"));
    return RnpFfi(created);
}

bool importRnpKeys(rnp_ffi_t ffi, std::string_view armored, std::uint32_t flags)
{
    const RnpInput input = rnpInput(armored);
    return rnp_import_keys(ffi, input.get(), flags, nullptr) == RNP_SUCCESS;
}

void importSigners(rnp_ffi_t ffi, const QList<QByteArray> &signerKeys)
{
    for (const QByteArray &key : signerKeys) {
        // One unreadable colleague must not hide everybody's names: the messages show up as signed by an unknown key.
        if (!importRnpKeys(ffi, {key.constData(), static_cast<std::size_t>(key.size())},
                           RNP_LOAD_SAVE_PUBLIC_KEYS | RNP_LOAD_SAVE_PERMISSIVE))
            qCWarning(lcOpenPgp) << "a signer's public key cannot be read";
    }
}

QStringList rnpFingerprints(rnp_ffi_t ffi)
{
    rnp_identifier_iterator_t created = nullptr;
    rnp_identifier_iterator_create(ffi, &created, "fingerprint");
    const RnpIdentifiers iterator(created);
    QStringList found;
    const char *fingerprint = nullptr;
    while (rnp_identifier_iterator_next(created, &fingerprint) == RNP_SUCCESS && fingerprint != nullptr)
        found += QString::fromLatin1(fingerprint);
    return found;
}

SecretBuffer exportRnpSecret(rnp_key_handle_t key)
{
    SecretBuffer packets;
    const auto write = [](void *buffer, const void *bytes, size_t count) {
        static_cast<SecretBuffer *>(buffer)->append({static_cast<const char *>(bytes), count});
        return true;
    };
    rnp_output_t created = nullptr;
    rnp_output_to_callback(&created, write, nullptr, &packets);
    const RnpOutput output(created);
    if (rnp_key_export(key, created, RNP_KEY_EXPORT_SECRET) != RNP_SUCCESS)
        packets.wipe();
    return packets;
}

} // namespace coffret
