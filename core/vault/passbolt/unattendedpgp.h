// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/openpgp/openpgp.h"

namespace coffret {

/// OpenPgp that asks nobody for a passphrase while nobody is there: stands before the real one in whatever goes on by
/// itself. Owned by PassboltVault, main thread.
class UnattendedPgp final : public OpenPgp
{
public:
    explicit UnattendedPgp(OpenPgp &openPgp) : m_openPgp(openPgp) {}
    void setAttended(bool attended) { m_attended = attended; }

    Task<Expected<std::vector<KeyInfo>>> secretKeys() override { return m_openPgp.secretKeys(); }
    Task<Expected<KeyInfo>> importPublicKey(QByteArray armored) override
    {
        return m_openPgp.importPublicKey(std::move(armored));
    }
    Task<Expected<KeyInfo>> findKey(QString fingerprint) override { return m_openPgp.findKey(std::move(fingerprint)); }
    Task<Expected<OpenedMessage>> open(OpenRequest request) override
    {
        request.unattended = request.unattended || !m_attended;
        return m_openPgp.open(std::move(request));
    }
    Task<Expected<QByteArray>> seal(SecretBuffer plaintext, QStringList recipients, QString signer,
                                    StopToken stop) override
    {
        return m_attended ? m_openPgp.seal(std::move(plaintext), std::move(recipients), std::move(signer), stop)
                          : sealUnattended(std::move(plaintext), std::move(recipients), std::move(signer), stop);
    }
    Task<Expected<QByteArray>> sealUnattended(SecretBuffer plaintext, QStringList recipients, QString signer,
                                              StopToken stop) override
    {
        return m_openPgp.sealUnattended(std::move(plaintext), std::move(recipients), std::move(signer),
                                        std::move(stop));
    }

private:
    OpenPgp &m_openPgp;
    bool m_attended = true;
};

} // namespace coffret
