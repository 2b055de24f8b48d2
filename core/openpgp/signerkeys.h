// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/openpgp/openpgp.h"
#include "core/openpgp/signatures.h"
#include "core/openpgp/signedcontent.h"

#include <map>
#include <string>

namespace coffret {

/// Keys whose signatures can be checked here, and what those are worth. Thread-safe once it is filled.
class SignerKeys
{
public:
    /// A primary key that its OpenPGP library has nothing against: certified, not revoked, may sign.
    struct Signer
    {
        QString fingerprint;
        QString userId;
        QDateTime created;
        QDateTime expires; ///< null: never
    };

    /// publicPart: body of its public key packet.
    void add(std::string_view publicPart, Signer signer);
    /// Of any other key only the id is noted, so that it is not taken for another's.
    void addDoubtful(std::string_view publicPart);

    /// Reads what was inside an encrypted message of the usual form, and judges it as OpenPgp::open() promises. Nothing
    /// where it is not certain what the library would say: another form, more than may be read, a signer who is not
    /// here, a signature that does not fit or was made when the key was not good.
    [[nodiscard]] std::optional<OpenedMessage> read(std::string_view packets, const OpenRequest &request) const;

private:
    struct Entry
    {
        std::string fingerprint; ///< 20 octets
        Signer signer;
        std::unique_ptr<SigningKey> key; ///< null: doubtful
    };
    void add(std::string_view publicPart, Entry entry);
    [[nodiscard]] std::optional<FoundSignature> signatureOf(const SignedContent &content) const;

    std::map<std::string, Entry, std::less<>> m_entries; ///< by key id
};

} // namespace coffret
