// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interchange/coffretjson.h"

#include "core/secret/secretjson.h"
#include "core/secret/utf8.h"

#include <algorithm>
#include <array>

namespace coffret {

namespace {

using Member = SecretJsonMember;
using Kind = SecretJsonMember::Kind;
using Members = std::vector<SecretJsonMember>;
using Why = ForeignRefusal::Why;

constexpr std::string_view Format = "coffret";
constexpr std::string_view Version = "1";
constexpr std::size_t MostOfOneSecret = 1000;                                     ///< folders, addresses, tags, fields
constexpr std::array CustomKinds{"text", "password", "number", "boolean", "uri"}; // as CustomKind
constexpr auto OwnField = "custom";

std::string_view viewOf(const QByteArray &bytes)
{
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

tl::unexpected<Error> malformed(const char *why)
{
    return failure(ErrorKind::Malformed, QLatin1String(why));
}

bool canHold(std::string_view text)
{
    return text.find('\0') == std::string_view::npos && isUtf8(text);
}

// Writing. What says nothing is left away.

void write(SecretJsonWriter &json, std::string_view key, const QString &text)
{
    if (text.isEmpty())
        return;
    json.key(key);
    json.text(viewOf(QString(text).remove(QChar(0)).toUtf8()));
}

void write(SecretJsonWriter &json, std::string_view key, const QStringList &texts)
{
    if (texts.isEmpty())
        return;
    json.key(key);
    json.beginArray();
    for (const QString &text : texts)
        json.text(viewOf(QString(text).remove(QChar(0)).toUtf8()));
    json.endArray();
}

void write(SecretJsonWriter &json, std::string_view key, bool is)
{
    if (!is)
        return;
    json.key(key);
    json.raw("true");
}

void writeField(SecretJsonWriter &json, const ForeignField &field)
{
    json.beginObject();
    write(json, "kind", field.kind == FieldKind::Custom ? QLatin1String(OwnField) : fieldKey(field.kind));
    write(json, "label", field.label);
    write(json, "protected", field.isProtected);
    if (field.customKind)
        write(json, "customKind", QLatin1String(CustomKinds[static_cast<std::size_t>(*field.customKind)]));
    json.key("value");
    json.text(field.value);
    json.endObject();
}

// Reading.

/// Takes one object apart. A member that nobody asked for is one that is not known.
class Reader
{
public:
    explicit Reader(std::string_view json)
    {
        Expected<Members> members = splitSecretJson(json);
        m_isBroken = !members;
        if (members)
            m_members = *std::move(members);
    }

    /// Null where there is none. One of another kind, or a second of the name, breaks the object.
    const Member *take(std::string_view key, Kind kind)
    {
        const Member *found = nullptr;
        for (const Member &member : m_members) {
            if (member.key != key)
                continue;
            m_isBroken = m_isBroken || found != nullptr || member.kind != kind;
            found = &member;
            ++m_taken;
        }
        return m_isBroken ? nullptr : found;
    }
    QString text(std::string_view key) { return read(take(key, Kind::String)); }
    QStringList texts(std::string_view key)
    {
        QStringList texts;
        for (const Member &element : elements(key)) {
            m_isBroken = m_isBroken || element.kind != Kind::String;
            texts.append(read(&element));
        }
        return texts;
    }
    bool flag(std::string_view key)
    {
        const Member *const member = take(key, Kind::Bool);
        return member != nullptr && member->token == "true";
    }
    QDateTime time(std::string_view key)
    {
        const Member *const member = take(key, Kind::String);
        const QDateTime time = QDateTime::fromString(plainScalar(member), Qt::ISODateWithMs);
        m_isBroken = m_isBroken || (member != nullptr && !time.isValid());
        return time.toUTC();
    }
    Members elements(std::string_view key)
    {
        const Member *const member = take(key, Kind::Array);
        Expected<Members> elements = member != nullptr ? splitSecretJson(member->token, Kind::Array) : Members();
        m_isBroken = m_isBroken || !elements;
        return elements ? *std::move(elements) : Members();
    }

    [[nodiscard]] bool isWhole() const { return !m_isBroken && m_taken == m_members.size(); }
    [[nodiscard]] Why refusal() const { return m_refusal; } ///< of what it says; Nothing: none

private:
    QString read(const Member *member)
    {
        const QString text = plainScalar(member);
        m_isBroken = m_isBroken || (member != nullptr && !member->token.empty() && text.isEmpty());
        if (text.contains(QChar(0)))
            m_refusal = Why::NotText;
        else if (static_cast<std::size_t>(text.size()) > LongestForeignValue)
            m_refusal = Why::TooLong;
        return text;
    }

    Members m_members;
    std::size_t m_taken = 0;
    bool m_isBroken = false;
    Why m_refusal = Why::Nothing;
};

/// A value in the arena; most need nothing done to them.
std::optional<std::string_view> keepValue(const Member &member, SecretArena &arena)
{
    if (member.token.find('\\') == std::string_view::npos &&
        std::none_of(member.token.begin(), member.token.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x20; }))
        return arena.keep(member.token);
    const Expected<SecretBuffer> value = secretScalar(&member);
    return value ? std::optional(arena.keep(value->view())) : std::nullopt;
}

std::optional<FieldKind> kindOf(const QString &name)
{
    if (name == QLatin1String(OwnField))
        return FieldKind::Custom;
    for (int kind = 0; kind < static_cast<int>(FieldKind::Custom); ++kind) {
        if (fieldKey(static_cast<FieldKind>(kind)) == name)
            return static_cast<FieldKind>(kind);
    }
    return std::nullopt;
}

std::optional<CustomKind> customKindOf(const QString &name)
{
    const auto found = std::find_if(CustomKinds.begin(), CustomKinds.end(),
                                    [&name](const char *one) { return name == QLatin1String(one); });
    return found == CustomKinds.end() ? std::nullopt
                                      : std::optional(static_cast<CustomKind>(found - CustomKinds.begin()));
}

/// False when it is broken. refusal: why the secret cannot be taken, if so.
bool readField(std::string_view json, ForeignField &field, SecretArena &arena, Why &refusal)
{
    Reader reader(json);
    const std::optional<FieldKind> kind = kindOf(reader.text("kind"));
    field.label = reader.text("label");
    field.isProtected = reader.flag("protected");
    const QString customKind = reader.text("customKind");
    const Member *const value = reader.take("value", Kind::String);
    if (!customKind.isEmpty())
        field.customKind = customKindOf(customKind);
    if (!reader.isWhole() || !kind || value == nullptr || (!customKind.isEmpty() && !field.customKind))
        return false;
    field.kind = *kind;
    const std::optional<std::string_view> kept = keepValue(*value, arena);
    if (!kept)
        return false;
    field.value = *kept;
    if (reader.refusal() != Why::Nothing)
        refusal = reader.refusal();
    else if (kept->find('\0') != std::string_view::npos)
        refusal = Why::NotText;
    else if (kept->size() > LongestForeignValue)
        refusal = Why::TooLong;
    return true;
}

bool hasTwice(const std::vector<ForeignField> &fields, FieldKind kind)
{
    return kind != FieldKind::Custom && std::count_if(fields.begin(), fields.end(), [kind](const ForeignField &field) {
                                            return field.kind == kind;
                                        }) > 1;
}

/// Nothing when the file is broken.
std::optional<Why> readItem(std::string_view json, ForeignItem &item, SecretArena &arena)
{
    Reader reader(json);
    item.type = secretTypeFromString(reader.text("type"));
    item.name = reader.text("name");
    item.folder = reader.texts("folder");
    item.username = reader.text("username");
    item.uris = reader.texts("uris");
    item.description = reader.text("description");
    item.tags = reader.texts("tags");
    item.isFavourite = reader.flag("favourite");
    item.expires = reader.time("expires");
    const Members fields = reader.elements("fields");
    if (!reader.isWhole() || item.type == SecretType::Unknown)
        return std::nullopt;
    Why refusal = reader.refusal();
    for (const qsizetype count :
         {item.folder.size(), item.uris.size(), item.tags.size(), static_cast<qsizetype>(fields.size())}) {
        if (static_cast<std::size_t>(count) > MostOfOneSecret)
            return Why::WrongShape;
    }
    for (const Member &member : fields) {
        ForeignField field;
        if (member.kind != Kind::Object || !readField(member.token, field, arena, refusal))
            return std::nullopt;
        if (field.value.empty())
            continue;
        item.fields.push_back(std::move(field));
        if (hasTwice(item.fields, item.fields.back().kind))
            return Why::WrongShape;
    }
    return refusal;
}

} // namespace

CoffretJsonWriter::CoffretJsonWriter(const QDateTime &created)
{
    m_json.beginObject();
    m_json.key("format");
    m_json.text(Format);
    m_json.key("version");
    m_json.raw(Version);
    write(m_json, "created", created.toUTC().toString(Qt::ISODateWithMs));
    m_json.key("secrets");
    m_json.beginArray();
}

int CoffretJsonWriter::add(const ForeignItem &item)
{
    int left = 0;
    m_json.beginObject();
    write(m_json, "type", toString(item.type));
    write(m_json, "name", item.name);
    write(m_json, "folder", item.folder);
    write(m_json, "username", item.username);
    write(m_json, "uris", item.uris);
    write(m_json, "description", item.description);
    write(m_json, "tags", item.tags);
    write(m_json, "favourite", item.isFavourite);
    write(m_json, "expires", item.expires.toUTC().toString(Qt::ISODateWithMs));
    m_json.key("fields");
    m_json.beginArray();
    for (const ForeignField &field : item.fields)
        canHold(field.value) ? writeField(m_json, field) : static_cast<void>(++left);
    m_json.endArray();
    m_json.endObject();
    return left;
}

SecretBuffer CoffretJsonWriter::take() &&
{
    m_json.endArray();
    m_json.endObject();
    return std::move(m_json).take();
}

Expected<ForeignFile> readCoffretJson(std::string_view text)
{
    if (text.size() > LargestForeignFile)
        return failure(ErrorKind::TooLarge, QStringLiteral("a file of more than 64 MiB"));
    Reader reader(text);
    if (reader.text("format") != QLatin1String(Format.data()))
        return malformed("not a file of Coffret's");
    const Member *const version = reader.take("version", Kind::Number);
    if (version != nullptr && version->token != Version) // whatever else it says
        return failure(ErrorKind::Unsupported, QStringLiteral("a later version of Coffret's files"));
    const QDateTime created = reader.time("created");
    const Members secrets = reader.elements("secrets");
    if (!reader.isWhole() || version == nullptr || !created.isValid())
        return malformed("not a whole file of Coffret's");
    if (secrets.size() > MostForeignItems)
        return failure(ErrorKind::TooLarge, QStringLiteral("more secrets than a file may have"));
    ForeignFile file;
    file.format = ForeignFormat::Coffret;
    int number = 0;
    for (const Member &secret : secrets) {
        ForeignItem item;
        item.number = ++number;
        if (secret.kind != Kind::Object)
            return malformed("something that is no secret");
        const std::optional<Why> refusal = readItem(secret.token, item, file.arena);
        if (!refusal)
            return malformed("a secret is not as it should be");
        if (*refusal != Why::Nothing || (item.name.isEmpty() && item.fields.empty()))
            file.refusals.push_back({number, item.name, *refusal});
        else
            file.items.push_back(std::move(item));
    }
    return file;
}

} // namespace coffret
