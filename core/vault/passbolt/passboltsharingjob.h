// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/vault/passbolt/passboltmetadataseal.h"
#include "core/vault/passbolt/passboltsharingplan.h"

namespace coffret {

/// Does what a SharePlan says, item by item. For one plan; owned by the coroutine that runs it, main thread.
class PassboltShareJob
{
public:
    PassboltShareJob(PassboltApi &api, PassboltSharingSource &source, PassboltReaders &readers,
                     PassboltMetadataSeal &seal);

    Task<Expected<JobReport>> run(SharePlan plan, QStringList confirmedFingerprints, Progress progress, StopToken stop);

private:
    using Items = std::vector<PassboltShared>;
    Task<Expected<void>> meet(std::vector<ReaderKey> newReaders, StopToken stop);
    Task<Expected<Items>> itemsOf(SharePlan plan, StopToken stop);
    [[nodiscard]] Expected<void> leaveOutBlocked(const PassboltShared &target);
    Task<Expected<void>> move(SharePlan plan, StopToken stop);
    Task<Expected<void>> shareAll(StopToken stop);
    Task<void> shareRest(StopToken stop);
    Task<void> shareNext(StopToken stop);
    [[nodiscard]] bool goesOn() const { return !m_end && !m_report.cancelled && m_next < m_items.size(); }

    Task<Expected<void>> share(PassboltShared item, PassboltPermissions wanted, StopToken stop);
    Task<Expected<void>> shareSecret(PassboltShared secret, PassboltPermissions wanted, StopToken stop);
    Task<Expected<void>> shareMetadata(PassboltShared secret, StopToken stop);
    Task<Expected<void>> meetLate(QSet<QString> userIds, StopToken stop);
    Task<Expected<QJsonArray>> sealFor(PassboltShared secret, QSet<QString> userIds, StopToken stop);
    Task<Expected<PassboltPermissions>> withoutGroupsOf(QSet<QString> persons, PassboltShared item,
                                                        PassboltPermissions wanted, StopToken stop);
    Task<Expected<void>> put(QString itemId, QString path, QJsonObject body, StopToken stop);
    void fail(const QString &id, const QString &name, const Error &error);
    [[nodiscard]] Error leftOut(const QSet<QString> &persons) const;

    PassboltApi &m_api;
    PassboltSharingSource &m_source;
    PassboltReaders &m_readers;
    PassboltMetadataSeal &m_seal;
    QStringList m_confirmed;
    QHash<QString, PassboltReader> m_welcome; ///< by user id; their keys are confirmed
    QHash<QString, Grantee> m_blocked;        ///< nothing is encrypted for them
    Items m_items;
    std::vector<AccessChange> m_changes;
    Progress m_progress;
    JobReport m_report;
    std::optional<Error> m_end; ///< why the rest need not be tried
    std::size_t m_next = 0;
    int m_behind = 0;
    int m_total = 0;
    int m_written = 0;          ///< requests that changed something
    QSet<QString> m_unanswered; ///< items of requests that went out and may have changed something
};

} // namespace coffret
