// SPDX-License-Identifier: GPL-3.0-or-later

ColourSet {
    window: "#f6f8f9"
    sidebar: "#eceff2"
    surface: "#ffffff"
    surfaceRaised: "#ffffff"
    hairline: "#dde3e7"
    outline: "#7e8a94"
    hover: "#0f1b2a38"
    pressed: "#1c1b2a38"
    selection: "#d5e9ea"
    shadow: "#080f1c26"
    scrim: "#5917212b"

    text: "#17212b"
    textSecondary: "#4e5b67"
    textTertiary: "#525f6a"
    accent: "#0f6e73"
    accentHover: "#0b5b60"
    accentInk: "#ffffff"
    focus: "#0f7f85"

    success: "#1a6d40"
    warning: "#825400"
    danger: "#b0261e"
    successSoft: "#dff1e6"
    warningSoft: "#fbeed2"
    dangerSoft: "#fce5e2"
    accentSoft: "#ddeeee"

    login: "#2458b8"
    sshkey: "#6d3fb0"
    note: "#84590a"
    apikey: "#1c6f45"
    certificate: "#a83264"
    unknown: "#56636f"
    favourite: "#b27300"
    tintStrength: 0.12

    digit: "#1257b0"
    symbol: "#ad3417"
    toast: "#1f2a33"
    toastInk: "#f2f5f7"
    toastAccent: "#7fd3d4"
}
