// SPDX-License-Identifier: GPL-3.0-or-later

/// Texts that are two fifths longer.
ScreenCase {
    language: "en-XA"
    name: "Accented"
    schemes: ["light", "dark", "contrast"]
}
