// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/fudo/fudowriterparts.h"

#include <algorithm>

namespace coffret {

namespace {

using Api = std::shared_ptr<FudoApi>;
using Step = FudoSteps::Step;

QString pathOf(const QString &collectionId)
{
    return QStringLiteral("/collection/") + QString::fromLatin1(QUrl::toPercentEncoding(collectionId));
}

/// The collection and all below it, the deepest first.
QStringList subtree(const std::vector<FudoCollection> &all, const QString &top)
{
    QStringList ids{top};
    for (qsizetype at = 0; at < ids.size(); ++at) {
        for (const FudoCollection &collection : all) {
            if (collection.parentId == ids[at] && !ids.contains(collection.id))
                ids.append(collection.id);
        }
    }
    std::reverse(ids.begin(), ids.end());
    return ids;
}

FudoReader<FudoSecret> secretReader()
{
    return [](const QByteArray &answer) { return fudoSecrets(answer, QStringLiteral("secret")); };
}

/// Whether something would be lost with it.
Task<Expected<bool>> isEmptyCollection(std::shared_ptr<FudoParts> parts, Api api, QString id, StopToken stop)
{
    const QUrlQuery query = fudoFields(parts->attributes.forRemoval());
    const auto answer = co_await api->get(pathOf(id), query, stop);
    if (!answer)
        co_return failure(answer);
    const auto collection = fudoCollection(*answer);
    if (!collection)
        co_return failure(collection);
    co_return collection->secrets == 0 && collection->subcollections == 0;
}

/// Every call, in the order in which nothing is removed before what is in it.
Task<Expected<QStringList>> pathsOfContent(std::shared_ptr<FudoParts> parts, Api api, QString id, StopToken stop)
{
    const auto collections =
        co_await allFudoRows<FudoCollection>(api, QStringLiteral("/collection"), parts->attributes.forCollections(),
                                             fudoCollections, stop, FudoRefusal::Failure);
    if (!collections)
        co_return failure(collections);
    const QStringList fields{QStringLiteral("id"), QStringLiteral("collection_id")};
    const FudoReader<FudoSecret> read = secretReader();
    const auto secrets =
        co_await allFudoRows<FudoSecret>(api, QStringLiteral("/secret"), fields, read, stop, FudoRefusal::Failure);
    if (!secrets)
        co_return failure(secrets);
    const QStringList below = subtree(*collections, id);
    QStringList paths;
    for (const FudoSecret &secret : *secrets) {
        if (below.contains(secret.collectionId))
            paths.append(fudoValuePath(secret.id));
    }
    for (const QString &collection : below)
        paths.append(pathOf(collection));
    co_return paths;
}

Error refusal(const FudoParts &parts, const FudoApi &api, const Error &error)
{
    const bool isMissing = error.kind == ErrorKind::Unsupported || error.kind == ErrorKind::NotFound;
    return isMissing ? parts.steps->unsupported(Step::Collections, api.webPage(), error.httpStatus).value()
                     : fudoWriteError(error);
}

} // namespace

Task<Expected<void>> removeFudoCollection(std::shared_ptr<FudoParts> parts, QString collectionId, bool withContent,
                                          StopToken stop)
{
    const auto api = parts->api;
    if (!api)
        co_return failure(ErrorKind::NotAuthenticated);
    if (parts->steps->isOff(Step::Collections))
        co_return parts->steps->unsupported(Step::Collections, api->webPage());
    QStringList paths{pathOf(collectionId)};
    if (withContent) {
        auto all = co_await pathsOfContent(parts, api, collectionId, stop);
        if (!all)
            co_return failure(all);
        paths = *std::move(all);
    } else { // there is no place outside of collections where its content could go
        const auto empty = co_await isEmptyCollection(parts, api, collectionId, stop);
        if (!empty)
            co_return tl::unexpected<Error>(refusal(*parts, *api, empty.error()));
        if (!*empty)
            co_return failure(ErrorKind::Unsupported, QStringLiteral("the collection is not empty"));
    }
    qsizetype done = 0;
    for (const QString &path : std::as_const(paths)) {
        Expected<void> removed = failure(ErrorKind::Cancelled);
        if (!stop.stop_requested())
            removed = co_await writeToFudo(api, "DELETE", path, {});
        const bool isLast = done + 1 == paths.size();
        const bool isGone = !removed && !isLast && removed.error().kind == ErrorKind::NotFound;
        const bool isOpen = !removed && isUnclear(removed.error());
        if (isOpen)
            co_return tl::unexpected<Error>(halfWritten(
                removed.error(),
                QStringLiteral("%1 of %2 were removed, of one more it is not known").arg(done).arg(paths.size())));
        if (!removed && !isGone && done == 0)
            co_return tl::unexpected<Error>(refusal(*parts, *api, removed.error()));
        if (!removed && !isGone)
            co_return tl::unexpected<Error>(
                halfWritten(removed.error(), QStringLiteral("only %1 of %2 were removed").arg(done).arg(paths.size())));
        ++done;
    }
    co_return Expected<void>();
}

} // namespace coffret
