// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/openpgp/armor.h"

#include <QList>

namespace coffret {

std::optional<QByteArray> dearmor(const QByteArray &armored, const QByteArray &block)
{
    QList<QByteArray> lines = armored.trimmed().split('\n');
    for (QByteArray &line : lines)
        line = line.trimmed();
    if (lines.size() < 3 || lines.first() != "-----BEGIN PGP " + block + "-----" ||
        lines.last() != "-----END PGP " + block + "-----")
        return std::nullopt;
    qsizetype at = 1;
    while (lines[at].contains(": ") || lines[at].endsWith(':')) // "Comment: ..."
        ++at;
    QByteArray base64;
    for (; at + 1 < lines.size() && !lines[at].startsWith('='); ++at)
        base64 += lines[at];
    const qsizetype left = lines.size() - 1 - at; // the checksum, if any, is the last line
    auto decoded = QByteArray::fromBase64Encoding(base64, QByteArray::AbortOnBase64DecodingErrors);
    if (left > 1 || !decoded)
        return std::nullopt;
    return *decoded;
}

} // namespace coffret
