// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QHash>
#include <QString>
#include <QStringList>

#include <memory>
#include <optional>

namespace coffret::demovault {

enum class KeyKind { Ed25519, Rsa3072 };

/// One OpenPGP key pair of this run. The primary key signs, a subkey encrypts, nothing expires.
struct DemoKey
{
    QString userId;
    QString fingerprint; ///< 40 hex digits, upper case
    KeyKind kind = KeyKind::Ed25519;
    QByteArray publicKey; ///< armored
    QByteArray secretKey; ///< armored, not protected
    QDateTime created;
    QString algorithm = QStringLiteral("EdDSA"); ///< of the primary key: "RSA", "EdDSA", "ECDSA"…
    int bits = 256;
    bool expires = false;
    bool revoked = false;
};

/// Makes a key on its own, so that slow kinds can be made on another thread.
[[nodiscard]] DemoKey generateKey(const QString &userId, KeyKind kind);
/// What an armored public key says about itself; nullopt when it is not exactly one.
[[nodiscard]] std::optional<DemoKey> readPublicKey(const QByteArray &armored);
/// The armored secret key again, protected with a passphrase.
[[nodiscard]] QByteArray protectedSecretKey(const DemoKey &key, const QByteArray &passphrase);

/// The armored public key again, as its owner would make it known: with an end that has come, or revoked.
[[nodiscard]] QByteArray expiredPublicKey(const DemoKey &key);
[[nodiscard]] QByteArray revokedPublicKey(const DemoKey &key);

/// All secret keys of the demonstration in memory, used in process. One thread.
class Keyring
{
public:
    struct Opened
    {
        QByteArray plaintext;
        QString signer;    ///< primary fingerprint of the only valid signature; empty: none, several, unknown or bad
        QString anySigner; ///< the same of the first valid one of several
    };

    Keyring();
    ~Keyring();
    Keyring(const Keyring &) = delete;
    Keyring &operator=(const Keyring &) = delete;

    /// Takes both halves, or only the public one when there is no secret.
    void add(const DemoKey &key);
    /// Public key of somebody else; false unless it can be read.
    bool addPublic(const QByteArray &armored);

    /// Signs with every signer, encrypts to one recipient: armored with CRC, AES-256, integrity protected, no AEAD.
    [[nodiscard]] QByteArray seal(const QByteArray &plaintext, const QString &recipient,
                                  const QStringList &signers = {}) const;
    /// As seal, but what was signed is not quite what the message says.
    [[nodiscard]] QByteArray sealMisquoted(const QByteArray &plaintext, const QString &recipient,
                                           const QString &signer) const;
    /// A cleartext-signed message.
    [[nodiscard]] QByteArray signedClear(const QByteArray &text, const QString &signer) const;
    /// nullopt when it cannot be decrypted whole.
    [[nodiscard]] std::optional<Opened> open(const QByteArray &armored) const;

    /// Primary fingerprint of the only key of ours that the message is for; empty: none, several or somebody else's.
    [[nodiscard]] QString recipientOf(const QByteArray &armored) const;
    /// True when the message names exactly one recipient, and that is this key or one of its subkeys. As the server,
    /// takes no armor with an empty line before its end.
    [[nodiscard]] bool isOnlyFor(const QByteArray &armored, const QString &fingerprint) const;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

/// The same message with the last byte of its integrity check changed and a correct armor checksum: the text and its
/// signature are still whole, and only that check notices.
[[nodiscard]] QByteArray damaged(const QByteArray &armored);
/// True for one armored block of the given kind ("MESSAGE") with its checksum line.
[[nodiscard]] bool isArmored(const QByteArray &text, const QByteArray &kind);

} // namespace coffret::demovault
