// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/sealing/sealingpeople.h"

#include "core/base/logging.h"
#include "core/openpgp/displaytext.h"
#include "core/vault/support/lookalike.h"

#include <algorithm>

namespace coffret {

namespace {

/// "Ada Lovelace" of "Ada Lovelace <ada@example.org>"; the whole where it has no such form.
QString nameIn(const QString &userId)
{
    const qsizetype angle = userId.indexOf(QLatin1String(" <"));
    return angle > 0 ? userId.left(angle) : userId;
}

Grantee granteeOf(const SealingPerson &person)
{
    return {Grantee::Kind::Person, sealingPersonId(person), nameIn(person.name), emailOf(person.name), 0};
}

} // namespace

QString sealingPersonId(const SealingPerson &person)
{
    return ownerOf(person.name);
}

Sealing sealingOf(const Account &account)
{
    return {account.seals, account.keyFingerprint, account.sealedFor};
}

void setSealing(Account &account, const Sealing &sealing)
{
    account.seals = sealing.on;
    account.keyFingerprint = sealing.ownKey;
    account.sealedFor = sealing.people;
}

SealingPeople::SealingPeople(const Account &account, OpenPgp &openPgp, PinStore &pins, Keep keep)
    : m_accountId(account.id), m_sealing(sealingOf(account)), m_openPgp(openPgp), m_pins(pins), m_keep(std::move(keep))
{
}

Expected<void> SealingPeople::change(Sealing sealing)
{
    if (sealing.on && sealing.ownKey.isEmpty())
        return failure(ErrorKind::InvalidInput, QStringLiteral("no key of the user's"));
    if (sealing == m_sealing)
        return {};
    if (const Expected<void> kept = m_keep(sealing); !kept)
        return kept;
    m_sealing = std::move(sealing);
    return {};
}

Task<Expected<std::vector<ReaderKey>>> SealingPeople::people(StopToken stop)
{
    const auto self = shared_from_this();
    const Sealing sealing = m_sealing;
    const Expected<KeyInfo> own = co_await m_openPgp.findKey(sealing.ownKey);
    if (own)
        m_keys.insert(sealing.ownKey, *own);
    LookAlikes looks;
    std::vector<ReaderKey> readers;
    for (const SealingPerson &person : sealing.people) {
        if (stop.stop_requested())
            co_return failure(ErrorKind::Cancelled);
        const Expected<ReaderKey> reader = co_await judge(person);
        if (!reader)
            co_return failure(reader);
        looks.add(reader->person);
        readers.push_back(*reader);
    }
    for (ReaderKey &reader : readers)
        reader.lookAlike = looks.concerns(reader.person);
    co_return readers;
}

/// The pin speaks first: settings that name another key than the one the user compared were not written by the user.
Task<Expected<ReaderKey>> SealingPeople::judge(SealingPerson person)
{
    const auto self = shared_from_this();
    ReaderKey reader;
    reader.person = granteeOf(person);
    reader.fingerprint = person.fingerprint;
    reader.state = ReaderKey::State::Unusable;
    const QString pinned = m_pins.pinned(m_accountId, reader.person.id);
    if (!pinned.isEmpty() && pinned != person.fingerprint) {
        reader.state = ReaderKey::State::Changed;
        reader.pinnedFingerprint = pinned;
    }
    const Expected<KeyInfo> key = co_await m_openPgp.findKey(person.fingerprint);
    if (!key && key.error().kind != ErrorKind::NotFound && key.error().kind != ErrorKind::KeyUnusable)
        co_return failure(key);
    if (!key || !key->canReceive()) {
        qCWarning(lcVault) << "a key cannot be sealed for:" << person.fingerprint;
        m_keys.remove(person.fingerprint);
        reader.state = ReaderKey::State::Unusable;
        co_return reader;
    }
    m_keys.insert(person.fingerprint, *key);
    if (reader.state == ReaderKey::State::Changed)
        co_return reader;
    const Expected<PinStore::Match> match = m_pins.check(m_accountId, reader.person.id, person.fingerprint);
    if (!match) // nowhere to keep what is confirmed
        co_return failure(match);
    reader.state = m_pins.isConfirmed(m_accountId, reader.person.id, person.fingerprint) ? ReaderKey::State::Known
                                                                                         : ReaderKey::State::FirstSeen;
    co_return reader;
}

Task<Expected<void>> SealingPeople::addPerson(QByteArray armoredKey, StopToken stop)
{
    const auto self = shared_from_this();
    const Expected<KeyInfo> key = co_await m_openPgp.importPublicKey(armoredKey);
    if (!key)
        co_return failure(key);
    if (stop.stop_requested())
        co_return failure(ErrorKind::Cancelled);
    if (!key->canReceive())
        co_return failure(ErrorKind::KeyUnusable, key->fingerprint);
    if (key->fingerprint == m_sealing.ownKey)
        co_return failure(ErrorKind::InvalidInput, QStringLiteral("the user's own key"));
    const SealingPerson person{key->userId.isEmpty() ? key->fingerprint : key->userId, key->fingerprint};
    const QString id = sealingPersonId(person);
    Sealing sealing = m_sealing;
    sealing.people.removeIf([&](const SealingPerson &other) {
        return sealingPersonId(other) == id || other.fingerprint == person.fingerprint;
    });
    sealing.people.append(person);
    co_return change(std::move(sealing));
}

Expected<void> SealingPeople::removePerson(QString personId)
{
    Sealing sealing = m_sealing;
    sealing.people.removeIf([&](const SealingPerson &person) { return sealingPersonId(person) == personId; });
    return change(std::move(sealing));
}

Expected<void> SealingPeople::acceptKey(QString personId, QString fingerprint)
{
    return m_pins.accept(m_accountId, personId, fingerprint);
}

bool SealingPeople::isAsWanted(const std::optional<QStringList> &recipients, const Verdict &verdict) const
{
    if (!recipients || verdict.state != SignatureState::Expected || verdict.outOfOrder ||
        verdict.signerFingerprint != m_sealing.ownKey)
        return false;
    QStringList wanted{m_sealing.ownKey};
    for (const SealingPerson &person : m_sealing.people)
        wanted.append(person.fingerprint);
    QStringList left = *recipients;
    for (const QString &fingerprint : wanted) {
        const QStringList ids = m_keys.value(fingerprint).encryptionKeyIds;
        const auto his = std::find_if(left.begin(), left.end(), [&ids](const QString &id) { return ids.contains(id); });
        if (his == left.end())
            return false;
        left.erase(his);
    }
    return left.isEmpty();
}

Expected<void> SealingPeople::requireConfirmed(const std::vector<ReaderKey> &readers,
                                               const QStringList &confirmedFingerprints)
{
    return coffret::requireConfirmed(m_pins, m_accountId, readers, confirmedFingerprints);
}

Task<Expected<SecretBuffer>> SealingPeople::seal(SecretBuffer value, std::vector<ReaderKey> readers)
{
    const auto self = shared_from_this();
    const QString own = m_sealing.ownKey;
    QStringList recipients{own};
    for (const ReaderKey &reader : readers) {
        if (!m_pins.isConfirmed(m_accountId, reader.person.id, reader.fingerprint))
            co_return failure(ErrorKind::ReadersUnconfirmed, namesOf({reader.person}));
        recipients.append(reader.fingerprint);
    }
    const Expected<QByteArray> message = co_await m_openPgp.seal(std::move(value), recipients, own);
    if (!message)
        co_return failure(message);
    co_return SecretBuffer::copyOf({message->constData(), static_cast<std::size_t>(message->size())});
}

Task<Expected<OpenedMessage>> SealingPeople::open(QByteArray message, StopToken stop)
{
    OpenRequest request(std::move(message), signers());
    request.stop = std::move(stop);
    return m_openPgp.open(std::move(request));
}

QStringList SealingPeople::signers() const
{
    QStringList fingerprints;
    if (!m_sealing.ownKey.isEmpty())
        fingerprints.append(m_sealing.ownKey);
    for (const SealingPerson &person : m_sealing.people) {
        if (m_pins.isConfirmed(m_accountId, sealingPersonId(person), person.fingerprint))
            fingerprints.append(person.fingerprint);
    }
    return fingerprints;
}

SealingSize SealingPeople::size() const
{
    std::vector<KeyInfo> readers{m_keys.value(m_sealing.ownKey)};
    for (const SealingPerson &person : m_sealing.people)
        readers.push_back(m_keys.value(person.fingerprint));
    return {readers, m_keys.value(m_sealing.ownKey)};
}

} // namespace coffret
