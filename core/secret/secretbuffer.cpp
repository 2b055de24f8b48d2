// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/secret/secretbuffer.h"

#include "core/base/logging.h"

#include <sodium.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <new>
#include <utility>

#include <sys/mman.h>

namespace coffret {

namespace {

/// Libsodium says nothing when the system refuses to keep a block out of swap (ulimit -l): asked again, the system
/// does. The block is as good as any other but for that, so it is used, and this is told once.
void tellIfNotLocked(const char *block, std::size_t size)
{
    static std::atomic<bool> isTold = false;
    if (!isTold && mlock(block, size) != 0 && !isTold.exchange(true))
        qCWarning(lcSecret, "Values in memory may be swapped to disk: %s", std::strerror(errno));
}

char *allocate(std::size_t capacity)
{
    static const int ready = sodium_init(); // idempotent, thread-safe through the static
    if (ready < 0)
        throw std::bad_alloc();
    auto *block = static_cast<char *>(sodium_malloc(capacity + SecretBuffer::Padding));
    if (block == nullptr)
        throw std::bad_alloc();
    tellIfNotLocked(block, capacity + SecretBuffer::Padding);
    std::memset(block, 0, capacity + SecretBuffer::Padding); // sodium fills it with 0xdb
    return block;
}

} // namespace

SecretBuffer::SecretBuffer(std::size_t capacity)
{
    reserve(capacity);
}

SecretBuffer::SecretBuffer(SecretBuffer &&other) noexcept
    : m_data(std::exchange(other.m_data, nullptr))
    , m_size(std::exchange(other.m_size, 0))
    , m_capacity(std::exchange(other.m_capacity, 0))
{
}

SecretBuffer &SecretBuffer::operator=(SecretBuffer &&other) noexcept
{
    if (this != &other) {
        wipe();
        m_data = std::exchange(other.m_data, nullptr);
        m_size = std::exchange(other.m_size, 0);
        m_capacity = std::exchange(other.m_capacity, 0);
    }
    return *this;
}

SecretBuffer::~SecretBuffer()
{
    wipe();
}

SecretBuffer SecretBuffer::takeFrom(std::span<char> source)
{
    SecretBuffer buffer = copyOf({source.data(), source.size()});
    wipeBytes(source);
    return buffer;
}

SecretBuffer SecretBuffer::copyOf(std::string_view source)
{
    SecretBuffer buffer(source.size());
    buffer.append(source);
    return buffer;
}

SecretBuffer SecretBuffer::clone() const
{
    return copyOf(view());
}

void SecretBuffer::reserve(std::size_t capacity)
{
    if (capacity <= m_capacity && m_data != nullptr)
        return;
    char *block = allocate(capacity);
    if (m_size > 0)
        std::memcpy(block, m_data, m_size);
    const std::size_t size = m_size;
    wipe();
    m_data = block;
    m_size = size;
    m_capacity = capacity;
}

void SecretBuffer::append(std::string_view more)
{
    if (more.empty())
        return;
    if (m_size + more.size() > m_capacity) {
        SecretBuffer larger(std::max(m_size + more.size(), m_capacity * 2));
        larger.append(view());
        larger.append(more); // which may lie in the block that is about to go
        *this = std::move(larger);
        return;
    }
    std::memcpy(m_data + m_size, more.data(), more.size());
    m_size += more.size();
}

void SecretBuffer::wipe() noexcept
{
    sodium_free(m_data); // overwrites the block before it is given back; accepts null
    m_data = nullptr;
    m_size = 0;
    m_capacity = 0;
}

bool SecretBuffer::equals(const SecretBuffer &other) const noexcept
{
    return m_size == other.m_size && (m_size == 0 || sodium_memcmp(m_data, other.m_data, m_size) == 0);
}

void wipeBytes(std::span<char> bytes) noexcept
{
    sodium_memzero(bytes.data(), bytes.size());
}

void wipeBytes(QByteArray &bytes) noexcept
{
    if (!bytes.isEmpty() && bytes.isDetached())
        sodium_memzero(bytes.data(), static_cast<std::size_t>(bytes.size()));
    bytes.clear();
}

} // namespace coffret
