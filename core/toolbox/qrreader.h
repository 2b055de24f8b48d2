// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/secret/secretbuffer.h"

#include <span>
#include <vector>

namespace coffret {

/// A picture in greys, row by row, one byte each: 0 is black. Owned by whoever made it.
struct GreyPicture
{
    static constexpr int LargestSide = 16384;

    std::span<const unsigned char> pixels;
    int width = 0;
    int height = 0;
    int stride = 0; ///< bytes from one row to the next
};

/// What the QR codes in a picture say, in no particular order, turned, mirrored and inverted ones too. Nothing leaves
/// the process and nothing is written. NotFound where there is none, InvalidInput for a picture that is none. Takes up
/// to a second for a large one; any thread.
[[nodiscard]] Expected<std::vector<SecretBuffer>> readQrCodes(const GreyPicture &picture);

} // namespace coffret
