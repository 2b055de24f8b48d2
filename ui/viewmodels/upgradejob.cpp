// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/upgradejob.h"

#include <QCoreApplication>

namespace coffret {

namespace {

struct UpgradeTexts
{
    Q_DECLARE_TR_FUNCTIONS(UpgradeTexts)
};

/// Who can read the details afterwards.
QString readableText(const UpgradePlan &plan)
{
    if (!plan.serverHasKey)
        //: What encrypting names comes to: nobody but people with access knows them.
        return UpgradeTexts::tr("The server keeps no copy of the key. Whoever runs it can no longer read them.");
    if (plan.personalKeys)
        //: What encrypting names comes to. "Shared" secrets are those that others can see as well.
        return UpgradeTexts::tr("Those that only you can see are encrypted for you alone. For shared ones the server "
                                "keeps a copy of the key, so whoever runs it can still read them.");
    //: What encrypting names comes to.
    return UpgradeTexts::tr("The server keeps a copy of the key, so whoever runs it can still read them.");
}

Task<Expected<JobReport>> upgradeOne(QPointer<Session> session, QString secretId, StopToken stop)
{
    Task<Expected<void>> work = session->upgradeOne(std::move(secretId), std::move(stop));
    const Expected<void> done = co_await work;
    if (!done)
        co_return failure(done);
    JobReport report;
    report.done = 1;
    co_return report;
}

Task<Expected<JobReport>> cancelled()
{
    co_return failure(ErrorKind::Cancelled);
}

} // namespace

QStringList upgradeSummary(const UpgradePlan &plan)
{
    if (plan.secrets == 0)
        //: Instead of encrypting names: there is none to encrypt.
        return {UpgradeTexts::tr("Every secret you may change has encrypted details already.")};
    return {
        //: What encrypting names comes to. %n is a number of secrets.
        UpgradeTexts::tr("%n secret(s) get encrypted details: name, user name, addresses, description.", nullptr,
                         plan.secrets),
        readableText(plan),
        //: What encrypting names comes to: the person's OpenPGP key signs the details of every secret.
        UpgradeTexts::tr("You sign these details with your key, as the list shows them now."),
        //: What encrypting names comes to.
        UpgradeTexts::tr("Type, dates, folder, tags, comments, and who has access stay readable for the server. "
                         "Passwords and other values stay as they are."),
        //: What encrypting names comes to.
        UpgradeTexts::tr("Programs that do not know encrypted details no longer show these secrets. Coffret cannot "
                         "turn this back."),
    };
}

void offerUpgrade(JobViewModel &job, const QPointer<Session> &session, const QString &secretId, const QString &name)
{
    const StopToken token =
        job.begin(secretId.isEmpty()
                      //: Heading of the question before names and addresses are encrypted.
                      ? UpgradeTexts::tr("Encrypt the details of all secrets?")
                      //: Heading of the question before a secret's name and addresses are encrypted. %1 is its name.
                      : UpgradeTexts::tr("Encrypt the details of “%1”?").arg(name));
    const quint64 generation = job.generation();
    const auto offer = [&job, session, secretId, generation](const Expected<UpgradePlan> &plan) {
        if (generation != job.generation())
            return;
        if (!plan)
            return job.fail(plan.error());
        Job work;
        work.summary = upgradeSummary(*plan);
        if (plan->secrets > 0)
            //: Button: encrypts names and addresses.
            work.goText = UpgradeTexts::tr("Encrypt details");
        work.carryOut = [session, secretId](const QStringList &, const Progress &progress, const StopToken &stop) {
            if (!session)
                return cancelled();
            return secretId.isEmpty() ? session->upgrade(progress, stop) : upgradeOne(session, secretId, stop);
        };
        job.offer(std::move(work));
    };
    QCoro::connect(session->planUpgrade(secretId, token), &job, offer);
}

} // namespace coffret
