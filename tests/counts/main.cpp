// SPDX-License-Identifier: GPL-3.0-or-later
// Goes each hot path once, so that somebody can count its instructions: coffret_counts [NAME...], all of them without a
// name. Says each name and what came of it, in the order they were gone.
#include "tests/counts/hotpaths.h"

#include <algorithm>
#include <cstdio>
#include <cstring>

using namespace coffret::counts;

/// Between its call and its return is what is counted; check_counts.py knows it by its name.
extern "C" [[gnu::noinline]] void coffretCounted(const HotPath::Work *work, std::size_t *found)
{
    *found = (*work)();
}

namespace {

bool isAskedFor(const HotPath &path, int argc, char **argv)
{
    return argc == 1 ||
           std::any_of(argv + 1, argv + argc, [&path](const char *name) { return std::strcmp(name, path.name) == 0; });
}

} // namespace

int main(int argc, char **argv)
{
    for (const HotPath &path : hotPaths()) {
        if (!isAskedFor(path, argc, argv))
            continue;
        std::size_t found = 0;
        const HotPath::Work work = path.prepare();
        coffretCounted(&work, &found);
        std::printf("%s %zu\n", path.name, found);
        if (found == 0)
            return 1;
    }
    return 0;
}
