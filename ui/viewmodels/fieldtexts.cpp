// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/texts.h"

#include "core/base/displaytext.h"

#include <QCoreApplication>

namespace coffret {

namespace {

struct FieldTexts
{
    Q_DECLARE_TR_FUNCTIONS(FieldTexts)
};

} // namespace

QString fieldLabel(FieldKind kind, const QString &ownLabel)
{
    if (!ownLabel.isEmpty())
        return ownLabel;
    switch (kind) {
    case FieldKind::Username:
        //: Label of a field of a secret.
        return FieldTexts::tr("User name");
    case FieldKind::Password:
        //: Label of a field of a secret.
        return FieldTexts::tr("Password");
    case FieldKind::Totp:
        //: Label of a field of a secret.
        return FieldTexts::tr("One-time code");
    case FieldKind::PrivateKey:
        //: Label of a field of a secret.
        return FieldTexts::tr("Private key");
    case FieldKind::PublicKey:
        //: Label of a field of a secret.
        return FieldTexts::tr("Public key");
    case FieldKind::Passphrase:
        //: Label of a field of a secret.
        return FieldTexts::tr("Passphrase");
    case FieldKind::Fingerprint:
        //: Label of a field of a secret.
        return FieldTexts::tr("Fingerprint");
    case FieldKind::Token:
        //: Label of a field of a secret: an API key or access token.
        return FieldTexts::tr("Token");
    case FieldKind::Certificate:
        //: Label of a field of a secret.
        return FieldTexts::tr("Certificate");
    case FieldKind::Domain:
        //: Label of a field of a secret.
        return FieldTexts::tr("Domain");
    case FieldKind::Uri:
        //: Label of a field of a secret.
        return FieldTexts::tr("Address");
    case FieldKind::NoteText:
        //: Label of a field of a secret.
        return FieldTexts::tr("Note");
    case FieldKind::Description:
        //: Label of a field of a secret.
        return FieldTexts::tr("Description");
    case FieldKind::Pin:
        //: Label of a field of a secret.
        return FieldTexts::tr("PIN");
    case FieldKind::Custom:
        break;
    }
    //: Label of a field of a secret that has no name of its own.
    return FieldTexts::tr("Field");
}

bool isMonospace(FieldKind kind)
{
    switch (kind) {
    case FieldKind::Password:
    case FieldKind::Totp:
    case FieldKind::PrivateKey:
    case FieldKind::PublicKey:
    case FieldKind::Passphrase:
    case FieldKind::Fingerprint:
    case FieldKind::Token:
    case FieldKind::Certificate:
    case FieldKind::NoteText:
    case FieldKind::Pin:
        return true;
    case FieldKind::Username:
    case FieldKind::Domain:
    case FieldKind::Uri:
    case FieldKind::Description:
    case FieldKind::Custom:
        break;
    }
    return false;
}

bool isMultiline(FieldKind kind)
{
    return kind == FieldKind::PrivateKey || kind == FieldKind::PublicKey || kind == FieldKind::Certificate ||
           kind == FieldKind::NoteText || kind == FieldKind::Description;
}

bool endsALine(FieldKind kind, const SecretBuffer &value)
{
    return !isMultiline(kind) && hasLineEnd(value.view());
}

} // namespace coffret
