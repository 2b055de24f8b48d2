// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demovault/passbolt/context.h"

namespace coffret::demovault {

/// Health, settings and policies: everything a Passbolt server says about itself.
class PassboltSettings
{
public:
    explicit PassboltSettings(PassboltContext &context);
    void registerRoutes(Api &api);

private:
    [[nodiscard]] QJsonObject settings(bool signedIn) const;

    PassboltContext &m_context;
};

} // namespace coffret::demovault
