// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/openpgp/keydirectory.h"

#include "core/openpgp/displaytext.h"
#include "core/openpgp/gpgerrors.h"

namespace coffret {

namespace {

QDateTime timeOf(long seconds)
{
    return seconds > 0 ? QDateTime::fromSecsSinceEpoch(seconds, Qt::UTC) : QDateTime();
}

QString userIdOf(gpgme_key_t key)
{
    for (gpgme_user_id_t id = key->uids; id != nullptr; id = id->next) {
        if (id->revoked == 0 && id->invalid == 0)
            return displayText(id->uid);
    }
    return key->uids != nullptr ? displayText(key->uids->uid) : QString(); // of a revoked key all are revoked
}

KeyInfo infoOf(gpgme_key_t key)
{
    const gpgme_subkey_t primary = key->subkeys;
    KeyInfo info;
    info.fingerprint = QString::fromLatin1(primary->fpr).toUpper();
    info.userId = userIdOf(key);
    info.email = emailOf(info.userId);
    char *algorithm = gpgme_pubkey_algo_string(primary);
    info.algorithm = QString::fromLatin1(algorithm);
    gpgme_free(algorithm);
    info.created = timeOf(primary->timestamp);
    info.expires = timeOf(primary->expires);
    info.canEncrypt = key->can_encrypt != 0;
    info.canSign = key->can_sign != 0;
    info.expired = key->expired != 0;
    info.revoked = key->revoked != 0;
    for (gpgme_subkey_t part = primary; part != nullptr; part = part->next) {
        info.onCard = info.onCard || part->is_cardkey != 0;
        if (part->can_encrypt != 0 && part->expired == 0 && part->revoked == 0 && part->keyid != nullptr)
            info.encryptionKeyIds.append(QString::fromLatin1(part->keyid).toUpper());
    }
    return info;
}

/// gpg signs with the newest signing subkey unless the key is named with a "!" behind it. Passbolt compares a
/// signature with the primary fingerprint, so the primary key signs where its secret is at hand. GPGME names a signer
/// by the key id of its first subkey record, and this is the only way through it to say "this very key".
void preferPrimary(DirectoryKey &entry)
{
    const gpgme_subkey_t primary = entry.key->subkeys;
    if (primary->can_sign == 0 || primary->secret == 0)
        return;
    entry.signerName = QByteArray(primary->fpr) + '!';
    primary->keyid = entry.signerName.data();
}

DirectoryKeyPtr entryFor(GpgmeKey key)
{
    auto entry = std::make_shared<DirectoryKey>();
    entry->info = infoOf(key.get());
    for (gpgme_subkey_t part = key->subkeys; part != nullptr; part = part->next) {
        entry->hasSecret = entry->hasSecret || part->secret != 0;
        entry->canDecrypt = entry->canDecrypt || (part->secret != 0 && part->can_encrypt != 0);
    }
    entry->key = std::move(key);
    preferPrimary(*entry);
    return entry;
}

/// Reads the keys of a listing that was just started.
Expected<std::vector<DirectoryKeyPtr>> collect(gpgme_ctx_t context, gpgme_error_t error)
{
    std::vector<DirectoryKeyPtr> keys;
    while (!error) {
        gpgme_key_t next = nullptr;
        error = gpgme_op_keylist_next(context, &next);
        if (!error && next->subkeys != nullptr && next->subkeys->fpr != nullptr)
            keys.push_back(entryFor(GpgmeKey(next)));
        else
            gpgme_key_unref(next);
    }
    if (gpgme_err_code(error) != GPG_ERR_EOF)
        return tl::unexpected(openPgpError(error, ErrorKind::NoOpenPgp));
    return keys;
}

} // namespace

KeyDirectory::KeyDirectory(QString home) : m_home(std::move(home)) {}

Expected<DirectoryKeyPtr> KeyDirectory::find(const QString &fingerprint)
{
    const std::scoped_lock lock(m_mutex);
    if (!m_loaded) {
        if (auto loaded = load(); !loaded)
            return failure(loaded);
    }
    return m_keys.value(fingerprint.toUpper());
}

void KeyDirectory::invalidate()
{
    const std::scoped_lock lock(m_mutex);
    m_loaded = false;
}

Expected<void> KeyDirectory::load()
{
    auto keys = allKeys(m_home);
    if (!keys)
        return failure(keys);
    m_keys.clear();
    for (const DirectoryKeyPtr &entry : *keys) {
        for (gpgme_subkey_t part = entry->key->subkeys; part != nullptr; part = part->next) {
            if (part->fpr != nullptr)
                m_keys.insert(QString::fromLatin1(part->fpr).toUpper(), entry);
        }
    }
    m_loaded = true;
    return {};
}

Expected<std::vector<DirectoryKeyPtr>> KeyDirectory::allKeys(const QString &home)
{
    auto context = GpgmeContext::create(home);
    if (!context)
        return failure(context);
    gpgme_ctx_t ctx = (*context)->get();
    gpgme_set_keylist_mode(ctx,
                           GPGME_KEYLIST_MODE_LOCAL | GPGME_KEYLIST_MODE_WITH_SECRET | GPGME_KEYLIST_MODE_WITH_KEYGRIP);
    return collect(ctx, gpgme_op_keylist_start(ctx, nullptr, 0));
}

Expected<std::vector<DirectoryKeyPtr>> KeyDirectory::keysIn(const QString &home, const QByteArray &packets)
{
    auto context = GpgmeContext::create(home);
    if (!context)
        return failure(context);
    gpgme_data_t data = nullptr;
    const gpgme_error_t error =
        gpgme_data_new_from_mem(&data, packets.constData(), static_cast<std::size_t>(packets.size()), 0);
    const GpgmeData block(data);
    if (error)
        return tl::unexpected(openPgpError(error, ErrorKind::Internal));
    return collect((*context)->get(), gpgme_op_keylist_from_data_start((*context)->get(), data, 0));
}

} // namespace coffret
