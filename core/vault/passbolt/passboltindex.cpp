// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/passbolt/passboltindex.h"

#include "core/vault/passbolt/passboltjson.h"
#include "core/vault/passbolt/passbolttypes.h"
#include "core/vault/support/jsonvalues.h"

#include <simdjson.h>

namespace coffret {

namespace {

namespace dom = simdjson::dom;

constexpr int PermissionRead = 1;
constexpr int PermissionUpdate = 7;
constexpr int PermissionOwner = 15;

QByteArray bytesOf(dom::object object, std::string_view key)
{
    std::string_view text;
    if (object[key].get(text) != simdjson::SUCCESS)
        return {};
    return {text.data(), static_cast<qsizetype>(text.size())};
}

/// Ids are compared and shown in lower case, as the server keeps them; empty unless it is a UUID.
QString idOf(dom::object object, std::string_view key)
{
    const QString id = textOf(object, key);
    return isUuid(id) ? id.toLower() : QString();
}

bool isObject(dom::object object, std::string_view key)
{
    dom::object value;
    return object[key].get(value) == simdjson::SUCCESS;
}

/// The user's own right, where the row was asked for with it.
AccessRight rightOf(dom::object object)
{
    dom::object permission;
    int64_t type = 0;
    if (object["permission"].get(permission) != simdjson::SUCCESS || permission["type"].get(type) != simdjson::SUCCESS)
        return AccessRight::None;
    if (type >= PermissionOwner)
        return AccessRight::Own;
    if (type >= PermissionUpdate)
        return AccessRight::Update;
    return type >= PermissionRead ? AccessRight::Read : AccessRight::None;
}

PassboltMetadata metadataOf(dom::object object)
{
    PassboltMetadata metadata;
    metadata.message = bytesOf(object, "metadata");
    metadata.keyId = idOf(object, "metadata_key_id");
    metadata.sharedKey = bytesOf(object, "metadata_key_type") == "shared_key";
    return metadata;
}

/// Calls take for each object in the body's list.
template <typename Take>
Expected<int> eachRow(const QByteArray &json, Take take)
{
    dom::parser parser;
    dom::element root;
    dom::array rows;
    const auto size = static_cast<std::size_t>(json.size());
    if (parser.parse(json.constData(), size).get(root) != simdjson::SUCCESS ||
        root["body"].get(rows) != simdjson::SUCCESS)
        return failure(ErrorKind::Malformed, QStringLiteral("not a list in Passbolt's form"));
    for (const dom::element row : rows) {
        dom::object object;
        if (row.get(object) == simdjson::SUCCESS)
            take(object);
    }
    int64_t total = -1;
    if (root["header"]["pagination"]["count"].get(total) != simdjson::SUCCESS)
        total = -1;
    return static_cast<int>(total);
}

PassboltResource resourceOf(dom::object row, const QHash<QString, QString> &slugs)
{
    PassboltResource resource;
    SecretSummary &summary = resource.summary;
    summary.id = idOf(row, "id");
    summary.collectionId = idOf(row, "folder_parent_id");
    summary.name = textOf(row, "name");
    summary.username = textOf(row, "username");
    summary.description = textOf(row, "description");
    const QString uri = textOf(row, "uri");
    if (!uri.isEmpty())
        summary.uris.append(uri);
    summary.created = timeOf(row, "created");
    summary.modified = timeOf(row, "modified");
    summary.expires = timeOf(row, "expired");
    summary.modifiedBy = idOf(row, "modified_by");
    summary.right = rightOf(row);
    resource.createdBy = idOf(row, "created_by");
    resource.metadata = metadataOf(row);

    resource.typeId = idOf(row, "resource_type_id");
    if (resource.typeId.isEmpty() && !isObject(row, "resource_type_id")) // servers before 3.0 know one type
        summary.vendorType = QStringLiteral("password-string");
    else
        summary.vendorType = slugs.value(resource.typeId, resource.typeId);
    const PassboltType *const type = passboltType(summary.vendorType);
    summary.type = type != nullptr ? type->type : SecretType::Unknown;
    summary.markers.setFlag(Marker::UnknownType, type == nullptr);
    // This type keeps its words in signed metadata; clear ones are nobody's word but the server's.
    summary.markers.setFlag(Marker::MetadataUnverified, type != nullptr && type->encryptedMetadata &&
                                                            resource.metadata.message.isEmpty() &&
                                                            !(summary.name.isEmpty() && summary.username.isEmpty() &&
                                                              summary.description.isEmpty() && summary.uris.isEmpty()));
    summary.markers.setFlag(Marker::HasTotp, type != nullptr && type->totp);
    summary.markers.setFlag(Marker::Favourite, isObject(row, "favorite"));
    if (const auto personal = flagOf(row, "personal"))
        summary.markers.setFlag(*personal ? Marker::Personal : Marker::Shared);
    return resource;
}

} // namespace

Expected<PassboltResourcePage> parseResources(const QByteArray &json, const QHash<QString, QString> &slugs)
{
    PassboltResourcePage page;
    const Expected<int> total = eachRow(json, [&](dom::object row) {
        PassboltResource resource = resourceOf(row, slugs);
        if (!resource.summary.id.isEmpty() && !flagOf(row, "deleted").value_or(false))
            page.resources.push_back(std::move(resource));
    });
    if (!total)
        return failure(total);
    page.total = *total;
    return page;
}

Expected<std::vector<PassboltFolder>> parseFolders(const QByteArray &json)
{
    std::vector<PassboltFolder> folders;
    const Expected<int> total = eachRow(json, [&](dom::object row) {
        PassboltFolder folder;
        folder.collection.id = idOf(row, "id");
        folder.collection.parentId = idOf(row, "folder_parent_id");
        folder.collection.name = textOf(row, "name");
        folder.collection.right = rightOf(row);
        folder.createdBy = idOf(row, "created_by");
        folder.modifiedBy = idOf(row, "modified_by");
        folder.metadata = metadataOf(row);
        if (!folder.collection.id.isEmpty())
            folders.push_back(std::move(folder));
    });
    if (!total)
        return failure(total);
    return folders;
}

Expected<std::vector<PassboltUser>> parseUsers(const QByteArray &json)
{
    std::vector<PassboltUser> users;
    const Expected<int> total = eachRow(json, [&](dom::object row) {
        PassboltUser user;
        user.id = idOf(row, "id");
        user.email = textOf(row, "username");
        dom::object part;
        if (row["profile"].get(part) == simdjson::SUCCESS)
            user.name = QString(textOf(part, "first_name") + QLatin1Char(' ') + textOf(part, "last_name")).trimmed();
        if (row["gpgkey"].get(part) == simdjson::SUCCESS) { // inactive users have none
            user.fingerprint = textOf(part, "fingerprint").toUpper();
            user.armoredKey = bytesOf(part, "armored_key");
        }
        if (!user.id.isEmpty() && !user.armoredKey.isEmpty())
            users.push_back(std::move(user));
    });
    if (!total)
        return failure(total);
    return users;
}

Expected<std::vector<PassboltMetadataKeyRow>> parseMetadataKeys(const QByteArray &json, const QString &userId)
{
    std::vector<PassboltMetadataKeyRow> keys;
    const Expected<int> total = eachRow(json, [&](dom::object row) {
        PassboltMetadataKeyRow key;
        key.id = idOf(row, "id");
        key.fingerprint = textOf(row, "fingerprint").toUpper();
        key.armoredPublicKey = bytesOf(row, "armored_key");
        dom::array copies;
        if (row["metadata_private_keys"].get(copies) == simdjson::SUCCESS) {
            for (const dom::element element : copies) {
                dom::object copy;
                if (element.get(copy) != simdjson::SUCCESS || idOf(copy, "user_id") != userId)
                    continue;
                key.privateKeyMessage = bytesOf(copy, "data");
                key.signedBy = idOf(copy, "modified_by");
            }
        }
        if (!key.id.isEmpty())
            keys.push_back(std::move(key));
    });
    if (!total)
        return failure(total);
    return keys;
}

Expected<QHash<QString, QString>> parseResourceTypes(const QByteArray &json)
{
    QHash<QString, QString> slugs = builtInPassboltSlugs();
    const Expected<int> total = eachRow(json, [&](dom::object row) {
        const QString id = idOf(row, "id");
        const QString slug = textOf(row, "slug");
        if (!id.isEmpty() && !slug.isEmpty())
            slugs.insert(id, slug);
    });
    if (!total)
        return failure(total);
    return slugs;
}

} // namespace coffret
