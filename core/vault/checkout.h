// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/task.h"

#include <QDateTime>
#include <QUrl>

#include <functional>
#include <vector>

namespace coffret {

/// Where a secret is in the life of a check-out, for this user.
///
///   Available --request()--> Requested --somebody decides--> Approved | Refused
///   Available | Approved --checkOut()--> CheckedOut | HeldByAnother
///   CheckedOut --checkIn()--> Returned; --its time is over, or it was taken back--> Expired
///   Approved --its window closes, or it was taken back--> Expired
///
/// From Refused, Returned, Expired and HeldByAnother the way begins again: request() or checkOut().
struct CheckOut
{
    enum class State {
        NotNeeded,     ///< the value may be read without
        Available,     ///< may be checked out, after a request where needsRequest says so
        Requested,     ///< asked for, nobody has decided yet
        Approved,      ///< may be checked out between from and until
        Refused,       ///< the request was turned down; comment says why, where it was told
        CheckedOut,    ///< by this user; until is for a countdown
        Returned,      ///< given back in this session
        Expired,       ///< was checked out or approved, and is no longer
        HeldByAnother, ///< exclusive, and somebody else has it; holder says who, where it is known
    };
    QString secretId;
    QString name; ///< of the secret; empty where only its id is known
    State state = State::Available;
    bool exclusive = false;    ///< one holder at a time
    bool needsRequest = false; ///< somebody has to approve first
    QString policy;            ///< the vendor's own word for what the user may do
    QDateTime from;            ///< Approved: not before; null: at once
    QDateTime until;           ///< CheckedOut, Approved: the end; null: none, or not told. Expired: when it was
    bool takenBack = false;    ///< Expired: ended by somebody, not by its time
    QString holder;            ///< HeldByAnother, cleaned
    QString reason;            ///< Requested, Approved, Refused: what the user gave
    QString comment;           ///< Refused, Expired: what was answered, cleaned
    bool fromHere = false;     ///< CheckedOut: by this program, which gives it back when the session ends
    bool leftOver = false;     ///< CheckedOut: the end of an earlier session could not give it back

    friend bool operator==(const CheckOut &, const CheckOut &) = default;
};

/// What a user asks for. A null from is at once; hours count from then.
struct AccessRequest
{
    AccessRequest() = default;
    AccessRequest(QString why, int forHours, QDateTime beginning = {})
        : reason(std::move(why)), hours(forHours), from(std::move(beginning))
    {
    }
    static constexpr int MostHours = 24;
    QString reason; ///< required
    int hours = 1;  ///< 1 to MostHours
    QDateTime from;
};

/// A secret that somebody granted the user for a while.
struct Grant
{
    QString secretId;
    QString name;
    QDateTime until; ///< null: not told
};

/// Values that are lent, not given. Main thread, after signing in. Besides the kinds of the network: ApprovalNeeded (a
/// request has to be approved first), HeldByAnother, AccessEnded (what there was has run out or was taken back),
/// Forbidden, NotFound, and Unsupported where the server does not offer the step: its detail says what to do on
/// webPage() instead. Calls that write are never stopped half-way, because nobody could tell what became of them.
class VaultCheckOut
{
public:
    virtual ~VaultCheckOut() = default;

    /// Asks the server. Whoever holds a secret exclusively is only known after checkOut() met them.
    virtual Task<Expected<CheckOut>> state(QString secretId, StopToken stop) = 0;
    /// Asks for access. InvalidInput without a reason, or for an interval that cannot be. Requested, or Approved where
    /// nobody has to decide.
    virtual Task<Expected<CheckOut>> request(QString secretId, AccessRequest request, StopToken stop) = 0;
    /// CheckedOut. Already checked out by this user: stays as it is.
    virtual Task<Expected<CheckOut>> checkOut(QString secretId, StopToken stop) = 0;
    /// Returned. What was not checked out (any more) counts as returned.
    virtual Task<Expected<CheckOut>> checkIn(QString secretId, StopToken stop) = 0;

    /// Everything this user has checked out, as far as it is known without a request: soonest end first, those without
    /// an end last. As of the last sync and what was done since, by this program or, in the server's lists, elsewhere.
    [[nodiscard]] virtual std::vector<CheckOut> held() const = 0;
    /// Asks the server for held(). What it no longer knows of ends, see onEnded().
    virtual Task<Expected<std::vector<CheckOut>>> fetchHeld(StopToken stop) = 0;
    /// What was granted to the user on request: soonest end first.
    virtual Task<Expected<std::vector<Grant>>> grants(StopToken stop) = 0;

    /// Whether signing out (lock, quit) gives back what this session checked out. The account says it at first.
    virtual void setGivesBack(bool givesBack) = 0;
    [[nodiscard]] virtual bool givesBack() const = 0;

    /// Where a person does in a browser what the server does not offer here.
    [[nodiscard]] virtual QUrl webPage() const = 0;

    /// Time has passed that timers did not count, while the computer slept: what is over ends at once.
    virtual void catchUp() {}

    /// A secret was checked out, given back, requested, found to be held by somebody else or has ended. For the
    /// Session.
    void onChanged(std::function<void(const CheckOut &)> handler) { m_changed = std::move(handler); }
    /// The value may no longer be read, and must go from the screen: Expired or Returned. After onChanged(). For the
    /// Session.
    void onEnded(std::function<void(const CheckOut &)> handler) { m_ended = std::move(handler); }

protected:
    void tell(const CheckOut &checkOut) const
    {
        const bool over = checkOut.state == CheckOut::State::Expired || checkOut.state == CheckOut::State::Returned;
        const auto changed = m_changed; // a handler may put another in its place
        const auto ended = m_ended;
        if (changed)
            changed(checkOut);
        if (over && ended)
            ended(checkOut);
    }

private:
    std::function<void(const CheckOut &)> m_changed;
    std::function<void(const CheckOut &)> m_ended;
};

} // namespace coffret
