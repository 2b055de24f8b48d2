// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/x509/certificatetext.h"

#include "core/pem/pemblock.h"
#include "core/x509/certificatechain.h"

namespace coffret {

namespace {

constexpr std::string_view Begin = "-----BEGIN ";
constexpr std::string_view End = "-----END ";
constexpr std::string_view Dashes = "-----";
constexpr std::string_view KeyEnding = "PRIVATE KEY";
constexpr std::size_t MostLabel = 64;
constexpr char DerSequence = 0x30;

/// OpenSSL's own form has things behind the certificate that say what it is trusted for.
QByteArray withoutTrust(const PemBlock &block)
{
    const unsigned char *position = block.data();
    long size = 0;
    int tag = 0;
    int kind = 0;
    const bool broken = (ASN1_get_object(&position, &size, &tag, &kind, block.size()) & 0x80) != 0;
    const auto whole = static_cast<qsizetype>(block.size());
    const qsizetype used = broken ? whole : static_cast<qsizetype>(position - block.data()) + size;
    return {reinterpret_cast<const char *>(block.data()), used};
}

QByteArray derIn(const PemBlock &block)
{
    if (block.name() == PEM_STRING_X509_TRUSTED)
        return withoutTrust(block);
    return {reinterpret_cast<const char *>(block.data()), static_cast<qsizetype>(block.size())};
}

bool isCertificate(const PemBlock &block)
{
    return block.name() == PEM_STRING_X509 || block.name() == PEM_STRING_X509_OLD ||
           block.name() == PEM_STRING_X509_TRUSTED;
}

X509Result<std::vector<Certificate>> readPem(std::string_view text)
{
    const SslStream stream = streamOver(text);
    std::vector<Certificate> certificates;
    X509Fault otherwise = X509Fault::NoCertificate;
    PemBlock block;
    PemBlock::Step step = stream ? block.readNext(stream.get()) : PemBlock::Step::Damaged;
    for (; step == PemBlock::Step::Read; step = block.readNext(stream.get())) {
        if (!isCertificate(block)) {
            if (block.isPrivateKey())
                otherwise = X509Fault::OnlyKey;
            else if (block.name().ends_with("CERTIFICATE REQUEST"))
                otherwise = X509Fault::OnlyRequest;
            continue;
        }
        if (certificates.size() == MostCertificates)
            return tl::unexpected(X509Fault::TooMuch);
        X509Result<Certificate> certificate = certificateFromDer(derIn(block));
        if (!certificate)
            return tl::unexpected(certificate.error());
        certificates.push_back(*std::move(certificate));
    }
    if (step == PemBlock::Step::Damaged)
        return tl::unexpected(X509Fault::Damaged);
    if (certificates.empty())
        return tl::unexpected(otherwise);
    return certificates;
}

/// What a text says up to the next dashes, which are not looked for any farther than a label goes.
std::string_view labelAt(std::string_view text)
{
    const std::string_view start = text.substr(0, MostLabel + Dashes.size());
    const std::size_t size = start.find(Dashes);
    return size == std::string_view::npos ? std::string_view() : start.substr(0, size);
}

} // namespace

X509Result<std::vector<Certificate>> readCertificates(std::string_view bytes)
{
    if (bytes.find_first_not_of(" \t\r\n") == std::string_view::npos)
        return tl::unexpected(X509Fault::Empty);
    if (bytes.size() > MostCertificateText)
        return tl::unexpected(X509Fault::TooMuch);
    const SslQueueGuard guard;
    if (bytes.find(Begin) != std::string_view::npos)
        return readPem(bytes);
    if (bytes.front() != DerSequence || bytes.size() > static_cast<std::size_t>(MostCertificateBytes))
        return tl::unexpected(X509Fault::NoCertificate);
    X509Result<Certificate> one = certificateFromDer(QByteArray(bytes.data(), static_cast<qsizetype>(bytes.size())));
    if (!one)
        return tl::unexpected(one.error());
    return std::vector<Certificate>{*std::move(one)};
}

std::vector<std::string_view> privateKeysIn(std::string_view text)
{
    std::vector<std::string_view> keys;
    for (std::size_t begin = text.find(Begin); begin != std::string_view::npos;) {
        std::size_t next = begin + Begin.size();
        if (labelAt(text.substr(next)).ends_with(KeyEnding)) {
            const std::size_t end = text.find(End, next);
            const std::size_t close = end == std::string_view::npos ? end : text.find(Dashes, end + End.size());
            if (close == std::string_view::npos)
                break; // nor has any behind it an end
            next = close + Dashes.size();
            keys.push_back(text.substr(begin, next - begin));
        }
        begin = text.find(Begin, next);
    }
    return keys;
}

} // namespace coffret
