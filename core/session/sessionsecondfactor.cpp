// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/session.h"

#include <QPointer>

namespace coffret {

namespace {

const auto NotAsked = QStringLiteral("the server does not ask for a second factor now");

}

void Session::askForSecondFactor()
{
    if (m_state != State::Open || m_load) // the outcome of what is under way tells
        return;
    const QPointer<Session> self(this);
    setState(State::NeedsSecondFactor);
    if (self)
        tellContact();
}

std::vector<SecondFactor::Provider> Session::secondFactorProviders() const
{
    const SecondFactor *const factor = m_vault->secondFactor();
    if (m_state != State::NeedsSecondFactor || factor == nullptr)
        return {};
    return factor->providers();
}

Task<Expected<void>> Session::submitSecondFactor(SecondFactor::Provider provider, SecretBuffer code, bool remember)
{
    if (m_state != State::NeedsSecondFactor || m_answering)
        co_return failure(ErrorKind::InvalidInput, NotAsked);
    Task<Expected<void>> answering =
        m_vault->secondFactor()->submit(provider, std::move(code), remember, m_stop.get_token());
    co_return co_await takeSecondFactor(std::move(answering));
}

Task<Expected<QUrl>> Session::startSecondFactorInBrowser()
{
    if (m_state != State::NeedsSecondFactor || m_answering)
        co_return failure(ErrorKind::InvalidInput, NotAsked);
    const auto vault = m_vault; // outlives this session if need be
    co_return co_await vault->secondFactor()->startInBrowser(m_stop.get_token());
}

Task<Expected<void>> Session::finishSecondFactorInBrowser(QUrl address)
{
    if (m_state != State::NeedsSecondFactor || m_answering)
        co_return failure(ErrorKind::InvalidInput, NotAsked);
    Task<Expected<void>> answering = m_vault->secondFactor()->finishInBrowser(std::move(address), m_stop.get_token());
    co_return co_await takeSecondFactor(std::move(answering));
}

Task<Expected<void>> Session::takeSecondFactor(Task<Expected<void>> answering)
{
    const QPointer<Session> self(this);
    const auto vault = m_vault;
    const quint64 generation = m_generation;
    m_answering = true;
    const Expected<void> answered = co_await answering;
    if (!self)
        co_return failure(ErrorKind::Cancelled);
    m_answering = false;
    if (m_generation != generation)
        co_return failure(ErrorKind::Cancelled);
    if (!answered) {
        const ErrorKind kind = answered.error().kind;
        if (kind == ErrorKind::TooManyAttempts || kind == ErrorKind::NotAuthenticated) {
            m_lastError = answered.error();
            setState(State::Failed);
            if (self)
                tellContact();
        }
        co_return answered;
    }
    ++m_signIns;
    m_lastError.reset();
    if (m_lastSync.isValid() && !m_loadInterrupted) {
        m_sync.wake(SyncSchedule::Reason::Hand);
        setState(State::Open);
        if (self)
            tellContact();
        co_return Expected<void>();
    }
    const Expected<void> loaded = co_await load(Reading::Attended);
    co_return loaded;
}

} // namespace coffret
