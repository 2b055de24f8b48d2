// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/secret/secretbuffer.h"

#include <QByteArray>

namespace coffret {

// Bytes that rest on disk under a key of our own: XChaCha20-Poly1305 (libsodium), a fresh nonce in front of each. The
// place says whose they are and what for, and is not in the box: one that was moved to another place does not open.
// Any thread.

[[nodiscard]] SecretBuffer newBoxKey(); ///< 32 random octets
[[nodiscard]] QByteArray sealBox(const SecretBuffer &key, std::string_view content, const QByteArray &place);
/// CorruptMessage: altered, cut short, of another place, or sealed with another key.
[[nodiscard]] Expected<SecretBuffer> openBox(const SecretBuffer &key, const QByteArray &box, const QByteArray &place);

} // namespace coffret
