// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demovault/passbolt/metadata.h"

#include "app/demovault/crypto/ids.h"
#include "app/demovault/passbolt/rows.h"

#include <QJsonDocument>

namespace coffret::demovault {
namespace {

const QString dataField = QStringLiteral("data");
const QString modifiedField = QStringLiteral("modified");
const QString sessionKeyRule = QStringLiteral("isValidEncryptedMetadataSessionKey");
const QString noSuchSessionKey = QStringLiteral("The metadata session key does not exist.");
const QString noData = QStringLiteral("The request data can not be empty.");
const QString notASessionKeyId = QStringLiteral("The metadata session key identifier should be a UUID.");

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
    for (const char *method : {"POST", "PUT"})
        api.add(method, QStringLiteral("/metadata/session-keys/{}"),
                [this](const Call &call) { return updateSessionKeys(call); });
    api.add("DELETE", QStringLiteral("/metadata/session-keys/{}"),
            [this](const Call &call) { return removeSessionKeys(call); });
}

Reply PassboltMetadata::keys(const Call &call)
{
    const auto asked = [&call](const char *name) {
        return call.request.parameter(QStringLiteral("filter[%1]").arg(QLatin1String(name)));
    };
    if (asked("deleted") == QLatin1String("1"))
        return Reply::ok(QJsonArray());
    const QString expired = asked("expired");
    const bool withPrivateKeys = containsOf(call.request).contains(QLatin1String("metadata_private_keys"));
    const QString admin = m_context.directory.userByName(QStringLiteral("Betty"))->id;
    QJsonArray rows;
    for (const MetadataKey &key : m_context.metadataKeys) {
        if (!expired.isEmpty() && (expired == QLatin1String("1")) == key.isUsable())
            continue;
        QJsonObject row{{QStringLiteral("id"), key.id},
                        {QStringLiteral("fingerprint"), key.key.fingerprint},
                        {QStringLiteral("armored_key"), QString::fromLatin1(key.key.publicKey)},
                        {QStringLiteral("created"), passboltTime(key.created)},
                        {QStringLiteral("modified"), passboltTime(key.created)},
                        {QStringLiteral("expired"), passboltTime(key.expired)},
                        {QStringLiteral("deleted"), QJsonValue::Null},
                        {QStringLiteral("created_by"), admin},
                        {QStringLiteral("modified_by"), admin}};
        if (withPrivateKeys)
            row[QLatin1String("metadata_private_keys")] = m_context.withoutMetadataKey.contains(call.user->id)
                                                              ? QJsonArray()
                                                              : QJsonArray{privateKeyRow(key, *call.user)};
        rows.append(row);
    }
    return Reply::ok(rows);
}

QJsonObject PassboltMetadata::privateKeyRow(const MetadataKey &key, const PassboltUser &user)
{
    const QString id = uuidOf(key.id + user.id);
    QJsonObject &row = m_privateKeys[id];
    if (!row.isEmpty())
        return row;
    const QJsonObject plaintext{{QStringLiteral("object_type"), QStringLiteral("PASSBOLT_METADATA_PRIVATE_KEY")},
                                {QStringLiteral("domain"), m_context.baseUrl},
                                {QStringLiteral("fingerprint"), key.key.fingerprint},
                                {QStringLiteral("armored_key"), QString::fromLatin1(key.key.secretKey)},
                                {QStringLiteral("passphrase"), QString()}};
    const QByteArray message = m_context.keyring.seal(QJsonDocument(plaintext).toJson(QJsonDocument::Compact),
                                                      user.key.fingerprint, {m_context.serverKey.fingerprint});
    // A server that hands the key on to a new user signs it itself and leaves the authors empty.
    row = {{QStringLiteral("id"), id},
           {QStringLiteral("metadata_key_id"), key.id},
           {QStringLiteral("user_id"), user.id},
           {dataField, QString::fromLatin1(message)},
           {QStringLiteral("created"), passboltTime(key.created)},
           {modifiedField, passboltTime(key.created)},
           {QStringLiteral("created_by"), QJsonValue::Null},
           {QStringLiteral("modified_by"), QJsonValue::Null}};
    return row;
}

void PassboltMetadata::checkData(const QJsonObject &body, const PassboltUser &user, const QString &rule,
                                 Complaints &complaints) const
{
    checkMessage(body, dataField, complaints);
    if (complaints.isEmpty() &&
        !m_context.keyring.isOnlyFor(body[dataField].toString().toLatin1(), user.key.fingerprint))
        complaints.add(dataField, rule,
                       QStringLiteral("The data is not valid. Please make sure it is encrypted for the correct key."));
}

Reply PassboltMetadata::updatePrivateKey(const Call &call)
{
    if (!isUuid(call.arguments[0]))
        return badIdentifier(QStringLiteral("The private key identifier should be a UUID."));
    for (const MetadataKey &key : m_context.metadataKeys)
        (void)privateKeyRow(key, *call.user); // sealed now if nobody has asked for it yet
    const auto row = m_privateKeys.find(call.arguments[0].toLower());
    if (row == m_privateKeys.end() || (*row)[QLatin1String("user_id")] != call.user->id)
        return Reply::error(404, QStringLiteral("The metadata private key does not exist."));
    if ((*row)[QLatin1String("modified_by")] == call.user->id)
        return Reply::error(400, QStringLiteral("The metadata private key was already edited by the user."));
    if (call.body().isEmpty())
        return Reply::error(400, noData);
    Complaints complaints;
    checkData(call.body(), *call.user, QStringLiteral("isValidEncryptedMetadataPrivateKey"), complaints);
    if (const auto refusal = complaints.refusal(QStringLiteral("The metadata private key could not be validated.")))
        return *refusal;
    row->insert(dataField, call.body()[dataField]);
    row->insert(QStringLiteral("modified_by"), call.user->id);
    row->insert(modifiedField, passboltTime(QDateTime::currentDateTimeUtc()));
    return Reply::ok(*row);
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
    if (call.body().isEmpty())
        return Reply::error(400, noData);
    Complaints complaints;
    checkData(call.body(), *call.user, sessionKeyRule, complaints);
    if (const auto refusal = complaints.refusal(QStringLiteral("The metadata session key could not be saved.")))
        return *refusal;
    const QJsonValue now = passboltTime(QDateTime::currentDateTimeUtc());
    const QString id = randomUuid();
    const QJsonObject row{{QStringLiteral("user_id"), call.user->id},
                          {dataField, call.body()[dataField]},
                          {QStringLiteral("created"), now},
                          {modifiedField, now},
                          {QStringLiteral("id"), id}};
    m_context.store.sessionKeys.insert(id, row);
    return Reply::ok(row);
}

Reply PassboltMetadata::updateSessionKeys(const Call &call)
{
    if (!isUuid(call.arguments[0]))
        return badIdentifier(notASessionKeyId);
    const auto found = m_context.store.sessionKeys.find(call.arguments[0]);
    if (found == m_context.store.sessionKeys.end() || (*found)[QLatin1String("user_id")] != call.user->id)
        return Reply::error(404, noSuchSessionKey);
    const QJsonObject body = call.body();
    Complaints complaints;
    checkData(body, *call.user, sessionKeyRule, complaints);
    if (body[modifiedField].toString().isEmpty())
        complaints.add(modifiedField, QStringLiteral("_empty"),
                       QStringLiteral("The modified date should not be empty."));
    if (const auto refusal = complaints.refusal(QStringLiteral("Could not validate the data.")))
        return *refusal;
    if (body[modifiedField] != (*found)[modifiedField])
        return Reply::error(409, QStringLiteral("The session key was modified by someone else."));
    if (body[dataField] == (*found)[dataField])
        return Reply::error(400, QStringLiteral("The session key data was not changed."));
    found->insert(dataField, body[dataField]);
    found->insert(modifiedField, passboltTime(QDateTime::currentDateTimeUtc()));
    return Reply::ok(*found);
}

Reply PassboltMetadata::removeSessionKeys(const Call &call)
{
    if (!isUuid(call.arguments[0]))
        return badIdentifier(notASessionKeyId);
    const auto found = m_context.store.sessionKeys.find(call.arguments[0]);
    if (found == m_context.store.sessionKeys.end() || (*found)[QLatin1String("user_id")] != call.user->id)
        return Reply::error(404, noSuchSessionKey);
    m_context.store.sessionKeys.erase(found);
    return Reply::ok(QJsonValue::Null);
}

} // namespace coffret::demovault
