// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/secret/secretbuffer.h"

#include <QString>

namespace coffret {

/// How a token is written for where it is used.
enum class TokenForm {
    Header,     ///< Authorization: Bearer TOKEN (RFC 6750)
    ExportLine, ///< export NAME='TOKEN', for POSIX shells
    Json,       ///< {"NAME": "TOKEN"}
};

/// A name as a variable: upper case, an underscore for everything else, "TOKEN" where nothing is left of it.
[[nodiscard]] QString variableName(const QString &name);

/// name: of the secret. InvalidInput for a token that the form has no way to write, such as one with a line break in
/// a header.
[[nodiscard]] Expected<SecretBuffer> writeToken(const QString &name, const SecretBuffer &token, TokenForm form);

} // namespace coffret
