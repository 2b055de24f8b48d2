// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/httpclient.h"
#include "core/store/account.h"
#include "core/store/credentialstore.h"
#include "core/vault/vault.h"

#include <memory>

namespace coffret {

/// Fudo Enterprise UAG, API v2. The token is read from the credential store under "<account id>/token".
class FudoVault final : public Vault
{
public:
    FudoVault(Account account, CredentialStore &credentials);
    ~FudoVault() override;

    Task<Expected<void>> signIn(StopToken stop) override;
    Task<Expected<void>> signOut() override;
    [[nodiscard]] Capabilities capabilities() const override;
    Task<Expected<IndexPage>> fetchIndex(QString cursor, StopToken stop) override;
    [[nodiscard]] std::vector<FieldOutline> outline(const SecretSummary &summary) const override;
    Task<Expected<FetchedPayload>> fetchPayload(SecretSummary summary, StopToken stop) override;
    [[nodiscard]] Expected<std::vector<SecretField>> parsePlaintext(const SecretSummary &summary,
                                                                    const SecretBuffer &plaintext) const override;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace coffret
