// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/catalog.h"

namespace coffret {

/// What can be said of a secret without opening it, and asked for in a search.
enum class Trait : quint8 {
    Favourite,
    SharedWithMe, ///< somebody else's
    Mine,
    Expired,
    Expiring, ///< soon, or already
    Attention,
    CheckedOut, ///< by the user
    HasCode,
    HasAddress,
    HasNote, ///< a description that can be read without opening the secret
    HasExpiry,
    HasTag,
    HasUsername,
};

/// Markers that say that something is wrong.
constexpr Markers AttentionMarkers = Markers(Marker::MetadataUnreadable) | Marker::MetadataUnverified |
                                     Marker::UnknownType | Marker::NoValue | Marker::SecretUnverified |
                                     Marker::OutOfOrder | Marker::KeyMissing | Marker::TagUnverified;
constexpr int ExpiringDays = 30; ///< soon

/// Somebody else's secret.
[[nodiscard]] bool isSharedWithMe(AccessRight right, Markers markers) noexcept;
[[nodiscard]] bool hasTrait(const Catalog &catalog, Catalog::Row row, Trait trait, qint64 nowMs) noexcept;

} // namespace coffret
