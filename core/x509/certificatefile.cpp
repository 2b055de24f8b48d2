// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/x509/certificatefile.h"

#include "core/pem/pemkey.h"
#include "core/x509/certificatechain.h"
#include "core/x509/certificatekey.h"
#include "core/x509/certificatetext.h"
#include "core/x509/pkcs12file.h"

namespace coffret {

namespace {

void putInOrder(CertificateFile &file)
{
    const KeyFinding key = findKeyOwner(file.certificates, file.keyText.view(), SecretBuffer());
    const CertificateChain chain = chainOf(file.certificates, key.owner);
    std::vector<Certificate> sorted;
    for (const std::size_t place : chain.order)
        sorted.push_back(std::move(file.certificates[place]));
    file.certificates = std::move(sorted);
    const QByteArray pem = pemOf(file.certificates);
    file.chainText = SecretBuffer::copyOf({pem.constData(), static_cast<std::size_t>(pem.size())});
}

/// Of several keys the one that belongs to a certificate.
SecretBuffer chosenKey(std::vector<SecretBuffer> keys, const std::vector<Certificate> &certificates)
{
    for (SecretBuffer &key : keys) {
        if (findKeyOwner(certificates, key.view(), SecretBuffer()).match == KeyMatch::Matches)
            return std::move(key);
    }
    return keys.empty() ? SecretBuffer() : std::move(keys.front());
}

void takeKey(CertificateFile &file, SecretBuffer pem)
{
    const Expected<PemInspection> shown = inspectPem(pem.view());
    file.keyNeedsPassphrase = shown && shown->encrypted;
    file.keyText = std::move(pem);
}

X509Result<CertificateFile> fromPkcs12(const SecretBuffer &bytes, const SecretBuffer &password)
{
    X509Result<Pkcs12Contents> contents = openPkcs12(bytes, password);
    if (!contents)
        return tl::unexpected(contents.error());
    CertificateFile file;
    file.certificates = std::move(contents->certificates);
    file.keyText = chosenKey(std::move(contents->keys), file.certificates);
    putInOrder(file);
    return file;
}

} // namespace

X509Result<CertificateFile> readCertificateFile(const SecretBuffer &bytes, const SecretBuffer &password)
{
    if (isPkcs12(bytes.view()))
        return fromPkcs12(bytes, password);
    CertificateFile file;
    if (SecretBuffer key = pemOfDerKey(bytes.view()); !key.isEmpty()) {
        takeKey(file, std::move(key));
        return file;
    }
    X509Result<std::vector<Certificate>> certificates = readCertificates(bytes.view());
    if (!certificates && certificates.error() != X509Fault::OnlyKey)
        return tl::unexpected(certificates.error());
    if (certificates)
        file.certificates = *std::move(certificates);
    const std::vector<std::string_view> keys = privateKeysIn(bytes.view());
    if (!keys.empty()) {
        SecretBuffer key(keys.front().size() + 1);
        key.append(keys.front());
        key.append("\n");
        takeKey(file, std::move(key));
    }
    if (certificates)
        putInOrder(file);
    return file;
}

} // namespace coffret
