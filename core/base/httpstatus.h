// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace coffret {

[[nodiscard]] constexpr bool isSuccess(int httpStatus)
{
    return httpStatus >= 200 && httpStatus < 300;
}

/// A server that answers like this (RFC 6585, RFC 9110) is there and will do it later.
[[nodiscard]] constexpr bool isBusyStatus(int httpStatus)
{
    constexpr int TooManyRequests = 429;
    constexpr int ServiceUnavailable = 503;
    return httpStatus == TooManyRequests || httpStatus == ServiceUnavailable;
}

} // namespace coffret
