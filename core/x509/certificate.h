// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/x509/x509fault.h"

#include <QByteArray>
#include <QDateTime>
#include <QString>

#include <string_view>
#include <vector>

namespace coffret {

struct AlternativeName
{
    enum class Kind { Dns, Ip, Email, Uri, Other };
    Kind kind = Kind::Other;
    QString text; ///< a host's name as it is sent, that is in ASCII

    friend bool operator==(const AlternativeName &, const AlternativeName &) = default;
};

/// One X.509 certificate (RFC 5280) in words. Whoever made it chose the names freely: they went through displayText().
struct Certificate
{
    QByteArray der;
    int version = 0; ///< 1 to 3
    QString subject; ///< "CN=mail.example, O=Example"; may be empty
    QString commonName;
    QString issuer;
    QString issuerCommonName;
    std::vector<AlternativeName> names;
    bool namesUnreadable = false; ///< it has some, but not as it should
    QString serial;               ///< hexadecimal, upper case, "-" before a negative one; cut off after 64 digits
    QDateTime notBefore;          ///< UTC; null when it is no time
    QDateTime notAfter;           ///< UTC; null when it is no time
    QString keyType;              ///< "RSA", "EC", "Ed25519", ...
    QString keyCurve;             ///< "P-256", of an EC key
    int keyBits = 0;              ///< 0: a key that is not understood
    QString signature;            ///< "RSA-SHA256", "ecdsa-with-SHA256", "ED25519"
    bool isWeak = false;          ///< signed with MD5 or SHA-1, or an RSA key below 2048 bits
    bool isAuthority = false;     ///< may sign others
    bool isSelfSigned = false;    ///< and the signature is right
    QString sha256;               ///< fingerprints: hexadecimal, upper case
    QString sha1;

    [[nodiscard]] QString shortName() const; ///< the common name, else the first alternative one, else the subject
    [[nodiscard]] QString issuerName() const;
};

constexpr qsizetype MostCertificateBytes = 64 * 1024;

/// Damaged for what is not one certificate and nothing else; TooMuch beyond MostCertificateBytes.
[[nodiscard]] X509Result<Certificate> certificateFromDer(const QByteArray &der);
/// One block after the other (RFC 7468).
[[nodiscard]] QByteArray pemOf(const std::vector<Certificate> &certificates);

enum class Validity { Unknown, NotYet, Valid, Ending, Expired };
constexpr int EndingDays = 30;

/// Ending: within EndingDays.
[[nodiscard]] Validity validityOf(const Certificate &certificate, const QDateTime &now);
/// How much of its time is over, 0 to 1.
[[nodiscard]] double elapsedOf(const Certificate &certificate, const QDateTime &now);

} // namespace coffret
