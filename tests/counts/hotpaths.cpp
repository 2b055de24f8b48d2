// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/counts/hotpaths.h"

#include "core/model/catalogbuilder.h"
#include "core/model/catalogsteps.h"
#include "core/search/searchrun.h"
#include "core/search/typopattern.h"
#include "core/vault/passbolt/passboltindex.h"
#include "core/vault/passbolt/passbolttypes.h"
#include "tests/support/sampledata.h"

namespace coffret::counts {

namespace {

using Work = HotPath::Work;

constexpr int Count = 20'000;
constexpr int ListCount = 2'000;
constexpr std::size_t Window = 200; ///< rows that the list asks for first
constexpr std::size_t TyposBelow = 20;

const fakes::SampleCatalog &sample()
{
    static const fakes::SampleCatalog made(Count);
    return made;
}

SearchQuery typed(const QString &text)
{
    SearchQuery query;
    query.text = text;
    query.typosBelow = TyposBelow;
    return query;
}

/// A key in the search field: the first screens, and everything.
Work searchFor(const QString &text)
{
    return [catalog = sample().catalog, query = typed(text)] {
        const SearchRun run(catalog, query);
        return run.first(Window).rows.size() + run.all().rows.size();
    };
}

Work searchFirstKey()
{
    return searchFor(QStringLiteral("g"));
}

Work searchPrefix()
{
    return searchFor(QStringLiteral("git"));
}

Work searchWords()
{
    return searchFor(QStringLiteral("grace prod"));
}

Work searchTypo()
{
    return searchFor(QStringLiteral("jenkisn"));
}

Work searchTypoAndWord()
{
    return searchFor(QStringLiteral("prod psotgresql"));
}

/// One more key, where what had fewer letters is known.
Work searchNextKey()
{
    const auto earlier = std::make_shared<SearchRun>(sample().catalog, typed(QStringLiteral("gi")));
    return [earlier, found = earlier->all()] {
        SearchRun run(sample().catalog, typed(QStringLiteral("git")));
        run.narrowTo(*earlier, found);
        return run.all().rows.size();
    };
}

Work foldNames()
{
    return [&all = sample()] {
        TextFolder folder;
        std::string folded;
        for (const SecretSummary &secret : all.index.secrets)
            folder.append(secret.name, folded);
        return folded.size();
    };
}

Work signatures()
{
    return [&all = sample()] {
        std::size_t letters = 0;
        for (Catalog::Row row = 0; row < all.catalog->size(); ++row) {
            WordSignature signature;
            signature.add(all.catalog->searchText(row));
            letters += static_cast<std::size_t>(std::popcount(signature.letters));
        }
        return letters;
    };
}

Work typoDistances()
{
    return [&all = sample()] {
        const TypoPattern pattern("kubrenetse");
        std::size_t found = 0;
        for (Catalog::Row row = 0; row < all.catalog->size(); ++row)
            found += pattern.distanceIn(all.catalog->searchText(row), pattern.allowed()) ? 1 : 0;
        return found;
    };
}

Work highlight()
{
    return [&all = sample(), words = SearchWords(QStringLiteral("kub prod"))] {
        std::size_t ranges = 0;
        for (Catalog::Row row = 0; row < Window; ++row)
            ranges += matchRanges(all.index.secrets[row].name, words).size();
        return ranges;
    };
}

Work catalogBuild()
{
    return [index = fakes::sampleIndex(Count)]() mutable {
        return static_cast<std::size_t>(Catalog::build(std::move(index.collections), std::move(index.secrets))->size());
    };
}

Work catalogPatch()
{
    return
        [patch = sample().patchOf(10)] { return static_cast<std::size_t>(sample().catalog->patched(patch)->size()); };
}

Work catalogSteps()
{
    return [there = sample().catalog->patched(sample().patchOf(10))] {
        return stepsBetween(sample().catalog, there)->changed.size();
    };
}

/// From a closed cache to a catalog, as at every start.
Work cacheLoad()
{
    return [cache = std::make_shared<fakes::SampleCache>(Count)] {
        const auto content = cache->open()->load({});
        return content ? static_cast<std::size_t>(content->catalog->size()) : 0;
    };
}

Work cacheChangeOne()
{
    const auto closed = std::make_shared<fakes::SampleCache>(Count);
    const std::shared_ptr<AccountCache> cache = closed->open();
    CacheChange change;
    change.secrets.push_back({sample().index.secrets.front()});
    return [closed, cache, change = std::make_shared<CacheChange>(std::move(change))] {
        return static_cast<std::size_t>(cache->apply(*change) ? 1 : 0);
    };
}

/// From a server's list to a catalog, as at a first sign-in.
Work parseAndIndex()
{
    return [json = fakes::passboltListOf(ListCount), slugs = builtInPassboltSlugs()] {
        Expected<PassboltResourcePage> page = parseResources(json, slugs);
        std::vector<SecretSummary> secrets;
        secrets.reserve(page->resources.size());
        for (PassboltResource &resource : page->resources)
            secrets.push_back(std::move(resource.summary));
        return static_cast<std::size_t>(Catalog::build({}, std::move(secrets))->size());
    };
}

} // namespace

const std::vector<HotPath> &hotPaths()
{
    static const std::vector<HotPath> all{
        {"search_first_key", searchFirstKey},
        {"search_prefix", searchPrefix},
        {"search_words", searchWords},
        {"search_typo", searchTypo},
        {"search_typo_and_word", searchTypoAndWord},
        {"search_next_key", searchNextKey},
        {"fold_names", foldNames},
        {"signatures", signatures},
        {"typo_distances", typoDistances},
        {"highlight", highlight},
        {"catalog_build", catalogBuild},
        {"catalog_patch", catalogPatch},
        {"catalog_steps", catalogSteps},
        {"cache_load", cacheLoad},
        {"cache_change_one", cacheChangeOne},
        {"parse_and_index", parseAndIndex},
    };
    return all;
}

} // namespace coffret::counts
