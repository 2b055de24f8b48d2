// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace coffret {

/// Whether a server's identifier may stand for itself in an address: at most 128 characters, none of which has a
/// meaning there or is invisible, and not "." or "..". Encoding alone does not do: programs on the way decode and tidy
/// paths.
[[nodiscard]] bool isPathSegment(QStringView id);

/// The same of every part of a path that is encoded already, between its slashes; it begins with one.
[[nodiscard]] bool hasPlainSegments(const QString &encodedPath);

} // namespace coffret
