// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/task.h"
#include "core/openpgp/openpgp.h"

#include <QByteArray>

namespace coffret {

/// A private key from a file, looked at but not yet in any keyring.
struct KeyFile
{
    KeyInfo info;
    QByteArray publicKey;    ///< armored, without the secret parts
    SecretBuffer privateKey; ///< armored; nobody here knows its passphrase
    bool locked = true;      ///< false: there is none
    bool present = false;    ///< the user's keyring has it already
};

/// The user's own keys while an account is set up: the only place where anything is put into the user's own keyring,
/// and only when the user said so. All members are called on the main thread; work happens on a worker thread.
class OwnKeys
{
public:
    virtual ~OwnKeys() = default;

    /// The text of a message signed in the clear by this one key. Looked at in a throw-away home. Errors: InvalidInput
    /// when either is not what it should be, BadSignature.
    virtual Task<Expected<SecretBuffer>> readSigned(QByteArray message, QByteArray publicKey) = 0;

    /// Looks at one armored public key; nothing is kept. Errors as those of inspect().
    virtual Task<Expected<KeyInfo>> inspectPublic(QByteArray publicKey) = 0;

    /// Looks at one armored private key; nothing is kept. Its public half must be certified by itself, part by part, or
    /// somebody has altered it: BadSignature. InvalidInput for anything but one whole private key, KeyUnusable for weak
    /// (RSA below 2048, DSA, ElGamal) or unknown algorithms, TooLarge above 64 KiB.
    virtual Task<Expected<KeyFile>> inspect(SecretBuffer privateKey) = 0;

    /// Puts the key into the user's own keyring as it is, passphrase and all.
    virtual Task<Expected<void>> import(SecretBuffer privateKey, QString fingerprint) = 0;
    /// Takes it out again, secret part included.
    virtual Task<Expected<void>> remove(QString fingerprint) = 0;

    /// Makes an Ed25519 key with a Curve25519 subkey that does not expire; gpg-agent asks for its passphrase.
    virtual Task<Expected<QString>> create(QString name, QString email, StopToken stop) = 0;

    /// Keys of other people in the user's keyring that can be encrypted to.
    virtual Task<Expected<std::vector<KeyInfo>>> otherKeys() = 0;

    /// The public half of one of the keys there: armored with checksum, without other people's signatures.
    virtual Task<Expected<QByteArray>> publicKey(QString fingerprint) = 0;

    /// The whole of one of the user's keys, armored, locked with the passphrase it has; gpg-agent asks for it.
    /// KeyUnusable for a key that has none: nothing here leaves the keyring in the clear.
    virtual Task<Expected<SecretBuffer>> lockedKey(QString fingerprint, StopToken stop) = 0;
};

/// Imports a key that was looked at, and lets it prove itself: it signs and encrypts something to itself, and what
/// comes back must be right. gpg-agent asks for its passphrase. A key that was not there before and fails, or whose
/// passphrase is not entered before the stop, is taken out again. A private key whose public half was exchanged would
/// give itself away with its first signature; this one stays here. Errors: those of OpenPgp, BadSignature for a key
/// that fails.
Task<Expected<KeyInfo>> adoptKey(OwnKeys *ownKeys, OpenPgp *openPgp, KeyFile file, StopToken stop);

} // namespace coffret
