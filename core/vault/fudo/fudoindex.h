// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/vault/fudo/fudoattributes.h"
#include "core/vault/fudo/fudofields.h"
#include "core/vault/fudo/fudolist.h"
#include "core/vault/vault.h"

#include <QHash>

namespace coffret {

/// One pass over everything the account lists, and afterwards what the rows said beyond their summaries. Main thread;
/// held by a shared pointer while next() is under way.
class FudoIndex : public std::enable_shared_from_this<FudoIndex>
{
public:
    FudoIndex(std::shared_ptr<FudoApi> api, FudoAttributes attributes);

    /// The first page also brings collections and secrets granted through access requests. Collections that cannot be
    /// listed are taken from the secrets.
    Task<Expected<IndexPage>> next(StopToken stop);

    [[nodiscard]] FudoExtras extras(const QString &secretId) const { return m_extras.value(secretId); }

private:
    Task<Expected<void>> loadSurroundings(StopToken stop);
    void addCollections(IndexPage &page, std::vector<FudoCollection> collections);
    void addSecret(IndexPage &page, FudoSecret secret);

    std::shared_ptr<FudoApi> m_api;
    FudoAttributes m_attributes;
    std::shared_ptr<FudoWalk> m_walk; ///< through /secret; null before the first page
    std::vector<FudoCollection> m_collections;
    std::vector<FudoSecret> m_shared;    ///< not yet handed out
    QHash<QString, QDateTime> m_granted; ///< by approved requests, and until when
    QSet<QString> m_knownCollections;
    QSet<QString> m_personalCollections;
    QHash<QString, QStringList> m_uris;
    QHash<QString, FudoExtras> m_extras; ///< only secrets that have any
};

} // namespace coffret
