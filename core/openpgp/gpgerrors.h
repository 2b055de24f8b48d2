// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <gpgme.h>

namespace coffret {

/// What a gpg error code means to us. otherwise is the kind for codes that only say "it did not work".
[[nodiscard]] Error openPgpError(gpgme_error_t error, ErrorKind otherwise);

} // namespace coffret
