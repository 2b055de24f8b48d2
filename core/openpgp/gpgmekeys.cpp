// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/openpgp/gpgmeoperations.h"

#include "core/openpgp/armor.h"
#include "core/openpgp/gpgerrors.h"

namespace coffret {

namespace {

constexpr qsizetype MaximumKeyBytes = 64 * 1024;
constexpr unsigned MinimumRsaBits = 2048;

bool isWeak(gpgme_subkey_t part)
{
    switch (part->pubkey_algo) {
    case GPGME_PK_RSA:
    case GPGME_PK_RSA_E:
    case GPGME_PK_RSA_S:
        return part->length < MinimumRsaBits;
    case GPGME_PK_DSA:
    case GPGME_PK_ELG:
    case GPGME_PK_ELG_E:
        return true;
    default:
        return false;
    }
}

Expected<void> importInto(const QString &home, const QByteArray &packets)
{
    auto context = GpgmeContext::create(home);
    if (!context)
        return failure(context);
    gpgme_data_t data = nullptr;
    gpgme_error_t error =
        gpgme_data_new_from_mem(&data, packets.constData(), static_cast<std::size_t>(packets.size()), 0);
    const GpgmeData block(data);
    if (!error)
        error = gpgme_op_import((*context)->get(), data);
    if (error)
        return tl::unexpected(openPgpError(error, ErrorKind::InvalidInput));
    const gpgme_import_result_t result = gpgme_op_import_result((*context)->get());
    if (result == nullptr || result->considered != 1 || result->secret_read != 0 || result->no_user_id != 0)
        return failure(ErrorKind::InvalidInput, QStringLiteral("gpg did not accept the key"));
    return {};
}

Expected<void> checkStrength(const DirectoryKey &entry)
{
    const gpgme_key_t key = entry.key.get();
    if (entry.info.fingerprint.size() != 40)
        return failure(ErrorKind::KeyUnusable, QStringLiteral("not a version 4 key"));
    for (gpgme_subkey_t part = key->subkeys; part != nullptr; part = part->next) {
        const bool matters = part == key->subkeys || (part->revoked == 0 && part->expired == 0);
        if (matters && isWeak(part))
            return failure(
                ErrorKind::KeyUnusable,
                QStringLiteral("%1 uses %2, which is too weak").arg(entry.info.fingerprint, entry.info.algorithm));
    }
    return {};
}

} // namespace

Expected<void> checkKey(const DirectoryKey &entry)
{
    if (entry.key->secret != 0)
        return failure(ErrorKind::InvalidInput, QStringLiteral("this is a secret key"));
    return checkStrength(entry);
}

GpgmeAccess::GpgmeAccess(std::unique_ptr<PrivateHome> privateHome, PassphraseSource source, PassphraseCallback callback,
                         StopToken quitToken)
    : home(std::move(privateHome))
    , directory(home->path())
    , passphraseSource(source)
    , passphrase(std::move(callback))
    , quit(std::move(quitToken))
{
}

Expected<std::unique_ptr<GpgmeContext>> GpgmeAccess::context(Attendance attendance) const
{
    if (auto prepared = home->prepare(); !prepared)
        return failure(prepared);
    auto context = GpgmeContext::create(home->path());
    if (context && passphraseSource == PassphraseSource::Loopback)
        (*context)->usePassphraseCallback(passphrase);
    if (context && attendance == Attendance::Unattended)
        (*context)->askNobody();
    return context;
}

Expected<std::vector<KeyInfo>> listSecretKeys(GpgmeAccess &access)
{
    auto fingerprints = access.home->refreshOwnKeys();
    if (!fingerprints)
        return failure(fingerprints);
    access.directory.invalidate();
    std::vector<KeyInfo> keys;
    for (const QString &fingerprint : *fingerprints) {
        auto key = access.directory.find(fingerprint);
        if (!key)
            return failure(key);
        if (*key != nullptr && (*key)->canDecrypt)
            keys.push_back((*key)->info);
    }
    return keys;
}

Expected<KeyInfo> importKey(GpgmeAccess &access, const QByteArray &armored)
{
    if (armored.size() > MaximumKeyBytes)
        return failure(ErrorKind::TooLarge);
    const auto packets = dearmor(armored, "PUBLIC KEY BLOCK");
    if (!packets)
        return failure(ErrorKind::InvalidInput, QStringLiteral("not an armored public key"));
    // The directory lists which keys have a secret part, so the agent must be there before it is asked for the first
    // time.
    if (auto prepared = access.home->prepare(); !prepared)
        return failure(prepared);
    auto found = KeyDirectory::keysIn(access.home->path(), *packets);
    if (!found)
        return failure(ErrorKind::InvalidInput, found.error().detail);
    if (found->size() != 1)
        return failure(ErrorKind::InvalidInput, QStringLiteral("%1 keys instead of one").arg(found->size()));
    const DirectoryKey &entry = *found->front();
    if (auto checked = checkKey(entry); !checked)
        return failure(checked);

    const auto import = [&packets](const QString &home) { return importInto(home, *packets); };
    if (auto changed = access.home->changeKeyring(import); !changed)
        return failure(changed);
    access.directory.invalidate();
    auto imported = access.directory.find(entry.info.fingerprint);
    if (!imported)
        return failure(imported);
    if (*imported == nullptr)
        return failure(ErrorKind::InvalidInput, QStringLiteral("gpg did not accept the key"));
    return (*imported)->info;
}

Expected<KeyInfo> keyInKeyring(GpgmeAccess &access, const QString &fingerprint)
{
    if (auto prepared = access.home->prepare(); !prepared) // so that the user's own keys are there
        return failure(prepared);
    auto key = access.directory.find(fingerprint);
    if (!key)
        return failure(key);
    if (*key == nullptr)
        return failure(ErrorKind::NotFound, QStringLiteral("no key %1").arg(fingerprint));
    if (const auto strong = checkStrength(**key); !strong)
        return failure(strong);
    return (*key)->info;
}

} // namespace coffret
