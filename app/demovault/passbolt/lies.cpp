// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demovault/passbolt/lies.h"

#include "app/demovault/crypto/ids.h"
#include "app/demovault/passbolt/payloads.h"

namespace coffret::demovault {
namespace {

const QString secretPart = QStringLiteral("secret");
const QString metadataPart = QStringLiteral("metadata");
const QString armoredKey = QStringLiteral("armored_key");
const QString mallory = QStringLiteral("mallory");

QStringList idsOf(const QJsonObject &lie)
{
    QStringList ids;
    const QJsonArray array = lie[QLatin1String("of")].toArray();
    for (const QJsonValue &id : array)
        ids.append(id.toString());
    return ids;
}

void exchange(QHash<QString, QString> &table, const QStringList &ids)
{
    if (ids.size() != 2)
        return;
    table.insert(ids[0], ids[1]);
    table.insert(ids[1], ids[0]);
}

} // namespace

PassboltLies::PassboltLies(PassboltContext &context) : m_context(context) {}

void PassboltLies::tell(const QJsonArray &lies)
{
    end();
    for (const QJsonValue &lie : lies) {
        const QString server = lie[QLatin1String("server")].toString(m_context.mode);
        if (server == m_context.mode)
            begin(lie.toObject());
    }
    m_context.store.touch();
}

void PassboltLies::begin(const QJsonObject &lie)
{
    const QString name = lie[QLatin1String("lie")].toString();
    const QStringList ids = idsOf(lie);
    m_active = true;
    if (name == QLatin1String("swap_secrets")) {
        exchange(m_secretOf, ids);
    } else if (name == QLatin1String("swap_metadata")) {
        exchange(m_metadataOf, ids);
    } else if (name == QLatin1String("user_key")) {
        m_changedKeys.unite(QSet<QString>(ids.begin(), ids.end()));
    } else if (name == QLatin1String("expired_key") || name == QLatin1String("revoked_key")) {
        for (const QString &id : ids) {
            if (const PassboltUser *user = m_context.directory.user(id))
                m_endedKeys.insert(id, name == QLatin1String("expired_key") ? expiredPublicKey(user->key)
                                                                            : revokedPublicKey(user->key));
        }
    } else if (name == QLatin1String("extra_member")) {
        for (const QString &id : ids)
            addMember(id);
    } else if (name == QLatin1String("reword")) {
        for (const QString &id : ids)
            m_words[id].emplace_back(lie[QLatin1String("member")].toString(), lie[QLatin1String("to")]);
    } else if (name == QLatin1String("challenge")) {
        m_context.challengeLie = lie[QLatin1String("how")].toString();
    } else if (name == QLatin1String("server_key")) {
        m_ownServerKey = std::exchange(m_context.serverKey, impostor(QStringLiteral("server")));
    } else if (name == QLatin1String("metadata_key") && m_context.isV5()) {
        const QDateTime now = QDateTime::currentDateTimeUtc();
        m_context.metadataKeys.back().expired = now;
        m_context.metadataKeys.push_back({uuidOf(m_context.mode + QStringLiteral("/later metadata key")),
                                          impostor(QStringLiteral("later")),
                                          now,
                                          {}});
    } else if (name == QLatin1String("metadata_public_key") && m_context.isV5()) {
        m_changedKeys.insert(m_context.metadataKeys.back().id);
    } else if (name == QLatin1String("extra_reader")) {
        for (const QString &id : ids)
            addReader(id);
    } else if (name == QLatin1String("vanished")) {
        m_context.store.hidden = QSet<QString>(ids.begin(), ids.end());
    } else if (name == QLatin1String("no_metadata_key")) {
        m_context.withoutMetadataKey = QSet<QString>(ids.begin(), ids.end());
    } else {
        const QString part = lie[QLatin1String("part")].toString(secretPart);
        for (const QString &id : ids)
            m_messages.insert(id + part, {name, part, lie[QLatin1String("message")].toString().toLatin1()});
    }
}

void PassboltLies::end()
{
    m_active = false;
    m_secretOf.clear();
    m_metadataOf.clear();
    m_messages.clear();
    m_changedKeys.clear();
    m_endedKeys.clear();
    m_words.clear();
    m_context.challengeLie.clear();
    for (PassboltGroup &group : m_context.directory.groups())
        std::erase_if(group.members, [this](const GroupMember &member) { return m_extraMembers.contains(member.id); });
    m_extraMembers.clear();
    m_context.store.hidden.clear();
    m_context.withoutMetadataKey.clear();
    if (m_ownServerKey)
        m_context.serverKey = *std::exchange(m_ownServerKey, std::nullopt);
    if (m_context.metadataKeys.size() > 1) {
        m_context.metadataKeys.resize(1);
        m_context.metadataKeys.front().expired = {};
    }
    for (Resource *resource : m_context.store.resources())
        std::erase_if(resource->permissions,
                      [this](const Permission &permission) { return m_extraPermissions.contains(permission.id); });
    m_extraPermissions.clear();
}

QString PassboltLies::stranger()
{
    const QString id = m_context.directory.idOf(mallory);
    if (!m_context.directory.user(id))
        m_context.directory.addUser(mallory, QStringLiteral("Mallory"), QStringLiteral("Stranger"), false,
                                    m_context.strangerKey);
    return id;
}

void PassboltLies::addReader(const QString &resourceId)
{
    Resource *resource = m_context.store.resource(resourceId);
    if (!resource)
        return;
    const QDateTime now = QDateTime::currentDateTimeUtc();
    resource->permissions.push_back({randomUuid(), QStringLiteral("User"), stranger(), ReadAccess, now, now});
    m_extraPermissions.append(resource->permissions.back().id);
}

void PassboltLies::addMember(const QString &groupId)
{
    for (PassboltGroup &group : m_context.directory.groups()) {
        if (group.id != groupId)
            continue;
        group.members.push_back({randomUuid(), stranger(), false, QDateTime::currentDateTimeUtc()});
        m_extraMembers.append(group.members.back().id);
    }
}

const DemoKey &PassboltLies::impostor(const QString &id)
{
    auto key = m_impostors.find(id);
    if (key == m_impostors.end()) {
        const PassboltUser *user = m_context.directory.user(id);
        const QString name = user ? user->key.userId : QStringLiteral("Halden vault <vault@halden.example>");
        key = m_impostors.insert(id, generateKey(name, KeyKind::Ed25519));
        m_context.keyring.add(*key);
    }
    return *key;
}

QJsonValue PassboltLies::retold(const QJsonValue &body)
{
    if (!m_active)
        return body;
    if (body.isArray()) {
        QJsonArray array;
        const QJsonArray rows = body.toArray();
        for (const QJsonValue &row : rows)
            array.append(retold(row));
        return array;
    }
    return body.isObject() ? QJsonValue(retoldObject(body.toObject())) : body;
}

QJsonObject PassboltLies::retoldObject(QJsonObject object)
{
    for (auto it = object.begin(); it != object.end(); ++it)
        it.value() = retold(it.value());
    if (object.contains(QLatin1String("secret_revision_id")))
        retellSecret(object);
    if (object.contains(QLatin1String("metadata_key_type")) && object.contains(QLatin1String("resource_type_id")))
        retellMetadata(object);
    if (object.contains(armoredKey))
        retellKey(object);
    for (const auto &[member, to] : m_words.value(object[QLatin1String("id")].toString()))
        object[member] = to;
    return object;
}

void PassboltLies::retellSecret(QJsonObject &row)
{
    const QString resourceId = row[QLatin1String("resource_id")].toString();
    const QString userId = row[QLatin1String("user_id")].toString();
    QByteArray message = row[QLatin1String("data")].toString().toLatin1();
    if (Resource *other = m_context.store.resource(m_secretOf.value(resourceId)))
        message = secretOf(m_context, *other, userId).data;
    const auto told = m_messages.constFind(resourceId + secretPart);
    const Resource *resource = m_context.store.resource(resourceId);
    if (told != m_messages.constEnd() && resource)
        message = altered(message, resource->earlierSecrets.value(userId), *told);
    row.insert(QStringLiteral("data"), QString::fromLatin1(message));
}

void PassboltLies::retellMetadata(QJsonObject &row)
{
    const QString id = row[QLatin1String("id")].toString();
    QByteArray message = row[metadataPart].toString().toLatin1();
    if (Resource *other = m_context.store.resource(m_metadataOf.value(id)); other && other->encrypted) {
        message = metadataOf(m_context, *other);
        row.insert(QStringLiteral("metadata_key_id"), other->metadataKeyId);
        row.insert(QStringLiteral("metadata_key_type"), other->metadataKeyType);
    }
    const auto told = m_messages.constFind(id + metadataPart);
    const Resource *resource = m_context.store.resource(id);
    if (told != m_messages.constEnd() && resource)
        message = altered(message, resource->earlierMetadata, *told);
    row.insert(metadataPart, QString::fromLatin1(message));
}

void PassboltLies::retellKey(QJsonObject &row)
{
    // A user's key names its user, a shared metadata key only itself.
    const QString owner = row[QLatin1String("user_id")].toString(row[QLatin1String("id")].toString());
    if (const QByteArray ended = m_endedKeys.value(owner); !ended.isEmpty())
        row.insert(armoredKey, QString::fromLatin1(ended));
    if (!m_changedKeys.contains(owner))
        return;
    const DemoKey &key = impostor(owner);
    row.insert(armoredKey, QString::fromLatin1(key.publicKey));
    row.insert(QStringLiteral("fingerprint"), key.fingerprint);
    if (row.contains(QLatin1String("key_id")))
        row.insert(QStringLiteral("key_id"), key.fingerprint.right(16));
}

QByteArray PassboltLies::altered(const QByteArray &message, const QByteArray &older, const Told &told)
{
    if (told.lie == QLatin1String("substitute"))
        return told.message;
    if (told.lie == QLatin1String("older"))
        return older.isEmpty() ? message : older;
    if (told.lie == QLatin1String("broken"))
        return damaged(message);
    const auto opened = m_context.keyring.open(message);
    const QString reader = m_context.keyring.recipientOf(message);
    if (!opened || reader.isEmpty())
        return message;
    if (told.lie == QLatin1String("unsigned"))
        return m_context.keyring.seal(opened->plaintext, reader);
    if (told.lie == QLatin1String("foreign_signature"))
        return m_context.keyring.seal(opened->plaintext, reader, {m_context.strangerKey.fingerprint});
    if (told.lie == QLatin1String("two_signatures"))
        return m_context.keyring.seal(opened->plaintext, reader,
                                      {m_context.strangerKey.fingerprint, opened->anySigner});
    if (told.lie == QLatin1String("bad_signature"))
        return m_context.keyring.sealMisquoted(opened->plaintext, reader, opened->anySigner);
    return message;
}

} // namespace coffret::demovault
