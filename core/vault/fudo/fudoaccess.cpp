// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/fudo/fudoaccess.h"

#include <algorithm>

namespace coffret {

namespace {

using State = CheckOut::State;
using Step = FudoSteps::Step;

std::optional<QString> problemOf(const AccessRequest &request)
{
    if (request.reason.trimmed().isEmpty())
        return QStringLiteral("a request without a reason");
    if (request.hours < 1 || request.hours > AccessRequest::MostHours)
        return QStringLiteral("not 1 to 24 hours");
    return std::nullopt;
}

/// A 404 may be about the secret or about the step.
Task<bool> isThere(std::shared_ptr<FudoApi> api, QString secretId)
{
    const StopToken never;
    const QUrlQuery query = fudoFields({QStringLiteral("id")});
    const auto answer = co_await api->get(fudoValuePath(secretId), query, never);
    co_return answer.has_value() && fudoSecret(*answer, secretId).has_value();
}

/// Whether a state shows what became of a request.
bool isAnAnswer(State state)
{
    return state == State::Requested || state == State::Approved || state == State::Refused ||
           state == State::CheckedOut || state == State::NotNeeded;
}

/// The server took the request, whatever it shows. Nobody is waited for longer than the access was wanted.
CheckOut sent(CheckOut checkOut, QString secretId, const AccessRequest &request, const QDateTime &now)
{
    const QDateTime from = request.from.isValid() ? request.from : now;
    checkOut.secretId = std::move(secretId);
    checkOut.state = State::Requested;
    checkOut.needsRequest = true;
    checkOut.takenBack = false;
    checkOut.reason = request.reason.trimmed();
    checkOut.comment.clear();
    checkOut.from = request.from;
    checkOut.until = from.addSecs(qint64(request.hours) * 3600);
    return checkOut;
}

Task<Expected<CheckOut>> requestAccess(std::shared_ptr<FudoParts> parts, QString secretId, AccessRequest request,
                                       StopToken stop)
{
    const auto api = parts->api;
    if (!api)
        co_return failure(ErrorKind::NotAuthenticated);
    if (const auto problem = problemOf(request))
        co_return failure(ErrorKind::InvalidInput, *problem);
    if (stop.stop_requested())
        co_return failure(ErrorKind::Cancelled);
    if (parts->steps->isOff(Step::AccessRequest))
        co_return parts->steps->unsupported(Step::AccessRequest, api->webPage());
    const auto held = parts->held;
    const StopToken never;
    const auto made = co_await postFudoAccessRequest(api, fudoAccessRequestBody(secretId, request), never);
    bool isMissing = !made && made.error().kind == ErrorKind::Unsupported;
    if (!made && made.error().kind == ErrorKind::NotFound)
        isMissing = co_await isThere(api, secretId);
    if (isMissing) {
        parts->steps->markMissing(Step::AccessRequest);
        co_return parts->steps->unsupported(Step::AccessRequest, api->webPage(), made.error().httpStatus);
    }
    if (!made && made.error().httpStatus == 400)
        co_return failure(ErrorKind::InvalidInput, made.error().detail, 400);
    if (!made)
        co_return failure(made);
    auto now = co_await fudoCheckOutState(parts, secretId, stop);
    if (now && isAnAnswer(now->state))
        co_return std::move(now);
    const CheckOut asked = sent(now.value_or(CheckOut()), std::move(secretId), request, held->now());
    held->put(asked, FudoHeld::Source::SentRequest);
    co_return asked;
}

/// What a refused check-out means, in the caller's terms.
Error refusedCheckOut(const CheckOut &before, const Error &error)
{
    if (error.kind != ErrorKind::Forbidden)
        return error;
    const bool isOver = before.state == State::Expired;
    const bool helps = before.needsRequest && before.state != State::Approved;
    return {isOver  ? ErrorKind::AccessEnded
            : helps ? ErrorKind::ApprovalNeeded
                    : ErrorKind::Forbidden,
            error.detail, error.httpStatus};
}

/// What became of a check-out that did not succeed.
Task<Error> whyNotOut(std::shared_ptr<FudoParts> parts, std::shared_ptr<FudoApi> api, std::shared_ptr<FudoHeld> held,
                      HttpRequest checkIn, CheckOut before, Error error)
{
    const QString secretId = before.secretId;
    bool isMissing = error.kind == ErrorKind::Unsupported;
    if (error.kind == ErrorKind::NotFound)
        isMissing = co_await isThere(api, secretId);
    if (isMissing)
        co_return parts->steps->unsupported(Step::CheckOut, api->webPage(), error.httpStatus).value();
    if (isUnclearCheckOut(error)) {
        Task<Error> afterwards = afterUnclearCheckOut(parts, api, held, std::move(checkIn), secretId, error);
        co_return co_await afterwards;
    }
    if (error.kind == ErrorKind::HeldByAnother) {
        before.state = State::HeldByAnother;
        before.exclusive = true;
        before.holder = error.detail;
        held->put(before);
    }
    co_return refusedCheckOut(before, error);
}

Task<Expected<CheckOut>> checkSecretOut(std::shared_ptr<FudoParts> parts, QString secretId, StopToken stop)
{
    parts->held->forgetHolder(secretId);
    auto before = co_await fudoCheckOutState(parts, secretId, stop);
    if (!before || before->state == State::CheckedOut)
        co_return std::move(before);
    const auto api = parts->api;
    const auto held = parts->held;
    if (!api || stop.stop_requested())
        co_return failure(api ? ErrorKind::Cancelled : ErrorKind::NotAuthenticated);
    if (parts->steps->isOff(Step::CheckOut))
        co_return parts->steps->unsupported(Step::CheckOut, api->webPage());
    auto back = fudoCheckInRequest(*api, secretId);
    auto forth = fudoCheckOutRequest(*api, secretId);
    if (!back || !forth)
        co_return failure(back ? forth : back);
    const auto response = co_await api->exchange(*std::move(forth));
    const auto lent = fudoLent(*api, response);
    if (!lent) {
        const Error error = co_await whyNotOut(parts, api, held, *std::move(back), *before, lent.error());
        co_return tl::unexpected<Error>(error);
    }
    if (held->hasEnded()) { // signed out meanwhile
        co_await returnLate(parts, api, *std::move(back), secretId);
        co_return failure(ErrorKind::Cancelled);
    }
    before->state = State::CheckedOut;
    before->exclusive = before->exclusive || lent->exclusive;
    before->until = lent->until;
    before->from = {};
    before->takenBack = false;
    before->fromHere = true;
    held->mustGiveBack(secretId);
    held->put(*before);
    co_return std::move(before);
}

Task<Expected<CheckOut>> checkSecretIn(std::shared_ptr<FudoParts> parts, QString secretId)
{
    const auto api = parts->api;
    const auto held = parts->held;
    if (!api)
        co_return failure(ErrorKind::NotAuthenticated);
    if (parts->steps->isOff(Step::CheckIn))
        co_return parts->steps->unsupported(Step::CheckIn, api->webPage());
    auto request = fudoCheckInRequest(*api, secretId);
    if (!request)
        co_return failure(request);
    const auto answer = co_await api->send(*std::move(request));
    const auto success = answer ? fudoSuccess(*answer) : Expected<void>(failure(answer));
    if (!success && success.error().kind == ErrorKind::NotFound) {
        const bool secretIsThere = co_await isThere(api, secretId);
        if (secretIsThere) {
            parts->steps->markMissing(Step::CheckIn);
            co_return parts->steps->unsupported(Step::CheckIn, api->webPage());
        }
    }
    const bool wasOver = !success && (success.error().httpStatus == 400 || success.error().httpStatus == 409);
    if (!success && !wasOver)
        co_return failure(success);
    (void)held->takeBack(secretId);
    CheckOut returned = held->of(secretId).value_or(CheckOut());
    returned.secretId = secretId;
    returned.state = State::Returned;
    returned.until = {};
    returned.fromHere = returned.leftOver = false;
    held->put(returned);
    co_return returned;
}

Task<Expected<std::vector<CheckOut>>> fetchHeldSecrets(std::shared_ptr<FudoParts> parts, StopToken stop)
{
    const auto api = parts->api;
    const auto held = parts->held;
    if (!api)
        co_return failure(ErrorKind::NotAuthenticated);
    if (!parts->attributes.knowsCheckOuts())
        co_return held->checkedOut();
    const FudoHeld::Moment begin = held->moment();
    FudoReader<FudoSecret> read = [](const QByteArray &answer) {
        return fudoSecrets(answer, QStringLiteral("secret"));
    };
    auto rows = co_await allFudoRows<FudoSecret>(api, QStringLiteral("/secret"), parts->attributes.forHeld(), read,
                                                 stop, FudoRefusal::Failure);
    if (!rows)
        co_return failure(rows);
    takeHeldRows(*held, *rows, begin);
    co_return held->checkedOut();
}

Task<Expected<std::vector<Grant>>> fetchGrants(std::shared_ptr<FudoParts> parts, StopToken stop)
{
    const auto api = parts->api;
    if (!api)
        co_return failure(ErrorKind::NotAuthenticated);
    FudoReader<FudoSecret> read = [](const QByteArray &answer) {
        return fudoSecrets(answer, QStringLiteral("secret_shared"));
    };
    const auto rows = co_await allFudoRows<FudoSecret>(api, QStringLiteral("/secret/shared"),
                                                       parts->attributes.forGrant(), read, stop);
    if (!rows)
        co_return failure(rows);
    std::vector<Grant> grants;
    for (const FudoSecret &row : *rows)
        grants.push_back({row.id, row.name, api->toLocalClock(row.validUntil)});
    std::sort(grants.begin(), grants.end(), [](const Grant &a, const Grant &b) {
        if (a.until.isValid() != b.until.isValid())
            return a.until.isValid();
        return a.until != b.until ? a.until < b.until : a.secretId < b.secretId;
    });
    co_return std::move(grants);
}

} // namespace

void takeHeldRows(FudoHeld &held, const std::vector<FudoSecret> &rows, const FudoHeld::Moment &begin)
{
    const QSet<QString> newer = held.changedSince(begin);
    QSet<QString> out;
    for (const FudoSecret &row : rows) {
        if (row.myCheckoutId.isEmpty())
            continue;
        out.insert(row.id);
        if (held.isCheckedOut(row.id) || newer.contains(row.id))
            continue;
        CheckOut elsewhere;
        elsewhere.secretId = row.id;
        elsewhere.name = row.name;
        elsewhere.state = State::CheckedOut;
        elsewhere.policy = row.accessPolicy;
        elsewhere.needsRequest = fudoNeedsRequest(row.accessPolicy);
        held.claim(elsewhere);
        held.note(std::move(elsewhere));
    }
    held.onlyOut(out);
    for (const QString &id : begin.checkedOut - out - newer)
        held.endEarly(id);
}

FudoAccess::FudoAccess(std::shared_ptr<FudoParts> parts) : m_parts(std::move(parts))
{
    m_parts->teller = [this](const CheckOut &checkOut) { tell(checkOut); };
    m_parts->held->onTold(m_parts->teller);
}

FudoAccess::~FudoAccess()
{
    m_parts->teller = {};
    m_parts->held->onTold({});
}

Task<Expected<CheckOut>> FudoAccess::state(QString secretId, StopToken stop)
{
    return fudoCheckOutState(m_parts, std::move(secretId), std::move(stop));
}

Task<Expected<CheckOut>> FudoAccess::request(QString secretId, AccessRequest request, StopToken stop)
{
    return requestAccess(m_parts, std::move(secretId), std::move(request), std::move(stop));
}

Task<Expected<CheckOut>> FudoAccess::checkOut(QString secretId, StopToken stop)
{
    return checkSecretOut(m_parts, std::move(secretId), std::move(stop));
}

Task<Expected<CheckOut>> FudoAccess::checkIn(QString secretId, StopToken stop)
{
    Q_UNUSED(stop)
    return checkSecretIn(m_parts, std::move(secretId));
}

Task<Expected<std::vector<CheckOut>>> FudoAccess::fetchHeld(StopToken stop)
{
    return fetchHeldSecrets(m_parts, std::move(stop));
}

Task<Expected<std::vector<Grant>>> FudoAccess::grants(StopToken stop)
{
    return fetchGrants(m_parts, std::move(stop));
}

QUrl FudoAccess::webPage() const
{
    return m_parts->api ? m_parts->api->webPage() : m_parts->account.server;
}

} // namespace coffret
