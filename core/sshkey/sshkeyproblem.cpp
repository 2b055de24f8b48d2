// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sshkey/sshkeyproblem.h"

#include "core/secret/secretbase64.h"
#include "core/sshkey/puttykey.h"
#include "core/sshkey/sshwire.h"

#include <QStandardPaths>

#include <algorithm>
#include <array>
#include <string>

namespace coffret {

namespace {

constexpr std::string_view PrivateEnding = "PRIVATE KEY-----";
constexpr std::string_view OpenPgpBegin = "-----BEGIN PGP PRIVATE KEY BLOCK-----";
constexpr std::string_view DsaBegin = "-----BEGIN DSA PRIVATE KEY-----";
constexpr std::string_view OpenSshBegin = "-----BEGIN OPENSSH PRIVATE KEY-----";
constexpr std::string_view OpenSshMagic{"openssh-key-v1", 15}; // with its zero

bool has(std::string_view text, std::string_view what)
{
    return text.find(what) != std::string_view::npos;
}

/// The first line that is not empty.
std::string_view firstLine(std::string_view text)
{
    text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
    return text.substr(0, text.find_first_of("\r\n"));
}

/// What the part in the clear calls the type of the key; empty where there is none or it is hidden.
std::string openSshTypeName(std::string_view text)
{
    const std::size_t start = text.find(OpenSshBegin) + OpenSshBegin.size();
    const std::optional<SecretBuffer> bytes = secretFromBase64(text.substr(start, text.find('-', start) - start));
    if (!bytes)
        return {};
    SshReader reader(bytes->view());
    if (reader.raw(OpenSshMagic.size()) != OpenSshMagic)
        return {};
    for (int header = 0; header < 3; ++header) // cipher, derivation and its options
        reader.text();
    reader.number();
    return std::string(SshReader(reader.text()).text());
}

std::string typeNameIn(std::string_view text)
{
    if (has(text, OpenSshBegin))
        return openSshTypeName(text);
    if (has(text, DsaBegin))
        return "ssh-dss";
    const std::size_t putty = text.find(PuttyBegin);
    if (putty == std::string_view::npos)
        return {};
    const std::string_view line = firstLine(text.substr(putty));
    const std::size_t colon = line.find(": ");
    return colon == std::string_view::npos ? std::string() : std::string(line.substr(colon + 2));
}

SshKeyProblem ofPrivateKey(std::string_view text, ErrorKind kind)
{
    const std::string type = typeNameIn(text);
    if (type.starts_with("sk-"))
        return SshKeyProblem::SecurityKey;
    if (type == "ssh-dss")
        return SshKeyProblem::Dsa;
    if (has(type, "-cert-v0"))
        return SshKeyProblem::Certificate;
    if (kind == ErrorKind::InvalidInput)
        return SshKeyProblem::Damaged;
    if (has(text, PuttyBegin) && QStandardPaths::findExecutable(QStringLiteral("puttygen")).isEmpty())
        return SshKeyProblem::NoPuttygen;
    return SshKeyProblem::OtherType;
}

SshKeyProblem ofOtherText(std::string_view text)
{
    constexpr std::array<std::string_view, 3> Names{"ssh-", "ecdsa-sha2-", "sk-"};
    const std::string_view line = firstLine(text);
    const std::string_view word = line.substr(0, line.find_first_of(" \t"));
    const bool isLine =
        std::any_of(Names.begin(), Names.end(), [word](std::string_view name) { return word.starts_with(name); });
    if ((isLine && has(word, "-cert-v0")) || has(text, "-----BEGIN CERTIFICATE-----"))
        return SshKeyProblem::Certificate;
    if (isLine || has(text, "PUBLIC KEY-----") || has(text, "---- BEGIN SSH2 PUBLIC KEY"))
        return SshKeyProblem::PublicKey;
    return SshKeyProblem::NotAKey;
}

} // namespace

bool hasPrivateKey(std::string_view text)
{
    return has(text, PrivateEnding) || has(text, PuttyBegin);
}

SshKeyProblem sshKeyProblem(std::string_view text, const Error &error, bool hasPassphrase)
{
    if (has(text, OpenPgpBegin))
        return SshKeyProblem::OpenPgpKey;
    switch (error.kind) {
    case ErrorKind::TooLarge:
        return SshKeyProblem::TooLarge;
    case ErrorKind::WrongPassphrase:
        return hasPassphrase ? SshKeyProblem::WrongPassphrase : SshKeyProblem::NoPassphrase;
    case ErrorKind::InvalidInput:
    case ErrorKind::Unsupported:
        return hasPrivateKey(text) ? ofPrivateKey(text, error.kind) : ofOtherText(text);
    default:
        return SshKeyProblem::Other;
    }
}

} // namespace coffret
