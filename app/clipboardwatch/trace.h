// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string_view>

namespace coffret::watch {

/// What recognises a copied value: a salt, and SHA-256 over salt and value.
class Trace
{
public:
    static constexpr std::size_t MaximumValue = std::size_t(1) << 20; ///< longer texts are nobody's secret

    /// Two words of hexadecimal digits. False, and without any trace, if they are something else.
    bool read(std::string_view salt, std::string_view digest);
    void forget();
    [[nodiscard]] bool isKnown() const { return m_known; }
    [[nodiscard]] bool matches(std::span<const unsigned char> text) const;

private:
    std::array<unsigned char, 16> m_salt{};
    std::array<unsigned char, 32> m_digest{};
    bool m_known = false;
};

} // namespace coffret::watch
