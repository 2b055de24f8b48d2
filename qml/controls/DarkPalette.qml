// SPDX-License-Identifier: GPL-3.0-or-later

ColourSet {
    window: "#171d22"
    sidebar: "#11161a"
    surface: "#1d242a"
    surfaceRaised: "#252e35"
    hairline: "#2c363e"
    outline: "#6c7a85"
    hover: "#12ffffff"
    pressed: "#16ffffff"
    selection: "#1a3d40"
    shadow: "#12000000"
    scrim: "#8c000000"

    text: "#e8edf0"
    textSecondary: "#a9b5be"
    textTertiary: "#9eabb5"
    accent: "#4fb9bc"
    accentHover: "#6ccacc"
    accentInk: "#06272a"
    focus: "#57c4c7"

    success: "#6fcb93"
    warning: "#e6b458"
    danger: "#f28b82"
    successSoft: "#1b3327"
    warningSoft: "#3a2e16"
    dangerSoft: "#40211f"
    accentSoft: "#1a3437"

    login: "#82aef5"
    sshkey: "#bd9cf2"
    note: "#e0b25a"
    apikey: "#6fc794"
    certificate: "#ee8fb4"
    unknown: "#a3b0ba"
    favourite: "#e6b458"
    tintStrength: 0.16

    digit: "#7fb4ff"
    symbol: "#f0a07c"
    toast: "#e8edf0"
    toastInk: "#17212b"
    toastAccent: "#0b5b60"
}
