// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/sharejob.h"

#include "core/session/askinsession.h"
#include "ui/viewmodels/peopletexts.h"

namespace coffret {

namespace {

using Carry = std::function<Task<Expected<JobReport>>(StopToken)>;

ReadersViewModel::Accept acceptIn(const QPointer<Session> &session)
{
    return [session](const QString &person, const QString &fingerprint) {
        return session ? session->sharing()->acceptKey(person, fingerprint)
                       : Expected<void>(failure(ErrorKind::Cancelled));
    };
}

} // namespace

Job shareJob(const QPointer<Session> &session, const SharePlan &plan, const QString &goText)
{
    Job job;
    job.summary = planSummary(plan);
    job.goText = goText;
    job.newReaders = plan.newReaders;
    job.accept = acceptIn(session);
    job.carryOut = [session, plan](const QStringList &confirmed, const Progress &progress, const StopToken &stop) {
        Carry call = [session, plan, confirmed, progress](StopToken token) {
            return session->sharing()->carryOut(plan, confirmed, progress, std::move(token));
        };
        return askInSession(session, std::move(call), stop);
    };
    job.over = [session, plan](const JobReport &) {
        if (!session)
            return;
        if (plan.target == SharePlan::Target::Secret)
            session->touched({plan.targetId}); // reports through the catalog
        else
            session->refresh();
    };
    return job;
}

Job groupJob(const QPointer<Session> &session, const GroupPlan &plan, const QStringList &leaving, const QString &goText)
{
    Job job;
    job.summary = planSummary(plan, leaving);
    job.goText = goText;
    job.newReaders = plan.newReaders;
    job.accept = acceptIn(session);
    job.carryOut = [session, plan](const QStringList &confirmed, const Progress &progress, const StopToken &stop) {
        Carry call = [session, plan, confirmed, progress](StopToken token) {
            return session->sharing()->carryOutGroup(plan, confirmed, progress, std::move(token));
        };
        return askInSession(session, std::move(call), stop);
    };
    return job;
}

} // namespace coffret
