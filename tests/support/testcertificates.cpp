// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/testcertificates.h"

#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

namespace coffret::test {

namespace {

using Key = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
using Cert = std::unique_ptr<X509, decltype(&X509_free)>;
using Bio = std::unique_ptr<BIO, decltype(&BIO_free)>;

Key newKey(int rsaBits = 0)
{
    return Key(rsaBits > 0 ? EVP_RSA_gen(static_cast<unsigned int>(rsaBits)) : EVP_EC_gen("P-256"), &EVP_PKEY_free);
}

QByteArray contents(const Bio &bio)
{
    char *data = nullptr;
    const long size = BIO_get_mem_data(bio.get(), &data);
    return {data, size};
}

QSslCertificate toQt(X509 *certificate)
{
    const Bio bio(BIO_new(BIO_s_mem()), &BIO_free);
    PEM_write_bio_X509(bio.get(), certificate);
    return QSslCertificate(contents(bio));
}

QSslKey toQt(EVP_PKEY *key)
{
    const Bio bio(BIO_new(BIO_s_mem()), &BIO_free);
    PEM_write_bio_PrivateKey_traditional(bio.get(), key, nullptr, nullptr, 0, nullptr, nullptr);
    return QSslKey(contents(bio), EVP_PKEY_is_a(key, "RSA") != 0 ? QSsl::Rsa : QSsl::Ec);
}

void extend(X509 *certificate, X509 *issuer, int nid, const QByteArray &value)
{
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    X509_EXTENSION *extension = X509V3_EXT_conf_nid(nullptr, &context, nid, value.constData());
    X509_add_ext(certificate, extension, -1);
    X509_EXTENSION_free(extension);
}

void name(X509_NAME *name, const QString &commonName)
{
    const QByteArray utf8 = commonName.toUtf8();
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8, reinterpret_cast<const unsigned char *>(utf8.constData()), -1,
                               -1, 0);
}

/// issuer and issuerKey null: self-signed.
Cert make(const CertificateWish &wish, EVP_PKEY *key, X509 *issuer, EVP_PKEY *issuerKey, bool authority)
{
    Cert certificate(X509_new(), &X509_free);
    X509_set_version(certificate.get(), 2);
    unsigned char serial[8] = {};
    RAND_bytes(serial, sizeof serial);
    serial[0] = static_cast<unsigned char>((serial[0] & 0x7F) | 1);
    BIGNUM *number = BN_bin2bn(serial, sizeof serial, nullptr);
    BN_to_ASN1_INTEGER(number, X509_get_serialNumber(certificate.get()));
    BN_free(number);
    ASN1_TIME_set(X509_getm_notBefore(certificate.get()), wish.notBefore.toSecsSinceEpoch());
    ASN1_TIME_set(X509_getm_notAfter(certificate.get()), wish.notAfter.toSecsSinceEpoch());
    name(X509_get_subject_name(certificate.get()), wish.commonName);
    X509 *const signer = issuer != nullptr ? issuer : certificate.get();
    X509_set_issuer_name(certificate.get(), X509_get_subject_name(signer));
    X509_set_pubkey(certificate.get(), key);
    extend(certificate.get(), signer, NID_basic_constraints, authority ? "critical,CA:TRUE" : "critical,CA:FALSE");
    if (authority)
        extend(certificate.get(), signer, NID_key_usage, "critical,keyCertSign,cRLSign");
    QByteArrayList names;
    for (const QString &dnsName : wish.dnsNames)
        names.append("DNS:" + dnsName.toUtf8());
    if (!names.isEmpty())
        extend(certificate.get(), signer, NID_subject_alt_name, names.join(','));
    X509_sign(certificate.get(), issuerKey != nullptr ? issuerKey : key, wish.sha1 ? EVP_sha1() : EVP_sha256());
    return certificate;
}

} // namespace

struct TestAuthority::Private
{
    Key key = newKey();
    Cert certificate{nullptr, &X509_free};
};

TestAuthority::TestAuthority() : d(std::make_unique<Private>())
{
    CertificateWish wish;
    wish.commonName = QStringLiteral("Throw-away test authority");
    wish.dnsNames.clear();
    d->certificate = make(wish, d->key.get(), nullptr, nullptr, true);
}

TestAuthority::~TestAuthority() = default;

QSslCertificate TestAuthority::certificate() const
{
    return toQt(d->certificate.get());
}

Identity TestAuthority::issue(const CertificateWish &wish) const
{
    const Key key = newKey(wish.rsaBits);
    const Cert certificate = make(wish, key.get(), d->certificate.get(), d->key.get(), false);
    return {toQt(certificate.get()), toQt(key.get())};
}

Identity TestAuthority::selfSigned(const CertificateWish &wish)
{
    const Key key = newKey(wish.rsaBits);
    const Cert certificate = make(wish, key.get(), nullptr, nullptr, false);
    return {toQt(certificate.get()), toQt(key.get())};
}

} // namespace coffret::test
