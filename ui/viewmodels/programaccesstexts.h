// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/control/controlmessage.h"
#include "core/control/programidentity.h"
#include "core/control/secretpaths.h"
#include "core/session/session.h"

namespace coffret {

// What programs that ask for secrets are told, in one line each, and what a person is told of them.

[[nodiscard]] ControlReply refusal(ControlStatus status, QString message);
[[nodiscard]] ControlReply lockedRefusal();
/// accountName: of the account that is not open.
[[nodiscard]] ControlReply closedRefusal(const QString &accountName);
[[nodiscard]] ControlReply nothingAtRefusal(const QString &path);
[[nodiscard]] ControlReply severalAtRefusal(const QString &path, const std::vector<SecretPlace> &places);
[[nodiscard]] ControlReply noFieldRefusal(const QString &path, const QString &field);
[[nodiscard]] ControlReply noCodeRefusal(const QString &path);
[[nodiscard]] ControlReply refusedRefusal();
[[nodiscard]] ControlReply unansweredRefusal();
[[nodiscard]] ControlReply busyRefusal();
[[nodiscard]] ControlReply tooLargeRefusal(const QString &path);
[[nodiscard]] ControlReply unvouchedRefusal(const Verdict &verdict);
[[nodiscard]] ControlReply refusalOf(const Error &error);

/// One thing a program wants, as it wrote it and made safe: a long path loses its middle. Empty for all names.
[[nodiscard]] QString wishText(ControlRequest::Kind kind, const ControlRequest::Wanted &wanted);
/// That accounts are to be opened first.
[[nodiscard]] QString unlockingWish();
/// "bash", made safe: it must not be able to imitate anything around it. For somebody unknown, words that say so.
[[nodiscard]] QString programName(const ProgramIdentity &program);
/// "/usr/bin/bash, process 4711, started by xfce4-terminal"; empty for somebody unknown.
[[nodiscard]] QString programFacts(const ProgramIdentity &program);

} // namespace coffret
