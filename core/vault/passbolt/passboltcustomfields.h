// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/secretdraft.h"
#include "core/vault/passbolt/passboltjson.h"
#include "core/vault/passbolt/passbolttypes.h"

#include <optional>

namespace coffret {

/// The custom fields a resource shall have: those of a draft, matched to those it has. Labels are metadata; a value is
/// in the secret, or in the metadata where it is for everybody to see who may list it. Points into the draft and the
/// plaintexts it was made from.
class PassboltCustomFields
{
public:
    /// metadata and secret: the members of both plaintexts as they are; empty for a new resource. Malformed when these
    /// are not arrays of objects, TooLarge when there are more than MaximumPassboltCustomFields.
    [[nodiscard]] static Expected<PassboltCustomFields> plan(const SecretDraft &draft, const PassboltType &type,
                                                             const std::vector<SecretJsonMember> &metadata,
                                                             const std::vector<SecretJsonMember> &secret);

    [[nodiscard]] bool isEmpty() const { return m_items.empty(); }
    /// The arrays, with the members Coffret does not know.
    void writeMetadata(SecretJsonWriter &writer) const;
    void writeSecret(SecretJsonWriter &writer) const;

private:
    struct Item
    {
        QString id;
        QString label;
        const SecretField *field = nullptr; ///< its value; null: text, or what it has
        std::optional<QString> text;
        bool inMetadata = false;    ///< the value
        bool labelInSecret = false; ///< which is unusual, but possible
        bool wanted = false;        ///< the draft names it
        std::string_view metadata;  ///< element as it is; empty: none
        std::string_view secret;    ///< the same
    };
    [[nodiscard]] Expected<void> takeOver(const std::vector<SecretJsonMember> &members, bool isMetadata);
    Item &claim(const SecretDraft &draft, const QString &key, const QString &label);
    void write(SecretJsonWriter &writer, const Item &item, bool isMetadata) const;
    void writeValue(SecretJsonWriter &writer, const Item &item, const SecretJsonMember *current, bool isMetadata) const;

    std::vector<Item> m_items;
};

/// Whether JSON can say it as a number.
[[nodiscard]] bool isPassboltNumber(std::string_view text);
/// Whether a resource of this type keeps such a field among its custom fields, if it has any.
[[nodiscard]] bool isPassboltCustomField(FieldKind kind, const PassboltType &type);

} // namespace coffret
