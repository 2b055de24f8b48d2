// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/vault/vault.h"

#include <QSet>

#include <algorithm>
#include <map>
#include <memory>

namespace coffret::test {

/// What a MemoryVault holds. Shared with the test, which looks at and changes it as whoever runs the server could.
struct MemoryServer
{
    std::map<QString, SecretSummary> secrets;
    std::map<QString, std::map<QString, QByteArray>> values; ///< by secret, then field key
    int longest = 100000;                                    ///< characters of a value
    QSet<QString> checkOuts;                                 ///< secrets that have to be checked out to be read
    QStringList log;                                         ///< "read s1", "check out s2", "create", "update s1"
    std::function<void()> afterUpdate;
    int time = 1;

    void add(const QString &id, SecretType type, std::map<QString, QByteArray> fields)
    {
        SecretSummary summary;
        summary.id = id;
        summary.name = QStringLiteral("Name of ") + id;
        summary.username = QStringLiteral("ada");
        summary.type = type;
        summary.modified = now();
        secrets[id] = summary;
        values[id] = std::move(fields);
    }
    [[nodiscard]] QByteArray value(const QString &id, const char *key = "password") const
    {
        return values.at(id).at(QLatin1String(key));
    }
    [[nodiscard]] QDateTime now() { return QDateTime::fromSecsSinceEpoch(1700000000 + time++, Qt::UTC); }
};

/// A vault without encryption of its own that keeps everything in memory, and can be written to.
class MemoryVault final : public Vault, public VaultWriting
{
public:
    explicit MemoryVault(std::shared_ptr<MemoryServer> server) : m_server(std::move(server)) {}

    Task<Expected<void>> signIn(StopToken) override { co_return Expected<void>(); }
    Task<Expected<void>> signOut() override { co_return Expected<void>(); }
    [[nodiscard]] Capabilities capabilities() const override
    {
        return Capability::Reveal | Capability::Copy | Capability::Write | Capability::CheckOut;
    }
    [[nodiscard]] VaultWriting *writing() override { return this; }
    Task<Expected<IndexPage>> fetchIndex(QString, StopToken) override
    {
        IndexPage page;
        for (const auto &[id, summary] : m_server->secrets)
            page.secrets.push_back(summary);
        co_return page;
    }
    [[nodiscard]] std::vector<FieldOutline> outline(const SecretSummary &summary) const override
    {
        std::vector<FieldOutline> cards{
            {FieldKind::Username, fieldKey(FieldKind::Username), {}, false, summary.username}};
        for (const auto &[key, value] : m_server->values[summary.id])
            cards.push_back({kindOf(key), key, {}, true, {}});
        return cards;
    }
    Task<Expected<FetchedPayload>> fetchPayload(SecretSummary summary, StopToken) override
    {
        if (m_server->checkOuts.contains(summary.id))
            m_server->log.append(QStringLiteral("check out ") + summary.id);
        co_return payload(summary.id);
    }
    Task<Expected<FetchedPayload>> fetchUnattended(SecretSummary summary, StopToken) override
    {
        if (m_server->checkOuts.contains(summary.id))
            co_return failure(ErrorKind::ApprovalNeeded);
        co_return payload(summary.id);
    }
    Task<Expected<SecretSummary>> fetchSummary(QString secretId, StopToken) override
    {
        const auto found = m_server->secrets.find(secretId);
        if (found == m_server->secrets.end())
            co_return failure(ErrorKind::NotFound);
        const SecretSummary summary = found->second; // QCoro moves from what is not const
        co_return summary;
    }
    [[nodiscard]] Expected<ParsedSecret> parsePlaintext(const SecretSummary &, const SecretBuffer &) const override
    {
        return failure(ErrorKind::Unsupported);
    }

    [[nodiscard]] std::vector<SecretType> creatableTypes() const override { return {SecretType::Login}; }
    [[nodiscard]] std::vector<DraftIssue> check(const SecretDraft &draft) const override
    {
        std::vector<DraftIssue> issues;
        for (const SecretField &field : draft.fields) {
            if (field.value.size() > static_cast<std::size_t>(m_server->longest))
                issues.push_back({DraftIssue::Kind::TooLong, field.key, m_server->longest});
        }
        return issues;
    }
    Task<Expected<std::vector<ReaderKey>>> readers(QString, QString, StopToken) override
    {
        co_return std::vector<ReaderKey>();
    }
    Task<Expected<QString>> create(SecretDraft draft, QStringList, StopToken) override
    {
        m_server->log.append(QStringLiteral("create"));
        const QString id = QStringLiteral("new");
        m_server->add(id, draft.type, {});
        store(id, draft);
        co_return id;
    }
    Task<Expected<void>> update(SecretDraft draft, QStringList, StopToken) override
    {
        if (m_server->secrets[draft.id].modified != draft.baseModified)
            co_return failure(ErrorKind::Conflict);
        m_server->log.append(QStringLiteral("update ") + draft.id);
        store(draft.id, draft);
        if (m_server->afterUpdate)
            m_server->afterUpdate();
        co_return Expected<void>();
    }
    Task<Expected<void>> remove(QString, StopToken) override { co_return Expected<void>(); }
    Task<Expected<void>> setFavourite(QString, bool, StopToken) override { co_return Expected<void>(); }
    Task<Expected<void>> setTags(QString, QStringList, StopToken) override { co_return Expected<void>(); }
    Task<Expected<void>> setExpiry(QString, QDateTime, StopToken) override { co_return Expected<void>(); }
    Task<Expected<QString>> createCollection(QString, QString, StopToken) override { co_return QString(); }
    Task<Expected<void>> renameCollection(QString, QString, StopToken) override { co_return Expected<void>(); }
    Task<Expected<void>> removeCollection(QString, bool, StopToken) override { co_return Expected<void>(); }

private:
    [[nodiscard]] static FieldKind kindOf(const QString &key)
    {
        for (const FieldKind kind : {FieldKind::Password, FieldKind::PrivateKey, FieldKind::Passphrase}) {
            if (fieldKey(kind) == key)
                return kind;
        }
        return FieldKind::Custom;
    }
    [[nodiscard]] Expected<FetchedPayload> payload(const QString &id)
    {
        m_server->log.append(QStringLiteral("read ") + id);
        FetchedPayload fetched;
        for (const auto &[key, value] : m_server->values[id])
            fetched.fields.push_back(
                {kindOf(key),
                 key,
                 {},
                 true,
                 SecretBuffer::copyOf({value.constData(), static_cast<std::size_t>(value.size())})});
        return fetched;
    }
    void store(const QString &id, const SecretDraft &draft)
    {
        SecretSummary &summary = m_server->secrets[id];
        summary.name = draft.name;
        summary.username = draft.username;
        summary.modified = m_server->now();
        if (!draft.valuesChanged)
            return;
        for (const SecretField &field : draft.fields) {
            if (field.isProtected)
                m_server->values[id][field.key] =
                    QByteArray(field.value.view().data(), static_cast<qsizetype>(field.value.size()));
        }
    }

    std::shared_ptr<MemoryServer> m_server;
};

} // namespace coffret::test
