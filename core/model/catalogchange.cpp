// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/catalogchange.h"

#include <QSet>

#include <algorithm>

namespace coffret {

namespace {

QStringList secretsIn(const CatalogPatch &patch)
{
    QStringList ids = patch.removedSecrets;
    for (const SecretSummary &secret : patch.secrets)
        ids.append(secret.id);
    for (const CatalogPatch::Marking &marking : patch.markings)
        ids.append(marking.secretId);
    return ids;
}

/// Patches that concern different things, as one.
class Together
{
public:
    [[nodiscard]] bool isEmpty() const { return m_secretIds.isEmpty() && m_collectionIds.isEmpty(); }
    [[nodiscard]] const CatalogPatch &patch() const { return m_patch; }

    [[nodiscard]] bool concerns(const CatalogPatch &other) const
    {
        const QStringList ids = secretsIn(other);
        return std::any_of(ids.begin(), ids.end(), [this](const QString &id) { return m_secretIds.contains(id); }) ||
               std::any_of(other.collections.begin(), other.collections.end(),
                           [this](const Collection &collection) { return m_collectionIds.contains(collection.id); });
    }

    void add(CatalogPatch other)
    {
        for (const QString &id : secretsIn(other))
            m_secretIds.insert(id);
        for (const Collection &collection : other.collections)
            m_collectionIds.insert(collection.id);
        m_patch.removedSecrets += other.removedSecrets;
        std::move(other.secrets.begin(), other.secrets.end(), std::back_inserter(m_patch.secrets));
        std::move(other.collections.begin(), other.collections.end(), std::back_inserter(m_patch.collections));
        m_patch.markings.insert(m_patch.markings.end(), other.markings.begin(), other.markings.end());
    }

private:
    CatalogPatch m_patch;
    QSet<QString> m_secretIds;
    QSet<QString> m_collectionIds;
};

} // namespace

ChangedCatalog changed(std::shared_ptr<const Catalog> catalog, const std::vector<CatalogChange> &changes)
{
    ChangedCatalog result{std::move(catalog), {}, false};
    Together together;
    const auto make = [&result, &together] {
        if (!together.isEmpty())
            result.catalog = result.catalog->patched(std::exchange(together, {}).patch());
    };
    for (const CatalogChange &change : changes) {
        CatalogPatch patch = change(*result.catalog);
        if (together.concerns(patch)) {
            make();
            patch = change(*result.catalog);
        }
        result.secretIds += secretsIn(patch);
        result.changesCollections = result.changesCollections || !patch.collections.empty();
        together.add(std::move(patch));
    }
    make();
    return result;
}

} // namespace coffret
