// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/granteesearch.h"

#include "core/session/askinsession.h"
#include "ui/viewmodels/stopping.h"
#include "ui/viewmodels/usermessages.h"

namespace coffret {

namespace {
constexpr std::chrono::milliseconds TypingPause(200);
}

GranteeSearch::GranteeSearch(std::function<bool(const QString &)> isPresent, bool personsOnly, QObject *parent)
    : QObject(parent), m_found(std::move(isPresent)), m_personsOnly(personsOnly)
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(TypingPause);
    connect(&m_pause, &QTimer::timeout, this, &GranteeSearch::search);
}

GranteeSearch::~GranteeSearch()
{
    m_stop.request_stop();
}

void GranteeSearch::setSession(Session *session)
{
    m_session = session;
    setText({});
}

void GranteeSearch::setText(const QString &text)
{
    if (m_text == text)
        return;
    m_text = text;
    m_notice.clear();
    stopAll(m_stop);
    ++m_number;
    m_searching = m_session && !m_text.trimmed().isEmpty();
    if (m_searching) {
        m_pause.start();
    } else {
        m_pause.stop();
        m_found.setGrantees({});
    }
    Q_EMIT changed();
}

void GranteeSearch::search()
{
    if (!m_session || !m_session->sharing())
        return;
    const quint64 number = m_number;
    std::function<Task<Expected<std::vector<Grantee>>>(StopToken)> call = [session = m_session,
                                                                           text = m_text.trimmed()](StopToken stop) {
        return session->sharing()->findGrantees(text, stop);
    };
    QCoro::connect(askInSession(m_session, std::move(call), m_stop.get_token()), this,
                   [this, number](Expected<std::vector<Grantee>> found) {
                       if (number != m_number)
                           return;
                       m_searching = false;
                       if (found && m_personsOnly)
                           std::erase_if(*found, [](const Grantee &g) { return g.kind == Grantee::Kind::Group; });
                       if (!found)
                           m_notice = describe(found.error().kind).text;
                       else if (found->empty())
                           //: Below the field that searches for people. %1 is what was typed.
                           m_notice = tr("Nobody found for “%1”.").arg(m_text.trimmed());
                       m_found.setGrantees(found ? std::move(*found) : std::vector<Grantee>());
                       Q_EMIT changed();
                   });
}

} // namespace coffret
