// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demovault/passbolt/comments.h"

#include "app/demovault/crypto/ids.h"
#include "app/demovault/passbolt/complaints.h"
#include "app/demovault/passbolt/rows.h"

#include <algorithm>

namespace coffret::demovault {
namespace {

constexpr qsizetype longest = 255;

const QString notAnId = QStringLiteral("The comment id is not valid.");

const QString invalidData = QStringLiteral("Could not validate comment data.");

/// Of a new comment the server says that something is wrong with it, not what.
Reply refused()
{
    return Reply::error(400, invalidData);
}

bool isUsable(const QJsonValue &content)
{
    return content.isString() && !content.toString().isEmpty() && content.toString().toUcs4().size() <= longest;
}

} // namespace

PassboltComments::PassboltComments(PassboltContext &context) : m_context(context) {}

void PassboltComments::registerRoutes(Api &api)
{
    api.add("GET", QStringLiteral("/comments/resource/{}"), [this](const Call &call) { return list(call); });
    api.add("POST", QStringLiteral("/comments/resource/{}"), [this](const Call &call) { return add(call); });
    api.add("PUT", QStringLiteral("/comments/{}"), [this](const Call &call) { return change(call); });
    api.add("DELETE", QStringLiteral("/comments/{}"), [this](const Call &call) { return remove(call); });
}

QJsonObject PassboltComments::row(const Comment &comment) const
{
    return {{QStringLiteral("id"), comment.id},
            {QStringLiteral("parent_id"),
             comment.parentId.isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(comment.parentId)},
            {QStringLiteral("foreign_key"), comment.resourceId},
            {QStringLiteral("foreign_model"), QStringLiteral("Resource")},
            {QStringLiteral("content"), comment.content},
            {QStringLiteral("created"), passboltTime(comment.created)},
            {QStringLiteral("modified"), passboltTime(comment.modified)},
            {QStringLiteral("created_by"), comment.userId},
            {QStringLiteral("modified_by"), comment.userId},
            {QStringLiteral("user_id"), comment.userId}};
}

const Comment *PassboltComments::find(const QString &id) const
{
    const std::vector<Comment> &all = m_context.store.comments;
    const auto it = std::find_if(all.begin(), all.end(), [&id](const Comment &comment) { return comment.id == id; });
    return it == all.end() ? nullptr : &*it;
}

QJsonArray PassboltComments::thread(const QString &resourceId, const QString &parentId,
                                    const QStringList &contain) const
{
    QJsonArray rows;
    for (const Comment &comment : m_context.store.comments) {
        // Replies to a comment that was deleted move up.
        const bool isOrphan = !comment.parentId.isEmpty() && !find(comment.parentId);
        if (comment.resourceId != resourceId || (isOrphan ? QString() : comment.parentId) != parentId)
            continue;
        QJsonObject object = row(comment);
        object[QLatin1String("data")] = QJsonValue::Null;
        for (const char *who : {"creator", "modifier"}) {
            if (!contain.contains(QLatin1String(who)))
                continue;
            const PassboltUser &author = *m_context.directory.user(comment.userId);
            QJsonObject authorRow = m_context.directory.plainUser(author);
            authorRow[QLatin1String("profile")] = m_context.directory.profile(author, false);
            object[QLatin1String(who)] = authorRow;
        }
        object[QLatin1String("children")] = thread(resourceId, comment.id, contain);
        rows.append(object);
    }
    return rows;
}

Reply PassboltComments::list(const Call &call) const
{
    if (!isUuid(call.arguments[0]))
        return badIdentifier(QStringLiteral("Invalid id"));
    const Resource *resource = m_context.store.resource(call.arguments[0]);
    if (!resource || m_context.store.accessOf(*resource, call.user->id) == NoAccess)
        return Reply::error(404, QStringLiteral("Could not find comments for the requested model."));
    return Reply::ok(thread(resource->id, {}, containsOf(call.request)));
}

Reply PassboltComments::add(const Call &call)
{
    if (!isUuid(call.arguments[0]))
        return badIdentifier(QStringLiteral("The resource identifier should be a valid UUID."));
    const Resource *resource = m_context.store.resource(call.arguments[0]);
    if (!resource || m_context.store.accessOf(*resource, call.user->id) == NoAccess)
        return Reply::error(404, QStringLiteral("The resource does not exist."));
    const QJsonObject body = call.body();
    const QString parentId = body[QLatin1String("parent_id")].toString();
    const Comment *parent = find(parentId);
    if (!isUsable(body[QLatin1String("content")]) ||
        (!parentId.isEmpty() && (!parent || parent->resourceId != resource->id)))
        return refused();
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const Comment &added = m_context.store.comments.emplace_back(Comment{
        randomUuid(), parentId, resource->id, call.user->id, body[QLatin1String("content")].toString(), now, now});
    return Reply::ok(row(added), QStringLiteral("The comment was successfully added."));
}

Reply PassboltComments::change(const Call &call)
{
    if (!isUuid(call.arguments[0]))
        return badIdentifier(notAnId);
    for (Comment &comment : m_context.store.comments) {
        if (comment.id != call.arguments[0])
            continue;
        if (comment.userId != call.user->id)
            return Reply::error(403, QStringLiteral("You are not allowed to edit this comment."));
        const QJsonValue content = call.body()[QLatin1String("content")];
        if (!isUsable(content)) {
            Complaints complaints;
            complaints.add(QStringLiteral("content"),
                           content.toString().isEmpty() ? QStringLiteral("_empty") : QStringLiteral("maxLength"),
                           QStringLiteral("The content should have between 1 and 255 characters."));
            return *complaints.refusal(invalidData);
        }
        comment.content = content.toString();
        comment.modified = QDateTime::currentDateTimeUtc();
        QJsonObject changed = row(comment);
        changed[QLatin1String("data")] = QJsonValue::Null;
        return Reply::ok(changed, QStringLiteral("The comment was successfully updated."));
    }
    return Reply::error(404, QStringLiteral("The comment does not exist."));
}

Reply PassboltComments::remove(const Call &call)
{
    if (!isUuid(call.arguments[0]))
        return badIdentifier(notAnId);
    const QString id = call.arguments[0];
    const auto removed = std::erase_if(m_context.store.comments, [&](const Comment &comment) {
        return comment.id == id && comment.userId == call.user->id;
    });
    if (removed == 0)
        return Reply::error(404, QStringLiteral("The comment does not exist."));
    return Reply::ok(QJsonValue::Null, QStringLiteral("The comment was deleted."));
}

} // namespace coffret::demovault
