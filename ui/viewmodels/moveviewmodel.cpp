// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/moveviewmodel.h"

#include "core/base/displaytext.h"
#include "core/session/askinsession.h"
#include "ui/viewmodels/manyjobs.h"
#include "ui/viewmodels/sharejob.h"

namespace coffret {

MoveViewModel::MoveViewModel(JobViewModel &job, QObject *parent) : QObject(parent), m_job(job)
{
    connect(&m_place, &PlaceViewModel::chosen, this, &MoveViewModel::plan);
}

bool MoveViewModel::setThing(Session *session, SharePlan::Target target, const QString &id)
{
    clear();
    if (!session || !session->canMove() || (target == SharePlan::Target::Collection && !session->sharing()))
        return false;
    const Catalog &catalog = *session->catalog();
    if (target == SharePlan::Target::Secret) {
        const Catalog::Row row = catalog.rowOf(id);
        if (row == Catalog::NoRow)
            return false;
        m_name = visibleText(catalog.name(row));
        m_parentId = catalog.collectionId(row);
    } else {
        const Collection *const found = catalog.collection(id);
        if (!found)
            return false;
        m_name = visibleText(found->name);
        m_parentId = found->parentId;
    }
    m_session = session;
    m_target = target;
    m_ids = {id};
    return true;
}

void MoveViewModel::ask(Session *session, SharePlan::Target target, const QString &id)
{
    if (setThing(session, target, id))
        askWhere();
}

void MoveViewModel::askMany(Session *session, const QStringList &secretIds)
{
    if (secretIds.isEmpty() || !setThing(session, SharePlan::Target::Secret, secretIds.front()))
        return;
    m_ids = secretIds;
    //: In "Move … to". %n is how many are moved.
    m_name = tr("%n secret(s)", nullptr, static_cast<int>(secretIds.size()));
    const Catalog &catalog = *session->catalog();
    for (const QString &id : secretIds) {
        const Catalog::Row row = catalog.rowOf(id);
        if (row == Catalog::NoRow || catalog.collectionId(row) != m_parentId)
            m_parentId.reset();
    }
    askWhere();
}

void MoveViewModel::askWhere()
{
    //: Heading above the places something can be moved to. %1 is for example "3 secrets".
    const QString several = tr("Move %1 to");
    //: Heading above the places something can be moved to. %1 is a secret or folder.
    const QString one = tr("Move “%1” to");
    m_place.ask(*m_session, (m_ids.size() > 1 ? several : one).arg(m_name),
                [this](const QString &id) { return fits(id); });
}

void MoveViewModel::moveTo(Session *session, SharePlan::Target target, const QString &id, const QString &collectionId)
{
    if (!setThing(session, target, id))
        return;
    if (fits(collectionId))
        plan(collectionId);
    else
        clear();
}

bool MoveViewModel::fits(const QString &collectionId) const
{
    if (collectionId == m_parentId)
        return false;
    if (collectionId.isEmpty())
        return m_session->sharing() != nullptr; // elsewhere every secret lies in a collection
    const auto catalog = m_session->catalog();
    const Collection *const collection = catalog->collection(collectionId);
    const bool below =
        m_target == SharePlan::Target::Collection && catalog->isCollectionBelow(collectionId, m_ids.front());
    return collection && collection->right != AccessRight::Read && !below;
}

void MoveViewModel::clear()
{
    m_place.cancel();
    m_session = nullptr;
}

void MoveViewModel::plan(const QString &collectionId)
{
    const QPointer<Session> session = m_session;
    const QString path = session->catalog()->collectionPath(collectionId);
    if (m_ids.size() > 1 || !session->sharing()) {
        const QStringList ids = m_ids;
        clear();
        return offerMove(m_job, session, ids, collectionId, path);
    }
    const QString heading =
        path.isEmpty()
            //: Heading of the question before something is moved. %1 is a secret or folder.
            ? tr("Move “%1” out of its folder?").arg(m_name)
            //: Heading of the question before something is moved. %1 is a secret or folder, %2 where.
            : tr("Move “%1” to %2?").arg(m_name, visibleText(path));
    std::function<Task<Expected<SharePlan>>(StopToken)> call = [session, target = m_target, id = m_ids.front(),
                                                                collectionId](StopToken stop) {
        return session->sharing()->planMove(target, id, collectionId, stop);
    };
    clear();
    const StopToken token = m_job.begin(heading);
    const quint64 job = m_job.generation();
    QCoro::connect(askInSession(session, std::move(call), token), this, [this, job, session](Expected<SharePlan> plan) {
        if (job != m_job.generation() || !session)
            return;
        if (!plan)
            return m_job.fail(plan.error());
        //: Button: moves a secret or folder.
        Job work = shareJob(session, *plan, tr("Move"));
        // Nobody gains or loses anything: no reason to ask.
        work.asksFirst = !plan->newReaders.empty() || !plan->lostReaders.empty() || !plan->changes.empty();
        m_job.offer(std::move(work));
    });
}

} // namespace coffret
