// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/x509/pkcs12parts.h"

#include "core/pem/pkcs8cost.h"
#include "core/x509/certificatechain.h"

#include <openssl/provider.h>

namespace coffret {

namespace {

constexpr std::int64_t MostWork = 2 * MostDerivation; // a file has a part for certificates and one for a key
constexpr int MostDepth = 4;
constexpr int MostParts = 64;
constexpr std::size_t MostKeys = 8;

void freeSafes(STACK_OF(PKCS7) * safes)
{
    sk_PKCS7_pop_free(safes, PKCS7_free);
}

void freeBags(STACK_OF(PKCS12_SAFEBAG) * bags)
{
    sk_PKCS12_SAFEBAG_pop_free(bags, PKCS12_SAFEBAG_free);
}

using Safes = std::unique_ptr<STACK_OF(PKCS7), OpenSslDeleter<freeSafes>>;
using Bags = std::unique_ptr<STACK_OF(PKCS12_SAFEBAG), OpenSslDeleter<freeBags>>;

QByteArray derOf(X509 *certificate)
{
    unsigned char *bytes = nullptr;
    const int size = i2d_X509(certificate, &bytes);
    const QByteArray der(reinterpret_cast<const char *>(bytes), std::max(size, 0));
    OPENSSL_free(bytes);
    return der;
}

} // namespace

Pkcs12Library::Pkcs12Library() : m_context(OSSL_LIB_CTX_new())
{
    m_today = OSSL_PROVIDER_load(m_context, "default");
    m_legacy = OSSL_PROVIDER_load(m_context, "legacy"); // without it old files are Unsupported
}

Pkcs12Library::~Pkcs12Library()
{
    if (m_legacy != nullptr)
        OSSL_PROVIDER_unload(m_legacy);
    if (m_today != nullptr)
        OSSL_PROVIDER_unload(m_today);
    OSSL_LIB_CTX_free(m_context);
}

Pkcs12Reader::Pkcs12Reader(const Pkcs12Library &library, const PKCS12 &file, std::string_view password)
    : m_library(library), m_file(file), m_password(password.data()), m_passwordSize(static_cast<int>(password.size()))
{
}

bool Pkcs12Reader::isBearableWith(const X509_ALGOR *encryption)
{
    const std::optional<std::int64_t> work = derivationWork(encryption);
    if (!work || *work > MostWork)
        return false;
    m_work += *work;
    return m_work <= MostWork;
}

X509Fault Pkcs12Reader::read()
{
    const Safes safes(PKCS12_unpack_authsafes(&m_file));
    if (!safes)
        return X509Fault::Damaged;
    const int count = sk_PKCS7_num(safes.get());
    if (count > MostParts)
        return X509Fault::TooMuch;
    bool refused = false;
    for (int i = 0; i < count; ++i) {
        const X509Fault fault = readSafe(sk_PKCS7_value(safes.get(), i));
        refused = refused || fault == X509Fault::WrongPassword; // the next part tells whether it is this one's damage
        if (fault != X509Fault::None && fault != X509Fault::WrongPassword)
            return fault;
    }
    return refused ? X509Fault::WrongPassword : X509Fault::None;
}

X509Fault Pkcs12Reader::readSafe(PKCS7 *safe)
{
    if (PKCS7_type_is_data(safe)) {
        const Bags bags(PKCS12_unpack_p7data(safe));
        return bags ? readBags(bags.get(), 0) : X509Fault::Damaged;
    }
    if (!PKCS7_type_is_encrypted(safe))
        return X509Fault::Unsupported;
    const PKCS7_ENCRYPT *encrypted = safe->d.encrypted;
    if (encrypted == nullptr || encrypted->enc_data == nullptr || !isBearableWith(encrypted->enc_data->algorithm))
        return X509Fault::Unsupported;
    const Bags bags(PKCS12_unpack_p7encdata(safe, m_password, m_passwordSize));
    if (!bags)
        return X509Fault::WrongPassword;
    hasOpened = true;
    return readBags(bags.get(), 0);
}

X509Fault Pkcs12Reader::readBags(const STACK_OF(PKCS12_SAFEBAG) * bags, int depth)
{
    const int count = sk_PKCS12_SAFEBAG_num(bags);
    if (depth > MostDepth || count > MostParts)
        return X509Fault::TooMuch;
    for (int i = 0; i < count; ++i) {
        if (const X509Fault fault = readBag(sk_PKCS12_SAFEBAG_value(bags, i), depth); fault != X509Fault::None)
            return fault;
    }
    return X509Fault::None;
}

X509Fault Pkcs12Reader::readBag(const PKCS12_SAFEBAG *bag, int depth)
{
    switch (PKCS12_SAFEBAG_get_nid(bag)) {
    case NID_certBag: {
        if (PKCS12_SAFEBAG_get_bag_nid(bag) != NID_x509Certificate)
            return X509Fault::None;
        const SslCertificate certificate(PKCS12_SAFEBAG_get1_cert(bag));
        if (!certificate)
            return X509Fault::Damaged;
        certificates.push_back(derOf(certificate.get()));
        return certificates.size() > MostCertificates ? X509Fault::TooMuch : X509Fault::None;
    }
    case NID_keyBag: {
        const PKCS8_PRIV_KEY_INFO *key = PKCS12_SAFEBAG_get0_p8inf(bag);
        keys.emplace_back(key == nullptr ? nullptr
                                         : static_cast<PKCS8_PRIV_KEY_INFO *>(
                                               ASN1_item_dup(ASN1_ITEM_rptr(PKCS8_PRIV_KEY_INFO), key)));
        return keys.back() && keys.size() <= MostKeys ? X509Fault::None : X509Fault::Damaged;
    }
    case NID_pkcs8ShroudedKeyBag:
        return readShroudedKey(bag);
    case NID_safeContentsBag:
        return readBags(PKCS12_SAFEBAG_get0_safes(bag), depth + 1);
    default:
        return X509Fault::None; // lists of what was revoked, and secrets of other kinds
    }
}

X509Fault Pkcs12Reader::readShroudedKey(const PKCS12_SAFEBAG *bag)
{
    const X509_SIG *envelope = PKCS12_SAFEBAG_get0_pkcs8(bag);
    if (envelope == nullptr)
        return X509Fault::Damaged;
    const X509_ALGOR *encryption = nullptr;
    X509_SIG_get0(envelope, &encryption, nullptr);
    if (!isBearableWith(encryption) || keys.size() >= MostKeys)
        return X509Fault::Unsupported;
    Pkcs8Key key(PKCS12_decrypt_skey_ex(bag, m_password, m_passwordSize, m_library.context(), nullptr));
    if (!key)
        return X509Fault::WrongPassword;
    hasOpened = true;
    keys.push_back(std::move(key));
    return X509Fault::None;
}

} // namespace coffret
