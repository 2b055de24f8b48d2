// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demovault/passbolt/context.h"

#include <QJsonObject>

namespace coffret::demovault {

/// How stored things look in Passbolt's answers.
[[nodiscard]] QJsonObject permissionRow(const Permission &permission, const QString &aco, const QString &acoId);
[[nodiscard]] QJsonArray permissionRows(const Item &item, const QString &aco);
/// The item's permissions with whom they are for, as contain asks: "permissions.user.profile", "permissions.group".
[[nodiscard]] QJsonArray permissionsWithOwners(const PassboltContext &context, const Item &item, const QString &aco,
                                               const QStringList &contain);
/// A user as creator or modifier, with the profile.
[[nodiscard]] QJsonObject authorRow(const PassboltContext &context, const QString &userId, bool withProfile);
/// The group itself, without its members.
[[nodiscard]] QJsonObject groupRow(const PassboltGroup &group);
/// deleted: when a later revision took the secret's place.
[[nodiscard]] QJsonObject secretRow(const StoredSecret &secret, const QString &resourceId, const QString &userId,
                                    const QDateTime &deleted = {});
/// The user's copy of the secret; from now on they count as somebody who knows it.
[[nodiscard]] QJsonObject openedSecretRow(PassboltContext &context, Resource &resource, const QString &userId);
[[nodiscard]] QJsonObject tagRow(const Tag &tag);
/// The tags that this user sees on the resource.
[[nodiscard]] QJsonArray tagRows(const PassboltContext &context, const QString &resourceId, const QString &userId);
[[nodiscard]] QJsonValue favouriteRow(const Resource &resource, const QString &userId);
/// The resource as one user sees it, with what the request's contain[…] parameters ask for.
[[nodiscard]] QJsonObject resourceRow(PassboltContext &context, Resource &resource, const PassboltUser &user,
                                      const QStringList &contain);
[[nodiscard]] QJsonObject folderRow(const PassboltContext &context, const Folder &folder, const PassboltUser &user);
/// Names inside contain[…] that are there with 1, true, or (as on the server) any accepted value at all.
[[nodiscard]] QStringList containsOf(const Request &request);

} // namespace coffret::demovault
