// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demovault/passbolt/resources.h"

#include "app/demovault/crypto/ids.h"
#include "app/demovault/passbolt/complaints.h"
#include "app/demovault/passbolt/paging.h"
#include "app/demovault/passbolt/payloads.h"
#include "app/demovault/passbolt/resourcetypes.h"
#include "app/demovault/passbolt/rows.h"

#include <QRegularExpression>

namespace coffret::demovault {
namespace {

const QString notValidId = QStringLiteral("The resource identifier should be a valid UUID.");
const QString doesNotExist = QStringLiteral("The resource does not exist.");

bool parentFits(const Resource &resource, const QString &userId, const QStringList &wanted)
{
    const QString parent = resource.parentOf(userId);
    if (parent.isEmpty())
        return wanted.contains(QLatin1String("0")) || wanted.contains(QLatin1String("false"));
    return wanted.contains(parent, Qt::CaseInsensitive);
}

/// The filters as the server understands them: those that are on or off are on as soon as they are named.
bool passesFilters(const PassboltContext &context, const Request &request, const Resource &resource,
                   const QString &userId)
{
    const auto asked = [&request](const char *name) {
        return request.parameters(QStringLiteral("filter[%1]").arg(QLatin1String(name)));
    };
    const QStringList ids = asked("has-id");
    if (!ids.isEmpty() && !ids.contains(resource.id, Qt::CaseInsensitive))
        return false;
    const QStringList parents = asked("has-parent");
    if (!parents.isEmpty() && !parentFits(resource, userId, parents))
        return false;
    if (!asked("is-favorite").isEmpty() && !resource.favourites.contains(userId))
        return false;
    const bool owned = context.store.accessOf(resource, userId) == OwnerAccess;
    if (!asked("is-owned-by-me").isEmpty() && !owned)
        return false;
    if (!asked("is-shared-with-me").isEmpty() && owned)
        return false;
    const QStringList groups = asked("is-shared-with-group");
    if (!groups.isEmpty() &&
        std::none_of(resource.permissions.begin(), resource.permissions.end(),
                     [&groups](const Permission &permission) { return groups.contains(permission.aroKey); }))
        return false;
    const QStringList tags = asked("has-tag");
    if (context.options.pro && !tags.isEmpty() && !context.store.hasTag(resource.id, userId, tags.first()))
        return false;
    const QStringList keyTypes = asked("metadata_key_type");
    return keyTypes.isEmpty() || keyTypes.contains(resource.metadataKeyType);
}

/// What the server does not accept inside contain[…] and filter[…]; empty: nothing.
QString badQuery(const Request &request)
{
    static const QStringList truths{QStringLiteral("0"), QStringLiteral("1"), QStringLiteral("true"),
                                    QStringLiteral("false")};
    const auto items = request.query.queryItems(QUrl::FullyDecoded);
    for (const auto &[name, value] : items) {
        if (name.startsWith(QLatin1String("contain[")) && !truths.contains(value))
            return QStringLiteral("Invalid contain. \"%1\" is not a valid contain value.").arg(value);
        if (name.startsWith(QLatin1String("filter[has-id]")) && !isUuid(value))
            return QStringLiteral("Invalid filter. \"%1\" is not a valid resource id for filter has-id.").arg(value);
        if (name.startsWith(QLatin1String("filter[has-parent]")) && !isUuid(value) && !truths.contains(value))
            return QStringLiteral("Invalid filter. \"%1\" is not a valid parent id for filter has-parent.").arg(value);
        if (name == QLatin1String("filter[metadata_key_type]") && value != QLatin1String("user_key") &&
            value != QLatin1String("shared_key"))
            return QStringLiteral("Invalid filter. \"%1\" is not a valid value for filter metadata_key_type.")
                .arg(value);
    }
    return {};
}

bool comesBefore(const Resource &a, const Resource &b, const QString &field)
{
    if (field == QLatin1String("Resources.modified"))
        return a.modified < b.modified;
    const auto textOf = [&field](const Resource &resource) {
        if (resource.encrypted)
            return QString(); // the server sees no name to sort by
        if (field == QLatin1String("Resources.username"))
            return resource.username;
        return field == QLatin1String("Resources.uri") ? resource.uri : resource.name;
    };
    return textOf(a).compare(textOf(b), Qt::CaseInsensitive) < 0;
}

void sortBy(std::vector<Resource *> &rows, const SortWanted &wanted)
{
    const QString field = wanted.field.isEmpty() ? QStringLiteral("Resources.name") : wanted.field;
    if (field == QLatin1String("Resources.modified") && wanted.descending)
        return; // the order the store keeps
    std::stable_sort(rows.begin(), rows.end(), [&](const Resource *a, const Resource *b) {
        return wanted.descending ? comesBefore(*b, *a, field) : comesBefore(*a, *b, field);
    });
}

bool sortable(const QString &field)
{
    static const QStringList fields{QString(), QStringLiteral("Resources.name"), QStringLiteral("Resources.username"),
                                    QStringLiteral("Resources.uri"), QStringLiteral("Resources.modified")};
    return fields.contains(field);
}

bool hasFilter(const Request &request)
{
    return request.query.toString(QUrl::FullyDecoded).contains(QLatin1String("filter["));
}

} // namespace

PassboltResources::PassboltResources(PassboltContext &context) : m_context(context) {}

void PassboltResources::registerRoutes(Api &api)
{
    api.add("GET", QStringLiteral("/resource-types"), [](const Call &call) {
        return Reply::ok(call.request.parameter(QStringLiteral("filter[is-deleted]")) == QLatin1String("1")
                             ? QJsonArray()
                             : resourceTypes());
    });
    api.add("GET", QStringLiteral("/resource-types/{}"), [](const Call &call) {
        if (!isUuid(call.arguments[0]))
            return badIdentifier(notValidId);
        for (const QJsonValue &type : resourceTypes()) {
            if (type[QLatin1String("id")] == call.arguments[0].toLower())
                return Reply::ok(type);
        }
        return Reply::error(404, QStringLiteral("The resource type does not exist."));
    });
    api.add("GET", QStringLiteral("/resources"), [this](const Call &call) { return list(call); });
    api.add("GET", QStringLiteral("/resources/{}"), [this](const Call &call) { return one(call); });
    api.add("GET", QStringLiteral("/secrets/resource/{}"), [this](const Call &call) { return secret(call); });
    api.add("GET", QStringLiteral("/secret-revisions/resource/{}"),
            [this](const Call &call) { return revisions(call); });
    api.add("GET", QStringLiteral("/permissions/resource/{}"), [this](const Call &call) { return permissions(call); });
    api.add("POST", QStringLiteral("/favorites/resource/{}"), [this](const Call &call) { return addFavourite(call); });
    api.add("DELETE", QStringLiteral("/favorites/{}"), [this](const Call &call) { return removeFavourite(call); });
}

Reply PassboltResources::list(const Call &call)
{
    const PageWanted wanted = pageWanted(call.request);
    const SortWanted sort = sortWanted(call.request);
    if (!sortable(sort.field))
        return Reply::error(400, QStringLiteral("Invalid query parameter."));
    if (const QString problem = badQuery(call.request); !problem.isEmpty())
        return Reply::error(400, problem);
    std::vector<Resource *> rows = m_context.store.resourcesOf(call.user->id);
    if (hasFilter(call.request))
        std::erase_if(rows, [&](const Resource *resource) {
            return !passesFilters(m_context, call.request, *resource, call.user->id);
        });
    sortBy(rows, sort);
    const auto page = pageOf(rows, wanted);
    if (!page)
        return Reply::error(404, QStringLiteral("Not Found"));
    QJsonArray body;
    const QStringList contain = containsOf(call.request);
    for (Resource *resource : *page)
        body.append(resourceRow(m_context, *resource, *call.user, contain));
    Reply reply = Reply::ok(body);
    reply.pagination = {static_cast<int>(rows.size()), wanted.page, wanted.limit};
    return reply;
}

Reply PassboltResources::one(const Call &call)
{
    if (!isUuid(call.arguments[0]))
        return Reply::error(400, notValidId);
    Resource *resource = m_context.store.resource(call.arguments[0]);
    if (!resource || m_context.store.accessOf(*resource, call.user->id) == NoAccess)
        return Reply::error(404, doesNotExist);
    if (const QString problem = badQuery(call.request); !problem.isEmpty())
        return Reply::error(400, problem);
    return Reply::ok(resourceRow(m_context, *resource, *call.user, containsOf(call.request)));
}

Reply PassboltResources::secret(const Call &call)
{
    if (!isUuid(call.arguments[0]))
        return Reply::error(400, notValidId);
    Resource *resource = m_context.store.resource(call.arguments[0]);
    if (!resource || m_context.store.accessOf(*resource, call.user->id) == NoAccess)
        return Reply::error(404, QStringLiteral("The secret does not exist."));
    return Reply::ok(openedSecretRow(m_context, *resource, call.user->id));
}

QJsonObject PassboltResources::revisionRow(const Revision &revision, const QString &resourceId,
                                           const QStringList &contain) const
{
    QJsonObject row{
        {QStringLiteral("id"), revision.id},
        {QStringLiteral("resource_id"), resourceId},
        {QStringLiteral("resource_type_id"), resourceTypeId(revision.typeSlug)},
        {QStringLiteral("deleted"), passboltTime(revision.deleted)},
        {QStringLiteral("created"), passboltTime(revision.created)},
        {QStringLiteral("modified"), passboltTime(revision.deleted.isValid() ? revision.deleted : revision.created)},
        {QStringLiteral("created_by"), revision.createdBy},
        {QStringLiteral("modified_by"), revision.createdBy}};
    const bool withProfile = contain.contains(QLatin1String("creator.profile"));
    if (withProfile || contain.contains(QLatin1String("creator")))
        row[QLatin1String("creator")] = authorRow(m_context, revision.createdBy, withProfile);
    return row;
}

Reply PassboltResources::revisions(const Call &call)
{
    if (!isUuid(call.arguments[0]))
        return badIdentifier(notValidId);
    Resource *resource = m_context.store.resource(call.arguments[0]);
    const QString &userId = call.user->id;
    if (!resource || m_context.store.accessOf(*resource, userId) == NoAccess)
        return Reply::error(404, doesNotExist);
    const QStringList contain = containsOf(call.request);
    const bool withSecrets = contain.contains(QLatin1String("secret"));
    QJsonObject current = revisionRow(currentRevision(m_context, *resource), resource->id, contain);
    if (withSecrets)
        current[QLatin1String("secrets")] = QJsonArray{openedSecretRow(m_context, *resource, userId)};
    QJsonArray rows{current};
    for (Revision &revision : resource->revisions) {
        const StoredSecret *secret = secretOf(m_context, *resource, revision, userId);
        if (!secret || rows.size() >= m_context.policies.number("secret-revisions", "max_revisions"))
            continue;
        QJsonObject row = revisionRow(revision, resource->id, contain);
        if (withSecrets)
            row[QLatin1String("secrets")] = QJsonArray{secretRow(*secret, resource->id, userId, revision.deleted)};
        rows.append(row);
    }
    return Reply::ok(rows);
}

Reply PassboltResources::permissions(const Call &call)
{
    if (!isUuid(call.arguments[0]))
        return badIdentifier(QStringLiteral("The identifier should be a valid UUID."));
    const Resource *resource = m_context.store.resource(call.arguments[0]);
    if (!resource || m_context.store.accessOf(*resource, call.user->id) == NoAccess)
        return Reply::error(404, doesNotExist);
    // The same rows as inside a resource, only that what they contain is named without "permissions".
    QStringList contain = containsOf(call.request);
    contain.replaceInStrings(QRegularExpression(QStringLiteral("^")), QStringLiteral("permissions."));
    return Reply::ok(permissionsWithOwners(m_context, *resource, QStringLiteral("Resource"), contain));
}

Reply PassboltResources::addFavourite(const Call &call)
{
    if (!isUuid(call.arguments[0]))
        return Reply::error(400, notValidId);
    Resource *resource = m_context.store.resource(call.arguments[0]);
    if (!resource || m_context.store.accessOf(*resource, call.user->id) == NoAccess)
        return Reply::error(404, doesNotExist);
    if (resource->favourites.contains(call.user->id))
        return Reply::error(400, QStringLiteral("This record is already marked as favorite."));
    resource->favourites.insert(call.user->id, randomUuid());
    return Reply::ok(favouriteRow(*resource, call.user->id), QStringLiteral("The resource was marked as favorite."));
}

Reply PassboltResources::removeFavourite(const Call &call)
{
    if (!isUuid(call.arguments[0]))
        return badIdentifier(QStringLiteral("The favorite id is not valid."));
    for (Resource *resource : m_context.store.resourcesOf(call.user->id)) {
        if (resource->favourites.value(call.user->id) == call.arguments[0]) {
            resource->favourites.remove(call.user->id);
            return Reply::ok(QJsonValue::Null, QStringLiteral("The favorite was deleted."));
        }
    }
    return Reply::error(404, QStringLiteral("The favorite does not exist."));
}

} // namespace coffret::demovault
