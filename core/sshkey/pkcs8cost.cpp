// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sshkey/pkcs8cost.h"

#include "core/secret/opensslhandles.h"

#include <openssl/asn1t.h>

#include <cstdint>

namespace coffret {

namespace {

constexpr std::int64_t MostRounds = 3'000'000;
constexpr std::int64_t MostScrypt = 32 * std::int64_t(16384) * 8; // N times r times p

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

bool isFew(const ASN1_INTEGER *rounds)
{
    const std::int64_t value = valueOf(rounds);
    return value > 0 && value <= MostRounds;
}

bool isBearableScrypt(const SCRYPT_PARAMS *parameters)
{
    std::int64_t work = 1;
    for (const ASN1_INTEGER *factor :
         {parameters->costParameter, parameters->blockSize, parameters->parallelizationParameter}) {
        const std::int64_t value = valueOf(factor);
        if (value <= 0 || value > MostScrypt)
            return false;
        work *= value;
        if (work > MostScrypt)
            return false;
    }
    return true;
}

bool isBearableDerivation(const X509_ALGOR *derivation)
{
    if (nameOf(derivation) == NID_id_pbkdf2) {
        const auto parameters = parametersOf<Pbkdf2>(derivation, ASN1_ITEM_rptr(PBKDF2PARAM));
        return parameters && isFew(parameters->iter);
    }
    if (nameOf(derivation) == NID_id_scrypt) {
        const auto parameters = parametersOf<Scrypt>(derivation, ASN1_ITEM_rptr(SCRYPT_PARAMS));
        return parameters && isBearableScrypt(parameters.get());
    }
    return false;
}

} // namespace

bool isBearable(const X509_SIG *encrypted)
{
    const X509_ALGOR *algorithm = nullptr;
    X509_SIG_get0(encrypted, &algorithm, nullptr);
    if (nameOf(algorithm) == NID_pbes2) {
        const auto parameters = parametersOf<Pbes2>(algorithm, ASN1_ITEM_rptr(PBE2PARAM));
        return parameters && isBearableDerivation(parameters->keyfunc);
    }
    const auto parameters = parametersOf<Pbe>(algorithm, ASN1_ITEM_rptr(PBEPARAM)); // PBES1 and PKCS#12
    return parameters && isFew(parameters->iter);
}

} // namespace coffret
