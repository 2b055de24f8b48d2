// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/task.h"
#include "core/model/secret.h"
#include "core/openpgp/encryptedmessage.h"

#include <QByteArray>
#include <QStringList>

namespace coffret {

/// A key as far as the program needs to know it. Names are cleaned of control and bidi characters.
struct KeyInfo
{
    QString fingerprint; ///< primary key, 40 hex digits, upper case
    QString userId;      ///< "Ada Lovelace <ada@example.org>"
    QString email;
    QString algorithm; ///< "rsa4096", "ed25519", as gpg names it
    QDateTime created;
    QDateTime expires; ///< null: never
    bool canEncrypt = false;
    bool canSign = false;
    bool expired = false;
    bool revoked = false;
    bool onCard = false;
    QStringList encryptionKeyIds; ///< of the parts that can be encrypted to now: 16 hex digits, upper case

    [[nodiscard]] bool canReceive() const { return canEncrypt && !expired && !revoked; }
};

struct OpenedMessage
{
    SecretBuffer plaintext;
    Verdict verdict;
    SecretBuffer sessionKey{}; ///< where the request wants it and it is one of AES-256: 32 octets
};

struct OpenRequest
{
    // A constructor on purpose: g++ 12 destroys aggregate temporaries in co_await expressions twice.
    explicit OpenRequest(QByteArray messageToOpen = {}, QStringList expectedSignerFingerprints = {})
        : message(std::move(messageToOpen)), expectedSigners(std::move(expectedSignerFingerprints))
    {
    }
    QByteArray message;                   ///< armored or binary OpenPGP message
    QStringList expectedSigners;          ///< primary fingerprints; a good signature by another known key is Foreign
    qsizetype maximumBytes = 1024 * 1024; ///< of plaintext; more is ErrorKind::TooLarge and nothing is kept
    int maximumRecipients = MaximumRecipients; ///< a message for more is ErrorKind::TooLarge
    bool wantsSessionKey = false;
    bool unattended = false; ///< nobody is there to be asked: NoPinentry instead of a pinentry
    StopToken stop;
};

/// OpenPGP with the user's own secret key, which never leaves gpg-agent. All members are called on the main thread;
/// work happens on worker threads. Public keys of servers and colleagues live in a private keyring.
class OpenPgp
{
public:
    virtual ~OpenPgp() = default;

    /// Secret keys in the user's keyring that can decrypt. NoOpenPgp when gpg or the home is unusable.
    virtual Task<Expected<std::vector<KeyInfo>>> secretKeys() = 0;

    /// Puts one armored public key into the private keyring and says which. InvalidInput unless exactly one key;
    /// KeyUnusable for weak (RSA below 2048, DSA, ElGamal) keys; TooLarge above 64 KiB.
    virtual Task<Expected<KeyInfo>> importPublicKey(QByteArray armored) = 0;

    /// A key of the private keyring as it is now: of the user, or imported before. NotFound; KeyUnusable for weak ones.
    virtual Task<Expected<KeyInfo>> findKey(QString fingerprint) = 0;

    /// Decrypts and verifies. Errors: NoSecretKey, WrongPassphrase, NoPinentry, Cancelled, CorruptMessage,
    /// BadSignature, TooLarge, KeyUnusable, NotEncrypted. A plaintext is only returned when decryption was whole.
    virtual Task<Expected<OpenedMessage>> open(OpenRequest request) = 0;

    /// Signs (unless signer is empty) and encrypts to every recipient, armored with CRC, AES-256, no AEAD.
    /// InvalidInput for an empty recipient list; KeyUnusable names the recipient in detail.
    virtual Task<Expected<QByteArray>> seal(SecretBuffer plaintext, QStringList recipientFingerprints,
                                            QString signerFingerprint, StopToken stop = {}) = 0;
    /// The same while nobody is there to be asked: NoPinentry instead of a pinentry. An engine that can ask says how to
    /// do without.
    virtual Task<Expected<QByteArray>> sealUnattended(SecretBuffer plaintext, QStringList recipientFingerprints,
                                                      QString signerFingerprint, StopToken stop = {})
    {
        return seal(std::move(plaintext), std::move(recipientFingerprints), std::move(signerFingerprint),
                    std::move(stop));
    }
};

} // namespace coffret
