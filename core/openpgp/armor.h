// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <optional>

namespace coffret {

/// Packets as one armored block with its checksum (which some readers insist on), lines of 64, no empty line at the
/// end.
[[nodiscard]] QByteArray armored(const QByteArray &packets, const QByteArray &block);

/// The packets in one armored block and nothing around it but space (RFC 4880 section 6.2). block is "MESSAGE",
/// "PUBLIC KEY BLOCK" or "PRIVATE KEY BLOCK". The checksum is optional and not looked at: it guards against nothing
/// that matters here. Nothing when the armor is cut, holds something else, is no base64, or is followed by text.
[[nodiscard]] std::optional<QByteArray> dearmor(const QByteArray &armored, const QByteArray &block);

} // namespace coffret
