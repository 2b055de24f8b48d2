// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/fudo/fudocheckout.h"

#include "core/base/logging.h"

#include <utility>

namespace coffret {

namespace {

constexpr std::chrono::seconds CheckInTimeout{5}; // a lock or a quit may be waiting for it

QString encoded(const QString &id)
{
    return QString::fromLatin1(QUrl::toPercentEncoding(id));
}

QString pathOf(const QString &id)
{
    return QStringLiteral("/secret/") + encoded(id);
}

QStringList protectedFields()
{
    return {QStringLiteral("id"), QStringLiteral("secret"), QStringLiteral("secret_passphrase")};
}

/// A granted secret may be no secret of this user otherwise: then only the list of grants holds it.
Task<Expected<FudoValues>> readShared(std::shared_ptr<FudoApi> api, QString id, StopToken stop)
{
    QUrlQuery query = fudoFields(protectedFields());
    query.addQueryItem(QStringLiteral("filter"), QStringLiteral("id.in(%1)").arg(encoded(id)));
    const auto answer = co_await api->getSensitive(QStringLiteral("/secret/shared"), query, stop);
    if (!answer)
        co_return failure(answer);
    co_return fudoSharedValues(*answer, id);
}

Task<Expected<FudoValues>> readValues(std::shared_ptr<FudoApi> api, SecretSummary summary, QStringList fields,
                                      StopToken stop)
{
    const auto answer = co_await api->getSensitive(pathOf(summary.id), fudoFields(fields), stop);
    if (answer)
        co_return fudoValues(*answer, summary.id);
    if (answer.error().kind == ErrorKind::NotFound && summary.markers.testFlag(Marker::Shared))
        co_return co_await readShared(api, summary.id, stop);
    co_return failure(answer);
}

Task<Expected<void>> checkOut(std::shared_ptr<FudoApi> api, QString id)
{
    const QByteArray nothing = "{}";
    const StopToken never;
    const auto answer = co_await api->post(pathOf(id) + QStringLiteral("/checkout"), nothing, never);
    if (!answer)
        co_return failure(answer);
    co_return fudoSuccess(*answer);
}

Expected<HttpRequest> checkIn(const FudoApi &api, const QString &id)
{
    auto request = api.prepare(pathOf(id) + QStringLiteral("/checkin"), "{}", {});
    if (request)
        request->timeout = CheckInTimeout;
    return request;
}

Task<void> giveBack(std::shared_ptr<FudoApi> api, HttpRequest checkIn)
{
    const auto answer = co_await api->send(std::move(checkIn));
    if (!answer || !fudoSuccess(*answer))
        qCWarning(lcVault, "a check-out could not be given back");
}

/// A value that exists but was not handed out.
bool isKeptBack(const Expected<FudoValues> &values, const SecretSummary &summary)
{
    if (!values)
        return values.error().kind == ErrorKind::Forbidden;
    return !values->secret && !summary.markers.testFlag(Marker::NoValue);
}

/// Why the value stays back, in the caller's terms.
tl::unexpected<Error> refusal(const SecretSummary &summary, const Error &error)
{
    // Shared: granted once on request, and that grant may have ended since.
    const bool onRequest = (summary.markers & (Marker::NeedsApproval | Marker::Shared)).toInt() != 0;
    return failure(onRequest ? ErrorKind::ApprovalNeeded : ErrorKind::Forbidden, error.detail, error.httpStatus);
}

/// Reads the value of what has just been checked out, and gives that back when it was for nothing.
Task<Expected<FudoValues>> readCheckedOut(std::shared_ptr<FudoApi> api, std::shared_ptr<FudoCheckOuts> held,
                                          HttpRequest checkIn, SecretSummary summary, QStringList fields,
                                          StopToken stop)
{
    held->ids.insert(summary.id);
    Expected<FudoValues> values = failure(ErrorKind::Cancelled);
    if (!held->ended && !stop.stop_requested())
        values = co_await readValues(api, summary, fields, stop);
    const bool forNothing = !values || isKeptBack(values, summary);
    if (forNothing && held->ids.remove(summary.id))
        co_await giveBack(api, std::move(checkIn));
    co_return std::move(values);
}

} // namespace

Task<Expected<FudoValues>> revealFudoSecret(std::shared_ptr<FudoApi> api, std::shared_ptr<FudoCheckOuts> held,
                                            SecretSummary summary, QStringList fields, FudoReveal strategy,
                                            StopToken stop)
{
    fields = protectedFields() + fields;
    auto values = co_await readValues(api, summary, fields, stop);
    Error reason = values ? Error() : values.error();
    if (isKeptBack(values, summary) && strategy == FudoReveal::CheckOutWhenNeeded) {
        if (stop.stop_requested())
            co_return failure(ErrorKind::Cancelled);
        auto back = checkIn(*api, summary.id); // now: the token may be forgotten before it is needed
        if (!back)
            co_return failure(back);
        const auto out = co_await checkOut(api, summary.id);
        if (!out && !isNotOffered(out.error()))
            co_return failure(out);
        if (!out && out.error().kind == ErrorKind::Forbidden)
            reason = out.error(); // otherwise an older server without check-out: what it said at first stands
        if (out) {
            values = co_await readCheckedOut(api, held, *std::move(back), summary, fields, stop);
            reason = values ? Error() : values.error();
        }
    }
    if (isKeptBack(values, summary))
        co_return refusal(summary, reason);
    co_return std::move(values);
}

Task<void> endFudoSession(std::shared_ptr<FudoApi> api, std::shared_ptr<FudoCheckOuts> held)
{
    held->ended = true;
    std::vector<HttpRequest> checkIns;
    for (const QString &id : std::exchange(held->ids, {})) {
        auto request = checkIn(*api, id);
        if (request)
            checkIns.push_back(*std::move(request));
    }
    api->forgetToken();
    std::vector<Task<void>> underWay;
    for (HttpRequest &request : checkIns)
        underWay.push_back(giveBack(api, std::move(request)));
    for (Task<void> &task : underWay)
        co_await task;
}

} // namespace coffret
