// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/vault/checkout.h"
#include "core/vault/fudo/fudoleftovers.h"

#include <QHash>
#include <QSet>
#include <QTimer>

#include <memory>
#include <optional>

namespace coffret {

/// What a session knows of check-outs, requests and grants without asking, and what it has to give back. Says by
/// itself when the time of one is over. Main thread.
class FudoHeld
{
public:
    using Teller = std::function<void(const CheckOut &)>;
    /// What says so, where that decides what may say otherwise: the list of grants, or a request that the server took
    /// and does not show.
    enum class Source { Any, GrantList, SentRequest };
    /// What was known when the reading of a list began: only that can have ended since.
    struct Moment
    {
        QSet<QString> checkedOut;
        QSet<QString> granted; ///< approved, by the list of grants
        quint64 changes = 0;
    };

    /// clock: what tells that something is over.
    explicit FudoHeld(std::shared_ptr<const Clock> clock);

    [[nodiscard]] QDateTime now() const { return m_clock->now(); } ///< by that clock
    /// Says at once what is over. Also looked for now and then, but timers stand still while the computer sleeps.
    void expire();

    /// Called for every change; not any more after end().
    void onTold(Teller teller) { m_teller = std::move(teller); }

    [[nodiscard]] std::optional<CheckOut> of(const QString &secretId) const;
    [[nodiscard]] bool isCheckedOut(const QString &secretId) const;
    /// Checked out, soonest end first.
    [[nodiscard]] std::vector<CheckOut> checkedOut() const;
    [[nodiscard]] Source sourceOf(const QString &secretId) const { return m_sources.value(secretId, Source::Any); }
    [[nodiscard]] Moment moment() const;
    /// What a list that was read since then is too old for.
    [[nodiscard]] QSet<QString> changedSince(const Moment &moment) const;

    /// Puts what is known now in the place of what was, and tells where that is another thing.
    void put(CheckOut checkOut, Source source = Source::Any);
    /// The same without telling, for what a list said anyway.
    void note(CheckOut checkOut, Source source = Source::Any);
    /// Checked out or approved no more. Nothing where it was not.
    void endEarly(const QString &secretId);
    void forget(const QString &secretId);
    /// Whoever had it may have given it back: before asking again.
    void forgetHolder(const QString &secretId);

    /// A check-out of this session, from its answer until somebody takes it out: whoever takes it sends the check-in.
    void mustGiveBack(const QString &secretId) { m_ours.insert(secretId); }
    [[nodiscard]] bool takeBack(const QString &secretId) { return m_ours.remove(secretId); }
    [[nodiscard]] bool isOurs(const QString &secretId) const { return m_ours.contains(secretId); }

    // What earlier sessions checked out and did not give back: whether that failed, or was not wanted. Ours again once
    // the server shows that it is still out.
    void inherit(const QString &secretId, bool failed) { m_leftOvers->insert(secretId, failed); }
    void share(std::shared_ptr<FudoLeftOvers> leftOvers) { m_leftOvers = std::move(leftOvers); }
    [[nodiscard]] std::shared_ptr<FudoLeftOvers> leftOvers() const { return m_leftOvers; }
    /// Says whose a check-out is that the server shows.
    void claim(CheckOut &checkedOut);
    /// Nothing else is out.
    void onlyOut(const QSet<QString> &secretIds);

    /// Signed out: a check-out that arrives from now on goes back at once. The ids to give back.
    [[nodiscard]] QSet<QString> end();
    [[nodiscard]] bool hasEnded() const { return m_hasEnded; }

private:
    void arm();

    std::shared_ptr<const Clock> m_clock;
    QHash<QString, CheckOut> m_known; ///< the last that was known, by secret
    QHash<QString, Source> m_sources; ///< other than Any
    QHash<QString, quint64> m_changes;
    quint64 m_lastChange = 0;
    QSet<QString> m_ours;
    std::shared_ptr<FudoLeftOvers> m_leftOvers = std::make_shared<FudoLeftOvers>();
    Teller m_teller;
    QTimer m_timer; ///< for the soonest end
    bool m_hasEnded = false;
};

} // namespace coffret
