// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/catalog.h"

#include <QStringList>

#include <memory>
#include <vector>

namespace coffret {

/// Where a secret is, for somebody who writes it down.
struct SecretPlace
{
    QString accountId;
    QString secretId;
    QString path; ///< account/folders/name, as displayText() shows each
    SecretType type = SecretType::Unknown;
};

/// The secrets of several accounts by their paths. Names are compared as they are shown, by letter and case; one with a
/// slash in it is no different from a folder. For as long as the call.
class SecretPaths
{
public:
    struct Account
    {
        QString id;
        QString name;
        std::shared_ptr<const Catalog> catalog;
    };
    explicit SecretPaths(std::vector<Account> accounts) : m_accounts(std::move(accounts)) {}

    /// For each of these paths, in one walk: the secrets at exactly this path or, where there is none, those whose path
    /// ends with it, and the one with this id, which somebody else can have chosen, beside them.
    [[nodiscard]] std::vector<std::vector<SecretPlace>> at(const QStringList &paths) const;
    /// Those at or below a path from the account on; all of them for an empty one.
    [[nodiscard]] std::vector<SecretPlace> below(const QString &path) const;

private:
    std::vector<Account> m_accounts;
};

} // namespace coffret
