// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demovault/passbolt/context.h"

namespace coffret::demovault {

/// The file "account-kit.passbolt" that the web interface gives its user for a desktop program: base 64 of a
/// cleartext-signed JSON text. lockedKey: the user's secret key as it shall stand there.
[[nodiscard]] QByteArray accountKit(const PassboltContext &context, const PassboltUser &user,
                                    const QByteArray &lockedKey);

} // namespace coffret::demovault
