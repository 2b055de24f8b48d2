// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demovault/http/distortion.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <array>
#include <utility>

namespace coffret::demovault {
namespace {

constexpr int levels = 100'000;
constexpr int zeros = 10'000'000;
constexpr qint64 longestChecked = 64 * 1024 * 1024;

QJsonValue exchanged(const QJsonValue &value)
{
    if (value.isString())
        return static_cast<int>(value.toString().size());
    if (value.isDouble())
        return QString::number(value.toDouble());
    if (value.isArray()) {
        QJsonArray result;
        const QJsonArray array = value.toArray();
        for (const QJsonValue &item : array)
            result.append(exchanged(item));
        return result;
    }
    if (value.isObject()) {
        QJsonObject result;
        const QJsonObject object = value.toObject();
        for (auto it = object.begin(); it != object.end(); ++it)
            result.insert(it.key(), exchanged(it.value()));
        return result;
    }
    return value;
}

/// Of a value that is no list and no object, too: QJsonDocument writes those alone.
QByteArray textOf(const QJsonValue &value)
{
    QByteArray text = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    return text.mid(1, text.size() - 2);
}

/// Writes a document again and says one member otherwise.
class Rewriter
{
public:
    Rewriter(int number, QByteArray literal) : m_left(number), m_literal(std::move(literal)) {}

    [[nodiscard]] bool isDone() const { return m_left < 0; }
    [[nodiscard]] QByteArray written(const QJsonValue &value)
    {
        if (value.isObject())
            return writtenObject(value.toObject());
        return value.isArray() ? writtenArray(value.toArray()) : textOf(value);
    }

private:
    /// Names of things, as the attributes of a type: one is as good as the other.
    [[nodiscard]] static bool isTable(const QJsonObject &object)
    {
        return object.size() > 4 &&
               std::all_of(object.begin(), object.end(), [](const QJsonValue &value) { return value.isObject(); });
    }

    QByteArray writtenObject(const QJsonObject &object)
    {
        QByteArrayList members;
        const bool table = isTable(object);
        for (auto it = object.begin(); it != object.end(); ++it) {
            const QByteArray key = textOf(it.key()) + ':';
            if (table && it != object.begin())
                members.append(key + textOf(it.value()));
            else if (m_left-- != 0)
                members.append(key + written(it.value()));
            else if (m_literal == "twice")
                members.append(key + textOf(it.value()) + ',' + key + "null");
            else if (m_literal != "missing")
                members.append(key + m_literal);
        }
        return '{' + members.join(',') + '}';
    }

    QByteArray writtenArray(const QJsonArray &array)
    {
        QByteArrayList elements;
        for (const QJsonValue &element : array)
            elements.append(elements.isEmpty() ? written(element) : textOf(element));
        return '[' + elements.join(',') + ']';
    }

    int m_left; ///< members before the one that is meant; below 0: it has been written
    QByteArray m_literal;
};

QByteArray nested(int depth, bool closed)
{
    return QByteArray(depth, '[') + (closed ? QByteArray(depth, ']') : QByteArray());
}

QByteArray asUtf16(const QByteArray &body)
{
    const QString text = QString::fromUtf8(body);
    return {reinterpret_cast<const char *>(text.constData()), text.size() * 2};
}

/// Deflate with its fixed code, which needs no table: 158 blanks to a byte.
class Deflater
{
public:
    /// Literals and lengths begin with their highest bit, everything else with its lowest.
    void code(unsigned bits, int count)
    {
        for (int i = count - 1; i >= 0; --i)
            bit((bits >> i) & 1U);
    }
    void number(unsigned bits, int count)
    {
        for (int i = 0; i < count; ++i)
            bit((bits >> i) & 1U);
    }
    void blanks(qint64 count)
    {
        constexpr int longest = 258;
        number(0, 1); // more blocks follow
        number(1, 2); // the fixed code
        const auto blank = [this] { code(0x30 + ' ', 8); };
        for (; count > longest; count -= longest) {
            if (m_first)
                blank();
            count -= std::exchange(m_first, false) ? 1 : 0;
            code(0xC5, 8); // as before, 258 times
            code(0, 5);    // at distance 1
        }
        for (; count > 0; --count)
            blank();
        code(0, 7); // end of the block
    }
    void stored(const QByteArray &bytes)
    {
        constexpr qsizetype most = 65535;
        qsizetype from = 0;
        do {
            const QByteArray piece = bytes.mid(from, most);
            from += piece.size();
            number(from >= bytes.size() ? 1 : 0, 1);
            number(0, 2);
            while (m_count > 0)
                bit(0);
            const auto size = static_cast<unsigned>(piece.size());
            number(size, 16);
            number(~size & 0xFFFFU, 16);
            m_out += piece;
        } while (from < bytes.size());
    }
    [[nodiscard]] QByteArray taken() { return std::move(m_out); }

private:
    void bit(unsigned value)
    {
        m_byte |= value << m_count;
        if (++m_count < 8)
            return;
        m_out.append(static_cast<char>(m_byte));
        m_byte = 0;
        m_count = 0;
    }

    QByteArray m_out;
    unsigned m_byte = 0;
    int m_count = 0;
    bool m_first = true;
};

quint32 checksum(quint32 sum, char next)
{
    static const auto table = [] {
        std::array<quint32, 256> made{};
        for (quint32 i = 0; i < made.size(); ++i) {
            quint32 entry = i;
            for (int bit = 0; bit < 8; ++bit)
                entry = (entry & 1U) != 0 ? (entry >> 1U) ^ 0xEDB88320U : entry >> 1U;
            made[i] = entry;
        }
        return made;
    }();
    return table[(sum ^ static_cast<unsigned char>(next)) & 0xFFU] ^ (sum >> 8U);
}

QByteArray littleEndian(quint32 number)
{
    QByteArray bytes;
    for (int i = 0; i < 4; ++i)
        bytes.append(static_cast<char>((number >> (8 * i)) & 0xFFU));
    return bytes;
}

} // namespace

std::optional<QByteArray> withMember(const QByteArray &json, int number, const QByteArray &literal)
{
    const QJsonDocument document = QJsonDocument::fromJson(json);
    if (document.isNull())
        return std::nullopt;
    Rewriter rewriter(number, literal);
    QByteArray text =
        rewriter.written(document.isArray() ? QJsonValue(document.array()) : QJsonValue(document.object()));
    return rewriter.isDone() ? std::optional(std::move(text)) : std::nullopt;
}

QByteArray garbled(const QByteArray &body, const QByteArray &how)
{
    if (how == "nul")
        return QByteArray(body).insert(1, '\0');
    if (how == "utf8")
        return QByteArray(body).insert(body.indexOf("\":\"") + 3, "\xC3\x28\xFF");
    if (how == "utf16")
        return asUtf16(body);
    if (how == "bom")
        return "\xEF\xBB\xBF" + body;
    if (how == "html")
        return "<!doctype html><html><body><form action=\"/login\">Sign in</form></body></html>";
    if (how == "half")
        return body.left(body.size() / 2);
    if (how == "empty")
        return {};
    if (how == "twice")
        return body + body;
    if (how == "deep")
        return nested(levels, true);
    if (how == "deep_open")
        return nested(levels, false);
    if (how == "deep_member")
        return QByteArray(body).replace(0, 1, "{\"\":" + nested(levels, true) + ',');
    if (how == "dense")
        return QByteArray(body).replace(0, 1, "{\"\":[" + QByteArray("0,").repeated(zeros) + "0],");
    if (how == "comment")
        return "/* " + body + " */";
    return body;
}

QByteArray withWrongTypes(const QByteArray &json)
{
    const QJsonDocument document = QJsonDocument::fromJson(json);
    if (document.isArray())
        return QJsonDocument(exchanged(document.array()).toArray()).toJson(QJsonDocument::Compact);
    return QJsonDocument(exchanged(document.object()).toObject()).toJson(QJsonDocument::Compact);
}

QByteArray gzipped(const QByteArray &body, qint64 blanks)
{
    static std::optional<std::pair<qint64, Deflater>> packed; // a bomb takes its time, and is thrown more than once
    if (!packed || packed->first != blanks) {
        packed.emplace(blanks, Deflater());
        packed->second.blanks(blanks);
    }
    Deflater deflater = packed->second;
    deflater.stored(body);
    quint32 sum = ~0U;
    // Of what nobody reads to its end there is no sum to compare.
    for (qint64 i = 0; i < (blanks <= longestChecked ? blanks : 0); ++i)
        sum = checksum(sum, ' ');
    for (const char next : body)
        sum = checksum(sum, next);
    const QByteArray head("\x1F\x8B\x08\x00\x00\x00\x00\x00\x00\x03", 10);
    return head + deflater.taken() + littleEndian(~sum) + littleEndian(static_cast<quint32>(blanks + body.size()));
}

} // namespace coffret::demovault
