// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demovault/passbolt/context.h"

namespace coffret::demovault {

/// Comments on resources: clear text, threaded.
class PassboltComments
{
public:
    explicit PassboltComments(PassboltContext &context);
    void registerRoutes(Api &api);

private:
    [[nodiscard]] Reply list(const Call &call) const;
    [[nodiscard]] Reply add(const Call &call);
    [[nodiscard]] Reply change(const Call &call);
    [[nodiscard]] Reply remove(const Call &call);
    [[nodiscard]] QJsonArray thread(const QString &resourceId, const QString &parentId,
                                    const QStringList &contain) const;
    [[nodiscard]] QJsonObject row(const Comment &comment) const;
    [[nodiscard]] const Comment *find(const QString &id) const;

    PassboltContext &m_context;
};

} // namespace coffret::demovault
