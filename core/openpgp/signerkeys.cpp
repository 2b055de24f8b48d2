// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/openpgp/signerkeys.h"

#include "core/openpgp/keypackets.h"

#include <algorithm>

namespace coffret {

void SignerKeys::add(std::string_view publicPart, Signer signer)
{
    add(publicPart, Entry{{}, std::move(signer), SigningKey::load(publicPart)});
}

void SignerKeys::addDoubtful(std::string_view publicPart)
{
    add(publicPart, Entry());
}

void SignerKeys::add(std::string_view publicPart, Entry entry)
{
    entry.fingerprint = fingerprintOf(publicPart);
    std::string id(keyIdOf(entry.fingerprint));
    const auto [known, isNew] = m_entries.emplace(std::move(id), std::move(entry));
    if (!isNew)
        known->second.key.reset(); // two with one id
}

std::optional<FoundSignature> SignerKeys::signatureOf(const SignedContent &content) const
{
    const auto known = m_entries.find(content.issuer);
    if (known == m_entries.end() || known->second.key == nullptr ||
        (!content.issuerKey.empty() && content.issuerKey != known->second.fingerprint))
        return std::nullopt;
    const Signer &signer = known->second.signer;
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const QDateTime signedAt = QDateTime::fromSecsSinceEpoch(content.created, Qt::UTC);
    const bool isExpired = signer.expires.isValid() && signer.expires <= now;
    if (isExpired || signedAt < signer.created || signedAt > now || !known->second.key->signs(content))
        return std::nullopt;
    return FoundSignature{SignatureState::Foreign, signer.fingerprint, signer.userId, signedAt};
}

std::optional<OpenedMessage> SignerKeys::read(std::string_view packets, const OpenRequest &request) const
{
    const auto content = signedContent(packets);
    if (!content || content->text.size() > static_cast<std::size_t>(std::max<qsizetype>(request.maximumBytes, 0)))
        return std::nullopt;
    std::vector<FoundSignature> found;
    if (content->isSigned) {
        auto signature = signatureOf(*content);
        if (!signature)
            return std::nullopt;
        found.push_back(*std::move(signature));
    }
    auto verdict = judge(found, request.expectedSigners);
    if (!verdict)
        return std::nullopt;
    return OpenedMessage{SecretBuffer::copyOf(content->text), *std::move(verdict), {}};
}

} // namespace coffret
