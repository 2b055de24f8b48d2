// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/toolbox/bignumber.h"

#include <sodium.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

namespace coffret {

namespace {
constexpr int DigitBits = 32;
}

BigNumber::BigNumber(quint32 value)
{
    push(value);
    trim();
}

void BigNumber::push(quint32 digit)
{
    Q_ASSERT(m_size < Capacity);
    m_digits[m_size++] = digit;
}

void BigNumber::trim()
{
    while (m_size > 0 && m_digits[m_size - 1] == 0)
        --m_size;
}

BigNumber &BigNumber::operator+=(const BigNumber &other)
{
    m_size = std::max(m_size, other.m_size);
    quint64 carry = 0;
    for (std::size_t i = 0; i < m_size; ++i) {
        carry += quint64(m_digits[i]) + other.m_digits[i];
        m_digits[i] = quint32(carry);
        carry >>= DigitBits;
    }
    if (carry != 0)
        push(quint32(carry));
    return *this;
}

BigNumber &BigNumber::operator-=(const BigNumber &other)
{
    Q_ASSERT(!(*this < other));
    quint64 borrow = 0;
    for (std::size_t i = 0; i < m_size; ++i) {
        const quint64 taken = other.m_digits[i] + borrow;
        borrow = m_digits[i] < taken ? 1 : 0;
        m_digits[i] = quint32(m_digits[i] - taken);
    }
    trim();
    return *this;
}

BigNumber &BigNumber::operator*=(quint32 factor)
{
    quint64 carry = 0;
    for (std::size_t i = 0; i < m_size; ++i) {
        carry += quint64(m_digits[i]) * factor;
        m_digits[i] = quint32(carry);
        carry >>= DigitBits;
    }
    if (carry != 0)
        push(quint32(carry));
    trim();
    return *this;
}

BigNumber &BigNumber::operator/=(quint32 divisor)
{
    quint64 rest = 0;
    for (std::size_t i = m_size; i-- > 0;) {
        rest = (rest << DigitBits) | m_digits[i];
        m_digits[i] = quint32(rest / divisor);
        rest %= divisor;
    }
    trim();
    return *this;
}

BigNumber operator*(const BigNumber &a, const BigNumber &b)
{
    BigNumber product;
    if (a.isZero() || b.isZero())
        return product;
    Q_ASSERT(a.m_size + b.m_size <= BigNumber::Capacity);
    for (std::size_t i = 0; i < a.m_size; ++i) {
        quint64 carry = 0;
        for (std::size_t j = 0; j < b.m_size; ++j) {
            carry += quint64(a.m_digits[i]) * b.m_digits[j] + product.m_digits[i + j];
            product.m_digits[i + j] = quint32(carry);
            carry >>= DigitBits;
        }
        if (carry != 0)
            product.m_digits[i + b.m_size] = quint32(carry);
    }
    product.m_size = a.m_size + b.m_size;
    product.trim();
    return product;
}

bool operator<(const BigNumber &a, const BigNumber &b)
{
    if (a.m_size != b.m_size)
        return a.m_size < b.m_size;
    for (std::size_t i = a.m_size; i-- > 0;) {
        if (a.m_digits[i] != b.m_digits[i])
            return a.m_digits[i] < b.m_digits[i];
    }
    return false;
}

bool operator==(const BigNumber &a, const BigNumber &b)
{
    return a.m_digits == b.m_digits;
}

double BigNumber::log2() const
{
    if (isZero())
        return -std::numeric_limits<double>::infinity();
    double leading = 0;
    const std::size_t rest = m_size > 3 ? m_size - 3 : 0; // three digits hold more than a double can
    for (std::size_t i = m_size; i-- > rest;)
        leading = std::ldexp(leading, DigitBits) + m_digits[i];
    return std::log2(leading) + double(rest) * DigitBits;
}

BigNumber BigNumber::randomBelow() const
{
    Q_ASSERT(!isZero());
    const int bits = std::bit_width(m_digits[m_size - 1]);
    BigNumber drawn;
    do { // at least every second time it fits
        drawn.m_size = m_size;
        randombytes_buf(drawn.m_digits.data(), m_size * sizeof(quint32));
        drawn.m_digits[m_size - 1] &= quint32((quint64(1) << bits) - 1);
        drawn.trim();
    } while (!(drawn < *this));
    return drawn;
}

void BigNumber::wipe()
{
    sodium_memzero(m_digits.data(), sizeof m_digits);
    m_size = 0;
}

} // namespace coffret
