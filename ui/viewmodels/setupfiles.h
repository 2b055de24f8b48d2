// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <QByteArray>

namespace coffret {

/// A path, whether it came as one or as the URL that file dialogs and drops hand over.
[[nodiscard]] QString localPath(const QString &pathOrUrl);

enum class SetupFile { AccountKit, PrivateKey, Certificate };
/// What a file could be, judged by its first line. AccountKit when it says nothing: those are plain base 64.
[[nodiscard]] SetupFile kindOfSetupFile(const QString &path);

} // namespace coffret
