// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/session.h"
#include "ui/models/choicelistmodel.h"
#include "ui/models/editfieldmodel.h"

namespace coffret {

// What an editor offers for a type, and the words for what is wrong with it.

/// The fields a new secret of this type begins with.
[[nodiscard]] std::vector<EditField> fieldsOfType(SecretType type);
/// The fields of a secret as it is.
[[nodiscard]] std::vector<EditField> fieldsOfDraft(const SecretDraft &draft);
[[nodiscard]] EditField emptyField(FieldKind kind); ///< Custom: with a key of its own

/// False where the vault has no place for this key ("username", "uris", "expires", "icon", or a field's) in a secret of
/// the draft's type. Asks check(), which makes no request.
[[nodiscard]] bool hasPlace(const VaultWriting &writing, const SecretDraft &draft, const QString &key,
                            FieldKind kind = FieldKind::Custom);
/// The fields that can be added to what is there; "custom" as often as one likes.
[[nodiscard]] std::vector<Choice> addableFields(const VaultWriting &writing, const SecretDraft &draft,
                                                const EditFieldModel &fields);
/// What the server works out by itself: of no use in a form.
[[nodiscard]] bool isLeftToServer(const VaultWriting &writing, const SecretDraft &draft, const EditField &field);
/// Whether a new secret of this type can lie in a collection; empty: at the root.
[[nodiscard]] bool canLieIn(const VaultWriting &writing, const Catalog &catalog, SecretType type,
                            const QString &collectionId);
/// Where a new secret goes: where it is wanted, or below there; else at the root, or, where it has to lie in a
/// collection, in one that is the user's own if there is any.
[[nodiscard]] QString firstPlace(const VaultWriting &writing, const Catalog &catalog, const QString &wantedId);
[[nodiscard]] FieldKind fieldKindOf(const QString &key); ///< the reverse of fieldKey(); Custom for anything else

[[nodiscard]] QString draftIssueText(const DraftIssue &issue);
/// What to know before signing what a secret holds, and what an earlier revision put into it; empty: nothing.
[[nodiscard]] QString signingWarning(const Session::Edit &edit, const std::optional<Verdict> &earlier);

/// A day as somebody types it: 2027-03-31, or as the system writes dates. Null for anything else. The end of that day.
[[nodiscard]] QDateTime dayFromText(const QString &text);
[[nodiscard]] QString dayText(const QDateTime &time);

} // namespace coffret
