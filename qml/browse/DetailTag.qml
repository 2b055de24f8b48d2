// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Coffret.Controls

/// One tag of the shown secret.
TagChip {
    id: root

    required property string modelData ///< as it is
}
