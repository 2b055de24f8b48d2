// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sshkey/sshprivatekey.h"

#include "core/sshkey/keyhalves.h"
#include "core/sshkey/sshkeytraits.h"
#include "core/sshkey/sshwire.h"

namespace coffret {

namespace {

/// Both halves, written again from what was read, so that every number has its one form.
struct Halves
{
    SshWriter secret;
    SshWriter open{128};
    bool fit = false;
};

void readEd25519(SshReader &reader, Halves &halves)
{
    const std::string_view publicKey = reader.text();
    const std::string_view secret = reader.text();
    halves.secret.text(publicKey);
    halves.secret.text(secret);
    halves.open.text(publicKey);
    halves.fit = !reader.failed() && ed25519HalvesFit(publicKey, secret);
}

void readRsa(SshReader &reader, Halves &halves)
{
    RsaNumbers numbers;
    for (std::string_view *number : {&numbers.n, &numbers.e, &numbers.d, &numbers.iqmp, &numbers.p, &numbers.q}) {
        *number = reader.magnitude();
        halves.secret.magnitude(*number);
    }
    halves.open.magnitude(numbers.e);
    halves.open.magnitude(numbers.n);
    // Its size is judged first: checking a huge key would take long.
    halves.fit = !reader.failed() && (!SshPublicKey::fromBlob(halves.open.view()) || rsaHalvesFit(numbers));
}

void readEcdsa(SshReader &reader, const SshKeyTraits &traits, Halves &halves)
{
    const std::string_view curve = reader.text();
    const std::string_view point = reader.text();
    const std::string_view secret = reader.magnitude();
    for (SshWriter *half : {&halves.secret, &halves.open}) {
        half->text(curve);
        half->text(point);
    }
    halves.secret.magnitude(secret);
    halves.fit = !reader.failed() && curve == traits.curve && ecdsaHalvesFit(traits, point, secret);
}

} // namespace

SshPrivateKey::SshPrivateKey(SecretBuffer fields, SshPublicKey publicKey)
    : m_fields(std::move(fields)), m_public(std::move(publicKey))
{
}

Expected<SshPrivateKey> SshPrivateKey::fromFields(SshReader &reader)
{
    const std::string_view name = reader.text();
    const auto broken = failure(ErrorKind::InvalidInput, QStringLiteral("the halves of this SSH key do not fit"));
    if (reader.failed() || name.empty())
        return broken;
    const SshKeyTraits *traits = sshKeyTraits(name);
    if (traits == nullptr)
        return failure(ErrorKind::Unsupported, QStringLiteral("an SSH key of another type"));
    Halves halves;
    halves.secret.text(name);
    halves.open.text(name);
    if (traits->type == SshKeyType::Ed25519)
        readEd25519(reader, halves);
    else if (traits->type == SshKeyType::Rsa)
        readRsa(reader, halves);
    else
        readEcdsa(reader, *traits, halves);
    if (!halves.fit)
        return broken;
    Expected<SshPublicKey> publicKey = SshPublicKey::fromBlob(halves.open.view());
    if (!publicKey)
        return failure(publicKey);
    return SshPrivateKey(std::move(halves.secret).take(), *std::move(publicKey));
}

} // namespace coffret
