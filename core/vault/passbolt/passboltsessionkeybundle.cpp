// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/passbolt/passboltsessionkeybundle.h"

#include "core/openpgp/sessionkey.h"
#include "core/vault/passbolt/passboltjson.h"
#include "core/vault/support/jsonvalues.h"

#include <algorithm>

namespace coffret {

namespace {

constexpr auto ObjectType = "PASSBOLT_SESSION_KEYS";
constexpr qsizetype MaximumWord = 64; // of a model's name or a time
constexpr std::size_t EntrySize = 200;
// Passbolt's clients keep messages of at most 10,000,000 characters, and armor is little more than 4/3 of this.
constexpr qsizetype MaximumJson = 7'000'000;
constexpr qsizetype JsonAroundEntry = 70; // but for the words and the key, with room to spare
const QByteArray ResourcePrefix = QByteArrayLiteral("Resource/");

/// Text of a member that needs no escapes; empty for any other.
QByteArray wordOf(const std::vector<SecretJsonMember> &members, std::string_view key)
{
    const SecretJsonMember *const member = memberOf(members, key);
    if (member == nullptr || member->kind != SecretJsonMember::Kind::String ||
        member->token.size() > static_cast<std::size_t>(MaximumWord) ||
        member->token.find('\\') != std::string_view::npos)
        return {};
    return {member->token.data(), static_cast<qsizetype>(member->token.size())};
}

SecretBuffer keyIn(const std::vector<SecretJsonMember> &members)
{
    const SecretJsonMember *const member = memberOf(members, "session_key");
    return member != nullptr && member->kind == SecretJsonMember::Kind::String ? sessionKeyFromText(member->token)
                                                                               : SecretBuffer();
}

std::string_view viewOf(const QByteArray &bytes)
{
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

QByteArray ownerOf(const QString &resourceId)
{
    return ResourcePrefix + resourceId.toLatin1().toLower();
}

} // namespace

Expected<PassboltSessionKeyBundle> PassboltSessionKeyBundle::parse(const SecretBuffer &plaintext)
{
    const auto members = splitSecretJson(plaintext.view());
    if (!members)
        return failure(members);
    const SecretJsonMember *const list = memberOf(*members, "session_keys");
    if (wordOf(*members, "object_type") != ObjectType || list == nullptr || list->kind != SecretJsonMember::Kind::Array)
        return failure(ErrorKind::Malformed, QStringLiteral("no session keys"));
    const auto rows = splitSecretJson(list->token, SecretJsonMember::Kind::Array);
    if (!rows)
        return failure(rows);
    PassboltSessionKeyBundle bundle;
    bundle.m_keys.reserve(rows->size() * SessionKeySize);
    bundle.m_entries.reserve(static_cast<qsizetype>(rows->size()));
    for (const SecretJsonMember &row : *rows) {
        const auto entry = splitSecretJson(row.token);
        if (!entry)
            continue;
        const QByteArray model = wordOf(*entry, "foreign_model");
        const QByteArray id = wordOf(*entry, "foreign_id");
        const SecretBuffer key = keyIn(*entry);
        if (!model.isEmpty() && isUuid(QString::fromLatin1(id)) && !key.isEmpty())
            bundle.insert(model + '/' + id.toLower(), wordOf(*entry, "modified"), key.view());
    }
    return bundle;
}

SecretBuffer PassboltSessionKeyBundle::toJson() const
{
    SecretJsonWriter writer(static_cast<std::size_t>(m_entries.size() + 1) * EntrySize);
    writer.beginObject();
    writer.key("object_type");
    writer.text(ObjectType);
    writer.key("session_keys");
    writer.beginArray();
    for (auto it = m_entries.cbegin(); it != m_entries.cend(); ++it) {
        const qsizetype slash = it.key().lastIndexOf('/');
        const SecretBuffer key = sessionKeyToText(keyOf(*it));
        writer.beginObject();
        writer.key("foreign_model");
        writer.rawText(viewOf(it.key()).substr(0, static_cast<std::size_t>(slash)));
        writer.key("foreign_id");
        writer.rawText(viewOf(it.key()).substr(static_cast<std::size_t>(slash) + 1));
        writer.key("session_key");
        writer.rawText(key.view());
        writer.key("modified");
        if (it->modified.isEmpty())
            writer.null();
        else
            writer.rawText(viewOf(it->modified));
        writer.endObject();
    }
    writer.endArray();
    writer.endObject();
    return std::move(writer).take();
}

PassboltSessionKeyBundle PassboltSessionKeyBundle::clone() const
{
    PassboltSessionKeyBundle copy;
    copy.m_entries = m_entries;
    copy.m_keys = m_keys.clone();
    copy.m_jsonSize = m_jsonSize;
    return copy;
}

std::string_view PassboltSessionKeyBundle::keyOf(const Entry &entry) const
{
    return m_keys.view().substr(entry.offset, SessionKeySize);
}

std::string_view PassboltSessionKeyBundle::find(const QString &resourceId, const QByteArray &modified) const
{
    const auto found = m_entries.constFind(ownerOf(resourceId));
    return found != m_entries.cend() && found->modified == modified ? keyOf(*found) : std::string_view();
}

qsizetype PassboltSessionKeyBundle::sizeOf(const QByteArray &owner, const Entry &entry)
{
    return owner.size() + entry.modified.size() + static_cast<qsizetype>(SessionKeyTextSize) + JsonAroundEntry;
}

/// False where there is no room for it.
bool PassboltSessionKeyBundle::insert(const QByteArray &owner, const QByteArray &modified, std::string_view key)
{
    const Entry entry{modified, m_keys.size()};
    const auto old = m_entries.constFind(owner);
    const qsizetype size = m_jsonSize - (old != m_entries.cend() ? sizeOf(owner, *old) : 0) + sizeOf(owner, entry);
    if (size > MaximumJson)
        return false;
    m_jsonSize = size;
    m_entries.insert(owner, entry);
    m_keys.append(key);
    return true;
}

bool PassboltSessionKeyBundle::set(const QString &resourceId, const QByteArray &modified, std::string_view key)
{
    const bool plain = modified.size() <= MaximumWord && !modified.contains('"') && !modified.contains('\\');
    if (!plain || key.size() != SessionKeySize || find(resourceId, modified) == key)
        return false;
    return insert(ownerOf(resourceId), modified, key);
}

void PassboltSessionKeyBundle::addMissing(const PassboltSessionKeyBundle &other)
{
    for (auto it = other.m_entries.cbegin(); it != other.m_entries.cend(); ++it) {
        if (!m_entries.contains(it.key()))
            insert(it.key(), it->modified, other.keyOf(*it));
    }
}

qsizetype PassboltSessionKeyBundle::keepOnly(const QSet<QUuid> &resourceIds)
{
    return m_entries.removeIf([&](const auto &item) {
        const bool gone = item.key().startsWith(ResourcePrefix) &&
                          !resourceIds.contains(QUuid(item.key().mid(ResourcePrefix.size())));
        m_jsonSize -= gone ? sizeOf(item.key(), item.value()) : 0;
        return gone;
    });
}

Expected<std::vector<PassboltSessionKeyRow>> parseSessionKeyRows(const QByteArray &json)
{
    simdjson::dom::parser parser;
    simdjson::dom::element body;
    if (parser.parse(json.constData(), static_cast<std::size_t>(json.size()))["body"].get(body) != simdjson::SUCCESS ||
        (!body.is_array() && !body.is_object()))
        return failure(ErrorKind::Malformed, QStringLiteral("no rows of session keys"));
    std::vector<PassboltSessionKeyRow> rows;
    const auto take = [&rows](const simdjson::dom::element &element) {
        simdjson::dom::object object;
        std::string_view message;
        if (element.get(object) != simdjson::SUCCESS || object["data"].get(message) != simdjson::SUCCESS)
            return;
        PassboltSessionKeyRow row{textOf(object, "id").toLower(), textOf(object, "modified"),
                                  QByteArray(message.data(), static_cast<qsizetype>(message.size()))};
        if (isUuid(row.id))
            rows.push_back(std::move(row));
    };
    if (body.is_object()) {
        take(body);
    } else {
        for (const simdjson::dom::element element : simdjson::dom::array(body))
            take(element);
    }
    std::stable_sort(rows.begin(), rows.end(), [](const auto &a, const auto &b) { return a.modified > b.modified; });
    return rows;
}

} // namespace coffret
