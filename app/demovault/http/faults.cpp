// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demovault/http/faults.h"

#include <QJsonDocument>

namespace coffret::demovault {
namespace {

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

} // namespace

Faults::Rule Faults::parseRule(const QJsonObject &object)
{
    Rule rule;
    rule.path = object[QLatin1String("path")].toString();
    rule.method = object[QLatin1String("method")].toString().toUtf8();
    rule.times = object[QLatin1String("times")].toInt(-1);
    rule.effect.latency = object[QLatin1String("latency")].toInt();
    rule.effect.body = object[QLatin1String("body")].toString().toUtf8();
    rule.effect.redirect = object[QLatin1String("redirect")].toString().toUtf8();
    rule.effect.retryAfter = object[QLatin1String("retry_after")].toString().toUtf8();
    rule.effect.gone = object[QLatin1String("gone")].toBool();
    rule.effect.wrongTypes = object[QLatin1String("wrong_types")].toBool();
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
        if (rule.times == 0 || !path.startsWith(rule.path))
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

QByteArray withWrongTypes(const QByteArray &json)
{
    const QJsonDocument document = QJsonDocument::fromJson(json);
    if (document.isArray())
        return QJsonDocument(exchanged(document.array()).toArray()).toJson(QJsonDocument::Compact);
    return QJsonDocument(exchanged(document.object()).toObject()).toJson(QJsonDocument::Compact);
}

} // namespace coffret::demovault
