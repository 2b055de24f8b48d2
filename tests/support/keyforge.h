// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace coffret::test {

// Keys that no OpenPGP program writes. Curve25519 keys only: their public parts have all the same size.

/// Public half of one private key, secret half of another, packet by packet: a signature made with it would give the
/// other key away. Both are armored private keys.
[[nodiscard]] QByteArray keyWithOtherSecrets(const QByteArray &publicHalf, const QByteArray &secretHalf);
/// One bit of the primary key's public point is another one.
[[nodiscard]] QByteArray keyWithAlteredPoint(const QByteArray &privateKey);
/// The last subkey of donor, with its binding, at the end of key.
[[nodiscard]] QByteArray keyWithForeignSubkey(const QByteArray &key, const QByteArray &donor);
/// Any packets as an armored block.
[[nodiscard]] QByteArray armoredBlock(const QByteArray &packets, const QByteArray &block);

} // namespace coffret::test
