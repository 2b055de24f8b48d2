// SPDX-License-Identifier: GPL-3.0-or-later
// free() and realloc() of a program that links this file, instead of the C library's: what was in memory on the heap
// is overwritten before anybody else gets it. Libraries leave copies of plaintext there that no SecretBuffer reaches.
//
// M_PERTURB does the same, but also fills what is left over of a free block in which a reallocation grows, each time:
// megabytes for a string that gets a letter longer. Sanitizers have an allocator of their own.
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <cstring>

#include <malloc.h>
#include <strings.h>

extern "C" {

void __libc_free(void *block);                       // NOLINT(bugprone-reserved-identifier): glibc's
void *__libc_realloc(void *block, std::size_t size); // NOLINT(bugprone-reserved-identifier)
__attribute__((visibility("default"))) void free(void *block) noexcept;
__attribute__((visibility("default"))) void *realloc(void *block, std::size_t size) noexcept;
}

namespace {

/// A block with a mapping of its own goes back to the system as it is, and comes again as zeros.
/// Source: glibc, malloc.c, "IS_MMAPPED" in the word before a block.
bool hasOwnMapping(const void *block)
{
    constexpr std::size_t IsMapped = 2;
    std::size_t header = 0;
    std::memcpy(&header, static_cast<const char *>(block) - sizeof header, sizeof header);
    return (header & IsMapped) != 0;
}

} // namespace

void free(void *block) noexcept
{
    if (block != nullptr && !hasOwnMapping(block))
        explicit_bzero(block, malloc_usable_size(block));
    __libc_free(block);
}

void *realloc(void *block, std::size_t size) noexcept
{
    if (block == nullptr || hasOwnMapping(block))
        return __libc_realloc(block, size);
    if (size == 0) {
        free(block);
        return nullptr;
    }
    const std::size_t had = malloc_usable_size(block);
    if (size <= had && size >= had / 2)
        return block; // what is left over is wiped with the rest
    void *const other = std::malloc(size);
    if (other == nullptr)
        return nullptr;
    std::memcpy(other, block, std::min(had, size));
    free(block);
    return other;
}

#endif
