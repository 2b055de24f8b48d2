// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/support/jsonvalues.h"

#include "core/secret/jsonsecret.h"

#include <algorithm>

namespace coffret {

static_assert(SecretBuffer::Padding >= simdjson::SIMDJSON_PADDING);

QString textOf(const simdjson::dom::object &object, std::string_view key)
{
    simdjson::dom::element value;
    if (object.at_key(key).get(value) != simdjson::SUCCESS)
        return {};
    std::string_view text;
    if (value.get(text) == simdjson::SUCCESS)
        return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
    std::int64_t number = 0;
    if (value.get(number) == simdjson::SUCCESS)
        return QString::number(number);
    std::uint64_t large = 0;
    if (value.get(large) == simdjson::SUCCESS)
        return QString::number(large);
    return {};
}

std::optional<bool> flagOf(const simdjson::dom::object &object, std::string_view key)
{
    bool value = false;
    if (object.at_key(key).get(value) != simdjson::SUCCESS)
        return std::nullopt;
    return value;
}

QDateTime timeOf(const simdjson::dom::object &object, std::string_view key)
{
    return QDateTime::fromString(textOf(object, key), Qt::ISODateWithMs).toUTC();
}

namespace {

/// What stands between the quotes of a string member, escapes not resolved; nothing when it is absent or null.
Expected<std::optional<std::string_view>> tokenOf(simdjson::simdjson_result<simdjson::ondemand::value> member)
{
    simdjson::ondemand::value value;
    const auto found = member.get(value);
    if (found == simdjson::NO_SUCH_FIELD)
        return std::optional<std::string_view>();
    simdjson::ondemand::json_type type;
    if (found != simdjson::SUCCESS || value.type().get(type) != simdjson::SUCCESS)
        return failure(ErrorKind::Malformed, QStringLiteral("broken JSON"));
    if (type == simdjson::ondemand::json_type::null)
        return std::optional<std::string_view>();
    if (type != simdjson::ondemand::json_type::string)
        return failure(ErrorKind::Malformed, QStringLiteral("a value that is no text"));
    // From the opening quote to the next structural character: white space may follow the closing quote.
    const std::string_view token = value.raw_json_token();
    const std::size_t last = token.rfind('"');
    if (last == std::string_view::npos || last == 0)
        return failure(ErrorKind::Malformed, QStringLiteral("broken JSON"));
    return std::optional<std::string_view>(token.substr(1, last - 1));
}

QString fromUtf8(std::string_view bytes)
{
    return QString::fromUtf8(bytes.data(), static_cast<qsizetype>(bytes.size()));
}

} // namespace

Expected<std::optional<SecretBuffer>> secretTextOf(simdjson::simdjson_result<simdjson::ondemand::value> member)
{
    const auto token = tokenOf(member);
    if (!token)
        return failure(token);
    if (!*token)
        return std::optional<SecretBuffer>();
    auto text = unescapeJsonString(**token);
    if (!text)
        return failure(text);
    return std::optional<SecretBuffer>(*std::move(text));
}

Expected<QString> plainTextOf(simdjson::simdjson_result<simdjson::ondemand::value> member)
{
    const auto token = tokenOf(member);
    if (!token)
        return failure(token);
    if (!*token)
        return QString();
    const bool plain = std::none_of((*token)->begin(), (*token)->end(),
                                    [](char c) { return c == '\\' || static_cast<unsigned char>(c) < 0x20; });
    if (plain) // a SecretBuffer costs a few system calls, and lists have many texts
        return fromUtf8(**token);
    const auto text = unescapeJsonString(**token);
    if (!text)
        return failure(text);
    return fromUtf8(text->view());
}

simdjson::padded_string_view paddedView(const SecretBuffer &body)
{
    static const simdjson::padded_string nothing;
    if (body.isEmpty())
        return simdjson::padded_string_view(nothing);
    return simdjson::padded_string_view(body.view().data(), body.size(), body.size() + SecretBuffer::Padding);
}

} // namespace coffret
