// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/secret/secretbuffer.h"

#include <QString>

#include <stop_token>

namespace coffret {

/// The XML inside a database of KeePass, which KeePassXC's command line opens: what opens such files is not to be
/// written twice. The text comes through a pipe and is on no disk. keyFile empty: there is none. Waits for the program:
/// a worker's work. Unsupported without keepassxc-cli, WrongPassphrase for whatever it refuses (a damaged file, too),
/// TimedOut, Cancelled, TooLarge beyond LargestForeignFile.
[[nodiscard]] Expected<SecretBuffer> openKdbx(const QString &path, const SecretBuffer &password, const QString &keyFile,
                                              const std::stop_token &stop = {});

} // namespace coffret
