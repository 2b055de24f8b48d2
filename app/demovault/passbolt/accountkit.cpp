// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demovault/passbolt/accountkit.h"

#include <QJsonDocument>

namespace coffret::demovault {

QByteArray accountKit(const PassboltContext &context, const PassboltUser &user, const QByteArray &lockedKey)
{
    const QJsonObject securityToken{{QStringLiteral("code"), QStringLiteral("HLD")},
                                    {QStringLiteral("color"), QStringLiteral("#1a5276")},
                                    {QStringLiteral("textcolor"), QStringLiteral("#ffffff")}};
    const QJsonObject kit{
        {QStringLiteral("domain"), context.baseUrl},
        {QStringLiteral("user_id"), user.id},
        {QStringLiteral("username"), user.username},
        {QStringLiteral("first_name"), user.firstName},
        {QStringLiteral("last_name"), user.lastName},
        {QStringLiteral("user_public_armored_key"), QString::fromLatin1(user.key.publicKey)},
        {QStringLiteral("user_private_armored_key"), QString::fromLatin1(lockedKey)},
        {QStringLiteral("server_public_armored_key"), QString::fromLatin1(context.serverKey.publicKey)},
        {QStringLiteral("security_token"), securityToken}};
    const QByteArray text = QJsonDocument(kit).toJson(QJsonDocument::Compact);
    return context.keyring.signedClear(text, user.key.fingerprint).toBase64();
}

} // namespace coffret::demovault
