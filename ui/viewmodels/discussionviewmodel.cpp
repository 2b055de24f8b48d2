// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/discussionviewmodel.h"

#include "core/session/askinsession.h"
#include "ui/viewmodels/peopletexts.h"
#include "ui/viewmodels/stopping.h"
#include "ui/viewmodels/texts.h"
#include "ui/viewmodels/usermessages.h"

namespace coffret {

namespace {
constexpr int RoomWorthTelling = 60;
}

DiscussionViewModel::DiscussionViewModel(const Clock &clock, QObject *parent)
    : QObject(parent), m_clock(clock), m_comments(clock)
{
}

DiscussionViewModel::~DiscussionViewModel()
{
    m_stop.request_stop();
}

void DiscussionViewModel::show(Session *session, const QString &secretId)
{
    if (session == m_session && secretId == m_secretId)
        return;
    stopAll(m_stop);
    ++m_generation;
    m_session = session;
    m_secretId = secretId;
    m_loading = 0;
    m_wantsComments = m_wantsActivity = m_commentsShown = m_activityShown = m_posting = false;
    m_comments.setComments({});
    m_activity.setEvents({});
    m_removingId.clear();
    forgetDraft();
    setError(nullptr);
}

template <typename T, typename Then>
void DiscussionViewModel::ask(Call<T> call, Then then)
{
    const quint64 generation = m_generation;
    QCoro::connect(askInSession(m_session, std::move(call), m_stop.get_token()), this,
                   [this, generation, then](Expected<T> answer) {
                       if (generation == m_generation)
                           then(std::move(answer));
                   });
}

void DiscussionViewModel::wantComments()
{
    if (!m_wantsComments && m_session && m_session->discussion())
        loadComments();
}

void DiscussionViewModel::wantActivity()
{
    if (!m_wantsActivity && m_session && m_session->discussion())
        loadActivity();
}

void DiscussionViewModel::loadComments()
{
    m_wantsComments = true;
    ++m_loading;
    setError(nullptr);
    Call<std::vector<Comment>> call = [session = m_session, id = m_secretId](StopToken stop) {
        return session->discussion()->comments(id, stop);
    };
    ask(std::move(call), [this](Expected<std::vector<Comment>> comments) {
        --m_loading;
        m_commentsShown = m_commentsShown || comments;
        if (comments)
            m_comments.setComments(std::move(*comments));
        setError(comments ? nullptr : &comments.error());
    });
}

void DiscussionViewModel::loadActivity()
{
    m_wantsActivity = true;
    ++m_loading;
    setError(nullptr);
    Call<std::vector<Activity>> call = [session = m_session, id = m_secretId](StopToken stop) {
        return session->discussion()->activity(id, stop);
    };
    ask(std::move(call), [this](Expected<std::vector<Activity>> activity) {
        --m_loading;
        m_activityShown = m_activityShown || activity;
        std::vector<Event> events;
        if (activity) {
            for (const Activity &one : *activity)
                events.push_back(
                    {{}, activityText(one), one.who, relativeTime(one.when, m_clock.now()), activitySymbol(one.verb)});
            m_activity.setEvents(std::move(events));
        }
        setError(activity ? nullptr : &activity.error());
    });
}

void DiscussionViewModel::retry()
{
    if (m_wantsComments && !m_commentsShown)
        loadComments();
    else if (m_wantsActivity && !m_activityShown)
        loadActivity();
    else
        post();
}

void DiscussionViewModel::setDraft(const QString &text)
{
    if (m_draft == text)
        return;
    m_draft = text;
    Q_EMIT draftChanged();
}

bool DiscussionViewModel::isDraftTooLong() const
{
    return m_draft.trimmed().size() > LongestComment;
}

QString DiscussionViewModel::draftHint() const
{
    const int left = LongestComment - static_cast<int>(m_draft.trimmed().size());
    if (left < 0)
        //: Below the field for a comment. %n is how many characters have to go.
        return tr("%n character(s) too long", nullptr, -left);
    if (left <= RoomWorthTelling)
        //: Below the field for a comment. %n is how many characters still fit.
        return tr("%n character(s) left", nullptr, left);
    return {};
}

bool DiscussionViewModel::canPost() const
{
    return !m_posting && m_session && !m_draft.trimmed().isEmpty() && !isDraftTooLong();
}

QString DiscussionViewModel::contextText() const
{
    if (!m_editingId.isEmpty())
        //: Above the field for a comment: an earlier one is being changed.
        return tr("Changing your comment");
    if (const Comment *comment = m_comments.comment(m_answersId))
        //: Above the field for a comment. %1 is a person.
        return tr("Answering %1").arg(comment->author);
    return {};
}

void DiscussionViewModel::post()
{
    if (!canPost())
        return;
    m_posting = true;
    setError(nullptr);
    Q_EMIT draftChanged();
    const QString content = m_draft.trimmed();
    if (!m_editingId.isEmpty()) {
        Call<void> call = [session = m_session, id = m_editingId, content](StopToken stop) {
            return session->discussion()->editComment(id, content, stop);
        };
        return ask(std::move(call), [this](const Expected<void> &done) { onPosted(done); });
    }
    Call<QString> call = [session = m_session, id = m_secretId, parent = m_answersId, content](StopToken stop) {
        return session->discussion()->addComment(id, parent, content, stop);
    };
    ask(std::move(call),
        [this](const Expected<QString> &id) { onPosted(id ? Expected<void>() : Expected<void>(failure(id))); });
}

void DiscussionViewModel::onPosted(const Expected<void> &posted)
{
    m_posting = false;
    if (!posted) {
        setError(&posted.error()); // what was written stays
        Q_EMIT draftChanged();
        return;
    }
    forgetDraft();
    loadComments();
}

void DiscussionViewModel::forgetDraft()
{
    m_draft.clear();
    m_answersId.clear();
    m_editingId.clear();
    Q_EMIT draftChanged();
}

void DiscussionViewModel::answer(const QString &commentId)
{
    const Comment *comment = m_comments.comment(commentId);
    if (!comment)
        return;
    m_editingId.clear();
    m_answersId = comment->id;
    Q_EMIT draftChanged();
    Q_EMIT draftWanted();
}

void DiscussionViewModel::edit(const QString &commentId)
{
    const Comment *comment = m_comments.comment(commentId);
    if (!comment || !comment->mine)
        return;
    m_answersId.clear();
    m_editingId = comment->id;
    m_draft = comment->content;
    Q_EMIT draftChanged();
    Q_EMIT draftWanted();
}

void DiscussionViewModel::cancelDraft()
{
    forgetDraft();
}

void DiscussionViewModel::askToRemove(const QString &commentId)
{
    const Comment *comment = m_comments.comment(commentId);
    if (!comment || !comment->mine)
        return;
    m_removingId = commentId;
    Q_EMIT draftChanged();
}

void DiscussionViewModel::cancelRemove()
{
    m_removingId.clear();
    Q_EMIT draftChanged();
}

void DiscussionViewModel::confirmRemove()
{
    const QString id = std::exchange(m_removingId, {});
    if (id.isEmpty() || !m_session)
        return;
    Call<void> call = [session = m_session, id](StopToken stop) {
        return session->discussion()->removeComment(id, stop);
    };
    ask(std::move(call), [this](const Expected<void> &removed) {
        if (removed)
            loadComments();
        else
            setError(&removed.error());
    });
    Q_EMIT draftChanged();
}

void DiscussionViewModel::dismissError()
{
    setError(nullptr);
}

void DiscussionViewModel::setError(const Error *error)
{
    m_error.reset();
    if (error && error->kind != ErrorKind::Cancelled)
        m_error = *error;
    Q_EMIT changed();
}

QString DiscussionViewModel::errorText() const
{
    return m_error ? describe(m_error->kind).text : QString();
}

QString DiscussionViewModel::errorHint() const
{
    return m_error ? describe(m_error->kind).hint : QString();
}

QString DiscussionViewModel::errorDetailsText() const
{
    return m_error ? errorDetails(*m_error) : QString();
}

} // namespace coffret
