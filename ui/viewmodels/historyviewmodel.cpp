// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/historyviewmodel.h"

#include "core/session/askinsession.h"
#include "core/store/settings.h"
#include "ui/viewmodels/editorviewmodel.h"
#include "ui/viewmodels/stopping.h"
#include "ui/viewmodels/texts.h"
#include "ui/viewmodels/usermessages.h"

#include <QCoreApplication>

namespace coffret {

namespace {

struct RevisionTexts
{
    Q_DECLARE_TR_FUNCTIONS(RevisionTexts)
};

QString symbolOf(const Revision &revision)
{
    switch (revision.state) {
    case Revision::State::Pending:
        return QStringLiteral("clock");
    case Revision::State::Rejected:
        return QStringLiteral("warning");
    case Revision::State::Kept:
    case Revision::State::Confirmed:
    case Revision::State::Other:
        break;
    }
    return revision.current ? QStringLiteral("check") : QStringLiteral("history");
}

/// What the system that the values open made of them.
QString remarkOn(const Revision &revision, const QString &when)
{
    switch (revision.state) {
    case Revision::State::Kept:
        return {};
    case Revision::State::Pending:
        //: In the list of a secret's earlier values: the system that they open has not taken them over yet.
        return RevisionTexts::tr("Being changed on the target system");
    case Revision::State::Confirmed:
        return when.isEmpty()
                   //: In the list of a secret's earlier values: the system that they open has taken them over.
                   ? RevisionTexts::tr("Confirmed by the target system")
                   //: The same. %1 is a moment.
                   : RevisionTexts::tr("Confirmed by the target system, %1").arg(when);
    case Revision::State::Rejected:
        return when.isEmpty()
                   //: In the list of a secret's earlier values: the system that they open did not take them over.
                   ? RevisionTexts::tr("Rejected by the target system")
                   //: The same. %1 is a moment.
                   : RevisionTexts::tr("Rejected by the target system, %1").arg(when);
    case Revision::State::Other:
        break;
    }
    return revision.vendorState;
}

QString titleOf(const Revision &revision, const QDateTime &replaced, const QDateTime &now)
{
    if (revision.current)
        //: The values a secret has now, in the list of its earlier ones.
        return RevisionTexts::tr("Current values");
    if (replaced.isNull())
        //: Values that a secret had before, in a list of such.
        return RevisionTexts::tr("Earlier values");
    //: Values that a secret had before, in a list of such. %1 is the moment when others took their place, for example
    //: "2 min ago" or "12 Mar 2024".
    return RevisionTexts::tr("Values until %1").arg(relativeTime(replaced, now));
}

Event eventOf(const Revision &revision, const QDateTime &replaced, const QDateTime &now)
{
    Event event{revision.id,        titleOf(revision, replaced, now),
                revision.who,       relativeTime(revision.created, now),
                symbolOf(revision), revision.current};
    event.remark = remarkOn(revision, relativeTime(revision.modified, now));
    event.opens = revision.readable;
    return event;
}

} // namespace

HistoryViewModel::HistoryViewModel(const Settings &settings, EditorViewModel &editor, const Clock &clock,
                                   QObject *parent)
    : QObject(parent), m_settings(settings), m_editor(editor), m_clock(clock), m_countdown(clock)
{
    connect(&m_countdown, &Countdown::ticked, this, [this] {
        for (const QString &key : m_fields.keys()) {
            if (m_fields.isRevealed(key))
                m_fields.setCountdown(key, m_countdown.remaining(), m_countdown.isRunning());
        }
    });
    connect(&m_countdown, &Countdown::finished, this, &HistoryViewModel::hideShown);
}

HistoryViewModel::~HistoryViewModel()
{
    m_stop.request_stop();
}

void HistoryViewModel::show(Session *session, const QString &secretId)
{
    if (session == m_session && secretId == m_secretId)
        return;
    closeRevision();
    m_session = session;
    m_secretId = secretId;
    m_wanted = m_loading = m_shown = false;
    m_revisions.setEvents({});
    setError(nullptr);
}

void HistoryViewModel::wantRevisions()
{
    if (!m_wanted && m_session && m_session->discussion())
        load();
}

void HistoryViewModel::load()
{
    m_wanted = true;
    m_loading = true;
    setError(nullptr);
    const quint64 generation = m_generation;
    std::function<Task<Expected<std::vector<Revision>>>(StopToken)> call =
        [session = m_session, id = m_secretId](StopToken stop) { return session->discussion()->revisions(id, stop); };
    QCoro::connect(askInSession(m_session, std::move(call), m_stop.get_token()), this,
                   [this, generation](Expected<std::vector<Revision>> revisions) {
                       if (generation != m_generation)
                           return;
                       m_loading = false;
                       m_shown = revisions.has_value();
                       std::vector<Event> events;
                       if (revisions) {
                           QDateTime replaced; // newest first: by the one before
                           for (const Revision &revision : *revisions) {
                               events.push_back(eventOf(revision, replaced, m_clock.now()));
                               if (revision.state != Revision::State::Pending &&
                                   revision.state != Revision::State::Rejected)
                                   replaced = revision.created;
                           }
                           m_revisions.setEvents(std::move(events));
                       }
                       setError(revisions ? nullptr : &revisions.error());
                   });
}

void HistoryViewModel::closeRevision()
{
    stopAll(m_stop);
    ++m_generation;
    hideAll();
    m_fields.setFields({});
    m_openId.clear();
    m_verdict.reset();
    m_opening = false;
    m_leavesOutCode = false;
    Q_EMIT changed();
}

void HistoryViewModel::letGo()
{
    closeRevision();
}

void HistoryViewModel::open(const QString &revisionId)
{
    const bool closes = m_openId == revisionId;
    closeRevision();
    setError(nullptr);
    const Event *revision = m_revisions.find(revisionId);
    if (closes || !m_session || !revision || !revision->opens)
        return;
    m_openId = revisionId;
    m_opening = true;
    Q_EMIT changed();
    const quint64 generation = m_generation;
    QCoro::connect(m_session->openRevision(m_secretId, revisionId, m_stop.get_token()), this,
                   [this, generation](Expected<Session::Details> details) {
                       if (generation != m_generation)
                           return;
                       m_opening = false;
                       if (details) {
                           m_leavesOutCode = std::erase_if(details->fields, [](const FieldOutline &field) {
                                                 return field.kind == FieldKind::Totp;
                                             }) > 0;
                           m_verdict = details->verdict;
                           m_fields.setFields(std::move(details->fields));
                       } else {
                           m_openId.clear();
                       }
                       setError(details ? nullptr : &details.error());
                   });
}

void HistoryViewModel::toggle(const QString &key)
{
    if (m_fields.isRevealed(key))
        m_fields.hide(key);
    else
        reveal(key);
}

void HistoryViewModel::reveal(const QString &key)
{
    const FieldOutline *field = m_fields.field(key);
    if (!field || !field->isProtected || m_fields.isBusy(key) || !m_session || !revealHint().isEmpty())
        return;
    m_fields.setBusy(key, true);
    const quint64 generation = m_generation;
    const quint64 showing = m_showing;
    QCoro::connect(m_session->revealRevision(m_secretId, m_openId, key, m_stop.get_token()), this,
                   [this, generation, showing, key](Expected<Session::Revealed> revealed) {
                       if (generation != m_generation)
                           return;
                       m_fields.setBusy(key, false);
                       if (showing != m_showing)
                           return; // everything was hidden meanwhile
                       if (!revealed)
                           return setError(&revealed.error());
                       m_fields.reveal(key, std::move(revealed->value));
                       m_countdown.start(std::chrono::seconds(m_settings.preferences().revealSeconds));
                   });
}

void HistoryViewModel::hideAll()
{
    ++m_showing;
    hideShown();
}

void HistoryViewModel::hideShown()
{
    m_countdown.stop();
    for (const QString &key : m_fields.keys())
        m_fields.hide(key);
}

QString HistoryViewModel::revealHint() const
{
    return useHint(m_session, Session::Use::Show);
}

bool HistoryViewModel::canRestore() const
{
    const Event *open = m_revisions.find(m_openId);
    if (!open || open->current || m_opening || !m_session || !m_session->writing())
        return false;
    const Catalog::Row row = m_session->catalog()->rowOf(m_secretId);
    return row != Catalog::NoRow && m_session->catalog()->right(row) != AccessRight::Read;
}

void HistoryViewModel::restore()
{
    if (!canRestore() || m_editor.isActive())
        return;
    QStringList keys;
    for (const FieldOutline &field : m_fields.fields())
        keys.append(field.key);
    collect(keys, std::make_shared<EarlierValues>());
}

/// One after the other: the first fetches the revision, the rest come from what is held of it.
void HistoryViewModel::collect(QStringList keys, std::shared_ptr<EarlierValues> values)
{
    if (keys.isEmpty()) {
        closeRevision();
        m_editor.edit(m_session, m_secretId, std::move(*values));
        return;
    }
    const QString key = keys.takeFirst();
    const quint64 generation = m_generation;
    QCoro::connect(m_session->revealRevision(m_secretId, m_openId, key, m_stop.get_token(), Session::Use::Write), this,
                   [this, generation, key, keys, values](Expected<Session::Revealed> revealed) {
                       if (generation != m_generation)
                           return;
                       if (!revealed)
                           return setError(&revealed.error());
                       const FieldOutline &field = *m_fields.field(key);
                       values->fields.push_back(
                           {field.kind, field.key, field.label, field.isProtected, std::move(revealed->value)});
                       if (!values->verdict || !isVouched(revealed->verdict))
                           values->verdict = revealed->verdict;
                       collect(keys, values);
                   });
}

void HistoryViewModel::retry()
{
    if (!m_shown)
        load();
}

void HistoryViewModel::dismissError()
{
    setError(nullptr);
}

QString HistoryViewModel::verdictSentence() const
{
    return m_verdict ? verdictText(*m_verdict) : QString();
}

void HistoryViewModel::setError(const Error *error)
{
    m_error.reset();
    if (error && error->kind != ErrorKind::Cancelled)
        m_error = *error;
    Q_EMIT changed();
}

QString HistoryViewModel::errorText() const
{
    return m_error ? describe(m_error->kind).text : QString();
}

QString HistoryViewModel::errorHint() const
{
    return m_error ? describe(m_error->kind).hint : QString();
}

QString HistoryViewModel::errorDetailsText() const
{
    return m_error ? errorDetails(*m_error) : QString();
}

} // namespace coffret
