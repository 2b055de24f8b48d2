// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demovault/passbolt/context.h"

namespace coffret::demovault {

/// Making, changing and deleting resources, with the checks the server makes.
class PassboltResourceWriter
{
public:
    explicit PassboltResourceWriter(PassboltContext &context);
    void registerRoutes(Api &api);

private:
    [[nodiscard]] Reply create(const Call &call);
    [[nodiscard]] Reply update(const Call &call);
    [[nodiscard]] Reply remove(const Call &call);

    /// Empty when the fields may be written; otherwise the refusal. isPersonal: only its owner sees the resource.
    [[nodiscard]] std::optional<Reply> refusedFields(const QJsonObject &body, const QString &typeSlug, bool isNew,
                                                     const PassboltUser &user, bool isPersonal) const;
    [[nodiscard]] std::optional<Reply> refusedMetadata(const QJsonObject &body, const PassboltUser &user,
                                                       bool isPersonal) const;
    void writeFields(Resource &resource, const QJsonObject &body, const QString &typeSlug,
                     const PassboltUser &user) const;
    [[nodiscard]] Reply written(Resource &resource, const PassboltUser &user, const QString &message);

    PassboltContext &m_context;
};

/// A new copy of a secret as a client sent it. All copies of one change share the revision.
[[nodiscard]] StoredSecret newSecret(const QByteArray &data, const QString &author, const QString &revision);
/// user id -> armored message of a "secrets" array; nullopt when a row cannot be used.
[[nodiscard]] std::optional<QHash<QString, QByteArray>> secretsByUser(const QJsonArray &rows);

} // namespace coffret::demovault
