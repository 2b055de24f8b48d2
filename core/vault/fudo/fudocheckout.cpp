// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/fudo/fudocheckout.h"

#include "core/base/logging.h"

#include <utility>

namespace coffret {

namespace {

using Step = FudoSteps::Step;

/// Where a secret is among those granted, as an offset. Asks for no values.
Task<Expected<int>> placeAmongShared(std::shared_ptr<FudoApi> api, QString id, StopToken stop)
{
    const auto walk = std::make_shared<FudoWalk>();
    walk->path = QStringLiteral("/secret/shared");
    walk->fields = QStringList{QStringLiteral("id")};
    while (!walk->finished) {
        const auto answer = co_await fetchFudoPage(api, walk, stop);
        if (!answer)
            co_return failure(answer);
        const auto page = fudoSecrets(*answer, QStringLiteral("secret_shared"));
        if (!page)
            co_return failure(page);
        int place = walk->offset;
        const auto seenBefore = walk->seen.size();
        for (const FudoSecret &row : page->rows) {
            if (row.id == id)
                co_return place;
            walk->seen.insert(row.id);
            ++place;
        }
        advanceFudoWalk(*walk, page->received, static_cast<int>(walk->seen.size() - seenBefore));
    }
    co_return failure(ErrorKind::NotFound, QStringLiteral("not shared any more"));
}

/// A granted secret may be no secret of this user otherwise: then only the list of grants holds it. A server that does
/// not take the filter is asked for the one row, not for the values of all.
Task<Expected<FudoValues>> readShared(std::shared_ptr<FudoApi> api, QString id, StopToken stop)
{
    QUrlQuery query = fudoFields(fudoValueFields());
    const QString encoded = QString::fromLatin1(QUrl::toPercentEncoding(id));
    query.addQueryItem(QStringLiteral("filter"), QStringLiteral("id.in(%1)").arg(encoded));
    const auto answer = co_await api->getSensitive(QStringLiteral("/secret/shared"), query, stop);
    if (!answer && answer.error().httpStatus != 400)
        co_return failure(answer);
    if (answer) {
        auto values = fudoSharedValues(*answer, id);
        if (values || values.error().kind != ErrorKind::NotFound)
            co_return std::move(values);
    }
    const auto place = co_await placeAmongShared(api, id, stop);
    if (!place)
        co_return failure(place);
    QUrlQuery oneRow = fudoFields(fudoValueFields());
    oneRow.addQueryItem(QStringLiteral("offset"), QString::number(*place));
    oneRow.addQueryItem(QStringLiteral("limit"), QStringLiteral("1"));
    const auto row = co_await api->getSensitive(QStringLiteral("/secret/shared"), oneRow, stop);
    if (!row)
        co_return failure(row);
    co_return fudoSharedValues(*row, id);
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

/// What is not out any more is given back.
Task<Expected<void>> giveBack(std::shared_ptr<FudoApi> api, HttpRequest checkIn)
{
    const auto answer = co_await api->send(std::move(checkIn));
    const auto given = answer ? fudoSuccess(*answer) : Expected<void>(failure(answer));
    if (given || given.error().httpStatus == 400 || given.error().httpStatus == 409)
        co_return Expected<void>();
    qCWarning(lcVault, "a check-out could not be given back");
    co_return failure(given);
}

/// Ours again where that fails, be it for this session's end or for the next session.
Task<void> returnUnused(std::shared_ptr<FudoParts> parts, std::shared_ptr<FudoApi> api, std::shared_ptr<FudoHeld> held,
                        HttpRequest checkIn, QString secretId)
{
    const Expected<void> given = co_await giveBack(api, std::move(checkIn));
    if (!given && held->hasEnded())
        parts->held->inherit(secretId, true);
    else if (!given)
        held->mustGiveBack(secretId);
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
    if (forNothing && held->hasEnded() && held->takeBack(summary.id))
        co_await returnLate(parts, api, std::move(checkIn), summary.id);
    else if (forNothing && held->takeBack(summary.id))
        co_await returnUnused(parts, api, held, std::move(checkIn), summary.id);
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

/// What a check-out that failed means to whoever wanted to see the value.
Task<Error> afterFailedCheckOut(std::shared_ptr<FudoParts> parts, std::shared_ptr<FudoApi> api,
                                std::shared_ptr<FudoHeld> held, HttpRequest checkIn, SecretSummary summary, Error error)
{
    const bool isMissing = error.kind == ErrorKind::NotFound || error.kind == ErrorKind::Unsupported;
    if (isMissing) // not the secret: that has just been there
        co_return parts->steps->unsupported(Step::CheckOut, api->webPage(), error.httpStatus).value();
    if (isUnclearCheckOut(error)) {
        Task<Error> afterwards = afterUnclearCheckOut(parts, api, held, std::move(checkIn), summary.id, error);
        co_return co_await afterwards;
    }
    if (error.kind == ErrorKind::HeldByAnother)
        held->put(heldByAnother(summary, error.detail));
    if (error.kind == ErrorKind::Forbidden)
        co_return refusal(*held, summary, error).value();
    co_return error;
}

} // namespace

bool isUnclearCheckOut(const Error &error)
{
    const bool isBroken = error.httpStatus >= 500 && error.kind != ErrorKind::Unsupported;
    return isUnclear(error) || isBroken;
}

Task<Error> afterUnclearCheckOut(std::shared_ptr<FudoParts> parts, std::shared_ptr<FudoApi> api,
                                 std::shared_ptr<FudoHeld> held, HttpRequest checkIn, QString secretId, Error error)
{
    if (held->hasEnded())
        co_await returnLate(parts, api, std::move(checkIn), secretId);
    else
        held->mustGiveBack(secretId); // one too many does no harm
    const QString what = QStringLiteral("whether it was checked out is not known");
    error.detail = error.detail.isEmpty() ? what : what + QStringLiteral(" (%1)").arg(error.detail);
    co_return error;
}

Task<void> returnLate(std::shared_ptr<FudoParts> parts, std::shared_ptr<FudoApi> api, HttpRequest checkIn,
                      QString secretId)
{
    const bool gives = parts->givesBack && !parts->steps->isOff(Step::CheckIn);
    Expected<void> given = failure(ErrorKind::Cancelled);
    if (gives)
        given = co_await giveBack(api, std::move(checkIn));
    if (!given)
        parts->held->inherit(secretId, gives);
}

Task<Expected<FudoValues>> revealFudoSecret(std::shared_ptr<FudoParts> parts, SecretSummary summary, QStringList fields,
                                            FudoReveal how, StopToken stop)
{
    const auto api = parts->api; // whatever becomes of the session meanwhile
    const auto held = parts->held;
    fields = fudoValueFields() + fields;
    auto values = co_await readValues(api, summary, fields, stop);
    if (!isKeptBack(values, summary))
        co_return std::move(values);
    if (parts->steps->isOff(Step::CheckOut))
        co_return parts->steps->unsupported(Step::CheckOut, api->webPage(), 0);
    if (how == FudoReveal::ReadOnly && held->isCheckedOut(summary.id))
        co_return refusal(*held, summary, values ? Error() : values.error());
    if (how == FudoReveal::ReadOnly)
        co_return failure(ErrorKind::ApprovalNeeded, QStringLiteral("it would have to be checked out"));
    if (stop.stop_requested())
        co_return failure(ErrorKind::Cancelled);
    auto back = fudoCheckInRequest(*api, summary.id); // now: the token may be forgotten before it is needed
    auto forth = fudoCheckOutRequest(*api, summary.id);
    if (!back || !forth)
        co_return failure(back ? forth : back);
    held->forgetHolder(summary.id);
    const auto response = co_await api->exchange(*std::move(forth));
    const auto lent = fudoLent(*api, response);
    if (!lent) {
        const Error error = co_await afterFailedCheckOut(parts, api, held, *std::move(back), summary, lent.error());
        co_return tl::unexpected<Error>(error);
    }
    auto brought = co_await readCheckedOut(parts, api, held, *std::move(back), summary, *lent, fields, stop);
    if (isKeptBack(brought, summary))
        co_return parts->steps->unsupported(Step::CheckOut, api->webPage(), 0);
    co_return std::move(brought);
}

Task<Expected<void>> endFudoSession(std::shared_ptr<FudoParts> parts)
{
    const auto api = std::exchange(parts->api, nullptr);
    const auto held = std::exchange(parts->held, std::make_shared<FudoHeld>(parts->clock));
    parts->held->onTold(parts->teller);
    parts->held->share(held->leftOvers());
    const QSet<QString> ours = held->end();
    const bool gives = parts->givesBack && !parts->steps->isOff(Step::CheckIn);
    std::vector<std::pair<QString, HttpRequest>> checkIns;
    for (const QString &id : ours) {
        auto request = api ? fudoCheckInRequest(*api, id) : Expected<HttpRequest>(failure(ErrorKind::NotAuthenticated));
        if (request && gives)
            checkIns.emplace_back(id, *std::move(request));
        else
            parts->held->inherit(id, false);
    }
    if (api)
        api->forgetToken();
    std::vector<std::pair<QString, Task<Expected<void>>>> underWay;
    for (auto &[id, request] : checkIns)
        underWay.emplace_back(id, giveBack(api, std::move(request)));
    Expected<void> done;
    for (auto &[id, task] : underWay) {
        const Expected<void> given = co_await task;
        if (given)
            continue;
        parts->held->inherit(id, true);
        done = failure(given);
    }
    co_return done;
}

} // namespace coffret
