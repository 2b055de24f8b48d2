// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/session.h"

#include "core/session/offlinecopy.h"
#include "core/session/sessionparts.h"

#include <QPointer>

namespace coffret {

namespace {

/// Ends what the vault has at its server; a server that cannot be told ends the session by itself.
Task<void> leave(std::shared_ptr<Vault> vault)
{
    Task<Expected<void>> leaving = vault->signOut(); // forgets its tokens before it first waits
    const Expected<void> left = co_await leaving;
    if (!left)
        qCDebug(lcSession) << "sign-out failed:" << static_cast<int>(left.error().kind);
}

} // namespace

// In every coroutine here: stop callbacks may resume tasks at once, so own state changes before a stop is requested;
// after each co_await the session may be gone or closed, which self and generation tell.

Session::Session(Account account, std::unique_ptr<Vault> vault, OpenPgp &openPgp, WorkerPool &workers,
                 const Clock &clock, std::chrono::seconds holdTime)
    : m_account(std::move(account))
    , m_vault(std::move(vault))
    , m_openPgp(openPgp)
    , m_workers(workers)
    , m_clock(clock)
    , m_holdTime(holdTime)
    , m_catalog(Catalog::empty())
    , m_sync(clock, [this] { syncByItself(); })
{
    m_holdTimer.setSingleShot(true);
    m_holdTimer.setTimerType(Qt::PreciseTimer);
    m_holdTimer.setInterval(holdTime);
    connect(&m_holdTimer, &QTimer::timeout, this, &Session::forgetPayloads);
    if (SecondFactor *const factor = m_vault->secondFactor()) {
        factor->onNeeded([self = QPointer<Session>(this)] {
            if (self)
                self->askForSecondFactor();
        });
    }
    if (VaultCheckOut *const checkOut = m_vault->checkOut()) {
        checkOut->onChanged([self = QPointer<Session>(this)](const CheckOut &changed) {
            if (self)
                self->takeCheckOut(changed);
        });
        checkOut->onEnded([self = QPointer<Session>(this)](const CheckOut &ended) {
            if (self)
                self->endAccess(ended);
        });
    }
}

Session::~Session()
{
    stopEverything();
    if (m_state != State::Closed)
        leave(m_vault); // goes on by itself
}

Capabilities Session::capabilities() const
{
    return m_vault->capabilities();
}

ServerFacts Session::serverFacts() const
{
    return m_vault->serverFacts();
}

void Session::setState(State state)
{
    if (m_state == state)
        return;
    m_state = state;
    Q_EMIT stateChanged();
}

Task<Expected<void>> Session::open()
{
    if (m_state == State::NeedsSecondFactor)
        co_return failure(ErrorKind::SecondFactorNeeded);
    if (isUnderWay() || m_state == State::Open)
        co_return Expected<void>();
    const QPointer<Session> self(this);
    const quint64 generation = m_generation;
    setState(State::SigningIn);
    if (const auto signOut = m_signOut) {
        co_await signOut->wait(m_stop.get_token());
        if (!self || m_generation != generation)
            co_return failure(ErrorKind::Cancelled);
    }
    const Expected<void> shown = co_await showKept();
    if (!self || m_generation != generation)
        co_return failure(ErrorKind::Cancelled);
    if (!shown)
        co_return tl::unexpected(fail(shown.error(), Reading::Attended));
    if (m_outbox)
        co_await m_outbox->open(); // what cannot be read is no reason not to go on: it tells
    if (!self || m_generation != generation)
        co_return failure(ErrorKind::Cancelled);
    const Expected<void> signedIn = co_await signIn(Reading::Attended);
    if (!self || m_generation != generation)
        co_return failure(ErrorKind::Cancelled);
    if (const auto current = m_load) { // somebody did not wait for this, and signed in with it
        co_await current->bell.wait(m_stop.get_token());
        co_return std::as_const(current->result);
    }
    if (!signedIn)
        co_return tl::unexpected(fail(signedIn.error(), Reading::Attended));
    const Expected<void> loaded = co_await load(Reading::Attended);
    co_return loaded;
}

/// Whoever is there to be asked does not take no for an answer from a sign-in that asked nobody.
Task<Expected<void>> Session::signIn(Reading reading)
{
    const QPointer<Session> self(this);
    const auto vault = m_vault;
    const bool isAttended = reading == Reading::Attended;
    if (isAttended) // that goes for the one under way, too
        vault->setAttended(true);
    while (const auto current = m_signIn) {
        co_await current->bell.wait(m_stop.get_token());
        const bool askedNobody = current->reading == Reading::Unattended && !current->result &&
                                 current->result.error().kind == ErrorKind::NoPinentry;
        if (!self || !askedNobody || !isAttended)
            co_return std::as_const(current->result); // QCoro moves from what is not const
    }
    if (isAttended)
        vault->setAttended(true);
    const auto current = std::make_shared<Joint>();
    current->reading = reading;
    m_signIn = current;
    const StopToken stop = m_stop.get_token();
    tellContact();
    Expected<void> result = co_await vault->signIn(stop);
    if (self && m_signIn == current) {
        m_signIn.reset();
        m_signIns += result ? 1 : 0;
        if (result)
            m_lastContact = m_clock.now();
        current->result = result;
        current->bell.ring();
        if (result && !m_load && m_sync.schedule().hasFailed()) // there is no more to wait for
            m_sync.wake(SyncSchedule::Reason::Hand);
        tellContact();
        co_return result;
    }
    if (result || result.error().kind == ErrorKind::SecondFactorNeeded) // closed meanwhile, and it did not notice
        co_await leave(vault);
    co_return failure(ErrorKind::Cancelled);
}

Task<Expected<void>> Session::signInAgain(quint64 seenSignIns, Reading reading)
{
    if (m_signIns != seenSignIns) // somebody else has just done it
        co_return Expected<void>();
    const Expected<void> signedIn = co_await signIn(reading);
    co_return signedIn;
}

void Session::takeCatalog(Steps steps)
{
    const QPointer<Session> self(this);
    m_lastSync = m_clock.now();
    m_isFromCache = false;
    m_lastError.reset();
    m_loadInterrupted = false;
    if (m_held.payload && m_held.payload->asOf.isValid()) // which it was kept for
        forgetPayloads();
    m_sync.noteDone();
    publish(std::move(steps));
    m_turns.end();
    keepCatalog();
    setState(State::Open);
    if (self)
        tellContact();
    if (self)
        Q_EMIT catalogChanged();
}

Error Session::fail(Error error, Reading reading)
{
    const QPointer<Session> self(this);
    if (error.kind == ErrorKind::SecondFactorNeeded && m_vault->secondFactor() != nullptr) {
        m_loadInterrupted = true;
        m_lastError.reset();
        setState(State::NeedsSecondFactor);
    } else {
        const bool passes = !needsPerson(error.kind) || error.kind == ErrorKind::NoPinentry;
        if (reading == Reading::Attended || !passes) // nobody asked for what went on in the background
            m_lastError = error;
        m_sync.noteFailed(error);
        setState(m_lastSync.isValid() ? State::Open : State::Failed);
    }
    if (self)
        tellContact();
    return error;
}

void Session::stopEverything()
{
    ++m_generation;
    forgetPayloads();
    hideCode();
    m_sync.stop();
    m_batch.reset();
    m_turns.reset();
    m_pass.reset();
    m_pause.reset(); // what waits for it is stopped
    const auto openings = std::exchange(m_openings, {});
    const auto signIn = std::exchange(m_signIn, {});
    const auto load = std::exchange(m_load, {});
    std::exchange(m_stop, std::stop_source()).request_stop();
    for (const auto &opening : openings) {
        opening->stop.request_stop();
        opening->bell.ring();
    }
    if (signIn)
        signIn->bell.ring();
    if (load)
        load->bell.ring();
}

Task<void> Session::close()
{
    if (m_state == State::Closed) {
        if (const auto underWay = m_signOut) {
            const StopToken toTheEnd;
            co_await underWay->wait(toTheEnd);
        }
        co_return;
    }
    const QPointer<Session> self(this);
    const auto vault = m_vault;
    const auto signOut = std::make_shared<Bell>();
    m_signOut = signOut;
    m_state = State::Closed;
    m_catalog = Catalog::empty();
    m_steps.reset();
    m_lastSync = {};
    m_lastContact = {};
    m_isFromCache = m_isFetchingAhead = false;
    m_lastError.reset();
    m_loadInterrupted = false;
    m_sending.clear();
    m_heldWaiting.clear();
    m_savingWaiting.clear();
    m_obstacles.clear();
    stopEverything();
    Task<void> leaving = leave(vault);
    std::optional<Task<void>> closing;
    if (m_copy)
        closing.emplace(m_copy->close());
    if (self)
        Q_EMIT stateChanged();
    if (self)
        tellContact();
    if (self)
        Q_EMIT catalogChanged();
    if (self && m_outbox)
        m_outbox->close();
    if (closing)
        co_await *closing;
    co_await leaving;
    signOut->ring();
    if (self && m_signOut == signOut)
        m_signOut.reset();
}

std::vector<FieldOutline> Session::outline(const QString &secretId) const
{
    const Catalog::Row row = m_catalog->rowOf(secretId);
    return row == Catalog::NoRow ? std::vector<FieldOutline>() : m_vault->outline(m_catalog->summary(row));
}

} // namespace coffret
