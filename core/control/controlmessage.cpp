// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/control/controlmessage.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QtEndian>

#include <algorithm>
#include <array>
#include <utility>

namespace coffret {

namespace {

constexpr std::string_view Magic = "CFRT";
constexpr std::array<std::pair<ControlRequest::Kind, QLatin1String>, 7> Kinds{{
    {ControlRequest::Kind::Show, QLatin1String("show")},
    {ControlRequest::Kind::Quick, QLatin1String("quick")},
    {ControlRequest::Kind::Lock, QLatin1String("lock")},
    {ControlRequest::Kind::Get, QLatin1String("get")},
    {ControlRequest::Kind::List, QLatin1String("list")},
    {ControlRequest::Kind::Otp, QLatin1String("otp")},
    {ControlRequest::Kind::Exec, QLatin1String("exec")},
}};

bool isText(const QJsonValue &value)
{
    return value.isUndefined() || (value.isString() && value.toString().size() <= ControlRequest::LongestText);
}

bool isFlag(const QJsonValue &value)
{
    return value.isUndefined() || value.isBool();
}

tl::unexpected<Error> malformed(const char *what)
{
    return failure(ErrorKind::Malformed, QLatin1String(what));
}

/// How many things a wish of this kind is about.
bool fits(ControlRequest::Kind kind, qsizetype wanted)
{
    switch (kind) {
    case ControlRequest::Kind::Show:
    case ControlRequest::Kind::Quick:
    case ControlRequest::Kind::Lock:
        return wanted == 0;
    case ControlRequest::Kind::Get:
    case ControlRequest::Kind::List:
    case ControlRequest::Kind::Otp:
        return wanted == 1;
    case ControlRequest::Kind::Exec:
        return wanted >= 1 && wanted <= static_cast<qsizetype>(ControlRequest::MostWanted);
    }
    return false;
}

void insertUnlessEmpty(QJsonObject &json, QLatin1String key, const QString &text)
{
    if (!text.isEmpty())
        json.insert(key, text);
}

QJsonObject toJson(const ControlReply::Entry &entry)
{
    QJsonObject json;
    insertUnlessEmpty(json, QLatin1String("path"), entry.path);
    insertUnlessEmpty(json, QLatin1String("field"), entry.field);
    insertUnlessEmpty(json, QLatin1String("id"), entry.id);
    insertUnlessEmpty(json, QLatin1String("type"), entry.type);
    if (entry.turns.isValid())
        json.insert(QLatin1String("turns"), entry.turns.toUTC().toString(Qt::ISODate));
    return json;
}

ControlReply::Entry entryOf(const QJsonObject &json)
{
    ControlReply::Entry entry;
    entry.path = json.value(QLatin1String("path")).toString();
    entry.field = json.value(QLatin1String("field")).toString();
    entry.id = json.value(QLatin1String("id")).toString();
    entry.type = json.value(QLatin1String("type")).toString();
    entry.turns = QDateTime::fromString(json.value(QLatin1String("turns")).toString(), Qt::ISODate);
    return entry;
}

} // namespace

QJsonObject ControlRequest::toJson() const
{
    const auto *const named =
        std::find_if(Kinds.begin(), Kinds.end(), [this](const auto &one) { return one.first == kind; });
    QJsonArray wishes;
    for (const Wanted &one : wanted) {
        QJsonObject wish;
        insertUnlessEmpty(wish, QLatin1String("path"), one.path);
        insertUnlessEmpty(wish, QLatin1String("field"), one.field);
        wishes.append(wish);
    }
    QJsonObject json{{QLatin1String("do"), named->second}, {QLatin1String("wanted"), wishes}};
    insertUnlessEmpty(json, QLatin1String("token"), token);
    for (const auto &[flag, name] : {std::pair(unlock, "unlock"), {unverified, "unverified"}, {terminal, "terminal"}}) {
        if (flag)
            json.insert(QLatin1String(name), true);
    }
    return json;
}

Expected<ControlRequest> ControlRequest::fromJson(const QJsonObject &json)
{
    const QString word = json.value(QLatin1String("do")).toString();
    const auto *const named =
        std::find_if(Kinds.begin(), Kinds.end(), [&](const auto &one) { return one.second == word; });
    if (named == Kinds.end())
        return malformed("an unknown wish");
    const QJsonArray wishes = json.value(QLatin1String("wanted")).toArray();
    if (!fits(named->first, wishes.size()))
        return malformed("too little or too much is wanted");
    ControlRequest request;
    request.kind = named->first;
    for (const QJsonValue &wish : wishes) {
        if (!wish.isObject() || !isText(wish[QLatin1String("path")]) || !isText(wish[QLatin1String("field")]))
            return malformed("what is wanted is no text");
        request.wanted.push_back({wish[QLatin1String("path")].toString(), wish[QLatin1String("field")].toString()});
        if (request.wanted.back().path.isEmpty() && request.kind != Kind::List)
            return malformed("a path is missing");
    }
    for (const char *flag : {"unlock", "unverified", "terminal"}) {
        if (!isFlag(json[QLatin1String(flag)]))
            return malformed("a switch that is neither on nor off");
    }
    if (!isText(json[QLatin1String("token")]))
        return malformed("a token that is no text");
    request.unlock = json[QLatin1String("unlock")].toBool();
    request.unverified = json[QLatin1String("unverified")].toBool();
    request.terminal = json[QLatin1String("terminal")].toBool();
    request.token = json[QLatin1String("token")].toString();
    return request;
}

QJsonObject ControlReply::toJson() const
{
    QJsonObject json{{QLatin1String("status"), static_cast<int>(status)}};
    insertUnlessEmpty(json, QLatin1String("message"), message);
    QJsonArray named;
    for (const Entry &entry : entries)
        named.append(coffret::toJson(entry));
    if (!named.isEmpty())
        json.insert(QLatin1String("entries"), named);
    QJsonArray sizes;
    for (const SecretBuffer &value : values)
        sizes.append(static_cast<qint64>(value.size()));
    if (!sizes.isEmpty())
        json.insert(QLatin1String("sizes"), sizes);
    return json;
}

Expected<ControlReply::Header> ControlReply::fromJson(const QJsonObject &json)
{
    const int status = json.value(QLatin1String("status")).toInt(-1);
    if (status < static_cast<int>(ControlStatus::Ok) || status > static_cast<int>(ControlStatus::Busy))
        return malformed("an unknown status");
    Header header;
    header.reply.status = static_cast<ControlStatus>(status);
    header.reply.message = json.value(QLatin1String("message")).toString();
    for (const QJsonValue entry : json.value(QLatin1String("entries")).toArray())
        header.reply.entries.push_back(entryOf(entry.toObject()));
    const QJsonArray sizes = json.value(QLatin1String("sizes")).toArray();
    if (sizes.size() > static_cast<qsizetype>(ControlRequest::MostWanted))
        return malformed("too many values");
    for (const QJsonValue size : sizes) {
        const qint64 bytes = size.toInteger(-1);
        if (bytes < 0)
            return malformed("a value without a size");
        if (bytes > static_cast<qint64>(LargestValue))
            return failure(ErrorKind::TooLarge, QStringLiteral("a value"));
        header.sizes.push_back(static_cast<std::size_t>(bytes));
    }
    return header;
}

QByteArray controlFrame(const QJsonObject &header)
{
    const QByteArray json = QJsonDocument(header).toJson(QJsonDocument::Compact);
    QByteArray frame(Magic.data(), static_cast<qsizetype>(Magic.size()));
    frame.resize(static_cast<qsizetype>(FrameStart));
    qToBigEndian(ControlVersion, frame.data() + 4);
    qToBigEndian(static_cast<quint32>(json.size()), frame.data() + 8);
    return frame + json;
}

Expected<std::size_t> frameLength(std::string_view start, std::size_t longest)
{
    if (start.size() < FrameStart || !start.starts_with(Magic))
        return malformed("no frame");
    if (qFromBigEndian<quint32>(start.data() + 4) != ControlVersion)
        return failure(ErrorKind::Unsupported, QStringLiteral("another version of the control protocol"));
    const std::size_t length = qFromBigEndian<quint32>(start.data() + 8);
    if (length > longest)
        return failure(ErrorKind::TooLarge, QStringLiteral("a frame"));
    return length;
}

Expected<QJsonObject> frameHeader(const QByteArray &json)
{
    const QJsonDocument document = QJsonDocument::fromJson(json);
    if (!document.isObject())
        return malformed("no JSON object");
    return document.object();
}

} // namespace coffret
