// SPDX-License-Identifier: GPL-3.0-or-later

/// As it is at first, in every palette: the pictures to look at.
ScreenCase {
    language: "en"
    name: "Pictures"
    schemes: ["light", "dark", "contrast"]
}
