// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demovault/crypto/certificates.h"

#include <QRandomGenerator>
#include <QSslCertificate>
#include <QSslKey>

#include <openssl/ec.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

namespace coffret::demovault {
namespace {

constexpr long secondsInDay = 24L * 3600;
constexpr long yearInSeconds = 365 * secondsInDay;

void addName(X509_NAME *name, const char *field, const QString &value)
{
    const QByteArray utf8 = value.toUtf8();
    X509_NAME_add_entry_by_txt(name, field, MBSTRING_UTF8, reinterpret_cast<const unsigned char *>(utf8.constData()),
                               static_cast<int>(utf8.size()), -1, 0);
}

void addExtension(X509 *certificate, X509 *issuer, int nid, const QByteArray &value)
{
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    X509_EXTENSION *extension = X509V3_EXT_conf_nid(nullptr, &context, nid, value.constData());
    X509_add_ext(certificate, extension, -1);
    X509_EXTENSION_free(extension);
}

CertificateHandle blank(EVP_PKEY *key, const QString &commonName)
{
    CertificateHandle certificate(X509_new());
    X509_set_version(certificate.get(), X509_VERSION_3);
    ASN1_INTEGER_set_uint64(X509_get_serialNumber(certificate.get()), QRandomGenerator::system()->generate64() >> 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -3600);
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), yearInSeconds);
    X509_NAME *subject = X509_get_subject_name(certificate.get());
    addName(subject, "O", QStringLiteral("Halden Optics (demonstration)"));
    addName(subject, "CN", commonName.left(64));
    X509_set_pubkey(certificate.get(), key);
    return certificate;
}

QByteArray subjectAlternatives(const QStringList &dnsNames, bool loopback)
{
    QByteArrayList entries;
    for (const QString &name : dnsNames)
        entries.append("DNS:" + name.toUtf8());
    if (loopback)
        entries.append("IP:127.0.0.1");
    return entries.join(',');
}

} // namespace

Authority::Authority()
    : m_key(EVP_EC_gen("P-256")), m_certificate(blank(m_key.get(), QStringLiteral("Coffret demonstration authority")))
{
    X509 *self = m_certificate.get();
    X509_set_issuer_name(self, X509_get_subject_name(self));
    addExtension(self, self, NID_basic_constraints, "critical,CA:TRUE,pathlen:0");
    addExtension(self, self, NID_key_usage, "critical,keyCertSign,cRLSign");
    addExtension(self, self, NID_subject_key_identifier, "hash");
    X509_sign(self, m_key.get(), EVP_sha256());
}

QByteArray Authority::certificate() const
{
    return writtenBy([this](BIO *bio) { PEM_write_bio_X509(bio, m_certificate.get()); });
}

PemPair Authority::issue(const QString &commonName, const QStringList &dnsNames, bool loopback,
                         const QByteArray &passphrase, int validDays) const
{
    const PrivateKey key(EVP_EC_gen("P-256"));
    const CertificateHandle leaf = blank(key.get(), commonName);
    X509_gmtime_adj(X509_getm_notAfter(leaf.get()), validDays * secondsInDay);
    if (validDays < 0) // it was valid once
        X509_gmtime_adj(X509_getm_notBefore(leaf.get()), -yearInSeconds);
    X509_set_issuer_name(leaf.get(), X509_get_subject_name(m_certificate.get()));
    addExtension(leaf.get(), m_certificate.get(), NID_basic_constraints, "critical,CA:FALSE");
    addExtension(leaf.get(), m_certificate.get(), NID_key_usage, "critical,digitalSignature");
    addExtension(leaf.get(), m_certificate.get(), NID_ext_key_usage, "serverAuth,clientAuth");
    addExtension(leaf.get(), m_certificate.get(), NID_authority_key_identifier, "keyid");
    addExtension(leaf.get(), m_certificate.get(), NID_subject_alt_name, subjectAlternatives(dnsNames, loopback));
    X509_sign(leaf.get(), m_key.get(), EVP_sha256());

    const EVP_CIPHER *cipher = passphrase.isEmpty() ? nullptr : EVP_aes_256_cbc();
    return {writtenBy([&leaf](BIO *bio) { PEM_write_bio_X509(bio, leaf.get()); }), writtenBy([&](BIO *bio) {
                PEM_write_bio_PKCS8PrivateKey(bio, key.get(), cipher, passphrase.constData(),
                                              static_cast<int>(passphrase.size()), nullptr, nullptr);
            })};
}

QSslConfiguration Authority::serverConfiguration() const
{
    const PemPair pair = issue(QStringLiteral("localhost"), {QStringLiteral("localhost")}, true);
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setLocalCertificate(QSslCertificate(pair.certificate));
    configuration.setPrivateKey(QSslKey(pair.privateKey, QSsl::Ec));
    configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
    return configuration;
}

} // namespace coffret::demovault
