// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sshkey/keyhalves.h"

#include "core/secret/opensslhandles.h"
#include "core/sshkey/sshkeytraits.h"

#include <openssl/core_names.h>
#include <sodium.h>

namespace coffret {

namespace {

SslNumber numberFrom(std::string_view bigEndian)
{
    SslNumber number(BN_secure_new());
    if (!number || BN_bin2bn(octets(bigEndian), static_cast<int>(bigEndian.size()), number.get()) == nullptr)
        return nullptr;
    return number;
}

bool leavesOne(const BIGNUM *a, const BIGNUM *b, const BIGNUM *modulus, BN_CTX *context)
{
    const SslNumber product(BN_secure_new());
    return product && BN_mod_mul(product.get(), a, b, modulus, context) == 1 && BN_is_one(product.get());
}

bool leavesOneBelow(const BIGNUM *a, const BIGNUM *b, const BIGNUM *prime, BN_CTX *context)
{
    const SslNumber modulus(BN_dup(prime));
    return modulus && BN_sub_word(modulus.get(), 1) == 1 && leavesOne(a, b, modulus.get(), context);
}

} // namespace

bool ed25519HalvesFit(std::string_view publicKey, std::string_view secret)
{
    if (publicKey.size() != crypto_sign_PUBLICKEYBYTES || secret.size() != crypto_sign_SECRETKEYBYTES)
        return false;
    Scratch<crypto_sign_PUBLICKEYBYTES> derived;
    Scratch<crypto_sign_SECRETKEYBYTES> whole;
    crypto_sign_seed_keypair(derived.data(), whole.data(), octets(secret));
    return derived.first(publicKey.size()) == publicKey &&
           sodium_memcmp(whole.data(), secret.data(), secret.size()) == 0;
}

bool rsaHalvesFit(const RsaNumbers &numbers)
{
    const std::size_t most = numbers.n.size();
    for (const std::string_view part : {numbers.e, numbers.d, numbers.iqmp, numbers.p, numbers.q}) {
        if (part.empty() || part.size() > most) // which also bounds the work
            return false;
    }
    const SslNumber n = numberFrom(numbers.n);
    const SslNumber e = numberFrom(numbers.e);
    const SslNumber d = numberFrom(numbers.d);
    const SslNumber iqmp = numberFrom(numbers.iqmp);
    const SslNumber p = numberFrom(numbers.p);
    const SslNumber q = numberFrom(numbers.q);
    const SslNumber product(BN_secure_new());
    const SslNumberContext context(BN_CTX_secure_new());
    if (!n || !e || !d || !iqmp || !p || !q || !product || !context)
        return false;
    return BN_mul(product.get(), p.get(), q.get(), context.get()) == 1 && BN_cmp(product.get(), n.get()) == 0 &&
           leavesOne(iqmp.get(), q.get(), p.get(), context.get()) &&
           leavesOneBelow(d.get(), e.get(), p.get(), context.get()) &&
           leavesOneBelow(d.get(), e.get(), q.get(), context.get());
}

bool ecdsaHalvesFit(const SshKeyTraits &traits, std::string_view point, std::string_view secret)
{
    if (secret.empty() || secret.size() > traits.pointSize / 2)
        return false;
    const SslNumber number = numberFrom(secret);
    const SslParametersBuilder builder(OSSL_PARAM_BLD_new());
    if (!number || !builder ||
        OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, traits.group, 0) != 1 ||
        OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size()) != 1 ||
        OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_PRIV_KEY, number.get()) != 1)
        return false;
    const SslParameters parameters(OSSL_PARAM_BLD_to_param(builder.get()));
    const SslKeyContext maker(EVP_PKEY_CTX_new_from_name(nullptr, "EC", nullptr));
    EVP_PKEY *made = nullptr;
    if (!parameters || !maker || EVP_PKEY_fromdata_init(maker.get()) != 1 ||
        EVP_PKEY_fromdata(maker.get(), &made, EVP_PKEY_KEYPAIR, parameters.get()) != 1)
        return false;
    const SslKey key(made);
    const SslKeyContext checker(EVP_PKEY_CTX_new(key.get(), nullptr));
    return checker && EVP_PKEY_check(checker.get()) == 1;
}

} // namespace coffret
