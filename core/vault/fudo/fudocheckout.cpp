// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/fudo/fudocheckout.h"

namespace coffret {

namespace {

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

Task<Expected<void>> checkOut(std::shared_ptr<FudoApi> api, QString id, StopToken stop)
{
    const QByteArray nothing = "{}";
    const auto answer = co_await api->post(pathOf(id) + QStringLiteral("/checkout"), nothing, stop);
    if (!answer)
        co_return failure(answer);
    co_return fudoSuccess(*answer);
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

} // namespace

Task<Expected<FudoRevealed>> revealFudoSecret(std::shared_ptr<FudoApi> api, SecretSummary summary, QStringList fields,
                                              FudoReveal strategy, StopToken stop)
{
    fields = protectedFields() + fields;
    FudoRevealed revealed;
    auto values = co_await readValues(api, summary, fields, stop);
    Error reason = values ? Error() : values.error();
    if (isKeptBack(values, summary) && strategy == FudoReveal::CheckOutWhenNeeded) {
        const auto out = co_await checkOut(api, summary.id, stop);
        if (!out && !isNotOffered(out.error()))
            co_return failure(out);
        if (!out && out.error().kind == ErrorKind::Forbidden)
            reason = out.error(); // otherwise an older server without check-out: what it said at first stands
        if (out) {
            revealed.checkedOut = true;
            values = co_await readValues(api, summary, fields, stop);
            reason = values ? Error() : values.error();
        }
    }
    const bool refused = isKeptBack(values, summary);
    if (values && !refused) {
        revealed.values = *std::move(values);
        co_return std::move(revealed);
    }
    if (revealed.checkedOut) // for nothing
        (void)co_await checkInFudoSecret(api, summary.id);
    if (refused)
        co_return refusal(summary, reason);
    co_return failure(values);
}

Task<Expected<void>> checkInFudoSecret(std::shared_ptr<FudoApi> api, QString id)
{
    const QByteArray nothing = "{}";
    const StopToken never;
    const auto answer = co_await api->post(pathOf(id) + QStringLiteral("/checkin"), nothing, never);
    if (!answer)
        co_return failure(answer);
    co_return fudoSuccess(*answer);
}

} // namespace coffret
