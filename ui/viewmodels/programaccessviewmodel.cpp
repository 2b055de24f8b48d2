// SPDX-License-Identifier: GPL-3.0-or-later
// Which programs ask, and what a person says to that.
#include "ui/viewmodels/programaccessviewmodel.h"

#include "ui/viewmodels/programaccesstexts.h"

#include <QPointer>
#include <QTimer>

#include <algorithm>

namespace coffret {

ProgramAccessViewModel::ProgramAccessViewModel(SessionList &sessions, const Clock &clock, QObject *parent)
    : QObject(parent), m_sessions(sessions), m_clock(clock), m_countdown(clock)
{
    connect(&m_countdown, &Countdown::ticked, this, &ProgramAccessViewModel::ticked);
    connect(&m_countdown, &Countdown::finished, this, [this] { decide(unansweredRefusal); });
    for (const auto &session : m_sessions.all())
        watch(session.get());
    connect(&m_sessions, &SessionList::added, this, &ProgramAccessViewModel::watch);
    connect(&m_sessions, &SessionList::removed, this, &ProgramAccessViewModel::onSessions);
}

ProgramAccessViewModel::~ProgramAccessViewModel()
{
    for (const CallPointer &call : std::exchange(m_calls, {})) {
        call->stop.request_stop();
        call->answer(lockedRefusal());
    }
}

bool ProgramAccessViewModel::isReadable(const Session &session)
{
    return session.state() == Session::State::Open;
}

bool ProgramAccessViewModel::hasReadable() const
{
    const auto &all = m_sessions.all();
    return std::any_of(all.begin(), all.end(), [](const auto &session) { return isReadable(*session); });
}

void ProgramAccessViewModel::watch(Session *session)
{
    connect(session, &Session::stateChanged, this, &ProgramAccessViewModel::onSessions);
}

void ProgramAccessViewModel::onSessions()
{
    for (const CallPointer &call : m_calls) {
        if (!isUnderWay(call->request.unlock))
            call->settled.ring();
    }
}

/// withPerson: somebody is there to answer for a second factor.
bool ProgramAccessViewModel::isUnderWay(bool withPerson) const
{
    const auto &all = m_sessions.all();
    return std::any_of(all.begin(), all.end(), [withPerson](const auto &session) {
        const Session::State state = session->state();
        return state == Session::State::SigningIn || state == Session::State::Loading ||
               (withPerson && state == Session::State::NeedsSecondFactor);
    });
}

quint64 ProgramAccessViewModel::take(ControlRequest request, ProgramIdentity program, Answer answer)
{
    const auto call = std::make_shared<Call>();
    call->number = ++m_lastNumber;
    call->request = std::move(request);
    call->program = std::move(program);
    call->answer = std::move(answer);
    if (m_calls.size() >= MostCalls) {
        call->answer(busyRefusal());
        return call->number;
    }
    m_calls.push_back(call);
    serve(call); // goes on by itself
    return call->number;
}

void ProgramAccessViewModel::withdraw(quint64 number)
{
    const auto found = std::find_if(m_calls.begin(), m_calls.end(),
                                    [number](const CallPointer &call) { return call->number == number; });
    if (found == m_calls.end())
        return;
    const CallPointer call = *found;
    m_calls.erase(found);
    const bool wasShown = isAsking() && m_asking.front() == call;
    std::erase(m_asking, call);
    if (wasShown) {
        remember(call->program, busyRefusal); // or it would bring the window again and again
        showNext();
    }
    call->stop.request_stop();
}

void ProgramAccessViewModel::forget()
{
    m_allowed.clear();
    m_asking.clear();
    showNext();
    for (const CallPointer &call : std::vector(m_calls))
        call->stop.request_stop();
    Q_EMIT forgotten();
}

Task<void> ProgramAccessViewModel::serve(CallPointer call)
{
    const QPointer<ProgramAccessViewModel> self(this);
    Task<ControlReply> working = work(call);
    ControlReply reply = co_await working;
    if (!self || std::erase(m_calls, call) == 0)
        co_return;
    call->answer(std::move(reply));
}

Task<ControlReply> ProgramAccessViewModel::work(CallPointer call)
{
    const QPointer<ProgramAccessViewModel> self(this);
    if (!hasReadable() && !call->request.unlock && !isUnderWay(false))
        co_return lockedRefusal();
    Task<Refusal> asking = permit(call);
    Refusal refused = co_await asking;
    if (!self || call->stop.stop_requested())
        co_return lockedRefusal();
    if (refused)
        co_return std::move(*refused);
    Task<void> settling = settle(call);
    co_await settling;
    if (!self)
        co_return lockedRefusal();
    if (!hasReadable()) // what was allowed does not wait for another day
        std::erase_if(m_allowed, [&](const ProgramIdentity &one) { return one.isSameProgram(call->program); });
    if (call->stop.stop_requested())
        co_return lockedRefusal();
    if (Refusal notFound = find(*call))
        co_return std::move(*notFound);
    if (call->request.kind == ControlRequest::Kind::List)
        co_return list(*call);
    Task<ControlReply> opening = openAll(call);
    ControlReply reply = co_await opening;
    co_return reply;
}

/// Waits for accounts that are being opened, and has them opened where that is asked for.
Task<void> ProgramAccessViewModel::settle(CallPointer call)
{
    if (!hasReadable() && call->request.unlock && !isUnderWay(true))
        Q_EMIT unlockRequested();
    if (!isUnderWay(call->request.unlock))
        co_return;
    QTimer::singleShot(UnlockingTime, this, [waiting = std::weak_ptr(call)] {
        if (const CallPointer late = waiting.lock())
            late->settled.ring();
    });
    Task<void> settled = call->settled.wait(call->stop.get_token());
    co_await settled;
}

Task<ProgramAccessViewModel::Refusal> ProgramAccessViewModel::permit(CallPointer call)
{
    if (isAllowed(call->program))
        co_return std::nullopt;
    if (const Refusing refused = justRefused(call->program))
        co_return refused();
    ask(call);
    Task<void> decided = call->decided.wait(call->stop.get_token());
    co_await decided;
    co_return call->refused ? Refusal(call->refused()) : std::nullopt;
}

bool ProgramAccessViewModel::isAllowed(const ProgramIdentity &program) const
{
    return std::any_of(m_allowed.begin(), m_allowed.end(),
                       [&](const ProgramIdentity &allowed) { return allowed.isSameProgram(program); });
}

/// So that a program in a loop, or one that starts others like itself, cannot cover the window with its question.
ProgramAccessViewModel::Refusing ProgramAccessViewModel::justRefused(const ProgramIdentity &program)
{
    std::erase_if(m_refused, [this](const Refused &one) { return m_clock.monotonic() - one.at >= RefusalTime; });
    const auto found = std::find_if(m_refused.begin(), m_refused.end(),
                                    [&](const Refused &one) { return one.program.isLike(program); });
    return found == m_refused.end() ? nullptr : found->how;
}

void ProgramAccessViewModel::remember(const ProgramIdentity &program, Refusing how)
{
    std::erase_if(m_refused, [&](const Refused &one) { return one.program.isLike(program); });
    m_refused.push_back({program, m_clock.monotonic(), how});
}

void ProgramAccessViewModel::ask(const CallPointer &call)
{
    m_asking.push_back(call);
    if (m_asking.size() == 1)
        showNext();
}

void ProgramAccessViewModel::showNext()
{
    m_countdown.stop();
    m_wanted.setTexts(isAsking() ? wantedBy(*m_asking.front()) : QStringList());
    m_shownAt = m_clock.monotonic();
    if (isAsking())
        m_countdown.start(AnsweringTime);
    Q_EMIT ticked();
    Q_EMIT changed();
}

/// forTheProgram: the same goes for what this program asks besides. A refusal goes for everything like it.
void ProgramAccessViewModel::decide(Refusing refused, bool forTheProgram)
{
    if (!isAsking())
        return;
    const CallPointer shown = m_asking.front();
    if (refused)
        remember(shown->program, refused);
    std::vector<CallPointer> decided{shown};
    for (const CallPointer &other : m_asking) {
        const bool isMeant = refused ? other->program.isLike(shown->program)
                                     : forTheProgram && other->program.isSameProgram(shown->program);
        if (other != shown && isMeant)
            decided.push_back(other);
    }
    for (const CallPointer &call : decided) {
        std::erase(m_asking, call);
        call->refused = refused;
    }
    showNext();
    for (const CallPointer &call : decided)
        call->decided.ring();
}

bool ProgramAccessViewModel::isReady() const
{
    return isAsking() && m_clock.monotonic() - m_shownAt >= ReadingTime;
}

void ProgramAccessViewModel::allowOnce()
{
    if (isReady())
        decide(nullptr);
}

void ProgramAccessViewModel::allowUntilLocked()
{
    if (!isReady() || !isKnown())
        return;
    m_allowed.push_back(m_asking.front()->program);
    decide(nullptr, true);
}

void ProgramAccessViewModel::refuse()
{
    decide(refusedRefusal);
}

QString ProgramAccessViewModel::program() const
{
    return isAsking() ? programName(m_asking.front()->program) : QString();
}

QString ProgramAccessViewModel::facts() const
{
    return isAsking() ? programFacts(m_asking.front()->program) : QString();
}

bool ProgramAccessViewModel::isKnown() const
{
    return isAsking() && m_asking.front()->program.isKnown();
}

bool ProgramAccessViewModel::wantsNames() const
{
    return isAsking() && m_asking.front()->request.kind == ControlRequest::Kind::List;
}

} // namespace coffret
