// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pem/pkcs8cost.h"

#include "core/secret/opensslhandles.h"

#include <openssl/asn1t.h>

#include <algorithm>

namespace coffret {

namespace {

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

} // namespace coffret
