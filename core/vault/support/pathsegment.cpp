// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/support/pathsegment.h"

#include <QUrl>

#include <algorithm>

namespace coffret {

namespace {

constexpr qsizetype LongestId = 128; // those of documented servers have 36 at most

bool isPlain(QChar unit)
{
    static constexpr QStringView Meaningful = u"/\\%?#;";
    return unit.isPrint() && !unit.isSpace() && !unit.isSurrogate() && !Meaningful.contains(unit);
}

} // namespace

bool isPathSegment(QStringView id)
{
    return !id.isEmpty() && id.size() <= LongestId && id != QLatin1String(".") && id != QLatin1String("..") &&
           std::all_of(id.begin(), id.end(), isPlain);
}

bool hasPlainSegments(const QString &encodedPath)
{
    const QStringList segments = encodedPath.mid(1).split(QLatin1Char('/'));
    return encodedPath.startsWith(QLatin1Char('/')) &&
           std::all_of(segments.begin(), segments.end(), [](const QString &segment) {
               return isPathSegment(QUrl::fromPercentEncoding(segment.toLatin1()));
           });
}

} // namespace coffret
