// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sshkey/sshkeylook.h"

#include "core/sshkey/opensshfile.h"

namespace coffret {

SshKeyLook lookAtSshKey(const SecretBuffer &text, const SecretBuffer &passphrase)
{
    SshKeyLook look;
    const auto fail = [&](const Error &error) {
        look.problem = sshKeyProblem(text.view(), error, !passphrase.isEmpty());
    };
    Expected<SshKeyInspection> shown = inspectSshKey(text);
    if (!shown) {
        fail(shown.error());
        return look;
    }
    look.encrypted = shown->needsPassphrase;
    look.publicKey = std::move(shown->publicKey);
    look.comment = shown->comment;
    const Expected<SshPrivateKey> key = openSshKey(text, passphrase);
    if (!key) {
        fail(key.error());
        return look;
    }
    look.proved = true;
    look.publicKey = key->publicKey();
    look.comment = key->comment();
    if (shown->format != SshKeyFormat::Putty)
        return look;
    const SecretBuffer none;
    Expected<SecretBuffer> converted = toOpenSshText(*key, look.encrypted ? passphrase : none);
    if (converted)
        look.converted = *std::move(converted);
    return look;
}

} // namespace coffret
