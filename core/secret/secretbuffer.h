// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDebug>

#include <cstddef>
#include <span>
#include <string_view>

namespace coffret {

/// Bytes that must not outlive their use: guarded, locked where the system allows, and wiped (libsodium).
/// Move-only; a copy is a decision and is spelled clone(). Never printable. Not thread-safe, but may be moved
/// between threads. Every buffer is followed by Padding readable zero bytes, so that simdjson can parse in place.
class SecretBuffer
{
public:
    static constexpr std::size_t Padding = 64;

    SecretBuffer() noexcept = default;
    /// An empty buffer that can take capacity bytes without moving. Throws std::bad_alloc.
    explicit SecretBuffer(std::size_t capacity);
    SecretBuffer(SecretBuffer &&other) noexcept;
    SecretBuffer &operator=(SecretBuffer &&other) noexcept;
    SecretBuffer(const SecretBuffer &) = delete;
    SecretBuffer &operator=(const SecretBuffer &) = delete;
    ~SecretBuffer();

    /// Copies, then wipes the source.
    [[nodiscard]] static SecretBuffer takeFrom(std::span<char> source);
    [[nodiscard]] static SecretBuffer copyOf(std::string_view source);
    [[nodiscard]] SecretBuffer clone() const;

    [[nodiscard]] std::span<const char> bytes() const noexcept { return {m_data, m_size}; }
    [[nodiscard]] std::string_view view() const noexcept { return {m_data, m_size}; }
    [[nodiscard]] std::size_t size() const noexcept { return m_size; }
    [[nodiscard]] bool isEmpty() const noexcept { return m_size == 0; }
    [[nodiscard]] std::size_t capacity() const noexcept { return m_capacity; }

    /// Grows when needed; the old block is wiped.
    void append(std::string_view more);
    void reserve(std::size_t capacity);
    void wipe() noexcept;

    /// Compares in constant time.
    [[nodiscard]] bool equals(const SecretBuffer &other) const noexcept;

private:
    char *m_data = nullptr;
    std::size_t m_size = 0;
    std::size_t m_capacity = 0;
};

QDebug operator<<(QDebug, const SecretBuffer &) = delete; // logging one does not compile

/// Overwrites memory that held a secret outside a SecretBuffer.
void wipeBytes(std::span<char> bytes) noexcept;
/// Wipes and clears. Only the given instance: implicitly shared copies keep their data.
void wipeBytes(QByteArray &bytes) noexcept;

} // namespace coffret
