// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/secret.h"
#include "ui/models/choicelistmodel.h"

namespace coffret {

// The program's own symbols and colours for what a SecretIcon says.

/// The name of a symbol; empty: that of the secret's type, also where no symbol of ours fits.
[[nodiscard]] QString symbolName(const SecretIcon &icon);
/// "#aarrggbb", as QML reads it; empty: that of the secret's type.
[[nodiscard]] QString colourName(const SecretIcon &icon);

/// Both in words, as "Envelope, Blue".
[[nodiscard]] QString symbolText(const SecretIcon &icon);

/// What can be chosen, each once, by name; the first, with an empty key, is that of the secret's type.
[[nodiscard]] std::vector<Choice> symbolChoices();
[[nodiscard]] std::vector<Choice> colourChoices(); ///< keys as colourName()

/// icon with another symbol, by its name. A number that shows as this symbol already stays.
[[nodiscard]] SecretIcon withSymbol(SecretIcon icon, const QString &name);
/// icon with another colour, by a key of colourChoices().
[[nodiscard]] SecretIcon withColour(SecretIcon icon, const QString &name);

} // namespace coffret
