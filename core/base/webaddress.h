// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace coffret {

/// A stored address, as something to open. In a team vault another person wrote it: what a browser would do with it has
/// to be what one reads.
struct WebAddress
{
    enum class Kind {
        OtherScheme, ///< no browser's business: it might start a program
        Malformed,   ///< a browser's, but programs disagree about where such a text leads
        Credentials, ///< a browser would keep them in its history and show them; and what stands there passes for a
                     ///< host
        Web
    };
    Kind kind = Kind::OtherScheme;
    QString toOpen;   ///< of Web alone: in ASCII, for the browser
    QString realHost; ///< of Web alone, where the host that is asked for does not look like the one that is written
};

[[nodiscard]] WebAddress webAddressOf(const QString &uri);
/// What to open; empty where nothing is to be opened.
[[nodiscard]] QString addressToOpen(const QString &uri);

} // namespace coffret
