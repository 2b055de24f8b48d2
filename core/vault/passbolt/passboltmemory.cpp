// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/passbolt/passboltmemory.h"

#include "core/vault/passbolt/passboltdirectory.h"
#include "core/vault/passbolt/passboltloader.h"
#include "core/vault/passbolt/passboltpolicies.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <optional>

namespace coffret {

namespace {

constexpr const char *Form = "passbolt 1";
constexpr qsizetype LargestExtra = 1024 * 1024; // what a server may send as one row's metadata is less
constexpr qsizetype MostSlugs = 1000;
constexpr qsizetype UserParts = 4;

const QString UserIdKey = QStringLiteral("userId");
const QString VersionKey = QStringLiteral("version");
const QString EditionKey = QStringLiteral("edition");
const QString PoliciesKey = QStringLiteral("policies");
const QString SlugsKey = QStringLiteral("slugs");
const QString UsersKey = QStringLiteral("users");

/// What was put away, taken apart and found to make sense.
struct Recalled
{
    QHash<QString, QString> slugs;
    std::vector<PassboltUser> users;
};

bool areTexts(const QJsonArray &values)
{
    return std::all_of(values.begin(), values.end(), [](const QJsonValue &value) { return value.isString(); });
}

std::optional<Recalled> takeApart(const QJsonObject &content)
{
    const QJsonObject policies = content.value(PoliciesKey).toObject();
    const bool hasRules = policies.contains(QLatin1String("plugins")); // without them everything would be allowed
    if (!hasRules || !isUuid(content.value(UserIdKey).toString()) || !content.value(UsersKey).isArray() ||
        !content.value(SlugsKey).isObject())
        return std::nullopt;
    Recalled recalled;
    const QJsonObject slugs = content.value(SlugsKey).toObject();
    for (auto slug = slugs.begin(); slug != slugs.end(); ++slug) {
        if (!slug.value().isString() || recalled.slugs.size() >= MostSlugs)
            return std::nullopt;
        recalled.slugs.insert(slug.key(), slug.value().toString());
    }
    for (const QJsonValue entry : content.value(UsersKey).toArray()) {
        const QJsonArray user = entry.toArray();
        if (user.size() != UserParts || !areTexts(user) || !isUuid(user[0].toString()))
            return std::nullopt;
        recalled.users.push_back(
            {user[0].toString(), user[1].toString(), user[2].toString(), user[3].toString(), QByteArray()});
    }
    return recalled;
}

} // namespace

SecretBuffer PassboltMemory::surroundings() const
{
    if (d->userId.isEmpty() || d->policies.answers().isEmpty())
        return {};
    QJsonArray users;
    for (const PassboltUser &user : d->directory.users())
        users.append(QJsonArray{user.id, user.name, user.email, user.fingerprint});
    QJsonObject slugs;
    for (auto slug = d->loader.slugs().begin(); slug != d->loader.slugs().end(); ++slug)
        slugs.insert(slug.key(), slug.value());
    return packMemory(Form, {{UserIdKey, d->userId},
                             {VersionKey, d->facts.version},
                             {EditionKey, d->facts.edition},
                             {PoliciesKey, d->policies.answers()},
                             {SlugsKey, slugs},
                             {UsersKey, users}});
}

VaultMemory::Extras PassboltMemory::extras() const
{
    return [read = d->loader.allCustomFields(), recalled = d->loader.recalledExtras()](const QString &secretId) {
        const auto fields = read.constFind(secretId);
        return fields == read.cend() ? recalled.value(secretId) : passboltExtra(*fields);
    };
}

Expected<void> PassboltMemory::recall(const SecretBuffer &surroundings, QHash<QString, QByteArray> extras)
{
    const Expected<QJsonObject> content = unpackMemory(Form, surroundings);
    if (!content)
        return failure(content);
    std::optional<Recalled> recalled = takeApart(*content);
    if (!recalled)
        return failure(ErrorKind::Malformed, QStringLiteral("the memory of a Passbolt vault"));
    d->userId = content->value(UserIdKey).toString();
    d->facts.version = content->value(VersionKey).toString();
    d->facts.edition = content->value(EditionKey).toString();
    d->policies.take(content->value(PoliciesKey).toObject());
    d->directory.setOwnId(d->userId);
    d->directory.setUsers(std::move(recalled->users));
    d->loader.setFeatures(passboltFeatures(d->policies));
    d->loader.recall(std::move(recalled->slugs), std::move(extras));
    return {};
}

QByteArray passboltExtra(const QList<PassboltCustomField> &fields)
{
    QJsonArray list;
    for (const PassboltCustomField &field : fields)
        list.append(field.hasValue ? QJsonArray{field.id, field.label, field.value}
                                   : QJsonArray{field.id, field.label});
    return QJsonDocument(list).toJson(QJsonDocument::Compact);
}

QList<PassboltCustomField> passboltCustomFieldsIn(const QByteArray &extra)
{
    QList<PassboltCustomField> fields;
    if (extra.size() > LargestExtra)
        return fields;
    const QJsonArray list = QJsonDocument::fromJson(extra).array();
    if (static_cast<std::size_t>(list.size()) > MaximumPassboltCustomFields)
        return fields;
    for (const QJsonValue entry : list) {
        const QJsonArray field = entry.toArray();
        if (field.size() < 2 || field.size() > 3 || !areTexts(field))
            return {};
        fields.append({field[0].toString(), field[1].toString(), field[2].toString(), field.size() == 3});
    }
    return fields;
}

} // namespace coffret
