// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/catalog.h"

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace coffret {

/// A secret as a cache holds it: what a list may know of it, and two things that only their owner understands.
struct CachedSecret
{
    SecretSummary summary;
    QByteArray mark{};  ///< tells its owner later whether the server's row is still the same
    QByteArray extra{}; ///< what its vault knows of it besides
};

/// A message as a server handed it out, for when the server cannot be asked. Values that came in the clear have no
/// place in a cache.
struct CachedPayload
{
    QString secretId;
    QByteArray ciphertext;       ///< one OpenPGP message
    QStringList expectedSigners; ///< as FetchedPayload has them, like the type and the version
    QString vendorType;
    QByteArray version;
    QDateTime modified; ///< of the secret at that time: when it has another one now, this message is an old one
    QDateTime fetched;  ///< when the server handed it out
};

/// What becomes of a cache in one step: all of it or nothing. What is not named stays as it was. What is gone goes
/// first, so that a secret can be in both lists.
struct CacheChange
{
    std::vector<CachedSecret> secrets; ///< new, or in place of those with the same id; without an id: passed over
    QStringList goneSecrets;           ///< and their payloads
    std::vector<Collection> collections;
    QStringList goneCollections;
    std::vector<CachedPayload> payloads;
    QStringList gonePayloads;           ///< by the ids of their secrets
    std::optional<SecretBuffer> memory; ///< what the vault wants to know when it cannot ask its server
    std::optional<bool> whole;          ///< whether all that the server has is in the cache now
    bool contact = false;               ///< the server was reached just now: the time that things are kept starts over

    /// What makes one catalog of another; everything, where there was none (null). Marks and extras are not in it.
    [[nodiscard]] static CacheChange between(const Catalog *before, const Catalog &after);
};

/// What was in a cache.
struct CacheContent
{
    std::shared_ptr<const Catalog> catalog = Catalog::empty();
    SecretBuffer memory;        ///< empty: none
    bool whole = false;         ///< all that the server had at that time, and nothing was lost since
    QDateTime contact;          ///< when the server was reached last; null: never
    bool clockWentBack = false; ///< this computer's clock shows less than it did; then nobody knows how old things are
    int lost = 0;               ///< rows that had to be left out, because they were damaged
    QString setAside;           ///< not empty: the file made no sense, rests under this name, and there is a new one
};

/// Is told what a secret's row held besides the summary, while a cache is read and by that thread.
using CacheNotes = std::function<void(const QString &secretId, const QByteArray &mark, const QByteArray &extra)>;

/// How much a cache holds.
struct CacheKept
{
    int secrets = 0;
    int collections = 0;
    int payloads = 0;
    qint64 payloadBytes = 0;
    qint64 fileBytes = 0; ///< everything that lies on the disk
    QDateTime contact;    ///< when the server was reached last; null: never
};

} // namespace coffret
