// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interchange/exporttexts.h"

#include <algorithm>

namespace coffret {

QString exportLabel(const ForeignField &field)
{
    switch (field.kind) {
    case FieldKind::Username:
        return QStringLiteral("User name");
    case FieldKind::Password:
        return QStringLiteral("Password");
    case FieldKind::Totp:
        return QStringLiteral("One-time code");
    case FieldKind::PrivateKey:
        return QStringLiteral("Private key");
    case FieldKind::PublicKey:
        return QStringLiteral("Public key");
    case FieldKind::Passphrase:
        return QStringLiteral("Passphrase");
    case FieldKind::Fingerprint:
        return QStringLiteral("Fingerprint");
    case FieldKind::Token:
        return QStringLiteral("Token");
    case FieldKind::Certificate:
        return QStringLiteral("Certificate");
    case FieldKind::Domain:
        return QStringLiteral("Domain");
    case FieldKind::Uri:
        return QStringLiteral("Address");
    case FieldKind::NoteText:
        return QStringLiteral("Note");
    case FieldKind::Description:
        return QStringLiteral("Description");
    case FieldKind::Pin:
        return QStringLiteral("PIN");
    case FieldKind::Custom:
        break;
    }
    return field.label.isEmpty() ? QStringLiteral("Field") : field.label;
}

ExportColumns columnsOf(const ForeignItem &item)
{
    ExportColumns columns;
    if (!item.username.isEmpty())
        columns.usernames.append(item.username);
    columns.uris = item.uris;
    if (!item.description.isEmpty())
        columns.notes.append(item.description);
    const bool hasPassword = std::any_of(item.fields.begin(), item.fields.end(),
                                         [](const ForeignField &field) { return field.kind == FieldKind::Password; });
    for (const ForeignField &field : item.fields) {
        const bool isPassword = field.kind == FieldKind::Password || (field.kind == FieldKind::Token && !hasPassword);
        if (isPassword && columns.password.empty())
            columns.password = field.value;
        else if (field.kind == FieldKind::Totp && columns.code.empty())
            columns.code = field.value;
        else if (field.kind == FieldKind::NoteText || field.kind == FieldKind::Description)
            columns.protectedNotes.push_back(field.value);
        else
            columns.others.push_back(&field);
    }
    return columns;
}

} // namespace coffret
