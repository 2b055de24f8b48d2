// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/accountcache.h"
#include "tests/support/fakes.h"

#include <QTemporaryDir>

#include <memory>
#include <vector>

namespace coffret::fakes {

/// An index and the catalog that is made of it.
struct SampleCatalog
{
    explicit SampleCatalog(int count);
    /// So many of its secrets, far from each other, with a name that puts them elsewhere.
    [[nodiscard]] CatalogPatch patchOf(int secrets) const;

    SampleIndex index;
    std::shared_ptr<const Catalog> catalog;
};

/// The secrets of sampleIndex(count) as a Passbolt server lists them, some 600 bytes each.
[[nodiscard]] QByteArray passboltListOf(int count);
/// The same in parts of so many rows; the last one may have fewer.
[[nodiscard]] std::vector<QByteArray> passboltPagesOf(int count, int rowsOfAPage);

/// A cache of so many secrets on the disk, closed, under a key that is always the same: its rows lie alike each time.
class SampleCache
{
public:
    explicit SampleCache(int count);
    [[nodiscard]] bool isThere() const { return m_isThere; } ///< everything was written
    [[nodiscard]] std::unique_ptr<AccountCache> open() const;

private:
    QTemporaryDir m_folder;
    std::shared_ptr<const CacheKey> m_key;
    ManualClock m_clock;
    bool m_isThere = false;
};

} // namespace coffret::fakes
