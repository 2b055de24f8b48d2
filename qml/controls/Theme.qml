// SPDX-License-Identifier: GPL-3.0-or-later
pragma Singleton
import QtQuick

/// Every token of the look. Nothing else names a colour, a size or a font.
QtObject {
    id: theme

    property bool dark: false
    property bool highContrast: false
    property bool reducedMotion: false
    property real textScale: 1

    readonly property ColourSet colours: theme.highContrast ? theme.contrastPalette : theme.dark ? theme.darkPalette : theme.lightPalette

    readonly property real roomScale: Math.min(1.5, theme.textScale) ///< larger words need more room, but not twice as much
    readonly property int space4: Math.round(4 * theme.roomScale)
    readonly property int space8: Math.round(8 * theme.roomScale)
    readonly property int space12: Math.round(12 * theme.roomScale)
    readonly property int space16: Math.round(16 * theme.roomScale)
    readonly property int space24: Math.round(24 * theme.roomScale)
    readonly property int space32: Math.round(32 * theme.roomScale)

    readonly property real dimmed: 0.45 ///< opacity of what cannot be used now
    readonly property int radiusControl: 6
    readonly property int radiusCard: 10
    readonly property int radiusPalette: 14

    readonly property FontMetrics systemFont: FontMetrics {
    }
    readonly property string family: theme.systemFont.font.family
    readonly property string fixedFamily: "monospace"
    readonly property int caption: Math.round(11 * theme.textScale)
    readonly property int body: Math.round(13 * theme.textScale)
    readonly property int emphasis: Math.round(15 * theme.textScale)
    readonly property int title: Math.round(20 * theme.textScale)
    readonly property int display: Math.round(36 * theme.textScale)

    readonly property int hairline: 1
    readonly property int focusWidth: 2
    readonly property int iconSmall: Math.round(16 * theme.textScale)
    readonly property int iconMedium: Math.round(20 * theme.textScale)
    readonly property int iconLarge: Math.round(24 * theme.textScale)
    readonly property int tileSmall: Math.round(24 * theme.textScale)
    readonly property int tile: Math.round(32 * theme.textScale)
    readonly property int tileLarge: Math.round(48 * theme.textScale)
    readonly property int dot: 8

    readonly property int controlHeight: Math.round(32 * theme.textScale)
    readonly property int controlLarge: Math.round(40 * theme.textScale)
    readonly property int iconButton: Math.round(28 * theme.textScale)
    readonly property int treeRow: Math.round(30 * theme.textScale)
    readonly property int listRow: Math.round(56 * theme.textScale)

    readonly property int windowWidth: 1180
    readonly property int windowHeight: 760
    readonly property int windowMinimumWidth: 720
    readonly property int windowMinimumHeight: 480
    readonly property int stackBelow: Math.round(960 * theme.roomScale)
    readonly property int sidebarWidth: Math.round(232 * theme.roomScale)
    readonly property int sidebarMinimum: 184
    readonly property int listWidth: Math.round(352 * theme.roomScale)
    readonly property int listMinimum: 264
    readonly property int detailMinimum: 360
    readonly property int readingWidth: 720
    readonly property int onboardingWidth: Math.round(560 * theme.roomScale)
    readonly property int paletteWidth: Math.round(640 * theme.roomScale)
    readonly property int menuWidth: Math.round(264 * theme.roomScale)
    readonly property int touch: Math.round(24 * theme.textScale)

    readonly property int motionFast: theme.reducedMotion ? 0 : 120
    readonly property int motionSlow: theme.reducedMotion ? 0 : 180
    readonly property int tooltipDelay: 600
    readonly property int pulse: 900

    readonly property color badgeInk: "#ffffff"
    readonly property color badgeDarkInk: "#101418"

    /// Light or dark, whichever is easier to see on an opaque ground (WCAG 2 contrast).
    function inkOn(ground: color): color {
        const linear = value => value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
        const luminance = 0.2126 * linear(ground.r) + 0.7152 * linear(ground.g) + 0.0722 * linear(ground.b);
        return luminance > 0.19 ? theme.badgeDarkInk : theme.badgeInk;
    }

    /// One of eight grounds that white initials stand on in every palette.
    function badge(index: int): color {
        return ["#0f6e73", "#3f5bb5", "#8a4b9c", "#a8443c", "#7a5c12", "#2f7340", "#a13a6d", "#4d5d6b"][Math.abs(index) % 8];
    }

    function tint(type: string): color {
        switch (type) {
        case "login":
            return theme.colours.login;
        case "sshkey":
            return theme.colours.sshkey;
        case "note":
            return theme.colours.note;
        case "apikey":
            return theme.colours.apikey;
        case "certificate":
            return theme.colours.certificate;
        }
        return theme.colours.unknown;
    }

    function typeSymbol(type: string): string {
        return Qt.colorEqual(theme.tint(type), theme.colours.unknown) ? "unknown" : type;
    }

    /// Of what is pressed or under the pointer; rest: else.
    function ground(down: bool, hovered: bool, rest: color): color {
        return down ? theme.colours.pressed : hovered ? theme.colours.hover : rest;
    }

    /// The same of what is filled with the accent; engaged: pressed or under the pointer.
    function accentGround(engaged: bool): color {
        return engaged ? theme.colours.accentHover : theme.colours.accent;
    }

    function faded(colour: color, strength: real): color {
        return Qt.rgba(colour.r, colour.g, colour.b, strength);
    }

    readonly property ColourSet lightPalette: LightPalette {
    }
    readonly property ColourSet darkPalette: DarkPalette {
    }
    readonly property ColourSet contrastPalette: ContrastPalette {
    }
}
