// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demovault/http/faults.h"

#include "app/demovault/http/distortion.h"

#include <algorithm>

namespace coffret::demovault {
namespace {

QByteArray textOf(const QJsonObject &object, const char *key)
{
    return object[QLatin1String(key)].toString().toUtf8();
}

/// Bytes that need not be text.
QByteArray bytesOf(const QJsonObject &object, const char *key)
{
    return object[QLatin1String(key)].toString().toLatin1();
}

void parseDistortion(const QJsonObject &object, Faults::Effect &effect)
{
    effect.wrongTypes = object[QLatin1String("wrong_types")].toBool();
    if (const QJsonValue member = object[QLatin1String("member")]; member.isDouble())
        effect.member = member.toInt();
    effect.with = bytesOf(object, "with");
    effect.garble = textOf(object, "garble");
    effect.contentType = textOf(object, "content_type");
    effect.lengthOff = object[QLatin1String("length_off")].toInt();
    effect.gzip = object[QLatin1String("gzip")].toBool();
    effect.manner.padding = object[QLatin1String("padding")].toInteger();
    effect.manner.drip = object[QLatin1String("drip")].toInt();
    effect.manner.dripBytes = qMax(1, object[QLatin1String("drip_bytes")].toInt(1));
}

/// Segment by segment; "*" stands for any.
bool isPath(const QString &path, const QString &pattern)
{
    const QStringList segments = path.split(QLatin1Char('/'));
    const QStringList wanted = pattern.split(QLatin1Char('/'));
    return std::equal(
        segments.begin(), segments.end(), wanted.begin(), wanted.end(),
        [](const QString &segment, const QString &one) { return one == QLatin1String("*") || segment == one; });
}

void setHeader(Response &response, const QByteArray &name, const QByteArray &value)
{
    response.headers.removeIf([&name](const auto &header) { return header.first == name; });
    response.add(name, value);
}

} // namespace

Faults::Rule Faults::parseRule(const QJsonObject &object)
{
    Rule rule;
    rule.path = object[QLatin1String("path")].toString();
    rule.exact = object[QLatin1String("exact")].toBool();
    rule.method = textOf(object, "method");
    rule.times = object[QLatin1String("times")].toInt(-1);
    rule.effect.latency = object[QLatin1String("latency")].toInt();
    rule.effect.body = textOf(object, "body");
    rule.effect.redirect = textOf(object, "redirect");
    rule.effect.redirectStatus = object[QLatin1String("redirect_status")].toInt(302);
    rule.effect.retryAfter = textOf(object, "retry_after");
    rule.effect.gone = object[QLatin1String("gone")].toBool();
    parseDistortion(object, rule.effect);
    if (const QJsonValue status = object[QLatin1String("status")]; status.isDouble())
        rule.effect.status = status.toInt();
    if (const QJsonValue truncate = object[QLatin1String("truncate")]; truncate.isDouble())
        rule.effect.truncate = truncate.toInt();
    return rule;
}

void Faults::configure(const QJsonObject &settings)
{
    m_latency = settings[QLatin1String("latency")].toInt();
    m_rules.clear();
    const QJsonArray rules = settings[QLatin1String("rules")].toArray();
    for (const QJsonValue &rule : rules)
        m_rules.push_back(parseRule(rule.toObject()));
}

Faults::Effect Faults::take(const Request &request)
{
    const QString path = request.mount + request.path;
    for (Rule &rule : m_rules) {
        if (rule.times == 0 || !(rule.exact ? isPath(path, rule.path) : path.startsWith(rule.path)))
            continue;
        if (!rule.method.isEmpty() && rule.method != request.method)
            continue;
        if (rule.times > 0)
            --rule.times;
        Effect effect = rule.effect;
        if (effect.latency == 0)
            effect.latency = m_latency;
        return effect;
    }
    Effect effect;
    effect.latency = m_latency;
    return effect;
}

bool distort(Response &response, const Faults::Effect &effect)
{
    if (!response.hasBody())
        return false;
    const QByteArray before = response.body;
    bool isAnother = effect.manner.padding > 0 || effect.manner.drip > 0 || effect.lengthOff != 0 || effect.gzip;
    if (effect.wrongTypes)
        response.body = withWrongTypes(response.body);
    if (effect.member) {
        const std::optional<QByteArray> said = withMember(response.body, *effect.member, effect.with);
        isAnother = isAnother || said;
        response.body = said.value_or(response.body);
    }
    if (!effect.garble.isEmpty())
        response.body = garbled(response.body, effect.garble);
    if (!effect.contentType.isEmpty()) {
        setHeader(response, "Content-Type", effect.contentType);
        isAnother = true;
    }
    if (effect.gzip) {
        response.body = gzipped(response.body, effect.manner.padding);
        setHeader(response, "Content-Encoding", "gzip");
    }
    return isAnother || response.body != before;
}

} // namespace coffret::demovault
