// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/vault/writing.h"

#include <functional>
#include <optional>

namespace coffret {

/// What a field is called, for a line of a note: a person's words for its kind, or the label it has.
using FieldWords = std::function<QString(FieldKind kind, const QString &label)>;

/// A new secret as one vault can keep it, without losing any of its values.
struct FittedDraft
{
    SecretDraft draft;
    std::optional<SecretDraft> beside; ///< a note of the same name, with what had no place in draft
    bool isNote = false;               ///< the vault makes none of its type: it became a note
    QStringList moved;                 ///< keys of what became lines of a note
    std::optional<DraftIssue> issue;   ///< why it cannot be kept at all
};

/// Values that have no place in their type at this vault become lines of its note, where it has one, and else of a note
/// beside it. No request.
[[nodiscard]] FittedDraft fitDraft(SecretDraft draft, const VaultWriting &writing, const FieldWords &words);

} // namespace coffret
