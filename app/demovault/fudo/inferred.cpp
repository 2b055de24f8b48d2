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

FudoInferred::FudoInferred(FudoServer &server, FudoStore &store) : m_server(server), m_store(store)
{
    addCollectionRoutes();
    addAccessRoutes();
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
    const bool granted = std::any_of(m_requests.begin(), m_requests.end(), [&](const AccessRequest &request) {
        return request.secretId == secret.id && request.userId == user.id && request.status == QLatin1String("granted");
    });
    if (secret.needsApproval && !granted)
        return m_server.failure(403, QStringLiteral("an approved access request is needed"));
    const bool heldByAnother = !secret.checkouts.isEmpty() && !secret.checkouts.contains(user.id);
    if (secret.checkoutMode == QLatin1String("exclusive") && heldByAnother)
        return m_server.failure(409, QStringLiteral("the secret is checked out by another user"));
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

void FudoInferred::addAccessRoutes()
{
    using Arguments = const QStringList &;
    m_server.add("POST", QStringLiteral("/secret/{}/checkin"),
                 [this](const Request &, Arguments ids, const FudoUser &user) { return checkIn(ids[0], user); });
    m_server.add(
        "POST", QStringLiteral("/access_request"), [this](const Request &request, Arguments, const FudoUser &user) {
            const QJsonObject body = request.json().value_or(QJsonObject());
            const QString secretId = body[QLatin1String("secret_id")].toString();
            const QString reason = body[QLatin1String("reason")].toString();
            const FudoSecret *secret = m_store.secret(secretId);
            if (!secret || !m_store.mayUse(*secret, user) || reason.isEmpty())
                return m_server.failure(400, QStringLiteral("secret_id and reason are required"));
            const AccessRequest &added =
                m_requests.emplace_back(AccessRequest{m_store.nextId(QStringLiteral("access_request")), secretId,
                                                      user.id, reason, QStringLiteral("pending"), FudoStore::now()});
            return Response::json(200,
                                  {{QStringLiteral("result"), QStringLiteral("success")},
                                   {QStringLiteral("access_request"), QJsonObject{{QStringLiteral("id"), added.id}}}});
        });
    m_server.add(
        "GET", QStringLiteral("/access_request/{}"), [this](const Request &, Arguments ids, const FudoUser &user) {
            for (AccessRequest &request : m_requests) {
                if (request.id != ids[0] || request.userId != user.id)
                    continue;
                const QJsonObject row = requestRow(request);
                request.status = QStringLiteral("granted"); // the demonstration's administrator looks once, then agrees
                return Response::json(200, {{QStringLiteral("result"), QStringLiteral("success")},
                                            {QStringLiteral("access_request"), row}});
            }
            return m_server.failure(404, QStringLiteral("no such request"));
        });
}

QJsonObject FudoInferred::requestRow(const AccessRequest &request) const
{
    return {{QStringLiteral("id"), request.id},
            {QStringLiteral("type"), QStringLiteral("preview")},
            {QStringLiteral("secret_id"), request.secretId},
            {QStringLiteral("user_id"), request.userId},
            {QStringLiteral("reason"), request.reason},
            {QStringLiteral("status"), request.status},
            {QStringLiteral("created_at"), request.createdAt}};
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
