// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demovault/commandk/inferred.h"

#include <QUrlQuery>

namespace coffret::demovault {

QStringList CommandKInferred::namesAskedFor(const Request &request) const
{
    if (!m_inferred)
        return {};
    return request.query.allQueryItemValues(QStringLiteral("secret-name-filter"), QUrl::FullyDecoded);
}

QString CommandKInferred::maskOf(const QString &value) const
{
    return m_inferred ? QStringLiteral("********") : value.left(2) + QStringLiteral("...");
}

} // namespace coffret::demovault
