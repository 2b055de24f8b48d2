// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/sealing/sealingvault.h"

#include "core/base/logging.h"
#include "core/openpgp/encryptedmessage.h"
#include "core/vault/sealing/sealingenvironments.h"
#include "core/vault/sealing/sealingwriting.h"

#include <QUuid>

namespace coffret {

namespace {

using Parts = std::shared_ptr<SealingParts>;

/// What the ledger knows a field by: it wants a UUID.
QString ledgerId(const SealingParts &parts, const QString &secretId, const QString &fieldKey)
{
    static const QUuid Namespace(QStringLiteral("{6b8f3c2e-5d41-4a79-9c0e-1f7a52b6d083}"));
    const QString name = secretId + QLatin1Char('\n') + parts.valueKey(fieldKey);
    return QUuid::createUuidV5(Namespace, name).toString(QUuid::WithoutBraces);
}

Task<Expected<FetchedPayload>> withSigners(Parts parts, QString secretId, Task<Expected<FetchedPayload>> fetching)
{
    Expected<FetchedPayload> fetched = co_await fetching;
    if (!fetched || !fetched->ciphertext.isEmpty())
        co_return fetched;
    fetched->expectedSigners += parts->people->signers();
    if (secretId.isEmpty())
        co_return fetched;
    SealedValues seen;
    for (const SecretField &field : fetched->fields) {
        if (looksSealed(field.value.view()))
            seen.sealed.insert(parts->valueKey(field.key));
    }
    parts->seen.insert(secretId, seen);
    co_return fetched;
}

Task<Expected<void>> signedIn(Parts parts, StopToken stop)
{
    Task<Expected<void>> signing = parts->vault->signIn(stop);
    const Expected<void> done = co_await signing;
    if (!done || parts->people->setting().ownKey.isEmpty())
        co_return done;
    // For the limits of a form; who cannot be sealed for is said when it matters.
    Task<Expected<std::vector<ReaderKey>>> looking = parts->people->people(stop);
    co_await looking;
    co_return done;
}

/// Whether something is wrong with what came: a message that is out of order, or none where there was one.
Expected<bool> noteField(SealingParts &parts, const Sighting &sighting, bool isClear)
{
    if (isClear)
        return parts.ledger.hasVerified(parts.accountId, sighting.secretId);
    const auto noted = parts.ledger.note(parts.accountId, {sighting});
    if (!noted)
        return failure(noted);
    return noted->front();
}

Task<Verdict> weighed(Parts parts, SecretSummary summary, QString fieldKey, QByteArray ciphertext, Verdict verdict)
{
    const bool isClear = ciphertext.isEmpty();
    Sighting sighting;
    sighting.secretId = ledgerId(*parts, summary.id, fieldKey);
    sighting.message = messageDigest(ciphertext);
    sighting.verified = verdict.state == SignatureState::Expected;
    sighting.signer = verdict.signerFingerprint;
    sighting.signedAt = verdict.signedAt;
    sighting.modified = summary.modified;
    std::function<Expected<bool>()> job = [parts, sighting, isClear] { return noteField(*parts, sighting, isClear); };
    const Expected<bool> amiss = co_await parts->workers.run(std::move(job));
    if (!amiss)
        qCWarning(lcVault) << "what was opened cannot be noted:" << amiss.error().detail;
    if (isClear && amiss.value_or(false))
        verdict.state = SignatureState::Unsigned; // where somebody had signed
    else
        verdict.outOfOrder = amiss.value_or(false);
    verdict.orderUnknown = !amiss;
    if (!isVouched(verdict))
        parts->seen[summary.id].unvouched.insert(parts->valueKey(fieldKey));
    co_return verdict;
}

} // namespace

Task<Expected<bool>> wasSealed(std::shared_ptr<SealingParts> parts, QString secretId, QString fieldKey)
{
    const QString id = ledgerId(*parts, secretId, fieldKey);
    std::function<Expected<bool>()> job = [parts, id] { return parts->ledger.hasVerified(parts->accountId, id); };
    co_return co_await parts->workers.run(std::move(job));
}

Task<void> noteSent(std::shared_ptr<SealingParts> parts, std::vector<SentValue> values, QString signer, QDateTime since)
{
    if (values.empty())
        co_return;
    std::vector<Sighting> sightings;
    QStringList inTheClear;
    for (const SentValue &value : values) {
        const QString id = ledgerId(*parts, value.secretId, value.fieldKey);
        if (value.message.isEmpty())
            inTheClear.append(id);
        else
            sightings.push_back({id, Sighting::Part::Value, messageDigest(value.message), true, signer, since, {}});
    }
    std::function<Expected<void>()> job = [parts, sightings, inTheClear]() -> Expected<void> {
        for (const QString &id : inTheClear) {
            if (const auto done = parts->ledger.forgetValues(parts->accountId, id); !done)
                return done;
        }
        const auto noted = parts->ledger.note(parts->accountId, sightings);
        return noted ? Expected<void>() : failure(noted);
    };
    const Expected<void> done = co_await parts->workers.run(std::move(job));
    if (!done)
        qCWarning(lcVault) << "what was sent cannot be noted:" << done.error().detail;
}

SealingVault::SealingVault(const Account &account, std::unique_ptr<Vault> vendor, OpenPgp &openPgp, WorkerPool &workers,
                           PinStore &pins, TrustLedger &ledger, SealingPeople::Keep keep)
    : d(std::make_shared<SealingParts>(account, std::move(vendor), openPgp, workers, pins, ledger, std::move(keep)))
    , m_writing(std::make_unique<SealingWriting>(d))
    , m_environments(std::make_unique<SealingEnvironments>(d))
{
}

SealingVault::~SealingVault() = default;

Task<Expected<void>> SealingVault::signIn(StopToken stop)
{
    return signedIn(d, std::move(stop));
}

Task<Expected<void>> SealingVault::signOut()
{
    d->seen.clear();
    return d->vault->signOut();
}

Capabilities SealingVault::capabilities() const
{
    return d->vault->capabilities();
}

ServerFacts SealingVault::serverFacts() const
{
    return d->vault->serverFacts();
}

VaultWriting *SealingVault::writing()
{
    return d->vault->writing() == nullptr ? nullptr : m_writing.get();
}

VaultSharing *SealingVault::sharing()
{
    return d->vault->sharing();
}

VaultDiscussion *SealingVault::discussion()
{
    return d->vault->discussion();
}

VaultEnvironments *SealingVault::environments()
{
    return d->vault->environments() == nullptr ? nullptr : m_environments.get();
}

SecondFactor *SealingVault::secondFactor()
{
    return d->vault->secondFactor();
}

VaultCheckOut *SealingVault::checkOut()
{
    return d->vault->checkOut();
}

VaultSealing *SealingVault::sealing()
{
    return d->people.get();
}

VaultMemory *SealingVault::memory()
{
    return d->vault->memory();
}

Task<Expected<IndexPage>> SealingVault::fetchIndex(QString cursor, StopToken stop)
{
    return d->vault->fetchIndex(std::move(cursor), std::move(stop));
}

std::vector<FieldOutline> SealingVault::outline(const SecretSummary &summary) const
{
    return d->vault->outline(summary);
}

Task<Expected<FetchedPayload>> SealingVault::fetchPayload(SecretSummary summary, StopToken stop)
{
    const QString id = summary.id;
    return withSigners(d, id, d->vault->fetchPayload(std::move(summary), std::move(stop)));
}

void SealingVault::setAttended(bool attended)
{
    d->vault->setAttended(attended);
}

Task<Expected<FetchedPayload>> SealingVault::fetchUnattended(SecretSummary summary, StopToken stop)
{
    const QString id = summary.id;
    return withSigners(d, id, d->vault->fetchUnattended(std::move(summary), std::move(stop)));
}

Task<Expected<SecretSummary>> SealingVault::fetchSummary(QString secretId, StopToken stop)
{
    return d->vault->fetchSummary(std::move(secretId), std::move(stop));
}

Task<Expected<FetchedPayload>> SealingVault::fetchRevision(SecretSummary summary, QString revisionId, StopToken stop)
{
    const QString ofNoPresentValue;
    return withSigners(d, ofNoPresentValue,
                       d->vault->fetchRevision(std::move(summary), std::move(revisionId), std::move(stop)));
}

Task<Verdict> SealingVault::weigh(SecretSummary summary, QByteArray ciphertext, Verdict verdict)
{
    return d->vault->weigh(std::move(summary), std::move(ciphertext), std::move(verdict));
}

Task<Verdict> SealingVault::weighField(SecretSummary summary, QString fieldKey, QByteArray ciphertext, Verdict verdict)
{
    return weighed(d, std::move(summary), std::move(fieldKey), std::move(ciphertext), std::move(verdict));
}

Expected<ParsedSecret> SealingVault::parsePlaintext(const SecretSummary &summary, const SecretBuffer &plaintext) const
{
    return d->vault->parsePlaintext(summary, plaintext);
}

Task<void> SealingVault::learn(SecretSummary summary, SecretType type)
{
    return d->vault->learn(std::move(summary), type);
}

} // namespace coffret
