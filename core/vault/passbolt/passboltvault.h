// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/workerpool.h"
#include "core/net/httpclient.h"
#include "core/openpgp/openpgp.h"
#include "core/store/account.h"
#include "core/store/credentialstore.h"
#include "core/store/pinstore.h"
#include "core/store/trustledger.h"
#include "core/vault/vault.h"

#include <memory>

namespace coffret {

class PassboltPolicies;

/// Passbolt 3 to 5, clear (v4) and encrypted (v5) metadata. Source: the vendor's server 5.12 and its recorded answers.
class PassboltVault final : public Vault
{
public:
    /// credentials: where a remembered second factor rests; null: it is asked for each time.
    PassboltVault(Account account, OpenPgp &openPgp, WorkerPool &workers, PinStore &pins, TrustLedger &ledger,
                  const Clock &clock, CredentialStore *credentials = nullptr);
    ~PassboltVault() override;

    Task<Expected<void>> signIn(StopToken stop) override;
    Task<Expected<void>> signOut() override;
    void setAttended(bool attended) override;
    [[nodiscard]] Capabilities capabilities() const override;
    [[nodiscard]] ServerFacts serverFacts() const override;
    [[nodiscard]] VaultWriting *writing() override { return m_writing.get(); }
    [[nodiscard]] VaultSharing *sharing() override { return m_sharing.get(); }
    [[nodiscard]] SecondFactor *secondFactor() override;
    [[nodiscard]] VaultDiscussion *discussion() override { return m_discussion.get(); }
    [[nodiscard]] VaultMemory *memory() override { return m_memory.get(); }
    Task<Expected<IndexPage>> fetchIndex(QString cursor, StopToken stop) override;
    [[nodiscard]] std::vector<FieldOutline> outline(const SecretSummary &summary) const override;
    Task<Expected<FetchedPayload>> fetchPayload(SecretSummary summary, StopToken stop) override;
    Task<Expected<SecretSummary>> fetchSummary(QString secretId, StopToken stop) override;
    Task<Expected<FetchedPayload>> fetchRevision(SecretSummary summary, QString revisionId, StopToken stop) override;
    Task<Verdict> weigh(SecretSummary summary, QByteArray ciphertext, Verdict verdict) override;
    [[nodiscard]] Expected<ParsedSecret> parsePlaintext(const SecretSummary &summary,
                                                        const SecretBuffer &plaintext) const override;
    Task<void> learn(SecretSummary summary, SecretType type) override;

    /// The user's id on the server, known after the first sign-in; to be kept in the account.
    [[nodiscard]] QString userId() const;

    /// What the administrator prescribes; known after signing in.
    [[nodiscard]] const PassboltPolicies &policies() const;

private:
    struct Private;
    std::shared_ptr<Private> d; ///< running tasks share it
    std::unique_ptr<VaultWriting> m_writing;
    std::unique_ptr<VaultSharing> m_sharing;
    std::unique_ptr<VaultDiscussion> m_discussion;
    std::unique_ptr<VaultMemory> m_memory;
};

/// What a server says about itself before any sign-in: for setup.
struct PassboltServerKey
{
    QString fingerprint;
    QByteArray armored;
    qint64 serverTime = 0; ///< unix seconds, 0 when not told
};
Task<Expected<PassboltServerKey>> fetchPassboltServerKey(QUrl server, TlsPolicy policy);

} // namespace coffret
