// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demovault/passbolt/context.h"

namespace coffret::demovault {

/// Passbolt's resources and secrets: listing, reading, favourites.
class PassboltResources
{
public:
    explicit PassboltResources(PassboltContext &context);
    void registerRoutes(Api &api);

private:
    [[nodiscard]] Reply list(const Call &call);
    [[nodiscard]] Reply one(const Call &call);
    [[nodiscard]] Reply secret(const Call &call);
    [[nodiscard]] Reply revisions(const Call &call);
    [[nodiscard]] QJsonObject revisionRow(const Revision &revision, const QString &resourceId,
                                          const QStringList &contain) const;
    [[nodiscard]] Reply permissions(const Call &call);
    [[nodiscard]] Reply addFavourite(const Call &call);
    [[nodiscard]] Reply removeFavourite(const Call &call);

    PassboltContext &m_context;
};

} // namespace coffret::demovault
