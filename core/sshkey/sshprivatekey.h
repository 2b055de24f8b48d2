// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/secret/secretbuffer.h"
#include "core/sshkey/sshpublickey.h"

namespace coffret {

class SshReader;

/// A private SSH key whose halves belong together. The secret half is in guarded memory, as OpenSSH's key files and the
/// agent protocol both write it: the name of the type and its numbers. Move-only; may be moved between threads.
/// While a key is checked, OpenSSL holds its numbers in memory of its own, which it wipes when it frees them.
class SshPrivateKey
{
public:
    /// Reads the name of the type and its numbers, and leaves the reader behind them. InvalidInput when they are not
    /// one key, Unsupported for a type or a size that is not read.
    [[nodiscard]] static Expected<SshPrivateKey> fromFields(SshReader &reader);

    [[nodiscard]] const SshPublicKey &publicKey() const { return m_public; }
    [[nodiscard]] const SecretBuffer &fields() const { return m_fields; }
    [[nodiscard]] const QString &comment() const { return m_comment; }
    /// One line without control characters.
    void setComment(const QString &comment) { m_comment = plainSshComment(comment); }

private:
    SshPrivateKey(SecretBuffer fields, SshPublicKey publicKey);

    SecretBuffer m_fields;
    SshPublicKey m_public;
    QString m_comment;
};

} // namespace coffret
