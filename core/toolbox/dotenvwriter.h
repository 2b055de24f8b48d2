// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/secret/namedsecret.h"

#include <vector>

namespace coffret {

/// How names and values are written for other programs.
enum class SecretsFormat {
    DotEnv, ///< NAME=VALUE, quoted where needed; readDotEnv() reads back exactly what was written, and so does
            ///< a POSIX shell unless a value holds a carriage return
    Export, ///< export NAME='VALUE', for POSIX shells; single quotes, in which even an interactive one expands nothing
    Json,   ///< one object (RFC 8259); any name
};

/// Whether a format has a way to write this name, and a secret: the name, and a value that is UTF-8 without a null.
[[nodiscard]] bool canWriteName(const QString &name, SecretsFormat format);
[[nodiscard]] bool canWrite(const NamedSecret &secret, SecretsFormat format);

/// One line for each, or the object. InvalidInput, naming it, for one that canWrite() denies.
[[nodiscard]] Expected<SecretBuffer> writeSecrets(const std::vector<NamedSecret> &secrets, SecretsFormat format);

} // namespace coffret
