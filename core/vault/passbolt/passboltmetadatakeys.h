// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/openpgp/metadatakey.h"

#include <QHash>
#include <QSet>

#include <map>
#include <memory>
#include <mutex>
#include <vector>

namespace coffret {

/// The private half of a shared metadata key as it came out of its message to us.
struct PassboltPrivateKey
{
    SecretBuffer armored;
    SecretBuffer passphrase;
    QString fingerprint;
    bool trusted = false; ///< see PassboltMetadataKeyring
};

/// Reads the plaintext of a metadata private key. Malformed when it is not one, or not the one that was named.
[[nodiscard]] Expected<PassboltPrivateKey> parsePrivateKey(const SecretBuffer &plaintext,
                                                           const QString &expectedFingerprint);

/// The shared metadata keys of one account, in memory only. Opening is thread-safe: every thread works with an instance
/// of its own.
class PassboltMetadataKeys
{
public:
    /// signers: armored public keys whose signatures can be recognised.
    void add(const QString &keyId, PassboltPrivateKey key, const QList<QByteArray> &signers);
    /// The signers for what is opened with its session key.
    void setSigners(QList<QByteArray> signers);
    /// A key we were given in a way that cannot be read.
    void addUnreadable(const QString &keyId);
    /// The keys with this fingerprint count from now on.
    void trust(const QString &fingerprint);
    [[nodiscard]] bool isTrusted(const QString &keyId) const;

    /// Empty for a key nobody gave us.
    [[nodiscard]] QString fingerprintOf(const QString &keyId) const;

    /// NotFound for a key nobody gave us, KeyUnusable for an unreadable one; otherwise as MetadataKey::open().
    [[nodiscard]] Expected<OpenedMessage> open(const QString &keyId, const OpenRequest &request);
    /// As SessionKeyReader::open(), whatever key the message is for.
    [[nodiscard]] Expected<OpenedMessage> openWith(std::string_view sessionKey, const OpenRequest &request);

private:
    struct Slot
    {
        PassboltPrivateKey key;
        QList<QByteArray> signers;
        std::vector<std::unique_ptr<MetadataKey>> idle;
    };
    mutable std::mutex m_mutex;
    std::map<QString, Slot> m_slots;
    QSet<QString> m_unreadable;
    QList<QByteArray> m_signers;
    std::vector<std::unique_ptr<SessionKeyReader>> m_idleReaders;
};

} // namespace coffret
