// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/openpgp/displaytext.h"

namespace coffret {

QString emailOf(const QString &userId)
{
    const qsizetype open = userId.lastIndexOf(QLatin1Char('<'));
    const qsizetype close = userId.indexOf(QLatin1Char('>'), open + 1);
    if (open >= 0 && close > open)
        return userId.mid(open + 1, close - open - 1);
    return userId.contains(QLatin1Char('@')) && !userId.contains(QLatin1Char(' ')) ? userId : QString();
}

QString ownerOf(const QString &userId)
{
    const QString address = emailOf(userId);
    return (address.isEmpty() ? userId : address).toLower();
}

} // namespace coffret
