// SPDX-License-Identifier: GPL-3.0-or-later
// free() and realloc() of a program that links this file, instead of the C library's: what was in memory on the heap
// is overwritten before anybody else gets it. Libraries leave copies of plaintext there that no SecretBuffer reaches.
//
// M_PERTURB does the same, but also fills what is left over of a free block in which a reallocation grows, each time:
// megabytes for a string that gets a letter longer.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>

#include <dlfcn.h>
#include <malloc.h>

extern "C" {
// glibc's own. NOLINTBEGIN(bugprone-reserved-identifier)
void *__libc_malloc(std::size_t size);
void __libc_free(void *block);
void *__libc_realloc(void *block, std::size_t size);
// NOLINTEND(bugprone-reserved-identifier)
__attribute__((visibility("default"))) void free(void *block) noexcept;
__attribute__((visibility("default"))) void *realloc(void *block, std::size_t size) noexcept;
}

namespace {

/// What is larger goes back to the system as soon as it is freed, instead of ever later as such blocks come and go.
constexpr int LargeBytes = 512 * 1024;

/// The word that a block holds at a given place.
std::uintptr_t wordAt(const void *block, std::ptrdiff_t offset)
{
    std::uintptr_t word = 0;
    std::memcpy(&word, static_cast<const char *>(block) + offset, sizeof word);
    return word;
}

/// With LD_PRELOAD blocks may come from another allocator, and then go back there as they are.
bool isForeignHeap()
{
    return &std::malloc != &__libc_malloc;
}

template <typename Function>
Function *nextOf(const char *name)
{
    return reinterpret_cast<Function *>(dlsym(RTLD_NEXT, name));
}

/// What glibc writes into the second word of a small block that is free, and looks for in one that is freed twice.
/// Source: glibc, malloc.c, tcache_key. 0 where it does not.
std::uintptr_t markOfTheFree()
{
    static const std::uintptr_t mark = [] {
        mallopt(M_MMAP_THRESHOLD, LargeBytes);
        void *block = __libc_malloc(3 * sizeof(void *));
        std::memset(block, 0, 3 * sizeof(void *));
        __libc_free(block);
        asm volatile("" : "+r"(block)); // the compiler does not know any more that it is free
        return wordAt(block, sizeof(void *));
    }();
    return mark;
}

/// A block with a mapping of its own goes back to the system as it is, and comes again as zeros.
/// Source: glibc, malloc.c, "IS_MMAPPED" in the word before a block.
bool hasOwnMapping(const void *block)
{
    constexpr std::uintptr_t IsMapped = 2;
    return (wordAt(block, -static_cast<std::ptrdiff_t>(sizeof(void *))) & IsMapped) != 0;
}

/// What seems to be free already is left to glibc as it is, which ends the program where that is so.
void wipe(void *block)
{
    const std::uintptr_t mark = markOfTheFree();
    if (!hasOwnMapping(block) && (mark == 0 || wordAt(block, sizeof(void *)) != mark))
        explicit_bzero(block, malloc_usable_size(block));
}

} // namespace

void free(void *block) noexcept
{
    if (isForeignHeap()) {
        static auto *const next = nextOf<void(void *)>("free");
        return next(block);
    }
    if (block != nullptr)
        wipe(block);
    __libc_free(block);
}

void *realloc(void *block, std::size_t size) noexcept
{
    if (isForeignHeap()) {
        static auto *const next = nextOf<void *(void *, std::size_t)>("realloc");
        return next(block, size);
    }
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
