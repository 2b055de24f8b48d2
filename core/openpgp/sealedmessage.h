// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <QByteArray>

namespace coffret {

/// Whether a message that was just sealed is one that every client of the vaults can read: a single integrity protected
/// packet (RFC 4880 section 5.13) for public keys. The authenticated forms that came later (tag 20, and version 2 of
/// tag 18, RFC 9580 section 5.13.2) are refused. Only packet headers are read. Errors: Internal.
[[nodiscard]] Expected<void> checkSealed(const QByteArray &message);

} // namespace coffret
