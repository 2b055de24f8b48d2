// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/logging.h"
#include "core/session/bell.h"
#include "core/session/session.h"

namespace coffret {

/// One secret on its way to being opened, and everybody who waits for it.
struct Session::Opening
{
    QString secretId;
    QString revisionId; ///< empty: as it is now
    Reading reading = Reading::Attended;
    qint64 modifiedMs = 0;
    int waiting = 0;
    bool accessEnded = false; ///< while it was under way
    std::stop_source stop;    ///< requested when the last one has given up
    Bell bell;
    Expected<Payload> result = failure(ErrorKind::Cancelled); ///< until the bell rings
};

/// A sign-in under way: the session ends it once for all who noticed at the same time that it has run out.
struct Session::SignIn
{
    Bell bell;
    Expected<void> result = failure(ErrorKind::Cancelled); ///< until the bell rings
};

/// Whether a server could not be asked, so that what was kept may serve in its place.
[[nodiscard]] bool isOutOfReach(const Error &error);
/// Whether a server said itself that a secret is not there, or not for this user.
[[nodiscard]] bool isGone(const Error &error);

} // namespace coffret
