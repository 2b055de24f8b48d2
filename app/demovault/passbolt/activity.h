// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demovault/passbolt/context.h"

namespace coffret::demovault {

/// The activity log of resources and folders, which only the Pro edition shows: who made, read, changed, shared.
class PassboltActivity
{
public:
    explicit PassboltActivity(PassboltContext &context);
    /// Without the Pro edition nothing is registered, and the paths are not found.
    void registerRoutes(Api &api);

private:
    [[nodiscard]] Reply log(const Call &call, const Item *item, const QString &what) const;
    [[nodiscard]] QJsonObject entryRow(const Item &item, const QString &what, const Event &event) const;

    PassboltContext &m_context;
};

} // namespace coffret::demovault
