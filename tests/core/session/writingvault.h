// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/fakes.h"

#include <algorithm>

namespace coffret::fakes {

/// A FakeVault that can be written to. What it is told is done to the FakeServer; values are not kept.
class WritingVault final : public Vault, public VaultWriting
{
public:
    /// Outlives the vault.
    struct Log
    {
        QStringList calls;               ///< "create", "update s000001", ... in order
        std::vector<ErrorKind> failures; ///< of the next writing calls, one each
        bool tellsSummaries = true;
        int summaries = 0;
        Gate gate; ///< of every writing call
    };

    WritingVault(std::shared_ptr<FakeServer> server, std::shared_ptr<Log> log)
        : m_server(server), m_vault(std::move(server)), m_log(std::move(log))
    {
    }

    Task<Expected<void>> signIn(StopToken stop) override { return m_vault.signIn(stop); }
    Task<Expected<void>> signOut() override { return m_vault.signOut(); }
    [[nodiscard]] Capabilities capabilities() const override { return m_vault.capabilities(); }
    [[nodiscard]] VaultWriting *writing() override { return this; }
    Task<Expected<IndexPage>> fetchIndex(QString cursor, StopToken stop) override
    {
        return m_vault.fetchIndex(cursor, stop);
    }
    [[nodiscard]] std::vector<FieldOutline> outline(const SecretSummary &summary) const override
    {
        std::vector<FieldOutline> cards = m_vault.outline(summary);
        cards.push_back(
            {FieldKind::PublicKey, fieldKey(FieldKind::PublicKey), {}, false, QStringLiteral("in the open")});
        return cards;
    }
    Task<Expected<FetchedPayload>> fetchPayload(SecretSummary summary, StopToken stop) override
    {
        return m_vault.fetchPayload(summary, stop);
    }
    [[nodiscard]] Expected<ParsedSecret> parsePlaintext(const SecretSummary &summary,
                                                        const SecretBuffer &plaintext) const override
    {
        return m_vault.parsePlaintext(summary, plaintext);
    }
    Task<Expected<SecretSummary>> fetchSummary(QString secretId, StopToken) override
    {
        ++m_log->summaries;
        if (!m_log->tellsSummaries)
            co_return failure(ErrorKind::Unsupported);
        if (!m_server->signedIn)
            co_return failure(ErrorKind::NotAuthenticated);
        const auto found = find(secretId);
        if (found == m_server->secrets.end())
            co_return failure(ErrorKind::NotFound);
        const SecretSummary summary = *found; // QCoro moves from what is not const
        co_return summary;
    }

    [[nodiscard]] std::vector<SecretType> creatableTypes() const override { return {SecretType::Login}; }
    [[nodiscard]] std::vector<DraftIssue> check(const SecretDraft &) const override { return {}; }
    Task<Expected<std::vector<ReaderKey>>> readers(QString secretId, QString, StopToken stop) override
    {
        const Expected<void> entered = co_await enter(QStringLiteral("readers ") + secretId, stop);
        if (!entered)
            co_return failure(entered);
        co_return std::vector<ReaderKey>(1);
    }
    Task<Expected<QString>> create(SecretDraft draft, QStringList, StopToken stop) override
    {
        const Expected<void> entered = co_await enter(QStringLiteral("create"), stop);
        if (!entered)
            co_return failure(entered);
        SecretSummary summary;
        summary.id = QStringLiteral("new");
        take(draft, summary);
        m_server->secrets.push_back(summary);
        co_return summary.id;
    }
    Task<Expected<void>> update(SecretDraft draft, QStringList, StopToken stop) override
    {
        const Expected<void> entered = co_await enter(QStringLiteral("update ") + draft.id, stop);
        if (!entered)
            co_return failure(entered);
        const auto found = find(draft.id);
        if (found == m_server->secrets.end())
            co_return failure(ErrorKind::NotFound);
        if (found->modified != draft.baseModified)
            co_return failure(ErrorKind::Conflict);
        take(draft, *found);
        co_return Expected<void>();
    }
    Task<Expected<void>> remove(QString secretId, StopToken stop) override
    {
        const Expected<void> entered = co_await enter(QStringLiteral("remove ") + secretId, stop);
        if (entered)
            m_server->secrets.erase(find(secretId));
        co_return entered;
    }
    Task<Expected<void>> setFavourite(QString secretId, bool favourite, StopToken stop) override
    {
        const Expected<void> entered = co_await enter(QStringLiteral("favourite ") + secretId, stop);
        if (entered)
            find(secretId)->markers.setFlag(Marker::Favourite, favourite);
        co_return entered;
    }
    Task<Expected<void>> setTags(QString secretId, QStringList tags, StopToken stop) override
    {
        const Expected<void> entered = co_await enter(QStringLiteral("tags ") + secretId, stop);
        if (entered)
            find(secretId)->tags = tags;
        co_return entered;
    }
    Task<Expected<void>> setExpiry(QString secretId, QDateTime expires, StopToken stop) override
    {
        const Expected<void> entered = co_await enter(QStringLiteral("expiry ") + secretId, stop);
        if (entered)
            find(secretId)->expires = expires;
        co_return entered;
    }
    Task<Expected<QString>> createCollection(QString name, QString parentId, StopToken stop) override
    {
        const Expected<void> entered = co_await enter(QStringLiteral("create collection"), stop);
        if (!entered)
            co_return failure(entered);
        m_server->collections.push_back({QStringLiteral("made"), parentId, name});
        co_return QStringLiteral("made");
    }
    Task<Expected<void>> renameCollection(QString collectionId, QString name, StopToken stop) override
    {
        const Expected<void> entered = co_await enter(QStringLiteral("rename ") + collectionId, stop);
        for (Collection &collection : m_server->collections) {
            if (entered && collection.id == collectionId)
                collection.name = name;
        }
        co_return entered;
    }
    Task<Expected<void>> removeCollection(QString collectionId, bool, StopToken stop) override
    {
        const Expected<void> entered = co_await enter(QStringLiteral("remove collection ") + collectionId, stop);
        if (entered)
            std::erase_if(m_server->collections, [&](const Collection &c) { return c.id == collectionId; });
        co_return entered;
    }

private:
    [[nodiscard]] std::vector<SecretSummary>::iterator find(const QString &id) const
    {
        return std::find_if(m_server->secrets.begin(), m_server->secrets.end(),
                            [&id](const SecretSummary &secret) { return secret.id == id; });
    }
    static void take(const SecretDraft &draft, SecretSummary &summary)
    {
        summary.name = draft.name;
        summary.type = draft.type;
        summary.modified = (summary.modified.isValid() ? summary.modified : QDateTime::fromSecsSinceEpoch(1, Qt::UTC));
    }
    Task<Expected<void>> enter(QString call, StopToken stop)
    {
        const auto log = m_log;
        const auto server = m_server;
        log->calls.append(call);
        const bool passed = co_await log->gate.pass(stop);
        if (!passed)
            co_return failure(ErrorKind::Cancelled);
        if (!log->failures.empty()) {
            const ErrorKind kind = log->failures.front();
            log->failures.erase(log->failures.begin());
            co_return failure(kind);
        }
        if (!server->signedIn)
            co_return failure(ErrorKind::NotAuthenticated);
        co_return Expected<void>();
    }

    std::shared_ptr<FakeServer> m_server;
    FakeVault m_vault;
    std::shared_ptr<Log> m_log;
};

} // namespace coffret::fakes
