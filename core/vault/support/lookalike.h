// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/lookalike.h"
#include "core/vault/readers.h"

#include <QHash>

namespace coffret {

/// Finds persons and groups whose names or addresses look like another's.
class LookAlikes
{
public:
    void add(const Grantee &person);
    [[nodiscard]] bool concerns(const Grantee &person) const;

private:
    QMultiHash<QString, QString> m_ids; ///< by looks
};

} // namespace coffret
