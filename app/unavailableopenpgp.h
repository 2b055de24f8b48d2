// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/openpgp/openpgp.h"

namespace coffret {

/// Stands in where gpg is missing: accounts that need no OpenPGP work, the others say what to install.
class UnavailableOpenPgp final : public OpenPgp
{
public:
    explicit UnavailableOpenPgp(Error reason) : m_reason(std::move(reason)) {}

    Task<Expected<std::vector<KeyInfo>>> secretKeys() override { co_return tl::unexpected<Error>(m_reason); }
    Task<Expected<KeyInfo>> importPublicKey(QByteArray) override { co_return tl::unexpected<Error>(m_reason); }
    Task<Expected<OpenedMessage>> open(OpenRequest) override { co_return tl::unexpected<Error>(m_reason); }
    Task<Expected<QByteArray>> seal(SecretBuffer, QStringList, QString) override
    {
        co_return tl::unexpected<Error>(m_reason);
    }

private:
    Error m_reason;
};

} // namespace coffret
