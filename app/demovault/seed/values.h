// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demovault/crypto/certificates.h"
#include "app/demovault/seed/seed.h"

#include <QByteArray>
#include <QHash>

namespace coffret::demovault {

/// The values of one secret. Each of them that must stay hidden holds a token of its own.
struct SecretValues
{
    QByteArray secret;      ///< password, private key, note, token or PIN
    QByteArray passphrase;  ///< of the private key, when it is protected
    QByteArray note;        ///< goes with a PIN or a password where the type has room for one
    QByteArray totpKey;     ///< base32, upper case
    QByteArray certificate; ///< PEM, not hidden
    QByteArray sshPublicKey;
    QByteArray sshFingerprint;
};

/// The token inside the field of the secret: "cnry-" and 18 base32 characters, the same in every run.
[[nodiscard]] QByteArray canary(const QString &vault, int index, const QString &field);

/// Makes values when they are asked for. Certificates differ from run to run and are kept once made.
class Values
{
public:
    explicit Values(const Authority &authority);

    /// vault tells the four vaults apart ("v4", "v5", "fudo", "commandk").
    [[nodiscard]] SecretValues of(const QString &vault, int index, const SeedSecret &secret);
    /// Tokens (and whole one-time-code keys) hidden in these values.
    [[nodiscard]] static QList<QByteArray> canaries(const QString &vault, int index, const SeedSecret &secret);

private:
    const Authority &m_authority;
    QHash<QString, PemPair> m_certificates;
};

} // namespace coffret::demovault
