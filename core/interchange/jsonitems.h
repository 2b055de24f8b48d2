// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/interchange/itembuilder.h"
#include "core/secret/secretjson.h"

namespace coffret {

/// Members of one object of a file, read where they lie. What is missing or of another type is as if it were not there.
class JsonItem
{
public:
    using Kind = SecretJsonMember::Kind;

    /// json: an object in the file's arena; anything else has no members.
    explicit JsonItem(std::string_view json);
    explicit JsonItem(const SecretJsonMember *member);

    [[nodiscard]] bool isEmpty() const { return m_members.empty(); }
    [[nodiscard]] const std::vector<SecretJsonMember> &members() const { return m_members; }
    [[nodiscard]] const SecretJsonMember *member(std::string_view key) const { return memberOf(m_members, key); }
    [[nodiscard]] JsonItem object(std::string_view key) const { return JsonItem(member(key)); }
    /// The elements of a list; empty for anything else.
    [[nodiscard]] std::vector<SecretJsonMember> list(std::string_view key) const;
    /// Text, digits of a number, true or false. The view lies in the arena; empty for anything else. A text that is
    /// none (lone surrogates) is one null, which no item takes.
    [[nodiscard]] std::string_view value(std::string_view key, SecretArena &arena) const;
    [[nodiscard]] QString text(std::string_view key) const { return plainScalar(member(key)); }
    [[nodiscard]] bool isTrue(std::string_view key) const;

private:
    std::vector<SecretJsonMember> m_members;
};

[[nodiscard]] std::string_view valueOf(const SecretJsonMember *member, SecretArena &arena);
[[nodiscard]] std::vector<SecretJsonMember> listOf(const SecretJsonMember *member);

} // namespace coffret
