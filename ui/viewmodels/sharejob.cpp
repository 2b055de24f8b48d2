// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/sharejob.h"

#include "core/base/displaytext.h"
#include "core/session/askinsession.h"
#include "ui/viewmodels/peopletexts.h"

namespace coffret {

namespace {

using Carry = std::function<Task<Expected<JobReport>>(StopToken)>;

std::function<QString(const QString &)> namesIn(const QPointer<Session> &session)
{
    return [session](const QString &id) {
        const auto catalog = session ? session->catalog() : Catalog::empty();
        const Catalog::Row row = catalog->rowOf(id);
        return row == Catalog::NoRow ? QString() : visibleText(catalog->name(row));
    };
}

} // namespace

ReadersViewModel::Accept acceptIn(const QPointer<Session> &session)
{
    return [session](const QString &person, const QString &fingerprint) {
        return session ? session->sharing()->acceptKey(person, fingerprint)
                       : Expected<void>(failure(ErrorKind::Cancelled));
    };
}

ReadersViewModel::Accept acceptSealingIn(const QPointer<Session> &session)
{
    return [session](const QString &person, const QString &fingerprint) {
        return session && session->sealing() ? session->sealing()->acceptKey(person, fingerprint)
                                             : Expected<void>(failure(ErrorKind::Cancelled));
    };
}

Job jobOfSharing(const QPointer<Session> &session)
{
    Job job;
    job.accept = acceptIn(session);
    job.nameOf = namesIn(session);
    return job;
}

Job shareJob(const QPointer<Session> &session, const SharePlan &plan, const QString &goText)
{
    Job job = jobOfSharing(session);
    job.summary = planSummary(plan);
    job.goText = goText;
    job.newReaders = plan.newReaders;
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
    Job job = jobOfSharing(session);
    job.summary = planSummary(plan, leaving);
    job.goText = goText;
    job.newReaders = plan.newReaders;
    job.carryOut = [session, plan](const QStringList &confirmed, const Progress &progress, const StopToken &stop) {
        Carry call = [session, plan, confirmed, progress](StopToken token) {
            return session->sharing()->carryOutGroup(plan, confirmed, progress, std::move(token));
        };
        return askInSession(session, std::move(call), stop);
    };
    return job;
}

} // namespace coffret
