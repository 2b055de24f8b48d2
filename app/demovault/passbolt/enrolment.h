// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demovault/passbolt/context.h"

namespace coffret::demovault {

/// Setting an account up for the first time and recovering one, with the links that a server sends by mail.
class PassboltEnrolment
{
public:
    explicit PassboltEnrolment(PassboltContext &context);
    void registerRoutes(Api &api);

    /// Address of a page in a web browser, as it stands in the mail.
    [[nodiscard]] QString invite(const QString &userId);
    [[nodiscard]] QString offerRecovery(const QString &userId);

private:
    enum class Purpose { Setup, Recovery };

    [[nodiscard]] QString newToken(Purpose purpose, const QString &userId);
    [[nodiscard]] Reply start(Purpose purpose, const Call &call) const;
    [[nodiscard]] Reply complete(const Call &call);
    [[nodiscard]] Reply completeRecovery(const Call &call);
    [[nodiscard]] Reply abortRecovery(const Call &call);

    /// Who the link is for; or why it does not work.
    [[nodiscard]] std::optional<Reply> refusedUser(Purpose purpose, const Call &call) const;
    [[nodiscard]] std::optional<Reply> refusedToken(Purpose purpose, const Call &call) const;
    [[nodiscard]] std::optional<Reply> refusedKey(const QByteArray &armored) const;

    PassboltContext &m_context;
    QHash<QString, std::pair<Purpose, QString>> m_tokens; ///< token -> what for, user id
};

} // namespace coffret::demovault
