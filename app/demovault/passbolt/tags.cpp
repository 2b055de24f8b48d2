// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demovault/passbolt/tags.h"

#include "app/demovault/crypto/ids.h"
#include "app/demovault/passbolt/complaints.h"
#include "app/demovault/passbolt/rows.h"

#include <algorithm>

namespace coffret::demovault {
namespace {

constexpr qsizetype longestSlug = 128;
const QString metadata = QStringLiteral("metadata");
const QString notATagId = QStringLiteral("The tag id is not valid.");
const QString doesNotExist = QStringLiteral("The tag does not exist.");
const QString sharedOnly = QStringLiteral("You do not have the permission to edit shared tags on this resource.");

bool isSharedSlug(const QJsonValue &wanted)
{
    return wanted.toString().startsWith(QLatin1Char('#')) || wanted[QLatin1String("is_shared")].toBool();
}

} // namespace

PassboltTags::PassboltTags(PassboltContext &context) : m_context(context) {}

void PassboltTags::registerRoutes(Api &api)
{
    if (!m_context.options.pro)
        return;
    api.add("GET", QStringLiteral("/tags"), [this](const Call &call) { return list(call); });
    api.add("POST", QStringLiteral("/tags/{}"), [this](const Call &call) { return set(call); });
    api.add("PUT", QStringLiteral("/tags/{}"), [this](const Call &call) { return rename(call); });
    api.add("DELETE", QStringLiteral("/tags/{}"), [this](const Call &call) { return remove(call); });
}

Reply PassboltTags::list(const Call &call) const
{
    QJsonArray rows;
    QSet<QString> seen;
    for (const Resource *resource : m_context.store.resourcesOf(call.user->id)) {
        for (const Tag *tag : m_context.store.tagsOf(resource->id, call.user->id)) {
            if (!seen.contains(tag->id))
                rows.append(tagRow(*tag));
            seen.insert(tag->id);
        }
    }
    return Reply::ok(rows);
}

std::optional<Reply> PassboltTags::refusedTag(const QJsonValue &wanted, const PassboltUser &user) const
{
    const auto allows = [this](const char *key) { return m_context.policies.allows("metadata/types", key); };
    const QString invalid = QStringLiteral("Could not validate request data.");
    if (wanted.isString()) {
        if (!allows("allow_creation_of_v4_tags"))
            return Reply::error(400, QStringLiteral("Tag creation with cleartext metadata not allowed."));
        const qsizetype length = wanted.toString().toUcs4().size();
        return length > 0 && length <= longestSlug
                   ? std::nullopt
                   : std::optional(Reply::error(400, QStringLiteral("Could not save the tags, try again later.")));
    }
    if (!allows("allow_creation_of_v5_tags"))
        return Reply::error(400, QStringLiteral("Tag creation/modification with encrypted metadata not allowed."));
    const QString id = wanted[QLatin1String("id")].toString();
    if (!id.isEmpty())
        return m_context.store.tags.contains(id) ? std::nullopt : std::optional(Reply::error(400, invalid));
    Complaints complaints;
    checkMessage(wanted.toObject(), metadata, complaints);
    const bool personal = wanted[QLatin1String("metadata_key_type")] == QStringLiteral("user_key");
    const MetadataKey *shared = m_context.metadataKey(wanted[QLatin1String("metadata_key_id")].toString());
    const QString key = personal ? user.key.fingerprint : shared ? shared->key.fingerprint : QString();
    if (complaints.isEmpty() && !m_context.keyring.isOnlyFor(wanted[metadata].toString().toLatin1(), key))
        complaints.add(metadata, QStringLiteral("isValidEncryptedMetadata"),
                       QStringLiteral("The tag metadata provided can not be decrypted."));
    return complaints.refusal(invalid);
}

QString PassboltTags::tagFor(const QJsonValue &wanted, const PassboltUser &user)
{
    if (const QString id = wanted[QLatin1String("id")].toString(); !id.isEmpty())
        return id;
    const bool shared = isSharedSlug(wanted);
    for (const Tag &tag : std::as_const(m_context.store.tags)) {
        if (wanted.isString() && tag.slug == wanted.toString() && (shared || tag.userId == user.id))
            return tag.id;
    }
    Tag tag{randomUuid(), wanted.toString(), {}, {}, {}, shared ? QString() : user.id};
    if (wanted.isObject()) {
        tag.metadata = wanted[metadata].toString().toLatin1();
        tag.metadataKeyType = wanted[QLatin1String("metadata_key_type")].toString();
        tag.metadataKeyId = wanted[QLatin1String("metadata_key_id")].toString(user.gpgKeyId);
    }
    m_context.store.tags.insert(tag.id, tag);
    return tag.id;
}

Reply PassboltTags::set(const Call &call)
{
    if (!isUuid(call.arguments[0]))
        return badIdentifier(QStringLiteral("The resource identifier should be a valid UUID."));
    const QJsonArray wanted = call.body()[QLatin1String("tags")].toArray();
    for (const QJsonValue &tag : wanted) {
        if (const auto refusal = refusedTag(tag, *call.user))
            return *refusal;
    }
    const Resource *resource = m_context.store.resource(call.arguments[0]);
    if (!resource || m_context.store.accessOf(*resource, call.user->id) == NoAccess)
        return Reply::error(404, QStringLiteral("The resource does not exist."));
    const bool owner = m_context.store.accessOf(*resource, call.user->id) == OwnerAccess;
    const auto slugIsWanted = [&wanted](const QString &slug) { return wanted.contains(QJsonValue(slug)); };
    QSet<QString> &tags = m_context.store.resourceTags[resource->id];
    for (const Tag *tag : m_context.store.tagsOf(resource->id, call.user->id)) {
        if (!owner && tag->isShared() && !slugIsWanted(tag->slug))
            return Reply::error(400, sharedOnly);
    }
    const bool addsShared = std::any_of(wanted.begin(), wanted.end(), [&](const QJsonValue &tag) {
        return isSharedSlug(tag) && !m_context.store.hasTag(resource->id, call.user->id, tag.toString());
    });
    if (!owner && addsShared)
        return Reply::error(400, sharedOnly);
    for (const Tag *tag : m_context.store.tagsOf(resource->id, call.user->id))
        tags.remove(tag->id);
    for (const QJsonValue &tag : wanted)
        tags.insert(tagFor(tag, *call.user));
    m_context.store.removeUnusedTags();
    return Reply::ok(tagRows(m_context, resource->id, call.user->id));
}

std::optional<Reply> PassboltTags::refusedPersonal(const Call &call, const QString &verb) const
{
    if (!isUuid(call.arguments[0]))
        return badIdentifier(notATagId);
    const auto tag = m_context.store.tags.constFind(call.arguments[0].toLower());
    if (tag == m_context.store.tags.constEnd())
        return Reply::error(404, doesNotExist);
    if (tag->isShared())
        return Reply::error(403, QStringLiteral("You do not have the permission to %1 shared tags.").arg(verb));
    if (tag->userId != call.user->id)
        return Reply::error(404, doesNotExist);
    return std::nullopt;
}

Reply PassboltTags::rename(const Call &call)
{
    if (const auto refusal = refusedPersonal(call, QStringLiteral("update")))
        return *refusal;
    const QJsonObject body = call.body();
    const QJsonValue wanted = body.contains(metadata) ? QJsonValue(body) : body[QLatin1String("slug")];
    if (const auto refusal = refusedTag(wanted, *call.user))
        return *refusal;
    Tag &tag = m_context.store.tags[call.arguments[0].toLower()];
    tag.slug = wanted.toString();
    tag.metadata = body[metadata].toString().toLatin1();
    tag.metadataKeyType = body[QLatin1String("metadata_key_type")].toString();
    tag.metadataKeyId = body[QLatin1String("metadata_key_id")].toString();
    return Reply::ok(tagRow(tag), QStringLiteral("The tag has been updated successfully."));
}

Reply PassboltTags::remove(const Call &call)
{
    if (const auto refusal = refusedPersonal(call, QStringLiteral("delete")))
        return *refusal;
    const QString id = call.arguments[0].toLower();
    m_context.store.tags.remove(id);
    for (QSet<QString> &tags : m_context.store.resourceTags)
        tags.remove(id);
    return Reply::ok(QJsonValue::Null, QStringLiteral("The tag has been deleted successfully."));
}

} // namespace coffret::demovault
