// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/x509/certificateforge.h"

#include "core/secret/opensslhandles.h"
#include "tests/core/sshkey/sshtools.h"

#include <openssl/ec.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509v3.h>

namespace coffret::test {

namespace {

using Stream = std::unique_ptr<BIO, OpenSslDeleter<BIO_free_all>>;
using Handle = std::unique_ptr<X509, OpenSslDeleter<X509_free>>;

void require(bool done, const char *what)
{
    if (!done)
        qFatal("cannot forge %s", what);
}

QByteArray contents(BIO *stream)
{
    char *data = nullptr;
    const long size = BIO_get_mem_data(stream, &data);
    return {data, static_cast<qsizetype>(size)};
}

void addName(X509_NAME *name, const std::vector<NamePart> &parts)
{
    for (const NamePart &part : parts) {
        const int type = part.isWide ? V_ASN1_BMPSTRING : V_ASN1_UTF8STRING;
        require(X509_NAME_add_entry_by_txt(name, part.type.constData(), type,
                                           reinterpret_cast<const unsigned char *>(part.value.constData()),
                                           static_cast<int>(part.value.size()), -1, 0) == 1,
                "a name");
    }
}

void addRawNames(X509 *certificate, const QByteArrayList &dnsNames)
{
    GENERAL_NAMES *names = sk_GENERAL_NAME_new_null();
    for (const QByteArray &text : dnsNames) {
        GENERAL_NAME *name = GENERAL_NAME_new();
        ASN1_IA5STRING *value = ASN1_IA5STRING_new();
        ASN1_STRING_set(value, text.constData(), static_cast<int>(text.size()));
        GENERAL_NAME_set0_value(name, GEN_DNS, value);
        sk_GENERAL_NAME_push(names, name);
    }
    require(X509_add1_ext_i2d(certificate, NID_subject_alt_name, names, 0, X509V3_ADD_DEFAULT) == 1, "raw names");
    GENERAL_NAMES_free(names);
}

void addExtension(X509 *certificate, X509 *issuer, int kind, const QByteArray &value)
{
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    X509_EXTENSION *extension = X509V3_EXT_conf_nid(nullptr, &context, kind, value.constData());
    require(extension != nullptr && X509_add_ext(certificate, extension, -1) == 1, value.constData());
    X509_EXTENSION_free(extension);
}

void setSerial(X509 *certificate, const QByteArray &hex)
{
    BIGNUM *number = nullptr;
    require(BN_hex2bn(&number, hex.constData()) > 0, "a serial number");
    BN_to_ASN1_INTEGER(number, X509_get_serialNumber(certificate));
    BN_free(number);
}

const EVP_MD *digestFor(const CertificateWish &wish, EVP_PKEY *key)
{
    if (EVP_PKEY_is_a(key, "ED25519") == 1)
        return nullptr;
    return wish.isSha1 ? EVP_sha1() : EVP_sha256();
}

Handle parsed(const QByteArray &der)
{
    const auto *position = reinterpret_cast<const unsigned char *>(der.constData());
    return Handle(d2i_X509(nullptr, &position, static_cast<long>(der.size())));
}

} // namespace

ForgedKey forgeKey(const QByteArray &kind)
{
    EVP_PKEY *key = nullptr;
    if (kind.startsWith("RSA:"))
        key = EVP_RSA_gen(static_cast<unsigned>(kind.mid(4).toInt()));
    else if (kind.startsWith("EC:"))
        key = EVP_EC_gen(kind.mid(3).constData());
    else
        key = EVP_PKEY_Q_keygen(nullptr, nullptr, kind.constData());
    require(key != nullptr, kind.constData());
    return {key, EVP_PKEY_free};
}

QByteArray keyPem(const ForgedKey &key, const QByteArray &passphrase)
{
    const Stream stream(BIO_new(BIO_s_mem()));
    const EVP_CIPHER *cipher = passphrase.isEmpty() ? nullptr : EVP_aes_256_cbc();
    require(PEM_write_bio_PKCS8PrivateKey(stream.get(), key.get(), cipher, passphrase.constData(),
                                          static_cast<int>(passphrase.size()), nullptr, nullptr) == 1,
            "a key");
    return contents(stream.get());
}

QByteArray ForgedCertificate::pem() const
{
    const Handle certificate = parsed(der);
    const Stream stream(BIO_new(BIO_s_mem()));
    require(PEM_write_bio_X509(stream.get(), certificate.get()) == 1, "PEM");
    return contents(stream.get());
}

ForgedCertificate forge(const CertificateWish &wish, const ForgedKey &key, const ForgedCertificate *issuer)
{
    const Handle certificate(X509_new());
    X509 *raw = certificate.get();
    X509_set_version(raw, wish.version - 1);
    setSerial(raw, wish.serial);
    require(ASN1_TIME_set_string_X509(X509_getm_notBefore(raw), wish.notBefore.constData()) == 1 &&
                ASN1_TIME_set_string_X509(X509_getm_notAfter(raw), wish.notAfter.constData()) == 1,
            "a time");
    addName(X509_get_subject_name(raw), wish.subject);
    const Handle signer = issuer == nullptr ? nullptr : parsed(issuer->der);
    X509_set_issuer_name(raw, X509_get_subject_name(signer ? signer.get() : raw));
    X509_set_pubkey(raw, key.get());
    if (wish.version == 3) {
        if (wish.saysWhether)
            addExtension(raw, signer ? signer.get() : raw, NID_basic_constraints,
                         wish.isAuthority ? "CA:TRUE" : "CA:FALSE");
        if (!wish.keyUsage.isEmpty())
            addExtension(raw, raw, NID_key_usage, wish.keyUsage);
        if (!wish.alternatives.isEmpty())
            addExtension(raw, raw, NID_subject_alt_name, wish.alternatives);
        else if (!wish.rawDnsNames.isEmpty())
            addRawNames(raw, wish.rawDnsNames);
    }
    EVP_PKEY *signing = issuer == nullptr ? key.get() : issuer->key.get();
    require(X509_sign(raw, signing, digestFor(wish, signing)) > 0, "a signature");
    unsigned char *bytes = nullptr;
    const int size = i2d_X509(raw, &bytes);
    ForgedCertificate forged{wish, key, QByteArray(reinterpret_cast<const char *>(bytes), size)};
    OPENSSL_free(bytes);
    return forged;
}

ForgedCertificate forgeAuthority(const QByteArray &name, const ForgedCertificate *issuer, const QByteArray &keyKind)
{
    CertificateWish wish;
    wish.subject = {{"O", "Forge"}, {"CN", name}};
    wish.isAuthority = true;
    wish.notAfter = "20350101000000Z";
    return forge(wish, forgeKey(keyKind), issuer);
}

ForgedCertificate forgeLeaf(const QByteArray &name, const ForgedCertificate &issuer, const QByteArray &keyKind)
{
    CertificateWish wish;
    wish.subject = {{"CN", name}};
    wish.alternatives = "DNS:" + name;
    return forge(wish, forgeKey(keyKind), &issuer);
}

QByteArray pkcs12Of(const ForgedCertificate &leaf, const std::vector<ForgedCertificate> &others,
                    const QByteArray &password, const QByteArrayList &options, bool withKey)
{
    const KeyFolder folder;
    QByteArray all = withKey ? keyPem(leaf.key) : QByteArray();
    all += leaf.pem();
    for (const ForgedCertificate &other : others)
        all += other.pem();
    folder.write(QStringLiteral("all.pem"), all);
    QStringList arguments{QStringLiteral("pkcs12"),   QStringLiteral("-export"),
                          QStringLiteral("-in"),      folder.path(QStringLiteral("all.pem")),
                          QStringLiteral("-passout"), QStringLiteral("pass:") + QString::fromUtf8(password)};
    if (!withKey)
        arguments.append(QStringLiteral("-nokeys"));
    for (const QByteArray &option : options)
        arguments.append(QString::fromUtf8(option));
    const ToolAnswer made = runTool(QStringLiteral("openssl"), arguments);
    if (made.exitCode != 0)
        qFatal("%s", made.errors.constData());
    return made.output;
}

} // namespace coffret::test
