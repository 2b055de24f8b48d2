// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/passbolt/passboltrules.h"

#include "core/vault/passbolt/passboltcompose.h"
#include "core/vault/passbolt/passboltjson.h"

#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>
#include <tuple>

namespace coffret {

namespace {

bool hasValue(const SecretDraft &draft, FieldKind kind)
{
    const SecretField *const field = draft.field(fieldKey(kind));
    return field != nullptr && !field->value.isEmpty();
}

bool hasPlace(const PassboltType &type, FieldKind kind)
{
    switch (kind) {
    case FieldKind::Password:
        return type.password;
    case FieldKind::Totp:
        return type.totp;
    case FieldKind::Pin:
        return type.pin;
    case FieldKind::NoteText:
        return type.note;
    default:
        return type.customFields;
    }
}

QStringList valueMisfits(const SecretDraft &draft, const PassboltType &type, bool keepsTotp)
{
    QStringList keys;
    const bool isOurs = isCoffretType(draft.type);
    const bool laidOut = type.password && type.note && !type.totp;
    if (isOurs && !type.is("v5-custom-fields") && !laidOut)
        keys.append(primaryFieldKey(draft.type));
    for (const SecretField &field : draft.fields) {
        if (field.value.isEmpty())
            continue;
        const bool fits =
            isOurs ? field.kind != FieldKind::Totp && field.kind != FieldKind::Pin : hasPlace(type, field.kind);
        if (!fits)
            keys.append(field.key);
    }
    // These types are about nothing else.
    if (type.totp && !keepsTotp && !hasValue(draft, FieldKind::Totp))
        keys.append(fieldKey(FieldKind::Totp));
    if (keepsTotp && !type.totp)
        keys.append(fieldKey(FieldKind::Totp));
    if (type.pin && !hasValue(draft, FieldKind::Pin))
        keys.append(fieldKey(FieldKind::Pin));
    return keys;
}

QStringList misfitsOf(const SecretDraft &draft, const PassboltType &type, const PassboltType *current, bool keepsTotp)
{
    QStringList keys;
    if (draft.valuesChanged)
        keys = valueMisfits(draft, type, keepsTotp);
    else if (current != nullptr && !haveSameSecret(*current, type))
        keys.append(primaryFieldKey(draft.type));
    const bool isOurs = isCoffretType(draft.type);
    // A type that has no user name may have got one, and keeps it while the values are not touched.
    const bool keepsUsername = !draft.valuesChanged && current != nullptr && !current->username;
    if (!draft.username.isEmpty() && !type.username && !keepsUsername && !(isOurs && type.customFields))
        keys.append(QStringLiteral("username"));
    const bool joinsNote = type.note && draft.valuesChanged && !isOurs;
    if (!draft.description.isEmpty() && !type.description && !joinsNote)
        keys.append(QStringLiteral("description"));
    if (draft.uris.size() > type.uris)
        keys.append(QStringLiteral("uris"));
    return keys;
}

/// How natural a type is for such a draft among those that fit; lower is better.
int distance(const SecretDraft &draft, const PassboltType &type)
{
    if (isCoffretType(draft.type))
        return type.is("v5-custom-fields") ? 0 : type.is("password-and-description") ? 1 : 2;
    if (draft.type == SecretType::Note)
        return type.is("v5-note") ? 0 : type.is("password-and-description") ? 1 : 2;
    if (type.rawSecret || type.type == SecretType::Note)
        return 3;
    if (type.password)
        return 1;
    // Standalone types are for what has nothing else.
    const bool standsAlone =
        !hasValue(draft, FieldKind::Password) && draft.field(fieldKey(FieldKind::Password)) == nullptr;
    const bool hasCustom = std::any_of(draft.fields.begin(), draft.fields.end(),
                                       [](const SecretField &field) { return field.kind == FieldKind::Custom; });
    return standsAlone && (type.totp || type.pin || hasCustom) ? 0 : 2;
}

bool mayBecome(const PassboltType &type, const PassboltRules &rules, const PassboltType *current)
{
    if (current == &type)
        return true;
    if (!rules.typeIds.contains(QLatin1String(type.slug)))
        return false;
    if (type.is("v5-password-string")) // cannot be created, only come to
        return current != nullptr && current->is("password-string") && rules.upgrades;
    if (current == nullptr)
        return type.encryptedMetadata ? rules.createsV5 : rules.createsV4;
    return type.encryptedMetadata == current->encryptedMetadata || (type.encryptedMetadata && rules.upgrades);
}

} // namespace

void PassboltRules::takeTypes(const QJsonValue &body)
{
    typeIds.clear();
    for (const QJsonValue row : body.toArray()) {
        const QString id = row[QLatin1String("id")].toString().toLower();
        const bool off = row[QLatin1String("deleted")].isString() || row[QLatin1String("deleted")].toBool();
        if (isUuid(id) && !off)
            typeIds.insert(row[QLatin1String("slug")].toString(), id);
    }
    if (body.isArray() && !typeIds.isEmpty())
        return;
    for (const PassboltType *type : passboltTypes())
        typeIds.insert(QLatin1String(type->slug), QLatin1String(type->id));
}

void PassboltRules::takeMetadataSettings(const QJsonValue &body)
{
    createsV4 = body[QLatin1String("allow_creation_of_v4_resources")].toBool(true);
    createsV5 = body[QLatin1String("allow_creation_of_v5_resources")].toBool(false);
    prefersV5 = body[QLatin1String("default_resource_types")].toString() == QLatin1String("v5");
    upgrades = body[QLatin1String("allow_v4_v5_upgrade")].toBool(false);
}

PassboltChoice choosePassboltType(const SecretDraft &draft, const PassboltRules &rules, const PassboltType *current,
                                  bool keepsTotp)
{
    const PassboltType *const asked = passboltType(draft.vendorType);
    const PassboltType *const start = asked != nullptr ? asked : current;
    const bool wantsV5 =
        start != nullptr ? start->encryptedMetadata : (rules.prefersV5 || !rules.createsV4) && rules.createsV5;
    PassboltChoice best;
    std::tuple<qsizetype, bool, int, int> bestRank;
    for (const PassboltType *type : passboltTypes()) {
        if (!mayBecome(*type, rules, current))
            continue;
        const QStringList misfits = misfitsOf(draft, *type, current, keepsTotp);
        // A type of Coffret's in a description moves to a type with fields as soon as it can.
        const bool stays = type == start && !(isCoffretType(draft.type) && type->encryptedMetadata && type->password);
        const std::tuple<qsizetype, bool, int, int> rank{misfits.size(), type->encryptedMetadata != wantsV5,
                                                         stays ? 0 : 1, distance(draft, *type)};
        if (best.type != nullptr && rank >= bestRank)
            continue;
        best = {type, misfits};
        bestRank = rank;
    }
    return best;
}

} // namespace coffret
