// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/matchtexts.h"

#include "core/search/search.h"
#include "ui/viewmodels/texts.h"

namespace coffret {

namespace {

bool occursIn(const QString &shown, const QString &word)
{
    return !matchRanges(shown, word).empty();
}

/// The host or the tag in which a word was found.
QString finderOf(const SecretSummary &summary, const QString &word)
{
    for (const QString &uri : summary.uris) {
        const QString host = Catalog::hostOf(uri).toString();
        if (occursIn(host, word))
            return host;
    }
    for (const QString &tag : summary.tags) {
        if (occursIn(tag, word))
            return tag;
    }
    return {};
}

} // namespace

QList<int> marksIn(const QString &shown, const QString &searchText)
{
    QList<int> marks;
    if (searchText.isEmpty())
        return marks;
    for (const MatchRange &range : matchRanges(shown, searchText))
        marks << range.start << range.length;
    return marks;
}

QString placeText(const Catalog &catalog, Catalog::Row row, const QString &searchText)
{
    QString place = besideEachOther({catalog.username(row), catalog.path(row)});
    const QStringList words = searchText.simplified().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    if (words.isEmpty())
        return place;
    const QString name = catalog.name(row);
    for (const QString &word : words) {
        if (!occursIn(name, word) && !occursIn(place, word))
            place = besideEachOther({place, finderOf(catalog.summary(row), word)});
    }
    return place;
}

} // namespace coffret
