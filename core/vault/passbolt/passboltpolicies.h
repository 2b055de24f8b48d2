// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/vault/passbolt/passboltapi.h"
#include "core/vault/vault.h"

#include <QJsonObject>
#include <QJsonValue>

#include <optional>

namespace coffret {

/// What an administrator can allow or forbid to a role.
enum class PassboltAction {
    PreviewSecrets,
    CopySecrets,
    SeeComments,
    SeeActivities,
    UseFolders,
    ShareFolders,
    UseTags,
    ViewShares,       ///< who else can read something
    FindUsersToShare, ///< persons among the suggestions
    FindGroupsToShare,
    ViewUsers,
    ViewGroups,
    AddGroups,
    Import,
    Export,
};

/// The rules of GET /rbacs/me.json together with whom they are for (GET /users/me.json). Clients follow them; the
/// server does not enforce most.
class PassboltRoleRules
{
public:
    PassboltRoleRules() = default;
    PassboltRoleRules(const QJsonValue &rules, const QJsonValue &me);

    /// Administrators may do everything. What no rule names is allowed, but for what the vendor's client forbids then.
    [[nodiscard]] bool allows(PassboltAction action) const;

private:
    QHash<QString, QString> m_functions; ///< how a rule decides, by the action's name
    bool m_isAdministrator = false;
    bool m_managesAGroup = false;
};

/// GET /password-expiry/settings.json.
struct PassboltExpiryPolicy
{
    bool expiresOnLostAccess = false; ///< the server does that
    bool renewsOnChange = false;      ///< a new password gets a new date, or none
    bool overridable = false;         ///< users may set other dates
    std::optional<int> defaultDays;   ///< nothing: no date of itself
};

/// GET /password-policies/settings.json: what a generator should make.
struct PassboltPasswordPolicy
{
    bool passphrases = false; ///< words rather than characters
    int length = 18;
    QStringList masks{
        QStringLiteral("upper"),       QStringLiteral("lower"), QStringLiteral("digit"),
        QStringLiteral("parenthesis"), QStringLiteral("char1"), QStringLiteral("char2"),
        QStringLiteral("char3"),       QStringLiteral("char4"), QStringLiteral("char5")}; ///< character sets
    bool excludeLookAlikes = true;
    int words = 9;
    QString separator = QStringLiteral(" ");
    QString wordCase = QStringLiteral("lowercase");
    bool checksDictionary = true; ///< the administrator wants values looked up in lists of stolen ones
    bool isServed = false;        ///< the server has such a policy and told it
    bool isChosen = false;        ///< by an administrator, not what the server comes with
};

[[nodiscard]] PassboltExpiryPolicy parseExpiryPolicy(const QJsonValue &body);
[[nodiscard]] PassboltPasswordPolicy parsePasswordPolicy(const QJsonValue &body);

/// How this server is set up and what its administrator lets the user do. Owned by PassboltVault, main thread. An
/// instance must outlive its running tasks.
class PassboltPolicies
{
public:
    explicit PassboltPolicies(PassboltApi &api) : m_api(api) {}

    /// After signing in. plugins is settings.passbolt.plugins. What this server does not have is off; what it cannot
    /// tell right now is at its default, except who the user is and the rules. Until all is there, and when this fails,
    /// what was known before holds.
    Task<Expected<void>> load(QJsonValue plugins, StopToken stop);
    void clear();
    /// What load() heard, as far as it matters, and the same again from another instance.
    [[nodiscard]] const QJsonObject &answers() const { return m_answers; }
    void take(QJsonObject answers);

    [[nodiscard]] bool hasPlugin(const char *name) const { return isPassboltPluginOn(m_plugins, name); }
    [[nodiscard]] bool allows(PassboltAction action) const { return m_rules.allows(action); }
    [[nodiscard]] bool hasFolders() const;
    [[nodiscard]] bool hasTags() const;
    /// Those that follow from the server's set-up and rules alone.
    [[nodiscard]] Capabilities capabilities() const;

    [[nodiscard]] const PassboltExpiryPolicy &expiry() const { return m_expiry; }
    [[nodiscard]] const PassboltPasswordPolicy &passwords() const { return m_passwords; }
    [[nodiscard]] bool allowsCsvExport() const { return m_allowsCsvExport; }
    [[nodiscard]] int maximumRevisions() const { return m_maximumRevisions; }

private:
    /// Undefined where the plugin is off or the server knows no such address.
    Task<Expected<QJsonValue>> ask(bool isOn, QString path, StopToken stop);
    /// The same, where a server that fails here does not keep anybody from signing in.
    Task<Expected<QJsonValue>> askInPassing(bool isOn, QString path, StopToken stop);

    PassboltApi &m_api;
    QJsonObject m_answers; ///< by what they are about; what the server does not have is not in it
    QJsonValue m_plugins;
    PassboltRoleRules m_rules;
    PassboltExpiryPolicy m_expiry;
    PassboltPasswordPolicy m_passwords;
    bool m_allowsCsvExport = false;
    int m_maximumRevisions = 1; ///< 1: no history
};

} // namespace coffret
