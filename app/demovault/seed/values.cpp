// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demovault/seed/values.h"

#include "app/demovault/crypto/ids.h"
#include "app/demovault/crypto/sshkeys.h"

namespace coffret::demovault {
namespace {

const QString secretField = QStringLiteral("secret");
const QString passphraseField = QStringLiteral("passphrase");
const QString noteField = QStringLiteral("note");
const QString totpField = QStringLiteral("totp");

QString scope(const QString &vault, int index)
{
    return vault + QLatin1Char('/') + QString::number(index);
}

QByteArray totpKeyOf(const QString &vault, int index)
{
    return base32(seededBytes(scope(vault, index) + totpField).left(20)).toUpper();
}

bool hasTotp(SecretKind kind)
{
    return kind == SecretKind::Totp || kind == SecretKind::LoginWithTotp;
}

/// Values of other vaults are made, not thought up: some of theirs have no place for a note beside them.
bool hasHabit(const QString &vault, const SeedSecret &secret)
{
    return !secret.habit.isEmpty() && vault == QLatin1String("v5");
}

/// Of a login. Every secret has a token somewhere, so those that have none in their password have one in a note.
bool hasNote(const QString &vault, int index, const SeedSecret &secret)
{
    return index % 3 == 0 || hasHabit(vault, secret);
}

QByteArray password(const QByteArray &token, int index)
{
    static constexpr const char *decoration[] = {"Kx7!", "€uro-", "p@ss \"q\" ", "日本", "&<>", "\\n", ""};
    return QByteArray(decoration[static_cast<std::size_t>(index) % std::size(decoration)]) + token;
}

} // namespace

QByteArray canary(const QString &vault, int index, const QString &field)
{
    return "cnry-" + base32(seededBytes(scope(vault, index) + QLatin1Char('/') + field)).left(18);
}

Values::Values(const Authority &authority) : m_authority(authority) {}

SecretValues Values::of(const QString &vault, int index, const SeedSecret &secret)
{
    const QByteArray token = canary(vault, index, secretField);
    SecretValues values;
    if (hasTotp(secret.kind))
        values.totpKey = totpKeyOf(vault, index);
    switch (secret.kind) {
    case SecretKind::Login:
    case SecretKind::LoginWithTotp:
        values.secret = hasHabit(vault, secret) ? secret.habit : password(token, index);
        if (hasNote(vault, index, secret))
            values.note = "Recovery code " + canary(vault, index, noteField);
        break;
    case SecretKind::Totp:
        break;
    case SecretKind::Note:
        values.secret = "Line one of \"" + secret.name.toUtf8() + "\"\nword: " + token + "\n\nKeep to yourself. ✓\n";
        break;
    case SecretKind::ApiKey:
        values.secret = "hk_live_" + token;
        break;
    case SecretKind::Pin:
        values.secret = QByteArray::number(seededBytes(scope(vault, index)).toHex().left(7).toInt(nullptr, 16))
                            .rightJustified(6, '4')
                            .left(6);
        values.note = "Ask at the desk, say " + canary(vault, index, noteField);
        break;
    case SecretKind::SshKey: {
        const SshKeyPair pair = sshKeyFrom(seededBytes(scope(vault, index)), secret.name.toUtf8());
        values.secret = pair.privateKey + "# " + token + '\n';
        values.sshPublicKey = pair.publicKey;
        values.sshFingerprint = pair.fingerprintSha256;
        break;
    }
    case SecretKind::Certificate: {
        values.passphrase = canary(vault, index, passphraseField);
        PemPair &pair = m_certificates[scope(vault, index)];
        if (pair.certificate.isEmpty())
            pair =
                m_authority.issue(secret.name, {QStringLiteral("halden.example"), QStringLiteral("*.halden.example")},
                                  false, values.passphrase, secret.validDays);
        values.certificate = pair.certificate + m_authority.certificate();
        values.secret = pair.privateKey + "# " + token + '\n';
        break;
    }
    }
    return values;
}

QList<QByteArray> Values::canaries(const QString &vault, int index, const SeedSecret &secret)
{
    QList<QByteArray> tokens;
    if (hasTotp(secret.kind))
        tokens.append(totpKeyOf(vault, index));
    if (secret.kind != SecretKind::Totp && secret.kind != SecretKind::Pin && !hasHabit(vault, secret))
        tokens.append(canary(vault, index, secretField));
    if (secret.kind == SecretKind::Certificate)
        tokens.append(canary(vault, index, passphraseField));
    const bool isLogin = secret.kind == SecretKind::Login || secret.kind == SecretKind::LoginWithTotp;
    if (secret.kind == SecretKind::Pin || (isLogin && hasNote(vault, index, secret)))
        tokens.append(canary(vault, index, noteField));
    return tokens;
}

} // namespace coffret::demovault
