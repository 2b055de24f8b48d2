// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demovault/passbolt/settings.h"

namespace coffret::demovault {
namespace {

struct Locale
{
    const char *code;
    const char *label;
};
constexpr Locale locales[] = {{"de-DE", "Deutsch"},  {"en-UK", "English"}, {"es-ES", "Español"},
                              {"fr-FR", "Français"}, {"ja-JP", "日本語"},  {"nl-NL", "Nederlands"},
                              {"pl-PL", "Polski"},   {"sv-SE", "Svenska"}, {"uk-UA", "Українська"}};

struct Plugin
{
    const char *name;
    const char *version; ///< empty: not told
    bool guest;          ///< shown before sign-in, then without version
};
constexpr Plugin plugins[] = {
    {"rbacs", "1.0.0", false},
    {"export", "2.0.0", false},
    {"healthcheck", "", false},
    {"previewPassword", "", false},
    {"passwordExpiry", "1.0.0", false},
    {"resourceTypes", "1.0.0", false},
    {"totpResourceTypes", "1.0.0", false},
    {"mobile", "1.0.0", false},
    {"desktop", "", false},
    {"emailDigest", "1.0.0", false},
    {"jwtAuthentication", "3.3.0", true},
    {"accountRecoveryRequestHelp", "", true},
    {"smtpSettings", "1.0.0", false},
    {"selfRegistration", "1.0.0", true},
    {"healthcheckUi", "", false},
    {"passwordPolicies", "1.0.0", false},
    {"disableUser", "", false},
    {"userKeyPolicies", "1.0.0", true},
    {"exportPolicies", "1.0.0", true},
    {"safari", "", true},
    {"inFormIntegration", "1.0.0", true},
    {"emailNotificationSettings", "1.1.0", false},
    {"reports", "1.0.0", false},
    {"multiFactorAuthentication", "1.1.0", false},
    {"log", "1.0.1", false},
    {"folders", "2.0.0", false},
};

QJsonArray localeOptions()
{
    QJsonArray options;
    for (const Locale &locale : locales)
        options.append(QJsonObject{{QStringLiteral("locale"), QLatin1String(locale.code)},
                                   {QStringLiteral("label"), QString::fromUtf8(locale.label)}});
    return options;
}

QJsonObject rememberMeOptions()
{
    return {{QStringLiteral("300"), QStringLiteral("5 minutes")},
            {QStringLiteral("900"), QStringLiteral("15 minutes")},
            {QStringLiteral("1800"), QStringLiteral("30 minutes")},
            {QStringLiteral("3600"), QStringLiteral("1 hour")},
            {QStringLiteral("-1"), QStringLiteral("until I log out")}};
}

QJsonObject versioned(const char *version, bool signedIn)
{
    if (!signedIn)
        return {};
    return {{QStringLiteral("version"), QLatin1String(version)}};
}

void addSpecialPlugins(QJsonObject &object, bool signedIn)
{
    QJsonObject locale = versioned("3.2.0", signedIn);
    locale[QLatin1String("options")] = localeOptions();
    object[QLatin1String("locale")] = locale;
    QJsonObject rememberMe = versioned("2.0.0", signedIn);
    rememberMe[QLatin1String("options")] = rememberMeOptions();
    object[QLatin1String("rememberMe")] = rememberMe;
    if (!signedIn)
        return;
    const QJsonObject formats{{QStringLiteral("format"), QJsonArray{QStringLiteral("kdbx"), QStringLiteral("csv")}}};
    object[QLatin1String("import")] = QJsonObject{{QStringLiteral("version"), QStringLiteral("2.0.1")},
                                                  {QStringLiteral("enabled"), true},
                                                  {QStringLiteral("config"), formats}};
    object[QLatin1String("secretRevisions")] = QJsonObject{{QStringLiteral("version"), QStringLiteral("1.0.0")},
                                                           {QStringLiteral("enabled"), true},
                                                           {QStringLiteral("isInBeta"), true}};
    object[QLatin1String("metadata")] = QJsonObject{{QStringLiteral("version"), QStringLiteral("1.0.0")},
                                                    {QStringLiteral("enabled"), true},
                                                    {QStringLiteral("isInBeta"), false},
                                                    {QStringLiteral("autoSetupClientSide"), false}};
    object[QLatin1String("accountSettings")] = versioned("1.0.0", true);
    object[QLatin1String("passwordGenerator")] = versioned("4.2.0", true);
}

QJsonObject pluginSettings(bool signedIn, bool pro)
{
    QJsonObject object;
    for (const Plugin &plugin : plugins) {
        if (!signedIn && !plugin.guest)
            continue;
        QJsonObject row{{QStringLiteral("enabled"), true}};
        if (signedIn && *plugin.version)
            row[QLatin1String("version")] = QLatin1String(plugin.version);
        object[QLatin1String(plugin.name)] = row;
    }
    addSpecialPlugins(object, signedIn);
    if (signedIn && pro) {
        for (const char *name : {"tags", "auditLog", "passwordExpiryPolicies", "userPassphrasePolicies"})
            object[QLatin1String(name)] =
                QJsonObject{{QStringLiteral("enabled"), true}, {QStringLiteral("version"), QStringLiteral("1.0.0")}};
    }
    return object;
}

} // namespace

PassboltSettings::PassboltSettings(PassboltContext &context) : m_context(context) {}

void PassboltSettings::registerRoutes(Api &api)
{
    api.add(
        "GET", QStringLiteral("/healthcheck/status"),
        [](const Call &) { return Reply::ok(QStringLiteral("OK"), QStringLiteral("OK")); }, Api::Access::Public);
    api.add(
        "GET", QStringLiteral("/settings"), [this](const Call &call) { return Reply::ok(settings(call.user)); },
        Api::Access::Public);
    // Every name, the absent ones too: a policy may appear or go while the server runs.
    for (const char *name :
         {"metadata/types", "metadata/keys", "password-policies", "password-expiry", "export-policies",
          "secret-revisions", "user-key-policies", "account", "user-passphrase-policies"})
        api.add("GET", QStringLiteral("/%1/settings").arg(QLatin1String(name)),
                [this, name = QString::fromLatin1(name)](const Call &) {
                    const QJsonValue document = m_context.policies.document(name);
                    return document.isUndefined() ? Reply::error(404, QStringLiteral("Not Found"))
                                                  : Reply::ok(document);
                });
}

QJsonObject PassboltSettings::settings(bool signedIn) const
{
    QJsonObject app{{QStringLiteral("url"), m_context.baseUrl + QLatin1Char('/')},
                    {QStringLiteral("locale"), QStringLiteral("en-UK")}};
    if (signedIn) {
        app[QLatin1String("version")] = QJsonObject{{QStringLiteral("number"), QStringLiteral("5.12.0")},
                                                    {QStringLiteral("name"), QStringLiteral("Demonstration")}};
        app[QLatin1String("debug")] = 0;
        app[QLatin1String("server_timezone")] = QStringLiteral("UTC");
        app[QLatin1String("session_timeout")] = 24;
        app[QLatin1String("image_storage")] =
            QJsonObject{{QStringLiteral("public_path"), QStringLiteral("img/public/")}};
    }
    const QJsonObject noUrl{{QStringLiteral("url"), QString()}};
    const QJsonObject passbolt{
        {QStringLiteral("legal"),
         QJsonObject{{QStringLiteral("privacy_policy"), noUrl}, {QStringLiteral("terms"), noUrl}}},
        {QStringLiteral("edition"), m_context.options.pro ? QStringLiteral("pro") : QStringLiteral("ce")},
        {QStringLiteral("plugins"), pluginSettings(signedIn, m_context.options.pro)}};
    return {{QStringLiteral("app"), app}, {QStringLiteral("passbolt"), passbolt}};
}

} // namespace coffret::demovault
