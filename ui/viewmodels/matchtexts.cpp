// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/matchtexts.h"

#include "core/search/search.h"
#include "ui/viewmodels/texts.h"

#include <QCoreApplication>

namespace coffret {

namespace {

struct Matches
{
    Q_DECLARE_TR_FUNCTIONS(Matches)
};

/// The host or the tag in which a word was found; searchText: everything that was looked in.
QString finderOf(const SecretSummary &summary, const SearchWords &word, std::string_view searchText)
{
    for (const QString &uri : summary.uris) {
        const QString host = Catalog::hostOf(uri).toString();
        if (!matchRanges(host, word, searchText).empty())
            return host;
    }
    for (const QString &tag : summary.tags) {
        if (!matchRanges(tag, word).empty())
            return tag;
    }
    return {};
}

QList<int> inPairs(const std::vector<MatchRange> &ranges)
{
    QList<int> marks;
    for (const MatchRange &range : ranges)
        marks << range.start << range.length;
    return marks;
}

} // namespace

QList<int> marksIn(const QString &shown, const QString &searchText)
{
    return searchText.isEmpty() ? QList<int>() : inPairs(matchRanges(shown, searchText));
}

QList<int> marksIn(const QString &shown, const SearchWords &words, const Catalog &catalog, Catalog::Row row)
{
    return words.isEmpty() ? QList<int>() : inPairs(matchRanges(shown, words, catalog.searchText(row)));
}

QString similarText()
{
    //: Heading within a list of what was found: what follows has only something similar to what was typed.
    return Matches::tr("Similar");
}

QString placeText(const Catalog &catalog, Catalog::Row row, const SearchWords &words)
{
    QString place = besideEachOther({catalog.username(row), catalog.path(row)});
    if (words.isEmpty())
        return place;
    const QString name = catalog.name(row);
    const std::string_view searchText = catalog.searchText(row);
    for (std::size_t i = 0; i < words.all().size(); ++i) {
        const SearchWords word = words.only(i);
        if (matchRanges(name, word, searchText).empty() && matchRanges(place, word, searchText).empty())
            place = besideEachOther({place, finderOf(catalog.summary(row), word, searchText)});
    }
    return place;
}

} // namespace coffret
