// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/secret.h"

#include <QHash>
#include <QString>

#include <vector>

namespace coffret {

/// What a Passbolt resource type holds. Built in, because servers have served broken definitions.
struct PassboltType
{
    const char *slug;
    const char *id; ///< the same on every server, yet looked up there first
    SecretType type;
    bool encryptedMetadata;
    bool rawSecret; ///< the plaintext is the password itself, even when it looks like JSON
    bool password;
    bool note; ///< "description" inside the secret
    bool totp;
    bool pin;
    bool customFields;
    // What it has beside the values:
    bool username;
    bool description;
    int uris; ///< at most this many

    [[nodiscard]] bool is(const char *otherSlug) const { return qstrcmp(slug, otherSlug) == 0; }
};

/// Every known type, in no particular order.
[[nodiscard]] std::vector<const PassboltType *> passboltTypes();

/// Null for a slug this version does not know.
[[nodiscard]] const PassboltType *passboltType(const QString &slug);
/// The slugs of the known types by their well-known ids.
[[nodiscard]] QHash<QString, QString> builtInPassboltSlugs();

/// A custom field as far as the metadata tells: its value lies in the secret, unless value is set here.
struct PassboltCustomField
{
    QString id;
    QString label;
    QString value;
    bool hasValue = false;
};

/// More of them in one resource are not read: a server could send any number.
inline constexpr std::size_t MaximumPassboltCustomFields = 128;

/// Coffret's own types travel in v5-custom-fields, told by a field of this label.
inline constexpr auto CoffretTypeLabel = "coffret-type";

/// A field of an SSH key, API key or certificate is known by its label. Custom for any other.
struct PassboltFieldName
{
    FieldKind kind = FieldKind::Custom;
    QString key;
};
[[nodiscard]] PassboltFieldName fieldNamed(SecretType type, const QString &label, const QString &customId);
/// The label a field of this kind is given, so that fieldNamed() knows it again. Passbolt's own pages show it too.
[[nodiscard]] QString passboltLabel(FieldKind kind);
/// SSH keys, API keys and certificates: types Passbolt does not have.
[[nodiscard]] bool isCoffretType(SecretType type);

} // namespace coffret
