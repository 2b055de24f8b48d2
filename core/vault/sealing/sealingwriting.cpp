// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/sealing/sealingwriting.h"

#include "core/vault/sealing/sealingparts.h"

#include <algorithm>

namespace coffret {

namespace {

using Parts = std::shared_ptr<SealingParts>;

bool seals(const SealingParts &parts, const SecretDraft &draft)
{
    return parts.people->setting().on && !draft.unseals;
}

bool isToBeSealed(const SecretField &field)
{
    return field.isProtected && !field.value.isEmpty();
}

/// What came as a message and would leave in the clear.
QStringList unsealedBy(const SealingParts &parts, const SecretDraft &draft)
{
    QStringList keys;
    const QSet<QString> sealed = parts.seen.value(draft.beganWith()).sealed;
    for (const SecretField &field : draft.fields) {
        if (draft.valuesChanged && sealed.contains(parts.valueKey(field.key)) && !field.value.isEmpty())
            keys.append(field.key);
    }
    return keys;
}

/// The draft with messages that say nothing in the place of its values, as long as the real ones at most.
SecretDraft inSize(const SecretDraft &draft, const SealingSize &size)
{
    SecretDraft probe = draft.clone();
    for (SecretField &field : probe.fields) {
        if (!isToBeSealed(field))
            continue;
        const qsizetype length = size.armored(static_cast<qsizetype>(field.value.size()));
        field.value = SecretBuffer::copyOf(std::string(static_cast<std::size_t>(length), '-'));
    }
    return probe;
}

bool isOfSealed(const SecretDraft &draft, const DraftIssue &issue)
{
    const SecretField *const field = draft.field(issue.key);
    return issue.kind == DraftIssue::Kind::TooLong && field != nullptr && isToBeSealed(*field);
}

Task<Expected<SecretDraft>> sealDraft(Parts parts, SecretDraft draft, QStringList confirmed, StopToken stop)
{
    Task<Expected<std::vector<ReaderKey>>> asking = parts->people->people(stop);
    const Expected<std::vector<ReaderKey>> readers = co_await asking;
    if (!readers)
        co_return failure(readers);
    const Expected<void> known = parts->people->requireConfirmed(*readers, confirmed);
    if (!known)
        co_return failure(known);
    for (SecretField &field : draft.fields) {
        if (!isToBeSealed(field))
            continue;
        if (stop.stop_requested())
            co_return failure(ErrorKind::Cancelled);
        Task<Expected<SecretBuffer>> sealing = parts->people->seal(std::move(field.value), *readers);
        Expected<SecretBuffer> message = co_await sealing;
        if (!message)
            co_return failure(message);
        field.value = *std::move(message);
    }
    for (const DraftIssue &issue : parts->vault->writing()->check(draft)) {
        if (issue.kind == DraftIssue::Kind::TooLong)
            co_return failure(ErrorKind::TooLong, QStringLiteral("%1 as a message").arg(issue.key));
    }
    co_return std::move(draft);
}

/// The draft as it may leave.
Task<Expected<SecretDraft>> prepare(Parts parts, SecretDraft draft, QStringList confirmed, StopToken stop)
{
    if (!draft.valuesChanged)
        co_return std::move(draft);
    if (!draft.vouchesForOthers && !parts->seen.value(draft.beganWith()).unvouched.isEmpty())
        co_return failure(ErrorKind::Conflict, QStringLiteral("nobody vouches for what it holds now"));
    if (seals(*parts, draft)) {
        Task<Expected<SecretDraft>> sealing = sealDraft(parts, std::move(draft), std::move(confirmed), std::move(stop));
        Expected<SecretDraft> sealed = co_await sealing;
        co_return std::move(sealed);
    }
    if (!draft.unseals && !unsealedBy(*parts, draft).isEmpty())
        co_return failure(ErrorKind::InvalidInput, QStringLiteral("it came sealed, and the account does not seal"));
    co_return std::move(draft);
}

/// What noteSent() wants to know of a draft that leaves like this.
std::vector<SentValue> sentBy(const SecretDraft &draft, bool sealed)
{
    std::vector<SentValue> sent;
    for (const SecretField &field : draft.fields) {
        if (!draft.valuesChanged || !field.isProtected)
            continue;
        const std::string_view value = field.value.view();
        sent.push_back({draft.id, field.key,
                        sealed ? QByteArray(value.data(), static_cast<qsizetype>(value.size())) : QByteArray()});
    }
    return sent;
}

Task<Expected<QString>> createSealed(Parts parts, SecretDraft draft, QStringList confirmed, StopToken stop)
{
    const bool sealed = seals(*parts, draft);
    const QString signer = parts->people->setting().ownKey;
    const QDateTime since = QDateTime::currentDateTimeUtc();
    Task<Expected<SecretDraft>> preparing = prepare(parts, std::move(draft), confirmed, stop);
    Expected<SecretDraft> ready = co_await preparing;
    if (!ready)
        co_return failure(ready);
    std::vector<SentValue> sent = sentBy(*ready, sealed);
    Task<Expected<QString>> creating = parts->vault->writing()->create(*std::move(ready), confirmed, stop);
    const Expected<QString> id = co_await creating;
    if (!id)
        co_return failure(id);
    for (SentValue &value : sent)
        value.secretId = *id;
    Task<void> noting = noteSent(parts, std::move(sent), signer, since);
    co_await noting;
    co_return id;
}

Task<Expected<void>> updateSealed(Parts parts, SecretDraft draft, QStringList confirmed, StopToken stop)
{
    const QString id = draft.id;
    const bool sealed = seals(*parts, draft);
    const QString signer = parts->people->setting().ownKey;
    const QDateTime since = QDateTime::currentDateTimeUtc();
    Task<Expected<SecretDraft>> preparing = prepare(parts, std::move(draft), confirmed, stop);
    Expected<SecretDraft> ready = co_await preparing;
    if (!ready)
        co_return failure(ready);
    std::vector<SentValue> sent = sentBy(*ready, sealed);
    Task<Expected<void>> updating = parts->vault->writing()->update(*std::move(ready), confirmed, stop);
    const Expected<void> done = co_await updating;
    if (!done)
        co_return done;
    parts->seen.remove(id);
    Task<void> noting = noteSent(parts, std::move(sent), signer, since);
    co_await noting;
    co_return done;
}

Task<Expected<std::vector<ReaderKey>>> readersOf(Parts parts, QString secretId, QString collectionId, StopToken stop)
{
    Task<Expected<std::vector<ReaderKey>>> asking =
        parts->vault->writing()->readers(std::move(secretId), std::move(collectionId), stop);
    Expected<std::vector<ReaderKey>> readers = co_await asking;
    if (!readers || !parts->people->setting().on)
        co_return readers;
    Task<Expected<std::vector<ReaderKey>>> looking = parts->people->people(stop);
    const Expected<std::vector<ReaderKey>> people = co_await looking;
    if (!people)
        co_return failure(people);
    readers->insert(readers->end(), people->begin(), people->end());
    co_return readers;
}

} // namespace

std::vector<SecretType> SealingWriting::creatableTypes() const
{
    return d->vault->writing()->creatableTypes();
}

std::vector<DraftIssue> SealingWriting::check(const SecretDraft &draft) const
{
    const VaultWriting &vendor = *d->vault->writing();
    std::vector<DraftIssue> issues = vendor.check(draft);
    if (!d->people->setting().on || draft.unseals) {
        if (draft.unseals)
            return issues;
        for (const QString &key : unsealedBy(*d, draft))
            issues.push_back({DraftIssue::Kind::Sealed, key});
        return issues;
    }
    std::erase_if(issues, [&draft](const DraftIssue &issue) { return isOfSealed(draft, issue); });
    const SealingSize size = d->people->size();
    for (DraftIssue issue : vendor.check(inSize(draft, size))) {
        if (!isOfSealed(draft, issue))
            continue;
        issue.limit = static_cast<int>(std::max<qsizetype>(0, size.plaintextWithin(issue.limit)));
        issues.push_back(issue);
    }
    return issues;
}

Task<Expected<std::vector<ReaderKey>>> SealingWriting::readers(QString secretId, QString collectionId, StopToken stop)
{
    return readersOf(d, std::move(secretId), std::move(collectionId), std::move(stop));
}

Task<Expected<QString>> SealingWriting::create(SecretDraft draft, QStringList confirmedFingerprints, StopToken stop)
{
    return createSealed(d, std::move(draft), std::move(confirmedFingerprints), std::move(stop));
}

Task<Expected<void>> SealingWriting::update(SecretDraft draft, QStringList confirmedFingerprints, StopToken stop)
{
    return updateSealed(d, std::move(draft), std::move(confirmedFingerprints), std::move(stop));
}

Task<Expected<void>> SealingWriting::remove(QString secretId, StopToken stop)
{
    return d->vault->writing()->remove(std::move(secretId), std::move(stop));
}

bool SealingWriting::canRemove() const
{
    return d->vault->writing()->canRemove();
}

bool SealingWriting::canMove() const
{
    return d->vault->writing()->canMove();
}

Task<Expected<void>> SealingWriting::move(QString secretId, QString collectionId, StopToken stop)
{
    return d->vault->writing()->move(std::move(secretId), std::move(collectionId), std::move(stop));
}

Task<Expected<void>> SealingWriting::setFavourite(QString secretId, bool favourite, StopToken stop)
{
    return d->vault->writing()->setFavourite(std::move(secretId), favourite, std::move(stop));
}

Task<Expected<void>> SealingWriting::setTags(QString secretId, QStringList tags, StopToken stop)
{
    return d->vault->writing()->setTags(std::move(secretId), std::move(tags), std::move(stop));
}

Task<Expected<void>> SealingWriting::setExpiry(QString secretId, QDateTime expires, StopToken stop)
{
    return d->vault->writing()->setExpiry(std::move(secretId), std::move(expires), std::move(stop));
}

Task<Expected<QString>> SealingWriting::createCollection(QString name, QString parentId, StopToken stop)
{
    return d->vault->writing()->createCollection(std::move(name), std::move(parentId), std::move(stop));
}

Task<Expected<void>> SealingWriting::renameCollection(QString collectionId, QString name, StopToken stop)
{
    return d->vault->writing()->renameCollection(std::move(collectionId), std::move(name), std::move(stop));
}

Task<Expected<void>> SealingWriting::removeCollection(QString collectionId, bool withContent, StopToken stop)
{
    return d->vault->writing()->removeCollection(std::move(collectionId), withContent, std::move(stop));
}

bool SealingWriting::canUpgrade() const
{
    return d->vault->writing()->canUpgrade();
}

std::optional<GeneratorPolicy> SealingWriting::generatorPolicy() const
{
    return d->vault->writing()->generatorPolicy();
}

bool SealingWriting::canUpgradeOne(const SecretSummary &summary) const
{
    return d->vault->writing()->canUpgradeOne(summary);
}

Task<Expected<UpgradePlan>> SealingWriting::planUpgrade(QString secretId, StopToken stop)
{
    return d->vault->writing()->planUpgrade(std::move(secretId), std::move(stop));
}

Task<Expected<JobReport>> SealingWriting::upgrade(Progress progress, StopToken stop)
{
    return d->vault->writing()->upgrade(std::move(progress), std::move(stop));
}

Task<Expected<void>> SealingWriting::upgradeOne(QString secretId, StopToken stop)
{
    return d->vault->writing()->upgradeOne(std::move(secretId), std::move(stop));
}

} // namespace coffret
