// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/cachecontent.h"

#include "core/store/cachecodec.h"

namespace coffret {

CacheChange CacheChange::between(const Catalog *before, const Catalog &after)
{
    CacheChange change;
    for (Catalog::Row row = 0; row < after.size(); ++row) {
        CachedSecret secret{after.summary(row)};
        const Catalog::Row old = before == nullptr ? Catalog::NoRow : before->rowOf(secret.summary.id);
        if (old == Catalog::NoRow || encodeCache(CachedSecret{before->summary(old)}) != encodeCache(secret))
            change.secrets.push_back(std::move(secret));
    }
    for (const Collection &collection : after.collections()) {
        const Collection *const old = before == nullptr ? nullptr : before->collection(collection.id);
        if (old == nullptr || encodeCache(*old) != encodeCache(collection))
            change.collections.push_back(collection);
    }
    if (before == nullptr)
        return change;
    for (Catalog::Row row = 0; row < before->size(); ++row) {
        if (const QString id = before->id(row); after.rowOf(id) == Catalog::NoRow)
            change.goneSecrets.append(id);
    }
    for (const Collection &collection : before->collections()) {
        if (after.collection(collection.id) == nullptr)
            change.goneCollections.append(collection.id);
    }
    return change;
}

} // namespace coffret
