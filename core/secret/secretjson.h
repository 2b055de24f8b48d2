// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/secret/jsonwriter.h"
#include "core/secret/secretbuffer.h"

#include <string_view>
#include <vector>

namespace coffret {

/// One member of an object that was not copied out of the memory it was parsed in.
struct SecretJsonMember
{
    enum class Kind { String, Number, Bool, Null, Object, Array };
    std::string_view key;   ///< between its quotes, escapes not resolved
    std::string_view token; ///< String: between its quotes, still escaped; others: as written
    Kind kind = Kind::Null;
};
/// Takes one level of JSON apart where it lies. json must be followed by SecretBuffer::Padding readable bytes, which
/// any part of a SecretBuffer is. kind: Object, or Array, whose elements have an empty key. Malformed for anything but
/// one whole such value.
[[nodiscard]] Expected<std::vector<SecretJsonMember>>
splitSecretJson(std::string_view json, SecretJsonMember::Kind kind = SecretJsonMember::Kind::Object);
/// Whether json, in memory of the same kind, is one object from its beginning to its end. A parser that reads on demand
/// looks no further than it has to, and would take one that was cut off, or goes on, for whole.
[[nodiscard]] bool isWholeSecretJson(std::string_view json);
/// The member named key (the last one, as JSON readers do), or null.
[[nodiscard]] const SecretJsonMember *memberOf(const std::vector<SecretJsonMember> &members, std::string_view key);
/// Text of a string, digits of a number, true or false; empty for null and for a missing member (a null pointer).
[[nodiscard]] Expected<SecretBuffer> secretScalar(const SecretJsonMember *member);
/// A value, or a member with its key, as it stood.
void writeValue(SecretJsonWriter &writer, const SecretJsonMember &member);
void writeMember(SecretJsonWriter &writer, const SecretJsonMember &member);
/// The text of a string member; Malformed for other kinds or a missing member.
[[nodiscard]] Expected<SecretBuffer> secretText(const std::vector<SecretJsonMember> &members, std::string_view key);
/// The same for what is not a secret; empty for anything else.
[[nodiscard]] QString plainScalar(const SecretJsonMember *member);
[[nodiscard]] QString plainText(const std::vector<SecretJsonMember> &members, std::string_view key);

} // namespace coffret
