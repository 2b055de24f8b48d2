// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/settings.h"

#include "core/store/privatefile.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>

#include <algorithm>
#include <optional>

namespace coffret {

namespace {

constexpr int FormatVersion = 1;
constexpr int LongestSeconds = 600;
constexpr int LongestMinutes = 24 * 60;
constexpr int LongestDays = 30;
constexpr qsizetype LongestKeys = 64; // as they are written
constexpr int SmallestText = 100;
constexpr int LargestText = 200;

const QLatin1String VersionKey("version");
const QLatin1String AccountsKey("accounts");
const QLatin1String PreferencesKey("preferences");
const QLatin1String GeneratorKey("generator");
const QLatin1String LanguageKey("language");
const QLatin1String WindowKey("window");

struct Flag
{
    const char *key;
    bool Preferences::*member;
};
constexpr Flag Flags[] = {{"locksOnSuspend", &Preferences::locksOnSuspend},
                          {"locksWithScreen", &Preferences::locksWithScreen},
                          {"locksOnSwitch", &Preferences::locksOnSwitch},
                          {"locksWithLid", &Preferences::locksWithLid},
                          {"countsOtherUse", &Preferences::countsOtherUse},
                          {"presenting", &Preferences::presenting},
                          {"keepsRecent", &Preferences::keepsRecent},
                          {"namesInTray", &Preferences::namesInTray},
                          {"notifies", &Preferences::notifies},
                          {"namesInNotifications", &Preferences::namesInNotifications},
                          {"searchedByDesktop", &Preferences::searchedByDesktop},
                          {"knowsNoTray", &Preferences::knowsNoTray},
                          {"checksBreaches", &Preferences::checksBreaches}};

QString fileIn(const QString &folder)
{
    return folder + QStringLiteral("/settings.json");
}

QString idOf(const QJsonValue &account)
{
    return account.toObject().value(QLatin1String("id")).toString();
}

/// Nothing for an entry of a service this version does not know, or one without identity or server.
std::optional<Account> accountFromJson(const QJsonObject &json)
{
    const auto text = [&json](const char *key) { return json.value(QLatin1String(key)).toString(); };
    const auto service = serviceFromString(text("service"));
    Account account;
    account.id = text("id");
    account.server = QUrl(text("server"), QUrl::StrictMode);
    if (!service || account.id.isEmpty() || !account.server.isValid())
        return std::nullopt;
    account.service = *service;
    account.name = text("name");
    account.certificateAuthorities = text("certificateAuthorities").toUtf8();
    account.pinnedCertificate = QByteArray::fromHex(text("pinnedCertificate").toLatin1());
    account.userId = text("userId");
    account.keyFingerprint = text("keyFingerprint");
    account.serverFingerprint = text("serverFingerprint");
    account.portalUser = text("portalUser");
    account.givesBackCheckOuts = json.value(QLatin1String("givesBackCheckOuts")).toBool(true);
    for (const QJsonValue step : json.value(QLatin1String("switchedOff")).toArray())
        account.switchedOff.append(step.toString());
    for (const QJsonValue app : json.value(QLatin1String("appIds")).toArray())
        account.appIds.append(app.toString());
    account.keepsOffline = keepsOfflineFromString(text("keepsOffline"));
    account.seals = json.value(QLatin1String("seals")).toBool();
    for (const QJsonValue person : json.value(QLatin1String("sealedFor")).toArray())
        account.sealedFor.append(
            {person[QLatin1String("name")].toString(), person[QLatin1String("fingerprint")].toString()});
    return account;
}

/// Puts account over what the file said before, so that keys of other versions stay.
QJsonObject accountToJson(const Account &account, QJsonObject json)
{
    const auto set = [&json](const char *key, const QJsonValue &value) {
        const QLatin1String name(key);
        if (value.toString().isEmpty() && value.toArray().isEmpty() && !value.toBool())
            json.remove(name);
        else
            json.insert(name, value);
    };
    set("id", account.id);
    set("name", account.name);
    set("service", toString(account.service));
    set("server", account.server.toString(QUrl::FullyEncoded));
    set("certificateAuthorities", QString::fromUtf8(account.certificateAuthorities));
    set("pinnedCertificate", QString::fromLatin1(account.pinnedCertificate.toHex()));
    set("userId", account.userId);
    set("keyFingerprint", account.keyFingerprint);
    set("serverFingerprint", account.serverFingerprint);
    set("portalUser", account.portalUser);
    if (account.givesBackCheckOuts)
        json.remove(QLatin1String("givesBackCheckOuts"));
    else
        json.insert(QLatin1String("givesBackCheckOuts"), false);
    set("switchedOff", QJsonArray::fromStringList(account.switchedOff));
    set("appIds", QJsonArray::fromStringList(account.appIds));
    set("keepsOffline", account.keepsOffline == KeepsOffline::Used ? QString() : toString(account.keepsOffline));
    set("seals", account.seals);
    QJsonArray people;
    for (const SealingPerson &person : account.sealedFor)
        people.append(
            QJsonObject{{QStringLiteral("name"), person.name}, {QStringLiteral("fingerprint"), person.fingerprint}});
    set("sealedFor", people);
    return json;
}

QString languageFromJson(const QJsonObject &preferences)
{
    static const QRegularExpression code(QStringLiteral("^[a-z]{2,3}([_-][A-Za-z]{2,4})?$"));
    const QString language = preferences.value(LanguageKey).toString();
    return code.match(language).hasMatch() ? language : QString();
}

/// Values out of range count as not set.
Preferences preferencesFromJson(const QJsonObject &json)
{
    Preferences preferences;
    const auto readSeconds = [&json](const char *key, int &seconds) {
        const int value = json.value(QLatin1String(key)).toInt();
        if (value > 0 && value <= LongestSeconds)
            seconds = value;
    };
    readSeconds("revealSeconds", preferences.revealSeconds);
    readSeconds("clipboardSeconds", preferences.clipboardSeconds);
    const int minutes = json.value(QLatin1String("lockMinutes")).toInt(-1);
    if (minutes >= 0 && minutes <= LongestMinutes)
        preferences.lockMinutes = minutes;
    const int days = json.value(QLatin1String("offlineDays")).toInt(-1);
    if (days >= 0 && days <= LongestDays)
        preferences.offlineDays = days;
    for (const Flag &flag : Flags)
        preferences.*flag.member = json.value(QLatin1String(flag.key)).toBool(preferences.*flag.member);
    const QString lookupKeys = json.value(QLatin1String("lookupKeys")).toString(preferences.lookupKeys);
    if (lookupKeys.size() <= LongestKeys)
        preferences.lookupKeys = lookupKeys;
    const QString motion = json.value(QLatin1String("motion")).toString();
    if (motion == QLatin1String("reduced") || motion == QLatin1String("full"))
        preferences.motion = motion;
    preferences.language = languageFromJson(json);
    const int percent = json.value(QLatin1String("textPercent")).toInt();
    if (percent >= SmallestText && percent <= LargestText)
        preferences.textPercent = percent;
    const QString scheme = json.value(QLatin1String("colourScheme")).toString();
    if (scheme == QLatin1String("light") || scheme == QLatin1String("dark") || scheme == QLatin1String("contrast"))
        preferences.colourScheme = scheme;
    const QUrl breachAddress(json.value(QLatin1String("breachAddress")).toString(), QUrl::StrictMode);
    if (breachAddress.isValid() && breachAddress.scheme() == QLatin1String("https"))
        preferences.breachAddress = breachAddress;
    preferences.generator = generatorChoicesFromJson(json.value(GeneratorKey));
    preferences.listOrder = json.value(QLatin1String("listOrder")).toString(preferences.listOrder);
    preferences.window = windowPlaceFromJson(json.value(WindowKey));
    return preferences;
}

/// What the file said before, with these members in it, so that those of other versions stay.
QJsonObject over(QJsonObject before, const QJsonObject &members)
{
    for (auto member = members.begin(); member != members.end(); ++member)
        before.insert(member.key(), member.value());
    return before;
}

qsizetype positionOf(const QJsonArray &accounts, const QString &id)
{
    for (qsizetype i = 0; i < accounts.size(); ++i) {
        if (idOf(accounts.at(i)) == id)
            return i;
    }
    return -1;
}

bool hasExpectedShape(const QJsonDocument &document)
{
    const QJsonObject root = document.object();
    const QJsonValue accounts = root.value(AccountsKey);
    const QJsonValue preferences = root.value(PreferencesKey);
    return document.isObject() && root.value(VersionKey).isDouble() && (accounts.isArray() || accounts.isUndefined()) &&
           (preferences.isObject() || preferences.isUndefined());
}

} // namespace

Settings::Settings(QString folder) : m_folder(std::move(folder)), m_file(fileIn(m_folder)) {}

QString Settings::languageIn(const QString &folder)
{
    const auto contents = readPrivateFile(fileIn(folder));
    const QJsonDocument document = contents ? QJsonDocument::fromJson(*contents) : QJsonDocument();
    return languageFromJson(document.object().value(PreferencesKey).toObject());
}

Expected<void> Settings::load()
{
    m_loaded = false;
    m_movedAside.clear();
    adopt({});
    const auto contents = readPrivateFile(m_file);
    if (!contents && contents.error().kind == ErrorKind::NotFound) {
        m_loaded = true;
        return {};
    }
    if (!contents && contents.error().kind != ErrorKind::TooLarge)
        return failure(contents);
    const QJsonDocument document = contents ? QJsonDocument::fromJson(*contents) : QJsonDocument();
    if (!hasExpectedShape(document)) {
        const auto aside = moveAside(m_file);
        if (!aside)
            return failure(aside);
        m_movedAside = *aside;
        m_loaded = true;
        return {};
    }
    if (document.object().value(VersionKey).toInt() > FormatVersion)
        return failure(ErrorKind::Unsupported, m_file);
    adopt(document.object());
    m_loaded = true;
    return {};
}

const Account *Settings::account(const QString &id) const
{
    const auto found =
        std::find_if(m_accounts.cbegin(), m_accounts.cend(), [&id](const Account &one) { return one.id == id; });
    return found == m_accounts.cend() ? nullptr : &*found;
}

Expected<void> Settings::saveAccount(const Account &account)
{
    if (account.id.isEmpty() || !account.server.isValid())
        return failure(ErrorKind::InvalidInput, QStringLiteral("account without id or server"));
    QJsonArray accounts = m_root.value(AccountsKey).toArray();
    const qsizetype position = positionOf(accounts, account.id);
    if (position < 0)
        accounts.append(accountToJson(account, {}));
    else
        accounts.replace(position, accountToJson(account, accounts.at(position).toObject()));
    QJsonObject root = m_root;
    root.insert(AccountsKey, accounts);
    return replace(root);
}

Expected<void> Settings::removeAccount(const QString &id)
{
    QJsonArray accounts = m_root.value(AccountsKey).toArray();
    const qsizetype position = positionOf(accounts, id);
    if (position < 0)
        return failure(ErrorKind::NotFound, id);
    accounts.removeAt(position);
    QJsonObject root = m_root;
    root.insert(AccountsKey, accounts);
    return replace(root);
}

Expected<void> Settings::savePreferences(const Preferences &preferences)
{
    QJsonObject json = m_root.value(PreferencesKey).toObject();
    json.insert(QStringLiteral("revealSeconds"), preferences.revealSeconds);
    json.insert(QStringLiteral("clipboardSeconds"), preferences.clipboardSeconds);
    json.insert(QStringLiteral("lockMinutes"), preferences.lockMinutes);
    json.insert(QStringLiteral("offlineDays"), preferences.offlineDays);
    for (const Flag &flag : Flags)
        json.insert(QLatin1String(flag.key), preferences.*flag.member);
    json.insert(QStringLiteral("lookupKeys"), preferences.lookupKeys);
    json.insert(QStringLiteral("colourScheme"), preferences.colourScheme);
    json.insert(QStringLiteral("motion"), preferences.motion);
    json.insert(LanguageKey, preferences.language);
    json.insert(QStringLiteral("textPercent"), preferences.textPercent);
    if (preferences.breachAddress.isEmpty())
        json.remove(QStringLiteral("breachAddress"));
    else
        json.insert(QStringLiteral("breachAddress"), preferences.breachAddress.toString(QUrl::FullyEncoded));
    if (preferences.generator)
        json.insert(GeneratorKey,
                    over(json.value(GeneratorKey).toObject(), generatorChoicesToJson(*preferences.generator)));
    json.insert(QStringLiteral("listOrder"), preferences.listOrder);
    if (preferences.window)
        json.insert(WindowKey, over(json.value(WindowKey).toObject(), windowPlaceToJson(*preferences.window)));
    QJsonObject root = m_root;
    root.insert(PreferencesKey, json);
    return replace(root);
}

Expected<void> Settings::replace(const QJsonObject &root)
{
    if (!m_loaded)
        return failure(ErrorKind::StorageFault, m_file);
    QJsonObject versioned = root;
    versioned.insert(VersionKey, FormatVersion);
    const auto folder = makePrivateFolder(m_folder);
    if (!folder)
        return failure(folder);
    const auto written = writePrivateFile(m_file, QJsonDocument(versioned).toJson());
    if (!written)
        return failure(written);
    adopt(versioned);
    return {};
}

void Settings::adopt(const QJsonObject &root)
{
    m_root = root;
    m_accounts.clear();
    for (const QJsonValue entry : root.value(AccountsKey).toArray()) {
        if (auto account = accountFromJson(entry.toObject()))
            m_accounts.append(*std::move(account));
    }
    m_preferences = preferencesFromJson(root.value(PreferencesKey).toObject());
}

} // namespace coffret
