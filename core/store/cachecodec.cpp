// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/cachecodec.h"

#include "core/store/octets.h"

namespace coffret {

namespace {

constexpr quint8 Format = 1;

} // namespace

std::string encodeCache(const CachedSecret &secret)
{
    const SecretSummary &summary = secret.summary;
    OctetWriter out(Format);
    out.bytes(secret.mark);
    out.number(summary.markers.toInt());
    out.number(summary.type);
    out.number(summary.right);
    out.number(summary.icon.symbol);
    out.number(summary.icon.colour);
    out.time(summary.created);
    out.time(summary.modified);
    out.time(summary.expires);
    for (const QString *text : {&summary.id, &summary.collectionId, &summary.name, &summary.username,
                                &summary.description, &summary.vendorType, &summary.modifiedBy})
        out.text(*text);
    out.list(summary.uris);
    out.list(summary.tags);
    out.bytes(secret.extra);
    return std::move(out).take();
}

std::optional<CachedSecret> decodeCachedSecret(std::string_view bytes)
{
    OctetReader in(bytes, Format);
    CachedSecret secret;
    SecretSummary &summary = secret.summary;
    secret.mark = in.bytes();
    summary.markers = Markers::fromInt(in.number<Markers::Int>());
    summary.type = in.number(SecretType::Unknown);
    summary.right = in.number(AccessRight::Own);
    summary.icon.symbol = in.number<qint8>();
    summary.icon.colour = in.number<quint32>();
    summary.created = in.time();
    summary.modified = in.time();
    summary.expires = in.time();
    for (QString *text : {&summary.id, &summary.collectionId, &summary.name, &summary.username, &summary.description,
                          &summary.vendorType, &summary.modifiedBy})
        *text = in.text();
    summary.uris = in.list();
    summary.tags = in.list();
    secret.extra = in.bytes();
    return in.ifDone(std::move(secret));
}

std::string encodeCache(const Collection &collection)
{
    OctetWriter out(Format);
    out.text(collection.id);
    out.text(collection.parentId);
    out.text(collection.name);
    out.number(collection.right);
    out.number(static_cast<quint8>(collection.shared));
    out.number(collection.markers.toInt());
    return std::move(out).take();
}

std::optional<Collection> decodeCachedCollection(std::string_view bytes)
{
    OctetReader in(bytes, Format);
    Collection collection;
    collection.id = in.text();
    collection.parentId = in.text();
    collection.name = in.text();
    collection.right = in.number(AccessRight::Own);
    collection.shared = in.number<quint8>() != 0;
    collection.markers = Markers::fromInt(in.number<Markers::Int>());
    return in.ifDone(std::move(collection));
}

std::string encodeCache(const CachedPayload &payload)
{
    OctetWriter out(Format);
    out.text(payload.secretId);
    out.bytes(payload.ciphertext);
    out.list(payload.expectedSigners);
    out.text(payload.vendorType);
    out.bytes(payload.version);
    out.time(payload.modified);
    out.time(payload.fetched);
    return std::move(out).take();
}

std::optional<CachedPayload> decodeCachedPayload(std::string_view bytes)
{
    OctetReader in(bytes, Format);
    CachedPayload payload;
    payload.secretId = in.text();
    payload.ciphertext = in.bytes();
    payload.expectedSigners = in.list();
    payload.vendorType = in.text();
    payload.version = in.bytes();
    payload.modified = in.time();
    payload.fetched = in.time();
    return in.ifDone(std::move(payload));
}

std::string encodeCache(const CacheState &state)
{
    OctetWriter out(Format);
    out.number(static_cast<quint8>(state.whole));
    out.time(state.contact);
    out.time(state.clock);
    out.number(state.secrets);
    out.number(state.collections);
    return std::move(out).take();
}

std::optional<CacheState> decodeCacheState(std::string_view bytes)
{
    OctetReader in(bytes, Format);
    CacheState state;
    state.whole = in.number<quint8>() != 0;
    state.contact = in.time();
    state.clock = in.time();
    state.secrets = in.number<qint64>();
    state.collections = in.number<qint64>();
    return in.ifDone(std::move(state));
}

} // namespace coffret
