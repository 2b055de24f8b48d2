// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/sealingjob.h"

#include "ui/viewmodels/peopletexts.h"
#include "ui/viewmodels/sharejob.h"

#include <QCoreApplication>

namespace coffret {

namespace {

struct SealingTexts
{
    Q_DECLARE_TR_FUNCTIONS(SealingTexts)
};

/// What the work means for those secrets.
QStringList meaningOf(const SealingPlan &plan)
{
    const int count = static_cast<int>(plan.secretIds.size());
    if (plan.work == SealingWork::Unseal)
        return {
            //: What taking the encryption back comes to. %n is a number of secrets.
            SealingTexts::tr("The values of %n secret(s) are written in the clear.", nullptr, count),
            //: What taking the encryption back comes to.
            SealingTexts::tr("Whoever runs the server can read them then, and nobody's signature is on them."),
        };
    QStringList names;
    for (const ReaderKey &reader : plan.people)
        names.append(reader.person.name);
    return {
        names.isEmpty()
            //: What sealing comes to: encrypting with OpenPGP. %n is a number of secrets.
            ? SealingTexts::tr("The values of %n secret(s) are encrypted for you alone.", nullptr, count)
            //: What sealing comes to: encrypting with OpenPGP. %n is a number of secrets, %1 are names of people.
            : SealingTexts::tr("The values of %n secret(s) are encrypted for you and %1.", nullptr, count)
                  .arg(namesText(names)),
        //: What sealing comes to.
        SealingTexts::tr("They are signed with your key as they are on the server now."),
        //: What sealing comes to.
        SealingTexts::tr(
            "The server, and programs that fetch values from it, can no longer use them. Names, user names "
            "and descriptions stay readable."),
    };
}

} // namespace

QStringList sealingSummary(const SealingPlan &plan)
{
    QStringList sentences = plan.secretIds.isEmpty() ? QStringList() : meaningOf(plan);
    const auto add = [&sentences](int count, const QString &sentence) {
        if (count > 0)
            sentences.append(sentence);
    };
    //: What sealing or unsealing comes to. %n is a number of secrets.
    add(plan.already, SealingTexts::tr("%n secret(s) are like that already.", nullptr, plan.already));
    add(plan.readOnly,
        //: What sealing or unsealing comes to. %n is a number of secrets.
        SealingTexts::tr("%n secret(s) are not yours to change and stay as they are.", nullptr, plan.readOnly));
    add(plan.withheld,
        //: What sealing or unsealing comes to. %n is a number of secrets.
        SealingTexts::tr("%n secret(s) need approval or a check-out and stay as they are.", nullptr, plan.withheld));
    //: What sealing comes to. %n is a number of secrets.
    add(plan.tooLong, SealingTexts::tr("%n secret(s) would become too long for the server.", nullptr, plan.tooLong));
    add(plan.unvouched,
        //: What sealing or unsealing comes to: nobody known has signed what they hold. %n is a number of secrets.
        SealingTexts::tr("%n secret(s) hold what nobody vouches for: look at them and save them yourself.", nullptr,
                         plan.unvouched));
    //: What sealing or unsealing comes to. %n is a number of secrets.
    add(plan.unreadable, SealingTexts::tr("%n secret(s) could not be read.", nullptr, plan.unreadable));
    if (sentences.isEmpty())
        //: Instead of sealing or unsealing.
        sentences.append(SealingTexts::tr("This account holds no secrets."));
    return sentences;
}

void offerSealing(JobViewModel &job, const QPointer<Session> &session, SealingWork work)
{
    const bool seals = work == SealingWork::Seal;
    const StopToken stop =
        //: Headings of the questions before the values of an account are encrypted with OpenPGP, or no longer.
        job.begin(seals ? SealingTexts::tr("Seal existing values?") : SealingTexts::tr("Unseal all values?"));
    const quint64 generation = job.generation();
    const Progress progress = [job = QPointer<JobViewModel>(&job), generation](int done, int total) {
        if (job)
            job->showPlanning(generation, done, total);
    };
    const auto offer = [&job, session, seals, generation](Expected<SealingPlan> planned) {
        if (generation != job.generation())
            return;
        if (!planned)
            return job.fail(planned.error());
        const auto plan = std::make_shared<const SealingPlan>(*std::move(planned));
        Job offered;
        offered.summary = sealingSummary(*plan);
        offered.newReaders = plan->people;
        offered.accept = acceptSealingIn(session);
        offered.isDanger = !seals;
        if (!plan->secretIds.isEmpty())
            //: Buttons: encrypts values with OpenPGP, or writes them in the clear.
            offered.goText = seals ? SealingTexts::tr("Seal values") : SealingTexts::tr("Unseal values");
        offered.carryOut = [session, plan](const QStringList &confirmed, const Progress &report,
                                           const StopToken &token) {
            return carryOutSealing(session, plan, confirmed, report, token);
        };
        job.offer(std::move(offered));
    };
    QCoro::connect(planSealing(session, work, progress, stop), &job, offer);
}

} // namespace coffret
