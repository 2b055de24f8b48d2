// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sshkey/sshkeyfile.h"

#include "core/pem/pemkey.h"
#include "core/sshkey/evpkey.h"
#include "core/sshkey/opensshfile.h"
#include "core/sshkey/puttykey.h"

namespace coffret {

namespace {

constexpr std::string_view PemBegin = "-----BEGIN ";
constexpr std::string_view OpenSshBegin = "-----BEGIN OPENSSH PRIVATE KEY-----";
constexpr std::string_view KeyEnding = "PRIVATE KEY-----";

enum class Kind { OpenSsh, Pem, Putty };

struct KeyText
{
    Kind kind;
    std::string_view text; ///< from its first line on
};

Expected<KeyText> keyTextIn(std::string_view text)
{
    if (text.size() > MostSshKeyText)
        return failure(ErrorKind::TooLarge, QStringLiteral("too much text for a private key"));
    if (const std::size_t start = text.find(OpenSshBegin); start != std::string_view::npos)
        return KeyText{Kind::OpenSsh, text.substr(start)};
    const std::size_t pem = text.find(PemBegin);
    if (pem != std::string_view::npos && text.find(KeyEnding, pem) != std::string_view::npos)
        return KeyText{Kind::Pem, text.substr(pem)};
    if (const std::size_t start = text.find(PuttyBegin); start != std::string_view::npos)
        return KeyText{Kind::Putty, text.substr(start)};
    return failure(ErrorKind::InvalidInput, QStringLiteral("not a private key"));
}

Expected<SshPrivateKey> openPem(std::string_view text, const SecretBuffer &passphrase)
{
    const Expected<SslKey> key = openPemKey(text, passphrase);
    return key ? fromEvpKey(key->get()) : Expected<SshPrivateKey>(failure(key));
}

/// Looks at a key that has nothing to hide it.
Expected<SshKeyInspection> inspected(SshKeyFormat format, const Expected<SshPrivateKey> &key)
{
    if (!key)
        return failure(key);
    return SshKeyInspection{format, false, key->publicKey(), key->comment()};
}

Expected<SshKeyInspection> inspectedOpenSsh(std::string_view text)
{
    const Expected<OpenSshFile> file = OpenSshFile::fromText(text);
    if (!file)
        return failure(file);
    if (file->isEncrypted())
        return SshKeyInspection{SshKeyFormat::OpenSsh, true, file->publicKey(), {}};
    return inspected(SshKeyFormat::OpenSsh, file->open(SecretBuffer()));
}

Expected<SshKeyInspection> inspectedPem(std::string_view text)
{
    const Expected<PemInspection> shown = inspectPem(text);
    if (!shown)
        return failure(shown);
    const SshKeyFormat format = shown->pkcs8 ? SshKeyFormat::Pkcs8 : SshKeyFormat::Pem;
    if (shown->encrypted)
        return SshKeyInspection{format, true, std::nullopt, {}};
    return inspected(format, openPem(text, SecretBuffer()));
}

} // namespace

Expected<SshKeyInspection> inspectSshKey(const SecretBuffer &text)
{
    const Expected<KeyText> found = keyTextIn(text.view());
    if (!found)
        return failure(found);
    if (found->kind == Kind::OpenSsh)
        return inspectedOpenSsh(found->text);
    if (found->kind == Kind::Pem)
        return inspectedPem(found->text);
    Expected<PuttyInspection> putty = inspectPutty(found->text);
    if (!putty)
        return failure(putty);
    return SshKeyInspection{SshKeyFormat::Putty, putty->encrypted, std::move(putty->publicKey), putty->comment};
}

Expected<SshPrivateKey> openSshKey(const SecretBuffer &text, const SecretBuffer &passphrase)
{
    const Expected<KeyText> found = keyTextIn(text.view());
    if (!found)
        return failure(found);
    if (found->kind == Kind::Pem)
        return openPem(found->text, passphrase);
    if (found->kind == Kind::Putty)
        return openPutty(found->text, passphrase);
    const Expected<OpenSshFile> file = OpenSshFile::fromText(found->text);
    return file ? file->open(passphrase) : Expected<SshPrivateKey>(failure(file));
}

} // namespace coffret
