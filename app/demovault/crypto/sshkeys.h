// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace coffret::demovault {

struct SshKeyPair
{
    QByteArray privateKey;        ///< OpenSSH's own format, not protected
    QByteArray publicKey;         ///< "ssh-ed25519 AAAA… comment"
    QByteArray fingerprintSha256; ///< "SHA256:…", base64 without padding, as ssh-keygen prints it
};

/// The Ed25519 key of these 32 bytes: the same bytes always give the same key.
[[nodiscard]] SshKeyPair sshKeyFrom(const QByteArray &seed, const QByteArray &comment);

/// SHA-256 over the public key of a PEM certificate (DER, SubjectPublicKeyInfo), lower-case hexadecimal.
[[nodiscard]] QByteArray publicKeyFingerprint(const QByteArray &certificatePem);

} // namespace coffret::demovault
