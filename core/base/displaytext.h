// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <string_view>

namespace coffret {

/// A name that somebody chose freely (a key's user id, a certificate's subject) as it may be shown: UTF-8 decoded,
/// without control, bidi, format and line-separating characters, at most 256 characters. It must not be able to imitate
/// anything around it.
[[nodiscard]] QString displayText(std::string_view utf8);

/// What visibleText() does with line ends and tabs.
enum class LineEnds {
    Shown, ///< as signs: the text is one line
    Kept   ///< it may have several
};

/// A text of somebody else's as it is, but for what would be invisible or would move its neighbours: each such unit is
/// a sign in its place, so that offsets stay. For showing, never for use.
[[nodiscard]] QString visibleText(const QString &text, LineEnds ends = LineEnds::Shown);

/// Whether a character is drawn as nothing, moves its neighbours or has no agreed look.
[[nodiscard]] bool isUnseen(char32_t character);
/// Whether one of those does its work between these two: joins letters that need it or the parts of an emoji, or
/// chooses how the sign before it is drawn. 0: there is none.
[[nodiscard]] bool isAtWork(char32_t unseen, char32_t before, char32_t after);

/// Whether a value that should be one line ends one: pasted into a terminal, what stands before it runs.
[[nodiscard]] bool hasLineEnd(std::string_view value);

} // namespace coffret
