// SPDX-License-Identifier: GPL-3.0-or-later
// The way of an EditorViewModel from the form to the vault, and back when that refuses.
#include "core/base/displaytext.h"
#include "ui/viewmodels/editorform.h"
#include "ui/viewmodels/editorviewmodel.h"
#include "ui/viewmodels/environmentqueries.h"
#include "ui/viewmodels/onetimecode.h"
#include "ui/viewmodels/sharejob.h"
#include "ui/viewmodels/toastviewmodel.h"

#include <algorithm>

namespace coffret {

SecretDraft EditorViewModel::draft(std::vector<DraftIssue> &issues) const
{
    SecretDraft draft = m_base.clone();
    draft.name = m_name.trimmed();
    draft.username = m_username;
    draft.description = m_description;
    draft.uris = m_uris.filled();
    if (m_icon.isChanged())
        draft.icon = m_icon.icon();
    else if (!isCreating() && !m_hasWaitingIcon)
        draft.icon.reset();                               // whatever it has by then
    if (m_expires.trimmed() != dayText(m_base.expires)) { // a day that was not touched keeps its time of day
        draft.expires = dayFromText(m_expires);
        if (draft.expires.isNull() && !m_expires.trimmed().isEmpty())
            issues.push_back({DraftIssue::Kind::BadFormat, QStringLiteral("expires")});
    }
    draft.vouchesForOthers = !m_warning.isEmpty(); // which stood above the form
    draft.valuesChanged = isCreating() || m_hasWaitingValues || m_fields.isChanged();
    if (draft.valuesChanged)
        addValues(draft, issues);
    return draft;
}

void EditorViewModel::addValues(SecretDraft &draft, std::vector<DraftIssue> &issues) const
{
    for (const EditField &field : m_fields.fields()) {
        const SecretBuffer &written = field.document->value();
        if (written.isEmpty() && !field.stays)
            continue;
        if (field.kind == FieldKind::Custom && field.isAdded && field.label.trimmed().isEmpty())
            issues.push_back({DraftIssue::Kind::Missing, field.key});
        SecretField value{field.kind, field.key, field.label.trimmed(), field.isProtected, written.clone()};
        value.customKind = field.customKind;
        if (field.kind == FieldKind::Totp && field.document->isChanged()) {
            std::optional<SecretBuffer> uri = oneTimeCodeUri(written.view(), draft.name);
            if (!uri)
                issues.push_back({DraftIssue::Kind::BadFormat, field.key});
            else
                value.value = std::move(*uri);
        }
        draft.fields.push_back(std::move(value));
    }
}

bool EditorViewModel::showIssues(const std::vector<DraftIssue> &issues)
{
    std::map<QString, QString> errors;
    for (const DraftIssue &issue : issues)
        errors.emplace(issue.key, draftIssueText(issue));
    setErrors(errors);
    if (errors.empty())
        return false;
    QStringList order{QStringLiteral("name")};
    if (canChoosePlace())
        order.append(QStringLiteral("collection"));
    order.append(QStringLiteral("username"));
    for (const EditField &field : m_fields.fields())
        order.append(field.key);
    order += {QStringLiteral("uris"), QStringLiteral("description"), QStringLiteral("expires")};
    const auto first =
        std::find_if(order.cbegin(), order.cend(), [&errors](const QString &key) { return errors.count(key) > 0; });
    if (first == order.cend()) { // about something the form does not show
        const Error error{ErrorKind::InvalidInput, issues.front().key};
        setError(&error);
        return true;
    }
    Q_EMIT problemFound(*first);
    return true;
}

void EditorViewModel::save()
{
    if (m_stage != Writing || m_saving || !canSave() || !m_session || !m_session->writing())
        return;
    setError(nullptr);
    if (m_letGo)
        return regain();
    send(checkedDraft(), {});
}

EditorViewModel::Draft EditorViewModel::checkedDraft()
{
    std::vector<DraftIssue> issues;
    auto written = std::make_shared<SecretDraft>(draft(issues));
    for (const DraftIssue &issue : m_session->writing()->check(*written))
        issues.push_back(issue);
    return showIssues(issues) ? nullptr : std::move(written);
}

void EditorViewModel::send(Draft draft, const QStringList &confirmedFingerprints)
{
    if (!draft || !m_session)
        return;
    m_sent = draft;
    setSaving(true);
    const quint64 generation = m_generation;
    const StopToken stop = m_stop.get_token();
    Task<Expected<QString>> saving =
        !m_waitingId.isEmpty()       ? m_session->saveWaiting(m_waitingId, draft, confirmedFingerprints, stop)
        : m_attempts.names.isEmpty() ? m_session->save(draft, confirmedFingerprints, stop)
                                     : m_session->saveAgain(draft, m_attempts, confirmedFingerprints, stop);
    QCoro::connect(std::move(saving), this, [this, generation, since = m_clock.now()](const Expected<QString> &id) {
        if (generation != m_generation)
            return;
        setSaving(false);
        if (id)
            return onSaved(*id);
        noteAttempt(id.error(), since);
        onRefused(id.error());
    });
}

/// What was not answered may have arrived. Whoever was told that it seems so means it, the next time.
void EditorViewModel::noteAttempt(const Error &error, const QDateTime &since)
{
    const bool isAgain = !m_waitingId.isEmpty() || !m_attempts.names.isEmpty();
    m_hasTwin = isAgain && error.kind == ErrorKind::Conflict && isCreating() && !hasEnvironments(m_session);
    if (m_hasTwin)
        m_attempts = {};
    else if (error.kind == ErrorKind::Cancelled || m_session->canPostpone(error))
        m_attempts.add(since, m_sent->name);
}

void EditorViewModel::onSaved(const QString &secretId)
{
    const bool created = isCreating();
    const QString written = visibleText(m_sent->name);
    const std::function<void()> then = std::exchange(m_then, {}); // the user wanted to leave anyway
    close();
    //: Message after saving. %1 is the name of a secret.
    m_toast.showMessage(created ? tr("“%1” created").arg(written) : tr("“%1” saved").arg(written));
    Q_EMIT saved(secretId);
    if (then)
        then();
}

void EditorViewModel::onRefused(const Error &error)
{
    setAsking(false);
    if (error.kind == ErrorKind::Conflict && !isCreating())
        return fetchTheirs();
    if (error.kind == ErrorKind::ReadersUnconfirmed)
        return askForReaders();
    if (m_letGo) // what was sent holds what the server told
        m_sent.reset();
    setStage(Writing);
    setError(&error);
    if (error.kind != ErrorKind::Conflict || !hasEnvironments(m_session))
        return;
    m_takenId = error.detail;
    Q_EMIT errorsChanged();
}

bool EditorViewModel::canOpenTaken() const
{
    return isTaken() && m_session && m_session->catalog()->rowOf(m_takenId) != Catalog::NoRow;
}

void EditorViewModel::openTaken()
{
    if (canOpenTaken())
        leave([this, id = m_takenId] { Q_EMIT saved(id); });
}

void EditorViewModel::useTaken()
{
    if (isTaken() && m_sent && !m_saving)
        Q_EMIT valueWanted(m_sent);
}

void EditorViewModel::closeTaken()
{
    if (!isTaken())
        return;
    const QString id = m_takenId;
    close();
    Q_EMIT saved(id);
}

void EditorViewModel::stopSaving()
{
    if (!m_saving)
        return;
    m_stop.request_stop();
    m_stop = std::stop_source();
}

void EditorViewModel::askForReaders()
{
    setSaving(true);
    const quint64 generation = m_generation;
    QCoro::connect(m_session->readers(m_sent->id, m_sent->collectionId, m_stop.get_token()), this,
                   [this, generation](Expected<std::vector<ReaderKey>> readers) {
                       if (generation != m_generation)
                           return;
                       setSaving(false);
                       setStage(Writing);
                       if (!readers)
                           return setError(&readers.error());
                       ReadersViewModel::Accept accept;
                       if (m_session->sealing())
                           accept = acceptSealingIn(m_session);
                       else if (m_session->sharing())
                           accept = acceptIn(m_session);
                       m_readers.ask(std::move(*readers), std::move(accept));
                   });
}

void EditorViewModel::fetchTheirs()
{
    setSaving(true);
    const quint64 generation = m_generation;
    QCoro::connect(m_session->edit(m_base.id, m_stop.get_token()), this,
                   [this, generation](Expected<Session::Edit> edit) {
                       if (generation != m_generation)
                           return;
                       setSaving(false);
                       if (!edit) {
                           setStage(Writing);
                           return setError(&edit.error());
                       }
                       m_theirs = std::move(*edit);
                       m_warning = signingWarning(*m_theirs, m_earlier.verdict);
                       m_conflict.compare(*m_sent, m_theirs->draft);
                       setStage(Conflicted);
                   });
}

void EditorViewModel::keepMine()
{
    if (m_stage != Conflicted || m_saving)
        return;
    auto mine = std::make_shared<SecretDraft>(m_sent->clone());
    mine->baseModified = m_theirs->draft.baseModified;
    mine->baseVersion = m_theirs->draft.baseVersion;
    mine->vendorType = m_theirs->draft.vendorType;
    mine->vouchesForOthers = !m_warning.isEmpty(); // which stood above both versions
    m_base.baseModified = mine->baseModified;      // the user has seen that version now
    m_base.baseVersion = mine->baseVersion;
    m_base.vendorType = mine->vendorType;
    send(std::move(mine), {});
}

void EditorViewModel::takeTheirs()
{
    if (m_stage != Conflicted || m_saving)
        return;
    const QString id = m_base.id;
    dropWaiting();
    close();
    //: Message: the user chose the other version of a secret, so what was written is given up.
    m_toast.showMessage(tr("The server's version stays"));
    Q_EMIT saved(id);
}

void EditorViewModel::backToWriting()
{
    if (m_stage != Conflicted)
        return;
    m_conflict.clear();
    m_theirs.reset();
    setStage(Writing);
}

} // namespace coffret
