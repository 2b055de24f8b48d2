// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demovault/http/response.h"

#include <QStringList>

namespace coffret::demovault {

/// What a secret can be for: APIKey, SSHKey, UsernamePassword, Other.
[[nodiscard]] const QStringList &commandKPurposes();
/// Ids are dash-grouped letters and digits, five, four, five, four; the same for the same name.
[[nodiscard]] QString commandKId(const QString &name);
[[nodiscard]] Response commandKRefusal(int status, const QString &error, const QString &message);

} // namespace coffret::demovault
