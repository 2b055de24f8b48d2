// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/vault/checkout.h"

#include <QHash>
#include <QSet>
#include <QTimer>

#include <optional>

namespace coffret {

/// What a session knows of check-outs, requests and grants without asking, and what it has to give back. Says by
/// itself when the time of one is over. Main thread.
class FudoHeld
{
public:
    using Teller = std::function<void(const CheckOut &)>;

    FudoHeld();

    /// Called for every change; not any more after end().
    void onTold(Teller teller) { m_teller = std::move(teller); }

    [[nodiscard]] std::optional<CheckOut> of(const QString &secretId) const;
    [[nodiscard]] bool isCheckedOut(const QString &secretId) const;
    /// Checked out, soonest end first.
    [[nodiscard]] std::vector<CheckOut> checkedOut() const;
    [[nodiscard]] QSet<QString> checkedOutIds() const;
    [[nodiscard]] QSet<QString> approvedIds() const;

    /// Puts what is known now in the place of what was, and tells where that is another thing.
    void put(CheckOut checkOut);
    /// The same without telling, for what a list said anyway.
    void note(CheckOut checkOut);
    /// Checked out or approved no more. Nothing where it was not.
    void endEarly(const QString &secretId, const QString &comment = {});
    void forget(const QString &secretId);

    /// A check-out of this session, from its answer until somebody takes it out: whoever takes it sends the check-in.
    void mustGiveBack(const QString &secretId) { m_ours.insert(secretId); }
    [[nodiscard]] bool takeBack(const QString &secretId) { return m_ours.remove(secretId); }
    [[nodiscard]] bool isOurs(const QString &secretId) const { return m_ours.contains(secretId); }

    /// Signed out: a check-out that arrives from now on goes back at once. The ids to give back.
    [[nodiscard]] QSet<QString> end();
    [[nodiscard]] bool hasEnded() const { return m_hasEnded; }

private:
    void arm();
    void expire();

    QHash<QString, CheckOut> m_known; ///< the last that was known, by secret
    QSet<QString> m_ours;
    Teller m_teller;
    QTimer m_timer; ///< for the soonest end
    bool m_hasEnded = false;
};

} // namespace coffret
