// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/logging.h"

namespace coffret {

Q_LOGGING_CATEGORY(lcSecret, "coffret.secret", QtWarningMsg)
Q_LOGGING_CATEGORY(lcOpenPgp, "coffret.openpgp", QtWarningMsg)
Q_LOGGING_CATEGORY(lcNet, "coffret.net", QtWarningMsg)
Q_LOGGING_CATEGORY(lcVault, "coffret.vault", QtWarningMsg)
Q_LOGGING_CATEGORY(lcStore, "coffret.store", QtWarningMsg)
Q_LOGGING_CATEGORY(lcSession, "coffret.session", QtWarningMsg)

} // namespace coffret
