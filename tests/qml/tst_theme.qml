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
            "hovered window": over(c.hover, c.window),
            "hovered surface": over(c.hover, c.surface),
            "hovered raised": over(c.hover, c.surfaceRaised),
            "hovered sidebar": over(c.hover, c.sidebar),
            "pressed window": over(c.pressed, c.window),
            "pressed surface": over(c.pressed, c.surface),
            "pressed raised": over(c.pressed, c.surfaceRaised),
            "pressed sidebar": over(c.pressed, c.sidebar),
            "successSoft": c.successSoft,
            "warningSoft": c.warningSoft,
            "dangerSoft": c.dangerSoft,
            "accentSoft": c.accentSoft
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
            for (const ink of ["text", "textSecondary", "textTertiary"]) {
                const pressed = ground.startsWith("pressed") && ground !== "pressed sidebar"; // a button, never a row
                atLeast(pressed && ink !== "text" ? 3 : 4.5, row.c[ink], all[ground], ink + " on " + ground);
            }
        }
        for (const ground in all) // quiet buttons stand everywhere but in the sidebar, which has symbols
            atLeast(ground.endsWith("sidebar") ? 3 : 4.5, row.c.accent, all[ground], "accent on " + ground);
        for (const ground of ["window", "surface", "surfaceRaised", "selection", "hovered window", "hovered surface", "hovered raised"]) {
            for (const ink of ["warning", "danger", "success"]) // remarks in rows, errors below fields
                atLeast(4.5, row.c[ink], all[ground], ink + " on " + ground);
        }
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
        atLeast(4.5, row.c.toastAccent, over(Theme.faded(row.c.toastInk, 0.12), row.c.toast), "hovered button of the toast");
        const marked = over(Theme.faded(row.c.accent, 0.35), row.c.surface);
        for (const part of ["text", "digit", "symbol"])
            atLeast(3, row.c[part], marked, "marked part of a value, " + part); // large, and the marking ends by itself
        for (const part of ["text", "digit", "symbol"]) {
            for (const ground of ["surface", "hovered surface", "window"])
                atLeast(4.5, row.c[part], all[ground], "shown value, " + part + " on " + ground);
        }
    }

    function test_symbols_data() {
        return palettes();
    }

    function test_symbols(row) {
        for (const type of ["login", "sshkey", "note", "apikey", "certificate", "unknown"]) {
            const tint = row.c[type];
            atLeast(4.5, tint, row.c.window, "word of type " + type);
            const chip = over(Theme.faded(tint, row.c.tintStrength), row.c.window);
            atLeast(4.5, row.c.text, chip, "word on the chip of " + type);
            atLeast(3, tint, row.c.window, "border of the chip of " + type);
            for (const ground of ["surface", "selection", "window"]) {
                const tile = over(Qt.rgba(tint.r, tint.g, tint.b, row.c.tintStrength), row.c[ground]);
                atLeast(3, tint, tile, "tile of " + type + " on " + ground);
            }
        }
        const all = grounds(row.c);
        for (const ground in all) {
            atLeast(3, row.c.focus, all[ground], "focus ring on " + ground);
            for (const state of ["success", "warning", "danger"])
                atLeast(3, row.c[state], all[ground], "dot or symbol for " + state + " on " + ground);
        }
        atLeast(3, row.c.toastAccent, row.c.toast, "focus ring on the toast");
        for (const ground of ["window", "surface", "surfaceRaised", "sidebar"])
            atLeast(3, row.c.textTertiary, row.c[ground], "held scroll bar on " + ground);
        for (const ground of ["pressed window", "pressed surface", "pressed raised"])
            atLeast(3, row.c.accent, all[ground], "progress on its track");
        for (const ground of ["window", "surface", "surfaceRaised", "sidebar"])
            atLeast(3, row.c.outline, row.c[ground], "scroll bar on " + ground);
        atLeast(3, row.c.danger, row.c.window, "border of a wrong field");
        for (const ground of ["window", "surface", "surfaceRaised"])
            atLeast(3, row.c.outline, row.c[ground], "border of a field on " + ground);
        for (const ground of ["surface", "selection", "window", "hovered window", "hovered surface"])
            atLeast(3, row.c.favourite, all[ground], "star on " + ground);
    }

    function test_initials() {
        for (let index = 0; index < 8; ++index)
            atLeast(4.5, Qt.color(Theme.badgeInk), Qt.color(Theme.badge(index)), "badge " + index);
        compare(Theme.badge(8), Theme.badge(0));
    }

    /// Whatever colour somebody chose for a secret's tile, in steps of a quarter.
    function test_chosen_grounds() {
        for (let red = 0; red <= 4; ++red) {
            for (let green = 0; green <= 4; ++green) {
                for (let blue = 0; blue <= 4; ++blue) {
                    const ground = Qt.rgba(red / 4, green / 4, blue / 4, 1);
                    atLeast(3, Theme.inkOn(ground), ground, "symbol on " + ground);
                }
            }
        }
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
