// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/sessionlist.h"

#include "core/session/bell.h"

#include <QTimer>

#include <algorithm>

namespace coffret {

namespace {
auto withId(const QString &accountId)
{
    return [accountId](const std::unique_ptr<Session> &session) { return session->account().id == accountId; };
}
} // namespace

SessionList::SessionList(SessionFactory factory, QObject *parent) : QObject(parent), m_factory(std::move(factory)) {}

SessionList::~SessionList() = default;

std::unique_ptr<Session> SessionList::make(const Account &account) const
{
    return m_factory(account);
}

Session *SessionList::adopt(std::unique_ptr<Session> session)
{
    Session *added = m_sessions.emplace_back(std::move(session)).get();
    Q_EMIT this->added(added);
    return added;
}

void SessionList::remove(const QString &accountId)
{
    const auto place = std::find_if(m_sessions.begin(), m_sessions.end(), withId(accountId));
    if (place == m_sessions.end())
        return;
    Q_EMIT aboutToRemove(place->get());
    std::unique_ptr<Session> session = std::move(*place);
    m_sessions.erase(place); // before the session goes, so that nobody finds half of it here
    retire(std::move(session));
    Q_EMIT removed();
}

Session *SessionList::replace(std::unique_ptr<Session> session)
{
    const auto place = std::find_if(m_sessions.begin(), m_sessions.end(), withId(session->account().id));
    if (place == m_sessions.end())
        return adopt(std::move(session));
    Q_EMIT aboutToRemove(place->get());
    std::unique_ptr<Session> old = std::exchange(*place, std::move(session));
    Session *added = place->get();
    retire(std::move(old));
    Q_EMIT this->added(added);
    Q_EMIT removed();
    return added;
}

void SessionList::signOut(Session &session)
{
    follow(session.close());
}

Task<void> SessionList::closeWithin(QString accountId, std::chrono::milliseconds limit)
{
    Session *session = find(accountId);
    if (!session)
        co_return;
    signOut(*session);
    const auto bell = std::make_shared<Bell>();
    const auto ring = [bell] { bell->ring(); };
    QTimer::singleShot(limit, this, ring);
    QCoro::connect(session->close(), this, ring);
    const StopToken toTheEnd;
    co_await bell->wait(toTheEnd);
}

void SessionList::retire(std::unique_ptr<Session> session)
{
    if (session)
        follow(session->close()); // goes on without the session
}

void SessionList::follow(Task<void> signOut)
{
    ++m_signingOut;
    QCoro::connect(std::move(signOut), this, [this] {
        if (--m_signingOut == 0)
            Q_EMIT signedOut();
    });
}

Session *SessionList::find(const QString &accountId) const
{
    const auto place = std::find_if(m_sessions.begin(), m_sessions.end(), withId(accountId));
    return place == m_sessions.end() ? nullptr : place->get();
}

} // namespace coffret
