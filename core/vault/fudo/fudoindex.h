// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/vault/fudo/fudoattributes.h"
#include "core/vault/fudo/fudofields.h"
#include "core/vault/fudo/fudoheld.h"
#include "core/vault/fudo/fudolist.h"
#include "core/vault/vault.h"

#include <QHash>

namespace coffret {

/// A secret's time of change, as a date and as it came.
struct FudoVersion
{
    QString id;
    QDateTime time;
    QString text;
};

/// One pass over everything the account lists, and afterwards what the rows said beyond their summaries. Main thread;
/// held by a shared pointer while next() is under way.
class FudoIndex : public std::enable_shared_from_this<FudoIndex>
{
public:
    FudoIndex(std::shared_ptr<FudoApi> api, FudoAttributes attributes);

    /// The first page also brings collections and secrets granted through access requests. Collections that cannot be
    /// listed are taken from the secrets.
    Task<Expected<IndexPage>> next(StopToken stop);

    /// One secret as the index shows it, and its URIs, asked for anew. A grant that is no secret of the user's
    /// otherwise is found in the list of grants. api: of the session as it is now, which may be another one than the
    /// index was read with.
    Task<Expected<FudoSecret>> row(std::shared_ptr<FudoApi> api, QString secretId, StopToken stop);
    Task<Expected<std::vector<FudoUri>>> uriRows(std::shared_ptr<FudoApi> api, QString secretId, StopToken stop);
    /// And which version that is.
    Task<Expected<std::pair<SecretSummary, FudoVersion>>> summary(std::shared_ptr<FudoApi> api, QString secretId,
                                                                  StopToken stop);
    [[nodiscard]] FudoExtras extras(const QString &secretId) const { return m_extras.value(secretId); }
    [[nodiscard]] const QHash<QString, FudoExtras> &allExtras() const { return m_extras; }

    /// What was known when the reading began.
    void setBegin(FudoHeld::Moment begin) { m_begin = std::move(begin); }
    [[nodiscard]] const FudoHeld::Moment &begin() const { return m_begin; }

    // Once the last page was read
    /// Secrets that the user has checked out.
    [[nodiscard]] const std::vector<FudoSecret> &checkedOut() const { return m_checkedOut; }
    /// Granted by approved requests, and until when.
    [[nodiscard]] const QHash<QString, QDateTime> &granted() const { return m_granted; }
    /// Every version that was listed.
    [[nodiscard]] const std::vector<FudoVersion> &versions() const { return m_versions; }
    /// Whether secrets can be put anywhere; true where it is not known.
    [[nodiscard]] bool hasWritableCollection() const { return m_writable || !m_listsCollections; }

private:
    Task<Expected<void>> loadSurroundings(StopToken stop);
    Task<Expected<FudoSecret>> grant(std::shared_ptr<FudoApi> api, QString secretId, StopToken stop);
    [[nodiscard]] SecretSummary summaryOf(FudoSecret secret);
    void addCollections(IndexPage &page, std::vector<FudoCollection> collections);
    void addSecret(IndexPage &page, FudoSecret secret);

    std::shared_ptr<FudoApi> m_api; ///< for the lists
    FudoAttributes m_attributes;
    std::shared_ptr<FudoWalk> m_walk; ///< through /secret; null before the first page
    std::vector<FudoCollection> m_collections;
    std::vector<FudoSecret> m_shared;    ///< not yet handed out
    QHash<QString, QDateTime> m_granted; ///< by approved requests, and until when
    QSet<QString> m_knownCollections;
    QSet<QString> m_personalCollections;
    QHash<QString, QStringList> m_uris;
    QHash<QString, FudoExtras> m_extras; ///< only secrets that have any
    std::vector<FudoSecret> m_checkedOut;
    FudoHeld::Moment m_begin;
    std::vector<FudoVersion> m_versions;
    bool m_listsCollections = false;
    bool m_writable = false;
};

} // namespace coffret
