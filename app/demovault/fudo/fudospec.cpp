// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demovault/fudo/fudospec.h"

#include <QStringList>

#include <algorithm>

namespace coffret::demovault {
namespace {

using enum FudoAttribute::Flag;

constexpr FudoAttribute secret[] = {
    {"id", "string", ReadOnly},
    {"name", "string", Required},
    {"collection_id", "string", Required},
    {"owner_id", "string", ReadOnly | Expensive},
    {"collection_name", "string", ReadOnly | Hidden | Expensive},
    {"type", "string", Required | Immutable},
    {"description", "string"},
    {"login", "string"},
    {"domain", "string"},
    {"certificate", "string"},
    {"x509_pubkey_fingerprint_sha256", "string", ReadOnly | Expensive},
    {"secret", "string", Protected},
    {"secret_passphrase", "string", Protected},
    {"has_secret", "boolean", ReadOnly | Expensive},
    {"ssh_public_key", "string", ReadOnly | Expensive},
    {"ssh_fingerprint_sha256", "string", ReadOnly | Expensive},
    {"access_policy", "string", ReadOnly | Expensive},
    {"checkout_mode", "string", ReadOnly | Expensive},
    {"my_checkout_id", "string", ReadOnly | Expensive},
    {"created_at", "string", ReadOnly},
    {"modified_at", "string", ReadOnly},
    {"removed", "boolean", ReadOnly},
};

constexpr FudoAttribute secretHistory[] = {
    {"id", "string", ReadOnly | Required},
    {"secret_id", "string", Required},
    {"current", "boolean", ReadOnly | Required},
    {"state", "string", ReadOnly | Required},
    {"created_at", "string", ReadOnly},
    {"modified_at", "string", ReadOnly},
    {"removed", "boolean", ReadOnly},
};

constexpr FudoAttribute secretShared[] = {
    {"id", "string", ReadOnly},
    {"name", "string", ReadOnly},
    {"collection_id", "string", ReadOnly},
    {"collection_name", "string", ReadOnly | Hidden | Expensive},
    {"type", "string", ReadOnly},
    {"description", "string", ReadOnly},
    {"login", "string", ReadOnly},
    {"domain", "string", ReadOnly},
    {"certificate", "string", ReadOnly},
    {"secret", "string", ReadOnly | Protected},
    {"secret_passphrase", "string", ReadOnly | Protected},
    {"has_secret", "boolean", ReadOnly | Expensive},
    {"valid_until", "string", ReadOnly | Expensive},
    {"created_at", "string", ReadOnly},
    {"modified_at", "string", ReadOnly},
    {"removed", "boolean", ReadOnly},
};

constexpr FudoAttribute secretUri[] = {
    {"id", "string", ReadOnly},
    {"secret_id", "string", Required | Immutable},
    {"secret_name", "string", ReadOnly | Hidden | Expensive},
    {"uri", "string", Required},
    {"collection_id", "string", ReadOnly | Hidden | Expensive},
    {"host", "string", ReadOnly | Hidden},
    {"port", "number", ReadOnly | Hidden},
    {"login", "string", ReadOnly | Hidden | Expensive},
    {"domain", "string", ReadOnly | Hidden | Expensive},
    {"vault", "string", ReadOnly | Hidden | Expensive},
    {"created_at", "string", ReadOnly},
    {"modified_at", "string", ReadOnly},
    {"removed", "boolean", ReadOnly},
};

constexpr FudoAttribute collection[] = {
    {"id", "string", ReadOnly},
    {"name", "string", Required},
    {"parent_id", "string"},
    {"owner_id", "string", ReadOnly | Hidden | Protected},
    {"inherit_permissions", "boolean"},
    {"inheritance_target_collection_id", "string", ReadOnly},
    {"subcollections_count", "number", ReadOnly},
    {"secrets_count", "number", ReadOnly},
    {"path_to_root_ids", "array", ReadOnly | Hidden},
    {"path_to_root_names", "array", ReadOnly | Hidden},
    {"accessible_parent_id", "string", ReadOnly | Hidden},
    {"vault", "string", ReadOnly | Hidden},
    {"contains_exposed_secrets", "boolean", ReadOnly},
    {"rights", "array", ReadOnly},
    {"created_at", "string", ReadOnly},
    {"modified_at", "string", ReadOnly},
    {"removed", "boolean", ReadOnly},
};

constexpr FudoAttribute checkout[] = {
    {"secret_id", "string"},
    {"secret_access_id", "string", ReadOnly},
    {"checkout_type", "string", ReadOnly},
    {"expires_at", "string", ReadOnly},
};

constexpr FudoAttribute checkin[] = {{"secret_id", "string", Required}};

} // namespace

std::span<const FudoAttribute> fudoAttributes(const QString &type)
{
    if (type == QLatin1String("secret"))
        return secret;
    if (type == QLatin1String("secret_history"))
        return secretHistory;
    if (type == QLatin1String("secret_shared"))
        return secretShared;
    if (type == QLatin1String("secret_uri"))
        return secretUri;
    if (type == QLatin1String("collection"))
        return collection;
    if (type == QLatin1String("secret_checkout"))
        return checkout;
    if (type == QLatin1String("secret_checkin"))
        return checkin;
    return {};
}

QJsonObject fudoObjectSpec(std::span<const FudoAttribute> attributes)
{
    QJsonObject spec;
    for (const FudoAttribute &attribute : attributes) {
        const QString name = QLatin1String(attribute.name);
        QJsonObject row{{QStringLiteral("type"), QLatin1String(attribute.type)}};
        if (attribute.flags & ReadOnly)
            row[QLatin1String("readonly")] = true;
        if (attribute.flags & Required)
            row[QLatin1String("required")] = true;
        if (name == QLatin1String("id"))
            row[QLatin1String("unique")] = true;
        if (name == QLatin1String("name") && (attribute.flags & Required))
            row[QLatin1String("ignore_case")] = true;
        spec[name] = row;
    }
    return spec;
}

QString fudoRefusal(std::span<const FudoAttribute> attributes, const QJsonObject &body, bool isNew)
{
    const QStringList names = body.keys();
    for (const QString &name : names) {
        const auto attribute = std::find_if(attributes.begin(), attributes.end(), [&name](const FudoAttribute &known) {
            return name == QLatin1String(known.name);
        });
        if (attribute == attributes.end())
            return name + QStringLiteral(" is not known");
        if (attribute->flags & ReadOnly)
            return name + QStringLiteral(" is read-only");
        if (!isNew && (attribute->flags & Immutable))
            return name + QStringLiteral(" cannot be changed");
    }
    return {};
}

QJsonObject fudoSelect(const QJsonObject &row, std::span<const FudoAttribute> attributes, const FudoFields &fields,
                       bool mayReveal)
{
    QJsonObject selected;
    if (fields.given && fields.names.isEmpty()) {
        selected[QLatin1String("id")] = row[QLatin1String("id")];
        return selected;
    }
    for (const FudoAttribute &attribute : attributes) {
        const QString name = QLatin1String(attribute.name);
        const QJsonValue value = row[name];
        const bool isProtected = attribute.flags & Protected;
        if (fields.given) {
            if (fields.names.contains(name) && (!isProtected || mayReveal))
                selected[name] = value.isUndefined() ? QJsonValue(QJsonValue::Null) : value;
        } else if (!(attribute.flags & Hidden) && !isProtected && !value.isUndefined() && !value.isNull()) {
            selected[name] = value;
        }
    }
    return selected;
}

} // namespace coffret::demovault
