// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demovault/passbolt/complaints.h"
#include "app/demovault/passbolt/context.h"

namespace coffret::demovault {

/// The shared metadata keys, everybody's copy of their private halves, and the cache of session keys.
class PassboltMetadata
{
public:
    explicit PassboltMetadata(PassboltContext &context);
    void registerRoutes(Api &api);

private:
    [[nodiscard]] Reply keys(const Call &call);
    [[nodiscard]] QJsonObject privateKeyRow(const MetadataKey &key, const PassboltUser &user);
    [[nodiscard]] Reply updatePrivateKey(const Call &call);
    [[nodiscard]] Reply sessionKeys(const Call &call) const;
    [[nodiscard]] Reply addSessionKeys(const Call &call);
    [[nodiscard]] Reply updateSessionKeys(const Call &call);
    [[nodiscard]] Reply removeSessionKeys(const Call &call);
    /// Complains unless data is a message that only this user can read.
    void checkData(const QJsonObject &body, const PassboltUser &user, const QString &rule,
                   Complaints &complaints) const;

    PassboltContext &m_context;
    QHash<QString, QJsonObject> m_privateKeys; ///< id -> row, sealed once
};

} // namespace coffret::demovault
