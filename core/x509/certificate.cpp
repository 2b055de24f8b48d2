// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/x509/certificate.h"

#include "core/pem/pemblock.h"
#include "core/x509/x509handles.h"
#include "core/x509/x509names.h"

#include <openssl/core_names.h>
#include <openssl/x509v3.h>

#include <array>

namespace coffret {

namespace {

constexpr qsizetype MostSerialDigits = 64; // three times what RFC 5280 allows
constexpr int LeastRsaBits = 2048;

QDateTime timeOf(const ASN1_TIME *time)
{
    std::tm parts{};
    if (time == nullptr || ASN1_TIME_to_tm(time, &parts) != 1)
        return {};
    return {QDate(parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday),
            QTime(parts.tm_hour, parts.tm_min, parts.tm_sec), Qt::UTC};
}

QString serialText(const X509 *certificate)
{
    const SslNumber number(ASN1_INTEGER_to_BN(X509_get0_serialNumber(certificate), nullptr));
    char *digits = number ? BN_bn2hex(number.get()) : nullptr;
    const QString all = QString::fromLatin1(digits);
    OPENSSL_free(digits);
    const QString text = all.left(MostSerialDigits);
    return all.size() > text.size() ? text + QStringLiteral("…") : text;
}

QString fingerprintOf(const X509 *certificate, const EVP_MD *digest)
{
    std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
    unsigned size = 0;
    if (X509_digest(certificate, digest, bytes.data(), &size) != 1)
        return {};
    return QString::fromLatin1(
        QByteArray(reinterpret_cast<const char *>(bytes.data()), static_cast<qsizetype>(size)).toHex().toUpper());
}

QString algorithmName(const ASN1_OBJECT *algorithm)
{
    std::array<char, 80> text{};
    OBJ_obj2txt(text.data(), text.size(), algorithm, 0);
    return QString::fromLatin1(text.data());
}

QString curveOf(const EVP_PKEY *key)
{
    std::array<char, 64> group{};
    if (EVP_PKEY_get_utf8_string_param(key, OSSL_PKEY_PARAM_GROUP_NAME, group.data(), group.size(), nullptr) != 1)
        return {};
    const int curve = OBJ_txt2nid(group.data());
    const char *nist = EC_curve_nid2nist(curve);
    return QString::fromLatin1(nist != nullptr ? nist : group.data());
}

void describeKey(Certificate &described, X509 *certificate)
{
    const EVP_PKEY *key = X509_get0_pubkey(certificate);
    if (key == nullptr) {
        ASN1_OBJECT *algorithm = nullptr;
        X509_PUBKEY_get0_param(&algorithm, nullptr, nullptr, nullptr, X509_get_X509_PUBKEY(certificate));
        described.keyType = algorithmName(algorithm);
        return;
    }
    described.keyBits = EVP_PKEY_get_bits(key);
    const QString type = QString::fromLatin1(EVP_PKEY_get0_type_name(key));
    described.keyType = type.startsWith(QLatin1String("ED")) ? QStringLiteral("Ed") + type.mid(2) : type;
    if (type == QLatin1String("EC"))
        described.keyCurve = curveOf(key);
    described.isWeak = type.startsWith(QLatin1String("RSA")) && described.keyBits < LeastRsaBits;
}

void describeSignature(Certificate &described, X509 *certificate)
{
    const X509_ALGOR *algorithm = nullptr;
    const ASN1_OBJECT *name = nullptr;
    X509_get0_signature(nullptr, &algorithm, certificate);
    X509_ALGOR_get0(&name, nullptr, nullptr, algorithm);
    described.signature = algorithmName(name);
    described.isSelfSigned = X509_self_signed(certificate, 1) == 1;
    int digest = NID_undef;
    const bool known = X509_get_signature_info(certificate, &digest, nullptr, nullptr, nullptr) == 1;
    if (known && !described.isSelfSigned) // nobody relies on a root's own signature
        described.isWeak |= digest == NID_md5 || digest == NID_sha1 || digest == NID_md5_sha1;
}

} // namespace

QString Certificate::shortName() const
{
    if (!commonName.isEmpty())
        return commonName;
    return names.empty() ? subject : names.front().text;
}

QString Certificate::issuerName() const
{
    return issuerCommonName.isEmpty() ? issuer : issuerCommonName;
}

X509Result<Certificate> certificateFromDer(const QByteArray &der)
{
    if (der.size() > MostCertificateBytes)
        return tl::unexpected(X509Fault::TooMuch);
    const SslQueueGuard guard;
    const SslCertificate certificate = sslCertificateOf(der);
    if (!certificate)
        return tl::unexpected(X509Fault::Damaged);
    const long version = X509_get_version(certificate.get()) + 1; // OpenSSL reads any
    if (version < 1 || version > 3)
        return tl::unexpected(X509Fault::Damaged);
    Certificate described;
    described.der = der;
    described.version = static_cast<int>(version);
    described.subject = nameText(X509_get_subject_name(certificate.get()));
    described.commonName = commonNameOf(X509_get_subject_name(certificate.get()));
    described.issuer = nameText(X509_get_issuer_name(certificate.get()));
    described.issuerCommonName = commonNameOf(X509_get_issuer_name(certificate.get()));
    described.namesUnreadable = !readAlternativeNames(certificate.get(), described.names);
    described.serial = serialText(certificate.get());
    described.notBefore = timeOf(X509_get0_notBefore(certificate.get()));
    described.notAfter = timeOf(X509_get0_notAfter(certificate.get()));
    describeKey(described, certificate.get());
    describeSignature(described, certificate.get());
    described.isAuthority = X509_check_ca(certificate.get()) == 1;
    described.sha256 = fingerprintOf(certificate.get(), EVP_sha256());
    described.sha1 = fingerprintOf(certificate.get(), EVP_sha1());
    return described;
}

QByteArray pemOf(const std::vector<Certificate> &certificates)
{
    QByteArray text;
    for (const Certificate &certificate : certificates) {
        const QByteArray base64 = certificate.der.toBase64();
        text += "-----BEGIN CERTIFICATE-----\n";
        for (qsizetype start = 0; start < base64.size(); start += 64)
            text += base64.mid(start, 64) + '\n';
        text += "-----END CERTIFICATE-----\n";
    }
    return text;
}

Validity validityOf(const Certificate &certificate, const QDateTime &now)
{
    if (!certificate.notBefore.isValid() || !certificate.notAfter.isValid())
        return Validity::Unknown;
    if (now > certificate.notAfter)
        return Validity::Expired;
    if (now < certificate.notBefore)
        return Validity::NotYet;
    return now.addDays(EndingDays) >= certificate.notAfter ? Validity::Ending : Validity::Valid;
}

double elapsedOf(const Certificate &certificate, const QDateTime &now)
{
    const double whole = static_cast<double>(certificate.notBefore.msecsTo(certificate.notAfter));
    const double over = static_cast<double>(certificate.notBefore.msecsTo(now));
    return whole > 0 ? std::clamp(over / whole, 0.0, 1.0) : 0;
}

} // namespace coffret
