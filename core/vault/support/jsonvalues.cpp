// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/support/jsonvalues.h"

#include "core/secret/jsonsecret.h"

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

Expected<std::optional<SecretBuffer>> secretTextOf(simdjson::simdjson_result<simdjson::ondemand::value> member)
{
    simdjson::ondemand::value value;
    const auto found = member.get(value);
    if (found == simdjson::NO_SUCH_FIELD)
        return std::optional<SecretBuffer>();
    simdjson::ondemand::json_type type;
    if (found != simdjson::SUCCESS || value.type().get(type) != simdjson::SUCCESS)
        return failure(ErrorKind::Malformed, QStringLiteral("broken JSON"));
    if (type == simdjson::ondemand::json_type::null)
        return std::optional<SecretBuffer>();
    if (type != simdjson::ondemand::json_type::string)
        return failure(ErrorKind::Malformed, QStringLiteral("a value that is no text"));
    // From the opening quote to the next structural character: white space may follow the closing quote.
    std::string_view token = value.raw_json_token();
    const std::size_t last = token.rfind('"');
    if (last == std::string_view::npos || last == 0)
        return failure(ErrorKind::Malformed, QStringLiteral("broken JSON"));
    auto text = unescapeJsonString(token.substr(1, last - 1));
    if (!text)
        return failure(text);
    return std::optional<SecretBuffer>(*std::move(text));
}

Expected<QString> plainTextOf(simdjson::simdjson_result<simdjson::ondemand::value> member)
{
    const auto text = secretTextOf(member);
    if (!text)
        return failure(text);
    if (!*text)
        return QString();
    const std::string_view bytes = (*text)->view();
    return QString::fromUtf8(bytes.data(), static_cast<qsizetype>(bytes.size()));
}

simdjson::padded_string_view paddedView(const SecretBuffer &body)
{
    static const simdjson::padded_string nothing;
    if (body.isEmpty())
        return simdjson::padded_string_view(nothing);
    return simdjson::padded_string_view(body.view().data(), body.size(), body.size() + SecretBuffer::Padding);
}

} // namespace coffret
