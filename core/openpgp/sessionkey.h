// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/secret/secretbuffer.h"

#include <string_view>
#include <vector>

namespace coffret {

/// Session keys are AES-256 keys here: nothing else is kept or used.
inline constexpr std::size_t SessionKeySize = 32;
inline constexpr std::size_t SessionKeyTextSize = 66;

/// From "9:" and 64 hex digits, as gpg and Passbolt write an AES-256 key; empty for anything else.
[[nodiscard]] SecretBuffer sessionKeyFromText(std::string_view text);
/// The same back, in upper case. key: SessionKeySize octets.
[[nodiscard]] SecretBuffer sessionKeyToText(std::string_view key);

/// The plaintext of an integrity-protected data packet (RFC 4880 sections 5.13 and 5.14) under AES-256.
class ProtectedData
{
public:
    /// body: the packet's, in parts. CorruptMessage for all that can be wrong, the key above all.
    [[nodiscard]] static Expected<ProtectedData> decrypt(const std::vector<std::string_view> &body,
                                                         std::string_view sessionKey);
    /// The packets inside.
    [[nodiscard]] std::string_view packets() const;

private:
    SecretBuffer m_plain; ///< with the random prefix and the modification detection code
};

} // namespace coffret
