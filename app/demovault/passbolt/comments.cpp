// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demovault/passbolt/comments.h"

#include "app/demovault/crypto/ids.h"
#include "app/demovault/passbolt/rows.h"

#include <algorithm>

namespace coffret::demovault {
namespace {

constexpr qsizetype longest = 255;

std::optional<Reply> refusedContent(const QJsonObject &body)
{
    const QString content = body[QLatin1String("content")].toString();
    QString rule;
    if (!body.contains(QLatin1String("content")))
        rule = QStringLiteral("_required");
    else if (content.isEmpty())
        rule = QStringLiteral("_empty");
    else if (content.toUcs4().size() > longest)
        rule = QStringLiteral("maxLength");
    if (rule.isEmpty())
        return std::nullopt;
    return Reply::error(
        400, QStringLiteral("Could not validate comment data."),
        QJsonObject{{QStringLiteral("content"),
                     QJsonObject{{rule, QStringLiteral("A comment has between 1 and 255 characters.")}}}});
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

QJsonArray PassboltComments::thread(const QString &resourceId, const QString &parentId,
                                    const QStringList &contain) const
{
    QJsonArray rows;
    for (const Comment &comment : m_context.store.comments) {
        if (comment.resourceId != resourceId || comment.parentId != parentId)
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
    const Resource *resource = m_context.store.resource(call.arguments[0]);
    if (!resource || m_context.store.accessOf(*resource, call.user->id) == NoAccess)
        return Reply::error(404, QStringLiteral("Could not find comments for the requested model."));
    return Reply::ok(thread(resource->id, {}, containsOf(call.request)));
}

Reply PassboltComments::add(const Call &call)
{
    const Resource *resource = m_context.store.resource(call.arguments[0]);
    if (!resource || m_context.store.accessOf(*resource, call.user->id) == NoAccess)
        return Reply::error(404, QStringLiteral("The resource does not exist."));
    const QJsonObject body = call.body();
    if (const auto refusal = refusedContent(body))
        return *refusal;
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const Comment &added = m_context.store.comments.emplace_back(
        Comment{randomUuid(), body[QLatin1String("parent_id")].toString(), resource->id, call.user->id,
                body[QLatin1String("content")].toString(), now, now});
    return Reply::ok(row(added), QStringLiteral("The comment was successfully added."));
}

Reply PassboltComments::change(const Call &call)
{
    for (Comment &comment : m_context.store.comments) {
        if (comment.id != call.arguments[0] || comment.userId != call.user->id)
            continue;
        if (const auto refusal = refusedContent(call.body()))
            return *refusal;
        comment.content = call.body()[QLatin1String("content")].toString();
        comment.modified = QDateTime::currentDateTimeUtc();
        return Reply::ok(row(comment), QStringLiteral("The comment was successfully updated."));
    }
    return Reply::error(404, QStringLiteral("The comment does not exist."));
}

Reply PassboltComments::remove(const Call &call)
{
    const QString id = call.arguments[0];
    const auto removed = std::erase_if(m_context.store.comments, [&](const Comment &comment) {
        return comment.id == id && comment.userId == call.user->id;
    });
    if (removed == 0)
        return Reply::error(404, QStringLiteral("The comment does not exist."));
    std::erase_if(m_context.store.comments, [&id](const Comment &comment) { return comment.parentId == id; });
    return Reply::ok(QJsonValue::Null, QStringLiteral("The comment was deleted."));
}

} // namespace coffret::demovault
