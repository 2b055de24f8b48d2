// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/fakes.h"

#include <map>

namespace coffret::fakes {

/// A VaultCheckOut in memory, at once. Tests move it with becomes(), which tells like a server would.
class FakeCheckOut final : public VaultCheckOut
{
public:
    std::map<QString, CheckOut> known; ///< by secret; others are Available
    std::vector<ErrorKind> failures;   ///< of the next calls that write, one each
    QDateTime lentUntil;               ///< of what is checked out; null: without an end
    std::vector<Grant> granted;
    Gate lookGate;                    ///< of state()
    std::optional<ErrorKind> notTold; ///< by state()
    QStringList log;                  ///< "request s1", "checkOut s1", ...

    /// What happens without anybody here asking for it.
    void becomes(CheckOut checkOut)
    {
        known[checkOut.secretId] = checkOut;
        tell(checkOut);
    }

    Task<Expected<CheckOut>> state(QString secretId, StopToken stop) override
    {
        co_await lookGate.pass(stop);
        if (notTold)
            co_return failure(*notTold);
        co_return of(secretId);
    }
    Task<Expected<CheckOut>> request(QString secretId, AccessRequest request, StopToken) override
    {
        CheckOut asked = of(secretId);
        asked.state = CheckOut::State::Requested;
        asked.reason = request.reason;
        co_return put(QStringLiteral("request ") + secretId, asked);
    }
    Task<Expected<CheckOut>> checkOut(QString secretId, StopToken) override
    {
        CheckOut out = of(secretId);
        out.state = CheckOut::State::CheckedOut;
        out.until = lentUntil;
        out.fromHere = true;
        co_return put(QStringLiteral("checkOut ") + secretId, out);
    }
    Task<Expected<CheckOut>> checkIn(QString secretId, StopToken) override
    {
        CheckOut in = of(secretId);
        in.state = CheckOut::State::Returned;
        co_return put(QStringLiteral("checkIn ") + secretId, in);
    }
    [[nodiscard]] std::vector<CheckOut> held() const override
    {
        std::vector<CheckOut> all;
        for (const auto &[id, checkOut] : known) {
            if (checkOut.state == CheckOut::State::CheckedOut)
                all.push_back(checkOut);
        }
        return all;
    }
    Task<Expected<std::vector<CheckOut>>> fetchHeld(StopToken) override { co_return held(); }
    Task<Expected<std::vector<Grant>>> grants(StopToken) override { co_return std::vector<Grant>(granted); }
    void setGivesBack(bool givesBack) override { m_givesBack = givesBack; }
    [[nodiscard]] bool givesBack() const override { return m_givesBack; }
    void catchUp() override { log.append(QStringLiteral("catchUp")); }
    [[nodiscard]] QUrl webPage() const override { return QUrl(QStringLiteral("https://vault.example/")); }

private:
    [[nodiscard]] CheckOut of(const QString &secretId) const
    {
        const auto found = known.find(secretId);
        if (found != known.end())
            return found->second;
        CheckOut available;
        available.secretId = secretId;
        return available;
    }
    [[nodiscard]] Expected<CheckOut> put(const QString &call, CheckOut checkOut)
    {
        log.append(call);
        if (!failures.empty()) {
            const ErrorKind kind = failures.front();
            failures.erase(failures.begin());
            return failure(kind);
        }
        becomes(checkOut);
        return checkOut;
    }
    bool m_givesBack = true;
};

/// A FakeVault whose values are lent.
class LendingVault final : public Vault
{
public:
    LendingVault(std::shared_ptr<FakeServer> server, std::shared_ptr<FakeCheckOut> checkOut)
        : m_vault(std::move(server)), m_checkOut(std::move(checkOut))
    {
    }
    Task<Expected<void>> signIn(StopToken stop) override { return m_vault.signIn(stop); }
    Task<Expected<void>> signOut() override { return m_vault.signOut(); }
    [[nodiscard]] Capabilities capabilities() const override { return m_vault.capabilities() | Capability::CheckOut; }
    [[nodiscard]] VaultCheckOut *checkOut() override { return m_checkOut.get(); }
    [[nodiscard]] VaultWriting *writing() override { return m_vault.writing(); }
    [[nodiscard]] VaultDiscussion *discussion() override { return m_vault.discussion(); }
    Task<Expected<IndexPage>> fetchIndex(QString cursor, StopToken stop) override
    {
        return m_vault.fetchIndex(cursor, stop);
    }
    [[nodiscard]] std::vector<FieldOutline> outline(const SecretSummary &summary) const override
    {
        return m_vault.outline(summary);
    }
    Task<Expected<FetchedPayload>> fetchPayload(SecretSummary summary, StopToken stop) override
    {
        return m_vault.fetchPayload(summary, stop);
    }
    Task<Expected<SecretSummary>> fetchSummary(QString secretId, StopToken stop) override
    {
        return m_vault.fetchSummary(secretId, stop);
    }
    [[nodiscard]] Expected<ParsedSecret> parsePlaintext(const SecretSummary &summary,
                                                        const SecretBuffer &plaintext) const override
    {
        return m_vault.parsePlaintext(summary, plaintext);
    }

private:
    FakeVault m_vault;
    std::shared_ptr<FakeCheckOut> m_checkOut; ///< shared with the test
};

} // namespace coffret::fakes
