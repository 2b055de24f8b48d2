// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/serveraddress.h"

#include <algorithm>

namespace coffret {

namespace {

/// What stands between "://" and the path, as every reader of addresses delimits it: for browsers a backslash does,
/// too.
QStringView authorityIn(QStringView address)
{
    const qsizetype start = address.indexOf(QLatin1String("://")) + 3;
    const auto end = std::find_if(address.begin() + start, address.end(),
                                  [](QChar c) { return c == u'/' || c == u'\\' || c == u'?' || c == u'#'; });
    return address.mid(start, end - address.begin() - start);
}

} // namespace

QUrl serverAddress(const QString &typed)
{
    QString text = typed.trimmed();
    if (!text.contains(QLatin1String("://")))
        text.prepend(QLatin1String("https://"));
    QUrl url(text, QUrl::StrictMode);
    const bool usable = url.isValid() && url.scheme() == QLatin1String("https") && !url.host().isEmpty() &&
                        url.userInfo().isEmpty() && !authorityIn(text).contains(u'@') && !url.hasQuery() &&
                        !url.hasFragment();
    if (!usable)
        return {};
    QString path = url.path(QUrl::FullyEncoded);
    while (path.endsWith(QLatin1Char('/')))
        path.chop(1);
    url.setPath(path, QUrl::StrictMode);
    return url;
}

} // namespace coffret
