// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demovault/passbolt/resourcerules.h"

namespace coffret::demovault {

/// Making, changing and deleting resources.
class PassboltResourceWriter
{
public:
    explicit PassboltResourceWriter(PassboltContext &context);
    void registerRoutes(Api &api);

private:
    [[nodiscard]] Reply create(const Call &call);
    [[nodiscard]] Reply update(const Call &call);
    [[nodiscard]] Reply remove(const Call &call);
    /// New expiry dates for several at once (Pro).
    [[nodiscard]] Reply expire(const Call &call);

    void writeFields(Resource &resource, const QJsonObject &body, const ResourceWish &wish,
                     const PassboltUser &user) const;
    /// A new revision with these copies, user id -> message.
    void writeSecrets(Resource &resource, const QHash<QString, QByteArray> &secrets, const PassboltUser &user) const;
    [[nodiscard]] Reply written(Resource &resource, const PassboltUser &user, const QString &message);

    PassboltContext &m_context;
};

} // namespace coffret::demovault
