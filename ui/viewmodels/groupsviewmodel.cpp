// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/groupsviewmodel.h"

#include "core/session/askinsession.h"
#include "ui/viewmodels/peopletexts.h"
#include "ui/viewmodels/sharejob.h"
#include "ui/viewmodels/stopping.h"
#include "ui/viewmodels/usermessages.h"

#include <algorithm>

namespace coffret {

GroupsViewModel::GroupsViewModel(JobViewModel &job, QObject *parent)
    : QObject(parent), m_job(job), m_search([this](const QString &id) { return m_members.contains(id); }, true)
{
    connect(&m_members, &MemberListModel::dataChanged, this, &GroupsViewModel::changed);
    connect(&m_members, &MemberListModel::countChanged, this, [this] {
        m_search.found()->refreshPresence();
        Q_EMIT changed();
    });
}

GroupsViewModel::~GroupsViewModel()
{
    m_stop.request_stop();
}

void GroupsViewModel::show(Session *session)
{
    close();
    if (!session || !session->sharing())
        return;
    m_session = session;
    m_search.setSession(session);
    m_open = true;
    load();
}

void GroupsViewModel::close()
{
    stopAll(m_stop);
    ++m_generation;
    m_open = m_loading = false;
    m_session = nullptr;
    m_search.setSession(nullptr);
    m_details.clear();
    m_groups.setChoices({});
    m_members.setMembers({});
    m_currentId.clear();
    m_notice.clear();
    m_error.reset();
    Q_EMIT changed();
}

void GroupsViewModel::load()
{
    m_loading = true;
    m_error.reset();
    Q_EMIT changed();
    const quint64 generation = m_generation;
    std::function<Task<Expected<std::vector<GroupDetails>>>(StopToken)> call = [session = m_session](StopToken stop) {
        return session->sharing()->groups(stop);
    };
    QCoro::connect(askInSession(m_session, std::move(call), m_stop.get_token()), this,
                   [this, generation](Expected<std::vector<GroupDetails>> groups) {
                       if (generation != m_generation)
                           return;
                       m_loading = false;
                       if (groups)
                           take(std::move(*groups));
                       else
                           m_error = groups.error();
                       Q_EMIT changed();
                   });
}

void GroupsViewModel::take(std::vector<GroupDetails> groups)
{
    std::stable_sort(groups.begin(), groups.end(), [](const GroupDetails &a, const GroupDetails &b) {
        return std::make_pair(!a.managedByUser, a.group.name.toCaseFolded()) <
               std::make_pair(!b.managedByUser, b.group.name.toCaseFolded());
    });
    m_details = std::move(groups);
    std::vector<Choice> choices;
    for (const GroupDetails &details : m_details) {
        Grantee group = details.group;
        group.members = static_cast<int>(details.members.size());
        choices.push_back(
            {group.id, group.name, details.managedByUser ? QStringLiteral("users") : QStringLiteral("user"),
             //: Under the name of a group that the user may change. %n is how many people are in it.
             details.managedByUser ? tr("You manage it, %n member(s)", nullptr, group.members) : granteeDetail(group)});
    }
    m_groups.setChoices(std::move(choices));
    const QString wanted = current() || m_details.empty() ? m_currentId : m_details.front().group.id;
    m_currentId.clear();
    choose(wanted);
}

const GroupDetails *GroupsViewModel::current() const
{
    const auto found = std::find_if(m_details.begin(), m_details.end(),
                                    [this](const GroupDetails &details) { return details.group.id == m_currentId; });
    return found == m_details.end() ? nullptr : &*found;
}

void GroupsViewModel::choose(const QString &groupId)
{
    if (m_currentId == groupId)
        return;
    m_currentId = groupId;
    m_search.setText({});
    const GroupDetails *details = current();
    m_members.setMembers(details ? details->members : std::vector<GroupMember>());
    setNotice({});
    Q_EMIT changed();
}

QString GroupsViewModel::currentName() const
{
    const GroupDetails *details = current();
    return details ? details->group.name : QString();
}

bool GroupsViewModel::isManaged() const
{
    const GroupDetails *details = current();
    return details && details->managedByUser;
}

QString GroupsViewModel::changesText() const
{
    const std::vector<GroupChange> changes = m_members.changes();
    if (changes.empty())
        return {};
    //: Below the members of a group. %n is how many of them will change once that is confirmed.
    return tr("%n change(s), nothing written yet", nullptr, static_cast<int>(changes.size()));
}

void GroupsViewModel::setNotice(const QString &notice)
{
    if (m_notice == notice)
        return;
    m_notice = notice;
    Q_EMIT changed();
}

void GroupsViewModel::add(int foundRow)
{
    const Grantee *person = m_search.found()->grantee(foundRow);
    if (!person || !isManaged())
        return;
    setNotice({});
    m_members.add(*person);
    m_search.found()->refreshPresence();
}

void GroupsViewModel::setManager(int row, bool manager)
{
    if (!isManaged())
        return;
    const bool done = m_members.setManager(row, manager);
    //: Why the last manager of a group cannot be taken away.
    setNotice(done ? QString() : tr("Somebody has to manage the group. Make somebody else a manager first."));
}

void GroupsViewModel::setPresent(int row, bool present)
{
    if (!isManaged())
        return;
    const bool done = m_members.setPresent(row, present);
    m_search.found()->refreshPresence();
    setNotice(done ? QString() : tr("Somebody has to manage the group. Make somebody else a manager first."));
}

void GroupsViewModel::revert()
{
    m_members.revert();
    m_search.found()->refreshPresence();
    setNotice({});
}

void GroupsViewModel::review()
{
    if (!isManaged() || !hasChanges())
        return;
    //: Heading of the question before a group changes. %1 is its name.
    const StopToken token = m_job.begin(tr("Change the group “%1”?").arg(currentName()));
    const quint64 job = m_job.generation();
    const QPointer<Session> session = m_session;
    std::function<Task<Expected<GroupPlan>>(StopToken)> call = [session, id = m_currentId,
                                                                changes = m_members.changes()](StopToken stop) {
        return session->sharing()->planGroup(id, changes, stop);
    };
    const quint64 generation = m_generation;
    const QStringList leaving = m_members.leaving();
    QCoro::connect(askInSession(session, std::move(call), token), this,
                   [this, job, generation, session, leaving](Expected<GroupPlan> plan) {
                       if (job != m_job.generation() || !session)
                           return;
                       if (!plan)
                           return m_job.fail(plan.error());
                       //: Button: changes who is in a group.
                       Job work = groupJob(session, *plan, leaving, tr("Change group"));
                       work.over = [this, generation](const JobReport &) {
                           if (generation == m_generation)
                               load();
                       };
                       m_job.offer(std::move(work));
                   });
}

void GroupsViewModel::retry()
{
    if (m_open && !m_loading)
        load();
}

QString GroupsViewModel::errorText() const
{
    return m_error && m_error->kind != ErrorKind::Cancelled ? describe(m_error->kind).text : QString();
}

QString GroupsViewModel::errorHint() const
{
    return m_error ? describe(m_error->kind).hint : QString();
}

} // namespace coffret
