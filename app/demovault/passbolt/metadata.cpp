// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demovault/passbolt/metadata.h"

#include "app/demovault/crypto/ids.h"
#include "app/demovault/passbolt/rows.h"

#include <QJsonDocument>

namespace coffret::demovault {
namespace {

const QDateTime keyMade(QDate(2023, 1, 3), QTime(9, 0), Qt::UTC);
const QString noMessage = QStringLiteral("The data should be a valid ASCII-armored OpenPGP message.");

} // namespace

PassboltMetadata::PassboltMetadata(PassboltContext &context) : m_context(context) {}

void PassboltMetadata::registerRoutes(Api &api)
{
    api.add("GET", QStringLiteral("/metadata/keys"), [this](const Call &call) { return keys(call); });
    api.add("PUT", QStringLiteral("/metadata/keys/private/{}"),
            [this](const Call &call) { return updatePrivateKey(call); });
    api.add("GET", QStringLiteral("/metadata/session-keys"), [this](const Call &call) { return sessionKeys(call); });
    api.add("POST", QStringLiteral("/metadata/session-keys"),
            [this](const Call &call) { return addSessionKeys(call); });
    api.add("POST", QStringLiteral("/metadata/session-keys/{}"),
            [this](const Call &call) { return updateSessionKeys(call); });
    api.add("PUT", QStringLiteral("/metadata/session-keys/{}"),
            [this](const Call &call) { return updateSessionKeys(call); });
    api.add("DELETE", QStringLiteral("/metadata/session-keys/{}"),
            [this](const Call &call) { return removeSessionKeys(call); });
}

Reply PassboltMetadata::keys(const Call &call)
{
    const bool wantsDeleted = call.request.parameter(QStringLiteral("filter[deleted]")) == QLatin1String("1");
    if (!m_context.isV5() || wantsDeleted)
        return Reply::ok(QJsonArray());
    const QString admin = m_context.directory.userByName(QStringLiteral("Betty"))->id;
    QJsonObject row{{QStringLiteral("id"), m_context.metadataKeyId},
                    {QStringLiteral("fingerprint"), m_context.metadataKey.fingerprint},
                    {QStringLiteral("armored_key"), QString::fromLatin1(m_context.metadataKey.publicKey)},
                    {QStringLiteral("created"), passboltTime(keyMade)},
                    {QStringLiteral("modified"), passboltTime(keyMade)},
                    {QStringLiteral("expired"), QJsonValue::Null},
                    {QStringLiteral("deleted"), QJsonValue::Null},
                    {QStringLiteral("created_by"), admin},
                    {QStringLiteral("modified_by"), admin}};
    if (containsOf(call.request).contains(QLatin1String("metadata_private_keys")))
        row[QLatin1String("metadata_private_keys")] = QJsonArray{privateKeyRow(*call.user)};
    return Reply::ok(QJsonArray{row});
}

QJsonObject PassboltMetadata::privateKeyRow(const PassboltUser &user)
{
    QJsonObject &row = m_privateKeys[user.id];
    if (!row.isEmpty())
        return row;
    const QJsonObject plaintext{{QStringLiteral("object_type"), QStringLiteral("PASSBOLT_METADATA_PRIVATE_KEY")},
                                {QStringLiteral("domain"), m_context.baseUrl},
                                {QStringLiteral("fingerprint"), m_context.metadataKey.fingerprint},
                                {QStringLiteral("armored_key"), QString::fromLatin1(m_context.metadataKey.secretKey)},
                                {QStringLiteral("passphrase"), QString()}};
    const QByteArray message = m_context.keyring.seal(QJsonDocument(plaintext).toJson(QJsonDocument::Compact),
                                                      user.key.fingerprint, {m_context.serverKey.fingerprint});
    // A server that hands the key on to a new user signs it itself and leaves the authors empty.
    row = {{QStringLiteral("id"), uuidOf(m_context.metadataKeyId + user.id)},
           {QStringLiteral("metadata_key_id"), m_context.metadataKeyId},
           {QStringLiteral("user_id"), user.id},
           {QStringLiteral("data"), QString::fromLatin1(message)},
           {QStringLiteral("created"), passboltTime(keyMade)},
           {QStringLiteral("modified"), passboltTime(keyMade)},
           {QStringLiteral("created_by"), QJsonValue::Null},
           {QStringLiteral("modified_by"), QJsonValue::Null}};
    return row;
}

Reply PassboltMetadata::updatePrivateKey(const Call &call)
{
    QJsonObject row = privateKeyRow(*call.user);
    if (!m_context.isV5() || row[QLatin1String("id")] != call.arguments[0])
        return Reply::error(404, QStringLiteral("The metadata private key does not exist."));
    if (row[QLatin1String("modified_by")] == call.user->id)
        return Reply::error(400, QStringLiteral("The metadata private key was already edited by the user."));
    const QString data = call.body()[QLatin1String("data")].toString();
    if (!isArmored(data.toLatin1(), "MESSAGE"))
        return Reply::error(400, noMessage);
    row[QLatin1String("data")] = data;
    row[QLatin1String("modified_by")] = call.user->id;
    row[QLatin1String("modified")] = passboltTime(QDateTime::currentDateTimeUtc());
    m_privateKeys[call.user->id] = row;
    return Reply::ok(row);
}

Reply PassboltMetadata::sessionKeys(const Call &call) const
{
    QJsonArray rows;
    for (const QJsonObject &row : m_context.store.sessionKeys) {
        if (row[QLatin1String("user_id")] == call.user->id)
            rows.append(row);
    }
    return Reply::ok(rows);
}

Reply PassboltMetadata::addSessionKeys(const Call &call)
{
    const QString data = call.body()[QLatin1String("data")].toString();
    if (!isArmored(data.toLatin1(), "MESSAGE"))
        return Reply::error(400, noMessage);
    const QJsonValue now = passboltTime(QDateTime::currentDateTimeUtc());
    const QString id = randomUuid();
    const QJsonObject row{{QStringLiteral("user_id"), call.user->id},
                          {QStringLiteral("data"), data},
                          {QStringLiteral("created"), now},
                          {QStringLiteral("modified"), now},
                          {QStringLiteral("id"), id}};
    m_context.store.sessionKeys.insert(id, row);
    return Reply::ok(row);
}

Reply PassboltMetadata::updateSessionKeys(const Call &call)
{
    const auto found = m_context.store.sessionKeys.find(call.arguments[0]);
    if (found == m_context.store.sessionKeys.end() || (*found)[QLatin1String("user_id")] != call.user->id)
        return Reply::error(404, QStringLiteral("The metadata session key does not exist."));
    const QJsonObject body = call.body();
    if (!isArmored(body[QLatin1String("data")].toString().toLatin1(), "MESSAGE"))
        return Reply::error(400, noMessage);
    if (body[QLatin1String("modified")] != (*found)[QLatin1String("modified")])
        return Reply::error(409, QStringLiteral("The session key was modified by someone else."));
    if (body[QLatin1String("data")] == (*found)[QLatin1String("data")])
        return Reply::error(400, QStringLiteral("The session key data was not changed."));
    (*found)[QLatin1String("data")] = body[QLatin1String("data")];
    (*found)[QLatin1String("modified")] = passboltTime(QDateTime::currentDateTimeUtc());
    return Reply::ok(*found);
}

Reply PassboltMetadata::removeSessionKeys(const Call &call)
{
    const auto found = m_context.store.sessionKeys.find(call.arguments[0]);
    if (found == m_context.store.sessionKeys.end() || (*found)[QLatin1String("user_id")] != call.user->id)
        return Reply::error(404, QStringLiteral("The metadata session key does not exist."));
    m_context.store.sessionKeys.erase(found);
    return Reply::ok(QJsonValue::Null);
}

} // namespace coffret::demovault
