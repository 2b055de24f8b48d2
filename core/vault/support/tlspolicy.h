// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/httpclient.h"
#include "core/store/account.h"

namespace coffret {

/// Which certificates the account accepts: the system's authorities, its own besides, and its pin before all.
/// InvalidInput when the account's authorities hold no readable certificate.
[[nodiscard]] Expected<TlsPolicy> tlsPolicyFor(const Account &account);

/// The account's base address: https when none is named, without trailing slashes. InvalidInput for anything else.
[[nodiscard]] Expected<QUrl> baseAddressOf(const Account &account);

} // namespace coffret
