// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/health/healthcheck.h"

#include "core/health/valuejudgement.h"
#include "core/session/bell.h"
#include "core/session/manysecrets.h"

#include <QHash>

#include <algorithm>
#include <tuple>

namespace coffret {

namespace {

constexpr int WeakestGood = 3;
constexpr int DaysAhead = 30;
/// So that the server, gpg-agent and the workers are busy at the same time, and few secrets are in the clear.
constexpr qsizetype AtATime = 4;

/// One check under way: what was found, and digests whose key goes with it.
struct Run
{
    HealthScope scope;
    Progress progress;
    HealthReport report;
    int behind = 0;
    std::shared_ptr<const KeyedDigest> digests = std::make_shared<const KeyedDigest>();
    QHash<QByteArray, std::vector<HealthFinding>> byValue; ///< who has a value, by its digest
    QHash<QByteArray, bool> leaked;                        ///< what was asked before, by digest
    QHash<QByteArray, std::shared_ptr<Bell>> asking;       ///< what is being asked, by digest

    void step()
    {
        ++behind;
        if (progress)
            progress(behind, report.total);
    }
};

HealthFinding findingOf(HealthKind kind, const Session &session, const SecretSummary &summary)
{
    HealthFinding finding;
    finding.kind = kind;
    finding.accountId = session.account().id;
    finding.secretId = summary.id;
    finding.name = summary.name;
    finding.type = summary.type;
    return finding;
}

void addEnd(Run &run, HealthFinding finding, const QDateTime &end, bool ofCertificate)
{
    const QDateTime now = run.scope.clock->now();
    if (!end.isValid() || end > now.addDays(DaysAhead))
        return;
    finding.kind = end <= now ? HealthKind::Expired : HealthKind::Expiring;
    finding.when = end;
    finding.ofCertificate = ofCertificate;
    run.report.findings.push_back(std::move(finding));
}

/// Notes are no credentials, and a certificate says itself when it is over.
bool ages(SecretType type)
{
    return type == SecretType::Login || type == SecretType::ApiKey || type == SecretType::SshKey;
}

/// What the list alone tells.
void lookAtSummary(Run &run, const Session &session, const SecretSummary &summary)
{
    addEnd(run, findingOf(HealthKind::Expired, session, summary), summary.expires, false);
    if (ages(summary.type) && summary.modified.isValid() && summary.modified < run.scope.clock->now().addYears(-1)) {
        run.report.findings.push_back(findingOf(HealthKind::Old, session, summary));
        run.report.findings.back().when = summary.modified;
    }
    if (session.capabilities().testFlag(Capability::Sharing) && summary.markers.testFlag(Marker::Personal))
        run.report.findings.push_back(findingOf(HealthKind::OnlyMine, session, summary));
}

bool isLent(ErrorKind kind)
{
    return kind == ErrorKind::ApprovalNeeded || kind == ErrorKind::HeldByAnother || kind == ErrorKind::AccessEnded;
}

void takeFailure(Run &run, const Session &session, const SecretSummary &summary, const Error &error)
{
    if (isLent(error.kind)) {
        ++run.report.lent;
        return;
    }
    const HealthKind kind = error.kind == ErrorKind::BadSignature ? HealthKind::BadSignature : HealthKind::Unchecked;
    HealthFinding finding = findingOf(kind, session, summary);
    finding.error = error;
    run.report.findings.push_back(std::move(finding));
}

/// The same secret is noted once for each value.
void noteValue(Run &run, const QByteArray &digest, HealthFinding finding)
{
    std::vector<HealthFinding> &having = run.byValue[digest];
    const bool known = std::any_of(having.begin(), having.end(), [&finding](const HealthFinding &other) {
        return other.accountId == finding.accountId && other.secretId == finding.secretId;
    });
    if (!known)
        having.push_back(std::move(finding));
}

void takeJudgement(Run &run, const Session &session, const SecretSummary &summary, const ValueJudgement &judgement)
{
    ++run.report.opened;
    const auto add = [&](HealthKind kind) -> HealthFinding & {
        run.report.findings.push_back(findingOf(kind, session, summary));
        return run.report.findings.back();
    };
    if (judgement.unopened)
        takeFailure(run, session, summary, *judgement.unopened);
    if (!isVouched(judgement.verdict))
        add(HealthKind::Unvouched).verdict = judgement.verdict;
    if (judgement.validUntil)
        addEnd(run, findingOf(HealthKind::Expired, session, summary), *judgement.validUntil, true);
    if (const std::optional<int> score = judgement.worstScore(); score && *score < WeakestGood)
        add(HealthKind::Weak).score = *score;
    for (const ValueJudgement::Value &value : judgement.values)
        noteValue(run, value.digest, findingOf(HealthKind::Reused, session, summary));
}

/// Asks whether a password was leaked, once for all who have it.
Task<void> askForBreach(Run *run, QByteArray digest, SecretBuffer sha1, StopToken stop)
{
    if (const std::shared_ptr<Bell> others = run->asking.value(digest)) {
        co_await others->wait(stop);
        co_return;
    }
    const auto bell = std::make_shared<Bell>();
    run->asking.insert(digest, bell);
    Task<Expected<bool>> asking = run->scope.breaches->knows(std::move(sha1), stop);
    const Expected<bool> known = co_await asking;
    run->asking.remove(digest);
    if (known)
        run->leaked.insert(digest, *known);
    else if (known.error().kind != ErrorKind::Cancelled && !run->report.breachError)
        run->report.breachError = known.error();
    bell->ring();
}

/// Holds the passwords of one secret against the leaked ones. After a failure nothing is asked any more.
Task<void> askForBreaches(Run *run, HealthFinding finding, std::shared_ptr<ValueJudgement> judgement, StopToken stop)
{
    bool leaked = false;
    for (ValueJudgement::Value &value : judgement->values) {
        if (value.sha1.isEmpty() || run->report.breachError || stop.stop_requested())
            continue;
        if (!run->leaked.contains(value.digest)) {
            Task<void> asking = askForBreach(run, value.digest, std::move(value.sha1), stop);
            co_await asking;
        }
        const auto known = run->leaked.constFind(value.digest);
        if (known == run->leaked.constEnd())
            continue;
        ++run->report.asked;
        leaked = leaked || *known;
    }
    if (leaked)
        run->report.findings.push_back(std::move(finding));
}

/// What the secret turned out to be.
Task<Expected<SecretType>> openOne(Run *run, QPointer<Session> session, SecretSummary summary, StopToken stop)
{
    const auto judgement = std::make_shared<ValueJudgement>();
    const bool forBreaches = run->scope.breaches != nullptr && !run->report.breachError;
    Session::Look look = [judgement, summary, digests = run->digests, forBreaches](const OpenedPayload &payload) {
        *judgement = judgeValues(payload, summary, *digests, forBreaches);
    };
    Task<Expected<void>> looking = session->inspect(summary.id, std::move(look), stop);
    const Expected<void> looked = co_await looking;
    if (!looked)
        co_return failure(looked);
    if (!session)
        co_return failure(ErrorKind::Cancelled);
    if (judgement->type != SecretType::Unknown)
        summary.type = judgement->type;
    takeJudgement(*run, *session, summary, *judgement);
    HealthFinding breached = findingOf(HealthKind::Breached, *session, summary);
    Task<void> asking = askForBreaches(run, std::move(breached), judgement, std::move(stop));
    co_await asking;
    co_return summary.type;
}

QStringList idsOf(const Session &session)
{
    const Catalog &catalog = *session.catalog();
    QStringList ids;
    for (Catalog::Row row = 0; row < catalog.size(); ++row)
        ids.append(catalog.id(row));
    return ids;
}

/// One account under way.
struct Walk
{
    QPointer<Session> session;
    QStringList ids; ///< those it had when the check began
    qsizetype next = 0;
    bool opened = false;      ///< some secret was
    std::optional<Error> end; ///< what the others would meet too

    [[nodiscard]] bool goesOn(const StopToken &stop) const
    {
        return session && !stop.stop_requested() && next < ids.size();
    }
};

Task<void> checkNext(Run *run, Walk *walk, StopToken stop)
{
    const QPointer<Session> session = walk->session;
    const Catalog::Row row = session->catalog()->rowOf(walk->ids[walk->next++]);
    if (row == Catalog::NoRow) { // gone meanwhile
        run->step();
        co_return;
    }
    SecretSummary summary = session->catalog()->summary(row);
    Expected<SecretType> looked = summary.type;
    if (walk->end)
        looked = tl::unexpected(*walk->end);
    else if (summary.markers.testFlag(Marker::NeedsApproval))
        looked = failure(ErrorKind::ApprovalNeeded);
    else if (!summary.markers.testFlag(Marker::NoValue)) {
        Task<Expected<SecretType>> opening = openOne(run, session, summary, stop);
        looked = co_await opening;
        walk->opened = walk->opened || looked.has_value();
    }
    if (!session || stop.stop_requested())
        co_return;
    summary.type = looked.value_or(summary.type);
    lookAtSummary(*run, *session, summary);
    if (!looked)
        takeFailure(*run, *session, summary, looked.error());
    if (!looked && concernsAll(looked.error().kind))
        walk->end = looked.error();
    run->step();
}

Task<void> checkRest(Run *run, Walk *walk, StopToken stop)
{
    while (walk->goesOn(stop)) {
        Task<void> checking = checkNext(run, walk, stop);
        co_await checking;
    }
}

Task<void> checkAccount(Run *run, Walk *walk, StopToken stop)
{
    // One alone until it could be opened: a passphrase is asked for once, and what keeps all closed is met once.
    while (walk->goesOn(stop) && !walk->opened) {
        Task<void> checking = checkNext(run, walk, stop);
        co_await checking;
    }
    std::vector<Task<void>> together;
    for (qsizetype i = 0; i < AtATime && walk->goesOn(stop); ++i)
        together.push_back(checkRest(run, walk, stop));
    for (Task<void> &checking : together)
        co_await checking;
}

void addReused(Run &run)
{
    std::vector<std::vector<HealthFinding>> groups;
    for (std::vector<HealthFinding> &having : run.byValue) {
        if (having.size() > 1)
            groups.push_back(std::move(having));
    }
    // By names, and not by digests or by what was opened first, which differ from run to run.
    const auto isBefore = [](const HealthFinding &one, const HealthFinding &other) {
        return std::tie(one.name, one.secretId, one.accountId) < std::tie(other.name, other.secretId, other.accountId);
    };
    for (std::vector<HealthFinding> &group : groups)
        std::sort(group.begin(), group.end(), isBefore);
    std::sort(groups.begin(), groups.end(),
              [&](const auto &one, const auto &other) { return isBefore(one.front(), other.front()); });
    for (std::size_t group = 0; group < groups.size(); ++group) {
        for (HealthFinding &finding : groups[group]) {
            finding.group = static_cast<int>(group);
            run.report.findings.push_back(std::move(finding));
        }
    }
}

} // namespace

Task<HealthReport> checkHealth(HealthScope scope, Progress progress, StopToken stop)
{
    Run run;
    run.scope = std::move(scope);
    run.progress = std::move(progress);
    std::erase_if(run.scope.sessions, [](const QPointer<Session> &session) {
        return !session || session->state() != Session::State::Open;
    });
    std::vector<QStringList> ids;
    for (const QPointer<Session> &session : run.scope.sessions) {
        ids.push_back(idsOf(*session));
        run.report.total += static_cast<int>(ids.back().size());
    }
    for (std::size_t i = 0; i < ids.size() && !stop.stop_requested(); ++i) {
        Walk walk;
        walk.session = run.scope.sessions[i];
        walk.ids = std::move(ids[i]);
        Task<void> checking = checkAccount(&run, &walk, stop);
        co_await checking;
    }
    addReused(run);
    run.report.cancelled = stop.stop_requested();
    run.report.sort();
    co_return std::move(run.report);
}

} // namespace coffret
