// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace coffret {

/// What the outer packets of a message say before anything is decrypted.
enum class MessageShape {
    NotOpenPgp,
    NotEncrypted,     ///< OpenPGP, but plain, signed or a key
    ForKeys,          ///< session keys for public keys, then integrity-protected data
    ForPassphrase,    ///< a session key derived from a passphrase: opening it would ask the user for one
    WithoutIntegrity, ///< data in the old packet that anybody can alter
    Broken,           ///< begins like a message and is cut or malformed
};

/// Reads packet headers only (RFC 4880 section 4.2, armor section 6.2). message is armored or binary.
[[nodiscard]] MessageShape shapeOf(const QByteArray &message);

} // namespace coffret
