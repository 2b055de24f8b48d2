// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <QByteArray>
#include <QStringList>

#include <optional>
#include <string_view>
#include <vector>

namespace coffret {

/// Keys that one message may be encrypted for: to try each of them may cost a run of RSA.
inline constexpr int MaximumRecipients = 100;

/// The packets of exactly one OpenPGP message that is encrypted for public keys and guarded against change; the engines
/// get to see nothing else. message is armored (RFC 4880 section 6.2, its checksum is optional and not looked at) or
/// binary. Only packet headers are read.
/// Errors: TooLarge when it cannot be a plaintext of maximumPlaintext bytes or is for more keys than that;
/// NotEncrypted; NoSecretKey when a passphrase would open it, because gpg would ask the user for one; CorruptMessage
/// when it is cut, followed by anything, or in the old form that anybody can alter (RFC 4880 section 5.7).
[[nodiscard]] Expected<QByteArray> encryptedPackets(const QByteArray &message, qsizetype maximumPlaintext,
                                                    int maximumRecipients = MaximumRecipients);

/// The same, taken apart. The views are into packets.
struct EncryptedParts
{
    QByteArray packets;
    std::vector<std::string_view> sessionKeys; ///< bodies of the packets that carry the session key to public keys
    std::vector<std::string_view> data;        ///< parts of the body of the encrypted packet
    bool aead = false;                         ///< encrypted in the way that RFC 4880 does not know
};
[[nodiscard]] Expected<EncryptedParts> encryptedParts(const QByteArray &message, qsizetype maximumPlaintext,
                                                      int maximumRecipients = MaximumRecipients);

/// Ids of the keys such a message is for: 16 hex digits, upper case, in the order of the message. Nothing where it is
/// none, or hides one of them (RFC 4880 section 5.1).
[[nodiscard]] std::optional<QStringList> recipientKeyIds(const QByteArray &message);

/// Whether a text begins like an armored message; whatever follows.
[[nodiscard]] bool looksSealed(std::string_view text);

/// 16 bytes that stand for what such a message holds, however its armor, its packet headers and the keys it is
/// encrypted for were rewritten on the way. Of anything else, for its bytes.
[[nodiscard]] QByteArray messageDigest(const QByteArray &message);

} // namespace coffret
