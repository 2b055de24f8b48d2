// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demovault/fudo/fudofilter.h"

#include <QJsonArray>

#include <algorithm>

namespace coffret::demovault {
namespace {

const QStringList operations{QStringLiteral("match"), QStringLiteral("in"), QStringLiteral("iin"),
                             QStringLiteral("contains")};

QString asText(const QJsonValue &value)
{
    if (value.isBool())
        return value.toBool() ? QStringLiteral("true") : QStringLiteral("false");
    return value.isDouble() ? QString::number(value.toInteger()) : value.toString();
}

} // namespace

std::optional<FudoFilter> FudoFilter::parse(const QString &text)
{
    FudoFilter filter;
    qsizetype at = 0;
    while (at < text.size()) {
        const qsizetype open = text.indexOf(QLatin1Char('('), at);
        const qsizetype close = text.indexOf(QLatin1Char(')'), open);
        const QString head = open > at ? text.mid(at, open - at) : QString();
        const qsizetype dot = head.lastIndexOf(QLatin1Char('.'));
        if (dot < 1 || close < 0 || !operations.contains(head.mid(dot + 1)))
            return std::nullopt;
        filter.m_conditions.append(
            {head.left(dot), head.mid(dot + 1), text.mid(open + 1, close - open - 1).split(QLatin1Char(','))});
        at = close + 1;
        if (at < text.size() && text[at++] != QLatin1Char(','))
            return std::nullopt;
    }
    return filter;
}

bool FudoFilter::Condition::accepts(const QJsonValue &value) const
{
    if (operation == QLatin1String("contains")) {
        const QJsonArray array = value.toArray();
        return std::any_of(array.begin(), array.end(),
                           [this](const QJsonValue &item) { return values.contains(asText(item)); });
    }
    const QString text = asText(value);
    if (operation == QLatin1String("match"))
        return std::any_of(values.begin(), values.end(), [&text](const QString &part) { return text.contains(part); });
    return values.contains(text, operation == QLatin1String("iin") ? Qt::CaseInsensitive : Qt::CaseSensitive);
}

bool FudoFilter::accepts(const QJsonObject &row) const
{
    return std::all_of(m_conditions.begin(), m_conditions.end(),
                       [&row](const Condition &condition) { return condition.accepts(row[condition.attribute]); });
}

} // namespace coffret::demovault
