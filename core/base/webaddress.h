// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QUrl>

namespace coffret {

/// Whether an address that is stored with a secret may be handed to a browser: http or https, with a host, and with
/// neither a user name nor a password, which would show one host and lead to another, or tell a password to whoever
/// reads the browser's history. Anything else that an address can be might start a program.
[[nodiscard]] bool opensInBrowser(const QString &address);

/// A server as somebody typed it: https, which a missing scheme means as well, a host, perhaps a port and a path
/// without a slash at its end, and nothing else. An invalid URL for anything else.
[[nodiscard]] QUrl serverAddress(const QString &typed);

} // namespace coffret
