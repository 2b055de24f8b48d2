// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demovault/passbolt/complaints.h"

#include "app/demovault/crypto/ids.h"
#include "app/demovault/crypto/keyring.h"

#include <QJsonArray>

namespace coffret::demovault {
namespace {

/// PHP writes a list whose keys are 0, 1, 2… as an array, and one with gaps as an object.
QJsonValue listOfRows(const QMap<int, QJsonObject> &rows)
{
    if (rows.lastKey() == rows.size() - 1) {
        QJsonArray array;
        for (const QJsonObject &row : rows)
            array.append(row);
        return array;
    }
    QJsonObject object;
    for (auto it = rows.begin(); it != rows.end(); ++it)
        object.insert(QString::number(it.key()), it.value());
    return object;
}

} // namespace

void Complaints::add(const QString &field, const QString &rule, const QString &message)
{
    QJsonObject rules = m_fields[field].toObject();
    rules.insert(rule, message);
    m_fields.insert(field, rules);
}

void Complaints::addRow(const QString &field, int row, const Complaints &complaints)
{
    if (!complaints.isEmpty())
        m_rows[field].insert(row, complaints.toJson());
}

QJsonObject Complaints::toJson() const
{
    QJsonObject result = m_fields;
    for (auto it = m_rows.begin(); it != m_rows.end(); ++it)
        result.insert(it.key(), listOfRows(it.value()));
    return result;
}

std::optional<Reply> Complaints::refusal(const QString &message) const
{
    if (isEmpty())
        return std::nullopt;
    return Reply::error(400, message, toJson());
}

void checkMessage(const QJsonObject &row, const QString &field, Complaints &complaints)
{
    if (!row.contains(field))
        complaints.add(field, QStringLiteral("_required"), QStringLiteral("A message is required."));
    else if (row[field].toString().isEmpty())
        complaints.add(field, QStringLiteral("_empty"), QStringLiteral("The message should not be empty."));
    else if (!isArmored(row[field].toString().toLatin1(), "MESSAGE"))
        complaints.add(field, QStringLiteral("isValidOpenPGPMessage"),
                       QStringLiteral("The message should be a valid ASCII-armored OpenPGP message."));
}

void checkUuid(const QJsonObject &row, const QString &field, const QString &what, Complaints &complaints)
{
    if (!row.contains(field))
        complaints.add(field, QStringLiteral("_required"), QStringLiteral("A %1 identifier is required.").arg(what));
    else if (!isUuid(row[field].toString()))
        complaints.add(field, QStringLiteral("uuid"),
                       QStringLiteral("The %1 identifier should be a valid UUID.").arg(what));
}

Reply badIdentifier(const QString &message)
{
    return Reply::error(400, message);
}

} // namespace coffret::demovault
