// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/trait.h"

namespace coffret {

namespace {

constexpr qint64 ExpiringMs = qint64{ExpiringDays} * 24 * 60 * 60 * 1000;

bool endsBy(qint64 expiresMs, qint64 timeMs)
{
    return expiresMs != 0 && expiresMs <= timeMs;
}

} // namespace

bool isSharedWithMe(AccessRight right, Markers markers) noexcept
{
    return right == AccessRight::Read || right == AccessRight::Update ||
           (right == AccessRight::None && markers.testFlag(Marker::Shared)); // None: the vault does not say
}

bool hasTrait(const Catalog &catalog, Catalog::Row row, Trait trait, qint64 nowMs) noexcept
{
    const Markers markers = catalog.markers(row);
    switch (trait) {
    case Trait::Favourite:
        return markers.testFlag(Marker::Favourite);
    case Trait::SharedWithMe:
        return isSharedWithMe(catalog.right(row), markers);
    case Trait::Mine:
        return !isSharedWithMe(catalog.right(row), markers);
    case Trait::Expired:
        return endsBy(catalog.expiresMs(row), nowMs);
    case Trait::Expiring:
        return endsBy(catalog.expiresMs(row), nowMs + ExpiringMs);
    case Trait::Attention:
        return (markers & AttentionMarkers) != Markers();
    case Trait::CheckedOut:
        return markers.testFlag(Marker::CheckedOutByMe);
    case Trait::HasCode:
        return markers.testFlag(Marker::HasTotp);
    case Trait::HasAddress:
        return catalog.hasUris(row);
    case Trait::HasNote:
        return catalog.hasDescription(row);
    case Trait::HasExpiry:
        return catalog.expiresMs(row) != 0;
    case Trait::HasTag:
        return catalog.hasTags(row);
    case Trait::HasUsername:
        return catalog.hasUsername(row);
    }
    return false;
}

} // namespace coffret
