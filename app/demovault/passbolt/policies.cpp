// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demovault/passbolt/policies.h"

#include "app/demovault/crypto/ids.h"

#include <QJsonArray>

namespace coffret::demovault {
namespace {

const QString byDefault = QStringLiteral("default");

QJsonObject metadataTypes(bool v5)
{
    const QString v4 = QStringLiteral("v4");
    return {{QStringLiteral("default_resource_types"), v5 ? QStringLiteral("v5") : v4},
            {QStringLiteral("default_folder_type"), v4},
            {QStringLiteral("default_tag_type"), v4},
            {QStringLiteral("default_comment_type"), v4},
            {QStringLiteral("allow_creation_of_v5_resources"), v5},
            {QStringLiteral("allow_creation_of_v5_folders"), false},
            {QStringLiteral("allow_creation_of_v5_tags"), false},
            {QStringLiteral("allow_creation_of_v5_comments"), false},
            {QStringLiteral("allow_creation_of_v4_resources"), !v5},
            {QStringLiteral("allow_creation_of_v4_folders"), true},
            {QStringLiteral("allow_creation_of_v4_tags"), true},
            {QStringLiteral("allow_creation_of_v4_comments"), true},
            {QStringLiteral("allow_v5_v4_downgrade"), false},
            {QStringLiteral("allow_v4_v5_upgrade"), false}};
}

QJsonObject passwordPolicies()
{
    QJsonObject generator{{QStringLiteral("length"), 18}, {QStringLiteral("exclude_look_alike_chars"), true}};
    static constexpr const char *masks[] = {"upper", "lower", "digit", "parenthesis", "emoji",
                                            "char1", "char2", "char3", "char4",       "char5"};
    for (const char *mask : masks)
        generator[QStringLiteral("mask_") + QLatin1String(mask)] = qstrcmp(mask, "emoji") != 0;
    return {{QStringLiteral("default_generator"), QStringLiteral("password")},
            {QStringLiteral("password_generator_settings"), generator},
            {QStringLiteral("passphrase_generator_settings"),
             QJsonObject{{QStringLiteral("words"), 9},
                         {QStringLiteral("word_separator"), QStringLiteral(" ")},
                         {QStringLiteral("word_case"), QStringLiteral("lowercase")}}},
            {QStringLiteral("source"), byDefault},
            {QStringLiteral("external_dictionary_check"), true}};
}

QJsonObject passwordExpiry(const QString &mode, const QString &adminId, const PassboltOptions &options)
{
    if (!options.passwordsExpire)
        return {{QStringLiteral("automatic_expiry"), false}, {QStringLiteral("automatic_update"), false}};
    const QString installed = QStringLiteral("2023-01-02T07:00:00+00:00");
    return {{QStringLiteral("id"), uuidOf(mode + QStringLiteral("/password-expiry"))},
            {QStringLiteral("automatic_expiry"), true},
            {QStringLiteral("automatic_update"), true},
            {QStringLiteral("policy_override"), false},
            {QStringLiteral("default_expiry_period"),
             options.expiryDays ? QJsonValue(*options.expiryDays) : QJsonValue(QJsonValue::Null)},
            {QStringLiteral("created"), installed},
            {QStringLiteral("created_by"), adminId},
            {QStringLiteral("modified"), installed},
            {QStringLiteral("modified_by"), adminId}};
}

} // namespace

PassboltPolicies::PassboltPolicies(const QString &mode, const QString &adminId, const PassboltOptions &options)
{
    m_documents = {
        {QStringLiteral("metadata/types"), metadataTypes(mode == QLatin1String("v5"))},
        {QStringLiteral("metadata/keys"), QJsonObject{{QStringLiteral("allow_usage_of_personal_keys"), true},
                                                      {QStringLiteral("zero_knowledge_key_share"), false}}},
        {QStringLiteral("password-policies"), passwordPolicies()},
        {QStringLiteral("password-expiry"), passwordExpiry(mode, adminId, options)},
        {QStringLiteral("export-policies"),
         QJsonObject{{QStringLiteral("allow_csv_format"), false}, {QStringLiteral("source"), byDefault}}},
        {QStringLiteral("secret-revisions"), QJsonObject{{QStringLiteral("max_revisions"), options.revisions},
                                                         {QStringLiteral("allow_sharing_revisions"), false}}},
        {QStringLiteral("user-key-policies"),
         QJsonObject{{QStringLiteral("preferred_key_type"), QStringLiteral("curve")},
                     {QStringLiteral("preferred_key_size"), QJsonValue::Null},
                     {QStringLiteral("preferred_key_curve"), QStringLiteral("curve25519_legacy+ed25519_legacy")},
                     {QStringLiteral("source"), byDefault}}},
        {QStringLiteral("account"), QJsonArray()}};
    if (options.pro)
        m_documents.insert(
            QStringLiteral("user-passphrase-policies"),
            QJsonObject{{QStringLiteral("entropy_minimum"), 50}, {QStringLiteral("external_dictionary_check"), true}});
}

QJsonValue PassboltPolicies::document(const QString &name) const
{
    return m_documents.value(name, QJsonValue::Undefined);
}

bool PassboltPolicies::allows(const char *name, const char *key) const
{
    return document(QLatin1String(name))[QLatin1String(key)].toBool();
}

int PassboltPolicies::number(const char *name, const char *key) const
{
    return document(QLatin1String(name))[QLatin1String(key)].toInt();
}

void PassboltPolicies::change(const QString &name, const QJsonValue &document)
{
    if (document.isNull()) {
        m_documents.remove(name);
        return;
    }
    QJsonObject changed = m_documents.value(name).toObject();
    const QJsonObject changes = document.toObject();
    for (auto it = changes.begin(); it != changes.end(); ++it)
        changed.insert(it.key(), it.value());
    m_documents.insert(name, changed);
}

} // namespace coffret::demovault
