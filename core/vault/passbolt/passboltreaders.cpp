// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/passbolt/passboltreaders.h"

#include "core/base/logging.h"
#include "core/openpgp/displaytext.h"
#include "core/vault/support/lookalike.h"

#include <QJsonObject>
#include <QSet>

#include <algorithm>

namespace coffret {

namespace {

/// Beyond this many, asking for all users at once is cheaper than one by one.
constexpr qsizetype AskedOneByOne = 8;

QString shown(const QString &text)
{
    return displayText(text.toUtf8().toStdString()).trimmed();
}

QString idOf(const QJsonValue &row, const char *key)
{
    const QString id = row[QLatin1String(key)].toString().toLower();
    return isUuid(id) ? id : QString();
}

bool canReceive(const QJsonValue &user)
{
    return user[QLatin1String("active")].toBool(true) && !user[QLatin1String("deleted")].toBool(false);
}

} // namespace

Grantee passboltPerson(const QJsonValue &user)
{
    Grantee person;
    person.id = idOf(user, "id");
    const QJsonValue profile = user[QLatin1String("profile")];
    const QString first = profile[QLatin1String("first_name")].toString();
    const QString last = profile[QLatin1String("last_name")].toString();
    person.name = shown(first + QLatin1Char(' ') + last);
    person.email = shown(user[QLatin1String("username")].toString());
    if (person.name.isEmpty())
        person.name = person.email;
    return person;
}

PassboltReaders::PassboltReaders(const Account &account, PassboltApi &api, OpenPgp &openPgp, PinStore &pins,
                                 const PassboltDirectory &directory)
    : m_account(account), m_api(api), m_openPgp(openPgp), m_pins(pins), m_directory(directory)
{
}

Task<Expected<PassboltReaderList>> PassboltReaders::readersOfResource(QString resourceId, StopToken stop)
{
    if (!isUuid(resourceId))
        co_return failure(ErrorKind::InvalidInput, QStringLiteral("not a resource id"));
    const Expected<QJsonValue> users =
        co_await m_api.fetch(QStringLiteral("/users.json?filter[has-access][]=%1").arg(resourceId), stop);
    if (!users)
        co_return failure(users);
    if (!users->isArray())
        co_return failure(ErrorKind::Malformed, QStringLiteral("not a list of users"));
    co_return co_await judge(users->toArray(), stop);
}

Task<Expected<PassboltReaderList>> PassboltReaders::readersOfFolder(QString folderId, StopToken stop)
{
    if (!isUuid(folderId))
        co_return failure(ErrorKind::InvalidInput, QStringLiteral("not a folder id"));
    const Expected<QJsonValue> folder =
        co_await m_api.fetch(QStringLiteral("/folders/%1.json?contain[permissions]=1").arg(folderId), stop);
    if (!folder)
        co_return failure(folder);
    QStringList ids;
    QJsonArray users;
    for (const QJsonValue permission : (*folder)[QLatin1String("permissions")].toArray()) {
        const QString id = idOf(permission, "aro_foreign_key");
        if (id.isEmpty())
            co_return failure(ErrorKind::Malformed, QStringLiteral("a permission of nobody"));
        if (permission[QLatin1String("aro")].toString() == QLatin1String("User")) {
            ids.append(id);
            continue;
        }
        const Expected<QJsonValue> members =
            co_await m_api.fetch(QStringLiteral("/users.json?filter[has-groups][]=%1").arg(id), stop);
        if (!members)
            co_return failure(members);
        for (const QJsonValue member : members->toArray())
            users.append(member);
    }
    const Expected<QJsonArray> named = co_await usersNamed(ids, stop);
    if (!named)
        co_return failure(named);
    for (const QJsonValue user : *named)
        users.append(user);
    co_return co_await judge(users, stop);
}

Task<Expected<PassboltReaderList>> PassboltReaders::readersNamed(QStringList userIds, StopToken stop)
{
    const Expected<QJsonArray> users = co_await usersNamed(userIds, stop);
    if (!users)
        co_return failure(users);
    Expected<PassboltReaderList> readers = co_await judge(*users, stop);
    if (!readers)
        co_return readers;
    for (const QString &id : std::as_const(userIds)) {
        const bool found = std::any_of(readers->begin(), readers->end(), [&id](const PassboltReader &reader) {
            return reader.key.person.id == id.toLower();
        });
        if (found || id.toLower() == ownId())
            continue;
        PassboltReader missing;
        missing.key.person.id = id.toLower();
        missing.key.person.name = id.toLower();
        missing.key.state = ReaderKey::State::Unusable;
        readers->push_back(std::move(missing));
    }
    co_return readers;
}

Task<Expected<std::vector<Grantee>>> PassboltReaders::personsNamed(QStringList userIds, StopToken stop)
{
    std::vector<Grantee> persons;
    QStringList unknown;
    for (const QString &id : std::as_const(userIds)) {
        const auto known = m_directory.users().constFind(id);
        if (known == m_directory.users().cend())
            unknown.append(id);
        else
            persons.push_back(Grantee{Grantee::Kind::Person, id, shown(known->name), shown(known->email), 0});
    }
    const Expected<QJsonArray> users = co_await usersNamed(unknown, stop);
    if (!users)
        co_return failure(users);
    for (const QJsonValue user : *users) {
        persons.push_back(passboltPerson(user));
        unknown.removeAll(persons.back().id);
    }
    for (const QString &id : std::as_const(unknown))
        persons.push_back(Grantee{Grantee::Kind::Person, id, id, QString(), 0});
    co_return persons;
}

/// Those who are gone are left out.
Task<Expected<QJsonArray>> PassboltReaders::usersNamed(QStringList userIds, StopToken stop)
{
    QStringList wanted;
    for (const QString &id : std::as_const(userIds)) {
        if (!isUuid(id))
            co_return failure(ErrorKind::InvalidInput, QStringLiteral("not a user id"));
        if (!wanted.contains(id.toLower()) && id.toLower() != ownId())
            wanted.append(id.toLower());
    }
    QJsonArray users;
    if (wanted.size() > AskedOneByOne) {
        const Expected<QJsonValue> all = co_await m_api.fetch(QStringLiteral("/users.json"), stop);
        if (!all)
            co_return failure(all);
        for (const QJsonValue user : all->toArray()) {
            if (wanted.contains(idOf(user, "id")))
                users.append(user);
        }
        co_return users;
    }
    for (const QString &id : std::as_const(wanted)) {
        const Expected<QJsonValue> user = co_await m_api.fetch(QStringLiteral("/users/%1.json").arg(id), stop);
        if (!user && user.error().kind == ErrorKind::NotFound)
            continue;
        if (!user)
            co_return failure(user);
        if (idOf(*user, "id") != id)
            co_return failure(ErrorKind::Malformed, QStringLiteral("another user than the one asked for"));
        users.append(*user);
    }
    co_return users;
}

Task<Expected<PassboltReaderList>> PassboltReaders::judge(QJsonArray users, StopToken stop)
{
    PassboltReaderList readers;
    QSet<QString> seen{ownId()};
    for (const QJsonValue user : std::as_const(users)) {
        Grantee person = passboltPerson(user);
        if (person.id.isEmpty())
            co_return failure(ErrorKind::Malformed, QStringLiteral("a user without an id"));
        if (!canReceive(user) || seen.contains(person.id)) // administrators are shown accounts that were never set up
            continue;
        if (stop.stop_requested())
            co_return failure(ErrorKind::Cancelled);
        seen.insert(person.id);
        const QJsonValue key = user[QLatin1String("gpgkey")];
        PassboltReader reader;
        reader.armoredKey = key[QLatin1String("armored_key")].toString().toLatin1();
        const QString claimed = key[QLatin1String("fingerprint")].toString().toUpper();
        reader.key = co_await judgeKey(person, claimed, reader.armoredKey);
        readers.push_back(std::move(reader));
    }
    markLookAlikes(readers);
    co_return readers;
}

/// Compared with everybody the server listed, the user included.
void PassboltReaders::markLookAlikes(PassboltReaderList &readers) const
{
    LookAlikes looks;
    for (const PassboltUser &user : m_directory.users())
        looks.add(Grantee{Grantee::Kind::Person, user.id, user.name, user.email, 0});
    for (const PassboltReader &reader : readers)
        looks.add(reader.key.person);
    for (PassboltReader &reader : readers)
        reader.key.lookAlike = looks.concerns(reader.key.person);
}

/// The pin speaks first: a key it contradicts does not even get into the keyring. claimed is what the server calls the
/// key; one under another's name is not used.
Task<ReaderKey> PassboltReaders::judgeKey(Grantee person, QString claimed, QByteArray armored)
{
    ReaderKey key;
    key.person = std::move(person);
    key.fingerprint = claimed;
    key.state = ReaderKey::State::Unusable;
    if (claimed.isEmpty() || armored.isEmpty())
        co_return key;
    const QString pinned = m_pins.pinned(m_account.id, key.person.id);
    if (!pinned.isEmpty() && pinned != claimed) {
        key.state = ReaderKey::State::Changed;
        key.pinnedFingerprint = pinned;
        co_return key;
    }
    if (!m_imported.contains(armored)) {
        const Expected<KeyInfo> imported = co_await m_openPgp.importPublicKey(armored);
        if (!imported) {
            qCWarning(lcVault) << "the key of a reader cannot be used:" << key.person.id << imported.error().detail;
            co_return key;
        }
        m_imported.insert(armored, *imported);
    }
    const KeyInfo info = m_imported.value(armored);
    if (info.fingerprint != claimed || !info.canReceive())
        co_return key;
    const Expected<PinStore::Match> match = m_pins.check(m_account.id, key.person.id, claimed);
    if (match && *match != PinStore::Match::Changed) // otherwise there is nowhere to keep what is confirmed
        key.state = m_pins.isConfirmed(m_account.id, key.person.id, claimed) ? ReaderKey::State::Known
                                                                             : ReaderKey::State::FirstSeen;
    co_return key;
}

Expected<void> PassboltReaders::requireConfirmed(const PassboltReaderList &readers,
                                                 const QStringList &confirmedFingerprints)
{
    std::vector<ReaderKey> keys;
    for (const PassboltReader &reader : readers)
        keys.push_back(reader.key);
    return coffret::requireConfirmed(m_pins, m_account.id, keys, confirmedFingerprints);
}

Task<Expected<QJsonArray>> PassboltReaders::sealFor(SecretBuffer plaintext, PassboltReaderList readers, StopToken stop)
{
    SecretBuffer forOthers = plaintext.clone();
    Expected<QJsonArray> messages =
        co_await sealForOthers(std::move(forOthers), std::move(readers), Vouched::Yes, stop);
    if (!messages)
        co_return messages;
    const QStringList self{m_account.keyFingerprint};
    const Expected<QByteArray> own = co_await m_openPgp.seal(std::move(plaintext), self, m_account.keyFingerprint);
    if (!own)
        co_return failure(own);
    messages->prepend(
        QJsonObject{{QStringLiteral("user_id"), ownId()}, {QStringLiteral("data"), QString::fromLatin1(*own)}});
    co_return messages;
}

Task<Expected<QJsonArray>> PassboltReaders::sealForOthers(SecretBuffer plaintext, PassboltReaderList readers,
                                                          Vouched vouched, StopToken stop)
{
    const QString signer = vouched == Vouched::Yes ? m_account.keyFingerprint : QString();
    QJsonArray messages;
    for (const PassboltReader &reader : std::as_const(readers)) {
        if (stop.stop_requested())
            co_return failure(ErrorKind::Cancelled);
        const QString id = reader.key.person.id;
        if (!m_pins.isConfirmed(m_account.id, id, reader.key.fingerprint))
            co_return failure(ErrorKind::ReadersUnconfirmed, namesOf({reader.key.person}));
        const QStringList recipient{reader.key.fingerprint};
        SecretBuffer copy = plaintext.clone();
        const Expected<QByteArray> message = co_await m_openPgp.seal(std::move(copy), recipient, signer);
        if (!message)
            co_return failure(message);
        messages.append(
            QJsonObject{{QStringLiteral("user_id"), id}, {QStringLiteral("data"), QString::fromLatin1(*message)}});
    }
    co_return messages;
}

} // namespace coffret
