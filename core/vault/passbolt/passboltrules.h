// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/secretdraft.h"
#include "core/vault/passbolt/passbolttypes.h"

#include <QJsonValue>

namespace coffret {

/// What a server lets be written, by its settings.
struct PassboltRules
{
    QHash<QString, QString> typeIds = {}; ///< by slug; those an administrator has not switched off
    bool createsV4 = true;
    bool createsV5 = false;
    bool prefersV5 = false;
    bool upgrades = false; ///< v4 to v5

    friend bool operator==(const PassboltRules &, const PassboltRules &) = default;

    /// body of /resource-types.json; anything else: the well-known types.
    void takeTypes(const QJsonValue &body);
    /// body of /metadata/types/settings.json; anything else: a server that knows v4 only.
    void takeMetadataSettings(const QJsonValue &body);
};

/// The type a draft is written in.
struct PassboltChoice
{
    const PassboltType *type = nullptr; ///< null: the server lets none be written
    QStringList misfits = {};           ///< keys of what has no place in it, as in DraftIssue
};
/// The nearest one to what the draft asks for, or to the current type, null for a new resource. keepsTotp: it has a
/// one-time code that Coffret cannot read and the draft therefore does not hold.
[[nodiscard]] PassboltChoice choosePassboltType(const SecretDraft &draft, const PassboltRules &rules,
                                                const PassboltType *current, bool keepsTotp = false);

/// Everything wrong with a draft that is written in the chosen type.
[[nodiscard]] std::vector<DraftIssue> passboltIssues(const SecretDraft &draft, const PassboltChoice &choice);

} // namespace coffret
