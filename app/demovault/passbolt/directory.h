// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demovault/crypto/keyring.h"

#include <QJsonArray>
#include <QJsonObject>

#include <deque>
#include <vector>

namespace coffret::demovault {

struct PassboltUser
{
    QString id;
    QString username; ///< the e-mail address
    QString firstName;
    QString lastName;
    bool admin = false;
    DemoKey key;
    QString gpgKeyId;
    QString profileId;
    QDateTime created;
    QDateTime lastLoggedIn;
    bool active = true; ///< has set up the account; without that there is no key
    QDateTime disabled; ///< since when; invalid: not

    [[nodiscard]] bool maySignIn() const { return active && !disabled.isValid(); }
};

struct GroupMember
{
    QString id;
    QString userId;
    bool manager = false;
    QDateTime created;
};

struct PassboltGroup
{
    QString id;
    QString name;
    QDateTime created;
    QDateTime modified;
    QString createdBy;
    QString modifiedBy;
    std::vector<GroupMember> members;
};

/// Times as Passbolt writes them, "2024-07-08T08:06:25+00:00"; null for an invalid time.
[[nodiscard]] QJsonValue passboltTime(const QDateTime &time);

/// Users, groups and roles of one server, and how they look in its answers.
class Directory
{
public:
    Directory(QString mode, QString baseUrl);

    /// The id that a user of this name has or will have.
    [[nodiscard]] QString idOf(const QString &name) const;
    /// Without a key the user is one who was invited and has not set the account up yet.
    PassboltUser &addUser(const QString &name, const QString &firstName, const QString &lastName, bool admin,
                          DemoKey key);
    PassboltGroup &addGroup(const QString &name, const QString &manager, const QStringList &members);

    [[nodiscard]] const std::deque<PassboltUser> &users() const { return m_users; }
    [[nodiscard]] std::deque<PassboltGroup> &groups() { return m_groups; }
    [[nodiscard]] const std::deque<PassboltGroup> &groups() const { return m_groups; }
    [[nodiscard]] const PassboltUser *user(const QString &id) const;
    [[nodiscard]] PassboltUser *user(const QString &id);
    /// Somebody who can sign in with this key.
    [[nodiscard]] const PassboltUser *userByFingerprint(const QString &fingerprint) const;
    /// Whether anybody has this key, whether they may sign in or not.
    [[nodiscard]] bool hasKey(const QString &fingerprint) const;
    [[nodiscard]] const PassboltUser *userByName(const QString &firstName) const;
    [[nodiscard]] const PassboltGroup *group(const QString &id) const;
    [[nodiscard]] bool isMember(const QString &groupId, const QString &userId) const;

    /// With profile, key, role and groups, as /users.json shows a user.
    [[nodiscard]] QJsonObject fullUser(const PassboltUser &user) const;
    /// Only the row of the users table, as creator and modifier are shown.
    [[nodiscard]] QJsonObject plainUser(const PassboltUser &user) const;
    [[nodiscard]] QJsonObject profile(const PassboltUser &user, bool withAvatar = true) const;
    /// null for a user without one.
    [[nodiscard]] QJsonValue gpgKey(const PassboltUser &user) const;
    [[nodiscard]] QJsonObject role(const QString &name) const;
    [[nodiscard]] QString roleId(const QString &name) const;
    [[nodiscard]] QJsonArray groupsOf(const PassboltUser &user) const;
    [[nodiscard]] const QString &mode() const { return m_mode; }
    [[nodiscard]] const QString &baseUrl() const { return m_baseUrl; }

private:
    QString m_mode;
    QString m_baseUrl;
    std::deque<PassboltUser> m_users; // a deque, because others keep pointers to its elements
    std::deque<PassboltGroup> m_groups;
};

} // namespace coffret::demovault
