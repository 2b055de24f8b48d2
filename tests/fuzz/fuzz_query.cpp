// SPDX-License-Identifier: GPL-3.0-or-later
// What somebody types into a search field, and the search for it in a small catalog.
#include "core/model/textfolder.h"
#include "core/search/matchranges.h"
#include "core/search/queryparser.h"
#include "core/search/search.h"
#include "core/search/searchrun.h"
#include "tests/fuzz/fuzz.h"

using namespace coffret;
using namespace coffret::fuzz;

namespace {

SecretSummary secretNamed(const char *id, const char *name, SecretType type)
{
    SecretSummary secret;
    secret.id = QString::fromLatin1(id);
    secret.name = QString::fromUtf8(name);
    secret.type = type;
    secret.collectionId = QStringLiteral("b");
    secret.username = QStringLiteral("ada");
    secret.uris = {QStringLiteral("https://mail.example.org:8443/login")};
    secret.tags = {QStringLiteral("prod"), QStringLiteral("büro")};
    secret.markers = Marker::Favourite;
    secret.expires = QDateTime::fromSecsSinceEpoch(1'700'000'000, Qt::UTC);
    return secret;
}

std::shared_ptr<const Catalog> smallCatalog()
{
    std::vector<Collection> collections{{QStringLiteral("a"), {}, QStringLiteral("Team")},
                                        {QStringLiteral("b"), QStringLiteral("a"), QStringLiteral("Servers / old")}};
    std::vector<SecretSummary> secrets;
    secrets.push_back(secretNamed("1", "mail server 13", SecretType::Login));
    secrets.push_back(secretNamed("2", "Übergabe – Straße", SecretType::Note));
    secrets.push_back(secretNamed("3", "камера 東京", SecretType::SshKey));
    secrets.push_back(secretNamed("4", "postgresql replication", SecretType::ApiKey));
    return Catalog::build(std::move(collections), std::move(secrets));
}

void checkTokens(const QString &text, const ParsedQuery &parsed)
{
    require(parsed.tokens.size() <= ParsedQuery::MostTokens, "no more tokens than are looked at");
    int end = 0;
    for (const QueryToken &token : parsed.tokens) {
        require(token.start >= end && token.length > 0 && token.start + token.length <= text.size(),
                "tokens lie in the text, one behind the other");
        end = token.start + token.length;
        require(withoutToken(text, token).size() <= text.size(), "a token can be taken away");
    }
}

void checkRanges(const QString &shown, const std::vector<MatchRange> &ranges)
{
    int end = 0;
    for (const MatchRange &range : ranges) {
        require(range.start >= end && range.length > 0 && range.start + range.length <= shown.size(),
                "what is marked lies in what is shown");
        end = range.start + range.length;
    }
}

void checkSearch(const std::shared_ptr<const Catalog> &catalog, SearchQuery query)
{
    query.typosBelow = 10;
    const SearchResult found = searchRanked(*catalog, query);
    require(found.rows.size() <= catalog->size() && found.exact <= found.rows.size(), "no row is found twice");
    require(found.mistakes.size() == found.rows.size() - found.exact, "what is only similar says how much");
    const SearchRun run(catalog, query);
    require(run.all().rows == found.rows, "a search in two stages finds the same");
    const SearchWords words(query.text, query.phrases);
    for (const Catalog::Row row : found.rows) {
        require(row < catalog->size(), "a row of the catalog");
        const QString name = catalog->name(row);
        checkRanges(name, matchRanges(name, words, catalog->searchText(row)));
    }
    for (const std::size_t collection : searchCollections(*catalog, words, 10))
        require(collection < catalog->collections().size(), "a collection of the catalog");
}

void checkFolding(const QString &text)
{
    TextFolder folder;
    const std::string folded = folder.fold(text);
    require(Catalog::fold(text).toUtf8() == QByteArray::fromStdString(folded), "every folder folds alike");
    require(!folded.starts_with(' ') && !folded.ends_with(' '), "no space at either end");
    checkRanges(text, matchRanges(text, text.left(20)));
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static const std::shared_ptr<const Catalog> catalog = smallCatalog();
    static const QDateTime now = QDateTime::fromSecsSinceEpoch(1'800'000'000, Qt::UTC);
    Input input(data, size);
    const QString text = input.text();
    const ParsedQuery parsed = parseQuery(text, now);
    checkTokens(text, parsed);
    static_cast<void>(parsed.meansAccount(QStringLiteral("Büro")));
    checkSearch(catalog, parsed.query);
    checkFolding(text);
    return 0;
}
