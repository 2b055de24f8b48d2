// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interchange/bitwardenjson.h"

#include "core/interchange/jsonitems.h"

#include <QHash>

#include <algorithm>

namespace coffret {

namespace {

using Kind = SecretJsonMember::Kind;
using Why = ForeignRefusal::Why;
using Paths = QHash<QString, QStringList>;

constexpr qsizetype LongestPath = 4096;

// The numbers of item and field types.
enum ItemType { Login = 1, SecureNote = 2, Card = 3, Identity = 4, SshKey = 5 };
enum FieldType { Text = 0, Hidden = 1, Boolean = 2, Linked = 3 };

Paths pathsOf(const std::vector<SecretJsonMember> &list)
{
    Paths paths;
    for (const SecretJsonMember &element : list) {
        const JsonItem one(&element);
        paths.insert(one.text("id"), pathOf(one.text("name").left(LongestPath), QLatin1Char('/')));
    }
    return paths;
}

QStringList folderOf(const JsonItem &item, const Paths &folders, const Paths &collections)
{
    QStringList path = folders.value(item.text("folderId"));
    const std::vector<SecretJsonMember> shared = item.list("collectionIds");
    if (path.isEmpty() && !shared.empty())
        path = collections.value(plainScalar(&shared.front()));
    return path;
}

void takeLogin(const JsonItem &login, SecretArena &arena, ItemBuilder &builder)
{
    builder.setUsername(login.value("username", arena));
    builder.add(FieldKind::Password, login.value("password", arena));
    builder.addCode(login.value("totp", arena), QStringLiteral("totp"));
    for (const SecretJsonMember &uri : login.list("uris")) {
        const std::string_view address = JsonItem(&uri).value("uri", arena);
        if (address.starts_with("androidapp://") || address.starts_with("iosapp://"))
            builder.item().losses |= Loss::Address;
        else
            builder.addUri(address);
    }
    if (!login.list("fido2Credentials").empty())
        builder.item().losses |= Loss::Passkey;
}

void takeSshKey(const JsonItem &key, SecretArena &arena, ItemBuilder &builder)
{
    builder.item().type = SecretType::SshKey;
    builder.add(FieldKind::PrivateKey, key.value("privateKey", arena));
    builder.add(FieldKind::PublicKey, key.value("publicKey", arena)); // the fingerprint follows from it
}

/// Cards and identities: whatever they have, under the names it has there.
void takeParts(const JsonItem &parts, SecretArena &arena, ItemBuilder &builder)
{
    for (const SecretJsonMember &part : parts.members()) {
        if (builder.isFull())
            return;
        builder.addCustom(textOf(part.key), valueOf(&part, arena), CustomKind::Text);
    }
}

void takeFields(const JsonItem &item, SecretArena &arena, ItemBuilder &builder)
{
    for (const SecretJsonMember &element : item.list("fields")) {
        if (builder.isFull())
            return;
        const JsonItem field(&element);
        const int type = field.text("type").toInt();
        if (type == Linked) // says where something else is to be typed
            continue;
        const CustomKind kind = type == Hidden    ? CustomKind::Password
                                : type == Boolean ? CustomKind::Boolean
                                                  : CustomKind::Text;
        builder.addCustom(field.text("name"), field.value("value", arena), kind, type == Hidden);
    }
}

void takeItem(const JsonItem &item, int number, const Paths &folders, const Paths &collections, ForeignFile &file)
{
    ItemBuilder builder(number, file.arena);
    builder.setName(item.value("name", file.arena));
    builder.item().folder = folderOf(item, folders, collections);
    builder.item().isFavourite = item.isTrue("favorite");
    builder.item().losses.setFlag(Loss::History, !item.list("passwordHistory").empty());
    builder.item().losses.setFlag(Loss::Attachments, !item.list("attachments").empty());
    const SecretJsonMember *const deleted = item.member("deletedDate");
    if (deleted != nullptr && deleted->kind == Kind::String)
        return builder.refuse(file, Why::InTrash);
    switch (item.text("type").toInt()) {
    case Login:
        takeLogin(item.object("login"), file.arena, builder);
        break;
    case SecureNote:
        builder.item().type = SecretType::Note;
        break;
    case Card:
        builder.item().type = SecretType::Note;
        takeParts(item.object("card"), file.arena, builder);
        break;
    case Identity:
        builder.item().type = SecretType::Note;
        takeParts(item.object("identity"), file.arena, builder);
        break;
    case SshKey:
        takeSshKey(item.object("sshKey"), file.arena, builder);
        break;
    default:
        return builder.refuse(file, Why::UnknownKind);
    }
    builder.add(FieldKind::NoteText, item.value("notes", file.arena));
    takeFields(item, file.arena, builder);
    builder.finish(file);
}

} // namespace

Expected<ForeignFile> readBitwardenJson(SecretBuffer text)
{
    ForeignFile file;
    file.format = ForeignFormat::BitwardenJson;
    const JsonItem root(file.arena.keep(std::move(text)));
    if (root.isEmpty())
        return failure(ErrorKind::Malformed, QStringLiteral("not JSON"));
    if (root.isTrue("encrypted"))
        return failure(ErrorKind::Unsupported, QLatin1String(EncryptedByItsProgram));
    const SecretJsonMember *const items = root.member("items");
    if (items == nullptr || items->kind != Kind::Array)
        return failure(ErrorKind::Unsupported, QStringLiteral("no items"));
    const auto elements = splitSecretJson(items->token, Kind::Array);
    if (!elements)
        return failure(elements);
    if (elements->size() > MostForeignItems)
        return failure(ErrorKind::TooLarge, QStringLiteral("too many items"));
    const Paths folders = pathsOf(root.list("folders"));
    const Paths collections = pathsOf(root.list("collections"));
    for (std::size_t i = 0; i < elements->size(); ++i)
        takeItem(JsonItem(&(*elements)[i]), static_cast<int>(i) + 1, folders, collections, file);
    return file;
}

} // namespace coffret
