// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/httpclient.h"

namespace coffret {

/// How long a server that answered 429 or 503 wants to be left alone: what its Retry-After says, in seconds or as a
/// date, which is held against the server's own Date. From a second to an hour; 0 when it does not say, or says
/// something else than RFC 9110 knows, and for any other status.
[[nodiscard]] std::chrono::seconds retryAfter(const HttpResponse &response);

} // namespace coffret
