// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pem/pkcs8cost.h"

#include "core/secret/opensslhandles.h"

#include <openssl/asn1t.h>
#include <openssl/core_names.h>

#include <algorithm>
#include <array>

namespace coffret {

namespace {

constexpr std::int64_t MostScrypt = 32 * std::int64_t(16384) * 8; // N times r times p
constexpr int MostRsaBits = 16384;
/// With those of up to five primes, which is as many as OpenSSL signs with.
constexpr std::array RsaNumbers{OSSL_PKEY_PARAM_RSA_E,
                                OSSL_PKEY_PARAM_RSA_D,
                                OSSL_PKEY_PARAM_RSA_FACTOR1,
                                OSSL_PKEY_PARAM_RSA_FACTOR2,
                                OSSL_PKEY_PARAM_RSA_FACTOR3,
                                OSSL_PKEY_PARAM_RSA_FACTOR4,
                                OSSL_PKEY_PARAM_RSA_FACTOR5,
                                OSSL_PKEY_PARAM_RSA_EXPONENT1,
                                OSSL_PKEY_PARAM_RSA_EXPONENT2,
                                OSSL_PKEY_PARAM_RSA_EXPONENT3,
                                OSSL_PKEY_PARAM_RSA_EXPONENT4,
                                OSSL_PKEY_PARAM_RSA_EXPONENT5,
                                OSSL_PKEY_PARAM_RSA_COEFFICIENT1,
                                OSSL_PKEY_PARAM_RSA_COEFFICIENT2,
                                OSSL_PKEY_PARAM_RSA_COEFFICIENT3,
                                OSSL_PKEY_PARAM_RSA_COEFFICIENT4};

using Pbes2 = std::unique_ptr<PBE2PARAM, OpenSslDeleter<PBE2PARAM_free>>;
using Pbkdf2 = std::unique_ptr<PBKDF2PARAM, OpenSslDeleter<PBKDF2PARAM_free>>;
using Scrypt = std::unique_ptr<SCRYPT_PARAMS, OpenSslDeleter<SCRYPT_PARAMS_free>>;
using Pbe = std::unique_ptr<PBEPARAM, OpenSslDeleter<PBEPARAM_free>>;

/// Null unless they are of this kind.
template <typename Handle>
Handle parametersOf(const X509_ALGOR *algorithm, const ASN1_ITEM *item)
{
    int type = V_ASN1_UNDEF;
    const void *value = nullptr;
    X509_ALGOR_get0(nullptr, &type, &value, algorithm);
    if (type != V_ASN1_SEQUENCE || value == nullptr)
        return nullptr;
    return Handle(
        static_cast<typename Handle::pointer>(ASN1_item_unpack(static_cast<const ASN1_STRING *>(value), item)));
}

int nameOf(const X509_ALGOR *algorithm)
{
    const ASN1_OBJECT *name = nullptr;
    X509_ALGOR_get0(&name, nullptr, nullptr, algorithm);
    return OBJ_obj2nid(name);
}

/// Minus one for what is not a small number.
std::int64_t valueOf(const ASN1_INTEGER *number)
{
    std::int64_t value = 0;
    return number != nullptr && ASN1_INTEGER_get_int64(&value, number) == 1 ? value : -1;
}

std::optional<std::int64_t> roundsOf(const ASN1_INTEGER *rounds)
{
    const std::int64_t value = valueOf(rounds);
    return value > 0 ? std::optional(value) : std::nullopt;
}

std::optional<std::int64_t> scryptWork(const SCRYPT_PARAMS *parameters)
{
    std::int64_t work = 1;
    for (const ASN1_INTEGER *factor :
         {parameters->costParameter, parameters->blockSize, parameters->parallelizationParameter}) {
        const std::int64_t value = valueOf(factor);
        if (value <= 0)
            return std::nullopt;
        work = std::min(value, MostScrypt + 1) * work; // both are small: no overflow
        work = std::min(work, MostScrypt + 1);
    }
    return work > MostScrypt ? MostDerivation + 1 : work * MostDerivation / MostScrypt;
}

std::optional<std::int64_t> pbes2Work(const X509_ALGOR *derivation)
{
    if (nameOf(derivation) == NID_id_pbkdf2) {
        const auto parameters = parametersOf<Pbkdf2>(derivation, ASN1_ITEM_rptr(PBKDF2PARAM));
        return parameters ? roundsOf(parameters->iter) : std::nullopt;
    }
    if (nameOf(derivation) == NID_id_scrypt) {
        const auto parameters = parametersOf<Scrypt>(derivation, ASN1_ITEM_rptr(SCRYPT_PARAMS));
        return parameters ? scryptWork(parameters.get()) : std::nullopt;
    }
    return std::nullopt;
}

/// None for a number that the key does not have.
int bitsOf(const EVP_PKEY *key, const char *name)
{
    BIGNUM *found = nullptr;
    if (EVP_PKEY_get_bn_param(key, name, &found) != 1)
        return 0;
    const SslNumber number(found);
    return BN_num_bits(number.get());
}

} // namespace

std::optional<std::int64_t> derivationWork(const X509_ALGOR *encryption)
{
    if (nameOf(encryption) == NID_pbes2) {
        const auto parameters = parametersOf<Pbes2>(encryption, ASN1_ITEM_rptr(PBE2PARAM));
        return parameters ? pbes2Work(parameters->keyfunc) : std::nullopt;
    }
    const auto parameters = parametersOf<Pbe>(encryption, ASN1_ITEM_rptr(PBEPARAM)); // PBES1 and PKCS#12
    return parameters ? roundsOf(parameters->iter) : std::nullopt;
}

bool isBearable(const X509_SIG *encrypted)
{
    const X509_ALGOR *algorithm = nullptr;
    X509_SIG_get0(encrypted, &algorithm, nullptr);
    const std::optional<std::int64_t> work = derivationWork(algorithm);
    return work && *work <= MostDerivation;
}

bool isBearable(const PKCS8_PRIV_KEY_INFO *key)
{
    constexpr std::array Known{NID_rsaEncryption, NID_rsassaPss, NID_X9_62_id_ecPublicKey, NID_ED25519, NID_ED448,
                               NID_X25519,        NID_X448};
    const ASN1_OBJECT *algorithm = nullptr;
    return PKCS8_pkey_get0(&algorithm, nullptr, nullptr, nullptr, key) == 1 &&
           std::find(Known.begin(), Known.end(), OBJ_obj2nid(algorithm)) != Known.end();
}

bool isBearable(const EVP_PKEY *key)
{
    if (EVP_PKEY_is_a(key, "RSA") != 1 && EVP_PKEY_is_a(key, "RSA-PSS") != 1)
        return true;
    const int bits = EVP_PKEY_get_bits(key);
    return bits <= MostRsaBits && std::all_of(RsaNumbers.begin(), RsaNumbers.end(),
                                              [&](const char *name) { return bitsOf(key, name) <= bits; });
}

} // namespace coffret
