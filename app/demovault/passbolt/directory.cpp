// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demovault/passbolt/directory.h"

#include "app/demovault/crypto/ids.h"

#include <algorithm>

namespace coffret::demovault {
namespace {

const QDateTime founded(QDate(2023, 1, 2), QTime(7, 30), Qt::UTC);

} // namespace

QJsonValue passboltTime(const QDateTime &time)
{
    if (!time.isValid())
        return QJsonValue::Null;
    return time.toUTC().toString(QStringLiteral("yyyy-MM-ddTHH:mm:ss")) + QStringLiteral("+00:00");
}

Directory::Directory(QString mode, QString baseUrl) : m_mode(std::move(mode)), m_baseUrl(std::move(baseUrl)) {}

QString Directory::idOf(const QString &name) const
{
    return uuidOf(m_mode + QStringLiteral("/user/") + name);
}

PassboltUser &Directory::addUser(const QString &name, const QString &firstName, const QString &lastName, bool admin,
                                 DemoKey key)
{
    PassboltUser user;
    user.id = idOf(name);
    user.username = name + QStringLiteral("@halden.example");
    user.firstName = firstName;
    user.lastName = lastName;
    user.admin = admin;
    user.active = !key.fingerprint.isEmpty();
    user.key = std::move(key);
    user.gpgKeyId = uuidOf(m_mode + QStringLiteral("/gpgkey/") + name);
    user.profileId = uuidOf(m_mode + QStringLiteral("/profile/") + name);
    user.created = founded.addSecs(static_cast<qint64>(m_users.size()) * 3600);
    if (user.active)
        user.lastLoggedIn = user.created.addDays(400);
    return m_users.emplace_back(std::move(user));
}

PassboltGroup &Directory::addGroup(const QString &name, const QString &manager, const QStringList &members)
{
    PassboltGroup group;
    group.id = uuidOf(m_mode + QStringLiteral("/group/") + name);
    group.name = name;
    group.created = group.modified = founded.addDays(1);
    group.createdBy = group.modifiedBy = manager;
    const QStringList everyone = QStringList(manager) + members;
    for (const QString &member : everyone)
        group.members.push_back({uuidOf(group.id + member), member, member == manager, group.created});
    return m_groups.emplace_back(std::move(group));
}

const PassboltUser *Directory::user(const QString &id) const
{
    const auto it = std::find_if(m_users.begin(), m_users.end(), [&id](const PassboltUser &user) {
        return user.id.compare(id, Qt::CaseInsensitive) == 0;
    });
    return it == m_users.end() ? nullptr : &*it;
}

PassboltUser *Directory::user(const QString &id)
{
    return const_cast<PassboltUser *>(static_cast<const Directory *>(this)->user(id));
}

const PassboltUser *Directory::userByFingerprint(const QString &fingerprint) const
{
    const auto it = std::find_if(m_users.begin(), m_users.end(), [&fingerprint](const PassboltUser &user) {
        return user.maySignIn() && user.key.fingerprint.compare(fingerprint, Qt::CaseInsensitive) == 0;
    });
    return it == m_users.end() ? nullptr : &*it;
}

bool Directory::hasKey(const QString &fingerprint) const
{
    return std::any_of(m_users.begin(), m_users.end(),
                       [&fingerprint](const PassboltUser &user) { return user.key.fingerprint == fingerprint; });
}

const PassboltUser *Directory::userByName(const QString &firstName) const
{
    const auto it = std::find_if(m_users.begin(), m_users.end(),
                                 [&firstName](const PassboltUser &user) { return user.firstName == firstName; });
    return it == m_users.end() ? nullptr : &*it;
}

const PassboltGroup *Directory::group(const QString &id) const
{
    const auto it =
        std::find_if(m_groups.begin(), m_groups.end(), [&id](const PassboltGroup &group) { return group.id == id; });
    return it == m_groups.end() ? nullptr : &*it;
}

bool Directory::isMember(const QString &groupId, const QString &userId) const
{
    const PassboltGroup *found = group(groupId);
    return found && std::any_of(found->members.begin(), found->members.end(),
                                [&userId](const GroupMember &member) { return member.userId == userId; });
}

QJsonObject Directory::plainUser(const PassboltUser &user) const
{
    return {{QStringLiteral("id"), user.id},
            {QStringLiteral("role_id"), roleId(user.admin ? QStringLiteral("admin") : QStringLiteral("user"))},
            {QStringLiteral("username"), user.username},
            {QStringLiteral("active"), user.active},
            {QStringLiteral("deleted"), false},
            {QStringLiteral("disabled"), passboltTime(user.disabled)},
            {QStringLiteral("last_logged_in"), passboltTime(user.lastLoggedIn)},
            {QStringLiteral("created"), passboltTime(user.created)},
            {QStringLiteral("modified"), passboltTime(user.created)}};
}

QJsonObject Directory::profile(const PassboltUser &user, bool withAvatar) const
{
    const QJsonObject url{{QStringLiteral("medium"), m_baseUrl + QStringLiteral("/img/avatar/user_medium.png")},
                          {QStringLiteral("small"), m_baseUrl + QStringLiteral("/img/avatar/user.png")}};
    QJsonObject profile{{QStringLiteral("id"), user.profileId},
                        {QStringLiteral("user_id"), user.id},
                        {QStringLiteral("first_name"), user.firstName},
                        {QStringLiteral("last_name"), user.lastName},
                        {QStringLiteral("created"), passboltTime(user.created)},
                        {QStringLiteral("modified"), passboltTime(user.created)},
                        {QStringLiteral("avatar"), QJsonValue::Null}};
    if (withAvatar)
        profile[QLatin1String("avatar")] = QJsonObject{{QStringLiteral("url"), url}};
    return profile;
}

QJsonValue Directory::gpgKey(const PassboltUser &user) const
{
    if (!user.active)
        return QJsonValue::Null;
    return QJsonObject{{QStringLiteral("id"), user.gpgKeyId},
                       {QStringLiteral("user_id"), user.id},
                       {QStringLiteral("armored_key"), QString::fromLatin1(user.key.publicKey)},
                       {QStringLiteral("bits"), user.key.bits},
                       {QStringLiteral("uid"), user.key.userId},
                       {QStringLiteral("key_id"), user.key.fingerprint.right(16)},
                       {QStringLiteral("fingerprint"), user.key.fingerprint},
                       {QStringLiteral("type"), user.key.algorithm},
                       {QStringLiteral("expires"), QJsonValue::Null},
                       {QStringLiteral("key_created"), passboltTime(user.key.created)},
                       {QStringLiteral("deleted"), false},
                       {QStringLiteral("created"), passboltTime(user.created)},
                       {QStringLiteral("modified"), passboltTime(user.created)}};
}

QString Directory::roleId(const QString &name) const
{
    return uuidOf(m_mode + QStringLiteral("/role/") + name);
}

QJsonObject Directory::role(const QString &name) const
{
    const QString description = name == QLatin1String("admin")   ? QStringLiteral("Organization administrator")
                                : name == QLatin1String("guest") ? QStringLiteral("Non logged in user")
                                                                 : QStringLiteral("Logged in user");
    const QString created = QStringLiteral("2012-07-04T13:39:25+00:00");
    return {{QStringLiteral("id"), roleId(name)},
            {QStringLiteral("name"), name},
            {QStringLiteral("description"), description},
            {QStringLiteral("deleted"), QJsonValue::Null},
            {QStringLiteral("created_by"), QJsonValue::Null},
            {QStringLiteral("modified_by"), QJsonValue::Null},
            {QStringLiteral("deleted_by"), QJsonValue::Null},
            {QStringLiteral("created"), created},
            {QStringLiteral("modified"), created}};
}

QJsonArray Directory::groupsOf(const PassboltUser &user) const
{
    QJsonArray result;
    for (const PassboltGroup &group : m_groups) {
        for (const GroupMember &member : group.members) {
            if (member.userId == user.id)
                result.append(QJsonObject{{QStringLiteral("id"), member.id},
                                          {QStringLiteral("group_id"), group.id},
                                          {QStringLiteral("user_id"), user.id},
                                          {QStringLiteral("is_admin"), member.manager},
                                          {QStringLiteral("created"), passboltTime(member.created)}});
        }
    }
    return result;
}

QJsonObject Directory::fullUser(const PassboltUser &user) const
{
    QJsonObject object = plainUser(user);
    object[QLatin1String("groups_users")] = groupsOf(user);
    object[QLatin1String("profile")] = profile(user);
    object[QLatin1String("gpgkey")] = gpgKey(user);
    object[QLatin1String("role")] = role(user.admin ? QStringLiteral("admin") : QStringLiteral("user"));
    return object;
}

} // namespace coffret::demovault
