// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/sessionparts.h"

#include <QPointer>

namespace coffret {

using namespace std::chrono_literals;

namespace {

constexpr std::chrono::milliseconds CursorLife = 15min;    ///< how long a pass that broke off may be gone on with
constexpr std::chrono::milliseconds PersonsPatience = 10s; ///< what somebody who waits is kept waiting by a busy server
constexpr std::chrono::milliseconds NobodysPatience = 60s;

/// What was read so far is of no use any more.
bool endsPass(ErrorKind kind)
{
    return kind == ErrorKind::Malformed || kind == ErrorKind::TooLarge || kind == ErrorKind::Internal;
}

} // namespace

// See the note on coroutines in session.cpp.

Session::Contact Session::contact() const
{
    if (m_state == State::Closed || m_state == State::Failed)
        return Contact::None;
    if (m_signIn || m_state == State::SigningIn)
        return Contact::Connecting;
    if (m_state == State::NeedsSecondFactor)
        return Contact::Paused;
    if (m_load)
        return m_pause ? Contact::Waiting : Contact::Syncing;
    if (m_sync.schedule().isPaused())
        return Contact::Paused;
    return m_sync.schedule().hasFailed() ? Contact::Waiting : Contact::Online;
}

void Session::tellContact()
{
    if (std::exchange(m_toldContact, contact()) != m_toldContact)
        Q_EMIT contactChanged();
}

Task<Expected<void>> Session::refresh()
{
    if (isUnderWay())
        co_return Expected<void>();
    const QPointer<Session> self(this);
    const quint64 generation = m_generation;
    if (const auto current = m_load) {
        m_vault->setAttended(true);
        endPause();
        co_await current->bell.wait(m_stop.get_token());
        if (!self || m_generation != generation)
            co_return failure(ErrorKind::Cancelled);
        if (const auto next = m_load) { // of somebody else who waited
            co_await next->bell.wait(m_stop.get_token());
            co_return std::as_const(next->result);
        }
    }
    Task<Expected<void>> work = m_state == State::Open ? load(Reading::Attended) : open();
    const Expected<void> done = co_await work;
    co_return done;
}

void Session::wake(SyncSchedule::Reason reason)
{
    if (reason == SyncSchedule::Reason::Resume) {
        if (VaultCheckOut *const lent = m_vault->checkOut()) // whatever the server says, and whether it is reached
            lent->catchUp();
        if (!m_load)
            m_pass.reset(); // the clock that tells its age stood still
    }
    m_sync.wake(reason);
}

/// The timer's. Where this is not the moment, whatever is under way sets it again when it ends.
void Session::syncByItself()
{
    if (m_state == State::Open && !m_load)
        load(Reading::Unattended); // tells by itself how it went
}

/// A person wants something of the session, and can be asked for what the background had to do without.
void Session::noteSomebody()
{
    m_vault->setAttended(true);
    if (m_state == State::Open && !m_load && m_sync.schedule().pausedBy() == ErrorKind::NoPinentry)
        load(Reading::Attended); // tells by itself how it went
}

Task<Expected<void>> Session::load(Reading reading)
{
    const QPointer<Session> self(this);
    const quint64 generation = m_generation;
    const auto current = std::make_shared<Joint>();
    m_load = current;
    const bool isSomebodySigningIn = m_signIn && m_signIn->reading == Reading::Attended;
    m_vault->setAttended(reading == Reading::Attended || isSomebodySigningIn);
    setState(m_lastSync.isValid() ? State::Open : State::Loading);
    if (self)
        tellContact();
    if (!self || m_generation != generation)
        co_return failure(ErrorKind::Cancelled);
    Expected<Steps> steps = co_await readIndex(reading);
    if (!self || m_generation != generation)
        co_return failure(ErrorKind::Cancelled);
    m_load.reset();
    if (steps) {
        current->result = Expected<void>();
        m_listedPass = current->pass->number;
        takeCatalog(*std::move(steps));
    } else {
        current->result = tl::unexpected(fail(steps.error(), reading));
    }
    current->bell.ring();
    if (self && m_generation == generation && current->result)
        sendWaiting(); // goes on by itself
    co_return std::as_const(current->result);
}

/// To the end, over what is not worth giving up for.
Task<Expected<Session::Steps>> Session::readIndex(Reading reading)
{
    const QPointer<Session> self(this);
    const auto vault = m_vault;
    const quint64 generation = m_generation;
    const StopToken stop = m_stop.get_token();
    const std::function<void(int, int)> progress = [self](int secretsSoFar, int total) {
        if (self) {
            self->m_lastContact = self->m_clock.now();
            Q_EMIT self->progressChanged(secretsSoFar, total);
        }
    };
    bool maySignIn = true; // once: a server that forgets who asks with every page would be asked without end
    for (int failures = 0;;) {
        const auto pass = passFor(reading);
        const int pages = pass->index.pages();
        const quint64 signIns = m_signIns;
        Expected<Index> catalog = co_await pass->index.run(stop, progress);
        if (!self || m_generation != generation)
            co_return failure(ErrorKind::Cancelled);
        pass->heard = m_clock.monotonic();
        if (catalog)
            co_return co_await stepsTo(*catalog, pass);
        failures = pass->index.pages() > pages ? 1 : failures + 1;
        if (endsPass(catalog.error().kind))
            m_pass.reset();
        const Expected<void> over = co_await getOver(catalog.error(), failures, maySignIn, signIns, reading);
        if (!self || m_generation != generation)
            co_return failure(ErrorKind::Cancelled);
        if (!over)
            co_return failure(over);
        maySignIn = maySignIn && catalog.error().kind != ErrorKind::NotAuthenticated;
    }
}

/// A person's wish begins anew: what was read before may be older than what the person has just done.
std::shared_ptr<Session::Pass> Session::passFor(Reading reading)
{
    const bool isUnderWay = m_pass && m_load && m_load->pass == m_pass;
    const bool isFresh = m_pass && m_clock.monotonic() - m_pass->heard < CursorLife;
    const bool mayGoOn = isUnderWay || (isFresh && reading == Reading::Unattended);
    if (!m_pass || m_pass->signIns != m_signIns || !mayGoOn)
        m_pass = std::make_shared<Pass>(*m_vault, m_workers, m_catalog, m_signIns, ++m_passes);
    m_load->pass = m_pass;
    return m_pass;
}

/// Success: the same page may be asked for again.
Task<Expected<void>> Session::getOver(Error error, int failures, bool maySignIn, quint64 signIns, Reading reading)
{
    if (error.kind == ErrorKind::NotAuthenticated && maySignIn) {
        const Expected<void> again = co_await signInAgain(signIns, reading);
        co_return again;
    }
    // Somebody who waited for an answer in vain may as well be told.
    const bool isWorthIt = reading == Reading::Unattended || error.kind != ErrorKind::TimedOut;
    const auto patience = reading == Reading::Unattended ? NobodysPatience : PersonsPatience;
    const auto time = isWorthIt ? m_sync.schedule().pause(error, failures, patience) : std::nullopt;
    if (!time)
        co_return tl::unexpected(std::move(error));
    co_await pause(*time);
    co_return Expected<void>();
}

Task<void> Session::pause(std::chrono::milliseconds time)
{
    const QPointer<Session> self(this);
    const auto bell = std::make_shared<Bell>();
    m_pause = bell;
    QTimer::singleShot(time, this, [bell] { bell->ring(); });
    const StopToken stop = m_stop.get_token();
    tellContact();
    co_await bell->wait(stop);
    if (!self || m_pause != bell)
        co_return;
    m_pause.reset();
    tellContact();
}

void Session::endPause()
{
    if (m_pause)
        m_pause->ring();
}

/// From what is shown now, with what was changed here while the index was read, which may not know of it. The turn
/// lasts until they are published.
Task<Expected<Session::Steps>> Session::stepsTo(Index catalog, std::shared_ptr<Pass> pass)
{
    const QPointer<Session> self(this);
    const quint64 generation = m_generation;
    const StopToken stop = m_stop.get_token();
    co_await m_turns.take(stop);
    if (!self || m_generation != generation)
        co_return failure(ErrorKind::Cancelled);
    m_pass.reset();
    std::function<Steps()> job = [before = m_catalog, catalog, changes = std::exchange(pass->changes, {})] {
        return stepsBetween(before, changed(catalog, changes).catalog);
    };
    Steps steps = co_await m_workers.run(std::move(job));
    if (!self || m_generation != generation)
        co_return failure(ErrorKind::Cancelled);
    co_return steps;
}

} // namespace coffret
