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
    auto uris =
        co_await allFudoRows<FudoUri>(m_api, QStringLiteral("/secret/uri"), m_attributes.forUris(), fudoUris, stop);
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
    for (FudoSecret &secret : m_shared) {
        secret.validUntil = m_api->toLocalClock(secret.validUntil);
        m_granted.insert(secret.id, secret.validUntil);
    }
    co_return Expected<void>();
}

void FudoIndex::addCollections(IndexPage &page, std::vector<FudoCollection> collections)
{
    m_listsCollections = !collections.empty();
    for (const FudoCollection &collection : collections) {
        m_knownCollections.insert(collection.id);
        if (collection.personal)
            m_personalCollections.insert(collection.id);
        m_writable = m_writable || collection.right != AccessRight::Read;
    }
    for (FudoCollection &collection : collections) {
        // Nearest visible ancestor first: the direct parent may be hidden from this user.
        const bool useAccessible = m_knownCollections.contains(collection.accessibleParentId);
        Collection shown;
        shown.parentId = useAccessible ? collection.accessibleParentId : collection.parentId;
        shown.id = std::move(collection.id);
        shown.name = std::move(collection.name);
        shown.right = collection.right;
        shown.shared = !collection.personal;
        shown.markers.setFlag(Marker::Personal, collection.personal);
        page.collections.push_back(std::move(shown));
    }
}

void FudoIndex::addSecret(IndexPage &page, FudoSecret secret)
{
    if (!secret.collectionId.isEmpty() && !m_knownCollections.contains(secret.collectionId)) {
        m_knownCollections.insert(secret.collectionId);
        Collection shown;
        shown.id = secret.collectionId;
        shown.name = secret.collectionName.isEmpty() ? secret.collectionId : secret.collectionName;
        if (!secret.ownerId.isEmpty()) {
            m_personalCollections.insert(secret.collectionId);
            shown.markers.setFlag(Marker::Personal);
        }
        page.collections.push_back(std::move(shown));
    }
    if (!secret.myCheckoutId.isEmpty())
        m_checkedOut.push_back(secret);
    m_versions.push_back({secret.id, secret.modified, secret.modifiedText});
    page.secrets.push_back(summaryOf(std::move(secret)));
}

SecretSummary FudoIndex::summaryOf(FudoSecret secret)
{
    const QStringList uris = m_uris.value(secret.id);
    if (!secret.domain.isEmpty() || !secret.certificate.isEmpty() || !uris.isEmpty())
        m_extras.insert(secret.id, {secret.domain, secret.certificate, uris});
    else
        m_extras.remove(secret.id);
    const bool granted = m_granted.contains(secret.id);
    if (granted)
        secret.validUntil = m_granted.value(secret.id);
    const bool personal = m_personalCollections.contains(secret.collectionId);
    return fudoSummary(secret, uris, granted, personal);
}

Task<Expected<std::vector<FudoUri>>> FudoIndex::uriRows(std::shared_ptr<FudoApi> api, QString secretId, StopToken stop)
{
    const auto self = shared_from_this();
    const QString path = QStringLiteral("/secret/%1/uri").arg(QString::fromLatin1(QUrl::toPercentEncoding(secretId)));
    auto rows = co_await allFudoRows<FudoUri>(api, path, m_attributes.forUris(), fudoUris, stop);
    co_return std::move(rows);
}

Task<Expected<FudoSecret>> FudoIndex::row(std::shared_ptr<FudoApi> api, QString secretId, StopToken stop)
{
    const auto self = shared_from_this();
    const QUrlQuery query = fudoFields(m_attributes.forList(!m_listsCollections));
    const QString path = QStringLiteral("/secret/") + QString::fromLatin1(QUrl::toPercentEncoding(secretId));
    const auto answer = co_await api->get(path, query, stop);
    if (!answer)
        co_return failure(answer);
    co_return fudoSecret(*answer, secretId);
}

Task<Expected<FudoSecret>> FudoIndex::grant(std::shared_ptr<FudoApi> api, QString secretId, StopToken stop)
{
    const auto self = shared_from_this();
    const auto rows = co_await allFudoRows<FudoSecret>(api, QStringLiteral("/secret/shared"), m_attributes.forShared(),
                                                       readShared, stop);
    if (!rows)
        co_return failure(rows);
    for (const FudoSecret &row : *rows) {
        if (row.id == secretId)
            co_return FudoSecret(row);
    }
    co_return failure(ErrorKind::NotFound, QStringLiteral("not shared any more"));
}

Task<Expected<std::pair<SecretSummary, FudoVersion>>> FudoIndex::summary(std::shared_ptr<FudoApi> api, QString secretId,
                                                                         StopToken stop)
{
    const auto self = shared_from_this();
    auto secret = co_await row(api, secretId, stop);
    if (!secret && secret.error().kind == ErrorKind::NotFound && m_granted.contains(secretId))
        secret = co_await grant(api, secretId, stop);
    if (!secret)
        co_return failure(secret);
    const auto uris = co_await uriRows(api, secretId, stop);
    if (!uris)
        co_return failure(uris);
    QStringList texts;
    for (const FudoUri &uri : *uris)
        texts.append(uri.uri);
    m_uris.insert(secretId, texts);
    FudoVersion version{secretId, secret->modified, secret->modifiedText};
    co_return std::pair(summaryOf(*std::move(secret)), std::move(version));
}

} // namespace coffret
