// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demovault/http/request.h"
#include "app/demovault/http/response.h"

namespace coffret::demovault {

/// The collection of leaked passwords that is part of a demonstration, with the interface of Pwned Passwords
/// (https://haveibeenpwned.com/API/v3#PwnedPasswords): below the mount point, the first five hex digits of a SHA-1.
[[nodiscard]] Response leakedRange(const Request &request);

} // namespace coffret::demovault
