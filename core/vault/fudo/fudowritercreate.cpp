// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/fudo/fudobatch.h"
#include "core/vault/fudo/fudowriterparts.h"
#include "core/vault/support/answers.h"

#include <algorithm>

namespace coffret {

namespace {

using Parts = std::shared_ptr<FudoParts>;
using Api = std::shared_ptr<FudoApi>;
using Step = FudoSteps::Step;

QString notKnown()
{
    return QStringLiteral("whether the secret was created is not known");
}

Error mayBeMade(Error error)
{
    if (isUnclear(error))
        return halfWritten(std::move(error), notKnown());
    return fudoWriteError(std::move(error));
}

QString notWhole(const QString &secretId)
{
    return QStringLiteral("the secret was created as %1, whether with all of its addresses is not known").arg(secretId);
}

/// Takes back what was made of a secret that could not be finished, and says what is left where that fails.
Task<Error> undo(Api api, QString secretId, int uris, Error error)
{
    const auto removed = co_await writeToFudo(api, "DELETE", fudoValuePath(secretId), {});
    const bool isGone = removed || removed.error().kind == ErrorKind::NotFound;
    if (isGone && error.kind == ErrorKind::NotAuthenticated) // another token removed it: there is no session to blame
        error.kind = ErrorKind::ServerFault;
    if (isGone)
        co_return fudoWriteError(std::move(error));
    co_return halfWritten(std::move(error),
                          QStringLiteral("the secret was created with %1 of its addresses, as %2, and "
                                         "could not be removed again")
                              .arg(uris)
                              .arg(secretId));
}

Task<Expected<QString>> createCallByCall(Parts parts, Api api, FudoDraft draft, StopToken stop)
{
    SecretJsonWriter json;
    json.beginObject();
    writeFudoSecret(json, *draft, parts->attributes);
    json.endObject();
    QByteArray body = fudoBody(std::move(json).take());
    const StopToken never; // nobody could tell what became of it
    const auto answer = co_await api->write("POST", QStringLiteral("/secret"), std::move(body), never);
    const auto id = answer ? fudoCreatedId(*answer, QStringLiteral("secret")) : Expected<QString>(failure(answer));
    if (!id)
        co_return tl::unexpected<Error>(mayBeMade(id.error()));
    int made = 0;
    for (const QString &uri : draft->uris) {
        Expected<void> added = failure(ErrorKind::Cancelled);
        if (!stop.stop_requested())
            added = co_await writeToFudo(api, "POST", fudoUriPath(*id), fudoUriBody(uri));
        if (!added) {
            Task<Error> undoing = undo(api, *id, made, added.error());
            const Error error = co_await undoing;
            co_return tl::unexpected<Error>(error);
        }
        ++made;
    }
    co_return *id;
}

/// A failed batch is reverted as a whole, says the vendor. That is looked after.
Task<Error> afterFailedBatch(Api api, std::vector<FudoBatchItem> items)
{
    Error error{ErrorKind::ServerFault, QStringLiteral("the batch failed"), 0};
    QString madeId;
    bool isMade = false;
    int uris = 0;
    for (const FudoBatchItem &item : items) {
        isMade = isMade || (item.success && item.id == QLatin1String("secret"));
        if (item.success && !item.createdId.isEmpty())
            madeId = item.createdId;
        else if (item.success)
            ++uris;
        else if (item.status >= 400)
            error = errorForStatus(item.status, item.message);
    }
    if (madeId.isEmpty() && isMade)
        co_return halfWritten(std::move(error), notKnown());
    if (madeId.isEmpty())
        co_return fudoWriteError(std::move(error));
    Task<Error> undoing = undo(api, madeId, uris, std::move(error));
    co_return co_await undoing;
}

/// Nothing: this server, or this user, has no batch; call by call then.
Task<std::optional<Expected<QString>>> createAtOnce(Parts parts, Api api, FudoDraft draft)
{
    using Outcome = std::optional<Expected<QString>>;
    QByteArray body = fudoBody(fudoCreationBatch(*draft, parts->attributes));
    const StopToken never;
    const auto answer = co_await api->write("POST", QStringLiteral("/batch"), std::move(body), never);
    if (!answer && isNotOffered(answer.error())) {
        if (answer.error().httpStatus != 400) // a 400 may be about what is in it: the plain call will say
            parts->steps->markMissing(Step::Batch);
        co_return Outcome();
    }
    if (!answer)
        co_return Outcome(tl::unexpected<Error>(mayBeMade(answer.error())));
    const auto items = fudoBatchItems(*answer);
    if (!items)
        co_return Outcome(tl::unexpected<Error>(mayBeMade(items.error())));
    const bool isDone = std::all_of(items->begin(), items->end(), [](const FudoBatchItem &i) { return i.success; });
    const auto made =
        std::find_if(items->begin(), items->end(), [](const FudoBatchItem &i) { return !i.createdId.isEmpty(); });
    const bool isWhole = items->size() == static_cast<std::size_t>(draft->uris.size()) + 1;
    if (isDone && isWhole && made != items->end())
        co_return Outcome(made->createdId);
    if (isDone)
        co_return Outcome(failure(ErrorKind::Malformed, made == items->end() ? notKnown() : notWhole(made->createdId)));
    Task<Error> looking = afterFailedBatch(api, *items);
    const Error error = co_await looking;
    co_return Outcome(tl::unexpected<Error>(error));
}

} // namespace

Task<Expected<QString>> createFudoSecret(std::shared_ptr<FudoParts> parts, FudoDraft draft, StopToken stop)
{
    const auto api = parts->api;
    if (!api)
        co_return failure(ErrorKind::NotAuthenticated);
    const std::vector<DraftIssue> issues = fudoIssues(*draft, parts->attributes);
    if (!issues.empty())
        co_return failure(ErrorKind::InvalidInput, issues.front().key);
    if (stop.stop_requested())
        co_return failure(ErrorKind::Cancelled);
    if (!draft->uris.isEmpty() && !parts->steps->isOff(Step::Batch) && !looksLikeVariable(*draft)) {
        const auto made = co_await createAtOnce(parts, api, draft);
        if (made)
            co_return std::as_const(*made);
    }
    co_return co_await createCallByCall(parts, api, draft, stop);
}

} // namespace coffret
