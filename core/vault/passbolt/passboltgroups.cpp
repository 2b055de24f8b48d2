// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/passbolt/passboltgroups.h"

#include "core/openpgp/displaytext.h"
#include "core/vault/passbolt/passboltmetadata.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace coffret {

namespace {

using Kind = GroupChange::Kind;

const QString Members = QStringLiteral("contain[groups_users]=1&contain[groups_users.user]=1"
                                       "&contain[groups_users.user.profile]=1&contain[my_group_user]=1");

QString idAt(const QJsonValue &row, const char *key)
{
    const QString id = row[QLatin1String(key)].toString().toLower();
    return isUuid(id) ? id : QString();
}

GroupDetails detailsOf(const QJsonValue &row)
{
    GroupDetails details;
    details.group.kind = Grantee::Kind::Group;
    details.group.id = idAt(row, "id");
    details.group.name = displayText(row[QLatin1String("name")].toString().toUtf8().toStdString());
    details.managedByUser = row[QLatin1String("my_group_user")][QLatin1String("is_admin")].toBool();
    for (const QJsonValue line : row[QLatin1String("groups_users")].toArray()) {
        GroupMember member;
        member.person = passboltPerson(line[QLatin1String("user")]);
        member.person.id = idAt(line, "user_id");
        member.manager = line[QLatin1String("is_admin")].toBool();
        if (!member.person.id.isEmpty())
            details.members.push_back(std::move(member));
    }
    details.group.members = static_cast<int>(details.members.size());
    return details;
}

/// Ids of the lines that make persons members.
QHash<QString, QString> linesOf(const QJsonValue &group)
{
    QHash<QString, QString> lines;
    for (const QJsonValue line : group[QLatin1String("groups_users")].toArray())
        lines.insert(idAt(line, "user_id"), idAt(line, "id"));
    return lines;
}

bool adds(Kind kind)
{
    return kind == Kind::Add || kind == Kind::AddManager;
}

/// What the change leaves to be done; nothing when it is so already.
std::optional<QJsonObject> rowOf(const GroupChange &change, const GroupDetails &group,
                                 const QHash<QString, QString> &lines)
{
    const auto member = std::find_if(group.members.begin(), group.members.end(),
                                     [&change](const GroupMember &m) { return m.person.id == change.personId; });
    const bool present = member != group.members.end();
    const bool manager = change.kind == Kind::AddManager || change.kind == Kind::MakeManager;
    if (adds(change.kind) && !present)
        return QJsonObject{{QStringLiteral("user_id"), change.personId}, {QStringLiteral("is_admin"), manager}};
    if (!present || (change.kind != Kind::Remove && member->manager == manager))
        return std::nullopt;
    QJsonObject row{{QStringLiteral("id"), lines.value(change.personId)}};
    if (change.kind == Kind::Remove)
        row.insert(QStringLiteral("delete"), true);
    else
        row.insert(QStringLiteral("is_admin"), manager);
    return row;
}

bool hasManagerAfter(const GroupDetails &group, const std::vector<GroupChange> &changes)
{
    QHash<QString, bool> managers;
    for (const GroupMember &member : group.members)
        managers.insert(member.person.id, member.manager);
    for (const GroupChange &change : changes) {
        if (change.kind == Kind::Remove)
            managers.remove(change.personId);
        else
            managers[change.personId] = change.kind == Kind::AddManager || change.kind == Kind::MakeManager;
    }
    return std::find(managers.cbegin(), managers.cend(), true) != managers.cend();
}

} // namespace

PassboltGroups::PassboltGroups(PassboltApi &api, PassboltSharingSource &source, PassboltReaders &readers)
    : m_api(api), m_source(source), m_readers(readers)
{
}

Task<Expected<std::vector<GroupDetails>>> PassboltGroups::list(StopToken stop)
{
    const Expected<QJsonValue> rows = co_await m_api.fetch(QStringLiteral("/groups.json?") + Members, std::move(stop));
    if (!rows)
        co_return failure(rows);
    if (!rows->isArray())
        co_return failure(ErrorKind::Malformed, QStringLiteral("not a list of groups"));
    std::vector<GroupDetails> groups;
    for (const QJsonValue row : rows->toArray()) {
        GroupDetails details = detailsOf(row);
        if (!details.group.id.isEmpty())
            groups.push_back(std::move(details));
    }
    co_return groups;
}

/// Only managers add: the server ignores what others add, and that would look like success.
Task<Expected<PassboltGroups::Request>> PassboltGroups::requestFor(QString groupId, std::vector<GroupChange> changes,
                                                                   StopToken stop)
{
    if (!isUuid(groupId))
        co_return failure(ErrorKind::InvalidInput, QStringLiteral("not a group id"));
    const Expected<QJsonValue> row =
        co_await m_api.fetch(QStringLiteral("/groups/%1.json?%2").arg(groupId.toLower(), Members), std::move(stop));
    if (!row)
        co_return failure(row);
    const GroupDetails group = detailsOf(*row);
    const QHash<QString, QString> lines = linesOf(*row);
    Request request;
    for (GroupChange &change : changes) {
        change.personId = change.personId.toLower();
        if (!isUuid(change.personId))
            co_return failure(ErrorKind::InvalidInput, QStringLiteral("not the id of a person"));
        const std::optional<QJsonObject> line = rowOf(change, group, lines);
        if (!line)
            continue;
        if (line->contains(QLatin1String("user_id"))) {
            if (!group.managedByUser)
                co_return failure(ErrorKind::Forbidden, QStringLiteral("only managers of a group add members"));
            request.added.append(change.personId);
        }
        request.rows.append(*line);
    }
    if (!hasManagerAfter(group, changes))
        co_return failure(ErrorKind::InvalidInput, QStringLiteral("nobody would manage the group any more"));
    co_return request;
}

Task<Expected<GroupPlan>> PassboltGroups::plan(QString groupId, std::vector<GroupChange> changes, StopToken stop)
{
    const Expected<Request> request = co_await requestFor(groupId, changes, stop);
    if (!request)
        co_return failure(request);
    const Expected<PassboltReaderList> readers = co_await m_readers.readersNamed(request->added, stop);
    if (!readers)
        co_return failure(readers);
    GroupPlan plan;
    plan.groupId = groupId.toLower();
    plan.changes = std::move(changes);
    for (const PassboltReader &reader : *readers)
        plan.newReaders.push_back(reader.key);
    if (!request->added.isEmpty()) {
        const auto needed = co_await dryRun(plan.groupId, request->rows, stop);
        if (!needed)
            co_return failure(needed);
        QSet<QString> secrets;
        for (const Needed &one : *needed)
            secrets.insert(one.resourceId);
        plan.secrets = static_cast<int>(secrets.size());
    }
    co_return plan;
}

Task<Expected<std::vector<PassboltGroups::Needed>>> PassboltGroups::dryRun(QString groupId, QJsonArray rows,
                                                                           StopToken stop)
{
    const QJsonObject body{{QStringLiteral("groups_users"), rows}};
    const Expected<HttpResponse> response =
        co_await put(QStringLiteral("/groups/%1/dry-run.json").arg(groupId), body, std::move(stop));
    if (!response)
        co_return failure(response);
    const Expected<PassboltEnvelope> envelope = parseEnvelope(response->body);
    if (!envelope)
        co_return failure(envelope);
    const QJsonValue answer = envelope->body[QLatin1String("dry-run")];
    if (!answer.isObject())
        co_return failure(ErrorKind::Malformed, QStringLiteral("no dry run in the answer"));
    std::vector<Needed> needed;
    for (const QJsonValue row : answer[QLatin1String("SecretsNeeded")].toArray()) {
        const QJsonValue secret = row[QLatin1String("Secret")];
        Needed one{idAt(secret, "resource_id"), idAt(secret, "user_id")};
        if (one.resourceId.isEmpty() || one.userId.isEmpty())
            co_return failure(ErrorKind::Malformed, QStringLiteral("a secret of nobody"));
        needed.push_back(std::move(one));
    }
    co_return needed;
}

Task<Expected<JobReport>> PassboltGroups::carryOut(GroupPlan plan, QStringList confirmedFingerprints, Progress progress,
                                                   StopToken stop)
{
    QStringList ids;
    for (const ReaderKey &key : plan.newReaders)
        ids.append(key.person.id);
    const Expected<PassboltReaderList> readers = co_await m_readers.readersNamed(std::move(ids), stop);
    if (!readers)
        co_return failure(readers);
    JobReport report;
    PassboltReaderList welcome;
    for (const PassboltReader &reader : *readers) {
        if (!isBlocked({reader.key})) {
            welcome.push_back(reader);
            continue;
        }
        const Grantee person = reader.key.person;
        report.failures.push_back({person.id, person.name, Error{ErrorKind::ReadersUnconfirmed, person.name, 0}});
        std::erase_if(plan.changes, [&person](const GroupChange &change) { return change.personId == person.id; });
    }
    const Expected<void> confirmed = m_readers.requireConfirmed(welcome, confirmedFingerprints);
    if (!confirmed)
        co_return failure(confirmed);
    const Expected<Request> request = co_await requestFor(plan.groupId, plan.changes, stop);
    if (!request)
        co_return failure(request);
    if (request->rows.isEmpty())
        co_return report;
    const auto needed = co_await dryRun(plan.groupId, request->rows, stop);
    if (!needed)
        co_return failure(needed);
    const Expected<QJsonArray> secrets = co_await seal(*needed, std::move(welcome), report, std::move(progress), stop);
    if (!secrets && secrets.error().kind == ErrorKind::Cancelled) {
        report.cancelled = true;
        co_return report;
    }
    if (!secrets)
        co_return failure(secrets);
    if (secrets->size() != static_cast<qsizetype>(needed->size())) // the server takes all or nothing
        co_return report;
    const QJsonObject body{{QStringLiteral("groups_users"), request->rows}, {QStringLiteral("secrets"), *secrets}};
    const Expected<HttpResponse> done =
        co_await put(QStringLiteral("/groups/%1.json").arg(plan.groupId), body, std::move(stop));
    if (!done)
        co_return failure(done);
    report.done = static_cast<int>(request->rows.size());
    co_return report;
}

/// Secrets that cannot be opened are named in the report.
Task<Expected<QJsonArray>> PassboltGroups::seal(std::vector<Needed> needed, PassboltReaderList readers,
                                                JobReport &report, Progress progress, StopToken stop)
{
    QHash<QString, PassboltReader> byId;
    for (const PassboltReader &reader : readers)
        byId.insert(reader.key.person.id, reader);
    QHash<QString, PassboltReaderList> wanted;
    for (const Needed &one : needed) {
        if (!byId.contains(one.userId)) // nobody who was ever looked at
            co_return failure(ErrorKind::ReadersUnconfirmed, one.userId);
        wanted[one.resourceId].push_back(byId.value(one.userId));
    }
    const auto resources = co_await m_source.resources(wanted.keys(), stop);
    if (!resources)
        co_return failure(resources);
    QJsonArray all;
    int done = 0;
    for (const PassboltShared &resource : *resources) {
        if (stop.stop_requested())
            co_return failure(ErrorKind::Cancelled);
        Expected<PassboltOpenedSecret> opened = co_await m_source.openSecret(resource, stop);
        if (!opened && endsEverything(opened.error().kind))
            co_return failure(opened);
        if (!opened) {
            report.failures.push_back({resource.id, resource.name, opened.error()});
            continue;
        }
        if (!opened->vouched)
            report.unverified.append(resource.id);
        const auto vouched = opened->vouched ? PassboltReaders::Vouched::Yes : PassboltReaders::Vouched::No;
        const Expected<QJsonArray> messages =
            co_await m_readers.sealForOthers(std::move(opened->plaintext), wanted.value(resource.id), vouched, stop);
        if (!messages)
            co_return failure(messages);
        for (const QJsonValue message : *messages) {
            QJsonObject row = message.toObject();
            row.insert(QStringLiteral("resource_id"), resource.id);
            all.append(row);
        }
        if (progress)
            progress(++done, static_cast<int>(resources->size()));
    }
    co_return all;
}

Task<Expected<HttpResponse>> PassboltGroups::put(QString path, QJsonObject body, StopToken stop)
{
    co_return co_await m_api.call("PUT", std::move(path), QJsonDocument(body).toJson(QJsonDocument::Compact),
                                  std::move(stop));
}

} // namespace coffret
