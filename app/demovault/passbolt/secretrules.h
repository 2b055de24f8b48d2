// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demovault/passbolt/complaints.h"
#include "app/demovault/passbolt/store.h"

namespace coffret::demovault {

/// The "secrets" of a new resource: exactly one, for its author.
void checkOwnerSecret(const QJsonObject &body, Complaints &complaints);
/// The "secrets" of a change, row by row; there may be none.
void checkReaderSecrets(const QJsonObject &body, Complaints &complaints);
/// Whether a change that brings secrets brings one for each of these users and for nobody else.
[[nodiscard]] bool hasSecretOfEveryReader(const QJsonObject &body, const QStringList &readers);

/// A new copy of a secret as a client sent it. All copies of one change share the revision.
[[nodiscard]] StoredSecret newSecret(const QByteArray &data, const QString &author, const QString &revision);
/// user id -> armored message of rows that were checked.
[[nodiscard]] QHash<QString, QByteArray> secretsByUser(const QJsonValue &rows);

} // namespace coffret::demovault
