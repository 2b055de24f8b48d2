// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace coffret::demovault {

// Inferred: the real server has each one-time password checked by Yubico's own service, which nothing here can ask. In
// its place any password of the user's key is taken, once. The form of a password (44 modhex characters, the first
// twelve of which name the key) is documented.

/// True for 44 characters out of cbdefghijklnrtuv.
[[nodiscard]] bool isModhexPassword(const QString &text);
/// Twelve characters: the only Yubikey this user has.
[[nodiscard]] QString yubikeyIdOf(const QString &userId);
/// One password that this Yubikey might type. Any other end of 32 modhex characters will do as well.
[[nodiscard]] QString yubikeyPassword(const QString &userId);

} // namespace coffret::demovault
