// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interchange/jsonitems.h"

#include "core/secret/jsonsecret.h"

namespace coffret {

using Kind = SecretJsonMember::Kind;

JsonItem::JsonItem(std::string_view json)
{
    if (auto members = splitSecretJson(json))
        m_members = *std::move(members);
}

JsonItem::JsonItem(const SecretJsonMember *member)
    : JsonItem(member != nullptr && member->kind == Kind::Object ? member->token : std::string_view())
{
}

std::vector<SecretJsonMember> JsonItem::list(std::string_view key) const
{
    return listOf(member(key));
}

std::string_view JsonItem::value(std::string_view key, SecretArena &arena) const
{
    return valueOf(member(key), arena);
}

bool JsonItem::isTrue(std::string_view key) const
{
    const SecretJsonMember *const found = member(key);
    return found != nullptr && found->kind == Kind::Bool && found->token == "true";
}

std::string_view valueOf(const SecretJsonMember *member, SecretArena &arena)
{
    constexpr std::string_view NoText("\0", 1);
    if (member == nullptr)
        return {};
    if (member->kind == Kind::Number || member->kind == Kind::Bool)
        return member->token;
    if (member->kind != Kind::String)
        return {};
    if (member->token.find('\\') == std::string_view::npos)
        return member->token; // as it stands
    const std::string_view token = member->token;
    return arena
        .keep(token.size(), [token](SecretBuffer &block) { return unescapeJsonString(token, block).has_value(); })
        .value_or(NoText);
}

std::vector<SecretJsonMember> listOf(const SecretJsonMember *member)
{
    if (member == nullptr || member->kind != Kind::Array)
        return {};
    auto elements = splitSecretJson(member->token, Kind::Array);
    return elements ? *std::move(elements) : std::vector<SecretJsonMember>();
}

} // namespace coffret
