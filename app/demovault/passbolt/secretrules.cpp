// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demovault/passbolt/secretrules.h"

#include "app/demovault/crypto/ids.h"

#include <QJsonArray>
#include <QSet>

namespace coffret::demovault {
namespace {

const QString secretsField = QStringLiteral("secrets");
const QString dataField = QStringLiteral("data");
const QString userField = QStringLiteral("user_id");

} // namespace

void checkOwnerSecret(const QJsonObject &body, Complaints &complaints)
{
    const QJsonValue secrets = body[secretsField];
    if (secrets.isUndefined()) {
        complaints.add(secretsField, QStringLiteral("_required"), QStringLiteral("The owner secret is required."));
        return;
    }
    if (secrets.isNull()) {
        complaints.add(secretsField, QStringLiteral("_empty"), QStringLiteral("The secrets should not be empty."));
        return;
    }
    if (secrets.toArray().size() > 1) {
        complaints.add(secretsField, QStringLiteral("hasAtMost"),
                       QStringLiteral("The secrets should contain only the secret of the owner."));
        return;
    }
    Complaints row;
    // Anything but a row counts as an empty one; of a row the server fills in the user itself.
    if (!secrets[0].isObject())
        checkUuid({}, userField, QStringLiteral("user"), row);
    checkMessage(secrets[0].toObject(), dataField, row);
    complaints.addRow(secretsField, 0, row);
}

void checkReaderSecrets(const QJsonObject &body, Complaints &complaints)
{
    const QJsonArray secrets = body[secretsField].toArray();
    for (int i = 0; i < secrets.size(); ++i) {
        Complaints row;
        checkUuid(secrets[i].toObject(), userField, QStringLiteral("user"), row);
        checkMessage(secrets[i].toObject(), dataField, row);
        complaints.addRow(secretsField, i, row);
    }
}

bool hasSecretOfEveryReader(const QJsonObject &body, const QStringList &readers)
{
    const QJsonArray secrets = body[secretsField].toArray();
    if (secrets.isEmpty())
        return true;
    QStringList users;
    for (const QJsonValue &row : secrets)
        users.append(row[userField].toString());
    users.sort();
    QStringList expected = readers;
    expected.sort();
    return users == expected;
}

StoredSecret newSecret(const QByteArray &data, const QString &author, const QString &revision)
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    return {randomUuid(), revision, data, author, author, now, now};
}

QHash<QString, QByteArray> secretsByUser(const QJsonValue &rows)
{
    QHash<QString, QByteArray> result;
    const QJsonArray array = rows.toArray();
    for (const QJsonValue &row : array)
        result.insert(row[userField].toString(), row[dataField].toString().toLatin1());
    return result;
}

} // namespace coffret::demovault
