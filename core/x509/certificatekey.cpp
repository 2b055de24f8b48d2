// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/x509/certificatekey.h"

#include "core/pem/pemblock.h"
#include "core/pem/pemkey.h"
#include "core/x509/x509handles.h"

#include <array>

namespace coffret {

namespace {

constexpr std::size_t MostKeyText = 64 * 1024;

/// Public halves alone are easily copied. Keys that cannot sign (X25519) are known by them.
bool signsFor(EVP_PKEY *secret, EVP_PKEY *open)
{
    constexpr std::array<unsigned char, 32> Message{'C', 'o', 'f', 'f', 'r', 'e', 't'};
    const bool ownDigest = EVP_PKEY_is_a(secret, "ED25519") == 1 || EVP_PKEY_is_a(secret, "ED448") == 1;
    const char *digest = ownDigest ? nullptr : "SHA256";
    const SslDigestContext signer(EVP_MD_CTX_new());
    if (!signer || EVP_DigestSignInit_ex(signer.get(), nullptr, digest, nullptr, nullptr, secret, nullptr) != 1)
        return EVP_PKEY_can_sign(secret) == 0;
    std::vector<unsigned char> signature(static_cast<std::size_t>(std::max(EVP_PKEY_get_size(secret), 1)));
    std::size_t size = signature.size();
    if (EVP_DigestSign(signer.get(), signature.data(), &size, Message.data(), Message.size()) != 1)
        return false;
    const SslDigestContext verifier(EVP_MD_CTX_new());
    return verifier && EVP_DigestVerifyInit_ex(verifier.get(), nullptr, digest, nullptr, nullptr, open, nullptr) == 1 &&
           EVP_DigestVerify(verifier.get(), signature.data(), size, Message.data(), Message.size()) == 1;
}

bool isKeyOf(EVP_PKEY *secret, const Certificate &certificate)
{
    const SslCertificate read = sslCertificateOf(certificate.der);
    EVP_PKEY *open = read ? X509_get0_pubkey(read.get()) : nullptr;
    return open != nullptr && EVP_PKEY_eq(secret, open) == 1 && signsFor(secret, open);
}

KeyMatch matchOf(const Error &error, bool hasPassphrase)
{
    switch (error.kind) {
    case ErrorKind::WrongPassphrase:
        return hasPassphrase ? KeyMatch::WrongPassphrase : KeyMatch::NeedsPassphrase;
    case ErrorKind::Unsupported:
        return KeyMatch::Unsupported;
    default:
        return KeyMatch::NotAKey;
    }
}

} // namespace

KeyFinding findKeyOwner(const std::vector<Certificate> &certificates, std::string_view keyText,
                        const SecretBuffer &passphrase)
{
    if (keyText.find_first_not_of(" \t\r\n") == std::string_view::npos)
        return {};
    if (keyText.size() > MostKeyText)
        return {KeyMatch::NotAKey, std::nullopt};
    const Expected<SslKey> key = openPemKey(keyText, passphrase);
    if (!key)
        return {matchOf(key.error(), !passphrase.isEmpty()), std::nullopt};
    const SslQueueGuard guard;
    for (std::size_t i = 0; i < certificates.size(); ++i) {
        if (isKeyOf(key->get(), certificates[i]))
            return {KeyMatch::Matches, i};
    }
    return {KeyMatch::Differs, std::nullopt};
}

} // namespace coffret
