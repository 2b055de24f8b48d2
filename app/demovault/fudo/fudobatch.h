// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demovault/fudo/fudostore.h"
#include "app/demovault/http/request.h"
#include "app/demovault/http/response.h"

namespace coffret::demovault {

class FudoServer;

/// POST /batch: several requests in one, all or nothing where it says so. The outer envelope of its answer is
/// documented by nobody; here it holds the answers as "requests".
class FudoBatch
{
public:
    FudoBatch(FudoServer &server, FudoStore &store);

    /// "on", "off" (404), "forbidden" (403), or "careless": what was done before a failure stays done.
    void setMode(const QString &mode) { m_mode = mode; }

private:
    [[nodiscard]] Response run(const Request &batch);
    /// One of them, and its answer with id and status. variables: what {…} stands for.
    [[nodiscard]] QJsonObject one(const Request &batch, const QJsonObject &request, QHash<QString, QString> &variables);

    FudoServer &m_server;
    FudoStore &m_store;
    QString m_mode = QStringLiteral("on");
};

} // namespace coffret::demovault
