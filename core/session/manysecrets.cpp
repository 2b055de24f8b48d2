// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/manysecrets.h"

#include "core/session/askinsession.h"

#include <algorithm>

namespace coffret {

namespace {

using PlanCall = std::function<Task<Expected<SharePlan>>(QPointer<Session>, QString secretId, StopToken)>;

QString nameOf(const Session &session, const QString &secretId)
{
    const Catalog::Row row = session.catalog()->rowOf(secretId);
    return row == Catalog::NoRow ? QString() : session.catalog()->name(row);
}

AccessRight rightOf(const Session &session, const QString &secretId)
{
    const Catalog::Row row = session.catalog()->rowOf(secretId);
    return row == Catalog::NoRow ? AccessRight::None : session.catalog()->right(row);
}

void addPersons(std::vector<Grantee> &all, const std::vector<Grantee> &more)
{
    for (const Grantee &person : more) {
        if (std::find(all.begin(), all.end(), person) == all.end())
            all.push_back(person);
    }
}

void join(SharePlan &together, const SharePlan &plan)
{
    addReaders(together.newReaders, plan.newReaders);
    addPersons(together.lostReaders, plan.lostReaders);
    together.secrets += plan.secrets;
    together.skipped += plan.skipped;
    together.unverified += plan.unverified;
    together.moves = together.moves || plan.moves;
    for (const AccessChange &change : plan.changes) {
        const bool known =
            std::any_of(together.changes.begin(), together.changes.end(), [&](const AccessChange &other) {
                return other.grantee.id == change.grantee.id && other.before == change.before &&
                       other.after == change.after;
            });
        if (!known)
            together.changes.push_back(change);
    }
}

Task<Expected<ManyPlan>> planEach(QPointer<Session> session, QStringList secretIds, AccessRight needed, PlanCall call,
                                  Progress progress, StopToken stop)
{
    ManyPlan many;
    for (qsizetype i = 0; i < secretIds.size(); ++i) {
        const QString id = secretIds[i];
        if (!session || stop.stop_requested())
            co_return failure(ErrorKind::Cancelled);
        if (rightOf(*session, id) != AccessRight::None && rightOf(*session, id) < needed) {
            ++many.together.skipped;
            continue;
        }
        Task<Expected<SharePlan>> work = call(session, id, stop);
        Expected<SharePlan> plan = co_await work;
        if (!session)
            co_return failure(ErrorKind::Cancelled);
        if (!plan && (plan.error().kind == ErrorKind::Cancelled || concernsAll(plan.error().kind)))
            co_return failure(plan);
        if (!plan)
            many.failures.push_back({id, nameOf(*session, id), plan.error()});
        else if (plan->changes.empty() && !plan->moves)
            ++many.unchanged;
        else
            many.plans.push_back(std::move(*plan));
        if (progress)
            progress(static_cast<int>(i) + 1, static_cast<int>(secretIds.size()));
    }
    for (const SharePlan &plan : many.plans)
        join(many.together, plan);
    co_return many;
}

Task<Expected<SharePlan>> planAccess(QPointer<Session> session, QString secretId, std::vector<AccessEntry> wanted,
                                     StopToken stop)
{
    std::function<Task<Expected<std::vector<AccessEntry>>>(StopToken)> asking = [session, secretId](StopToken token) {
        return session->sharing()->accessToSecret(secretId, std::move(token));
    };
    Task<Expected<std::vector<AccessEntry>>> work = askInSession(session, std::move(asking), stop);
    const Expected<std::vector<AccessEntry>> now = co_await work;
    if (!now)
        co_return failure(now);
    std::vector<AccessChange> changes;
    for (const AccessEntry &wish : wanted) {
        const auto has = std::find_if(now->begin(), now->end(), [&wish](const AccessEntry &entry) {
            return entry.grantee.id.compare(wish.grantee.id, Qt::CaseInsensitive) == 0;
        });
        const AccessRight before = has == now->end() ? AccessRight::None : has->right;
        if (before < wish.right)
            changes.push_back({wish.grantee, before, wish.right});
    }
    SharePlan nothing;
    nothing.targetId = secretId;
    if (changes.empty())
        co_return nothing;
    std::function<Task<Expected<SharePlan>>(StopToken)> call = [session, secretId, changes](StopToken token) {
        return session->sharing()->planAccess(SharePlan::Target::Secret, secretId, changes, std::move(token));
    };
    Task<Expected<SharePlan>> planning = askInSession(session, std::move(call), stop);
    Expected<SharePlan> plan = co_await planning;
    co_return plan;
}

/// Counts, names and ends a job over many.
class Tally
{
public:
    Tally(int total, Progress progress) : m_total(total), m_progress(std::move(progress)) {}

    /// False: it is over.
    [[nodiscard]] bool note(const QString &id, const QString &name, const Error &error)
    {
        if (error.kind == ErrorKind::Cancelled) {
            report.cancelled = true;
            return false;
        }
        report.failures.push_back({id, name, error});
        step();
        if (!concernsAll(error.kind))
            return true;
        end = error;
        return false;
    }
    void step()
    {
        if (m_progress)
            m_progress(++m_behind, m_total);
    }

    JobReport report;
    std::optional<Error> end; ///< what the others would meet too

private:
    int m_total;
    int m_behind = 0;
    Progress m_progress;
};

} // namespace

void addReaders(std::vector<ReaderKey> &all, const std::vector<ReaderKey> &more)
{
    for (const ReaderKey &reader : more) {
        const bool known = std::any_of(all.begin(), all.end(), [&reader](const ReaderKey &other) {
            return other.person.id == reader.person.id && other.fingerprint == reader.fingerprint;
        });
        if (!known)
            all.push_back(reader);
    }
}

bool concernsAll(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::Unreachable:
    case ErrorKind::TimedOut:
    case ErrorKind::TlsUntrusted:
    case ErrorKind::TlsPinMismatch:
    case ErrorKind::RedirectRefused:
    case ErrorKind::NotAuthenticated:
    case ErrorKind::SecondFactorNeeded:
    case ErrorKind::RateLimited:
    case ErrorKind::WrongPassphrase:
    case ErrorKind::NoPinentry:
    case ErrorKind::NoOpenPgp:
        return true;
    default:
        return false;
    }
}

Task<Expected<JobReport>> forManySecrets(QPointer<Session> session, QStringList secretIds, SecretCall call,
                                         Progress progress, StopToken stop)
{
    Tally tally(static_cast<int>(secretIds.size()), std::move(progress));
    qsizetype i = 0;
    for (bool goesOn = true; goesOn && i < secretIds.size(); ++i) {
        if (!session)
            co_return failure(ErrorKind::Cancelled);
        const QString id = secretIds[i];
        const QString name = nameOf(*session, id);
        Expected<void> done = failure(ErrorKind::Cancelled);
        if (!stop.stop_requested()) {
            Task<Expected<void>> work = call(*session, id, stop);
            done = co_await work;
        }
        if (done) {
            ++tally.report.done;
            tally.step();
        } else {
            goesOn = tally.note(id, name, done.error());
        }
    }
    if (tally.end && tally.report.done == 0)
        co_return tl::unexpected(*tally.end);
    for (; tally.end && session && i < secretIds.size(); ++i)
        tally.report.failures.push_back({secretIds[i], nameOf(*session, secretIds[i]), *tally.end});
    co_return std::as_const(tally.report);
}

Task<Expected<ManyPlan>> planAccessToMany(QPointer<Session> session, QStringList secretIds,
                                          std::vector<AccessEntry> wanted, Progress progress, StopToken stop)
{
    PlanCall call = [wanted](QPointer<Session> in, QString id, StopToken token) {
        return planAccess(std::move(in), std::move(id), wanted, std::move(token));
    };
    return planEach(std::move(session), std::move(secretIds), AccessRight::Own, std::move(call), std::move(progress),
                    std::move(stop));
}

Task<Expected<ManyPlan>> planMoveOfMany(QPointer<Session> session, QStringList secretIds, QString collectionId,
                                        Progress progress, StopToken stop)
{
    PlanCall call = [collectionId](QPointer<Session> in, QString id, StopToken token) {
        std::function<Task<Expected<SharePlan>>(StopToken)> asking = [in, id, collectionId](StopToken inner) {
            return in->sharing()->planMove(SharePlan::Target::Secret, id, collectionId, std::move(inner));
        };
        return askInSession(in, std::move(asking), std::move(token));
    };
    return planEach(std::move(session), std::move(secretIds), AccessRight::Update, std::move(call), std::move(progress),
                    std::move(stop));
}

Task<Expected<JobReport>> carryOutMany(QPointer<Session> session, std::shared_ptr<const ManyPlan> plan,
                                       QStringList confirmedFingerprints, Progress progress, StopToken stop)
{
    Tally tally(static_cast<int>(plan->plans.size()), std::move(progress));
    QStringList named;
    std::size_t i = 0;
    for (bool goesOn = true; goesOn && i < plan->plans.size(); ++i) {
        if (!session)
            co_return failure(ErrorKind::Cancelled);
        const SharePlan one = plan->plans[i];
        const QString name = nameOf(*session, one.targetId);
        std::function<Task<Expected<JobReport>>(StopToken)> call = [session, one,
                                                                    confirmedFingerprints](StopToken token) {
            return session->sharing()->carryOut(one, confirmedFingerprints, {}, std::move(token));
        };
        Expected<JobReport> done = failure(ErrorKind::Cancelled);
        if (!stop.stop_requested()) {
            Task<Expected<JobReport>> work = askInSession(session, std::move(call), stop);
            done = co_await work;
        }
        if (!done) {
            goesOn = tally.note(one.targetId, name, done.error());
            continue;
        }
        tally.report.done += done->done > 0 ? 1 : 0;
        tally.report.unverified += done->unverified;
        for (const JobReport::Failure &failed : done->failures) {
            if (!named.contains(failed.id))
                tally.report.failures.push_back(failed);
            named.append(failed.id);
        }
        if (done->cancelled) {
            tally.report.cancelled = true;
            break;
        }
        tally.step();
    }
    if (tally.end && tally.report.done == 0)
        co_return tl::unexpected(*tally.end);
    for (; tally.end && session && i < plan->plans.size(); ++i) {
        const QString id = plan->plans[i].targetId;
        tally.report.failures.push_back({id, nameOf(*session, id), *tally.end});
    }
    tally.report.failures.insert(tally.report.failures.begin(), plan->failures.begin(), plan->failures.end());
    co_return std::as_const(tally.report);
}

} // namespace coffret
