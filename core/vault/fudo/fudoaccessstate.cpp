// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/fudo/fudoaccess.h"

namespace coffret {

namespace {

using State = CheckOut::State;
using Step = FudoSteps::Step;

/// nothing: not granted, or the server has no such list.
Task<Expected<std::optional<FudoSecret>>> grantOf(std::shared_ptr<FudoParts> parts, std::shared_ptr<FudoApi> api,
                                                  QString id, StopToken stop)
{
    const auto walk = std::make_shared<FudoWalk>();
    walk->path = QStringLiteral("/secret/shared");
    walk->fields = parts->attributes.forGrant();
    walk->filter = QStringLiteral("id.in(%1)").arg(QString::fromLatin1(QUrl::toPercentEncoding(id)));
    const FudoReader<FudoSecret> read = [](const QByteArray &answer) {
        return fudoSecrets(answer, QStringLiteral("secret_shared"));
    };
    while (!walk->finished) {
        const bool isBegin = walk->offset == 0;
        const auto rows = co_await nextFudoRows<FudoSecret>(api, walk, read, stop);
        if (!rows && isBegin && isNotOffered(rows.error()))
            break;
        if (!rows && isNotOffered(rows.error()))
            co_return failure(ErrorKind::ServerFault, QStringLiteral("a list that breaks off"));
        if (!rows)
            co_return failure(rows);
        for (FudoSecret row : *rows) {
            row.validUntil = api->toLocalClock(row.validUntil);
            const bool isOver = row.validUntil.isValid() && row.validUntil <= parts->clock->now();
            if (row.id == id && !isOver)
                co_return std::optional(row);
        }
    }
    co_return std::optional<FudoSecret>();
}

/// Takes what the user's last request came to into account.
void apply(CheckOut &checkOut, const FudoRequestRow &request, const QDateTime &now)
{
    checkOut.reason = request.reason;
    checkOut.comment = request.answer;
    checkOut.from = request.from;
    checkOut.until = request.until;
    const bool isPast = request.until.isValid() && request.until <= now;
    if (request.status == QLatin1String("pending") && !isPast)
        checkOut.state = State::Requested;
    else if (request.status == QLatin1String("granted") && !isPast)
        checkOut.state = State::Approved;
    else if (request.status == QLatin1String("rejected"))
        checkOut.state = State::Refused;
    else if (isPast || request.status == QLatin1String("revoked") || request.status == QLatin1String("expired"))
        checkOut.state = State::Expired;
    checkOut.takenBack = request.status == QLatin1String("revoked");
}

CheckOut fromRow(const FudoSecret &row)
{
    CheckOut checkOut;
    checkOut.secretId = row.id;
    checkOut.name = row.name;
    checkOut.policy = row.accessPolicy;
    checkOut.exclusive = row.checkoutMode == QLatin1String("exclusive");
    checkOut.needsRequest = fudoNeedsRequest(row.accessPolicy);
    const bool isKnown = !row.accessPolicy.isEmpty();
    if (isKnown && !checkOut.needsRequest && !checkOut.exclusive)
        checkOut.state = State::NotNeeded;
    if (!row.myCheckoutId.isEmpty())
        checkOut.state = State::CheckedOut;
    return checkOut;
}

/// What this session knows and the server does not say: the end of a check-out, who has it, what is over.
void applyKnown(CheckOut &checkOut, const CheckOut &known, const QDateTime &now)
{
    const bool wasOut = known.state == State::CheckedOut || known.state == State::Approved;
    const bool isOpen = checkOut.state == State::Available || checkOut.state == State::Approved;
    if (checkOut.state == State::CheckedOut && known.state == State::CheckedOut) {
        checkOut.until = known.until;
        checkOut.exclusive = checkOut.exclusive || known.exclusive;
        checkOut.reason = known.reason;
        checkOut.leftOver = known.leftOver;
    } else if (isOpen && known.state == State::HeldByAnother) { // an approval does not give it back
        checkOut.state = State::HeldByAnother;
        checkOut.exclusive = true;
        checkOut.holder = known.holder;
    } else if (checkOut.state == State::Available &&
               (wasOut || known.state == State::Expired || known.state == State::Returned)) {
        checkOut.state = wasOut ? State::Expired : known.state;
        checkOut.takenBack = wasOut || known.takenBack;
        checkOut.until = wasOut ? now : known.until;
        checkOut.comment = known.comment;
    }
}

/// The server took the request, and shows it to nobody.
bool isOnlySent(const FudoHeld &held, const CheckOut &checkOut, const std::optional<CheckOut> &known)
{
    return checkOut.state == State::Available && known && known->state == State::Requested &&
           held.sourceOf(checkOut.secretId) == FudoHeld::Source::SentRequest && known->until > held.now();
}

Task<Expected<FudoSecret>> rowOf(std::shared_ptr<FudoParts> parts, std::shared_ptr<FudoApi> api, QString id,
                                 StopToken stop)
{
    const QStringList fields = parts->attributes.forState();
    const auto answer = co_await api->get(fudoValuePath(id), fudoFields(fields), stop);
    if (!answer)
        co_return failure(answer);
    co_return fudoSecret(*answer, id);
}

/// nothing: never asked, or nobody can be asked here.
Task<Expected<std::optional<FudoRequestRow>>> requestOf(std::shared_ptr<FudoParts> parts, std::shared_ptr<FudoApi> api,
                                                        QString id, StopToken stop)
{
    if (parts->steps->isOff(Step::AccessRequestList))
        co_return std::optional<FudoRequestRow>();
    auto asked = co_await lastFudoAccessRequest(api, id, stop);
    if (asked || !isNotOffered(asked.error()))
        co_return std::move(asked);
    if (asked.error().kind == ErrorKind::NotFound)
        parts->steps->markMissing(Step::AccessRequestList);
    co_return std::optional<FudoRequestRow>();
}

struct Told
{
    CheckOut checkOut;
    FudoHeld::Source source = FudoHeld::Source::Any;
};

/// By the row itself, what was granted, what was asked for. NotFound, Forbidden: neither the user's nor lent to them.
Task<Expected<Told>> askServer(std::shared_ptr<FudoParts> parts, std::shared_ptr<FudoApi> api, QString secretId,
                               StopToken stop)
{
    const auto row = co_await rowOf(parts, api, secretId, stop);
    if (!row && row.error().kind != ErrorKind::NotFound && row.error().kind != ErrorKind::Forbidden)
        co_return failure(row);
    Told told;
    CheckOut &checkOut = told.checkOut;
    checkOut.secretId = secretId;
    checkOut.needsRequest = true;
    if (row)
        checkOut = fromRow(*row);
    if (checkOut.state != State::Available)
        co_return told;
    const auto grant = co_await grantOf(parts, api, secretId, stop);
    if (!grant)
        co_return failure(grant);
    const auto request = co_await requestOf(parts, api, secretId, stop);
    if (!request)
        co_return failure(request);
    if (!row && !*grant && !*request)
        co_return failure(row);
    if (*request)
        apply(checkOut, **request, parts->clock->now());
    if (*grant) {
        told.source = FudoHeld::Source::GrantList;
        checkOut.state = State::Approved;
        checkOut.until = (*grant)->validUntil;
        if (checkOut.name.isEmpty())
            checkOut.name = (*grant)->name;
    }
    co_return told;
}

} // namespace

bool fudoNeedsRequest(const QString &policy)
{
    return policy.endsWith(QLatin1String("_on_request")) || policy == QLatin1String("none");
}

Task<Expected<CheckOut>> fudoCheckOutState(std::shared_ptr<FudoParts> parts, QString secretId, StopToken stop)
{
    const auto api = parts->api;
    const auto held = parts->held;
    if (!api)
        co_return failure(ErrorKind::NotAuthenticated);
    const auto before = held->of(secretId);
    const auto told = co_await askServer(parts, api, secretId, stop);
    if (!told) {
        const bool isNobodys = told.error().kind == ErrorKind::NotFound || told.error().kind == ErrorKind::Forbidden;
        if (isNobodys)
            held->endEarly(secretId);
        co_return failure(told);
    }
    CheckOut checkOut = told->checkOut;
    FudoHeld::Source source = told->source;
    if (held->of(secretId) != before) // done or ended while this was asked: that is newer
        co_return held->of(secretId).value_or(checkOut);
    if (isOnlySent(*held, checkOut, before)) {
        source = FudoHeld::Source::SentRequest;
        checkOut = *before;
    } else if (before) {
        applyKnown(checkOut, *before, held->now());
    }
    if (checkOut.state == State::CheckedOut)
        held->claim(checkOut);
    held->put(checkOut, source);
    co_return checkOut;
}

} // namespace coffret
