// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/x509/inspection.h"

#include "core/x509/certificatetext.h"

namespace coffret {

const Certificate *CertificateInspection::leaf() const
{
    return chain.order.empty() ? nullptr : &certificates[chain.order.front()];
}

CertificateInspection inspectCertificates(const SecretBuffer &text, const SecretBuffer &keyText,
                                          const SecretBuffer &passphrase)
{
    CertificateInspection inspection;
    X509Result<std::vector<Certificate>> read = readCertificates(text.view());
    if (!read) {
        inspection.fault = read.error();
        return inspection;
    }
    inspection.certificates = *std::move(read);
    inspection.chain = chainOf(inspection.certificates);
    const std::vector<std::string_view> inside = privateKeysIn(text.view());
    const std::string_view key = keyText.isEmpty() && !inside.empty() ? inside.front() : keyText.view();
    inspection.key = findKeyOwner(inspection.certificates, key, passphrase);
    if (inspection.key.owner && *inspection.key.owner != inspection.chain.order.front())
        inspection.key.match = KeyMatch::Differs;
    return inspection;
}

SecretBuffer inOrder(const CertificateInspection &inspection, const SecretBuffer &text)
{
    std::vector<Certificate> sorted;
    for (const std::size_t place : inspection.chain.order)
        sorted.push_back(inspection.certificates[place]);
    const QByteArray pem = pemOf(sorted);
    SecretBuffer ordered(static_cast<std::size_t>(pem.size()) + text.size());
    ordered.append({pem.constData(), static_cast<std::size_t>(pem.size())});
    for (const std::string_view key : privateKeysIn(text.view())) {
        ordered.append(key);
        ordered.append("\n");
    }
    return ordered;
}

} // namespace coffret
