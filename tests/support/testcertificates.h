// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QSslCertificate>
#include <QSslKey>
#include <QStringList>

#include <memory>

namespace coffret::test {

/// A certificate with its key. Made for one test run, never written anywhere.
struct Identity
{
    QSslCertificate certificate;
    QSslKey key;
};

struct CertificateWish
{
    QString commonName = QStringLiteral("localhost");
    QStringList dnsNames = {QStringLiteral("localhost")};
    QDateTime notBefore = QDateTime::currentDateTimeUtc().addDays(-1);
    QDateTime notAfter = QDateTime::currentDateTimeUtc().addDays(30);
    int rsaBits = 0;   ///< 0: EC P-256
    bool sha1 = false; ///< in the signature of whoever issues it
};

/// A throw-away certificate authority (EC P-256), made with OpenSSL.
class TestAuthority
{
public:
    TestAuthority();
    ~TestAuthority();
    [[nodiscard]] QSslCertificate certificate() const;
    [[nodiscard]] Identity issue(const CertificateWish &wish = {}) const;
    [[nodiscard]] static Identity selfSigned(const CertificateWish &wish = {});

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace coffret::test
