// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/fudo/fudodiscussion.h"

#include <algorithm>

namespace coffret {

namespace {

Revision::State stateOf(const QString &word)
{
    if (word == QLatin1String("pending"))
        return Revision::State::Pending;
    if (word == QLatin1String("confirmed"))
        return Revision::State::Confirmed;
    if (word == QLatin1String("rejected"))
        return Revision::State::Rejected;
    return word.isEmpty() ? Revision::State::Kept : Revision::State::Other;
}

Revision revisionOf(const FudoHistory &row)
{
    Revision revision;
    revision.id = row.id;
    revision.created = row.created;
    revision.current = row.current;
    revision.state = stateOf(row.state);
    revision.vendorState = row.state;
    revision.modified = row.modified;
    revision.readable = row.current;
    return revision;
}

template <typename T>
Task<Expected<T>> notHere()
{
    co_return failure(ErrorKind::Unsupported);
}

} // namespace

Task<Expected<std::vector<Revision>>> fudoRevisions(std::shared_ptr<FudoParts> parts, QString secretId, StopToken stop)
{
    const auto api = parts->api;
    if (!api)
        co_return failure(ErrorKind::NotAuthenticated);
    // The list is of all secrets: a server that knows the filter sends less, one that does not is filtered here.
    const auto walk = std::make_shared<FudoWalk>();
    walk->path = QStringLiteral("/secret/history");
    walk->fields = parts->attributes.forHistory();
    walk->filter = QStringLiteral("secret_id.in(%1)").arg(QString::fromLatin1(QUrl::toPercentEncoding(secretId)));
    std::vector<Revision> revisions;
    while (!walk->finished) {
        const auto rows = co_await nextFudoRows<FudoHistory>(api, walk, fudoHistory, stop);
        if (!rows)
            co_return failure(rows);
        for (const FudoHistory &row : *rows) {
            if (row.secretId == secretId)
                revisions.push_back(revisionOf(row));
        }
    }
    std::stable_sort(revisions.begin(), revisions.end(), [](const Revision &a, const Revision &b) {
        return a.current != b.current ? a.current : a.created > b.created;
    });
    co_return std::move(revisions);
}

Task<Expected<std::vector<Revision>>> FudoDiscussion::revisions(QString secretId, StopToken stop)
{
    return fudoRevisions(m_parts, std::move(secretId), std::move(stop));
}

Task<Expected<std::vector<Comment>>> FudoDiscussion::comments(QString, StopToken)
{
    return notHere<std::vector<Comment>>();
}

Task<Expected<QString>> FudoDiscussion::addComment(QString, QString, QString, StopToken)
{
    return notHere<QString>();
}

Task<Expected<void>> FudoDiscussion::editComment(QString, QString, StopToken)
{
    return notHere<void>();
}

Task<Expected<void>> FudoDiscussion::removeComment(QString, StopToken)
{
    return notHere<void>();
}

Task<Expected<std::vector<Activity>>> FudoDiscussion::activity(QString, StopToken)
{
    return notHere<std::vector<Activity>>();
}

} // namespace coffret
