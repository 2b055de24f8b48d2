// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <array>
#include <cstddef>

namespace coffret {

/// A natural number below 2^1280, in memory of its own: enough to count the passwords a generator can make. Going
/// beyond, or below zero, is the caller's mistake.
class BigNumber
{
public:
    BigNumber() = default;
    explicit BigNumber(quint32 value);

    BigNumber &operator+=(const BigNumber &other);
    BigNumber &operator-=(const BigNumber &other);
    BigNumber &operator*=(quint32 factor);
    BigNumber &operator/=(quint32 divisor); ///< rounds down

    [[nodiscard]] bool isZero() const { return m_size == 0; }
    /// Exact to what a double can say. Minus infinity for zero.
    [[nodiscard]] double log2() const;
    /// Every number below this one, which is not zero, is as likely as any other.
    [[nodiscard]] BigNumber randomBelow() const;
    void wipe();

    friend BigNumber operator*(const BigNumber &a, const BigNumber &b);
    friend bool operator<(const BigNumber &a, const BigNumber &b);
    friend bool operator==(const BigNumber &a, const BigNumber &b);

private:
    static constexpr std::size_t Capacity = 40;

    void push(quint32 digit);
    void trim();

    std::array<quint32, Capacity> m_digits{}; ///< to the base 2^32, the lowest first; zero beyond m_size
    std::size_t m_size = 0;
};

} // namespace coffret
