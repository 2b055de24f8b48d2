// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fakes.h"

#include <algorithm>

namespace coffret::fakes {

namespace {

constexpr int LongestName = 255;

template <typename List>
auto withId(List &list, const QString &id)
{
    return std::find_if(list.begin(), list.end(), [&id](const auto &item) { return item.id == id; });
}

} // namespace

std::vector<DraftIssue> FakeWriting::check(const SecretDraft &draft) const
{
    using Kind = DraftIssue::Kind;
    std::vector<DraftIssue> issues;
    if (draft.name.isEmpty())
        issues.push_back({Kind::Missing, QStringLiteral("name")});
    if (draft.name.size() > LongestName)
        issues.push_back({Kind::TooLong, QStringLiteral("name"), LongestName});
    if (needsCollection && draft.collectionId.isEmpty())
        issues.push_back({Kind::Missing, QStringLiteral("collection")});
    const auto forbid = [&](const QString &key, bool used) {
        const auto ofType = impossibleIn.find(draft.type);
        const bool isImpossible =
            impossible.contains(key) || (ofType != impossibleIn.end() && ofType->second.contains(key));
        if (used && isImpossible)
            issues.push_back({Kind::NotPossible, key});
    };
    forbid(QStringLiteral("username"), !draft.username.isEmpty());
    forbid(QStringLiteral("uris"), !draft.uris.isEmpty());
    forbid(QStringLiteral("description"), !draft.description.isEmpty());
    forbid(QStringLiteral("icon"), draft.icon.has_value());
    for (const SecretField &field : draft.fields) {
        forbid(field.key, true);
        if (field.key == primaryFieldKey(draft.type) && field.value.isEmpty())
            issues.push_back({Kind::Missing, field.key});
    }
    return issues;
}

Expected<void> FakeWriting::requireConfirmed(const QStringList &confirmedFingerprints)
{
    lastConfirmed = confirmedFingerprints;
    for (const ReaderKey &reader : otherReaders) {
        const bool known =
            reader.state == ReaderKey::State::Known ||
            (reader.state == ReaderKey::State::FirstSeen && confirmedFingerprints.contains(reader.fingerprint));
        if (!known)
            return failure(ErrorKind::ReadersUnconfirmed, reader.person.name);
    }
    return {};
}

Task<Expected<std::vector<ReaderKey>>> FakeWriting::readers(QString secretId, QString collectionId, StopToken stop)
{
    log.append(QStringLiteral("readers %1 %2").arg(secretId, collectionId));
    const Expected<void> entered = co_await m_server.enter(FakeServer::Call::Write, stop);
    if (!entered)
        co_return failure(entered);
    co_return std::as_const(otherReaders);
}

void FakeWriting::store(const SecretDraft &draft, const QString &id)
{
    auto place = withId(m_server.secrets, id);
    if (place == m_server.secrets.end()) {
        SecretSummary made;
        made.id = id;
        made.collectionId = draft.collectionId;
        made.right = AccessRight::Own;
        m_server.secrets.push_back(made);
        place = m_server.secrets.end() - 1;
    }
    place->type = draft.type;
    place->name = draft.name;
    place->username = draft.username;
    place->description = draft.description;
    place->uris = draft.uris;
    place->expires = draft.expires;
    place->icon = draft.icon.value_or(place->icon);
    place->modified =
        place->modified.isValid() ? place->modified.addSecs(60) : QDateTime::fromSecsSinceEpoch(1, Qt::UTC);
    if (!draft.valuesChanged)
        return;
    QByteArray text;
    for (const SecretField &field : draft.fields)
        text += (text.isEmpty() ? "" : "\n") + field.key.toUtf8() + '=' +
                QByteArray(field.value.view().data(), static_cast<qsizetype>(field.value.size()));
    m_server.setMessage(id, FakeOpenPgp::sealed(text, signer), {signer});
}

Task<Expected<QString>> FakeWriting::create(SecretDraft draft, QStringList confirmedFingerprints, StopToken stop)
{
    log.append(QStringLiteral("create ") + draft.name);
    const Expected<void> entered = co_await m_server.enter(FakeServer::Call::Write, stop);
    if (!entered)
        co_return failure(entered);
    const Expected<void> confirmed = requireConfirmed(confirmedFingerprints);
    if (!confirmed)
        co_return failure(confirmed);
    const QString id = QStringLiteral("new-%1").arg(++m_made);
    store(draft, id);
    lastDraft = std::make_shared<SecretDraft>(std::move(draft));
    if (losesAnswers)
        co_return failure(ErrorKind::TimedOut);
    co_return id;
}

Task<Expected<void>> FakeWriting::update(SecretDraft draft, QStringList confirmedFingerprints, StopToken stop)
{
    log.append(QStringLiteral("update ") + draft.id);
    const Expected<void> entered = co_await m_server.enter(FakeServer::Call::Write, stop);
    if (!entered)
        co_return failure(entered);
    const auto place = withId(m_server.secrets, draft.id);
    if (place == m_server.secrets.end())
        co_return failure(ErrorKind::NotFound);
    if (place->modified > draft.baseModified)
        co_return failure(ErrorKind::Conflict);
    const Expected<void> confirmed = requireConfirmed(confirmedFingerprints);
    if (!confirmed)
        co_return failure(confirmed);
    store(draft, draft.id);
    lastDraft = std::make_shared<SecretDraft>(std::move(draft));
    if (losesAnswers)
        co_return failure(ErrorKind::TimedOut);
    co_return Expected<void>();
}

Task<Expected<void>> FakeWriting::remove(QString secretId, StopToken stop)
{
    log.append(QStringLiteral("remove ") + secretId);
    const Expected<void> entered = co_await m_server.enter(FakeServer::Call::Write, stop);
    if (entered)
        std::erase_if(m_server.secrets, [&](const SecretSummary &secret) { return secret.id == secretId; });
    co_return entered;
}

Task<Expected<void>> FakeWriting::move(QString secretId, QString collectionId, StopToken stop)
{
    log.append(QStringLiteral("move %1 to %2").arg(secretId, collectionId));
    const Expected<void> entered = co_await m_server.enter(FakeServer::Call::Write, stop);
    const auto place = withId(m_server.secrets, secretId);
    if (entered && place != m_server.secrets.end())
        place->collectionId = collectionId;
    co_return entered;
}

Task<Expected<void>> FakeWriting::setFavourite(QString secretId, bool favourite, StopToken stop)
{
    log.append(QStringLiteral("favourite %1 %2").arg(secretId).arg(favourite));
    const Expected<void> entered = co_await m_server.enter(FakeServer::Call::Write, stop);
    const auto place = withId(m_server.secrets, secretId);
    if (entered && place != m_server.secrets.end())
        place->markers.setFlag(Marker::Favourite, favourite);
    co_return entered;
}

Task<Expected<void>> FakeWriting::setTags(QString secretId, QStringList tags, StopToken stop)
{
    log.append(QStringLiteral("tags %1 %2").arg(secretId, tags.join(QLatin1Char(','))));
    const Expected<void> entered = co_await m_server.enter(FakeServer::Call::Write, stop);
    const auto place = withId(m_server.secrets, secretId);
    if (entered && place != m_server.secrets.end())
        place->tags = tags;
    co_return entered;
}

Task<Expected<void>> FakeWriting::setExpiry(QString secretId, QDateTime expires, StopToken stop)
{
    log.append(QStringLiteral("expiry %1 %2").arg(secretId, expires.date().toString(Qt::ISODate)));
    const Expected<void> entered = co_await m_server.enter(FakeServer::Call::Write, stop);
    const auto place = withId(m_server.secrets, secretId);
    if (entered && place != m_server.secrets.end())
        place->expires = expires;
    co_return entered;
}

Task<Expected<QString>> FakeWriting::createCollection(QString name, QString parentId, StopToken stop)
{
    log.append(QStringLiteral("create folder %1 in %2").arg(name, parentId));
    const Expected<void> entered = co_await m_server.enter(FakeServer::Call::Write, stop);
    if (!entered)
        co_return failure(entered);
    const QString id = QStringLiteral("folder-%1").arg(++m_made);
    m_server.collections.push_back({id, parentId, name, AccessRight::Own, false});
    co_return id;
}

Task<Expected<void>> FakeWriting::renameCollection(QString collectionId, QString name, StopToken stop)
{
    log.append(QStringLiteral("rename folder %1 to %2").arg(collectionId, name));
    const Expected<void> entered = co_await m_server.enter(FakeServer::Call::Write, stop);
    const auto place = withId(m_server.collections, collectionId);
    if (entered && place != m_server.collections.end())
        place->name = name;
    co_return entered;
}

Task<Expected<void>> FakeWriting::removeCollection(QString collectionId, bool withContent, StopToken stop)
{
    log.append(QStringLiteral("remove folder %1 %2")
                   .arg(collectionId, withContent ? QStringLiteral("with content") : QStringLiteral("alone")));
    const Expected<void> entered = co_await m_server.enter(FakeServer::Call::Write, stop);
    if (!entered)
        co_return entered;
    std::erase_if(m_server.collections, [&](const Collection &c) { return c.id == collectionId; });
    if (withContent)
        std::erase_if(m_server.secrets, [&](const SecretSummary &s) { return s.collectionId == collectionId; });
    co_return entered;
}

bool FakeWriting::canUpgradeOne(const SecretSummary &summary) const
{
    return canUpgrade() && summary.vendorType == QLatin1String("old");
}

Task<Expected<UpgradePlan>> FakeWriting::planUpgrade(QString secretId, StopToken stop)
{
    const Expected<void> entered = co_await m_server.enter(FakeServer::Call::Write, stop);
    if (!entered)
        co_return failure(entered);
    UpgradePlan plan = upgrading.value_or(UpgradePlan());
    plan.secrets = static_cast<int>(
        std::count_if(m_server.secrets.begin(), m_server.secrets.end(), [&](const SecretSummary &secret) {
            return canUpgradeOne(secret) && (secretId.isEmpty() || secret.id == secretId);
        }));
    co_return plan;
}

Task<Expected<JobReport>> FakeWriting::upgrade(Progress progress, StopToken stop)
{
    JobReport report;
    report.failures = std::exchange(notUpgraded, {});
    QStringList ids;
    for (const SecretSummary &secret : m_server.secrets) {
        if (canUpgradeOne(secret))
            ids.append(secret.id);
    }
    for (const QString &id : std::as_const(ids)) {
        const Expected<void> done = co_await upgradeOne(id, stop);
        if (!done && done.error().kind == ErrorKind::Cancelled) {
            report.cancelled = true;
            co_return report;
        }
        if (!done)
            co_return failure(done);
        progress(++report.done, static_cast<int>(ids.size()));
    }
    co_return report;
}

Task<Expected<void>> FakeWriting::upgradeOne(QString secretId, StopToken stop)
{
    log.append(QStringLiteral("upgrade ") + secretId);
    const Expected<void> entered = co_await m_server.enter(FakeServer::Call::Write, stop);
    const auto place = withId(m_server.secrets, secretId);
    if (entered && place != m_server.secrets.end())
        place->vendorType = QStringLiteral("new");
    co_return entered;
}

} // namespace coffret::fakes
