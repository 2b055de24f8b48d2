// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <functional>

namespace coffret::test {

// Messages that no OpenPGP program writes: an attacker who can encrypt to the user can.

[[nodiscard]] QByteArray dearmored(const QByteArray &armored);
/// Without the optional checksum.
[[nodiscard]] QByteArray armoredMessage(const QByteArray &packets);

enum class Integrity { Right, Wrong, Missing };

/// Decrypts the AES-256 message with its session key, lets change rewrite the packets inside (a one-pass signature, a
/// literal, a signature, uncompressed), and encrypts them again with an integrity packet of the chosen kind.
[[nodiscard]] QByteArray withContent(const QByteArray &message, const QByteArray &sessionKey,
                                     const std::function<QByteArray(QByteArray)> &change,
                                     Integrity integrity = Integrity::Right);

/// The same recipients in front of a data packet without integrity protection.
[[nodiscard]] QByteArray withoutProtection(const QByteArray &message);

} // namespace coffret::test
