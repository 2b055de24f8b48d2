// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/passbolt/passboltcustomfields.h"

#include <QUuid>

#include <algorithm>
#include <charconv>

namespace coffret {

namespace {

using Kind = SecretJsonMember::Kind;
using Members = std::vector<SecretJsonMember>;

constexpr auto KeyPrefix = "custom:";

/// The key's own id, so that an editor may choose one; a new one for any other key.
QString newIdFor(const QString &key)
{
    const QString own =
        key.startsWith(QLatin1String(KeyPrefix)) ? key.mid(static_cast<int>(qstrlen(KeyPrefix))) : QString();
    return isUuid(own) ? own : QUuid::createUuid().toString(QUuid::WithoutBraces);
}

/// Numbers and truth values stay that where the new value is one too.
void writeLike(SecretJsonWriter &writer, std::string_view value, const SecretJsonMember *current)
{
    const Kind kind = current == nullptr ? Kind::String : current->kind;
    if (kind == Kind::Null && value.empty())
        writer.null();
    else if ((kind == Kind::Bool && (value == "true" || value == "false")) ||
             (kind == Kind::Number && isPassboltNumber(value)))
        writer.raw(value);
    else
        writer.text(value);
}

std::string_view typeOf(const SecretField *field)
{
    if (field == nullptr)
        return "text";
    switch (field->customKind.value_or(field->isProtected ? CustomKind::Password : CustomKind::Text)) {
    case CustomKind::Password:
        return "password";
    case CustomKind::Number:
        return "number";
    case CustomKind::Boolean:
        return "boolean";
    case CustomKind::Uri:
        return "uri";
    case CustomKind::Text:
        break;
    }
    return "text";
}

/// The value of a new field, by what it is meant to hold. In metadata only what every client reads as the same
/// number is written as one.
void writeAs(SecretJsonWriter &writer, std::string_view value, CustomKind kind, bool isMetadata)
{
    const bool isWhole = value.size() <= 15 && value.find_first_not_of("-0123456789") == std::string_view::npos;
    const bool isPlain = (kind == CustomKind::Boolean && (value == "true" || value == "false")) ||
                         (kind == CustomKind::Number && isPassboltNumber(value) && (isWhole || !isMetadata));
    if (isPlain)
        writer.raw(value);
    else
        writer.text(value);
}

void writeText(SecretJsonWriter &writer, const QString &text)
{
    const QByteArray utf8 = text.toUtf8();
    writer.text({utf8.constData(), static_cast<std::size_t>(utf8.size())});
}

} // namespace

bool isPassboltNumber(std::string_view text)
{
    const auto digitAt = [text](std::size_t pos) { return pos < text.size() && text[pos] >= '0' && text[pos] <= '9'; };
    const std::size_t first = text.starts_with('-') ? 1 : 0;
    const std::size_t point = text.find('.');
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return digitAt(first) && !(text[first] == '0' && digitAt(first + 1)) &&
           (point == std::string_view::npos || digitAt(point + 1)) && error == std::errc() &&
           end == text.data() + text.size();
}

bool isPassboltCustomField(FieldKind kind, const PassboltType &type)
{
    switch (kind) {
    case FieldKind::Password:
        return !type.password;
    case FieldKind::Totp:
        return !type.totp;
    case FieldKind::Pin:
        return !type.pin;
    case FieldKind::NoteText:
        return !type.note;
    default:
        return true;
    }
}

Expected<void> PassboltCustomFields::takeOver(const Members &members, bool isMetadata)
{
    const SecretJsonMember *const array = memberOf(members, "custom_fields");
    if (array == nullptr || array->kind == Kind::Null)
        return {};
    const auto elements = splitSecretJson(array->token, Kind::Array);
    if (!elements)
        return failure(elements);
    if (elements->size() > MaximumPassboltCustomFields) // no editor has seen them all
        return failure(ErrorKind::TooLarge, QStringLiteral("too many custom fields"));
    for (const SecretJsonMember &element : *elements) {
        const auto inside = splitSecretJson(element.token);
        if (!inside)
            return failure(inside);
        const QString id = plainText(*inside, "id");
        const auto known = std::find_if(m_items.begin(), m_items.end(), [&](const Item &i) { return i.id == id; });
        Item &item = known == m_items.end() ? m_items.emplace_back() : *known;
        item.id = id;
        (isMetadata ? item.metadata : item.secret) = element.token;
        const QString label = plainText(*inside, isMetadata ? "metadata_key" : "secret_key");
        if (item.label.isEmpty() && !label.isEmpty()) {
            item.label = label;
            item.labelInSecret = !isMetadata;
        }
        const Expected<SecretBuffer> value = secretScalar(memberOf(*inside, "metadata_value"));
        item.inMetadata = item.inMetadata || (isMetadata && value && !value->isEmpty());
    }
    return {};
}

/// The item that fieldNamed() calls key, each one once; a new one where there is none.
PassboltCustomFields::Item &PassboltCustomFields::claim(const SecretDraft &draft, const QString &key,
                                                        const QString &label)
{
    const auto found = std::find_if(m_items.begin(), m_items.end(), [&](const Item &item) {
        return item.field == nullptr && !item.text && fieldNamed(draft.type, item.label, item.id).key == key;
    });
    Item &item = found == m_items.end() ? m_items.emplace_back() : *found;
    if (item.id.isEmpty())
        item.id = newIdFor(key);
    if (!label.isEmpty())
        item.label = label;
    item.wanted = true;
    return item;
}

Expected<PassboltCustomFields> PassboltCustomFields::plan(const SecretDraft &draft, const PassboltType &type,
                                                          const Members &metadata, const Members &secret)
{
    PassboltCustomFields plan;
    for (const bool isMetadata : {true, false}) {
        const Expected<void> taken = plan.takeOver(isMetadata ? metadata : secret, isMetadata);
        if (!taken)
            return failure(taken);
    }
    if (type.is("v5-custom-fields") && isCoffretType(draft.type)) {
        const QString markerLabel = QLatin1String(CoffretTypeLabel);
        const auto marker = std::find_if(plan.m_items.begin(), plan.m_items.end(),
                                         [&](const Item &item) { return item.label == markerLabel; });
        Item &mark = marker == plan.m_items.end() ? plan.m_items.emplace_back() : *marker;
        mark = Item{mark.id.isEmpty() ? newIdFor({}) : mark.id,
                    markerLabel,
                    nullptr,
                    toString(draft.type),
                    true,
                    false,
                    true,
                    mark.metadata,
                    mark.secret};
        // The type has no user name beside the values.
        const QString userKey = fieldKey(FieldKind::Username);
        if (draft.field(userKey) == nullptr && !draft.username.isEmpty()) {
            Item &user = plan.claim(draft, userKey, {});
            if (user.label.isEmpty())
                user.label = passboltLabel(FieldKind::Username);
            user.text = draft.username;
            user.inMetadata = true;
        }
    }
    const bool isLaidOut = isCoffretType(draft.type) && type.password; // then passboltNote() has all of them
    for (const SecretField &field : draft.fields) {
        if (isLaidOut || !isPassboltCustomField(field.kind, type))
            continue;
        Item &item = plan.claim(draft, field.key, field.label);
        if (item.label.isEmpty())
            item.label = passboltLabel(field.kind);
        if (item.metadata.empty() && item.secret.empty())
            item.inMetadata = !field.isProtected;
        item.field = &field;
    }
    if (draft.valuesChanged)
        std::erase_if(plan.m_items, [](const Item &item) { return !item.wanted; });
    return plan;
}

void PassboltCustomFields::writeMetadata(SecretJsonWriter &writer) const
{
    writer.beginArray();
    for (const Item &item : m_items) {
        if (!item.metadata.empty() || item.secret.empty() || !item.labelInSecret)
            write(writer, item, true);
    }
    writer.endArray();
}

void PassboltCustomFields::writeSecret(SecretJsonWriter &writer) const
{
    writer.beginArray();
    for (const Item &item : m_items)
        write(writer, item, false);
    writer.endArray();
}

void PassboltCustomFields::write(SecretJsonWriter &writer, const Item &item, bool isMetadata) const
{
    const std::string_view keyName = isMetadata ? "metadata_key" : "secret_key";
    const std::string_view valueName = isMetadata ? "metadata_value" : "secret_value";
    const std::string_view element = isMetadata ? item.metadata : item.secret;
    const Members members = element.empty() ? Members() : splitSecretJson(element).value_or(Members());
    const bool isNew = members.empty();
    writer.beginObject();
    if (isNew) {
        writer.key("id");
        writeText(writer, item.id);
        writer.key("type");
        writer.text(typeOf(item.field));
    }
    for (const SecretJsonMember &member : members) {
        if (member.key != keyName && member.key != valueName)
            writeMember(writer, member);
    }
    writer.key(keyName);
    if (item.labelInSecret == isMetadata)
        writer.null();
    else
        writeText(writer, item.label);
    writer.key(valueName);
    if (item.inMetadata == isMetadata)
        writeValue(writer, item, memberOf(members, valueName), isMetadata);
    else
        writer.null();
    writer.endObject();
}

void PassboltCustomFields::writeValue(SecretJsonWriter &writer, const Item &item, const SecretJsonMember *current,
                                      bool isMetadata) const
{
    if (item.field != nullptr && item.field->customKind && current == nullptr)
        writeAs(writer, item.field->value.view(), *item.field->customKind, isMetadata);
    else if (item.field != nullptr)
        writeLike(writer, item.field->value.view(), current);
    else if (item.text)
        writeText(writer, *item.text);
    else if (current != nullptr)
        coffret::writeValue(writer, *current);
    else
        writer.null();
}

} // namespace coffret
