// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <tl/expected.hpp>

namespace coffret {

/// Why a text or file gives no certificate, as far as somebody can do something about it.
enum class X509Fault {
    None,
    Empty,
    NoCertificate, ///< something else altogether
    OnlyRequest,   ///< a request that an authority has yet to answer
    OnlyKey,       ///< a private key without its certificate
    Damaged,       ///< one of its parts is cut off or altered
    TooMuch,       ///< more bytes or certificates than are looked at
    NeedsPassword,
    WrongPassword,
    Unsupported, ///< encrypted in a way that is unknown, or asks for too much work
};

template <typename T>
using X509Result = tl::expected<T, X509Fault>;

} // namespace coffret
