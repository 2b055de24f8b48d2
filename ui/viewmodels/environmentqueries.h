// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/session.h"

#include <QPointer>

namespace coffret {

// What a session knows and asks about the environments of an application. Main thread.

/// Whether a session keeps one value for each environment.
[[nodiscard]] bool hasEnvironments(const Session *session);
/// Why nothing can be written; empty when it can.
[[nodiscard]] QString environmentWriteHint(const Session *session);
/// Why reading or writing was refused, by the scope that the token lacks where that has a name.
[[nodiscard]] QString readRefusal(const Error &error, const Session *session);
[[nodiscard]] QString writeRefusal(const Error &error, const QString &scope);
/// Whether a collection stands for an environment, and not for a whole application.
[[nodiscard]] bool isEnvironment(const Session *session, const QString &collectionId);
[[nodiscard]] QString collectionName(const Session *session, const QString &collectionId);
/// Those the account can read now, and those that are only in the list: a comparison says why they are not told.
Task<Expected<std::vector<Environment>>> allEnvironments(QPointer<Session> session, QString applicationId,
                                                         StopToken stop);

} // namespace coffret
