// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick.Layouts
import Coffret.Controls
import Coffret.Ui

/// Above a secret that was kept on this computer: as of when it is.
Banner {
    id: root

    required property DetailViewModel detail

    Layout.fillWidth: true
    //: In a banner above a secret that was kept on this computer
    hint: qsTr("The server cannot be reached, so it may have changed since.")
    kind: Banner.Info
    objectName: "ageBanner"
    title: root.detail.ageText
    visible: root.detail.ageText !== ""
}
