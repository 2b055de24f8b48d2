// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/passbolt/passboltmetadata.h"

#include "core/base/logging.h"
#include "core/openpgp/encryptedmessage.h"
#include "core/openpgp/sessionkey.h"
#include "core/vault/passbolt/passbolticon.h"

#include <QCryptographicHash>
#include <QThread>

namespace coffret {

namespace {

using Kind = SecretJsonMember::Kind;
using Members = std::vector<SecretJsonMember>;

constexpr std::size_t PersonalAtATime = 8;
constexpr int PersonalRecipients = 4;

Members elementsOf(const Members &members, std::string_view key)
{
    const SecretJsonMember *const array = memberOf(members, key);
    return array != nullptr && array->kind == Kind::Array
               ? splitSecretJson(array->token, Kind::Array).value_or(Members())
               : Members();
}

QStringList urisOf(const Members &members)
{
    QStringList uris;
    for (const SecretJsonMember &element : elementsOf(members, "uris")) {
        QString uri = element.kind == Kind::String ? plainScalar(&element) : QString(); // empty where it is no text
        if (!uri.isEmpty())
            uris.append(std::move(uri));
    }
    return uris;
}

QList<PassboltCustomField> customFieldsOf(const Members &members)
{
    QList<PassboltCustomField> fields;
    for (const SecretJsonMember &element : elementsOf(members, "custom_fields")) {
        if (fields.size() == static_cast<qsizetype>(MaximumPassboltCustomFields))
            break;
        const auto item = splitSecretJson(element.token);
        if (element.kind != Kind::Object || !item)
            continue;
        PassboltCustomField field;
        field.id = plainText(*item, "id");
        field.label = plainText(*item, "metadata_key");
        field.value = plainScalar(memberOf(*item, "metadata_value"));
        field.hasValue = !field.value.isEmpty();
        if (!field.id.isEmpty())
            fields.append(field);
    }
    return fields;
}

/// The keys that metadata may be encrypted for: exactly one where it is the shared key, few where it is a person's.
int recipientsOf(const PassboltMetadata &metadata)
{
    return metadata.sharedKey ? 1 : PersonalRecipients;
}

PassboltMetadataOutcome outcomeOf(const Expected<OpenedMessage> &opened, const PassboltMetadataWork &work,
                                  bool trustedKey)
{
    PassboltMetadataOutcome outcome;
    outcome.keyMissing = !opened && opened.error().kind == ErrorKind::NotFound;
    if (!opened)
        return outcome;
    Expected<PassboltMetadataText> text = parseMetadata(opened->plaintext, work.objectType, work.typeId);
    outcome.misplaced = !text && text.error().kind == ErrorKind::Conflict;
    if (!text)
        return outcome;
    outcome.digest = messageDigest(work.metadata.message);
    outcome.signer = opened->verdict.signerFingerprint;
    outcome.signedAt = opened->verdict.signedAt;
    outcome.text = std::move(*text);
    outcome.verified = trustedKey && opened->verdict.state == SignatureState::Expected;
    return outcome;
}

} // namespace

bool endsEverything(ErrorKind kind)
{
    return kind == ErrorKind::Cancelled || kind == ErrorKind::WrongPassphrase || kind == ErrorKind::NoPinentry ||
           kind == ErrorKind::NoOpenPgp;
}

Expected<PassboltMetadataText> parseMetadata(const SecretBuffer &plaintext, const QString &objectType,
                                             const QString &typeId)
{
    const auto members = splitSecretJson(plaintext.view()); // numbers of any size stay what they are
    if (!members)
        return failure(ErrorKind::Malformed, QStringLiteral("metadata is not an object"));
    const auto textOf = [&members](std::string_view key) { return plainScalar(memberOf(*members, key)); };
    const QString kind = textOf("object_type");
    const QString type = textOf("resource_type_id");
    if (kind.isEmpty() || (type.isEmpty() && !typeId.isEmpty()))
        return failure(ErrorKind::Malformed, QStringLiteral("metadata that does not say of what"));
    if (kind != objectType)
        return failure(ErrorKind::Conflict, QStringLiteral("metadata of another kind"));
    if (!typeId.isEmpty() && type.compare(typeId, Qt::CaseInsensitive) != 0)
        return failure(ErrorKind::Conflict, QStringLiteral("metadata of another resource type"));
    PassboltMetadataText text;
    text.name = textOf("name");
    if (text.name.isEmpty() && objectType == QLatin1String(TagMetadataType))
        text.name = textOf("slug");
    text.username = textOf("username");
    text.description = textOf("description");
    text.uris = urisOf(*members);
    text.customFields = customFieldsOf(*members);
    text.icon = passboltIcon(memberOf(*members, "icon"));
    for (const PassboltCustomField &field : std::as_const(text.customFields)) {
        if (field.label == QLatin1String(CoffretTypeLabel))
            text.coffretType = secretTypeFromString(field.value);
    }
    return text;
}

PassboltMetadataReader::PassboltMetadataReader(OpenPgp &openPgp, WorkerPool &workers, PassboltSessionKeys *sessionKeys)
    : m_openPgp(openPgp)
    , m_workers(workers)
    , m_sessionKeys(sessionKeys)
    , m_keys(std::make_shared<PassboltMetadataKeys>())
{
}

void PassboltMetadataReader::startRound(std::shared_ptr<PassboltMetadataKeys> keys)
{
    m_keys = std::move(keys);
    m_previous = std::exchange(m_known, {});
}

void PassboltMetadataReader::clear()
{
    m_keys = std::make_shared<PassboltMetadataKeys>();
    m_signers.clear();
    m_known.clear();
    m_previous.clear();
}

/// The same message judged by the same expectations has the same outcome.
QByteArray PassboltMetadataReader::identityOf(const PassboltMetadataWork &work) const
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    const QString sharedKey = m_keys->fingerprintOf(work.metadata.keyId);
    for (const QString &part :
         {work.expectedSigners.join(QLatin1Char(' ')), work.metadata.keyId, sharedKey, work.objectType, work.typeId}) {
        hash.addData(part.toUtf8());
        hash.addData(QByteArrayView("\n", 1));
    }
    hash.addData(work.metadata.message);
    hash.addData(work.metadata.sharedKey ? QByteArrayView("1", 1) : QByteArrayView("0", 1));
    hash.addData(m_keys->isTrusted(work.metadata.keyId) ? QByteArrayView("1", 1) : QByteArrayView("0", 1));
    return hash.result();
}

Task<Expected<std::vector<PassboltMetadataOutcome>>>
PassboltMetadataReader::read(std::vector<PassboltMetadataWork> works, StopToken stop)
{
    const auto shared = std::make_shared<const Works>(std::move(works));
    Outcomes outcomes(shared->size());
    std::vector<QByteArray> identities(shared->size());
    Positions unread;
    for (std::size_t i = 0; i < shared->size(); ++i) {
        const QByteArray &identity = identities[i] = identityOf((*shared)[i]);
        auto known = m_known.constFind(identity);
        if (known == m_known.cend() && m_previous.contains(identity))
            known = m_known.insert(identity, m_previous.take(identity));
        if (known != m_known.cend())
            outcomes[i] = *known;
        else
            unread.push_back(i);
    }
    const Positions all = unread;
    const Expected<void> keyed = co_await readKnown(shared, unread, stop, outcomes);
    if (!keyed)
        co_return failure(keyed);
    Positions forSharedKey;
    Positions forOwnKey;
    for (const std::size_t i : unread)
        ((*shared)[i].metadata.sharedKey ? forSharedKey : forOwnKey).push_back(i);
    auto sharedTask = readShared(shared, std::move(forSharedKey), stop, outcomes); // runs on the workers meanwhile
    const Expected<void> personalDone = co_await readPersonal(shared, std::move(forOwnKey), stop, outcomes);
    const Expected<void> sharedDone = co_await sharedTask;
    if (!sharedDone)
        co_return failure(sharedDone);
    if (!personalDone)
        co_return failure(personalDone);
    for (const std::size_t i : all) {
        outcomes[i].signer = *m_signers.insert(outcomes[i].signer);
        if (outcomes[i].text) // what failed is tried again
            m_known.insert(identities[i], outcomes[i]);
    }
    co_return outcomes;
}

Task<Expected<OpenedMessage>> PassboltMetadataReader::open(PassboltMetadata metadata, QStringList expectedSigners,
                                                           StopToken stop)
{
    OpenRequest request(std::move(metadata.message), std::move(expectedSigners));
    request.maximumRecipients = recipientsOf(metadata);
    request.stop = std::move(stop);
    if (!metadata.sharedKey)
        co_return co_await m_openPgp.open(std::move(request));
    std::function<Expected<OpenedMessage>()> job = [keys = m_keys, keyId = metadata.keyId, request] {
        return keys->open(keyId, request);
    };
    Expected<OpenedMessage> opened = co_await m_workers.run(std::move(job));
    const bool trusted = m_keys->isTrusted(metadata.keyId);
    if (opened && !trusted && opened->verdict.state == SignatureState::Expected)
        opened->verdict.state = SignatureState::Foreign;
    co_return opened;
}

bool PassboltMetadataReader::wantsSessionKey(const PassboltMetadataWork &work) const
{
    return m_sessionKeys != nullptr && m_sessionKeys->isKept() && !work.resourceId.isEmpty();
}

void PassboltMetadataReader::collect(const PassboltMetadataWork &work, std::string_view sessionKey)
{
    if (!sessionKey.empty() && wantsSessionKey(work))
        m_sessionKeys->add(work.resourceId, work.modified, sessionKey);
}

/// Whether the ordinary way would judge the same. A session key opens a message whatever key it is for, so what is the
/// user's alone counts where the user signed it; gpg, which knows more of the keys than the server tells, judges the
/// rest.
bool PassboltMetadataReader::isSettled(const PassboltMetadataWork &work, const PassboltMetadataOutcome &outcome) const
{
    return work.metadata.sharedKey || (outcome.verified && m_sessionKeys->isOwner(outcome.signer));
}

/// What the session key is known of. positions: left are those that it did not open.
Task<Expected<void>> PassboltMetadataReader::readKnown(std::shared_ptr<const Works> works, Positions &positions,
                                                       StopToken stop, Outcomes &outcomes)
{
    Positions keyed;
    QHash<std::size_t, std::size_t> offsets;
    const auto sessionKeys = std::make_shared<SecretBuffer>();
    for (const std::size_t i : positions) {
        const PassboltMetadataWork &work = (*works)[i];
        const std::string_view key =
            wantsSessionKey(work) ? m_sessionKeys->find(work.resourceId, work.modified) : std::string_view();
        if (key.empty())
            continue;
        keyed.push_back(i);
        offsets.insert(i, sessionKeys->size());
        sessionKeys->append(key);
    }
    if (keyed.empty())
        co_return {};
    Opener open = [keys = m_keys, sessionKeys, offsets](std::size_t i, OpenRequest request) {
        return keys->openWith(sessionKeys->view().substr(offsets.value(i), SessionKeySize), request);
    };
    const Expected<void> done = co_await onWorkers(works, std::move(keyed), std::move(open), stop, outcomes);
    std::erase_if(positions, [&](std::size_t i) {
        const bool settled = outcomes[i].text && isSettled((*works)[i], outcomes[i]);
        if (!settled)
            outcomes[i] = PassboltMetadataOutcome();
        return settled;
    });
    co_return done;
}

Task<Expected<void>> PassboltMetadataReader::readShared(std::shared_ptr<const Works> works, Positions positions,
                                                        StopToken stop, Outcomes &outcomes)
{
    Opener open = [keys = m_keys, works](std::size_t i, OpenRequest request) {
        return keys->open((*works)[i].metadata.keyId, request);
    };
    return onWorkers(works, std::move(positions), std::move(open), std::move(stop), outcomes);
}

/// Fills in the outcomes and collects session keys.
Task<Expected<void>> PassboltMetadataReader::onWorkers(std::shared_ptr<const Works> works, Positions positions,
                                                       Opener open, StopToken stop, Outcomes &outcomes)
{
    const auto threads = static_cast<std::size_t>(qMax(1, QThread::idealThreadCount()));
    std::vector<Positions> shares(std::min(threads, positions.size()));
    for (std::size_t i = 0; i < positions.size(); ++i)
        shares[i % shares.size()].push_back(positions[i]);

    std::vector<Task<Part>> tasks;
    const bool keep = m_sessionKeys != nullptr && m_sessionKeys->isKept();
    for (const Positions &share : shares) {
        std::function<Part()> job = [keys = m_keys, works, share, open, keep, stop] {
            Part part;
            for (const std::size_t i : share) {
                if (stop.stop_requested())
                    break;
                const PassboltMetadataWork &work = (*works)[i];
                OpenRequest request(work.metadata.message, work.expectedSigners);
                request.maximumRecipients = recipientsOf(work.metadata);
                request.wantsSessionKey = keep && !work.resourceId.isEmpty();
                request.stop = stop;
                const Expected<OpenedMessage> opened = open(i, std::move(request));
                const bool trusted = !work.metadata.sharedKey || keys->isTrusted(work.metadata.keyId);
                part.positions.push_back(i);
                part.outcomes.push_back(outcomeOf(opened, work, trusted));
                // The session key opens it under any label: what nobody vouches for now would count later.
                if (opened && !opened->sessionKey.isEmpty() && part.outcomes.back().text && trusted) {
                    part.keyed.push_back(i);
                    part.sessionKeys.append(opened->sessionKey.view());
                }
            }
            return part;
        };
        tasks.push_back(m_workers.run(std::move(job)));
    }
    for (Task<Part> &task : tasks) {
        Part part = co_await task;
        for (std::size_t i = 0; i < part.positions.size(); ++i)
            outcomes[part.positions[i]] = std::move(part.outcomes[i]);
        for (std::size_t i = 0; i < part.keyed.size(); ++i)
            collect((*works)[part.keyed[i]], part.sessionKeys.view().substr(i * SessionKeySize, SessionKeySize));
    }
    if (stop.stop_requested())
        co_return failure(ErrorKind::Cancelled);
    co_return {};
}

Task<Expected<void>> PassboltMetadataReader::readPersonal(std::shared_ptr<const Works> works, Positions positions,
                                                          StopToken stop, Outcomes &outcomes)
{
    for (std::size_t start = 0; start < positions.size(); start += PersonalAtATime) {
        const std::size_t end = std::min(start + PersonalAtATime, positions.size());
        std::vector<Task<Expected<OpenedMessage>>> tasks;
        for (std::size_t p = start; p < end; ++p) {
            const PassboltMetadataWork &work = (*works)[positions[p]];
            OpenRequest request(work.metadata.message, work.expectedSigners);
            request.maximumRecipients = recipientsOf(work.metadata);
            request.wantsSessionKey = wantsSessionKey(work);
            request.stop = stop;
            tasks.push_back(m_openPgp.open(std::move(request)));
        }
        for (std::size_t p = start; p < end; ++p) {
            const Expected<OpenedMessage> opened = co_await tasks[p - start];
            if (!opened && endsEverything(opened.error().kind))
                co_return failure(opened);
            PassboltMetadataOutcome &outcome = outcomes[positions[p]];
            outcome = outcomeOf(opened, (*works)[positions[p]], true);
            if (outcome.text)
                collect((*works)[positions[p]], opened->sessionKey.view());
        }
    }
    co_return {};
}

} // namespace coffret
