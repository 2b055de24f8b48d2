// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/passbolt/passboltmetadatakeys.h"

#include "core/vault/passbolt/passboltjson.h"

namespace coffret {

Expected<PassboltPrivateKey> parsePrivateKey(const SecretBuffer &plaintext, const QString &expectedFingerprint)
{
    const auto members = splitSecretJson(plaintext.view());
    if (!members)
        return failure(members);
    if (plainText(*members, "object_type") != QLatin1String("PASSBOLT_METADATA_PRIVATE_KEY"))
        return failure(ErrorKind::Malformed, QStringLiteral("not a metadata private key"));
    PassboltPrivateKey key;
    key.fingerprint = plainText(*members, "fingerprint").toUpper();
    if (key.fingerprint != expectedFingerprint)
        return failure(ErrorKind::Malformed, QStringLiteral("another metadata key than the one named"));
    Expected<SecretBuffer> armored = secretText(*members, "armored_key");
    if (!armored)
        return failure(armored);
    key.armored = std::move(*armored);
    if (Expected<SecretBuffer> passphrase = secretText(*members, "passphrase")) // normally empty
        key.passphrase = std::move(*passphrase);
    return key;
}

void PassboltMetadataKeys::add(const QString &keyId, PassboltPrivateKey key, const QList<QByteArray> &signers)
{
    const std::scoped_lock lock(m_mutex);
    m_slots[keyId] = Slot{std::move(key), signers, {}};
}

void PassboltMetadataKeys::setSigners(QList<QByteArray> signers)
{
    const std::scoped_lock lock(m_mutex);
    m_signers = std::move(signers);
}

void PassboltMetadataKeys::addUnreadable(const QString &keyId)
{
    const std::scoped_lock lock(m_mutex);
    m_unreadable.insert(keyId);
}

void PassboltMetadataKeys::trust(const QString &fingerprint)
{
    const std::scoped_lock lock(m_mutex);
    for (auto &[keyId, slot] : m_slots)
        slot.key.trusted = slot.key.trusted || slot.key.fingerprint == fingerprint;
}

bool PassboltMetadataKeys::isTrusted(const QString &keyId) const
{
    const std::scoped_lock lock(m_mutex);
    const auto found = m_slots.find(keyId);
    return found != m_slots.end() && found->second.key.trusted;
}

QString PassboltMetadataKeys::fingerprintOf(const QString &keyId) const
{
    const std::scoped_lock lock(m_mutex);
    const auto found = m_slots.find(keyId);
    return found != m_slots.end() ? found->second.key.fingerprint : QString();
}

Expected<OpenedMessage> PassboltMetadataKeys::open(const QString &keyId, const OpenRequest &request)
{
    std::unique_ptr<MetadataKey> instance;
    Slot *slot = nullptr;
    {
        const std::scoped_lock lock(m_mutex);
        const auto found = m_slots.find(keyId);
        if (found == m_slots.end() && m_unreadable.contains(keyId))
            return failure(ErrorKind::KeyUnusable, QStringLiteral("a metadata key we cannot read"));
        if (found == m_slots.end())
            return failure(ErrorKind::NotFound, QStringLiteral("a metadata key we were not given"));
        slot = &found->second; // entries are only added while nothing is opened, and never removed
        if (!slot->idle.empty()) {
            instance = std::move(slot->idle.back());
            slot->idle.pop_back();
        }
    }
    if (instance == nullptr) {
        auto loaded = MetadataKey::load(slot->key.armored, slot->key.passphrase, slot->signers);
        if (!loaded)
            return failure(loaded);
        if ((*loaded)->fingerprint() != slot->key.fingerprint)
            return failure(ErrorKind::Malformed, QStringLiteral("a metadata key under another's name"));
        instance = std::move(*loaded);
    }
    Expected<OpenedMessage> opened = instance->open(request);
    const std::scoped_lock lock(m_mutex);
    slot->idle.push_back(std::move(instance));
    return opened;
}

Expected<OpenedMessage> PassboltMetadataKeys::openWith(std::string_view sessionKey, const OpenRequest &request)
{
    std::unique_ptr<SessionKeyReader> reader;
    QList<QByteArray> signers;
    {
        const std::scoped_lock lock(m_mutex);
        signers = m_signers;
        if (!m_idleReaders.empty()) {
            reader = std::move(m_idleReaders.back());
            m_idleReaders.pop_back();
        }
    }
    if (reader == nullptr) {
        auto loaded = SessionKeyReader::load(signers);
        if (!loaded)
            return failure(loaded);
        reader = std::move(*loaded);
    }
    Expected<OpenedMessage> opened = reader->open(request, sessionKey);
    const std::scoped_lock lock(m_mutex);
    m_idleReaders.push_back(std::move(reader));
    return opened;
}

} // namespace coffret
