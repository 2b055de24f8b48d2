// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demovault/fudo/accessrequests.h"
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
    [[nodiscard]] AccessRequests &requests() { return m_requests; }
    [[nodiscard]] static QByteArray failureBody(const QString &message);

private:
    void addCollectionRoutes();
    void addCollectionChanges();
    [[nodiscard]] qsizetype secretsBelow(const FudoCollection &collection) const;
    [[nodiscard]] QJsonObject collectionRow(const FudoCollection &collection, const FudoUser &user) const;
    [[nodiscard]] Response checkIn(const QString &secretId, const FudoUser &user);

    FudoServer &m_server;
    FudoStore &m_store;
    AccessRequests m_requests;
};

} // namespace coffret::demovault
