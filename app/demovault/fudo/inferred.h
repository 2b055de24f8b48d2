// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demovault/fudo/fudostore.h"
#include "app/demovault/http/response.h"

namespace coffret::demovault {

class FudoServer;

/// What no document of the vendor states and a demonstration still needs: collections by the house pattern, check-in,
/// reading a value after check-out, requests for access, the body of a failure. A program that works with this works
/// with a guess; --no-inferred takes all of it away.
class FudoInferred
{
public:
    FudoInferred(FudoServer &server, FudoStore &store);

    /// May this user see the value now?
    [[nodiscard]] bool mayReveal(const FudoSecret &secret, const FudoUser &user) const;
    /// Why a check-out is refused; status 0: it is not.
    [[nodiscard]] Response refuseCheckOut(const FudoSecret &secret, const FudoUser &user) const;
    [[nodiscard]] static QByteArray failureBody(const QString &message);

private:
    struct AccessRequest
    {
        QString id;
        QString secretId;
        QString userId;
        QString reason;
        QString status;
        QString createdAt;
    };

    void addCollectionRoutes();
    void addAccessRoutes();
    [[nodiscard]] QJsonObject collectionRow(const FudoCollection &collection, const FudoUser &user) const;
    [[nodiscard]] Response checkIn(const QString &secretId, const FudoUser &user);
    [[nodiscard]] QJsonObject requestRow(const AccessRequest &request) const;

    FudoServer &m_server;
    FudoStore &m_store;
    std::deque<AccessRequest> m_requests;
};

} // namespace coffret::demovault
