// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtTest
import Coffret.Controls

/// Contrast of every pair the interface draws, by WCAG 2.2: 4.5 for words, 3 for symbols, borders and focus rings.
TestCase {
    name: "Theme"

    function channel(value: real): real {
        return value <= 0.03928 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }

    function luminance(colour: color): real {
        return 0.2126 * channel(colour.r) + 0.7152 * channel(colour.g) + 0.0722 * channel(colour.b);
    }

    function over(front: color, back: color): color {
        const mix = (a, b) => a * front.a + b * (1 - front.a);
        return Qt.rgba(mix(front.r, back.r), mix(front.g, back.g), mix(front.b, back.b), 1);
    }

    function contrast(a: color, b: color): real {
        const x = luminance(a), y = luminance(b);
        return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
    }

    function atLeast(limit: real, front: color, back: color, what: string): void {
        const seen = contrast(over(front, back), back);
        verify(seen >= limit, what + ": " + seen.toFixed(2) + ", needs " + limit);
    }

    function palettes() {
        return [{
                "tag": "light",
                "c": Theme.lightPalette
            }, {
                "tag": "dark",
                "c": Theme.darkPalette
            }, {
                "tag": "contrast",
                "c": Theme.contrastPalette
            }];
    }

    function grounds(c) {
        return {
            "window": c.window,
            "sidebar": c.sidebar,
            "surface": c.surface,
            "surfaceRaised": c.surfaceRaised,
            "selection": c.selection,
            "hovered surface": over(c.hover, c.surface),
            "hovered sidebar": over(c.hover, c.sidebar),
            "pressed sidebar": over(c.pressed, c.sidebar)
        };
    }

    function test_the_formula() {
        compare(contrast(Qt.color("#000000"), Qt.color("#ffffff")).toFixed(1), "21.0");
        verify(contrast(Qt.color("#777777"), Qt.color("#ffffff")) < 4.5);
        verify(contrast(Qt.color("#767676"), Qt.color("#ffffff")) >= 4.5);
    }

    function test_words_data() {
        return palettes();
    }

    function test_words(row) {
        const all = grounds(row.c);
        for (const ground in all) {
            for (const ink of ["text", "textSecondary", "textTertiary"])
                atLeast(4.5, row.c[ink], all[ground], ink + " on " + ground);
        }
        for (const ground of ["window", "surface", "selection"])
            atLeast(4.5, row.c.accent, all[ground], "accent on " + ground);
        for (const kind of ["success", "warning", "danger", "accent"]) {
            atLeast(4.5, row.c[kind], row.c[kind + "Soft"], kind + " on its banner");
            atLeast(4.5, row.c.text, row.c[kind + "Soft"], "text on banner " + kind);
            atLeast(4.5, row.c.textSecondary, row.c[kind + "Soft"], "textSecondary on banner " + kind);
            atLeast(4.5, row.c[kind], row.c.window, kind + " on window");
            atLeast(4.5, row.c[kind], row.c.surface, kind + " on surface");
        }
        atLeast(4.5, row.c.accentInk, row.c.accent, "primary button");
        atLeast(4.5, row.c.accentInk, row.c.accentHover, "hovered primary button");
        atLeast(4.5, row.c.surface, row.c.danger, "danger button");
        atLeast(4.5, row.c.toastInk, row.c.toast, "toast");
        atLeast(4.5, row.c.toastAccent, row.c.toast, "button of the toast");
        for (const part of ["text", "digit", "symbol"])
            atLeast(4.5, row.c[part], all["hovered surface"], "shown value, " + part);
    }

    function test_symbols_data() {
        return palettes();
    }

    function test_symbols(row) {
        for (const type of ["login", "sshkey", "note", "apikey", "certificate", "unknown"]) {
            const tint = row.c[type];
            atLeast(4.5, tint, row.c.window, "word of type " + type);
            for (const ground of ["surface", "selection", "window"]) {
                const tile = over(Qt.rgba(tint.r, tint.g, tint.b, row.c.tintStrength), row.c[ground]);
                atLeast(3, tint, tile, "tile of " + type + " on " + ground);
            }
        }
        for (const ground of ["window", "sidebar", "surface", "surfaceRaised", "selection"])
            atLeast(3, row.c.focus, row.c[ground], "focus ring on " + ground);
        for (const ground of ["window", "surface", "surfaceRaised"])
            atLeast(3, row.c.outline, row.c[ground], "border of a field on " + ground);
        for (const ground of ["surface", "selection", "window"])
            atLeast(3, row.c.favourite, row.c[ground], "star on " + ground);
    }

    function test_initials() {
        for (let index = 0; index < 8; ++index)
            atLeast(4.5, Qt.color(Theme.badgeInk), Qt.color(Theme.badge(index)), "badge " + index);
        compare(Theme.badge(8), Theme.badge(0));
    }

    function test_less_motion() {
        verify(Theme.motionFast >= 120 && Theme.motionSlow <= 180);
        Theme.reducedMotion = true;
        compare(Theme.motionFast, 0);
        compare(Theme.motionSlow, 0);
        Theme.reducedMotion = false;
    }

    function test_larger_text() {
        Theme.textScale = 2;
        compare(Theme.body, 26);
        compare(Theme.listRow, 112);
        Theme.textScale = 1;
    }
}
