// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/passbolt/messagecheck.h"

#include <QJsonDocument>

#include <algorithm>

namespace coffret::test {

namespace {

/// RFC 4880, section 6.1.
quint32 crc24(const QByteArray &bytes)
{
    quint32 crc = 0xB704CE;
    for (const char byte : bytes) {
        crc ^= static_cast<quint32>(static_cast<unsigned char>(byte)) << 16;
        for (int bit = 0; bit < 8; ++bit) {
            crc <<= 1;
            if ((crc & 0x1000000) != 0)
                crc ^= 0x1864CFB;
        }
    }
    return crc & 0xFFFFFF;
}

} // namespace

QString armorProblem(const QByteArray &message)
{
    QByteArrayList lines = message.trimmed().replace('\r', "").split('\n');
    if (lines.takeFirst() != "-----BEGIN PGP MESSAGE-----" || lines.isEmpty() ||
        lines.takeLast() != "-----END PGP MESSAGE-----")
        return QStringLiteral("not a message");
    lines = lines.mid(lines.indexOf("") + 1);
    if (lines.isEmpty())
        return QStringLiteral("an empty message");
    const QByteArray checksum = lines.takeLast();
    const auto tooLong = [](const QByteArray &line) { return line.size() > 76 || line.isEmpty(); };
    if (std::any_of(lines.cbegin(), lines.cend(), tooLong))
        return QStringLiteral("empty or long lines");
    const quint32 crc = crc24(QByteArray::fromBase64(lines.join()));
    const char bytes[] = {static_cast<char>(crc >> 16), static_cast<char>(crc >> 8), static_cast<char>(crc)};
    if (checksum != '=' + QByteArray(bytes, sizeof bytes).toBase64())
        return QStringLiteral("no checksum, or a wrong one");
    return {};
}

QString formProblem(const GpgHome &home, const QString &message)
{
    if (const QString armor = armorProblem(message.toLatin1()); !armor.isEmpty())
        return armor;
    const QByteArray packets =
        home.gpg({QStringLiteral("--batch"), QStringLiteral("--list-only"), QStringLiteral("--list-packets")},
                 message.toLatin1());
    if (packets.count(":pubkey enc packet:") != 1 || packets.contains(":symkey enc packet:"))
        return QStringLiteral("not one recipient: ") + QString::fromUtf8(packets);
    if (!packets.contains("mdc_method: 2") || packets.contains("aead"))
        return QStringLiteral("not protected as it should be: ") + QString::fromUtf8(packets);
    return {};
}

QString messageProblem(const LiveGuest &reader, const QString &message, const QString &signer)
{
    if (const QString form = formProblem(reader.home(), message); !form.isEmpty())
        return form;
    const QByteArray opened = reader.open(message);
    if (!opened.contains("DECRYPTION_INFO 2 9")) // MDC, AES-256
        return QStringLiteral("not AES-256 with MDC: ") + QString::fromUtf8(opened);
    if (!opened.contains("SESSION_KEY 9:"))
        return QStringLiteral("a session key that is not for AES-256");
    if (!opened.contains("VALIDSIG ") || !opened.contains(signer.toLatin1()))
        return QStringLiteral("not signed by ") + signer;
    return {};
}

QByteArray openSharedMetadata(const LiveGuest &reader, const QString &message)
{
    const QJsonValue keys = reader.get(QStringLiteral("/metadata/keys.json?contain[metadata_private_keys]=1")).body;
    const QJsonValue given = keys[0][QLatin1String("metadata_private_keys")][0];
    const QByteArray sealed = given[QLatin1String("data")].toString().toLatin1();
    if (sealed.isEmpty())
        return {};
    const QByteArray opened = reader.home().open(sealed, reader.text("passphrase").toUtf8());
    GpgHome home;
    home.importKey(QJsonDocument::fromJson(opened)[QLatin1String("armored_key")].toString().toLatin1());
    for (const QByteArray &key : reader.publicKeys())
        home.importKey(key);
    return home.gpg({QStringLiteral("--batch"), QStringLiteral("--status-fd"), QStringLiteral("1"),
                     QStringLiteral("--show-session-key"), QStringLiteral("--decrypt")},
                    message.toLatin1());
}

} // namespace coffret::test
