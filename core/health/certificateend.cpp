// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/health/certificateend.h"

#include "core/secret/opensslhandles.h"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <ctime>

namespace coffret {

namespace {

constexpr std::size_t LongestText = 256 * 1024;

using SslCertificate = std::unique_ptr<X509, OpenSslDeleter<X509_free>>;
using SslStream = std::unique_ptr<BIO, OpenSslDeleter<BIO_free>>;

/// An encrypted block would make OpenSSL ask on the terminal.
int noPassphrase(char *, int, int, void *)
{
    return -1;
}

} // namespace

std::optional<QDateTime> certificateEnd(std::string_view pem)
{
    if (pem.size() > LongestText)
        return std::nullopt;
    const SslStream stream(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
    const SslCertificate certificate(stream ? PEM_read_bio_X509(stream.get(), nullptr, noPassphrase, nullptr)
                                            : nullptr);
    ERR_clear_error();
    std::tm end{};
    if (!certificate || ASN1_TIME_to_tm(X509_get0_notAfter(certificate.get()), &end) != 1)
        return std::nullopt;
    const QDateTime time(QDate(end.tm_year + 1900, end.tm_mon + 1, end.tm_mday),
                         QTime(end.tm_hour, end.tm_min, end.tm_sec), Qt::UTC);
    return time.isValid() ? std::optional(time) : std::nullopt;
}

} // namespace coffret
