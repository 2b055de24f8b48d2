// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demovault/passbolt/permissionrules.h"

#include "app/demovault/crypto/ids.h"
#include "app/demovault/passbolt/complaints.h"

#include <algorithm>

namespace coffret::demovault {
namespace {

const QString typeField = QStringLiteral("type");
const QString keyField = QStringLiteral("aro_foreign_key");

void checkKind(const QJsonValue &row, Complaints &complaints)
{
    const QJsonValue type = row[typeField];
    if (type.isUndefined() || type.isNull() || type == QString())
        complaints.add(typeField, QStringLiteral("_empty"), QStringLiteral("The type should not be empty."));
    else if (const int number = type.toInt(); number != ReadAccess && number != UpdateAccess && number != OwnerAccess)
        complaints.add(typeField, QStringLiteral("inList"),
                       QStringLiteral("The type should be one of the following: 1, 7, 15."));
}

void checkReceiver(const PassboltContext &context, const QJsonValue &row, const std::vector<Permission> &present,
                   Complaints &complaints)
{
    const QString aro = row[QLatin1String("aro")].toString();
    const QString key = row[keyField].toString();
    if (aro != QLatin1String("User") && aro != QLatin1String("Group"))
        complaints.add(QStringLiteral("aro"), QStringLiteral("inList"),
                       QStringLiteral("The access request object type should be one of the following: Group, User."));
    else if (!isUuid(key))
        complaints.add(keyField, QStringLiteral("uuid"),
                       QStringLiteral("The identifier of the access request object should be a valid UUID."));
    if (!complaints.isEmpty())
        return;
    if (std::any_of(present.begin(), present.end(), [&key](const Permission &p) { return p.aroKey == key; }))
        complaints.add(QStringLiteral("aco_foreign_key"), QStringLiteral("permission_unique"),
                       QStringLiteral("A permission already exists for the given access control object and access "
                                      "request object."));
    const bool exists =
        aro == QLatin1String("User") ? context.directory.user(key) != nullptr : context.directory.group(key) != nullptr;
    if (!exists) {
        complaints.add(keyField, QStringLiteral("_existsIn"), QStringLiteral("This value does not exist"));
        complaints.add(keyField, QStringLiteral("aro_exists"),
                       QStringLiteral("The access request object does not exist."));
    }
}

/// Applies one row, or complains about it and changes nothing.
void apply(const PassboltContext &context, const QJsonValue &row, std::vector<Permission> &permissions,
           Complaints &complaints)
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const QString id = row[QLatin1String("id")].toString();
    if (id.isEmpty()) {
        checkKind(row, complaints);
        checkReceiver(context, row, permissions, complaints);
        if (complaints.isEmpty())
            permissions.push_back({randomUuid(), row[QLatin1String("aro")].toString(), row[keyField].toString(),
                                   row[typeField].toInt(), now, now});
        return;
    }
    const auto known =
        std::find_if(permissions.begin(), permissions.end(), [&id](const Permission &p) { return p.id == id; });
    if (known == permissions.end()) {
        complaints.add(QStringLiteral("id"), QStringLiteral("exists"),
                       QStringLiteral("The permission does not exist."));
    } else if (row[QLatin1String("delete")].toBool()) {
        permissions.erase(known);
    } else {
        checkKind(row, complaints);
        if (complaints.isEmpty() && known->type != row[typeField].toInt()) {
            known->type = row[typeField].toInt();
            known->modified = now;
        }
    }
}

} // namespace

ChangedPermissions changedPermissions(const PassboltContext &context, const Item &item, const QJsonValue &changes)
{
    const QString list = QStringLiteral("permissions");
    ChangedPermissions result{item.permissions, QJsonValue::Undefined};
    // An object whose keys are row numbers is a list to the server.
    QJsonArray rows = changes.toArray();
    const QJsonObject numbered = changes.toObject();
    for (const QJsonValue &row : numbered)
        rows.append(row);
    for (int i = 0; i < rows.size(); ++i) {
        Complaints row;
        apply(context, rows[i], result.permissions, row);
        if (row.isEmpty())
            continue;
        // The first bad row ends it.
        Complaints all;
        all.addRow(list, i, row);
        result.complaint = all.toJson()[list];
        return result;
    }
    if (std::none_of(result.permissions.begin(), result.permissions.end(),
                     [](const Permission &permission) { return permission.type == OwnerAccess; }))
        result.complaint = QJsonObject{
            {QStringLiteral("at_least_one_owner"), QStringLiteral("At least one owner permission must be provided.")}};
    return result;
}

} // namespace coffret::demovault
