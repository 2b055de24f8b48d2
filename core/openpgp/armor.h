// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <optional>

namespace coffret {

/// The packets in one armored block and nothing around it but space (RFC 4880 section 6.2). block is "MESSAGE" or
/// "PUBLIC KEY BLOCK". The checksum is optional and not looked at: it guards against nothing that matters here.
/// Nothing when the armor is cut, holds something else, is no base64, or is followed by text.
[[nodiscard]] std::optional<QByteArray> dearmor(const QByteArray &armored, const QByteArray &block);

} // namespace coffret
