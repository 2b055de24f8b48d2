// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/passbolt/passboltmetadataseal.h"

#include <QJsonArray>
#include <QJsonObject>

namespace coffret {

namespace {

struct SharedKey
{
    QString id;
    QString fingerprint;
    QByteArray armored;
    QDateTime created;
};

/// The newest that is neither deleted nor expired; an empty id when there is none.
SharedKey newestOf(const QJsonArray &rows, const QDateTime &now)
{
    SharedKey newest;
    for (const QJsonValue row : rows) {
        SharedKey key;
        key.id = row[QLatin1String("id")].toString().toLower();
        key.fingerprint = row[QLatin1String("fingerprint")].toString().toUpper();
        key.armored = row[QLatin1String("armored_key")].toString().toLatin1();
        key.created = QDateTime::fromString(row[QLatin1String("created")].toString(), Qt::ISODate);
        const QJsonValue expired = row[QLatin1String("expired")];
        const QDateTime end = QDateTime::fromString(expired.toString(), Qt::ISODate);
        const bool over = !expired.isNull() && !expired.isUndefined() && !(end.isValid() && end > now);
        const QJsonValue deleted = row[QLatin1String("deleted")];
        const bool gone = deleted.isString() || deleted.toBool(false);
        if (isUuid(key.id) && !over && !gone && (newest.id.isEmpty() || key.created > newest.created))
            newest = std::move(key);
    }
    return newest;
}

} // namespace

void PassboltSealedMetadata::addTo(QJsonObject &row) const
{
    row.insert(QStringLiteral("metadata"), QString::fromLatin1(message));
    row.insert(QStringLiteral("metadata_key_id"), keyId.isEmpty() ? QJsonValue() : QJsonValue(keyId));
    row.insert(QStringLiteral("metadata_key_type"),
               sharedKey ? QStringLiteral("shared_key") : QStringLiteral("user_key"));
}

PassboltMetadataSeal::PassboltMetadataSeal(const Account &account, PassboltApi &api, OpenPgp &openPgp,
                                           PassboltLoader &loader)
    : m_account(account), m_api(api), m_openPgp(openPgp), m_loader(loader)
{
}

Task<Expected<PassboltSealedMetadata>> PassboltMetadataSeal::seal(SecretBuffer plaintext, bool personal, StopToken stop)
{
    if (personal) {
        const Expected<bool> allowed = co_await personalKeysAllowed(stop);
        if (!allowed)
            co_return failure(allowed);
        personal = *allowed;
    }
    if (!personal)
        co_return co_await sealShared(std::move(plaintext), stop);
    const QStringList self{m_account.keyFingerprint};
    Expected<QByteArray> message = co_await m_openPgp.seal(std::move(plaintext), self, m_account.keyFingerprint);
    if (!message)
        co_return failure(message);
    PassboltSealedMetadata sealed;
    sealed.message = std::move(*message);
    co_return sealed;
}

Task<Expected<bool>> PassboltMetadataSeal::personalKeysAllowed(StopToken stop)
{
    const Expected<QJsonValue> settings = co_await m_api.fetch(QStringLiteral("/metadata/keys/settings.json"), stop);
    if (!settings && settings.error().kind == ErrorKind::NotFound)
        co_return true;
    if (!settings)
        co_return failure(settings);
    co_return (*settings)[QLatin1String("allow_usage_of_personal_keys")].toBool(true);
}

Task<Expected<PassboltSealedMetadata>> PassboltMetadataSeal::sealShared(SecretBuffer plaintext, StopToken stop)
{
    const Expected<QJsonValue> rows =
        co_await m_api.fetch(QStringLiteral("/metadata/keys.json?filter[deleted]=0"), stop);
    if (!rows && rows.error().kind != ErrorKind::NotFound)
        co_return failure(rows);
    const SharedKey key = rows ? newestOf(rows->toArray(), m_api.serverNow()) : SharedKey();
    if (key.id.isEmpty())
        co_return failure(ErrorKind::Unsupported, QStringLiteral("the server has no shared metadata key"));
    if (m_loader.trustedMetadataKey(key.id) != key.fingerprint)
        co_return failure(m_loader.metadataKeyRefusal(key.id),
                          QStringLiteral("the shared metadata key %1").arg(key.fingerprint));
    const Expected<KeyInfo> imported = co_await m_openPgp.importPublicKey(key.armored);
    if (!imported)
        co_return failure(imported);
    if (imported->fingerprint != key.fingerprint)
        co_return failure(ErrorKind::KeyUnusable, QStringLiteral("a metadata key under another's name"));
    const QStringList recipient{key.fingerprint};
    Expected<QByteArray> message = co_await m_openPgp.seal(std::move(plaintext), recipient, m_account.keyFingerprint);
    if (!message)
        co_return failure(message);
    PassboltSealedMetadata sealed;
    sealed.message = std::move(*message);
    sealed.keyId = key.id;
    sealed.sharedKey = true;
    co_return sealed;
}

} // namespace coffret
