// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace coffret::demovault {

/// The same name always gives the same UUID, lower case without braces.
[[nodiscard]] QString uuidOf(const QString &name);
/// The number-th UUID of a series: as fixed as uuidOf, and cheap enough for a hundred thousand.
[[nodiscard]] QString uuidOf(const QString &series, quint64 number);
[[nodiscard]] QString randomUuid();
[[nodiscard]] bool isUuid(const QString &text);
/// As many random bytes, as lower-case hexadecimal digits.
[[nodiscard]] QByteArray randomHex(qsizetype bytes);
/// SHA-256 of the demo's seed and name: the source of everything that looks random but must not change.
[[nodiscard]] QByteArray seededBytes(const QString &name);
/// RFC 4648 alphabet in lower case, no padding.
[[nodiscard]] QByteArray base32(const QByteArray &bytes);

} // namespace coffret::demovault
