// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick

/// Every colour of one appearance. All required: a palette that forgets one does not load.
QtObject {
    required property color window
    required property color sidebar
    required property color surface
    required property color surfaceRaised
    required property color hairline
    required property color outline
    required property color hover
    required property color pressed
    required property color selection
    required property color shadow
    required property color scrim

    required property color text
    required property color textSecondary
    required property color textTertiary
    required property color accent
    required property color accentHover
    required property color accentInk
    required property color focus

    required property color success
    required property color warning
    required property color danger
    required property color successSoft
    required property color warningSoft
    required property color dangerSoft
    required property color accentSoft

    required property color login
    required property color sshkey
    required property color note
    required property color apikey
    required property color certificate
    required property color unknown
    required property color favourite
    required property real tintStrength ///< how much of a type's colour fills its tile

    required property color digit
    required property color symbol
    required property color toast
    required property color toastInk
    required property color toastAccent
}
