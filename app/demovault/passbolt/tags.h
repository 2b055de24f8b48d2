// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demovault/passbolt/context.h"

namespace coffret::demovault {

/// Tags, which only the Pro edition has: a user's own ones, and shared ones that all readers of a resource see.
class PassboltTags
{
public:
    explicit PassboltTags(PassboltContext &context);
    /// Without the Pro edition nothing is registered, and the paths are not found.
    void registerRoutes(Api &api);

private:
    [[nodiscard]] Reply list(const Call &call) const;
    [[nodiscard]] Reply set(const Call &call);
    [[nodiscard]] Reply rename(const Call &call);
    [[nodiscard]] Reply remove(const Call &call);

    /// Why a tag as it stands in a request cannot be used.
    [[nodiscard]] std::optional<Reply> refusedTag(const QJsonValue &wanted, const PassboltUser &user) const;
    /// The tag a request means: one that exists, or a new one.
    [[nodiscard]] QString tagFor(const QJsonValue &wanted, const PassboltUser &user);
    [[nodiscard]] std::optional<Reply> refusedPersonal(const Call &call, const QString &verb) const;

    PassboltContext &m_context;
};

} // namespace coffret::demovault
