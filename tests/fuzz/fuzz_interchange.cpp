// SPDX-License-Identifier: GPL-3.0-or-later
// Files of other programs, and what we write for them.
#include "core/interchange/coffretjson.h"
#include "core/interchange/csvimport.h"
#include "core/interchange/csvreader.h"
#include "core/interchange/csvwriter.h"
#include "core/interchange/foreignreader.h"
#include "core/interchange/itembuilder.h"
#include "tests/fuzz/fuzz.h"

using namespace coffret;
using namespace coffret::fuzz;

namespace {

void checkItem(const ForeignItem &item)
{
    require(!item.name.isEmpty() || !item.fields.empty(), "an item is something");
    std::vector<FieldKind> seen;
    for (const ForeignField &field : item.fields) {
        require(!field.value.empty() && field.value.size() <= LongestForeignValue, "a value holds something, not more");
        require(isText(field.value), "a value is text");
        if (field.kind == FieldKind::Custom)
            continue;
        require(std::find(seen.begin(), seen.end(), field.kind) == seen.end(), "a kind occurs once");
        seen.push_back(field.kind);
    }
    const SecretDraft draft = draftOf(item);
    require(draft.fields.size() == item.fields.size() && draft.id.isEmpty(), "a draft has every value");
}

bool isSmall(const ForeignItem &item)
{
    return item.folder.size() < 100 && item.tags.size() < 100 && item.uris.size() < 100 && item.fields.size() < 100;
}

/// What was read can be written as our own, and is then read as it was.
void checkRoundTrip(const ForeignFile &file)
{
    CoffretJsonWriter writer(QDateTime::fromSecsSinceEpoch(1, Qt::UTC));
    for (const ForeignItem &item : file.items) {
        if (!isSmall(item))
            return;
        require(writer.add(item) == 0, "what was read can be written");
    }
    const SecretBuffer json = std::move(writer).take();
    const Expected<ForeignFile> again = readCoffretJson(json.view());
    require(again && again->items.size() == file.items.size(), "nothing is lost or added by writing");
    for (std::size_t i = 0; i < file.items.size(); ++i) {
        const ForeignItem &before = file.items[i];
        const ForeignItem &after = again->items[i];
        require(before.type == after.type && before.fields.size() == after.fields.size(), "an item is the same");
        for (std::size_t j = 0; j < before.fields.size(); ++j)
            require(before.fields[j].kind == after.fields[j].kind && before.fields[j].value == after.fields[j].value,
                    "a value is the same");
    }
}

void checkFile(const Expected<ForeignFile> &file)
{
    if (!file)
        return;
    require(file->items.size() <= MostForeignItems, "no more items than are read");
    for (const ForeignItem &item : file->items)
        checkItem(item);
    checkRoundTrip(*file);
}

void checkTable(std::string_view text)
{
    SecretArena arena;
    const std::string_view kept = arena.keep(text);
    const Expected<CsvTable> table = readCsv(kept, arena, 1000);
    if (!table)
        return;
    require(table->rows.size() <= 1001, "no more rows than are read");
    int last = 0;
    for (const CsvRow &row : table->rows) {
        require(row.number > last && !row.cells.empty() && row.cells.size() <= MostCsvColumns, "rows are in order");
        last = row.number;
    }
}

/// A table that we write has one row for each secret, and what begins like a formula has an apostrophe before it.
void checkWriter(std::string_view text)
{
    if (!isText(text) || text.empty())
        return;
    ForeignItem item;
    item.name = textOf(text).trimmed();
    item.username = textOf(text);
    item.fields.push_back({FieldKind::Password, {}, true, text, {}});
    CsvWriter writer;
    writer.add(item);
    const SecretBuffer csv = std::move(writer).take();
    SecretArena arena;
    const Expected<CsvTable> table = readCsv(csv.view(), arena, 10);
    require(table && table->rows.size() == 2, "a secret is one row");
    for (const std::string_view cell : table->rows[1].cells)
        require(!looksLikeFormula(cell) || cell.find('\'') != std::string_view::npos, "an apostrophe stands before it");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    Input input(data, size);
    switch (input.choice(4)) {
    case 0:
        checkFile(readForeignFile(input.secret()));
        break;
    case 1:
        checkTable(input.rest());
        break;
    case 2:
        checkFile(readCsvFile(input.secret()));
        break;
    default:
        checkWriter(input.rest());
        break;
    }
    return 0;
}
