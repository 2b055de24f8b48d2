// SPDX-License-Identifier: GPL-3.0-or-later
// From the server's list (some 600 bytes a resource) to a catalog, beside QJsonDocument with one record of QStrings per
// resource, and beside the least there is: simdjson on demand into one arena, without any index.
#include "core/model/catalogbuilder.h"
#include "core/vault/passbolt/passboltindex.h"
#include "core/vault/passbolt/passbolttypes.h"
#include "tests/support/sampledata.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <benchmark/benchmark.h>

#include <simdjson.h>

#include <map>

using namespace coffret;

namespace {

const QByteArray &jsonOf(benchmark::State &state)
{
    static std::map<qint64, QByteArray> made;
    QByteArray &json = made[state.range(0)];
    if (json.isEmpty())
        json = fakes::passboltListOf(static_cast<int>(state.range(0)));
    return json;
}

void parseAndIndex(benchmark::State &state)
{
    const QByteArray &json = jsonOf(state);
    const QHash<QString, QString> slugs = builtInPassboltSlugs();
    Catalog::Row rows = 0;
    for (auto _ : state) {
        Expected<PassboltResourcePage> page = parseResources(json, slugs);
        std::vector<SecretSummary> secrets;
        secrets.reserve(page->resources.size());
        for (PassboltResource &resource : page->resources)
            secrets.push_back(std::move(resource.summary));
        rows = Catalog::build({}, std::move(secrets))->size();
    }
    state.counters["found"] = rows;
}

void parseFloorQJson(benchmark::State &state)
{
    const QByteArray &json = jsonOf(state);
    struct Record
    {
        QString id, name, username, uri, description, created, modified, modifiedBy, type, folder;
    };
    for (auto _ : state) {
        std::vector<Record> records;
        const QJsonDocument document = QJsonDocument::fromJson(json);
        for (const QJsonValue &row : document.object().value(QLatin1String("body")).toArray()) {
            const QJsonObject object = row.toObject();
            const auto text = [&object](const char *key) { return object.value(QLatin1String(key)).toString(); };
            records.push_back({text("id"), text("name"), text("username"), text("uri"), text("description"),
                               text("created"), text("modified"), text("modified_by"), text("resource_type_id"),
                               text("folder_parent_id")});
        }
        state.counters["found"] = static_cast<double>(records.size());
    }
}

void parseFloorArena(benchmark::State &state)
{
    const QByteArray &json = jsonOf(state);
    for (auto _ : state) {
        const simdjson::padded_string padded(json.constData(), static_cast<std::size_t>(json.size()));
        simdjson::ondemand::parser parser;
        simdjson::ondemand::document document;
        simdjson::ondemand::array rows;
        std::string arena;
        std::vector<std::size_t> offsets;
        if (parser.iterate(padded).get(document) != simdjson::SUCCESS ||
            document["body"].get_array().get(rows) != simdjson::SUCCESS) {
            state.SkipWithError("the list is not what it should be");
            break;
        }
        for (auto row : rows) {
            for (const char *key : {"id", "name", "username", "uri", "description", "created", "modified",
                                    "modified_by", "resource_type_id", "folder_parent_id"}) {
                std::string_view text;
                if (row.find_field_unordered(key).get_string().get(text) == simdjson::SUCCESS)
                    arena.append(text);
                offsets.push_back(arena.size());
            }
        }
        state.counters["found"] = static_cast<double>(offsets.size() / 10);
    }
}

BENCHMARK(parseAndIndex)->Arg(10'000)->Arg(100'000)->Unit(benchmark::kMillisecond);
BENCHMARK(parseFloorQJson)->Arg(10'000)->Arg(100'000)->Unit(benchmark::kMillisecond);
BENCHMARK(parseFloorArena)->Arg(10'000)->Arg(100'000)->Unit(benchmark::kMillisecond);

} // namespace
