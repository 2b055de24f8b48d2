// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/secret/secretbuffer.h"

namespace coffret {

/// A value as a QR code (ISO/IEC 18004): dark and light squares, kept in guarded memory. Move-only.
class QrCode
{
public:
    static constexpr std::size_t LongestValue = 2953; ///< bytes
    static constexpr int QuietZone = 4;               ///< light squares that belong around it

    /// Any bytes. InvalidInput for nothing, TooLarge for what no QR code can hold.
    [[nodiscard]] static Expected<QrCode> of(const SecretBuffer &value);

    [[nodiscard]] int side() const { return m_side; } ///< squares, without the quiet zone
    [[nodiscard]] bool isDark(int x, int y) const;    ///< false outside

private:
    QrCode(SecretBuffer squares, int side) : m_squares(std::move(squares)), m_side(side) {}

    SecretBuffer m_squares; ///< one byte each, row by row
    int m_side;
};

} // namespace coffret
