// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demovault/fudo/inferred.h"

#include "app/demovault/fudo/fudoserver.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace coffret::demovault {
namespace {

const QString collectionType = QStringLiteral("collection");
constexpr int deepest = 5;

} // namespace

FudoInferred::FudoInferred(FudoServer &server, FudoStore &store)
    : m_server(server), m_store(store), m_requests(server, store)
{
    addCollectionRoutes();
    addCollectionChanges();
    m_server.add("POST", QStringLiteral("/secret/{}/checkin"),
                 [this](const Request &request, const QStringList &ids, const FudoUser &user) {
                     const QString unfit = fudoRefusal(fudoAttributes(QStringLiteral("secret_checkin")),
                                                       request.json().value_or(QJsonObject()), true);
                     return unfit.isEmpty() ? checkIn(ids[0], user) : m_server.failure(400, unfit);
                 });
}

QByteArray FudoInferred::failureBody(const QString &message)
{
    return QJsonDocument(
               QJsonObject{{QStringLiteral("result"), QStringLiteral("failure")}, {QStringLiteral("message"), message}})
        .toJson(QJsonDocument::Compact);
}

bool FudoInferred::mayReveal(const FudoSecret &secret, const FudoUser &user) const
{
    if (secret.policy == QLatin1String("none"))
        return false;
    return !secret.policy.endsWith(QLatin1String("_on_request")) || secret.checkouts.contains(user.id);
}

Response FudoInferred::refuseCheckOut(const FudoSecret &secret, const FudoUser &user) const
{
    if (secret.policy == QLatin1String("none"))
        return m_server.failure(403, QStringLiteral("no access"));
    if (secret.needsApproval && !m_requests.isGranted(secret, user))
        return m_server.failure(403, QStringLiteral("an approved access request is needed"));
    const bool heldByAnother = !secret.checkouts.isEmpty() && !secret.checkouts.contains(user.id);
    if (secret.checkoutMode == QLatin1String("exclusive") && heldByAnother) {
        const auto holder = std::find_if(m_store.users.begin(), m_store.users.end(), [&secret](const FudoUser &other) {
            return secret.checkouts.contains(other.id);
        });
        Response refusal = m_server.failure(409, {});
        refusal.body = QJsonDocument(QJsonObject{{QStringLiteral("result"), QStringLiteral("failure")},
                                                 {QStringLiteral("message"), QStringLiteral("checked out by another")},
                                                 {QStringLiteral("user_name"), holder->name}})
                           .toJson(QJsonDocument::Compact);
        return refusal;
    }
    return Response::empty(0);
}

void FudoInferred::addCollectionRoutes()
{
    using Arguments = const QStringList &;
    m_server.add("GET", QStringLiteral("/collection"), [this](const Request &request, Arguments, const FudoUser &user) {
        QList<QJsonObject> rows;
        for (const FudoCollection &collection : m_store.collections) {
            if (m_store.mayUse(collection, user))
                rows.append(collectionRow(collection, user));
        }
        return m_server.list(request, collectionType, rows);
    });
    m_server.add("GET", QStringLiteral("/collection/{}"),
                 [this](const Request &request, Arguments ids, const FudoUser &user) {
                     const FudoCollection *collection = m_store.collection(ids[0]);
                     if (!collection || !m_store.mayUse(*collection, user))
                         return m_server.failure(404, QStringLiteral("no such collection"));
                     return m_server.one(request, collectionType, collectionRow(*collection, user));
                 });
    m_server.add(
        "POST", QStringLiteral("/collection"), [this](const Request &request, Arguments, const FudoUser &user) {
            const QJsonObject body = request.json().value_or(QJsonObject());
            const QString unfit = fudoRefusal(fudoAttributes(collectionType), body, true);
            if (!unfit.isEmpty())
                return m_server.failure(400, unfit);
            FudoCollection collection;
            collection.name = body[QLatin1String("name")].toString();
            collection.parentId = body[QLatin1String("parent_id")].toString();
            const FudoCollection *parent = m_store.collection(collection.parentId);
            if (collection.name.isEmpty() || !parent || !m_store.mayUse(*parent, user))
                return m_server.failure(400, QStringLiteral("name and parent_id are required"));
            if (collectionRow(*parent, user)[QLatin1String("path_to_root_ids")].toArray().size() >= deepest)
                return m_server.failure(400, QStringLiteral("collections are at most five deep"));
            collection.ownerId = parent->ownerId;
            collection.id = m_store.nextId(collectionType);
            collection.createdAt = collection.modifiedAt = FudoStore::now();
            return m_server.created(request, collectionType, collectionRow(m_store.insertCollection(collection), user));
        });
}

qsizetype FudoInferred::secretsBelow(const FudoCollection &collection) const
{
    return std::count_if(m_store.secrets.begin(), m_store.secrets.end(), [&](const FudoSecret &secret) {
        for (const FudoCollection *at = m_store.collection(secret.collectionId); at;
             at = m_store.collection(at->parentId)) {
            if (at->id == collection.id)
                return !secret.removed;
        }
        return false;
    });
}

QJsonObject FudoInferred::collectionRow(const FudoCollection &collection, const FudoUser &) const
{
    QJsonArray ids;
    QJsonArray names;
    for (const FudoCollection *at = &collection; at; at = m_store.collection(at->parentId)) {
        ids.append(at->id);
        names.append(at->name);
    }
    const auto children =
        std::count_if(m_store.collections.begin(), m_store.collections.end(),
                      [&collection](const FudoCollection &other) { return other.parentId == collection.id; });
    const QJsonValue parent =
        collection.parentId.isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(collection.parentId);
    QJsonArray rights{QStringLiteral("view")};
    if (!collection.readOnly)
        rights = {QStringLiteral("view"), QStringLiteral("create"), QStringLiteral("edit"), QStringLiteral("delete")};
    return {{QStringLiteral("id"), collection.id},
            {QStringLiteral("name"), collection.name},
            {QStringLiteral("parent_id"), parent},
            {QStringLiteral("inherit_permissions"), true},
            {QStringLiteral("subcollections_count"), static_cast<qint64>(children)},
            {QStringLiteral("secrets_count"), static_cast<qint64>(secretsBelow(collection))},
            {QStringLiteral("path_to_root_ids"), ids},
            {QStringLiteral("path_to_root_names"), names},
            {QStringLiteral("accessible_parent_id"), parent},
            {QStringLiteral("vault"),
             collection.ownerId.isEmpty() ? QStringLiteral("organization") : QStringLiteral("personal")},
            {QStringLiteral("contains_exposed_secrets"), false},
            {QStringLiteral("rights"), rights},
            {QStringLiteral("created_at"), collection.createdAt},
            {QStringLiteral("modified_at"), collection.modifiedAt}};
}

void FudoInferred::addCollectionChanges()
{
    using Arguments = const QStringList &;
    m_server.add("PATCH", QStringLiteral("/collection/{}"),
                 [this](const Request &request, Arguments ids, const FudoUser &user) {
                     FudoCollection *collection = m_store.collection(ids[0]);
                     const QJsonObject body = request.json().value_or(QJsonObject());
                     const QString name = body[QLatin1String("name")].toString();
                     const QString unfit = fudoRefusal(fudoAttributes(collectionType), body, false);
                     if (!collection || !m_store.mayUse(*collection, user))
                         return m_server.failure(404, QStringLiteral("no such collection"));
                     if (collection->readOnly)
                         return m_server.failure(403, QStringLiteral("the collection cannot be changed"));
                     if (name.isEmpty() || !unfit.isEmpty())
                         return m_server.failure(400, unfit.isEmpty() ? QStringLiteral("name is required") : unfit);
                     collection->name = name;
                     collection->modifiedAt = FudoStore::now();
                     return m_server.success();
                 });
    m_server.add(
        "DELETE", QStringLiteral("/collection/{}"), [this](const Request &, Arguments ids, const FudoUser &user) {
            const FudoCollection *collection = m_store.collection(ids[0]);
            if (!collection || !m_store.mayUse(*collection, user))
                return m_server.failure(404, QStringLiteral("no such collection"));
            if (collection->readOnly)
                return m_server.failure(403, QStringLiteral("the collection cannot be removed"));
            const QJsonObject row = collectionRow(*collection, user);
            if (row[QLatin1String("secrets_count")].toInt() + row[QLatin1String("subcollections_count")].toInt() > 0)
                return m_server.failure(400, QStringLiteral("the collection is not empty"));
            m_store.removeCollection(ids[0]);
            return m_server.success();
        });
}

Response FudoInferred::checkIn(const QString &secretId, const FudoUser &user)
{
    FudoSecret *secret = m_store.secret(secretId);
    if (!secret || !m_store.mayUse(*secret, user))
        return m_server.failure(404, QStringLiteral("no such secret"));
    if (secret->checkouts.remove(user.id) == 0)
        return m_server.failure(400, QStringLiteral("the secret is not checked out"));
    return m_server.success();
}

} // namespace coffret::demovault
