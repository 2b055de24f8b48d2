// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace coffret {

/// Gives the parts that Qt draws itself (menus, placeholders, selections) light or dark colours. Has to be called after
/// the QML is loaded: Qt 6.4 ignores an application palette set before.
void applyPalette(bool dark);

} // namespace coffret
