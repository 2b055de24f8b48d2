// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demovault/fudo/fudostore.h"

#include "app/demovault/crypto/ids.h"
#include "app/demovault/crypto/sshkeys.h"

#include <QUrl>

#include <algorithm>
#include <array>

namespace coffret::demovault {
namespace {

constexpr qint64 firstId = 3260606130216239105;
const QString vaultName = QStringLiteral("fudo");
constexpr std::array policies = {"view_on_request", "view",     "full_edit", "view_on_request",
                                 "edit_on_request", "full_edit"};

QString typeOf(SecretKind kind)
{
    switch (kind) {
    case SecretKind::SshKey:
        return QStringLiteral("sshkey");
    case SecretKind::ApiKey:
        return QStringLiteral("apikey");
    case SecretKind::Certificate:
        return QStringLiteral("certificate");
    case SecretKind::Note:
    case SecretKind::Pin:
        return QStringLiteral("note");
    default:
        return QStringLiteral("login");
    }
}

/// Which of the seed this vault holds: no one-time codes alone, and not the entries about signatures.
bool belongsHere(int index, const SeedSecret &secret)
{
    return secret.kind != SecretKind::Totp && secret.condition == Condition::Sound && index % 3 != 1;
}

QJsonValue textOrNull(const QString &text)
{
    return text.isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(text);
}

int microsecondsOf(int index)
{
    // Some end in zeros, so that the fraction is shorter than six digits.
    const int raw = static_cast<int>((static_cast<quint32>(index) * 2654435761U) % 1'000'000U);
    return index % 4 == 0 ? raw / 100 * 100 : index % 7 == 0 ? raw / 10 * 10 : raw;
}

} // namespace

FudoStore::FudoStore(const Seed &seed, Values &values) : m_seed(seed), m_values(values)
{
    users.push_back(
        {nextId(QStringLiteral("user")), QStringLiteral("ada"), randomHex(32), QString::fromLatin1(randomHex(9))});
    users.push_back({nextId(QStringLiteral("user")), QStringLiteral("betty"), base32(randomHex(16)).left(21),
                     QString::fromLatin1(randomHex(9))});
    addCollections();
    addSecrets();
}

QString FudoStore::nextId(const QString &type)
{
    auto last = m_lastIds.find(type);
    if (last == m_lastIds.end())
        last = m_lastIds.insert(type, firstId - 1);
    return QString::number(++*last);
}

QString FudoStore::timeText(const QDateTime &time, int microseconds)
{
    QString fraction = QString::number(microseconds).rightJustified(6, QLatin1Char('0'));
    while (fraction.size() > 1 && fraction.endsWith(QLatin1Char('0')))
        fraction.chop(1);
    return time.toOffsetFromUtc(-7 * 3600).toString(QStringLiteral("yyyy-MM-dd HH:mm:ss")) + QLatin1Char('.') +
           fraction + QStringLiteral("-07");
}

QString FudoStore::now()
{
    const QDateTime time = QDateTime::currentDateTimeUtc();
    return timeText(time, time.time().msec() * 1000 + 417);
}

void FudoStore::addCollections()
{
    const QList<SeedCollection> &seeded = m_seed.collections();
    for (qsizetype i = 0; i < seeded.size(); ++i) {
        FudoCollection row;
        row.id = nextId(QStringLiteral("collection"));
        row.name = seeded[i].name;
        if (seeded[i].parent >= 0)
            row.parentId = collections[static_cast<std::size_t>(seeded[i].parent)].id;
        if (seeded[i].personal)
            row.ownerId = users[0].id;
        row.readOnly = row.name == QLatin1String("Payroll");
        const int number = static_cast<int>(i);
        row.createdAt = row.modifiedAt =
            timeText(QDateTime(QDate(2024, 3, 4), QTime(9, 0), Qt::UTC).addSecs(number * 61), microsecondsOf(number));
        insertCollection(std::move(row));
    }
}

void FudoStore::addSecrets()
{
    for (int i = 0; i < m_seed.size(); ++i) {
        const SeedSecret seeded = m_seed.secret(i);
        if (belongsHere(i, seeded))
            addSecret(i, seeded);
    }
}

void FudoStore::addSecret(int index, const SeedSecret &seeded)
{
    FudoSecret row;
    row.id = nextId(QStringLiteral("secret"));
    row.seedIndex = index;
    row.name = seeded.name;
    row.collectionId = collections[static_cast<std::size_t>(std::max(0, seeded.collection))].id;
    row.type = typeOf(seeded.kind);
    row.description = seeded.description;
    if (row.type != QLatin1String("note") && row.type != QLatin1String("certificate")) {
        row.login = seeded.username;
        if (index % 2 == 0)
            row.domain = seeded.domain;
    }
    row.policy = QLatin1String(policies[static_cast<std::size_t>(index) % policies.size()]);
    row.checkoutMode = index % 5 == 3 ? QStringLiteral("exclusive") : QStringLiteral("simple");
    row.needsApproval = row.policy == QLatin1String("view_on_request") && index % 13 == 6;
    row.createdAt = timeText(seeded.created, microsecondsOf(index));
    row.modifiedAt = timeText(seeded.modified, microsecondsOf(index + 1));
    // Somebody else already holds one of the exclusive ones.
    if (index == 3)
        row.checkouts.insert(users[1].id, {nextId(QStringLiteral("checkout")), {}});
    const FudoSecret &added = insertSecret(std::move(row));
    history.push_back({nextId(QStringLiteral("secret_history")), added.id, true, added.modifiedAt});
    for (const QString &uri : seeded.uris)
        uris.push_back({nextId(QStringLiteral("secret_uri")), added.id, uri, added.createdAt, added.createdAt});
}

const FudoUser *FudoStore::userByToken(const QByteArray &token) const
{
    const auto it =
        std::find_if(users.begin(), users.end(), [&token](const FudoUser &user) { return user.token == token; });
    return it == users.end() ? nullptr : &*it;
}

FudoCollection *FudoStore::collection(const QString &id)
{
    return m_collectionById.value(id);
}

FudoSecret *FudoStore::secret(const QString &id)
{
    return m_secretById.value(id);
}

FudoSecret &FudoStore::insertSecret(FudoSecret secret)
{
    FudoSecret &added = secrets.emplace_back(std::move(secret));
    m_secretById.insert(added.id, &added);
    return added;
}

FudoCollection &FudoStore::insertCollection(FudoCollection collection)
{
    FudoCollection &added = collections.emplace_back(std::move(collection));
    m_collectionById.insert(added.id, &added);
    return added;
}

void FudoStore::removeSecret(const QString &id)
{
    std::erase_if(history, [&id](const FudoHistory &row) { return row.secretId == id; });
    std::erase_if(uris, [&id](const FudoUri &row) { return row.secretId == id; });
    std::erase_if(secrets, [&id](const FudoSecret &row) { return row.id == id; });
    indexAgain(); // erasing moved the others
}

void FudoStore::removeCollection(const QString &id)
{
    std::erase_if(collections, [&id](const FudoCollection &row) { return row.id == id; });
    indexAgain();
}

void FudoStore::indexAgain()
{
    m_secretById.clear();
    for (FudoSecret &row : secrets)
        m_secretById.insert(row.id, &row);
    m_collectionById.clear();
    for (FudoCollection &row : collections)
        m_collectionById.insert(row.id, &row);
}

void FudoStore::restore(const Snapshot &snapshot)
{
    collections = snapshot.collections;
    secrets = snapshot.secrets;
    history = snapshot.history;
    uris = snapshot.uris;
    indexAgain();
}

const FudoUser *FudoStore::userByName(const QString &name) const
{
    const auto it =
        std::find_if(users.begin(), users.end(), [&name](const FudoUser &user) { return user.name == name; });
    return it == users.end() ? nullptr : &*it;
}

const FudoGrant *FudoStore::grant(const QString &secretId, const QString &userId) const
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const auto it = std::find_if(grants.begin(), grants.end(), [&](const FudoGrant &grant) {
        return grant.secretId == secretId && grant.userId == userId && grant.until > now;
    });
    return it == grants.end() ? nullptr : &*it;
}

void FudoStore::dropExpired()
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    for (FudoSecret &row : secrets) {
        if (!row.checkouts.isEmpty())
            row.checkouts.removeIf([&now](const auto &it) { return it->until.isValid() && it->until <= now; });
    }
}

bool FudoStore::mayUse(const FudoCollection &collection, const FudoUser &user) const
{
    return collection.ownerId.isEmpty() || collection.ownerId == user.id;
}

bool FudoStore::mayUse(const FudoSecret &secret, const FudoUser &user)
{
    const FudoCollection *parent = collection(secret.collectionId);
    return parent && mayUse(*parent, user);
}

QJsonObject FudoStore::secretRow(FudoSecret &secret, const FudoUser &user, Detail detail)
{
    const FudoCollection *parent = collection(secret.collectionId);
    QJsonObject row{{QStringLiteral("id"), secret.id},
                    {QStringLiteral("name"), secret.name},
                    {QStringLiteral("collection_id"), secret.collectionId},
                    {QStringLiteral("owner_id"), textOrNull(parent->ownerId)},
                    {QStringLiteral("collection_name"), parent->name},
                    {QStringLiteral("type"), secret.type},
                    {QStringLiteral("description"), textOrNull(secret.description)},
                    {QStringLiteral("login"), textOrNull(secret.login)},
                    {QStringLiteral("domain"), textOrNull(secret.domain)},
                    {QStringLiteral("has_secret"), secret.seedIndex >= 0 || !secret.secret.isEmpty()},
                    {QStringLiteral("access_policy"), secret.policy},
                    {QStringLiteral("checkout_mode"), secret.checkoutMode},
                    {QStringLiteral("my_checkout_id"), textOrNull(secret.checkouts.value(user.id).id)},
                    {QStringLiteral("created_at"), secret.createdAt},
                    {QStringLiteral("modified_at"), secret.modifiedAt},
                    {QStringLiteral("removed"), secret.removed ? QJsonValue(true) : QJsonValue(QJsonValue::Null)}};
    if (detail != Detail::Plain)
        addKeysAndValues(secret, detail, row);
    return row;
}

void FudoStore::addKeysAndValues(const FudoSecret &secret, Detail detail, QJsonObject &row)
{
    const bool hasKey = secret.type == QLatin1String("sshkey") || secret.type == QLatin1String("certificate");
    SecretValues values;
    if (secret.seedIndex >= 0 && (hasKey || detail == Detail::Values))
        values = m_values.of(vaultName, secret.seedIndex, m_seed.secret(secret.seedIndex));
    const auto chosen = [](const QString &written, const QByteArray &seeded) {
        return textOrNull(written.isEmpty() ? QString::fromUtf8(seeded) : written);
    };
    const QJsonValue certificate = chosen(secret.certificate, values.certificate);
    row[QLatin1String("certificate")] = certificate;
    row[QLatin1String("x509_pubkey_fingerprint_sha256")] =
        textOrNull(QString::fromLatin1(publicKeyFingerprint(certificate.toString().toUtf8())));
    row[QLatin1String("ssh_public_key")] = chosen({}, values.sshPublicKey);
    row[QLatin1String("ssh_fingerprint_sha256")] = chosen({}, values.sshFingerprint);
    if (detail == Detail::Values) {
        row[QLatin1String("secret")] = chosen(secret.secret, values.secret);
        row[QLatin1String("secret_passphrase")] = chosen(secret.passphrase, values.passphrase);
    }
}

QJsonObject FudoStore::uriRow(const FudoUri &uri, const FudoUser &)
{
    const FudoSecret *owner = secret(uri.secretId);
    const FudoCollection *parent = collection(owner->collectionId);
    const QUrl url(uri.uri);
    return {{QStringLiteral("id"), uri.id},
            {QStringLiteral("secret_id"), uri.secretId},
            {QStringLiteral("secret_name"), owner->name},
            {QStringLiteral("uri"), uri.uri},
            {QStringLiteral("collection_id"), owner->collectionId},
            {QStringLiteral("host"), textOrNull(url.host())},
            {QStringLiteral("port"), url.port() < 0 ? QJsonValue(QJsonValue::Null) : QJsonValue(url.port())},
            {QStringLiteral("login"), textOrNull(owner->login)},
            {QStringLiteral("domain"), textOrNull(owner->domain)},
            {QStringLiteral("vault"),
             parent->ownerId.isEmpty() ? QStringLiteral("organization") : QStringLiteral("personal")},
            {QStringLiteral("created_at"), uri.createdAt},
            {QStringLiteral("modified_at"), uri.modifiedAt},
            {QStringLiteral("removed"), QJsonValue::Null}};
}

} // namespace coffret::demovault
