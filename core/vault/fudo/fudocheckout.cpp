// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/fudo/fudocheckout.h"

#include "core/base/logging.h"

#include <utility>

namespace coffret {

namespace {

using Step = FudoSteps::Step;

/// A granted secret may be no secret of this user otherwise: then only the list of grants holds it.
Task<Expected<FudoValues>> readShared(std::shared_ptr<FudoApi> api, QString id, StopToken stop)
{
    QUrlQuery query = fudoFields(fudoValueFields());
    const QString encoded = QString::fromLatin1(QUrl::toPercentEncoding(id));
    query.addQueryItem(QStringLiteral("filter"), QStringLiteral("id.in(%1)").arg(encoded));
    const auto answer = co_await api->getSensitive(QStringLiteral("/secret/shared"), query, stop);
    if (!answer)
        co_return failure(answer);
    co_return fudoSharedValues(*answer, id);
}

Task<Expected<FudoValues>> readValues(std::shared_ptr<FudoApi> api, SecretSummary summary, QStringList fields,
                                      StopToken stop)
{
    const auto answer = co_await api->getSensitive(fudoValuePath(summary.id), fudoFields(fields), stop);
    if (answer)
        co_return fudoValues(*answer, summary.id);
    if (answer.error().kind == ErrorKind::NotFound && summary.markers.testFlag(Marker::Shared))
        co_return co_await readShared(api, summary.id, stop);
    co_return failure(answer);
}

/// A value that exists but was not handed out.
bool isKeptBack(const Expected<FudoValues> &values, const SecretSummary &summary)
{
    if (!values)
        return values.error().kind == ErrorKind::Forbidden;
    return !values->secret && !summary.markers.testFlag(Marker::NoValue);
}

/// Whether there was access before: then what is refused now has ended.
bool hadAccess(const std::optional<CheckOut> &known, const SecretSummary &summary)
{
    using State = CheckOut::State;
    const bool lent = known && (known->state == State::CheckedOut || known->state == State::Approved ||
                                known->state == State::Expired);
    return lent || (summary.markers & (Marker::CheckedOutByMe | Marker::Shared)).toInt() != 0;
}

/// Why the value stays back, in the caller's terms.
tl::unexpected<Error> refusal(FudoHeld &held, const SecretSummary &summary, const Error &error)
{
    const bool had = hadAccess(held.of(summary.id), summary);
    held.endEarly(summary.id);
    const ErrorKind kind = had                                               ? ErrorKind::AccessEnded
                           : summary.markers.testFlag(Marker::NeedsApproval) ? ErrorKind::ApprovalNeeded
                                                                             : ErrorKind::Forbidden;
    return failure(kind, error.detail, error.httpStatus);
}

CheckOut checkedOut(const SecretSummary &summary, const FudoLent &lent)
{
    CheckOut checkOut;
    checkOut.secretId = summary.id;
    checkOut.name = summary.name;
    checkOut.state = CheckOut::State::CheckedOut;
    checkOut.exclusive = lent.exclusive;
    checkOut.needsRequest = summary.markers.testFlag(Marker::NeedsApproval);
    checkOut.until = lent.until;
    checkOut.fromHere = true;
    return checkOut;
}

/// Reads the value of what has just been checked out, and gives that back when it was for nothing.
Task<Expected<FudoValues>> readCheckedOut(std::shared_ptr<FudoParts> parts, std::shared_ptr<FudoApi> api,
                                          std::shared_ptr<FudoHeld> held, HttpRequest checkIn, SecretSummary summary,
                                          FudoLent lent, QStringList fields, StopToken stop)
{
    const bool wasOver = held->hasEnded();
    held->mustGiveBack(summary.id);
    Expected<FudoValues> values = failure(ErrorKind::Cancelled);
    if (!wasOver && !stop.stop_requested())
        values = co_await readValues(api, summary, fields, stop);
    const bool forNothing = !values || isKeptBack(values, summary);
    const bool mayKeep = held->hasEnded() && !parts->givesBack;
    if (forNothing && !mayKeep && held->takeBack(summary.id))
        co_await giveFudoSecretBack(api, std::move(checkIn));
    else if (!forNothing)
        held->put(checkedOut(summary, lent));
    co_return std::move(values);
}

CheckOut heldByAnother(const SecretSummary &summary, const QString &holder)
{
    CheckOut checkOut;
    checkOut.secretId = summary.id;
    checkOut.name = summary.name;
    checkOut.state = CheckOut::State::HeldByAnother;
    checkOut.exclusive = true;
    checkOut.holder = holder;
    return checkOut;
}

} // namespace

Task<void> giveFudoSecretBack(std::shared_ptr<FudoApi> api, HttpRequest checkIn)
{
    const auto answer = co_await api->send(std::move(checkIn));
    if (!answer || !fudoSuccess(*answer))
        qCWarning(lcVault, "a check-out could not be given back");
}

Task<Expected<FudoValues>> revealFudoSecret(std::shared_ptr<FudoParts> parts, SecretSummary summary, QStringList fields,
                                            FudoReveal how, StopToken stop)
{
    const auto api = parts->api; // whatever becomes of the session meanwhile
    const auto held = parts->held;
    fields = fudoValueFields() + fields;
    auto values = co_await readValues(api, summary, fields, stop);
    Error reason = values ? Error() : values.error();
    const bool couldCheckOut = isKeptBack(values, summary) && !parts->steps->isOff(Step::CheckOut);
    if (couldCheckOut && how == FudoReveal::ReadOnly && !held->isCheckedOut(summary.id))
        co_return failure(ErrorKind::ApprovalNeeded, QStringLiteral("it would have to be checked out"));
    if (couldCheckOut && how == FudoReveal::CheckOutWhenNeeded) {
        if (stop.stop_requested())
            co_return failure(ErrorKind::Cancelled);
        auto back = fudoCheckInRequest(*api, summary.id); // now: the token may be forgotten before it is needed
        auto forth = fudoCheckOutRequest(*api, summary.id);
        if (!back || !forth)
            co_return failure(back ? forth : back);
        const auto response = co_await api->exchange(*std::move(forth));
        const auto lent = fudoLent(response);
        if (!lent && lent.error().kind == ErrorKind::HeldByAnother)
            held->put(heldByAnother(summary, lent.error().detail));
        if (!lent && !isNotOffered(lent.error()))
            co_return failure(lent);
        if (!lent && lent.error().kind == ErrorKind::Forbidden)
            reason = lent.error(); // otherwise an older server without check-out: what it said at first stands
        if (lent) {
            values = co_await readCheckedOut(parts, api, held, *std::move(back), summary, *lent, fields, stop);
            reason = values ? Error() : values.error();
        }
    }
    if (isKeptBack(values, summary))
        co_return refusal(*held, summary, reason);
    co_return std::move(values);
}

Task<void> endFudoSession(std::shared_ptr<FudoParts> parts)
{
    const auto api = std::exchange(parts->api, nullptr);
    const auto held = std::exchange(parts->held, std::make_shared<FudoHeld>());
    parts->held->onTold(parts->teller);
    const QSet<QString> ours = held->end();
    if (!api)
        co_return;
    std::vector<HttpRequest> checkIns;
    for (const QString &id : ours) {
        auto request = fudoCheckInRequest(*api, id);
        if (request && parts->givesBack && !parts->steps->isOff(Step::CheckIn))
            checkIns.push_back(*std::move(request));
    }
    api->forgetToken();
    std::vector<Task<void>> underWay;
    for (HttpRequest &request : checkIns)
        underWay.push_back(giveFudoSecretBack(api, std::move(request)));
    for (Task<void> &task : underWay)
        co_await task;
}

} // namespace coffret
