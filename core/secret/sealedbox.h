// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/secret/secretbuffer.h"

#include <QByteArray>

#include <span>
#include <string_view>

namespace coffret {

// Bytes that rest on disk under a key of our own: XChaCha20-Poly1305 (libsodium), a fresh nonce in front of each. The
// place says whose they are and what for, and is not in the box: one that was moved to another place does not open.
// Any thread.

[[nodiscard]] SecretBuffer newBoxKey(); ///< 32 random octets
[[nodiscard]] QByteArray sealBox(const SecretBuffer &key, std::string_view content, const QByteArray &place);
/// CorruptMessage: altered, cut short, of another place, or sealed with another key.
[[nodiscard]] Expected<SecretBuffer> openBox(const SecretBuffer &key, const QByteArray &box, const QByteArray &place);

// The same for thousands of boxes whose content is not worth a guarded page each: into memory of the caller, who has
// made room for it.

inline constexpr std::size_t BoxOverhead = 40; ///< octets by which a box is longer than its content

/// box has room for BoxOverhead octets more than content.
void sealBoxInto(std::span<char> box, const SecretBuffer &key, std::string_view content, std::string_view place);
/// content has room for BoxOverhead octets less than box. False, and content wiped, where openBox() would fail.
[[nodiscard]] bool openBoxInto(std::span<char> content, const SecretBuffer &key, std::string_view box,
                               std::string_view place);

/// One of many keys that come from one (32 octets) and do not lead back to it (crypto_kdf of libsodium).
[[nodiscard]] SecretBuffer subkey(const SecretBuffer &key, quint64 number);
/// 16 octets that stand for a text and say nothing about it without the key (BLAKE2b).
[[nodiscard]] QByteArray keyedName(const SecretBuffer &key, std::string_view text);

} // namespace coffret
