// SPDX-License-Identifier: GPL-3.0-or-later

/// Texts twice as large.
ScreenCase {
    language: "en"
    name: "LargeText"
    textScale: 2
}
