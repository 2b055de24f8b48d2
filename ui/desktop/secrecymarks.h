// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

namespace coffret {

/// What stands beside a secret on the clipboard, so that clipboard managers keep it out of their histories.
struct SecrecyMark
{
    QString format; ///< as Qt names it
    QByteArray value;
};

enum class ClipboardSystem { FreeDesktop, Windows, MacOs };

[[nodiscard]] ClipboardSystem thisClipboardSystem();
/// The marks that programs of a system look for.
[[nodiscard]] QList<SecrecyMark> secrecyMarks(ClipboardSystem system);

} // namespace coffret
