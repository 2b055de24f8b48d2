// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/secret.h"

namespace coffret {

/// A secret as an editor wants it to be. Move-only, because its values are. What a draft does not name (unknown JSON
/// keys, icons, fields of types this version does not know) stays as the server has it.
struct SecretDraft
{
    QString id; ///< empty: a new secret
    SecretType type = SecretType::Login;
    QString vendorType;   ///< the vendor's word for the type it has or shall have; the vault takes the nearest one that
                          ///< has a place for everything. Empty: the vault chooses
    QString collectionId; ///< where a new secret goes; updates do not move
    QString name;
    QString username;
    QString description; ///< the readable one, where the vendor keeps one beside the values
    QStringList uris;
    QDateTime expires;               ///< null: never
    std::optional<SecretIcon> icon;  ///< nothing: stays as it is
    std::vector<SecretField> fields; ///< every value the secret shall have, by the keys of Vault::parsePlaintext
    bool valuesChanged = true;       ///< false: fields is empty and the stored values stay untouched
    QDateTime baseModified; ///< SecretSummary::modified the edit began from; an update of anything newer is a Conflict
    QByteArray baseVersion; ///< what the vault made of the values the edit began from, where it keeps no times; an
                            ///< update of anything else is a Conflict
    bool vouchesForOthers = false; ///< the user was told that nobody vouches for what the secret holds, and signs it
    bool unseals = false;          ///< values that came as messages of their own may be written in the clear
    QString copiedFrom = {};       ///< id of the secret a new one began as a copy of; empty: none

    /// Whose values it began with; empty: nobody's.
    [[nodiscard]] const QString &beganWith() const { return id.isEmpty() ? copiedFrom : id; }

    [[nodiscard]] const SecretField *field(const QString &key) const;
    [[nodiscard]] SecretDraft clone() const;
};

/// What is wrong with one field of a draft, as a vault's limits say.
struct DraftIssue
{
    enum class Kind {
        Missing,     ///< required and empty
        TooLong,     ///< more than limit characters
        TooMany,     ///< more than limit entries
        BadFormat,   ///< not what this field can hold (one-time code, PIN, URI)
        NotPossible, ///< this type or server has no place for it
        Sealed,      ///< came as a message of its own, and the account does not seal: it would be written in the clear
    };
    Kind kind = Kind::Missing;
    QString key; ///< "name", "uris", "description", "expires", "icon", or a field's key
    int limit = 0;

    friend bool operator==(const DraftIssue &, const DraftIssue &) = default;
};

} // namespace coffret
