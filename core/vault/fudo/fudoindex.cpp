// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/fudo/fudoindex.h"

namespace coffret {

namespace {

Expected<FudoPage<FudoSecret>> readSecrets(const QByteArray &answer)
{
    return fudoSecrets(answer, QStringLiteral("secret"));
}

Expected<FudoPage<FudoSecret>> readShared(const QByteArray &answer)
{
    return fudoSecrets(answer, QStringLiteral("secret_shared"));
}

} // namespace

FudoIndex::FudoIndex(std::shared_ptr<FudoApi> api, FudoAttributes attributes)
    : m_api(std::move(api)), m_attributes(std::move(attributes))
{
}

Task<Expected<IndexPage>> FudoIndex::next(StopToken stop)
{
    const auto self = shared_from_this();
    IndexPage page;
    if (!m_walk) {
        const auto loaded = co_await loadSurroundings(stop);
        if (!loaded)
            co_return failure(loaded);
        m_walk = std::make_shared<FudoWalk>();
        m_walk->path = QStringLiteral("/secret");
        m_walk->fields = m_attributes.forList(m_collections.empty());
        addCollections(page, std::exchange(m_collections, {}));
    }
    auto rows = co_await nextFudoRows<FudoSecret>(m_api, m_walk, readSecrets, stop);
    if (!rows)
        co_return failure(rows);
    for (FudoSecret &secret : *rows)
        addSecret(page, std::move(secret));
    if (!m_walk->finished) {
        page.nextCursor = QString::number(m_walk->offset);
        co_return std::move(page);
    }
    for (FudoSecret &secret : m_shared) { // those granted although never listed
        if (!m_walk->seen.contains(secret.id))
            addSecret(page, std::move(secret));
    }
    m_shared.clear();
    co_return std::move(page);
}

Task<Expected<void>> FudoIndex::loadSurroundings(StopToken stop)
{
    auto collections = co_await allFudoRows<FudoCollection>(m_api, QStringLiteral("/collection"),
                                                            m_attributes.forCollections(), fudoCollections, stop);
    if (!collections)
        co_return failure(collections);
    const QStringList uriFields{QStringLiteral("id"), QStringLiteral("secret_id"), QStringLiteral("uri"),
                                QStringLiteral("removed")};
    auto uris = co_await allFudoRows<FudoUri>(m_api, QStringLiteral("/secret/uri"), uriFields, fudoUris, stop);
    if (!uris)
        co_return failure(uris);
    auto shared = co_await allFudoRows<FudoSecret>(m_api, QStringLiteral("/secret/shared"), m_attributes.forShared(),
                                                   readShared, stop);
    if (!shared)
        co_return failure(shared);
    m_collections = *std::move(collections);
    m_shared = *std::move(shared);
    for (FudoUri &uri : *uris)
        m_uris[uri.secretId].append(std::move(uri.uri));
    for (const FudoSecret &secret : m_shared)
        m_granted.insert(secret.id, secret.validUntil);
    co_return Expected<void>();
}

void FudoIndex::addCollections(IndexPage &page, std::vector<FudoCollection> collections)
{
    for (const FudoCollection &collection : collections) {
        m_knownCollections.insert(collection.id);
        if (collection.personal)
            m_personalCollections.insert(collection.id);
    }
    for (FudoCollection &collection : collections) {
        // Nearest visible ancestor first: the direct parent may be hidden from this user.
        const bool useAccessible = m_knownCollections.contains(collection.accessibleParentId);
        QString parent = useAccessible ? collection.accessibleParentId : collection.parentId;
        page.collections.push_back(
            {std::move(collection.id), std::move(parent), std::move(collection.name), collection.right});
    }
}

void FudoIndex::addSecret(IndexPage &page, FudoSecret secret)
{
    if (!secret.collectionId.isEmpty() && !m_knownCollections.contains(secret.collectionId)) {
        m_knownCollections.insert(secret.collectionId);
        const QString &name = secret.collectionName.isEmpty() ? secret.collectionId : secret.collectionName;
        page.collections.push_back({secret.collectionId, {}, name, AccessRight::None});
    }
    if (!secret.domain.isEmpty() || !secret.certificate.isEmpty())
        m_extras.insert(secret.id, {secret.domain, secret.certificate});
    const bool granted = m_granted.contains(secret.id);
    if (granted)
        secret.validUntil = m_granted.value(secret.id);
    const bool personal = m_personalCollections.contains(secret.collectionId);
    page.secrets.push_back(fudoSummary(secret, m_uris.value(secret.id), granted, personal));
}

} // namespace coffret
