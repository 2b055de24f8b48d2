// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <QByteArray>

#include <string_view>

namespace coffret {

enum class SshKeyType { Ed25519, Rsa, EcdsaP256, EcdsaP384, EcdsaP521 };

/// The public half of an SSH key, as it is sent over the wire (RFC 4253 section 6.6, RFC 5656 section 3.1, RFC 8709
/// section 4). A value.
class SshPublicKey
{
public:
    /// InvalidInput for anything but one whole key; Unsupported for a type or a size that is not read.
    [[nodiscard]] static Expected<SshPublicKey> fromBlob(std::string_view blob);

    [[nodiscard]] SshKeyType type() const { return m_type; }
    [[nodiscard]] int bits() const { return m_bits; }
    [[nodiscard]] const QByteArray &blob() const { return m_blob; }
    /// As in "ssh-ed25519".
    [[nodiscard]] QByteArray typeName() const;
    /// "SHA256:" and base64 without padding, as ssh-keygen -l prints it.
    [[nodiscard]] QByteArray fingerprint() const;
    /// One line of authorized_keys, without a line end. The comment comes last, without control characters.
    [[nodiscard]] QByteArray line(const QString &comment = {}) const;

    friend bool operator==(const SshPublicKey &, const SshPublicKey &) = default;

private:
    SshPublicKey(SshKeyType type, int bits, QByteArray blob);

    SshKeyType m_type;
    int m_bits;
    QByteArray m_blob;
};

/// "SHA256:…" of any public key, also of types that Coffret does not know.
[[nodiscard]] QByteArray sshFingerprint(const QByteArray &blob);
/// A comment that stays on one line: without control characters, at most 1024 long.
[[nodiscard]] QString plainSshComment(const QString &comment);

} // namespace coffret
