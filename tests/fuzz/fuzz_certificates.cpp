// SPDX-License-Identifier: GPL-3.0-or-later
// X.509 certificates and what comes with them: PEM, DER and PKCS#12.
#include "core/pem/pemkey.h"
#include "core/x509/certificatechain.h"
#include "core/x509/certificatefile.h"
#include "core/x509/certificatetext.h"
#include "core/x509/inspection.h"
#include "core/x509/pkcs12file.h"
#include "tests/fuzz/nobodyasked.h"

using namespace coffret;
using namespace coffret::fuzz;

namespace {

void checkCertificate(const Certificate &certificate)
{
    require(certificate.version >= 1, "a certificate has a version");
    require(certificate.sha256.size() == 64 && certificate.sha1.size() == 40, "and fingerprints");
    for (const QString *text : {&certificate.subject, &certificate.commonName, &certificate.issuer})
        require(!text->contains(QLatin1Char('\n')) && !text->contains(QChar(0x202e)),
                "no name imitates what is around");
    const double elapsed = elapsedOf(certificate, QDateTime::fromSecsSinceEpoch(1'800'000'000, Qt::UTC));
    require(elapsed >= 0 && elapsed <= 1, "a part of its time");
    static_cast<void>(certificate.shortName());
    static_cast<void>(certificate.issuerName());
    const auto again = certificateFromDer(certificate.der);
    require(again && again->sha256 == certificate.sha256 && again->names == certificate.names, "it is read the same");
}

void checkChain(const std::vector<Certificate> &certificates)
{
    const CertificateChain chain = chainOf(certificates);
    require(chain.order.size() == certificates.size() && chain.length <= certificates.size(),
            "a chain of what is there");
    require(chain.links.size() + 1 == std::max<std::size_t>(chain.length, 1), "one link fewer than certificates");
    std::vector<bool> seen(certificates.size());
    for (const std::size_t place : chain.order) {
        require(place < seen.size() && !seen[place], "each certificate once");
        seen[place] = true;
    }
}

void checkText(std::string_view text)
{
    for (const std::string_view key : privateKeysIn(text))
        require(liesIn(key, text) && key.starts_with("-----BEGIN "), "a key from its beginning to its end");
    const auto certificates = readCertificates(text);
    if (!certificates)
        return;
    require(!certificates->empty() && certificates->size() <= MostCertificates,
            "at least one, and no more than are read");
    for (const Certificate &certificate : *certificates)
        checkCertificate(certificate);
    checkChain(*certificates);
    const auto again = readCertificates(viewOf(pemOf(*certificates)));
    require(again && again->size() == certificates->size(), "written in PEM they are read again");
}

/// A count of rounds in a file may take a second, which says nothing about the reading: those from 65536 on are left
/// out.
bool mayTakeLong(std::string_view file)
{
    for (const std::string_view number : {"\x02\x03", "\x02\x04", "\x02\x81", "\x02\x82"}) {
        if (file.find(number) != std::string_view::npos)
            return true;
    }
    return false;
}

void checkFile(Input &input)
{
    const SecretBuffer password = SecretBuffer::copyOf(input.upTo('\n'));
    const SecretBuffer file = input.secret();
    if (isPkcs12(file.view()) && mayTakeLong(file.view()))
        return;
    const auto read = readCertificateFile(file, password);
    if (!read)
        return;
    require(!read->certificates.empty() || !read->keyText.isEmpty(), "something was in it");
    for (const Certificate &certificate : read->certificates)
        checkCertificate(certificate);
    require(read->keyText.isEmpty() || read->keyNeedsPassphrase || inspectPem(read->keyText.view()).has_value() ||
                !isPkcs12(file.view()),
            "a key that was in a box is one");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    letNobodyBeAsked();
    Input input(data, size);
    switch (input.choice(4)) {
    case 0:
        checkText(input.rest());
        break;
    case 1:
        if (const auto certificate = certificateFromDer(input.bytes()))
            checkCertificate(*certificate);
        break;
    case 2:
        checkFile(input);
        break;
    default: {
        const SecretBuffer text = input.secret();
        const CertificateInspection inspection = inspectCertificates(text, SecretBuffer(), SecretBuffer());
        static_cast<void>(inOrder(inspection, text));
        break;
    }
    }
    return 0;
}
