// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/cachecontent.h"

#include <string>
#include <string_view>

namespace coffret {

/// What a cache remembers of itself.
struct CacheState
{
    bool whole = false;
    QDateTime contact;  ///< when the server was reached last
    QDateTime clock;    ///< the latest time that was seen
    qint64 secrets = 0; ///< rows there are: fewer or others were lost or brought back
    qint64 collections = 0;
};

// The insides of a cache's boxes (octets.h). Nothing is returned for anything that does not follow that.

[[nodiscard]] std::string encodeCache(const CachedSecret &secret);
[[nodiscard]] std::string encodeCache(const Collection &collection);
[[nodiscard]] std::string encodeCache(const CachedPayload &payload);
[[nodiscard]] std::string encodeCache(const CacheState &state);

[[nodiscard]] std::optional<CachedSecret> decodeCachedSecret(std::string_view bytes);
[[nodiscard]] std::optional<Collection> decodeCachedCollection(std::string_view bytes);
[[nodiscard]] std::optional<CachedPayload> decodeCachedPayload(std::string_view bytes);
[[nodiscard]] std::optional<CacheState> decodeCacheState(std::string_view bytes);

} // namespace coffret
