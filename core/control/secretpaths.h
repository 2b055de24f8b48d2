// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/catalog.h"

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

    /// The secrets at exactly this path, or with this id; where there is none, those whose path ends with it.
    [[nodiscard]] std::vector<SecretPlace> at(const QString &path) const;
    /// Those at or below a path from the account on; all of them for an empty one.
    [[nodiscard]] std::vector<SecretPlace> below(const QString &path) const;

private:
    template <typename Take>
    void forEach(Take take) const;

    std::vector<Account> m_accounts;
};

} // namespace coffret
