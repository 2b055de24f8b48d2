// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/passbolt/passboltindex.h"

#include "core/vault/passbolt/passboltjson.h"
#include "core/vault/passbolt/passbolttypes.h"
#include "core/vault/support/jsonrow.h"

#include <simdjson.h>

#include <array>
#include <limits>
#include <optional>

namespace coffret {

namespace {

namespace dom = simdjson::dom;

constexpr int PermissionRead = 1;
constexpr int PermissionUpdate = 7;
constexpr int PermissionOwner = 15;
constexpr qsizetype UuidSize = 36;

QByteArray bytesOf(const JsonMember &member)
{
    std::string_view text;
    if (member.get(text) != simdjson::SUCCESS)
        return {};
    return {text.data(), static_cast<qsizetype>(text.size())};
}

/// Ids are compared and shown in lower case, as the server keeps them; empty unless it is a UUID.
QString idOf(const JsonMember &member)
{
    std::string_view text;
    if (member.get(text) != simdjson::SUCCESS || text.size() != UuidSize)
        return {};
    QString id = QString::fromLatin1(text.data(), UuidSize);
    if (!isUuid(id))
        return {};
    for (QChar &c : id)
        c = QChar(c.unicode() | 0x20); // of what a UUID is made of, only A to F change
    return id;
}

QString idOf(dom::object object, std::string_view key)
{
    return idOf(object[key]);
}

/// Ids that many rows have in common: their text is made once and shared. Must not outlive the document.
class SharedIds
{
public:
    QString idOf(const JsonMember &member)
    {
        std::string_view text;
        if (member.get(text) != simdjson::SUCCESS)
            return {};
        const QByteArrayView key(text.data(), static_cast<qsizetype>(text.size()));
        const auto known = m_ids.constFind(key);
        return known != m_ids.cend() ? *known : *m_ids.insert(key, coffret::idOf(member));
    }

private:
    QHash<QByteArrayView, QString> m_ids;
};

/// The user's own right, where the row was asked for with it.
AccessRight rightOf(const JsonMember &permission)
{
    int64_t type = 0;
    if (permission["type"].get(type) != simdjson::SUCCESS)
        return AccessRight::None;
    if (type >= PermissionOwner)
        return AccessRight::Own;
    if (type >= PermissionUpdate)
        return AccessRight::Update;
    return type >= PermissionRead ? AccessRight::Read : AccessRight::None;
}

PassboltMetadata metadataOf(const JsonMember &message, QString keyId, const JsonMember &keyType)
{
    return {bytesOf(message), std::move(keyId), bytesOf(keyType) == "shared_key"};
}

/// Calls take for each object in the body's list, and before that expect with their number. One odd row does not hide
/// the others; a list none of whose rows has an id is no list, rather than an empty one.
template <typename Take, typename Expect = void (*)(std::size_t)>
Expected<int> eachRow(
    const QByteArray &json, Take take, Expect expect = [](std::size_t) {})
{
    dom::parser parser;
    dom::element root;
    dom::array rows;
    const auto size = static_cast<std::size_t>(json.size());
    if (parser.parse(json.constData(), size).get(root) != simdjson::SUCCESS ||
        root["body"].get(rows) != simdjson::SUCCESS)
        return failure(ErrorKind::Malformed, QStringLiteral("not a list in Passbolt's form"));
    expect(rows.size());
    bool hasIds = rows.size() == 0;
    for (const dom::element row : rows) {
        dom::object object;
        if (row.get(object) != simdjson::SUCCESS)
            continue;
        hasIds = hasIds || !idOf(object, "id").isEmpty();
        take(object);
    }
    if (!hasIds)
        return failure(ErrorKind::Malformed, QStringLiteral("a list of rows without ids"));
    int64_t total = -1;
    if (root["header"]["pagination"]["count"].get(total) != simdjson::SUCCESS || total < 0 ||
        total > std::numeric_limits<int>::max())
        total = -1;
    return static_cast<int>(total);
}

std::vector<PassboltTag> tagsOf(const JsonMember &member)
{
    std::vector<PassboltTag> tags;
    dom::array rows;
    if (member.get(rows) != simdjson::SUCCESS)
        return tags;
    for (const dom::element element : rows) {
        dom::object tag;
        if (element.get(tag) == simdjson::SUCCESS)
            tags.push_back({idOf(tag, "id"), textOf(tag, "slug"),
                            metadataOf(tag["metadata"], idOf(tag, "metadata_key_id"), tag["metadata_key_type"])});
    }
    return tags;
}

/// Reads one resource after the other.
class ResourceReader
{
public:
    explicit ResourceReader(const QHash<QString, QString> &slugs) : m_slugs(slugs) {}

    /// Nothing for a row that is deleted or has no usable id.
    std::optional<PassboltResource> read(dom::object object)
    {
        m_row.read(object);
        PassboltResource resource;
        resource.summary.id = idOf(m_row[Id]);
        if (resource.summary.id.isEmpty() || flagOf(m_row[Deleted]).value_or(false))
            return std::nullopt;
        resource.createdBy = m_ids.idOf(m_row[CreatedBy]);
        resource.metadata = metadataOf(m_row[Metadata], m_ids.idOf(m_row[MetadataKeyId]), m_row[MetadataKeyType]);
        if (!resource.metadata.message.isEmpty())
            resource.modified = bytesOf(m_row[Modified]);
        resource.tags = tagsOf(m_row[Tags]);
        readSummary(resource.summary);
        readType(resource);
        return resource;
    }

private:
    enum Member : std::size_t {
        Id,
        FolderParentId,
        Name,
        Username,
        Description,
        Uri,
        Created,
        Modified,
        Expired,
        CreatedBy,
        ModifiedBy,
        ResourceTypeId,
        Metadata,
        MetadataKeyId,
        MetadataKeyType,
        Deleted,
        Favorite,
        Personal,
        Permission,
        Tags,
        MemberCount
    };
    static constexpr std::array<std::string_view, MemberCount> Keys{
        "id",          "folder_parent_id", "name",     "username",        "description",
        "uri",         "created",          "modified", "expired",         "created_by",
        "modified_by", "resource_type_id", "metadata", "metadata_key_id", "metadata_key_type",
        "deleted",     "favorite",         "personal", "permission",      "tags"};

    void readSummary(SecretSummary &summary)
    {
        summary.collectionId = m_ids.idOf(m_row[FolderParentId]);
        summary.name = textOf(m_row[Name]);
        summary.username = textOf(m_row[Username]);
        summary.description = textOf(m_row[Description]);
        if (QString uri = textOf(m_row[Uri]); !uri.isEmpty())
            summary.uris.append(std::move(uri));
        summary.created = timeOf(m_row[Created]);
        summary.modified = timeOf(m_row[Modified]);
        summary.expires = timeOf(m_row[Expired]);
        summary.modifiedBy = m_ids.idOf(m_row[ModifiedBy]);
        summary.right = rightOf(m_row[Permission]);
        summary.markers.setFlag(Marker::Favourite, m_row[Favorite].is_object());
        if (const auto personal = flagOf(m_row[Personal]))
            summary.markers.setFlag(*personal ? Marker::Personal : Marker::Shared);
    }

    void readType(PassboltResource &resource)
    {
        SecretSummary &summary = resource.summary;
        resource.typeId = m_ids.idOf(m_row[ResourceTypeId]);
        if (resource.typeId.isEmpty() && !m_row[ResourceTypeId].is_object()) // servers before 3.0 know one type
            summary.vendorType = QStringLiteral("password-string");
        else
            summary.vendorType = m_slugs.value(resource.typeId, resource.typeId);
        const PassboltType *const type = passboltType(summary.vendorType);
        summary.type = type != nullptr ? type->type : SecretType::Unknown;
        summary.markers.setFlag(Marker::UnknownType, type == nullptr);
        // This type keeps its words in signed metadata; clear ones are nobody's word but the server's.
        const bool hasWords = !summary.name.isEmpty() || !summary.username.isEmpty() ||
                              !summary.description.isEmpty() || !summary.uris.isEmpty();
        summary.markers.setFlag(Marker::MetadataUnverified, hasWords && type != nullptr && type->encryptedMetadata &&
                                                                resource.metadata.message.isEmpty());
        summary.markers.setFlag(Marker::HasTotp, type != nullptr && type->totp);
    }

    const QHash<QString, QString> &m_slugs;
    JsonRow<MemberCount> m_row{Keys};
    SharedIds m_ids;
};

} // namespace

Expected<PassboltResourcePage> parseResources(const QByteArray &json, const QHash<QString, QString> &slugs)
{
    PassboltResourcePage page;
    ResourceReader reader(slugs);
    const auto take = [&](dom::object row) {
        if (auto resource = reader.read(row))
            page.resources.push_back(*std::move(resource));
    };
    const Expected<int> total = eachRow(json, take, [&](std::size_t count) { page.resources.reserve(count); });
    if (!total)
        return failure(total);
    page.total = *total;
    return page;
}

Expected<PassboltResource> parseResource(const QByteArray &json, const QHash<QString, QString> &slugs)
{
    dom::parser parser;
    dom::element root;
    dom::object row;
    if (parser.parse(json.constData(), static_cast<std::size_t>(json.size())).get(root) != simdjson::SUCCESS ||
        root["body"].get(row) != simdjson::SUCCESS)
        return failure(ErrorKind::Malformed, QStringLiteral("not a resource in Passbolt's form"));
    auto resource = ResourceReader(slugs).read(row);
    if (!resource)
        return failure(ErrorKind::NotFound, QStringLiteral("a resource that is deleted or has no id"));
    return *std::move(resource);
}

Expected<std::vector<PassboltFolder>> parseFolders(const QByteArray &json)
{
    std::vector<PassboltFolder> folders;
    const Expected<int> total = eachRow(json, [&](dom::object row) {
        PassboltFolder folder;
        folder.collection.id = idOf(row, "id");
        folder.collection.parentId = idOf(row, "folder_parent_id");
        folder.collection.name = textOf(row, "name");
        folder.collection.right = rightOf(row["permission"]);
        folder.collection.shared = !flagOf(row, "personal").value_or(true);
        folder.createdBy = idOf(row, "created_by");
        folder.modifiedBy = idOf(row, "modified_by");
        folder.metadata = metadataOf(row["metadata"], idOf(row, "metadata_key_id"), row["metadata_key_type"]);
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
            user.armoredKey = bytesOf(part["armored_key"]);
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
        key.armoredPublicKey = bytesOf(row["armored_key"]);
        key.created = timeOf(row, "created");
        key.expires = timeOf(row, "expired");
        const bool expires = row["expired"].error() == simdjson::SUCCESS && !row["expired"].is_null();
        const bool deleted = row["deleted"].is_string() || flagOf(row, "deleted").value_or(false);
        key.over = deleted || (expires && !key.expires.isValid());
        dom::array copies;
        if (row["metadata_private_keys"].get(copies) == simdjson::SUCCESS) {
            for (const dom::element element : copies) {
                dom::object copy;
                if (element.get(copy) != simdjson::SUCCESS || idOf(copy, "user_id") != userId)
                    continue;
                key.privateKeyId = idOf(copy, "id");
                key.privateKeyMessage = bytesOf(copy["data"]);
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
