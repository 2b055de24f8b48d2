// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLoggingCategory>

namespace coffret {

// One category per core folder, all off below warning by default (QT_LOGGING_RULES switches them on).
// Nothing secret is ever passed to one: no token, no header value, no body, no plaintext.
Q_DECLARE_LOGGING_CATEGORY(lcSecret)
Q_DECLARE_LOGGING_CATEGORY(lcOpenPgp)
Q_DECLARE_LOGGING_CATEGORY(lcNet)
Q_DECLARE_LOGGING_CATEGORY(lcVault)
Q_DECLARE_LOGGING_CATEGORY(lcStore)
Q_DECLARE_LOGGING_CATEGORY(lcSession)

} // namespace coffret
