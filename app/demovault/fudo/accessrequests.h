// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demovault/fudo/fudostore.h"
#include "app/demovault/http/response.h"

#include <QJsonObject>

namespace coffret::demovault {

class FudoServer;

/// Requests for access to secrets, and what they come to. Where and how they are sent is documented by nobody; that a
/// granted one makes the secret appear among the shared ones is. By itself the administrator looks once, then agrees.
class AccessRequests
{
public:
    AccessRequests(FudoServer &server, FudoStore &store);

    [[nodiscard]] bool isGranted(const FudoSecret &secret, const FudoUser &user) const;
    void setAgreesByItself(bool agrees) { m_agrees = agrees; }
    /// Nobody has asked for anything, and nothing was granted.
    void forget();
    /// granted (for seconds), rejected or revoked, with a reason: the user's last request for the secret, and
    /// everything that follows from it. false: there is none.
    [[nodiscard]] bool decide(const QString &secretId, const QString &userId, const QString &status, int seconds,
                              const QString &reason);

private:
    struct Row
    {
        QString id;
        QString secretId;
        QString userId;
        QJsonObject asked;
        QString status;
        QString answer;
        QString createdAt;
        QString from;
        QString until;
    };
    [[nodiscard]] Response add(const QJsonObject &body, const FudoUser &user);
    [[nodiscard]] QJsonObject look(Row &row);

    FudoServer &m_server;
    FudoStore &m_store;
    std::deque<Row> m_rows;
    bool m_agrees = true;
};

} // namespace coffret::demovault
