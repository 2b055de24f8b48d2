// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/sharingviewmodel.h"

#include "core/base/displaytext.h"
#include "core/session/askinsession.h"
#include "ui/viewmodels/jobviewmodel.h"
#include "ui/viewmodels/sharejob.h"
#include "ui/viewmodels/stopping.h"
#include "ui/viewmodels/usermessages.h"

#include <algorithm>

namespace coffret {

SharingViewModel::SharingViewModel(JobViewModel &job, QObject *parent)
    : QObject(parent), m_job(job), m_search([this](const QString &id) { return m_entries.contains(id); }, false)
{
    connect(&m_entries, &AccessListModel::dataChanged, this, &SharingViewModel::changed);
    connect(&m_entries, &AccessListModel::countChanged, this, [this] {
        m_search.found()->refreshPresence();
        Q_EMIT changed();
    });
}

SharingViewModel::~SharingViewModel()
{
    m_stop.request_stop();
}

void SharingViewModel::show(Session *session, SharePlan::Target target, const QString &targetId)
{
    if (session == m_session && target == m_target && targetId == m_targetId && m_stage != Closed && m_stage != Failed)
        return;
    clear();
    if (!session || !session->sharing() || targetId.isEmpty())
        return;
    m_session = session;
    m_search.setSession(session);
    m_target = target;
    m_targetId = targetId;
    const Catalog &catalog = *session->catalog();
    if (target == SharePlan::Target::Secret) {
        const Catalog::Row row = catalog.rowOf(targetId);
        m_targetName = row == Catalog::NoRow ? QString() : visibleText(catalog.name(row));
        m_right = row == Catalog::NoRow ? AccessRight::None : catalog.right(row);
    } else if (const Collection *const collection = catalog.collection(targetId)) {
        m_targetName = visibleText(collection->name);
        m_right = collection->right;
    }
    load();
}

void SharingViewModel::load()
{
    m_error.reset();
    m_stage = Loading;
    Q_EMIT changed();
    const quint64 generation = m_generation;
    const QPointer<Session> session = m_session;
    std::function<Task<Expected<std::vector<AccessEntry>>>(StopToken)> call = [session, target = m_target,
                                                                               id = m_targetId](StopToken stop) {
        return target == SharePlan::Target::Secret ? session->sharing()->accessToSecret(id, stop)
                                                   : session->sharing()->accessToCollection(id, stop);
    };
    QCoro::connect(askInSession(session, std::move(call), m_stop.get_token()), this,
                   [this, generation](Expected<std::vector<AccessEntry>> entries) {
                       if (generation != m_generation)
                           return;
                       if (entries)
                           m_entries.setEntries(std::move(*entries));
                       else
                           m_error = entries.error();
                       m_stage = entries ? Shown : Failed;
                       Q_EMIT changed();
                   });
}

void SharingViewModel::reload()
{
    if (m_stage == Shown || m_stage == Failed)
        load();
}

void SharingViewModel::clear()
{
    stopAll(m_stop);
    ++m_generation;
    m_session = nullptr;
    m_targetId.clear();
    m_targetName.clear();
    m_right = AccessRight::None;
    m_notice.clear();
    m_error.reset();
    m_stage = Closed;
    m_search.setSession(nullptr);
    m_entries.setEntries({});
    Q_EMIT changed();
}

QString SharingViewModel::shareHint() const
{
    if (m_right == AccessRight::Read || m_right == AccessRight::Update)
        //: Why a secret or folder cannot be shared by the user.
        return tr("Only its owners can change who has access.");
    return {};
}

QString SharingViewModel::changesText() const
{
    const std::vector<AccessChange> changes = m_entries.changes();
    if (changes.empty())
        return {};
    //: Below the list of who has access. %n is how many entries will change once that is confirmed.
    return tr("%n change(s), nothing written yet", nullptr, static_cast<int>(changes.size()));
}

QString SharingViewModel::errorText() const
{
    return m_error ? describe(m_error->kind).text : QString();
}

QString SharingViewModel::errorHint() const
{
    return m_error ? describe(m_error->kind).hint : QString();
}

QString SharingViewModel::errorDetailsText() const
{
    return m_error ? errorDetails(*m_error) : QString();
}

void SharingViewModel::setNotice(const QString &notice)
{
    if (m_notice == notice)
        return;
    m_notice = notice;
    Q_EMIT changed();
}

void SharingViewModel::add(int foundRow)
{
    const Grantee *grantee = m_search.found()->grantee(foundRow);
    if (!grantee || !canShare())
        return;
    setNotice({});
    m_entries.add(*grantee, AccessRight::Read);
    m_search.found()->refreshPresence();
}

void SharingViewModel::setRight(int row, int right)
{
    if (!canShare() || right < 0 || right > static_cast<int>(AccessRight::Own))
        return;
    const bool done = m_entries.setRight(row, static_cast<AccessRight>(right));
    m_search.found()->refreshPresence();
    //: Why a right cannot be taken away: somebody has to own a secret or folder.
    setNotice(done ? QString() : tr("Somebody has to own it. Make somebody else an owner first."));
}

void SharingViewModel::revert()
{
    m_entries.revert();
    m_search.found()->refreshPresence();
    setNotice({});
}

void SharingViewModel::review()
{
    if (!canShare() || !hasChanges())
        return;
    //: Heading of the question before access changes. %1 is the name of a secret or folder.
    const StopToken token = m_job.begin(tr("Change access to “%1”?").arg(m_targetName));
    const quint64 job = m_job.generation();
    const QPointer<Session> session = m_session;
    std::function<Task<Expected<SharePlan>>(StopToken)> call = [session, target = m_target, id = m_targetId,
                                                                changes = m_entries.changes()](StopToken stop) {
        return session->sharing()->planAccess(target, id, changes, stop);
    };
    const quint64 generation = m_generation;
    QCoro::connect(askInSession(session, std::move(call), token), this,
                   [this, job, generation, session](Expected<SharePlan> plan) {
                       if (job != m_job.generation() || !session)
                           return;
                       if (!plan)
                           return m_job.fail(plan.error());
                       //: Button: changes who has access.
                       Job work = shareJob(session, *plan, tr("Change access"));
                       work.over = [this, generation, over = work.over](const JobReport &report) {
                           over(report);
                           if (generation == m_generation)
                               afterJob();
                       };
                       m_job.offer(std::move(work));
                   });
}

void SharingViewModel::afterJob()
{
    m_search.setText({});
    load();
}

} // namespace coffret
