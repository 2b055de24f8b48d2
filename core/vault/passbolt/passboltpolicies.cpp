// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/passbolt/passboltpolicies.h"

#include "core/base/logging.h"

#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>
#include <array>

namespace coffret {

namespace {

/// allowedUnruled: what the vendor's client takes for granted where no rule names the action.
struct Action
{
    PassboltAction action;
    const char *name;
    bool allowedUnruled = true;
};
constexpr std::array Actions{
    Action{PassboltAction::PreviewSecrets, "Secrets.preview"},
    Action{PassboltAction::CopySecrets, "Secrets.copy"},
    Action{PassboltAction::SeeComments, "Resources.seeComments"},
    Action{PassboltAction::SeeActivities, "Resources.seeActivities"},
    Action{PassboltAction::UseFolders, "Folders.use"},
    Action{PassboltAction::ShareFolders, "Folders.share"},
    Action{PassboltAction::UseTags, "Tags.use"},
    Action{PassboltAction::ViewShares, "Share.viewList"},
    Action{PassboltAction::FindUsersToShare, "Share.viewUsersInAutocomplete"},
    Action{PassboltAction::FindGroupsToShare, "Share.viewGroupsInAutocomplete"},
    Action{PassboltAction::ViewUsers, "Users.viewWorkspace"},
    Action{PassboltAction::ViewGroups, "Users.viewGroups"},
    Action{PassboltAction::AddGroups, "GroupsAdd.addPost", false},
    Action{PassboltAction::Import, "Resources.import"},
    Action{PassboltAction::Export, "Resources.export"},
};

const QString PluginsKey = QStringLiteral("plugins");
const QString MeKey = QStringLiteral("me");
const QString RulesKey = QStringLiteral("rules");
const QString ExpiryKey = QStringLiteral("expiry");
const QString PasswordsKey = QStringLiteral("passwords");
const QString ExportKey = QStringLiteral("export");
const QString RevisionsKey = QStringLiteral("revisions");

/// Of what the server says about the user, which is much.
QJsonValue whatRulesAskOf(const QJsonValue &me)
{
    if (!me.isObject())
        return {QJsonValue::Undefined};
    const QLatin1String role("role");
    const QLatin1String groups("groups_users");
    return QJsonObject{{role, QJsonObject{{QStringLiteral("name"), me[role][QLatin1String("name")]}}},
                       {groups, me[groups]}};
}

/// The connection is at fault, not the one address that was asked.
bool concernsEverything(ErrorKind kind)
{
    return kind != ErrorKind::ServerFault && kind != ErrorKind::Malformed && kind != ErrorKind::InvalidInput;
}

} // namespace

PassboltRoleRules::PassboltRoleRules(const QJsonValue &rules, const QJsonValue &me)
    : m_isAdministrator(me[QLatin1String("role")][QLatin1String("name")] == QLatin1String("admin"))
{
    for (const QJsonValue rule : rules.toArray()) {
        for (const char *const kind : {"ui_action", "action"}) {
            const QString name = rule[QLatin1String(kind)][QLatin1String("name")].toString();
            if (!name.isEmpty())
                m_functions.insert(name, rule[QLatin1String("control_function")].toString());
        }
    }
    const QJsonArray groups = me[QLatin1String("groups_users")].toArray();
    m_managesAGroup = std::any_of(groups.begin(), groups.end(),
                                  [](const QJsonValue &group) { return group[QLatin1String("is_admin")].toBool(); });
}

bool PassboltRoleRules::allows(PassboltAction action) const
{
    if (m_isAdministrator)
        return true;
    const auto known = std::find_if(Actions.cbegin(), Actions.cend(),
                                    [action](const Action &entry) { return entry.action == action; });
    const auto rule = m_functions.constFind(QLatin1String(known->name));
    if (rule == m_functions.cend())
        return known->allowedUnruled;
    if (*rule == QLatin1String("AllowIfGroupManagerInOneGroup"))
        return m_managesAGroup;
    return *rule == QLatin1String("Allow"); // a function nobody knows yet allows nothing
}

PassboltExpiryPolicy parseExpiryPolicy(const QJsonValue &body)
{
    PassboltExpiryPolicy policy;
    policy.expiresOnLostAccess = body[QLatin1String("automatic_expiry")].toBool();
    policy.renewsOnChange = body[QLatin1String("automatic_update")].toBool();
    policy.overridable = body[QLatin1String("policy_override")].toBool();
    if (const int days = body[QLatin1String("default_expiry_period")].toInt(); days > 0)
        policy.defaultDays = days;
    return policy;
}

PassboltPasswordPolicy parsePasswordPolicy(const QJsonValue &body)
{
    PassboltPasswordPolicy policy;
    policy.isServed = body.isObject();
    policy.isChosen = policy.isServed && body[QLatin1String("source")] != QLatin1String("default");
    policy.passphrases = body[QLatin1String("default_generator")] == QLatin1String("passphrase");
    const QJsonValue password = body[QLatin1String("password_generator_settings")];
    policy.length = password[QLatin1String("length")].toInt(policy.length);
    policy.excludeLookAlikes = password[QLatin1String("exclude_look_alike_chars")].toBool(policy.excludeLookAlikes);
    if (password.isObject()) {
        policy.masks.clear();
        const QLatin1String prefix("mask_");
        for (const QString &key : password.toObject().keys()) {
            if (key.startsWith(prefix) && password[key].toBool())
                policy.masks.append(key.mid(prefix.size()));
        }
    }
    const QJsonValue passphrase = body[QLatin1String("passphrase_generator_settings")];
    policy.words = passphrase[QLatin1String("words")].toInt(policy.words);
    policy.separator = passphrase[QLatin1String("word_separator")].toString(policy.separator);
    policy.wordCase = passphrase[QLatin1String("word_case")].toString(policy.wordCase);
    policy.checksDictionary = body[QLatin1String("external_dictionary_check")].toBool(policy.checksDictionary);
    return policy;
}

Task<Expected<QJsonValue>> PassboltPolicies::ask(bool isOn, QString path, StopToken stop)
{
    if (!isOn)
        co_return QJsonValue(QJsonValue::Undefined);
    const Expected<QJsonValue> body = co_await m_api.fetch(std::move(path), std::move(stop));
    if (!body && (body.error().kind == ErrorKind::NotFound || body.error().kind == ErrorKind::Forbidden))
        co_return QJsonValue(QJsonValue::Undefined);
    co_return body;
}

Task<Expected<QJsonValue>> PassboltPolicies::askInPassing(bool isOn, QString path, StopToken stop)
{
    const Expected<QJsonValue> body = co_await ask(isOn, path, std::move(stop));
    if (body || concernsEverything(body.error().kind))
        co_return body;
    qCWarning(lcVault) << "a policy cannot be read:" << path;
    co_return QJsonValue(QJsonValue::Undefined);
}

Task<Expected<void>> PassboltPolicies::load(QJsonValue plugins, StopToken stop)
{
    const auto has = [&plugins](const char *plugin) { return isPassboltPluginOn(plugins, plugin); };
    auto meTask = ask(has("rbacs"), QStringLiteral("/users/me.json"), stop);
    auto rulesTask = ask(has("rbacs"), QStringLiteral("/rbacs/me.json"), stop);
    auto expiryTask = askInPassing(has("passwordExpiry"), QStringLiteral("/password-expiry/settings.json"), stop);
    auto passwordsTask =
        askInPassing(has("passwordPolicies"), QStringLiteral("/password-policies/settings.json"), stop);
    auto exportTask = askInPassing(has("exportPolicies"), QStringLiteral("/export-policies/settings.json"), stop);
    auto revisionsTask = askInPassing(has("secretRevisions"), QStringLiteral("/secret-revisions/settings.json"), stop);
    const Expected<QJsonValue> me = co_await meTask;
    const Expected<QJsonValue> rules = co_await rulesTask;
    const Expected<QJsonValue> expiry = co_await expiryTask;
    const Expected<QJsonValue> passwords = co_await passwordsTask;
    const Expected<QJsonValue> exporting = co_await exportTask;
    const Expected<QJsonValue> revisions = co_await revisionsTask;
    for (const Expected<QJsonValue> *const answer : {&me, &rules, &expiry, &passwords, &exporting, &revisions}) {
        if (!*answer)
            co_return failure(*answer);
    }
    take({{PluginsKey, plugins.isUndefined() ? QJsonValue() : plugins},
          {MeKey, whatRulesAskOf(*me)},
          {RulesKey, *rules},
          {ExpiryKey, *expiry},
          {PasswordsKey, *passwords},
          {ExportKey, *exporting},
          {RevisionsKey, *revisions}});
    co_return {};
}

void PassboltPolicies::take(QJsonObject answers)
{
    m_answers = std::move(answers);
    m_plugins = m_answers[PluginsKey];
    m_rules = PassboltRoleRules(m_answers[RulesKey], m_answers[MeKey]);
    m_expiry = parseExpiryPolicy(m_answers[ExpiryKey]);
    m_passwords = parsePasswordPolicy(m_answers[PasswordsKey]);
    m_allowsCsvExport = m_answers[ExportKey][QLatin1String("allow_csv_format")].toBool();
    m_maximumRevisions = m_answers[RevisionsKey][QLatin1String("max_revisions")].toInt(1);
}

void PassboltPolicies::clear()
{
    take({});
}

bool PassboltPolicies::hasFolders() const
{
    return hasPlugin("folders") && allows(PassboltAction::UseFolders);
}

bool PassboltPolicies::hasTags() const
{
    return hasPlugin("tags") && allows(PassboltAction::UseTags);
}

Capabilities PassboltPolicies::capabilities() const
{
    // A server that does not name this plugin is older than it; one that names it may have switched it off.
    const bool previews = m_plugins[QLatin1String("previewPassword")].isUndefined() || hasPlugin("previewPassword");
    Capabilities capabilities;
    capabilities.setFlag(Capability::Reveal, previews && allows(PassboltAction::PreviewSecrets));
    capabilities.setFlag(Capability::Copy, allows(PassboltAction::CopySecrets));
    capabilities.setFlag(Capability::CollectionTree, hasFolders());
    capabilities.setFlag(Capability::Tags, hasTags());
    capabilities.setFlag(Capability::Sharing, allows(PassboltAction::ViewShares));
    capabilities.setFlag(Capability::Groups, allows(PassboltAction::ViewGroups));
    capabilities.setFlag(Capability::Comments, allows(PassboltAction::SeeComments));
    capabilities.setFlag(Capability::Activity, hasPlugin("auditLog") && allows(PassboltAction::SeeActivities));
    capabilities.setFlag(Capability::History, m_maximumRevisions > 1);
    capabilities.setFlag(Capability::Expiry, hasPlugin("passwordExpiry"));
    capabilities.setFlag(Capability::ExpiryChoice, hasPlugin("passwordExpiry") && m_expiry.overridable);
    capabilities.setFlag(Capability::Import, hasPlugin("import") && allows(PassboltAction::Import));
    const bool exports = hasPlugin("export") && allows(PassboltAction::Export);
    capabilities.setFlag(Capability::Export, exports);
    // A server that is older than the policy has none to say, and its own page wrote such files.
    capabilities.setFlag(Capability::ClearExport, exports && (m_allowsCsvExport || !hasPlugin("exportPolicies")));
    capabilities.setFlag(Capability::FolderSharing,
                         hasFolders() && allows(PassboltAction::ViewShares) && allows(PassboltAction::ShareFolders));
    return capabilities;
}

} // namespace coffret
