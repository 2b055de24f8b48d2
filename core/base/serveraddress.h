// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QUrl>

namespace coffret {

/// A server as somebody typed it: https, which a missing scheme means as well, a host, perhaps a port and a path
/// without a slash at its end, and nothing else. An invalid URL for anything else.
[[nodiscard]] QUrl serverAddress(const QString &typed);

} // namespace coffret
