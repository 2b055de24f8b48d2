// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/openpgp/keydirectory.h"
#include "core/openpgp/keyunwrapparts.h"
#include "core/openpgp/signerkeys.h"

#include <string>

namespace coffret {

class GpgAgent;

/// One of the user's keys that the agent decrypts with, RSA or Curve25519.
class AgentKey
{
public:
    /// publicPart: body of its public key packet, whose fingerprint this is. Nothing for other algorithms.
    [[nodiscard]] static std::optional<AgentKey> from(std::string_view publicPart, std::string_view fingerprint,
                                                      std::string keygrip);
    /// The AES-256 key in the body of a session key packet for this key, see KeyUnwrap::sessionKey().
    [[nodiscard]] SecretBuffer sessionKey(GpgAgent &agent, std::string_view body) const;
    /// Whether a session key packet is for this key.
    [[nodiscard]] bool isFor(std::string_view body) const { return body.starts_with(m_head); }

private:
    std::string m_keygrip;
    std::string m_head;                           ///< what session key packets for it begin with
    std::optional<Curve25519Wrapping> m_wrapping; ///< nothing: RSA
};

/// The keys of the private keyring as they were at one moment, for opening messages in process. Signers are
/// only those about whom gpg has nothing to say: primary keys that may sign, neither revoked nor expired, and no
/// signing subkeys, which gpg asks more of. Immutable.
class KeyringCopy
{
public:
    /// Errors: NoOpenPgp; StorageFault when the keyring changed meanwhile.
    [[nodiscard]] static Expected<std::shared_ptr<const KeyringCopy>> load(const QString &home);
    /// Whether the keyring is still the same.
    [[nodiscard]] bool isCurrent() const;

    [[nodiscard]] const std::vector<AgentKey> &agentKeys() const { return m_agentKeys; }
    [[nodiscard]] const SignerKeys &signers() const { return m_signers; }

private:
    void take(const std::vector<DirectoryKeyPtr> &listed, std::string_view packets);

    QString m_keyring;
    QByteArray m_stamp;
    std::vector<AgentKey> m_agentKeys;
    SignerKeys m_signers;
};

} // namespace coffret
