// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/health/liveblocks.h"

#include <atomic>
#include <cstddef>

namespace {
std::atomic<int> live = 0;
} // namespace

// The linker puts these in the place of libsodium's own.
extern "C" {
// NOLINTBEGIN(bugprone-reserved-identifier)
void *__real_sodium_malloc(std::size_t size);
void __real_sodium_free(void *block);

void *__wrap_sodium_malloc(std::size_t size)
{
    void *const block = __real_sodium_malloc(size);
    live += block != nullptr ? 1 : 0;
    return block;
}

void __wrap_sodium_free(void *block)
{
    live -= block != nullptr ? 1 : 0;
    __real_sodium_free(block);
}
// NOLINTEND(bugprone-reserved-identifier)
}

namespace coffret::test {

int liveBlocks()
{
    return live;
}

} // namespace coffret::test
