// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/session.h"

#include <QPointer>

namespace coffret {

/// Opens a session; where its server asks for a second factor, waits until that is answered. Cancelled when the answer
/// is refused by closing the session, or when it is destroyed.
Task<Expected<void>> openToTheEnd(QPointer<Session> session);

} // namespace coffret
