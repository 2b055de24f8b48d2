// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <span>

namespace coffret::demovault {

/// One attribute of a Fudo object type, as the vendor's model tables have it.
struct FudoAttribute
{
    enum Flag : unsigned {
        None = 0,
        ReadOnly = 1,
        Required = 2,
        Immutable = 4,
        Hidden = 8,
        Expensive = 16,
        Protected = 32
    };
    const char *name;
    const char *type;
    unsigned flags = None;
};

/// Empty for a type without a table: secret, secret_history, secret_shared, secret_uri, collection, …
[[nodiscard]] std::span<const FudoAttribute> fudoAttributes(const QString &type);
/// The answer of /objspec/<type>, without "result".
[[nodiscard]] QJsonObject fudoObjectSpec(std::span<const FudoAttribute> attributes);

/// Why a body has no such form: an attribute that the table does not have, that only the server writes, or that stays
/// as it was made. Empty: it has.
[[nodiscard]] QString fudoRefusal(std::span<const FudoAttribute> attributes, const QJsonObject &body, bool isNew);

/// What the fields parameter asks for.
struct FudoFields
{
    bool given = false;
    QStringList names;
};

/// The row as a GET shows it. Without fields: everything that is neither null, hidden nor protected. With fields:
/// exactly those, null included; an empty list leaves only the id. Protected attributes only pass when mayReveal.
[[nodiscard]] QJsonObject fudoSelect(const QJsonObject &row, std::span<const FudoAttribute> attributes,
                                     const FudoFields &fields, bool mayReveal = false);

} // namespace coffret::demovault
