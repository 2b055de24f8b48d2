// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/passbolt/passboltdiscussion.h"

#include "core/openpgp/displaytext.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace coffret {

namespace {

constexpr qsizetype MaximumComment = 255;
constexpr int MaximumDepth = 16; ///< of answers to answers
constexpr int ActivityEntries = 100;

QString textAt(const QJsonValue &value, const char *key)
{
    return value[QLatin1String(key)].toString();
}

QDateTime timeAt(const QJsonValue &value, const char *key)
{
    return QDateTime::fromString(textAt(value, key), Qt::ISODate).toUTC();
}

QString idAt(const QJsonValue &value, const char *key)
{
    const QString id = textAt(value, key).toLower();
    return isUuid(id) ? id : QString();
}

/// First and last name, or the address of those without.
QString nameOf(const QJsonValue &user)
{
    const QJsonValue profile = user[QLatin1String("profile")];
    const QString name = textAt(profile, "first_name") + QLatin1Char(' ') + textAt(profile, "last_name");
    const QString shown = displayText(name.toStdString()).trimmed();
    return shown.isEmpty() ? displayText(textAt(user, "username").toStdString()) : shown;
}

tl::unexpected<Error> noList()
{
    return failure(ErrorKind::Malformed, QStringLiteral("not a list"));
}

void appendComments(const QJsonArray &rows, const QString &userId, int depth, std::vector<Comment> &comments)
{
    std::vector<QJsonValue> sorted(rows.begin(), rows.end());
    std::stable_sort(sorted.begin(), sorted.end(), [](const QJsonValue &a, const QJsonValue &b) {
        return timeAt(a, "created") < timeAt(b, "created");
    });
    for (const QJsonValue &row : sorted) {
        Comment comment;
        comment.id = idAt(row, "id");
        comment.parentId = idAt(row, "parent_id");
        comment.author = nameOf(row[QLatin1String("creator")]);
        comment.content = textAt(row, "content");
        comment.created = timeAt(row, "created");
        comment.modified = timeAt(row, "modified");
        comment.mine = idAt(row, "created_by") == userId;
        if (!comment.id.isEmpty())
            comments.push_back(std::move(comment));
        if (depth < MaximumDepth)
            appendComments(row[QLatin1String("children")].toArray(), userId, depth + 1, comments);
    }
}

Activity::Verb verbOf(const QString &type)
{
    static const QHash<QString, Activity::Verb> verbs{
        {QStringLiteral("Resources.created"), Activity::Verb::Created},
        {QStringLiteral("Resources.updated"), Activity::Verb::Updated},
        {QStringLiteral("Resource.Secrets.updated"), Activity::Verb::Updated},
        {QStringLiteral("Resource.Secrets.read"), Activity::Verb::Read},
        {QStringLiteral("Permissions.updated"), Activity::Verb::Shared},
        {QStringLiteral("Resources.moved"), Activity::Verb::Moved},
        {QStringLiteral("Resources.deleted"), Activity::Verb::Deleted},
    };
    return verbs.value(type, Activity::Verb::Other);
}

Expected<QByteArray> commentBody(const QString &content)
{
    const qsizetype length = content.toUcs4().size();
    if (content.trimmed().isEmpty() || length > MaximumComment)
        return failure(ErrorKind::InvalidInput, QStringLiteral("a comment has 1 to %1 characters").arg(MaximumComment));
    const QJsonObject body{{QStringLiteral("content"), content}};
    return QJsonDocument(body).toJson(QJsonDocument::Compact);
}

Expected<void> done(const Expected<HttpResponse> &response)
{
    if (!response)
        return failure(response);
    return {};
}

} // namespace

Expected<std::vector<Comment>> parseComments(const QJsonValue &body, const QString &userId)
{
    if (!body.isArray())
        return noList();
    std::vector<Comment> comments;
    appendComments(body.toArray(), userId, 0, comments);
    return comments;
}

Expected<std::vector<Activity>> parseActivity(const QJsonValue &body)
{
    if (!body.isArray())
        return noList();
    std::vector<Activity> entries;
    for (const QJsonValue row : body.toArray()) {
        Activity entry;
        entry.vendorVerb = displayText(textAt(row, "type").toStdString());
        entry.verb = verbOf(entry.vendorVerb);
        entry.who = nameOf(row[QLatin1String("creator")]);
        entry.when = timeAt(row, "created");
        entries.push_back(std::move(entry));
    }
    std::stable_sort(entries.begin(), entries.end(),
                     [](const Activity &a, const Activity &b) { return a.when > b.when; });
    return entries;
}

Expected<std::vector<Revision>> parseRevisions(const QJsonValue &body)
{
    if (!body.isArray())
        return noList();
    std::vector<Revision> revisions;
    for (const QJsonValue row : body.toArray()) {
        Revision revision;
        revision.id = idAt(row, "id");
        revision.created = timeAt(row, "created");
        revision.who = nameOf(row[QLatin1String("creator")]);
        if (!revision.id.isEmpty())
            revisions.push_back(std::move(revision));
    }
    std::stable_sort(revisions.begin(), revisions.end(),
                     [](const Revision &a, const Revision &b) { return a.created > b.created; });
    if (!revisions.empty())
        revisions.front().current = true;
    return revisions;
}

Expected<void> PassboltDiscussion::allowComments(const QString &id) const
{
    if (!m_parts->policies.allows(PassboltAction::SeeComments))
        return failure(ErrorKind::Forbidden, QStringLiteral("comments are not for this user"));
    if (!isUuid(id))
        return failure(ErrorKind::InvalidInput, QStringLiteral("not an id"));
    return {};
}

Task<Expected<std::vector<Comment>>> PassboltDiscussion::comments(QString secretId, StopToken stop)
{
    const auto parts = m_parts;
    if (const Expected<void> allowed = allowComments(secretId); !allowed)
        co_return failure(allowed);
    const QString path =
        QStringLiteral("/comments/resource/%1.json?contain[creator]=1&contain[modifier]=1").arg(secretId);
    const Expected<QJsonValue> body = co_await parts->api.fetch(path, std::move(stop));
    if (!body)
        co_return failure(body);
    co_return parseComments(*body, parts->api.credentials().userId.toLower());
}

Task<Expected<QString>> PassboltDiscussion::addComment(QString secretId, QString parentId, QString content,
                                                       StopToken stop)
{
    const auto parts = m_parts;
    if (const Expected<void> allowed = allowComments(secretId); !allowed)
        co_return failure(allowed);
    if (!parentId.isEmpty() && !isUuid(parentId))
        co_return failure(ErrorKind::InvalidInput, QStringLiteral("not a comment id"));
    if (const Expected<QByteArray> valid = commentBody(content); !valid)
        co_return failure(valid);
    const QJsonObject body{{QStringLiteral("content"), content},
                           {QStringLiteral("parent_id"), parentId.isEmpty() ? QJsonValue() : QJsonValue(parentId)}};
    const Expected<HttpResponse> response =
        co_await parts->api.call("POST", QStringLiteral("/comments/resource/%1.json").arg(secretId),
                                 QJsonDocument(body).toJson(QJsonDocument::Compact), std::move(stop));
    if (!response)
        co_return failure(response);
    const Expected<PassboltEnvelope> envelope = parseEnvelope(response->body);
    if (!envelope)
        co_return failure(envelope);
    co_return idAt(envelope->body, "id");
}

Task<Expected<void>> PassboltDiscussion::editComment(QString commentId, QString content, StopToken stop)
{
    const auto parts = m_parts;
    if (const Expected<void> allowed = allowComments(commentId); !allowed)
        co_return allowed;
    const Expected<QByteArray> body = commentBody(content);
    if (!body)
        co_return failure(body);
    const Expected<HttpResponse> response =
        co_await parts->api.call("PUT", QStringLiteral("/comments/%1.json").arg(commentId), *body, std::move(stop));
    co_return done(response);
}

Task<Expected<void>> PassboltDiscussion::removeComment(QString commentId, StopToken stop)
{
    const auto parts = m_parts;
    if (const Expected<void> allowed = allowComments(commentId); !allowed)
        co_return allowed;
    const Expected<HttpResponse> response =
        co_await parts->api.call("DELETE", QStringLiteral("/comments/%1.json").arg(commentId), {}, std::move(stop));
    co_return done(response);
}

Task<Expected<std::vector<Activity>>> PassboltDiscussion::activity(QString secretId, StopToken stop)
{
    const auto parts = m_parts;
    if (!parts->policies.allows(PassboltAction::SeeActivities))
        co_return failure(ErrorKind::Forbidden, QStringLiteral("activities are not for this user"));
    if (!isUuid(secretId))
        co_return failure(ErrorKind::InvalidInput, QStringLiteral("not a resource id"));
    const QString path =
        QStringLiteral("/actionlog/resource/%1.json?limit=%2&page=1").arg(secretId).arg(ActivityEntries);
    const Expected<QJsonValue> body = co_await parts->api.fetch(path, std::move(stop));
    if (!body && body.error().kind == ErrorKind::NotFound) // a community server keeps no log
        co_return failure(ErrorKind::Unsupported, QStringLiteral("this server keeps no log"));
    if (!body)
        co_return failure(body);
    co_return parseActivity(*body);
}

Task<Expected<std::vector<Revision>>> PassboltDiscussion::revisions(QString secretId, StopToken stop)
{
    const auto parts = m_parts;
    if (parts->policies.maximumRevisions() <= 1)
        co_return failure(ErrorKind::Unsupported, QStringLiteral("this server keeps no earlier values"));
    if (!isUuid(secretId))
        co_return failure(ErrorKind::InvalidInput, QStringLiteral("not a resource id"));
    // Without the messages: asking for them is logged as reading them.
    const QString path =
        QStringLiteral("/secret-revisions/resource/%1.json?contain[creator]=1&contain[creator.profile]=1")
            .arg(secretId);
    const Expected<QJsonValue> body = co_await parts->api.fetch(path, std::move(stop));
    if (!body)
        co_return failure(body);
    co_return parseRevisions(*body);
}

} // namespace coffret
