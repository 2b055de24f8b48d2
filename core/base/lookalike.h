// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace coffret {

/// What is left of a name or address when everything that hardly changes its looks is gone: case, accents, spaces and
/// punctuation inside, letters of other scripts and digits in the place of similar Latin letters. Texts that can be
/// mistaken for each other have the same; only for comparing, never for showing. After Unicode TR 39, for the letters
/// of names.
[[nodiscard]] QString lookOf(const QString &text);

/// Letters of Latin next to letters of Cyrillic or Greek in one word: no name is written like that. Spaces and
/// punctuation part words, as in a department's IT-отдел.
[[nodiscard]] bool mixesScripts(const QString &text);

} // namespace coffret
