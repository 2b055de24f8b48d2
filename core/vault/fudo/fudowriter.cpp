// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/fudo/fudowriter.h"

#include "core/vault/fudo/fudorules.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace coffret {

namespace {

using Parts = std::shared_ptr<FudoParts>;
using Step = FudoSteps::Step;

QByteArray jsonOf(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

template <typename T>
Task<Expected<T>> notHere()
{
    co_return failure(ErrorKind::Unsupported);
}

Task<Expected<std::vector<ReaderKey>>> nobodyToAskAbout()
{
    co_return std::vector<ReaderKey>();
}

Task<Expected<void>> removeSecret(Parts parts, QString id, StopToken stop)
{
    const auto api = parts->api;
    const auto held = parts->held;
    if (!api || stop.stop_requested())
        co_return failure(api ? ErrorKind::Cancelled : ErrorKind::NotAuthenticated);
    const auto removed = co_await writeToFudo(api, "DELETE", fudoValuePath(id), {});
    if (!removed)
        co_return tl::unexpected<Error>(maybeWritten(removed.error(), QStringLiteral("the secret was removed")));
    held->forget(id);
    co_return Expected<void>();
}

Task<Expected<void>> moveSecret(Parts parts, QString id, QString collectionId, StopToken stop)
{
    const auto api = parts->api;
    if (collectionId.isEmpty())
        co_return failure(ErrorKind::InvalidInput, QStringLiteral("no collection"));
    if (!api || stop.stop_requested())
        co_return failure(api ? ErrorKind::Cancelled : ErrorKind::NotAuthenticated);
    const QByteArray body = jsonOf({{QStringLiteral("collection_id"), collectionId}});
    const auto moved = co_await writeToFudo(api, "PATCH", fudoValuePath(id), body);
    if (!moved)
        co_return tl::unexpected<Error>(maybeWritten(moved.error(), QStringLiteral("the secret was moved")));
    co_return Expected<void>();
}

/// 404 and 405 mean that this server lets nobody do it this way, where the collection is known to be there.
Error collectionError(const Parts &parts, const FudoApi &api, const Error &error, const QString &what)
{
    const bool isMissing = error.kind == ErrorKind::Unsupported || error.kind == ErrorKind::NotFound;
    if (!isMissing)
        return maybeWritten(error, what);
    return parts->steps->unsupported(Step::Collections, api.webPage(), error.httpStatus).value();
}

Task<Expected<QString>> addCollection(Parts parts, QString name, QString parentId, StopToken stop)
{
    const auto api = parts->api;
    if (!api || stop.stop_requested())
        co_return failure(api ? ErrorKind::Cancelled : ErrorKind::NotAuthenticated);
    if (name.trimmed().isEmpty())
        co_return failure(ErrorKind::InvalidInput, QStringLiteral("no name"));
    if (parts->steps->isOff(Step::Collections))
        co_return parts->steps->unsupported(Step::Collections, api->webPage());
    QJsonObject body{{QStringLiteral("name"), name.trimmed()}};
    if (!parentId.isEmpty())
        body[QLatin1String("parent_id")] = parentId;
    const StopToken never;
    const auto answer = co_await api->write("POST", QStringLiteral("/collection"), jsonOf(body), never);
    const auto id = answer ? fudoCreatedId(*answer, QStringLiteral("collection")) : Expected<QString>(failure(answer));
    if (!id)
        co_return tl::unexpected<Error>(
            collectionError(parts, *api, id.error(), QStringLiteral("the collection was created")));
    co_return *id;
}

Task<Expected<void>> renameIt(Parts parts, QString id, QString name, StopToken stop)
{
    const auto api = parts->api;
    if (!api || stop.stop_requested())
        co_return failure(api ? ErrorKind::Cancelled : ErrorKind::NotAuthenticated);
    if (name.trimmed().isEmpty())
        co_return failure(ErrorKind::InvalidInput, QStringLiteral("no name"));
    if (parts->steps->isOff(Step::Collections))
        co_return parts->steps->unsupported(Step::Collections, api->webPage());
    const QString path = QStringLiteral("/collection/") + QString::fromLatin1(QUrl::toPercentEncoding(id));
    const QByteArray body = jsonOf({{QStringLiteral("name"), name.trimmed()}});
    const auto renamed = co_await writeToFudo(api, "PATCH", path, body);
    if (!renamed)
        co_return tl::unexpected<Error>(
            collectionError(parts, *api, renamed.error(), QStringLiteral("the collection was renamed")));
    co_return Expected<void>();
}

} // namespace

Task<Expected<void>> writeToFudo(std::shared_ptr<FudoApi> api, QByteArray method, QString path, QByteArray json)
{
    const StopToken never; // nobody could tell what became of it
    const auto answer = co_await api->write(std::move(method), std::move(path), std::move(json), never);
    if (!answer)
        co_return failure(answer);
    co_return fudoSuccess(*answer);
}

Error fudoWriteError(Error error)
{
    if (error.httpStatus == 400 || error.httpStatus == 422)
        error.kind = ErrorKind::InvalidInput;
    return error;
}

Error halfWritten(Error error, const QString &what)
{
    error = fudoWriteError(std::move(error));
    if (error.kind == ErrorKind::NotAuthenticated)
        error.kind = ErrorKind::ServerFault;
    error.detail = error.detail.isEmpty() ? what : what + QStringLiteral(" (%1)").arg(error.detail);
    return error;
}

Error maybeWritten(Error error, const QString &what)
{
    if (isUnclear(error))
        return halfWritten(std::move(error), QStringLiteral("whether %1 is not known").arg(what));
    return fudoWriteError(std::move(error));
}

QString fudoUriPath(const QString &secretId, const QString &uriId)
{
    QString path = fudoValuePath(secretId) + QStringLiteral("/uri");
    if (!uriId.isEmpty())
        path += QLatin1Char('/') + QString::fromLatin1(QUrl::toPercentEncoding(uriId));
    return path;
}

QByteArray fudoUriBody(const QString &uri)
{
    return jsonOf({{QStringLiteral("uri"), uri}});
}

std::vector<SecretType> FudoWriter::creatableTypes() const
{
    const bool somewhere = !m_parts->index || m_parts->index->hasWritableCollection();
    if (!somewhere || !m_parts->attributes.mayWrite(QStringLiteral("secret")))
        return {};
    return {SecretType::Login, SecretType::SshKey, SecretType::Note, SecretType::ApiKey, SecretType::Certificate};
}

std::vector<DraftIssue> FudoWriter::check(const SecretDraft &draft) const
{
    return fudoIssues(draft, m_parts->attributes);
}

Task<Expected<std::vector<ReaderKey>>> FudoWriter::readers(QString secretId, QString collectionId, StopToken stop)
{
    Q_UNUSED(secretId)
    Q_UNUSED(collectionId)
    Q_UNUSED(stop)
    return nobodyToAskAbout();
}

Task<Expected<QString>> FudoWriter::create(SecretDraft draft, QStringList confirmedFingerprints, StopToken stop)
{
    Q_UNUSED(confirmedFingerprints)
    return createFudoSecret(m_parts, std::make_shared<const SecretDraft>(std::move(draft)), std::move(stop));
}

Task<Expected<void>> FudoWriter::update(SecretDraft draft, QStringList confirmedFingerprints, StopToken stop)
{
    Q_UNUSED(confirmedFingerprints)
    return updateFudoSecret(m_parts, std::make_shared<const SecretDraft>(std::move(draft)), std::move(stop));
}

Task<Expected<void>> FudoWriter::remove(QString secretId, StopToken stop)
{
    return removeSecret(m_parts, std::move(secretId), std::move(stop));
}

Task<Expected<void>> FudoWriter::move(QString secretId, QString collectionId, StopToken stop)
{
    return moveSecret(m_parts, std::move(secretId), std::move(collectionId), std::move(stop));
}

Task<Expected<void>> FudoWriter::setFavourite(QString secretId, bool favourite, StopToken stop)
{
    Q_UNUSED(secretId)
    Q_UNUSED(favourite)
    Q_UNUSED(stop)
    return notHere<void>();
}

Task<Expected<void>> FudoWriter::setTags(QString secretId, QStringList tags, StopToken stop)
{
    Q_UNUSED(secretId)
    Q_UNUSED(tags)
    Q_UNUSED(stop)
    return notHere<void>();
}

Task<Expected<void>> FudoWriter::setExpiry(QString secretId, QDateTime expires, StopToken stop)
{
    Q_UNUSED(secretId)
    Q_UNUSED(expires)
    Q_UNUSED(stop)
    return notHere<void>();
}

Task<Expected<QString>> FudoWriter::createCollection(QString name, QString parentId, StopToken stop)
{
    return addCollection(m_parts, std::move(name), std::move(parentId), std::move(stop));
}

Task<Expected<void>> FudoWriter::renameCollection(QString collectionId, QString name, StopToken stop)
{
    return renameIt(m_parts, std::move(collectionId), std::move(name), std::move(stop));
}

Task<Expected<void>> FudoWriter::removeCollection(QString collectionId, bool withContent, StopToken stop)
{
    return removeFudoCollection(m_parts, std::move(collectionId), withContent, std::move(stop));
}

} // namespace coffret
