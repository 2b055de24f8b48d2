// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/account.h"
#include "core/store/credentialstore.h"
#include "core/vault/fudo/fudocheckout.h"
#include "core/vault/vault.h"

#include <memory>

namespace coffret {

/// Fudo Enterprise UAG, API v2. The token is read from the credential store under "<account id>/token". Values that had
/// to be checked out are given back at signOut.
class FudoVault final : public Vault
{
public:
    FudoVault(Account account, CredentialStore &credentials, FudoReveal reveal = FudoReveal::CheckOutWhenNeeded);
    ~FudoVault() override;

    Task<Expected<void>> signIn(StopToken stop) override;
    Task<Expected<void>> signOut() override;
    [[nodiscard]] Capabilities capabilities() const override;
    Task<Expected<IndexPage>> fetchIndex(QString cursor, StopToken stop) override;
    [[nodiscard]] std::vector<FieldOutline> outline(const SecretSummary &summary) const override;
    Task<Expected<FetchedPayload>> fetchPayload(SecretSummary summary, StopToken stop) override;
    /// Values come apart already: Unsupported.
    [[nodiscard]] Expected<ParsedSecret> parsePlaintext(const SecretSummary &summary,
                                                        const SecretBuffer &plaintext) const override;

private:
    struct Private;
    std::shared_ptr<Private> d; ///< shared with calls under way, which may outlive the vault
};

} // namespace coffret
