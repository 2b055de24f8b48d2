// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/commandk/commandktypes.h"

#include <QRegularExpression>

namespace coffret {

namespace {

bool hasWord(const QStringList &words, std::initializer_list<const char *> candidates)
{
    for (const char *candidate : candidates) {
        if (words.contains(QLatin1String(candidate)))
            return true;
    }
    return false;
}

} // namespace

SecretType commandKType(const QString &key, CommandKGuess guess)
{
    if (guess == CommandKGuess::Nothing)
        return SecretType::Note;
    static const QRegularExpression separators(QStringLiteral("[^A-Z0-9]+"));
    const QStringList words = key.toUpper().split(separators, Qt::SkipEmptyParts);
    // Most telling first: SSH_KEY is an SSH key, TLS_CERT_PASSWORD a password.
    if (hasWord(words, {"PASSWORD", "PASSWD", "PASSPHRASE", "PWD"}))
        return SecretType::Login;
    if (hasWord(words, {"SSH"}))
        return SecretType::SshKey;
    if (hasWord(words, {"CERT", "CERTIFICATE", "CRT", "PEM"}))
        return SecretType::Certificate;
    if (hasWord(words, {"TOKEN", "KEY", "APIKEY"}))
        return SecretType::ApiKey;
    return SecretType::Note;
}

FieldKind commandKFieldKind(SecretType type)
{
    switch (type) {
    case SecretType::Login:
        return FieldKind::Password;
    case SecretType::SshKey:
        return FieldKind::PrivateKey;
    case SecretType::ApiKey:
        return FieldKind::Token;
    case SecretType::Certificate:
        return FieldKind::Certificate;
    case SecretType::Note:
    case SecretType::Unknown:
        break;
    }
    return FieldKind::NoteText;
}

FieldKind commandKFieldKind(SecretType type, const SecretBuffer &value)
{
    const std::string_view text = value.view();
    if (text.find("-----BEGIN ") == std::string_view::npos)
        return commandKFieldKind(type);
    if (text.find("PRIVATE KEY-----") != std::string_view::npos)
        return FieldKind::PrivateKey;
    if (text.find("-----BEGIN CERTIFICATE-----") != std::string_view::npos)
        return FieldKind::Certificate;
    return commandKFieldKind(type);
}

} // namespace coffret
