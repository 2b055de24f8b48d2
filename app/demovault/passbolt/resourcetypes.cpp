// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demovault/passbolt/resourcetypes.h"

#include <QHash>
#include <QJsonObject>
#include <QUuid>

#include <map>

namespace coffret::demovault {
namespace {

constexpr QUuid vendorNameSpace{0xd5447ca1, 0x950f, 0x459d, 0x8b, 0x20, 0x86, 0xdd, 0xfd, 0xd0, 0xf9, 0x22};

struct TypeRow
{
    const char *slug;
    const char *name;
    const char *description;
    const char *resource; ///< properties outside the secret
    const char *secret;   ///< properties inside; "*" marks a required one, "raw" is a bare string
};

// Facts about the eleven types of server 5.12; the schemas are put together from the property names.
constexpr TypeRow rows[] = {
    {"password-string", "Simple password",
     "The original passbolt resource type, where the secret is a non empty string.", "name* username uri description",
     "raw"},
    {"password-and-description", "Password with description",
     "A resource with the password and the description encrypted.", "name* username uri", "password* description"},
    {"totp", "Standalone TOTP", "A resource with standalone TOTP fields.", "name* uri", "totp*"},
    {"password-description-totp", "Password, Description and TOTP",
     "A resource with encrypted password, description and TOTP fields.", "name* username uri",
     "password* description totp*"},
    {"v5-password-string", "Simple Password (Deprecated)",
     "The original passbolt resource type, kept for backward compatibility reasons.",
     "name* username uris description icon", "raw"},
    {"v5-default", "Default resource type", "The new default resource type introduced with v5.",
     "name* username uris description icon custom_fields", "object_type password* long_description custom_fields"},
    {"v5-totp-standalone", "Standalone TOTP", "The new standalone TOTP resource type introduced with v5.",
     "name* uris description icon", "object_type totp*"},
    {"v5-default-with-totp", "Default resource type with TOTP",
     "The new default resource type with a TOTP introduced with v5.",
     "name* username uris description icon custom_fields",
     "object_type password* long_description totp* custom_fields"},
    {"v5-custom-fields", "Standalone custom fields", "A resource with standalone custom fields.",
     "name* uris description icon custom_fields*", "object_type* custom_fields*"},
    {"v5-note", "Standalone note", "A resource with standalone notes.", "name* uris description icon",
     "object_type* long_description*"},
    {"v5-pin-code", "Standalone pin code", "A resource with a standalone pin code.", "name* description icon",
     "object_type* pin_code* long_description"},
};

QJsonObject ofType(const char *type)
{
    return {{QStringLiteral("type"), QLatin1String(type)}};
}

QJsonObject text(int maximum)
{
    return {{QStringLiteral("type"), QStringLiteral("string")}, {QStringLiteral("maxLength"), maximum}};
}

QJsonObject anyOf(const QJsonArray &choices)
{
    return {{QStringLiteral("anyOf"), choices}};
}

QJsonObject orNull(const QJsonObject &schema)
{
    return anyOf({schema, ofType("null")});
}

QJsonObject oneOfWords(const QStringList &words)
{
    return {{QStringLiteral("type"), QStringLiteral("string")},
            {QStringLiteral("enum"), QJsonArray::fromStringList(words)}};
}

QJsonObject objectOf(const QStringList &required, const QJsonObject &properties)
{
    return {{QStringLiteral("type"), QStringLiteral("object")},
            {QStringLiteral("required"), QJsonArray::fromStringList(required)},
            {QStringLiteral("properties"), properties}};
}

QJsonObject customFieldsSchema(const QString &prefix)
{
    const QJsonObject value = anyOf({text(20000), ofType("number"), ofType("boolean"), ofType("null")});
    const QJsonObject item =
        objectOf({QStringLiteral("id"), QStringLiteral("type")},
                 {{QStringLiteral("id"), QJsonObject{{QStringLiteral("type"), QStringLiteral("string")},
                                                     {QStringLiteral("format"), QStringLiteral("uuid")}}},
                  {QStringLiteral("type"),
                   oneOfWords({QStringLiteral("text"), QStringLiteral("password"), QStringLiteral("boolean"),
                               QStringLiteral("number"), QStringLiteral("uri")})},
                  {prefix + QStringLiteral("_key"), orNull(text(255))},
                  {prefix + QStringLiteral("_value"), value}});
    return {{QStringLiteral("type"), QStringLiteral("array")},
            {QStringLiteral("maxItems"), 128},
            {QStringLiteral("items"), item}};
}

QJsonObject iconSchema()
{
    const QJsonObject colour{{QStringLiteral("type"), QStringLiteral("string")},
                             {QStringLiteral("pattern"), QStringLiteral("^#(?:[0-9A-Fa-f]{6}|[0-9A-Fa-f]{8})$")}};
    return objectOf({}, {{QStringLiteral("type"),
                          oneOfWords({QStringLiteral("keepass-icon-set"), QStringLiteral("passbolt-icon-set")})},
                         {QStringLiteral("value"), QJsonObject{{QStringLiteral("type"), QStringLiteral("integer")},
                                                               {QStringLiteral("minimum"), 0}}},
                         {QStringLiteral("background_color"), orNull(colour)}});
}

QJsonObject totpSchema()
{
    return objectOf({QStringLiteral("secret_key"), QStringLiteral("digits"), QStringLiteral("algorithm")},
                    {{QStringLiteral("algorithm"), QJsonObject{{QStringLiteral("type"), QStringLiteral("string")},
                                                               {QStringLiteral("minLength"), 4},
                                                               {QStringLiteral("maxLength"), 6}}},
                     {QStringLiteral("secret_key"), text(1024)},
                     {QStringLiteral("digits"), QJsonObject{{QStringLiteral("type"), QStringLiteral("number")},
                                                            {QStringLiteral("minimum"), 6},
                                                            {QStringLiteral("exclusiveMaximum"), 9}}},
                     {QStringLiteral("period"), ofType("number")}});
}

QJsonObject propertySchema(const QString &name, bool inSecret)
{
    if (name == QLatin1String("name"))
        return text(255);
    if (name == QLatin1String("username"))
        return orNull(text(255));
    if (name == QLatin1String("uri"))
        return orNull(text(1024));
    if (name == QLatin1String("uris"))
        return {{QStringLiteral("type"), QStringLiteral("array")},
                {QStringLiteral("items"), orNull(text(1024))},
                {QStringLiteral("maxItems"), 32}};
    if (name == QLatin1String("description"))
        return orNull(text(10000));
    if (name == QLatin1String("long_description"))
        return orNull(text(50000));
    if (name == QLatin1String("icon"))
        return iconSchema();
    if (name == QLatin1String("custom_fields"))
        return customFieldsSchema(inSecret ? QStringLiteral("secret") : QStringLiteral("metadata"));
    if (name == QLatin1String("object_type"))
        return oneOfWords({QStringLiteral("PASSBOLT_SECRET_DATA")});
    if (name == QLatin1String("totp"))
        return totpSchema();
    if (name == QLatin1String("pin_code"))
        return {{QStringLiteral("type"), QStringLiteral("string")},
                {QStringLiteral("minLength"), 4},
                {QStringLiteral("maxLength"), 12},
                {QStringLiteral("pattern"), QStringLiteral("^\\d+$")}};
    return text(4096); // password
}

QJsonObject schemaOf(const char *properties, bool inSecret)
{
    if (qstrcmp(properties, "raw") == 0)
        return text(4096);
    QStringList required;
    QJsonObject schemas;
    const QStringList names = QString::fromLatin1(properties).split(QLatin1Char(' '));
    for (QString name : names) {
        const bool isRequired = name.endsWith(QLatin1Char('*'));
        if (isRequired)
            name.chop(1);
        const QJsonObject schema = propertySchema(name, inSecret);
        name.remove(QStringLiteral("long_"));
        if (isRequired)
            required.append(name);
        schemas.insert(name, schema);
    }
    return objectOf(required, schemas);
}

QJsonArray allTypes()
{
    QJsonArray types;
    const QString installed = QStringLiteral("2023-01-02T07:00:00+00:00");
    std::map<QString, QJsonObject> byId; // the server's order
    for (const TypeRow &row : rows)
        byId.emplace(resourceTypeId(QLatin1String(row.slug)),
                     QJsonObject{{QStringLiteral("id"), resourceTypeId(QLatin1String(row.slug))},
                                 {QStringLiteral("slug"), QLatin1String(row.slug)},
                                 {QStringLiteral("name"), QLatin1String(row.name)},
                                 {QStringLiteral("description"), QLatin1String(row.description)},
                                 {QStringLiteral("definition"),
                                  QJsonObject{{QStringLiteral("resource"), schemaOf(row.resource, false)},
                                              {QStringLiteral("secret"), schemaOf(row.secret, true)}}},
                                 {QStringLiteral("deleted"), QJsonValue::Null},
                                 {QStringLiteral("created"), installed},
                                 {QStringLiteral("modified"), installed}});
    for (const auto &[id, type] : byId)
        types.append(type);
    return types;
}

} // namespace

QString resourceTypeId(const QString &typeSlug)
{
    return QUuid::createUuidV5(vendorNameSpace, QStringLiteral("resource-types.id.") + typeSlug)
        .toString(QUuid::WithoutBraces);
}

QString resourceTypeSlug(const QString &id)
{
    for (const TypeRow &row : rows) {
        if (resourceTypeId(QLatin1String(row.slug)) == id.toLower())
            return QLatin1String(row.slug);
    }
    return {};
}

const QJsonArray &resourceTypes()
{
    static const QJsonArray types = allTypes();
    return types;
}

} // namespace coffret::demovault
