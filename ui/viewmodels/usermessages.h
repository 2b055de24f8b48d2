// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

namespace coffret {

/// A failure in the user's words: what happened, and what to do next.
struct UserMessage
{
    QString text;
    QString hint;

    [[nodiscard]] QString inOneLine() const; ///< both, the hint last
};

[[nodiscard]] UserMessage describe(ErrorKind kind);
/// Why what was listed cannot be kept for offline use; the work itself goes on.
[[nodiscard]] UserMessage describeKeeping(ErrorKind kind);
/// A one-time code whose key makes none.
[[nodiscard]] UserMessage describeUnusableCode();
/// One line for support: kind, HTTP status and the redacted technical detail.
[[nodiscard]] QString errorDetails(const Error &error);

} // namespace coffret
