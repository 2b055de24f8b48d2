// SPDX-License-Identifier: GPL-3.0-or-later

ColourSet {
    window: "#000000"
    sidebar: "#000000"
    surface: "#000000"
    surfaceRaised: "#0d0d0d"
    hairline: "#8f8f8f"
    outline: "#ffffff"
    hover: "#33ffffff"
    pressed: "#4dffffff"
    selection: "#00474a"
    shadow: "#00000000"
    scrim: "#cc000000"

    text: "#ffffff"
    textSecondary: "#e6e6e6"
    textTertiary: "#d4d4d4"
    accent: "#5ff0f4"
    accentHover: "#9af7f9"
    accentInk: "#000000"
    focus: "#ffe14d"

    success: "#7dffb0"
    warning: "#ffd866"
    danger: "#ffa199"
    successSoft: "#00210f"
    warningSoft: "#241a00"
    dangerSoft: "#2b0603"
    accentSoft: "#002022"

    login: "#9cc4ff"
    sshkey: "#d6bfff"
    note: "#ffd27a"
    apikey: "#8dffbc"
    certificate: "#ffb0cf"
    unknown: "#e6e6e6"
    favourite: "#ffd866"
    tintStrength: 0.2

    digit: "#9cc4ff"
    symbol: "#ffb38f"
    toast: "#ffffff"
    toastInk: "#000000"
    toastAccent: "#00474a"
}
