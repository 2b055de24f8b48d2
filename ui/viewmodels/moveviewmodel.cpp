// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/moveviewmodel.h"

#include "core/session/askinsession.h"
#include "ui/viewmodels/manyjobs.h"
#include "ui/viewmodels/sharejob.h"

#include <algorithm>

namespace coffret {

namespace {

QString pathOf(const std::vector<Collection> &all, const QString &parentId)
{
    QStringList names;
    QString id = parentId;
    for (std::size_t guard = 0; !id.isEmpty() && guard < all.size(); ++guard) {
        const auto found = std::find_if(all.begin(), all.end(), [&id](const Collection &c) { return c.id == id; });
        if (found == all.end())
            break;
        names.prepend(found->name);
        id = found->parentId;
    }
    return names.join(QLatin1String(" / "));
}

bool liesIn(const std::vector<Collection> &all, QString id, const QString &ancestor)
{
    for (std::size_t guard = 0; !id.isEmpty() && guard < all.size(); ++guard) {
        if (id == ancestor)
            return true;
        const auto found = std::find_if(all.begin(), all.end(), [&id](const Collection &c) { return c.id == id; });
        id = found == all.end() ? QString() : found->parentId;
    }
    return false;
}

} // namespace

MoveViewModel::MoveViewModel(JobViewModel &job, QObject *parent) : QObject(parent), m_job(job) {}

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
        m_name = catalog.name(row);
        m_parentId = catalog.collectionId(row);
    } else {
        const auto &all = catalog.collections();
        const auto found = std::find_if(all.begin(), all.end(), [&id](const Collection &c) { return c.id == id; });
        if (found == all.end())
            return false;
        m_name = found->name;
        m_parentId = found->parentId;
    }
    m_session = session;
    m_target = target;
    m_ids = {id};
    return true;
}

void MoveViewModel::ask(Session *session, SharePlan::Target target, const QString &id)
{
    if (!setThing(session, target, id))
        return;
    m_places.setChoices(possible());
    m_asking = true;
    Q_EMIT changed();
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
    m_places.setChoices(possible());
    m_asking = true;
    Q_EMIT changed();
}

void MoveViewModel::moveTo(Session *session, SharePlan::Target target, const QString &id, const QString &collectionId)
{
    if (!setThing(session, target, id))
        return;
    const std::vector<Choice> places = possible();
    if (std::any_of(places.begin(), places.end(), [&](const Choice &place) { return place.key == collectionId; }))
        plan(collectionId);
    else
        clear();
}

std::vector<Choice> MoveViewModel::possible() const
{
    std::vector<Choice> places;
    const std::vector<Collection> &all = m_session->catalog()->collections();
    //: A place to move something to: in no folder.
    const QString root = tr("No folder, at the top");
    const bool hasRoot = m_session->sharing(); // elsewhere every secret lies in a collection
    if (hasRoot && m_parentId != QString() && root.contains(m_filter, Qt::CaseInsensitive))
        places.push_back({{}, root, QStringLiteral("vault"), {}});
    for (const Collection &collection : all) {
        const bool here = collection.id == m_parentId;
        const bool below = m_target == SharePlan::Target::Collection && liesIn(all, collection.id, m_ids.front());
        const QString path = pathOf(all, collection.parentId);
        const bool matches =
            collection.name.contains(m_filter, Qt::CaseInsensitive) || path.contains(m_filter, Qt::CaseInsensitive);
        if (!here && !below && matches && collection.right != AccessRight::Read)
            places.push_back({collection.id, collection.name, QStringLiteral("folder"), path});
    }
    return places;
}

void MoveViewModel::setFilter(const QString &text)
{
    if (m_filter == text || !m_session)
        return;
    m_filter = text;
    m_places.setChoices(possible());
    Q_EMIT changed();
}

QString MoveViewModel::heading() const
{
    if (m_ids.size() > 1)
        //: Heading above the places something can be moved to. %1 is for example "3 secrets".
        return tr("Move %1 to").arg(m_name);
    //: Heading above the places something can be moved to. %1 is a secret or folder.
    return tr("Move “%1” to").arg(m_name);
}

void MoveViewModel::choose(const QString &collectionId)
{
    if (m_asking && m_places.contains(collectionId))
        plan(collectionId);
}

void MoveViewModel::cancel()
{
    clear();
}

void MoveViewModel::clear()
{
    m_asking = false;
    m_session = nullptr;
    m_filter.clear();
    m_places.setChoices({});
    Q_EMIT changed();
}

void MoveViewModel::plan(const QString &collectionId)
{
    const QPointer<Session> session = m_session;
    const QString path = pathOf(session->catalog()->collections(), collectionId);
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
            : tr("Move “%1” to %2?").arg(m_name, path);
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
