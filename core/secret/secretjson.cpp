// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/secret/secretjson.h"

#include "core/secret/jsonsecret.h"

#include <simdjson.h>

#include <algorithm>

namespace coffret {

namespace {

static_assert(SecretBuffer::Padding >= simdjson::SIMDJSON_PADDING);

using Kind = SecretJsonMember::Kind;
namespace ondemand = simdjson::ondemand;

std::string_view trimmed(std::string_view token)
{
    const std::size_t last = token.find_last_not_of(" \t\r\n");
    return last == std::string_view::npos ? std::string_view() : token.substr(0, last + 1);
}

/// How many digits a text begins with, which are taken off it.
std::size_t takeDigits(std::string_view &text)
{
    const std::size_t count = std::min(text.find_first_not_of("0123456789"), text.size());
    text.remove_prefix(count);
    return count;
}

/// RFC 8259 section 6. simdjson looks at a number where it is asked for its value, which nobody does here.
bool isNumber(std::string_view token)
{
    token.remove_prefix(token.starts_with('-') ? 1 : 0);
    const bool zero = token.starts_with('0');
    const std::size_t whole = takeDigits(token);
    if (whole == 0 || (zero && whole > 1))
        return false;
    if (token.starts_with('.')) {
        token.remove_prefix(1);
        if (takeDigits(token) == 0)
            return false;
    }
    if (token.starts_with('e') || token.starts_with('E')) {
        token.remove_prefix(1);
        token.remove_prefix(token.starts_with('+') || token.starts_with('-') ? 1 : 0);
        if (takeDigits(token) == 0)
            return false;
    }
    return token.empty();
}

/// Fills kind and token from a value; false when it is broken.
bool describe(ondemand::value value, SecretJsonMember &member)
{
    ondemand::json_type type{};
    if (value.type().get(type) != simdjson::SUCCESS)
        return false;
    if (type == ondemand::json_type::object || type == ondemand::json_type::array) {
        const bool isObject = type == ondemand::json_type::object;
        member.kind = isObject ? Kind::Object : Kind::Array;
        ondemand::object object;
        ondemand::array array;
        if (isObject)
            return value.get_object().get(object) == simdjson::SUCCESS &&
                   object.raw_json().get(member.token) == simdjson::SUCCESS;
        return value.get_array().get(array) == simdjson::SUCCESS &&
               array.raw_json().get(member.token) == simdjson::SUCCESS;
    }
    member.token = trimmed(value.raw_json_token());
    if (member.token.empty())
        return false;
    switch (type) {
    case ondemand::json_type::string:
        member.kind = Kind::String;
        if (member.token.size() < 2 || member.token.back() != '"')
            return false;
        member.token = member.token.substr(1, member.token.size() - 2);
        return true;
    case ondemand::json_type::number:
        member.kind = Kind::Number;
        return isNumber(member.token);
    case ondemand::json_type::boolean:
        member.kind = Kind::Bool;
        return member.token == "true" || member.token == "false";
    default:
        member.kind = Kind::Null;
        return member.token == "null";
    }
}

/// True when each member could be taken.
template <typename Container, typename Take>
bool collect(Container container, std::vector<SecretJsonMember> &members, Take take)
{
    for (auto item : container) {
        SecretJsonMember member;
        if (item.error() != simdjson::SUCCESS || !take(item, member))
            return false;
        members.push_back(member);
    }
    return true;
}

bool collectObject(ondemand::document &document, std::vector<SecretJsonMember> &members)
{
    ondemand::object object;
    if (document.get_object().get(object) != simdjson::SUCCESS)
        return false;
    return collect(object, members, [](auto &item, SecretJsonMember &member) {
        ondemand::field field = item.value_unsafe();
        const char *const key = field.key().raw();
        std::size_t length = 0;
        while (key[length] != '"') // stage one has seen the closing quote
            length += key[length] == '\\' ? 2 : 1;
        member.key = {key, length};
        return describe(field.value(), member);
    });
}

bool collectArray(ondemand::document &document, std::vector<SecretJsonMember> &members)
{
    ondemand::array array;
    if (document.get_array().get(array) != simdjson::SUCCESS)
        return false;
    return collect(array, members,
                   [](auto &item, SecretJsonMember &member) { return describe(item.value_unsafe(), member); });
}

} // namespace

bool isWholeSecretJson(std::string_view json)
{
    return splitSecretJson(json).has_value();
}

Expected<std::vector<SecretJsonMember>> splitSecretJson(std::string_view json, Kind kind)
{
    const auto malformed = failure(ErrorKind::Malformed, QStringLiteral("not the JSON this secret should hold"));
    ondemand::parser parser;
    ondemand::document document;
    if (json.empty() ||
        parser.iterate(simdjson::padded_string_view(json.data(), json.size(), json.size() + simdjson::SIMDJSON_PADDING))
                .get(document) != simdjson::SUCCESS)
        return malformed;
    std::vector<SecretJsonMember> members;
    const bool whole = kind == Kind::Array ? collectArray(document, members) : collectObject(document, members);
    if (!whole || document.current_location().error() != simdjson::OUT_OF_BOUNDS) // something follows
        return malformed;
    return members;
}

const SecretJsonMember *memberOf(const std::vector<SecretJsonMember> &members, std::string_view key)
{
    const auto found = std::find_if(members.crbegin(), members.crend(),
                                    [key](const SecretJsonMember &member) { return member.key == key; });
    return found == members.crend() ? nullptr : &*found;
}

Expected<SecretBuffer> secretScalar(const SecretJsonMember *member)
{
    if (member == nullptr || member->kind == Kind::Null)
        return SecretBuffer();
    if (member->kind == Kind::String)
        return unescapeJsonString(member->token);
    if (member->kind == Kind::Number || member->kind == Kind::Bool)
        return SecretBuffer::copyOf(member->token);
    return failure(ErrorKind::Malformed, QStringLiteral("a value is not text"));
}

void writeValue(SecretJsonWriter &writer, const SecretJsonMember &member)
{
    if (member.kind == Kind::String)
        writer.rawText(member.token);
    else
        writer.raw(member.token);
}

void writeMember(SecretJsonWriter &writer, const SecretJsonMember &member)
{
    writer.rawKey(member.key);
    writeValue(writer, member);
}

Expected<SecretBuffer> secretText(const std::vector<SecretJsonMember> &members, std::string_view key)
{
    const SecretJsonMember *const member = memberOf(members, key);
    if (member == nullptr || member->kind != Kind::String)
        return failure(ErrorKind::Malformed, QStringLiteral("a field is missing or not text"));
    return unescapeJsonString(member->token);
}

QString plainScalar(const SecretJsonMember *member)
{
    const auto needsDecoding = [](char c) { return c == '\\' || static_cast<unsigned char>(c) < 0x20; };
    const auto fromUtf8 = [](std::string_view text) {
        return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
    };
    // A SecretBuffer costs a few system calls, and lists have many texts.
    if (member != nullptr && member->kind == Kind::String &&
        std::none_of(member->token.begin(), member->token.end(), needsDecoding))
        return fromUtf8(member->token);
    const Expected<SecretBuffer> text = secretScalar(member);
    return text ? fromUtf8(text->view()) : QString();
}

QString plainText(const std::vector<SecretJsonMember> &members, std::string_view key)
{
    const SecretJsonMember *const member = memberOf(members, key);
    return member != nullptr && member->kind == Kind::String ? plainScalar(member) : QString();
}

} // namespace coffret
