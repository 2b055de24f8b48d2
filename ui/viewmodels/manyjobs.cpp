// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/manyjobs.h"

#include "core/base/displaytext.h"
#include "ui/viewmodels/peopletexts.h"
#include "ui/viewmodels/sharejob.h"

#include <QCoreApplication>

#include <algorithm>

namespace coffret {

namespace {

struct ManyTexts
{
    Q_DECLARE_TR_FUNCTIONS(ManyTexts)
};

QStringList summaryOf(const ManyPlan &plan)
{
    QStringList sentences;
    if (!plan.plans.empty())
        //: What a change of many secrets comes to. %n is how many of them change.
        sentences.append(ManyTexts::tr("%n secret(s) change.", nullptr, static_cast<int>(plan.plans.size())));
    SharePlan together = plan.together;
    together.skipped = 0; // nothing lies below these
    if (!plan.plans.empty())
        sentences += planSummary(together);
    if (plan.together.skipped > 0)
        //: What a change of many secrets comes to. %n is a number of secrets.
        sentences.append(ManyTexts::tr("%n secret(s) are not yours to change in this way and stay as they are.",
                                       nullptr, plan.together.skipped));
    if (plan.unchanged > 0)
        //: What a change of many secrets comes to. %n is a number of secrets.
        sentences.append(ManyTexts::tr("%n secret(s) are like that already.", nullptr, plan.unchanged));
    for (const JobReport::Failure &failure : plan.failures)
        //: What a change of many secrets comes to. %1 is the name of a secret that cannot be changed.
        sentences.append(ManyTexts::tr("“%1” cannot be changed; the report says why.").arg(visibleText(failure.name)));
    return sentences;
}

/// Plans with a count, then offers what that came to.
void planAndOffer(JobViewModel &job, const QPointer<Session> &session, const QString &heading, const QString &goText,
                  const std::function<Task<Expected<ManyPlan>>(Progress, StopToken)> &planning)
{
    const StopToken stop = job.begin(heading);
    const quint64 generation = job.generation();
    const Progress progress = [job = QPointer<JobViewModel>(&job), generation](int done, int total) {
        if (job)
            job->showPlanning(generation, done, total);
    };
    QCoro::connect(planning(progress, stop), &job, [&job, session, generation, goText](Expected<ManyPlan> planned) {
        if (generation != job.generation() || !session)
            return;
        if (!planned)
            return job.fail(planned.error());
        const auto plan = std::make_shared<const ManyPlan>(std::move(*planned));
        Job work = jobOfSharing(session);
        work.summary = summaryOf(*plan);
        work.goText = plan->plans.empty() ? QString() : goText;
        work.newReaders = plan->together.newReaders;
        work.carryOut = [session, plan](const QStringList &confirmed, const Progress &told, const StopToken &token) {
            return carryOutMany(session, plan, confirmed, told, token);
        };
        work.over = [session, plan](const JobReport &) {
            QStringList ids;
            for (const SharePlan &one : plan->plans)
                ids.append(one.targetId);
            if (session)
                session->touched(ids); // reports through the catalog
        };
        job.offer(std::move(work));
    });
}

void offerEach(JobViewModel &job, const QPointer<Session> &session, const QString &heading, Job work,
               const QStringList &secretIds, const SecretCall &call)
{
    [[maybe_unused]] const StopToken planning = job.begin(heading); // nothing to plan
    work.carryOut = [session, secretIds, call](const QStringList &, const Progress &progress, const StopToken &stop) {
        return forManySecrets(session, secretIds, call, progress, stop);
    };
    job.offer(std::move(work));
}

} // namespace

void offerSharing(JobViewModel &job, const QPointer<Session> &session, const QStringList &secretIds,
                  const std::vector<AccessEntry> &wanted)
{
    const auto planning = [session, secretIds, wanted](const Progress &progress, const StopToken &stop) {
        return planAccessToMany(session, secretIds, wanted, progress, stop);
    };
    planAndOffer(job, session,
                 //: Heading of the question before many secrets are shared. %n is how many were chosen.
                 ManyTexts::tr("Share %n secret(s)?", nullptr, static_cast<int>(secretIds.size())),
                 //: Button: gives people access to many secrets.
                 ManyTexts::tr("Share"), planning);
}

void offerMove(JobViewModel &job, const QPointer<Session> &session, const QStringList &secretIds,
               const QString &collectionId, const QString &path)
{
    const int count = static_cast<int>(secretIds.size());
    const QString heading = path.isEmpty()
                                //: Heading of the question before secrets are moved to the top. %n is how many.
                                ? ManyTexts::tr("Move %n secret(s) out of their folders?", nullptr, count)
                                //: Heading of the question before secrets are moved. %n is how many, %1 is where.
                                : ManyTexts::tr("Move %n secret(s) to %1?", nullptr, count).arg(path);
    //: Button: moves many secrets.
    const QString goText = ManyTexts::tr("Move");
    if (!session->sharing()) {
        Job work;
        //: Question before secrets are moved on a server that tells nobody beforehand who will be able to read them.
        work.summary.append(ManyTexts::tr("Who can read what is moved is up to the rules of the new place."));
        work.goText = goText;
        const SecretCall call = [collectionId](Session &in, const QString &id, const StopToken &stop) {
            return in.move(id, collectionId, stop);
        };
        return offerEach(job, session, heading, std::move(work), secretIds, call);
    }
    const auto planning = [session, secretIds, collectionId](const Progress &progress, const StopToken &stop) {
        return planMoveOfMany(session, secretIds, collectionId, progress, stop);
    };
    planAndOffer(job, session, heading, goText, planning);
}

void offerFavourites(JobViewModel &job, const QPointer<Session> &session, const QStringList &secretIds, bool favourite)
{
    Job work;
    work.asksFirst = false; // is taken back as easily
    const SecretCall call = [favourite](Session &in, const QString &id, const StopToken &stop) {
        return in.setFavourite(id, favourite, stop);
    };
    //: Heading while many secrets get a star, or lose it.
    const QString heading =
        favourite ? ManyTexts::tr("Adding to favourites") : ManyTexts::tr("Removing from favourites");
    offerEach(job, session, heading, std::move(work), secretIds, call);
}

void offerDeletion(JobViewModel &job, const QPointer<Session> &session, const QStringList &secretIds)
{
    QStringList names;
    int shared = 0;
    const auto catalog = session->catalog();
    for (const QString &id : secretIds) {
        const Catalog::Row row = catalog->rowOf(id);
        if (row == Catalog::NoRow)
            continue;
        names.append(visibleText(catalog->name(row)));
        shared += catalog->markers(row).testFlag(Marker::Shared) ? 1 : 0;
    }
    Job work;
    work.isDanger = true;
    work.summary.append(namesText(names));
    if (shared > 0)
        //: Question before many secrets are deleted. %n is how many of them others see too.
        work.summary.append(ManyTexts::tr("%n of them are shared: they are deleted for everyone.", nullptr, shared));
    //: Question before many secrets are deleted.
    work.summary.append(ManyTexts::tr("This cannot be undone."));
    const int count = static_cast<int>(secretIds.size());
    //: Button: deletes many secrets. %n is how many.
    work.goText = ManyTexts::tr("Delete %n secret(s)", nullptr, count);
    const SecretCall call = [](Session &in, const QString &id, const StopToken &stop) { return in.remove(id, stop); };
    //: Heading of the question before many secrets are deleted. %n is how many.
    offerEach(job, session, ManyTexts::tr("Delete %n secret(s)?", nullptr, count), std::move(work), secretIds, call);
}

} // namespace coffret
