// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/support/jsonvalues.h"

#include "core/secret/jsonsecret.h"

#include <algorithm>
#include <chrono>

namespace coffret {

static_assert(SecretBuffer::Padding >= simdjson::SIMDJSON_PADDING);

namespace {

/// The number that these decimal digits write, or -1.
int digits(std::string_view text)
{
    int number = 0;
    for (const char c : text) {
        if (c < '0' || c > '9')
            return -1;
        number = number * 10 + (c - '0');
    }
    return number;
}

/// "2026-07-31T08:15:00+00:00", the form that servers nearly always send; nothing for any other.
std::optional<QDateTime> usualTime(std::string_view text)
{
    if (text.size() != 25 || text[4] != '-' || text[7] != '-' || text[10] != 'T' || text[13] != ':' ||
        text[16] != ':' || text.substr(19) != "+00:00")
        return std::nullopt;
    const auto number = [text](std::size_t from, std::size_t count) { return digits(text.substr(from, count)); };
    using namespace std::chrono;
    const int month = number(5, 2);
    const int day = number(8, 2);
    const int hour = number(11, 2);
    const int minute = number(14, 2);
    const int second = number(17, 2);
    if (number(0, 4) < 1 || month < 1 || day < 1 || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 ||
        second > 59)
        return std::nullopt;
    const year_month_day date(year(number(0, 4)), std::chrono::month(static_cast<unsigned>(month)),
                              std::chrono::day(static_cast<unsigned>(day)));
    if (!date.ok())
        return std::nullopt;
    const milliseconds time = sys_days(date).time_since_epoch() + hours(hour) + minutes(minute) + seconds(second);
    return QDateTime::fromMSecsSinceEpoch(time.count(), Qt::UTC);
}

} // namespace

QString textOf(const JsonMember &member)
{
    simdjson::dom::element value;
    if (member.get(value) != simdjson::SUCCESS)
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

std::optional<bool> flagOf(const JsonMember &member)
{
    bool value = false;
    if (member.get(value) != simdjson::SUCCESS)
        return std::nullopt;
    return value;
}

QDateTime timeOf(const JsonMember &member)
{
    std::string_view text;
    if (member.get(text) != simdjson::SUCCESS)
        return {};
    if (const auto usual = usualTime(text))
        return *usual;
    return QDateTime::fromString(textOf(member), Qt::ISODateWithMs).toUTC();
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
