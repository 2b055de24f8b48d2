// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/cachecodec.h"

#include <QStringEncoder>
#include <QtEndian>

#include <algorithm>
#include <concepts>
#include <limits>

namespace coffret {

namespace {

constexpr quint8 Format = 1;
constexpr std::size_t Padding = 64;
constexpr qint64 NoTime = std::numeric_limits<qint64>::min();

class Writer
{
public:
    Writer() { number(Format); }

    template <std::integral Number>
    void number(Number value)
    {
        const Number little = qToLittleEndian(value);
        m_bytes.append(reinterpret_cast<const char *>(&little), sizeof(little));
    }
    template <typename Enum>
    requires std::is_enum_v<Enum>
    void number(Enum value) { number(static_cast<quint8>(value)); }
    void bytes(const QByteArray &value)
    {
        number(static_cast<quint32>(value.size()));
        m_bytes.append(value.constData(), static_cast<std::size_t>(value.size()));
    }
    void text(const QString &value) { bytes(m_encoder.encode(value)); }
    void list(const QStringList &values)
    {
        number(static_cast<quint32>(values.size()));
        for (const QString &value : values)
            text(value);
    }
    void time(const QDateTime &value) { number(value.isValid() ? value.toMSecsSinceEpoch() : NoTime); }

    [[nodiscard]] std::string take() &&
    {
        m_bytes.resize((m_bytes.size() + Padding - 1) / Padding * Padding, '\0');
        return std::move(m_bytes);
    }

private:
    QStringEncoder m_encoder{QStringEncoder::Utf8, QStringEncoder::Flag::Stateless}; // as CatalogBuilder's
    std::string m_bytes;
};

/// Never reads beyond its bytes; whatever does not fit makes the whole of it wrong.
class Reader
{
public:
    explicit Reader(std::string_view bytes) : m_rest(bytes) { m_isRight = number<quint8>() == Format; }

    template <std::integral Number>
    [[nodiscard]] Number number()
    {
        return qFromLittleEndian<Number>(take(sizeof(Number)).data());
    }
    template <typename Enum>
    [[nodiscard]] Enum number(Enum last)
    {
        const auto value = number<quint8>();
        m_isRight = m_isRight && value <= static_cast<quint8>(last);
        return static_cast<Enum>(value);
    }
    [[nodiscard]] QByteArray bytes()
    {
        const std::string_view value = sized();
        return {value.data(), static_cast<qsizetype>(value.size())};
    }
    [[nodiscard]] QString text()
    {
        const std::string_view value = sized();
        return QString::fromUtf8(value.data(), static_cast<qsizetype>(value.size()));
    }
    [[nodiscard]] QStringList list()
    {
        QStringList values;
        for (auto left = number<quint32>(); left > 0 && m_isRight; --left)
            values.append(text());
        return values;
    }
    [[nodiscard]] QDateTime time()
    {
        const auto ms = number<qint64>();
        return ms == NoTime ? QDateTime() : QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC);
    }

    /// Nothing but padding is left.
    [[nodiscard]] bool isDone() const
    {
        const auto isZero = [](char c) { return c == '\0'; };
        return m_isRight && m_rest.size() < Padding && std::all_of(m_rest.begin(), m_rest.end(), isZero);
    }
    template <typename Value>
    [[nodiscard]] std::optional<Value> ifDone(Value &&value) const
    {
        return isDone() ? std::optional<Value>(std::forward<Value>(value)) : std::nullopt;
    }

private:
    [[nodiscard]] std::string_view sized() { return take(number<quint32>()); }
    /// At least eight octets can be read from what is returned.
    [[nodiscard]] std::string_view take(std::size_t size)
    {
        if (size > m_rest.size()) {
            m_isRight = false;
            m_rest = {};
            return {Nothing, 0};
        }
        const std::string_view taken = m_rest.substr(0, size);
        m_rest.remove_prefix(size);
        return taken;
    }

    static constexpr char Nothing[sizeof(qint64)] = {};
    std::string_view m_rest;
    bool m_isRight = true;
};

} // namespace

std::string encodeCache(const CachedSecret &secret)
{
    const SecretSummary &summary = secret.summary;
    Writer out;
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
    Reader in(bytes);
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
    Writer out;
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
    Reader in(bytes);
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
    Writer out;
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
    Reader in(bytes);
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
    Writer out;
    out.number(static_cast<quint8>(state.whole));
    out.time(state.contact);
    out.time(state.clock);
    out.number(state.secrets);
    out.number(state.collections);
    return std::move(out).take();
}

std::optional<CacheState> decodeCacheState(std::string_view bytes)
{
    Reader in(bytes);
    CacheState state;
    state.whole = in.number<quint8>() != 0;
    state.contact = in.time();
    state.clock = in.time();
    state.secrets = in.number<qint64>();
    state.collections = in.number<qint64>();
    return in.ifDone(std::move(state));
}

} // namespace coffret
