// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/grantwatch.h"

#include "core/session/askinsession.h"

namespace coffret {

namespace {
constexpr std::chrono::minutes LookingTime{1};
constexpr qsizetype MostAsked = 20; // so that a server is not asked all the time
} // namespace

GrantWatch::GrantWatch(SessionList &sessions, QObject *parent) : QObject(parent), m_sessions(sessions)
{
    m_timer.setInterval(LookingTime);
    connect(&m_timer, &QTimer::timeout, this, &GrantWatch::look);
}

void GrantWatch::add(const QString &accountId, const QString &secretId)
{
    if (m_asked.size() >= MostAsked)
        return;
    m_asked.insert({accountId, secretId});
    if (!m_timer.isActive())
        m_timer.start();
}

void GrantWatch::look()
{
    const QSet<Asked> all = m_asked; // an answer may come at once
    for (const Asked &asked : all) {
        Session *const session = m_sessions.find(asked.first);
        VaultCheckOut *const vault = session ? session->checkOut() : nullptr;
        if (!vault) {
            m_asked.remove(asked);
            continue;
        }
        if (session->state() != Session::State::Open || session->isFromCache()) // nobody is asked to unlock for this
            continue;
        std::function<Task<Expected<CheckOut>>(StopToken)> call = [vault, id = asked.second](StopToken stop) {
            return vault->state(id, stop);
        };
        QCoro::connect(askInSession(QPointer<Session>(session), std::move(call), {}), this,
                       [this, asked](const Expected<CheckOut> &answer) { take(asked, answer); });
    }
    stopWhenDone();
}

void GrantWatch::stopWhenDone()
{
    if (m_asked.isEmpty())
        m_timer.stop();
}

void GrantWatch::take(const Asked &asked, const Expected<CheckOut> &answer)
{
    if (!answer || answer->state == CheckOut::State::Requested || !m_asked.remove(asked))
        return;
    stopWhenDone();
    if (answer->state == CheckOut::State::Approved)
        Q_EMIT granted(asked.first, asked.second);
}

} // namespace coffret
