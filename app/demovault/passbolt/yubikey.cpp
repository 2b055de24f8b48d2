// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demovault/passbolt/yubikey.h"

#include "app/demovault/crypto/ids.h"

#include <QByteArray>

#include <algorithm>

namespace coffret::demovault {
namespace {

const QString alphabet = QStringLiteral("cbdefghijklnrtuv");
constexpr qsizetype passwordLength = 44;
constexpr qsizetype idLength = 12;

QString modhex(const QByteArray &bytes)
{
    QString text;
    for (const char byte : bytes) {
        text.append(alphabet[(byte >> 4) & 0x0f]);
        text.append(alphabet[byte & 0x0f]);
    }
    return text;
}

} // namespace

bool isModhexPassword(const QString &text)
{
    return text.size() == passwordLength &&
           std::all_of(text.begin(), text.end(), [](QChar character) { return alphabet.contains(character); });
}

QString yubikeyIdOf(const QString &userId)
{
    return modhex(seededBytes(QStringLiteral("yubikey/") + userId)).left(idLength);
}

QString yubikeyPassword(const QString &userId)
{
    const QString end = modhex(seededBytes(QStringLiteral("yubikey password/") + userId));
    return yubikeyIdOf(userId) + end.left(passwordLength - idLength);
}

} // namespace coffret::demovault
