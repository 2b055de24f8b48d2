// SPDX-License-Identifier: GPL-3.0-or-later
// The command palette over 10,000 folders, a name typed letter by letter, beside QString::contains over the same names.
#include "ui/models/palettemodel.h"

#include <benchmark/benchmark.h>

using namespace coffret;

namespace {

constexpr int Count = 10'000;
const QString Typed = QStringLiteral("folder 9999");

QString nameOf(int number)
{
    return QStringLiteral("Folder %1").arg(number);
}

void palette(benchmark::State &state)
{
    std::vector<PaletteEntry> entries(Count);
    for (int i = 0; i < Count; ++i) {
        PaletteEntry &entry = entries[static_cast<std::size_t>(i)];
        entry.name = nameOf(i);
        entry.nodeId = entry.name;
        entry.folded = Catalog::fold(entry.name).toStdString();
        entry.foldedName = entry.folded.size();
    }
    PaletteModel model;
    model.setEntries(std::move(entries));
    for (auto _ : state) {
        for (qsizetype length = 0; length <= Typed.size(); ++length)
            model.show(Typed.left(length));
    }
    state.counters["found"] = model.rowCount();
}
BENCHMARK(palette)->Unit(benchmark::kMillisecond);

void paletteFloorQString(benchmark::State &state)
{
    QStringList names;
    for (int i = 0; i < Count; ++i)
        names.append(nameOf(i));
    std::size_t found = 0;
    for (auto _ : state) {
        for (qsizetype length = 0; length <= Typed.size(); ++length) {
            const QString needle = Typed.left(length);
            found = 0;
            for (const QString &name : names)
                found += name.contains(needle, Qt::CaseInsensitive) ? 1 : 0;
        }
    }
    state.counters["found"] = static_cast<double>(found);
}
BENCHMARK(paletteFloorQString)->Unit(benchmark::kMillisecond);

} // namespace
