// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/secret.h"

namespace coffret {

/// Rendered answers do not tell what a secret is for. Everything guessed about that is in this file alone.
enum class CommandKGuess {
    ByName,  ///< DB_PASSWORD is a login, API_TOKEN an API key, ...; documented by nobody
    Nothing, ///< everything is a note
};

[[nodiscard]] SecretType commandKType(const QString &key, CommandKGuess guess);

/// What an opened value is by its own text: Certificate and PrivateKey for PEM and OpenSSH texts; otherwise what its
/// type says.
[[nodiscard]] FieldKind commandKFieldKind(SecretType type, const SecretBuffer &value);
/// The same before the value is known.
[[nodiscard]] FieldKind commandKFieldKind(SecretType type);

} // namespace coffret
