// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interchange/onepux.h"

#include "core/interchange/jsonitems.h"

#include <zip.h>

#include <algorithm>
#include <array>
#include <memory>

namespace coffret {

namespace {

using Kind = SecretJsonMember::Kind;
using Why = ForeignRefusal::Why;

// Numbers of item kinds.
constexpr auto LoginCategory = "001";
constexpr auto NoteCategory = "003";
constexpr auto PasswordCategory = "005";
constexpr auto DocumentCategory = "006";
constexpr auto ApiKeyCategory = "112";
constexpr auto SshKeyCategory = "114";

constexpr qsizetype LongestTitle = 100;
constexpr qsizetype MostTags = 100;
constexpr qsizetype LongestPath = 4096;

struct CloseZip
{
    void operator()(zip_t *archive) const { zip_discard(archive); }
    void operator()(zip_file_t *file) const { zip_fclose(file); }
};

/// The text in the archive, read bit by bit so that its size is what comes, not what is said.
Expected<SecretBuffer> exportedText(const SecretBuffer &archive)
{
    const auto broken = failure(ErrorKind::Malformed, QStringLiteral("not a whole archive"));
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t *const source = zip_source_buffer_create(archive.view().data(), archive.size(), 0, &error);
    if (source == nullptr)
        return broken;
    const std::unique_ptr<zip_t, CloseZip> zip(zip_open_from_source(source, ZIP_RDONLY, &error));
    if (!zip) {
        zip_source_free(source);
        return broken;
    }
    const std::unique_ptr<zip_file_t, CloseZip> file(zip_fopen(zip.get(), "export.data", 0));
    if (!file)
        return failure(ErrorKind::Unsupported, QStringLiteral("an archive of something else"));
    SecretBuffer text;
    std::array<char, 64 * 1024> part{};
    zip_int64_t size = 0;
    while (text.size() <= LargestForeignFile && (size = zip_fread(file.get(), part.data(), part.size())) > 0)
        text.append({part.data(), static_cast<std::size_t>(size)});
    wipeBytes(part);
    if (size < 0)
        return broken;
    if (text.size() > LargestForeignFile)
        return failure(ErrorKind::TooLarge, QStringLiteral("the text in the archive"));
    return text;
}

/// A field of a section: its value is an object whose one member says what it is.
void takeField(const JsonItem &field, const QString &section, SecretArena &arena, ItemBuilder &builder)
{
    const JsonItem holder = field.object("value");
    if (holder.isEmpty())
        return;
    const SecretJsonMember &value = holder.members().front();
    const QString id = field.text("id");
    const QString title = (field.text("title").isEmpty() ? id : field.text("title")).left(LongestTitle);
    const QString label = section.isEmpty() ? title : QStringLiteral("%1: %2").arg(section, title);
    const SecretType type = builder.item().type;
    if (value.key == "totp") {
        builder.addCode(valueOf(&value, arena), label);
    } else if (value.key == "file") {
        builder.item().losses |= Loss::Attachments;
    } else if (value.key == "sshKey") {
        const JsonItem key(&value);
        const JsonItem more = key.object("metadata");
        const std::string_view openSsh = more.value("privateKey", arena);
        builder.add(FieldKind::PrivateKey, openSsh.empty() ? key.value("privateKey", arena) : openSsh, label);
        builder.add(FieldKind::PublicKey, more.value("publicKey", arena), label);
    } else if (value.kind == Kind::Object) { // an address: its parts, one by one
        const JsonItem parts(&value);
        for (const SecretJsonMember &part : parts.members()) {
            if (builder.isFull())
                return;
            builder.addCustom(QStringLiteral("%1 %2").arg(label, textOf(part.key)), valueOf(&part, arena),
                              CustomKind::Text, false);
        }
    } else if (type == SecretType::ApiKey && id == QLatin1String("credential")) {
        builder.add(FieldKind::Token, valueOf(&value, arena), label);
    } else if (id == QLatin1String("username") && builder.item().username.isEmpty()) {
        builder.setUsername(valueOf(&value, arena));
    } else if (id == QLatin1String("password") && (type == SecretType::Login || type == SecretType::Note)) {
        builder.add(FieldKind::Password, valueOf(&value, arena), label);
    } else {
        const bool isHidden = value.key == "concealed" || value.key == "creditCardNumber";
        builder.addCustom(label, valueOf(&value, arena), isHidden ? CustomKind::Password : CustomKind::Text, isHidden);
    }
}

/// Of the parts of a page: what is pressed, ticked or sent has nothing to keep.
bool isButton(const QString &fieldType)
{
    return fieldType == QLatin1String("B") || fieldType == QLatin1String("C") || fieldType == QLatin1String("R");
}

void takeDetails(const JsonItem &details, SecretArena &arena, ItemBuilder &builder)
{
    for (const SecretJsonMember &element : details.list("loginFields")) {
        const JsonItem field(&element);
        const QString use = field.text("designation");
        if (use == QLatin1String("username"))
            builder.setUsername(field.value("value", arena));
        else if (use == QLatin1String("password"))
            builder.add(FieldKind::Password, field.value("value", arena), field.text("name"));
        else if (!builder.isFull() && !isButton(field.text("fieldType"))) // what else a page asked for
            builder.addCustom(field.text("name"), field.value("value", arena), CustomKind::Password);
    }
    builder.add(FieldKind::Password, details.value("password", arena)); // of an item that is one and nothing else
    builder.add(FieldKind::NoteText, details.value("notesPlain", arena));
    for (const SecretJsonMember &element : details.list("sections")) {
        const JsonItem section(&element);
        const QString title = section.text("title").left(LongestTitle);
        for (const SecretJsonMember &field : section.list("fields")) {
            if (builder.isFull())
                return;
            takeField(JsonItem(&field), title, arena, builder);
        }
    }
    builder.item().losses.setFlag(Loss::History, !details.list("passwordHistory").empty());
    if (!details.object("documentAttributes").isEmpty())
        builder.item().losses |= Loss::Attachments;
}

SecretType typeOf(const QString &category)
{
    if (category == QLatin1String(ApiKeyCategory))
        return SecretType::ApiKey;
    if (category == QLatin1String(SshKeyCategory))
        return SecretType::SshKey;
    const bool isLogin = category == QLatin1String(LoginCategory) || category == QLatin1String(PasswordCategory);
    return isLogin ? SecretType::Login : SecretType::Note;
}

void takeItem(const JsonItem &item, int number, const QStringList &vault, ForeignFile &file)
{
    ItemBuilder builder(number, file.arena);
    const JsonItem overview = item.object("overview");
    builder.setName(overview.value("title", file.arena));
    const QString category = item.text("categoryUuid");
    const QString state = item.text("state");
    if (state == QLatin1String("archived") || state == QLatin1String("deleted") || item.isTrue("trashed"))
        return builder.refuse(file, Why::InTrash);
    builder.item().type = typeOf(category);
    builder.item().folder = vault;
    builder.item().isFavourite = item.text("favIndex").toInt() > 0;
    for (const SecretJsonMember &tag : overview.list("tags")) {
        if (builder.item().tags.size() < MostTags)
            builder.item().tags.append(plainScalar(&tag).left(LongestTitle));
    }
    builder.addUri(overview.value("url", file.arena));
    for (const SecretJsonMember &uri : overview.list("urls"))
        builder.addUri(JsonItem(&uri).value("url", file.arena));
    takeDetails(item.object("details"), file.arena, builder);
    if (category == QLatin1String(DocumentCategory))
        builder.item().losses |= Loss::Attachments;
    // What is neither a login nor anything of ours, such as a server or a database, has a password all the same.
    const auto &fields = builder.item().fields;
    const bool hasPassword = std::any_of(fields.begin(), fields.end(),
                                         [](const ForeignField &field) { return field.kind == FieldKind::Password; });
    if (builder.item().type == SecretType::Note && hasPassword)
        builder.item().type = SecretType::Login;
    builder.finish(file);
}

} // namespace

Expected<ForeignFile> read1Pux(const SecretBuffer &archive)
{
    Expected<SecretBuffer> text = exportedText(archive);
    if (!text)
        return failure(text);
    ForeignFile file;
    file.format = ForeignFormat::OnePassword1Pux;
    const JsonItem root(file.arena.keep(*std::move(text)));
    if (root.member("accounts") == nullptr)
        return failure(root.isEmpty() ? ErrorKind::Malformed : ErrorKind::Unsupported, QStringLiteral("no accounts"));
    int number = 0;
    for (const SecretJsonMember &account : root.list("accounts")) {
        for (const SecretJsonMember &element : JsonItem(&account).list("vaults")) {
            const JsonItem vault(&element);
            const QStringList name = pathOf(vault.object("attrs").text("name").left(LongestPath), QLatin1Char('/'));
            for (const SecretJsonMember &member : vault.list("items")) {
                if (++number > static_cast<int>(MostForeignItems))
                    return failure(ErrorKind::TooLarge, QStringLiteral("too many items"));
                const JsonItem item(&member);
                const JsonItem inner = item.object("item"); // in the first files of this kind
                takeItem(inner.isEmpty() ? item : inner, number, name, file);
            }
        }
    }
    return file;
}

} // namespace coffret
