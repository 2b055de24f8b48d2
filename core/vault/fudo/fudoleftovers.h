// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QString>

namespace coffret {

/// Ids of secrets that were checked out and not given back, and whether that was tried and failed. The vaults of an
/// account share one while the program runs, so that a later session can give them back.
using FudoLeftOvers = QHash<QString, bool>;

} // namespace coffret
