// SPDX-License-Identifier: GPL-3.0-or-later

/// Texts twice as large, in a language whose words are long.
ScreenCase {
    language: "de"
    name: "LargeTextGerman"
    textScale: 2
}
