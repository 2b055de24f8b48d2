// SPDX-License-Identifier: GPL-3.0-or-later
// What an EditorViewModel does with changes that wait for their server.
#include "core/base/displaytext.h"
#include "ui/viewmodels/editorform.h"
#include "ui/viewmodels/editorviewmodel.h"
#include "ui/viewmodels/toastviewmodel.h"

namespace coffret {

bool EditorViewModel::canPostpone() const
{
    return m_stage == Writing && m_error && m_sent && m_session && m_session->canPostpone(*m_error);
}

void EditorViewModel::postpone()
{
    if (!canPostpone() || m_saving)
        return;
    const Draft written = checkedDraft();
    if (!written)
        return;
    m_sent = written;
    setSaving(true);
    const quint64 generation = m_generation;
    QCoro::connect(m_session->postpone(m_sent, m_attempts, m_waitingId, m_stop.get_token()), this,
                   [this, generation](const Expected<void> &kept) {
                       if (generation != m_generation)
                           return;
                       setSaving(false);
                       if (kept)
                           onPostponed();
                       else
                           setError(&kept.error());
                   });
}

void EditorViewModel::onPostponed()
{
    const QString secretId = m_base.id;
    const QString name = m_sent->name;
    const std::function<void()> then = std::exchange(m_then, {});
    close();
    //: Message: what was written is sent later. %1 is the name of a secret
    m_toast.showMessage(tr("“%1” is sent when the server can be reached").arg(visibleText(name)));
    if (!secretId.isEmpty())
        Q_EMIT saved(secretId);
    if (then)
        then();
}

void EditorViewModel::editWaiting(Session *session, const QString &changeId)
{
    close();
    if (!session || !session->writing())
        return;
    if (session->sendingId() == changeId)
        //: Message: a change cannot be opened in the form right now
        return m_toast.showMessage(tr("This change is just being sent"));
    m_session = session;
    m_waitingId = changeId;
    session->holdWaiting(changeId);
    setStage(Opening);
    const quint64 generation = m_generation;
    QCoro::connect(session->waitingDraft(changeId, m_stop.get_token()), this,
                   [this, generation](Expected<SecretDraft> draft) {
                       if (generation != m_generation)
                           return;
                       if (draft)
                           return goOnWith(std::move(*draft));
                       setError(&draft.error());
                       setStage(Failed);
                   });
}

void EditorViewModel::goOnWith(SecretDraft draft)
{
    m_hasWaitingValues = draft.valuesChanged;
    if (!draft.id.isEmpty()) {
        const QString id = draft.id;
        m_waiting = std::move(draft);
        return beginWith(m_session, id);
    }
    const QString place = draft.collectionId;
    std::vector<EditField> fields = fieldsOfDraft(draft);
    start(std::move(draft), std::move(fields));
    showPlace(place);
}

/// The secret that waits to be changed is gone: what was written can become a new one.
void EditorViewModel::startWithoutSecret()
{
    SecretDraft draft = asNew(std::move(*std::exchange(m_waiting, std::nullopt)));
    std::vector<EditField> fields = fieldsOfDraft(draft);
    start(std::move(draft), std::move(fields));
    showPlace(m_base.collectionId);
    //: Message: a secret was to be changed, and is gone. The form holds what the user had written.
    m_toast.showMessage(tr("The secret is gone. What you wrote can be saved as a new one."));
}

/// What waits lies over what the server has, and is still a change of what it began with.
void EditorViewModel::mixIn(SecretDraft &draft, std::vector<EditField> &fields)
{
    if (!m_waiting)
        return;
    SecretDraft waiting = *std::exchange(m_waiting, std::nullopt);
    if (waiting.valuesChanged)
        fields = fieldsOfDraft(waiting);
    draft.name = waiting.name;
    draft.username = waiting.username;
    draft.description = waiting.description;
    draft.uris = waiting.uris;
    draft.expires = waiting.expires;
    m_hasWaitingIcon = waiting.icon.has_value();
    if (m_hasWaitingIcon)
        draft.icon = waiting.icon;
    draft.baseModified = waiting.baseModified;
    draft.baseVersion = waiting.baseVersion;
}

void EditorViewModel::dropWaiting()
{
    if (!m_waitingId.isEmpty() && m_session)
        m_session->dropWaiting(m_waitingId); // goes on by itself
}

} // namespace coffret
