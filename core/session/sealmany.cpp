// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/sealmany.h"

#include <algorithm>

namespace coffret {

namespace {

using Form = Session::Edit::Form;

bool isAsWanted(const VaultSealing &sealing, SealingWork work, const Form &form)
{
    if (work == SealingWork::Unseal)
        return !form.sealed;
    return form.sealed && sealing.isAsWanted(form.recipients, form.verdict);
}

/// What is to be done with one secret: the draft to save, none where it is as wanted. NotVouched: nobody vouches for
/// a value; TooLong: it does not fit.
Expected<std::shared_ptr<const SecretDraft>> wantedDraft(const Session &session, SealingWork work, Session::Edit edit)
{
    const VaultSealing &sealing = *session.sealing();
    const bool done = std::all_of(edit.forms.begin(), edit.forms.end(),
                                  [&](const Form &form) { return isAsWanted(sealing, work, form); });
    if (done)
        return nullptr;
    if (!std::all_of(edit.forms.begin(), edit.forms.end(), [](const Form &form) { return isVouched(form.verdict); }))
        return failure(ErrorKind::NotVouched, QStringLiteral("nobody vouches for a value"));
    edit.draft.valuesChanged = true;
    edit.draft.unseals = work == SealingWork::Unseal;
    const std::vector<DraftIssue> issues = session.writing()->check(edit.draft);
    if (!issues.empty() && issues.front().kind == DraftIssue::Kind::TooLong)
        return failure(ErrorKind::TooLong, issues.front().key);
    if (!issues.empty())
        return failure(ErrorKind::InvalidInput, issues.front().key);
    return std::make_shared<const SecretDraft>(std::move(edit.draft));
}

/// Reads one secret and says what is to be done with it.
Task<Expected<std::shared_ptr<const SecretDraft>>> readOne(QPointer<Session> session, SealingWork work,
                                                           QString secretId, StopToken stop)
{
    Task<Expected<Session::Edit>> reading = session->edit(secretId, stop, Session::Reading::Unattended);
    Expected<Session::Edit> edit = co_await reading;
    if (!edit)
        co_return failure(edit);
    if (!session || session->sealing() == nullptr || session->writing() == nullptr)
        co_return failure(ErrorKind::Cancelled);
    co_return wantedDraft(*session, work, *std::move(edit));
}

void leave(SealingPlan &plan, const Session &session, const QString &secretId, const Error &error)
{
    const Catalog::Row row = session.catalog()->rowOf(secretId);
    const QString name = row == Catalog::NoRow ? QString() : session.catalog()->name(row);
    int &count = error.kind == ErrorKind::ApprovalNeeded ? plan.withheld
                 : error.kind == ErrorKind::TooLong      ? plan.tooLong
                 : error.kind == ErrorKind::NotVouched   ? plan.unvouched
                                                         : plan.unreadable;
    ++count;
    plan.left.push_back({secretId, name, error});
}

/// Ids of what may be read for it; counts the rest.
QStringList candidates(const Session &session, SealingPlan &plan)
{
    const Catalog &catalog = *session.catalog();
    QStringList ids;
    for (Catalog::Row row = 0; row < catalog.size(); ++row) {
        const SecretSummary summary = catalog.summary(row);
        const bool mayChange = summary.right == AccessRight::None || summary.right >= AccessRight::Update;
        if (!mayChange || summary.markers.testFlag(Marker::UnknownType))
            ++plan.readOnly;
        else if (summary.markers.testFlag(Marker::NoValue))
            ++plan.already;
        else if (summary.markers.testFlag(Marker::NeedsApproval))
            leave(plan, session, summary.id, {ErrorKind::ApprovalNeeded, {}, 0});
        else
            ids.append(summary.id);
    }
    return ids;
}

Task<Expected<void>> carryOutOne(QPointer<Session> session, SealingWork work, QString secretId, QStringList confirmed,
                                 StopToken stop)
{
    Task<Expected<std::shared_ptr<const SecretDraft>>> reading = readOne(session, work, std::move(secretId), stop);
    const Expected<std::shared_ptr<const SecretDraft>> draft = co_await reading;
    if (!draft)
        co_return failure(draft);
    if (!*draft)
        co_return Expected<void>();
    if (!session || stop.stop_requested())
        co_return failure(ErrorKind::Cancelled);
    const StopToken toTheEnd; // nobody could tell what became of a write that was cut off
    Task<Expected<QString>> saving = session->save(*draft, std::move(confirmed), toTheEnd);
    const Expected<QString> saved = co_await saving;
    if (!saved)
        co_return failure(saved);
    co_return Expected<void>();
}

} // namespace

Task<Expected<SealingPlan>> planSealing(QPointer<Session> session, SealingWork work, Progress progress, StopToken stop)
{
    if (!session || session->sealing() == nullptr || session->writing() == nullptr)
        co_return failure(ErrorKind::Unsupported);
    SealingPlan plan;
    plan.work = work;
    Task<Expected<std::vector<ReaderKey>>> asking = session->sealing()->people(stop);
    Expected<std::vector<ReaderKey>> people = co_await asking;
    if (!people)
        co_return failure(people);
    if (!session)
        co_return failure(ErrorKind::Cancelled);
    if (work == SealingWork::Seal)
        plan.people = *std::move(people);
    const QStringList ids = candidates(*session, plan);
    for (qsizetype i = 0; i < ids.size(); ++i) {
        if (!session || stop.stop_requested())
            co_return failure(ErrorKind::Cancelled);
        Task<Expected<std::shared_ptr<const SecretDraft>>> reading = readOne(session, work, ids[i], stop);
        const Expected<std::shared_ptr<const SecretDraft>> draft = co_await reading;
        if (!session)
            co_return failure(ErrorKind::Cancelled);
        if (!draft && (draft.error().kind == ErrorKind::Cancelled || concernsAll(draft.error().kind)))
            co_return failure(draft);
        if (!draft)
            leave(plan, *session, ids[i], draft.error());
        else if (*draft)
            plan.secretIds.append(ids[i]);
        else
            ++plan.already;
        if (progress)
            progress(static_cast<int>(i) + 1, static_cast<int>(ids.size()));
    }
    co_return plan;
}

Task<Expected<JobReport>> carryOutSealing(QPointer<Session> session, std::shared_ptr<const SealingPlan> plan,
                                          QStringList confirmedFingerprints, Progress progress, StopToken stop)
{
    const SealingWork work = plan->work;
    SecretCall call = [work, confirmedFingerprints](Session &in, QString id, StopToken token) {
        return carryOutOne(&in, work, std::move(id), confirmedFingerprints, std::move(token));
    };
    Task<Expected<JobReport>> doing =
        forManySecrets(session, plan->secretIds, std::move(call), std::move(progress), std::move(stop));
    Expected<JobReport> report = co_await doing;
    if (report)
        report->failures.insert(report->failures.end(), plan->left.begin(), plan->left.end());
    co_return report;
}

} // namespace coffret
