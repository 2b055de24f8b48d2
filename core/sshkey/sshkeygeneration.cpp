// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sshkey/sshkeygeneration.h"

#include "core/sshkey/evpkey.h"

#include <openssl/ec.h>
#include <openssl/rsa.h>

namespace coffret {

namespace {

EVP_PKEY *newKey(SshKeyKind kind)
{
    switch (kind) {
    case SshKeyKind::Ed25519:
        return EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519");
    case SshKeyKind::Rsa3072:
        return EVP_RSA_gen(3072);
    case SshKeyKind::Rsa4096:
        return EVP_RSA_gen(4096);
    case SshKeyKind::EcdsaP256:
        return EVP_EC_gen("P-256");
    case SshKeyKind::EcdsaP384:
        return EVP_EC_gen("P-384");
    case SshKeyKind::EcdsaP521:
        return EVP_EC_gen("P-521");
    }
    return nullptr;
}

} // namespace

Expected<SshPrivateKey> generateSshKey(SshKeyKind kind, const QString &comment)
{
    const SslKey made(newKey(kind));
    if (made == nullptr)
        return failure(ErrorKind::Internal, QStringLiteral("OpenSSL does not make a key"));
    Expected<SshPrivateKey> key = fromEvpKey(made.get());
    if (key)
        key->setComment(comment);
    return key;
}

} // namespace coffret
