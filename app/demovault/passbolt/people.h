// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demovault/passbolt/context.h"
#include "app/demovault/passbolt/secondfactor.h"

namespace coffret::demovault {

/// Passbolt's users, keys, roles and what a role may do.
class PassboltPeople
{
public:
    PassboltPeople(PassboltContext &context, const PassboltSecondFactor &secondFactor);
    void registerRoutes(Api &api);

private:
    [[nodiscard]] Reply me(const Call &call) const;
    [[nodiscard]] Reply users(const Call &call) const;
    [[nodiscard]] Reply user(const Call &call) const;
    [[nodiscard]] Reply keys(const Call &call) const;
    [[nodiscard]] Reply roles() const;
    [[nodiscard]] Reply rights(const Call &call) const;

    [[nodiscard]] QJsonArray missingMetadataKeys(const PassboltUser &person) const;

    PassboltContext &m_context;
    const PassboltSecondFactor &m_secondFactor;
};

} // namespace coffret::demovault
