// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/fudo/fudosteps.h"

#include "core/vault/fudo/fudoenvelope.h"
#include "core/vault/fudo/fudolist.h"
#include "core/vault/support/answers.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace coffret {

namespace {

namespace dom = simdjson::dom;

constexpr std::chrono::seconds CheckInTimeout{5}; // a lock or a quit may be waiting for it

const std::pair<const char *, FudoSteps::Step> StepNames[] = {
    {"check-out", FudoSteps::Step::CheckOut},
    {"check-in", FudoSteps::Step::CheckIn},
    {"access-requests", FudoSteps::Step::AccessRequest},
    {"access-requests", FudoSteps::Step::AccessRequestList},
    {"collections", FudoSteps::Step::Collections},
    {"batch", FudoSteps::Step::Batch},
};

QString actionOn(const FudoSteps::Step step)
{
    switch (step) {
    case FudoSteps::Step::CheckOut:
        return QStringLiteral("no check-out here: open the secret");
    case FudoSteps::Step::CheckIn:
        return QStringLiteral("no check-in here: give the secret back");
    case FudoSteps::Step::AccessRequest:
        return QStringLiteral("no access requests here: ask for access");
    case FudoSteps::Step::Collections:
        return QStringLiteral("no changes to collections here: make them");
    case FudoSteps::Step::AccessRequestList:
    case FudoSteps::Step::Batch:
        break;
    }
    return QStringLiteral("not offered here: do it");
}

QString encoded(const QString &id)
{
    return QString::fromLatin1(QUrl::toPercentEncoding(id));
}

QString cleaned(QString text)
{
    text.removeIf([](QChar c) { return c.category() == QChar::Other_Control || c.category() == QChar::Other_Format; });
    return text.left(200);
}

/// Who has it, as far as a refusal tells.
QString holderIn(const QByteArray &body)
{
    dom::parser parser;
    dom::object root;
    if (parser.parse(body.constData(), static_cast<std::size_t>(body.size())).get(root) != simdjson::SUCCESS)
        return {};
    return cleaned(textOf(root, "user_name"));
}

FudoRequestRow readRequest(const dom::object &row)
{
    FudoRequestRow request;
    request.id = textOf(row, "id");
    request.secretId = textOf(row, "secret_id");
    request.status = textOf(row, "status");
    request.reason = cleaned(textOf(row, "reason"));
    request.answer = cleaned(textOf(row, "revoke_reason"));
    request.created = timeOf(row, "created_at");
    request.from = timeOf(row, "starts_at");
    request.until = timeOf(row, "expires_at");
    dom::array votes;
    if (request.answer.isEmpty() && row.at_key("votes").get(votes) == simdjson::SUCCESS) {
        for (const dom::element vote : votes) {
            dom::object object;
            if (vote.get(object) == simdjson::SUCCESS && !textOf(object, "reason").isEmpty())
                request.answer = cleaned(textOf(object, "reason"));
        }
    }
    return request;
}

Expected<FudoPage<FudoRequestRow>> readRequests(const QByteArray &answer)
{
    return readFudoPage<FudoRequestRow>(answer, "access_request", readRequest);
}

} // namespace

FudoSteps::FudoSteps(const QStringList &switchedOff)
{
    for (const auto &[name, step] : StepNames) {
        if (switchedOff.contains(QLatin1String(name)))
            m_off.insert(step);
    }
}

tl::unexpected<Error> FudoSteps::unsupported(Step step, const QUrl &webPage, int httpStatus) const
{
    return failure(ErrorKind::Unsupported,
                   QStringLiteral("%1 on the web page of the server, %2").arg(actionOn(step), webPage.toString()),
                   httpStatus);
}

QString fudoValuePath(const QString &secretId)
{
    return QStringLiteral("/secret/") + encoded(secretId);
}

QStringList fudoValueFields()
{
    return {QStringLiteral("id"), QStringLiteral("secret"), QStringLiteral("secret_passphrase")};
}

Expected<HttpRequest> fudoCheckOutRequest(const FudoApi &api, const QString &secretId)
{
    return api.prepare("POST", fudoValuePath(secretId) + QStringLiteral("/checkout"), "{}", {});
}

Expected<FudoLent> fudoLent(const FudoApi &api, const Expected<HttpResponse> &response)
{
    if (!response)
        return failure(response);
    if (response->status < 200 || response->status > 299) {
        const Error error = errorFor(*response);
        if (error.kind == ErrorKind::Conflict)
            return failure(ErrorKind::HeldByAnother, holderIn(response->body), response->status);
        return tl::unexpected<Error>(error);
    }
    dom::parser parser;
    const auto root = fudoEnvelope(parser, response->body);
    if (!root)
        return failure(root);
    FudoLent lent;
    lent.exclusive = textOf(*root, "checkout_type") == QLatin1String("exclusive");
    lent.until = api.toLocalClock(timeOf(*root, "expires_at"));
    return lent;
}

Expected<HttpRequest> fudoCheckInRequest(const FudoApi &api, const QString &secretId)
{
    auto request = api.prepare("POST", fudoValuePath(secretId) + QStringLiteral("/checkin"), "{}", {});
    if (request)
        request->timeout = CheckInTimeout;
    return request;
}

QByteArray fudoAccessRequestBody(const QString &secretId, const AccessRequest &request)
{
    QJsonObject body{{QStringLiteral("type"), QStringLiteral("preview")},
                     {QStringLiteral("secret_id"), secretId},
                     {QStringLiteral("reason"), request.reason.trimmed()}};
    if (request.from.isNull()) {
        body[QLatin1String("immediate_interval")] = request.hours;
    } else {
        const QDateTime from = request.from.toUTC();
        body[QLatin1String("starts_at")] = from.toString(Qt::ISODate);
        body[QLatin1String("expires_at")] = from.addSecs(qint64(request.hours) * 3600).toString(Qt::ISODate);
    }
    return QJsonDocument(body).toJson(QJsonDocument::Compact);
}

Task<Expected<QString>> postFudoAccessRequest(std::shared_ptr<FudoApi> api, QByteArray body, StopToken stop)
{
    const auto answer = co_await api->write("POST", QStringLiteral("/access_request"), std::move(body), stop);
    if (!answer)
        co_return failure(answer);
    co_return fudoCreatedId(*answer, QStringLiteral("access_request"));
}

Task<Expected<std::optional<FudoRequestRow>>> lastFudoAccessRequest(std::shared_ptr<FudoApi> api, QString secretId,
                                                                    StopToken stop)
{
    const auto walk = std::make_shared<FudoWalk>();
    walk->path = QStringLiteral("/access_request");
    walk->filter = QStringLiteral("secret_id.in(%1)").arg(encoded(secretId));
    std::optional<FudoRequestRow> last;
    while (!walk->finished) {
        const bool isBegin = walk->offset == 0;
        const auto rows = co_await nextFudoRows<FudoRequestRow>(api, walk, readRequests, stop);
        if (!rows && !isBegin && isNotOffered(rows.error()))
            co_return failure(ErrorKind::ServerFault, QStringLiteral("a list that breaks off"));
        if (!rows)
            co_return failure(rows);
        for (const FudoRequestRow &row : *rows) {
            if (row.secretId == secretId && (!last || row.created >= last->created))
                last = row;
        }
    }
    if (last) {
        last->from = api->toLocalClock(last->from);
        last->until = api->toLocalClock(last->until);
    }
    co_return last;
}

} // namespace coffret
