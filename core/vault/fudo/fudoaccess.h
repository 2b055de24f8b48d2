// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/vault/fudo/fudocheckout.h"

namespace coffret {

/// Fudo's check-outs, access requests and grants. Tasks share the parts, so that they may finish after the vault is
/// gone. Main thread.
class FudoAccess final : public VaultCheckOut
{
public:
    explicit FudoAccess(std::shared_ptr<FudoParts> parts);
    ~FudoAccess() override;

    Task<Expected<CheckOut>> state(QString secretId, StopToken stop) override;
    Task<Expected<CheckOut>> request(QString secretId, AccessRequest request, StopToken stop) override;
    Task<Expected<CheckOut>> checkOut(QString secretId, StopToken stop) override;
    Task<Expected<CheckOut>> checkIn(QString secretId, StopToken stop) override;
    [[nodiscard]] std::vector<CheckOut> held() const override { return m_parts->held->checkedOut(); }
    Task<Expected<std::vector<CheckOut>>> fetchHeld(StopToken stop) override;
    Task<Expected<std::vector<Grant>>> grants(StopToken stop) override;
    void setGivesBack(bool givesBack) override { m_parts->givesBack = givesBack; }
    [[nodiscard]] bool givesBack() const override { return m_parts->givesBack; }
    [[nodiscard]] QUrl webPage() const override;
    void catchUp() override { m_parts->held->expire(); }

private:
    std::shared_ptr<FudoParts> m_parts;
};

/// Takes a list of all secrets into account: what was checked out when its reading began, and is no more, has ended.
/// What changed since is newer than the list.
void takeHeldRows(FudoHeld &held, const std::vector<FudoSecret> &rows, const FudoHeld::Moment &begin);

/// Whether a policy means that somebody has to approve. Policies are open words; sources disagree about them.
[[nodiscard]] bool fudoNeedsRequest(const QString &policy);

/// Where a secret is, by everything the server tells: the row itself, what was granted, what was asked for.
Task<Expected<CheckOut>> fudoCheckOutState(std::shared_ptr<FudoParts> parts, QString secretId, StopToken stop);

} // namespace coffret
