// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Coffret.Controls
import Coffret.Ui

/// The strength of the password in a field of a form, while it is written.
StrengthBar {
    id: root

    required property EditorViewModel editor
    required property SecretDocument document
    required property bool wanted ///< the value may be judged, and is a password

    objectName: "strengthMeter"
    level: meter.level
    sentence: meter.sentence
    visible: root.wanted && meter.measured
    word: meter.word

    PasswordMeter {
        id: meter

        document: root.wanted ? root.document : null
        knownWords: [root.editor.name, root.editor.username]
    }
}
