// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/fudo/fudorules.h"
#include "core/vault/fudo/fudowriterparts.h"

#include <algorithm>
#include <deque>

namespace coffret {

namespace {

using Parts = std::shared_ptr<FudoParts>;
using Api = std::shared_ptr<FudoApi>;

/// One call that makes the URIs of a secret what they shall be.
struct UriChange
{
    UriChange(QByteArray httpMethod, QString rowId, QString to)
        : method(std::move(httpMethod)), id(std::move(rowId)), uri(std::move(to))
    {
    }
    QByteArray method;
    QString id; ///< empty: a new one
    QString uri;
};

/// Rows that stay as they are are left alone, others are changed before any is removed or added.
std::vector<UriChange> uriChanges(const std::vector<FudoUri> &rows, QStringList wanted)
{
    std::deque<FudoUri> spare;
    for (const FudoUri &row : rows) {
        if (!wanted.removeOne(row.uri))
            spare.push_back(row);
    }
    std::vector<UriChange> changes;
    for (const QString &uri : wanted) {
        if (spare.empty()) {
            changes.emplace_back("POST", QString(), uri);
        } else {
            changes.emplace_back("PATCH", spare.front().id, uri);
            spare.pop_front();
        }
    }
    for (const FudoUri &row : spare)
        changes.emplace_back("DELETE", row.id, QString());
    return changes;
}

QStringList sortedUris(const std::vector<FudoUri> &rows)
{
    QStringList uris;
    for (const FudoUri &row : rows)
        uris.append(row.uri);
    uris.sort();
    return uris;
}

/// Whether the values of the draft are what the server has: writing them again would make a version of its own, and
/// start whatever changes passwords elsewhere. Unreadable ones are not.
Task<bool> areValuesSame(Api api, FudoDraft draft)
{
    const StopToken never;
    const auto answer = co_await api->getSensitive(fudoValuePath(draft->id), fudoFields(fudoValueFields()), never);
    if (!answer)
        co_return false;
    const auto values = fudoValues(*answer, draft->id);
    const SecretBuffer nothing;
    const auto isSame = [&nothing](const std::optional<SecretBuffer> &there, const SecretBuffer *here) {
        return (there ? *there : nothing).equals(here ? *here : nothing);
    };
    co_return values && values->secret &&isSame(values->secret, fudoValueOf(*draft)) &&
        isSame(values->passphrase, fudoPassphraseOf(*draft));
}

Task<Expected<void>> changeUris(Api api, QString secretId, std::vector<UriChange> changes, bool saved, StopToken stop)
{
    std::size_t done = 0;
    for (const UriChange &change : changes) {
        Expected<void> changed = failure(ErrorKind::Cancelled);
        const QByteArray body = change.method == "DELETE" ? QByteArray() : fudoUriBody(change.uri);
        if (!stop.stop_requested())
            changed = co_await writeToFudo(api, change.method, fudoUriPath(secretId, change.id), body);
        const bool isGone = !changed && change.method == "DELETE" && changed.error().kind == ErrorKind::NotFound;
        if (!changed && !isGone && !saved && done == 0)
            co_return tl::unexpected<Error>(
                maybeWritten(changed.error(), QStringLiteral("the addresses were changed")));
        if (!changed && !isGone) {
            const QString what =
                isUnclear(changed.error())
                    ? QStringLiteral("the secret was saved, and %1 of %2 changes to its addresses, of "
                                     "one more it is not known")
                    : QStringLiteral("the secret was saved, but only %1 of %2 changes to its addresses");
            co_return tl::unexpected<Error>(halfWritten(changed.error(), what.arg(done).arg(changes.size())));
        }
        ++done;
    }
    co_return Expected<void>();
}

/// Somebody else was first, or what is to be written does not fit what is there.
Expected<void> compare(const FudoParts &parts, const SecretDraft &draft, const FudoSecret &row,
                       const std::vector<FudoUri> &uris)
{
    if (!parts.versions.isSame(draft.id, draft.baseModified, row.modified, row.modifiedText))
        return failure(ErrorKind::Conflict, QStringLiteral("changed since %1").arg(row.modifiedText));
    QStringList before = parts.extras(draft.id).uris;
    before.sort();
    if (draft.baseModified.isValid() && before != sortedUris(uris))
        return failure(ErrorKind::Conflict, QStringLiteral("the addresses were changed"));
    if (draft.type != SecretType::Unknown && toString(draft.type) != row.type)
        return failure(ErrorKind::InvalidInput, QStringLiteral("the type of a secret cannot be changed"));
    return {};
}

} // namespace

Task<Expected<void>> updateFudoSecret(std::shared_ptr<FudoParts> parts, FudoDraft draft, StopToken stop)
{
    const auto api = parts->api;
    const auto index = parts->index;
    if (!api || !index)
        co_return failure(ErrorKind::NotAuthenticated);
    const std::vector<DraftIssue> issues = fudoIssues(*draft, parts->attributes);
    if (!issues.empty())
        co_return failure(ErrorKind::InvalidInput, issues.front().key);
    bool withValues = draft->valuesChanged;
    if (withValues) {
        const bool same = co_await areValuesSame(api, draft);
        withValues = !same;
    }
    const auto uris = co_await index->uriRows(api, draft->id, stop);
    if (!uris)
        co_return failure(uris);
    const auto row = co_await index->row(api, draft->id, stop); // last: as little as possible may happen in between
    if (!row)
        co_return failure(row);
    const auto fits = compare(*parts, *draft, *row, *uris);
    if (!fits)
        co_return failure(fits);
    if (stop.stop_requested())
        co_return failure(ErrorKind::Cancelled);
    const SecretBuffer changes = fudoChanges(*draft, *row, parts->attributes, withValues);
    if (!changes.isEmpty()) {
        const auto saved = co_await writeToFudo(api, "PATCH", fudoValuePath(draft->id), fudoBody(changes));
        if (!saved)
            co_return tl::unexpected<Error>(maybeWritten(saved.error(), QStringLiteral("the change was saved")));
    }
    co_return co_await changeUris(api, draft->id, uriChanges(*uris, draft->uris), !changes.isEmpty(), stop);
}

} // namespace coffret
