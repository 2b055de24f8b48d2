// SPDX-License-Identifier: GPL-3.0-or-later
// Lists of a Passbolt server, which are read with simdjson.
#include "core/vault/passbolt/passboltindex.h"
#include "core/vault/passbolt/passboltjson.h"
#include "core/vault/passbolt/passboltsessionkeybundle.h"
#include "core/vault/passbolt/passbolttypes.h"
#include "tests/fuzz/fuzz.h"

using namespace coffret;
using namespace coffret::fuzz;

namespace {

const QString UserId = QStringLiteral("8bb80df5-700c-48ce-b568-85a60fc3c8f2");

/// An id is put into paths: it is a UUID in lower case, or not there.
void checkId(const QString &id)
{
    require(id.isEmpty() || (isUuid(id) && id == id.toLower()), "an id is a UUID");
}

void checkResource(const PassboltResource &resource)
{
    const SecretSummary &summary = resource.summary;
    require(!summary.id.isEmpty(), "a row without id is left out");
    for (const QString *id : {&summary.id, &summary.collectionId, &summary.modifiedBy, &resource.typeId,
                              &resource.createdBy, &resource.metadata.keyId})
        checkId(*id);
    for (const PassboltTag &tag : resource.tags)
        checkId(tag.id);
    require(passboltType(summary.vendorType) != nullptr || summary.markers.testFlag(Marker::UnknownType),
            "an unknown type is marked");
    for (const QDateTime *time : {&summary.created, &summary.modified, &summary.expires})
        require(time->isNull() || (time->isValid() && time->timeSpec() == Qt::UTC), "a time is in UTC");
}

void checkFolder(const PassboltFolder &folder)
{
    require(!folder.collection.id.isEmpty(), "a folder without id is left out");
    for (const QString *id :
         {&folder.collection.id, &folder.collection.parentId, &folder.createdBy, &folder.modifiedBy})
        checkId(*id);
}

void checkUser(const PassboltUser &user)
{
    require(!user.id.isEmpty() && !user.armoredKey.isEmpty(), "a user without id or key is left out");
    checkId(user.id);
}

void checkKey(const PassboltMetadataKeyRow &key)
{
    require(!key.id.isEmpty(), "a key without id is left out");
    for (const QString *id : {&key.id, &key.privateKeyId, &key.signedBy})
        checkId(*id);
    static_cast<void>(key.isActive(QDateTime::fromSecsSinceEpoch(1'800'000'000, Qt::UTC)));
}

template <typename Row>
void checkRows(const Expected<std::vector<Row>> &rows, void (*check)(const Row &))
{
    if (rows)
        std::for_each(rows->begin(), rows->end(), check);
    else
        require(rows.error().kind == ErrorKind::Malformed, "Malformed when it is no list");
}

void checkSessionKeys(const QByteArray &json)
{
    const auto rows = parseSessionKeyRows(json);
    if (!rows)
        return;
    for (std::size_t i = 0; i < rows->size(); ++i) {
        checkId((*rows)[i].id);
        require(i == 0 || (*rows)[i - 1].modified >= (*rows)[i].modified, "newest first");
    }
}

void checkTypes(const QByteArray &json)
{
    const auto slugs = parseResourceTypes(json);
    if (!slugs)
        return;
    for (auto slug = slugs->begin(); slug != slugs->end(); ++slug) {
        checkId(slug.key());
        require(!slug.value().isEmpty(), "a type has a slug");
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static const QHash<QString, QString> slugs = builtInPassboltSlugs();
    Input input(data, size);
    const unsigned list = input.choice(7);
    const QByteArray json = input.bytes();
    switch (list) {
    case 0:
        if (const auto page = parseResources(json, slugs)) {
            require(page->total >= -1, "a number of resources, or none");
            std::for_each(page->resources.begin(), page->resources.end(), checkResource);
        }
        break;
    case 1:
        if (const auto resource = parseResource(json, slugs))
            checkResource(*resource);
        break;
    case 2:
        checkRows(parseFolders(json), checkFolder);
        break;
    case 3:
        checkRows(parseUsers(json), checkUser);
        break;
    case 4:
        checkRows(parseMetadataKeys(json, UserId), checkKey);
        break;
    case 5:
        checkTypes(json);
        break;
    default:
        checkSessionKeys(json);
        break;
    }
    return 0;
}
