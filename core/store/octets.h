// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QStringEncoder>
#include <QStringList>
#include <QtEndian>

#include <algorithm>
#include <concepts>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

namespace coffret {

constexpr std::size_t OctetPadding = 64;
constexpr qint64 NoOctetTime = std::numeric_limits<qint64>::min();

/// Writes what OctetReader reads: numbers of fixed size in little endian, texts in UTF-8 and lists behind their length,
/// and zeros up to a multiple of 64 octets, so that the size says little about the length of a name.
/// Buffer: std::string, or SecretBuffer where values go through it.
template <typename Buffer>
class BasicOctetWriter
{
public:
    explicit BasicOctetWriter(quint8 format) { number(format); }

    template <std::integral Number>
    void number(Number value)
    {
        const Number little = qToLittleEndian(value);
        m_bytes.append(std::string_view(reinterpret_cast<const char *>(&little), sizeof(little)));
    }
    template <typename Enum>
    requires std::is_enum_v<Enum>
    void number(Enum value) { number(static_cast<quint8>(value)); }
    void bytes(std::string_view value)
    {
        number(static_cast<quint32>(value.size()));
        m_bytes.append(value);
    }
    void bytes(const QByteArray &value)
    {
        bytes(std::string_view(value.constData(), static_cast<std::size_t>(value.size())));
    }
    void text(const QString &value) { bytes(QByteArray(m_encoder.encode(value))); }
    void list(const QStringList &values)
    {
        number(static_cast<quint32>(values.size()));
        for (const QString &value : values)
            text(value);
    }
    void time(const QDateTime &value) { number(value.isValid() ? value.toMSecsSinceEpoch() : NoOctetTime); }

    [[nodiscard]] Buffer take() &&
    {
        constexpr char Zeros[OctetPadding] = {};
        m_bytes.append(std::string_view(Zeros, (OctetPadding - m_bytes.size() % OctetPadding) % OctetPadding));
        return std::move(m_bytes);
    }

private:
    QStringEncoder m_encoder{QStringEncoder::Utf8, QStringEncoder::Flag::Stateless}; // as CatalogBuilder's
    Buffer m_bytes;
};
using OctetWriter = BasicOctetWriter<std::string>;

/// Never reads beyond its bytes; whatever does not fit makes the whole of it wrong.
class OctetReader
{
public:
    OctetReader(std::string_view bytes, quint8 format) : m_rest(bytes) { m_isRight = number<quint8>() == format; }

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
    [[nodiscard]] std::string_view view() { return take(number<quint32>()); } ///< of the bytes that are read
    [[nodiscard]] QByteArray bytes()
    {
        const std::string_view value = view();
        return {value.data(), static_cast<qsizetype>(value.size())};
    }
    [[nodiscard]] QString text()
    {
        const std::string_view value = view();
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
        return ms == NoOctetTime ? QDateTime() : QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC);
    }

    /// Nothing but padding is left.
    [[nodiscard]] bool isDone() const
    {
        const auto isZero = [](char c) { return c == '\0'; };
        return m_isRight && m_rest.size() < OctetPadding && std::all_of(m_rest.begin(), m_rest.end(), isZero);
    }
    template <typename Value>
    [[nodiscard]] std::optional<Value> ifDone(Value &&value) const
    {
        return isDone() ? std::optional<Value>(std::forward<Value>(value)) : std::nullopt;
    }

private:
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

} // namespace coffret
