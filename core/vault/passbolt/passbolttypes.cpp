// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/passbolt/passbolttypes.h"

#include <algorithm>
#include <array>

namespace coffret {

namespace {

// clang-format off
constexpr std::array Types{
    //           slug                         id                                      type              meta   raw    pass   note   totp   pin    custom user   desc   uris
    PassboltType{"password-string",           "669f8c64-242a-59fb-92fc-81f660975fd3", SecretType::Login, false, true,  true,  false, false, false, false, true,  true,  1},
    PassboltType{"password-and-description",  "a28a04cd-6f53-518a-967c-9963bf9cec51", SecretType::Login, false, false, true,  true,  false, false, false, true,  false, 1},
    PassboltType{"totp",                      "05ba5c75-504d-5ad6-819a-83af68867d86", SecretType::Login, false, false, false, false, true,  false, false, false, false, 1},
    PassboltType{"password-description-totp", "8cca88d9-a3f6-56df-b860-3ef08de5c5c4", SecretType::Login, false, false, true,  true,  true,  false, false, true,  false, 1},
    PassboltType{"v5-password-string",        "761e5863-e17e-5ded-b3c2-76ffd5d0a2dc", SecretType::Login, true,  true,  true,  false, false, false, false, true,  true,  32},
    PassboltType{"v5-default",                "dd1f723d-0d1e-513f-8218-4055dc0530d0", SecretType::Login, true,  false, true,  true,  false, false, true,  true,  true,  32},
    PassboltType{"v5-totp-standalone",        "bb2280b5-c4d9-569c-9337-62b307f1139c", SecretType::Login, true,  false, false, false, true,  false, false, false, true,  32},
    PassboltType{"v5-default-with-totp",      "7438294d-f71c-5164-ba95-d9e60e295564", SecretType::Login, true,  false, true,  true,  true,  false, true,  true,  true,  32},
    PassboltType{"v5-custom-fields",          "0551544e-2ccd-5ce8-95cf-86f0aab0f827", SecretType::Login, true,  false, false, false, false, false, true,  false, true,  32},
    PassboltType{"v5-note",                   "0a72c76b-b8e6-53f0-8bef-0a8ca6b5c764", SecretType::Note,  true,  false, false, true,  false, false, false, false, true,  32},
    PassboltType{"v5-pin-code",               "4357bbc7-ed4d-52ff-b59d-9f7f17881bb3", SecretType::Login, true,  false, false, true,  false, true,  false, false, true,  0},
};
// clang-format on

struct Named
{
    const char *label; ///< compared without case, spaces, dashes; of several with one kind the first is written
    FieldKind kind;
};
constexpr std::array Names{
    Named{"Username", FieldKind::Username},
    Named{"Private key", FieldKind::PrivateKey},
    Named{"Public key", FieldKind::PublicKey},
    Named{"Passphrase", FieldKind::Passphrase},
    Named{"Fingerprint", FieldKind::Fingerprint},
    Named{"API key", FieldKind::Token},
    Named{"Token", FieldKind::Token},
    Named{"Certificate", FieldKind::Certificate},
    Named{"Domain", FieldKind::Domain},
    Named{"Note", FieldKind::NoteText},
};

QString folded(const QString &label)
{
    QString text = label.toLower();
    text.removeIf([](QChar c) { return c == QLatin1Char(' ') || c == QLatin1Char('-') || c == QLatin1Char('_'); });
    return text;
}

} // namespace

const PassboltType *passboltType(const QString &slug)
{
    const auto found = std::find_if(Types.cbegin(), Types.cend(),
                                    [&](const PassboltType &type) { return slug == QLatin1String(type.slug); });
    return found == Types.cend() ? nullptr : &*found;
}

std::vector<const PassboltType *> passboltTypes()
{
    std::vector<const PassboltType *> types;
    for (const PassboltType &type : Types)
        types.push_back(&type);
    return types;
}

QHash<QString, QString> builtInPassboltSlugs()
{
    QHash<QString, QString> slugs;
    for (const PassboltType &type : Types)
        slugs.insert(QLatin1String(type.id), QLatin1String(type.slug));
    return slugs;
}

PassboltFieldName fieldNamed(SecretType type, const QString &label, const QString &customId)
{
    const PassboltFieldName custom{FieldKind::Custom, QLatin1String("custom:") + customId};
    if (!isCoffretType(type))
        return custom;
    for (const Named &named : Names) {
        if (folded(label) == folded(QLatin1String(named.label)))
            return {named.kind, fieldKey(named.kind)};
    }
    return custom;
}

QString passboltLabel(FieldKind kind)
{
    const auto found = std::find_if(Names.cbegin(), Names.cend(), [kind](const Named &n) { return n.kind == kind; });
    return found == Names.cend() ? QString() : QString(QLatin1String(found->label));
}

bool isCoffretType(SecretType type)
{
    return type == SecretType::SshKey || type == SecretType::ApiKey || type == SecretType::Certificate;
}

} // namespace coffret
