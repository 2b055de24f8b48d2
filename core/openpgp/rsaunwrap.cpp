// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/openpgp/keyunwrapparts.h"
#include "core/secret/opensslhandles.h"

#include <openssl/core_names.h>
#include <openssl/rand.h>
#include <openssl/rsa.h>

#include <initializer_list>
#include <utility>

namespace coffret {

namespace {

constexpr std::size_t MaximumSize = 1024; // of 8192 bits

/// A random key, as it would have been carried, in place of what has no right padding: that is treated like a wrong
/// key.
void standIn(unsigned char *carried)
{
    carried[0] = static_cast<unsigned char>(Aes256);
    RAND_bytes(carried + 1, SessionKeySize);
    const unsigned sum = carriedSum({reinterpret_cast<const char *>(carried + 1), SessionKeySize});
    carried[CarriedSize - 2] = static_cast<unsigned char>(sum >> 8);
    carried[CarriedSize - 1] = static_cast<unsigned char>(sum);
}

class RsaUnwrap final : public KeyUnwrap
{
public:
    explicit RsaUnwrap(SslKey key) : m_key(std::move(key)) {}

protected:
    SecretBuffer unwrapped(std::string_view fields) const override
    {
        PacketFields reader(fields);
        const std::string_view number = reader.number();
        const auto size = static_cast<std::size_t>(EVP_PKEY_get_size(m_key.get()));
        if (number.empty() || number.size() > size)
            return {};
        std::string sealed(size - number.size(), '\0');
        sealed += number;
        Scratch<MaximumSize> carried;
        standIn(carried.data());
        std::size_t carriedSize = MaximumSize;
        const SslKeyContext context(EVP_PKEY_CTX_new(m_key.get(), nullptr));
        const bool done =
            EVP_PKEY_decrypt_init(context.get()) == 1 &&
            EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_PKCS1_PADDING) == 1 &&
            EVP_PKEY_decrypt(context.get(), carried.data(), &carriedSize, octets(sealed), sealed.size()) == 1;
        return SecretBuffer::copyOf(carried.first(done ? carriedSize : CarriedSize));
    }

private:
    SslKey m_key;
};

SslNumber secretNumber(std::string_view bytes)
{
    SslNumber number(BN_secure_new());
    if (number == nullptr || BN_bin2bn(octets(bytes), static_cast<int>(bytes.size()), number.get()) == nullptr ||
        BN_is_zero(number.get()))
        return nullptr;
    return number;
}

/// number mod (prime - 1)
SslNumber exponentFor(const SslNumber &number, const SslNumber &prime, BN_CTX *context)
{
    SslNumber exponent(BN_secure_new());
    const SslNumber less(BN_secure_new());
    if (exponent == nullptr || less == nullptr || BN_sub(less.get(), prime.get(), BN_value_one()) != 1)
        return nullptr;
    BN_set_flags(less.get(), BN_FLG_CONSTTIME);
    return BN_mod(exponent.get(), number.get(), less.get(), context) == 1 ? std::move(exponent) : nullptr;
}

SslKey keyFrom(std::initializer_list<std::pair<const char *, const BIGNUM *>> parts)
{
    const SslParametersBuilder builder(OSSL_PARAM_BLD_new());
    for (const auto &[name, value] : parts) {
        if (value == nullptr || OSSL_PARAM_BLD_push_BN(builder.get(), name, value) != 1)
            return nullptr;
    }
    const SslParameters parameters(OSSL_PARAM_BLD_to_param(builder.get()));
    const SslKeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, "RSA", nullptr));
    EVP_PKEY *made = nullptr;
    if (parameters == nullptr || EVP_PKEY_fromdata_init(context.get()) != 1 ||
        EVP_PKEY_fromdata(context.get(), &made, EVP_PKEY_KEYPAIR, parameters.get()) != 1)
        return nullptr;
    return SslKey(made);
}

} // namespace

/// n and e, then d, p, q, u (RFC 4880 section 5.5.3). Its u is the inverse of the first prime, OpenSSL's coefficient
/// that of the second: the primes change places.
std::unique_ptr<KeyUnwrap> rsaUnwrap(PacketFields parameters, PacketFields secret)
{
    const SslNumber n = secretNumber(parameters.number());
    const SslNumber e = secretNumber(parameters.number());
    const SslNumber d = secretNumber(secret.number());
    const SslNumber p = secretNumber(secret.number());
    const SslNumber q = secretNumber(secret.number());
    const SslNumber u = secretNumber(secret.number());
    const SslNumberContext numbers(BN_CTX_secure_new());
    if (!n || !e || !d || !p || !q || !u || !numbers)
        return nullptr;
    const SslNumber exponentP = exponentFor(d, p, numbers.get());
    const SslNumber exponentQ = exponentFor(d, q, numbers.get());
    SslKey key = keyFrom({{OSSL_PKEY_PARAM_RSA_N, n.get()},
                          {OSSL_PKEY_PARAM_RSA_E, e.get()},
                          {OSSL_PKEY_PARAM_RSA_D, d.get()},
                          {OSSL_PKEY_PARAM_RSA_FACTOR1, q.get()},
                          {OSSL_PKEY_PARAM_RSA_FACTOR2, p.get()},
                          {OSSL_PKEY_PARAM_RSA_EXPONENT1, exponentQ.get()},
                          {OSSL_PKEY_PARAM_RSA_EXPONENT2, exponentP.get()},
                          {OSSL_PKEY_PARAM_RSA_COEFFICIENT1, u.get()}});
    if (key == nullptr || static_cast<std::size_t>(EVP_PKEY_get_size(key.get())) > MaximumSize)
        return nullptr;
    return std::make_unique<RsaUnwrap>(std::move(key));
}

} // namespace coffret
